"""PDF: the characters that PDFium finds, line by line, each word with its box on the page."""

from __future__ import annotations

import ctypes
import math
import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from minetrace.sources.extraction.locus import PageBox, Segment
from minetrace.terms.problem import Problem

_PDFIUM = threading.Lock()
"""PDFium must not be entered by two threads at once."""
_HYPHEN_MARKS = "\x02\ufffe"
"""What PDFium gives for a hyphen that divides a word at the end of a line, with no line end after it."""
_PARAGRAPH_GAP = 0.6
"""Space between two lines, as a share of the line's height, from which a new block begins."""
_SENTENCE_END = re.compile(r"[.!?:;։؟][\"”»’)]*$")


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a PDF and its segments (a word each)."""

    text: str
    segments: list[Segment]
    title: str | None
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Line:
    """Words of one line; `hyphen` is true where the line ends inside a word."""

    page: int
    words: list[tuple[str, PageBox]] = field(default_factory=list)
    hyphen: bool = False

    @property
    def text(self) -> str:
        return " ".join(word for word, _ in self.words)

    @property
    def bottom(self) -> int:
        return min(box.y0 for _, box in self.words)

    @property
    def top(self) -> int:
        return max(box.y1 for _, box in self.words)


def read(data: bytes, name: str) -> Document:
    """The text of the PDF in `data`.

    Raises `Problem` MT-104 (broken), MT-105 (no text on any page), MT-109 (needs a password).
    """
    with _PDFIUM:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            if error.err_code == raw.FPDF_ERR_PASSWORD:
                raise Problem("MT-109", name=name) from error
            raise Problem("MT-104", name=name, reason="it is not a whole PDF") from error
        try:
            lines = [line for number in range(len(document)) for line in _page_lines(document, number)]
            title = " ".join((document.get_metadata_value("Title") or "").split()) or None
        except pdfium.PdfiumError as error:
            raise Problem("MT-104", name=name, reason="a page of it is damaged") from error
        finally:
            document.close()
    if not lines:
        raise Problem("MT-105", name=name)
    text, segments = _assembled(lines)
    return Document(text, segments, title)


def _page_lines(document: pdfium.PdfDocument, number: int) -> list[_Line]:
    page = document[number]
    try:
        textpage = page.get_textpage()
        try:
            return list(_lines(textpage, number + 1))
        finally:
            textpage.close()
    finally:
        page.close()


def _lines(textpage: pdfium.PdfTextPage, page: int) -> Iterator[_Line]:
    line = _Line(page)
    word, boxes = "", []
    for char, box in _chars(textpage, page):
        divides = char in _HYPHEN_MARKS
        if not char.isspace():
            word += "-" if divides else char
            boxes.append(box)
            if not divides:
                continue
        _close_word(line, word, boxes)
        word, boxes = "", []
        if (divides or char in "\r\n") and line.words:
            line.hyphen = divides
            yield line
            line = _Line(page)
    _close_word(line, word, boxes)
    if line.words:
        yield line


def _close_word(line: _Line, word: str, boxes: Sequence[PageBox | None]) -> None:
    drawn = [box for box in boxes if box is not None]
    if drawn:
        line.words.append((unicodedata.normalize("NFC", word), _hull(drawn)))


def _hull(boxes: Sequence[PageBox]) -> PageBox:
    return PageBox(
        boxes[0].page,
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def _chars(textpage: pdfium.PdfTextPage, page: int) -> Iterator[tuple[str, PageBox | None]]:
    """Each character with its box (None for one that PDFium put in); surrogate halves are joined."""
    high = ""
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = chr(code)
            continue
        char = chr(code)
        if 0xDC00 <= code < 0xE000:
            char = (high + char).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        high = ""
        if code and (unicodedata.category(char) != "Cc" or char in "\t\r\n\x02"):
            yield char, _box(textpage, index, page)


def _box(textpage: pdfium.PdfTextPage, index: int, page: int) -> PageBox | None:
    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rect)):
        return None
    edges = (rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top))
    if not all(map(math.isfinite, edges)):
        return None
    x0, y0, x1, y1 = (round(edge * 100) for edge in edges)
    return PageBox(page, min(x0, x1), y0, max(x0, x1), y1) if x0 != x1 or y0 != y1 else None


def _assembled(lines: Sequence[_Line]) -> tuple[str, list[Segment]]:
    """One text: words parted by spaces, lines by a line end, blocks by a blank line; divided words made whole."""
    parts: list[str] = []
    segments: list[Segment] = []
    position = 0
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        for number, (word, box) in enumerate(line.words):
            last = number == len(line.words) - 1
            shown, after = (word, " ") if not last else _line_end(line, following)
            parts += (shown, after)
            segments.append(Segment(position, position + len(shown), box))
            position += len(shown) + len(after)
    return "".join(parts), segments


def _line_end(line: _Line, following: _Line | None) -> tuple[str, str]:
    """The last word of a line and what stands after it."""
    word = line.words[-1][0]
    if following is None:
        return word, ""
    if line.hyphen:
        # A letter divided from a small letter is one word; "PMN-" and "E" keep their hyphen.
        divided = len(word) > 1 and word[-2].islower() and following.words[0][0][0].islower()
        return (word[:-1] if divided else word), ""
    return word, "\n\n" if _new_block(line, following) else "\n"


def _new_block(line: _Line, following: _Line) -> bool:
    flows_on = following.page != line.page or following.top > line.top
    if flows_on:
        return bool(_SENTENCE_END.search(line.text)) or not following.text[0].islower()
    return line.bottom - following.top > _PARAGRAPH_GAP * (line.top - line.bottom)
