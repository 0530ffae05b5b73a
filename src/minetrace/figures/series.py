"""Totals as sources state them: the latest claim of a series, never a sum.

A series is what tallies and running totals state of one thing (category, model, make and its year, group), for the same
places as stated and the same start. A place that the gazetteer does not know, or knows several of, is the same only
where it is written the same. Every claim of the measure that does not count is left out with its reason. Its answer is
the latest day on which it was published, up to `said_by`. What one speaker states on one day holds together where it
can ("more than 900" and 991 are 991); what several speakers state, or one states at odds with himself, spans from the
least to the most.

Claims, readings and decisions are taken as they were at the ledger entry. A claim that a person called misread is left
out; one that nobody has checked yet counts and says so.
"""

from __future__ import annotations

import datetime
import textwrap
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from minetrace.figures.answer import EXAMPLES, Answer, Counted, LeftOut
from minetrace.figures.filters import leaves, lowered
from minetrace.figures.plain import truth_of
from minetrace.figures.question import Question
from minetrace.figures.rows import grouped, not_recorded
from minetrace.figures.truth import NO, UNKNOWN, YES, Truth
from minetrace.figures.voices import OTHER_SPEAKERS, listed, spoken_by_others
from minetrace.ledger.times import standing
from minetrace.places import Gazetteer
from minetrace.places.fold import fold
from minetrace.register.proposing import bounds, speaker_of
from minetrace.sources.claims import KeptClaim
from minetrace.sources.models import Claim, Decision, Reading, ReadingClaim
from minetrace.terms.problem import Problem
from minetrace.terms.speakers import Speaker, once_each, same_speaker, speaker
from minetrace.terms.vocabulary import vocabulary

MISREAD = "read wrong"
GONE = "no longer found in its text by the reader"
UNPUBLISHED = "day of publication not recorded"
UNPLACED = "a place name that is none or several of the gazetteer"
APPROXIMATE = "only an approximate number is stated"
EARLIER = "stated earlier"
NO_TOTAL = "a single happening or a stock, not a total"
OUTSIDE_FILTER = "outside the filter"
OTHER_PLACES = "stated for other places"
SAID_LATER = "published after the day asked for"
OTHER_START = "counted since another day"
NO_START = "no start stated"
ENDS_LATER = "counted beyond the last day asked for"
NO_END = "no last day stated"
_NOT_COUNTED = {"misread": MISREAD, "gone": GONE}

# Square metres in a unit of area (international acre and mile).
_SQUARE_METRES = {
    "m2": Decimal(1),
    "ha": Decimal(10_000),
    "km2": Decimal(1_000_000),
    "acre": Decimal("4046.8564224"),
    "mi2": Decimal("2589988.110336"),
}
_TOTALS = ("tally", "running")
_NARROWING = ("model", "made_in", "made_year", "group")
_QUOTED = 80


@dataclass(frozen=True, slots=True)
class _Place:
    """A place as stated: its id, or its folded name where that is no place or several; how the ground lies to it."""

    id: str | None
    folded: str
    relation: str
    written: str = field(compare=False)

    def shown(self, gazetteer: Gazetteer) -> str:
        """The place in words, as written where it is no place or several."""
        name = gazetteer.get(self.id).label if self.id else f"“{self.written}”"
        return name if self.relation == "in" else f"{self.relation} {name}"


@dataclass(frozen=True, slots=True)
class _Stated:
    """A claim of a series: its columns for filters, its places, speaker, day of publication and range."""

    kept: KeptClaim
    fields: Mapping[str, Any]
    places: frozenset[_Place]
    speaker: str
    published: str | None
    low: int | None
    high: int | None

    @property
    def label(self) -> str:
        """The claim's source."""
        return self.kept.row.source.label

    @property
    def shown(self) -> str:
        """The claim's source with the words that state it, so that two claims of one source can be told apart."""
        return f"{self.label}: “{textwrap.shorten(self.kept.row.quote, _QUOTED, placeholder=' …')}”"

    @property
    def placed(self) -> bool:
        """Whether every place it states is one of the gazetteer."""
        return all(one.id is not None for one in self.places)

    @property
    def series(self) -> tuple[Any, ...]:
        """What makes two totals of one series, besides who states them."""
        thing = tuple(self.fields[name] for name in ("category", *_NARROWING))
        return (thing, self.places, self.fields["from"])


