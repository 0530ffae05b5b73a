"""Periods: the days that a phrase of time refers to, resolved from the text and the day of publication."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from minetrace.reading.forms import Starts
from minetrace.reading.pack import Pack
from minetrace.reading.period_forms import OPS, Clock, Period
from minetrace.reading.period_joins import joined
from minetrace.reading.period_parts import PARTS
from minetrace.reading.seasons import SEASONS

_OPS = OPS | PARTS | SEASONS
_NEAR = 5
"""So many words from "since" to the date are one phrase of time."""
_MAY_HOLD_PREFIX = frozenset(
    (
        "day",
        "dotted_day",
        "month",
        "bare_month",
        "relative_month",
        "season",
        "year",
        "year_to_date",
        "weekday",
        "to_now",
    )
)

__all__ = ["NOT_YET", "Clock", "Period", "ahead", "find_periods", "make_clock"]

NOT_YET = "not yet"
"""The kind of a time told only as one that was not yet ("laid before 1973"): it dates nothing and counts nothing."""

_LEAD = 16
"""Letters before a time in which a word such as "before" stands."""
_YEARLY = frozenset(
    ("months_of_year", "half_of_year", "quarter", "week_of_month", "half_of_month", "month_span", "day_span")
)
"""Forms of spans whose year is that of the publication where they tell none."""


def make_clock(pack: Pack, published: dt.date | None, lower: str) -> Clock:
    """The clock of one text: its era is the one whose region words it names most often."""
    words = re.findall(r"(?:\d+-)?[^\W\d_]+(?:-[^\W\d_]+)*", lower)
    met = set(words)
    best: tuple[int, dt.date, frozenset[str]] | None = None
    for era in pack.calendar["era"]:
        hits = sum(words.count(word) for word in met & era["words"])
        if hits and (best is None or hits > best[0]):
            best = (hits, dt.date.fromisoformat(era["from"]), frozenset(era["nouns"]))
    if published is not None and not 1000 < published.year < 9000:
        published = None
    return Clock(pack, published, best[1] if best else None, best[2] if best else frozenset())


def find_periods(lower: str, start: int, end: int, starts: Starts, clock: Clock) -> list[tuple[int, int, Period]]:
    """All phrases of time in lower[start:end], longest forms first, left to right, without overlap.

    `starts` says where the pieces of that stretch stand.
    """
    forms = clock.pack.periods.candidates(starts)
    if not forms or clock.pack.period_trigger.search(lower, start, end) is None:
        return []
    taken: list[tuple[int, int, Period]] = []
    for form in forms:
        for match in form.matches(lower, start, end, starts):
            a, b = match.span()
            while a < b and lower[a] == " ":
                a += 1
            if not _bounded(lower, a, b) or any(a < y and x < b for x, y, _ in taken):
                continue
            period = _OPS[form.op](match, clock, form.flags)
            if period is None and clock.published is None and form.op in _YEARLY:
                period = Period("span")  # of a year that nothing tells
            if period is not None and "prefix" in form.flags:
                # where case says "since" or "until", the form holds it: "2020-ci ildən"
                taken.append((a, b, _open(replace(period, op=form.op), form.flags["prefix"], clock)))
            elif period is not None:
                taken.append(_prefixed(lower, start, a, b, replace(period, op=form.op), clock))
    not_yet = [found for found in taken if found[2].kind != "asof" and _was_not_yet(lower, start, found[0], clock)]
    taken = [found for found in taken if found not in not_yet]
    taken = _told_twice(sorted(taken, key=lambda found: found[0]), lower, clock)
    dated = joined(sorted(_dated_starts(taken), key=lambda found: found[0]), lower, start, clock)
    return [*dated, *((a, b, replace(period, kind=NOT_YET)) for a, b, period in not_yet)]


def _was_not_yet(lower: str, floor: int, start: int, clock: Clock) -> bool:
    """ "laid before 1973": whether a time is told only as one that was not yet; it dates nothing."""
    return clock.pack.not_yet.search(lower, max(floor, start - _LEAD), start) is not None


def _dated_starts(found: list[tuple[int, int, Period]]) -> list[tuple[int, int, Period]]:
    """ "since work began there in 2016": where a start has a date, the phrase without it goes."""
    dated = [(a, b) for a, b, period in found if period.kind == "since" and period.start]
    return [
        (a, b, period)
        for a, b, period in found
        if period.op != "since_event" or not any(x < b and a < y for x, y in dated)
    ]


def _told_twice(found: list[tuple[int, int, Period]], lower: str, clock: Clock) -> list[tuple[int, int, Period]]:
    """ "since the start of the return, in September last year, ...": a start, and in commas when it was."""
    out: list[tuple[int, int, Period]] = []
    for a, b, period in found:
        last = out[-1] if out else None
        event = last is not None and last[2].kind == "since" and last[2].op in ("era", "since_event")
        beside = (
            event
            and last is not None
            and re.fullmatch(r"(?: of [\w' -]+)?,\s+(?:\w+\s+)?", lower[last[1] : a]) is not None
        )
        if (
            last is not None
            and beside
            and period.kind in ("day", "span")
            and period.start
            and lower[b : b + 1] in ",:)"
        ):
            out[-1] = (last[0], b, _open(period, "since", clock))
        else:
            out.append((a, b, period))
    return out


def ahead(period: Period, written: str, clock: Clock) -> Period:
    """The same days in time to come, for what is planned: a weekday, a day or month without a year, this year."""
    today, start, end = clock.published, period.start, period.end
    if period.kind == "asof" and today is not None and end is not None and end < today:
        if re.search(r"\d{4}", written):
            return period
        return replace(period, end=end + dt.timedelta(7) if period.op == "weekday" else end.replace(year=end.year + 1))
    if today is None or start is None or end is None:
        return period
    if period.kind == "since" and period.op in ("day", "bare_month") and (start.month, start.day) != (2, 29):
        # "намерен с 11 марта проверить": it begins then, and nothing says when it ends
        past = start < today and not re.search(r"\d{4}", written)
        return replace(period, kind="span", start=start.replace(year=start.year + past), end=None)
    if period.op == "year_to_date":
        return replace(period, kind="span", end=dt.date(today.year, 12, 31))
    if end >= today or re.search(r"\d{4}", written):
        return period
    if period.op == "weekday":
        return replace(period, start=start + dt.timedelta(days=7), end=end + dt.timedelta(days=7))
    if period.op in ("day", "bare_month", "day_span", "month_span") and (start.month, start.day) != (2, 29):
        last = 28 if (end.month, end.day) == (2, 29) else end.day
        return replace(period, start=start.replace(year=start.year + 1), end=end.replace(year=end.year + 1, day=last))
    return period


def _bounded(lower: str, start: int, end: int) -> bool:
    before = lower[start - 1] if start else " "
    after = lower[end] if end < len(lower) else " "
    return not (before.isalnum() or before == "-") and not (after.isalnum() and lower[end - 1].isalnum())


def _prefixed(lower: str, floor: int, start: int, end: int, period: Period, clock: Clock) -> tuple[int, int, Period]:
    """A date after "since" begins a running period; after "as of" it ends one."""
    if period.kind not in ("day", "span"):
        return start, end, period
    lead = lower[max(floor, start - 80) : start]
    first = lower[start:end].partition(" ")[0]
    opened = f"{lead}{first} " if first in clock.pack.words["since_leads"] else lead  # "counting from 1996"
    for kind, pattern in (("since", clock.pack.since), ("asof", clock.pack.asof)):
        inside = period.op in _MAY_HOLD_PREFIX and lower.startswith(clock.pack.prefixes[kind], start)
        found = pattern.search(opened)
        if found or inside:
            begin = start if inside or found is None else start - len(lead) + min(found.start(), len(lead))
            if found is not None and not inside and len(opened[found.start() :].split()) > _NEAR:
                begin = start  # the clause between keeps its names: "since I joined the squad at Velm in 2011"
            late = kind == "since" and period.end and _late(lower[begin:end] if inside else lead, clock)
            opened_by = replace(period, start=period.end) if late else period
            if kind == "since" and _vague(lower[begin:end], clock):
                opened_by = replace(period, start=None)
            return begin, end, _open(opened_by, kind, clock)
    return start, end, period


def _late(lead: str, clock: Clock) -> bool:
    """ "since the end of 2022": whether a time begins with the last day of what is named."""
    return clock.pack.late.search(lead) is not None


def _vague(written: str, clock: Clock) -> bool:
    """ "since mid-2018", "since late May": a start of which no day is stated."""
    return clock.pack.vague.search(written) is not None


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
