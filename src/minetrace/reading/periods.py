"""Periods: the days that a phrase of time refers to, resolved from the text and the day of publication."""

from __future__ import annotations

import calendar as _calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from minetrace.reading.pack import Pack, traits

_DAY = dt.timedelta(days=1)
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


def make_clock(pack: Pack, published: dt.date | None, lower: str) -> Clock:
    """The clock of one text: its era is the one whose region words it names most often."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", lower)
    best: tuple[int, dt.date, frozenset[str]] | None = None
    for era in pack.calendar["era"]:
        names = set(era["words"])
        hits = sum(word in names for word in words)
        if hits and (best is None or hits > best[0]):
            best = (hits, dt.date.fromisoformat(era["from"]), frozenset(era["nouns"]))
    if published is not None and not 1000 < published.year < 9000:
        published = None
    return Clock(pack, published, best[1] if best else None, best[2] if best else frozenset())


def find_periods(lower: str, start: int, end: int, clock: Clock) -> list[tuple[int, int, Period]]:
    """All phrases of time in lower[start:end], longest forms first, left to right, without overlap."""
    if clock.pack.period_trigger.search(lower, start, end) is None:
        return []
    taken: list[tuple[int, int, Period]] = []
    text = lower[start:end]
    seen = traits(text, clock.pack.slots)
    for form in clock.pack.periods:
        if not form.may_match(seen, text):
            continue
        for match in form.pattern.finditer(lower, start, end):
            a, b = match.span()
            while a < b and lower[a] == " ":
                a += 1
            if not _bounded(lower, a, b) or any(a < y and x < b for x, y, _ in taken):
                continue
            period = _OPS[form.op](match, clock, form.flags)
            if period is not None:
                taken.append(_prefixed(lower, start, a, b, replace(period, op=form.op), clock))
    return sorted(taken, key=lambda found: found[0])


def _bounded(lower: str, start: int, end: int) -> bool:
    before = lower[start - 1] if start else " "
    after = lower[end] if end < len(lower) else " "
    return not (before.isalnum() or before == "-") and not (after.isalnum() and lower[end - 1].isalnum())


def _prefixed(lower: str, floor: int, start: int, end: int, period: Period, clock: Clock) -> tuple[int, int, Period]:
    """A date after "since" begins a running period; after "as of" it ends one."""
    if period.kind not in ("day", "span"):
        return start, end, period
    lead = lower[max(floor, start - 60) : start]
    for kind in ("since", "asof"):
        for words in clock.pack.calendar["prefixes"][kind]:
            reach = r"(?:[^\s.,;:()\"\d]+\s+){0,6}?" if kind == "since" else r"(?:the end of\s+|today,\s+)?"
            found = re.search(rf"(?<![\w-]){re.escape(words)}\s+{reach}(?:the\s+|in\s+|on\s+)?$", lead)
            inside = lower.startswith(words + " ", start)
            if found or inside:
                begin = start if inside else start - (len(lead) - found.start()) if found else start
                return begin, end, _open(period, kind, clock)
    return start, end, period


def _open(period: Period, kind: str, clock: Clock) -> Period:
    if kind == "asof":
        return replace(period, kind="asof", start=None, end=period.end)
    start = period.start
    if (
        clock.era
        and start
        and period.op in ("month", "bare_month", "relative_month", "season")
        and period.end
        and start <= clock.era <= period.end
    ):
        start = clock.era
    if period.op == "year_to_date":
        return period
    partial = f"{period.partial}/.." if period.partial else None
    return replace(period, kind="since", start=start, end=clock.published, partial=partial)


def _get(match: re.Match[str], name: str) -> str | None:
    groups = match.groupdict()
    return groups.get(name) or groups.get(f"{name}__2") or groups.get(f"{name}__3")


def _month(match: re.Match[str], clock: Clock, name: str = "month") -> int:
    return int(clock.pack.calendar["months"][(_get(match, name) or "").rstrip(". ")])


def _day_number(text: str) -> int:
    return int(re.match(r"\d+", text).group())  # type: ignore[union-attr]


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
    if here is not None and here <= clock.published + 14 * _DAY:
        return here
    return _date(clock.published.year - 1, month, day)


def _single(start: dt.date | None, partial: str | None = None) -> Period | None:
    return Period("day", start, start, partial) if start or partial else None


def _whole_month(year: int, month: int) -> Period:
    return Period("span", dt.date(year, month, 1), dt.date(year, month, _calendar.monthrange(year, month)[1]))


def _day(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    iso, year = _get(match, "iso"), _get(match, "year")
    if iso:
        return _single(_date(*(int(part) for part in iso.split("-"))))  # type: ignore[arg-type]
    month, day = _month(match, clock), _day_number(_get(match, "day") or "0")
    if year:
        return _single(_date(int(year), month, day))
    found = _past(month, day, clock)
    return _single(found, None if found or not _date(2024, month, day) else f"--{month:02d}-{day:02d}")


def _dotted_day(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    year, month, day = _get(match, "year"), _get(match, "month_number"), _get(match, "dd")
    return _single(_date(int(year or 0), int(month or 0), _day_number(day or "0")))


def _day_span(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if _get(match, "iso"):
        a, b = (_date(*(int(part) for part in (_get(match, name) or "").split("-"))) for name in ("iso", "iso2"))  # type: ignore[arg-type]
        return Period("span", a, b) if a and b else None
    day, day2 = _day_number(_get(match, "day") or "0"), _day_number(_get(match, "day2") or "0")
    month = _month(match, clock)
    month2 = _month(match, clock, "month2") if _get(match, "month2") else month
    year2 = _get(match, "year2") or _get(match, "year")
    end = _date(int(year2), month2, day2) if year2 else _past(month2, day2, clock)
    if end is None:
        return Period("span", partial=f"--{month:02d}-{day:02d}/--{month2:02d}-{day2:02d}") if not year2 else None
    year = int(_get(match, "year") or (end.year if (month, day) <= (month2, day2) else end.year - 1))
    start = _date(year, month, day)
    return Period("span", start, end) if start and start <= end else None


def _month_span(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    first, second = _month(match, clock), _month(match, clock, "month2")
    year2 = _get(match, "year2") or _get(match, "year")
    if year2 is None and clock.published is None:
        return None
    last = int(year2) if year2 else _month_year(second, clock)
    begin = int(_get(match, "year") or last) if _get(match, "year2") else (last if first <= second else last - 1)
    return Period("span", _whole_month(begin, first).start, _whole_month(last, second).end)


def _month_year(month: int, clock: Clock) -> int:
    assert clock.published is not None
    return clock.published.year if month <= clock.published.month else clock.published.year - 1


def _year_span(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    first, last = int(_get(match, "year") or 0), int(_get(match, "year2") or 0)
    return Period("span", dt.date(first, 1, 1), dt.date(last, 12, 31)) if first < last else None


def _month_bounds(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    year = _get(match, "year")
    if year is None and clock.published is None:
        return None
    month = _month(match, clock)
    return _whole_month(int(year) if year else _month_year(month, clock), month)


def _week_of_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    month = _month_bounds(match, clock, flags)
    if month is None or month.start is None or month.end is None:
        return None
    number = clock.pack.calendar["ordinals"][_get(match, "ordinal")]
    if number == -1:
        return Period("span", month.end - 6 * _DAY, month.end)
    start = month.start + (number - 1) * 7 * _DAY
    return Period("span", start, min(start + 6 * _DAY, month.end))


def _half_of_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    month = _month_bounds(match, clock, flags)
    if month is None or month.start is None or month.end is None:
        return None
    number = clock.pack.calendar["ordinals"].get(_get(match, "ordinal") or "")
    if number:
        start = month.start + (number - 1) * 10 * _DAY
        return Period("span", start, month.end if number == 3 else start + 9 * _DAY)
    if clock.pack.calendar["parts"][_get(match, "part")] == 2:
        return Period("span", month.start + 15 * _DAY, month.end)
    return Period("span", month.start, month.start + 14 * _DAY)


def _year_of(match: re.Match[str], clock: Clock) -> int | None:
    year = _get(match, "year")
    return int(year) if year else clock.published.year if clock.published else None


def _count(match: re.Match[str], clock: Clock) -> int:
    text = _get(match, "count") or "1"
    return int(text) if text.isdigit() else {**clock.pack.numerals["units"], **clock.pack.numerals["tens"]}.get(text, 1)


def _months_of_year(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    year, count = _year_of(match, clock), _count(match, clock)
    return Period("span", dt.date(year, 1, 1), _whole_month(year, count).end) if year and 1 <= count <= 12 else None


def _half_of_year(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    year = _year_of(match, clock)
    if year is None:
        return None
    second = clock.pack.calendar["parts"][_get(match, "part")] == 2
    return Period(
        "span", dt.date(year, 7 if second else 1, 1), dt.date(year, 12, 31) if second else dt.date(year, 6, 30)
    )


def _quarter(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    year, number = _year_of(match, clock), clock.pack.calendar["ordinals"][_get(match, "ordinal")]
    if year is None or not 1 <= number <= 4:
        return None
    return Period("span", dt.date(year, 3 * number - 2, 1), _whole_month(year, 3 * number).end)


def _era(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", match.group())]
    if clock.era and (not years or clock.era.year in years):
        return Period("since", clock.era, clock.published)
    return (
        Period("since", dt.date(years[0], 1, 1), clock.published) if years else Period("since", None, clock.published)
    )


def _relative_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if clock.published is None:
        return None
    return _whole_month(clock.published.year - int(flags.get("back", 0)), _month(match, clock))


def _month_of(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    return _whole_month(int(_get(match, "year") or 0), _month(match, clock))


def _bare_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    # a month name that is also another word ("may") stays a word where no lead word stands before it
    if match.group().strip() in clock.pack.calendar["ambiguous"] or clock.published is None:
        return None
    month = _month(match, clock)
    return _whole_month(_month_year(month, clock), month)


def _season(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    month, year = clock.pack.calendar["seasons"][_get(match, "season")], int(_get(match, "year") or 0)
    return Period("span", dt.date(year, month, 1), _whole_month(year, month + 2).end)


def _year_to_date(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    return Period("since", dt.date(clock.published.year, 1, 1), clock.published) if clock.published else Period("since")


def _last_year(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if clock.published is None:
        return Period("span")
    year = clock.published.year - 1
    return Period("span", dt.date(year, 1, 1), dt.date(year, 12, 31))


def _next_year(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if clock.published is None:
        return Period("span")
    year = clock.published.year + 1
    return Period("span", dt.date(year, 1, 1), dt.date(year, 12, 31))


def _last_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if clock.published is None:
        return Period("span")
    end = clock.published.replace(day=1) - _DAY
    return Period("span", end.replace(day=1), end)


def _this_month(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    return Period("span", clock.published.replace(day=1), clock.published) if clock.published else Period("span")


def _last_week(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """The calendar week before that of publication, Monday to Sunday (corpus README)."""
    if clock.published is None:
        return Period("span")
    monday = clock.published - (clock.published.weekday() + 7) * _DAY
    return Period("span", monday, monday + 6 * _DAY)


def _this_week(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if clock.published is None:
        return Period("span")
    return Period("span", clock.published - clock.published.weekday() * _DAY, clock.published)


def _past_span(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if clock.published is None:
        return Period("span")
    word = _get(match, "period") or "hours"
    count = _count(match, clock)
    size = clock.pack.calendar["spans"][word] * count if word != "hours" else max(1, count // 24)
    if size >= 365 * 2:
        start = _date(clock.published.year - size // 365, clock.published.month, min(clock.published.day, 28))
        return Period("span", start, clock.published)
    return Period("span", clock.published - size * _DAY, clock.published)


def _weekday(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    if clock.published is None:
        return Period("day")
    back = (clock.published.weekday() - clock.pack.calendar["weekdays"][_get(match, "weekday")]) % 7
    if not back and flags.get("back"):
        back = 7
    return _single(clock.published - back * _DAY)


def _published(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    return Period("day", clock.published, clock.published)


def _yesterday(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    day = clock.published - _DAY if clock.published else None
    return Period("day", day, day)


_OPS: dict[str, Callable[[re.Match[str], Clock, Flags], Period | None]] = {
    "day_span": _day_span,
    "month_span": _month_span,
    "year_span": _year_span,
    "week_of_month": _week_of_month,
    "half_of_month": _half_of_month,
    "months_of_year": _months_of_year,
    "half_of_year": _half_of_year,
    "quarter": _quarter,
    "era": _era,
    "day": _day,
    "dotted_day": _dotted_day,
    "relative_month": _relative_month,
    "month": _month_of,
    "season": _season,
    "bare_month": _bare_month,
    "year_to_date": _year_to_date,
    "last_year": _last_year,
    "next_year": _next_year,
    "last_month": _last_month,
    "this_month": _this_month,
    "last_week": _last_week,
    "this_week": _this_week,
    "past_span": _past_span,
    "undated_span": lambda match, clock, flags: Period("same"),
    "weekday": _weekday,
    "today": _published,
    "yesterday": _yesterday,
    "day_before": lambda match, clock, flags: Period("before"),
    "day_after": lambda match, clock, flags: Period("after"),
    "same_day": lambda match, clock, flags: Period("same"),
    "since_event": lambda match, clock, flags: Period("since", None, clock.published),
    "next_span": lambda match, clock, flags: Period("span"),
    "to_now": lambda match, clock, flags: Period("now", None, clock.published),
    "year": lambda match, clock, flags: Period(
        "span", dt.date(int(_get(match, "year") or 0), 1, 1), dt.date(int(_get(match, "year") or 0), 12, 31)
    ),
}
