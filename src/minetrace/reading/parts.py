"""Parts: which figure of a text is cut from which, each licensed by a cue.

Rules: L01 "of which", L02 "including", L03 "of them", L04 one figure in brackets, L13 "Nine were children" behind the
figure of the victims.
"""

from __future__ import annotations

from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.pack import Pack
from minetrace.reading.pointing import cut_off, points_to, restated
from minetrace.reading.sums import same_kind
from minetrace.reading.wholes import bracket_of, compared, fits, recent, stands_behind, told_before, whole_of

_TOLD = 2
"""Over so many sentences "Of the dead" points back."""
_OF_CUES = {"of which": "L01", "including": "L02", "paren": "L04"}


def find_parts(scene: Scene, own: list[Draft], earlier: list[Draft], pack: Pack) -> None:
    """Fill `part_of` of the drafts of one sentence."""
    summed = {id(term) for draft in own for term in draft.total_of}
    for position, draft in enumerate(own):
        if draft.source is None or draft.total_of or id(draft) in summed:
            continue
        whole, rule = _whole(scene, draft, own[:position], own, earlier, pack)
        if whole is not None:
            draft.part_of = whole
            draft.rules.append(rule)


def _whole(
    scene: Scene, draft: Draft, before: list[Draft], own: list[Draft], earlier: list[Draft], pack: Pack
) -> tuple[Draft | None, str]:
    """The figure that a draft is cut from, and the rule that says so."""
    group = draft.source
    if group is None:
        return None, ""
    if "G25" in group.rules:
        return _of_outcome(draft, [*earlier, *before], pack), "L01"
    if _sibling(draft, before, pack):
        return before[-1].part_of, "L01"
    if before and _starts_list(scene, before[-1], draft, pack):
        return None, ""
    if pack.articles and (whole := _of_the_same_dead(draft, before)) is not None:
        return whole, "L13"
    if group.cue in _OF_CUES:
        # a conversion ("2 km2 (200 ha)") is no part
        whole = _by_cue(scene, draft, before, earlier)
        return (None if group.cue == "paren" and draft.kind == "area" else whole), _OF_CUES[group.cue]
    fronted = next((other for other in before if other.source is not None and other.source.fronted), None)
    if fronted is not None:
        inside = fits(draft, fronted) and not cut_off(scene, fronted.end, draft.start)
        return (fronted if inside else None), "L01"
    if group.whole_value is not None:
        told = [other for other in [*own, *earlier] if other.value == group.whole_value and same_kind(other, draft)]
        here = [other for other in told if other in own]
        return next(iter(here or told[-1:]), None), "L01"
    if group.of_them:
        fate = group.of_fate if group.of_fate in ("killed", "injured") else None
        here = [
            other
            for other in told_before(scene, draft, before)
            if not (other.source and other.source.of_them) or (fate is not None and other.outcome == fate)
        ]
        before_this = recent(earlier, scene, draft)
        if group.of_fate == "affected":
            # "Eighty were hurt; 40 of the victims died": of all victims, where these are told
            return whole_of(draft, [*before_this, *here]), "L03"
        if draft.kind == "area" and pack.articles:
            # "the last 300 hectares of it": of the land in the sentence before at most
            before_this = [other for other in before_this if draft.sentence - other.sentence == 1]
        whole = whole_of(draft, here) or whole_of(draft, before_this)
        if whole is None and fate is not None and "G14" in group.rules:
            # "... seven casualties. One of the dead was a boy": how many died nobody told
            group.of_fate = None
            whole = whole_of(draft, before_this)
        return whole, "L03"
    if points_to(scene, draft, pack):
        told = _of_fate(scene, earlier, pack) or recent(earlier, scene, draft)
        whole = restated(scene, draft, [*earlier, *before]) or whole_of(draft, told)
        far = whole is not None and scene.restated == [] and scene.sentence.index - whole.sentence > 1
        return (None if far else whole), "L01"
    return _told_by_kind(scene, draft, before, earlier), "L13"


def _of_fate(scene: Scene, earlier: list[Draft], pack: Pack) -> list[Draft]:
    """ "Of the dead, 47 were civilians": the figures of the dead told right before, where the clause names them."""
    lead = scene.sentence.chunks[:4] if pack.articles else []
    fates = {chunk.value("outcome") for chunk in lead if chunk.has("outcome")} & {"killed", "injured"}
    near = [draft for draft in earlier if scene.sentence.index - draft.sentence <= _TOLD and draft.part_of is None]
    return [draft for draft in near if draft.outcome in fates]


def _by_cue(scene: Scene, draft: Draft, before: list[Draft], earlier: list[Draft]) -> Draft | None:
    """The whole of "..., including 12", "..., of whom 12", "... (12)"."""
    group, last = draft.source, before[-1] if before else None
    if last is not None and same_kind(draft, last) and _listed(scene, last, draft):
        return last.part_of
    if last is not None and last.kind == "casualty" and _right_behind(scene, draft, last):
        draft.outcome = last.outcome
        return last
    whole = whole_of(draft, told_before(scene, draft, before))
    if whole is None and group is not None and (group.cue == "of which" or not before):
        whole = whole_of(draft, recent(earlier, scene, draft))
    if (
        whole is None
        and last is not None
        and group is not None
        and group.cue != "paren"
        and bracket_of(scene, last) == bracket_of(scene, draft)
        and same_kind(draft, last)
        and _stands_near(draft, last)
    ):
        # a part larger than its whole is linked as stated; reckoning says that it does not hold
        return last
    return whole


