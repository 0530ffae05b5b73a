"""Nouns for all that a text told of before: "the lot", "the whole haul"."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk
from minetrace.reading.pack import Pack


def ends_with_all(chunks: list[Chunk], at: int, pack: Pack) -> bool:
    """ "destroyed the lot", "the whole haul was burnt": a noun at `at` for all that was told before."""
    noun = at + 1
    if noun >= len(chunks) or chunks[at].lower not in pack.words["definite"]:
        return False
    noun += noun + 1 < len(chunks) and chunks[noun].lower in pack.words["entire"]
    return chunks[noun].lower in pack.words["that_lot"]
