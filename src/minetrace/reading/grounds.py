"""Grounds: whether what somebody visited is mined ground, or a place that the text told of before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.names import Run
from minetrace.reading.pack import Pack

_NOUN = 3
"""So many words may a noun stand behind its article."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a text has told before a sentence: whether of explosive ordnance, in which places, in which words."""

    hazard: bool
    places: Collection[str]
    before: str


def named_grounds(sentence: Sentence, runs: list[Run], start: int, end: int, pack: Pack) -> list[Run]:
    """ "visited Sotk and Verin Shorzha", "came to Frýdlant": names behind the verb, and what is joined to them."""
    found: list[Run] = []
    joints = pack.words["and"] | {","}
    for run in runs:
        lead = sentence.chunks[run.first - 1] if run.first else None
        if run.start < start or run.end > end or run.kind not in ("unknown", "place") or lead is None:
            continue
        behind = sentence.chunks[run.last] if run.last < len(sentence.chunks) else None
        owns = behind is not None and (behind.lower in pack.words["possessive"] or behind.has("office"))
        body = any(word.isupper() for word in run.words) or lead.has("title")
        site = run.first > 1 and sentence.chunks[run.first - 2].lower in pack.words["sites|told_sites"]
        site = site and lead.lower in pack.words["of"]
        ahead = [chunk.lower for chunk in sentence.chunks[run.last : run.last + 2] if chunk.start < end]
        site = site or (
            lead.lower in pack.words["definite"] and any(word in pack.words["sites|told_sites"] for word in ahead)
        )
        typed = (
            pack.genitive and lead.start >= start and (lead.means(("place_cue", "place_type")) or lead.kind == "period")
        )
        first = (
            lead.end <= start or site or typed or (found and lead.lower in joints and lead.start <= found[-1].end + 1)
        )
        if first and not owns and not body:
            found.append(run)
    return found if pack.articles or pack.genitive else []


def is_ground(sentence: Sentence, start: int, end: int, places: list[Run], pack: Pack, told: Told) -> bool:
    """Whether what was visited, with the `places` that it names, has to do with mines.

    A known target, a word such as "mined", anything in a sentence that tells of mines; in a text that does, a site of
    any kind, a place where something was found or somebody was hurt, and a site told of before ("the school").
    """
    object_ = sentence.between(start, end)
    words = {word for chunk in object_ for word in chunk.lower.split()}
    if not words:
        return False
    pointed = object_[0].lower in pack.words["seen_again"] and bool(told.places or "mine" in told.before)
    if told.hazard and pack.articles and pointed:
        return True
    plain = pack.genitive and not words & pack.words["other_sites"]
    if told.hazard and (pack.articles or plain) and _known(object_, places, start, end, pack, told):
        return True
    if words & pack.words["other_sites"]:
        return False
    target = any(start <= mark.start < end for mark in sentence.marked("visit_target"))
    near = {chunk.lower for chunk in sentence.chunks} if not pack.articles else words
    hazard = bool(sentence.marked("hazard") or sentence.marked("mention"))
    return target or hazard or bool(near & pack.words["mined_words"])


def _known(object_: list[Chunk], places: list[Run], start: int, end: int, pack: Pack, told: Told) -> bool:
    named = [run.text.lower() for run in places if start <= run.start < end]
    if any(name in told.places for name in named) or any(chunk.lower in pack.words["sites"] for chunk in object_):
        return True
    for at, chunk in enumerate(object_):
        if chunk.lower not in pack.words["definite"]:
            continue
        for noun in object_[at + 1 : at + 1 + _NOUN]:
            if noun.lower in pack.words["function"] or noun.kind in ("sign", "number", "period"):
                break
            if noun.lower in pack.words["told_sites"] and f" {noun.lower}" in told.before:
                return True
    return False
