"""Sets of places against the area of a question, on the day of the record.

Several asked places are one area: a set is wholly in it when each of its grounds is in one of them. A place that
changed its district within a record's period counts as "some".
"""

from __future__ import annotations

import bisect
import datetime
import json
from collections.abc import Iterable
from functools import lru_cache

from minetrace.figures.truth import NO, POSSIBLE, UNKNOWN, YES, Truth
from minetrace.places import Gazetteer, PlaceMention, coverage
from minetrace.places.scopes import Coverage

TRUTHS: dict[Coverage, Truth] = {"all": YES, "some": POSSIBLE, "none": NO, "unknown": UNKNOWN}


@lru_cache(maxsize=4)
def turns(gazetteer: Gazetteer) -> tuple[datetime.date, ...]:
    """The days on which something in the gazetteer begins or ceases to hold; between two of them every coverage is
    the same.
    """
    days = {day for place in gazetteer.places() for day in (place.valid_from, place.valid_to)}
    days |= {day for place in gazetteer.places() for up in place.parents for day in (up.valid_from, up.valid_to)}
    return tuple(sorted(day for day in days if day is not None))


@lru_cache(maxsize=50_000)
def mentions_of(stored: str | None) -> frozenset[PlaceMention]:
    """The mentions in a stored `places` column."""
    return mentions(json.loads(stored) if stored else ())


def mentions(items: Iterable[dict[str, str]]) -> frozenset[PlaceMention]:
    """The mentions of a `places` field."""
    return frozenset(PlaceMention(item["place"], item["relation"]) for item in items)


def covered(
    gazetteer: Gazetteer,
    held: frozenset[PlaceMention],
    asked: tuple[str, ...],
    first: datetime.date | None,
    last: datetime.date | None,
) -> Coverage:
    """How much of a set lies in the area asked for, over the days of the record. Raises MT-203."""
    if first is None or last is None:
        return _on(gazetteer, held, asked, first or last)
    answers = {_on(gazetteer, held, asked, day) for day in (first, *_between(gazetteer, first, last))}
    return answers.pop() if len(answers) == 1 else "some"


def _between(gazetteer: Gazetteer, first: datetime.date, last: datetime.date) -> tuple[datetime.date, ...]:
    days = turns(gazetteer)
    return days[bisect.bisect_right(days, first) : bisect.bisect_right(days, last)]


@lru_cache(maxsize=100_000)
def _on(
    gazetteer: Gazetteer, held: frozenset[PlaceMention], asked: tuple[str, ...], day: datetime.date | None
) -> Coverage:
    answers = [coverage(gazetteer, held, unit, day) for unit in asked]
    if "all" in answers:
        return "all"
    known = [unit for unit, answer in zip(asked, answers, strict=True) if answer != "unknown"]
    if "some" not in answers:
        return "none" if known and len(known) == len(asked) else "unknown"
    return "all" if len(known) > 1 and _together(gazetteer, held, known, day) else "some"


def _together(gazetteer: Gazetteer, held: frozenset[PlaceMention], asked: list[str], day: datetime.date | None) -> bool:
    """Whether each mention is in one of the units, given the mentions that are there without doubt."""
    sure = {unit: {m for m in held if coverage(gazetteer, {m}, unit, day) == "all"} for unit in asked}
    return all(any(coverage(gazetteer, sure[unit] | {m}, unit, day) == "all" for unit in asked) for m in held)
