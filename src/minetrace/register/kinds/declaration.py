"""How a kind of record is declared. One declaration drives tables, forms, pages, tiers, exports and reference pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

FieldType = Literal[
    "term", "terms", "text", "country", "count", "year", "day", "places", "geometry", "participants", "texts", "record"
]
ExtraType = Literal["text", "term", "terms", "country", "count", "year", "day"]
"""Types of the fields that a programme declares for itself."""
EXTRA_COLUMNS = {"public": "extra", "partner": "extra_partner", "restricted": "extra_restricted"}
"""The column of each version table that holds, by tier, the fields that a programme declares for itself, as canonical
JSON; null where none says anything. A seal is by tier, so a column is too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a kind.

    `type` decides column, form and export; `vocabulary` names the vocabulary of a term; `kind` the kind a record field
    points at; `tier` who may see it. `help` says in one sentence what to write, and serves forms and reference alike.
    An `extra` field is one that the programme declares for itself.
    """

    name: str
    type: FieldType
    label: str
    help: str
    tier: str = "public"
    vocabulary: str | None = None
    kind: str | None = None
    extra: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Two day fields that together say when something was so: first and last day, equal for one day, null for
    unknown.
    """

    name: str
    label: str
    help: str

    def fields(self) -> tuple[Field, Field]:
        """The two columns."""
        first = Field(name=f"{self.name}_from", type="day", label=f"{self.label} from", help=self.help)
        last = Field(
            name=f"{self.name}_to", type="day", label=f"{self.label} to", help="Last day; the same day for one day."
        )
        return first, last


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Two count fields that together say how many: low and high, equal when the number is known."""

    name: str
    label: str
    help: str

    def fields(self) -> tuple[Field, Field]:
        """The two columns."""
        low = Field(name=f"{self.name}_low", type="count", label=f"{self.label}, at least", help=self.help)
        high = Field(
            name=f"{self.name}_high",
            type="count",
            label=f"{self.label}, at most",
            help="Equal to the low one when known.",
        )
        return low, high


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of record: its name, the prefix of its references ("F" in F-000012), its fields.

    `fields` are all columns in order, periods and ranges opened, `extra` those that a programme declares for itself;
    `geometry` names the geometry field, if there is one.
    """

    name: str
    prefix: str
    label: str
    plural: str
    parts: tuple[Field | Period | Range, ...]
    summary: tuple[str, ...] = field(default=())
    fields: tuple[Field, ...] = field(init=False, repr=False, compare=False)
    extra: tuple[Field, ...] = field(init=False, repr=False, compare=False)
    geometry: str | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Every row of every table asks for them: opened once.
        opened = [(part,) if isinstance(part, Field) else part.fields() for part in self.parts]
        object.__setattr__(self, "fields", tuple(one for fields in opened for one in fields))
        object.__setattr__(self, "extra", tuple(f for f in self.fields if f.extra))
        geometry = next((f.name for f in self.fields if f.type == "geometry"), None)
        object.__setattr__(self, "geometry", geometry)

    def narrowed(self, sees: Callable[[str], bool]) -> Kind:
        """The kind without the fields of tiers that are not seen."""
        return replace(self, parts=tuple(p for p in self.parts if not isinstance(p, Field) or sees(p.tier)))

    def field(self, name: str) -> Field:
        """One field by name. Raises KeyError."""
        return {f.name: f for f in self.fields}[name]

    @property
    def stored(self) -> tuple[Field, ...]:
        """The fields that have a column of their own."""
        return tuple(f for f in self.fields if not f.extra)

    @property
    def first_period(self) -> str | None:
        """The name of the period by which figures date records of the kind, if it has one."""
        return next((part.name for part in self.parts if isinstance(part, Period)), None)

    @property
    def first_range(self) -> str | None:
        """The name of the range that figures add up, if the kind has one."""
        return next((part.name for part in self.parts if isinstance(part, Range)), None)

    @property
    def first_term(self) -> str | None:
        """The name of the term that figures leave out by, if the kind has one."""
        return next((f.name for f in self.stored if f.type == "term"), None)

    @property
    def tiers(self) -> dict[str, str]:
        """Tiers of the fields that are not public."""
        return {f.name: f.tier for f in self.fields if f.tier != "public"}


JSON_TYPES: frozenset[str] = frozenset({"places", "participants", "texts", "terms"})


def empty(value: Any) -> bool:
    """Whether a field value says nothing: null, empty text or an empty list. Zero says something."""
    return value is None or value == "" or value == []
