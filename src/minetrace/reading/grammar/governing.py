"""Which predicate governs a group: the cheapest way from a verb or a noun of action to what is counted.

Rules: P01 a passive or intransitive verb takes the group before it as subject; P02 an active verb or a noun of action
takes the group after it; P03 a participle right behind its noun; P05 a group without a verb of its own shares its
neighbour's.
"""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.distance import distance
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.predicates import MANNER, Predicate
from minetrace.reading.pack import Pack

_LIMIT = 60.0
_VERB_GROUP = 2
"""Chunks of a verb before its participle: "have been killed"."""


def attach(
    sentence: Sentence, group: Group, units: list[Group], predicates: list[Predicate], groups: list[Group], pack: Pack
) -> tuple[Predicate | None, str]:
    """The predicate that governs a group and the rule that says so; (None, "") when none is near enough.

    `units` are the groups coordinated with this one.
    """
    best: tuple[float, Predicate | None, str] = (_LIMIT, None, "")
    if _unharmed(sentence.chunks, group, pack):
        return None, ""
    if pack.free_order and (group.of_them or _has_verb(group, predicates) or _own_verb(group, predicates, units)):
        # "268 человек, 45 из них погибли", "погибли 65 человек, 288 получили ранения": a figure with its own verb
        units = [group]
    elif pack.free_order:
        # "murieron 12 personas y 40 resultaron heridas": what has a verb of its own leaves the other's alone
        units = [unit for unit in units if unit is group or not _has_verb(unit, predicates)]
    elif pack.articles and len(units) > 1:
        parts = [unit for unit in units if any(_told_apart(sentence.chunks, unit, one, pack) for one in predicates)]
        own = [unit for unit in units if any(one.first == unit.last and one.actions for one in predicates)]
        # "8 km2 cleared, 36 km2 surveyed", "18 km2 (6 cleared, 12 cancelled)"
        parts += own if len(own) > 1 or any(unit.cue == "paren" for unit in own) else []
        units = [group] if group in parts else [unit for unit in units if unit not in parts]
    first = min(unit.first for unit in units)
    last = max(unit.last for unit in units)
    parted = [
        other.first for other in groups if pack.head_final and other.of_them and other.first - group.last in (0, 1)
    ]
    for predicate in predicates:
        # "61 nəfərin 23-ü ölüb": what is said of a part is not said of its whole
        if not predicate.suits(group) or any(first <= predicate.first for first in parted):
            continue
        if _told_of_whole(group, pack) and _of_another(group, predicate, groups):
            continue  # "12 were children and three died", "twelve died and 41 were children"
        cost, rule = _cost(sentence.chunks, first, last, predicate, groups, units, pack)
        cost += 0 if _agrees(predicate, group, units) else 10
        if cost < best[0]:
            best = (cost, predicate, rule)
    return best[1], best[2]


def _told_of_whole(group: Group, pack: Pack) -> bool:
    """ "12 were children", "among them two children": figures that say who they were, and of what the whole tells."""
    part = _inside_part(group) or group.of_them or "G10" in group.rules
    return pack.articles and not pack.free_order and part and group.kind == "person"


def _of_another(group: Group, predicate: Predicate, groups: list[Group]) -> bool:
    """Whether a figure stands between this one and a verb behind it, or before this one and its verb."""
    if predicate.first >= group.last:
        behind = next((other for other in groups if group.last <= other.first < predicate.first), None)
        return behind is not None and not _inside_part(behind)
    before = [other for other in groups if other.first < group.first]
    if group.cue == "including" and before and _beside(before[-1], predicate):
        return False  # "killed 37 people, including 29 civilians"
    return any(other.first < predicate.last or other.last <= group.first for other in before)


def _beside(group: Group, predicate: Predicate) -> bool:
    """Whether a verb stands right before a figure, or behind it with a "have been" between."""
    return 0 <= group.first - predicate.last <= 1 or 0 <= predicate.first - group.last <= _VERB_GROUP


def _unharmed(chunks: list[Chunk], group: Group, pack: Pack) -> bool:
    """ "killed the driver, but two children in the car survived": a verb of no harm is the group's own."""
    for chunk in chunks[group.last : group.last + 5]:
        if chunk.has("idiom"):
            return True
        told = chunk.kind in ("sign", "number", "period") or chunk.has("outcome") or chunk.has("action")
        if told or chunk.lower in pack.words["conjunction|contrast|relative"]:
            return False
    return False


