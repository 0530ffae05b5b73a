"""Forms of time: what each form of the calendar of a pack means in days."""

from __future__ import annotations

import calendar as _calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from minetrace.reading.pack import Pack

ONE_DAY = dt.timedelta(days=1)
Flags = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Period:
    """A resolved phrase of time.

    `kind` is day, span, since (from a start until publication), asof, now ("to date"), or same (the period of the
    claim before). `start` and `end` are days or None; `partial` keeps what is stated where the year is not derivable
    ("--08-15"). `op` names the rule that read it.
    """

    kind: str
    start: dt.date | None = None
    end: dt.date | None = None
    partial: str | None = None
    op: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """What a phrase of time is resolved against: the pack, the day of publication, the start of the region's era."""

    pack: Pack
    published: dt.date | None
    era: dt.date | None
    era_nouns: frozenset[str] = frozenset()


def slot(match: re.Match[str], name: str) -> str | None:
    """What stands in a slot of a form; None where the form that matched lacks it."""
    groups = match.groupdict()
    return groups.get(name) or groups.get(f"{name}__2") or groups.get(f"{name}__3")


def _month(match: re.Match[str], clock: Clock, name: str = "month", unsaid: int = 0) -> int:
    return int(clock.pack.calendar["months"].get((slot(match, name) or "").rstrip(". "), unsaid))


def _day_number(text: str) -> int:
    return int("".join(sign for sign in text if sign.isdigit()))


def _date(year: int, month: int, day: int) -> dt.date | None:
    return (
        dt.date(year, month, day)
        if 1 < year < 9999 and 1 <= month <= 12 and 1 <= day <= _calendar.monthrange(year, month)[1]
        else None
    )


def _past(month: int, day: int, clock: Clock) -> dt.date | None:
    """The latest such day not after publication (a day of the next fortnight is taken as of the same year)."""
    if clock.published is None:
        return None
    here = _date(clock.published.year, month, day)
    if here is not None and here <= clock.published + 14 * ONE_DAY:
        return here
    return _date(clock.published.year - 1, month, day)


def _single(start: dt.date | None, partial: str | None = None) -> Period | None:
    return Period("day", start, start, partial) if start or partial else None


def whole_month(year: int, month: int) -> Period:
    """The days of a month."""
    return Period("span", dt.date(year, month, 1), dt.date(year, month, _calendar.monthrange(year, month)[1]))