def answer(question: Question, at: int, gazetteer: Gazetteer) -> Answer:
    """The answer of claims at a ledger entry. Raises MT-511 when claims of several series fit the question."""
    fitting: list[_Stated] = []
    left: list[tuple[str, _Stated]] = []
    for kept in kept_at(question, at):
        if not _of_measure(kept, question):
            continue
        stated = _stated(kept, gazetteer)
        reason = _reason(stated, question)
        if reason is None:
            fitting.append(stated)
        else:
            left.append((reason, stated))
    _require_one_series(fitting, gazetteer)
    latest = max((stated.published or "" for stated in fitting), default="")
    counted = [stated for stated in fitting if stated.published == latest]
    left += [(EARLIER, stated) for stated in fitting if stated.published != latest]
    return _assembled(question, at, counted, _left_out(left, question))


def kept_at(question: Question, at: int) -> list[KeptClaim]:
    """Claims of the measure's kind with their reading and decision at a ledger entry, in a stable order."""
    kind = question.over.claims.kind if question.over.claims else ""
    rows = Claim.objects.filter(kind=kind, entry__lte=at).select_related("source")
    decisions = {one.claim_id: one for one in Decision.objects.filter(standing(at), claim__kind=kind)}
    readings = Reading.objects.filter(standing(at))
    found = ReadingClaim.objects.filter(reading__in=readings, entry__lte=at, claim__in=rows)
    ordinals = dict(found.order_by("entry").values_list("claim_id", "ordinal"))
    return [
        KeptClaim(row, ordinals.get(row.id), (), None, {}, decisions.get(row.id))
        for row in rows.order_by("start", "id")
    ]


def _of_measure(kept: KeptClaim, question: Question) -> bool:
    over = question.over.claims
    if over is None:
        return False
    said = kept.read_as.get(over.key)
    return bool(set([said] if isinstance(said, str) else said or ()) & set(over.words))


