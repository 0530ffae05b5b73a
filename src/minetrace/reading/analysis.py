"""A normalised text becomes sentences of typed chunks: times and typed-out numbers first, then numbers, then words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from operator import attrgetter

from minetrace.reading.chunks import Chunk, Sentence, is_plural
from minetrace.reading.forms import Form, Starts, starts_of
from minetrace.reading.lexicon import Lexicon
from minetrace.reading.names import is_capital
from minetrace.reading.numbers import may_open_number, read_number
from minetrace.reading.pack import Pack
from minetrace.reading.periods import NOT_YET, Clock, Period, find_periods
from minetrace.reading.text import Normal, sentences
from minetrace.reading.tokens import tokenise
from minetrace.reading.written_names import without_points

_QUOTE = '"'
_OLDEST = 115
"""No age in years is higher."""
_PLAIN = frozenset(("word", "sign"))
_START = attrgetter("start")


def analyse(normal: Normal, pack: Pack, clock: Clock, names: Collection[str] = ()) -> list[Sentence]:
    """The sentences of a text with their chunks, in order; `names` of places in lower case are known as stems."""
    found: list[Sentence] = []
    paragraph, last, open_quote = 0, 0, False
    for index, (start, end) in enumerate(sentences(normal.text, pack.abbreviations, pack.closing)):
        gap = normal.text[last:start]
        if "\n" in gap:
            paragraph += 1
            open_quote = False
        inside = open_quote or normal.text[start] == _QUOTE
        whole = tokenise(normal.text, normal.lower, start, end)
        tokens = pack.endings.cut(whole, names) if pack.endings is not None else whole
        chunks = _chunks(normal, pack, _typed(normal, pack, clock, start, end, whole), tokens)
        marks = [*_marks(normal, tokens, pack.context), *_marks(normal, tokens, pack.formal)]
        if any(mark.lower in pack.words["owning"] for mark in marks):
            owned = {chunk.start for chunk in chunks if chunk.kind == "word" and chunk.lower in pack.words["owning"]}
            marks = [mark for mark in marks if mark.start not in owned]
        capitals = [at for at, chunk in enumerate(chunks) if not chunk.text.islower() and is_capital(chunk)]
        found.append(Sentence(start, end, chunks, marks, index, paragraph, inside, capitals))
        open_quote = (normal.text.count(_QUOTE, start, end) % 2 == 1) != open_quote
        last = end
    return found


def _marks(normal: Normal, tokens: list[Chunk], lexicon: Lexicon) -> list[Chunk]:
    found = []
    for first, after, senses in lexicon.phrases(tokens):
        start, end = tokens[first].start, tokens[after - 1].end
        found.append(Chunk("mark", start, end, normal.text[start:end], normal.lower[start:end], senses))
    return found


def _chunks(normal: Normal, pack: Pack, found: list[Chunk], tokens: list[Chunk]) -> list[Chunk]:
    out: list[Chunk] = []
    openers, owning, index, count = pack.openers, pack.words["owning"], 0, len(tokens)
    for typed in (*found, None):
        limit = bisect_left(tokens, typed.start, index, key=_START) if typed is not None else count
        while index < limit:
            token = tokens[index]
            if token.lower not in openers and token.kind in _PLAIN and "-" not in token.lower:
                out.append(token)  # a word that is no more than itself
                index += 1
                continue
            width, chunk = _read(normal, tokens, index, limit, pack)
            index += width
            out.append(_pronoun(chunk, out, tokens, index, pack) if chunk.lower in owning else chunk)
        if typed is not None and index < count and tokens[index].start < typed.end:
            out.append(typed)
            index = bisect_left(tokens, typed.end, index, key=_START)
    out = _bracketed_ages(out, normal, pack) if any(chunk.text == "(" for chunk in out) else out
    out = without_points(out, pack) if pack.articles and any(chunk.text == "." for chunk in out[:-1]) else out
    return _quoted_names(out, normal, pack.words["care"]) if pack.genitive else out


def _bracketed_ages(chunks: list[Chunk], normal: Normal, pack: Pack) -> list[Chunk]:
    """ "a woman (58) was hurt": the age of one person, in brackets behind what the person is."""
    out: list[Chunk] = []
    for at, chunk in enumerate(chunks):
        said = chunks[at - 2 : at + 2]
        if len(said) == 4 and out and (said[1].text, said[3].text) == ("(", ")") and chunk.kind == "number":
            person = said[0]
            alone = person.has("person") and not is_plural(person, pack)
            alone = alone and person.lower not in pack.words["collective"]
            if alone and 0 < (chunk.data.value or 0) < _OLDEST:
                start, stop = said[1].start, said[3].end
                out[-1] = Chunk("aside", start, stop, normal.text[start:stop], normal.lower[start:stop], data="age")
                continue
        if not (out and out[-1].data == "age" and chunk.end <= out[-1].end):
            out.append(chunk)
    return out


def _quoted_names(chunks: list[Chunk], normal: Normal, care: frozenset[str]) -> list[Chunk]:
    """ "фонд «Чистое поле»": where no article tells a name, a short name in quotation marks is one word of its own."""
    out: list[Chunk] = []
    index = 0
    while index < len(chunks):
        end = _closing_mark(chunks, index) if chunks[index].text == _QUOTE else None
        if end is None:
            out.append(_cared_for(_nicknamed(chunks[index], out), chunks[index + 1 : index + 6], care))
            index += 1
            continue
        start, stop = chunks[index + 1].start, chunks[end - 1].end
        text, lower = normal.text[start:stop], normal.lower[start:stop]
        out.append(Chunk("word", start, stop, text, lower, data="quoted"))
        index = end + 1
    return out


def _nicknamed(chunk: Chunk, before: list[Chunk]) -> Chunk:
    """A common noun by which a model is known ("«Лепесток»"): a thing only in quotation marks or as a name."""
    thing = chunk.sense("thing")
    named = bool(before) and (before[-1].text == _QUOTE or chunk.capital)
    if thing is None or named or "nickname" not in thing.flags:
        return chunk
    return Chunk("word", chunk.start, chunk.end, chunk.text, chunk.lower)


def _cared_for(chunk: Chunk, behind: list[Chunk], care: frozenset[str]) -> Chunk:
    """ "доставлены в Орскую районную больницу": a verb of taking somewhere is one of harm where it is to be cured."""
    outcome = chunk.sense("outcome")
    if outcome is None or "care" not in outcome.flags or any(other.lower in care for other in behind):
        return chunk
    return Chunk("word", chunk.start, chunk.end, chunk.text, chunk.lower)


def _closing_mark(chunks: list[Chunk], index: int) -> int | None:
    """Where the quotation mark closes that opens a name at `index`; None where it opens no name."""
    end = next((at for at in range(index + 2, min(index + 6, len(chunks))) if chunks[at].text == _QUOTE), None)
    if end is None or not chunks[index + 1].capital:
        return None
    inner = chunks[index + 1 : end]
    named = all(chunk.kind in ("word", "lex") and not chunk.has("speech") for chunk in inner)
    counted = any(chunk.has("outcome") for chunk in inner) or (len(inner) == 1 and inner[0].has("thing"))
    spoken = [chunk.text for chunk in chunks[end + 1 : end + 3]] == [",", "-"]
    return end if named and not counted and not spoken else None


def _pronoun(chunk: Chunk, before: list[Chunk], tokens: list[Chunk], after: int, pack: Pack) -> Chunk:
    """ "forty are mine": a word that owns, not a thing."""
    if not before or before[-1].lower not in pack.words["owning_leads"]:
        return chunk
    closed = after >= len(tokens) or tokens[after].kind == "sign" or tokens[after].lower in pack.words["and"]
    return Chunk("word", chunk.start, chunk.end, chunk.text, chunk.lower) if closed else chunk


def _typed(normal: Normal, pack: Pack, clock: Clock, start: int, end: int, tokens: list[Chunk]) -> list[Chunk]:
    """Phrases of time and numbers that count something else, which no later reader may touch."""
    found: list[Chunk] = []
    digits = "number" in {token.kind for token in tokens}
    starts = starts_of(tokens)
    asides = pack.asides.candidates(starts)
    if digits:
        for form in asides:
            if form.op == "birth":
                _asides(normal, form, start, end, starts, found)
    periods = find_periods(normal.lower, start, end, starts, clock)
    for a, b, period in periods:
        taken = any(a < chunk.end and chunk.start < b for chunk in found)
        if not taken and not _is_count(normal, a, b, period, tokens, pack):
            told = period.kind != NOT_YET
            found.append(_chunk(normal, "period" if told else "aside", a, b, period if told else NOT_YET))
    for form in asides:
        if digits or form.op in ("age", "duration", "money", "ratio"):
            _asides(normal, form, start, end, starts, found)
    return sorted(found, key=lambda chunk: chunk.start)


def _asides(normal: Normal, form: Form, start: int, end: int, starts: Starts, found: list[Chunk]) -> None:
    for match in form.matches(normal.lower, start, end, starts):
        a, b = match.span()
        free = all(b <= chunk.start or a >= chunk.end for chunk in found)
        if free and _bounded(normal.lower, a, b):
            found.append(_chunk(normal, "aside", a, b, form.op))


def _bounded(lower: str, start: int, end: int) -> bool:
    before, after = lower[start - 1 : start], lower[end : end + 1]
    if lower[start].isdigit() and before in (",", ".") and lower[start - 2 : start - 1].isdigit():
        return False
    if after == "-" and lower[end - 1].isalpha() and lower[end + 1 : end + 2].isdigit():
        return False  # "66 MM-2 mines": a model, no calibre
    return not before.isalnum() and not (after.isalnum() and lower[end - 1].isalnum())


def _is_count(normal: Normal, start: int, end: int, period: Period, tokens: list[Chunk], pack: Pack) -> bool:
    """Four bare digits before a counted noun are a count, not a year: "1994 mines were lifted"."""
    if period.op != "year" or end - start != 4:
        return False
    at = next((i for i, token in enumerate(tokens) if token.start >= end), len(tokens))
    lead = [token.lower for token in tokens[max(0, at - 3) : at - 1]]
    if len(lead) == 2 and lead[1] in pack.words["of"] and lead[0] in pack.words["year_nouns"]:
        return False  # "since the war of 2018 mines have killed 40"
    _, senses = pack.lexicon.longest(tokens, at, len(tokens))
    return any(
        sense.kind in ("thing", "person", "unit") or (sense.kind == "outcome" and sense.flags.get("form") == "noun")
        for sense in senses
    )


def _chunk(normal: Normal, kind: str, start: int, end: int, data: object = None) -> Chunk:
    return Chunk(kind, start, end, normal.text[start:end], normal.lower[start:end], data=data)


def _read(normal: Normal, tokens: list[Chunk], index: int, limit: int, pack: Pack) -> tuple[int, Chunk]:
    token = tokens[index]
    width, senses = pack.lexicon.longest(tokens, index, limit)
    if may_open_number(token, senses, pack):
        number = read_number(tokens, index, limit, pack)
        if number is not None:
            after, value = number
            return after - index, _chunk(normal, "number", token.start, tokens[after - 1].end, value)
    if not width:
        return 1, token
    start, end = token.start, tokens[index + width - 1].end
    lower = token.lower + normal.lower[token.end : end]  # an ending cut from a word is marked as one
    return width, Chunk("lex", start, end, normal.text[start:end], lower, senses)
