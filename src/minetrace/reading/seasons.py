"""Seasons: the three months that "last autumn", "this summer", "the winter of 2022-23" mean."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from minetrace.reading.period_forms import Clock, Flags, Period, slot, whole_month


def _season(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """A season of a year; "last autumn" is the latest that is over on the day of publication."""
    told = slot(match, "season") or match.group()  # "летом" alone is a season's own form
    month, year, today = clock.pack.calendar["seasons"][told], int(slot(match, "year") or 0), clock.published
    if year:
        over = month + 2 > 12  # "the winter of 2023" may be of either year
        return Period("span") if over and not slot(match, "digits") else _season_of(year, month)
    if today is None:
        return Period("span")
    past = (_season_of(today.year - back, month) for back in range(3))
    if flags.get("this"):
        season = next(one for one in past if one.start and one.start <= today)
        return replace(season, end=min(season.end or today, today))
    return next(one for one in past if one.end and one.end < today)


def _season_of(year: int, month: int) -> Period:
    """The three months from one on; a winter ends in the next year."""
    last = month + 1
    return Period("span", dt.date(year, month, 1), whole_month(year + last // 12, last % 12 + 1).end)


_OF_A_YEAR = re.compile(r"\s+(?:\S+\s+)?(?:19|20)\d\d\b")


def _season_to_date(match: re.Match[str], clock: Clock, flags: Flags) -> Period | None:
    """ "since spring": since the latest that has begun by the day of publication; not "since the autumn of 2020"."""
    if _OF_A_YEAR.match(match.string, match.end()):
        return None
    month, today = clock.pack.calendar["seasons"][slot(match, "season")], clock.published
    if today is None:
        return Period("since")
    year = today.year if today >= dt.date(today.year, month, 1) else today.year - 1
    return Period("since", dt.date(year, month, 1), today)


SEASONS: dict[str, Callable[[re.Match[str], Clock, Flags], Period | None]] = {
    "season": _season,
    "season_to_date": _season_to_date,
}
"""What each form of these means."""
