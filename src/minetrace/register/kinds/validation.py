"""Values of declared fields, judged and brought into the form that versions hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from minetrace.ledger.canonical import canonical_text
from minetrace.places import Gazetteer, relations
from minetrace.register.kinds.declaration import JSON_TYPES, Field, Kind, empty
from minetrace.register.shape_bytes import wkb
from minetrace.terms.days import is_day
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import vocabulary

_MENTION_KEYS = frozenset({"place", "relation", "precision_m", "as_written"})
_PARTICIPANT_KEYS = frozenset({"name", "role", "capacity", "since"})
_TEXT_KEYS = frozenset({"text", "language", "version", "publisher", "url", "sha256"})


def judged(kind: Kind, fields: Mapping[str, Any], gazetteer: Gazetteer) -> dict[str, Any]:
    """Field values as columns hold them: lists as canonical JSON, empty ones null.

    Raises MT-413 for a field that the kind does not have, MT-414 for a value that it cannot take.
    """
    known = {f.name: f for f in kind.fields}
    for name in fields:
        if name not in known:
            raise Problem("MT-413", value=name, kind=kind.label.lower(), fields=", ".join(known))
    columns = {name: _column(known[name], value, gazetteer) for name, value in fields.items()}
    if problem := unfit_pair(columns, pairs_of(columns)):
        raise problem
    return columns


def judged_field(kind: Kind, name: str, value: Any, gazetteer: Gazetteer) -> Any:
    """One field's value as its column holds it, a shape as WKB. Raises MT-413, MT-414."""
    column = judged(kind, {name: value}, gazetteer)[name]
    return wkb(column) if name == kind.geometry and column is not None else column


def _column(field: Field, value: Any, gazetteer: Gazetteer) -> Any:
    if empty(value):
        return None
    reason = _JUDGES[field.type](field, value, gazetteer)
    if reason:
        raise Problem("MT-414", field=field.label, value=value, reason=reason)
    return canonical_text(value) if field.type in JSON_TYPES else value


def _term(field: Field, value: Any, gazetteer: Gazetteer) -> str | None:
    vocabulary(field.vocabulary or field.name).term(value)
    return None


def _terms(field: Field, value: Any, gazetteer: Gazetteer) -> str | None:
    for code in value:
        _term(field, code, gazetteer)
    return None


def _text(field: Field, value: Any, gazetteer: Gazetteer) -> str | None:
    return None if isinstance(value, str) else "it is not text"


def _country(field: Field, value: Any, gazetteer: Gazetteer) -> str | None:
    fits = isinstance(value, str) and re.fullmatch("[A-Z]{2}", value)
    return None if fits else "a country is its two-letter code, for example AM"


def _count(field: Field, value: Any, gazetteer: Gazetteer) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return "it is not a whole number"
    return None if value >= 0 else "a count is not negative"


def _year(field: Field, value: Any, gazetteer: Gazetteer) -> str | None:
    return None if isinstance(value, int) and 1850 <= value <= 2200 else "it is not a year"


def _day(field: Field, value: Any, gazetteer: Gazetteer) -> str | None:
    return None if is_day(value) else "a day is written YYYY-MM-DD"


def _places(field: Field, value: Any, gazetteer: Gazetteer) -> str | None:
    for mention in value:
        if not isinstance(mention, dict) or not {"place", "relation"} <= set(mention) <= _MENTION_KEYS:
            return "each place is {place, relation} with an id of the gazetteer"
        if mention["relation"] not in relations():
            return f"'{mention['relation']}' is not a relation; known: {', '.join(relations())}"
        gazetteer.get(mention["place"])
    return None


def _geometry(field: Field, value: Any, gazetteer: Gazetteer) -> str | None:
    import shapely

    if not isinstance(value, shapely.Geometry):
        return "it is not a geometry"
    min_x, min_y, max_x, max_y = value.bounds if not value.is_empty else (0, 0, 0, 0)
    if not (-180 <= min_x <= max_x <= 180 and -90 <= min_y <= max_y <= 90):
        return "coordinates are longitude and latitude in degrees (WGS 84)"
    return None if value.is_valid else "the shape crosses itself or is not closed"


def _keyed(keys: frozenset[str], needed: str) -> Callable[[Field, Any, Gazetteer], str | None]:
    def judge(field: Field, value: Any, gazetteer: Gazetteer) -> str | None:
        for item in value:
            if not isinstance(item, dict) or not {needed} <= set(item) <= keys:
                return f"each entry has {needed}, and may have {', '.join(sorted(keys - {needed}))}"
        return None

    return judge


_JUDGES: dict[str, Callable[[Field, Any, Gazetteer], str | None]] = {
    "term": _term,
    "terms": _terms,
    "text": _text,
    "record": _text,
    "country": _country,
    "count": _count,
    "year": _year,
    "day": _day,
    "places": _places,
    "geometry": _geometry,
    "participants": _keyed(_PARTICIPANT_KEYS, "name"),
    "texts": _keyed(_TEXT_KEYS, "text"),
}


def pairs_of(names: Iterable[str]) -> list[tuple[str, str]]:
    """Of some fields, the pairs of which the second is never before the first: low and high, from and to."""
    held = list(names)
    return [
        (name, name.removesuffix(low) + high)
        for low, high in (("_low", "_high"), ("_from", "_to"))
        for name in held
        if name.endswith(low) and name.removesuffix(low) + high in held
    ]


def unfit_pair(columns: Mapping[str, Any], pairs: Iterable[tuple[str, str]]) -> Problem | None:
    """Why a pair does not fit together (MT-414), the first one; None where all do."""
    for low, high in pairs:
        first, last = columns[low], columns[high]
        if first is not None and last is not None and first > last:
            reason = f"it is greater than {last}"
            return Problem("MT-414", field=low.replace("_", " "), value=first, reason=reason)
    return None
