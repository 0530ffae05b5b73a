"""Numbers of different sources beside each other: one unit, and whether they are one figure said two ways."""

from __future__ import annotations

from decimal import Decimal
from math import log10
from typing import Literal

from minetrace.reckoning import bounds
from minetrace.terms.claim import Claim

Agreement = Literal["equal", "rounded", "apart", "vague"]

_SQUARE_METRES = {
    "m2": Decimal(1),
    "ha": Decimal(10_000),
    "km2": Decimal(1_000_000),
    "acre": Decimal("4046.8564224"),
    "mi2": Decimal("2589988.110336"),
}
"""Square metres in a unit of area (international acre and mile)."""
_BELOW = ("more than", "at least")
_ABOVE = ("almost", "up to", "fewer than")
_NEAR = Decimal("0.005")
"""Two areas in different units are one figure when they differ by less than half a hundredth: both are rounded."""

_MOST_CUT = Decimal("1.25")
"""A rounding leaves out at most a fifth: "at least a million" is not said of 1.5 million."""


def dimension(claim: Claim) -> str | None:
    """What a claim's unit measures: areas of any unit are one dimension, every other unit is its own."""
    return "area" if claim.unit in _SQUARE_METRES else claim.unit


def base(claim: Claim) -> Decimal | None:
    """The stated number in the base unit of its dimension (square metres for areas); None for a range or none."""
    return None if claim.value is None else Decimal(str(claim.value)) * _SQUARE_METRES.get(claim.unit or "", Decimal(1))


def agreement(one: Claim, other: Claim) -> Agreement:
    """Whether two numbers of one dimension are the same figure: equal, one the other's rounding, apart, or vague.

    A rounding is told by its hedge and its last significant digit: "more than 900" and 991, "almost 1,000" and 991,
    "about 2,000" and 1,974. Two plain numbers that differ are apart.
    """
    mine, theirs = base(one), base(other)
    if mine is None or theirs is None:
        return _ranges(one, other)
    if mine == theirs:
        return "equal"
    if one.unit != other.unit and abs(mine - theirs) <= _NEAR * max(mine, theirs):
        return "rounded"
    for rough, exact in ((one, other), (other, one)):
        if rough.hedge != "exact" and _rounds_to(rough, exact):
            return "rounded"
    return "apart"


def reach(claim: Claim) -> tuple[Decimal, Decimal] | None:
    """Bounds in the base unit that meet those of every number with which `agreement` may be "equal" or "rounded".

    None for a range or no number.
    """
    number = base(claim)
    if number is None:
        return None
    other_unit = 2 * _NEAR * number if claim.unit in _SQUARE_METRES else Decimal(0)
    slack = other_unit if claim.hedge == "exact" else max(other_unit, _place(claim))
    return number - slack, number + slack


def information(claim: Claim) -> float:
    """How much it says that two sources print this number: more for a long and a large one (0 where none is printed).

    A third of a point for each significant digit and for each power of ten: 3 gives 0.5, 45 gives 1.2, 286 gives 1.8.
    """
    if not claim.value:
        return 0.0
    significant = len(Decimal(str(claim.value)).normalize().as_tuple().digits)
    return round((significant + max(0.0, log10(abs(claim.value)))) * 0.33, 2)


def shown(number: Decimal) -> str:
    """A number with group signs and no idle zeros."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ranges(one: Claim, other: Claim) -> Agreement:
    mine, theirs = bounds.of(one), bounds.of(other)
    if mine is None or theirs is None:
        return "vague"
    if (mine.low, mine.high) == (theirs.low, theirs.high):
        return "equal"
    return "rounded" if mine.meets(theirs) and not _touch(mine, theirs) else "apart"


def _touch(one: bounds.Bounds, other: bounds.Bounds) -> bool:
    """Whether two ranges meet at an end alone: "at most 30,000" is another answer than "30,000 to 35,000"."""
    wide = one.low != one.high and other.low != other.high
    return wide and (one.high == other.low or other.high == one.low)


def _rounds_to(rough: Claim, exact: Claim) -> bool:
    """True where the hedged number is the exact one, cut or rounded at its own last significant digit."""
    written, full = base(rough), base(exact)
    assert written is not None and full is not None  # the caller has both numbers
    place = _place(rough)
    if max(written, full) > _MOST_CUT * min(written, full):
        return False
    if rough.hedge in _BELOW:
        return written <= full < written + place
    if rough.hedge in _ABOVE:
        return written - place < full <= written
    return abs(full - written) <= place / 2


def _place(claim: Claim) -> Decimal:
    """What one more in the last significant digit of a printed number is in the base unit: 100 for "1,200"."""
    exponent = Decimal(str(claim.value)).normalize().as_tuple().exponent
    last = exponent if isinstance(exponent, int) else 0
    return Decimal(1).scaleb(last) * _SQUARE_METRES.get(claim.unit or "", Decimal(1))
