"""Signed heads: a small statement, kept elsewhere, by which anyone proves later that nothing before it was
rewritten.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from minetrace.ledger.canonical import canonical
from minetrace.ledger.models import Entry
from minetrace.ledger.verifying import Finding
from minetrace.terms.problem import Problem

_FIELDS = ("programme", "number", "hash", "at", "public_key")


def make_key() -> bytes:
    """A new Ed25519 private key in PEM."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def signed_head(programme: str, key_file: Path) -> dict[str, Any]:
    """The newest entry's number, hash and clock, signed. Raises MT-311 in an empty register."""
    last = Entry.objects.order_by("-number").first()
    if last is None:
        raise Problem("MT-311")
    key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise Problem("MT-313", path=key_file)
    public = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    head = {"programme": programme, "number": last.number, "hash": last.hash, "at": last.at, "public_key": public.hex()}
    return {**head, "signature": base64.b64encode(key.sign(canonical(head))).decode()}


def check_head(head: dict[str, Any]) -> list[Finding]:
    """Compare the register with a head that was kept elsewhere. Raises MT-312 for a head that is not a signed one."""
    try:
        body = {name: head[name] for name in _FIELDS}
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(body["public_key"]))
        public.verify(base64.b64decode(head["signature"]), canonical(body))
    except (KeyError, ValueError, TypeError, InvalidSignature):
        raise Problem("MT-312") from None
    entry = Entry.objects.filter(number=body["number"]).first()
    name = str(body["number"])
    if entry is None:
        return [Finding("ledger_entry", name, "number", "the signed head names an entry that is no longer here")]
    if entry.hash != body["hash"]:
        return [Finding("ledger_entry", name, "hash", "the chain was rewritten: not the hash of the signed head")]
    return []
