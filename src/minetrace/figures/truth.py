"""Four truths and their logic.

    NO < UNKNOWN < POSSIBLE < YES

`and` is the least of its parts. `not` exchanges yes and no and leaves the two others. `or` is what De Morgan's law
makes of it: the not of the least of the nots; so unknown outweighs possible in both, and a record that the filter
cannot decide is left out with its reason, not counted in part.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Truth = Literal[0, 1, 2, 3]
NO: Truth = 0
UNKNOWN: Truth = 1
POSSIBLE: Truth = 2
YES: Truth = 3

_OPPOSITE: dict[Truth, Truth] = {NO: YES, YES: NO, UNKNOWN: UNKNOWN, POSSIBLE: POSSIBLE}


def opposite(truth: Truth) -> Truth:
    """Not."""
    return _OPPOSITE[truth]


def all_of(truths: Iterable[Truth]) -> Truth:
    """And; yes of nothing."""
    return min(truths, default=YES)


def any_of(truths: Iterable[Truth]) -> Truth:
    """Or; no of nothing."""
    return opposite(all_of(opposite(truth) for truth in truths))
