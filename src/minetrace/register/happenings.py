"""Which records a claim may be about: proposed with reasons, decided by a person.

A candidate must fit the hard limits (same kind, days that can be the same, places that can be the same); equal
numbers alone never make one. What a person called "not the same" is not proposed again.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from minetrace.accounts.actor import Actor
from minetrace.ledger.times import head_number
from minetrace.places import Gazetteer, PlaceMention, coverage
from minetrace.register import view
from minetrace.register.models import Citation, NotSame
from minetrace.register.proposing import ProposedRecord
from minetrace.register.references import in_order
from minetrace.register.view import RecordView
from minetrace.sources.apart import heirs
from minetrace.sources.claims import KeptClaim

_DAYS_APART = 3
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a claim may be about: the reasons for it, each with its points, and what speaks against it."""

    record: RecordView
    reasons: tuple[tuple[str, int], ...]
    against: tuple[str, ...]

    @property
    def score(self) -> int:
        """Sum of the points; an order for the page, not a verdict."""
        return sum(points for _, points in self.reasons)


def candidates(kept: KeptClaim, proposed: ProposedRecord, gazetteer: Gazetteer, actor: Actor) -> list[Candidate]:
    """Records that may be the same happening as a claim, the likeliest first."""
    said = NotSame.objects.filter(claim__source=kept.row.source_id, ended_by__isnull=True).select_related("claim")
    now = heirs(row.claim for row in said)
    denied = {row.record_id for row in said if kept.id in now[row.claim_id]}
    cited = set(Citation.objects.filter(claim=kept.row).values_list("record_id", flat=True))
    out = []
    for record in view.listing(actor, proposed.kind, at=head_number()):
        if record.record not in denied | cited:
            found = _weigh(proposed, record, gazetteer)
            if found is not None and found.score >= _ENOUGH:
                out.append(found)
    return sorted(out, key=lambda c: (-c.score, in_order(c.record.reference)))


def _weigh(proposed: ProposedRecord, record: RecordView, gazetteer: Gazetteer) -> Candidate | None:
    mine, theirs = proposed.fields, record.fields
    reasons: list[tuple[str, int]] = []
    against: list[str] = []
    prefix = "visited" if proposed.kind == "visit" else "found"
    if not _days(mine, theirs, prefix, proposed, record, reasons):
        return None
    if not _ground(mine, theirs, gazetteer, reasons):
        return None
    for name, label, points in (("model", "model", 2), ("category", "category", 1), ("quantity_low", "quantity", 1)):
        one, other = mine.get(name), theirs.get(name)
        if one is not None and one == other:
            reasons.append((f"same {label}: {one}", points))
        elif one is not None and other is not None:
            against.append(f"{label} differs: {one} here, {other} there")
    return Candidate(record, tuple(reasons), tuple(against))


def _days(
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    prefix: str,
    proposed: ProposedRecord,
    record: RecordView,
    reasons: list[tuple[str, int]],
) -> bool:
    one = mine.get(f"{prefix}_to") or mine.get(f"{prefix}_from")
    other = theirs.get(f"{prefix}_to") or theirs.get(f"{prefix}_from")
    if one and other:
        apart = abs((datetime.date.fromisoformat(one) - datetime.date.fromisoformat(other)).days)
        if apart == 0:
            reasons.append((f"same day: {one}", 2))
        return apart <= _DAYS_APART
    if proposed.said_on and record.said_on:
        apart = abs((datetime.date.fromisoformat(proposed.said_on) - datetime.date.fromisoformat(record.said_on)).days)
        if apart <= _DAYS_APART:
            reasons.append((f"said within {apart} days of each other", 1))
    return True


def _ground(
    mine: Mapping[str, Any], theirs: Mapping[str, Any], gazetteer: Gazetteer, reasons: list[tuple[str, int]]
) -> bool:
    here, there = mine.get("places") or [], theirs.get("places") or []
    if not here or not there:
        return True
    shared = sorted({m["place"] for m in here} & {m["place"] for m in there})
    if shared:
        reasons.append((f"same place: {', '.join(shared)}", 2))
        return True
    held = {PlaceMention(m["place"], m["relation"]) for m in there}
    return any(coverage(gazetteer, held, mention["place"]) != "none" for mention in here)