def _has_verb(group: Group, predicates: list[Predicate]) -> bool:
    """Whether a number without a noun has a verb right behind it."""
    return group.kind == "bare" and any(predicate.first - group.last in (0, 1) for predicate in predicates)


def _own_verb(group: Group, predicates: list[Predicate], units: list[Group]) -> bool:
    """ "погиб мальчик, его брат ранен": a single person with a verb right behind, the last of several."""
    last = group.kind == "person" and group is units[-1] and len(units) > 1
    behind = [predicate for predicate in predicates if predicate.first == group.last and predicate.outcome]
    if last and group.article:
        return any(predicate.number != "pl" for predicate in behind)
    # "погибли 7 военных и 14 мирных, 71 человек получил ранения"
    led = any(predicate.outcome and predicate.last == units[0].first for predicate in predicates)
    return last and led and bool(behind)


def _agrees(predicate: Predicate, group: Group, units: list[Group]) -> bool:
    """Whether a verb without an object has the number of its group: one "погиб", several "погибли"."""
    if predicate.number not in ("sg", "pl") or not (predicate.passive or predicate.form == "intransitive"):
        return True
    if predicate.number == "sg":
        return group.article or (group.number.value or 0) % 10 == 1
    return not group.article or len(units) > 1


def _cost(
    chunks: list[Chunk],
    first: int,
    last: int,
    predicate: Predicate,
    groups: list[Group],
    units: list[Group],
    pack: Pack,
) -> tuple[float, str]:
    if predicate.first >= last:
        return _cost_behind(chunks, last, predicate, groups, units, pack)
    if predicate.last <= first:
        return _cost_before(chunks, first, last, predicate, groups, units, pack)
    return 0.0, "P03"


def _cost_behind(
    chunks: list[Chunk], last: int, predicate: Predicate, groups: list[Group], units: list[Group], pack: Pack
) -> tuple[float, str]:
    between = chunks[last : predicate.first]
    cost = distance(between, pack)
    if pack.articles and (_begins_anew(chunks, last, predicate, groups) or _in_brackets(between, last, groups)):
        return _LIMIT, ""
    cost += sum(
        12
        for group in groups
        if last <= group.first < predicate.first
        and group not in units
        and not (_inside_part(group) and not _told_apart(chunks, group, predicate, pack))
    )
    if predicate.form == "ahead" and not predicate.passive:
        return _LIMIT, ""
    if _reduced(chunks, predicate, pack) or _is_further(predicate, pack):
        return cost + 30, "P03"
    if predicate.form == "object" and pack.articles:
        return _LIMIT, ""
    if predicate.form == MANNER:
        return cost, "P03"
    if predicate.form in ("noun", "weak", "object", "stock") and not pack.head_final:
        return cost + 35, "P05"
    if predicate.passive or predicate.form == "intransitive" or pack.head_final:
        # "left 7 dead and 12 wounded": what stands right behind a bare number
        near = not between and pack.articles and any(group.kind == "bare" for group in units)
        return cost - (1 if near else 0), "P01"
    if not between and any("G15" in group.rules for group in units):
        # "18 of the 40 shells found there": the participle tells the whole
        return cost + 20, "P03"
    if not between and any(group.kind == "bare" for group in units):
        return cost - 1, "P03"
    if not between or all(chunk.lower in pack.words["auxiliary"] for chunk in between):
        takes = _has_object(chunks, predicate, groups)
        return cost + (18 if takes else 0), "P03"
    return cost + (25 if _has_object(chunks, predicate, groups) else 6), "P03"


