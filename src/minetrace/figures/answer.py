"""An answer: from low to high, with every row it counts and every row it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from minetrace.figures.question import Question

EXAMPLES = 20
"""How many references a reason for leaving out lists at most."""


def span_text(low: int, high: int | None) -> str:
    """A range of counts as printed: "350", "0 to 350" or "at least 991"."""
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One row of an answer: a record version, or a claim (`kind` "claim", its source's label as `reference`).

    `quote` holds the words of a claim. It adds between `low` and `high` (None: open upwards). `why` says what makes
    it uncertain; empty when nothing does.
    """

    kind: str
    reference: str
    low: int
    high: int | None
    why: str = ""
    record: str | None = None
    version: int | None = None
    speaker: str | None = None
    source: str | None = None
    claim: str | None = None
    quote: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The row as plain data."""
        return {name: getattr(self, name) for name in _COUNTED}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A reason for which rows are not in the answer, how many they are, and up to 20 references of them."""

    reason: str
    count: int
    examples: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The reason as plain data."""
        return {"reason": self.reason, "count": self.count, "examples": list(self.examples)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a question at a ledger entry. `speakers` are those of the counted rows, for a reported basis.

    `high` is None when it is open upwards ("at least 991"). An answer over claims that finds none is `stated` false: 0
    and open.
    """

    low: int
    high: int | None
    unit: str
    question: Question
    basis: str
    speakers: tuple[str, ...]
    said_by: str | None
    known_on: str | None
    entry: int
    counted: Sequence[Counted]
    left_out: tuple[LeftOut, ...]

    @property
    def single(self) -> int | None:
        """The number when there is just one; a text prints no other."""
        return self.low if self.low == self.high else None

    @property
    def stated(self) -> bool:
        """False when the measure rests on claims and none states it: that is not zero."""
        return self.question.over.claims is None or bool(self.counted)

    @property
    def unrecorded(self) -> bool:
        """True when records give 0 because none counts and none is left out: that says nothing of the ground."""
        return self.question.over.claims is None and not self.counted and not self.left_out

    def number_text(self) -> str:
        """ "350", "0 to 350", "at least 991", or "not stated"."""
        return span_text(self.low, self.high) if self.stated else "not stated"

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain data; the one JSON shape of figures."""
        return {
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "text": self.number_text(),
            "question": self.question.as_dict(),
            "basis": self.basis,
            "speakers": list(self.speakers),
            "said_by": self.said_by,
            "known_on": self.known_on,
            "entry": self.entry,
            "counted": [row.as_dict() for row in self.counted],
            "left_out": [reason.as_dict() for reason in self.left_out],
        }


_COUNTED = ("kind", "record", "reference", "version", "low", "high", "why", "speaker", "source", "claim", "quote")
