"""Names of speakers brought together: one institution in many words and languages."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from minetrace.places.fold import fold


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("minetrace.reckoning").joinpath("speakers.json").read_text("utf-8"))
    return loaded


@cache
def _institutions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    patterns = []
    for institution, names in _data()["institutions"].items():
        spellings = "|".join(re.escape(fold(name)) for name in names)
        patterns.append((institution, re.compile(rf"(?:^| )(?:{spellings})(?: |s |$)")))
    return tuple(patterns)


@cache
def parties(name: str) -> frozenset[frozenset[str]]:
    """The speakers a name stands for, each as a set of words; joint issuers (" + ") are several."""
    return frozenset(party for one in name.split(" + ") if (party := _party(one)))


def one_speaker(name: str, other: str) -> bool:
    """Whether two names have a speaker in common, in whatever words or language.

    >>> one_speaker("Azerbaijani Defense Ministry", "Минобороны")
    True
    >>> one_speaker("the Observatory", "Syrian Observatory for Human Rights")
    True
    """
    return any(mine <= theirs or theirs <= mine for mine in parties(name) for theirs in parties(other))


@cache
def institution(name: str) -> str:
    """The name of a speaker as a heading of rows: the institution where one is known, else the name itself."""
    folded = fold(name)
    return next((found for found, spelling in _institutions() if spelling.search(f"{folded} ")), name)


def official(name: str) -> bool:
    """Whether a speaker speaks for a state: an institution of the data file, or a name with an official word."""
    data = _data()
    return institution(name) in data["official"] or bool(set(fold(name).split()) & set(data["official words"]))


def _party(name: str) -> frozenset[str]:
    found = institution(name)
    if found != name:
        return frozenset(fold(found).split()) | (frozenset({"observatory"}) if found == "sohr" else frozenset())
    words = frozenset(fold(name).split())
    return words - set(_data()["idle"]) or words
