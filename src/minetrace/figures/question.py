"""A question: what is counted, of which records, where, when, on which basis, as known and as said on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode

from minetrace.accounts.actor import Actor
from minetrace.figures import filters
from minetrace.figures.cql import parse_where
from minetrace.figures.filters import Node
from minetrace.figures.measures import Measure, measure
from minetrace.figures.properties import judge_filter, require_tier
from minetrace.terms.days import is_day
from minetrace.terms.problem import Problem

Basis = Literal["own", "reported"]
BASES: tuple[Basis, ...] = ("own", "reported")
_DAYS = ("since", "until", "said_by", "known_on")

__all__ = ["BASES", "Basis", "Node", "Question", "parse_where"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that an answer from low to high can be given to; it validates itself and prints as a permalink.

    `places` are ids of the gazetteer, together one area. `since` and `until` are ISO days, both included; so are
    `said_by` (as published up to that day) and `known_on` (as the register held it at the end of that day). `basis` is
    our own field work or what others report, never both; `speaker` narrows the reported. A measure over claims is
    always reported.

    Raises MT-507 for an unknown measure, MT-503 to MT-506 for a filter its records cannot answer, MT-108, MT-508,
    MT-509.
    """

    measure: str
    where: Node | None = None
    places: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    basis: Basis = "own"
    said_by: str | None = None
    known_on: str | None = None
    speaker: str | None = None

    def __post_init__(self) -> None:
        over = measure(self.measure)
        if over.claims is not None:
            object.__setattr__(self, "basis", "reported")
        if self.basis not in BASES:
            raise Problem("MT-510", reason=f"the basis is own or reported, not {self.basis}")
        object.__setattr__(self, "places", tuple(dict.fromkeys(self.places)))
        for name in _DAYS:
            _judge_day(getattr(self, name))
        if self.since and self.until and self.since > self.until:
            raise Problem("MT-509", since=self.since, until=self.until)
        if self.speaker is not None and self.basis == "own":
            raise Problem("MT-508", speaker=self.speaker)
        if self.where is not None:
            judge_filter(self.where, over.properties, over.thing)

    @property
    def over(self) -> Measure:
        """The measure itself."""
        return measure(self.measure)

    def require_tier(self, actor: Actor) -> None:
        """Raise MT-504 when the filter asks by a field above the actor's tier."""
        if self.where is not None:
            require_tier(actor, self.where, self.over.properties)

    def as_dict(self) -> dict[str, Any]:
        """The question as plain data without floats; keys that ask nothing are left out."""
        plain: dict[str, Any] = {"measure": self.measure, "basis": self.basis}
        if self.where is not None:
            plain["where"] = filters.as_dict(self.where)
        if self.places:
            plain["places"] = list(self.places)
        named = {name: getattr(self, name) for name in (*_DAYS, "speaker")}
        return plain | {name: value for name, value in named.items() if value is not None}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Question:
        """The question of an `as_dict`. Raises MT-510 for data that is none."""
        try:
            where = filters.from_dict(data["where"]) if data.get("where") else None
            plain = {name: value for name, value in data.items() if name not in ("where", "places")}
            return cls(**plain, where=where, places=tuple(data.get("places", ())))
        except (KeyError, TypeError) as wrong:
            raise Problem("MT-510", reason=str(wrong)) from wrong

    def to_query_string(self) -> str:
        """The question as the query of an address; the filter stands there as CQL2 text."""
        pairs = [("measure", self.measure)]
        if self.where is not None:
            pairs.append(("where", filters.as_text(self.where)))
        pairs += [("place", place) for place in self.places]
        pairs += [(name, value) for name in (*_DAYS, "speaker") if (value := getattr(self, name)) is not None]
        pairs += [("basis", self.basis)] if self.basis != "own" and self.over.claims is None else []
        return urlencode(pairs)

    @classmethod
    def from_query_string(cls, text: str) -> Question:
        """The question of an address; a leading "?" and empty values do not matter. Raises MT-510 and what filters
        raise.
        """
        pairs = parse_qsl(text.removeprefix("?"))
        places = tuple(value for name, value in pairs if name == "place")
        plain: dict[str, Any] = {name: value for name, value in pairs if name != "place"}
        where = parse_where(plain.pop("where")) if "where" in plain else None
        try:
            return cls(**plain, where=where, places=places)
        except TypeError as wrong:
            raise Problem("MT-510", reason=str(wrong).partition("() ")[2] or str(wrong)) from wrong


def _judge_day(text: str | None) -> None:
    if text is not None and not is_day(text):
        raise Problem("MT-108", value=text)
