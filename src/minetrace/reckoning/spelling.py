"""Names of two alphabets in one, near enough to be compared: not a transliteration standard, never shown."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from minetrace.places.fold import fold

_LETTERS = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ж": "j", "з": "z", "и": "i",
        "і": "i", "ї": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
        "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "",
        "э": "e", "ю": "yu", "я": "ya",
    }
)  # fmt: skip
NEAR_NAME = 82.0
"""Likeness in per cent from which two personal names are taken as one, after one alphabet."""

_NEAR_WORD = 75.0
"""Likeness in per cent that every word of the shorter name needs with a word of the longer one."""


def latin(text: str) -> str:
    """Lower-case text with Cyrillic letters as Latin ones.

    >>> latin("нуру нуриев")
    'nuru nuriev'
    """
    return text.translate(_LETTERS)


def one_person(name: str, other: str) -> bool:
    """Whether two spellings are near enough to be one person's name, the order of its words left aside.

    Near as a whole, and word by word: Elvin Mammadov is not Elchin Mammadov.
    """
    mine, theirs = sorted_words(name), sorted_words(other)
    if fuzz.ratio(mine, theirs) < NEAR_NAME:
        return False
    few, many = sorted((mine.split(), theirs.split()), key=len)
    return all(any(fuzz.ratio(word, known) >= _NEAR_WORD for known in many) for word in few)


@lru_cache(maxsize=20_000)
def sorted_words(name: str) -> str:
    """A personal name in plain Latin letters, its words in alphabetical order, as `one_person` compares it."""
    return " ".join(sorted(_plain(name).split()))


def one_label(model: str, other: str) -> bool:
    """Whether two designations are one in another alphabet or spacing: "ПМН-Э" and "PMN-E", "E-001 M" and "E-001M"."""
    return _plain(model).replace(" ", "") == _plain(other).replace(" ", "")


@lru_cache(maxsize=20_000)
def _plain(name: str) -> str:
    """A name in plain Latin letters; the same names are compared over and over."""
    return latin(fold(name))
