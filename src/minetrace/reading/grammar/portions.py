"""Shares and differences: what is told of half of 300 mines is not told of 300; "20 more than" counts nothing."""

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


def is_difference(chunks: list[Chunk], group: Group, pack: Pack) -> bool:
    """ "20 more than in May", "three hectares less than in April", "12 more mines than last week": by how many two
    figures differ, which no one counted. "12 more mines, later than planned" is a count.
    """
    words = pack.words
    behind = chunks[group.last].lower if group.last < len(chunks) else ""
    if group.first and chunks[group.first - 1].lower in words["differing_by"] and behind in words["differing"]:
        return True  # "на 20 мин больше, чем в апреле"
    number = next((at for at in range(group.first, group.last) if chunks[at].kind == "number"), group.last)
    differs = False
    for at in range(number + 1, len(chunks)):
        chunk = chunks[at]
        if chunk.text == ";" or chunk.kind == "number" or not (differs or at <= group.last):
            return False
        if differs and chunk.lower.split()[0] in words["than"]:  # "than in the same period" is one time
            return chunks[at - 1].lower not in words["comparatives"]
        if chunk.lower in words["differing_than"] and chunks[at - 1].text != ",":
            return True
        differs = differs or chunk.lower in words["differing"]
    return False
