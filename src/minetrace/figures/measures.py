"""The measures that a question may name, from `measures.json`.

A measure over records names its kind and its states: the range that says how many and the period that says when. Of
several states the first that is recorded on a record counts. A measure over claims names which claims state its totals.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from minetrace.figures.properties import Property, properties_of
from minetrace.register.kinds import KINDS
from minetrace.terms.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What of a record counts and when: a range (none: each record is one), a period, the range to use when that is
    null.

    With `only_possible` the record may or may not be of the measure: it counts between 0 and its value, for that
    reason.
    """

    period: str
    range: str | None = None
    fallback: str | None = None
    only_possible: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that show whether the state is recorded."""
        ranged = (f"{self.range}_low", f"{self.range}_high") if self.range else ()
        return (*ranged, f"{self.period}_from", f"{self.period}_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Which claims state the totals of a measure: their kind and one of their actions, or their outcome."""

    kind: str
    key: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure: what it counts in words, its unit, and either the kind of record with its states or its claims."""

    name: str
    label: str
    help: str
    unit: str
    kind: str | None = None
    states: tuple[State, ...] = ()
    none: str = "quantity not recorded"
    claims: Claims | None = None

    @property
    def thing(self) -> str:
        """What a filter asks by: finds, visits, claims."""
        return KINDS[self.kind].plural.lower() if self.kind else "claims"

    @property
    def properties(self) -> Mapping[str, tuple[Property, ...]]:
        """What a filter on this measure may ask by."""
        return properties_of(self.kind) if self.kind else CLAIM_PROPERTIES


CLAIM_PROPERTIES: Mapping[str, tuple[Property, ...]] = MappingProxyType(
    {
        "category": (
            Property(name="category", type="term", label="Category", columns=("category",), vocabulary="eo_category"),
        ),
        "made_year": (Property(name="made_year", type="number", label="Year of make", columns=("made_year",)),),
        **{
            name: (Property(name=name, type="text", label=label, columns=(name,)),)
            for name, label in (
                ("model", "Model"),
                ("made_in", "Country of make"),
                ("group", "Group"),
                ("cause", "Cause"),
                ("counting", "Counting"),
                ("places_as_written", "Places as written"),
            )
        },
    }
)


def measure(name: str) -> Measure:
    """A measure by name. Raises MT-507."""
    known = measures()
    if name not in known:
        raise Problem("MT-507", measure=name, measures=", ".join(known))
    return known[name]


@cache
def measures() -> Mapping[str, Measure]:
    """Every measure, records before claims."""
    text = files("minetrace.figures").joinpath("measures.json").read_text(encoding="utf-8")
    return MappingProxyType({name: _measure(name, data) for name, data in json.loads(text).items()})


def _measure(name: str, data: dict[str, Any]) -> Measure:
    states = tuple(State(**state) for state in data.pop("states", ()))
    claims = data.pop("claims", None)
    if claims is not None:
        key = next(key for key in claims if key != "kind")
        claims = Claims(kind=claims["kind"], key=key, words=tuple(claims[key]))
    return Measure(name=name, states=states, claims=claims, **data)
