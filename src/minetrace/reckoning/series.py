"""Tallies, running totals and stocks of many sources as series: one for each measure, scope and start.

A point of a series is one total, however many sources repeat it. The key of running totals and stocks holds the places
exactly as stated. For tallies a list of several places is read as examples of the speaker's whole field ("Tartar,
Lachin and other districts"); a single place is a scope of its own. Numbers stand in the base unit: square metres,
items, persons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from minetrace.places import Gazetteer
from minetrace.reckoning import bounds, linkage, wording
from minetrace.reckoning.ground import Grounds
from minetrace.reckoning.linkage import Linkage
from minetrace.reckoning.quantities import base, dimension
from minetrace.reckoning.restated import TOTALS
from minetrace.reckoning.speakers import headings
from minetrace.reckoning.stated import Stated, days, order, sources
from minetrace.terms.claim import Claim

_BASE_UNITS = {"area": "m2"}
_ANY_CAUSE = "explosive ordnance"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What a series counts: measure, scope and, for running totals, the day since which.

    Tallies are also by speaker, and so are totals whose scope and start nobody stated. Words that nobody stated are
    empty.
    """

    kind: str
    counting: str
    unit: str
    thing: str
    group: str
    model: str
    cause: str
    action: str
    scope: str
    start: str
    speaker: str
    stance: str

    @property
    def name(self) -> str:
        """The key in one line, for a heading: "casualty, killed, since 2020-11-10"."""
        group = "" if self.group == "all" else self.group
        since = f"since {self.start}" if self.start else "start not stated" if self.counting == "running" else ""
        stance = "" if self.stance in ("asserted", self.action) else self.stance
        kind = self.kind if self.unit in ("item", "person", "") else f"{self.kind} ({self.unit})"
        words = (kind, self.thing, group, self.model, self.cause, self.action, self.scope, since, stance)
        return ", ".join(word for word in (*words, f"by {self.speaker}" if self.speaker else "") if word)


@dataclass(frozen=True, slots=True)
class Point:
    """One total of a series: its period, low to high, and who states it.

    `to` of a running total is the first day on which any source states it: later repetitions are the same state.

    A low or high of None is a limit that nobody stated ("more than 140" has no high). Low and high differ where sources
    do, or where the only number is hedged.
    """

    from_: str | None
    to: str | None
    low: Decimal | None
    high: Decimal | None
    stated: tuple[Stated, ...]

    @property
    def value(self) -> Decimal | None:
        """The one number, where there is one."""
        return self.low if self.low == self.high else None

    @property
    def text(self) -> str:
        """The number as shown: "257", "118 to 77" in order, "at least 140", or the words that give none."""
        if self.low is None or self.high is None:
            edge, word = (self.high, "up to") if self.low is None else (self.low, "at least")
            return wording.no_number([one.claim for one in self.stated]) if edge is None else f"{word} {_shown(edge)}"
        return _shown(self.low) if self.low == self.high else f"{_shown(self.low)} to {_shown(self.high)}"

    @property
    def days(self) -> str:
        """The period in one word: "2025-10-06..2025-10-12", a running total by its last day."""
        words = f"{self.from_}..{self.to}" if self.from_ and self.to else self.to or self.from_ or "undated"
        return f"{words.replace('--', '')}, year not stated" if words.startswith("--") else words

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its claims."""
        return tuple(one.id for one in self.stated)


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one key, by day; undated ones last."""

    key: Key
    points: tuple[Point, ...]

    def as_dict(self) -> dict[str, Any]:
        """The series as plain data for JSON: numbers as text, every point with its sources and claims."""
        return {
            "key": {slot: getattr(self.key, slot) for slot in Key.__slots__},
            "name": self.key.name,
            "points": [
                {
                    "from": point.from_,
                    "to": point.to,
                    "low": None if point.low is None else f"{point.low:f}",
                    "high": None if point.high is None else f"{point.high:f}",
                    "sources": list(sources(point.stated)),
                    "claims": list(point.ids),
                }
                for point in self.points
            ],
        }


def series(
    stated: Iterable[Stated], *, links: Linkage | None = None, gazetteer: Gazetteer | None = None
) -> tuple[Series, ...]:
    """The series that claims of many sources make, in the order of their keys."""
    claims = sorted(stated, key=order)
    grounds = Grounds(gazetteer)
    found = links or linkage.link(claims, gazetteer=gazetteer)
    names = headings(one.speaker for one in claims)
    fields = _fields(claims, grounds, names)
    points: dict[Key, list[Point]] = defaultdict(list)
    for group in found.groups:
        if group[0].claim.counting in TOTALS:
            points[_key(group, grounds, fields, names)].append(_point(group))
    return tuple(Series(key, tuple(sorted(points[key], key=_by_day))) for key in sorted(points))


def of_measure(found: Sequence[Series], measure: str) -> tuple[Series, ...]:
    """The series whose name holds every word of `measure` ("killed", "area cleared", "anti-personnel ANAMA")."""
    words = measure.casefold().split()
    return tuple(one for one in found if all(word in one.key.name.casefold() for word in words))


