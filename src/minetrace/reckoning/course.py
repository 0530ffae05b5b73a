"""The course of a series: increments, revisions, gaps and overlaps, and what two series say of each other.

S1  A running total becomes increments. S2  A fall is a revision or a slip, kept as stated. S3  Periods that overlap are
never added. S4  Bulletins tile, or leave gaps that are named. S5  Two numbers for one total are a conflict. S6  A total
that is repeated counts once. S7  An increment is held against the tallies that tile its days. S8  What is new in a
running total lies in it. S9  A constant offset suggests a revision of the base. S10  Two totals rise together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from minetrace.reckoning.quantities import shown
from minetrace.reckoning.series import Point, Series
from minetrace.reckoning.speakers import one_speaker
from minetrace.reckoning.stated import sources
from minetrace.terms.check import Check, Outcome

SLACK_DAYS = 14
"""A table that ends so many days before a statement is still held against it, with the days said beside it."""


@dataclass(frozen=True, slots=True)
class Increment:
    """The way from one state of a running total to the next; `by` is None where either is no single number."""

    first: Point
    last: Point
    by: Decimal | None


@dataclass(frozen=True, slots=True)
class Tiling:
    """Points of a tally series that follow each other without overlap, and what disturbs them.

    `gaps` are first and last days that no point covers; `overlaps` pairs of points; `misprints` points whose period
    ends before it begins, while the days from the point before to their end are free.
    """

    points: tuple[Point, ...]
    gaps: tuple[tuple[date, date], ...]
    overlaps: tuple[tuple[Point, Point], ...]
    misprints: tuple[Point, ...]

    @property
    def whole(self) -> bool:
        """True where nothing is missing and nothing counted twice."""
        return not self.gaps and not self.overlaps


def increments(series: Series) -> tuple[Increment, ...]:
    """A running series from state to state; states without a day are left out."""
    dated = [point for point in series.points if point.to]
    return tuple(Increment(first, last, _rise(first, last)) for first, last in pairwise(dated))


def _rise(first: Point, last: Point) -> Decimal | None:
    return None if first.value is None or last.value is None else last.value - first.value


def tiling(points: Sequence[Point], first_day: str | None = None) -> Tiling:
    """How dated points lie to each other; `first_day` is where they should begin."""
    dated = [point for point in points if _day(point.from_) and _day(point.to)]
    dated.sort(key=lambda point: (str(point.to), str(point.from_)))
    kept: list[Point] = []
    gaps, overlaps, misprints = [], [], []
    until = _before(first_day)
    for point in dated:
        start, end = _span(point)
        if end < start:
            misprints.append(point)
            start = until + timedelta(1) if until is not None else end
        clash = [known for known in kept if _span(known)[0] <= end and start <= _span(known)[1]]
        overlaps += [(known, point) for known in clash if known not in misprints]
        if until is not None and start > until + timedelta(1):
            gaps.append((until + timedelta(1), start - timedelta(1)))
        kept.append(point)
        until = end if until is None else max(until, end)
    return Tiling(tuple(kept), tuple(gaps), tuple(overlaps), tuple(misprints))


def added(points: Sequence[Point], first_day: str | None = None) -> Check:
    """The sum of tallies, or its refusal: overlapping periods are never added, gaps are named (S3, S4)."""
    laid = tiling(points, first_day)
    ids = tuple(id_ for point in points for id_ in point.ids)
    formula = " + ".join(point.text for point in laid.points)
    if laid.overlaps:
        one, other = laid.overlaps[0]
        sentence = f"{formula} is not added: {one.days} and {other.days} overlap."
        return Check(rule="S3", outcome="warning", formula=formula, sentence=sentence, claims=ids)
    values = [point.value for point in laid.points]
    if None in values or len(laid.points) < len(points):
        sentence = f"{formula} is not added: not every period states its days and one number."
        return Check(rule="S3", outcome="not stated", formula=formula, sentence=sentence, claims=ids)
    reached = shown(sum((value for value in values if value is not None), Decimal(0)))
    warnings = (*(f"Not covered: {a} to {b}." for a, b in laid.gaps), *map(_misprint, laid.misprints))
    outcome: Outcome = "not stated" if laid.gaps else "holds"
    return Check(
        rule="S4",
        outcome=outcome,
        formula=f"{formula} = {reached}",
        sentence=f"{formula} = {reached} over {len(laid.points)} periods.",
        claims=ids,
        warnings=warnings,
    )


def checks(found: Sequence[Series]) -> tuple[Check, ...]:
    """What the course of each series shows, and what running totals and tallies of one text say of each other."""
    out: list[Check] = []
    for series in found:
        out += [check for point in series.points for check in _of_point(series, point)]
        out += _running(series) if series.key.counting == "running" else _periods(series)
    return (*out, *_inside(found))


def offset(running: Series, parts: Sequence[Series], slack_days: int = SLACK_DAYS) -> Check | None:
    """S9: a running total held against the sum of a period table at each of its states; None for fewer than two.

    `parts` are tally series that exclude each other (killed civilians, killed soldiers) and together make the measure.
    """
    rows = [row for point in running.points if (row := _against(running, point, parts, slack_days))]
    if len(rows) < 2:
        return None
    ids = tuple(dict.fromkeys(id_ for point, _, _ in rows for id_ in point.ids))
    name = running.key.thing or running.key.kind
    formula = "; ".join(f"{shown(total)} - {point.text} = {shown(total - _value(point))}" for point, total, _ in rows)
    at = " and at ".join(str(point.to) for point, _, _ in rows)
    gaps = {total - _value(point) for point, total, _ in rows}
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
    """S10: two running totals between two days on which both have a state."""
    days = sorted({point.to for point in one.points if point.to} & {point.to for point in other.points if point.to})
    if len(days) < 2:
        return None
    ends = [[_at(series, day) for day in (days[0], days[-1])] for series in (one, other)]
    rises = [_value(last) - _value(first) for first, last in ends]
    ids = tuple(id_ for pair in ends for point in pair for id_ in point.ids)
    formula = "; ".join(f"{last.text} - {first.text} = {shown(_value(last) - _value(first))}" for first, last in ends)
    if rises[0] == rises[1]:
        sentence = f"Both totals rise by {shown(rises[0])} from {days[0]} to {days[-1]}: consistent."
        return Check(rule="S10", outcome="holds", formula=formula, sentence=sentence, claims=ids)
    sentence = f"From {days[0]} to {days[-1]} one total rises by {shown(rises[0])}, the other by {shown(rises[1])}."
    return Check(rule="S10", outcome="warning", formula=formula, sentence=sentence, claims=ids)


# --- one series -------------------------------------------------------------------------------------------------


def _of_point(series: Series, point: Point) -> Iterator[Check]:
    name = f"{series.key.name}, {point.days}"
    told = sources(point.stated)
    if (
        None not in (point.low, point.high)
        and point.low != point.high
        and len({o.claim.value for o in point.stated}) > 1
    ):
        numbers = " against ".join(
            f"{shown(Decimal(str(one.claim.value)))} ({one.label})"
            for one in point.stated
            if one.claim.value is not None
        )
        yield _check("S5", "warning", numbers, f"{name}: {numbers} for one total.", point)
    if len(told) > 1:
        sentence = f"{name}: {point.text} is stated by {len(told)} sources and counts once."
        yield _check("S6", "holds", point.text, sentence, point)


def _running(series: Series) -> Iterator[Check]:
    for step in increments(series):
        first, last = step.first, step.last
        formula = f"{last.text} - {first.text}"
        if step.by is None:
            continue
        between = f"From {first.to} to {last.to} the total ({series.key.name})"
        if step.by >= 0:
            sentence = f"{between} rose by {shown(step.by)}, from {first.text} to {last.text}."
            yield _check("S1", "holds", f"{formula} = {shown(step.by)}", sentence, first, last)
        else:
            one_voice = one_speaker(first.stated[0].speaker, last.stated[0].speaker)
            why = "a revision or a slip" if one_voice else "another speaker's count, or a revision"
            sentence = f"{between} fell by {shown(-step.by)}, from {first.text} to {last.text}: {why}, kept as stated."
            yield _check("S2", "warning", f"{formula} = {shown(step.by)}", sentence, first, last)


def _periods(series: Series) -> Iterator[Check]:
    if series.key.counting != "tally" or len(series.points) < 2:
        return
    laid = tiling(series.points)
    for one, other in laid.overlaps:
        sentence = f"{series.key.name}: {one.days} and {other.days} overlap: never added."
        yield _check("S3", "warning", f"{one.text} and {other.text}", sentence, one, other)
    if laid.gaps:
        gaps = ", ".join(f"{a} to {b}" for a, b in laid.gaps)
        yield _check("S4", "not stated", gaps, f"{series.key.name}: no bulletin covers {gaps}.", *laid.points)
    elif len(laid.points) > 1 and not laid.overlaps:
        first, last = laid.points[0].from_, laid.points[-1].to
        sentence = f"{series.key.name}: {len(laid.points)} bulletins tile {first} to {last}."
        yield _check("S4", "holds", " + ".join(p.text for p in laid.points), sentence, *laid.points)
    for point in laid.misprints:
        yield _check("S4", "warning", point.days, f"{series.key.name}: {_misprint(point)}", point)


# --- two series -------------------------------------------------------------------------------------------------


def _inside(found: Sequence[Series]) -> Iterator[Check]:
    """S7 and S8: tallies of one measure and scope beside the running total that they lie in."""
    for running in found:
        if running.key.counting != "running":
            continue
        for tallies in found:
            if tallies.key.counting == "tally" and _one_measure(running, tallies):
                yield from _new_in_total(running, tallies)
                yield from _tiled_steps(running, tallies)


def _one_measure(one: Series, other: Series) -> bool:
    slots = ("kind", "unit", "thing", "group", "model", "cause", "action", "stance")
    return all(getattr(one.key, slot) == getattr(other.key, slot) for slot in slots)


def _new_in_total(running: Series, tallies: Series) -> Iterator[Check]:
    for state in running.points:
        here = {one.source_id for one in state.stated}
        for point in tallies.points:
            spoken = one_speaker(point.stated[0].speaker, state.stated[0].speaker)
            if not spoken or not here & {one.source_id for one in point.stated}:
                continue
            sentence = f"{point.text} new lie in the running total of {state.text} of the same source: counted once."
            yield _check("S8", "holds", f"{point.text} in {state.text}", sentence, point, state)


def _tiled_steps(running: Series, tallies: Series) -> Iterator[Check]:
    for step in increments(running):
        start, end = _day(step.first.to), _day(step.last.to)
        if step.by is None or start is None or end is None:
            continue
        inside = [p for p in tallies.points if p.from_ and p.to and start < _span(p)[0] and _span(p)[1] <= end]
        laid = tiling(inside, (start + timedelta(1)).isoformat())
        if not inside or not laid.whole or _span(laid.points[-1])[1] != end or None in [p.value for p in inside]:
            continue
        total = sum((_value(point) for point in inside), Decimal(0))
        outcome: Outcome = "holds" if total == step.by else "warning"
        sentence = (
            f"From {step.first.to} to {step.last.to} the total rose by {shown(step.by)}; "
            f"the {len(inside)} bulletins of these days give {shown(total)}."
        )
        yield _check("S7", outcome, f"{shown(step.by)} / {shown(total)}", sentence, step.first, step.last, *inside)


def _against(
    running: Series, point: Point, parts: Sequence[Series], slack_days: int
) -> tuple[Point, Decimal, int] | None:
    """The sum of a period table up to a state of the total, with the days between its end and the state."""
    end = _day(point.to)
    if end is None or point.value is None:
        return None
    total, late = Decimal(0), 0
    for part in parts:
        before = [known for known in part.points if _day(known.to) and _span(known)[1] <= end]
        laid = tiling(before, running.key.start or None)
        if not laid.points or not laid.whole or None in [known.value for known in before]:
            return None
        late = max(late, (end - _span(laid.points[-1])[1]).days)
        total += sum((_value(known) for known in before), Decimal(0))
    return (point, total, late) if late <= slack_days else None


# --- small things -----------------------------------------------------------------------------------------------


def _check(rule: str, outcome: Outcome, formula: str, sentence: str, *points: Point) -> Check:
    ids = tuple(dict.fromkeys(id_ for point in points for id_ in point.ids))
    return Check(rule=rule, outcome=outcome, formula=formula, sentence=sentence, claims=ids)


def _misprint(point: Point) -> str:
    return f"{point.days} ends before it begins: read by its last day, the first is likely misprinted."


def _value(point: Point) -> Decimal:
    return point.value if point.value is not None else Decimal(0)


def _at(series: Series, day: str | None) -> Point:
    return next(point for point in series.points if point.to == day)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and not text.startswith("--") else None


def _before(text: str | None) -> date | None:
    day = _day(text)
    return None if day is None else day - timedelta(1)


def _span(point: Point) -> tuple[date, date]:
    end = _day(point.to) or date.max
    return _day(point.from_) or end, end
