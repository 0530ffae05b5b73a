"""Totals that a text states: of the terms before them, of a list in the next sentence, or by a word such as "haul".

Rules: L06 "in total" after its terms; L09 "in total" in a later sentence, where the sum holds; L11 a later "toll" or
"haul" that sums; L12 "They comprise ...".
"""

from __future__ import annotations

from itertools import accumulate

from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.pack import Pack

_REACH = 3
"""Over how many sentences a total looks back for its terms."""

_LISTED = 7
"""The same where a list of items lies between."""

_TWO = 2
"""A sum has two terms at least."""
_BULLETS = ("-", "*", "•", "·")
_TERMS = 7
"""A sum over earlier sentences has fewer terms than this."""


def same_kind(a: Draft, b: Draft) -> bool:
    """Whether two figures are of one measure, so that they can be added."""
    return a.kind == b.kind and (a.unit == b.unit or a.kind == "casualty")


def in_total(scene: Scene, own: list[Draft], earlier: list[Draft], pack: Pack) -> None:
    """Link the figures of a sentence that a cue calls a total with their terms before them."""
    for position, draft in enumerate(own):
        if draft.source is None or draft.value is None:
            continue
        cued = draft.source.cue == "in total"
        told = not cued and _told_as_sum(scene, draft, pack)
        if _bracketed_sum(scene, draft, own[:position]):
            draft.total_of = own[:position]
            draft.rules.append("L06")
            continue
        if not cued and not told:
            continue
        terms = [other for other in own[:position] if _terms_fit(other, draft) and not other.total_of]
        if cued and len(terms) >= 2:
            draft.total_of = terms
            draft.rules.append("L06")
            continue
        near = [
            other
            for other in earlier
            if draft.sentence - other.sentence <= (_LISTED if told else _REACH)
            and _terms_fit(other, draft)
            and other.part_of is None
            and not other.total_of
            and (cued or _of_one_fate(other, draft))
        ]
        for size in range(2, min(_TERMS, len(near) + 1)):
            if abs(sum(other.value or 0 for other in near[-size:]) - draft.value) < 1e-6:
                draft.total_of = near[-size:]
                draft.rules.append("L09" if cued else "L11")
                break


def _bracketed_sum(scene: Scene, draft: Draft, before: list[Draft]) -> bool:
    """ "103 dead and 291 injured (394 casualties)": the sum of what its sentence told before, in brackets."""
    if draft.source is None or draft.source.cue != "paren" or len(before) < _TWO:
        return False
    lead = scene.sentence.chunks[draft.source.first - 1].text
    alike = all(same_kind(term, draft) and term.part_of is None and not term.total_of for term in before)
    return lead == "(" and alike and sum(term.value or 0 for term in before) == draft.value


def _told_as_sum(scene: Scene, draft: Draft, pack: Pack) -> bool:
    """ "The week's haul thus reached 100", "So three people were hurt": a word of summing before the figure."""
    if draft.source is None or draft.source.cue is not None or draft.source.of_them:
        return False
    if not scene.sentence.where("tally_noun") and not scene.sentence.spelled(pack.words["summing"]):
        return False
    lead = scene.sentence.chunks[max(0, draft.source.first - 8) : draft.source.first]
    if any(chunk.kind == "number" or chunk.text == ";" for chunk in lead):
        return False
    return any(chunk.has("tally_noun") or chunk.lower in pack.words["summing"] for chunk in lead)


def _of_one_fate(term: Draft, total: Draft) -> bool:
    bare = total.source is not None and "G20" in total.source.rules
    return total.kind != "casualty" or bare or total.outcome in (term.outcome, "affected")


def _terms_fit(term: Draft, total: Draft) -> bool:
    return (
        same_kind(term, total)
        and term.value is not None
        and (total.value is None or term.value <= total.value)
        and not (term.source and term.source.cue in ("including", "of which"))
    )


def told_apart(scenes: list[Scene], at: int, own: list[Draft], earlier: list[Draft], pack: Pack) -> None:
    """ "... 3,608 items. The unit sorts them so: 2,714 bomblets, ...", "... destroyed 1,204 items:" and a list below.

    The figure before is their sum where the sum holds to an item; what follows tells of the terms.
    """
    chunks = scenes[at].sentence.chunks
    colon = next((chunk for chunk in chunks if chunk.text == ":"), None)
    terms = [draft for draft in own if colon is not None and draft.start >= colon.end]
    told = colon is not None and any(c.end <= colon.start and c.lower in pack.words["pointing_ahead"] for c in chunks)
    reach = 1
    if _item(scenes[at]):
        first = at
        while first and _item(scenes[first - 1]):
            first -= 1
        listed = {scenes[index].sentence.index for index in range(first, at + 1)}
        heads: dict[int, Draft] = {}
        for draft in [*earlier, *own]:
            if draft.sentence in listed:
                heads.setdefault(draft.sentence, draft)
        lead = scenes[first - 1].sentence.chunks if first else []
        told, terms, reach = bool(lead) and lead[-1].text == ":", list(heads.values()), at - first + 1
    if not told or len(terms) < _TWO or any(term.value is None or term.part_of is not None for term in terms):
        return
    near = [draft for draft in earlier if draft not in terms and same_kind(draft, terms[0]) and not draft.total_of]
    near = [draft for draft in near if scenes[at].sentence.index - draft.sentence <= reach and draft.part_of is None]
    for size, total in enumerate(accumulate(term.value or 0 for term in terms), start=1):
        if near and size >= _TWO and total == near[-1].value:
            near[-1].total_of = terms[:size]
            near[-1].rules.append("L12")
            return


def _item(scene: Scene) -> bool:
    """Whether a sentence is an item of a list."""
    return bool(scene.sentence.chunks) and scene.sentence.chunks[0].text in _BULLETS


def composed(scene: Scene, own: list[Draft], earlier: list[Draft], pack: Pack) -> None:
    """ "They comprise 900 shells, 300 mines and 50 booby traps": the figure before is the sum of the list."""
    chunks = scene.sentence.chunks
    cue = next((chunks[at] for at in scene.sentence.where("composing") if at < 7), None)
    if cue is None:
        return
    terms = [draft for draft in own if draft.source is not None and draft.start >= cue.end]
    terms = [draft for draft in terms if draft.source is not None and draft.source.cue is None]
    opened = chunks[0].lower in pack.words["composed"]
    if not opened or len(terms) < 2 or len(terms) != len([d for d in own if d.end > cue.start]):
        return
    near = [draft for draft in earlier if scene.sentence.index - draft.sentence <= 1 and same_kind(draft, terms[0])]
    near = [draft for draft in near if draft.part_of is None and not draft.total_of]
    if near and all(_terms_fit(term, near[-1]) for term in terms):
        near[-1].total_of = terms
        near[-1].rules.append("L12")
