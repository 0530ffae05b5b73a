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
    (_, end, first), (begin, stop, last) = before, after
    opened = lower[max(floor, before[0] - _REACH) : end]
    for joins in clock.pack.calendar.get("joins", ()):
        between = re.compile(
            rf"\s*,?\s*(?:(?:{_any(joins['joiners'])})\s+)?(?:(?:{_any(joins['ends'])})\s+)?(?:the\s+)?"
        )
        match = between.match(lower, end, stop)
        told = match is not None and begin <= match.end() < stop and bool(lower[end : match.end()].strip(" ,"))
        told = told or (last.kind == "now" and not lower[end:begin].strip())
        lead = re.search(
            rf"(?<![\w-])(?:{_any(joins['openers'])})\s+(?:the\s+)?(?={re.escape(lower[before[0] : end])}$)", opened
        )
        bracketed = lower[max(0, before[0] - 1) : before[0]] == "("  # "in the fiscal year (April 2021 to March 2022)"
        if told and (
            lead is not None or bracketed or re.match(rf"(?:{_any(joins['openers'])})\s", lower[before[0] : end])
        ):
            return _span(first, last, lower[before[0] : end], lower[begin:stop], clock)
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


def _any(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
