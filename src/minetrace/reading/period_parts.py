"""Parts of months and years, and days counted from others: the second week of March, the first half of 2023."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from minetrace.reading.period_forms import (
    ONE_DAY,
    Clock,
    Flags,
    Period,
    count_of,
    day_of,
    day_span,
    month_bounds,
    slot,
    weekday,
    weekday_span,
    whole_month,
    year_of,
)

_COMMON_YEAR = 2023
"""A year by which days are counted back where none is told."""


def _plain(match: re.Match[str]) -> int:
    """The number in digits of a form; 0 where it has a sign in it."""
    text = slot(match, "digits") or ""
    return int(text) if text.isdecimal() else 0


def _week_of_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    month = month_bounds(match, clock, flags)
    if month is None or month.start is None or month.end is None:
        return None
    number = clock.pack.calendar["ordinals"][slot(match, "ordinal")]
    if number == -1:
        return Period("span", month.end - 6 * ONE_DAY, month.end)
    start = month.start + (number - 1) * 7 * ONE_DAY
    return Period("span", start, min(start + 6 * ONE_DAY, month.end))


def _fortnight_of_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    month = month_bounds(match, clock, flags)
    number = clock.pack.calendar["ordinals"][slot(match, "ordinal")]
    if month is None or month.start is None or month.end is None or number not in (1, 2, -1):
        return None
    start = month.end - 13 * ONE_DAY if number == -1 else month.start + (number - 1) * 14 * ONE_DAY
    return Period("span", start, month.end if number != 1 else start + 13 * ONE_DAY)


def _weeks_of_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    month, days = month_bounds(match, clock, flags), 7 * count_of(match, clock)
    if month is None or month.start is None or not 7 <= days <= 28:
        return None
    return Period("span", month.start, month.start + (days - 1) * ONE_DAY)


def _week_of_year(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    year = year_of(match, clock, flags)
    start = dt.date(year, 1, 1) if year else None
    return Period("span", start, start + (7 * count_of(match, clock) - 1) * ONE_DAY) if start else None


def _week_ending(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """The seven days that end on the day told."""
    named = slot(match, "weekday") and not slot(match, "day")
    last = weekday(match, clock, flags) if named else day_of(match, clock, flags)
    if last is not None and last.partial is not None:
        first = dt.date.fromisoformat(f"{_COMMON_YEAR}{last.partial[1:]}") - 6 * ONE_DAY
        return Period("span", partial=f"--{first:%m-%d}/{last.partial}")
    return Period("span", last.start - 6 * ONE_DAY, last.start) if last and last.start else None


def _night(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """ "in the night of 10 to 11 June", "overnight from Sunday to Monday": one night, which has two days."""
    days = day_span(match, clock, flags) if slot(match, "day") else weekday_span(match, clock, flags)
    return replace(days, kind="day") if days is not None else None


def _half_of_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    month = month_bounds(match, clock, flags)
    if month is None or month.start is None or month.end is None:
        return None
    number = clock.pack.calendar["ordinals"].get(slot(match, "ordinal") or "")
    if number:
        start = month.start + (number - 1) * 10 * ONE_DAY
        return Period("span", start, month.end if number == 3 else start + 9 * ONE_DAY)
    if clock.pack.calendar["parts"][slot(match, "part")] == 2:
        return Period("span", month.start + 15 * ONE_DAY, month.end)
    return Period("span", month.start, month.start + 14 * ONE_DAY)


def _months_of_year(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    year, count = year_of(match, clock, flags), count_of(match, clock)
    return Period("span", dt.date(year, 1, 1), whole_month(year, count).end) if year and 1 <= count <= 12 else None


def _months_ending(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """ "in the nine months to September": so many months, the last of which is told; a year where no number is."""
    last, count = month_bounds(match, clock, flags), count_of(match, clock) if slot(match, "count") else 12
    if last is None or last.start is None or not 1 <= count <= 120:
        return None
    months = last.start.year * 12 + last.start.month - count
    return Period("span", dt.date(months // 12, months % 12 + 1, 1), last.end)


def _years_ending(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """ "in the three years to 2023": so many years, the last of which is told."""
    last, count = int(slot(match, "year") or 0), count_of(match, clock)
    return Period("span", dt.date(last - count + 1, 1, 1), dt.date(last, 12, 31)) if 1 <= count <= 100 else None


def _numbered_week(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """ "week 23": Monday to Sunday of a week of ISO 8601; without a year the latest that has begun."""
    number, today = _plain(match), clock.published
    year = year_of(match, clock, flags)
    if year is None or not 1 <= number <= 52:
        return None
    first = dt.date.fromisocalendar(year, number, 1)
    if today is not None and not slot(match, "year") and first > today:
        first = dt.date.fromisocalendar(year - 1, number, 1)
    return Period("span", first, first + 6 * ONE_DAY)


def _days_ago(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    day = clock.published - count_of(match, clock) * ONE_DAY if clock.published else None
    return Period("day", day, day)


def _half_of_year(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    year = year_of(match, clock, flags)
    if year is None:
        return None
    second = clock.pack.calendar["parts"][slot(match, "part")] == 2
    return Period(
        "span", dt.date(year, 7 if second else 1, 1), dt.date(year, 12, 31) if second else dt.date(year, 6, 30)
    )


def _quarter(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    year, told = year_of(match, clock, flags), slot(match, "ordinal")
    number = clock.pack.calendar["ordinals"][told] if told else _plain(match)
    if year is None or not 1 <= number <= 4:
        return None
    return Period("span", dt.date(year, 3 * number - 2, 1), whole_month(year, 3 * number).end)


def _days_off(kind: str) -> Callable[[re.Match[str], Clock, Flags], Period | None]:
    """So many days before or after the day told of last, their number in `partial`."""

    def period(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
        days = count_of(match, clock) * (7 if "week" in match.group() else 1)
        return Period(kind, partial=str(days))

    return period


PARTS: dict[str, Callable[[re.Match[str], Clock, Flags], Period | None]] = {
    "week_of_month": _week_of_month,
    "fortnight_of_month": _fortnight_of_month,
    "weeks_of_month": _weeks_of_month,
    "half_of_month": _half_of_month,
    "months_of_year": _months_of_year,
    "months_ending": _months_ending,
    "years_ending": _years_ending,
    "numbered_week": _numbered_week,
    "days_ago": _days_ago,
    "half_of_year": _half_of_year,
    "quarter": _quarter,
    "week_of_year": _week_of_year,
    "week_ending": _week_ending,
    "night": _night,
    "days_after": _days_off("after"),
    "days_before": _days_off("before"),
}
"""What each form of these means."""
