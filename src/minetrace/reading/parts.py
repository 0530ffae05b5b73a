"""Parts: which figure of a text is cut from which, each licensed by a cue.

Rules: L01 "of which", L02 "including", L03 "of them", L04 one figure in brackets.
"""

from __future__ import annotations

from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.group import UNSPECIFIED
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.pack import Pack
from minetrace.reading.pointing import cut_off, points_to, restated
from minetrace.reading.sums import same_kind

_RIGHT_BEHIND = 12
"""Characters between a figure and "of whom" right behind it."""


def fits(part: Draft, whole: Draft) -> bool:
    """Whether one figure can be a part of another."""
    if not same_kind(part, whole) or whole is part or (whole.source is not None and whole.source.number.form == "none"):
        return False
    if compared(whole) and part.sentence == whole.sentence and not _behind(part, whole):
        # "14 victims, down from 23; four of them died": of the figure, not of what it is compared with
        return False
    # "three were injured; one of them later died": harm can grow worse, never the other way
    if part.source is not None and part.source.of_kind and not _named_so(part.source.of_kind, whole):
        return False
    later = part.source is not None and part.source.of_them and (whole.outcome, part.outcome) == ("injured", "killed")
    if part.kind == "casualty" and whole.outcome not in (part.outcome, "affected") and not later:
        return False
    high = whole.value if whole.value is not None else whole.high
    return high is None or part.value is None or part.value <= high


def _named_so(noun: str, whole: Draft) -> bool:
    """Whether "of the mines", "of the children" can point to a figure: to one of that kind."""
    if whole.kind != "ordnance":
        return noun in ("all", whole.group) or whole.kind == "area"
    return noun in ("ERW", "mixed", whole.category) or (noun == UNSPECIFIED and "mine" in (whole.category or ""))


def compared(draft: Draft) -> bool:
    """Whether a figure is told for comparison with another: "down from 23"."""
    return draft.source is not None and bool({"G16", "G20"} & set(draft.source.rules))


def _behind(part: Draft, whole: Draft) -> bool:
    """ "last year 34, of whom 12 died": the part stands right behind the figure."""
    return part.source is not None and part.source.cue == "of which" and 0 <= part.start - whole.end <= _RIGHT_BEHIND


def whole_of(part: Draft, candidates: list[Draft]) -> Draft | None:
    """The figure that a part is cut from: the last that fits, one of like outcome first."""
    fitting = [draft for draft in candidates if fits(part, draft)]
    # a target or a figure for comparison is seldom what parts are cut from
    apart = [
        draft
        for draft in fitting
        if draft.sentence != part.sentence and (compared(draft) or draft.stance != part.stance)
    ]
    fitting = [draft for draft in fitting if draft not in apart] or fitting
    alike = [draft for draft in fitting if draft.outcome in (part.outcome, "affected", None)]
    best = alike or fitting
    return best[-1] if best else None


