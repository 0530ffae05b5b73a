"""Provisions: points of instruments that are said to be broken, kept or cited.

Rules: R01 a part of an instrument ("the 4th point of the trilateral statement"); R02 an instrument by name; R03 a
binding text by its kind ("the ceasefire agreement of ..."); R10 the relation word before it, R11 after it, R12 shared
with the provision before; R13 a rejected allegation.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.pack import Pack, load_pack
from minetrace.reading.point_numbers import POINT_NUMBER, numbers_in, ordinal, ordinals_before

_NAMING_KINDS = frozenset(("instrument", "resolution", "instrument_noun"))
_TELLING_KINDS = _NAMING_KINDS | {"article_word"}


@dataclass(frozen=True, slots=True)
class _Forms:
    """The patterns of one language, built from the words of its pack."""

    numbers_of: re.Pattern[str]
    numbers: re.Pattern[str]
    part_of: re.Pattern[str]
    between: re.Pattern[str]
    leading: re.Pattern[str]
    dated: re.Pattern[str]
    resolution: re.Pattern[str]
    shared: re.Pattern[str]


def _one_of(words: frozenset[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


@cache
def _forms(language: str) -> _Forms:
    pack = load_pack(language)
    words = pack.words
    years = rf"(?:\s+(?:{_one_of(words['year_words'])})\b)?" if words["year_words"] else ""
    month = rf"(?i:{_one_of(frozenset(pack.calendar['months']))})"
    links, the, joins = _one_of(words["part_links"]), _one_of(words["part_determiners"]), _one_of(words["and"])
    lead = rf"(?:(?:{the})\s+)?(?:\d{{4}}\s+)?"
    number = rf"(?:(?:{_one_of(words['number_leads'])})\s*)?{POINT_NUMBER}"
    several = rf"{number}(?:\s*(?:,|{joins}|{_one_of(words['range_joins'])}|-)+\s*{number})*"
    day = (
        rf"(?:{month}\s+\d{{1,2}},\s+\d{{4}}|\d{{1,2}}\s+{month}\s+\d{{4}}{years}"
        rf"|{month}\s+\d{{1,2}}\b|\d{{1,2}}\s+{month}\b)"
    )
    return _Forms(
        numbers_of=re.compile(rf"\.?\s*({several})\s*(?:,\s*)?(?:{links})?\s*{lead}"),
        numbers=re.compile(rf"\.?\s*({several})"),
        part_of=re.compile(rf"\s*(?:{links})\s+{lead}"),
        between=re.compile(rf"\s*(?:{links}|{joins})?\s*{lead}"),
        leading=re.compile(rf"(?:\b(?:{the})\s+)?(?:\b(?:19|20)\d\d\s+)?$", re.IGNORECASE),
        dated=re.compile(
            rf",?\s+(?:{_one_of(words['dated_links'])})\s+(?:{day}|{month}\s+\d{{4}}|\d{{4}}\b)|\s+\(\d{{4}}\)"
        ),
        resolution=re.compile(
            rf"\s*(?:(?:{_one_of(words['number_leads'])})\s*)?(\d+(?:\s*\(\d{{4}}\)|/\d+)?)", re.IGNORECASE
        ),
        shared=re.compile(rf"[^;.:]{{0,60}}?(?:\b(?:{joins}|{_one_of(words['shared_joins'])})\b|,)[^;.:]{{0,24}}"),
    )


@dataclass(slots=True, eq=False)
class _Found:
    name: str
    start: int
    end: int
    articles: tuple[str, ...]
    rule: str


def find_provisions(
    sentence: Sentence, periods: list[Chunk], pack: Pack, text: str, named: str | None = None
) -> list[Draft]:
    """One draft for each point of an instrument that the sentence says is broken, kept or cited.

    `named` is the instrument of the sentences before, for "point 6 of the same statement".
    """
    drafts: list[Draft] = []
    if sentence.by_kind.keys().isdisjoint(_TELLING_KINDS):
        return drafts
    for found, (name, denied, rule) in _related(sentence, pack, text, named):
        for article in found.articles or (None,):
            draft = Draft("provision", found.start, found.end, sentence.index)
            draft.instrument, draft.article, draft.relation = found.name, article, name
            draft.stance = "denied" if denied else "asserted"
            draft.rules = [found.rule, rule, *(["R13"] if denied else [])]
            draft.chunks = [("instrument", found.start, found.end)]
            drafts.append(draft)
    return drafts


def _related(
    sentence: Sentence, pack: Pack, text: str, named: str | None
) -> list[tuple[_Found, tuple[str, bool, str]]]:
    """The instruments with what is said of each; a list before its verb shares what the verb says (R12)."""
    related: list[tuple[_Found, tuple[str, bool, str]]] = []
    last: tuple[str, bool, int] | None = None
    for found in _instruments(sentence, pack, text, named):
        relation = _relation(sentence, found, last, pack, text)
        if relation is None:
            continue
        if relation[2] == "R11" and related and related[-1][1][2] == "R01":
            before = related[-1][0]
            if _forms(pack.language).shared.fullmatch(text[before.end : found.start]):
                related[-1] = (before, (relation[0], relation[1], "R12"))
        last = (relation[0], relation[1], found.end) if relation[2] != "R01" else None
        related.append((found, relation))
    return related


def _instruments(sentence: Sentence, pack: Pack, text: str, before: str | None) -> list[_Found]:
    found: list[_Found] = []
    marks = sorted(
        [mark for mark in sentence.marks if not mark.senses.kinds.isdisjoint(_NAMING_KINDS)],
        key=lambda mark: (mark.start, -mark.end),
    )
    for mark in marks:
        if (
            found
            and mark.start < found[-1].end + 12
            and _forms(pack.language).between.fullmatch(text[found[-1].end : mark.start].lower())
            and not set(text[found[-1].end : mark.start].lower().split()) & pack.words["and"]
        ):
            if mark.means(("instrument", "instrument_noun")):
                found[-1].end = _dated(pack, text, mark.end)
            continue
        item = _one(sentence, mark, pack, text)
        named = item is not None and item.name.lower() != mark.lower
        if mark.has("instrument_noun") and found and not named and _is_same(sentence, mark, pack):
            begin = text.rfind(" ", sentence.start, mark.start - 1) + 1
            start, articles = _articles(sentence, mark, pack, text, begin)
            item = _Found(found[-1].name, start, mark.end, articles, "R04") if articles else None
        if item is None and mark.has("instrument_noun") and _is_told(sentence, mark, before, pack):
            item = _Found(before or "", mark.start, mark.end, (), "R04")
        if item is not None:
            found.append(item)
    return sorted([*found, *_bare_points(sentence, found, pack, text, before)], key=lambda item: item.start)


def _is_same(sentence: Sentence, mark: Chunk, pack: Pack) -> bool:
    before = next((chunk for chunk in reversed(sentence.chunks) if chunk.end <= mark.start), None)
    return before is not None and before.lower in pack.words["same"]


def _is_told(sentence: Sentence, mark: Chunk, before: str | None, pack: Pack) -> bool:
    """ "не нарушали соглашение", "a violation of the ceasefire agreement": the instrument named before by its noun."""
    lead = next((chunk for chunk in reversed(sentence.chunks) if chunk.end <= mark.start), None)
    if before is None or (pack.articles and (lead is None or lead.lower not in pack.words["definite"])):
        return False
    return (mark.lower if pack.articles else mark.lower[:6]) in before.lower()


def _charged(sentence: Sentence, word: Chunk, pack: Pack) -> bool:
    """ "отрицает нарушение пункта 6", "violates paragraph 8": a point right behind the word of its breach."""
    return any(mark.has("relation", "alleged_breach") and 0 <= word.start - mark.end <= 2 for mark in sentence.marks)


def _bare_points(
    sentence: Sentence, found: list[_Found], pack: Pack, text: str, before_named: str | None
) -> list[_Found]:
    """Points without their instrument belong to the one named before: "joined the treaty and is bound by its Article
    5" (R04).
    """
    points: list[_Found] = []
    for word in sentence.marked("article_word"):
        owner = next((item for item in reversed(found) if item.end <= word.start), None)
        if pack.head_final:
            points += _points_before(sentence, word, owner, [*found, *points], before_named, pack, text)
            continue
        match = _forms(pack.language).numbers.match(text[word.end : sentence.end])
        taken = any(item.start <= word.start < item.end for item in [*found, *points])
        before = next((chunk for chunk in reversed(sentence.chunks) if chunk.end <= word.start), None)
        led = before is not None and before.lower in pack.words["part_determiners|part_links"]
        if (owner is None and before_named is None) or match is None or taken:
            continue
        end = word.end + match.end()
        behind = [chunk for chunk in sentence.chunks if chunk.start >= end][:4]
        same = next((i for i, chunk in enumerate(behind[:3]) if chunk.lower in pack.words["same"]), None)
        pronoun = len(behind) > 1 and behind[0].lower in pack.words["of"] and behind[1].lower in pack.words["of_it"]
        if same is not None and same + 1 < len(behind):
            end = behind[same + 1].end
        elif pronoun:
            end = behind[1].end
        elif not (led and owner is not None) and not _charged(sentence, word, pack):
            continue
        start = _leading(pack, text, word.start, sentence.start)
        points.append(
            _Found(owner.name if owner else before_named or "", start, end, tuple(numbers_in(match.group(1))), "R04")
        )
    return points


def _points_before(
    sentence: Sentence, word: Chunk, owner: _Found | None, found: list[_Found], named: str | None, pack: Pack, text: str
) -> list[_Found]:
    """ "bəyanatın 4-cü bəndinə zidd olaraq ..., 6-cı bəndini isə pozub": a further point, its number in front (R04)."""
    before = ordinals_before(text, sentence.start, word.start, pack)
    end = _over_ending(sentence, word)
    name = owner.name if owner else named
    if before is None or name is None or any(item.start < end and word.start < item.end for item in found):
        return []
    return [_Found(name, before[0], end, before[1], "R04")]


def _over_ending(sentence: Sentence, word: Chunk) -> int:
    return next((c.end for c in sentence.chunks if c.start == word.end and c.lower[0] == "+"), word.end)


def _one(sentence: Sentence, mark: Chunk, pack: Pack, text: str) -> _Found | None:
    name = None if mark.means(("instrument", "resolution")) else _proper(text, mark, sentence.start)
    start, articles = _articles(sentence, mark, pack, text, name[1] if name else mark.start)
    start = _leading(pack, text, start, sentence.start)
    behind = _points_behind(sentence, mark, pack, text) if pack.head_final else None
    if behind is not None:
        title = mark.value("instrument") or mark.text
        return _Found(title, start, behind[0], behind[1], "R01")
    if mark.has("instrument"):
        return _Found(
            mark.value("instrument") or "", start, _dated(pack, text, mark.end), articles, "R01" if articles else "R02"
        )
    if mark.has("resolution"):
        number = _forms(pack.language).resolution.match(text[mark.end : mark.end + 24])
        if number is None:
            return None
        return _Found(
            f"{mark.text} {number.group(1)}", start, mark.end + number.end(), articles, "R01" if articles else "R02"
        )
    end = _dated(pack, text, mark.end)
    roman = (
        re.match(r"\s+[IVX]+\b", text[mark.end : mark.end + 6]) if text[mark.start : mark.start + 1].isupper() else None
    )
    if roman is not None:
        end = _dated(pack, text, mark.end + roman.end())
        return _Found(f"{mark.text}{roman.group()}", start, end, articles, "R01" if articles else "R03")
    if name is None and end == mark.end and not articles:
        return None
    begin = min(start, name[1]) if name else start
    title = name[0] if name else text[mark.start : end]
    return _Found(title, _leading(pack, text, begin, sentence.start), end, articles, "R01" if articles else "R03")


def _points_behind(sentence: Sentence, mark: Chunk, pack: Pack, text: str) -> tuple[int, tuple[str, ...]] | None:
    """ "üçtərəfli bəyanatın 4-cü bəndini": the end of a phrase that names points behind their instrument, and them."""
    for word in sentence.marked("article_word"):
        if 0 < word.start - mark.end < 48:
            before = ordinals_before(text, mark.end, word.start, pack)
            return (_over_ending(sentence, word), before[1]) if before is not None else None
    return None


def _proper(text: str, mark: Chunk, floor: int) -> tuple[str, int] | None:
    """ "Dayton Peace Agreement", "Black Sea Declaration": capitalised words before the kind of instrument."""
    match = re.search(r"((?:[A-ZА-ЯЁІЇЄҐ][\w'-]+\s+)+)$", text[floor : mark.start])
    if match is None or (floor + match.start() == floor and len(match.group(1).split()) < 2):
        return None
    return f"{match.group(1).strip()} {mark.text}", floor + match.start(1)


def _leading(pack: Pack, text: str, start: int, floor: int) -> int:
    """Take in the article and the year before a name: "the 1997 Ottawa treaty"."""
    match = _forms(pack.language).leading.search(text[floor:start])
    return floor + match.start() if match and match.group() else start


def _dated(pack: Pack, text: str, end: int) -> int:
    """Take in the date behind a name: "of November 10, 2020", "of 1949", "(1997)"."""
    match = _forms(pack.language).dated.match(text[end : end + 48])
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
            ordinal(piece, pack)
            for piece in re.findall(r"[\w-]+", text[max(sentence.start, word.start - 32) : word.start])
        ]
        after = _forms(pack.language).numbers_of.fullmatch(between)
        if after is not None and re.search(r"[\dIVX]", after.group(1)):
            numbers = tuple(numbers_in(after.group(1)))
            outer = next((other for other in words if lead and 0 < word.start - other.end < 8), None)
            if lead and outer is not None and len(numbers) == 1:
                # "Article 3, paragraph 7," is one point: 3(7)
                return outer.start, (f"{lead.group(1)}({numbers[0]})",)
            return _beside(words, *_outer(sentence, word, numbers, pack, text), pack, text)
        before = ordinals_before(text, sentence.start, word.start, pack)
        if before is not None and _forms(pack.language).part_of.fullmatch(between):
            return before
        if any(ordinals) and _forms(pack.language).part_of.fullmatch(between):
            return word.start, tuple(number for number in ordinals[-1:] if number)
    return begin, ()


def _beside(
    words: list[Chunk], start: int, numbers: tuple[str, ...], pack: Pack, text: str
) -> tuple[int, tuple[str, ...]]:
    """ "Point 4 and Point 6 of the statement": a point that names itself again, of the same instrument."""
    for other in reversed([word for word in words if word.end < start]):
        match = _forms(pack.language).numbers.match(text[other.end : start])
        rest = text[other.end + match.end() : start].lower().split() if match is not None else []
        joined = bool(rest) and all(word in pack.words["and|part_determiners"] or word == "," for word in rest)
        if match is not None and joined:
            start, numbers = other.start, (*numbers_in(match.group(1)), *numbers)
    return start, numbers


def _outer(
    sentence: Sentence, word: Chunk, numbers: tuple[str, ...], pack: Pack, text: str
) -> tuple[int, tuple[str, ...]]:
    """A point of a point is one: "paragraph 2 of Article 6" is 6(2)."""
    for other in sentence.marked("article_word"):
        match = _forms(pack.language).numbers_of.fullmatch(text[other.end : word.start]) if other is not word else None
        if match is not None and len(numbers) == 1 and other.end < word.start:
            inner = numbers_in(match.group(1))
            if len(inner) == 1 and (pack.genitive or text[other.end + match.end(1) : word.start].strip(" ,")):
                return other.start, (f"{numbers[0]}({inner[0]})",)
    return word.start, numbers


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
        if mark.lower in pack.words["weak_relations"] and _of_body(sentence, mark):
            # "председатель Комитета по Протоколу II"
            return None
        if mark.lower in pack.words["weak_relations"]:
            stronger = [other for other in before if 0 <= mark.start - other.end <= 40 and not other.has("reject")]
            flat = next((value for o in reversed(stronger) if (value := o.value("relation")) != "cited"), None) or flat
        denied = mark.has("reject") or (
            flat == "alleged_breach" and any(_governs(sentence, reject, mark, pack, text) for reject in rejects)
        )
        return flat, denied, "R10"
    if last is not None and _forms(pack.language).shared.fullmatch(text[last[2] : found.start]):
        return last[0], last[1], "R12"
    after = [mark for mark in sentence.marks if mark.has("relation") and mark.start >= found.end]
    if pack.head_final:
        refused = [mark for mark in sentence.marked("reject") if mark.start >= found.end and _carries(mark)]
        if refused and (not after or refused[0].start <= after[0].start):
            return "alleged_breach", True, "R11"
    for mark in after[:1]:
        words = re.findall(r"\w+", text[found.end : mark.start])
        if len(words) <= 5:
            relation = mark.value("relation") or "cited"
            negative = any(word in pack.words["be_not"] for word in words)
            return ("alleged_breach" if relation == "complied" and negative else relation), False, "R11"
    return ("cited", False, "R01") if found.articles else None


def _of_body(sentence: Sentence, mark: Chunk) -> bool:
    before = next((chunk for chunk in reversed(sentence.chunks) if chunk.end <= mark.start), None)
    return before is not None and before.has("office")


def _carries(mark: Chunk) -> bool:
    sense = mark.sense("reject")
    return sense is not None and bool(sense.flags.get("relation"))


def _governs(sentence: Sentence, reject: Chunk, relation: Chunk, pack: Pack, text: str) -> bool:
    """Whether a rejection reaches an allegation: not over "but", nor over a second verb of saying ("and said")."""
    gap = text[reject.end : relation.start]
    between = sentence.between(reject.end, relation.start)
    if any(chunk.lower in pack.words["reject_ends"] for chunk in between):
        return False
    said = any(
        chunk.has("speech") and before.lower in pack.words["and"] for before, chunk in itertools.pairwise(between)
    )
    return len(re.findall(r"\w+", gap)) <= 14 and not said and not re.search(r"[;.]", gap)
