"""Whether the areas of a polygon file bear the names of the places that lie in them.

A column holds names where the gazetteer knows half of its words or more. An area whose name is that of places that lie
far from it, all of them, is told with the nearest of them: such a label is another area's. What the gazetteer does
not know, or knows without a point, says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyproj
import shapely

from minetrace.doors.files import open_table
from minetrace.places import Gazetteer, Place
from minetrace.terms.problem import Problem

FAR_M = 20_000
_KNOWN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mislabelled:
    """An area whose name is another's: its row, the column and name, the nearest place of that name and how far it is,
    and the places that do lie in the area.
    """

    row: int
    column: str
    name: str
    place: str
    distance_m: int
    inside: tuple[str, ...]


def mislabelled(path: Path, gazetteer: Gazetteer) -> tuple[int, list[Mislabelled]]:
    """How many areas a file has, and those that bear the name of a place elsewhere. Raises MT-702, MT-704, MT-714."""
    table = open_table(path)
    rows = [row for row in table.rows() if row.shape is not None and not row.shape.is_empty]
    if not any(shapely.get_dimensions(row.shape) == 2 for row in rows):
        raise Problem("MT-714", name=path.name)
    find = lru_cache(None)(lambda name: tuple(p for p in gazetteer.find(name).places if p.point is not None))
    points = [(shapely.Point(place.point), place.id) for place in gazetteer.places() if place.point is not None]
    tree = shapely.STRtree([point for point, _ in points])
    out = []
    for position, column in enumerate(table.columns):
        said = [(row, name) for row in rows for name in _names(row.cells[position])]
        if sum(bool(find(name)) for _, name in said) < max(1, _KNOWN * len(said)):
            continue
        for row, name in said:
            area = shapely.make_valid(row.shape)
            nearest = min(((_metres(area, place), place.id) for place in find(name)), default=(0, ""))
            if nearest[0] > FAR_M:
                inside = tuple(sorted(points[one][1] for one in tree.query(area, predicate="covers")))
                metres, place = nearest
                where = Mislabelled(
                    row=row.number, column=column, name=name, place=place, distance_m=metres, inside=inside
                )
                out.append(where)
    return len(rows), out


def _names(cell: str) -> Iterator[str]:
    """The names in a cell: several stand parted by a bar."""
    return (name.strip() for name in cell.split("|") if name.strip() and not name.strip().isdecimal())


def _metres(area: shapely.Geometry, place: Place) -> int:
    """From an area to a place's point, 0 inside; along the line that is shortest in degrees."""
    (x, y), (lon, lat) = shapely.get_coordinates(shapely.shortest_line(area, shapely.Point(place.point)))
    metres: float = pyproj.Geod(ellps="WGS84").inv(x, y, lon, lat)[2]
    return round(metres)
