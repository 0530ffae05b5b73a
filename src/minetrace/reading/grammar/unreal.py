"""What did not happen: deeds that could be done, failed, or are counted by the day: no claim rests on them."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence, single_words
from minetrace.reading.grammar.group import Group
from minetrace.reading.pack import Pack

_NEAR = 12
"""So many chunks before a figure a word for its pace may stand: "each year mines kill 20 farmers"."""


def is_unreal(chunks: list[Chunk], before: int, index: int, pack: Pack) -> bool:
    """ "could have killed 20", "погибли бы 20", "can clear 2 ha", "failed to find 12": what the verb at `index` tells
    did not happen; `before` is the chunk before its auxiliaries.
    """
    words, verb = pack.words, chunks[index]
    lead = chunks[before].lower if before >= 0 else ""
    if verb.has("outcome"):
        behind = chunks[index + 1].lower if not pack.articles and index + 1 < len(chunks) else ""
        return lead in words["hypothetical"] or behind in words["hypothetical"]
    if lead in words["able"]:
        return True
    infinitive = lead in words["infinitive_marks"] and before > 0
    return infinitive and chunks[before - 1].lower in words["unreal_leads"]


def never_went_off(sentence: Sentence, chunk: Chunk) -> bool:
    """ "bombs that never detonated", "had not exploded": what the things are, and neither a blast nor a denial."""
    marks = sentence.marked("negative") if chunk.has("action", "exploded") else []
    return any(0 <= chunk.start - mark.end <= 2 for mark in marks)


def is_rate(chunks: list[Chunk], group: Group, pack: Pack) -> bool:
    """ "2 hectares a day", "an average of 3 people a week", "each year 20 farmers": a pace, and no count."""
    # "one child hurt every day"
    counted = group.kind == "person" and group.last < len(chunks) and pack.articles
    first = group.last + (counted and chunks[group.last].has("outcome"))
    told = single_words(chunks[first : first + 3])
    paces = pack.words["paces"]
    pace = 1 if " ".join(told[:1]) in paces else 2 if " ".join(told[:2]) in paces else 0
    if pace:
        # "down from 68 square kilometres a year earlier"
        return told[pace : pace + 1] == [] or told[pace] not in pack.words["pace_stops"]
    lead = [chunk.lower for chunk in chunks[max(0, group.first - 2) : group.first]]
    if len(lead) == 2 and lead[0] in pack.words["of|out_in"] and lead[1] in pack.words["every"]:
        return True  # "four of every five victims"
    near = " ".join([",", *single_words(chunks[max(0, group.first - _NEAR) : group.first])])
    return any(f", {lead}" in near for lead in pack.words["pace_leads"])
