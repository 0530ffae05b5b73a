"""The question as a person builds it: what the address asks, what the form shows, candidates for a place's name."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from minetrace.desk.shown import isolated
from minetrace.figures.cql import parse_where
from minetrace.figures.measures import Measure, measures
from minetrace.figures.properties import Property
from minetrace.figures.question import Question
from minetrace.places import Gazetteer, Place

_TEXTS = ("where", "since", "until", "speaker", "said_by", "known_on")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, with the units above it, and the address of the page that asks for it."""

    place: Place
    within: str
    href: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks, as text, before it is judged."""

    measure: str
    basis: str
    texts: dict[str, str]
    places: tuple[str, ...]
    find: str

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        """What the query of an address says; empty values say nothing."""
        texts = {name: query.get(name, "").strip() for name in _TEXTS}
        places = tuple(dict.fromkeys(place for place in query.getlist("place") if place))
        basis = query.get("basis") or "own"
        return cls(query.get("measure", ""), basis, texts, places, query.get("find", "").strip())

    def question(self) -> Question:
        """The question. Raises what `Question` and `parse_where` raise."""
        where = parse_where(self.texts["where"]) if self.texts["where"] else None
        rest = {name: text or None for name, text in self.texts.items() if name != "where"}
        return Question(measure=self.measure, where=where, places=self.places, basis=self.basis, **rest)  # type: ignore[arg-type]

    def address(self, places: tuple[str, ...]) -> str:
        """The query of the same question over other places."""
        pairs = [("measure", self.measure), ("basis", self.basis)]
        pairs += [(name, text) for name, text in self.texts.items() if text]
        return "?" + urlencode(pairs + [("place", place) for place in places])


def candidates(asked: Asked, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Places that the name looked for may mean: those that bear it, else near spellings; none is chosen."""
    if not asked.find:
        return ()
    found = gazetteer.find(asked.find)
    places = found.places or tuple(suggestion.place for suggestion in found.suggestions)
    return tuple(
        Candidate(place, within(gazetteer, place), asked.address((*asked.places, place.id))) for place in places
    )


def within(gazetteer: Gazetteer, place: Place) -> str:
    """The units above a place, finest first, those that surely hold it."""
    above = gazetteer.ancestors(place.id)
    names = (gazetteer.get(unit).names[0].text for unit, sure in above.items() if sure == "stated")
    return ", ".join(isolated(name, ltr=False) for name in names)


def choices() -> list[tuple[str, list[Measure]]]:
    """The measures for the form's list, those over records before those over claims."""
    every = list(measures().values())
    return [("records", [m for m in every if m.claims is None]), ("claims", [m for m in every if m.claims is not None])]


def askable(measure: Measure) -> list[Property]:
    """What a filter on a measure may ask by, one entry a name."""
    return [options[0] for options in measure.properties.values()]
