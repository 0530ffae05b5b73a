"""Saved web pages: the article's text without menus and scripts, each character with its place in the page's source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby

from minetrace.sources.extraction.markup import Token, Tokens
from minetrace.sources.extraction.pieces import Piece

_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|link|div|p|article|main)\b",
    re.I | re.S,
)
_SNIFFED = 8192
_SUBSTANTIAL = 200
"""Characters below which an article, or a page without its menus, is not taken for the whole text."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """What the head of a page says of it: an ISO day, an address, a publisher, a language. Offers, never facts."""

    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None

    def as_dict(self) -> dict[str, str]:
        """The offers that the page makes."""
        return {key: value for key, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The text of a page in pieces, its title, and what it says about itself."""

    pieces: list[Piece]
    title: str | None
    suggested: Suggested
    notes: tuple[str, ...] = field(default=())


def looks_like(text: str) -> bool:
    """True where `text` begins as an HTML page does."""
    return _OPENING.match(text[:_SNIFFED]) is not None


def parse(source: str) -> Page:
    """The page in `source`: its <article>, else its <main>, else its body, without what surrounds them."""
    tokens = Tokens(source)
    chosen, notes = _chosen(tokens.tokens)
    return Page(
        pieces=list(_spaced(chosen)),
        title=tokens.meta.get("og:title") or tokens.title or None,
        suggested=Suggested(
            published=_day(tokens.meta.get("article:published_time")),
            url=tokens.canonical or tokens.meta.get("og:url"),
            publisher=tokens.meta.get("og:site_name"),
            language=tokens.language,
        ),
        notes=notes,
    )


def _day(stated: str | None) -> str | None:
    match = _DAY.match(stated.strip()) if stated else None
    return match.group() if match else None


def _chosen(tokens: Sequence[Token]) -> tuple[list[Token], tuple[str, ...]]:
    """The tokens of the region that holds the text, and a note where we had to take more than we like."""
    body = [token for token in tokens if not token.skipped]
    articles = [list(run) for number, run in groupby(body, key=lambda token: token.article) if number]
    longest = max(articles, key=_length, default=[])
    floor = min(_SUBSTANTIAL, _length(body) // 2)
    if longest and _length(longest) >= floor and 2 * _length(longest) >= sum(map(_length, articles)):
        return longest, ()
    main = [token for token in body if token.main]
    if main and _length(main) >= floor:
        return main, ()
    # Some sites wrap the whole page in a form or leave a menu unclosed: then skipping would lose the text.
    if _length(body) < _SUBSTANTIAL and _length(tokens) > 2 * _length(body):
        note = "The page has hardly any text outside its menus and forms: all of its text is taken."
        return list(tokens), (note,)
    return body, ()


def _length(tokens: Iterable[Token]) -> int:
    return sum(len(token.piece.text.strip()) for token in tokens)


_FOLDED = " \t\n\r\f"
"""White space that a browser folds; no-break spaces stay, numbers are written with them."""
_RUN = re.compile(f"[{_FOLDED}]+")


def _spaced(tokens: Iterable[Token]) -> Iterator[Piece]:
    """Pieces with white space folded as a browser shows it: a space, a line end, or a blank line between blocks."""
    pending: list[Piece] = []
    for token in tokens:
        for piece in _cut(token):
            if not piece.text.strip(_FOLDED):
                pending.append(piece)
                continue
            if pending:
                yield _folded(pending)
                pending = []
            yield piece


def _cut(token: Token) -> Iterator[Piece]:
    """The words and the white space of a token, in order."""
    piece = token.piece
    if not piece.linear or piece.start == piece.end:
        yield piece
        return
    position = 0
    for match in _RUN.finditer(piece.text):
        if match.start() > position:
            yield _slice(piece, position, match.start())
        shown = match.group() if token.preformatted else " "
        yield Piece(shown, piece.start + match.start(), piece.start + match.end())
        position = match.end()
    if position < len(piece.text):
        yield _slice(piece, position, len(piece.text))


def _slice(piece: Piece, start: int, end: int) -> Piece:
    return Piece(piece.text[start:end], piece.start + start, piece.start + end, True)


def _folded(run: Sequence[Piece]) -> Piece:
    """One piece for a run of white space; it stands for original characters only where they are the whole of it."""
    shown = "".join(piece.text for piece in run)
    ends = shown.count("\n")
    text = "\n" * min(ends, 2) if ends else "\t" if "\t" in shown else " "
    if len(run) == 1 and run[0].start != run[0].end:
        return Piece(text, run[0].start, run[0].end, len(text) == run[0].end - run[0].start)
    return Piece(text, 0, 0)
