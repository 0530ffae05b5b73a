"""What the values of a column show, looked at once for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from minetrace.doors.files import Row
from minetrace.doors.values import coordinates, dates, numbers

MOST_DISTINCT = 20_000
"""Distinct values of a column that are kept; beyond them only what proves the order of days is looked at."""
_AT_ONCE = 5_000


@dataclass(slots=True)
class Column:
    """A column: its name, how many cells are filled, its distinct values with their counts, what its days prove."""

    name: str
    position: int
    filled: int = 0
    values: Counter[str] = field(default_factory=Counter)
    whole: bool = True
    orders: dates.Orders = field(default_factory=dates.Orders)

    def add(self, cells: Iterable[str]) -> None:
        """Look at more cells."""
        for text, times in Counter(cells).items():
            if not text:
                continue
            self.filled += times
            if text in self.values:
                self.values[text] += times
            elif self.whole and len(self.values) < MOST_DISTINCT:
                self.values[text] = times
                self.orders.add(text)
            else:
                self.whole = False
                self.orders.add(text)

    @property
    def unique(self) -> bool:
        """Whether no two cells are equal, as far as was kept."""
        return self.filled > 1 and (not self.whole or len(self.values) == self.filled)

    def share(self, kind: str) -> float:
        """The share of distinct values that are of a kind: "whole", "year", "month", "day of month", "date", ..."""
        sample = list(self.values)[:500]
        if not sample:
            return 0.0
        return sum(self._is(kind, text) for text in sample) / len(sample)

    def _is(self, kind: str, text: str) -> bool:
        if kind == "date":
            return dates.days(text, self.orders) is not None or dates.ambiguous(text, self.orders)
        if kind == "shape":
            return coordinates.shape(text) is not None
        if kind in _DEGREES:
            found = coordinates.degree(text)
            return found is not None and abs(found[0]) <= _DEGREES[kind] and found[1] in (None, kind == "latitude")
        number = numbers.whole(text)
        if number is None:
            return False
        low, high = _BOUNDS[kind]
        return low <= number <= high


_DEGREES = {"latitude": 90, "longitude": 180}
_BOUNDS = {
    "whole": (0, 10**15),
    "year": (1850, 2200),
    "month": (1, 12),
    "day of month": (1, 31),
}


def look_at(columns: Sequence[str], rows: Iterable[Row]) -> tuple[list[Column], int]:
    """The columns of a table and how many rows it has; one pass, memory bounded by `MOST_DISTINCT`."""
    found = [Column(name, position) for position, name in enumerate(columns)]
    count, rest = 0, iter(rows)
    while chunk := [row.cells for row in islice(rest, _AT_ONCE)]:
        count += len(chunk)
        # A row that is too long is refused later; its first cells are looked at.
        for column, cells in zip(found, zip(*chunk, strict=False), strict=False):
            column.add(cells)
    return found, count
