"""Numbers typed by hand: found in a text after everything that may hold digits and counts nothing is set aside.

Set aside are placeholders, quotations, block quotes, addresses, dates and years, clause numbers, designations of
ordnance, calibres, times of day, and the numbering of lists, headings and notes. Every other number in digits or
words must be a figure or a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from minetrace.publishing.languages import language_data

_DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f\u2009 ]\d{3})*(?:[.,]\d+)?")
_QUOTED = re.compile(r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|\"[^\"]*\"")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+")
_EVERYWHERE = (
    re.compile(r"(?m)^[ \t]*>.*$"),  # a block quote
    re.compile(r"(?m)^[ \t]*(?:[-*+][ \t]+)?\d{1,2}[.)](?=[ \t]+\S)"),  # the numbering of a list
    re.compile(r"(?m)^#+[ \t]*\d{1,2}(?:\.\d{1,2})*[.)]?(?=[ \t]+\S)"),  # the numbering of a heading
    re.compile(r"\[\^?\d{1,3}\]"),  # the mark of a note
    re.compile(r"(?:https?://|www\.)[^\s)>\]]+|[\w.+-]+@[\w.-]+"),
    re.compile(r"\+\d[\d \u00a0()-]{6,20}\d"),  # a telephone number
    re.compile(r"\b24/7\b|\b(?:UTC|GMT)[+−-]\d{1,2}\b"),
    re.compile(
        r"\b\d{1,3}(?:[.,]\d+)?[ \u00a0]?[°′″]|(?<=°)[ \u00a0]?\d{1,2}(?:[.,]\d+)?[ \u00a0]?['’′]"
    ),  # a coordinate
    re.compile(r"\bQ[1-4][ \u00a0](?:19|2[01])\d\d\b"),
    re.compile(r"\b\d{4}-\d{2}-\d{2}(?:T[\d:]+Z?)?\b"),
    re.compile(r"\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b"),
    re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b"),
    re.compile(r"\b\d+(?:[.,]\d+)?[ \u00a0-]?(?:mm|мм)\b"),  # a calibre
    re.compile(r"\b\d{1,2}[A-ZА-ЯЁ]{1,3}\d{1,3}[A-ZА-ЯЁ]{0,2}\b"),  # a designation that begins with digits
)
_DESIGNATION = re.compile(
    r"(?<![\w-])([^\W\d_]{1,6}(?:-[^\W\d_]{1,4})?)[-–]?\d{1,4}[^\W\d_]{0,3}(?:[-–][\w]{1,4})?(?!\w)"
)
_CURRENCIES = frozenset({"USD", "EUR", "GBP", "AZN", "AMD", "UAH", "RUB", "US"})
_YEAR = r"(?:1[89]|2[01])\d\d"
_MOST = "{0,11}"
"""How long a list of days, years or clauses may be; without an end, a row of numbers would be tried in all ways."""
_GROUP = r"[.,\u00a0\u202f ]\d{3}(?!\d)"
"""A thousands sign and the digits after it: what stands before is the head of a number."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A number typed by hand: its characters and their offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    words: re.Pattern[str]
    aside: tuple[re.Pattern[str], ...]
    counted: frozenset[str]


def typed_numbers(text: str, language: str, placeholders: list[tuple[int, int]]) -> list[Typed]:
    """The numbers of a text that nobody bound, in their order. Raises MT-619 for a language that is not known."""
    patterns = _patterns(language)
    free = _blank(text, placeholders)
    free = _blank(free, list(_quotations(free)))
    for pattern in (*_EVERYWHERE, *patterns.aside):
        free = _blank(free, [match.span() for match in pattern.finditer(free)])
    free = _blank(free, list(_designations(free, patterns)))
    found = [Typed(m.start(), m.end(), m.group()) for m in _DIGITS.finditer(free)]
    found += [Typed(m.start(), m.end(), m.group()) for m in patterns.words.finditer(free)]
    return _joined(sorted(found, key=lambda one: one.start), text)


def _joined(found: list[Typed], text: str) -> list[Typed]:
    """Words that make one number, "two hundred", as one."""
    out: list[Typed] = []
    for one in found:
        if out and re.fullmatch(r"[ \u00a0-]*", text[out[-1].end : one.start]):
            one = Typed(out[-1].start, one.end, text[out.pop().start : one.end])
        out.append(one)
    return out


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    for paragraph in _PARAGRAPH.finditer(text):
        for match in _QUOTED.finditer(text, paragraph.start(), paragraph.end()):
            # A lone number in quotation marks quotes nobody.
            if len(_LETTERS.findall(match.group())) > 1:
                yield match.span()


