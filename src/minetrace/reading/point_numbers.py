"""Numbers of points of an instrument: "Article 6(2)", "the 4th and 6th points", "VI"."""

from __future__ import annotations

import re

from minetrace.reading.pack import Pack

POINT_NUMBER = r"(?:\d+(?:\.\d+)?(?:\(\d+\))*(?:\([a-z]\))?|\b[IVX]+\b)"
"""How the number of a point is written."""


def ordinals_before(text: str, floor: int, end: int, pack: Pack) -> tuple[int, tuple[str, ...]] | None:
    """Where the ordinals right before an offset begin, and their numbers: "the 4th and 6th | points"."""
    numbers: list[str] = []
    start = end
    for match in reversed(list(re.finditer(r"[\w-]+", text[max(floor, end - 48) : end]))):
        word = match.group()
        number = ordinal(word, pack)
        if number is None and word.lower() not in pack.words["and"]:
            break
        if number is not None:
            numbers.insert(0, number)
            start = max(floor, end - 48) + match.start()
    return (start, tuple(numbers)) if numbers else None


def ordinal(word: str, pack: Pack) -> str | None:
    """The number of an ordinal in digits ("6-cı") or in words, or None."""
    lower = word.lower().replace("ё", "е")  # as packs are written
    digits = re.match(r"\d+", lower)
    if digits and lower[digits.end() :] in pack.words["article_ordinal_suffixes"]:
        return digits.group()
    return str(pack.ordinals[lower]) if lower in pack.ordinals else None


def numbers_in(phrase: str) -> list[str]:
    """All numbers of points in a phrase, as written."""
    return re.findall(POINT_NUMBER, phrase)
