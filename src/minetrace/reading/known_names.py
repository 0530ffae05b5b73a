"""Weaker evidence of a place than what the sentence says: names that a list knows, and where an office is."""

from __future__ import annotations

from functools import cache

from minetrace.reading.chunks import Chunk
from minetrace.reading.names import Run
from minetrace.reading.pack import load_shared

_BESIDE = 2
"""So many chunks may stand between a place and the name of the larger one."""


@cache
def names_of_lands() -> frozenset[str]:
    """Names of provinces and towns by which a text of any land shows where it is, in lower case; without positions."""
    return frozenset(name.lower() for names in load_shared("lands")["names"].values() for name in names)


def names_body(chunks: list[Chunk], at: int) -> bool:
    """ "the Velm water board", "Velm's Observatory": whether a body stands behind the name of where it is at home."""
    for chunk in chunks[at : at + 3]:
        if chunk.has("office"):
            return True
        if chunk.kind != "word":
            return False
    return False


def without_weaker(places: list[Run]) -> list[Run]:
    """The places of a sentence: a name that is merely known gives way to what is told as a place, unless beside it."""
    told = [run for run in places if not run.by_name and run.kind == "place"]
    if not told:
        return places
    kept = [run for run in places if not run.by_name]
    for run in sorted(places, key=lambda run: min(_apart(run, other) for other in told)):
        # a list goes on from name to name
        if run.by_name and any(_apart(run, other) <= _BESIDE for other in kept):
            kept.append(run)
    return [run for run in places if run in kept]


def _apart(one: Run, other: Run) -> int:
    """The chunks between two names: one in "in Orlec, Velm", two in "in the Orlec village area of Velm"."""
    return max(one.first, other.first) - min(one.last, other.last)


def beside_offices(places: list[Run], offices: list[tuple[int, int]]) -> list[Run]:
    """ "глава Орского района Иван Кац сообщил, что в селе Дальнем ...": what an office is of gives way to any other."""
    others = [run for run in places if not any(start <= run.start < end for start, end in offices)]
    return others or places
