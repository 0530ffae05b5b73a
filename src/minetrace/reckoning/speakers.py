"""Names of speakers brought together: one institution in many words and languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from minetrace.places.fold import fold
from minetrace.terms.speakers import JOINT, countries


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


@dataclass(frozen=True, slots=True)
class Party:
    """One speaker of a name: its telling words, and the countries that the name says."""

    words: frozenset[str]
    countries: frozenset[str]

    def meets(self, other: Party) -> bool:
        """Whether the two can be one: the words of one are among those of the other, and no country parts them."""
        apart = self.countries and other.countries and not self.countries & other.countries
        return not apart and (self.words <= other.words or other.words <= self.words)


@cache
def parties(name: str) -> frozenset[Party]:
    """The speakers a name stands for; joint issuers (" + ") are several."""
    return frozenset(Party(words, countries(one)) for one in name.split(JOINT) if (words := _words(one)))


@cache
def one_speaker(name: str, other: str) -> bool:
    """Whether two names have a speaker in common, in whatever words or language.

    >>> one_speaker("Azerbaijani Defense Ministry", "Минобороны")
    True
    >>> one_speaker("the Observatory", "Syrian Observatory for Human Rights")
    True
    >>> one_speaker("Azerbaijani Defense Ministry", "Armenian Ministry of Defence")
    False
    """
    return any(mine.meets(theirs) for mine in parties(name) for theirs in parties(other))


@cache
def institution(name: str) -> str:
    """The name of a speaker as a heading of rows: the institution where one is known, else the name itself."""
    folded = fold(name)
    return next((found for found, spelling in _institutions() if spelling.search(f"{folded} ")), name)


def is_institution(name: str) -> bool:
    """Whether a name is that of an institution of the data file: an office or operator that counts, no outlet."""
    return any(spelling.search(f"{fold(name)} ") for _, spelling in _institutions())


def headings(names: Iterable[str]) -> dict[str, str]:
    """The heading of each name: its institution, with the countries that the name says ("defence ministry (am)") where
    these names tell of the like institution of several countries.
    """
    told = list(dict.fromkeys(names))
    seats: dict[str, set[str]] = {}
    for name in told:
        seats.setdefault(institution(name), set()).update(countries(name))
    return {name: _heading(name, several=len(seats[institution(name)]) > 1) for name in told}


def _heading(name: str, *, several: bool) -> str:
    found, seats = institution(name), countries(name)
    return f"{found} ({', '.join(sorted(seats)).lower()})" if several and seats and found != name else found


def official(name: str) -> bool:
    """Whether a speaker speaks for a state: an institution of the data file, or a name with an official word."""
    data = _data()
    return institution(name) in data["official"] or bool(set(fold(name).split()) & set(data["official words"]))


def _words(name: str) -> frozenset[str]:
    found = institution(name)
    if found != name:
        return frozenset(fold(found).split()) | (frozenset({"observatory"}) if found == "sohr" else frozenset())
    words = frozenset(fold(name).split())
    return words - set(_data()["idle"]) or words
