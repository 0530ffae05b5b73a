"""Persons by a noun that no lexicon lists: beside a verb of harm it is of people, if not of a beast or a thing."""

from __future__ import annotations

from collections.abc import Sequence

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.group import is_verb
from minetrace.reading.pack import Pack

_COMPLEMENT = 12
"""Chunks between such a noun and its verb: "a corporal of the 20th battalion, aged 20, was killed"."""
_OBJECT = 5
"""Chunks of the first of two objects of a verb of harm: "the old baker"."""
_HARM = ("killed", "injured")


def is_stranger(chunks: Sequence[Chunk], first: int, at: int, article: bool, pack: Pack) -> bool:
    """Whether the word at `at` ends the noun phrase of people, counted from `first` on, whom a verb of harm befalls."""
    noun = chunks[at]
    if noun.kind != "word" or noun.lower in pack.words["no_people|function"] or len(noun.text) < 3:
        return False
    if pack.adverb(noun.lower) or not noun.text.replace("-", "").isalpha() or noun.lower[0] == "+":
        return False
    known = chunks[at + 1] if at + 1 < len(chunks) else None
    if known is not None and known.has("person"):
        return False  # "nine Kenyan soldiers"
    if known is not None and known.kind == "word" and known.lower not in pack.words["function"]:
        return pack.adverb(known.lower) and _befallen(chunks, at + 2, article, pack)
    if pack.plural(noun.lower) is article and not noun.capital:
        return False
    return _befallen(chunks, at + 1, article, pack) or _victim_of(chunks, first, article, pack)


def _victim_of(chunks: Sequence[Chunk], first: int, article: bool, pack: Pack) -> bool:
    """ "killing two jawans": right behind a verb of harm that takes an object; what is lost need not be people."""
    at = first - 1
    if at > 0 and not article and chunks[at].lower in pack.words["list_joins"] and chunks[at - 1].has("person"):
        # "killed the baker and four customers"
        reach = range(at - 1, max(0, at - _OBJECT), -1)
        at = next((i for i in reach if chunks[i - 1].kind == "lex" and is_verb(chunks[i - 1])), first) - 1
    verb = chunks[at] if at >= 0 else None
    if verb is None or not is_verb(verb) or verb.lower in pack.words["losing"]:
        return False
    passive = at > 0 and chunks[at - 1].lower in pack.words["be"]
    sense = next(s for s in verb.senses if s.kind == "outcome")
    return not passive and sense.value in _HARM and sense.flags.get("form") in (None, "ahead")


def _befallen(chunks: Sequence[Chunk], at: int, article: bool, pack: Pack) -> bool:
    """ "two porters of the camp, aged 20 and 30, were wounded": a verb of harm in the passive, or without an object."""
    words, be, end = pack.words, False, min(len(chunks), at + _COMPLEMENT)
    inside = at < end and chunks[at].lower in words["complements"]
    while at < end:
        chunk = chunks[at]
        if is_verb(chunk):
            told = [s for s in chunk.senses if s.kind == "outcome" and s.flags.get("form") not in ("noun", "adjective")]
            alone = told[0].flags.get("form") == "intransitive" or "voice" in told[0].flags
            after = chunks[at + 1] if at + 1 < len(chunks) else None
            ends = after is None or after.kind in ("sign", "period") or after.lower in words["by"]
            participle = not chunk.lower.endswith(tuple(words["verb_endings"] - words["past_endings"]))
            alone = alone or (ends and participle and told[0].flags.get("form") is None)
            return told[0].value in _HARM and (alone or be) and chunk.lower not in words["losing"]
        if article and chunk.lower in words["of_several"]:
            return False
        be = chunk.lower in words["be"] or (be and chunk.lower in words["auxiliary"])
        light = chunk.lower in words["auxiliary"] or pack.adverb(chunk.lower) or chunk.has("hedge", "reportedly")
        within = inside and chunk.kind in ("word", "aside", "lex", "period", "number") and not _acts(chunk)
        if not light and not within and not (chunk.kind == "aside" and chunk.data == "age"):
            return False
        inside = inside and not be
        at += 1
    return False


def _acts(chunk: Chunk) -> bool:
    return chunk.means(("action", "speech", "according", "cue", "thing", "title")) or chunk.has("nonclaim", "arms")
