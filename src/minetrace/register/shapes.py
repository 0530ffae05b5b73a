"""Checks over plain shapes: which are missing, broken or repeated, and which pairs overlap or lie in one another.

Pure functions over shapely geometries; `quality` applies them to records, an import to the rows of a file. Pairs are
told after `make_valid`, among shapes that have an area; a definition of GEOS stands behind each:

    invalid_geometry    not valid by OGC Simple Features, or a coordinate that is no number
    null_geometry       no shape at all
    empty_geometry      a shape without a point
    duplicate_geometry  each shape after the first of those whose points are the same, in the same order
    overlapping_pairs   `overlaps`: the two share ground, and neither lies in the other
    contained_pairs     `covers`: one lies in the other; two equal shapes are one such pair
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

Shapes = Sequence[BaseGeometry | None]
PairCheck = Literal["overlapping_pairs", "contained_pairs"]
COUNTS = (
    "invalid_geometry",
    "null_geometry",
    "empty_geometry",
    "duplicate_geometry",
    "overlapping_pairs",
    "contained_pairs",
)
# A pile of shapes in one spot gives as many pairs as it has; asked in steps, they never stand in memory at once.
_STEP = 2_000
_WITH_AREA = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Two shapes by their positions: overlapping ones in order; of contained ones `first` holds `second`."""

    check: PairCheck
    first: int
    second: int


def geometry_quality(shapes: Shapes) -> dict[str, int]:
    """How many shapes, or pairs of shapes, each of the six checks finds. Longitude and latitude, or any one plane."""
    kept = [shape for shape in shapes if shape is not None]
    first_of, times = _first_equals(shapes)
    counts = {
        "invalid_geometry": sum(invalid_reason(shape) is not None for shape in kept),
        "null_geometry": len(shapes) - len(kept),
        "empty_geometry": sum(shape.is_empty for shape in kept),
        "duplicate_geometry": len(kept) - len(times),
        "overlapping_pairs": 0,
        "contained_pairs": 0,
    }
    alone = [position for position in times if first_of[position] == position]
    for pair in _pairs(shapes, alone):
        counts[pair.check] += times[pair.first] * times[pair.second]
    for position in alone:
        if times[position] > 1 and _comparable(shapes[position]) is not None:
            counts["contained_pairs"] += times[position] * (times[position] - 1) // 2
    return counts


def intersecting_pairs(shapes: Shapes, others: Shapes) -> int:
    """How many pairs of a shape and another file's shape share a point, each made valid first."""
    one, other = (
        np.array([shapely.make_valid(s) for s in many if s is not None and not s.is_empty and _finite(s)], dtype=object)
        for many in (shapes, others)
    )
    found = shapely.STRtree(other).query(one, predicate="intersects")
    return int(found.shape[1])


def duplicates(shapes: Shapes) -> Iterator[tuple[int, int]]:
    """Each repeated shape with the first that is the same: (position, position of the first)."""
    first_of, _times = _first_equals(shapes)
    for position, first in first_of.items():
        if position != first:
            yield position, first


def pairs(shapes: Shapes) -> Iterator[Pair]:
    """Overlapping and contained pairs among shapes that differ; those that are the same are told by `duplicates`."""
    first_of, times = _first_equals(shapes)
    return _pairs(shapes, [position for position in times if first_of[position] == position])


def invalid_reason(shape: BaseGeometry) -> str | None:
    """Why a shape is not valid, in GEOS's words with the place where it goes wrong; none for a valid one."""
    if not _finite(shape):
        return "a coordinate is no number"
    if shape.is_valid:
        return None
    return str(shapely.is_valid_reason(shape))


def mended(shape: BaseGeometry) -> BaseGeometry | None:
    """The valid shape over the same points (`make_valid`), or none where nothing with an area comes of a polygon."""
    if not _finite(shape) or shape.is_empty:
        return None
    if shape.is_valid:
        return shape
    valid = shapely.make_valid(shape)
    if shapely.get_dimensions(shape) != _WITH_AREA:
        return valid
    parts = [part for part in shapely.get_parts(shapely.get_parts(valid)) if shapely.get_dimensions(part) == _WITH_AREA]
    return shapely.union_all(parts) if parts else None


def few_vertices(shape: BaseGeometry) -> bool:
    """Whether a ring of a polygon has fewer than three different vertices."""
    return any(len({tuple(point) for point in ring}) < 3 for ring in _rings(shape))


