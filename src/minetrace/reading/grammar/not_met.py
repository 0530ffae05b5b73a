"""Things that nobody met: a denial without a number is no find."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.pack import Pack

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


def _right_before(one: Chunk | Predicate, start: int) -> bool:
    return 0 <= start - one.end <= _BESIDE
