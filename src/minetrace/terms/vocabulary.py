"""Controlled vocabularies: trees of terms from data files. Any node may be recorded; nothing creates terms at run time.

Codes are stable. `unknown` (looked for, not known) and `not_recorded` (nobody said) are different terms of every
vocabulary; in filters both compare as null.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from minetrace.terms.problem import Problem

NULLS = frozenset({"unknown", "not_recorded"})
Covers = Literal["yes", "possible", "no", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term: code, English label, parent code, own definition, and the corpus words it answers to."""

    code: str
    label: str
    parent: str | None = None
    definition: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A named tree of terms with the source of its rules."""

    name: str
    source: str
    terms: dict[str, Term]

    def term(self, code: str) -> Term:
        """The term of a code. Raises MT-331 with the nearest known codes."""
        if code not in self.terms:
            raise Problem("MT-331", value=code, vocabulary=self.name, known=", ".join(sorted(self.terms)[:12]))
        return self.terms[code]

    def answering(self, word: str) -> Term | None:
        """The term that answers to a corpus word ("anti-personnel mine"), or none."""
        wanted = word.casefold()
        return next((t for t in self.terms.values() if wanted in (a.casefold() for a in t.answers)), None)

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Codes above a term, nearest first."""
        out: list[str] = []
        parent = self.terms[code].parent
        while parent is not None:
            out.append(parent)
            parent = self.terms[parent].parent
        return tuple(out)

    def descendants(self, code: str) -> frozenset[str]:
        """A term and all below it."""
        return frozenset(c for c in self.terms if c == code or code in self.ancestors(c))

    def covers(self, asked: str, recorded: str | None) -> Covers:
        """Whether a recorded term is of the asked one: a coarser record than the question is "possible"."""
        if recorded is None or recorded in NULLS:
            return "unknown"
        if recorded in self.descendants(asked):
            return "yes"
        return "possible" if recorded in self.ancestors(asked) else "no"


_DECLARED: dict[str, Vocabulary] = {}


def declare_vocabulary(terms: Vocabulary) -> None:
    """Make a programme's own vocabulary known before anything asks for it; its name holds a point, ours none."""
    _DECLARED[terms.name] = terms


@cache
def vocabulary(name: str) -> Vocabulary:
    """A vocabulary by name. Raises KeyError for a name that no data file has and nobody declared."""
    if name in _DECLARED:
        return _DECLARED[name]
    path = files("minetrace.terms").joinpath("vocabularies", f"{name}.json")
    if not path.is_file():
        raise KeyError(name)
    data = json.loads(path.read_text(encoding="utf-8"))
    terms = {t["code"]: Term(**{**t, "answers": tuple(t.get("answers", ()))}) for t in data["terms"]}
    return Vocabulary(data["name"], data["source"], terms)


def vocabularies() -> list[str]:
    """Names of all vocabularies."""
    folder = files("minetrace.terms").joinpath("vocabularies")
    return sorted(entry.name.removesuffix(".json") for entry in folder.iterdir() if entry.name.endswith(".json"))
