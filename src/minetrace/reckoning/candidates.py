"""Which pairs of claims are worth weighing: those that no hard limit of linkage keeps apart from the start.

A home may keep tens of thousands of claims, and almost every pair of them differs in measure, in time or in number.
Candidates are found by keys and by sweeping over days and numbers, so that time grows with what is alike. No pair that
meets no hard limit is missing here: a law of the tests, over random claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from minetrace.reckoning import bounds
from minetrace.reckoning.happenings import Happening, days_apart
from minetrace.reckoning.quantities import dimension, reach
from minetrace.reckoning.restated import BLOCK
from minetrace.reckoning.spelling import NEAR_NAME, sorted_words
from minetrace.reckoning.stated import Stated, days
from minetrace.reckoning.weights import limit

_Edge = TypeVar("_Edge", int, Decimal)
_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Reach(Generic[_Edge]):
    """All that one unit can meet: from `low` to `high`, both included, and nothing of its own `text`, if it has one."""

    low: _Edge
    high: _Edge
    index: int
    text: str = ""


# --- happenings -------------------------------------------------------------------------------------------------


def of_happenings(units: Sequence[Happening]) -> list[_Pair]:
    """Pairs of happenings of two texts and of one sort (`Happening.sort`) that are near in time, or share a person
    where a day is missing.
    """
    families: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        families[unit.sort].append(index)
    return sorted({pair for members in families.values() for pair in _of_family(units, members)})


def _of_family(units: Sequence[Happening], members: Sequence[int]) -> Iterator[_Pair]:
    dated: list[_Reach[int]] = []
    reported: list[_Reach[int]] = []
    open_: list[int] = []
    texts: dict[str, list[int]] = defaultdict(list)
    for index in members:
        first, last = units[index].days
        published = units[index].published
        if first is not None and not first.startswith("--"):
            dated.append(_until(first, last or first, limit("days_misprinted"), index, units[index].source_id))
        elif first is None and published is not None:
            reported.append(_until(published, published, limit("days_too_late"), index, units[index].source_id))
        else:
            open_.append(index)
        texts[units[index].source_id].append(index)
    yield from _meeting(dated, [])
    yield from _meeting(reported, dated)
    yield from _of_one_person(units, {one.index for one in reported}, members)
    for one in open_:
        for other in (other for text, told in texts.items() if text != units[one].source_id for other in told):
            apart = days_apart(units[one], units[other])
            if apart is None or apart <= limit("days_misprinted"):
                yield _pair(one, other)


def _until(first: str, last: str, reach: int, index: int, text: str) -> _Reach[int]:
    return _Reach(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal() + reach, index, text)


def _of_one_person(units: Sequence[Happening], undated: set[int], members: Sequence[int]) -> Iterator[_Pair]:
    """Pairs of which one has no day, and that name a person alike (see `spelling.one_person`)."""
    named: dict[str, list[int]] = defaultdict(list)
    for index in members:
        for name in dict.fromkeys(map(sorted_words, units[index].persons)):
            named[name].append(index)
    names = list(named)
    for name in names:
        lacking = [index for index in named[name] if index in undated]
        if lacking:
            for found, _, _ in process.extract(name, names, scorer=fuzz.ratio, score_cutoff=NEAR_NAME, limit=None):
                yield from (
                    _pair(one, other)
                    for one in lacking
                    for other in named[found]
                    if units[one].source_id != units[other].source_id
                )


# --- totals -----------------------------------------------------------------------------------------------------


def of_totals(stated: Sequence[Stated]) -> list[_Pair]:
    """Pairs of totals of one measure that state one period, or one figure and no other start; and those of one text
    without any period."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for index, one in enumerate(stated):
        blocks[(*(getattr(one.claim, slot) for slot in BLOCK), dimension(one.claim))].append(index)
    return sorted({pair for members in blocks.values() for pair in _of_block(stated, members)})


def _of_block(stated: Sequence[Stated], members: Sequence[int]) -> Iterator[_Pair]:
    weeks: dict[Hashable, list[int]] = defaultdict(list)
    starts: dict[str | None, list[int]] = defaultdict(list)
    for index in members:
        claim = stated[index].claim
        first, last = days(claim)
        if claim.counting == "tally" and first and last:
            weeks[first[-5:], last[-5:]].append(index)
        elif claim.counting == "tally" and not first and not last and stated[index].row is None:
            weeks[stated[index].source_id].append(index)
        starts[first[-5:] if first else None].append(index)
    for group in weeks.values():
        yield from combinations(group, 2)
    open_ = starts.pop(None, [])
    known = [index for group in starts.values() for index in group]
    yield from _of_one_figure(stated, open_, known)
    for group in starts.values():
        yield from _of_one_figure(stated, group, [])


def _of_one_figure(stated: Sequence[Stated], ones: Sequence[int], others: Sequence[int]) -> Iterator[_Pair]:
    """Pairs among `ones`, and of one of them with one of `others`, whose figures may be one (`agreement`)."""
    mine, theirs = (
        [_Reach(*span, i, _rows_of(stated[i])) for i in side if (span := reach(stated[i].claim))]
        for side in (ones, others)
    )
    yield from (pair for pair in _meeting(mine, theirs) if _in_time(stated[pair[0]], stated[pair[1]]))
    # A range, and a number beside a range, is held against its bounds.
    ranges = {i for i in (*ones, *others) if stated[i].claim.value is None and bounds.of(stated[i].claim) is not None}
    for one in ones:
        yield from (_pair(one, other) for other in (ranges if one not in ranges else {*ones, *others}) - {one})
    yield from (_pair(one, other) for one in ranges & set(others) for other in ones)


def _rows_of(one: Stated) -> str:
    """The data set whose figures are not weighed against each other; empty for a claim of a text."""
    return "" if one.row is None else one.source_id


def _in_time(one: Stated, other: Stated) -> bool:
    """Whether two totals of one figure may be one by their days, told without weighing them."""
    ends = [days(claim)[1] for claim in (one.claim, other.claim)]
    tallies = one.claim.counting == other.claim.counting == "tally"
    return not (tallies and ends[0] and ends[1] and ends[0][-5:] != ends[1][-5:])


# --- sweeping ---------------------------------------------------------------------------------------------------


def _meeting(ones: Sequence[_Reach[_Edge]], others: Sequence[_Reach[_Edge]]) -> Iterator[_Pair]:
    """Pairs among `ones`, and of one of them with one of `others`, whose reaches meet."""
    among = sorted([(one, True) for one in ones] + [(other, False) for other in others], key=lambda at: at[0].low)
    waiting: tuple[list[_Reach[_Edge]], list[_Reach[_Edge]]] = ([], [])
    for at, wanted in among:
        for side in (0, 1) if wanted else (1,):
            waiting[side][:] = [known for known in waiting[side] if not known.high < at.low]
            yield from (_pair(known.index, at.index) for known in waiting[side] if not at.text or known.text != at.text)
        waiting[wanted].append(at)


def _pair(one: int, other: int) -> _Pair:
    return (one, other) if one < other else (other, one)