def _cost_before(
    chunks: list[Chunk],
    first: int,
    last: int,
    predicate: Predicate,
    groups: list[Group],
    units: list[Group],
    pack: Pack,
) -> tuple[float, str]:
    if predicate.form == MANNER:
        return _LIMIT, ""
    between = chunks[predicate.last : first]
    cost = distance(between, pack)
    cost += sum(9 for group in groups if predicate.last <= group.first < first and group not in units)
    ended = _ended_before(predicate, between, units) or _is_of(predicate, groups, units)
    if pack.articles and (ended or _has_own_clause(chunks, between, last, pack)):
        return _LIMIT, ""
    if pack.head_final:
        return cost + 20, "P02"
    if pack.free_order:
        return cost + (30 if predicate.form in ("weak", "stock") else 0), "P02"
    if predicate.form == "intransitive":
        near = not between and "exploded" in predicate.actions
        return cost + (2 if near or "present" in predicate.actions else 22), "P02"
    if predicate.passive:
        return cost + (14 if not any(group.last <= predicate.first for group in groups) else 20), "P05"
    return cost, "P02"


def _reduced(chunks: list[Chunk], predicate: Predicate, pack: Pack) -> bool:
    """ "a shell they had found exploded": a clause about the group before it, not its verb."""
    at = predicate.first - 1
    while at > 0 and chunks[at].lower in pack.words["auxiliary"]:
        at -= 1
    return at > 0 and chunks[at].lower in pack.words["subjects"] and chunks[at - 1].kind == "lex"


def _is_further(predicate: Predicate, pack: Pack) -> bool:
    """ "нашли у Велма 12 мин и уничтожили их": a verb with an object of its own, for what another has told."""
    return predicate.adds and pack.genitive and not predicate.passive


def _ended_before(predicate: Predicate, between: list[Chunk], units: list[Group]) -> bool:
    """ "Two boys died; a councillor names the object": a verb of harm does not reach one person behind a sign."""
    one = all(unit.article and not _inside_part(unit) for unit in units)
    dies = predicate.outcome is not None and predicate.form == "intransitive"
    return dies and one and any(chunk.kind == "sign" for chunk in between)


def _begins_anew(chunks: list[Chunk], last: int, predicate: Predicate, groups: list[Group]) -> bool:
    """ "It is 310,000 m2 large; 84,000 m2 have been cleared": behind a semicolon the verb is of another figure."""
    stop = next((at for at in range(last, predicate.first) if chunks[at].text == ";"), None)
    return stop is not None and any(stop < group.first < predicate.first for group in groups)


def _in_brackets(between: list[Chunk], last: int, groups: list[Group]) -> bool:
    """ "18.4 km2 (6.1 cleared, 9.0 cancelled)": behind a figure of its own in brackets a verb tells of that one."""
    opened = next((at for at, chunk in enumerate(between, last) if chunk.text == "("), None)
    if opened is None or any(chunk.text == ")" for chunk in between):
        return False
    return any(opened < group.first < last + len(between) for group in groups)


def _has_own_clause(chunks: list[Chunk], between: list[Chunk], last: int, pack: Pack) -> bool:
    """ "killed no one, but 20 workers were sent home": a figure with a verb is no object of a verb before "but"."""
    if last >= len(chunks) or not any(chunk.lower in pack.words["contrast"] for chunk in between):
        return False
    return chunks[last].lower in pack.words["be|perfect"] or chunks[last].has("idiom")


def _is_of(predicate: Predicate, groups: list[Group], units: list[Group]) -> bool:
    """ "12 ha of mined land and 40 ha are planned": what the land of the figure before it is."""
    noun = predicate.form == "noun" and "contaminated" in predicate.actions
    return noun and any(predicate.first - group.last == 1 and group not in units for group in groups)


def _inside_part(group: Group) -> bool:
    return group.cue in ("including", "of which", "paren")


def _told_apart(chunks: list[Chunk], group: Group, predicate: Predicate, pack: Pack) -> bool:
    """ "12 charges, three of which went off", "351, including 68 who died": what stands behind a part is its own."""
    gap = chunks[group.last : predicate.first]
    whose = bool(gap) and group.cue == "including" and gap[0].lower in pack.words["relative"]
    part = (group.cue == "of which" or group.of_them or whose) and predicate.first >= group.last
    gap = gap[1:] if whose else gap
    return part and not pack.genitive and all(chunk.lower in pack.words["auxiliary"] for chunk in gap)


def _has_object(chunks: list[Chunk], predicate: Predicate, groups: list[Group]) -> bool:
    near = [group for group in groups if group.first - predicate.last in (0, 1)]
    return any(group.first == predicate.last or chunks[predicate.last].kind != "sign" for group in near)
