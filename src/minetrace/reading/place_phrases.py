"""Phrases that make the name in them a place, whatever the name: a distance from it, work on it, what is told of it."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk
from minetrace.reading.names import Run
from minetrace.reading.pack import Pack
from minetrace.reading.place_neighbours import names_blast
from minetrace.reading.tokens import tokenise


def by_phrase(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """Whether the phrase that a name stands in makes it a place: also "3 hectares of Velm"."""
    measured = run.first > 1 and chunks[run.first - 1].lower in pack.words["of"] and chunks[run.first - 2].has("unit")
    told = measured or land_of(chunks, run.first, pack) or names_blast(chunks, run, pack) or _where(chunks, run, pack)
    return told or at_distance(chunks, run, pack) or worked_on(chunks, run, pack) or told_of(chunks, run, pack)


def _where(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "the team went on to Velm, where 30 shells were found": a name behind which it is told what is there."""
    behind = chunks[run.last : run.last + 2]
    return len(behind) == 2 and behind[0].text == "," and behind[1].lower in pack.words["where"]


def land_of(chunks: list[Chunk], first: int, pack: Pack) -> bool:
    """ "combing the banks of the Hantan", "searched the slopes of Velm": a piece of land told by a name."""
    at = first - 1
    at -= at > 0 and chunks[at].lower in pack.words["definite"]
    of = at > 0 and chunks[at].lower in pack.words["of"]
    return bool(of) and chunks[at - 1].lower in pack.words["land_parts"]


def at_distance(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "в пяти километрах от Орши": the place from which a distance is measured."""
    lead = chunks[run.first - 1] if run.first else None
    return lead is not None and lead.kind == "aside" and lead.lower.split()[-1] in pack.words["of_distance"]


def worked_on(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "завершили разминирование Осетии": the place that a noun of clearance or survey has behind it."""
    if not pack.genitive or not run.first:
        return False
    senses = chunks[run.first - 1].senses
    noun = any(sense.kind == "action" and sense.flags.get("form") == "noun" for sense in senses)
    genitive = run.words[-1].endswith(tuple(pack.words["genitive_endings"]))
    return noun and genitive and not any(word.isupper() for word in run.words)


def told_of(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "Of Velm as a whole, ...", "taken out of Velm", "at a Velm police post": what is told of; where a house is."""
    if not pack.articles or run.first < 1:
        return False
    if chunks[run.first - 1].has("action") and chunks[run.first - 1].lower.split()[-1] in pack.words["of|origin_cues"]:
        return True
    if run.first == 1 and chunks[0].lower in pack.words["partitive"]:
        return not chunks[run.last : run.last + 1] or chunks[run.last].lower not in pack.words["possessive"]
    housed = run.first > 1 and chunks[run.first - 1].lower in pack.words["indefinite"] and run.last < len(chunks)
    at = housed and chunks[run.first - 2].has("place_cue") and not chunks[run.first - 2].has("direction")
    return bool(at) and chunks[run.last].lower in pack.words["place_nouns|place_offices|care"]


def direction_behind(chunks: list[Chunk], run: Run, pack: Pack) -> str | None:
    """The direction at the end of a measure: "12 km south of Lode"."""
    if run.first < 2 or chunks[run.first - 1].lower not in pack.words["of"] or chunks[run.first - 2].kind != "aside":
        return None
    phrase = f"{chunks[run.first - 2].lower.split()[-1]} {chunks[run.first - 1].lower}"
    tokens = tokenise(phrase, phrase, 0, len(phrase))
    width, senses = pack.lexicon.longest(tokens, 0, len(tokens))
    return next((sense.value for sense in senses if sense.kind == "direction"), None) if width else None
