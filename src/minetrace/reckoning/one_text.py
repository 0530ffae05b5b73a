"""Two figures of one text for one measure: two counts of one total, or counts of two things.

Whom mines harmed is counted by whoever watches, and a text that tells two such counts tells of a conflict. What was
found, cleared or surveyed is counted by those who did it: two of them counted each their own. One speaker counts one
thing once: other numbers are one total only where one is the other rounded, or said of the same things in the same
words.
"""

from __future__ import annotations

import re
from decimal import Decimal

from minetrace.places.fold import fold
from minetrace.reckoning.quantities import Agreement, base
from minetrace.reckoning.speakers import one_speaker
from minetrace.reckoning.stated import Stated
from minetrace.reckoning.weights import limit
from minetrace.terms.claim import Claim

_WORD = re.compile(r"[^\W\d_]+")


def why_two(one: Stated, other: Stated, agreed: Agreement) -> str | None:
    """Why two figures of one text do not count one thing, in words, or None. Their measure is one already."""
    if one.row is not None:
        return "two figures of one data set"
    if linked(one, other):
        return "one is a part of the other, or of the same total"
    if agreed != "apart":
        return None
    if unlike_sizes(one.claim, other.claim):
        return "too unlike in size for two counts of one thing in one text"
    if _side_by_side(one.claim, other.claim):
        return "two numbers told side by side"
    if one_speaker(one.speaker, other.speaker):
        alike = _near(one.claim, other.claim, "percent_misrounded") or _same_things(one.claim, other.claim)
        return None if alike else "two numbers in one mouth"
    if one.claim.kind != "casualty" and not _near(one.claim, other.claim, "percent_of_two_counts"):
        return f"each counted its own: {one.speaker} / {other.speaker}"
    return None


def linked(one: Stated, other: Stated) -> bool:
    """Whether the text makes one a part of the other, or both parts of one figure."""
    mine, theirs = one.claim, other.claim
    if theirs.id in (mine.part_of, *mine.total_of) or mine.id in (theirs.part_of, *theirs.total_of):
        return True
    return mine.part_of is not None and mine.part_of == theirs.part_of


def unlike_sizes(one: Claim, other: Claim) -> bool:
    """A misprinted second count has the size of the first; a part whose cue was not read is often far smaller."""
    sizes = _sizes(one, other)
    return len(sizes) == 2 and sizes[1] > limit("times_apart") * sizes[0]


def _side_by_side(one: Claim, other: Claim) -> bool:
    """ "87 mortar bombs and 19 tank shells" are two things; "5.6 million m2 (563 hectares)" is one."""
    first, second = sorted((one, other), key=lambda claim: claim.span)
    near = _near(one, other, "percent_misrounded")
    return not near and second.span[0] - first.span[1] <= limit("letters_of_one_breath")


def _near(one: Claim, other: Claim, percent: str) -> bool:
    sizes = _sizes(one, other)
    return len(sizes) == 2 and 100 * sizes[1] <= (100 + limit(percent)) * sizes[0]


def _same_things(one: Claim, other: Claim) -> bool:
    """Whether items or people are told in words of which one side's hold the other's ("25 anti-personnel", "56
    anti-personnel mines"); hectares are hectares, whosever they are."""
    mine, theirs = (set(_WORD.findall(fold(claim.quote))) for claim in (one, other))
    return one.kind != "area" and bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _sizes(one: Claim, other: Claim) -> list[Decimal]:
    return sorted(number for claim in (one, other) if (number := base(claim)) is not None)
