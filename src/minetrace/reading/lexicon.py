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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from minetrace.reading.chunks import Chunk
from minetrace.reading.senses import UNKNOWN, Sense, Senses
from minetrace.reading.tokens import tokenise

_Value = TypeVar("_Value")
Paradigms = Mapping[str, Mapping[str, list[str]]]
"""Name of a paradigm -> {"sg", "pl", "any": endings}; an ending "-2ий" replaces the last two letters of the stem."""


@dataclass(slots=True)
class _Node:
    after: dict[str, _Node] = field(default_factory=dict)
    senses: Senses = UNKNOWN

    def add(self, words: tuple[str, ...], sense: Sense) -> None:
        """File a meaning under the words that lead to it from here."""
        node = self
        for word in words:
            following = node.after.get(word)
            if following is None:
                following = node.after[word] = _Node()
            node = following
        if sense not in node.senses:
            node.senses = Senses((*node.senses, sense))


_Senses = Mapping[str | None, Sense]
"""A meaning by the number of the written form that carries it; None where no paradigm gave one."""


class Lexicon:
    """All phrases of a pack in trees over lower-case tokens, one for each word that opens a phrase, grown when a text
    first holds that word; the longest phrase at a position wins.

    An inflected language writes out to many times the phrases of its pack, and a text opens few of them.
    """

    def __init__(self, tables: Mapping[str, Iterable[Mapping[str, Any]]], paradigms: Paradigms | None = None) -> None:
        self._paradigms = paradigms or {}
        self._filed: dict[str, list[tuple[str, _Senses]]] = {}
        self._grown: dict[str, _Node] = {}
        for kind, entries in tables.items():
            for entry in entries:
                flags = {key: value for key, value in entry.items() if key not in ("value", "phrases", "source")}
                value = str(entry.get("value", ""))
                senses: _Senses = {None: Sense(kind, value, flags)} | {
                    number: Sense(kind, value, {**flags, "number": number}) for number in ("sg", "pl", "any", "both")
                }
                for phrase in entry["phrases"]:
                    for word in openings(phrase, self._paradigms):
                        self._filed.setdefault(word, []).append((phrase, senses))

    def _tree(self, opening: str) -> _Node | None:
        """The tree of the phrases that a word opens; None where it opens none."""
        if opening not in self._filed:
            return None
        grown = self._grown[opening] = _Node()
        for phrase, senses in self._filed[opening]:
            for words, number in inflect(phrase, self._paradigms):
                if words[0] == opening:
                    grown.add(words[1:], senses[number])
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
            if at == limit or not node.after:
                break
            node = node.after.get(tokens[at].lower)
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


def expand(phrase: str) -> list[tuple[str, ...]]:
    """All token sequences that a phrase without paradigms stands for."""
    choices = [_options(word) for word in phrase.split()]
    found = {_split(" ".join(filter(None, words))) for words in itertools.product(*choices)}
    return sorted(words for words in found if words)


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


def inflect(phrase: str, paradigms: Paradigms) -> list[tuple[tuple[str, ...], str | None]]:
    """All token sequences that a phrase stands for, each with its number: that on which its words agree, else of the
    first word that has one."""
    if "/" not in phrase:
        return [(words, None) for words in expand(phrase)]
    choices: list[list[tuple[tuple[str, ...], str | None]]] = []
    for word in phrase.split():
        told = {form: number for option in _options(word) for form, number in forms(option, paradigms).items()}
        choices.append([(_split(form) if form else (), number) for form, number in told.items()])
    found: dict[tuple[str, ...], str | None] = {}
    for parts in itertools.product(*choices):
        words = tuple(itertools.chain.from_iterable(tokens for tokens, _ in parts))
        if words:
            found[words] = _agreed([number for _, number in parts if number is not None])
    return list(found.items())


def openings(phrase: str, paradigms: Paradigms) -> set[str]:
    """The tokens that may open a phrase."""
    if "/" not in phrase:
        return {words[0] for words in expand(phrase)}
    found: set[str] = set()
    for word in phrase.split():
        written = [form for option in _options(word) for form in forms(option, paradigms)]
        found |= {_split(form)[0] for form in written if form}
        if "" not in written:
            break
    return found


def _agreed(numbers: list[str]) -> str | None:
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
