"""Tables as sources: the original kept, a text taken from it, and claims that its rows make.

A table of the programme's own rows needs no text of its rows: each record cites its row of the original. A data set
whose rows are claims has its decoded text, so that each claim quotes its cells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from minetrace.accounts.actor import Actor
from minetrace.ledger.canonical import canonical_text
from minetrace.ledger.models import SealedRow
from minetrace.ledger.writing import writing
from minetrace.sources import originals
from minetrace.sources.actions import About
from minetrace.sources.claims import as_content, statement_key
from minetrace.sources.models import Claim, Original, Reading, ReadingClaim, Source, Text
from minetrace.terms import claim as terms

_ROW = "row "
TABLE_READING = "table-1"
"""Version of readings made from the columns of a table; such a source is imported again, never read again."""


def keep_table(
    actor: Actor,
    file: Path,
    *,
    media_type: str,
    text: str,
    encoding: str | None,
    about: About,
    folder: Path,
    claims: Sequence[tuple[terms.Claim, int]] = (),
    notes: Sequence[str] = (),
) -> tuple[Source, bool]:
    """Keep a table as a source with the claims of its rows (each with its row number); True when it is new.

    The same bytes from the same publisher are kept once. With claims the text is the decoded original itself, and the
    map leads from every character to the same one of the original.
    """
    actor.require("add")
    original_id = originals.keep_file(folder, file)
    text_id = hashlib.sha256(text.encode()).hexdigest()
    with writing(actor.name, "sources.add", why=file.name) as change:
        known = Source.objects.filter(original_id=original_id, text_id=text_id, publisher=about.publisher).first()
        if known is not None:
            return known, False
        if not Original.objects.filter(pk=original_id).exists():
            change.make(Original(id=original_id, media_type=media_type, size=file.stat().st_size))
        if not Text.objects.filter(pk=text_id).exists():
            change.make(Text(id=text_id, characters=text))
        segments = [[0, len(text), 1, 0, len(text)]] if claims else []
        source = Source(original_id=original_id, text_id=text_id, name=file.name, title=about.title)
        source.map = canonical_text({"unit": "char", "encoding": encoding, "segments": segments})
        source.publisher, source.url, source.source_type = about.publisher, about.url, about.source_type
        source.published = about.published.isoformat() if about.published else None
        source.language = about.language
        change.make(source)
        reading = Reading(source=source, version=TABLE_READING, language=about.language or "und")
        reading.notes = canonical_text(list(notes))
        change.make(reading)
        change.make_all(_claim_rows(source, reading, claims))
    return source, True


def _claim_rows(source: Source, reading: Reading, claims: Sequence[tuple[terms.Claim, int]]) -> list[SealedRow]:
    kept: dict[str, Claim] = {}
    joins: list[SealedRow] = []
    for ordinal, (claim, row) in enumerate(claims):
        key = statement_key(claim, {})
        if key not in kept:
            content, persons = as_content(claim)
            start, end = claim.span
            kept[key] = Claim(source=source, key=key, kind=claim.kind, counting=claim.counting, start=start, end=end)
            kept[key].quote, kept[key].content, kept[key].persons = claim.quote, content, persons
        derivation = canonical_text({"rules": [f"{_ROW}{row}"], "chunks": []})
        joins.append(ReadingClaim(reading=reading, claim=kept[key], ordinal=ordinal, derivation=derivation))
    return [*kept.values(), *joins]


def row_of(derivation: Mapping[str, Any]) -> int | None:
    """The row of a table that a kept claim quotes, by its derivation; None for a claim that was read in a text."""
    rules = derivation.get("rules") or [""]
    return int(rules[0].removeprefix(_ROW)) if rules[0].startswith(_ROW) else None
