"""Figures that are told item by item right behind them, and which things can be items of which.

Rule: L14 a figure and, right behind it, three or more that make it up.
"""

from __future__ import annotations

from itertools import accumulate

from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.group import MIXED, UNSPECIFIED
from minetrace.reading.pack import Pack
from minetrace.reading.sums import same_kind

LEFT_BEHIND = {"UXO", "ERW", "submunition", "other"}
"""What "explosive remnants" can be."""
_MINES = {UNSPECIFIED, "anti-personnel mine", "anti-vehicle mine", "IED"}
_TWO = 2
_ITEMISED = 10
"""From so much on a figure is told item by item."""


def covers(whole: Draft, term: Draft, pack: Pack) -> bool:
    """Whether what a figure counts can be told apart as a term: "two men, a woman and a child" are four, not two."""
    if whole.kind == "casualty":
        among_all = whole.group in (None, "all", "civilian") or whole.group == term.group
        return among_all or (term.source is not None and term.source.noun is None)
    if whole.kind != "ordnance":
        return True
    if whole.model is not None:
        return False
    kinds = {UNSPECIFIED: _MINES, "ERW": None, MIXED: None, None: None}.get(whole.category, {whole.category})
    noun = whole.source.noun if whole.source is not None else None
    generic = pack.words["left_behind"]
    if whole.category == "UXO" and (noun in generic or not generic):
        kinds = LEFT_BEHIND
    return kinds is None or term.category in kinds


def itemised(drafts: list[Draft], pack: Pack) -> None:
    """ "516 pieces, that is 480 bomblets, 33 bombs and three shells": items right behind a figure that make it up.

    The cue is that the next figures of the sentence, three or more, are all of the same measure and have no noun but a
    finer one; the sum must hold to the last of them. Over the end of a sentence an equal sum is a note, no link.
    """
    for at, whole in enumerate(drafts):
        if whole.total_of or whole.part_of is not None or (whole.value or 0) < _ITEMISED:
            continue
        run: list[Draft] = []
        for term in drafts[at + 1 :]:
            if not _is_item_of(term, whole) or not covers(whole, term, pack):
                break
            run.append(term)
        for size, total in enumerate(accumulate(term.value or 0 for term in run), start=1):
            if size > _TWO and abs(total - (whole.value or 0)) < 1e-6:
                whole.total_of = run[:size]
                whole.rules.append("L14")
                for term in run[:size]:
                    term.part_of = None
                break


def _is_item_of(term: Draft, whole: Draft) -> bool:
    near = term.sentence == whole.sentence and term.stance == whole.stance and not term.total_of
    bracketed = term.source is not None and term.source.cue == "paren"
    free = term.part_of is None or (term.part_of is whole and bracketed)  # "of which 268" stays a part
    counted = term.value is not None and 0 < term.value < (whole.value or 0)
    same = same_kind(term, whole) and (term.kind != "casualty" or whole.outcome in (term.outcome, "affected"))
    return near and free and counted and same
