"""Things that nobody met: a denial without a number is no find, nor is what is missing or on show."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.pack import Pack

_NEAR = 4
"""Chunks between a figure and what tells that it is missing or on show."""
_BESIDE = 2
"""Letters between a denial and the verb that it denies."""


def is_not_met(sentence: Sentence, group: Group, predicate: Predicate, pack: Pack) -> bool:
    """ "no mines were found", "neither mines nor shells", "мины обнаружены не были": what is told without a number, and
    that nobody met it; not "no signs, but mines".
    """
    denials = [mark for mark in sentence.marked("negative") if mark.lower not in pack.words["no_verb"]]
    if any(_right_before(mark, predicate.start) or _right_before(predicate, mark.start) for mark in denials):
        return True
    chunks, at = sentence.chunks, group.first - 1
    while at >= 0 and chunks[at].lower not in pack.words["none"]:
        chunk = chunks[at]
        listed = at > 0 and chunks[at - 1].has("thing")
        joins = listed and (chunk.text == "," or chunk.lower in pack.words["conjunction"])
        if not joins and not chunk.has("thing") and not (chunk.kind == "word" and chunk.text.islower()):
            return False
        at -= 1
    return at >= 0


def is_missing(chunks: list[Chunk], group: Group, pack: Pack) -> bool:
    """ "24 of the 3,814 mines recorded are missing", "12 mines remain unaccounted for": counted as not met."""
    behind = chunks[group.last : group.last + _NEAR]
    missing = pack.words["missing"]
    at = next((at for at, chunk in enumerate(behind) if not missing.isdisjoint(chunk.lower.split())), None)
    light = pack.words["be|auxiliary|recorded|remaining"]
    told = at is not None and (at > 0 or len(behind[0].lower.split()) > 1)
    return told and all(chunk.lower in light for chunk in behind[:at])


def is_shown(chunks: list[Chunk], group: Group, pack: Pack) -> bool:
    """ "The exhibition displays 40 deactivated mines", "the museum has 300 mines": on show, and met elsewhere."""
    lead = [chunk.lower for chunk in chunks[max(0, group.first - _NEAR) : group.first]]
    shown = next((at for at, word in enumerate(lead) if word in pack.words["shows_kept"]), None)
    return shown is not None and all(word in pack.words["displaying|function"] for word in lead[shown + 1 :])


def _right_before(one: Chunk | Predicate, start: int) -> bool:
    return 0 <= start - one.end <= _BESIDE
