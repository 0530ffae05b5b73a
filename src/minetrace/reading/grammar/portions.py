"""Shares of a figure: what is told of half of 300 mines is not told of 300."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.pack import Pack

_SHARES = ("ratio", "share")


def is_portion(chunks: list[Chunk], group: Group, predicate: Predicate | None, pack: Pack) -> bool:
    """ "half of the 5,000 hectares has been cleared", "80% из 1200 мин": of how many that is told nobody states.
    What is told of the figure itself stays: "most of the 40 people injured were farmers".
    """
    words, at = pack.words, group.first - 1
    while at >= 0 and chunks[at].lower in words["of|definite|our"]:
        at -= 1
    if at < 0 or (at == group.first - 1 and chunks[at].kind != "aside"):
        return False
    share = (chunks[at].kind == "aside" and chunks[at].data in _SHARES) or chunks[at].lower in words["most_of"]
    if not share:
        return False
    behind = chunks[group.last : predicate.first] if predicate is not None else []
    own = pack.articles and predicate is not None and predicate.last > group.first and len(behind) <= 1
    return not own or any(chunk.lower in words["be|having"] for chunk in behind)
