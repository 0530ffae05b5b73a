"""Explosive ordnance: categories of things, models by designation, where and when they were made, who laid them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.designations import category_of
from minetrace.reading.names import is_capital
from minetrace.reading.pack import Pack

_JOINED = re.compile(r",? (?=[a-zа-яə])[^\W\d_]+ |, ")
_ADVERB = 2
"""Letters of "re" and "un", which are no names."""
_MAKER_REACH = 4
_MADE_BEFORE = 3
"""Chunks before a word of making in which its country and years stand: "2020 и 2021 годов выпуска"."""
_MIXED = "mixed"


def model_category(designation: str, pack: Pack) -> str | None:
    """The category of a model whose family the pack knows ("PMN-E" is of the PMN family), of several a mixture."""
    kinds = {
        category_of(name.upper().replace(" ", "-").translate(pack.letters), pack.families)
        for name in _JOINED.split(designation)
    }
    return kinds.pop() if len(kinds) == 1 else _MIXED


@dataclass(slots=True, eq=False)
class Make:
    """A statement of manufacture: country code, year, its span, and the chunk index where it begins."""

    country: str | None
    year: int | None
    start: int
    end: int
    first: int
    last: int


def _year(chunk: Chunk) -> int | None:
    """The one year of a time of make; None of another time, and of several years."""
    if not _of_make(chunk):
        return None
    start, end = chunk.data.start, chunk.data.end
    return int(start.year) if end is None or start.year == end.year else None


def _of_make(chunk: Chunk) -> bool:
    """Whether a time may be one of make: whole years, "2021", "between 2019 and 2021"; not "since 2019"."""
    period = chunk.data
    if chunk.kind != "period" or period.start is None or period.kind == "since":
        return False
    start, end = period.start, period.end
    whole = end is not None and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    return period.op == "year" or whole


def _country(chunk: Chunk, pack: Pack) -> str | None:
    if chunk.text in pack.countries:
        return pack.countries[chunk.text]
    if chunk.text in pack.demonyms:
        return pack.demonyms[chunk.text]
    head, _, tail = chunk.text.rpartition("-")
    if head and tail.lower() in pack.words["production_suffixes"]:
        return pack.demonyms.get(head) or pack.countries.get(head)
    return None


def _countries(chunks: list[Chunk], pack: Pack) -> dict[int, str]:
    """The codes of the countries that chunks name, those of several words at each of them: "United States"."""
    found = {at: code for at, chunk in enumerate(chunks) if (code := _country(chunk, pack))}
    for at, chunk in enumerate(chunks):
        if chunk.text in pack.country_openings and at not in found:
            for width in range(min(5, len(chunks) - at), 1, -1):
                code = pack.countries.get(" ".join(part.text for part in chunks[at : at + width]))
                if code is not None:
                    found.update(dict.fromkeys(range(at, at + width), code))
                    break
    return found


def find_makes(sentence: Sentence, pack: Pack) -> list[Make]:
    """Where a sentence says by whom or when things were made; its years are years of make, not of the event."""
    makes: list[Make] = []
    chunks = sentence.chunks
    nouns = pack.words["production_nouns"]
    signs = {*sentence.hyphened, *sentence.forms.get("(", ())}
    told = sorted({*sentence.where("production"), *sentence.spelled(nouns), *signs})
    countries = _countries(chunks, pack) if told else {}
    for index in told:
        chunk = chunks[index]
        suffixed = (
            "-" in chunk.text
            and chunk.lower.rpartition("-")[2] in pack.words["production_suffixes"]
            and index in countries
        )
        if suffixed:
            makes.append(
                Make(countries[index], _near_year(chunks, index, pack), chunk.start, chunk.end, index, index + 1)
            )
            continue
        bracket = _bracketed(chunks, index, countries)
        if bracket is not None:
            makes.append(bracket)
        if not (chunk.has("production") or chunk.lower in nouns):
            continue
        if (
            index + 1 < len(chunks)
            and not pack.head_final
            and (chunks[index + 1].kind == "number" or chunks[index + 1].lower in pack.words["definite|share_leads"])
            and index + 2 not in countries
        ):
            # "we made 3 km2 safe", "made the finds public", "shells made up 66": an object of its own
            continue
        first, last = _around(chunks, index, pack, countries)
        country = next((countries[at] for at in range(first, last) if at in countries), None)
        if country is None and chunk.has("production"):
            country = next(
                (countries[at] for at in range(max(0, index - _MAKER_REACH), index) if at in countries), None
            )
        years = {found for at in range(first, last) if (found := _year(chunks[at]))}
        if country or any(_of_make(chunks[at]) for at in range(first, last)):
            # "made in 2020 and 2021": of no single year
            year = next(iter(years)) if len(years) == 1 else None
            makes.append(Make(country, year, chunks[first].start, chunks[last - 1].end, first, last))
    return makes


def _bracketed(chunks: list[Chunk], index: int, countries: dict[int, str]) -> Make | None:
    """ "44 mines (Armenia, 2021)": country and year of make in brackets behind the thing."""
    thing = index > 0 and (chunks[index - 1].has("thing") or chunks[index - 1].kind == "designation")
    if chunks[index].text != "(" or not thing:
        return None
    inner = chunks[index + 1 : index + 5]
    close = next((at for at, chunk in enumerate(inner) if chunk.text == ")"), None)
    if not close:
        return None
    country = next((countries[at] for at in range(index + 1, index + 1 + close) if at in countries), None)
    year = next((found for chunk in inner[:close] if (found := _year(chunk))), None)
    if country is None or year is None:
        return None
    return Make(country, year, chunks[index].start, inner[close].end, index, index + close + 2)


def _around(chunks: list[Chunk], index: int, pack: Pack, countries: dict[int, str]) -> tuple[int, int]:
    first = index
    while first > 0 and index - first < _MADE_BEFORE:
        joined = first > 1 and chunks[first - 1].lower in pack.words["and"] and _of_make(chunks[first - 2])
        if not (joined or first - 1 in countries or _of_make(chunks[first - 1])):
            break
        first -= 2 if joined else 1
    last = index + 1
    reach = index + (9 if chunks[index].has("production") else 5)
    for at in range(index + 1, min(len(chunks), reach)):
        if chunks[at].text in (",", ";", ".", ":", "(") and not (
            at + 1 < len(chunks)
            and (_of_make(chunks[at + 1]) or chunks[at + 1].lower in pack.words["production_links"])
        ):
            break
        if chunks[at].kind == "number" or chunks[at].means(("action", "outcome")):
            break  # "made in Armenia were found in 2020": what was done to them has a time of its own
        if at in countries or _of_make(chunks[at]):
            last = at + 1
    if last == index + 1 and first == index:
        for at in range(max(0, index - 6), index):
            if _of_make(chunks[at]) and index - at <= 4:
                first = min(first, at)
    return first, last


def _near_year(chunks: list[Chunk], index: int, pack: Pack) -> int | None:
    for at in range(index + 1, min(len(chunks), index + 5)):
        if chunks[at].kind == "number":
            return None
        year = _year(chunks[at])
        linked = any(chunk.lower in pack.words["production_links"] for chunk in chunks[index + 1 : at])
        if year and linked:
            return year
    return None


@dataclass(slots=True, eq=False)
class Layer:
    """Who is said to have laid things: the name as written and its span."""

    name: str
    start: int
    end: int


def find_layers(sentence: Sentence, pack: Pack, text: str) -> list[Layer]:
    """ "planted by Armenian armed formations", "blamed on X", "X-laid": the layer as written, nothing added."""
    found: list[Layer] = []
    chunks = sentence.chunks
    if pack.head_final:
        return [layer for at in sentence.where("action") if (layer := _layer_before(chunks, at, pack, text))]
    for index in sorted({*sentence.where("layer"), *sentence.hyphened}):
        chunk = chunks[index]
        head, _, tail = chunk.text.rpartition("-")
        named = len(head) > _ADVERB and not pack.adverb(head.lower())  # not "re-laid", "newly-laid"
        if named and tail.lower() in pack.words["layer_suffixes"]:
            found.append(Layer(head, chunk.start, chunk.end))
        if not chunk.has("layer"):
            continue
        opened = index + 1 + (index + 1 < len(chunks) and chunks[index + 1].text == '"')
        last = opened
        while last < len(chunks) and _in_phrase(chunks, last, pack):
            last += 1
        while (
            last > opened and chunks[last - 1].lower in pack.words["function"] and not chunks[last - 1].text.isupper()
        ):
            last -= 1
        if last > opened and any(
            is_capital(part) or part.kind == "lex" or part.kind == "word" for part in chunks[opened:last]
        ):
            end = _quotes_closed(text, chunks[opened].start, chunks[last - 1].end)
            found.append(Layer(text[chunks[opened].start : end], chunk.start, end))
    return found


def _quotes_closed(text: str, start: int, end: int) -> int:
    """ "fighters of "Velm" | "": a name in quotation marks is written with both."""
    return end + (text[end : end + 1] == '"' and text.count('"', start, end) % 2 == 1)