def find_parts(scene: Scene, own: list[Draft], earlier: list[Draft], pack: Pack) -> None:
    """Fill `part_of` of the drafts of one sentence."""
    summed = {id(term) for draft in own for term in draft.total_of}
    for position, draft in enumerate(own):
        group = draft.source
        if group is None or draft.total_of or id(draft) in summed:
            continue
        before = own[:position]
        if "G25" in group.rules:
            draft.part_of = _of_outcome(draft, [*earlier, *before])
            draft.rules.append("L01")
        elif _sibling(scene, draft, before, pack):
            draft.part_of = before[-1].part_of
            draft.rules.append("L01")
        elif before and _starts_list(scene, before[-1], draft, pack):
            continue
        elif group.cue in ("including", "of which", "paren"):
            listed = position > 0 and same_kind(draft, own[position - 1]) and _listed(scene, own[position - 1], draft)
            whole = (
                own[position - 1].part_of
                if listed
                else whole_of(draft, before)
                or (whole_of(draft, _recent(earlier, scene)) if group.cue == "of which" or not before else None)
            )
            if (
                whole is None
                and before
                and group.cue != "paren"
                and same_kind(draft, before[-1])
                and _stands_behind(scene, draft, before[-1])
            ):
                # a part larger than its whole is linked as stated; reckoning says that it does not hold
                whole = before[-1]
            if whole is not None and not (group.cue == "paren" and draft.kind == "area"):
                draft.part_of = whole
                draft.rules.append({"of which": "L01", "including": "L02", "paren": "L04"}[group.cue])
        elif any(other.source is not None and other.source.fronted for other in before):
            whole = next(other for other in before if other.source is not None and other.source.fronted)
            if fits(draft, whole) and not cut_off(scene, whole.end, draft.start):
                draft.part_of = whole
                draft.rules.append("L01")
        elif group.whole_value is not None:
            told = [other for other in [*own, *earlier] if other.value == group.whole_value and same_kind(other, draft)]
            if told:
                draft.part_of = told[0] if told[0] in own else told[-1]
                draft.rules.append("L01")
        elif group.of_them:
            whole = whole_of(
                draft, [other for other in before if not (other.source and other.source.of_them)]
            ) or whole_of(draft, _recent(earlier, scene))
            if whole is not None:
                draft.part_of = whole
                draft.rules.append("L03")
        elif points_to(scene, draft, pack):
            whole = restated(scene, draft, earlier) or whole_of(draft, _recent(earlier, scene))
            if whole is not None and not (scene.restated == [] and scene.sentence.index - whole.sentence > 1):
                draft.part_of = whole
                draft.rules.append("L01")


def _of_outcome(draft: Draft, told: list[Draft]) -> Draft | None:
    """ "среди погибших пятеро детей": the figure of the dead told last."""
    alike = [
        other
        for other in told
        if other.source and "G25" not in other.source.rules and other.outcome == draft.outcome and fits(draft, other)
    ]
    return alike[-1] if alike else None


def _starts_list(scene: Scene, first: Draft, draft: Draft, pack: Pack) -> bool:
    """ "среди найденного 12 мин ПМН-2 и 8 мин ТМ-57": the first of a list that has no whole is none for the next."""
    if pack.articles or first.source is None or draft.source is None or first.part_of is not None:
        return False
    alike = first.source.cue == draft.source.cue and first.source.cue in ("including", "of which")
    return alike and _same_run(scene, first, draft)


def _sibling(scene: Scene, draft: Draft, before: list[Draft], pack: Pack) -> bool:
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
    return before.source.cue == draft.source.cue and _same_run(scene, before, draft)


def _stands_behind(scene: Scene, part: Draft, whole: Draft) -> bool:
    if part.source is None or whole.source is None:
        return False
    return part.source.first - whole.source.last <= 10


def _recent(earlier: list[Draft], scene: Scene) -> list[Draft]:
    """The claims that "of them" can point back to: a lone part just said, else the wholes of the last sentences."""
    recent = [draft for draft in earlier if scene.sentence.index - draft.sentence <= 2]
    last = recent[-1] if recent else None
    if last is not None and last.part_of is not None:
        siblings = [draft for draft in recent if draft.part_of is last.part_of]
        if len(siblings) == 1:
            return recent
    terms = {id(term) for draft in recent for term in draft.total_of}
    return [draft for draft in recent if draft.part_of is None and id(draft) not in terms] or recent


def _same_run(scene: Scene, before: Draft, draft: Draft) -> bool:
    if before.source is None or draft.source is None:
        return False
    unit = next((unit for unit in scene.units if before.source in unit.groups), None)
    between = scene.sentence.chunks[before.source.last : draft.source.first]
    fresh_cue = any(chunk.has("cue", "including") or chunk.has("cue", "of which") for chunk in between)
    return not fresh_cue and (unit is None or draft.source in unit.groups or len(between) <= 8)
