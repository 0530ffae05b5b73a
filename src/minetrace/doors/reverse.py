"""Which area of a polygon file a point lies in, and whether that is what the point's own row says.

A point lies in the area that covers it; on a border in the first of the file. Names agree where their letters and
digits are the same without case, accents, spaces and signs; one name may also contain the other ("Tumaco", "San Andrés
de Tumaco"). A point in no area is told with the nearest one, and is out of the area when that is farther than 50 km.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely

from minetrace.doors.files import Row, Table, open_table
from minetrace.doors.values import coordinates
from minetrace.doors.words import headers
from minetrace.places.fold import key
from minetrace.terms.problem import Problem

FAR_M = 50_000
_STEP = 20_000
_SAMPLE = 500
_ALIKE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A point: its row, longitude, latitude, the attributes of its area (None in no area), metres to the nearest."""

    row: int
    lon: float
    lat: float
    area: Mapping[str, str] | None
    nearest: Mapping[str, str] | None = None
    distance_m: int = 0

    @property
    def out_of_area(self) -> bool:
        """Whether the point lies far from every area of the file."""
        return self.area is None and self.distance_m > FAR_M


class Areas:
    """The areas of a polygon file. Raises MT-714 for a file without any."""

    def __init__(self, path: Path) -> None:
        table = open_table(path)
        rows = [row for row in table.rows() if row.shape is not None and not row.shape.is_empty]
        self._shapes = [shapely.make_valid(row.shape) for row in rows]
        if not any(shapely.get_dimensions(shape) == 2 for shape in self._shapes):
            raise Problem("MT-714", name=path.name)
        self.columns = table.columns
        self._attributes = [dict(zip(table.columns, row.cells, strict=True)) for row in rows]
        self._tree = shapely.STRtree(self._shapes)

    def locate(self, points: Sequence[tuple[int, float, float]]) -> list[Located]:
        """Where points (row, longitude, latitude) lie, in their order."""
        out: list[Located] = []
        for start in range(0, len(points), _STEP):
            part = points[start : start + _STEP]
            shapes = shapely.points(np.array([[lon, lat] for _, lon, lat in part]).reshape(-1, 2))
            found: dict[int, int] = {}
            for point, area in zip(*self._tree.query(shapes, predicate="covered_by").tolist(), strict=True):
                found[point] = min(found.get(point, area), area)
            for position, (row, lon, lat) in enumerate(part):
                area = found.get(position)
                if area is not None:
                    out.append(Located(row=row, lon=lon, lat=lat, area=self._attributes[area]))
                else:
                    out.append(self._outside(row, lon, lat, shapes[position]))
        return out

    def _outside(self, row: int, lon: float, lat: float, point: Any) -> Located:
        nearest = int(self._tree.nearest(point))
        on_edge, _ = shapely.get_coordinates(shapely.shortest_line(self._shapes[nearest], point))
        metres = pyproj.Geod(ellps="WGS84").inv(lon, lat, on_edge[0], on_edge[1])[2]
        attributes = self._attributes[nearest]
        return Located(row=row, lon=lon, lat=lat, area=None, nearest=attributes, distance_m=round(metres))


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A column of the points that says the same as an attribute of the areas: how often the names are the same, and how
    often one contains the other (the same ones among them), of all rows.
    """

    stated: str
    attribute: str
    same: int
    contained: int
    rows: int


def points_of(path: Path) -> tuple[Table, list[tuple[int, float, float]], list[Row]]:
    """The points of a table: its shapes, or its columns of longitude and latitude. Raises MT-715."""
    table = open_table(path)
    rows = list(table.rows())
    names = {key(column): position for position, column in reversed(list(enumerate(table.columns)))}
    lon = next((names[name] for name in names if name in headers("@lon")), None)
    lat = next((names[name] for name in names if name in headers("@lat")), None)
    if not table.spatial and (lon is None or lat is None):
        raise Problem("MT-715", name=path.name)
    points, kept = [], []
    for row in rows:
        point = _point(row, lon, lat)
        if point is not None:
            points.append((row.number, *point))
            kept.append(row)
    return table, points, kept


def agreements(table: Table, rows: Sequence[Row], located: Sequence[Located], areas: Areas) -> list[Agreement]:
    """Which columns of the points name their area, told by the names themselves, and how often they agree."""
    out = []
    for position, column in enumerate(table.columns):
        best: tuple[float, str] = (0.0, "")
        inside = [(row, where) for row, where in zip(rows, located, strict=True) if where.area is not None]
        step = max(1, len(inside) // _SAMPLE)
        for attribute in areas.columns:
            pairs = [(row.cells[position], (where.area or {})[attribute]) for row, where in inside[::step]]
            alike = sum(bool(a) and not a.isdecimal() and key(a) == key(b) for a, b in pairs) / max(len(pairs), 1)
            best = max(best, (alike, attribute))
        if best[0] >= _ALIKE:
            out.append(_agreement(column, best[1], position, rows, located))
    return out


def _agreement(
    column: str, attribute: str, position: int, rows: Sequence[Row], located: Sequence[Located]
) -> Agreement:
    same = contained = 0
    for row, where in zip(rows, located, strict=True):
        stated, found = key(row.cells[position]), key((where.area or {}).get(attribute, ""))
        if stated and found:
            same += stated == found
            contained += stated in found or found in stated
    return Agreement(stated=column, attribute=attribute, same=same, contained=contained, rows=len(rows))


def _point(row: Row, lon: int | None, lat: int | None) -> tuple[float, float] | None:
    if row.shape is not None:
        return None if row.shape.is_empty else (row.shape.representative_point().x, row.shape.representative_point().y)
    if lon is None or lat is None:
        return None
    x, y = coordinates.degree(row.cells[lon]), coordinates.degree(row.cells[lat])
    return coordinates.on_globe(x[0], y[0]) if x and y else None
