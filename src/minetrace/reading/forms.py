"""Forms: phrases with slots (dates, ages, sums of money), compiled at first use, found by the words they cannot lack.

A form is written with named slots, optional parts and choices: `{month} {day}[, {year}]`, `(last|past) week`. Hundreds
of forms stand in a pack and few can match a sentence, so each is filed under a word that every match of it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Slots = Mapping[str, str]
"""Name of a slot -> the pattern of what may stand in it."""

_LETTERS = re.compile(r"[^\W\d_]+")
_TELLING_SLOTS = ("iso", "month", "weekday", "season", "ordinal", "year", "period", "part")
_SHORTEST_TELLING = 3


def words_of(text: str) -> set[str]:
    """The runs of letters of a text."""
    return set(_LETTERS.findall(text))


@dataclass(frozen=True)
class Form:
    """One form of a pack: the operation that reads it, the form as written, its slots, the flags of its entry."""

    op: str
    written: str
    slots: Slots
    flags: Mapping[str, Any]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The form over lower-case text: words as they are, one space for any spaces, each slot a group."""
        out: list[str] = []
        seen: dict[str, int] = {}
        for piece in re.findall(r"\{\w+\}|[\[\]()|]| +|[^{}\[\]()| ]+", self.written):
            if piece[0] == "{":
                name = piece[1:-1]
                seen[name] = seen.get(name, 0) + 1
                group = name if seen[name] == 1 else f"{name}__{seen[name]}"
                out.append(f"(?P<{group}>{self.slots[name.rstrip('0123456789')]})")
            elif piece in "[(":
                out.append("(?:")
            elif piece == "]":
                out.append(")?")
            elif piece in ")|":
                out.append(piece)
            elif piece.isspace():
                out.append(r"\s+")
            else:
                out.append(re.escape(piece))
        # a form begins and ends at a word: the "in" of "Lachin last year" opens nothing
        return re.compile(r"(?<!\w)(?:" + "".join(out) + r")(?!(?<=\w)\w)")


class Forms:
    """Forms in order, filed under what a text must hold for each.

    `classes` are the words that may stand in each of the slots for months, weekdays, seasons, ordinals, spans, parts.
    """

    def __init__(self, forms: Iterable[Form], slots: Slots, classes: Mapping[str, Iterable[str]]) -> None:
        self._forms = tuple(forms)
        self._needs = [_needs(form.written) for form in self._forms]
        self._always: list[int] = []
        self._by_word: dict[str, list[int]] = {}
        by_slot: dict[str, list[int]] = {}
        for at, form in enumerate(self._forms):
            slot = _telling_slot(form.written)
            if slot is not None and slot not in classes:
                by_slot.setdefault(slot, []).append(at)
                continue
            words = [_longest(word) for word in classes[slot]] if slot else _telling_words(form.written)
            for word in filter(None, words):
                self._by_word.setdefault(word, []).append(at)
            if not words:
                self._always.append(at)
        self._by_digits = [(re.compile(slots[slot]), positions) for slot, positions in by_slot.items()]

    def candidates(self, text: str, words: set[str]) -> list[Form]:
        """The forms that a text in lower case may hold, in their order; `words` are its runs of letters."""
        found = set(self._always)
        for word in self._by_word.keys() & words:
            found.update(self._by_word[word])
        for digits, positions in self._by_digits:
            if digits.search(text):
                found.update(positions)
        return [self._forms[at] for at in sorted(found) if self._holds(at, text, words)]

    def _holds(self, at: int, text: str, words: set[str]) -> bool:
        needed, signs = self._needs[at]
        return needed <= words and all(sign in text for sign in signs)


def _telling_slot(written: str) -> str | None:
    """The slot of a closed class that no match of a form lacks, the rarest one first."""
    outside, _ = _apart(_without_options(written))
    return next((slot for slot in _TELLING_SLOTS if re.search(rf"\{{{slot}\d?\}}", outside)), None)


def _telling_words(written: str) -> list[str]:
    """Words of which every match of a form holds one; none where it has none."""
    outside, groups = _apart(_without_options(written))
    word = _longest(re.sub(r"\{\w+\}", " ", outside))
    if len(word) >= _SHORTEST_TELLING:
        return [word]
    choices = [[_longest(part) for part in group.split("|")] for group in groups if "{" not in group]
    return max((choice for choice in choices if all(choice)), key=lambda choice: min(map(len, choice)), default=[])


def _needs(written: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words and signs that a text must hold all of for a form to match."""
    outside, _ = _apart(_without_options(written))
    plain = re.sub(r"\{\w+\}", " ", outside)
    return frozenset(_LETTERS.findall(plain)), tuple(set(re.findall(r"[-:+/]", plain)))


def _without_options(written: str) -> str:
    """A form without its optional parts; a word with an optional ending is a choice of two words."""
    plain = re.sub(r"([^\W\d_]+)\[([^\W\d_]+)\]", r"(\1|\1\2)", written)
    while "[" in plain:
        plain = re.sub(r"\[[^\[\]]*\]", " ", plain)
    return plain


def _apart(plain: str) -> tuple[str, list[str]]:
    """What stands outside the choices of a form, and each outermost choice, its inner ones spread out.

    To spread "(a (b|c)|d)" into "a b", "c", "d" is enough to look for words: every match holds one of the parts whole.
    """
    outside, groups, depth = [], [""], 0
    for sign in plain:
        depth += (sign == "(") - (sign == ")")
        if sign == ")" and not depth:
            groups.append("")
            outside.append(" ")
        elif depth:
            groups[-1] += " " if sign in "()" else sign
        else:
            outside.append(sign)
    return "".join(outside), groups[:-1]


def _longest(words: str) -> str:
    """The longest word of a text, "" for none."""
    return max(_LETTERS.findall(words), key=len, default="")