def _designations(text: str, patterns: _Patterns) -> Iterator[tuple[int, int]]:
    for match in _DESIGNATION.finditer(text):
        prefix = match.group(1)
        if prefix.isupper() and prefix not in _CURRENCIES and prefix.lower() not in patterns.counted:
            yield match.span()


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    out, done = [], 0
    for start, end in spans:
        out += [text[done:start], re.sub(r"[^\n]", "\x00", text[start:end])]
        done = end
    return "".join([*out, text[done:]])


@cache
def _patterns(language: str) -> _Patterns:
    data = language_data(language)
    things = rf"(?:{_any(data['counted'])})\b"
    uncounted = rf"(?!\s+(?:[^\W\d][\w-]*\s+)?{things})"
    joiner = rf"(?:\s*(?:,|–|—|-|&)\s*|\s*,?\s+(?:{_any(data['joiners'])})\s+(?:the\s+)?)"
    endings = f"(?:{_any(data['day_endings'])})?" if data["day_endings"] else ""
    day = rf"\d{{1,2}}{endings}(?!\d|{_GROUP})"
    days = rf"{day}(?:{joiner}{day}){_MOST}"
    months = [*data["months"], *(month.upper() for month in data["months"])]
    month = rf"(?:{_any(months)})\b\.?"
    link = rf"(?:(?:{_any(data['month_links'])})\s+)?" if data["month_links"] else ""
    year = rf"{_YEAR}(?!\d)(?![.,\u00a0\u202f]\d)(?!\s+{things})"
    years = rf"{year}(?:{joiner}{year}){_MOST}"
    number = rf"\(?(?:\d{{1,5}}(?:[./]\d+){_MOST}|(?:{_any(data['small'])})\b)(?!\d|{_GROUP})\)?"
    clause = rf"{number}(?:\([\w]{{1,4}}\))*(?:\s?\({_YEAR}\))?{uncounted}"
    before = rf"(?i:\b(?:{_any(data['year_before'])}))"
    return _Patterns(
        words=re.compile(rf"(?i)(?<![\w-])(?:{_any(data['number_words'])})(?!\w)"),
        aside=(
            re.compile(rf"(?<![\w.,]){_YEAR}[-–]{year}"),
            re.compile(rf"(?<![\w.,]){days}\s+{link}{month}(?:,?\s+{year})?"),
            re.compile(rf"\b{month}\s+{days}{uncounted}(?:,?\s+{year})?"),
            re.compile(rf"\b{month},?\s+(?:{link})?{years}"),
            re.compile(rf"{before}[\s-]+(?:the\s+)?(?:year\s+|years\s+)?{years}s?"),
            re.compile(rf"(?<![\w.,]){_YEAR}(?:[-–]{_YEAR})?(?:{_any(data['year_after'])})(?!\w)"),
            re.compile(rf"(?<=\(){_YEAR}(?:[-–]{_YEAR})?(?=\))"),
            re.compile(rf"(?i)\b{_YEAR}\s+(?:{_any(data['year_nouns'])})\b"),
            re.compile(
                rf"(?i)\b(?:{_any(data['year_of'])})\s+{_YEAR}(?=\W*$|[.,;:)\]!?]|\s+(?:{_any(data['small_words'])})\b)"
            ),
            re.compile(rf"(?i)\b(?:{_any(data['telephone'])})[.:]*\s*[\d+][\d ()+-]{{2,20}}"),
            re.compile(rf"\b\d{{1,2}}(?:{_any(data['day_endings'])})\b"),
            re.compile(rf"(?i)(?<!\w)(?:{_any(data['clause_words'])})\s*{clause}(?:{joiner}{clause}){_MOST}"),
            re.compile(rf"\b(?:{_any(data['designation_words'])})\s?\d{{1,4}}[A-Z]?\b"),
            re.compile(rf"(?i)\b\d{{1,2}}(?:[.:]\d{{2}})?\s*(?:{_any(data['times'])})(?!\w)"),
            re.compile(rf"(?i)(?<!\w)(?:{_any(data['idioms'])})(?!\w)"),
        ),
        counted=frozenset(word.lower() for word in data["counted"]),
    )


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"
