"""What a column can hold of a kind: its declared fields, opened into the parts that tables split them into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Field, Kind, Period, Range

Part = Literal[
    "value",
    "period",
    "year",
    "month",
    "day",
    "range",
    "lat",
    "lon",
    "shape",
    "place",
    "unit",
    "code",
    "parent_code",
    "detail",
]
_PERIOD: tuple[Part, ...] = ("period", "year", "month", "day")
_PLACES: tuple[Part, ...] = ("value", "place", "unit", "code", "parent_code", "detail")
_GEOMETRY: tuple[Part, ...] = ("shape", "lat", "lon")
SEVERAL: frozenset[Part] = frozenset({"place", "unit", "detail"})
"""Parts that several columns may hold together."""


@dataclass(frozen=True, slots=True)
class Target:
    """A declared field (its first one for periods and ranges) and the part of it that one column holds."""

    field: str
    part: Part = "value"

    def key(self) -> tuple[str, Part]:
        """What only one column may hold."""
        return self.field, self.part


def targets_of(kind: Kind) -> Iterator[tuple[Target, Field]]:
    """Every target of a kind with the declaration behind it."""
    for part in kind.parts:
        if isinstance(part, Period):
            first, last = part.fields()
            for name in _PERIOD:
                yield Target(first.name, name), first
            yield Target(last.name), last
        elif isinstance(part, Range):
            low, high = part.fields()
            yield Target(low.name, "range"), low
            yield Target(high.name), high
        elif part.type == "places":
            for name in _PLACES:
                yield Target(part.name, name), part
        elif part.type == "geometry":
            for name in _GEOMETRY:
                yield Target(part.name, name), part
        else:
            yield Target(part.name), part


def parse_target(kind: Kind, text: str) -> Target | None:
    """The target of "field" or "field:part"; None when the kind has none such."""
    name, _, part = text.partition(":")
    known = [target for target, _ in targets_of(kind) if target.field == name]
    if part:
        return next((target for target in known if target.part == part), None)
    return known[0] if known else None


def first_period(kind: Kind) -> str | None:
    """The first field of a kind's first period: what a column called only "date" or "year" speaks of."""
    return next((part.fields()[0].name for part in kind.parts if isinstance(part, Period)), None)


def vocabulary_of(field: Field) -> str | None:
    """The vocabulary of a term field."""
    return (field.vocabulary or field.name) if field.type in ("term", "terms") else None


def kind_names() -> list[str]:
    """Names of all kinds, for messages."""
    return sorted(KINDS)
