"""Totals as sources state them: the latest claim of a series, never a sum.

A series is what tallies and running totals state of one thing (category, model, make, group), for the same places as
stated and the same start. Its answer is the latest day on which it was published, up to `said_by`. What one speaker
states on one day holds together where it can ("more than 900" and 991 are 991); what several speakers state, or one
states at odds with himself, spans from the least to the most.

Claims, readings and decisions are taken as they were at the ledger entry. A claim that a person called misread is left
out; one that nobody has checked yet counts and says so.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.db.models import Q

from minetrace.figures.answer import Answer, Counted, LeftOut
from minetrace.figures.filters import leaves, lowered
from minetrace.figures.plain import truth_of
from minetrace.figures.question import Question
from minetrace.figures.rows import grouped, not_recorded
from minetrace.figures.truth import NO, UNKNOWN, YES
from minetrace.places import Gazetteer
from minetrace.register.proposing import bounds, speaker_of
from minetrace.sources.claims import KeptClaim
from minetrace.sources.models import Claim, Decision, ReadingClaim
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import vocabulary

MISREAD = "read wrong"
GONE = "no longer found in its text by the reader"
UNPUBLISHED = "day of publication not recorded"
UNPLACED = "a place name that is none or several of the gazetteer"
APPROXIMATE = "only an approximate number is stated"
EARLIER = "stated earlier"

# Square metres in a unit of area (international acre and mile).
_SQUARE_METRES = {
    "m2": Decimal(1),
    "ha": Decimal(10_000),
    "km2": Decimal(1_000_000),
    "acre": Decimal("4046.8564224"),
    "mi2": Decimal("2589988.110336"),
}
_TOTALS = ("tally", "running")
_NARROWING = ("model", "made_in", "group")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A claim of a series: its columns for filters, its places, speaker, day of publication and range."""

    kept: KeptClaim
    fields: Mapping[str, Any]
    places: frozenset[tuple[str, str]] | None
    speaker: str
    published: str | None
    low: int | None
    high: int | None

    @property
    def label(self) -> str:
        """The claim's source."""
        return self.kept.row.source.label

    @property
    def series(self) -> tuple[Any, ...]:
        """What makes two totals of one series, besides who states them."""
        thing = tuple(self.fields[name] for name in ("category", *_NARROWING))
        return (thing, self.places, self.fields["from"])


def answer(question: Question, at: int, gazetteer: Gazetteer) -> Answer:
    """The answer of claims at a ledger entry. Raises MT-511 when claims of several series fit the question."""
    fitting: list[_Stated] = []
    left: list[tuple[str, str]] = []
    for kept in kept_at(question, at):
        if not _of_measure(kept, question):
            continue
        stated = _stated(kept, gazetteer)
        reason = _reason(stated, question)
        if reason is not None:
            left += [(reason, stated.label)] if reason else []
        else:
            fitting.append(stated)
    _require_one_series(fitting, gazetteer)
    latest = max((stated.published or "" for stated in fitting), default="")
    counted = [stated for stated in fitting if stated.published == latest]
    left += [(EARLIER, stated.label) for stated in fitting if stated.published != latest]
    return _assembled(question, at, counted, grouped(left))


def kept_at(question: Question, at: int) -> list[KeptClaim]:
    """Claims of the measure's kind with their reading and decision at a ledger entry, in a stable order."""
    standing = Q(entry__lte=at) & (Q(ended_by__isnull=True) | Q(ended_by__gt=at))
    over = question.over.claims
    rows = Claim.objects.filter(kind=over.kind if over else "", entry__lte=at).select_related("source")
    decisions = {one.claim_id: one for one in Decision.objects.filter(standing, claim__kind=over.kind if over else "")}
    found = ReadingClaim.objects.filter(
        Q(reading__ended_by__isnull=True) | Q(reading__ended_by__gt=at), entry__lte=at, claim__in=rows
    )
    ordinals = dict(found.order_by("entry").values_list("claim_id", "ordinal"))
    return [
        KeptClaim(row, ordinals.get(row.id), (), None, {}, decisions.get(row.id))
        for row in rows.order_by("start", "id")
    ]


def _of_measure(kept: KeptClaim, question: Question) -> bool:
    claim, over = kept.read_as, question.over.claims
    if over is None or claim["counting"] not in _TOTALS or claim["stance"] != "asserted":
        return False
    said = claim.get(over.key)
    return bool(set([said] if isinstance(said, str) else said or ()) & set(over.words))


def _stated(kept: KeptClaim, gazetteer: Gazetteer) -> _Stated:
    claim = kept.read_as
    term = vocabulary("eo_category").answering(claim.get("category") or "")
    group = claim.get("group")
    fields = {
        "category": term.code if term else None,
        "model": claim.get("model"),
        "made_in": claim.get("made_in"),
        "group": None if group == "all" else group,
        "cause": claim.get("cause"),
        "counting": claim["counting"],
        "from": claim.get("from"),
        "to": claim.get("to"),
    }
    low, high, _ = bounds(in_whole_units(claim))
    published = kept.row.source.published
    return _Stated(kept, fields, _places(claim, gazetteer), speaker_of(kept), published, low, high)


