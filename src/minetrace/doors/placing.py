"""Places of a row: names, administrative units and codes of its columns become places of the gazetteer, or stay words.

A name is taken only where it is one place; a unit's name ("municipality") only where that place is a unit. Otherwise
the row lies in its country, where that is known, and what was written stands beside it: coarser, never guessed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from minetrace.doors.targets import Target
from minetrace.doors.values.columns import Column
from minetrace.doors.values.numbers import whole
from minetrace.doors.words import data, null_words
from minetrace.places import Gazetteer
from minetrace.places.fold import fold
from minetrace.terms.problem import Problem

_UNITS = frozenset({"country", "region", "province", "district", "city"})
_SURE = 0.99


class Placer:
    """Turns the place columns of a row into the value of a `places` field."""

    def __init__(
        self, gazetteer: Gazetteer, columns: Sequence[Column], targets: Mapping[str, Target], country: str | None
    ) -> None:
        self._gazetteer = gazetteer
        self._known: dict[tuple[str, str], str | None] = {}
        self.parts: dict[str, list[int]] = {}
        for column in columns:
            target = targets.get(column.name)
            if target is not None:
                self.parts.setdefault(target.part, []).append(column.position)
        self._positions = sorted({position for positions in self.parts.values() for position in positions})
        self.scheme = _scheme(columns, self.parts)
        self.country = country.lower() if country else (self.scheme or {}).get("country")
        if self.country and self.country not in gazetteer:
            raise Problem("MT-206", country=self.country)

    def cells_of(self, cells: Sequence[str]) -> tuple[str, ...]:
        """The cells of a row that its places are read from."""
        return tuple([cells[position] for position in self._positions])

    def places(self, cells: Sequence[str]) -> tuple[list[dict[str, Any]], tuple[int, Problem] | None]:
        """The mentions of a row, and what could not be placed with the position of its column."""
        for position in self.parts.get("value", ()):
            stated = _stated(cells[position])
            if stated is not None:
                return stated, None
        written = self._written(cells)
        if not written:
            return [], None
        for part in ("place", "value", "unit"):
            for position in reversed(self.parts.get(part, [])):
                found = self._one(cells[position], part)
                if found is not None:
                    return [{"place": found, "relation": "in", "as_written": written}], None
        if self.country:
            return [{"place": self.country, "relation": "in", "as_written": written}], None
        first = next((p for part in ("place", "value", "unit", "detail", "code") for p in self.parts.get(part, [])), 0)
        return [], (first, Problem("MT-726", value=written, reason="no or several places bear the name"))

    def country_code(self, text: str) -> str | None:
        """The ISO 3166-1 code of a country written as code or name."""
        if len(text) == 2 and text.lower() in self._gazetteer:
            return text.upper()
        found = [place for place in self._gazetteer.find(text).places if place.kind == "country"]
        return found[0].id.upper() if len(found) == 1 else None

    def _one(self, name: str, part: str) -> str | None:
        if (name, part) not in self._known:
            self._known[name, part] = self._look_up(name, part) if name else None
        return self._known[name, part]

    def _look_up(self, name: str, part: str) -> str | None:
        if name in self._gazetteer:
            return name
        found = [place for place in self._gazetteer.find(name).places if self._fits(place.id, place.kind, part)]
        return found[0].id if len(found) == 1 else None

    def _fits(self, place: str, kind: str, part: str) -> bool:
        if part == "unit" and kind not in _UNITS:
            return False
        return self.country is None or self.country in self._gazetteer.country(place)

    def _written(self, cells: Sequence[str]) -> str:
        words = [
            cells[position]
            for part in ("detail", "place", "value", "unit")
            for position in reversed(self.parts.get(part, []))
        ]
        written = ", ".join(word for word in words if word and fold(word) not in null_words())
        code = self._code(cells) if self.parts.get("code") else ""
        return f"{written} ({code})" if written and code else written or code

    def _code(self, cells: Sequence[str]) -> str:
        text = cells[self.parts["code"][0]]
        number = whole(text)
        return f"{number:0{self.scheme['digits']}d}" if self.scheme and number is not None else text


def _scheme(columns: Sequence[Column], parts: Mapping[str, Sequence[int]]) -> Mapping[str, Any] | None:
    """The scheme of codes that the two code columns follow: the code's first digits are the parent's code."""
    if not parts.get("code") or not parts.get("parent_code"):
        return None
    codes, parents = columns[parts["code"][0]], columns[parts["parent_code"][0]]
    known = {number for text in parents.values if (number := whole(text)) is not None}
    for scheme in data("codes.json").values():
        cut = 10 ** (scheme["digits"] - scheme["parent_digits"])
        numbers = [number for text in codes.values if (number := whole(text)) is not None]
        fitting = [n for n in numbers if n // cut in known and len(str(n)) <= scheme["digits"]]
        if numbers and len(fitting) >= _SURE * len(codes.values):
            found: Mapping[str, Any] = scheme
            return found
    return None


def _stated(text: str) -> list[dict[str, Any]] | None:
    """A cell that holds places as exports write them."""
    if not text.startswith("["):
        return None
    try:
        mentions = json.loads(text)
    except ValueError:
        return None
    return mentions if isinstance(mentions, list) and plain_json(mentions) else None


def plain_json(value: Any) -> bool:
    """Whether JSON of a cell holds only what the ledger can seal: objects and lists of text and whole numbers."""
    if isinstance(value, list):
        return all(plain_json(item) for item in value)
    if isinstance(value, dict):
        return all(name.isascii() and plain_json(item) for name, item in value.items()) and (
            "place" not in value or isinstance(value["place"], str)
        )
    if isinstance(value, str):
        return "\0" not in value and value.encode("utf-8", "replace").decode() == value
    return value is None or isinstance(value, int)
