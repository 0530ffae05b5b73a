"""Names as they are written: the points and brackets between titles, initials and a name are no signs of a sentence."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk
from minetrace.reading.names import is_capital
from minetrace.reading.pack import Pack


def without_points(chunks: list[Chunk], pack: Pack) -> list[Chunk]:
    """ "Mr. Ivo Kern", "Col. (res.) Ivo Kern", "I. Kern" as "Mr Ivo Kern", "Col Ivo Kern", "I Kern"."""
    out: list[Chunk] = []
    index, small = 0, pack.words["function"]
    while index < len(chunks):
        chunk = chunks[index]
        titled = bool(out) and out[-1].has("title")
        if titled and chunk.text == "(":
            width = _bracket(chunks, index)
            if width and _names(chunks, index + width, small):
                index += width
                continue
        if chunk.text == "." and out and (titled or _initial(out[-1])):
            after = index + 1
            after += _bracket(chunks, after) if titled else 0
            if _names(chunks, after, small):
                index += 1
                continue
        out.append(chunk)
        index += 1
    return out


def _initial(chunk: Chunk) -> bool:
    return len(chunk.text) == 1 and chunk.text.isupper()


def _names(chunks: list[Chunk], index: int, small: frozenset[str]) -> bool:
    """Whether a name may begin at a chunk."""
    return index < len(chunks) and is_capital(chunks[index]) and chunks[index].lower not in small


def _bracket(chunks: list[Chunk], index: int) -> int:
    """The width of a bracket with one small word in it, "(res.)", "(retired)"; 0 where there is none."""
    inside = [chunk.text for chunk in chunks[index : index + 4]]
    if len(inside) < 3 or inside[0] != "(" or not inside[1].isalpha() or inside[1].isupper() or len(inside[1]) > 7:
        return 0
    return 3 if inside[2] == ")" else 4 if inside[2:] == [".", ")"] else 0
