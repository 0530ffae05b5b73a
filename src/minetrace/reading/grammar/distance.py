"""How far a verb is from a figure: by the words between, some of which part them and some of which do not."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk
from minetrace.reading.pack import Pack

_STEERING = "auxiliary|contrast|possessive_relative|relative|conjunction"
"""Words that make a verb nearer or farther than their number does."""


def distance(between: list[Chunk], pack: Pack) -> float:
    """How far words between a figure and a verb hold them apart."""
    cost, steering = 0.0, pack.words[_STEERING]
    for chunk in between:
        if chunk.kind == "word" and chunk.lower not in steering:
            cost += 0.8
            continue
        if chunk.kind == "period" or (chunk.lower in pack.words["auxiliary"] and chunk.lower not in pack.words["and"]):
            continue
        if chunk.text == ";":
            cost += 30
        elif chunk.text == ":":
            cost += 10
        elif chunk.text == ",":
            cost += 2.5
        elif chunk.lower in pack.words["contrast"]:
            cost += 16
        elif chunk.lower in pack.words["possessive_relative"]:
            cost += 60
        elif chunk.lower in pack.words["relative"]:
            cost += 10
        elif chunk.means(("action", "outcome")):
            cost += 8
        elif chunk.lower in pack.words["conjunction"]:
            cost += 1.5
        else:
            cost += 0.8
    return cost
