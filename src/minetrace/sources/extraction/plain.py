"""Plain text: line ends and blank lines are made regular, everything else stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minetrace.sources.extraction.pieces import Piece

_SPACES = re.compile(r"\s+")
_LINE_END = re.compile(r"\r\n|[\r\n\v\x85\u2028]")
_BLOCK_END = re.compile(r"[\f\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def pieces(original: str) -> Iterator[Piece]:
    """The pieces of a decoded text: one line end, or a blank line for several, a form feed or a paragraph separator."""
    position = 0
    for match in _SPACES.finditer(original):
        ends = _line_ends(match.group())
        if not ends:
            continue
        yield Piece(clean(original[position : match.start()]), position, match.start(), True)
        yield Piece(ends, match.start(), match.end())
        position = match.end()
    yield Piece(clean(original[position:]), position, len(original), True)


def _line_ends(run: str) -> str:
    if _BLOCK_END.search(run):
        return "\n\n"
    return "\n" * min(len(_LINE_END.findall(run)), 2)


def clean(text: str) -> str:
    """Stray control characters become spaces, one for one, so that offsets stay."""
    return _CONTROLS.sub(" ", text)
