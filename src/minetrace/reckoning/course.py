"""The course of a series: increments, revisions, gaps and overlaps, and what two series say of each other.

S1  A running total becomes increments. S2  A fall is a revision or a slip, kept as stated. S3  Periods that overlap are
never added. S4  Bulletins tile, or leave gaps that are named. S5  Two numbers for one total, or of one day, are a
conflict. S6  A total that is repeated counts once. S7  An increment is held against the tallies that tile its days. S8
What is new in a running total lies in it. S9 and S10, of totals beside tables and totals, stand in `against`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from minetrace.reckoning.one_text import linked
from minetrace.reckoning.quantities import shown
from minetrace.reckoning.series import Point, Series
from minetrace.reckoning.speakers import one_speaker
from minetrace.reckoning.stated import sources
from minetrace.terms.check import Check, Outcome


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
    dated = [point for point in points if day(point.from_) and day(point.to)]
    dated.sort(key=lambda point: (str(point.to), str(point.from_)))
    spans = [span(point) for point in dated]
    ends = [end for _, end in spans]
    gaps, overlaps, misprints = [], [], []
    until = _before(first_day)
    for at, point in enumerate(dated):
        start, end = spans[at]
        if end < start:
            misprints.append(point)
            start = until + timedelta(1) if until is not None else end
        clash = (known for known in range(bisect_left(ends, start, 0, at), at) if spans[known][0] <= end)
        overlaps += [(dated[known], point) for known in clash if dated[known] not in misprints]
        if until is not None and start > until + timedelta(1):
            gaps.append((until + timedelta(1), start - timedelta(1)))
        until = end if until is None else max(until, end)
    return Tiling(tuple(dated), tuple(gaps), tuple(overlaps), tuple(misprints))


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
    reached = shown(sum((number for number in values if number is not None), Decimal(0)))
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
        voices = (first.stated[0].speaker, last.stated[0].speaker)
        one_voice = one_speaker(*voices)
        between = f"From {first.to} to {last.to} the total ({series.key.name})"
        if first.to == last.to:
            by = [point.stated[0].label for point in (first, last)] if one_voice else voices
            numbers = f"{first.text} ({by[0]}) against {last.text} ({by[1]})"
            sentence = f"{series.key.name}, {last.days}: {numbers} for one total."
            yield _check("S5", "warning", numbers, sentence, first, last)
        elif step.by >= 0:
            rise = f"from {first.text} to {last.text}"
            if not one_voice:
                rise = f"from {first.text} ({voices[0]}) to {last.text} ({voices[1]}): two speakers' counts"
            sentence = f"{between} rose by {shown(step.by)}, {rise}."
            yield _check("S1", "holds", f"{formula} = {shown(step.by)}", sentence, first, last)
        else:
            why = "a revision or a slip" if one_voice else "another speaker's count, or a revision"
            sentence = f"{between} fell by {shown(-step.by)}, from {first.text} to {last.text}: {why}, kept as stated."
            yield _check("S2", "warning", f"{formula} = {shown(step.by)}", sentence, first, last)


def _periods(series: Series) -> Iterator[Check]:
    if series.key.counting != "tally" or len(series.points) < 2:
        return
    laid = tiling(series.points)
    for one, other in laid.overlaps:
        if _cut_from_one(one, other):
            continue
        overlap = f"{one.days} and {other.days} overlap"
        if one.days == other.days:
            overlap = f"{one.text} and {other.text} are stated for {one.days}, a conflict or a revision"
        sentence = f"{series.key.name}: {overlap}: never added."
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
            scopes = (running.key.scope, tallies.key.scope)
            if tallies.key.counting == "tally" and _one_measure(running, tallies):
                if scopes[0] == scopes[1] or "" in scopes:
                    yield from _new_in_total(running, tallies)
                if scopes[1] in ("", scopes[0]):
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
            sentence = (
                f"{point.text} new lie in the running total of {state.text} of the same source ({running.key.name}): "
                "counted once."
            )
            yield _check("S8", "holds", f"{point.text} in {state.text}", sentence, point, state)


def _tiled_steps(running: Series, tallies: Series) -> Iterator[Check]:
    for step in increments(running):
        start, end = day(step.first.to), day(step.last.to)
        if step.by is None or start is None or end is None:
            continue
        inside = [p for p in tallies.points if p.from_ and p.to and start < span(p)[0] and span(p)[1] <= end]
        laid = tiling(inside, (start + timedelta(1)).isoformat())
        if not inside or not laid.whole or span(laid.points[-1])[1] != end or None in [p.value for p in inside]:
            continue
        total = sum((value(point) for point in inside), Decimal(0))
        outcome: Outcome = "holds" if total == step.by else "warning"
        sentence = (
            f"From {step.first.to} to {step.last.to} the total rose by {shown(step.by)}; "
            f"the {len(inside)} bulletins of these days give {shown(total)}."
        )
        yield _check("S7", outcome, f"{shown(step.by)} / {shown(total)}", sentence, step.first, step.last, *inside)


# --- small things -----------------------------------------------------------------------------------------------


def _check(rule: str, outcome: Outcome, formula: str, sentence: str, *points: Point) -> Check:
    ids = tuple(dict.fromkeys(id_ for point in points for id_ in point.ids))
    return Check(rule=rule, outcome=outcome, formula=formula, sentence=sentence, claims=ids)


def _cut_from_one(one: Point, other: Point) -> bool:
    """Whether a text itself states one of two points as a part of the other, or both as parts of one whole."""
    return any(linked(a, b) for a in one.stated for b in other.stated if a.source_id == b.source_id)


def _misprint(point: Point) -> str:
    return f"{point.days} ends before it begins: read by its last day, the first is likely misprinted."


def value(point: Point) -> Decimal:
    """The number of a point; 0 where it has none."""
    return point.value if point.value is not None else Decimal(0)


def day(text: str | None) -> date | None:
    """A stated day; None where it, or its year, is not stated."""
    return date.fromisoformat(text) if text and not text.startswith("--") else None


def _before(text: str | None) -> date | None:
    stated = day(text)
    return None if stated is None else stated - timedelta(1)


def span(point: Point) -> tuple[date, date]:
    """First and last day of a point; one that says no first day is of its last."""
    end = day(point.to) or date.max
    return day(point.from_) or end, end
