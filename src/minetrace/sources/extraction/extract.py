"""One door for originals: `extract` tells what they are and hands them to the extractor of their kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from minetrace.sources.extraction import html, plain
from minetrace.sources.extraction.decoding import Decoded, decode
from minetrace.sources.extraction.locus import Locus, Segment, TextMap
from minetrace.sources.extraction.pieces import join
from minetrace.terms.problem import Problem

LIMIT_BYTES = 20_000_000
"""Originals up to and including this size are read; larger ones are refused with MT-103."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The text of an original and the way back.

    `text` is NFC with "\\n" line ends, blocks separated by blank lines. `media_type` is text/plain, text/html or
    application/pdf. `suggested` is what the original says about itself: an offer to a person, never used unasked.
    `notes` are sentences on what was doubtful (a guessed encoding).
    """

    text: str
    media_type: str
    title: str | None
    map: TextMap
    suggested: html.Suggested
    notes: tuple[str, ...] = ()

    def locus(self, start: int, end: int) -> tuple[Locus, ...]:
        """Where the characters `start` to `end` of the text stand in the original: character ranges or page boxes."""
        return self.map.locus(start, end)

    def map_as_dict(self) -> dict[str, Any]:
        """The map in integers and names only, for canonical JSON; `TextMap.from_dict` gives it back."""
        return self.map.as_dict()


def extract(data: bytes, *, name: str) -> Extraction:
    """The text of `data`, an original called `name` in messages (its ending is not trusted).

    Raises `Problem` MT-101 (empty), MT-102 (not text, HTML or PDF), MT-103 (larger than `LIMIT_BYTES`), MT-104 (broken
    PDF), MT-105 (PDF without text), MT-109 (encrypted PDF), MT-110 (a page without text).
    """
    check_size(len(data), name=name)
    if not data.strip():
        raise Problem("MT-101", name=name)
    # The header of a PDF may stand after some other bytes (ISO 32000-1, Annex H, 3.4.1).
    if b"%PDF-" in data[:1024]:
        return _from_pdf(data, name)
    decoded = decode(data)
    if decoded is None:
        raise Problem("MT-102", name=name)
    return _from_html(decoded, name) if html.looks_like(decoded.text) else _from_text(decoded, name)


def check_size(size: int, *, name: str) -> None:
    """Raise `Problem` MT-103 where an original of `size` bytes is over the limit: before it is read, where one can."""
    if size > LIMIT_BYTES:
        raise Problem("MT-103", name=name, size=_megabytes(size), limit=LIMIT_BYTES // 1_000_000)


def _megabytes(size: int) -> str:
    """Millions of bytes with one decimal, rounded up: a size over the limit never reads as the limit."""
    tenths = -(-size // 100_000)
    return f"{tenths // 10}.{tenths % 10}"


def _from_text(decoded: Decoded, name: str) -> Extraction:
    text, segments = join(list(plain.pieces(decoded.text)))
    if not text:
        raise Problem("MT-101", name=name)
    return _extraction(text, segments, "text/plain", decoded)


def _from_html(decoded: Decoded, name: str) -> Extraction:
    page = html.parse(decoded.text)
    text, segments = join(page.pieces)
    if not text:
        raise Problem("MT-110", name=name)
    return Extraction(
        text=text,
        media_type="text/html",
        title=page.title,
        map=TextMap(segments, encoding=decoded.encoding),
        suggested=page.suggested,
        notes=decoded.notes + page.notes,
    )


def _from_pdf(data: bytes, name: str) -> Extraction:
    # PDFium is loaded for PDFs only: it would double the time that reading a short text takes.
    from minetrace.sources.extraction import pdf

    document = pdf.read(data, name)
    return Extraction(
        text=document.text,
        media_type="application/pdf",
        title=document.title,
        map=TextMap(document.segments),
        suggested=html.Suggested(),
        notes=document.notes,
    )


def _extraction(text: str, segments: Sequence[Segment], media_type: str, decoded: Decoded) -> Extraction:
    return Extraction(
        text=text,
        media_type=media_type,
        title=None,
        map=TextMap(segments, encoding=decoded.encoding),
        suggested=html.Suggested(),
        notes=decoded.notes,
    )
