"""A row of text becomes the fields of a record, with what is doubtful about it, or is refused with the reason.

Nothing is guessed: a value that cannot be read leaves its field unknown and the row doubtful; a value that the register
cannot hold (a shape that crosses itself, an end before its begin) refuses the row.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from shapely.geometry.base import BaseGeometry

from minetrace.doors.files import Row
from minetrace.doors.matching import Match, parts_of
from minetrace.doors.nearness import Nearness
from minetrace.doors.placing import Placer, plain_json
from minetrace.doors.targets import Part, vocabulary_of
from minetrace.doors.values import coordinates, dates, numbers
from minetrace.doors.values.columns import Column
from minetrace.places import Gazetteer
from minetrace.places.fold import fold
from minetrace.register.kinds.declaration import Field, Kind
from minetrace.register.kinds.validation import judged_field, pairs_of, unfit_pair
from minetrace.register.shapes import invalid_reason
from minetrace.terms.cells import unguarded
from minetrace.terms.problem import Problem

_fold = lru_cache(100_000)(fold)
_Unfit = dict[str, Problem]


@dataclass(frozen=True, slots=True)
class Note:
    """What is wrong with a cell: its column (None for the row), the numbered problem, whether it refuses the row."""

    column: str | None
    problem: Problem
    refuses: bool = False


@dataclass(slots=True)
class Converted:
    """What a row becomes: its columns as versions hold them (shapes as WKB), and the notes on it.

    `unfit` is why the kind cannot take a value that could be read. `shape` is the row's shape as it was read, whether
    the register can hold it or not; a point of two degrees as WKB.
    """

    columns: dict[str, Any]
    notes: list[Note] = field(default_factory=list)
    unfit: Problem | None = None
    shape: BaseGeometry | bytes | None = None

    @property
    def refused(self) -> bool:
        """Whether the row cannot be kept."""
        return self.unfit is not None or any(note.refuses for note in self.notes)


@dataclass(frozen=True, slots=True)
class _Found:
    """What one text gives: columns, by field why the kind cannot take a value, or why the text cannot be read."""

    columns: dict[str, Any]
    unfit: dict[str, Problem]
    doubt: Problem | None = None


_CALENDAR: tuple[Part, ...] = ("year", "month", "day")
_LON_LAT: tuple[Part, ...] = ("lon", "lat")
_MOST_KNOWN = 20_000
# Little-endian WKB of a point (OGC 06-103r4, 8.2): byte order, type 1, x, y.
_POINT = struct.Struct("<BIdd")


class Converter:
    """Reads the rows of one table into the fields of one kind, by the matches of its columns.

    A table says the same things again and again: what a text means is worked out once for each column.
    """

    def __init__(
        self,
        kind: Kind,
        columns: Sequence[Column],
        matches: Mapping[str, Match],
        placer: Placer,
        *,
        gazetteer: Gazetteer,
        written: Iterable[str],
        constants: Mapping[str, Any],
        record_id: Callable[[str, str], str | None],
        spatial: bool,
        shapeless_is_fine: bool,
    ) -> None:
        self._kind, self._columns, self._placer, self._gazetteer = kind, columns, placer, gazetteer
        self._record_id, self._matches, self._shapeless_is_fine = record_id, matches, shapeless_is_fine
        self._shape_field = kind.geometry if spatial else None
        self._nearness = Nearness(gazetteer, placer.country)
        self._parts: dict[str, dict[Part, Column]] = {}
        for column in columns:
            target = matches[column.name].target
            if target is not None:
                self._parts.setdefault(target.field, {})[target.part] = column
        self._steps = [step for name, parts in self._parts.items() for step in self._steps_of(name, parts)]
        held = self._judged(constants)
        self._blank = {**dict.fromkeys(written), **held.columns}
        self._blank_unfit = held.unfit
        self._pairs = pairs_of(self._blank)

    def _steps_of(self, name: str, parts: Mapping[Part, Column]) -> list[Callable[[Row, Converted, _Unfit], None]]:
        declared = self._kind.field(name)
        if declared.type == "places":
            return [partial(self._place, name, {})]
        if declared.type == "geometry":
            return [partial(self._shape_of_cells, declared, parts)]
        if "year" in parts or "month" in parts:
            return [partial(self._period_of_parts, name, parts, {})]
        return [partial(self._cell, declared, part, column, {}) for part, column in parts.items()]

    def convert(self, row: Row) -> Converted:
        """One row."""
        out = Converted(dict(self._blank), shape=row.shape)
        if len(row.cells) > len(self._columns):
            problem = Problem("MT-731", cells=len(row.cells), columns=len(self._columns))
            out.notes.append(Note(None, problem, refuses=True))
            return out
        unfit: _Unfit = dict(self._blank_unfit) if self._blank_unfit else {}
        for step in self._steps:
            step(row, out, unfit)
        if self._shape_field:
            self._shape(out, unfit, self._shape_field, None, silent=self._shapeless_is_fine)
        if unfit:
            out.unfit = next(iter(unfit.values()))
        elif self._pairs:
            out.unfit = unfit_pair(out.columns, self._pairs)
        return out

    def _judged(self, fields: Mapping[str, Any]) -> _Found:
        """Fields as columns hold them, by field why the kind cannot take it."""
        columns, unfit = {}, {}
        for name, value in fields.items():
            try:
                columns[name] = judged_field(self._kind, name, value, self._gazetteer)
            except Problem as problem:
                unfit[name] = problem
        return _Found(columns, unfit)

    @staticmethod
    def _take(found: _Found, out: Converted, unfit: _Unfit) -> None:
        out.columns.update(found.columns)
        if unfit or found.unfit:
            for name in found.columns:
                unfit.pop(name, None)
            unfit.update(found.unfit)

    def _cell(
        self,
        declared: Field,
        part: Part,
        column: Column,
        known: dict[str, _Found],
        row: Row,
        out: Converted,
        unfit: _Unfit,
    ) -> None:
        text = row.cells[column.position]
        if not text:
            return
        found = known.get(text)
        if found is None:
            found = self._found(declared, part, column, unguarded(text))
            if len(known) < _MOST_KNOWN:
                known[text] = found
        if found.doubt is not None:
            out.notes.append(Note(column.name, found.doubt))
        else:
            self._take(found, out, unfit)

    def _found(self, declared: Field, part: Part, column: Column, text: str) -> _Found:
        try:
            return self._judged(self._read(declared, part, column, text) if text else {})
        except Problem as problem:
            return _Found({}, {}, problem)

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

    def _place(
        self,
        name: str,
        known: dict[tuple[str, ...], tuple[_Found, tuple[int, Problem] | None]],
        row: Row,
        out: Converted,
        unfit: _Unfit,
    ) -> None:
        written = self._placer.cells_of(row.cells)
        held = known.get(written)
        if held is None:
            mentions, wrong = self._placer.places(row.cells)
            held = self._judged({name: mentions} if mentions else {}), wrong
            if len(known) < _MOST_KNOWN:
                known[written] = held
        found, wrong = held
        self._take(found, out, unfit)
        if wrong is not None:
            out.notes.append(Note(self._columns[wrong[0]].name, wrong[1]))

    def _period_of_parts(
        self,
        name: str,
        parts: Mapping[Part, Column],
        known: dict[tuple[str, ...], tuple[_Found, str | None]],
        row: Row,
        out: Converted,
        unfit: _Unfit,
    ) -> None:
        texts = tuple(row.cells[parts[part].position] if part in parts else "" for part in _CALENDAR)
        held = known.get(texts)
        if held is None:
            held = self._period(name, parts, texts)
            if len(known) < _MOST_KNOWN:
                known[texts] = held
        found, column = held
        if found.doubt is not None:
            out.notes.append(Note(column, found.doubt))
        else:
            self._take(found, out, unfit)

    def _period(self, name: str, parts: Mapping[Part, Column], texts: Sequence[str]) -> tuple[_Found, str | None]:
        found: dict[str, int] = {}
        for part, text in zip(_CALENDAR, texts, strict=True):
            if not text:
                continue
            number = numbers.whole(text)
            if number is None and part == "month":
                days = dates.days(f"{text} 2000", parts[part].orders)
                number = int(days[0][5:7]) if days else None
            if number is None:
                return _Found({}, {}, Problem("MT-724", value=text, wanted=f"a {part}")), parts[part].name
            found[part] = number
        if "year" not in found:
            return _Found({}, {}), None
        written = "-".join(f"{found[part]:02d}" for part in _CALENDAR if part in found)
        days = dates.days(written, dates.Orders()) if "month" in found or "day" not in found else None
        if days is None:
            column = parts["year"].name if "year" in parts else None
            return _Found({}, {}, Problem("MT-723", value=written)), column
        return self._judged({name: days[0], name.removesuffix("_from") + "_to": days[1]}), None

    def _shape_of_cells(
        self, declared: Field, parts: Mapping[Part, Column], row: Row, out: Converted, unfit: _Unfit
    ) -> None:
        if "shape" in parts:
            text = row.cells[parts["shape"].position]
            out.shape = coordinates.shape(text) if text else None
            if text and out.shape is None:
                out.notes.append(Note(parts["shape"].name, Problem("MT-725", value=text[:80])))
            self._shape(out, unfit, declared.name, parts["shape"].name, silent=True)
        elif "lat" in parts and "lon" in parts:
            texts = [row.cells[parts[part].position] for part in _LON_LAT]
            if not any(texts):
                return
            lon, lat = (coordinates.degree(text) for text in texts)
            point = coordinates.on_globe(lon[0], lat[0]) if lon and lat else None
            if point is None:
                out.notes.append(Note(parts["lat"].name, Problem("MT-725", value=", ".join(texts))))
            else:
                # On the globe, so there is nothing left to judge; most shapes of most tables come this way.
                out.shape = out.columns[declared.name] = _POINT.pack(1, 1, *point)
                unfit.pop(declared.name, None)
                self._look_whether_far(point, out, parts["lat"].name)

    def _shape(self, out: Converted, unfit: _Unfit, name: str, column: str | None, silent: bool = False) -> None:
        shape: Any = out.shape
        if shape is None:
            if not silent:
                out.notes.append(Note(column, Problem("MT-727")))
        elif shape.is_empty:
            out.notes.append(Note(column, Problem("MT-728")))
        elif reason := invalid_reason(shape):
            out.notes.append(Note(column, Problem("MT-729", reason=reason), refuses=True))
        elif example := _beyond_degrees(shape):
            out.notes.append(Note(column, Problem("MT-748", example=example), refuses=True))
        else:
            self._take(self._judged({name: shape}), out, unfit)
            middle = shape.representative_point()
            self._look_whether_far((middle.x, middle.y), out, column)

    def _look_whether_far(self, point: coordinates.Point, out: Converted, column: str | None) -> None:
        """A position far from the country that the file is about stays as it is written, and is doubtful."""
        km = self._nearness.far_km(*point)
        if km is not None:
            position = f"{point[1]:.4f}, {point[0]:.4f} (latitude, longitude)"
            country = self._gazetteer.get(self._placer.country or "").names[0].text
            out.notes.append(Note(column, Problem("MT-746", position=position, km=km, country=country)))


def _beyond_degrees(shape: BaseGeometry) -> str | None:
    """A corner of a shape that can be no longitude and latitude, as an example, or None."""
    west, south, east, north = shape.bounds
    if coordinates.on_globe(west, south) and coordinates.on_globe(east, north):
        return None
    return f"{west:.0f}, {south:.0f}"


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