def _layer_before(chunks: list[Chunk], index: int, pack: Pack, text: str) -> Layer | None:
    """ "X tərəfindən basdırılıb", "X-in basdırdığı": who laid things, in front of a verb that stands last."""
    verb, by = chunks[index], chunks[index - 1].lower if index > 1 else ""
    owned = by in pack.words["possessive"] and verb.lower.endswith(tuple(pack.words["laid_participles"]))
    if not verb.has("action", "laid") or not (owned or by in pack.words["visit_by"]):
        return None
    first = last = index - 1
    while first > 0 and (_in_phrase(chunks, first - 1, pack) or chunks[first - 1].lower in pack.words["possessive"]):
        if chunks[first - 1].lower.endswith(tuple(pack.words["unlike_names"])):
            break  # "which have not left yet"
        if chunks[first - 1].has("thing"):
            break
        first -= 1
    if first < last and chunks[first].lower[0] == "+":
        first += 1
    return (
        Layer(text[chunks[first].start : chunks[last - 1].end], chunks[first].start, verb.end) if first < last else None
    )


def _in_phrase(chunks: list[Chunk], index: int, pack: Pack) -> bool:
    chunk = chunks[index]
    if chunk.kind not in ("word", "lex") or chunk.means(("place_cue", "direction")):
        return False
    if chunk.means(("outcome", "action", "speech")):
        return False
    return (
        chunk.lower not in pack.words["function"]
        or chunk.lower in pack.words["article"]
        or chunk.lower in pack.words["of"]
        or is_capital(chunk)
    )
