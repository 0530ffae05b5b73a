"""Times by which a clause counts: the same days of another year, a day of a month told of, times told in passing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.pack import Pack
from minetrace.reading.periods import Period

_MONTHS = 100
"""A time longer than so many days names no month."""


def closed(period: Period) -> Period:
    """The day, month or year itself that a period starts from."""
    start = period.start
    if start is None or period.op not in ("day", "month", "bare_month", "year"):
        return period
    first = start if period.op == "day" else start.replace(day=1)
    last = first.replace(month=12) if period.op == "year" else first
    month_end = (last.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    single = period.op == "day"
    return replace(period, kind="day" if single else "span", start=first, end=first if single else month_end)


def shifted(period: Period, years: int) -> Period:
    """The same days of another year."""

    def other(day: dt.date | None) -> dt.date | None:
        if day is not None and day.month == 2 and (day + dt.timedelta(days=1)).month == 3:
            # the last of February stays the last
            return dt.date(day.year + years, 3, 1) - dt.timedelta(days=1)
        return day.replace(year=day.year + years) if day else None

    return replace(period, start=other(period.start), end=other(period.end))


def nth(base: Period | None, period: Period, published: dt.date | None) -> Period | None:
    """ "on the 9th", of the month told of before; where a year or no time was told of, the last that has been."""
    month = base.start if base is not None else None
    long = base is not None and base.kind == "span" and base.start is not None and base.end is not None
    if month is None or (long and (base.end - base.start).days > _MONTHS):  # type: ignore[union-attr, operator]
        month = published
    if month is None or period.partial is None:
        return None
    try:
        day = month.replace(day=int(period.partial))
        if month is published and day > month:
            day = (month.replace(day=1) - dt.timedelta(days=1)).replace(day=int(period.partial))
    except ValueError:
        return None
    return Period("day", day, day, op="nth")


def counted_from(day: dt.date, period: Period) -> Period:
    """ "a day later", "two days before": a day counted from one that is told."""
    away = int(period.partial or 1) * (-1 if period.kind == "before" else 1)
    there = day + dt.timedelta(days=away)
    return Period("day", there, there, op=period.op)


def in_relative(sentence: Sentence, period: Chunk, draft: Draft, pack: Pack) -> bool:
    """ "Velmia, which declared itself free in 2015, counts 16 dead": a time inside a clause about something else."""
    opened, held, before = False, False, None
    # "сказано, что с 2008 года ранены 37": what somebody says is told of itself
    relative = pack.words["relative"] if pack.articles else pack.words["relative"] - pack.words["that"]
    if not sentence.spelled(relative):
        return False
    for chunk in sentence.between(sentence.start, draft.start):
        if before is not None and before.text == "," and chunk.lower in relative:
            opened, held = True, False
        elif opened and chunk.text == ",":
            if held:
                return True
            opened = False
        held = opened and (held or chunk is period)
        before = chunk
    return False


def strays(period: Period, told: Period | None, *, fronted: bool) -> bool:
    """A day named in passing within the year or month that is told of: "The rains set in on 9 October." """
    if told is None or told.kind != "span" or told.start is None or told.end is None or fronted:
        return False
    return period.kind == "day" and period.start is not None and told.start <= period.start <= told.end


def since_then(sentence: Sentence, pack: Pack, start: int, end: int) -> bool:
    """ "sappers have since lifted 204 mines", "204 have been dug out since.": from what was told last to now."""
    words, chunks = pack.words, sentence.chunks
    if not pack.articles:
        return False
    for at in sentence.spelled(words["since_adverb"]):
        if not start <= chunks[at].start < end:
            continue
        behind = chunks[at + 1 : at + 2]
        ends = not behind or behind[0].text in (",", ";", ".") or behind[0].lower in words["and"]
        lead = {word for chunk in chunks[max(0, at - 2) : at] for word in chunk.lower.split()}
        if ends or not lead.isdisjoint(words["had"]):
            return True
    return False
