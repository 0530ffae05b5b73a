"""Clauses: how far the places, times and speakers of a sentence reach over its groups.

Rules: S01 in the clause of the group itself; S02 fronted, before the first group; S03 from the clause before;
S04 from the clause after; S05 the time carried over from an earlier sentence; S06 a part has the scope of its whole;
S09 the place before the brackets of a figure; S12 from the head of an item; S14 from the question that is answered;
S16 the scene that is told on; S18 the scope of the counts before; S19 the place in the title of a report.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.pack import Pack


@dataclass(slots=True, eq=False)
class Unit:
    """Groups coordinated with each other, and the predicates of its groups."""

    groups: list[Group]
    predicates: list[Predicate] = field(default_factory=list)
    start: int = 0
    end: int = 0

    @property
    def first(self) -> int:
        """Index of its first chunk."""
        return min(group.first for group in self.groups)

    @property
    def last(self) -> int:
        """Index after its last chunk."""
        return max(group.last for group in self.groups)


def coordinate(sentence: Sentence, groups: list[Group], pack: Pack) -> list[Unit]:
    """Groups joined by nothing but commas and conjunctions, with their parts in brackets, are one unit."""
    units: list[Unit] = []
    for group in groups:
        if units and _joined(sentence.chunks, units[-1].groups[-1], group, pack):
            units[-1].groups.append(group)
        else:
            units.append(Unit([group]))
    return units


def _joined(chunks: list[Chunk], before: Group, group: Group, pack: Pack) -> bool:
    between = chunks[before.last : group.first]
    if {before.kind, group.kind} == {"ordnance", "person"}:
        return False
    if group.cue in ("of which", "in total") or group.first < before.last:
        return False
    allowed = pack.words["conjunction"] | {",", "(", ")", "/"}
    for chunk in between:
        part = (
            chunk.has("cue", "including")
            or chunk.has("cue", "another")
            or chunk.has("cue", "rest")
            or chunk.has("hedge")
            or chunk.lower in pack.words["article"]
        )
        if not (chunk.lower in allowed or part or chunk.has("thing")):
            return False
    return len(between) <= 6


def delimit(sentence: Sentence, units: list[Unit], pack: Pack) -> None:
    """Give each unit the span of its clause: between two units the strongest sign of the gap is the border."""
    if len(units) > 1:
        _unshare(units)
    cores = [_core(unit, units) for unit in units]
    borders = [sentence.start]
    for left, right in itertools.pairwise(cores):
        borders.append(_border(sentence, left[1], right[0], pack))
    borders.append(sentence.end)
    for unit, start, end in zip(units, borders, borders[1:], strict=False):
        unit.start, unit.end = start, end


def _unshare(units: list[Unit]) -> None:
    """A predicate that several units share lies in the clause of the nearest."""
    for predicate in {id(p): p for unit in units for p in unit.predicates}.values():
        holders = [unit for unit in units if predicate in unit.predicates]
        nearest = min(holders, key=lambda unit: max(predicate.first - unit.last, unit.first - predicate.last))
        for unit in holders:
            if unit is not nearest:
                unit.predicates.remove(predicate)


def _core(unit: Unit, units: list[Unit]) -> tuple[int, int]:
    first, last = unit.first, unit.last
    for predicate in unit.predicates:
        clear_right = all(not (last <= other.first < predicate.first) for other in units if other is not unit)
        clear_left = all(not (predicate.last <= other.first < first) for other in units if other is not unit)
        if predicate.first >= last and clear_right:
            last = predicate.last
        elif predicate.last <= first and clear_left:
            first = predicate.first
    return first, last


def _border(sentence: Sentence, left: int, right: int, pack: Pack) -> int:
    chunks = sentence.chunks
    if right <= left:
        return chunks[min(max(left, 0), len(chunks) - 1)].start
    best: tuple[int, int] | None = None
    for at in range(left, right):
        rank = _rank(chunks, at, pack)
        if rank and (best is None or rank >= best[0]):
            if best is not None and rank == best[0] == 9:
                continue
            best = (rank, at)
    return chunks[best[1]].start if best else chunks[right].start


def _rank(chunks: list[Chunk], at: int, pack: Pack) -> int:
    chunk = chunks[at]
    if chunk.text == ";":
        return 9
    if chunk.text == ":":
        return 7
    if chunk.lower in pack.words["contrast"]:
        return 6
    if chunk.lower in pack.words["and"] and at and chunks[at - 1].text == ",":
        return 5
    if chunk.lower in pack.words["and"]:
        names = at and chunks[at - 1].capital and at + 1 < len(chunks) and chunks[at + 1].capital
        return 1 if names else 4
    if chunk.has("cue") and chunk.value("cue") in ("including", "of which"):
        return 4
    return 2 if chunk.text == "," else 0