def day_of(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """The day that a form tells; without a year the latest such day."""
    iso, year = slot(match, "iso"), slot(match, "year")
    if iso:
        return _single(_date(*(int(part) for part in iso.split("-"))))
    month, day = _month(match, clock), _day_number(slot(match, "day") or "0")
    if year:
        return _single(_date(int(year), month, day))
    found = _past(month, day, clock)
    return _single(found, None if found or not _date(2024, month, day) else f"--{month:02d}-{day:02d}")


def _dotted_day(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    year, month, day = slot(match, "year"), slot(match, "month_number"), slot(match, "dd")
    return _single(_date(int(year or 0), int(month or 0), _day_number(day or "0")))


def day_span(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """The days from one to another; the end tells the month, and the year where the start tells none."""
    if slot(match, "iso"):
        a, b = (_date(*(int(part) for part in (slot(match, name) or "").split("-"))) for name in ("iso", "iso2"))
        return Period("span", a, b) if a and b else None
    day, day2 = _day_number(slot(match, "day") or "0"), _day_number(slot(match, "day2") or "0")
    month = _month(match, clock)
    month2 = _month(match, clock, "month2", month)
    year2 = slot(match, "year2") or slot(match, "year")
    end = _date(int(year2), month2, day2) if year2 else _past(month2, day2, clock)
    if end is None:
        return Period("span", partial=f"--{month:02d}-{day:02d}/--{month2:02d}-{day2:02d}") if not year2 else None
    year = int(slot(match, "year") or (end.year if (month, day) <= (month2, day2) else end.year - 1))
    start = _date(year, month, day)
    return Period("span", start, end) if start and start <= end else None


def _month_span(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    first, second = _month(match, clock, "month", 1), _month(match, clock, "month2")
    year2 = slot(match, "year2") or slot(match, "year")
    if year2 is None and clock.published is None:
        day = whole_month(2023, second).end
        return Period("span", partial=f"--{first:02d}-01/--{day:%m-%d}") if day is not None else None
    last = int(year2) if year2 else _month_year(second, clock)
    if "back" in flags and clock.published is not None:
        last = clock.published.year - int(flags["back"])
    begin = int(slot(match, "year") or last) if slot(match, "year2") else (last if first <= second else last - 1)
    return Period("span", whole_month(begin, first).start, whole_month(last, second).end)


def _month_year(month: int, clock: Clock) -> int:
    assert clock.published is not None
    return clock.published.year if month <= clock.published.month else clock.published.year - 1


def _year_span(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    first, last = (int(slot(match, name) or 0) for name in ("year", "year2"))
    short = slot(match, "digits") or ""
    if len(short) == 2 and short.isdecimal():
        # "from 1990-91"; "2008-09" may be a month
        last = first - first % 100 + int(short)
        if last != first + 1 and int(short) <= 12:
            return None
    if not first < last:
        return None  # "from 1990-7", "2003 to 1999"
    until = whole_month(last, _month(match, clock, "month2", 12)).end
    return Period("span", dt.date(first, 1, 1), until)


def month_bounds(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """The days of the month that a form tells; without a year the latest such month."""
    year = slot(match, "year")
    if year is None and clock.published is None:
        return None
    return whole_month(int(year or _month_year(_month(match, clock), clock)), _month(match, clock))


def year_of(match: re.Match[str], clock: Clock, flags: Flags) -> int | None:
    """The year that a form tells, else that of publication, or so many before it as the form goes `back`."""
    year = slot(match, "year")
    return int(year) if year else clock.published.year - int(flags.get("back", 0)) if clock.published else None


def count_of(match: re.Match[str], clock: Clock) -> int:
    """The number in a form; one where it has none."""
    text = slot(match, "count") or "1"
    return int(text) if text.isdigit() else int(clock.pack.number_words.get(text, 1))


def _era(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", match.group())]
    if clock.era and (not years or clock.era.year in years):
        return Period("since", clock.era, clock.published)
    day = day_of(match, clock, flags) if slot(match, "day") else None
    start = day.start if day else dt.date(years[0], 1, 1) if years else None
    return Period("since", start, clock.published)


def _relative_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if clock.published is None:
        return None
    return whole_month(clock.published.year - int(flags.get("back", 0)), _month(match, clock))


def _month_of(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    return whole_month(int(slot(match, "year") or 0), _month(match, clock))


def _bare_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    # a month name that is also another word ("may") stays a word where no lead word stands before it
    if match.group().strip() in clock.pack.calendar["ambiguous"]:
        return None
    month = _month(match, clock)
    if clock.published is None:
        return Period("span", partial=f"--{month:02d}")
    return whole_month(_month_year(month, clock), month)


def _decade(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    year = int(slot(match, "year") or 0)
    return Period("span", dt.date(year, 1, 1), dt.date(year + 9, 12, 31)) if year % 10 == 0 else None


def _year_to_date(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    return Period("since", dt.date(clock.published.year, 1, 1), clock.published) if clock.published else Period("since")


def _month_to_date(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    return Period("since", clock.published.replace(day=1), clock.published) if clock.published else Period("since")


def _year_beside(clock: Clock, step: int) -> Period:
    if clock.published is None:
        return Period("span")
    year = clock.published.year + step
    return Period("span", dt.date(year, 1, 1), dt.date(year, 12, 31))


def _last_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if clock.published is None:
        return Period("span")
    end = clock.published.replace(day=1) - ONE_DAY
    return Period("span", end.replace(day=1), end)


def _this_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    return Period("span", clock.published.replace(day=1), clock.published) if clock.published else Period("span")


def _last_week(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """The calendar week before that of publication, Monday to Sunday (corpus README)."""
    if clock.published is None:
        return Period("span")
    monday = clock.published - (clock.published.weekday() + 7) * ONE_DAY
    return Period("span", monday, monday + 6 * ONE_DAY)


def _this_week(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if clock.published is None:
        return Period("span")
    return Period("span", clock.published - clock.published.weekday() * ONE_DAY, clock.published)


def _past_span(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if clock.published is None:
        return Period("span")
    word = slot(match, "period")
    count = count_of(match, clock)
    days = clock.pack.calendar["spans"][word] if word else 0
    size = days * count if days else max(1, count // 24)
    if size >= 365 * 2:
        start = _date(clock.published.year - size // 365, clock.published.month, min(clock.published.day, 28))
        return Period("span", start, clock.published)
    return Period("span", clock.published - size * ONE_DAY, clock.published)


def weekday(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """The latest such weekday; the day of publication itself only where the form does not go `back`."""
    if clock.published is None:
        return Period("day")
    back = (clock.published.weekday() - clock.pack.calendar["weekdays"][slot(match, "weekday")]) % 7
    if not back and flags.get("back"):
        back = 7
    return _single(clock.published - back * ONE_DAY)


def weekday_span(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """The latest such days that are over on the day of publication; `weeks` back counts calendar weeks."""
    if clock.published is None:
        return Period("span")
    days = clock.pack.calendar["weekdays"]
    first, last = days[slot(match, "weekday")], days[slot(match, "weekday2")]
    end = clock.published - (clock.published.weekday() - last) % 7 * ONE_DAY
    if flags.get("weeks"):
        end = clock.published - (clock.published.weekday() - last + 7 * int(flags["weeks"])) * ONE_DAY
    return Period("span", end - (last - first) % 7 * ONE_DAY, end)


def _weekend(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """The last Saturday and Sunday that have begun on the day of publication."""
    if clock.published is None:
        return Period("span")
    saturday = clock.published - (clock.published.weekday() - 5) % 7 * ONE_DAY
    return Period("span", saturday, saturday + ONE_DAY)


def _next_weekday(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if clock.published is None:
        return Period("day")
    ahead = (clock.pack.calendar["weekdays"][slot(match, "weekday")] - clock.published.weekday()) % 7 or 7
    return _single(clock.published + ahead * ONE_DAY)


def _next_week(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if clock.published is None:
        return Period("span")
    monday = clock.published + (7 - clock.published.weekday()) * ONE_DAY
    return Period("span", monday, monday + 6 * ONE_DAY)


def _next_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if clock.published is None:
        return Period("span")
    after = clock.published.replace(day=28) + 4 * ONE_DAY
    return whole_month(after.year, after.month)


def _published(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    return Period("day", clock.published, clock.published)


def _two_days_ago(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    return _single(clock.published - 2 * ONE_DAY) if clock.published else Period("day")


def _yesterday(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    day = clock.published - ONE_DAY if clock.published else None
    return Period("day", day, day)


OPS: dict[str, Callable[[re.Match[str], Clock, Flags], Period | None]] = {
    "day_span": day_span,
    "month_span": _month_span,
    "year_span": _year_span,
    "year_end": lambda match, clock, flags: Period(
        "asof", None, dt.date(clock.published.year, 12, 31) if clock.published else None
    ),
    "era": _era,
    "day": day_of,
    "dotted_day": _dotted_day,
    "relative_month": _relative_month,
    "month": _month_of,
    "bare_month": _bare_month,
    "year_to_date": _year_to_date,
    "last_year": lambda match, clock, flags: _year_beside(clock, -1),
    "next_year": lambda match, clock, flags: _year_beside(clock, 1),
    "last_month": _last_month,
    "this_month": _this_month,
    "last_week": _last_week,
    "this_week": _this_week,
    "past_span": _past_span,
    **dict.fromkeys(
        ("undated_span", "reviewed_span", "same_day", "same_month", "same_year", "sum_of_month", "sum_of_year"),
        lambda match, clock, flags: Period("same"),
    ),
    "same_span": lambda match, clock, flags: Period("same", partial=slot(match, "year")),
    "weekday": weekday,
    "weekday_span": weekday_span,
    "weekend": _weekend,
    "next_weekday": _next_weekday,
    "next_week": _next_week,
    "next_month": _next_month,
    "nth_day": lambda match, clock, flags: Period("nth", partial=slot(match, "digits")),
    "month_to_date": _month_to_date,
    "since_held": lambda match, clock, flags: Period("since", None, clock.published),
    "today": _published,
    "two_days_ago": _two_days_ago,
    "yesterday": _yesterday,
    "decade": _decade,
    "day_before": lambda match, clock, flags: Period("before", partial=str(count_of(match, clock))),
    "day_after": lambda match, clock, flags: Period("after", partial=str(count_of(match, clock))),
    **dict.fromkeys(("since_mid", "since_event"), lambda match, clock, flags: Period("since", None, clock.published)),
    "next_span": lambda match, clock, flags: Period("span"),
    "to_now": lambda match, clock, flags: Period("now", None, clock.published),
    "year": lambda match, clock, flags: Period(
        "span", dt.date(int(slot(match, "year") or 0), 1, 1), dt.date(int(slot(match, "year") or 0), 12, 31)
    ),
}
