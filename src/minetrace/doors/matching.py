"""Which column holds which field: by its values first, by its header second, each with the reasons.

Values decide where they can. A column whose values are terms of one vocabulary holds that field whatever its header
says; a header is believed only as far as the values allow it. A column that neither names stays unmapped and says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from minetrace.doors.targets import SEVERAL, Target, first_period, targets_of, vocabulary_of
from minetrace.doors.values.columns import Column
from minetrace.doors.words import headers, in_all, word_maps
from minetrace.places.fold import fold, key
from minetrace.register.kinds.declaration import Field, Kind
from minetrace.terms.vocabulary import NULLS

# Words such as "no" or "1" fit many questions: only the header says which.
_HEADER_NEEDED = frozenset({"yes_no"})
_PARTS = {
    "year": "@year",
    "month": "@month",
    "day": "@day",
    "lat": "@lat",
    "lon": "@lon",
    "shape": "@coordinates",
    "place": "@name",
    "unit": "@unit",
    "code": "@code",
    "parent_code": "@parent_code",
    "detail": "@detail",
}
_PART_VALUES = {"year": "year", "month": "month", "day": "day of month", "lat": "latitude", "lon": "longitude"}
_REFERENCE = re.compile(r"[A-Z]-\d{6,}|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
# A column with more distinct values is judged by its commonest.
_SAMPLE = 300
_ENOUGH_WORDS, _ENOUGH_ROWS, _ENOUGH = 0.75, 0.9, 0.9
# What a header names whole is believed while half of the values allow it; the others become doubtful.
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """A column's target with the reason; `words` says what its cells mean where they are terms."""

    target: Target | None
    why: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    column: Column
    target: Target
    why: str
    words: Mapping[str, str]


_folded = lru_cache(100_000)(fold)


def match(
    kind: Kind, columns: Sequence[Column], stated: Mapping[str, Target | None], *, spatial: bool = False
) -> dict[str, Match]:
    """A match for each column. `stated` are those that a person or a profile decided; they are not argued with."""
    found: dict[str, Match] = {}
    taken: set[tuple[str, str]] = {target.key() for target in stated.values() if target}
    if spatial and kind.geometry:
        taken |= {(kind.geometry, part) for part in ("shape", "lat", "lon")}
    for column in columns:
        if column.name in stated:
            target = stated[column.name]
            declared = kind.field(target.field) if target else None
            found[column.name] = Match(target, "as the profile or the command line says", words_of(declared, column))
    open_ = [column for column in columns if column.name not in stated]
    candidates = [one for column in open_ for one in _candidates(kind, column)]
    for one in sorted(candidates, key=lambda c: (-c.score, c.column.position, c.target.key())):
        if one.column.name not in found and (one.target.part in SEVERAL or one.target.key() not in taken):
            found[one.column.name] = Match(one.target, one.why, one.words)
            taken.add(one.target.key())
    for column in columns:
        found.setdefault(column.name, Match(None, _why_none(kind, column, candidates)))
    return {column.name: found[column.name] for column in columns}


def words_of(declared: Field | None, column: Column) -> Mapping[str, str]:
    """What the cells of a column mean in its field's vocabulary: in the language that knows most of them."""
    name = vocabulary_of(declared) if declared else None
    if name is None:
        return {}
    return _best_words(name, _atoms(column, declared))


def _candidates(kind: Kind, column: Column) -> list[_Candidate]:
    if not column.filled:
        return []
    out = []
    for target, declared in targets_of(kind):
        header, named = _header_score(kind, column.name, target, declared)
        if vocabulary_of(declared):
            found = _by_terms(column, target, declared, header, named)
        else:
            found = _by_type(column, target, declared, header, named)
        if found is not None:
            out.append(found)
    return out


def _by_terms(column: Column, target: Target, declared: Field, header: float, named: str) -> _Candidate | None:
    name = vocabulary_of(declared) or ""
    atoms = _atoms(column, declared)
    words = _best_words(name, atoms)
    known = [word for word in atoms if _folded(word) in words]
    telling = [word for word in known if words[_folded(word)] not in NULLS]
    share = len(known) / len(atoms)
    rows = sum(atoms[word] for word in known) / sum(atoms.values())
    if not telling or (not header and (share < _ENOUGH_WORDS or rows < _ENOUGH_ROWS or name in _HEADER_NEEDED)):
        return None
    if header and rows < _HALF:
        return None
    pairs = ", ".join(f"{word} = {words[_folded(word)]}" for word in telling[:3])
    why = f"{len(known)} of its {len(atoms)} distinct values are terms of {name} ({pairs})"
    score = header + 2 * share * rows + min(len(telling), 20) * 0.01
    return _Candidate(score, column, target, f"{why}; {named}", words)


