"""What a statement says about its own numbers, in a grammar of three forms.

total = a + b - c     equal; where `total` is not bound, it is derived and gets that number
part inside whole     the part is cut from the whole
a <= b                not more than
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from minetrace.publishing.finding import Mark

_NAME = r"[^\W\d]\w*"
_EQUAL = re.compile(rf"({_NAME})\s*=\s*({_NAME}(?:\s*[+\-−]\s*{_NAME})*)")
_TERM = re.compile(rf"([+\-−]?)\s*({_NAME})")
_PAIR = re.compile(rf"({_NAME})\s*(\binside\b|<=|≤)\s*({_NAME})")


@dataclass(frozen=True, slots=True)
class Relation:
    """A stated relation. `terms` are the names on the right with their sign, +1 or -1."""

    text: str
    mark: Mark
    form: Literal["equal", "inside", "at most"]
    left: str
    terms: tuple[tuple[int, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it speaks of, the left one first."""
        return self.left, *(name for _, name in self.terms)

    @property
    def sign(self) -> str:
        """What stands between its sides in a formula."""
        return "=" if self.form == "equal" else "≤"


def parse_relation(text: str, mark: Mark) -> Relation | None:
    """The relation of a text; None when it is none of the three forms."""
    plain = text.strip()
    if pair := _PAIR.fullmatch(plain):
        form: Literal["inside", "at most"] = "inside" if pair[2] == "inside" else "at most"
        return Relation(plain, mark, form, pair[1], ((1, pair[3]),))
    equal = _EQUAL.fullmatch(plain)
    if equal is None:
        return None
    terms = tuple((1 if sign in ("", "+") else -1, name) for sign, name in _TERM.findall(equal[2]))
    return Relation(plain, mark, "equal", equal[1], terms)
