"""The tokens of an HTML page with their offsets and the region of the page they stand in."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from importlib.resources import files

from minetrace.sources.extraction.pieces import Piece
from minetrace.sources.extraction.plain import clean

_TAGS: dict[str, list[str]] = json.loads(
    files("minetrace.sources.extraction").joinpath("tags.json").read_text(encoding="utf-8")
)
_NEVER, _AROUND, _BLOCKS, _CELLS, _VOID = (
    frozenset(_TAGS[kind]) for kind in ("never text", "around the text", "blocks", "cells", "void")
)


_NO_TEXT, _SKIPPED = "#no text", "#skipped"
_TAG_BEGINS = re.compile(r"<[a-zA-Z/!?]")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the page and its region: `article` numbers the outermost <article> it stands in (0: none)."""

    piece: Piece
    skipped: bool
    article: int
    main: bool
    preformatted: bool


def _counted(tag: str, hidden: bool) -> Iterator[str]:
    """What an open element counts as, besides its own tag."""
    yield tag
    if tag in _NEVER:
        yield _NO_TEXT
    if tag in _AROUND:
        yield _SKIPPED
    if hidden:
        yield _SKIPPED


def _end_of_markup(source: str) -> int:
    """Where a tag begins that never ends, or the end: such a tail shows nothing and takes quadratic time."""
    unfinished = _TAG_BEGINS.search(source, source.rfind(">") + 1)
    return unfinished.start() if unfinished else len(source)


class Tokens(HTMLParser):
    """Reads a whole page at once.

    `tokens` are the shown pieces with the line ends and tabs that their elements make; `title`, `meta`, `canonical`
    and `language` are what the head says. Scripts, styles and drawings give no tokens at all.
    """

    def __init__(self, source: str) -> None:
        # References stay apart so that each keeps its own offsets.
        super().__init__(convert_charrefs=False)
        self.tokens: list[Token] = []
        self.meta: dict[str, str] = {}
        self.canonical: str | None = None
        self.language: str | None = None
        self._title: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._depth: Counter[str] = Counter()
        self._articles = 0
        self._source = source
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self.feed(source[: _end_of_markup(source)])
        self.close()

    @property
    def title(self) -> str:
        """The words of <title>, with single spaces."""
        return " ".join("".join(self._title).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element: note its region, break the line where a browser would."""
        values = {key: value or "" for key, value in attrs}
        self._note(tag, values)
        if tag in _BLOCKS:
            self._close_implied()
        self._break(tag)
        if tag in _VOID:
            return
        if tag == "article" and not self._depth["article"]:
            self._articles += 1
        self._enter(tag, "hidden" in values)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element and what was left open in it; an end without a beginning is passed over."""
        if self._depth[tag]:
            self._leave(tag)
        self._break(tag)

    def _enter(self, tag: str, hidden: bool) -> None:
        self._open.append((tag, hidden))
        self._depth.update(_counted(tag, hidden))

    def _leave(self, tag: str) -> None:
        left = ""
        while left != tag:
            left, hidden = self._open.pop()
            self._depth.subtract(_counted(left, hidden))

    def handle_data(self, data: str) -> None:
        """Plain characters."""
        start = self._offset()
        if self._depth["title"] and not self._depth["svg"]:
            self._title.append(data)
        self._add(Piece(clean(data), start, start + len(data), True))

    def handle_entityref(self, name: str) -> None:
        """A named reference such as &eacute;."""
        self._reference(len(name) + 1)

    def handle_charref(self, name: str) -> None:
        """A numbered reference such as &#1234;."""
        self._reference(len(name) + 2)

    def _close_implied(self) -> None:
        """A block ends a paragraph and the head of the page, whether or not the page says so."""
        if self._depth["head"]:
            self._leave("head")
        elif self._open and self._open[-1][0] == "p":
            self._leave("p")

    def _reference(self, length: int) -> None:
        start = self._offset()
        end = start + length
        if self._source[end : end + 1] == ";":
            end += 1
        text = unescape(self._source[start:end])
        if self._depth["title"] and not self._depth["svg"]:
            self._title.append(text)
        self._add(Piece(clean(text), start, end, text == self._source[start:end]))

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _break(self, tag: str) -> None:
        if tag == "br":
            self._add(Piece("\n", 0, 0))
        elif tag in _BLOCKS:
            self._add(Piece("\n\n", 0, 0))
        elif tag in _CELLS:
            # Not a space: in many languages "1" and "500" with a space between them are fifteen hundred.
            self._add(Piece("\t", 0, 0))

    def _add(self, piece: Piece) -> None:
        depth = self._depth
        if not piece.text or depth[_NO_TEXT]:
            return
        # The header of an article carries its headline; the header of a page its menus.
        headline = depth["article"] or depth["main"]
        skipped = depth[_SKIPPED] - (depth["header"] if headline else 0) > 0
        article = self._articles if depth["article"] else 0
        self.tokens.append(Token(piece, skipped, article, depth["main"] > 0, depth["pre"] > 0))

    def _note(self, tag: str, values: dict[str, str]) -> None:
        if tag == "meta":
            key = (values.get("property") or values.get("name") or "").strip().lower()
            content = " ".join(values.get("content", "").split())
            if key and content:
                self.meta.setdefault(key, content)
        elif tag == "link" and values.get("rel", "").lower() == "canonical":
            self.canonical = self.canonical or values.get("href") or None
        elif tag == "html":
            self.language = values.get("lang", "").strip() or None
