"""Names of speakers brought together: one institution in many words and languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import itemgetter
from typing import Any

from minetrace.places.fold import fold
from minetrace.terms.speakers import JOINT, countries


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("minetrace.reckoning").joinpath("speakers.json").read_text("utf-8"))
    return loaded


@dataclass(frozen=True, slots=True)
class _Body:
    """An office that each country has, or an institution that is one alone: what it is, and in which country."""

    label: str
    office: str
    country: str
    spellings: tuple[re.Pattern[str], ...]
    written: tuple[re.Pattern[str], ...]

    def length_in(self, name: str, folded: str) -> int:
        """The letters of its longest spelling in a name, as written and folded; 0 where there is none."""
        found = [spelling.search(f"{folded} ") for spelling in self.spellings]
        found += [spelling.search(name) for spelling in self.written]
        return max((len(match.group().strip()) for match in found if match), default=0)


def _body(label: str, names: Iterable[str], *, office: str = "", country: str = "") -> _Body:
    written = [name for name in names if name.isupper()]
    spelled = [re.escape(fold(name)) for name in names if not name.isupper()]
    return _Body(
        label,
        office,
        country,
        tuple(re.compile(rf"(?:^| ){name}(?: |s |$)") for name in spelled),
        # "HI" is an institution, "Hi-Tech" is none
        tuple(re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])") for name in written),
    )


@cache
def _bodies() -> tuple[tuple[_Body, ...], ...]:
    """Institutions, then offices: a name that says which one it is outweighs what it is."""
    data = _data()
    alone = (
        _body(label, one["names"], office=one.get("is", ""), country=one.get("in", ""))
        for label, one in data["institutions"].items()
    )
    return tuple(alone), tuple(_body(label, names, office=label) for label, names in data["offices"].items())


@cache
def _found(name: str) -> _Body | None:
    """The institution or office whose longest spelling stands in a name, of joint issuers in the first of them."""
    first = name.split(JOINT)[0]
    folded = fold(first)
    for bodies in _bodies():
        longest, body = max(((body.length_in(first, folded), body) for body in bodies), key=itemgetter(0))
        if longest:
            return body
    return None


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
    return frozenset(Party(words, _seats(one)) for one in name.split(JOINT) if (words := _words(one)))


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
    """The name of a speaker as a heading of rows: the institution or office it tells of, else the name itself."""
    found = _found(name)
    return found.label if found else name


def is_institution(name: str) -> bool:
    """Whether a name is that of an institution of the data file: an office or operator that counts, no outlet."""
    return _found(name) is not None


def headings(names: Iterable[str]) -> dict[str, str]:
    """The heading of each name: its institution; an office that one alone of these names holds is that one, and the
    like office of several countries is told apart by them ("defence ministry (am)").
    """
    told = list(dict.fromkeys(names))
    holders: dict[str, dict[str, str]] = {}
    for name in told:
        found = _found(name)
        if found and found.office and (holder := _holder(name, found)):
            label = found.label if found.label != found.office else ""
            held = holders.setdefault(found.office, {})
            held[holder] = held.get(holder) or label
    return {name: _heading(name, holders) for name in told}


def _heading(name: str, holders: dict[str, dict[str, str]]) -> str:
    found = _found(name)
    held = holders.get(found.office, {}) if found else {}
    if not found or found.label != found.office or not held:
        return institution(name)
    holder = _holder(name, found) or (next(iter(held)) if len(held) == 1 else "")
    if held.get(holder):
        return held[holder]
    return f"{found.label} ({holder})" if holder and len(held) > 1 else found.label


def _holder(name: str, found: _Body) -> str:
    """Which of the like offices a name tells of: by country, else by the institution's own name; empty if neither."""
    alone = found.label if found.label != found.office else ""
    return ", ".join(sorted(_seats(name))).lower() or alone


def official(name: str) -> bool:
    """Whether a speaker speaks for a state: an office that each country has, or a name with an official word."""
    data, found = _data(), _found(name)
    return (found is not None and found.office in data["offices"]) or bool(
        set(fold(name).split()) & set(data["official words"])
    )


def _seats(name: str) -> frozenset[str]:
    """The countries that a name says, else that of its institution."""
    found = _found(name)
    return countries(name) or frozenset({found.country} if found and found.country else ())


def _words(name: str) -> frozenset[str]:
    found = _found(name)
    if found is not None:
        return frozenset(f"{fold(found.label)} {found.office}".split())
    words = frozenset(fold(name).split())
    return words - set(_data()["idle"]) or words
