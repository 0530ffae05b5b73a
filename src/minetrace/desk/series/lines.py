"""A series as the page shows it: points by publication day, what is marked at each, and the checks in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from minetrace.desk.saying import Saying, saying
from minetrace.ledger.canonical import sha256
from minetrace.places import Gazetteer
from minetrace.reckoning import against, course
from minetrace.reckoning.quantities import shown
from minetrace.reckoning.series import Key, Point, Series
from minetrace.reckoning.stated import order, sources
from minetrace.terms.check import Check


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to look at in a point: "fell" with by how much, "differ", "overlap" or "misprint"."""

    kind: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A point of the table: the first day it was published on, its period, its number, its marks, who says so."""

    point: Point
    published: str
    marks: tuple[Mark, ...]
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Days that no bulletin of the series covers, as ISO days."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Line:
    """One series: the id of its address, its rows by day of publication, and the days left open."""

    id: str
    series: Series
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]

    @property
    def table(self) -> list[Row | Gap]:
        """Rows and gaps in one order, as the table shows them; undated rows last."""
        return sorted(
            (*self.rows, *self.gaps), key=lambda one: one.last if isinstance(one, Gap) else one.published or "9999"
        )

    @property
    def latest(self) -> Row:
        """The row that was published last; an undated one only where there is no other."""
        return max(self.rows, key=lambda row: (row.published, row.point.days))

    @property
    def sources(self) -> int:
        """How many sources state any of its points."""
        return len({label for row in self.rows for label in sources(row.point.stated)})


def key_id(key: Key) -> str:
    """The stable name of a series in addresses: a digest of what it counts."""
    return sha256([getattr(key, slot) for slot in Key.__slots__])[:12]


def named(found: Sequence[Series], gazetteer: Gazetteer) -> dict[str, Series]:
    """Series by the id of their address; places in their keys by name, as a person reads them."""
    return {key_id(one.key): Series(_with_names(one.key, gazetteer), one.points) for one in found}


def line(id_: str, series: Series) -> Line:
    """A series with its points by the day on which they were first published."""
    laid = course.tiling(series.points) if series.key.counting == "tally" else course.Tiling((), (), (), ())
    falls = _falls(series)
    rows = []
    for point in series.points:
        marks = [Mark("fell", shown(by)) for last, by in falls if last is point]
        marks += [Mark("differ")] if _differ(point) else []
        marks += [Mark("overlap")] if any(point in pair for pair in laid.overlaps) else []
        marks += [Mark("misprint")] if point in laid.misprints else []
        days = [one.published for one in point.stated if one.published]
        said = tuple(saying(one) for one in sorted(point.stated, key=order))
        rows.append(Row(point, min(days, default=""), tuple(marks), said))
    rows.sort(key=lambda row: (row.published or "9999", row.point.days, row.point.ids))
    gaps = tuple(Gap(first.isoformat(), last.isoformat()) for first, last in laid.gaps)
    return Line(id_, series, tuple(rows), gaps)


def checks(of: Series, every: Sequence[Series], others: Sequence[Check] = ()) -> tuple[Check, ...]:
    """S1-S10 as far as they speak of one series: alone, against its tallies, against totals of its measure.

    `others` are the checks of the survey, of which those on scopes, editions and shares (C, V) stand with them where
    they name a claim of the series.
    """
    ids = {id_ for point in of.points for id_ in point.ids}
    found = [*course.checks(every), *against.checks(every), *(one for one in others if one.rule[0] in "CV")]
    return tuple(check for check in found if ids & set(check.claims))


def _with_names(key: Key, gazetteer: Gazetteer) -> Key:
    ids = key.scope.split(" + ") if key.scope else []
    return replace(key, scope=" + ".join(gazetteer.get(one).label if one in gazetteer else one for one in ids))


def _falls(series: Series) -> list[tuple[Point, Decimal]]:
    if series.key.counting != "running":
        return []
    return [(step.last, -step.by) for step in course.increments(series) if step.by is not None and step.by < 0]


def _differ(point: Point) -> bool:
    return point.low != point.high and len({one.claim.value for one in point.stated}) > 1
