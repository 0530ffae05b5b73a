"""Records of one kind that may hold the same thing: pairs with reasons, for a person to merge or to keep apart.

A pair must be able to be one thing: days that can be the same, places that can be the same, positions not far apart.
What speaks for it earns points, what differs costs them (`duplicates.json`); equal numbers alone never make a pair.
Only records that share a telling key are compared, so that a register of a million records can be searched.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any

import shapely

from minetrace.accounts.actor import Actor
from minetrace.ledger.times import head_number
from minetrace.places import Gazetteer, PlaceMention, coverage
from minetrace.register import gazetteer, shapes, view
from minetrace.register.kinds import KINDS
from minetrace.register.models import NotDuplicate
from minetrace.register.references import in_order
from minetrace.register.view import RecordView
from minetrace.terms.problem import Problem

_METRES_A_DEGREE = 111_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records that may hold one thing: what speaks for it, each with its points, and what speaks against."""

    one: RecordView
    other: RecordView
    reasons: tuple[tuple[str, int], ...]
    against: tuple[tuple[str, int], ...]

    @property
    def score(self) -> int:
        """Points for less points against; an order for the list, not a verdict."""
        return sum(points for _, points in self.reasons) - sum(points for _, points in self.against)


@dataclass(frozen=True, slots=True)
class Search:
    """The candidates of a kind, likeliest first, and how many keys were too common to compare all their records."""

    kind: str
    candidates: tuple[Candidate, ...]
    too_common: int


def candidates(actor: Actor, kind: str, *, at: int | None = None) -> Search:
    """Pairs of current records of a kind that may be duplicates, as far as the actor sees their fields.

    Pairs that a person called different are left out. Raises MT-411 for a kind that there is not.
    """
    if kind not in KINDS:
        raise Problem("MT-411", kind="kind", value=kind)
    rule = _rules()["kinds"].get(kind)
    if rule is None:
        return Search(kind, (), 0)
    records = view.listing(actor, kind, at=head_number() if at is None else at)
    apart = set(NotDuplicate.objects.filter(ended_by__isnull=True).values_list("record_id", "other_id"))
    places, found = gazetteer.current(), []
    pairs, too_common = _pairs(records, rule)
    for first, second in sorted(pairs):
        one, other = records[first], records[second]
        if (min(one.record, other.record), max(one.record, other.record)) not in apart:
            candidate = weigh(one, other, places)
            if candidate is not None:
                found.append(candidate)
    ordered = sorted(found, key=lambda c: (-c.score, in_order(c.one.reference), in_order(c.other.reference)))
    return Search(kind, tuple(ordered), too_common)


def weigh(one: RecordView, other: RecordView, places: Gazetteer) -> Candidate | None:
    """The case for two records of one kind being one thing; none where they cannot be, or too little says so."""
    rule, points = _rules()["kinds"][one.kind], _rules()["points"]
    reasons: list[tuple[str, int]] = []
    against: list[tuple[str, int]] = []
    if not (_same_days(one, other, rule, reasons) and _same_places(one, other, places, reasons)):
        return None
    if not _near(one, other, reasons):
        return None
    for name, worth in rule["fields"].items():
        mine, theirs = one.fields.get(name), other.fields.get(name)
        label = KINDS[one.kind].field(name).label.lower()
        if mine is None or theirs is None:
            continue
        if _folded(mine) == _folded(theirs):
            reasons.append((f"same {label}: {_short(mine)}", worth))
        else:
            against.append((f"{label} differs: {_short(mine)} and {_short(theirs)}", worth))
    needs = rule.get("needs", ())
    if needs and not any(_folded(one.fields.get(n)) == _folded(other.fields.get(n)) != "" for n in needs):
        return None
    candidate = Candidate(one, other, tuple(reasons), tuple(against))
    return candidate if candidate.score >= points["enough"] else None


