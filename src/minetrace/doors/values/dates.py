"""Days as tables write them. The order of day and month is proved by the values of a column, or left open.

Values of a column are grouped by how they are written (separators, letters, clock). In a group some value with a part
above twelve proves the order for all of it; a group that proves nothing, or both, is not guessed: 01/02/2015 stays what
it is. A file that went through a spreadsheet of another country can hold both orders, told apart only by their groups.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from minetrace.doors.words import months
from minetrace.places.fold import fold

Order = Literal["dmy", "mdy"]
Days = tuple[str, str]
"""First and last day, ISO: the same for a day, a month's or year's ends where only those are known."""

_CLOCK = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _CLOCK)
_PAIR = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})" + _CLOCK)
_COMPACT = re.compile(r"(19|20)(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_YEAR = re.compile(r"(1[89]|20|21)\d{2}")
_MONTH_YEAR = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+(?:de\s+)?)?([^\W\d]+)\.?\s*(?:(\d{1,2})(?:st|nd|rd|th)?\s*,)?\s*(?:de\s+)?(\d{4})"
)
_OPEN = "open"


@dataclass(slots=True)
class Orders:
    """What the values of a column prove: for each way of writing, how often the first or second part is above 12."""

    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    stated: Order | None = None

    def add(self, text: str) -> None:
        """Look at one more value."""
        match = _PAIR.fullmatch(text.strip()) if text[:1].isdigit() or text[:1].isspace() else None
        if match:
            first, second = int(match[1]), int(match[3])
            proof = "dmy" if first > 12 >= second else "mdy" if second > 12 >= first else _OPEN
            self.seen[shape_of(text), proof] += 1

    def order(self, text: str) -> Order | None:
        """The order proved for values written like this one."""
        if self.stated is not None:
            return self.stated
        return self._proved(shape_of(text))

    def _proved(self, shape: str) -> Order | None:
        day_first, month_first = self.seen[shape, "dmy"], self.seen[shape, "mdy"]
        if bool(day_first) == bool(month_first):
            return None
        return "dmy" if day_first else "mdy"

    def proved(self) -> dict[str, str]:
        """The order of each way of writing that occurs: dmy, mdy, or open where nothing proves one."""
        return {shape: self.stated or self._proved(shape) or _OPEN for shape in sorted({one for one, _ in self.seen})}


def shape_of(text: str) -> str:
    """How a value is written: runs of digits as 9, of letters as A."""
    return re.sub(r"[^\W\d]+", "A", re.sub(r"\d+", "9", text.strip()))


def ambiguous(text: str, orders: Orders) -> bool:
    """Whether nothing tells the order of day and month in this value."""
    match = _PAIR.fullmatch(text.strip())
    return match is not None and int(match[1]) <= 12 and int(match[3]) <= 12 and orders.order(text) is None


def days(text: str, orders: Orders) -> Days | None:
    """First and last day of what a value says; None for what is no date, or an ambiguous one.

    >>> days("2006-01", Orders())
    ('2006-01-01', '2006-01-31')
    >>> days("27/01/2014", Orders()), days("01/02/2014", Orders())
    (('2014-01-27', '2014-01-27'), None)
    """
    plain = text.strip()
    if match := _ISO.fullmatch(plain):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _PAIR.fullmatch(plain):
        return _of_pair(int(match[1]), int(match[3]), match[4], orders.order(text))
    if match := _COMPACT.fullmatch(plain):
        return _day(int(match[1] + match[2]), int(match[3]), int(match[4]))
    if _YEAR.fullmatch(plain):
        return f"{plain}-01-01", f"{plain}-12-31"
    if match := _MONTH_YEAR.fullmatch(plain):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return month_days(int(year), int(month))
    return _of_words(plain)


def month_days(year: int, month: int) -> Days | None:
    """First and last day of a month."""
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    last = calendar.monthrange(year, month)[1]
    return f"{year:04d}-{month:02d}-01", f"{year:04d}-{month:02d}-{last:02d}"


def _of_pair(first: int, second: int, year: str, order: Order | None) -> Days | None:
    # Two digits of a year say no century; nothing here happened before 1930 or after 2029.
    number = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 30 else 1900)
    if order is None and (first > 12) != (second > 12):
        order = "dmy" if first > 12 else "mdy"
    if order is None:
        return None
    day, month = (first, second) if order == "dmy" else (second, first)
    return _day(number, month, day)


def _of_words(text: str) -> Days | None:
    match = _NAMED.fullmatch(text)
    if not match:
        return None
    word = fold(match[2])
    month = months().get(word) or months().get(word[:3])
    if month is None:
        return None
    day = match[1] or match[3]
    return _day(int(match[4]), month, int(day)) if day else month_days(int(match[4]), month)


def _day(year: int, month: int, day: int) -> Days | None:
    try:
        iso = datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
    return iso, iso
