"""Names by their shape: runs of capitalised words, and whether each is a place, a person or a country."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.pack import Pack, load_shared

_PARTICLE = re.compile(rf"^(?:{'|'.join(load_shared('names')['particles'])})[-'][A-Z]")
_WRITTEN = frozenset(("word", "lex", "designation"))
_TITLE_LIKE = ("title", "office", "place_type")


@dataclass(slots=True, eq=False)
class Run:
    """A run of capitalised chunks [first, last) of a sentence, with the name in it and what kind of name it is."""

    first: int
    last: int
    start: int
    end: int
    text: str
    kind: str = "unknown"
    relation: str | None = None
    country: str | None = None
    words: list[str] = field(default_factory=list)
    by_name: bool = False


def is_capital(chunk: Chunk) -> bool:
    """Whether a word is written as a name: "Lachin", "al-Zour", "ANAMA"."""
    text = chunk.text
    if not text[:1].isupper():
        joined = "-" in text or "'" in text
        return joined and chunk.kind in _WRITTEN and chunk.lower[0] != "+" and _PARTICLE.match(text) is not None
    return chunk.kind in _WRITTEN and chunk.lower[0] != "+"  # an ending, in a headline of capitals


def find_runs(sentence: Sentence, pack: Pack) -> list[Run]:
    """All runs of capitalised words of a sentence, left to right; titles, offices and types of place end a name."""
    runs: list[Run] = []
    chunks, last = sentence.chunks, 0
    for index in sentence.capitals:
        if index < last or not _starts(chunks, index, pack):
            continue
        last = _country_end(chunks, index, pack) or index + 1
        while last < len(chunks) and _continues(chunks, last, pack):
            if pack.head_final and _is_where(chunks, index, last):
                break
            last += 1
        runs.append(_run(chunks, index, last, pack))
    return _with_heights(sentence, runs, pack)


def _with_heights(sentence: Sentence, runs: list[Run], pack: Pack) -> list[Run]:
    """ "north of Height 2741", "the height marked 2,603": places by the number that maps give them."""
    chunks = sentence.chunks
    for index in sentence.spelled(pack.words["numbered_heights"]):
        at = index + 1
        while at < len(chunks) and chunks[at].lower in pack.words["height_marks"]:
            at += 1
        number = at < len(chunks) and chunks[at].kind == "number" and chunks[at].text[:1].isdigit()
        after = chunks[at + 1] if at + 1 < len(chunks) else None
        counted = after is not None and (after.has("unit") or (after.has("thing") and not chunks[index].capital))
        if not number or counted or (at == index + 1 and not chunks[index].capital):
            continue
        height = _run(chunks, index, at + 1, pack)
        height.kind = "height"
        runs = [run for run in runs if run.last <= index or run.first > at]
        runs = sorted([*runs, height], key=lambda run: run.first)
    return runs


def parted(sentence: Sentence, runs: list[Run], pack: Pack, known: frozenset[str]) -> list[Run]:
    """ "səfir Fergüs Makintayr Ağdam rayonunda": the last word of a long name is a place where a gazetteer says so.

    Only where what governs a name stands behind it: there nothing parts a person from the place they were in.
    """
    found: list[Run] = []
    for run in runs:
        if _held_in(sentence.chunks, run, pack):
            seat = _run(sentence.chunks, run.first, run.first + 1, pack)
            if sentence.chunks[run.first - 1].has("place_cue"):
                seat.kind = "other"  # where the office is, not where anything happened
            found += [seat, _run(sentence.chunks, run.first + 1, run.last, pack)]
            continue
        after = sentence.chunks[run.last] if run.last < len(sentence.chunks) else None
        placed = after is not None and (after.lower[0] == "+" or after.has("place_type"))
        whole = run.kind != "unknown" or run.last - run.first < 3 or run.text.lower() in known
        if whole or not placed or not pack.head_final or run.words[-1].lower() not in known:
            found.append(run)
            continue
        found += [
            _run(sentence.chunks, run.first, run.last - 1, pack),
            _run(sentence.chunks, run.last - 1, run.last, pack),
        ]
    return found


def _held_in(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "глава офиса в Орше | Иван Кац": a place, and who holds an office there, told by two names."""
    if not pack.genitive or run.last - run.first != 3 or run.first < 2 or run.kind != "unknown":
        return False
    lead = chunks[max(0, run.first - 7) : run.first]
    while any(chunk.kind == "sign" or chunk.has("speech") for chunk in lead):
        lead = lead[1:]
    placed = bool(lead) and (lead[-1].has("place_cue") or lead[-1].has("place_type", "before"))
    if bool(lead) and lead[-1].lower in pack.words["inhabitants"]:
        # "жительница Орши Анна Кац", but "жительница Анна Ивановна Кац"
        father = run.words[1].lower().endswith(tuple(pack.words["patronymic_endings"]))
        placed = run.words[0].endswith(tuple(pack.words["genitive_endings"])) and not father
    return placed and any(chunk.means(("title", "person")) for chunk in lead)