def _right_behind(scene: Scene, part: Draft, whole: Draft) -> bool:
    """ "200 of the dead were civilians, among them 14 children": cut from the figure that it stands behind."""
    group = part.source
    if group is None or group.cue != "including" or not same_kind(part, whole) or not stands_behind(scene, part, whole):
        return False
    told = any(chunk.has("outcome") for chunk in scene.sentence.chunks[group.first : group.last])
    told = told or any(0 <= p.first - group.last <= 2 and p.outcome for p in scene.predicates)
    told_whole = whole.source is not None and bool({"G10", "G14", "G15"} & set(whole.source.rules))
    # "37 of them were killed, including 29 civilians, among them two journalists"
    inside = whole.source is not None and (whole.source.of_them or whole.source.cue == "including")
    told_whole = told_whole or (inside and part.group != whole.group)
    return told_whole and not told and (part.value or 0) <= (whole.value or 0)


def _of_outcome(draft: Draft, told: list[Draft], pack: Pack) -> Draft | None:
    """ "среди погибших пятеро детей", "among the dead are five children": the figure of the dead told last."""
    alike = [
        other
        for other in told
        if other.source and "G25" not in other.source.rules and other.outcome == draft.outcome and fits(draft, other)
    ]
    near = [other for other in alike if not pack.articles or draft.sentence - other.sentence <= 2]
    near = [other for other in near if not (pack.articles and (other.part_of or compared(other)))] or near
    return near[-1] if near else None


def _told_by_kind(scene: Scene, draft: Draft, before: list[Draft], earlier: list[Draft]) -> Draft | None:
    """ "48 people were hurt. Nine were children": who they were, right behind the one figure of all."""
    group = draft.source
    if group is None or "G10" not in group.rules or draft.kind != "casualty":
        return None
    chunks = scene.sentence.chunks
    opening = next((at + 1 for at in range(group.first - 1, -1, -1) if chunks[at].text == ";"), 0)
    if not all(chunk.has("hedge") or chunk.kind == "sign" for chunk in chunks[opening : group.first]):
        return None
    near = before or [other for other in earlier if scene.sentence.index - other.sentence == 1]
    if near and all(other.part_of is not None for other in near) and len({id(o.part_of) for o in near}) == 1:
        # "Five of them lost a limb. Three were women.": of the same whole
        near = [near[0].part_of] if near[0].part_of is not None else []
    wholes = [other for other in near if other.part_of is None and not compared(other)]
    terms = {id(term) for other in wholes for term in other.total_of}
    wholes = [other for other in wholes if id(other) not in terms]
    if len(wholes) != 1 or wholes[0].group not in ("all", "civilian", None) or wholes[0].kind != "casualty":
        return None
    return wholes[0] if (draft.value or 0) < (wholes[0].value or 0) else None


def _of_the_same_dead(draft: Draft, before: list[Draft]) -> Draft | None:
    """ "28 of the dead were civilians, three were reporters", "12 of the 63 died, 41 were children": the whole."""
    last = before[-1] if before else None
    group = draft.source
    if last is None or last.part_of is None or last.source is None or group is None or "G10" not in group.rules:
        return None
    pointed = bool(last.source.of_fate) or last.source.whole_value is not None or "G10" in last.source.rules
    alike = pointed and group.cue is None and not group.of_them and draft.kind == last.kind
    return last.part_of if alike and (draft.value or 0) < (last.part_of.value or 0) else None


def _starts_list(scene: Scene, first: Draft, draft: Draft, pack: Pack) -> bool:
    """ "среди найденного 12 мин ПМН-2 и 8 мин ТМ-57": the first of a list that has no whole is none for the next."""
    if pack.articles or first.source is None or draft.source is None or first.part_of is not None:
        return False
    alike = first.source.cue == draft.source.cue and first.source.cue in ("including", "of which")
    return alike and _same_run(scene, first, draft)


def _sibling(draft: Draft, before: list[Draft], pack: Pack) -> bool:
    """ "346 человек, из них 65 погибли, 281 получил ранения": a number with its own verb right behind a part."""
    part = before[-1] if before else None
    whole = part.part_of if part is not None else None
    if pack.articles or part is None or whole is None or draft.source is None or draft.source.kind != "person":
        return False
    told = {"G02"} & set(draft.source.rules) or (pack.head_final and draft.group == "all")
    bare = told and draft.outcome != part.outcome
    sum_of = (draft.value or 0) + (part.value or 0)
    return bool(bare) and fits(draft, whole) and sum_of <= (whole.value or 0) and part.sentence == draft.sentence


def _listed(scene: Scene, before: Draft, draft: Draft) -> bool:
    """Whether a part stands in one list with the part before it."""
    if before.source is None or draft.source is None or before.part_of is None:
        return False
    alike = before.source.cue == draft.source.cue and _same_run(scene, before, draft)
    placed = "S09" in before.rules and "S09" in draft.rules
    return alike and (placed or bracket_of(scene, before) == bracket_of(scene, draft))


def _stands_near(part: Draft, whole: Draft) -> bool:
    if part.source is None or whole.source is None:
        return False
    return part.source.first - whole.source.last <= 10


def _same_run(scene: Scene, before: Draft, draft: Draft) -> bool:
    if before.source is None or draft.source is None:
        return False
    unit = next((unit for unit in scene.units if before.source in unit.groups), None)
    between = scene.sentence.chunks[before.source.last : draft.source.first]
    fresh_cue = any(chunk.has("cue", "including") or chunk.has("cue", "of which") for chunk in between)
    return not fresh_cue and (unit is None or draft.source in unit.groups or len(between) <= 8)
