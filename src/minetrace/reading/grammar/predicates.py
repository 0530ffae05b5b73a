"""Predicates: which verb or noun of action says what happened to which group.

Rules: P01 a passive or intransitive verb takes the group before it as subject; P02 an active verb or a noun of action
takes the group after it; P03 a participle right behind its noun; P04 a further verb with "them" or "all" adds to the
group before; P05 a group without a verb of its own shares its neighbour's; P07 it goes on with the action before it;
P08 land is told by the words of state nearest to it, or goes on with the land before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from minetrace.reading.chunks import Chunk, Sentence, number_of
from minetrace.reading.grammar.all_told import ends_with_all
from minetrace.reading.grammar.care import harms_told
from minetrace.reading.grammar.distance import distance
from minetrace.reading.grammar.group import Group, is_verb
from minetrace.reading.grammar.unreal import is_unreal, never_went_off
from minetrace.reading.pack import Pack

_AREA_ACTIONS = frozenset(("cleared", "surveyed", "contaminated", "released", "suspected", "laid"))
_NOT_THINGS = frozenset(("contaminated", "released", "suspected", "surveyed"))
_LIMIT = 60.0


@dataclass(slots=True, eq=False)
class Predicate:
    """What happened: actions and an outcome, [first, last) chunk indexes, voice, and on which side its group stands."""

    first: int
    last: int
    start: int
    end: int
    actions: frozenset[str]
    outcome: str | None
    passive: bool
    perfect: bool
    form: str
    adds: bool = False
    things: bool = False
    number: str | None = None
    event: bool = False
    unreal: bool = False

    def suits(self, group: Group) -> bool:
        """Whether it can be said of this kind of group."""
        if group.kind == "person":
            return self.outcome is not None
        if group.kind == "area":
            return bool(self.actions & (_AREA_ACTIONS | {"seized"})) and not self.things
        if group.kind == "ordnance":
            return bool(self.actions - _NOT_THINGS)
        return True


def find_predicates(sentence: Sentence, groups: list[Group], pack: Pack) -> list[Predicate]:
    """The predicates of a sentence outside its groups; coordinated verbs are one predicate."""
    inside = {index for group in groups for index in range(group.first, group.last)}
    found: list[Predicate] = []
    chunks = sentence.chunks
    for index in sentence.where("action", "outcome", "layer"):
        chunk = chunks[index]
        if index in inside:
            continue
        if _laid_by(chunks, index, pack):
            found.append(
                Predicate(index, index + 1, chunk.start, chunk.end, frozenset(("laid",)), None, True, True, "verb")
            )
            continue
        told = chunk.has("action") or (chunk.has("outcome") and is_verb(chunk))
        if not told or never_went_off(sentence, chunk):
            continue
        predicate = _predicate(chunks, index, pack)
        previous = found[-1] if found else None
        if previous is not None and _coordinated(chunks, previous, predicate, pack):
            _merge(previous, predicate, last=pack.head_final and previous.last == predicate.first)
        else:
            found.append(predicate)
    for first, last, passive, form in harms_told(sentence, inside, pack):
        start, end = chunks[first].start, chunks[last - 1].end
        found.append(Predicate(first, last, start, end, frozenset(), "injured", passive, False, form))
    found.sort(key=lambda predicate: predicate.first)
    for predicate in found:
        following = chunks[predicate.last] if predicate.last < len(chunks) else None
        before = chunks[predicate.first - 1] if predicate.first else None
        pronoun = following is not None and following.lower in pack.words["them"] and following.kind == "word"
        # "blew them up"
        pronoun = pronoun or not pack.words["them"].isdisjoint(chunks[predicate.last - 1].lower.split()[1:])
        behind = chunks[predicate.last + 1] if predicate.last + 1 < len(chunks) else None
        if following is not None and following.lower in pack.words["all"]:
            pronoun = behind is not None and behind.has("cue", "of which")
        pronoun = pronoun or ends_with_all(chunks, predicate.last, pack)
        lead = predicate.first - 1
        while lead > 0 and chunks[lead].lower in pack.words["be"]:
            lead -= 1
        before = chunks[lead] if lead >= 0 else before
        all_of = before is not None and before.lower in pack.words["all"]
        # "нашёл мину, её вывезли": where the object may stand first
        all_of = all_of or (pack.free_order and before is not None and before.lower in pack.words["them"])
        # "he found 12 mines; they were blown up"
        all_of = all_of or (predicate.passive and before is not None and before.lower in pack.words["told_again"])
        predicate.adds = pronoun or all_of or _relative(chunks, predicate, pack)
    return found


def _predicate(chunks: list[Chunk], index: int, pack: Pack) -> Predicate:
    chunk = chunks[index]
    action, outcome = chunk.sense("action"), None
    for sense in chunk.senses:
        if sense.kind == "outcome" and (outcome is None or outcome.flags.get("form") in ("noun", "adjective")):
            outcome = sense
    form = str((action or outcome).flags.get("form", "verb")) if (action or outcome) else "verb"  # type: ignore[union-attr]
    at, perfect = index - 1, False
    passive = any(sense.flags.get("voice") == "passive" for sense in (action, outcome) if sense is not None)
    while (
        at >= 0
        and index - at < 6
        and (
            chunks[at].lower in pack.words["auxiliary"]
            or pack.adverb(chunks[at].lower)
            or chunks[at].means(("outcome", "action"))
        )
    ):
        passive = passive or chunks[at].lower in pack.words["be"]
        perfect = perfect or chunks[at].lower in pack.words["perfect"]
        at -= 1
    passive = passive or any(word in pack.words["be"] for word in chunk.lower.split()[:1])
    actions = frozenset((action.value,)) if action else frozenset()
    if (
        passive
        and outcome is not None
        and actions == {"cleared"}
        and at >= 0
        and chunks[at].lower in pack.words["igniting"]
    ):
        # "a minibus was blown up"
        actions = frozenset(("exploded",))
    return Predicate(
        index,
        index + 1,
        chunk.start,
        chunk.end,
        actions,
        outcome.value if outcome else None,
        passive,
        perfect,
        form,
        things=bool(action and action.flags.get("things")),
        number=number_of(chunk),
        event=bool(outcome and outcome.flags.get("event")),
        unreal=is_unreal(chunks, at, index, pack),
    )


def _laid_by(chunks: list[Chunk], index: int, pack: Pack) -> bool:
    """ "have been laid by the militia": the verb that names its agent."""
    laid = chunks[index].value("layer") == "laid by"
    return laid and index > 0 and chunks[index - 1].lower in pack.words["be"]


def _reduced(chunks: list[Chunk], predicate: Predicate, pack: Pack) -> bool:
    """ "a shell they had found exploded": a clause about the group before it, not its verb."""
    at = predicate.first - 1
    while at > 0 and chunks[at].lower in pack.words["auxiliary"]:
        at -= 1
    return at > 0 and chunks[at].lower in pack.words["subjects"] and chunks[at - 1].kind == "lex"


def _coordinated(chunks: list[Chunk], first: Predicate, second: Predicate, pack: Pack) -> bool:
    between = chunks[first.last : second.first]
    if len(between) > 4 or (first.outcome is None) != (second.outcome is None):
        return False
    joiners = pack.words["conjunction|auxiliary"] | {","}
    if pack.head_final and not between:
        # "aşkarlanaraq zərərsizləşdirilib": a converb right before its verb
        return True
    linked = any(chunk.lower in pack.words["conjunction"] or chunk.text == "," for chunk in between)
    return bool(between) and linked and all(chunk.lower in joiners or pack.adverb(chunk.lower) for chunk in between)


def _merge(into: Predicate, other: Predicate, last: bool) -> None:
    """Two verbs of one subject; of harms the `last` counts where one leads to the other."""
    into.actions |= other.actions
    if into.outcome and other.outcome and into.outcome != other.outcome:
        # "have been blown up and killed": the fate outweighs the blast
        blown = into.outcome == "affected" and "cleared" in into.actions
        into.outcome = other.outcome if into.event or last or blown else "affected"
    into.last, into.end = other.last, other.end
    into.passive = into.passive or other.passive
    into.things = into.things and other.things
    into.perfect = into.perfect or other.perfect


def _relative(chunks: list[Chunk], predicate: Predicate, pack: Pack) -> bool:
    at = predicate.first - 1
    while at >= 0 and (chunks[at].lower in pack.words["auxiliary"] or pack.adverb(chunks[at].lower)):
        at -= 1
    return at >= 1 and chunks[at].lower in pack.words["relative"] and chunks[at - 1].text == ","


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
        parts += own if len(own) > 1 else []  # "8 km2 cleared, 36 km2 surveyed"
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
    part = group.cue in ("including", "of which", "paren") or group.of_them or "G10" in group.rules
    return pack.articles and not pack.free_order and part and group.kind == "person"


def _of_another(group: Group, predicate: Predicate, groups: list[Group]) -> bool:
    """Whether a figure stands between this one and a verb behind it, or before this one and its verb."""
    if predicate.first >= group.last:
        behind = next((other for other in groups if group.last <= other.first < predicate.first), None)
        return behind is not None and not _inside_part(behind)
    return any(
        other.first < predicate.last or other.last <= group.first for other in groups if other.first < group.first
    )


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
        between = chunks[last : predicate.first]
        cost = distance(between, pack)
        if pack.articles and _begins_anew(chunks, last, predicate, groups):
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
    if predicate.last <= first:
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
    return 0.0, "P03"


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
