"""What a check gives: the finished text with the trail of every number, or every reason why it may not go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from minetrace.publishing.finding import Finding, Mark
from minetrace.publishing.numbers import Number
from minetrace.publishing.sums import Held


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailEntry:
    """One printed number: its ordinal from 1, its characters `start` to `end` in the finished text, where it stands in
    the file, and the number behind it.
    """

    ordinal: int
    start: int
    end: int
    mark: Mark
    text: str
    number: Number

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        place = {"ordinal": self.ordinal, "text": self.text, "start": self.start, "end": self.end}
        return {**place, "line": self.mark.line, "column": self.mark.column, **self.number.as_dict()}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedText:
    """The result of a check. `text` is None exactly when something refuses it; findings are in the order of the file.

    `held` are the relations that hold. `pinned` says whether every figure is asked as known on a stated day.
    """

    title: str | None
    language: str
    text: str | None
    trail: tuple[TrailEntry, ...]
    held: tuple[Held, ...]
    warnings: tuple[Finding, ...]
    refusals: tuple[Finding, ...]
    pinned: bool = True

    @property
    def passes(self) -> bool:
        """Whether the text may go out."""
        return self.text is not None

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "passes": self.passes,
            "title": self.title,
            "language": self.language,
            "text": self.text,
            "trail": [entry.as_dict() for entry in self.trail],
            "relations": [held.as_dict() for held in self.held],
            "warnings": [finding.as_dict() for finding in self.warnings],
            "refusals": [finding.as_dict() for finding in self.refusals],
        }
