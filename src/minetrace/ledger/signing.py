"""Signatures under ledger heads: Ed25519 over the canonical bytes of programme, number, hash, clock and public key.

Nothing here needs a register: a backup signs the head of the copy that it made, and anyone can check a signature.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from minetrace.ledger.canonical import canonical
from minetrace.terms.problem import Problem

_FIELDS = ("programme", "number", "hash", "at", "public_key")


def make_key() -> bytes:
    """A new Ed25519 private key in PEM."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def sign(programme: str, key_file: Path, *, number: int, hash_: str, at: int) -> dict[str, Any]:
    """An entry's number, hash and clock, signed. Raises MT-313 where the file is no Ed25519 key, or not there."""
    try:
        key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
    except (FileNotFoundError, ValueError):
        raise Problem("MT-313", path=key_file) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise Problem("MT-313", path=key_file)
    public = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    head = {"programme": programme, "number": number, "hash": hash_, "at": at, "public_key": public.hex()}
    return {**head, "signature": base64.b64encode(key.sign(canonical(head))).decode()}


def require_signed(head: Mapping[str, Any]) -> None:
    """Raise MT-312 for what is no head, or does not bear the signature of the key that it names."""
    try:
        body = {name: head[name] for name in _FIELDS}
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(body["public_key"]))
        public.verify(base64.b64decode(head["signature"]), canonical(body))
    except (KeyError, ValueError, TypeError, InvalidSignature):
        raise Problem("MT-312") from None
