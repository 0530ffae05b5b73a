"""A place: a named unit or feature, with its spellings, its dated parents and, where known, a point.

Days are half-open: `valid_from` is the first day on which a fact holds, `valid_to` the first day on which it no longer
does; None on either side means "not known to begin or end". Coordinates are WGS 84 in whole 1e-7 degrees, so that the
canonical form of a place holds no floats.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Certainty = Literal["stated", "probable"]
NameKind = Literal["official", "variant", "exonym"]
Kind = Literal[
    "country", "region", "province", "district", "city", "settlement", "area", "height", "ravine", "road", "river"
]

RANKS: dict[str, int] = {"country": 0, "region": 1, "province": 1, "area": 1, "district": 2, "city": 2}
"""How coarse a kind is; every kind not named here is a settlement or a feature on the ground, rank 3."""

DEFINED_KINDS = frozenset({"country", "region", "province", "district", "city", "settlement"})
"""Kinds whose extent is set by law or use; an area, a height, a ravine or a road has no agreed edge."""


def holds(valid_from: date | None, valid_to: date | None, on: date) -> bool:
    """Whether a fact with these days holds on the day `on`."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on < valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One spelling of a place. `exonym` is the name that another side or language community uses.

    A name carries days only when it stopped or began to mean this place (a renaming); a spelling that sources go on
    using has none.
    """

    text: str
    language: str | None = None
    kind: NameKind = "variant"
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """That a place lay within another, from when until when, who says so, and whether it is stated or probable.

    The probable parents of a place name together every unit of that rank in which it may lie.
    """

    place: str
    source: str
    valid_from: date | None = None
    valid_to: date | None = None
    certainty: Certainty = "stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the gazetteer.

    `id` is a slug under the country's ISO 3166-1 code ("az/lachin-district"), stable for good. `precision_m` is the
    radius in metres within which the point may be off, None when nobody stated one. `geonames` and `admin1` are
    GeoNames' number and first-level code, kept as stated. `valid_from` and `valid_to` say since and until when the
    unit itself existed. `source` says where the place and its names come from.
    """

    id: str
    kind: Kind
    names: tuple[Name, ...]
    source: str
    parents: tuple[Parent, ...] = ()
    lon_e7: int | None = None
    lat_e7: int | None = None
    precision_m: int | None = None
    geonames: int | None = None
    admin1: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def label(self) -> str:
        """The first name and the kind, for a list of candidates: "Lachin (district)"."""
        years = f", until {self.valid_to.isoformat()}" if self.valid_to else ""
        return f"{self.names[0].text} ({self.kind}{years})"

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude in degrees, or None when no point is known."""
        if self.lon_e7 is None or self.lat_e7 is None:
            return None
        return self.lon_e7 / 10**7, self.lat_e7 / 10**7

    @property
    def rank(self) -> int:
        """0 country, 1 region or province, 2 district or city, 3 settlement or feature."""
        return RANKS.get(self.kind, 3)

    def existed(self, on: date | None) -> bool:
        """Whether the place existed on the day; always true when no day is asked."""
        return on is None or holds(self.valid_from, self.valid_to, on)

    def as_dict(self) -> dict[str, Any]:
        """The place as plain data: no floats, ISO days, keys without a value left out; `from_dict` gives it back."""
        out = {key: getattr(self, key) for key in _SCALARS}
        out["names"] = [_plain({key: getattr(name, key) for key in _NAME_KEYS}) for name in self.names]
        out["parents"] = [_plain({key: getattr(parent, key) for key in _PARENT_KEYS}) for parent in self.parents]
        return _plain(out)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Place:
        """The place of an `as_dict`; KeyError or TypeError when the data is not one."""
        return cls(
            **{
                **_dated(data),
                "names": tuple(Name(**_dated(name)) for name in data["names"]),
                "parents": tuple(Parent(**_dated(parent)) for parent in data["parents"]),
            }
        )


_NAME_KEYS = ("text", "language", "kind", "valid_from", "valid_to")
_PARENT_KEYS = ("place", "source", "valid_from", "valid_to", "certainty")
_SCALARS = ("id", "kind", "lon_e7", "lat_e7", "precision_m", "geonames", "admin1", "valid_from", "valid_to", "source")


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in data.items() if value is not None}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in kept.items()}


def _dated(data: dict[str, Any]) -> dict[str, Any]:
    days: dict[str, Any] = {key: date.fromisoformat(data[key]) for key in ("valid_from", "valid_to") if key in data}
    return {**data, **days}
