"""Forms: phrases with slots (dates, ages, sums of money), compiled at first use, found by the words they cannot lack.

A form is written with named slots, optional parts and choices: `{month} {day}[, {year}]`, `(last|past) week`. Hundreds
of forms stand in a pack and few can match a sentence, so each says what every match of it holds, one piece out of each
of some sets, and is filed under the rarest of these.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from minetrace.reading.chunks import Chunk

_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_WRITTEN = re.compile(
    r"\{(?P<slot>[a-z_]+)\d*\}|(?P<open>[\[(])|(?P<close>[\])])|(?P<bar>\|)|(?P<piece>[^\W\d_]+|\d+|[^\w\s])"
)
_ENDINGS = re.compile(r"([^\W\d_]+)([\[(])([^\W\d_]*(?:\|[^\W\d_]*)*)[\])]")
_CUT = re.compile(r"[^\W\d_][\[(]+[^\W\d_]|[^\W\d_][\])]+[^\W\d_]")
_DIGITS = "0"
_YEAR = "1900"

Starts = Mapping[str, list[int]]
"""A piece of a sentence in lower case (a run of letters, a sign, "0" for any run of digits, "1900" for one that may be
a year) -> where it stands."""


def starts_of(tokens: Iterable[Chunk]) -> Starts:
    """Where each piece of a sentence stands."""
    found: dict[str, list[int]] = defaultdict(list)
    for token in tokens:
        if token.lower.isalpha() or token.kind == "sign":
            found[token.lower].append(token.start)
            continue
        for match in _PIECE.finditer(token.lower):
            piece, start = match.group(), token.start + match.start()
            if piece[0].isdecimal():
                if len(piece) == len(_YEAR) and piece.startswith(("19", "20")):
                    found[_YEAR].append(start)
                piece = _DIGITS
            found[piece].append(start)
    return found


def _pieces(written: str) -> list[str]:
    return [_DIGITS if piece[0].isdecimal() else piece for piece in _PIECE.findall(written)]


@dataclass(frozen=True)
class Slot:
    """What may stand in a slot: its pattern; its words where they are a closed class; whether digits may begin it,
    whether a year in four digits does."""

    pattern: str
    words: tuple[str, ...] = ()
    digits: bool = False
    year: bool = False

    @cached_property
    def openings(self) -> frozenset[str]:
        """The pieces that may begin it; none where any may."""
        first = (_pieces(word)[:1] for word in self.words)
        numbers = [_DIGITS] * self.digits + [_YEAR] * self.year
        return frozenset((*chain.from_iterable(first), *numbers))


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
    """Forms in order, filed under the rarest piece that a match of each holds."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms = tuple(forms)
        self._needs: list[list[frozenset[str]]] = []
        self._always: list[int] = []
        self._by_piece: dict[str, list[int]] = {}
        for at, form in enumerate(self._forms):
            needs = sorted(_needs(form.written, form.slots), key=_rarity)
            if not needs:
                self._always.append(at)
            for piece in needs.pop() if needs else ():
                self._by_piece.setdefault(piece, []).append(at)
            self._needs.append(needs)

    def __iter__(self) -> Iterator[Form]:
        return iter(self._forms)

    def candidates(self, starts: Starts) -> list[Form]:
        """The forms that a sentence with these pieces may hold, in their order."""
        here = starts.keys()
        found = set(self._always).union(*(self._by_piece[piece] for piece in self._by_piece.keys() & here))
        return [self._forms[at] for at in sorted(found) if not any(map(here.isdisjoint, self._needs[at]))]


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
            opens = slots[match["slot"]].openings if match["slot"] else set(_pieces(match["piece"]))
            if not opens:
                return frozenset()
            found |= opens
            reached = False
    return frozenset(found)


def _needs(written: str, slots: Slots) -> list[frozenset[str]]:
    """Sets of pieces, of each of which every match of a form holds one."""
    outside, choices = _apart(_without_options(written))
    filled = (slots[name].openings for name in re.findall(r"\{([a-z_]+)\d*\}", outside))
    written_out = (frozenset((piece,)) for piece in _pieces(re.sub(r"\{\w+\}", " ", outside)))
    told = (frozenset(_longest(part) for part in choice.split("|")) for choice in choices if "{" not in choice)
    return [pieces for pieces in dict.fromkeys((*filled, *written_out, *told)) if pieces and "" not in pieces]


def _rarity(pieces: Iterable[str]) -> int:
    """Long words are rarer than short ones and signs."""
    return min(map(len, pieces))


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


def _longest(written: str) -> str:
    """The longest piece of a text, "" for none."""
    return max(_pieces(written), key=len, default="")
