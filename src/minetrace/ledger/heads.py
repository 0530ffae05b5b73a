"""Signed heads: a small statement, kept elsewhere, by which anyone proves later that nothing before it was
rewritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from minetrace.ledger.models import Entry
from minetrace.ledger.signing import require_signed, sign
from minetrace.ledger.verifying import Finding
from minetrace.terms.problem import Problem


def signed_head(programme: str, key_file: Path) -> dict[str, Any]:
    """The newest entry's number, hash and clock, signed. Raises MT-311 in an empty register, MT-313."""
    last = Entry.objects.order_by("-number").first()
    if last is None:
        raise Problem("MT-311")
    return sign(programme, key_file, number=last.number, hash_=last.hash, at=last.at)


def check_head(head: Mapping[str, Any]) -> list[Finding]:
    """Compare the register with a head that was kept elsewhere. Raises MT-312 for a head that is not a signed one."""
    require_signed(head)
    entry = Entry.objects.filter(number=head["number"]).first()
    name = str(head["number"])
    if entry is None:
        return [Finding("ledger_entry", name, "number", "the signed head names an entry that is no longer here")]
    if entry.hash != head["hash"]:
        return [Finding("ledger_entry", name, "hash", "the chain was rewritten: not the hash of the signed head")]
    return []
