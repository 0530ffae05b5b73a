"""Where the ground of a place is drawn, and how wide: never narrower than what is known.

A place with a point is a circle: its radius is the precision stated by the record, else by the gazetteer, else the
assumption for its kind (`radii.json`). A place without a point is a circle around the points of all places known to lie
in it, which is not its boundary; without such points each of the finest units that hold it, or may hold it, is drawn
under that unit's own name. A country is never drawn: a find known only by its country stands beside the map.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

import shapely
from django.utils.translation import gettext_noop
from pyproj import Geod

from minetrace.places import Gazetteer, Place

STATED = gettext_noop("stated precision")
ASSUMED = gettext_noop("assumed for its kind")
AROUND = gettext_noop("around the places known in it")

HELD = gettext_noop("which holds")
MAY_HOLD = gettext_noop("which may hold")
_EARTH = Geod(ellps="WGS84")
_CORNERS = 48


@dataclass(frozen=True, slots=True)
class Ground:
    """A circle on the map: the place drawn, its centre in degrees, its radius, what the radius rests on.

    `holds` is the label of the place that the circle stands for where the place drawn is a unit that holds it.
    """

    place: str
    name: str
    label: str
    lon: float
    lat: float
    radius_m: int
    why: str
    holds: str = ""

    def ring(self) -> list[list[float]]:
        """The circle as a closed ring of longitude and latitude, anticlockwise, geodesic."""
        bearings = [-360 * corner / _CORNERS for corner in range(_CORNERS)]
        centre = [self.lon] * _CORNERS, [self.lat] * _CORNERS
        lons, lats, _ = _EARTH.fwd(*centre, bearings, [self.radius_m] * _CORNERS)
        ring = [[round(lon, 5), round(lat, 5)] for lon, lat in zip(lons, lats, strict=True)]
        return [*ring, ring[0]]


def grounds(
    gazetteer: Gazetteer, mentions: Sequence[Mapping[str, Any]], on: datetime.date | None = None
) -> list[Ground]:
    """The grounds of a record's places as they were on a day; a unit is left out where a place in it is drawn."""
    known = [mention for mention in mentions if mention["place"] in gazetteer]
    drawn = [(m["place"], one) for m in known for one in _of_place(gazetteer, m["place"], on, m.get("precision_m"))]
    above = {unit for place, _one in drawn for unit in gazetteer.ancestors(place, on=on)}
    return list({(one.lon, one.lat, one.radius_m): one for place, one in drawn if place not in above}.values())


def ground(
    gazetteer: Gazetteer, place_id: str, on: datetime.date | None = None, precision_m: int | None = None
) -> Ground | None:
    """Where one place itself is drawn; none for a country, and where neither it nor a place in it has a point."""
    place = gazetteer.get(place_id)
    if place.kind == "country":
        return None
    if place.point is not None:
        return _around_point(place, place.point, precision_m)
    return _around_known(gazetteer, place, on)


def _of_place(gazetteer: Gazetteer, place_id: str, on: datetime.date | None, precision_m: int | None) -> list[Ground]:
    """The ground of a place, else those of the finest units that hold it or may hold it.

    Units that only may hold it are drawn all or not at all: some of them would be narrower than what is known.
    """
    own = ground(gazetteer, place_id, on, precision_m)
    if own is not None:
        return [own]
    label = gazetteer.get(place_id).label
    above = gazetteer.ancestors(place_id, on=on)
    for _rank, units in groupby(above, key=lambda unit: gazetteer.get(unit).rank):
        at_rank = [(ground(gazetteer, unit, on), above[unit] == "stated") for unit in units]
        drawn = [replace(one, holds=label, why=HELD if sure else MAY_HOLD) for one, sure in at_rank if one is not None]
        if drawn and (len(drawn) == len(at_rank) or any(one.why == HELD for one in drawn)):
            return drawn
    return []


@cache
def radii() -> dict[str, int]:
    """The assumed radius of each kind of place in metres."""
    data = json.loads(files("minetrace.desk.map").joinpath("radii.json").read_text(encoding="utf-8"))
    metres: dict[str, int] = data["metres"]
    return metres


def _around_point(place: Place, point: tuple[float, float], precision_m: int | None) -> Ground:
    stated = precision_m if precision_m is not None else place.precision_m
    if stated is not None:
        return Ground(place.id, place.names[0].text, place.label, *point, stated, STATED)
    return Ground(place.id, place.names[0].text, place.label, *point, radii()[place.kind], ASSUMED)


def _around_known(gazetteer: Gazetteer, place: Place, on: datetime.date | None) -> Ground | None:
    inside = [child for child, sure in gazetteer.descendants(place.id, on=on).items() if sure == "stated"]
    points = [point for point in (gazetteer.get(child).point for child in inside) if point is not None]
    if not points:
        return None
    centre = shapely.minimum_bounding_circle(shapely.MultiPoint(points)).centroid
    reach = max(_EARTH.inv(centre.x, centre.y, lon, lat)[2] for lon, lat in points)
    radius = max(round(reach), radii()[place.kind])
    lon, lat = round(centre.x, 5), round(centre.y, 5)
    return Ground(place.id, place.names[0].text, place.label, lon, lat, radius, AROUND)
