"""The drawing of a series in the units of its own view box: marks by day of publication, numbers from zero up.

Pure geometry: the template writes it as SVG, the style sheet gives the colours. The table beside it says everything
that the drawing shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from minetrace.desk.series.lines import Line, Row
from minetrace.reckoning.quantities import shown

_HEIGHT, _BOTTOM, _TOP, _END = 260, 28, 16, 16
_DIGIT = 7.5
"""The width of a digit of the axis in view box units, at the style sheet's 12."""
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Tick:
    """A label of an axis: where it stands, and its text."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point: where it stands, from its low to its high; an open end reaches the edge of the drawing."""

    x: float
    low: float
    high: float
    one: bool
    open_up: bool
    marked: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Days that nothing covers."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its axes; `path` joins the states of a running total, empty for others."""

    width: int
    height: int
    left: float
    base: float
    top: float
    end: float
    days: tuple[Tick, ...]
    numbers: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    bands: tuple[Band, ...]
    path: str

    @property
    def plot(self) -> float:
        """The height of the plot between its axis and its upper edge."""
        return self.base - self.top


def chart(line: Line, width: int, most_days: int) -> Chart | None:
    """The drawing of a series, `width` units wide with so many days on its axis; None where no point has a day and
    a number."""
    rows = [row for row in line.rows if row.published and (row.point.low, row.point.high) != (None, None)]
    if not rows:
        return None
    most = max(max(row.point.low or Decimal(0), row.point.high or Decimal(0)) for row in rows)
    numbers = _numbers(most)
    left = 8 + _DIGIT * max(len(shown(one)) for one in numbers)
    first, last = (date.fromisoformat(rows[at].published).toordinal() for at in (0, -1))
    across, base = _Scale(first, last, left + 8, width - _END), _HEIGHT - _BOTTOM
    up = _Scale(0, float(numbers[-1]), base, _TOP)
    dots = tuple(_dot(row, across, up) for row in rows)
    joined = " L".join(f"{dot.x:g} {(dot.low + dot.high) / 2:g}" for dot in dots)
    return Chart(
        width=width,
        height=_HEIGHT,
        left=round(left, 1),
        base=base,
        top=_TOP,
        end=width - _END / 2,
        days=_days(first, last, across, most_days),
        numbers=tuple(Tick(up(float(one)), shown(one)) for one in numbers),
        dots=dots,
        bands=tuple(_bands(line, across)),
        path=f"M{joined}" if line.series.key.counting == "running" and len(dots) > 1 else "",
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values laid on a stretch of the drawing; a single value stands in its middle."""

    first: float
    last: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.first == self.last:
            return round((self.start + self.end) / 2, 1)
        held = min(max(value, self.first), self.last)
        return round(self.start + (held - self.first) / (self.last - self.first) * (self.end - self.start), 1)


def _dot(row: Row, across: _Scale, up: _Scale) -> Dot:
    low, high = row.point.low, row.point.high
    bottom = up(float(low or 0))
    return Dot(
        x=across(date.fromisoformat(row.published).toordinal()),
        low=bottom,
        high=up(float(high)) if high is not None else bottom,
        one=low == high,
        open_up=high is None,
        marked=bool(row.marks),
    )


def _numbers(most: Decimal) -> list[Decimal]:
    """Round numbers from zero to the first at or over the most, five at the most."""
    if most <= 0:
        return [Decimal(0), Decimal(1)]
    rough = max(most / 4, Decimal(1)) if most >= 1 else most / 4
    power = Decimal(10) ** rough.adjusted()
    step = next(power * by for by in _STEPS if power * by >= rough)
    return [step * at for at in range(ceil(most / step) + 1)]


def _days(first: int, last: int, across: _Scale, most: int) -> tuple[Tick, ...]:
    count = min(most, last - first + 1)
    days = [first + (last - first) * at // max(1, count - 1) for at in range(count)]
    return tuple(Tick(across(day), date.fromordinal(day).isoformat()) for day in days)


def _bands(line: Line, across: _Scale) -> Sequence[Band]:
    out = []
    for gap in line.gaps:
        start, end = (across(date.fromisoformat(day).toordinal()) for day in (gap.first, gap.last))
        if end > start:
            out.append(Band(start, round(end - start, 1)))
    return out
