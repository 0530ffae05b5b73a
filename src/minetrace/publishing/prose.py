"""The body of a statement: its placeholders and its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from minetrace.places.fold import fold
from minetrace.publishing.document import NAME
from minetrace.publishing.languages import language_data
from minetrace.publishing.numbers import Form
from minetrace.reading.text import sentences

_BRACES = re.compile(r"\{\{(.*?)\}\}|\{\{|\}\}", re.DOTALL)
_INSIDE = re.compile(rf"\s*({NAME})\s*(\.range|\|\s*words)?\s*")
# A line break ends a sentence only where Markdown begins another block there.
_SOFT_BREAK = re.compile(r"\n(?![ \t]*(?:\n|#|[-*+][ \t]|\d{1,2}[.)][ \t]|>|\||$))")
_ALONE = re.compile(r"(?m)^[ \t]*(?:#|\|).*$")
_MARKS = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "’": "'", "‘": "'"})
_SHORTEST_STEM = 5
_LONGEST_ENDING = 3
_WORDS_BETWEEN = 3
"""How many other words may stand among those of a name, so that two names do not make a third."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A `{{ name }}` of the body: its offsets, the name, and how it is to be printed; no name when not understood."""

    start: int
    end: int
    text: str
    name: str | None
    form: Form = "number"


def placeholders(body: str) -> list[Placeholder]:
    """All pairs of braces of a body in their order."""
    found = []
    for match in _BRACES.finditer(body):
        inside = _INSIDE.fullmatch(match.group(1) or "")
        if inside is None:
            found.append(Placeholder(*match.span(), match.group(), None))
            continue
        form: Form = "number" if not inside[2] else "range" if inside[2] == ".range" else "words"
        found.append(Placeholder(*match.span(), match.group(), inside[1], form))
    return found


def sentence_spans(body: str, held: list[Placeholder], language: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a body. A heading, a row of a table and an entry of a list each stand alone."""
    plain = body.translate(_MARKS)
    for one in held:
        plain = plain[: one.start] + "X" * (one.end - one.start) + plain[one.end :]
    alone = {end for match in _ALONE.finditer(plain) for end in (match.start() - 1, match.end())}
    joined = _SOFT_BREAK.sub(lambda match: match.group() if match.start() in alone else " ", plain)
    return sentences(joined, frozenset(language_data(language)["abbreviations"]))


def names_speaker(sentence: str, speaker: str, language: str) -> bool:
    """Whether a sentence names a speaker: every word of the name that carries meaning, in any order, with endings.

    "Azerbaijan's Defence Ministry" names "the Ministry of Defense of Azerbaijan"; "the ministry" does not.
    """
    said = _words(sentence, language)
    wanted = _words(speaker, language)
    size = len(wanted) + _WORDS_BETWEEN
    windows = (said[start : start + size] for start in range(max(1, len(said) - len(wanted) + 1)))
    return bool(wanted) and any(
        all(any(_same(word, other) for other in window) for word in wanted) for window in windows
    )


def _words(text: str, language: str) -> list[str]:
    data = language_data(language)
    words = fold(re.sub(r"['’]s\b", " ", text)).split()
    spelled = [data["speaker_spellings"].get(word, word) for word in words]
    return [word for word in spelled if word not in data["speaker_fillers"]]


def _same(name: str, word: str) -> bool:
    """The same word, or one of the two with an ending: Azerbaijan and Azerbaijani, министерство and министерством."""
    if name == word:
        return True
    shorter, longer = sorted((name, word), key=len)
    stem = shorter if longer.startswith(shorter) else shorter[:-1]
    return len(stem) >= _SHORTEST_STEM and longer.startswith(stem) and len(longer) - len(stem) <= _LONGEST_ENDING
