"""Forms: phrases with slots (dates, ages, sums of money), compiled at first use, found by the words they cannot lack.

A form is written with named slots, optional parts and choices: `{month} {day}[, {year}]`, `(last|past) week`. Hundreds
of forms stand in a pack and few can match a sentence, so each is filed under a word that every match of it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from minetrace.reading.tokens import Token

_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_LETTERS = re.compile(r"[^\W\d_]+")
_WRITTEN = re.compile(
    r"\{(?P<slot>[a-z_]+)\d*\}|(?P<open>[\[(])|(?P<close>[\])])|(?P<bar>\|)|(?P<piece>[^\W\d_]+|\d+|[^\w\s])"
)
_ENDINGS = re.compile(r"([^\W\d_]+)([\[(])([^\W\d_]*(?:\|[^\W\d_]*)*)[\])]")
_CUT = re.compile(r"[^\W\d_][\[(]+[^\W\d_]|[^\W\d_][\])]+[^\W\d_]")
_DIGITS = "0"
_TELLING_SLOTS = ("iso", "month", "weekday", "season", "ordinal", "year", "period", "part")
_SHORTEST_TELLING = 3

Starts = Mapping[str, list[int]]
"""A piece of a sentence in lower case (a run of letters, a sign, "0" for any run of digits) -> where it stands."""


def starts_of(tokens: Iterable[Token]) -> Starts:
    """Where each piece of a sentence stands."""
    found: dict[str, list[int]] = {}
    for token in tokens:
        if token.kind == "sign" or token.lower.isalpha():
            found.setdefault(token.lower, []).append(token.start)
        else:
            for match in _PIECE.finditer(token.lower):
                found.setdefault(_piece(match.group()), []).append(token.start + match.start())
    return found


def _piece(text: str) -> str:
    return _DIGITS if text[0].isdecimal() else text


@dataclass(frozen=True)
class Slot:
    """What may stand in a slot: its pattern; its words where they are a closed class; whether digits may begin it."""

    pattern: str
    words: tuple[str, ...] = ()
    digits: bool = False

    @cached_property
    def openings(self) -> frozenset[str]:
        """The pieces that may begin it; none where any may."""
        first = (_PIECE.search(word) for word in self.words)
        return frozenset(_piece(match.group()) for match in first if match) | ({_DIGITS} if self.digits else set())


Slots = Mapping[str, Slot]


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
                out.append(f"(?P<{group}>{self.slots[name.rstrip('0123456789')].pattern})")
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

    @cached_property
    def openings(self) -> frozenset[str]:
        """The pieces that may begin a match; none where any may."""
        return _openings(_spelled_out(self.written), self.slots)

    def matches(self, lower: str, start: int, end: int, starts: Starts) -> Iterator[re.Match[str]]:
        """The matches in lower[start:end], as `finditer` gives them, tried only where one may begin."""
        if not self.openings:
            yield from self.pattern.finditer(lower, start, end)
            return
        after = start
        for at in sorted(chain.from_iterable(starts[piece] for piece in self.openings & starts.keys())):
            match = self.pattern.match(lower, at, end) if at >= after else None
            if match is not None:
                after = match.end()
                yield match


class Forms:
    """Forms in order, filed under what a text must hold for each."""

    def __init__(self, forms: Iterable[Form], slots: Slots) -> None:
        self._forms = tuple(forms)
        self._needs = [_needs(form.written, slots) for form in self._forms]
        self._always: list[int] = []
        self._by_word: dict[str, list[int]] = {}
        by_slot: dict[str, list[int]] = {}
        for at, form in enumerate(self._forms):
            slot = _telling_slot(form.written)
            if slot is not None and not slots[slot].words:
                by_slot.setdefault(slot, []).append(at)
                continue
            words = [_longest(word) for word in slots[slot].words] if slot else _telling_words(form.written)
            for word in filter(None, words):
                self._by_word.setdefault(word, []).append(at)
            if not words:
                self._always.append(at)
        self._by_digits = [(re.compile(slots[slot].pattern), positions) for slot, positions in by_slot.items()]

    def __iter__(self) -> Iterator[Form]:
        return iter(self._forms)

    def candidates(self, lower: str, start: int, end: int, starts: Starts) -> list[Form]:
        """The forms that lower[start:end] may hold, in their order."""
        found = set(self._always)
        for word in self._by_word.keys() & starts.keys():
            found.update(self._by_word[word])
        for digits, positions in self._by_digits:
            if _DIGITS in starts and digits.search(lower, start, end):
                found.update(positions)
        return [self._forms[at] for at in sorted(found) if starts.keys() >= self._needs[at]]


def _openings(plain: str, slots: Slots) -> frozenset[str]:
    """The pieces that may begin a match of a form; none where a slot may begin with anything."""
    found: set[str] = set()
    reached, groups = True, [(True, False, False)]  # of each open group: reached before, reached behind, optional
    for match in _WRITTEN.finditer(plain):
        before, behind, optional = groups[-1]
        if match["open"]:
            groups.append((reached, False, match["open"] == "["))
        elif match["bar"]:
            groups[-1] = (before, behind or reached, optional)
            reached = before
        elif match["close"]:
            groups.pop()
            reached = behind or reached or (optional and before)
        elif reached:
            opens = slots[match["slot"]].openings if match["slot"] else {_piece(match["piece"])}
            if not opens:
                return frozenset()
            found |= opens
            reached = False
    return frozenset(found)


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


def _needs(written: str, slots: Slots) -> frozenset[str]:
    """The pieces that a text must hold all of for a form to match."""
    outside, _ = _apart(_without_options(written))
    filled = [slots[name] for name in re.findall(r"\{([a-z_]+)\d*\}", outside)]
    digits = frozenset(_DIGITS for slot in filled if slot.digits and not slot.words)
    return digits | frozenset(_piece(piece) for piece in _PIECE.findall(re.sub(r"\{\w+\}", " ", outside)))


def _spelled_out(written: str) -> str:
    """A form in which a word with endings, "age[s]", is a choice of words. ValueError for a word cut otherwise."""

    def choice(word: re.Match[str]) -> str:
        endings = [*([""] if word[2] == "[" else []), *word[3].split("|")]
        return f"({'|'.join(word[1] + ending for ending in endings)})"

    plain = _ENDINGS.sub(choice, written)
    if _CUT.search(plain):
        raise ValueError(f"a form cuts a word: {written}")
    return plain


def _without_options(written: str) -> str:
    plain = _spelled_out(written)
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
