"""The lexicon of a language: phrases in the notation of the packs, in one tree over lower-case tokens.

    mine(s)               mine, mines
    anti~personnel        anti-personnel, anti personnel, antipersonnel
    find|found            find, found
    ?the ministry         the ministry, ministry
    мин/f                 every form of the paradigm "f" that the pack declares: мина, мины, мину, мин ...

A paradigm lists the endings of the singular and of the plural (or, for verbs, of one subject, of several, and of any);
a sense keeps which of them the written form can be.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from minetrace.reading.chunks import Chunk
from minetrace.reading.senses import UNKNOWN, Sense, Senses
from minetrace.reading.tokens import tokenise

_Value = TypeVar("_Value")
Paradigms = Mapping[str, Mapping[str, list[str]]]
"""Name of a paradigm -> {"sg", "pl", "any": endings}; an ending "-2ий" replaces the last two letters of the stem."""


_Senses = Mapping[str | None, Sense]
"""A meaning by the number of the written form that carries it; None where no paradigm gave one."""

_Option = tuple[tuple[str, ...], str | None]
"""One writing of a word of a phrase as tokens, none where the word may be left out, with its number."""


@dataclass(frozen=True, slots=True, eq=False)
class _Filed:
    """A phrase of a pack: the writings of each of its words, and its meanings."""

    words: tuple[tuple[_Option, ...], ...]
    senses: _Senses


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a text has come in a phrase: tokens still due of a begun word, the word after it, the numbers met."""

    filed: _Filed
    due: tuple[str, ...]
    word: int
    numbers: tuple[str, ...]


class _Node:
    """Where a text stands in all phrases that it may still hold; the ways on are worked out when it is first left.

    A phrase whose words have several writings stands for their product, so its sequences are never written out.
    """

    __slots__ = ("_after", "_places", "_ways", "senses")

    def __init__(self, places: Iterable[_Place]) -> None:
        self._places = list(dict.fromkeys(one for place in places for one in _onwards(place)))
        self._ways: dict[str, list[_Place]] | None = None
        self._after: dict[str, _Node] = {}
        whole = {one.filed: one for one in self._places if one.word == len(one.filed.words) and not one.due}
        said = dict.fromkeys(filed.senses[_agreed(one.numbers)] for filed, one in whole.items())
        self.senses = Senses(said) if said else UNKNOWN

    def after(self, token: str) -> _Node | None:
        """Where the text stands after a token; None where no phrase goes on with it."""
        found = self._after.get(token)
        if found is None:
            if self._ways is None:
                self._ways = self._onward()
            places = self._ways.get(token)
            if places is not None:
                found = self._after[token] = _Node(places)
        return found

    def _onward(self) -> dict[str, list[_Place]]:
        ways: dict[str, list[_Place]] = {}
        for at in self._places:
            if at.due:
                ways.setdefault(at.due[0], []).append(_Place(at.filed, at.due[1:], at.word, at.numbers))
            elif at.word < len(at.filed.words):
                for tokens, number in at.filed.words[at.word]:
                    if tokens:
                        numbers = at.numbers if number is None else (*at.numbers, number)
                        ways.setdefault(tokens[0], []).append(_Place(at.filed, tokens[1:], at.word + 1, numbers))
        return ways


def _onwards(place: _Place) -> Iterator[_Place]:
    """A place in a phrase, and those behind words that may be left out."""
    yield place
    words = place.filed.words
    if not place.due:
        for at in range(place.word, len(words)):
            if all(tokens for tokens, _ in words[at]):
                return
            yield _Place(place.filed, (), at + 1, place.numbers)


