"""A number that a name stands for, and how a text prints it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from minetrace.figures.question import Question
from minetrace.publishing.languages import language_data, plain_number
from minetrace.publishing.relations import Relation
from minetrace.reckoning.bounds import Bounds
from minetrace.terms.problem import Problem

if TYPE_CHECKING:
    from minetrace.figures.trail import Passage

Form = Literal["number", "range", "words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One counted row under a number: a record version by its reference, with the words it rests on."""

    reference: str
    low: int
    high: int | None
    why: str = ""
    version: int | None = None
    speaker: str | None = None
    passages: tuple[Passage, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        plain = {name: getattr(self, name) for name in ("reference", "version", "low", "high", "why", "speaker")}
        return {**plain, "passages": [passage.as_dict() for passage in self.passages]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """What a name stands for.

    `kind` is figure (an answer of the register), claim (as stated by a source) or derived (`relation` defines it,
    `parts` are its operands). `speakers` must be named in every sentence that prints it. `words` is the question in
    words, the words of the source, or the formula. `scope` is the question of a figure; `claim` and `whole` are the ids
    of a claim and of the claim it is stated to be cut from. `cautions` warn beside the name.
    """

    name: str
    kind: Literal["figure", "claim", "derived"]
    bounds: Bounds
    words: str
    basis: str
    unit: str | None = None
    hedge: str = "exact"
    speakers: tuple[str, ...] = ()
    entry: int | None = None
    rows: tuple[Row, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    passages: tuple[Passage, ...] = ()
    scope: Question | None = None
    claim: str | None = None
    whole: str | None = None
    parts: tuple[Number, ...] = ()
    relation: Relation | None = None
    cautions: tuple[Problem, ...] = ()

    @property
    def exact(self) -> Decimal | None:
        """The number when there is just one."""
        return self.bounds.low if self.bounds.exact and self.hedge in ("exact", "reportedly") else None

    @property
    def stated(self) -> bool:
        """Whether sources state it: a claim, or a figure over claims; the register's own counts are not."""
        over_claims = self.scope is not None and self.scope.over.claims is not None
        return self.kind == "claim" or over_claims

    @property
    def leaves(self) -> tuple[Number, ...]:
        """The figures and claims that it comes from, itself when it is one."""
        if self.kind != "derived":
            return (self,)
        return tuple(leaf for part in self.parts for leaf in part.leaves)

    def as_dict(self) -> dict[str, Any]:
        """Plain data: numbers as text, so that none becomes a float."""
        return {
            "name": self.name,
            "kind": self.kind,
            "number": shown(self, "en"),
            "unit": self.unit,
            "words": self.words,
            "basis": self.basis,
            "speakers": list(self.speakers),
            "question": self.scope.as_dict() if self.scope else None,
            "claim": self.claim,
            "entry": self.entry,
            "counted": [row.as_dict() for row in self.rows],
            "left_out": [{"reason": reason, "count": count} for reason, count in self.left_out],
            "passages": [passage.as_dict() for passage in self.passages],
            "parts": [part.as_dict() for part in self.parts],
        }


def shown(number: Number, language: str) -> str:
    """A number with what it leaves open, in words: "350", "0 to 350", "at least 12", "about 300"."""
    data, bounds = language_data(language), number.bounds
    if number.exact is not None:
        return plain_number(number.exact, language)
    phrases = data["phrases"]
    if number.hedge in phrases:
        stated = bounds.high if number.hedge in ("up to", "fewer than", "almost") else bounds.low
        if number.hedge == "about" and bounds.low is not None and bounds.high is not None:
            stated = (bounds.low + bounds.high) / 2
        return str(phrases[number.hedge]).format(plain_number(stated or Decimal(0), language))
    low = plain_number(bounds.low or Decimal(0), language)
    if bounds.high is None:
        return str(phrases["at least"]).format(low)
    return str(phrases["range"]).format(low, plain_number(bounds.high, language))


def in_words(number: Number, language: str) -> str | None:
    """An exact number up to twelve as a word of the language; None where there is none."""
    words: list[str] = language_data(language)["small"]
    exact = number.exact
    whole = exact is not None and exact == exact.to_integral_value() and 0 <= exact < len(words)
    return words[int(exact)] if whole and exact is not None else None