def _pairs(records: Sequence[RecordView], rule: Mapping[str, Any]) -> tuple[set[tuple[int, int]], int]:
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for position, record in enumerate(records):
        for key in set(_keys(record, rule)):
            blocks[key].append(position)
    largest = _rules()["largest_block"]
    out = {pair for block in blocks.values() if len(block) <= largest for pair in combinations(block, 2)}
    out |= set(_neighbours(records))
    return out, sum(len(block) > largest for block in blocks.values())


def _keys(record: RecordView, rule: Mapping[str, Any]) -> Iterator[Hashable]:
    """What two records must share, at least once, to be compared."""
    fields, names = record.fields, list(rule["fields"])
    period = rule.get("period")
    day = fields.get(f"{period}_from") or fields.get(f"{period}_to") if period else None
    spots = [mention["place"] for mention in fields.get("places") or []]
    for spot in spots:
        yield ("place", spot, day, _folded(fields.get(names[0])))
    if day:
        for name in names:
            if fields.get(name) is not None:
                yield ("day", day, name, _folded(fields[name]))
    for name in ("name", "title", "local_id", "short_name", "reference_points"):
        if name in names and fields.get(name):
            yield (name, _folded(fields[name]))


def _neighbours(records: Sequence[RecordView]) -> Iterator[tuple[int, int]]:
    drawn = [(position, shape) for position, record in enumerate(records) if (shape := _shape(record)) is not None]
    tree = shapely.STRtree([shape for _, shape in drawn])
    largest = _rules()["largest_block"]
    for position, shape in drawn:
        found = tree.query(shape, predicate="dwithin", distance=_rules()["near_m"] / _METRES_A_DEGREE)
        for other in found[:largest]:
            if drawn[other][0] > position:
                yield position, drawn[other][0]


def _same_days(one: RecordView, other: RecordView, rule: Mapping[str, Any], reasons: list[tuple[str, int]]) -> bool:
    if "period" not in rule:
        return True
    (a, b), (c, d) = (_days(record, rule["period"]) for record in (one, other))
    if (b and c and b < c) or (d and a and d < a):
        return False
    if (a or b) and (a, b) == (c, d):
        reasons.append((_days_in_words(a, b), _point("day")))
    return True


def _days_in_words(first: str | None, last: str | None) -> str:
    if first == last:
        return f"same day: {first}"
    if first and last:
        return f"same period: {first} to {last}"
    return f"same first day: {first}" if first else f"same last day: {last}"


def _days(record: RecordView, period: str) -> tuple[str | None, str | None]:
    return record.fields.get(f"{period}_from"), record.fields.get(f"{period}_to")


def _same_places(one: RecordView, other: RecordView, places: Gazetteer, reasons: list[tuple[str, int]]) -> bool:
    here, there = one.fields.get("places") or [], other.fields.get("places") or []
    if not here or not there:
        return True
    shared = sorted({m["place"] for m in here} & {m["place"] for m in there})
    if shared:
        reasons.append((f"same place: {', '.join(shared)}", _point("place")))
        return True
    held = {PlaceMention(m["place"], m["relation"]) for m in there}
    return any(coverage(places, held, mention["place"]) != "none" for mention in here)


def _near(one: RecordView, other: RecordView, reasons: list[tuple[str, int]]) -> bool:
    here, there = _shape(one), _shape(other)
    if here is None or there is None:
        return True
    apart = shapes.distance_m(here, there)
    if apart <= _rules()["near_m"]:
        reasons.append(("same position" if apart == 0 else f"{apart:.0f} m apart", _point("near")))
    return bool(apart <= _rules()["far_m"])


def _shape(record: RecordView) -> Any:
    name = KINDS[record.kind].geometry
    shape = record.fields.get(name) if name else None
    return None if shape is None or shape.is_empty else shape


def _folded(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    return " ".join(text.casefold().split())


def _short(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(item.get("name", item) if isinstance(item, dict) else item) for item in value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def _point(name: str) -> int:
    return int(_rules()["points"][name])


@cache
def _rules() -> dict[str, Any]:
    text = files("minetrace.register").joinpath("duplicates.json").read_text(encoding="utf-8")
    rules: dict[str, Any] = json.loads(text)
    return rules
