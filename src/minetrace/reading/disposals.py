"""What became of things that sentences before tell as found: "They were blown up", "The lot was burnt on Friday"."""

from __future__ import annotations

from itertools import takewhile

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.all_told import ends_with_all
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.pack import Pack

_SUBJECT = 6
"""Chunks from the opening of a sentence to its verb: "All four of the devices were later destroyed"."""


_FAR = 3
"""So many sentences back "all" reaches."""


def dispose(scene: Scene, things: list[Draft], previous: list[Draft], told: list[Draft], pack: Pack, text: str) -> None:
    """Add "cleared", in place, to what was found before and what this sentence says was disposed of.

    `things` are counted in this sentence, `previous` in the last one that counts things, `told` in all before.
    """
    disposed = _disposals(scene, pack, text)
    if not disposed:
        return
    if any(_said_of_all(scene.sentence.chunks, predicate, pack) for predicate in disposed):
        near = takewhile(lambda draft: scene.sentence.index - draft.sentence <= _FAR, reversed(told))
        _clear([draft for draft in near if draft.kind == "ordnance"])
    elif not things and previous and _points_back(scene, disposed, previous, pack, text):
        _clear(previous)


def _clear(found: list[Draft]) -> None:
    for draft in found:
        if draft.actions == {"found"} and draft.stance == "asserted":
            draft.actions = {"found", "cleared"}


def _disposals(scene: Scene, pack: Pack, text: str) -> list[Predicate]:
    """The verbs of a sentence that tell of disposal, in the passive or of "them"."""
    words, chunks = pack.words, scene.sentence.chunks
    found = [predicate for predicate in scene.predicates if "cleared" in predicate.actions and not predicate.unreal]
    blown = [p for p in scene.predicates if _bare(text[p.start : p.end].lower(), pack) in words["disposing"]]
    passive = {id(p) for p in blown if any(c.lower in words["be"] for c in chunks[: p.first])}
    return [p for p in [*found, *blown] if p.passive or p.adds or id(p) in passive or not pack.articles]


def _bare(verb: str, pack: Pack) -> str:
    """ "was burnt" without its auxiliary."""
    lead, _, rest = verb.partition(" ")
    return rest if lead in pack.words["be"] else verb


def _said_of_all(chunks: list[Chunk], predicate: Predicate, pack: Pack) -> bool:
    """ "All were destroyed by the 28th", "The whole lot was burnt", "Army experts destroyed the lot"."""
    if not pack.articles or pack.free_order:
        return False
    if ends_with_all(chunks, predicate.last, pack):
        return True
    opening = next((at for at, chunk in enumerate(chunks) if chunk.kind not in ("sign", "period")), 0)
    gap = chunks[opening : predicate.first]
    if not gap or len(gap) > _SUBJECT or not predicate.passive:
        return False
    words = pack.words["auxiliary|article|that_lot|entire"]
    told = gap[0].lower in pack.words["everything"] or ends_with_all(chunks, opening, pack)
    light = (c.kind == "number" or c.lower in words or c.has("cue") or c.has("thing") for c in gap[1:])
    return told and all(light)


def _points_back(scene: Scene, disposed: list[Predicate], previous: list[Draft], pack: Pack, text: str) -> bool:
    """ "They were blown up at sea", "The shells were taken to a quarry": of what the sentence before tells."""
    chunks = scene.sentence.chunks
    opened = bool(chunks) and chunks[0].lower in pack.words["all_of"]
    pointed = opened or any(predicate.adds for predicate in disposed) or _named_again(chunks, previous, pack, text)
    return pointed or bool(scene.sentence.spelled(pack.words["found_things"]))


def _named_again(chunks: list[Chunk], previous: list[Draft], pack: Pack, text: str) -> bool:
    """ "... found two naval shells. The shells were taken to a quarry": the noun of the sentence before."""
    if len(chunks) < 2 or chunks[0].lower not in pack.words["definite"] or not chunks[1].has("thing"):
        return False
    told = " ".join(text[draft.start : draft.end].lower() for draft in previous)
    return chunks[1].lower in told.split()
