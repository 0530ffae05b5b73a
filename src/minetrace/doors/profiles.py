"""What was decided about a table, kept in the home's folder `profiles` as JSON that a person can read and mend.

{"kind": "victim", "columns": {"estado": "sex", "ano": "happened_from:year", "sitio": null}, "words": {"sex": {"Hombre":
"male"}}, "dates": {"date_start": "mdy"}, "key": "id", "country": "co", "constants": {"category": "ap_mine"}}
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from minetrace.doors.targets import Target, parse_target, vocabulary_of
from minetrace.places.fold import fold
from minetrace.register.kinds import KINDS, Kind
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import vocabulary

_KEYS = frozenset({"kind", "columns", "words", "dates", "key", "country", "constants", "claims"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Decisions about a table. `columns` maps a column to its target, or to None where it stays out."""

    kind: str = ""
    columns: Mapping[str, Target | None] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    country: str | None = None
    constants: Mapping[str, Any] = field(default_factory=dict)
    claims: Mapping[str, Any] | None = None


def path_of(folder: Path, name: str) -> Path:
    """Where a profile is kept. Raises MT-705 for a name that is no file name."""
    if not re.fullmatch(r"[\w][\w .-]{0,80}", name):
        raise Problem("MT-705", profile=name, reason="a name is letters, digits, points, hyphens and spaces")
    return folder / f"{name}.json"


def load(folder: Path, name: str) -> Profile | None:
    """A kept profile, or None for a name that is not there yet. Raises MT-705."""
    path = path_of(folder, name)
    if not path.is_file():
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as wrong:
        raise Problem("MT-705", profile=name, reason=wrong) from None
    return _read(name, data)


def narrowed(profile: Profile, kind: Kind) -> Profile:
    """The decisions on the fields of a kind that an actor sees; columns of other fields stay out."""
    seen = {field.name for field in kind.fields}
    columns = {name: one if one is None or one.field in seen else None for name, one in profile.columns.items()}
    constants = {name: value for name, value in profile.constants.items() if name in seen}
    return replace(profile, columns=columns, constants=constants)


def save(folder: Path, name: str, profile: Profile) -> None:
    """Keep a profile: whole or not at all."""
    folder.mkdir(exist_ok=True, mode=0o700)
    path = path_of(folder, name)
    data: dict[str, Any] = {"kind": profile.kind}
    data["columns"] = {column: _as_text(target) for column, target in profile.columns.items()}
    for key in ("words", "dates", "key", "country", "constants", "claims"):
        if value := getattr(profile, key):
            data[key] = value
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    draft.replace(path)


def _as_text(target: Target | None) -> str | None:
    return None if target is None else f"{target.field}:{target.part}"


def _read(name: str, data: Any) -> Profile:
    if not isinstance(data, dict) or not set(data) <= _KEYS:
        raise Problem("MT-705", profile=name, reason=f"its keys are {', '.join(sorted(_KEYS))}")
    kind = KINDS.get(str(data.get("kind", "")))
    if kind is None and "claims" not in data:
        raise Problem("MT-705", profile=name, reason=f"'{data.get('kind')}' is not a kind")
    for part in ("columns", "words", "dates", "constants"):
        if not isinstance(data.get(part, {}), dict):
            raise Problem("MT-705", profile=name, reason=f"`{part}` is an object")
    columns: dict[str, Target | None] = {}
    for column, text in data.get("columns", {}).items():
        target = parse_target(kind, str(text)) if kind and text is not None else None
        if text is not None and target is None:
            raise Problem("MT-705", profile=name, reason=f"'{text}' is not a field of it")
        columns[column] = target
    if any(order not in ("dmy", "mdy") for order in data.get("dates", {}).values()):
        raise Problem("MT-705", profile=name, reason="an order of days is dmy or mdy")
    words = {}
    for field_name, pairs in data.get("words", {}).items():
        declared = next((f for f in kind.fields if f.name == field_name), None) if kind else None
        terms = vocabulary_of(declared) if declared else None
        if terms is None or not isinstance(pairs, dict):
            raise Problem("MT-705", profile=name, reason=f"'{field_name}' has no vocabulary")
        words[field_name] = {fold(word): vocabulary(terms).term(code).code for word, code in pairs.items()}
    return Profile(
        kind=data.get("kind", ""),
        columns=columns,
        words=words,
        dates=data.get("dates", {}),
        key=data.get("key"),
        country=data.get("country"),
        constants=data.get("constants", {}),
        claims=data.get("claims"),
    )
