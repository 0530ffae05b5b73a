"""Pieces of an original become one NFC text with its segments.

A piece is some text and the characters of the original that it stands for. Extractors make pieces; this module joins
them, trims the edges, and composes letters (NFC) across pieces with the map kept right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from minetrace.sources.extraction.locus import CharRange, Segment


@dataclass(frozen=True, slots=True)
class Piece:
    """Text and the range of the original it stands for; `start == end` for characters that we put in.

    `linear` says that the characters correspond one by one.
    """

    text: str
    start: int
    end: int
    linear: bool = False


def join(pieces: Sequence[Piece]) -> tuple[str, list[Segment]]:
    """The NFC text of `pieces` without white space at its ends, and its segments."""
    text = "".join(piece.text for piece in pieces)
    if not unicodedata.is_normalized("NFC", text):
        pieces = list(_composed(pieces))
        text = "".join(piece.text for piece in pieces)
    lead = len(text) - len(text.lstrip())
    length = len(text.strip())
    return text.strip(), list(_segments(pieces, lead, length))


def _segments(pieces: Iterable[Piece], lead: int, length: int) -> Iterator[Segment]:
    """Segments of the text from `lead` on, `length` characters long, with linear neighbours joined."""
    held: Segment | None = None
    position = -lead
    for piece in pieces:
        start, position = position, position + len(piece.text)
        if piece.start == piece.end or position <= 0 or start >= length:
            continue
        segment = _clipped(piece, start, length)
        if held is None:
            held = segment
        elif (merged := _merged(held, segment)) is not None:
            held = merged
        else:
            yield held
            held = segment
    if held is not None:
        yield held


def _clipped(piece: Piece, start: int, length: int) -> Segment:
    first, last = max(start, 0), min(start + len(piece.text), length)
    if not piece.linear:
        return Segment(first, last, CharRange(piece.start, piece.end))
    return Segment(first, last, CharRange(piece.start + first - start, piece.start + last - start), True)


def _merged(left: Segment, right: Segment) -> Segment | None:
    if not (left.linear and right.linear and left.end == right.start):
        return None
    if not (isinstance(left.locus, CharRange) and isinstance(right.locus, CharRange)):
        return None
    if left.locus.end != right.locus.start:
        return None
    return Segment(left.start, right.end, CharRange(left.locus.start, right.locus.end), True)


def _composed(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces cut into clusters that compose on their own, each cluster in NFC."""
    cluster: list[Piece] = []
    for atom in _atoms(pieces):
        if cluster and _begins_cluster(atom.text[0]):
            yield _one(cluster)
            cluster = []
        cluster.append(atom)
    if cluster:
        yield _one(cluster)


def _atoms(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if piece.linear:
            for offset, char in enumerate(piece.text):
                yield Piece(char, piece.start + offset, piece.start + offset + 1, True)
        elif piece.text:
            yield piece


def _begins_cluster(char: str) -> bool:
    """False where `char` may compose with, or be sorted into, what stands before it (marks, Hangul vowels, tails)."""
    if char < "\u0300":
        return True
    # A singleton such as U+0374 may decompose into another character: ask what it becomes.
    first = unicodedata.normalize("NFD", char)[0]
    return not unicodedata.category(first).startswith("M") and not "\u1160" <= first <= "\u11ff"


def _one(cluster: Sequence[Piece]) -> Piece:
    text = "".join(atom.text for atom in cluster)
    composed = unicodedata.normalize("NFC", text)
    if len(cluster) == 1:
        return Piece(composed, cluster[0].start, cluster[0].end, cluster[0].linear and composed == text)
    real = [atom for atom in cluster if atom.start != atom.end]
    if not real:
        return Piece(composed, 0, 0)
    # A letter and a mark with markup between them: the range holds the markup too.
    return Piece(composed, min(atom.start for atom in real), max(atom.end for atom in real))
