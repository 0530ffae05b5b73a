"""What an import found and did, in the one shape that the command line and pages print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from minetrace.doors.comparing import Scratch
from minetrace.doors.files import open_table
from minetrace.register.shape_bytes import wkb
from minetrace.register.shapes import COUNTS, geometry_quality, intersecting_pairs, invalid_reason
from minetrace.terms.problem import Problem

MOST_PROBLEMS = 1000
"""Problems that are listed; all of them are counted."""


MOST_WORDS = 200
"""Words of a file that are no terms, as many as a person can be asked about."""


@dataclass(slots=True)
class Quality:
    """The six checks over the shapes of a file: points and lines are counted as they come, areas at the end."""

    counts: Counter[str] = field(default_factory=Counter)
    areas: list[BaseGeometry] = field(default_factory=list)

    def add(self, shape: BaseGeometry | bytes | None, scratch: Scratch) -> None:
        """Look at one more shape; WKB is that of a point with good coordinates."""
        if shape is None:
            self.counts["null_geometry"] += 1
        elif isinstance(shape, bytes):
            scratch.add_shape(shape)
        elif shape.geom_type in ("Polygon", "MultiPolygon", "GeometryCollection"):
            self.areas.append(shape)
        else:
            self.counts["empty_geometry"] += shape.is_empty
            self.counts["invalid_geometry"] += invalid_reason(shape) is not None
            scratch.add_shape(wkb(shape))

    def result(self, scratch: Scratch) -> dict[str, int]:
        """The count of each check."""
        found = geometry_quality(self.areas) if self.areas else {}
        self.counts["duplicate_geometry"] = scratch.repeated_shapes()
        return {name: self.counts[name] + found.get(name, 0) for name in COUNTS}

    def beside(self, path: Path) -> int:
        """How many pairs of an area and one of another file share ground. Raises MT-702, MT-704, MT-714."""
        others = [row.shape for row in open_table(path).rows()]
        if not any(shape is not None for shape in others):
            raise Problem("MT-714", name=path.name)
        return intersecting_pairs(self.areas, others)


@dataclass(slots=True)
class Report:
    """Counts of rows (accepted, doubtful and refused add up to all; new, changed and unchanged to those that are kept),
    the mapping of the columns, the terms that the values became, the checks of shapes, and the first problems; beside
    them what the file is told to be.
    """

    accepted: int = 0
    refused: int = 0
    doubtful: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    mapping: dict[str, dict[str, str | None]] = field(default_factory=dict)
    values: dict[str, Counter[str]] = field(default_factory=dict)
    quality: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    problems: list[dict[str, Any]] = field(default_factory=list)
    problem_counts: Counter[str] = field(default_factory=Counter)
    entry: int | None = None
    file: dict[str, Any] = field(default_factory=dict)
    next_steps: dict[str, str] = field(default_factory=dict)
    unknown_words: Counter[tuple[str, str]] = field(default_factory=Counter)

    def note(self, row: int | None, column: str | None, problem: Problem) -> None:
        """Count a problem and list it while there is room."""
        self.problem_counts[problem.code] += 1
        word = (column or "", str(problem.details.get("value")))
        if problem.code == "MT-721" and (word in self.unknown_words or len(self.unknown_words) < MOST_WORDS):
            self.unknown_words[word] += 1
        if len(self.problems) < MOST_PROBLEMS:
            listed = {"row": row, "column": column, "code": problem.code, "sentence": problem.what}
            self.problems.append(listed)
            self.next_steps.setdefault(problem.code, problem.next_step)

    def count_terms(self, terms: Mapping[str, Any], times: int = 1) -> None:
        """Count the terms of one kept row; -1 `times` for one that is refused after all."""
        for name, value in terms.items():
            counter = self.values.setdefault(name, Counter())
            for term in value if isinstance(value, list) else [value]:
                if term is not None:
                    counter[term] += times

    def as_dict(self) -> dict[str, Any]:
        """The report for JSON, exactly its documented keys."""
        names = ("accepted", "refused", "doubtful", "new", "changed", "unchanged", "gone", "mapping")
        out: dict[str, Any] = {name: getattr(self, name) for name in names}
        out["values"] = {name: dict(sorted((+counts).items())) for name, counts in self.values.items()}
        return out | {"quality": self.quality, "problems": self.problems}

    def in_full(self) -> dict[str, Any]:
        """The report with all that a page shows: also the file, counts and next steps of the problems, the entry."""
        counts = dict(sorted(self.problem_counts.items()))
        told: dict[str, Any] = {
            "file": self.file,
            "problem_counts": counts,
            "next_steps": self.next_steps,
            "entry": self.entry,
        }
        words = [{"column": column, "word": word, "count": n} for (column, word), n in self.unknown_words.most_common()]
        told["unknown_words"] = words
        return self.as_dict() | told
