"""Links between claims of one text: totals and parts, each licensed by a cue in the text, never by arithmetic alone.

Rules: L01 "of which", L02 "including", L03 "of them", L04 one figure in brackets is a part, several are the terms of a
total; L05 "the remaining" closes a partition; L06 "in total" after its terms; L07 a colon list; L08 terms in apposition
that sum; L09 "in total" in a later sentence, where the sum holds.
"""

from __future__ import annotations

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.drafts import Draft, by_sentence
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.grammar.shares import share_out
from minetrace.reading.pack import Pack

_ADDITIVE = {"ordnance", "casualty", "area"}
_LEFT_BEHIND = {"UXO", "ERW", "submunition"}


def link(scenes: list[Scene], drafts: list[Draft], pack: Pack) -> None:
    """Fill `part_of` and `total_of` of the drafts, and what parts and totals take over from each other."""
    additive = by_sentence(draft for draft in drafts if draft.kind in _ADDITIVE)
    earlier: list[Draft] = []
    for scene in scenes:
        here = additive.get(scene.sentence.index, [])
        own = [draft for draft in here if draft.source is not None]
        share_out(scene, own)
        _in_total(own, earlier)
        _lists(scene, own)
        _parts(scene, own, earlier, pack)
        _partitions(scene, own)
        _rests(scene, own, pack)
        earlier += here
    for draft in drafts:
        if draft.total_of:
            _sum_up(draft, pack)
    for draft in drafts:
        if draft.part_of is not None:
            _take_over(draft, draft.part_of)


def _same(a: Draft, b: Draft) -> bool:
    return a.kind == b.kind and (a.unit == b.unit or a.kind == "casualty")


def _fits(part: Draft, whole: Draft) -> bool:
    if not _same(part, whole) or whole is part or (whole.source is not None and whole.source.number.form == "none"):
        return False
    if whole.source is not None and {"G16", "G20"} & set(whole.source.rules) and part.sentence == whole.sentence:
        # "14 victims, down from 23; four of them died": of the figure, not of what it is compared with
        return False
    # "three were injured; one of them later died": harm can grow worse, never the other way
    later = part.source is not None and part.source.of_them and (whole.outcome, part.outcome) == ("injured", "killed")
    if part.kind == "casualty" and whole.outcome not in (part.outcome, "affected") and not later:
        return False
    high = whole.value if whole.value is not None else whole.high
    return high is None or part.value is None or part.value <= high


def _whole(part: Draft, candidates: list[Draft]) -> Draft | None:
    fitting = [draft for draft in candidates if _fits(part, draft)]
    alike = [draft for draft in fitting if draft.outcome in (part.outcome, "affected", None)]
    best = alike or fitting
    return best[-1] if best else None


def _parts(scene: Scene, own: list[Draft], earlier: list[Draft], pack: Pack) -> None:
    summed = {id(term) for draft in own for term in draft.total_of}
    for position, draft in enumerate(own):
        group = draft.source
        if group is None or draft.total_of or id(draft) in summed:
            continue
        before = own[:position]
        if "G25" in group.rules:
            # "среди погибших пятеро детей": of the dead told last
            alike = [other for other in [*earlier, *before] if other.outcome == group.outcome and _fits(draft, other)]
            draft.part_of = alike[-1] if alike else None
            draft.rules.append("L01")
        elif _sibling(scene, draft, before, pack):
            draft.part_of = before[-1].part_of
            draft.rules.append("L01")
        elif group.cue in ("including", "of which", "paren"):
            listed = position > 0 and _listed(scene, own[position - 1], draft)
            whole = (
                own[position - 1].part_of
                if listed
                else _whole(draft, before)
                or (_whole(draft, _recent(earlier, scene)) if group.cue == "of which" or not before else None)
            )
            if (
                whole is None
                and before
                and group.cue != "paren"
                and _same(draft, before[-1])
                and _stands_behind(scene, draft, before[-1])
            ):
                # a part larger than its whole is linked as stated; reckoning says that it does not hold
                whole = before[-1]
            if whole is not None and not (group.cue == "paren" and draft.kind == "area"):
                draft.part_of = whole
                draft.rules.append({"of which": "L01", "including": "L02", "paren": "L04"}[group.cue])
        elif any(other.source is not None and other.source.fronted for other in before):
            whole = next(other for other in before if other.source is not None and other.source.fronted)
            if _fits(draft, whole):
                draft.part_of = whole
                draft.rules.append("L01")
        elif group.whole_value is not None:
            told = [other for other in [*own, *earlier] if other.value == group.whole_value and _same(other, draft)]
            if told:
                draft.part_of = told[0] if told[0] in own else told[-1]
                draft.rules.append("L01")
        elif group.of_them:
            whole = _whole(draft, [other for other in before if not (other.source and other.source.of_them)]) or _whole(
                draft, _recent(earlier, scene)
            )
            if whole is not None:
                draft.part_of = whole
                draft.rules.append("L03")
        elif _points_to(scene, draft, pack):
            whole = _restated(scene, draft, earlier) or _whole(draft, _recent(earlier, scene))
            if whole is not None:
                draft.part_of = whole
                draft.rules.append("L01")


