"""Provisions: points of instruments that are said to be broken, kept or cited.

Rules: R01 a part of an instrument ("the 4th point of the trilateral statement"); R02 an instrument by name; R03 a
binding text by its kind ("the ceasefire agreement of ..."); R10 the relation word before it, R11 after it, R12 shared
with the provision before; R13 a rejected allegation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.pack import Pack

_NUMBERS_OF = re.compile(
    r"\.?\s*((?:(?:no\.?\s*)?[\dIVX]+(?:\(\d+\))*(?:\([a-z]\))?(?:\s*(?:,|and|or|&|to|-)\s*)?)+)"
    r"\s*(?:,\s*)?(?:of|to|in|under|from)?\s*(?:the\s+|its\s+)?(?:\d{4}\s+)?"
)


@dataclass(slots=True, eq=False)
class _Found:
    name: str
    start: int
    end: int
    articles: tuple[str, ...]
    rule: str


def find_provisions(sentence: Sentence, periods: list[Chunk], pack: Pack, text: str) -> list[Draft]:
    """One draft for each point of an instrument that the sentence says is broken, kept or cited."""
    drafts: list[Draft] = []
    last: tuple[str, bool, int] | None = None
    for found in _instruments(sentence, pack, text):
        relation = _relation(sentence, found, last, pack, text)
        if relation is None:
            continue
        name, denied, rule = relation
        last = (name, denied, found.end)
        for article in found.articles or (None,):
            draft = Draft("provision", found.start, found.end, sentence.index)
            draft.instrument, draft.article, draft.relation = found.name, article, name
            draft.stance = "denied" if denied else "asserted"
            draft.rules = [found.rule, rule, *(["R13"] if denied else [])]
            draft.chunks = [("instrument", found.start, found.end)]
            drafts.append(draft)
    return drafts


def _instruments(sentence: Sentence, pack: Pack, text: str) -> list[_Found]:
    found: list[_Found] = []
    marks = sorted(
        [
            mark
            for mark in sentence.marks
            if mark.has("instrument") or mark.has("resolution") or mark.has("instrument_noun")
        ],
        key=lambda mark: (mark.start, -mark.end),
    )
    for mark in marks:
        if (
            found
            and mark.start < found[-1].end + 12
            and re.fullmatch(
                r"\s*(?:to|of|on|and)?\s*(?:the\s+)?(?:\d{4}\s+)?", text[found[-1].end : mark.start].lower()
            )
            and " and" not in text[found[-1].end : mark.start].lower()
        ):
            if mark.has("instrument") or mark.has("instrument_noun"):
                found[-1].end = _dated(text, mark.end)
            continue
        item = _one(sentence, mark, pack, text)
        if item is not None:
            found.append(item)
    return found


def _one(sentence: Sentence, mark: Chunk, pack: Pack, text: str) -> _Found | None:
    name = None if mark.has("instrument") or mark.has("resolution") else _proper(text, mark, sentence.start)
    start, articles = _articles(sentence, mark, pack, text, name[1] if name else mark.start)
    start = _leading(text, start, sentence.start)
    if mark.has("instrument"):
        return _Found(
            mark.value("instrument") or "", start, _dated(text, mark.end), articles, "R01" if articles else "R02"
        )
    if mark.has("resolution"):
        number = re.match(r"\s*(?:no\.?\s*)?(\d+(?:\s*\(\d{4}\)|/\d+)?)", text[mark.end : mark.end + 24], re.IGNORECASE)
        if number is None:
            return None
        return _Found(
            f"{mark.text} {number.group(1)}", start, mark.end + number.end(), articles, "R01" if articles else "R02"
        )
    end = _dated(text, mark.end)
    roman = (
        re.match(r"\s+[IVX]+\b", text[mark.end : mark.end + 6]) if text[mark.start : mark.start + 1].isupper() else None
    )
    if roman is not None:
        end = _dated(text, mark.end + roman.end())
        return _Found(f"{mark.text}{roman.group()}", start, end, articles, "R01" if articles else "R03")
    if name is None and end == mark.end and not articles:
        return None
    begin = min(start, name[1]) if name else start
    title = name[0] if name else text[mark.start : end]
    return _Found(title, _leading(text, begin, sentence.start), end, articles, "R01" if articles else "R03")


def _proper(text: str, mark: Chunk, floor: int) -> tuple[str, int] | None:
    """ "Dayton Peace Agreement", "Black Sea Declaration": capitalised words before the kind of instrument."""
    match = re.search(r"((?:[A-Z][\w'-]+\s+)+)$", text[floor : mark.start])
    if match is None or (floor + match.start() == floor and len(match.group(1).split()) < 2):
        return None
    return f"{match.group(1).strip()} {mark.text}", floor + match.start(1)


def _leading(text: str, start: int, floor: int) -> int:
    """Take in the article and the year before a name: "the 1997 Ottawa treaty"."""
    match = re.search(r"(?:\b(?:the|its|their)\s+)?(?:\b(?:19|20)\d\d\s+)?$", text[floor:start], re.IGNORECASE)
    return floor + match.start() if match and match.group() else start


_DAY = (
    r"(?:[A-Z][a-z]+\s+\d{1,2},\s+\d{4}|\d{1,2}\s+[A-Z][a-z]+\s+\d{4}|[A-Z][a-z]+\s+\d{1,2}\b|\d{1,2}\s+[A-Z][a-z]+\b)"
)
_DATED = re.compile(
    rf",?\s+(?:of|dated|from|signed (?:on|in))\s+(?:{_DAY}|[A-Z][a-z]+\s+\d{{4}}|\d{{4}}\b)|\s+\(\d{{4}}\)"
)


def _dated(text: str, end: int) -> int:
    """Take in the date behind a name: "of November 10, 2020", "of 1949", "(1997)"."""
    match = _DATED.match(text[end : end + 48])
    return end + match.end() if match else end


def _articles(sentence: Sentence, mark: Chunk, pack: Pack, text: str, begin: int) -> tuple[int, tuple[str, ...]]:
    """The numbers of the points named right before an instrument, and where that phrase begins."""
    words = [
        other for other in sentence.marks if other.has("article_word") and other.end <= begin and begin - other.end < 44
    ]
    for word in reversed(words):
        lead = re.search(r"\b(\d+),\s*$", text[max(sentence.start, word.start - 8) : word.start])
        between = text[word.end : begin]
        ordinals = [
            _ordinal(piece, pack)
            for piece in re.findall(r"[\w-]+", text[max(sentence.start, word.start - 32) : word.start])
        ]
        after = _NUMBERS_OF.fullmatch(between)
        if after is not None and re.search(r"[\dIVX]", after.group(1)):
            numbers = tuple(_numbers(after.group(1)))
            outer = next((other for other in words if lead and 0 < word.start - other.end < 8), None)
            if lead and outer is not None and len(numbers) == 1:
                # "Article 3, paragraph 7," is one point: 3(7)
                return outer.start, (f"{lead.group(1)}({numbers[0]})",)
            return word.start, numbers
        before = _ordinals_before(text, sentence.start, word.start, pack)
        if before is not None and re.fullmatch(r"\s*(?:of|in|to)\s+(?:the\s+|its\s+)?(?:\d{4}\s+)?", between):
            return before
        if any(ordinals) and re.fullmatch(r"\s*of\s+the\s+", between):
            return word.start, tuple(number for number in ordinals[-1:] if number)
    return begin, ()


def _ordinals_before(text: str, floor: int, end: int, pack: Pack) -> tuple[int, tuple[str, ...]] | None:
    numbers: list[str] = []
    start = end
    for match in reversed(list(re.finditer(r"[\w-]+", text[max(floor, end - 48) : end]))):
        word = match.group()
        number = _ordinal(word, pack)
        if number is None and word.lower() not in pack.words["and"]:
            break
        if number is not None:
            numbers.insert(0, number)
            start = max(floor, end - 48) + match.start()
    return (start, tuple(numbers)) if numbers else None


def _ordinal(word: str, pack: Pack) -> str | None:
    lower = word.lower()
    digits = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", lower)
    if digits:
        return digits.group(1)
    ordinals = pack.ordinals
    return str(ordinals.index(lower) + 1) if lower in ordinals else None


def _numbers(phrase: str) -> list[str]:
    return re.findall(r"\d+(?:\(\d+\))*(?:\([a-z]\))?|\b[IVX]+\b", phrase)


def _relation(
    sentence: Sentence, found: _Found, last: tuple[str, bool, int] | None, pack: Pack, text: str
) -> tuple[str, bool, str] | None:
    rejects = [mark for mark in sentence.marked("reject") if mark.end <= found.start]
    before = [
        mark
        for mark in sentence.marks
        if (mark.has("relation") or (mark.has("reject") and _carries(mark))) and mark.end <= found.start
    ]
    for mark in reversed(before):
        gap = text[mark.end : found.start]
        if len(re.findall(r"\w+", gap)) > 5 or re.search(r"[;:.]", gap):
            break
        flat = mark.value("relation") or "alleged_breach"
        denied = mark.has("reject") or (
            flat == "alleged_breach" and any(_governs(reject, mark, text) for reject in rejects)
        )
        return flat, denied, "R10"
    if last is not None and re.fullmatch(
        r"[^;.:]{0,60}?(?:\band\b|,|\bor\b|as well as|along with)[^;.:]{0,24}", text[last[2] : found.start]
    ):
        return last[0], last[1], "R12"
    after = [mark for mark in sentence.marks if mark.has("relation") and mark.start >= found.end]
    for mark in after[:1]:
        words = re.findall(r"\w+", text[found.end : mark.start])
        if len(words) <= 5:
            relation = mark.value("relation") or "cited"
            negative = any(word in pack.words["be_not"] for word in words)
            return ("alleged_breach" if relation == "complied" and negative else relation), False, "R11"
    return ("cited", False, "R01") if found.articles else None


def _carries(mark: Chunk) -> bool:
    sense = mark.sense("reject")
    return sense is not None and bool(sense.flags.get("relation"))


def _governs(reject: Chunk, relation: Chunk, text: str) -> bool:
    gap = text[reject.end : relation.start]
    return len(re.findall(r"\w+", gap)) <= 14 and not re.search(r"[;.]|\bbut\b", gap)
