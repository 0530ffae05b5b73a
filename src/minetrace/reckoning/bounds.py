"""What a claim says of a number: the low and the high end that its hedge leaves open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from minetrace.terms.claim import Claim, Hedge

_TENTH = Decimal("0.1")
"""How far "about" and "almost" reach, as a share of the number: our reading, said in a warning wherever it is used."""
_WHOLE = frozenset({"item", "person", "building"})
"""Units that are counted one by one: their bounds are whole numbers, taken outward."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """All numbers from `low` to `high`; None is no limit, and a `_open` end is itself left out ("more than 1,200")."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    @property
    def exact(self) -> bool:
        """True where one number is left."""
        return self.low is not None and self.low == self.high

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def meets(self, other: Bounds) -> bool:
        """True where some number is in both."""
        return not self.above(other) and not other.above(self)

    def above(self, other: Bounds) -> bool:
        """True where every number of these bounds is greater than every number of `other`."""
        if self.low is None or other.high is None:
            return False
        return self.low > other.high or (self.low == other.high and (self.low_open or other.high_open))


def of(claim: Claim) -> Bounds | None:
    """The bounds of a claim's number; None where it states none ("dozens", "some of the mines")."""
    if claim.value is None:
        if claim.low is None and claim.high is None:
            return None
        return Bounds(_decimal(claim.low), _decimal(claim.high))
    found = _HEDGES[claim.hedge](Decimal(str(claim.value)))
    return _whole(found) if claim.unit in _WHOLE and claim.hedge in ("about", "almost") else found


def total(parts: Iterable[Bounds]) -> Bounds:
    """The bounds of a sum."""
    return sum(parts, start=Bounds(Decimal(0), Decimal(0)))


def _decimal(number: int | float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _whole(found: Bounds) -> Bounds:
    low = None if found.low is None else found.low.to_integral_value(ROUND_FLOOR)
    high = None if found.high is None else found.high.to_integral_value(ROUND_CEILING)
    return replace(found, low=low, high=high)


def _exactly(value: Decimal) -> Bounds:
    return Bounds(value, value)


_HEDGES: dict[Hedge, Callable[[Decimal], Bounds]] = {
    "exact": _exactly,
    "reportedly": _exactly,  # doubts the source, not the number
    "range": _exactly,
    "about": lambda value: Bounds(value - value * _TENTH, value + value * _TENTH),
    "almost": lambda value: Bounds(value - value * _TENTH, value, high_open=True),
    "more than": lambda value: Bounds(value, None, low_open=True),
    "at least": lambda value: Bounds(value, None),
    "up to": lambda value: Bounds(Decimal(0), value),
    "fewer than": lambda value: Bounds(Decimal(0), value, high_open=True),
}
