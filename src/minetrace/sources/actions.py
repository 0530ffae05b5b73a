"""Verbs on sources: add, reread, decide whether a claim was read right."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from minetrace.accounts.actor import Actor
from minetrace.ledger.canonical import canonical_text
from minetrace.ledger.models import Entry, SealedRow
from minetrace.ledger.writing import Change, writing
from minetrace.readings import Reading as ReadText
from minetrace.readings import read
from minetrace.sources import originals
from minetrace.sources.claims import as_content, current_reading, statement_key, with_numbers
from minetrace.sources.correcting import require_fitting
from minetrace.sources.extraction import Extraction, Suggested, extract
from minetrace.sources.models import Claim, Decision, Original, Reading, ReadingClaim, Source, Text
from minetrace.terms.problem import Problem

_UNDO = "claims.undecide"

Verdict = Literal["right", "misread", "otherwise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is said about a source when it is added; all of it may be unknown."""

    published: datetime.date | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    source_type: str = "not_recorded"
    relays: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding: the source and its current reading; `outcome` "kept" or "already kept".

    `suggested` is what a saved page says of itself (day, address, publisher): offered, never used in silence.
    """

    source: Source
    reading: Reading
    outcome: str
    suggested: Suggested
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reread:
    """How a new reading differs: claims by their fate, as kept claims."""

    source: Source
    same: list[Claim] = field(default_factory=list)
    new: list[Claim] = field(default_factory=list)
    gone: list[Claim] = field(default_factory=list)
    changed: list[tuple[Claim, Claim]] = field(default_factory=list)


def add(actor: Actor, data: bytes, *, name: str, about: About, folder: Path) -> Added:
    """Keep a source: original, text with its map, reading and claims, in one entry.

    The same text from the same publisher and address is already kept and nothing changes; from another publisher or
    address it is a second source over the same stored text. Raises MT-101 to MT-119 for files that cannot be read.
    """
    actor.require("add")
    taken = extract(data, name=name)
    text_id = hashlib.sha256(taken.text.encode()).hexdigest()
    known = _already_kept(text_id, about)
    if known is not None:
        return Added(known, current_reading(known.id), "already kept", taken.suggested)
    found = read(taken.text, published=about.published, publisher=about.publisher, language=about.language)
    original_id = originals.keep(folder, data)
    with writing(actor.name, "sources.add", why=name) as change:
        known = _already_kept(text_id, about)
        if known is not None:
            return Added(known, current_reading(known.id), "already kept", taken.suggested)
        if not Original.objects.filter(pk=original_id).exists():
            change.make(Original(id=original_id, media_type=taken.media_type, size=len(data)))
        if not Text.objects.filter(pk=text_id).exists():
            change.make(Text(id=text_id, characters=taken.text))
        source = _source(taken, about, name, original_id, text_id, found.language)
        change.make(source)
        reading = _keep_reading(change, source, found)
    return Added(source, reading, "kept", taken.suggested, (*taken.notes, *found.notes))


def reread(actor: Actor, source: Source) -> Reread:
    """Read a kept source again with the present reader.

    Identical claims stay the same rows with their decisions; others come to review; no claim is ever deleted. Nothing
    is written when the reading is the same. A table's claims come from its columns: import its new edition instead.
    """
    actor.require("add")
    if current_reading(source.id).version.startswith("table"):
        return Reread(source, same=[item.claim for item in current_reading(source.id).found.select_related("claim")])
    published = datetime.date.fromisoformat(source.published) if source.published else None
    text = source.text.characters
    found = read(text, published=published, publisher=source.publisher, language=source.language)
    with writing(actor.name, "sources.reread", why=source.label) as change:
        before = current_reading(source.id)
        was = {item.claim_id: item.claim for item in before.found.select_related("claim")}
        if before.version == found.version and set(_keys(found)) == {claim.key for claim in was.values()}:
            return Reread(source, same=list(was.values()))
        change.end(before)
        reading = _keep_reading(change, source, found)
        now = {item.claim_id: item.claim for item in reading.found.select_related("claim")}
    return _compare(source, was, now)


def decide(
    actor: Actor, claim: Claim, verdict: Verdict, *, reason: str = "", corrected: dict[str, Any] | None = None
) -> Decision:
    """Say whether a claim is what the text says. A new decision ends the one before.

    `misread` needs a reason (MT-402); `otherwise` needs the corrected keys (MT-403).
    """
    actor.require("read_right")
    if verdict == "misread" and not reason.strip():
        raise Problem("MT-402")
    if verdict == "otherwise" and not corrected:
        raise Problem("MT-403")
    require_fitting(claim.kind, corrected or {})
    with writing(actor.name, f"claims.{verdict}", why=reason) as change:
        _end_decision(change, claim)
        decision = Decision(
            claim=claim,
            verdict=verdict,
            reason=reason,
            corrected=canonical_text(_numbers_as_text(corrected)) if corrected else None,
            actor=actor.name,
        )
        change.make(decision)
    return decision


def undo_decision(actor: Actor, claim: Claim) -> bool:
    """Take the current decision on a claim back, so that the one it replaced stands again; false when there is none.

    A decision that stands only because another was taken back leaves none behind when it is taken back itself.
    """
    actor.require("read_right")
    with writing(actor.name, _UNDO) as change:
        current = Decision.objects.filter(claim=claim, ended_by__isnull=True).first()
        if current is None:
            return False
        change.end(current)
        replaced = Decision.objects.filter(claim=claim, ended_by=current.entry).first()
        if replaced is not None and Entry.objects.get(number=current.entry).verb != _UNDO:
            names = ("verdict", "reason", "corrected", "actor")
            change.make(Decision(claim=claim, **{name: getattr(replaced, name) for name in names}))
    return True


def erase_persons(actor: Actor, claim: Claim, *, why: str) -> None:
    """Erase the names of persons kept with a claim; the ledger says so and still verifies."""
    actor.require("erase")
    with writing(actor.name, "claims.erase", why=why) as change:
        change.erase(claim, "persons")


def _already_kept(text_id: str, about: About) -> Source | None:
    return Source.objects.filter(text_id=text_id, publisher=about.publisher, url=about.url).first()


def _source(taken: Extraction, about: About, name: str, original_id: str, text_id: str, language: str) -> Source:
    return Source(
        original_id=original_id,
        text_id=text_id,
        map=canonical_text(taken.map_as_dict()),
        name=name,
        title=about.title or taken.title,
        publisher=about.publisher,
        url=about.url,
        published=about.published.isoformat() if about.published else None,
        language=about.language or language,
        source_type=about.source_type,
        relays_id=about.relays,
    )


def _keys(found: ReadText) -> list[str]:
    by_id = {claim.id: claim for claim in found.claims}
    return [statement_key(claim, by_id) for claim in found.claims]


def _keep_reading(change: Change, source: Source, found: ReadText) -> Reading:
    """Write a reading: new rows for new statements, the same rows for known ones."""
    rows: dict[str, Claim] = {row.key: row for row in Claim.objects.filter(source=source)}
    kept: dict[str, Claim] = {}
    new: list[SealedRow] = []
    for claim, key in zip(found.claims, _keys(found), strict=True):
        if key not in rows:
            content, persons = as_content(claim)
            start, end = claim.span
            rows[key] = Claim(source=source, key=key, kind=claim.kind, counting=claim.counting, start=start, end=end)
            rows[key].quote, rows[key].content, rows[key].persons = claim.quote, content, persons
            new.append(rows[key])
        kept[claim.id] = rows[key]
    checks = [{**check.as_dict(), "claims": [kept[i].id for i in check.claims]} for check in found.checks]
    reading = Reading(source=source, version=found.version, language=found.language)
    reading.notes, reading.checks = canonical_text(list(found.notes)), canonical_text(checks)
    reading.refused = canonical_text([{"start": r.span[0], "end": r.span[1], "code": r.code} for r in found.refused])
    joins = [
        ReadingClaim(
            reading=reading,
            claim=kept[claim.id],
            ordinal=ordinal,
            total_of=canonical_text([kept[target].id for target in claim.total_of]),
            part_of=kept[claim.part_of].id if claim.part_of else None,
            derivation=canonical_text(claim.as_dict()["derivation"]),
            tier=claim.tier,
            doubts=canonical_text([doubt.code for doubt in claim.doubts]) if claim.tier else None,
        )
        for ordinal, claim in enumerate(found.claims)
    ]
    change.make_all([*new, reading, *joins])
    return reading


def _compare(source: Source, was: dict[str, Claim], now: dict[str, Claim]) -> Reread:
    out = Reread(source, same=[claim for key, claim in was.items() if key in now])
    gone = [claim for key, claim in was.items() if key not in now]
    for claim in (claim for key, claim in now.items() if key not in was):
        before = next((g for g in gone if g.kind == claim.kind and g.start < claim.end and claim.start < g.end), None)
        if before is None:
            out.new.append(claim)
        else:
            gone.remove(before)
            out.changed.append((before, claim))
    out.gone.extend(gone)
    return out


def _end_decision(change: Change, claim: Claim) -> None:
    current = Decision.objects.filter(claim=claim, ended_by__isnull=True).first()
    if current is not None:
        change.end(current)


def _numbers_as_text(corrected: dict[str, Any]) -> dict[str, Any]:
    return {k: str(v) if isinstance(v, float) else v for k, v in with_numbers(corrected).items()}