def _sibling(scene: Scene, draft: Draft, before: list[Draft], pack: Pack) -> bool:
    """ "346 человек, из них 65 погибли, 281 получил ранения": a number with its own verb right behind a part."""
    part = before[-1] if before else None
    whole = part.part_of if part is not None else None
    if pack.articles or part is None or whole is None or draft.source is None or draft.source.kind != "person":
        return False
    bare = {"G02"} & set(draft.source.rules) and draft.outcome != part.outcome
    sum_of = (draft.value or 0) + (part.value or 0)
    return bool(bare) and _fits(draft, whole) and sum_of <= (whole.value or 0) and part.sentence == draft.sentence


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


def _points_to(scene: Scene, draft: Draft, pack: Pack) -> bool:
    """The clause opens with "Of the 45 dead," or "Among them": everything counted in it is a part."""
    if draft.source is None:
        return False
    if any(group.last <= draft.source.first for group in scene.restated):
        return True
    words = [chunk.text.lower() for chunk in scene.sentence.chunks[:3]]
    if words[:1] == ["of"] and words[1:2] and words[1] in ("this", "that", "these", "those") and words[2:] == [","]:
        return draft.source.cue is None
    opening = [chunk for chunk in scene.sentence.chunks[:2] if chunk.value("cue") in ("of which", "including")]
    return bool(opening) and opening[0].lower not in pack.words["accompanying"] and draft.source.cue is None


def _restated(scene: Scene, draft: Draft, earlier: list[Draft]) -> Draft | None:
    values = [
        group.number.value for group in scene.restated if draft.source is not None and group.last <= draft.source.first
    ]
    named = [other for other in earlier if other.value in values and values and _same(other, draft)]
    return named[-1] if named else None


def _in_total(own: list[Draft], earlier: list[Draft]) -> None:
    for position, draft in enumerate(own):
        if draft.source is None or draft.source.cue != "in total" or draft.value is None:
            continue
        terms = [other for other in own[:position] if _terms_fit(other, draft) and not other.total_of]
        if len(terms) >= 2:
            draft.total_of = terms
            draft.rules.append("L06")
            continue
        near = [
            other
            for other in earlier
            if draft.sentence - other.sentence <= 3
            and _terms_fit(other, draft)
            and other.part_of is None
            and not other.total_of
        ]
        for size in range(2, min(7, len(near) + 1)):
            if abs(sum(other.value or 0 for other in near[-size:]) - draft.value) < 1e-6:
                draft.total_of = near[-size:]
                draft.rules.append("L09")
                break


def _terms_fit(term: Draft, total: Draft) -> bool:
    return (
        _same(term, total)
        and term.value is not None
        and (total.value is None or term.value <= total.value)
        and not (term.source and term.source.cue in ("including", "of which"))
    )


def _lists(scene: Scene, own: list[Draft]) -> None:
    chunks = scene.sentence.chunks
    for position, draft in enumerate(own):
        if draft.source is None or draft.total_of or (draft.value is None and draft.high is None):
            continue
        later = own[position + 1 :]
        if not later or later[0].source is None:
            continue
        between = chunks[draft.source.last : later[0].source.first]
        signs = [chunk.text for chunk in between]
        if ";" in signs:
            continue
        if ":" in signs or ("-" in signs and len(later) >= 2 and not any(s.source and s.source.cue for s in later)):
            terms = _run(scene, later, draft)
            if len(terms) >= 2:
                draft.total_of = terms
                draft.rules.append("L07")
        elif "(" in signs and later[0].source.cue == "paren":
            terms = [other for other in _run(scene, later, draft) if other.source and other.source.cue == "paren"]
            if len(terms) >= 2 and draft.kind != "area":
                draft.total_of = terms
                draft.rules.append("L04")
        elif _plain_signs(between) == [","] and later[0].source.cue is None:
            _apposition(scene, draft, later)


def _plain_signs(between: list[Chunk]) -> list[str]:
    """What stands between a figure and the next besides times and hedges: "1,450 mines so far, 1,200 of ..."."""
    placed = [
        chunk.has("place_cue") or chunk.has("place_type") or (chunk.kind == "word" and chunk.capital)
        for chunk in between
    ]
    light = [chunk.kind == "period" or chunk.has("hedge") for chunk in between]
    return [chunk.text for chunk, *easy in zip(between, placed, light, strict=True) if not any(easy)]


def _run(scene: Scene, later: list[Draft], whole: Draft) -> list[Draft]:
    """The figures of a list, up to its end; parts named inside it are not its terms."""
    terms: list[Draft] = []
    for draft in later:
        if draft.source is None or not _fits(draft, whole):
            if draft.kind != whole.kind:
                break
            continue
        if terms and terms[-1].source is not None:
            between = scene.sentence.chunks[terms[-1].source.last : draft.source.first]
            if any(chunk.text in (";", ")") for chunk in between) and whole.kind != "casualty":
                break
        if draft.source.cue in ("including", "of which") or draft.source.of_them:
            continue
        terms.append(draft)
    return terms


