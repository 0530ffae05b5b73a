"""Names that are places because of the place, the body or the phrase of time that they stand beside, or are none."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.names import Run, is_capital
from minetrace.reading.pack import Pack

_VOICE = 9
"""A voice put in behind the name of a country ends before this chunk."""
_AGENTS = frozenset(("speech", "office", "title", "outcome", "person", "according"))


def owned(chunks: list[Chunk], before: Run | None, run: Run, pack: Pack) -> bool:
    """ "Arif district's Velm": whether a name stands behind the possessive of the place before."""
    return before is not None and before.last + 1 == run.first and chunks[before.last].lower in pack.words["possessive"]


def told_with(chunks: list[Chunk], before: Run, run: Run, pack: Pack) -> bool:
    """Whether a name is a place by how it is joined to the place before: its owner, its part, or the row it is in."""
    after = chunks[run.last] if run.last < len(chunks) else None
    agent = after is not None and after.means(_AGENTS) and after.lower not in pack.words["unit_types"]
    inside = owned(chunks, before, run, pack) and not before.by_name and not agent
    unit = chunks[run.last].lower if run.last < len(chunks) and chunks[run.last].capital else ""
    between = [chunk.lower for chunk in chunks[before.last : run.first]]
    if pack.articles and between[:1] == [","] and not agent:
        # "near Arif, Velm Division"; "at Arif, on Velm"
        on = len(between) == 2 and between[1] in pack.words["surface_cues"]
        if on or (between == [","] and unit in pack.words["unit_types"]):
            return True
    listed = _bracketed(chunks, before) and _bracketed(chunks, run) and pack.articles
    run.by_name = listed and before.by_name
    return inside or listed or _holds_part(chunks, before, run, pack) or _counted_in_row(chunks, before, run, pack)


def _bracketed(chunks: list[Chunk], run: Run) -> bool:
    """ "two grenades (Arif); one mine (Velm)": a name alone in brackets, as the one before."""
    around = [chunk.text for chunk in (*chunks[max(0, run.first - 1) : run.first], *chunks[run.last : run.last + 1])]
    return around == ["(", ")"] and not run.text.isupper()


def names_blast(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "the toll of the Velm blast": what blew up is told by where it did."""
    after = chunks[run.last] if run.last < len(chunks) else None
    told = after is not None and after.lower in pack.words["blasts_by_place"] and not run.country
    return told and not run.text.isupper() and run.kind == "unknown" and len(run.words) <= 2


def _holds_part(chunks: list[Chunk], before: Run, run: Run, pack: Pack) -> bool:
    """ "in the Orla quarter of Velm", "the Orla sector of Velm": a part that is told with its type, and its whole."""
    if before.kind != "place" or not pack.articles or before.last + 1 != run.first:
        return False
    typed = chunks[before.last - 1].has("place_type", "after") and before.last - before.first > 1
    return typed and chunks[before.last].lower in pack.words["of"]


def _counted_in_row(chunks: list[Chunk], before: Run, run: Run, pack: Pack) -> bool:
    """ "Arif saw 640, Velm 301 and Orla 176": a name with a count behind a place with one."""
    between = chunks[before.last : run.first]
    counts = run.last < len(chunks) and chunks[run.last].kind == "number" and len(between) <= 4
    joined = len(between) > 1 and (between[-1].text == "," or between[-1].lower in pack.words["and"])
    return counts and joined and between[-2].kind == "number" and pack.articles


def names_time(run: Run, pack: Pack) -> bool:
    """ "in October", of a text without a day: a month is no place."""
    return all(word.lower() in pack.calendar["months"] for word in run.words)


def owns_body(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "the siege of the Engineers' Corps": a plural that owns a body written as a name."""
    after = chunks[run.last : run.last + 2]
    return pack.articles and len(after) == 2 and after[0].text == "'" and is_capital(after[1])


def told_by_verb(chunks: list[Chunk], lead: int, pack: Pack) -> bool:
    """ "scattered over Velm", "strewn over south Velm": whether a verb of dispersal governs a word of place."""
    return lead > 0 and chunks[lead - 1].lower.split()[-1] in pack.words["dispersal"]


def reported_from(chunks: list[Chunk], lead: int, pack: Pack) -> bool:
    """ "the weekly tally from Velmia", "figures from Velmia": whether a count is what comes from a place."""
    counts = lead > 0 and chunks[lead - 1].lower in pack.words["counts_from"]
    return counts and chunks[lead].lower in pack.words["origin_cues"]


def on_part(chunks: list[Chunk], lead: int, first: int, pack: Pack) -> bool:
    """ "on the slopes of Velm", "on the pasture of Velm": whether a piece of land stands between a cue and a name."""
    between = {chunk.lower for chunk in chunks[lead + 1 : first]}
    return pack.articles and bool(between & pack.words["place_parts|place_nouns"]) and bool(between & pack.words["of"])


def at_site(chunks: list[Chunk], run: Run, pack: Pack) -> bool:
    """ "behind Velm primary school", "above Velm bridge": a name that a site is told by."""
    after = [chunk.lower for chunk in chunks[run.last : run.last + 2]]
    return pack.articles and any(word in pack.words["place_nouns"] for word in after)


def moved_to(chunks: list[Chunk], lead: int, pack: Pack) -> bool:
    """ "flown to Velm", "a helicopter took them to Velm", "died on the way to Velm": where somebody hurt was taken."""
    if not pack.articles or lead < 1 or chunks[lead].lower not in pack.words["to"]:
        return False
    verb = lead - 2 if lead > 1 and chunks[lead - 1].lower in pack.words["them"] else lead - 1
    return chunks[verb].lower.split()[-1] in pack.words["carried_off"]


def recalled_in(chunks: list[Chunk], lead: int, run: Run, pack: Pack) -> bool:
    """ "..., General Ivo Kern recalled in Velm.": where somebody said it, at the end of what was said."""
    after = chunks[run.last] if run.last < len(chunks) else None
    closed = after is None or after.text in (".", ",", ";")
    return pack.articles and lead > 1 and closed and chunks[lead - 1].has("speech") and bool(chunks[lead - 2].capital)


def without_dateline(sentence: Sentence, places: list[Run], pack: Pack) -> list[Run]:
    """ "VELM CITY: Police defused 19 mines in Arif": where a text was written gives way to any other place."""
    head = places[0] if places else None
    if head is None or not pack.articles or sentence.index or head.first or head.country or len(places) < 2:
        return places
    behind = sentence.chunks[head.last : head.last + 2]
    dated = len(behind) == 2 and behind[0].text in ("-", ":") and is_capital(behind[1])
    return places[1:] if dated else places


def over_voice(chunks: list[Chunk], at: int) -> int:
    """ "Velmia, he said, had 310 km2": the index behind the voice that is put in between two commas, else the same."""
    commas = [index for index in range(at, min(at + _VOICE, len(chunks))) if chunks[index].text == ","]
    told = len(commas) > 1 and commas[0] == at and any(chunk.has("speech") for chunk in chunks[at : commas[1]])
    return commas[1] + 1 if told else at
