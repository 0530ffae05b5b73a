"""Designations of models: how they are written, and the families that tell what kind of ordnance a model is.

Families and spellings stand in `languages/designations.toml`, for all languages. Identification only.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

_HEAD = re.compile(r"[-\s.\d]")
_GAPS = re.compile(r"[-\s]")
_LETTERS_BEHIND = 4
"""A version is told by so many letters and figures at most: "TM-62P3", "S-8KOM"."""

Families = Mapping[str, Iterable[tuple[str, str, str]]]
"""First letter -> families: as written in capitals, without its gaps, and its category."""


def loaded() -> dict[str, Any]:
    """The data file as it stands."""
    path = files("minetrace.reading").joinpath("languages", "designations.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def families(data: Mapping[str, Any]) -> dict[str, list[tuple[str, str, str]]]:
    """The families of models of the data file, by first letter."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for entry in data["designation"]:
        for family in entry["families"]:
            name = family.upper()
            found.setdefault(name[0], []).append((name, _GAPS.sub("", name), entry["category"]))
    return found


def category_of(designation: str, known: Families) -> str | None:
    """The category of the family that a designation in capitals is of, the longest that fits; None: of none known."""
    head, bare = _HEAD.split(designation, maxsplit=1)[0], _GAPS.sub("", designation)
    best: tuple[int, str] | None = None
    for family, name, category in known.get(designation[:1], ()):
        fits = head == family or (bare.startswith(name) and _version(name, bare[len(name) :]))
        if fits and (best is None or len(name) > best[0]):
            best = (len(name), category)
    return best[1] if best else None


def _version(family: str, tail: str) -> bool:
    """Whether what stands behind the name of a family tells one of its models: "M16" and "A1", "PMA" and "-3"."""
    if not tail:
        return True
    if family[-1].isdigit():
        return tail[0].isalpha() and len(tail) <= _LETTERS_BEHIND
    return not tail[0].isalpha()


def shapes() -> str:
    """A pattern of all written forms: "PMN-E", "TM-62P3", "E-001 M", "M14s" (without the s), "P4 Mk1", "Type 72"."""
    said = loaded()["spelling"]
    named, spaced, bare = (_one_of(said[name]) for name in ("named", "spaced", "bare"))
    number = r"\d{1,3}[A-Z]?(?=s?\b)"
    return "|".join(
        (
            rf"(?:{named})(?=s?\b)(?:[ -]{number})?",
            rf"[Tt]ype[ -]{number}",
            r"(?:P4[ -]?)?M[kK][ -]?(?:\d{1,3}|I{1,3})(?=s?\b)",
            rf"(?:{_one_of(said['makers'])})[ -][A-Z]{{1,2}}-?\d{{1,3}}(?=s?\b)",
            rf"(?:{spaced}) \d{{2,4}}(?=s?\b)(?![.,]\d)",
            # "E-001 M", "AO-2.5RTM", "TM-62P3"
            r"[A-ZА-Я]{1,5}-\d+(?:\.\d+)?(?:[A-ZА-Я]{1,3}\d?(?=s?\b))?(?:[ ](?=[A-Z]\b)[A-Z](?![\w-]))?",
            r"[A-ZА-Я]{2,5}-[A-ZА-Я]{1,2}\b",
            r"[A-ZА-Я]{1,4}\d+(?:[A-Z]{1,2}\d?)?(?=s?\b)",
            r"[A-ZА-Я]{1,5}-[MМ]\d+(?=s?\b)",
            r"\d{1,2}[A-ZА-Я]{1,3}\d+[A-Z]{0,2}\b",
            rf"(?:{bare})(?=s\b)",
            rf"(?:{_one_of(said['whole'])})\b",
        )
    )


def _one_of(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))
