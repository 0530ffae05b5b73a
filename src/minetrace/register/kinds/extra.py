"""Fields that a programme declares for itself, without code: the file `fields.toml` of its home.

They are declared before the tables are made ready, and from then on are fields of their kind like any other.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import EXTRA_COLUMNS, ExtraType, Field
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import NULLS, Term, Vocabulary, declare_vocabulary, vocabularies

FILE = "fields.toml"
EXAMPLE = """[[field]]
kind = "find"
name = "donor"
type = "term"
label = "Donor"
help = "Who paid for the work."
tier = "partner"
values = { trust = "A trust fund", state = "The state" }"""
_KEYS = frozenset({"kind", "name", "type", "label", "help", "tier", "vocabulary", "values"})
_NEEDED = ("kind", "name", "type", "label", "help")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
# A field of such a name would be taken for one end of a period or a range.
_ENDS = ("_from", "_to", "_low", "_high")
_OWN_COLUMNS = (
    "id",
    "record",
    "status",
    "basis",
    "speaker",
    "said_on",
    "author",
    "entry",
    "ended_by",
    "seal",
    "digest",
)
_NULL_LABELS = {"unknown": "Unknown", "not_recorded": "Not recorded"}


def declare(folder: Path) -> None:
    """Declare the fields of a home's file, if it has one. Raises MT-351 with the field and what is wrong with it.

    Call it once, before the tables of the register are imported: a process serves one register.
    """
    for kind, field, terms in read(folder):
        if terms is not None:
            declare_vocabulary(terms)
        KINDS[kind] = replace(KINDS[kind], parts=(*KINDS[kind].parts, field))


def read(folder: Path) -> list[tuple[str, Field, Vocabulary | None]]:
    """The declared fields: kind, field, and the vocabulary of a field that brings its own values. Raises MT-351."""
    path = folder / FILE
    if not path.is_file():
        return []
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise Problem("MT-351", path=path, reason=wrong) from None
    entries = stated.get("field", [])
    if set(stated) - {"field"} or not isinstance(entries, list):
        raise Problem("MT-351", path=path, reason="it holds [[field]] tables and nothing else")
    out: list[tuple[str, Field, Vocabulary | None]] = []
    for entry in entries:
        reason = _wrong(entry, {(kind, field.name) for kind, field, _ in out})
        if reason:
            raise Problem("MT-351", path=path, reason=f"field {entry.get('name', '?')!r}: {reason}")
        out.append((entry["kind"], *_field(entry)))
    return out


def _field(entry: Mapping[str, Any]) -> tuple[Field, Vocabulary | None]:
    name = entry.get("vocabulary")
    terms = None
    if "values" in entry:
        name = f"{entry['kind']}.{entry['name']}"
        labels = {**entry["values"], **{code: _NULL_LABELS[code] for code in sorted(NULLS, reverse=True)}}
        known = {code: Term(code=code, label=label) for code, label in labels.items()}
        terms = Vocabulary(name, f"This programme, {FILE}", known)
    told = {key: entry[key] for key in ("name", "type", "label", "help")}
    return Field(**told, tier=entry.get("tier", "public"), vocabulary=name, extra=True), terms


def _wrong(entry: Mapping[str, Any], before: set[tuple[str, str]]) -> str:
    """What is wrong with an entry; "" where nothing is."""
    missing = [key for key in _NEEDED if not isinstance(entry.get(key), str) or not entry[key].strip()]
    if missing:
        return f"it says nothing of {', '.join(missing)}"
    if set(entry) - _KEYS:
        return f"it has keys that are not known: {', '.join(sorted(set(entry) - _KEYS))}"
    kind, name = entry["kind"], entry["name"]
    if kind not in KINDS:
        return f"there is no kind {kind!r}; kinds are {', '.join(KINDS)}"
    taken = {field.name for field in KINDS[kind].fields} | set(_OWN_COLUMNS) | set(EXTRA_COLUMNS.values())
    if name in taken or (kind, name) in before:
        return f"{kind} has a field of this name already"
    if not _NAME.fullmatch(name) or name.endswith(_ENDS) or len(name) > 40:
        return f"a name is small letters, digits and underscores, and ends in none of {', '.join(_ENDS)}"
    if entry["type"] not in get_args(ExtraType):
        return f"a type is one of {', '.join(get_args(ExtraType))}"
    if entry.get("tier", "public") not in EXTRA_COLUMNS:
        return f"a tier is one of {', '.join(EXTRA_COLUMNS)}; a person's fields must be erasable one by one"
    return _wrong_terms(entry)


def _wrong_terms(entry: Mapping[str, Any]) -> str:
    values, name = entry.get("values"), entry.get("vocabulary")
    if entry["type"] not in ("term", "terms"):
        return "only a term has values or a vocabulary" if values is not None or name is not None else ""
    if (values is None) == (name is None):
        return "a term has either values of its own, or a vocabulary"
    if name is not None:
        return "" if name in vocabularies() else f"there is no vocabulary {name!r}"
    if not isinstance(values, dict) or not values:
        return "values are codes with their labels"
    wrong = [code for code, label in values.items() if not _NAME.fullmatch(code) or not isinstance(label, str)]
    return f"a code is small letters, digits and underscores, with a label: {', '.join(wrong)}" if wrong else ""
