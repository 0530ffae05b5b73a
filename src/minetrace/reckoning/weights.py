"""The weights and limits of linkage, from their data file, and a score that is printed term by term."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Verdict = Literal["same", "different", "for review"]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a score: what was found, its points, and the detail that a reader needs to judge it."""

    name: str
    points: float
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.points:+.2f} {self.name}" + (f" ({self.detail})" if self.detail else "")


@dataclass(frozen=True, slots=True)
class Link:
    """Whether two claims tell of one thing: the verdict, the score's terms, and the hard limit that was met, if any."""

    verdict: Verdict
    terms: tuple[Term, ...] = ()
    limit: str | None = None

    @property
    def score(self) -> float:
        """The sum of the terms."""
        return round(sum(term.points for term in self.terms), 2)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The limit that was met and the score term by term, in words."""
        return (*([self.limit] if self.limit else []), *map(str, self.terms))


@cache
def weights() -> dict[str, Any]:
    """The data file: `limits`, and for `occurrence` and `total` thresholds and `points`."""
    return tomllib.loads(files("minetrace.reckoning").joinpath("linkage.toml").read_text("utf-8"))


def limit(name: str) -> int:
    """A limit by name."""
    return int(weights()["limits"][name])


def telling() -> float:
    """From how much information on (`quantities.information`) a number is long enough to be told again by itself."""
    return float(weights()["limits"]["telling"])


def term(table: str, name: str, detail: str = "", points: float | None = None) -> Term:
    """A term of a table with its points; `points` takes the place of the table's where the term has its own measure."""
    return Term(name, float(weights()[table]["points"][name]) if points is None else points, detail)


def judged(table: str, terms: list[Term], *, enough: bool = True) -> Link:
    """The verdict of a score; without `enough` evidence besides numbers the best is "for review"."""
    found = Link("different", tuple(terms))
    if found.score >= weights()[table]["same"] and enough:
        return Link("same", found.terms)
    return Link("for review", found.terms) if found.score >= weights()[table]["review"] else found
