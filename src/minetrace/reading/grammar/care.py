"""Who is brought where the hurt are cured: a harm told by the journey."""

from __future__ import annotations

from collections.abc import Sequence

from minetrace.reading.chunks import Chunk
from minetrace.reading.pack import Pack

_REACH = 8
"""Chunks from the verb to the house: "were taken to the Saint Luke district hospital"."""


def received_in_care(chunks: Sequence[Chunk], index: int, pack: Pack) -> bool:
    """ "the hospital in Arif received nineteen more": whom a house of care takes in."""
    lead = chunks[max(0, index - _REACH) : index]
    after = chunks[index + 1] if index + 1 < len(chunks) else None
    told = after is not None and (after.kind == "number" or after.has("hedge"))
    return told and any(chunk.lower in pack.words["care_houses"] for chunk in lead)


def taken_to_care(chunks: Sequence[Chunk], index: int, pack: Pack) -> tuple[int, int] | None:
    """ "were taken to Saint Luke hospital": the chunks from the auxiliary to the house, for a verb at `index`."""
    at = index - 1
    while at > 0 and chunks[at].lower in pack.words["auxiliary"] - pack.words["be"]:
        at -= 1
    led = index + 1 < len(chunks) and chunks[index + 1].lower in pack.words["to"]
    if at < 0 or not led or chunks[at].lower not in pack.words["be"]:
        return None
    for last in range(index + 2, min(index + _REACH, len(chunks))):
        if chunks[last].lower in pack.words["care_houses"]:
            behind = chunks[last + 1] if last + 1 < len(chunks) else None
            ends = behind is None or behind.kind != "word" or behind.lower in pack.words["function"] - pack.words["for"]
            return (at, last + 1) if ends else None  # not "to a hospital basement", "to the hospital for a visit"
        if chunks[last].kind not in ("word", "lex") or chunks[last].lower in pack.words["and"]:
            return None
    return None
