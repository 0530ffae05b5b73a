"""The gazetteer: places by id and by name, and what lay within what on a day.

`within` has three answers. **yes**: a chain of stated parents, each holding on the day, leads to the ancestor.
**possible**: the chain has a probable link; or no day was asked and a link is dated; or the place is not assigned to
any unit of the ancestor's rank, while what is known of it (its country, its province) leaves the ancestor open.
**no**: neither. A village of which only the country is known is thus possibly in every district of that country.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Literal

from minetrace.places.index import Found, NameIndex
from minetrace.places.place import Certainty, Parent, Place, holds
from minetrace.terms.problem import Problem

Within = Literal["yes", "possible", "no"]
_MOST_KNOWN = 50_000
"""How many places and days the units above are kept of: a figure asks for them again for every set of places."""


class Gazetteer:
    """A closed set of places. Built once and not changed; `with_places` gives a new one.

    Raises Problem MT-204 for a parent that is no place of the set, MT-205 for a place that is its own ancestor.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = {place.id: place for place in places}
        self._children: dict[str, list[str]] = {}
        for place in self._places.values():
            for parent in place.parents:
                if parent.place not in self._places:
                    raise Problem("MT-204", place=place.id, parent=parent.place)
                self._children.setdefault(parent.place, []).append(place.id)
        self._refuse_cycles()
        self._above = lru_cache(_MOST_KNOWN)(self._units_above)

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self._places.values())

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, place_id: str) -> bool:
        return place_id in self._places

    def places(self) -> tuple[Place, ...]:
        """Every place, in the order of ids."""
        return tuple(self._places[place_id] for place_id in sorted(self._places))

    def with_places(self, places: Iterable[Place]) -> Gazetteer:
        """A gazetteer with these places too; a place with an id already here takes its place."""
        return Gazetteer({**self._places, **{place.id: place for place in places}}.values())

    def get(self, place_id: str) -> Place:
        """The place of an id. Raises Problem MT-203 when there is none."""
        if place_id not in self._places:
            raise Problem("MT-203", place=place_id)
        return self._places[place_id]

    def names(self) -> tuple[tuple[str, str], ...]:
        """Every spelling with the id of its place, sorted: (text, id)."""
        return tuple(sorted({(name.text, place.id) for place in self._places.values() for name in place.names}))

    def find(self, name: str, *, on: date | None = None) -> Found:
        """The places that bear a name: one, candidates, or none with near spellings.

        Case, accents, apostrophes, hyphens and spaces do not matter. A generic word narrows the kind ("Lachin
        district"); without one, every kind is a candidate. `on` leaves out units that did not exist and names not
        borne on that day.
        """
        return self._index.find(name, on)

    def one(self, name_or_id: str, *, on: date | None = None) -> Place:
        """The place of an id, or the only place of a name. Raises Problem MT-201 (several) or MT-202 (none)."""
        known = self._places.get(name_or_id)
        return known if known is not None else self.find(name_or_id, on=on).one()

    def ancestors(self, place_id: str, *, on: date | None = None) -> Mapping[str, Certainty]:
        """The units a place lay within on the day, finest first, each "stated" or "probable".

        A chain is as certain as its weakest link; two chains to one unit, as the stronger. Without a day a link that
        does not hold at all times is probable.
        """
        return self._above(place_id, on)

    def _units_above(self, place_id: str, on: date | None) -> Mapping[str, Certainty]:
        found: dict[str, Certainty] = {}
        queue: list[tuple[str, Certainty]] = [(place_id, "stated")]
        while queue:
            current, so_far = queue.pop(0)
            for parent in self.get(current).parents:
                certainty = self._certainty(parent, on)
                if certainty is None:
                    continue
                joint: Certainty = "stated" if so_far == certainty == "stated" else "probable"
                if found.get(parent.place) not in ("stated", joint):
                    found[parent.place] = joint
                    queue.append((parent.place, joint))
        return MappingProxyType(dict(sorted(found.items(), key=lambda item: (-self._places[item[0]].rank, item[0]))))

    def descendants(self, place_id: str, *, on: date | None = None) -> dict[str, Certainty]:
        """The places that lay within a unit on the day, in the order of ids, each "stated" or "probable"."""
        below: set[str] = set()
        queue = [self.get(place_id).id]
        while queue:
            for child in self._children.get(queue.pop(), []):
                if child not in below:
                    below.add(child)
                    queue.append(child)
        chains = {child: self.ancestors(child, on=on).get(place_id) for child in sorted(below)}
        return {
            child: certainty for child, certainty in chains.items() if certainty and self._places[child].existed(on)
        }

    def within(self, place_id: str, ancestor: str, *, on: date | None = None) -> Within:
        """Whether a place lay within a unit on the day: "yes", "possible" or "no" (rules in the module docstring)."""
        place, unit = self.get(place_id), self.get(ancestor)
        if place.id == unit.id:
            return "yes"
        above = self.ancestors(place_id, on=on)
        if ancestor in above:
            return "yes" if above[ancestor] == "stated" else "possible"
        return "possible" if self._open(place, unit, above, on) else "no"

    def country(self, place_id: str) -> frozenset[str]:
        """The countries a place lies or may lie in; a country is in itself."""
        above = [place_id, *self.ancestors(place_id)]
        return frozenset(unit for unit in above if self._places[unit].kind == "country")

    def _open(self, place: Place, unit: Place, above: Mapping[str, Certainty], on: date | None) -> bool:
        if unit.kind in ("area", "country") or unit.rank >= place.rank or not unit.existed(on):
            return False
        ranks = {self._places[known].rank for known in above if self._places[known].kind != "area"}
        if unit.rank in ranks or not ranks:
            return False
        nearest = max((rank for rank in ranks if rank < unit.rank), default=None)
        if nearest is None:
            return False
        holders = [
            known for known in above if self._places[known].rank == nearest and self._places[known].kind != "area"
        ]
        return any(self.within(unit.id, holder, on=on) != "no" for holder in holders)

    def _certainty(self, parent: Parent, on: date | None) -> Certainty | None:
        unit = self._places[parent.place]
        if on is None:
            always = parent.valid_from is None and parent.valid_to is None
            return parent.certainty if always else "probable"
        return parent.certainty if holds(parent.valid_from, parent.valid_to, on) and unit.existed(on) else None

    def _refuse_cycles(self) -> None:
        done: set[str] = set()
        for start in self._places:
            path: list[tuple[str, bool]] = [(start, False)]
            open_: set[str] = set()
            while path:
                current, leaving = path.pop()
                if leaving:
                    open_.discard(current)
                    done.add(current)
                elif current in open_:
                    raise Problem("MT-205", place=current)
                elif current not in done:
                    open_.add(current)
                    path.append((current, True))
                    path.extend((parent.place, False) for parent in self._places[current].parents)