class Lexicon:
    """All phrases of a pack in trees over lower-case tokens, one for each word that opens a phrase, grown when a text
    first holds that word; the longest phrase at a position wins.

    An inflected language writes out to many times the phrases of its pack, and a text opens few of them.
    """

    def __init__(self, tables: Mapping[str, Iterable[Mapping[str, Any]]], paradigms: Paradigms | None = None) -> None:
        self._paradigms = paradigms or {}
        self._written: dict[str, tuple[_Option, ...]] = {}
        self._filed: dict[str, list[tuple[str, _Senses]]] = {}
        self._grown: dict[str, _Node | None] = {}
        for kind, entries in tables.items():
            for entry in entries:
                flags = {key: value for key, value in entry.items() if key not in ("value", "phrases", "source")}
                value = str(entry.get("value", ""))
                senses: _Senses = {None: Sense(kind, value, flags)} | {
                    number: Sense(kind, value, {**flags, "number": number}) for number in ("sg", "pl", "any", "both")
                }
                for phrase in entry["phrases"]:
                    for word in self._opening(phrase):
                        self._filed.setdefault(word, []).append((phrase, senses))

    def _opening(self, phrase: str) -> dict[str, None]:
        """The tokens that may open a phrase."""
        found: dict[str, None] = {}
        for word in phrase.split():
            options = self._options(word)
            found |= dict.fromkeys(tokens[0] for tokens, _ in options if tokens)
            if all(tokens for tokens, _ in options):
                break
        return found

    def _options(self, word: str) -> tuple[_Option, ...]:
        """The writings of one word of a phrase."""
        found = self._written.get(word)
        if found is None:
            told = {
                form: number for option in _options(word) for form, number in forms(option, self._paradigms).items()
            }
            found = tuple((_split(form) if form else (), number) for form, number in told.items())
            self._written[word] = found
        return found

    def _tree(self, opening: str) -> _Node | None:
        """The tree of the phrases that a word opens; None where it opens none."""
        if opening not in self._filed:
            return None
        places = [
            _Place(_Filed(tuple(map(self._options, phrase.split())), senses), (), 0, ())
            for phrase, senses in self._filed[opening]
        ]
        grown = self._grown[opening] = _Node(places).after(opening)
        return grown

    def longest(self, tokens: list[Chunk], index: int, limit: int) -> tuple[int, Senses]:
        """How many tokens from `index`, before `limit`, the longest known phrase takes, with its senses; or 0."""
        best, at, senses = 0, index, UNKNOWN
        opening = tokens[at].lower if at < limit else ""
        node = self._grown.get(opening) or self._tree(opening)
        while node is not None:
            at += 1
            if node.senses:
                best, senses = at - index, node.senses
            if at == limit:
                break
            node = node.after(tokens[at].lower)
        return best, senses

    @property
    def openings(self) -> frozenset[str]:
        """Every word that opens a phrase."""
        return frozenset(self._filed)

    def vocabulary(self) -> set[str]:
        """Every word that stands in a phrase."""
        phrases = {phrase for filed in self._filed.values() for phrase, _ in filed}
        words = {word for phrase in phrases for word in phrase.split()}
        written = {form for word in words for option in _options(word) for form in forms(option, self._paradigms)}
        return {token for form in written for token in _split(form)}

    def phrases(self, tokens: list[Chunk]) -> Iterator[tuple[int, int, Senses]]:
        """The known phrases of a sentence, left to right without overlap: first token, token after it, senses."""
        after, filed = 0, self._filed
        for index, token in enumerate(tokens):
            if token.lower in filed and index >= after:
                width, senses = self.longest(tokens, index, len(tokens))
                if width:
                    after = index + width
                    yield index, after, senses


def _split(words: str) -> tuple[str, ...]:
    if words.isalpha():
        return (words.lower(),)
    if "+" in words:
        # an ending that is cut from the word before it is a token of its own
        pieces = (piece.split("+", 1) for piece in words.lower().split())
        return tuple(
            token for head, *tail in pieces for token in (*(_split(head) if head else ()), *(f"+{end}" for end in tail))
        )
    return tuple(token.lower for token in tokenise(words, words.lower(), 0, len(words)))


def _options(word: str) -> list[str]:
    """The writings of one word of a phrase, paradigms apart."""
    options = [""] if word.startswith("?") else []
    for part in word.removeprefix("?").split("|"):
        plain = [part.replace("(", "").replace(")", ""), re.sub(r"\([^)]*\)", "", part)] if "(" in part else [part]
        for form in plain:
            options += [form.replace("~", sign) for sign in ("-", " ", "")] if "~" in form else [form]
    return options


def forms(word: str, paradigms: Paradigms) -> dict[str, str | None]:
    """The written forms of `stem/paradigm`, each with its number (sg, pl, both); of a plain word, itself."""
    stem, slash, name = word.partition("/")
    if not slash or name not in paradigms:
        return {word: None}
    found: dict[str, str | None] = {}
    for number, endings in paradigms[name].items():
        for ending in endings:
            form = stem[: -int(ending[1])] + ending[2:] if ending.startswith("-") else stem + ending
            found[form] = "both" if found.get(form, number) != number else number
    return found


def _agreed(numbers: Sequence[str]) -> str | None:
    clear = [number for number in numbers if number in ("sg", "pl")]
    return clear[0] if clear else numbers[0] if numbers else None


def spelled(words: Iterable[str], paradigms: Paradigms) -> list[str]:
    """Every written form of a list of words or phrases."""
    if not paradigms:
        return list(words)
    found = []
    for phrase in words:
        parts = [list(forms(word, paradigms)) for word in phrase.split(" ")]
        found += [" ".join(choice) for choice in itertools.product(*parts)]
    return found


def keyed(table: Mapping[str, _Value], paradigms: Paradigms) -> dict[str, _Value]:
    """A table whose keys are written with paradigms, by every written form."""
    return {form: value for key, value in table.items() for form in spelled([key], paradigms)}


def as_pattern(form: str, paradigms: Paradigms) -> str:
    """A form of time or of typed numbers with its paradigms written out as choices."""

    def choice(match: re.Match[str]) -> str:
        return "(" + "|".join(sorted(forms(match.group(), paradigms), key=len, reverse=True)) + ")"

    return re.sub(r"[^\W\d_]+/[a-z]\w*", choice, form) if paradigms else form
