"""Drafts: claims in the making, still open to what later sentences add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from minetrace.reading.grammar.group import Group
from minetrace.reading.names import Run
from minetrace.reading.periods import Period
from minetrace.terms.claim import Participant


@dataclass(slots=True, eq=False)
class Place:
    """A place of a draft: its name as written, its relation, and whether it is a whole country."""

    name: str
    relation: str | None
    country: bool
    start: int

    @classmethod
    def of(cls, run: Run) -> Place:
        """The place that a run of capitalised words names."""
        return cls(run.text, run.relation, run.country is not None, run.start)


@dataclass(slots=True, eq=False)
class Draft:
    """One claim before links, carry-over and ids: offsets are of the normalised text."""

    kind: str
    start: int
    end: int
    sentence: int
    value: int | float | None = None
    low: int | float | None = None
    high: int | float | None = None
    unit: str | None = None
    hedge: str = "exact"
    counting: str = "occurrence"
    stance: str = "asserted"
    category: str | None = None
    model: str | None = None
    made_in: str | None = None
    made_year: int | None = None
    laid_by: str | None = None
    actions: set[str] = field(default_factory=set)
    outcome: str | None = None
    group: str | None = None
    cause: str | None = None
    names: tuple[str, ...] = ()
    who: tuple[Participant, ...] = ()
    invited_by: str | None = None
    verified: str | None = None
    instrument: str | None = None
    article: str | None = None
    relation: str | None = None
    places: list[Place] = field(default_factory=list)
    period: Period | None = None
    speakers: tuple[str, ...] = ()
    total_of: list[Draft] = field(default_factory=list)
    part_of: Draft | None = None
    source: Group | None = None
    background: bool = False
    form: str = "verb"
    own_period: bool = False
    own_places: bool = False
    own_speaker: bool = False
    rules: list[str] = field(default_factory=list)
    chunks: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def verbs(self) -> list[tuple[int, int]]:
        """Where the predicates stand that tell what happened, from start to end."""
        return [(start, end) for kind, start, end in self.chunks if kind == "predicate"]

    def add_places(self, places: list[Place]) -> None:
        """Add places not yet among them."""
        known = {place.name.casefold() for place in self.places}
        for place in places:
            if place.name.casefold() not in known:
                self.places.append(place)
                known.add(place.name.casefold())


def by_sentence(drafts: Iterable[Draft]) -> dict[int, list[Draft]]:
    """Drafts by the index of their sentence, in order."""
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        found.setdefault(draft.sentence, []).append(draft)
    return found


def told_itself(drafts: list[Draft]) -> list[Draft]:
    """Drafts without those that only stand beside another: "..., down from 41 in 2015 and 54 in 2014"."""
    kept: list[Draft] = []
    beside = False
    for draft in drafts:
        rules = set(draft.source.rules) if draft.source is not None else set()
        beside = bool({"G16", "G20", "G31"} & rules) or (beside and "G02" in rules)
        kept += [] if beside else [draft]
    return kept
