"""Whether a position lies near the country that its file is said to be about.

A gazetteer of settlements knows no borders. Yet swapped coordinates, a lost sign or another zone throw a position much
farther than the next settlement: what lies more than 100 km from every place of the country is told, never moved.
"""

from __future__ import annotations

from functools import cached_property
from math import floor

import numpy as np
import pyproj
import shapely

from minetrace.places import Gazetteer

FAR_M = 100_000
# A country of which the gazetteer holds only a few places says nothing about what lies near it.
_ENOUGH = 30
_E7 = 1e7
_BESIDE = (-1, 0, 1)


class Nearness:
    """The places of a country, by its gazetteer id ("az"); of None or of a hardly known one, nothing is far."""

    def __init__(self, gazetteer: Gazetteer, country: str | None) -> None:
        inside = [place for place in gazetteer.places() if place.id.startswith(f"{country}/")]
        points = [(p.lon_e7 / _E7, p.lat_e7 / _E7) for p in inside if p.lon_e7 is not None and p.lat_e7 is not None]
        self._points = points if len(points) >= _ENOUGH else []
        # One degree of latitude is 111 km: what shares a cell or touches one is looked at no further.
        cells = {_cell(lon, lat) for lon, lat in self._points}
        self._cells = {(x + east, y + north) for x, y in cells for east in _BESIDE for north in _BESIDE}

    def far_km(self, lon: float, lat: float) -> int | None:
        """Kilometres to the nearest place where that is far, or None."""
        if not self._points or _cell(lon, lat) in self._cells:
            return None
        near_lon, near_lat = self._points[int(self._tree.nearest(shapely.Point(lon, lat)))]
        metres = pyproj.Geod(ellps="WGS84").inv(lon, lat, near_lon, near_lat)[2]
        return round(metres / 1000) if metres > FAR_M else None

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(shapely.points(np.array(self._points)))


def _cell(lon: float, lat: float) -> tuple[int, int]:
    return floor(lon), floor(lat)
