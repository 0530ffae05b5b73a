"""Links between claims of one text: totals and parts, each licensed by a cue in the text, never by arithmetic alone.

Rules: L01 "of which", L02 "including", L03 "of them", L04 one figure in brackets is a part, several are the terms of a
total; L05 "the remaining" closes a partition, as does "of which a and b" where these make up the land; L07 a colon
list; L08 terms in apposition that sum; L06, L09, L11 and L12 stand with `sums`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import accumulate
from math import isclose

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.drafts import Draft, by_sentence
from minetrace.reading.grammar.group import MIXED, UNSPECIFIED
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.grammar.shares import share_out
from minetrace.reading.itemised import LEFT_BEHIND, covers, itemised
from minetrace.reading.pack import Pack
from minetrace.reading.parts import find_parts
from minetrace.reading.periods import Period
from minetrace.reading.sums import composed, in_total, told_apart
from minetrace.reading.wholes import bracket_of, compared, fits, whole_of

_ADDITIVE = {"ordnance", "casualty", "area"}
_UNEXPLODED = {"UXO", "ERW", "submunition"}
_RIGHT_BEHIND = 2
"""Characters between a part and its own time: "seven of them since August"."""


def link(scenes: list[Scene], drafts: list[Draft], pack: Pack) -> None:
    """Fill `part_of` and `total_of` of the drafts, and what parts and totals take over from each other."""
    additive = by_sentence(draft for draft in drafts if draft.kind in _ADDITIVE)
    earlier: list[Draft] = []
    for at, scene in enumerate(scenes):
        here = additive.get(scene.sentence.index, [])
        own = [draft for draft in here if draft.source is not None]
        if own:
            share_out(scene, own)
            in_total(scene, own, earlier, pack)
            composed(scene, own, earlier, pack)
            told_apart(scenes, at, own, earlier, pack)
            _lists(scene, own, pack)
            find_parts(scene, own, earlier, pack)
            _partitions(scene, own)
            _dead_among_the_hurt(own)
            _full_partitions(own)
            _rests(scene, own, pack)
        earlier += here
    if pack.articles and not pack.free_order:
        itemised([draft for draft in drafts if draft.kind in _ADDITIVE and draft.source is not None], pack)
    for draft in drafts:
        if draft.total_of:
            _sum_up(draft, pack)
    for draft in drafts:
        if draft.part_of is not None:
            _take_over(draft, draft.part_of)
            _like_the_whole(draft, draft.part_of, pack)
    _mixed_by_parts(drafts)


def _mixed_by_parts(drafts: list[Draft]) -> None:
    """ "225 mines, of them 162 anti-personnel and 43 anti-tank": mines of both kinds, though they are no sum."""
    kinds: dict[int, set[str | None]] = defaultdict(set)
    for part in drafts:
        if part.part_of is not None and "L01" in part.rules:
            kinds[id(part.part_of)].add(part.category)
    for whole in drafts:
        if whole.category == UNSPECIFIED and len(kinds[id(whole)] - {UNSPECIFIED}) > 1:
            whole.category = MIXED


def _lists(scene: Scene, own: list[Draft], pack: Pack) -> None:
    chunks = scene.sentence.chunks
    for position, draft in enumerate(own):
        if draft.source is None or draft.total_of or (draft.value is None and draft.high is None):
            continue
        later = _of_kind(draft, own[position + 1 :])
        if not later or later[0].source is None:
            continue
        between = chunks[draft.source.last : later[0].source.first]
        signs = [chunk.text for chunk in between]
        if ";" in signs:
            continue
        verb = _stands_for_verb(signs, pack)
        if ":" in signs or (
            not verb and "-" in signs and len(later) >= 2 and not any(s.source and s.source.cue for s in later)
        ):
            terms = _run(scene, later, draft)
            if len(terms) >= 2:
                draft.total_of = terms
                draft.rules.append("L07")
        elif "(" in signs and later[0].source.cue == "paren":
            opened = bracket_of(scene, later[0])
            terms = [other for other in _run(scene, later, draft) if bracket_of(scene, other) == opened]
            alone = isclose(sum(term.value or 0 for term in terms), draft.value or 0)
            terms = [other for other in terms if other.source and (other.source.cue == "paren" or alone)]
            if len(terms) >= 2 and (draft.kind != "area" or alone):
                draft.total_of = terms
                draft.rules.append("L04")
        elif any(chunk.has("composing") for chunk in between):
            _composed_behind(draft, [other for other in _run(scene, later, draft) if other.source])
        elif _plain_signs(between) == [","] and later[0].source.cue is None:
            _apposition(scene, draft, later, pack)


def _of_kind(draft: Draft, later: list[Draft]) -> list[Draft]:
    """ "трое подорвались на мине «Лепесток»: один погиб, ...": the figures behind one, over what harmed them."""
    while later and later[0].kind != draft.kind and later[0].source is not None and later[0].source.article:
        later = later[1:]
    return later


def _stands_for_verb(signs: list[str], pack: Pack) -> bool:
    """ "30 человек, в 2022-м — 20": a dash that stands for a verb opens no list."""
    dash = signs.index("-") if "-" in signs else 0
    return pack.genitive and bool(dash) and "," in signs[:dash]


def _plain_signs(between: list[Chunk]) -> list[str]:
    """What stands between a figure and the next besides times and hedges: "1,450 mines so far, 1,200 of ..."."""
    placed = [chunk.means(("place_cue", "place_type")) or (chunk.kind == "word" and chunk.capital) for chunk in between]
    light = [chunk.kind == "period" or chunk.has("hedge") for chunk in between]
    return [chunk.text for chunk, *easy in zip(between, placed, light, strict=True) if not any(easy)]


def _run(scene: Scene, later: list[Draft], whole: Draft) -> list[Draft]:
    """The figures of a list, up to its end; parts named inside it are not its terms."""
    terms: list[Draft] = []
    for draft in later:
        if compared(draft):
            break
        if draft.source is None or not fits(draft, whole):
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


def _composed_behind(draft: Draft, terms: list[Draft]) -> None:
    """ "3,120 mines, comprising 1,905 anti-personnel and 1,215 anti-tank mines": the terms that make up the figure."""
    for size, total in enumerate(accumulate(other.value or 0 for other in terms), start=1):
        if size > 1 and total == draft.value:
            draft.total_of = terms[:size]
            draft.rules.append("L12")
            return


def _apposition(scene: Scene, draft: Draft, later: list[Draft], pack: Pack) -> None:
    terms = [other for other in later if fits(other, draft) and other.source is not None and other.source.cue is None]
    between = (
        scene.sentence.chunks[draft.source.last : terms[0].source.first]
        if draft.source and terms and terms[0].source
        else []
    )
    if any(chunk.has("place_cue") for chunk in between):
        # "40 mines in Brod, 25 PMN-2 and 15 TM-57": told by kind, not by place
        terms = [other for other in terms if other.kind == "ordnance" and other.category != draft.category]
    for size, total in enumerate(accumulate(other.value or 0 for other in terms), start=1):
        if size > 1 and total == draft.value and all(covers(draft, other, pack) for other in terms[:size]):
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
        whole = whole_of(before[-1], before[:-1])
        listed = whole is not None and any(
            sign.text == ":" and whole.end <= sign.start < before[-1].start for sign in chunks
        )
        if (
            listed
            or (whole is not None and before[-1].source is not None and "G01" not in before[-1].source.rules[:1])
            or (whole is not None and before[-1].outcome != whole.outcome)
            or (whole is not None and pack.articles and _apposed(scene, whole, before[-1], index))
        ):
            before[-1].part_of = whole
            before[-1].rules.append("L10")


def _apposed(scene: Scene, whole: Draft, part: Draft, rest: int) -> bool:
    """ "2,031 mines, 1,988 anti-personnel and the rest anti-tank": a comma, the part, and the rest right behind it."""
    if whole.source is None or part.source is None or whole.kind != "ordnance" or part.category == whole.category:
        return False
    lead = scene.sentence.chunks[part.source.first - 1]
    return lead.text == "," and 1 <= rest - part.source.last <= 2


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


def _dead_among_the_hurt(own: list[Draft]) -> None:
    """ "351 people were hurt, including 68 who died": those hurt are then the dead and the injured together."""
    for part in own:
        whole = part.part_of
        if whole is None or part.source is None or part.source.cue != "including":
            continue
        if (whole.outcome, part.outcome) == ("injured", "killed"):
            whole.outcome = "affected"


def _full_partitions(own: list[Draft]) -> None:
    """ "98,750 m2, of which 61,200 in Arif and 37,550 in Velm": pieces of land that make up their whole."""
    for whole in own:
        parts = [draft for draft in own if draft.part_of is whole and draft.kind == "area"]
        told = all({"L01", "L03"} & set(part.rules) and part.unit == whole.unit for part in parts)
        if len(parts) > 1 and told and not whole.total_of and sum(part.value or 0 for part in parts) == whole.value:
            whole.total_of = parts
            whole.rules.append("L05")
            for part in parts:
                part.part_of = None


def _sum_up(total: Draft, pack: Pack) -> None:
    """A total of unlike things is mixed; a bare total has the places, actions and period of its terms."""
    terms = total.total_of
    if total.kind == "ordnance":
        kinds = {term.category for term in terms}
        generic = total.source is None or total.source.generic
        named = not generic and total.category in ("ERW", "UXO")
        told = kinds - {UNSPECIFIED} if total.category == UNSPECIFIED and not generic else kinds
        named = (named and kinds <= LEFT_BEHIND) or ("L14" in total.rules and kinds <= _UNEXPLODED)
        if len(told) > 1 and len(kinds) > 1 and not named:
            total.category = MIXED
        elif total.source is not None and "G02" in total.source.rules:
            total.category = next(iter(kinds))
        if total.source is not None and ("G02" in total.source.rules or not total.actions):
            for term in terms:
                total.actions |= term.actions
    if total.kind == "area" and "L06" in total.rules and len({frozenset(term.actions) for term in terms}) > 1:
        total.actions = set().union(*(term.actions for term in terms))
    bare = total.source is not None and "G02" in total.source.rules
    # "The week's count is thus four injured": of the week, wherever each of them was
    bare = bare and not ("L11" in total.rules and "S10" in total.rules)
    if bare and total.kind == "casualty" and len({term.outcome for term in terms}) > 1:
        total.outcome = "affected"
    apart = "L09" in total.rules and not pack.articles
    apart = apart or ("L11" in total.rules and "S10" in total.rules) or (total.kind == "area" and "L05" in total.rules)
    listed = "L07" in total.rules and all(place.start > terms[0].start for place in total.places)
    if bare or (not apart and (not total.places or "S01" not in total.rules or listed)):
        total.places = []
        for term in terms:
            total.add_places(term.places)
    if (spanned := _spanned(total)) is not None:
        total.period = spanned
    elif total.period is None or bare:
        total.period, total.counting = terms[-1].period, terms[-1].counting
    for term in terms:
        _like_the_whole(term, total, pack)
        term.laid_by = term.laid_by or total.laid_by
        if "L07" in total.rules and not pack.articles and term.made_in is None and term.made_year is None:
            # "412 мин, изготовленных в Рутении в 2021 году: 350 ... и 62 ..."
            term.made_in, term.made_year = total.made_in, total.made_year
        if total.kind == "casualty" and term.group == "all" and term.source and "G02" in term.source.rules:
            term.group = total.group if not pack.genitive and "L11" not in total.rules else term.group
        if "L07" in total.rules and total.stance == "planned" and not pack.genitive:
            term.stance, term.counting = "planned", total.counting
            term.actions = set(total.actions) if term.kind == "area" else term.actions
        if "L04" in total.rules and total.period is not None and not pack.genitive:
            term.period, term.counting = total.period, total.counting
        if not term.actions and total.actions:
            term.actions = set(total.actions)
        if term.period is None and total.period is not None:
            term.period, term.counting = total.period, total.counting
        if not term.places:
            term.places = list(total.places)
        if total.source is not None and total.source.generic and total.source.category == "mixed":
            term.actions |= total.actions
            total.actions |= term.actions


def _spanned(total: Draft) -> Period | None:
    """ "January: 40 mines found", "February: 55", "Total: 95": a total of other times than its own spans them all."""
    told = [term.period for term in total.total_of if term.own_period and term.period is not None]
    starts = {period.start for period in told if period.start is not None and period.end is not None}
    if total.own_period or "L09" not in total.rules or len(starts) < len(total.total_of):
        return None
    ends = [period.end for period in told if period.end is not None]
    return replace(told[0], start=min(starts), end=max(ends)) if len(ends) == len(starts) else None


def _like_the_whole(part: Draft, whole: Draft, pack: Pack) -> None:
    """ "трое детей: один погиб", "17 из 64 мирных жителей": a number without a noun counts people like its whole."""
    bare = part.source is not None and {"G02", "G01"} & set(part.source.rules) and part.group in (None, "all")
    if pack.genitive and part.kind == "casualty" and bare and part.source is not None and part.source.noun is None:
        part.group = whole.group or part.group


def _told_apart(part: Draft) -> bool:
    """ "46 people were killed, including eight children, and 71 injured": a part with no verb right behind it."""
    verbs = [start for start, _ in part.verbs]
    own = part.source is not None and part.source.number.form != "none" and "G02" in part.source.rules
    return not own and bool(verbs) and not any(0 <= start - part.end <= 12 for start in verbs)


def _take_over(part: Draft, whole: Draft) -> None:
    """Rule S06: what is said of the whole holds of its part."""
    behind = any(kind == "period" and 0 <= start - part.end <= _RIGHT_BEHIND for kind, start, _ in part.chunks)
    shared = part.sentence == whole.sentence and whole.period is not None and not (behind and "L03" in part.rules)
    if not part.own_period or shared:
        part.period, part.counting = whole.period, whole.counting
    if not part.own_places:
        part.places = list(whole.places)
    elif "S09" in part.rules and part.sentence == whole.sentence:
        whole.add_places(part.places)
    elif part.sentence == whole.sentence and not any(0 < place.start - part.end < 12 for place in part.places):
        part.places = list(whole.places) or part.places
    if part.kind == "area" and not any(rule[0] == "P" for rule in part.rules) and whole.stance != "planned":
        part.actions = set(whole.actions)
    if part.kind == "casualty" and part.group == "all" and part.source is not None and "G02" in part.source.rules:
        part.group = whole.group
    # "из 58 обезвреженных мин 30 оказались противотанковыми"
    shared = "P05" in part.rules or {"P07", "L01"} <= set(part.rules)
    if part.kind == "ordnance" and (not part.actions or shared):
        part.actions = set(whole.actions) or part.actions
    if "L13" in part.rules or ("L02" in part.rules and part.kind == "casualty" and _told_apart(part)):
        part.outcome = whole.outcome
    if (whole.outcome, part.outcome) == ("killed", "affected"):
        part.outcome = whole.outcome
    # "nine of them fatally", "one of the dead was a boy"
    own = part.source is not None and part.source.outcome in ("killed", "injured")
    fate = own and part.source is not None and {"G02", "G14"} & set(part.source.rules)
    if part.group not in (None, "all") and not fate and not any(rule[0] == "P" for rule in part.rules):
        # "Of the total, 65 are civilians": what became of the whole became of its part
        part.outcome = whole.outcome
    told = (
        "P04" in whole.rules and part.actions < whole.actions
    )  # "47,512 items, all destroyed, 29,886 of them bomblets"
    if part.kind == "ordnance" and part.sentence == whole.sentence and (told or not part.actions):
        part.actions = set(whole.actions)
    if not part.own_speaker or part.sentence == whole.sentence:
        part.speakers = whole.speakers or part.speakers
    part.stance = whole.stance
    part.laid_by = part.laid_by or whole.laid_by
