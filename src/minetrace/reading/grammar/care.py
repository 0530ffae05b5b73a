"""Harm that no verb tells: by the journey to where the hurt are cured, or by the state in which somebody is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.pack import Pack

_REACH = 8
"""Chunks from the verb to the house: "were taken to the Saint Luke district hospital"."""


def harms_told(sentence: Sentence, inside: Set[int], pack: Pack) -> Iterator[tuple[int, int, bool, str]]:
    """First and last chunk, voice and form of what tells harm without a verb of harm; not `inside` a figure."""
    chunks, words = sentence.chunks, pack.words
    for index in sentence.spelled(words["carried"]):
        cared = _taken_to_care(chunks, index, pack) if index not in inside else None
        if cared is not None:
            yield *cared, True, "intransitive"
    for index in sentence.spelled(words["receiving"]):
        if index not in inside and _received_in_care(chunks, index, pack):
            yield index, index + 1, False, "ahead"
    for index in sentence.spelled(words["leaving"]):
        state = _left_so(chunks, index, pack) if index not in inside else None
        if state is not None:
            yield *state, False, "verb"


def _left_so(chunks: Sequence[Chunk], index: int, pack: Pack) -> tuple[int, int] | None:
    """ "left a farmer blind", "leaving two boys without hands": the chunks that tell the state."""
    words = pack.words
    for at in range(index + 2, min(index + _REACH, len(chunks))):
        if chunks[at].kind == "sign":
            return None
        limb = next((i for i in range(at + 1, min(at + 4, len(chunks))) if chunks[i].lower in words["limbs"]), None)
        if chunks[at].lower in words["without"] and limb is not None:
            return at, limb + 1
        if chunks[at].lower in words["disabled"]:
            people = any(chunk.has("person") for chunk in chunks[index:at])
            after = chunks[at + 1] if at + 1 < len(chunks) else None
            ends = after is None or after.kind != "word" or after.lower in words["function"]
            return (at, at + 1) if people and ends else None
    return None


def _received_in_care(chunks: Sequence[Chunk], index: int, pack: Pack) -> bool:
    """ "the hospital in Arif received nineteen more": whom a house of care takes in."""
    lead = chunks[max(0, index - _REACH) : index]
    after = chunks[index + 1] if index + 1 < len(chunks) else None
    told = after is not None and (after.kind == "number" or after.has("hedge"))
    return told and any(chunk.lower in pack.words["care_houses"] for chunk in lead)


def _taken_to_care(chunks: Sequence[Chunk], index: int, pack: Pack) -> tuple[int, int] | None:
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
