"""The words of tables in four languages: headers of fields, words for terms, months. Data files, never code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from minetrace.places.fold import fold, key
from minetrace.terms.vocabulary import vocabulary

LANGUAGES = ("en", "es", "fr", "ru")


@dataclass(frozen=True, slots=True)
class WordMap:
    """Words of one language for the terms of a vocabulary, folded: word -> code."""

    language: str
    terms: Mapping[str, str]


@cache
def data(name: str) -> Any:
    """A data file of this room by its name."""
    return json.loads(files("minetrace.doors").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def headers(field: str) -> frozenset[str]:
    """Headers, folded without spaces, under which a field or a part ("@year") stands in any language."""
    section, name = ("parts", field[1:]) if field.startswith("@") else ("headers", field)
    found = [word for language in LANGUAGES for word in data(f"words.{language}.json")[section].get(name, ())]
    return frozenset(key(word) for word in found) - {""}


@cache
def months() -> dict[str, int]:
    """Names of months, whole and by their first three letters, in any language."""
    out: dict[str, int] = {}
    short: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for number, name in enumerate(data(f"words.{language}.json")["months"], start=1):
            out[fold(name)] = number
            short.setdefault(fold(name)[:3], set()).add(number)
    return {**{name: min(numbers) for name, numbers in short.items() if len(numbers) == 1}, **out}


@cache
def word_maps(name: str) -> tuple[WordMap, ...]:
    """Words for the terms of a vocabulary, one map a language; codes, labels and answers stand in each of them."""
    base: dict[str, str] = {}
    for term in vocabulary(name).terms.values():
        for word in (term.code, term.code.replace("_", " "), term.label, *term.answers):
            base.setdefault(fold(word), term.code)
    return tuple(WordMap(language, _words(name, language, base)) for language in LANGUAGES)


def _words(name: str, language: str, base: Mapping[str, str]) -> dict[str, str]:
    own = data(f"words.{language}.json")
    terms = vocabulary(name).terms
    out = {fold(w): code for code, words in own["null"].items() if code in terms for w in words if fold(w)}
    out |= base
    out |= {fold(w): code for code, words in own["values"].get(name, {}).items() if code in terms for w in words}
    return out


@cache
def null_words() -> frozenset[str]:
    """Folded words that say that nothing is known or recorded, in any language."""
    null = [data(f"words.{language}.json")["null"] for language in LANGUAGES]
    return frozenset(fold(word) for one in null for words in one.values() for word in words) - {""}


@cache
def in_all(name: str) -> dict[str, str]:
    """Words that mean one and the same term in every language that has them."""
    seen: dict[str, set[str]] = {}
    for one in word_maps(name):
        for word, code in one.terms.items():
            seen.setdefault(word, set()).add(code)
    return {word: min(codes) for word, codes in seen.items() if len(codes) == 1}
