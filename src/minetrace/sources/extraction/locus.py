"""The way back from a text to its original: segments, each with a place in the original.

In text and HTML a place is a range of characters of the decoded original (the encoding is named in the map); in PDF it
is a box on a page. Everything is an integer, so that the map has one canonical JSON form.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CharRange:
    """Characters `start` to `end` (exclusive) of the original, decoded with the encoding that the map names."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PageBox:
    """A box on a PDF page: `page` counts from 1; edges in 1/100 pt of the page's space, origin at the bottom left."""

    page: int
    x0: int
    y0: int
    x1: int
    y1: int


Locus = CharRange | PageBox


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters `start` to `end` of the text and where they stand in the original.

    `linear` means that the characters correspond one by one; otherwise (an entity, a composed letter, folded
    spaces, a word on a page) any part of the segment leads to the whole locus.
    """

    start: int
    end: int
    locus: Locus
    linear: bool = False

    def part(self, start: int, end: int) -> Locus:
        """Where the characters `start` to `end`, which overlap this segment, stand in the original."""
        if not self.linear or not isinstance(self.locus, CharRange):
            return self.locus
        first = self.locus.start + max(start, self.start) - self.start
        return CharRange(first, first + min(end, self.end) - max(start, self.start))


class TextMap:
    """The segments of one text in order, without overlap; characters that we put in (a blank line) have no segment."""

    def __init__(self, segments: Iterable[Segment], *, encoding: str | None = None) -> None:
        self.segments = tuple(segments)
        self.encoding = encoding
        self._starts = [segment.start for segment in self.segments]

    def locus(self, start: int, end: int) -> tuple[Locus, ...]:
        """The places in the original of the characters `start` to `end` of the text, neighbours joined.

        Characters join when they touch in the original; boxes join when they stand in one line of one page, so a
        span over two lines of a PDF gives two boxes. An empty span, or one of added line ends only, gives none.
        """
        joined: list[Locus] = []
        for place in self._places(start, end):
            union = _union(joined[-1], place) if joined else None
            if union is None:
                joined.append(place)
            else:
                joined[-1] = union
        return tuple(joined)

    def _places(self, start: int, end: int) -> Iterator[Locus]:
        index = max(bisect_right(self._starts, start) - 1, 0)
        while index < len(self.segments) and self.segments[index].start < end:
            segment = self.segments[index]
            if segment.end > start:
                yield segment.part(max(start, segment.start), min(end, segment.end))
            index += 1

    def as_dict(self) -> dict[str, Any]:
        """The map as integers and names only: `from_dict` gives the same map back.

        `segments` are [text start, text end, linear 0|1, start, end] for characters and
        [text start, text end, page, x0, y0, x1, y1] for boxes.
        """
        boxes = any(isinstance(segment.locus, PageBox) for segment in self.segments)
        return {
            "unit": "box" if boxes else "char",
            "encoding": self.encoding,
            "segments": [_row(segment) for segment in self.segments],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> TextMap:
        """The map that `as_dict` described."""
        if data["unit"] == "box":
            segments = [Segment(row[0], row[1], PageBox(*row[2:])) for row in data["segments"]]
        else:
            segments = [Segment(row[0], row[1], CharRange(row[3], row[4]), bool(row[2])) for row in data["segments"]]
        return cls(segments, encoding=data["encoding"])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TextMap):
            return NotImplemented
        return self.segments == other.segments and self.encoding == other.encoding

    def __hash__(self) -> int:
        return hash((self.segments, self.encoding))


def _row(segment: Segment) -> list[int]:
    place = segment.locus
    if isinstance(place, PageBox):
        return [segment.start, segment.end, place.page, place.x0, place.y0, place.x1, place.y1]
    return [segment.start, segment.end, int(segment.linear), place.start, place.end]


def _union(left: Locus, right: Locus) -> Locus | None:
    if isinstance(left, CharRange) and isinstance(right, CharRange):
        return CharRange(left.start, right.end) if left.end == right.start else None
    if isinstance(left, PageBox) and isinstance(right, PageBox):
        return _same_line(left, right)
    return None


def _same_line(left: PageBox, right: PageBox) -> PageBox | None:
    overlap = min(left.y1, right.y1) - max(left.y0, right.y0)
    if left.page != right.page or overlap * 2 < min(left.y1 - left.y0, right.y1 - right.y0):
        return None
    return PageBox(
        left.page,
        min(left.x0, right.x0),
        min(left.y0, right.y0),
        max(left.x1, right.x1),
        max(left.y1, right.y1),
    )
