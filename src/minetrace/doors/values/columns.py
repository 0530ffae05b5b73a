"""What the values of a column show, looked at once for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from minetrace.doors.files import Row
from minetrace.doors.values import coordinates, dates, numbers

MOST_DISTINCT = 20_000
"""Distinct values of a column that are kept; beyond them only what proves the order of days is looked at."""


@dataclass(slots=True)
class Column:
    """A column: its name, how many cells are filled, its distinct values with their counts, what its days prove."""

    name: str
    position: int
    filled: int = 0
    values: Counter[str] = field(default_factory=Counter)
    whole: bool = True
    orders: dates.Orders = field(default_factory=dates.Orders)

    def add(self, text: str) -> None:
        """Look at one more cell."""
        if not text:
            return
        self.filled += 1
        if text in self.values:
            self.values[text] += 1
        elif self.whole and len(self.values) < MOST_DISTINCT:
            self.values[text] = 1
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
    count = 0
    for row in rows:
        count += 1
        for column, cell in zip(found, row.cells, strict=False):
            column.add(cell)
    return found, count