def in_whole_units(claim: Mapping[str, Any]) -> Mapping[str, Any]:
    """A claim with its numbers as whole square metres, items or persons."""
    factor = _SQUARE_METRES.get(claim.get("unit") or "", Decimal(1))

    def whole(value: Any) -> int | None:
        return None if value is None else int((Decimal(str(value)) * factor).to_integral_value(ROUND_HALF_EVEN))

    return {**claim, **{key: whole(claim.get(key)) for key in ("value", "low", "high")}}


def _places(claim: Mapping[str, Any], gazetteer: Gazetteer) -> frozenset[tuple[str, str]] | None:
    """The places as stated, by their ids; None when a name is no place or several."""
    on = datetime.date.fromisoformat(claim["from"]) if claim.get("from") else None
    names = claim.get("places") or []
    relations = [*(claim.get("place_relations") or []), *([None] * len(names))]
    out = set()
    for name, relation in zip(names, relations, strict=False):
        found = gazetteer.find(name, on=on)
        if found.place is None:
            return None
        out.add((found.place.id, relation or "in"))
    return frozenset(out)


def _reason(stated: _Stated, question: Question) -> str | None:
    """Why a claim does not count: None when it does, empty when it is not of the question at all."""
    fields, published = stated.fields, stated.published
    if question.speaker is not None and stated.speaker != question.speaker:
        return ""
    where = YES if question.where is None else truth_of(lowered(question.where), fields, question.over.properties)
    if where == NO or _narrower(stated, question) or not _in_time(stated, question):
        return ""
    if question.places and stated.places is not None and stated.places != {(one, "in") for one in question.places}:
        return ""
    if stated.kept.state == "misread":
        return MISREAD
    if stated.kept.state == "gone":
        return GONE
    if published is None:
        return UNPUBLISHED
    if question.places and stated.places is None:
        return UNPLACED
    if where == UNKNOWN:
        return not_recorded("part of the filter")
    return APPROXIMATE if stated.low is None and stated.high is None else None


def _narrower(stated: _Stated, question: Question) -> bool:
    """Whether a claim is of a part that the question does not name: the dead among journalists are not the dead."""
    asked = {leaf.field for leaf in leaves(lowered(question.where))} if question.where is not None else set()
    return any(stated.fields[name] is not None and name not in asked for name in _NARROWING)


def _in_time(stated: _Stated, question: Question) -> bool:
    if question.said_by is not None and stated.published is not None and stated.published > question.said_by:
        return False
    if question.since is not None and stated.fields["from"] != question.since:
        return False
    end = stated.fields["to"] or stated.published
    return question.until is None or (end is not None and end <= question.until)


def _require_one_series(fitting: Sequence[_Stated], gazetteer: Gazetteer) -> None:
    different = {stated.series: stated for stated in fitting}
    if len(different) > 1:
        described = sorted(_described(stated, gazetteer) for stated in different.values())
        raise Problem("MT-511", series="; ".join(described))


def _described(stated: _Stated, gazetteer: Gazetteer) -> str:
    terms = vocabulary("eo_category").terms
    words = [terms[stated.fields["category"]].label] if stated.fields["category"] else []
    words += [str(stated.fields[name]) for name in _NARROWING if stated.fields[name]]
    names = sorted(gazetteer.get(place).label for place, _ in stated.places or ())
    words += [" and ".join(names) if names else "no place stated"]
    words += [f"since {stated.fields['from']}" if stated.fields["from"] else "no start stated"]
    return ", ".join(words)


def _assembled(question: Question, at: int, counted: Sequence[_Stated], left: Iterable[LeftOut]) -> Answer:
    low, high = _span(counted)
    return Answer(
        low=low,
        high=high,
        unit=question.over.unit,
        question=question,
        basis=question.basis,
        speakers=tuple(sorted({stated.speaker for stated in counted})),
        said_by=question.said_by,
        known_on=question.known_on,
        entry=at,
        counted=tuple(_counted(stated) for stated in counted),
        left_out=tuple(left),
    )


def _counted(stated: _Stated) -> Counted:
    return Counted(
        kind="claim",
        reference=stated.label,
        low=stated.low or 0,
        high=stated.high,
        why="not yet checked against its text" if stated.kept.state == "to review" else "",
        speaker=stated.speaker,
        source=stated.kept.row.source_id,
        claim=stated.kept.id,
    )


def _span(counted: Sequence[_Stated]) -> tuple[int, int | None]:
    """From the least to the most that speakers state, each taken at his most exact where his statements agree."""
    by_speaker: dict[str, list[_Stated]] = defaultdict(list)
    for stated in counted:
        by_speaker[stated.speaker].append(stated)
    spans = [_held_together([(one.low or 0, one.high) for one in said]) for said in by_speaker.values()]
    return _widest(spans) if spans else (0, None)


def _held_together(spans: Sequence[tuple[int, int | None]]) -> tuple[int, int | None]:
    low = max(span[0] for span in spans)
    ends = [end for _, end in spans if end is not None]
    high = min(ends) if ends else None
    return (low, high) if high is None or low <= high else _widest(spans)


def _widest(spans: Sequence[tuple[int, int | None]]) -> tuple[int, int | None]:
    ends = [end for _, end in spans]
    return min(span[0] for span in spans), None if None in ends else max(end for end in ends if end is not None)
