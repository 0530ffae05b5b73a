"""What is said of land that no verb governs: by the words nearest to it, or as of the land told of before.

Land of which nothing is known is no claim: who takes it for cleared may walk on it.
"""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence, single_words
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.grammar.scene import LAND, Before, Scene
from minetrace.reading.pack import Pack

OF_LAND = {"laid": "contaminated", "present": "contaminated", "seized": "released"}
"""What a verb means of land: "handed over" is no seizure."""
SAID_OF_LAND = LAND | {"planned"}
_STATES = (
    ("suspect_land", "suspected"),
    ("mined_land|still_mined", "contaminated"),
    ("to_come", "planned"),
    ("returned_land", "released"),
    ("cleared_land", "cleared"),
)
"""What words say of land, by their use in a language's pack."""
_FOUND = 6
"""Chunks within which a verb says what land was found to be: "were found to be contaminated"."""
_HELD = 3
"""Sentences for which the land told of before, or the heading of a list, is gone on with."""


def state_of_land(sentence: Sentence, group: Group, groups: list[Group], before: Before, pack: Pack) -> frozenset[str]:
    """What the clause of a figure of land says of it, else what a label or a heading says, or, in a bare row, what was
    said of the land before; nothing where unknown."""
    chunks = sentence.chunks
    first, last = _clause(chunks, group)
    told = [
        (at - group.last if at >= group.last else group.first - at - 1, state)
        for at in range(first, last)
        if not group.first <= at < group.last
        # "9.4 km2 against 11 planned"
        and not (at > group.last and chunks[at - 1].kind == "number")
        and (state := _state(sentence, chunks[at], pack)) is not None
    ]
    if told:
        return frozenset((min(told)[1],))
    rows = [other.done & SAID_OF_LAND for other in groups if other.kind == "area" and other.last <= group.first]
    if any(rows):
        return next(row for row in reversed(rows) if row)
    colon = next((at for at in range(group.first) if chunks[at].text == ":"), 0)
    label = [state for chunk in chunks[:colon] if (state := _state(sentence, chunk, pack)) is not None]
    if label:
        return frozenset(label[-1:])
    fresh = sentence.index - before.land_in <= _HELD
    goes_on = before.land_heads or _is_row(sentence, pack) or _takes_up(chunks, group, first, last, pack)
    return before.land if fresh and goes_on else frozenset()


def _takes_up(chunks: list[Chunk], group: Group, first: int, last: int, pack: Pack) -> bool:
    """ "Of this land 90 ha are orchards", "90 ha of that were pasture", "the figure is 90 ha": land told before."""
    behind = [chunk.lower for chunk in chunks[group.last : group.last + 2]]
    pointed = len(behind) == 2 and behind[0] in pack.words["of"] and behind[1] in pack.words["pointers|definite"]
    recounted = any(chunk.has("tally_noun") for chunk in chunks[first : group.first])
    shared = any(
        chunk.lower in pack.words["sharing|restating"] or chunk.has("tally_verb") for chunk in chunks[first:last]
    )
    shared = shared or any(chunk.has("cue", "respectively") for chunk in chunks[group.last : last + 1])
    return group.of_them or pointed or recounted or shared or chunks[0].lower in pack.words["partitive"]


def said_behind(sentence: Sentence, group: Group, groups: list[Group], predicate: Predicate, pack: Pack) -> str | None:
    """What outweighs a verb: the state told right behind land, nearer than the verb ("1.7 km2 were still on the suspect
    list and teams would clear 60"), and what is left to be done ("still has 15 km2 to clear", "остается очистить")."""
    chunks = sentence.chunks
    if _left_to_do(chunks, group, predicate, pack):
        return "contaminated"
    found = _found_to_be(sentence, group, pack)
    if found is not None or (predicate.form != "noun" and predicate.first < group.last):
        return found
    reach = predicate.first if predicate.first >= group.last else len(chunks)
    behind = min((other.first for other in groups if other.first >= group.last), default=reach)
    for chunk in chunks[group.last : min(behind, reach)]:
        if not pack.words["suspect_land|still_mined"].isdisjoint(chunk.lower.split()):
            return _state(sentence, chunk, pack)
        if chunk.text in (",", ";", ":") or chunk.has("speech"):
            return None
    return None


