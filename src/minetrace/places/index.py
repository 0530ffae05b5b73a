"""Finding a place by its name: exactly one, candidates, or none; never a silent choice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rapidfuzz import fuzz, process

from minetrace.places.fold import fold, key
from minetrace.places.place import Place, holds
from minetrace.places.words import narrowings, without_fillers
from minetrace.terms.problem import Problem

SUGGEST_FROM = 75.0
"""Spelling likeness in per cent (rapidfuzz ratio of the keys) from which a place is suggested."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place whose name is near to what was asked, with the name and its likeness in whole per cent."""

    place: Place
    name: str
    likeness: int


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a name: the places that bear it and, when none does, near spellings (offered, never chosen)."""

    query: str
    places: tuple[Place, ...]
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def outcome(self) -> Literal["one", "candidates", "none"]:
        """Whether exactly one place bears the name, several do, or none."""
        if not self.places:
            return "none"
        return "one" if len(self.places) == 1 else "candidates"

    @property
    def place(self) -> Place | None:
        """The one place, or None when there are candidates or nothing."""
        return self.places[0] if len(self.places) == 1 else None

    def one(self) -> Place:
        """The one place.

        Raises Problem MT-201 with the candidates when several bear the name, MT-202 with near spellings when none does.
        """
        if self.place is not None:
            return self.place
        if self.places:
            listed = "; ".join(f"{place.id} = {place.label}" for place in self.places)
            raise Problem("MT-201", name=self.query, candidates=listed)
        near = "; ".join(f"{item.name} = {item.place.id}" for item in self.suggestions)
        raise Problem("MT-202", name=self.query, suggestions=near or "nothing near")


class NameIndex:
    """Every name of a set of places under its folded key."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._entries: dict[str, dict[str, Place]] = {}
        for place in places:
            for name in place.names:
                self._entries.setdefault(key(name.text), {})[place.id] = place

    def find(self, name: str, on: date | None) -> Found:
        """The places that bear the name, narrowed by generic words in it and by the day; see `Gazetteer.find`."""
        folded = without_fillers(fold(name))
        hits = self._bearing(folded, None, on)
        for rest, kinds in narrowings(folded):
            hits |= self._bearing(rest, kinds, on)
        places = tuple(hits[place_id] for place_id in sorted(hits))
        return Found(name, places, () if places else self._suggest(folded))

    def _bearing(self, folded: str, kinds: frozenset[str] | None, on: date | None) -> dict[str, Place]:
        wanted = folded.replace(" ", "")
        return {
            place_id: place
            for place_id, place in self._entries.get(wanted, {}).items()
            if (kinds is None or place.kind in kinds) and place.existed(on) and _bears(place, wanted, on)
        }

    def _suggest(self, folded: str) -> tuple[Suggestion, ...]:
        queries = dict.fromkeys([folded, *(rest for rest, _ in narrowings(folded))])
        best: dict[str, Suggestion] = {}
        for query in queries:
            near = process.extract(
                query.replace(" ", ""), self._entries.keys(), scorer=fuzz.ratio, score_cutoff=SUGGEST_FROM, limit=5
            )
            for found_key, score, _ in near:
                for place in self._entries[found_key].values():
                    if place.id not in best or best[place.id].likeness < int(score):
                        spelling = next(name.text for name in place.names if key(name.text) == found_key)
                        best[place.id] = Suggestion(place, spelling, int(score))
        return tuple(sorted(best.values(), key=lambda item: (-item.likeness, item.place.id))[:8])


def _bears(place: Place, wanted: str, on: date | None) -> bool:
    if on is None:
        return True
    return any(holds(name.valid_from, name.valid_to, on) for name in place.names if key(name.text) == wanted)
