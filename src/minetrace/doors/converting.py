"""A row of text becomes the fields of a record, with what is doubtful about it, or is refused with the reason.

Nothing is guessed: a value that cannot be read leaves its field unknown and the row doubtful; a value that the register
cannot hold (a shape that crosses itself, an end before its begin) refuses the row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from shapely import Point
from shapely.geometry.base import BaseGeometry

from minetrace.doors.files import Row
from minetrace.doors.matching import Match, parts_of
from minetrace.doors.placing import Placer, plain_json
from minetrace.doors.targets import Part, vocabulary_of
from minetrace.doors.values import coordinates, dates, numbers
from minetrace.doors.values.columns import Column
from minetrace.places.fold import fold
from minetrace.register.kinds.declaration import Field, Kind
from minetrace.register.shapes import invalid_reason
from minetrace.terms.cells import unguarded
from minetrace.terms.problem import Problem

_fold = lru_cache(100_000)(fold)


@dataclass(frozen=True, slots=True)
class Note:
    """What is wrong with a cell: its column (None for the row), the numbered problem, whether it refuses the row."""

    column: str | None
    problem: Problem
    refuses: bool = False


@dataclass(slots=True)
class Converted:
    """The fields of a row, and the notes on it."""

    fields: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether the row cannot be kept."""
        return any(note.refuses for note in self.notes)


_CALENDAR: tuple[Part, ...] = ("year", "month", "day")
_LON_LAT: tuple[Part, ...] = ("lon", "lat")