def _apposition(scene: Scene, draft: Draft, later: list[Draft]) -> None:
    terms = [other for other in later if _fits(other, draft) and other.source is not None and other.source.cue is None]
    between = (
        scene.sentence.chunks[draft.source.last : terms[0].source.first]
        if draft.source and terms and terms[0].source
        else []
    )
    if any(chunk.has("place_cue") for chunk in between):
        # "40 mines in Brod, 25 PMN-2 and 15 TM-57": told by kind, not by place
        terms = [other for other in terms if other.kind == "ordnance" and other.category != draft.category]
    for size in range(2, len(terms) + 1):
        if sum(other.value or 0 for other in terms[:size]) == draft.value:
            draft.total_of = terms[:size]
            draft.rules.append("L08")
            return


def _rests(scene: Scene, own: list[Draft], pack: Pack) -> None:
    """ "13 people died and the rest were injured": a rest without a number makes the figure before it a part."""
    numbered = {draft.source.first for draft in own if draft.source is not None}
    chunks = scene.sentence.chunks
    for index in scene.sentence.where("cue"):
        chunk = chunks[index]
        if not chunk.has("cue", "rest") or chunk.lower in pack.words["rest_adjectives"] or index + 1 in numbered:
            continue
        before = [draft for draft in own if draft.end <= chunk.start]
        if len(before) < 2 or before[-1].part_of is not None or before[-2].total_of:
            continue
        whole = _whole(before[-1], before[:-1])
        listed = whole is not None and any(
            sign.text == ":" and whole.end <= sign.start < before[-1].start for sign in chunks
        )
        if (
            listed
            or (whole is not None and before[-1].source is not None and "G01" not in before[-1].source.rules[:1])
            or (whole is not None and before[-1].outcome != whole.outcome)
        ):
            before[-1].part_of = whole
            before[-1].rules.append("L10")


def _partitions(scene: Scene, own: list[Draft]) -> None:
    """ "of which 3,832 ... and the remaining 59": the parts make up the whole."""
    chunks = scene.sentence.chunks
    for draft in own:
        if draft.source is None or draft.part_of is None:
            continue
        lead = chunks[max(0, draft.source.first - 2) : draft.source.first]
        if any(chunk.has("cue", "rest") for chunk in lead):
            whole = draft.part_of
            whole.total_of = [other for other in own if other.part_of is whole]
            for other in whole.total_of:
                other.part_of = None
            whole.rules.append("L05")


def _sum_up(total: Draft, pack: Pack) -> None:
    """A total of unlike things is mixed; a bare total has the places, actions and period of its terms."""
    terms = total.total_of
    if total.kind == "ordnance":
        kinds = {term.category for term in terms}
        named = total.source is not None and not total.source.generic and total.category in ("ERW", "UXO")
        if len(kinds) > 1 and not (named and kinds <= _LEFT_BEHIND):
            total.category = "mixed"
        elif total.source is not None and "G02" in total.source.rules:
            total.category = next(iter(kinds))
        if total.source is not None and ("G02" in total.source.rules or not total.actions):
            for term in terms:
                total.actions |= term.actions
    bare = total.source is not None and "G02" in total.source.rules
    if bare and total.kind == "casualty" and len({term.outcome for term in terms}) > 1:
        total.outcome = "affected"
    apart = "L09" in total.rules and not pack.articles
    if bare or (not apart and (not total.places or "S01" not in total.rules)):
        total.places = []
        for term in terms:
            total.add_places(term.places)
    if total.period is None or bare:
        total.period, total.counting = terms[-1].period, terms[-1].counting
    for term in terms:
        if "L07" in total.rules and not pack.articles and term.made_in is None and term.made_year is None:
            # "412 мин, изготовленных в Рутении в 2021 году: 350 ... и 62 ..."
            term.made_in, term.made_year = total.made_in, total.made_year
        if not term.actions and total.actions:
            term.actions = set(total.actions)
        if term.period is None and total.period is not None:
            term.period, term.counting = total.period, total.counting
        if not term.places:
            term.places = list(total.places)
        if total.source is not None and total.source.generic and total.source.category == "mixed":
            term.actions |= total.actions
            total.actions |= term.actions


def _take_over(part: Draft, whole: Draft) -> None:
    """Rule S06: what is said of the whole holds of its part."""
    if not part.own_period or (part.sentence == whole.sentence and whole.period is not None):
        part.period, part.counting = whole.period, whole.counting
    if not part.own_places:
        part.places = list(whole.places)
    elif "S09" in part.rules:
        whole.add_places(part.places)
    elif part.sentence == whole.sentence and not any(0 < place.start - part.end < 12 for place in part.places):
        part.places = list(whole.places) or part.places
    if part.kind == "ordnance" and (not part.actions or (part.rules and "P05" in part.rules)):
        part.actions = set(whole.actions) or part.actions
    if part.kind == "ordnance" and part.sentence == whole.sentence and not part.actions:
        part.actions = set(whole.actions)
    if not part.own_speaker or part.sentence == whole.sentence:
        part.speakers = whole.speakers or part.speakers
    part.stance = whole.stance
    if part.sentence == whole.sentence and part.actions == whole.actions:
        part.laid_by = part.laid_by or whole.laid_by
