"""A finding: a numbered problem and where in the file it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from minetrace.terms.problem import Problem


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A position in a file as editors count it: line and column, both from 1."""

    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem at its place in the file; it refuses the text or only warns, as the list says that it stands in."""

    mark: Mark
    problem: Problem

    def as_dict(self) -> dict[str, Any]:
        """The one JSON shape of a problem, with line and column."""
        return {"line": self.mark.line, "column": self.mark.column, **self.problem.as_dict()}


Refuse = Callable[[Mark, Problem], None]
"""How a part of the check reports what it found and goes on: all findings are shown, not only the first."""


def sorted_findings(findings: list[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of the file."""
    return tuple(sorted(findings, key=lambda one: (one.mark, one.problem.code)))
