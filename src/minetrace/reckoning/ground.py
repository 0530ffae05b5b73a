"""Where claims lie, for comparing them: names as places of the gazetteer, and names that it does not know.

A name that fits several places stands for all of them. A name the gazetteer does not hold is compared by its
spelling, after one alphabet: "Deir al-Zour" and "Deir Ezzor" are near, "Homs" and "Hama" are not near enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Literal

from rapidfuzz import fuzz

from minetrace.places import Gazetteer, Place, packed
from minetrace.places.fold import fold
from minetrace.places.place import RANKS
from minetrace.places.words import narrowings, without_fillers
from minetrace.reckoning.spelling import latin

Nearness = Literal[
    "same place",
    "same district",
    "same region",
    "same country",
    "one holds the other",
    "place unknown",
    "no place shared",
    "apart",
]

_NEAR_SPELLING = 84.0
"""Likeness in per cent from which two names that no gazetteer holds are taken as spellings of one."""


_SHARED: tuple[Nearness, ...] = ("same country", "same region", "same district", "same place")
"""What a shared place is called, by its rank: country, region or province, district or city, settlement or feature."""
_FINEST = len(_SHARED) - 1
_RANK_UNSAID = 2
"""A name that neither the gazetteer nor a word beside it ranks is taken for a district's."""
_RADIUS_KM = {2: 40.0, 3: 5.0}
"""How far a point of a district, of a settlement or feature may be off where nobody stated it: our reading."""
_EARTH_KM = 6371.0
_ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "es", "ez", "et", "er", "en"})


@dataclass(frozen=True, slots=True)
class Spot:
    """One name of a claim: as written, in plain letters, and the places it may be (most often one).

    `rank` is that of the coarsest place it may be (see `places.place.RANKS`).
    """

    name: str
    letters: str
    ids: frozenset[str]
    rank: int


