"""What one sentence holds for the grammar, and what the sentences before hand on to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.clauses import Unit
from minetrace.reading.grammar.drafts import Draft, Place
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.names import Run
from minetrace.reading.ordnance import Layer, Make
from minetrace.reading.pack import Pack
from minetrace.reading.people import Persons

LAND = frozenset(("suspected", "contaminated", "released", "cleared", "surveyed"))
"""What is said of land."""


@dataclass(slots=True, eq=False)
class Scene:
    """What one sentence holds for the grammar besides its chunks.

    `amid_clearance`: whether it or one right before tells of clearance.
    """

    sentence: Sentence
    runs: list[Run]
    places: list[Run]
    makes: list[Make]
    layers: list[Layer]
    persons: list[Persons]
    periods: list[Chunk]
    groups: list[Group] = field(default_factory=list)
    predicates: list[Predicate] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    restated: list[Group] = field(default_factory=list)
    names_speaker: bool = False
    office: list[Run] = field(default_factory=list)
    local: list[Run] = field(default_factory=list)
    remits: list[Run] = field(default_factory=list)
    amid_clearance: bool = False


@dataclass(slots=True)
class Before:
    """What the sentences before hand on: the last noun of a group, the last outcome, whether hazards were named.

    `kinds` holds the class of a noun that is told without it later ("explosive devices ... 12 devices"); `people` are
    the persons told of last, harmed or not; `harmed` what was told of harm, as (value, outcome); `counted` what the
    last sentence with figures counted, `row` the last that counted several like things; `asked` what the question
    before asks of land, `asked_in` where; `land` what was last said of land, `land_in` where, `land_heads` whether
    in the heading of a list; `thing` the class of things named last; `figure` the whole of this sentence or of the
    two before, `figure_in` which one; `cleared_in` the last sentence that told of clearance; `force` whether police
    or soldiers were named last.
    """

    category: str | None = None
    outcome: str | None = None
    group: str | None = None
    actions: frozenset[str] = frozenset()
    plural_thing: Group | None = None
    whole: Group | None = None
    hazard: bool = False
    values: set[int | float] = field(default_factory=set)
    people: Group | None = None
    kinds: dict[str, str] = field(default_factory=dict)
    harmed: set[tuple[int | float | None, str | None]] = field(default_factory=set)
    counted: list[Group] = field(default_factory=list)
    row: list[Group] = field(default_factory=list)
    asked: frozenset[str] = frozenset()
    asked_in: int = 0
    land: frozenset[str] = frozenset()
    land_in: int = 0
    land_heads: bool = False
    thing: str | None = None
    figure: Group | None = None
    figure_in: int = 0
    cleared_in: int = -2
    force: str | None = None


class SceneReader:
    """A rule of the grammar at work on one sentence."""

    def __init__(self, scene: Scene, pack: Pack, before: Before) -> None:
        self.scene, self.pack, self.before = scene, pack, before
        self.sentence = scene.sentence
        self.chunks = scene.sentence.chunks


def places_of(runs: list[Run]) -> list[Place]:
    """Places of a clause: a country gives way to anything finer."""
    fine = [run for run in runs if run.kind == "place"]
    return [Place.of(run) for run in (fine or runs)]


def by_type(places: list[Place], pack: Pack) -> dict[str, Place]:
    """The places that are told with a larger type of place, by its word: "region" -> the Orn region."""
    types = pack.words["larger_types"] if pack.articles else frozenset()
    return {word: place for place in places for word in types.intersection(place.name.lower().split())}
