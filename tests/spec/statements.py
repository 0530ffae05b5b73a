"""Sources with claims as somebody read them, without a reader: one line a claim.

publisher | published  | value | keys of the claim ...
Agency A  | 2022-08-16 | 991   | {...}
"""

from __future__ import annotations

import hashlib
from typing import Any

from minetrace.ledger.canonical import canonical_text
from minetrace.ledger.writing import writing
from minetrace.sources.claims import KeptClaim, as_content, kept_claim
from minetrace.sources.models import Claim, Original, Reading, ReadingClaim, Source, Text
from minetrace.terms import claim as terms

DEAD = {"kind": "casualty", "outcome": "killed", "group": "all", "unit": "person", "from_": "2020-11-10"}
MINES = {
    "kind": "ordnance",
    "action": ("found", "cleared"),
    "category": "mine (unspecified)",
    "unit": "item",
    "places": ("Lachin district",),
    "from_": "2022-08-01",
}


def stated(publisher: str, published: str | None, value: Any, about: dict[str, Any], **keys: Any) -> KeptClaim:
    """One source that states one running total; `keys` change what `about` says."""
    text = f"{publisher}, {published}: {value} {sorted(keys.items())} {sorted(about.items())}"
    sha = hashlib.sha256(text.encode()).hexdigest()
    content = {"counting": "running", "to": published} | about | keys
    read = terms.Claim(id="c1", quote=text, span=(0, len(text)), value=value, **content)
    with writing("anna", "sources.add") as change:
        original, kept_text = Original(id=sha, media_type="text/plain", size=len(text)), Text(id=sha, characters=text)
        source = Source(original=original, text=kept_text, map="[]", name="t", publisher=publisher, published=published)
        reading = Reading(source=source, version="test", language="en")
        body, persons = as_content(read)
        row = Claim(source=source, key=sha, kind=read.kind, counting=read.counting, start=0, end=len(text), quote=text)
        row.content, row.persons = body, persons
        found = ReadingClaim(reading=reading, claim=row, ordinal=0, derivation=canonical_text({}))
        change.make_all([original, kept_text, source, reading, row, found])
    return kept_claim(row.id)