def _by_type(column: Column, target: Target, declared: Field, header: float, named: str) -> _Candidate | None:
    kind, bonus = _PART_VALUES.get(target.part), 0.0
    if declared.type == "geometry" and target.part == "shape":
        kind, bonus = "shape", 0.8
    elif target.part == "period" or (declared.type == "day" and target.part == "value"):
        kind = "date"
    elif target.part == "range" or declared.type in ("count", "year"):
        kind = "year" if declared.type == "year" else "whole"
    elif declared.type == "record":
        references = sum(bool(_REFERENCE.fullmatch(text)) for text in list(column.values)[:50])
        if not references:
            return None
    if kind is None:
        return _Candidate(header + 0.1, column, target, named, {}) if header else None
    share = column.share(kind)
    if share < (_HALF if header >= 1 else _ENOUGH) or not (header or bonus):
        return None
    why = f"{share:.0%} of its values are {_SAID[kind]}; {named}"
    return _Candidate(header + bonus + share * 0.5, column, target, why, {})


def _header_score(kind: Kind, name: str, target: Target, declared: Field) -> tuple[float, str]:
    """How well a header names a target: 1 for the field's own name, less for other words, 0 for none."""
    asked, words = key(name), [key(word) for word in fold(name.replace("_", " ")).split()]
    if target.part in ("value", "period", "range", "shape") and name == declared.name:
        return 3.0, f"the header is the field's own name '{name}'"
    if target.part in _PARTS and target.part != "value":
        if declared.type == "day" and declared.name != first_period(kind):
            return 0.0, ""
        synonyms = headers(_PARTS[target.part])
    else:
        synonyms = headers(declared.name) | {key(declared.name), key(declared.label)}
        if target.part == "period" and declared.name == first_period(kind):
            synonyms |= headers("@date")
    if asked in synonyms:
        return 1.0, f"the header '{name}' names it"
    whole = "".join(words)
    for word in sorted(synonyms, key=len, reverse=True):
        if len(word) >= 4 and (whole.startswith(word) or word in words):
            return 0.4 + 0.01 * len(word), f"the header '{name}' begins like a name of it"
    return 0.0, f"the header '{name}' does not name it, the values do"


def _atoms(column: Column, declared: Field | None) -> dict[str, int]:
    common = column.values.most_common(_SAMPLE)
    if declared is None or declared.type != "terms":
        return dict(common)
    out: dict[str, int] = {}
    for text, count in common:
        for word in parts_of(text):
            out[word] = out.get(word, 0) + count
    return out


def parts_of(text: str) -> list[str]:
    """The entries of a cell that holds several: a JSON list as exports write it, or separated by ; | / or a comma."""
    inner = text.strip()
    if inner.startswith("[") and inner.endswith("]"):
        inner = inner[1:-1].replace('"', "")
    return [part.strip() for part in re.split(r"[;|/,]", inner) if part.strip()]


def _best_words(name: str, atoms: Mapping[str, int]) -> Mapping[str, str]:
    folded = [_folded(word) for word in atoms]
    best = max(word_maps(name), key=lambda one: sum(word in one.terms for word in folded))
    return {**in_all(name), **best.terms}


def _why_none(kind: Kind, column: Column, candidates: Sequence[_Candidate]) -> str:
    if not column.filled:
        return "it is empty"
    lost = [one.target.field for one in candidates if one.column is column]
    if lost:
        return f"another column fits {lost[0]} better"
    return f"neither its header nor its values fit a field of {kind.label.lower()}"


_SAID = {
    "whole": "whole numbers",
    "year": "years",
    "month": "numbers from 1 to 12",
    "day of month": "numbers from 1 to 31",
    "date": "dates",
    "shape": "positions",
    "latitude": "latitudes",
    "longitude": "longitudes",
}
