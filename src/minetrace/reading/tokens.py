"""Tokens: designations first, then numbers, then words, then signs."""

from __future__ import annotations

import re

from minetrace.reading.chunks import Chunk
from minetrace.reading.designations import shapes

_NUMBER = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"
    r"|\d{1,3}(?:[ ']\d{3})+(?:[.,]\d{1,2})?(?!\d)"
    r"|\d+(?:\.\d{3}){2,}(?!\d)|\d+(?:[.,]\d+)?"
)
_DOMAIN = r"[^\W\d_][^\W_]*\.(?:com|org|net|info|media|news|az|am|ge|ru|by|ua|kz|kg|tj|md)(?![\w.])"
_INITIALS = r"(?:[A-Z]\.){2,}(?!\w)"
_WORD = r"[^\W\d_]+(?:['-](?!s\b)[^\W\d_]+)*"
_TOKEN = re.compile(
    rf"(?P<designation>(?=[A-ZА-Яt\d])(?<![\w-])(?:{shapes()}))|(?P<number>(?=\d)(?:{_NUMBER}))|(?P<word>'s\b|{_DOMAIN}|{_INITIALS}|{_WORD})|(?P<sign>[^\w\s]|_)"
)


def tokenise(text: str, lower: str, start: int, end: int) -> list[Chunk]:
    """The tokens of text[start:end], left to right."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        begin, stop = match.span()
        found.append(Chunk(match.lastgroup or "sign", begin, stop, match[0], lower[begin:stop]))
    return found
