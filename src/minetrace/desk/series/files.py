"""Series as cells and as JSON: the same points, sources and checks as on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from minetrace.desk.series.lines import Gap, Line
from minetrace.reckoning.stated import sources
from minetrace.terms.check import Check

COLUMNS = ("series", "published", "from", "to", "low", "high", "unit", "marks", "sources", "addresses", "claims")


def rows(line: Line) -> Iterator[list[str]]:
    """The cells of each point under `COLUMNS`, in the order of publication."""
    for row in line.rows:
        point = row.point
        addresses = dict.fromkeys(one.address for one in point.stated if one.address)
        marks = (f"{mark.kind} {mark.by}".strip() for mark in row.marks)
        numbers = ["" if one is None else f"{one:f}" for one in (point.low, point.high)]
        lists = ["; ".join(many) for many in (marks, sources(point.stated), addresses, point.ids)]
        key = line.series.key
        yield [key.name, row.published, point.from_ or "", point.to or "", *numbers, key.unit, *lists]


def as_json(line: Line, checks: Sequence[Check]) -> dict[str, Any]:
    """One series with its points in the order of publication, its gaps and its checks."""
    series = line.series.as_dict()
    by_claims = {tuple(point["claims"]): point for point in series["points"]}
    points = [
        {
            **by_claims[row.point.ids],
            "published": row.published or None,
            "marks": [{"kind": mark.kind, "by": mark.by or None} for mark in row.marks],
        }
        for row in line.rows
    ]
    return {
        "id": line.id,
        **series,
        "points": points,
        "gaps": [{"from": gap.first, "to": gap.last} for gap in line.table if isinstance(gap, Gap)],
        "checks": [check.as_dict() for check in checks],
    }
