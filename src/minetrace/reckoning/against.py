"""Running totals beside period tables, and beside each other.

S9  A running total against the sum of a period table: a constant offset suggests a revision of the base.
S10 Two totals of one measure, counted from different days, rise together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product

from minetrace.reckoning.course import day, span, tiling, value
from minetrace.reckoning.quantities import shown
from minetrace.reckoning.series import Key, Point, Series
from minetrace.terms.check import Check

SLACK_DAYS = 14
"""A table that ends so many days before a statement is still held against it, with the days said beside it."""
_OF_A_TABLE = ("kind", "unit", "model", "cause", "action", "stance")
_OF_A_TOTAL = ("kind", "counting", "unit", "thing", "group", "model", "cause", "action", "scope", "speaker", "stance")
_OUTCOMES = {"affected": (("affected",), ("killed", "injured"))}
"""What makes up a measure: those harmed are the killed and the injured."""
_GROUPS = {"": (("",), ("all",)), "all": (("all",), ("",), ("civilian", "military"))}
"""What makes up a group of people."""


def checks(found: Sequence[Series]) -> tuple[Check, ...]:
    """S9 for each running total and each table that makes up its measure; S10 for totals of one measure."""
    return (*_offsets(found), *_risings(found))


def _offsets(found: Sequence[Series]) -> Iterator[Check]:
    tallies = [one for one in found if one.key.counting == "tally"]
    for running in found:
        if running.key.counting == "running" and len(running.points) > 1:
            for parts in _tables(running.key, tallies):
                check = offset(running, parts)
                if check is not None:
                    yield check


def _tables(total: Key, tallies: Sequence[Series]) -> Iterator[list[Series]]:
    """The tally series of one speaker that exclude each other and together make the measure of a total."""
    near = [
        one
        for one in tallies
        if one.key.scope in ("", total.scope)
        and all(getattr(one.key, slot) == getattr(total, slot) for slot in _OF_A_TABLE)
    ]
    for speaker in dict.fromkeys(one.key.speaker for one in near):
        by_part = {(one.key.thing, one.key.group): one for one in near if one.key.speaker == speaker}
        for outcomes in _OUTCOMES.get(total.thing, ((total.thing,),)):
            for groups in _GROUPS.get(total.group, ((total.group,),)):
                wanted = list(product(outcomes, groups))
                if all(part in by_part for part in wanted):
                    yield [by_part[part] for part in wanted]


def _risings(found: Sequence[Series]) -> Iterator[Check]:
    alike: dict[tuple[str, ...], list[Series]] = {}
    for one in found:
        if one.key.counting == "running" and one.key.start:
            alike.setdefault(tuple(getattr(one.key, slot) for slot in _OF_A_TOTAL), []).append(one)
    for group in alike.values():
        for pair in combinations(group, 2):
            check = together(*pair)
            if check is not None:
                yield check


def offset(running: Series, parts: Sequence[Series], slack_days: int = SLACK_DAYS) -> Check | None:
    """S9: a running total held against the sum of a period table at each of its states; None for fewer than two.

    `parts` are tally series that exclude each other (killed civilians, killed soldiers) and together make the measure.
    """
    rows = [row for point in running.points if (row := _against(running, point, parts, slack_days))]
    if len(rows) < 2:
        return None
    ids = tuple(dict.fromkeys(id_ for point, _, _ in rows for id_ in point.ids))
    name = running.key.thing or running.key.kind
    formula = "; ".join(f"{shown(total)} - {point.text} = {shown(total - value(point))}" for point, total, _ in rows)
    at = " and at ".join(str(point.to) for point, _, _ in rows)
    gaps = {total - value(point) for point, total, _ in rows}
    apart = ", ".join(str(late) for _, _, late in rows)
    warnings = (f"The table ends {apart} days before the statements.",)
    if gaps == {Decimal(0)}:
        sentence = f"{name}: the stated total and the sum of the period table tie at {at}."
        return Check(rule="S9", outcome="holds", formula=formula, sentence=sentence, claims=ids, warnings=warnings)
    if len(gaps) > 1:
        sentence = f"{name}: the stated total and the sum of the period table differ by changing amounts at {at}."
        return Check(rule="S9", outcome="warning", formula=formula, sentence=sentence, claims=ids, warnings=warnings)
    gap = gaps.pop()
    side = "lower" if gap > 0 else "higher"
    sentence = (
        f"{name}: the stated total is {shown(abs(gap))} {side} than the sum of the period table at {at}. A constant "
        "offset suggests that an early period was revised later, not new events."
    )
    return Check(rule="S9", outcome="warning", formula=formula, sentence=sentence, claims=ids, warnings=warnings)


def together(one: Series, other: Series) -> Check | None:
    """S10: two running totals of one measure between two days on which both have a state."""
    days = sorted({point.to for point in one.points if point.to} & {point.to for point in other.points if point.to})
    if len(days) < 2:
        return None
    ends = [[_at(series, day) for day in (days[0], days[-1])] for series in (one, other)]
    if any(point.value is None for pair in ends for point in pair):
        return None
    rises = [value(last) - value(first) for first, last in ends]
    ids = tuple(id_ for pair in ends for point in pair for id_ in point.ids)
    formula = "; ".join(f"{last.text} - {first.text} = {shown(value(last) - value(first))}" for first, last in ends)
    if rises[0] == rises[1]:
        sentence = f"Both totals rise by {shown(rises[0])} from {days[0]} to {days[-1]}: consistent."
        return Check(rule="S10", outcome="holds", formula=formula, sentence=sentence, claims=ids)
    sentence = f"From {days[0]} to {days[-1]} one total rises by {shown(rises[0])}, the other by {shown(rises[1])}."
    return Check(rule="S10", outcome="warning", formula=formula, sentence=sentence, claims=ids)


def _against(
    running: Series, point: Point, parts: Sequence[Series], slack_days: int
) -> tuple[Point, Decimal, int] | None:
    """The sum of a period table up to a state of the total, with the days between its end and the state."""
    end = day(point.to)
    if end is None or point.value is None:
        return None
    total, late = Decimal(0), 0
    for part in parts:
        before = [known for known in part.points if day(known.to) and span(known)[1] <= end]
        laid = tiling(before, running.key.start or None)
        if not laid.points or not laid.whole or None in [known.value for known in before]:
            return None
        late = max(late, (end - span(laid.points[-1])[1]).days)
        total += sum((value(known) for known in before), Decimal(0))
    return (point, total, late) if late <= slack_days else None


def _at(series: Series, day: str | None) -> Point:
    return next(point for point in series.points if point.to == day)