def _by_day(point: Point) -> tuple[bool, str, str, tuple[str, ...]]:
    undated = point.to is None or point.to.startswith("--")
    return undated, point.to or "", point.from_ or "", point.ids


def _fields(claims: Sequence[Stated], grounds: Grounds, names: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The countries that each speaker's claims name: a tally for the only one of them is for the whole field."""
    fields: dict[str, frozenset[str]] = defaultdict(frozenset)
    for one in claims:
        fields[names[one.speaker]] |= grounds.countries(one.claim.places)
    return fields


def _key(
    group: Sequence[Stated], grounds: Grounds, fields: Mapping[str, frozenset[str]], names: Mapping[str, str]
) -> Key:
    lead = _lead(group)
    claim = lead.claim
    counting = _most_definite(group)
    tally = counting == "tally"
    unit = dimension(claim) or ""
    cause = claim.cause or ""
    scope = _scope(group, grounds, tally=tally)
    start = "" if tally else next((start for one in group if (start := days(one.claim)[0])), "")
    speaker = names[_speaker(group)]
    return Key(
        kind=claim.kind,
        counting=counting,
        unit=_BASE_UNITS.get(unit, unit),
        thing=claim.outcome or claim.category or "",
        group=claim.group or "",
        model=claim.model or "",
        cause="" if cause == _ANY_CAUSE else cause,
        action=_action(claim),
        scope="" if tally and fields[speaker] == frozenset({scope}) else scope,
        start=start,
        # Totals of no scope and no start have only their speaker in common.
        speaker=speaker if tally or not (scope or start) else "",
        stance="" if claim.stance == "asserted" else claim.stance,
    )


def _lead(group: Sequence[Stated]) -> Stated:
    """The claim that names what is counted most exactly: unhedged, with a model, then by day."""
    return min(group, key=lambda one: (one.claim.hedge != "exact", one.claim.model is None, order(one)))


def _most_definite(group: Sequence[Stated]) -> str:
    return next((kind for kind in TOTALS if any(one.claim.counting == kind for one in group)), "tally")


def _action(claim: Claim) -> str:
    """Found and cleared are one measure of ordnance in bulletins, which use the words for each other."""
    if claim.kind == "ordnance" and set(claim.action) & {"found", "cleared"}:
        return "found or cleared"
    return " and ".join(sorted(claim.action))


def _scope(group: Sequence[Stated], grounds: Grounds, *, tally: bool) -> str:
    named = [one.claim.places for one in group]
    if tally and (not all(named) or (max(map(len, named)) > 1 and not _nested(group, grounds))):
        return ""
    spots = grounds.finest(grounds.spots(_lead(group).claim.places))
    ids = sorted(min(spot.ids) if spot.ids else spot.letters for spot in spots)
    return " + ".join(ids)


def _nested(group: Sequence[Stated], grounds: Grounds) -> bool:
    """True where the places of every claim are one place with what holds it: "Nhi Trung, Quang Tri"."""
    return all(len(grounds.finest(grounds.spots(one.claim.places))) == 1 for one in group)


def _speaker(group: Sequence[Stated]) -> str:
    names = [one.speaker for one in group if one.claim.attributed_to] or [group[0].speaker]
    return names[0]


def _point(group: Sequence[Stated]) -> Point:
    first = next((start for one in group if (start := days(one.claim)[0])), None)
    ends = sorted(end for one in group if (end := _end(one)))
    low, high = _spread(group)
    return Point(first, ends[0] if ends else None, low, high, tuple(group))


def _end(one: Stated) -> str | None:
    end = days(one.claim)[1]
    return end or (one.published if one.claim.counting != "tally" else None)


def _spread(group: Sequence[Stated]) -> tuple[Decimal | None, Decimal | None]:
    """Low and high over the plain numbers of a total; over the hedged ones where there is no plain one."""
    exact = [one.claim for one in group if one.claim.hedge in ("exact", "reportedly") and one.claim.value is not None]
    if exact:
        most = max(_digits(claim) for claim in exact)
        units = {claim.unit for claim in exact}
        # The same area in two units is one number, printed to different lengths: the longer one stands.
        kept = [claim for claim in exact if len(units) == 1 or _digits(claim) == most]
        numbers = sorted(number for claim in kept if (number := base(claim)) is not None)
        return numbers[0], numbers[-1]
    sizes = [(size, one.claim) for one in group if (size := bounds.of(one.claim)) is not None]
    if not sizes:
        return None, None
    size, claim = sizes[0]
    factor = (base(claim) or Decimal(1)) / Decimal(str(claim.value)) if claim.value else Decimal(1)
    return (None if size.low is None else size.low * factor), (None if size.high is None else size.high * factor)


def _digits(claim: Claim) -> int:
    return len(Decimal(str(claim.value)).normalize().as_tuple().digits)


def _shown(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