class Converter:
    """Reads the rows of one table into the fields of one kind, by the matches of its columns."""

    def __init__(
        self,
        kind: Kind,
        columns: Sequence[Column],
        matches: Mapping[str, Match],
        placer: Placer,
        *,
        constants: Mapping[str, Any],
        record_id: Callable[[str, str], str | None],
        spatial: bool,
        shapeless_is_fine: bool,
    ) -> None:
        self._kind, self._columns, self._placer, self._spatial = kind, columns, placer, spatial
        self._constants, self._record_id = constants, record_id
        self._matches, self._shapeless_is_fine = matches, shapeless_is_fine
        self._parts: dict[str, dict[Part, Column]] = {}
        self._cache: dict[tuple[int, str], Any] = {}
        for column in columns:
            target = matches[column.name].target
            if target is not None:
                self._parts.setdefault(target.field, {})[target.part] = column

    def convert(self, row: Row) -> Converted:
        """One row."""
        out = Converted(dict(self._constants))
        if len(row.cells) > len(self._columns):
            problem = Problem("MT-731", cells=len(row.cells), columns=len(self._columns))
            out.notes.append(Note(None, problem, refuses=True))
            return out
        for name, parts in self._parts.items():
            declared = self._kind.field(name)
            if declared.type == "places":
                self._place(row, out, name)
            elif declared.type == "geometry":
                self._shape_of_cells(row, out, declared, parts)
            elif "year" in parts or "month" in parts:
                self._period_of_parts(row, out, name, parts)
            else:
                for part, column in parts.items():
                    self._cell(row, out, declared, part, column)
        if self._spatial and self._kind.geometry:
            _shape(out, self._kind.geometry, row.shape, None, silent=self._shapeless_is_fine)
        return out

    def _cell(self, row: Row, out: Converted, declared: Field, part: Part, column: Column) -> None:
        text = unguarded(row.cells[column.position])
        if not text:
            return
        key = (column.position, text)
        if key not in self._cache:
            if len(self._cache) > 200_000:
                self._cache.clear()
            try:
                self._cache[key] = self._read(declared, part, column, text)
            except Problem as problem:
                self._cache[key] = problem
        found = self._cache[key]
        if isinstance(found, Problem):
            out.notes.append(Note(column.name, found))
            return
        out.fields.update(found)

    def _read(self, declared: Field, part: Part, column: Column, text: str) -> dict[str, Any]:
        """The fields that one cell gives."""
        if part == "period":
            first, last = _days(text, column)
            return self._pair(declared.name, "_from", "_to", first, last)
        if part == "range":
            number = _whole(text, "a whole number of zero or more")
            return self._pair(declared.name, "_low", "_high", number, number)
        if vocabulary_of(declared):
            return {declared.name: self._terms(declared, column, text)}
        if declared.type == "day":
            days = _days(text, column)
            if days[0] != days[1] and not declared.name.endswith(("_from", "_to")):
                raise Problem("MT-724", value=text, wanted="one day")
            return {declared.name: days[declared.name.endswith("_to")]}
        return {declared.name: self._plain(declared, text)}

    def _pair(self, name: str, low: str, high: str, first: Any, last: Any) -> dict[str, Any]:
        """Both ends of a period or range, unless a column of its own holds the other one."""
        other = name.removesuffix(low) + high
        return {name: first} if other in self._parts else {name: first, other: last}

    def _plain(self, declared: Field, text: str) -> Any:
        if declared.type in ("count", "year"):
            return _whole(text, "a year" if declared.type == "year" else "a whole number of zero or more")
        if declared.type == "country":
            return self._country(text)
        if declared.type == "record":
            found = self._record_id(declared.kind or "", text)
            if found is None:
                raise Problem("MT-733", value=text, kind=declared.kind)
            return found
        if declared.type in ("participants", "texts"):
            return _entries(declared, text)
        return text

    def _terms(self, declared: Field, column: Column, text: str) -> Any:
        words = self._matches[column.name].words
        codes = []
        for word in parts_of(text) if declared.type == "terms" else [text]:
            code = words.get(_fold(word))
            if code is None:
                raise Problem("MT-721", value=word, vocabulary=vocabulary_of(declared))
            codes.append(code)
        return list(dict.fromkeys(codes)) if declared.type == "terms" else codes[0]

    def _country(self, text: str) -> str:
        found = self._placer.country_code(text)
        if found is None:
            raise Problem("MT-724", value=text, wanted="a country")
        return found

    def _place(self, row: Row, out: Converted, name: str) -> None:
        mentions, wrong = self._placer.places(row.cells)
        if mentions:
            out.fields[name] = mentions
        if wrong is not None:
            out.notes.append(Note(self._columns[wrong[0]].name, wrong[1]))

    def _period_of_parts(self, row: Row, out: Converted, name: str, parts: Mapping[Part, Column]) -> None:
        found: dict[str, int] = {}
        for part in _CALENDAR:
            column = parts.get(part)
            text = row.cells[column.position] if column else ""
            if column is None or not text:
                continue
            number = numbers.whole(text)
            if number is None and part == "month":
                days = dates.days(f"{text} 2000", column.orders)
                number = int(days[0][5:7]) if days else None
            if number is None:
                out.notes.append(Note(column.name, Problem("MT-724", value=text, wanted=f"a {part}")))
                return
            found[part] = number
        if "year" not in found:
            return
        written = "-".join(f"{found[part]:02d}" for part in _CALENDAR if part in found)
        days = dates.days(written, dates.Orders()) if "month" in found or "day" not in found else None
        if days is None:
            out.notes.append(Note(parts["year"].name if "year" in parts else None, Problem("MT-723", value=written)))
            return
        out.fields[name], out.fields[name.removesuffix("_from") + "_to"] = days

    def _shape_of_cells(self, row: Row, out: Converted, declared: Field, parts: Mapping[Part, Column]) -> None:
        if "shape" in parts:
            text = row.cells[parts["shape"].position]
            shape = coordinates.shape(text) if text else None
            if text and shape is None:
                out.notes.append(Note(parts["shape"].name, Problem("MT-725", value=text[:80])))
            _shape(out, declared.name, shape, parts["shape"].name, silent=True)
        elif "lat" in parts and "lon" in parts:
            texts = [row.cells[parts[part].position] for part in _LON_LAT]
            if not any(texts):
                return
            lon, lat = (coordinates.degree(text) for text in texts)
            point = coordinates.on_globe(lon[0], lat[0]) if lon and lat else None
            if point is None:
                out.notes.append(Note(parts["lat"].name, Problem("MT-725", value=", ".join(texts))))
            else:
                out.fields[declared.name] = Point(*point)


def _shape(out: Converted, name: str, shape: BaseGeometry | None, column: str | None, silent: bool = False) -> None:
    if shape is None:
        if not silent:
            out.notes.append(Note(column, Problem("MT-727")))
    elif shape.is_empty:
        out.notes.append(Note(column, Problem("MT-728")))
    elif reason := invalid_reason(shape):
        out.notes.append(Note(column, Problem("MT-729", reason=reason), refuses=True))
    else:
        out.fields[name] = shape


def _days(text: str, column: Column) -> dates.Days:
    found = dates.days(text, column.orders)
    if found is None:
        code = "MT-722" if dates.ambiguous(text, column.orders) else "MT-723"
        raise Problem(code, value=text)
    return found


def _whole(text: str, wanted: str) -> int:
    number = numbers.whole(text)
    if number is None or number < 0:
        raise Problem("MT-724", value=text, wanted=wanted)
    return number


def _entries(declared: Field, text: str) -> list[Any]:
    if text.startswith("["):
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if isinstance(found, list) and plain_json(found):
            return found
    key = "name" if declared.type == "participants" else "text"
    return [{key: part} for part in (parts_of(text) if key == "name" else [text])]
