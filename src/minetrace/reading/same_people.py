"""Who the harmed are where their own words do not say: like those told beside them, or the staff of who tells.

Rule G32. It holds for figures without a noun of their own ("six hurt") and for words that only point to somebody
("seven of his comrades", "38 of its people"), in languages with articles and a fixed order of words.
"""

from __future__ import annotations

from itertools import pairwise

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.pack import Pack
from minetrace.reading.wholes import compared

_SERVING = frozenset(("military", "police", "deminer", "combatant"))
_SIDE = frozenset((*_SERVING, "civilian", "journalist"))
"""Groups that stay the same from one figure to the next: "12 passengers killed, nine wounded"."""
_BESIDE = 14
"""Chunks between two figures of one sentence that tell of the same people."""
_LEAD = 3
"""So many sentences behind a headline may tell who its dead are."""


def same_people(scenes: list[Scene], drafts: list[Draft], pack: Pack) -> None:
    """Fill in, in place, to which group figures of the harmed belong that do not say so themselves."""
    if not pack.articles or pack.free_order:
        return
    harmed = [draft for draft in drafts if draft.kind == "casualty" and draft.source is not None]
    for before, draft in pairwise([None, *harmed]):
        if draft is None or draft.group not in (None, "all"):
            continue
        near = before is not None and (_beside(scenes, before, draft, harmed) or _goes_on(before, draft))
        if near and before is not None and (_untold(draft) or _pointing(scenes[draft.sentence], draft, pack)):
            _take(draft, before.group)
        elif _own_staff(scenes[draft.sentence], draft, pack):
            _take(draft, "deminer")
    for lead in harmed:
        if lead.sentence == 0 and _untold(lead):
            later = next((draft for draft in harmed if _retells(draft, lead)), None)
            _take(lead, later.group if later is not None else lead.group)


def _take(draft: Draft, group: str | None) -> None:
    if draft.group != group:
        draft.group = group
        draft.rules.append("G32")


def _untold(draft: Draft) -> bool:
    """ "six hurt": a number alone, of no whole and no sum."""
    source = draft.source
    alone = source is not None and source.rules[:1] == ["G02"] and source.cue != "in total" and not source.of_them
    return draft.group in (None, "all") and alone and draft.part_of is None and not draft.total_of


def _beside(scenes: list[Scene], before: Draft, draft: Draft, harmed: list[Draft]) -> bool:
    """ "One soldier dead, six hurt": the other fate of the same people, if only one kind of people is told before."""
    here = [other for other in harmed if other.sentence == draft.sentence and other.end <= draft.start]
    one, two = before.source, draft.source
    if not here or one is None or two is None or before.group not in _SIDE or before.outcome == draft.outcome:
        return False
    if one.rules[:1] == ["G02"] and "G32" not in before.rules:
        return False  # "five killed, all of them soldiers, and six hurt"
    alike = {other.group for other in here if other.part_of is None} <= {before.group}
    between = scenes[draft.sentence].sentence.chunks[one.last : two.first]
    return alike and len(between) <= _BESIDE and not any(chunk.has("person") for chunk in between)


def _goes_on(before: Draft, draft: Draft) -> bool:
    """ "The bomb killed four peacekeepers. Eleven are under treatment": of those who went out together."""
    told = before.group in _SERVING and not compared(draft) and before.outcome != draft.outcome
    return told and draft.sentence - before.sentence == 1 and not (draft.own_places or draft.own_period)


def _retells(draft: Draft, lead: Draft) -> bool:
    """Whether a figure tells who those of the headline are: as many, of one fate."""
    same = (draft.value, draft.outcome) == (lead.value, lead.outcome)
    return same and draft is not lead and draft.sentence in range(1, _LEAD) and draft.group in (*_SIDE, "child")


def _pointing(scene: Scene, draft: Draft, pack: Pack) -> bool:
    """ "seven of his comrades", "two colleagues": told by whom they serve with."""
    group = draft.source
    own = scene.sentence.chunks[group.first : group.last] if group is not None else []
    return any(chunk.lower in pack.words["fellows"] for chunk in own)


def _own_staff(scene: Scene, draft: Draft, pack: Pack) -> bool:
    """ "38 of its people wounded", "two colleagues lost": of a body that the text tells to clear land."""
    group = draft.source
    if group is None or not scene.amid_clearance:
        return False
    own: list[Chunk] = scene.sentence.chunks[max(0, group.first - 1) : group.last]
    owned = any(chunk.lower in pack.words["kin_of"] for chunk in own)
    return _pointing(scene, draft, pack) or (owned and any(c.lower in pack.words["own_people"] for c in own))
