"""Figures behind "and" with a verb of their own: "a mine killed two and five others were injured" harms five.

Rules are of languages with articles and a fixed order of words, where an object stands right behind its verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.clauses import Unit
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.pack import Pack

_VERBLESS = 4
"""Chunks between a figure and its verb: "were reportedly badly injured"."""


def with_own_clauses(units: list[Unit], predicates: list[Predicate], chunks: Sequence[Chunk], pack: Pack) -> list[Unit]:
    """Units parted before a figure that is the subject of a verb, where those before it are objects of another."""
    if not pack.articles or pack.free_order:
        return units
    parted: list[Unit] = []
    for unit in units:
        last = unit.groups[-1]
        alone = len(unit.groups) == 1 or last.of_them or last.cue is not None
        if alone or not _is_object(unit.groups[0], predicates) or not _is_subject(last, predicates, chunks, pack):
            parted.append(unit)
        else:
            parted += [Unit(unit.groups[:-1]), Unit([last])]
    return parted


def _is_object(group: Group, predicates: list[Predicate]) -> bool:
    """Whether an active verb stands right before a figure."""
    return any(
        predicate.form == "verb" and not predicate.passive and group.first - predicate.last in (0, 1)
        for predicate in predicates
    )


def _is_subject(group: Group, predicates: list[Predicate], chunks: Sequence[Chunk], pack: Pack) -> bool:
    """Whether a verb in the passive, or one without an object, follows a figure, but for small words."""
    verb = next((p for p in predicates if 0 <= p.first - group.last <= _VERBLESS), None)
    if verb is None or not (verb.passive or verb.form == "intransitive"):
        return False
    gap = chunks[group.last : verb.first]
    light = pack.words["auxiliary"]
    return all(chunk.lower in light or pack.adverb(chunk.lower) or chunk.has("hedge", "reportedly") for chunk in gap)