def _found_to_be(sentence: Sentence, group: Group, pack: Pack) -> str | None:
    """ "of the 320 hectares surveyed 45 were found to be contaminated"."""
    light, found = pack.words["be|auxiliary|infinitive_marks"], False
    for chunk in sentence.chunks[group.last : group.last + _FOUND]:
        found = found or chunk.has("action", "found")
        state = _state(sentence, chunk, pack)
        if state in ("suspected", "contaminated"):
            return state if found else None
        if chunk.lower not in light and not chunk.has("action", "found"):
            return None
    return None


def _left_to_do(chunks: list[Chunk], group: Group, predicate: Predicate, pack: Pack) -> bool:
    if predicate.last <= group.first:
        lead = chunks[predicate.first - 1].lower if predicate.first and not pack.articles else ""
        return lead in pack.words["left_to"]
    gap = [chunk.lower for chunk in chunks[group.last : predicate.first]]
    lead_in = {chunk.lower for chunk in chunks[max(0, group.first - 5) : group.first]}
    marked = len(gap) == 1 and gap[0] in pack.words["infinitive_marks"]
    return marked and not pack.words["having"].isdisjoint(lead_in)


def _is_row(sentence: Sentence, pack: Pack) -> bool:
    """A line of figures and names, without a verb: "July: 2,650 bomblets, 88.2 ha"."""
    light = pack.words["function"]
    return all(chunk.kind != "word" or chunk.capital or chunk.lower in light for chunk in sentence.chunks)


def hand_on_land(scene: Scene, drafts: list[Draft], before: Before, text: str, pack: Pack) -> None:
    """Tell the sentences to come what a question asks of land, and what was last said of it or heads a list."""
    sentence, chunks = scene.sentence, scene.sentence.chunks
    question = bool(chunks) and chunks[-1].text == "?"
    of_land = [predicate.actions & LAND for predicate in scene.predicates if predicate.actions & LAND and question]
    asked = of_land[-1] if of_land else frozenset()
    if question and not asked:
        asked = _states(sentence, pack)
    answered = not question and sentence.index - before.asked_in <= 2
    if asked or not answered:
        before.asked, before.asked_in = asked, sentence.index
    areas = [frozenset(draft.actions) for draft in drafts if draft.kind == "area"]
    heading = _headed(sentence, text, pack)
    topic = heading or (areas[-1] if areas else _states(sentence, pack) if _on_land(sentence, pack) else frozenset())
    if topic:
        before.land, before.land_in, before.land_heads = topic, sentence.index, bool(heading)


def _on_land(sentence: Sentence, pack: Pack) -> bool:
    return not pack.words["land_nouns"].isdisjoint(single_words(sentence.chunks))


def _headed(sentence: Sentence, text: str, pack: Pack) -> frozenset[str]:
    """What a heading says of the land in the rows below it: "Cleared in 2023, by operator:"; nothing elsewhere."""
    line = text[sentence.start : sentence.end]
    ends = text[sentence.end : sentence.end + 1] in ("\n", "") and line[-1:] not in ".?!"
    return _states(sentence, pack) if ends or line.endswith(":") else frozenset()


def _states(sentence: Sentence, pack: Pack) -> frozenset[str]:
    found = [state for chunk in sentence.chunks if (state := _state(sentence, chunk, pack)) is not None]
    return frozenset(found[-1:])


def _clause(chunks: list[Chunk], group: Group) -> tuple[int, int]:
    """The chunks from the semicolon before a group to the one behind it; a label before a colon belongs to both."""
    first = next((at + 1 for at in range(group.first - 1, -1, -1) if chunks[at].text == ";"), 0)
    last = next((at for at in range(group.last, len(chunks)) if chunks[at].text == ";"), len(chunks))
    return first, last


def _state(sentence: Sentence, chunk: Chunk, pack: Pack) -> str | None:
    told = chunk.lower.split()
    for uses, state in _STATES:
        if not pack.words[uses].isdisjoint(told):
            return state
    if any(mark.start <= chunk.start < mark.end for mark in sentence.marked("plan")):
        return "planned"
    action = chunk.value("action")
    action = OF_LAND.get(action, action) if action is not None else None
    return action if action in LAND else None
