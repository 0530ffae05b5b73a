"""Versions by the boxes of their shapes, on both stores: those that meet a box of the map, and how many lie where.

A box is that of `shapely`'s bounds: west, south, east, north in degrees. The embedded store answers from the R*Tree of
a kind, whose numbers have 32 bits and are rounded outwards, so its boxes are up to a metre wider.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from minetrace.register.kinds.declaration import Kind
from minetrace.register.layers import tree_of
from minetrace.register.models import VERSIONS, Version

Box = tuple[float, float, float, float]
WORLD: Box = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True, slots=True)
class Cell:
    """Versions of one basis whose boxes have their middles in one square: how many, the box around all of them, the
    mean of their middles in degrees, and the first of them.
    """

    basis: str
    count: int
    box: Box
    lon: float
    lat: float
    first: int


def meeting(rows: QuerySet[Version], kind: Kind, box: Box) -> QuerySet[Version]:
    """Those versions of a kind whose shape's box meets a box."""
    if connection.vendor == "postgresql":
        column = f"{VERSIONS[kind.name]._meta.db_table}.{kind.geometry}"
        meets = f"{column} && ST_MakeEnvelope(%s, %s, %s, %s, 4326)"
        return rows.filter(RawSQL(meets, box, output_field=BooleanField()))
    west, south, east, north = box
    held = f"SELECT id FROM {tree_of(kind)} WHERE maxx >= %s AND maxy >= %s AND minx <= %s AND miny <= %s"  # noqa: S608
    return rows.filter(pk__in=RawSQL(held, (west, south, east, north)))


def cells(rows: QuerySet[Version], kind: Kind, box: Box, side: float) -> list[Cell]:
    """The versions that meet a box, counted by squares whose side is given in degrees, each basis apart."""
    try:
        selected, params = meeting(rows, kind, box).order_by().values_list("pk", "basis").query.sql_with_params()
    except EmptyResultSet:
        return []
    across, up = "(b.minx + b.maxx) / 2", "(b.miny + b.maxy) / 2"
    sql = (
        f"WITH chosen(id, basis) AS ({selected}) "  # noqa: S608
        f"SELECT c.basis, COUNT(*), MIN(b.minx), MIN(b.miny), MAX(b.maxx), MAX(b.maxy), AVG({across}), AVG({up}), "
        f"MIN(c.id) FROM chosen c JOIN {_boxes(kind)} b ON b.id = c.id "
        f"GROUP BY c.basis, CAST(ROUND(({across} - %s) / %s - 0.5) AS INTEGER), "
        f"CAST(ROUND(({up} - %s) / %s - 0.5) AS INTEGER)"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, box[0], side, box[1], side])
        rows_of = cursor.fetchall()
    return [Cell(basis, count, tuple(edges), lon, lat, first) for basis, count, *edges, lon, lat, first in rows_of]


def around(boxes: Iterable[Box]) -> Box | None:
    """The box around boxes."""
    edges: Iterator[tuple[float, ...]] = zip(*boxes, strict=True)
    sides = list(edges)
    return (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])) if sides else None


def _boxes(kind: Kind) -> str:
    """A table of keys and boxes: the R*Tree, or the boxes of PostGIS's geometries."""
    if connection.vendor != "postgresql":
        return tree_of(kind)
    table, shape = VERSIONS[kind.name]._meta.db_table, kind.geometry
    return (
        f"(SELECT id, ST_XMin({shape}) AS minx, ST_YMin({shape}) AS miny, ST_XMax({shape}) AS maxx, "  # noqa: S608
        f"ST_YMax({shape}) AS maxy FROM {table})"
    )
