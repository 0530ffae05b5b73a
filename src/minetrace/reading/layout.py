"""Tables in plain text, laid out as sentences: "January | 40" under "Mines found" is read as "January: 40 mines found".

Cells stand between upright strokes, tabs, leaders ("Mines ........ 412") or two spaces and more. The characters of
a number stay its own, so that a claim quotes the cell; the words that a heading lends to it have its last place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from minetrace.reading.pack import Pack
from minetrace.reading.text import Normal, lowered
from minetrace.reading.tokens import tokenise

_TABULAR = re.compile(
    r"\||\t|\S {2,}\S|\.{4}|(?:\. ){3}|\u2026{2}|\d ?/ ?\d+\s*$|^[^\n:]{2,60}: ?\d[\d ,.]*$", re.MULTILINE
)
_LEADER = re.compile(r"\s*(?:(?:\.\s?){4,}|\u2026{2,}|_{4,})\s*")
_STROKE, _TAB, _GAP = re.compile(r"\s*\|\s*"), re.compile(r"\s*\t\s*"), re.compile(r"(?<![.!?:;, ]) {2,}")
_SLASHED = re.compile(r"(\D{2,40}?):? (\d[\d,]*(?: ?/ ?\d[\d,]*)+)")
_PAIRED = re.compile(r"\(([^()/]+(?:/[^()/]+)+)\)")
_COLON = re.compile(r":\s*(?=\d[\d ,.]*$)")
_NUMBER = re.compile(r"[~<>\u2248]?\d{1,3}(?:[ ,.']?\d{3})*(?:[.,]\d+)?(?![\d%])")
_DIGITS, _UNSLASHED = re.compile(r"\d[\d,]*"), re.compile(r"[^/]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RULE = re.compile(r"[\s|:+=-]+")
_COUNTED = frozenset(("thing", "outcome", "unit"))
_CELL = 60
"""Characters of a cell: what is longer is prose."""

Span = tuple[int, int]


@dataclass(slots=True)
class _Out:
    """The text laid out so far, and for each character its place in the normalised text."""

    text: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def copy(self, normal: Normal, start: int, end: int) -> None:
        self.text.append(normal.text[start:end])
        self.places += range(start, end)

    def lend(self, words: str, at: int) -> None:
        self.text.append(words)
        self.places += [at] * len(words)


def laid_out(normal: Normal, pack: Pack) -> Normal:
    """The text with its tables as lines that a sentence reader understands; texts without any come back as they are."""
    if not pack.articles or pack.free_order or _TABULAR.search(_raw(normal)) is None:
        return normal
    raw = _raw(normal)
    lines = [match.span() for match in re.finditer(r"[^\n]*", raw) if match.group().strip()]
    rows = [_cells(raw, *line) for line in lines]
    out, done, at = _Out(), 0, 0
    while at < len(rows):
        size = _table(raw, lines, rows, at)
        if size:
            head = _header(raw, rows, at, size)
            first = at - 1 if head is not None and at and head is rows[at - 1] else at
            above = lines[first - 1] if first else None
            out.copy(normal, done, lines[first][0])
            _Sentences(normal, pack, out).write(rows[at : at + size], head or [], above)
            done = lines[at + size - 1][1]
        at += size or 1
    if not done:
        return normal
    out.copy(normal, done, len(normal.text))
    text = "".join(out.text)
    offsets = normal.offsets or range(len(normal.text) + 1)
    return Normal(text, lowered(text), normal.original, (*(offsets[place] for place in out.places), offsets[-1]))


def _raw(normal: Normal) -> str:
    """The characters of the text before signs were made alike, one for one: tabs tell columns apart."""
    if normal.offsets is None:
        return normal.original
    return "".join(normal.original[place] for place in normal.offsets[:-1])


def _cells(raw: str, start: int, end: int) -> list[Span]:
    """The spans of the cells of a line; one where it is no row."""
    line = raw[start:end]
    slashed = _SLASHED.fullmatch(raw, start, end)
    if slashed is not None:
        return [slashed.span(1), *(number.span() for number in _DIGITS.finditer(raw, *slashed.span(2)))]
    apart = next((form for form in (_STROKE, _TAB, _LEADER, _GAP, _COLON) if form.search(line.strip())), None)
    if apart is None:
        return [(start, end)]
    cells, last = [], start
    for match in apart.finditer(raw, start, end):
        cells.append((last, match.start()))
        last = match.end()
    cells.append((last, end))
    trimmed = [_trim(raw, *cell) for cell in cells]
    while trimmed and trimmed[0][0] == trimmed[0][1]:
        trimmed.pop(0)
    while trimmed and trimmed[-1][0] == trimmed[-1][1]:
        trimmed.pop()
    return trimmed or [(start, end)]


def _trim(raw: str, start: int, end: int) -> Span:
    text = raw[start:end]
    return start + len(text) - len(text.lstrip()), max(end - len(text) + len(text.rstrip()), start)


def _table(raw: str, lines: list[Span], rows: list[list[Span]], at: int) -> int:
    """How many rows the table has that begins at a line: 0 where none does."""
    width, size = len(rows[at]), 1
    if width < 2:
        return 0
    while at + size < len(rows) and raw.count("\n", lines[at + size - 1][1], lines[at + size][0]) == 1:
        alike = len(rows[at + size]) == width or _RULE.fullmatch(raw[slice(*lines[at + size])])
        if not alike:
            break
        size += 1
    cells = [cell for row in rows[at : at + size] for cell in row]
    counted = any(_NUMBER.match(raw[a:b]) for a, b in cells)
    return size if size > 1 and counted and all(b - a <= _CELL for a, b in cells) else 0


def _header(raw: str, rows: list[list[Span]], at: int, size: int) -> list[Span] | None:
    """The row of headings: the first without numbers but years, or the line above that has a cell for each column."""
    first = rows[at]
    if len(first) > 1 and all(_heads(raw[a:b]) for a, b in first[1:]):
        return first
    above = rows[at - 1] if at else []
    paired = _PAIRED.search(raw, *above[0]) if len(above) == 1 else None
    if paired is not None and "/" in raw[first[0][1] : first[-1][1]]:
        return [_trim(raw, *part.span()) for part in _UNSLASHED.finditer(raw, *paired.span(1))]
    fits = len(above) in (len(first) - 1, len(first)) and len(above) > 1
    return above if fits and all(_heads(raw[a:b]) for a, b in above) else None


def _heads(cell: str) -> bool:
    return bool(_YEAR.fullmatch(cell)) or not _NUMBER.match(cell)


@dataclass(slots=True)
class _Sentences:
    """Writes the cells of a table as sentences."""

    normal: Normal
    pack: Pack
    out: _Out

    def write(self, rows: Sequence[list[Span]], head: list[Span], above: Span | None) -> None:
        """A sentence for each number, column by column, under the heading of its column or the line above the table."""
        body = [row for row in rows if row is not head and not _RULE.fullmatch(self._said(row[0]) or "-")]
        if not head and all(len(row) == 2 and self._counts(row[0]) for row in body):
            for row in body:
                self._line(row)
            return
        above_all = self._said(above) if above is not None else ""
        names = head[-(len(body[0]) - 1) :] if head and body else []
        around = " ".join([*map(self._said, names), above_all])
        for column in range(1, max((len(row) for row in body), default=0)):
            for row in body:
                heading = self._said(names[column - 1]) if column <= len(names) else ""
                self._cell(row, column, heading, above_all, around)

    def _line(self, row: list[Span]) -> None:
        """ "Mines ........ 412": a label that counts, and its number."""
        label, number = row
        self.out.copy(self.normal, *label)
        self.out.lend(": ", label[1])
        self.out.copy(self.normal, *number)
        self.out.lend("\n", number[1])

    def _cell(self, row: list[Span], column: int, heading: str, caption: str, around: str) -> None:
        start, end = row[column] if column < len(row) else (0, 0)
        number = _NUMBER.match(self.normal.text, start, end)
        if number is None or not re.search("[1-9]", number.group()):
            return
        label, rest = self._said(row[0]), self.normal.text[number.end() : end].strip()
        told = next((words for words in (heading, label) if self._counted(words)), self._title(caption))
        own = bool(rest) and self._counted(rest)
        if any(sign.isalnum() or sign == "%" for sign in rest) and not own:
            return  # "12.05.2024", "60 %"
        words = "" if own else self._words(told, around) if told is heading or self._plain(heading) else ""
        if not words and not own:
            return
        if told is label and not self._cued(label):
            named = bool(heading and words) and not self._done(heading)
            self.out.lend(f"{heading}{self._of_year(heading, caption)}: " if named else "", start)
        else:
            self.out.copy(self.normal, *row[0])
            self.out.lend(f"{self._of_year(label, caption)}: ", row[0][1])
        self.out.copy(self.normal, start, end)
        self.out.lend(f" {words}" if words else "", max(end - 1, start))
        self.out.lend(".\n", end)

    def _title(self, caption: str) -> str:
        """The line above a table where it says what was done to things, or what befell people; else nothing."""
        senses = self._senses(caption)
        kinds = set().union(*(kinds for _, kinds in senses))
        several = any("thing" in kinds and self.pack.plural(word) for word, kinds in senses) or "unit" in kinds
        return caption if "outcome" in kinds or (several and "action" in kinds) else ""

    def _of_year(self, name: str, caption: str) -> str:
        """ "March" in a table of 2023: the year that the line above tells, where it tells one."""
        years = set(_YEAR.findall(caption)) if name.lower() in self.pack.calendar["months"] else set()
        return f" {years.pop()}" if len(years) == 1 else ""

    def _plain(self, heading: str) -> bool:
        """Whether a heading only says when, or that things are counted: "2023", "March", "Number", "Total"."""
        if not heading or _YEAR.fullmatch(heading) or heading.lower() in self.pack.calendar["months"]:
            return True
        senses = self._senses(heading)
        return any(kinds & {"tally_noun", "cue", "action"} for _, kinds in senses)

    def _said(self, span: Span) -> str:
        return self.normal.text[slice(*span)]

    def _words(self, phrase: str, around: str) -> str:
        """ "mines found", "ha cleared", "civilians killed": what a number counts, and what became of it."""
        senses = self._senses(phrase)
        units = [word for word, kinds in senses if "unit" in kinds]
        things = [word for word, kinds in senses if kinds & {"thing", "person"}]
        done = [word for word, kinds in senses if "outcome" in kinds]
        done = done or [word for word, kinds in (*senses, *self._senses(around)) if "action" in kinds][:1]
        if not units and not things and not done:
            return ""
        return " ".join(dict.fromkeys((*(units[:1] or things[:1]), *(done[:1]))))

    def _counted(self, phrase: str) -> bool:
        return any(kinds & _COUNTED and "nonclaim" not in kinds for _, kinds in self._senses(phrase))

    def _counts(self, label: Span) -> bool:
        return self._counted(self._said(label))

    def _done(self, phrase: str) -> bool:
        return any("action" in kinds for _, kinds in self._senses(phrase))

    def _cued(self, phrase: str) -> bool:
        return any("cue" in kinds for _, kinds in self._senses(phrase))

    def _senses(self, phrase: str) -> list[tuple[str, set[str]]]:
        """The phrases of a heading to which the lexicon gives a meaning, in lower case, each with its kinds."""
        lower = lowered(phrase)
        tokens = tokenise(phrase, lower, 0, len(phrase))
        found: list[tuple[str, set[str]]] = []
        at = 0
        while at < len(tokens):
            width, senses = self.pack.lexicon.longest(tokens, at, len(tokens))
            if width:
                last = tokens[at + width - 1].end
                found.append((lower[tokens[at].start : last], {sense.kind for sense in senses}))
            at += width or 1
        return found
