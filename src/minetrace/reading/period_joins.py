"""Periods told by their start and their end, each with a form of its own: "from May 2020 to the end of August 2022"."""

from __future__ import annotations

import datetime as dt
import re

from minetrace.reading.period_forms import Clock, Period

_YEAR = re.compile(r"(?:19|20)\d\d")
_REACH = 30
"""Characters before the start in which the word that opens a period may stand."""

_YEARLESS = frozenset(("day", "bare_month"))

Found = tuple[int, int, Period]


def joined(found: list[Found], lower: str, floor: int, clock: Clock) -> list[Found]:
    """The same phrases of time, left to right, where a start and the end behind it are one period.

    `floor` is where the sentence begins in `lower`. A start up to now ("from 2019 to date") runs until publication.
    """
    out: list[Found] = []
    for after in found:
        before = out[-1] if out else None
        period = _from_to(before, after, lower, floor, clock) if before is not None else None
        if before is not None and period is not None:
            out[-1] = (before[0], after[1], period)
        else:
            out.append(after)
    return out


def _from_to(before: Found, after: Found, lower: str, floor: int, clock: Clock) -> Period | None:
    (start, end, first), (begin, stop, last) = before, after
    for joins in clock.pack.joins:
        match = joins.between.match(lower, end, stop)
        told = match is not None and begin <= match.end() < stop and bool(lower[end : match.end()].strip(" ,"))
        told = told or (last.kind == "now" and not lower[end:begin].strip())
        if not told:
            continue
        opened = joins.before.search(lower[max(floor, start - _REACH) : start]) or joins.opening.match(lower[start:end])
        if opened or lower[max(0, start - 1) : start] == "(":  # "in the fiscal year (April 2021 to March 2022)"
            return _span(first, last, lower[start:end], lower[begin:stop], clock)
    return None


def _span(first: Period, last: Period, opening: str, closing: str, clock: Clock) -> Period | None:
    start, end = first.start, last.end
    if start is None or first.kind not in ("day", "span", "since"):
        return None
    if last.kind == "now" or (end is not None and end == clock.published and last.op == "today"):
        return Period("since", start, clock.published, op=first.op)
    if end is None or last.kind not in ("day", "span", "asof"):
        return None
    if _YEAR.search(opening) and not _YEAR.search(closing):
        end = _in_year(end, start.year)
        end = end if end >= start else _in_year(end, start.year + 1)
    elif _YEAR.search(closing) and not _YEAR.search(opening):
        start = _in_year(start, end.year)
    if start > end and first.op in _YEARLESS:
        start = _in_year(start, end.year) if _in_year(start, end.year) <= end else _in_year(start, end.year - 1)
    days = first.op == "day" or last.op == "day"
    return Period("span", start, end, op="day_span" if days else "month_span") if start <= end else None


def _in_year(day: dt.date, year: int) -> dt.date:
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)