def _stated(kept: KeptClaim, gazetteer: Gazetteer) -> _Stated:
    claim = kept.read_as
    term = vocabulary("eo_category").answering(claim.get("category") or "")
    group = claim.get("group")
    fields = {
        "category": term.code if term else None,
        "model": claim.get("model"),
        "made_in": claim.get("made_in"),
        "made_year": claim.get("made_year"),
        "group": None if group == "all" else group,
        "cause": claim.get("cause"),
        "counting": claim["counting"],
        "from": claim.get("from"),
        "to": claim.get("to"),
        "places_as_written": ", ".join(claim.get("places") or []) or None,
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


def _places(claim: Mapping[str, Any], gazetteer: Gazetteer) -> frozenset[_Place]:
    """The places as stated: by their ids, and as written where a name is no place or several."""
    on = datetime.date.fromisoformat(claim["from"]) if claim.get("from") else None
    names = claim.get("places") or []
    relations = [*(claim.get("place_relations") or []), *([None] * len(names))]
    out = set()
    for name, relation in zip(names, relations, strict=False):
        found = gazetteer.find(name, on=on).place
        one = found.id if found is not None else None
        out.add(_Place(one, "" if one else fold(name), relation or "in", name))
    return frozenset(out)


def _reason(stated: _Stated, question: Question) -> str | None:
    """Why a claim does not count; None when it does."""
    fields, kept = stated.fields, stated.kept
    if fields["counting"] not in _TOTALS:
        return NO_TOTAL
    if kept.read_as["stance"] != "asserted":
        return f"{kept.read_as['stance']}, not asserted"
    where = YES if question.where is None else truth_of(lowered(question.where), fields, question.over.properties)
    outside = _other_scope(stated, question, where) or _other_time(stated, question)
    if outside is not None:
        return outside
    if question.speaker is not None and not same_speaker(stated.speaker, question.speaker):
        return OTHER_SPEAKERS
    if kept.state in _NOT_COUNTED:
        return _NOT_COUNTED[kept.state]
    if stated.published is None:
        return UNPUBLISHED
    if question.places and not stated.placed:
        return UNPLACED
    if where == UNKNOWN:
        return not_recorded("part of the filter")
    return APPROXIMATE if stated.low is None and stated.high is None else None


def _other_scope(stated: _Stated, question: Question, where: Truth) -> str | None:
    """What a claim is of, when that is not what is asked for: the dead among journalists are not the dead."""
    if where == NO:
        return OUTSIDE_FILTER
    asked = {leaf.field for leaf in leaves(lowered(question.where))} if question.where is not None else set()
    narrower = [name for name in _NARROWING if stated.fields[name] is not None and name not in asked]
    if narrower:
        labels = [question.over.properties[name][0].label.lower() for name in narrower]
        return f"of a part that the question does not name ({', '.join(labels)})"
    wanted = {(one, "in") for one in question.places}
    if question.places and stated.placed and {(one.id, one.relation) for one in stated.places} != wanted:
        return OTHER_PLACES
    return None


def _other_time(stated: _Stated, question: Question) -> str | None:
    start, published = stated.fields["from"], stated.published
    if question.said_by is not None and published is not None and published > question.said_by:
        return SAID_LATER
    if question.since is not None and start != question.since:
        return OTHER_START if start else NO_START
    end = stated.fields["to"] or published
    if question.until is None or (end is not None and end <= question.until):
        return None
    return ENDS_LATER if end else NO_END


def _left_out(left: Sequence[tuple[str, _Stated]], question: Question) -> list[LeftOut]:
    """Reasons with their claims; those of other speakers with the names of these."""
    spoken = [stated for reason, stated in left if reason == OTHER_SPEAKERS]
    out = grouped((reason, stated.shown) for reason, stated in left if reason != OTHER_SPEAKERS)
    if question.speaker is not None and spoken:
        counts = Counter(stated.speaker for stated in spoken)
        examples = sorted(stated.shown for stated in spoken)[:EXAMPLES]
        out.append(spoken_by_others(question.speaker, counts, examples))
    return sorted(out, key=lambda one: one.reason)


def _require_one_series(fitting: Sequence[_Stated], gazetteer: Gazetteer) -> None:
    different = {stated.series: stated for stated in fitting}
    if len(different) > 1:
        described = sorted(_described(stated, gazetteer) for stated in different.values())
        raise Problem("MT-511", series=listed(described, between="; "))


def _described(stated: _Stated, gazetteer: Gazetteer) -> str:
    terms = vocabulary("eo_category").terms
    words = [terms[stated.fields["category"]].label] if stated.fields["category"] else []
    words += [str(stated.fields[name]) for name in _NARROWING if stated.fields[name]]
    names = sorted(one.shown(gazetteer) for one in stated.places)
    words += [" and ".join(names) if names else "no place stated"]
    words += [f"since {stated.fields['from']}" if stated.fields["from"] else "no start stated"]
    return ", ".join(words)


def _assembled(question: Question, at: int, counted: Sequence[_Stated], left: Sequence[LeftOut]) -> Answer:
    low, high = _span(counted)
    return Answer(
        low=low,
        high=high,
        unit=question.over.unit,
        question=question,
        basis=question.basis,
        speakers=once_each(stated.speaker for stated in counted),
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
        quote=stated.kept.row.quote,
    )


def _span(counted: Sequence[_Stated]) -> tuple[int, int | None]:
    """From the least to the most that speakers state, each taken at his most exact where his statements agree."""
    by_speaker: dict[Speaker, list[_Stated]] = defaultdict(list)
    for stated in counted:
        by_speaker[speaker(stated.speaker)].append(stated)
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
