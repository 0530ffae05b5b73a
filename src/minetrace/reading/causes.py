"""What harmed people where a sentence names explosive ordnance and another cause: the one that is told beside them."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.pack import Pack

_SUBJECT, _BESIDE = 20, 12
"""Letters between another cause and the harm it does: "an earthquake killed 300", "56 killed in the air raid"."""


def by_ordnance(draft: Draft, sentence: Sentence, pack: Pack) -> bool:
    """Whether harm is of explosive ordnance, as its sentence tells it: no other cause is named, or not beside it."""
    others = sentence.marked("other_cause")
    if others and not _names_ordnance(sentence):
        return False
    spans = [(draft.start, draft.end), *draft.verbs]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return not any(_beside(sentence, mark, first, last, pack) for mark in others)


def _beside(sentence: Sentence, mark: Chunk, first: int, last: int, pack: Pack) -> bool:
    """ "shot dead six militants", "an earthquake killed 300 people", "killed in the air raid": not over a mine."""
    if mark.end <= first:
        # "it exploded beside the fire and killed two"
        joined = any(chunk.lower in pack.words["and"] for chunk in sentence.between(mark.end, first))
        return first - mark.end <= _SUBJECT and not joined and not _ordnance_in(sentence, mark.end, first)
    if mark.start < last:
        return not _ordnance_in(sentence, first, last)
    behind = sentence.between(mark.end, sentence.end)[:2]
    # "by shelling and mines", not "two in clashes and three by a mine"
    shared = bool(behind) and behind[0].lower in pack.words["and"] and behind[-1].kind != "number"
    return mark.start - last <= _BESIDE and not shared and not _ordnance_in(sentence, last, mark.start)


def _ordnance_in(sentence: Sentence, start: int, end: int) -> bool:
    """Whether explosive ordnance, or a sign that parts clauses, stands between two offsets."""
    between = sentence.between(start, end)
    parted = any(chunk.has("thing") or chunk.text in (";", ".", ":") for chunk in between)
    return parted or bool(sentence.marked("hazard", start, end))


def _names_ordnance(sentence: Sentence) -> bool:
    if sentence.where("thing") or sentence.marked("hazard"):
        return True
    return any(sentence.chunks[at].value("nonclaim") in ("event", "map") for at in sentence.where("nonclaim"))