class Grounds:
    """Names of claims as spots of one gazetteer, each name looked up once."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self.gazetteer = packed() if gazetteer is None else gazetteer
        self._spots: dict[str, Spot] = {}
        self._above: dict[str, frozenset[str]] = {}
        self._countries: dict[str, frozenset[str]] = {}

    def spots(self, names: Iterable[str]) -> tuple[Spot, ...]:
        """The spots of a claim's place names, in their order."""
        return tuple(self._spot(name) for name in names)

    def countries(self, names: Iterable[str]) -> frozenset[str]:
        """The countries that the known ones of these names lie in."""
        ids = sorted({id_ for spot in self.spots(names) for id_ in spot.ids})
        return frozenset(country for id_ in ids for country in self._countries_of(id_))

    def finest(self, spots: Iterable[Spot]) -> tuple[Spot, ...]:
        """The spots that hold no other one: "Sarybaba" of "Lachin, Sarybaba"."""
        kept = list(spots)
        return tuple(spot for spot in kept if not any(other is not spot and self._holds(spot, other) for other in kept))

    def nearness(self, one: tuple[Spot, ...], other: tuple[Spot, ...]) -> Nearness:
        """How the grounds of two claims lie to each other, by their finest places."""
        if not one or not other:
            return "place unknown"
        mine, theirs = self.finest(one), self.finest(other)
        shared = [a.rank for a in mine for b in theirs if self.alike(a, b)]
        if shared:
            return _SHARED[max(shared)]
        held = [
            outer.rank for a in mine for b in theirs for outer in (a, b) if self._holds(outer, a if outer is b else b)
        ]
        if held:
            return "one holds the other" if max(held) > 0 else "same country"
        countries = [self.countries(spot.name for spot in spots) for spots in (one, other)]
        if all(countries) and not countries[0] & countries[1]:
            return "apart"
        return "place unknown" if _incomparable(mine, theirs) or _incomparable(theirs, mine) else "no place shared"

    def kilometres(self, one: tuple[Spot, ...], other: tuple[Spot, ...]) -> int | None:
        """The least distance between the finest places of two claims, each as far off as its precision allows.

        None where a side names no place, a place of unknown point, or a unit coarser than a district.
        """
        mine, theirs = ([id_ for spot in self.finest(spots) for id_ in spot.ids or {""}] for spots in (one, other))
        discs = [[self._disc(id_) for id_ in ids] for ids in (mine, theirs)]
        if not mine or not theirs or any(disc is None for side in discs for disc in side):
            return None
        apart = (_between(a, b) for a in discs[0] for b in discs[1] if a and b)
        return int(max(0.0, min(apart)))

    def _disc(self, place: str) -> tuple[float, float, float] | None:
        """Longitude, latitude and the radius in kilometres within which a place may lie."""
        if not place:
            return None
        found = self.gazetteer.get(place)
        if found.point is None or found.rank not in _RADIUS_KM:
            return None
        radius = _RADIUS_KM[found.rank] if found.precision_m is None else found.precision_m / 1000
        return *found.point, radius

    def alike(self, one: Spot, other: Spot) -> bool:
        """Whether two names are one place: they share a place of the gazetteer, or are near spellings of none."""
        if one.ids and other.ids:
            return bool(one.ids & other.ids)
        return one.letters == other.letters or fuzz.ratio(one.letters, other.letters) >= _NEAR_SPELLING

    def covers(self, one: tuple[Spot, ...], other: tuple[Spot, ...]) -> bool:
        """Whether every finest place of the second is, or lies in, a finest place of the first."""
        mine, theirs = self.finest(one), self.finest(other)
        return all(any(self.alike(a, b) or self._holds(a, b) for a in mine) for b in theirs)

    def one_scope(self, one: tuple[Spot, ...], other: tuple[Spot, ...]) -> bool:
        """Whether the finest places of one are all among those of the other: sources list examples, more or fewer."""
        mine, theirs = self.finest(one), self.finest(other)
        few, many = sorted((mine, theirs), key=len)
        return all(any(self.alike(a, b) for b in many) for a in few)

    def _spot(self, name: str) -> Spot:
        if name not in self._spots:
            found: tuple[Place, ...] = self.gazetteer.find(name).places
            rank = min((place.rank for place in found), default=_rank_of_words(name))
            self._spots[name] = Spot(name, _letters(name), frozenset(place.id for place in found), rank)
        return self._spots[name]

    def _holds(self, outer: Spot, inner: Spot) -> bool:
        if outer.ids & inner.ids:
            return False
        return any(self._within(i, o) for i in inner.ids for o in outer.ids)

    def _within(self, inner: str, outer: str) -> bool:
        if inner not in self._above:
            self._above[inner] = frozenset(self.gazetteer.ancestors(inner))
        return outer in self._above[inner]

    def _countries_of(self, place: str) -> frozenset[str]:
        if place not in self._countries:
            self._countries[place] = self.gazetteer.country(place)
        return self._countries[place]


def _between(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Kilometres on the sphere between two discs, negative where they meet (haversine)."""
    (lon, lat, radius), (lon2, lat2, radius2) = one, other
    part = (
        sin(radians(lat2 - lat) / 2) ** 2 + cos(radians(lat)) * cos(radians(lat2)) * sin(radians(lon2 - lon) / 2) ** 2
    )
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, part))) - radius - radius2


def _rank_of_words(name: str) -> int:
    """The rank of the coarsest kind that a generic word beside a name says: 1 for "Kharkiv Oblast", 3 for a village."""
    kinds = {kind for _, allowed in narrowings(without_fillers(fold(name))) for kind in allowed}
    return min((RANKS.get(kind, _FINEST) for kind in kinds), default=_RANK_UNSAID)


def _letters(name: str) -> str:
    """A name in plain letters, without generic words ("district") and Arabic articles, for comparing spellings."""
    folded = without_fillers(fold(name))
    bare = next((rest for rest, _ in narrowings(folded)), folded)
    words = latin(bare).split()
    return "".join(word for word in words if word not in _ARTICLES) or "".join(words)


def _incomparable(one: tuple[Spot, ...], other: tuple[Spot, ...]) -> bool:
    """True where one side names only ground the gazetteer does not hold, the other only wide units it does."""
    return all(not spot.ids for spot in one) and all(spot.ids and spot.rank <= 2 for spot in other)