def _starts(chunks: list[Chunk], index: int, pack: Pack) -> bool:
    """Whether a name may begin at a capitalised chunk."""
    chunk = chunks[index]
    if chunk.kind == "designation" or chunk.quoted:
        return False
    if chunk.kind == "lex" and chunk.means(_TITLE_LIKE):
        return False
    first = (
        index == 0
        or (index == 1 and chunks[0].kind == "sign")
        or (chunks[index - 1].text in ('"', ":") if index else False)
    )
    if first and (chunk.lower in pack.words["function"] or chunk.kind == "lex"):
        return chunk.text in pack.countries or chunk.text in pack.demonyms
    return chunk.kind == "word" or chunk.has("person") or chunk.text in pack.demonyms


def _country_end(chunks: list[Chunk], index: int, pack: Pack) -> int | None:
    """The index after a country's name of several words ("Bosnia and Herzegovina"), or None."""
    if chunks[index].text not in pack.country_openings:
        return None
    for width in range(min(5, len(chunks) - index), 1, -1):
        if " ".join(chunk.text for chunk in chunks[index : index + width]) in pack.countries:
            return index + width
    return None


def _continues(chunks: list[Chunk], index: int, pack: Pack) -> bool:
    chunk = chunks[index]
    if chunk.kind == "word" and is_capital(chunk):
        return not _begins_typed(chunks, index, pack)
    if chunk.has("unit") and chunk.text.istitle() and chunks[index - 1].kind == "word":
        return True  # "Dong Ha": no hectares
    joined = chunk.lower in ("-", "/") and (not pack.articles or chunk.start == chunks[index - 1].end)
    particle = chunk.lower in pack.words["name_particles"] or joined
    return particle and index + 1 < len(chunks) and chunks[index + 1].kind == "word" and is_capital(chunks[index + 1])


def _is_where(chunks: list[Chunk], first: int, at: int) -> bool:
    """Whether a capital behind a whole name is where its bearer was: "səfir Mark Libbi | Ağdamda"."""
    lead = chunks[first - 1] if first else None
    named = lead is not None and lead.means(("title", "person"))
    return named and at - first >= 2 and at + 1 < len(chunks) and chunks[at + 1].lower[0] == "+"


def _begins_typed(chunks: list[Chunk], index: int, pack: Pack) -> bool:
    """Whether an adjective begins a place of its own: "в селе Гараханбейли | Физулинского района"."""
    ending = chunks[index].lower.endswith(tuple(pack.words["place_adjective_endings"]))
    return ending and index + 1 < len(chunks) and chunks[index + 1].has("place_type", "after")


def _run(chunks: list[Chunk], first: int, last: int, pack: Pack) -> Run:
    start, end = chunks[first].start, chunks[last - 1].end
    pieces = [chunk.text for chunk in chunks[first:last]]
    text = "".join(
        piece if not at or chunks[first + at].start == chunks[first + at - 1].end else f" {piece}"
        for at, piece in enumerate(pieces)
    )
    run = Run(first, last, start, end, text, words=pieces)
    if text in pack.countries:
        run.kind, run.country = "country", pack.countries[text]
    elif text in pack.demonyms:
        run.kind, run.country = "demonym", pack.demonyms[text]
    elif any(piece in pack.words["not_place"] for piece in pieces):
        run.kind = "other"
    return run