def repeated_vertices(shape: BaseGeometry) -> int:
    """How many vertices of a polygon's rings stand twice in a row; the point that closes a ring does not count."""
    return sum(int((ring[1:] == ring[:-1]).all(axis=1).sum()) for ring in _rings(shape))


def _rings(shape: BaseGeometry) -> Iterator[Any]:
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon" and not part.is_empty:
            for ring in shapely.get_rings(part):
                yield shapely.get_coordinates(ring)


def _first_equals(shapes: Shapes) -> tuple[dict[int, int], dict[int, int]]:
    """By position the first shape with the same points, and by that first position how often it stands."""
    first: dict[bytes, int] = {}
    first_of: dict[int, int] = {}
    times: dict[int, int] = {}
    for position, shape in enumerate(shapes):
        if shape is not None:
            chosen = first.setdefault(shapely.to_wkb(shape, output_dimension=2, byte_order=1), position)
            first_of[position] = chosen
            times[chosen] = times.get(chosen, 0) + 1
    return first_of, times


def _pairs(shapes: Shapes, positions: Sequence[int]) -> Iterator[Pair]:
    found = [(position, valid) for position in positions if (valid := _comparable(shapes[position])) is not None]
    where = np.array([position for position, _ in found], dtype=int)
    valid = np.array([shape for _, shape in found], dtype=object)
    tree = shapely.STRtree(valid)
    for start in range(0, len(valid), _STEP):
        asked = valid[start : start + _STEP]
        left, right = tree.query(asked, predicate="overlaps")
        yield from _told("overlapping_pairs", where, left + start, right, left + start < right)
        left, right = tree.query(asked, predicate="covers")
        # Two equal shapes cover each other: told once, by the earlier one.
        back = shapely.covers(valid[right], valid[left + start])
        yield from _told("contained_pairs", where, left + start, right, (left + start < right) | ~back)


def _told(check: PairCheck, where: Any, left: Any, right: Any, chosen: Any) -> Iterator[Pair]:
    for first, second in zip(where[left[chosen]].tolist(), where[right[chosen]].tolist(), strict=True):
        yield Pair(check, first, second)


def _comparable(shape: BaseGeometry | None) -> BaseGeometry | None:
    """The shape as pairs are told: valid, and with an area."""
    if shape is None or shape.is_empty or not _finite(shape):
        return None
    valid = shape if shape.is_valid else shapely.make_valid(shape)
    return valid if shapely.get_dimensions(valid) == _WITH_AREA else None


def _finite(shape: BaseGeometry) -> bool:
    return bool(np.isfinite(shapely.get_coordinates(shape)).all())


@cache
def _geod() -> Geod:
    return Geod(ellps="WGS84")


def area_m2(shape: BaseGeometry) -> int:
    """Area on the WGS 84 ellipsoid in whole m², of the shape made valid; longitude and latitude in degrees."""
    valid = mended(shape)
    if valid is None or shapely.get_dimensions(valid) != _WITH_AREA:
        return 0
    return round(sum(abs(_geod().geometry_area_perimeter(part)[0]) for part in shapely.get_parts(valid)))


def longest_edge_m(shape: BaseGeometry) -> float:
    """The longest way between two vertices in a row, in metres on the WGS 84 ellipsoid; 0 for points and no shape."""
    longest = 0.0
    for ring in (*_rings(shape), *_lines(shape)):
        if len(ring) > 1 and np.isfinite(ring).all():
            longest = max(longest, max(_geod().line_lengths(ring[:, 0], ring[:, 1])))
    return longest


def without_repeats(shape: BaseGeometry) -> BaseGeometry:
    """The shape with no vertex twice in a row."""
    return shapely.remove_repeated_points(shape)


def _lines(shape: BaseGeometry) -> Iterator[Any]:
    for part in shapely.get_parts(shape):
        if part.geom_type == "LineString":
            yield shapely.get_coordinates(part)


def distance_m(one: BaseGeometry, other: BaseGeometry) -> float:
    """Metres between the nearest points of two shapes on the WGS 84 ellipsoid; 0 where they touch."""
    (x1, y1), (x2, y2) = shapely.get_coordinates(shapely.shortest_line(one, other))
    return float(_geod().inv(x1, y1, x2, y2)[2])
