"""Phrases that look like a claim and are not taken, each with the reason: a refusal is a result.

A phrase looks like a claim where a number stands before a counted thing, or is a share, in a text that speaks of
explosive ordnance. Years, ages, money and the like are typed before and look like none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.group import is_head
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.text import Normal
from minetrace.reading.tiers import reasons
from minetrace.terms.claim import Refusal

_REACH = 4
"""So many chunks behind a number its noun may stand: "300 mine clearance and EOD teams"."""
_SHARES = ("share", "ratio")


def refused(
    scenes: Sequence[Scene], kept: Sequence[Draft], dropped: Sequence[Draft], normal: Normal, function: Collection[str]
) -> tuple[Refusal, ...]:
    """What was not taken from the sentences of a text, in the order of the text; `function` are its small words."""
    if not kept and not any(scene.sentence.where("thing") for scene in scenes):
        return ()
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for draft in kept:
        taken[draft.sentence] += [(draft.start, draft.end)]
        taken[draft.sentence] += [(a, b) for kind, a, b in draft.chunks if kind in ("group", "persons")]
    other_cause = {draft.start for draft in dropped}
    found = [
        (start, end, code)
        for scene in scenes
        for start, end, code in _of_sentence(scene, other_cause, function)
        if not any(first < end and start < last for first, last in taken[scene.sentence.index])
    ]
    return tuple(_refusal(normal, *one) for one in found)


def _refusal(normal: Normal, start: int, end: int, code: str) -> Refusal:
    span = normal.span(start, end)
    return Refusal(quote=normal.original[span[0] : span[1]], span=span, code=code, reason=reasons()[code])


def _of_sentence(
    scene: Scene, other_cause: Collection[int], function: Collection[str]
) -> Iterator[tuple[int, int, str]]:
    chunks = scene.sentence.chunks
    repeated = {group.start for group in scene.restated}
    until = -1
    for index in scene.sentence.typed("aside", "number"):
        chunk = chunks[index]
        if chunk.start < until:
            continue
        if chunk.kind == "aside" and chunk.data in _SHARES:
            until = chunk.end
            yield chunk.start, until, "share"
        elif chunk.kind == "number" and not _heads_section(scene, chunk):
            noun = _noun(chunks, index, function)
            if noun is not None:
                until = noun.end
                code = "repeated" if chunk.start in repeated else _code(noun)
                yield chunk.start, until, "other_cause" if chunk.start in other_cause else code


def _heads_section(scene: Scene, number: Chunk) -> bool:
    """ "4.3 Accidents": the number of a heading."""
    return number.start == scene.sentence.start and "." in number.text


def _noun(chunks: Sequence[Chunk], index: int, function: Collection[str]) -> Chunk | None:
    """The noun that a number counts: the last of the first nouns behind it, before any sign or other number."""
    found: Chunk | None = None
    for chunk in chunks[index + 1 : index + 1 + _REACH]:
        if chunk.kind in ("sign", "number", "period", "aside") or chunk.lower in function:
            break
        if is_head(chunk):
            found = chunk
        elif found is not None:
            break
    return found


def _code(noun: Chunk) -> str:
    counted = noun.value("nonclaim")
    if counted is not None and counted in reasons() and not noun.has("thing"):
        return counted
    return "nothing_done" if noun.means(("thing", "unit")) else "persons"
