"""Predicates: the verbs and nouns of action of a sentence; which of them governs which group stands in `governing`.

Rules: P04 a further verb with "them" or "all" adds to the group before; P07 a group without a verb goes on with the
action before it; P08 land is told by the words of state nearest to it, or goes on with the land before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from minetrace.reading.chunks import Chunk, Sentence, number_of
from minetrace.reading.grammar.all_told import ends_with_all
from minetrace.reading.grammar.care import harms_told
from minetrace.reading.grammar.group import Group, is_verb
from minetrace.reading.grammar.unreal import is_unreal, never_went_off
from minetrace.reading.pack import Pack

_AREA_ACTIONS = frozenset(("cleared", "surveyed", "contaminated", "released", "suspected", "laid"))
_NOT_THINGS = frozenset(("contaminated", "released", "suspected", "surveyed"))
MANNER = "manner"
"""The form of a phrase that tells how land was released, behind its figure: "6.1 km2 through clearance"."""


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
            return bool(self.actions - _NOT_THINGS) and self.form != MANNER
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
        apart = pack.free_order and previous is not None and _with_figures(previous, predicate, groups)
        if previous is not None and not apart and _coordinated(chunks, previous, predicate, pack):
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


def _with_figures(first: Predicate, second: Predicate, groups: list[Group]) -> bool:
    """ "388 снарядов уничтожено, проверено 61 га": each verb has its own figure, one before it and one behind."""
    before = any(group.last == first.first and group.number.form != "none" for group in groups)
    return before and any(group.first == second.last for group in groups)


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
