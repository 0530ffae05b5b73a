"""Names of speakers brought to one form: the same office of the same country, in whatever order it is written.

"Azerbaijani Defense Ministry" and "Ministry of Defence of Azerbaijan" are one speaker. A ministry without its country
is another speaker than one with it, for nothing says that they are the same; so is any name that merely resembles
another.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

JOINT = " + "
"""What joins the names of joint issuers in a claim's `attributed_to`."""
NEAR = 70
"""Likeness in per cent (rapidfuzz weighted ratio of the folded names) from which a spelling is offered."""

_LETTERS = str.maketrans({"ı": "i", "ə": "a", "ǝ": "a", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe"})
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True, order=True)
class Office:
    """Who speaks, folded: an office with its country (ISO 3166-1 alpha-2), or any other name with no country."""

    name: str
    country: str = ""


Speaker = frozenset[Office]
"""One speaker: a single office, or joint issuers together."""


def fold(name: str) -> str:
    """A name without case, accents, possessives and punctuation, its words parted by single spaces.

    >>> fold("Azerbaijan’s  DEFENCE Ministry")
    'azerbaijan defence ministry'
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(_LETTERS)
    plain = re.sub(r"['’‘ʼ`´]s?(?!\w)|['’‘ʼ`´]", "", _ACCENTS.sub("", plain))
    return " ".join(re.findall(r"\w+", plain))


def speaker(name: str) -> Speaker:
    """The speaker that a name stands for; names that fold to equal speakers are the same one.

    >>> speaker("Azerbaijan's Defence Ministry") == speaker("the Ministry of Defense of Azerbaijan")
    True
    >>> speaker("Defence Ministry") == speaker("Azerbaijani Defence Ministry")
    False
    """
    return frozenset(_office(one) for one in name.split(JOINT))


@cache
def countries(name: str) -> frozenset[str]:
    """The countries (ISO 3166-1 alpha-2) whose names or people words stand in a speaker's name.

    >>> sorted(countries("the Armenian Ministry of Defence"))
    ['AM']
    """
    data = _data()
    return frozenset(data["country_of"][found] for found in data["country"].findall(fold(name)))


def same_speaker(name: str, other: str) -> bool:
    """Whether two names are the same office of the same country, or the same name but for its spelling."""
    return speaker(name) == speaker(other)


def without_country(name: str, other: str) -> bool:
    """Whether `name` is the office that `other` is, but names no country where `other` names one."""
    mine, theirs = speaker(name), speaker(other)
    return mine != theirs and mine == frozenset(Office(one.name) if Office(one.name) in mine else one for one in theirs)


def once_each(names: Iterable[str]) -> tuple[str, ...]:
    """One spelling of every speaker, the first in the order of the alphabet."""
    spelled: dict[Speaker, str] = {}
    for name in sorted(set(names)):
        spelled.setdefault(speaker(name), name)
    return tuple(spelled.values())


def near_names(name: str, known: Iterable[str], limit: int = 5) -> tuple[str, ...]:
    """Known speakers that are spelled like a name, the likest first, each once; none is ever chosen."""
    choices = {one: fold(one) for one in once_each(known)}
    found = process.extract(fold(name), choices, scorer=fuzz.WRatio, score_cutoff=NEAR, limit=None)
    ranked = sorted(found, key=lambda one: (-one[1], one[2]))
    return tuple(original for _, _, original in ranked[:limit])


@cache
def _office(name: str) -> Office:
    data = _data()
    folded = fold(name)
    spelled = data["spelling"].sub(lambda found: data["spellings"][found.group()], folded)
    countries = {data["country_of"][found] for found in data["country"].findall(spelled)}
    bare = data["country"].sub(" ", spelled)
    words = [word for word in _turned(bare, data) if word not in data["idle"]]
    office = " ".join(words)
    if len(countries) > 1 or not data["office"].search(office):
        return Office(folded.removeprefix("the "))
    return Office(office, next(iter(countries), ""))


def _turned(text: str, data: dict[str, Any]) -> list[str]:
    """ "Ministry of Defence" as "defence ministry"."""
    found = data["turn"].match(text.strip())
    return f"{found['of']} {found['head']}".split() if found else text.split()


@cache
def _data() -> dict[str, Any]:
    loaded = json.loads(files("minetrace.terms").joinpath("speakers.json").read_text(encoding="utf-8"))
    country_of = {fold(name): code for code, names in loaded["countries"].items() for name in names}
    return {
        "spellings": {fold(written): meant for written, meant in loaded["spellings"].items()},
        "spelling": _any_of(fold(written) for written in loaded["spellings"]),
        "country_of": country_of,
        "country": _any_of(country_of),
        "office": _any_of(loaded["offices"]),
        "turn": re.compile(rf"(?:the )?(?P<head>{'|'.join(loaded['turned'])}) (?:of|for) (?:the )?(?P<of>.+)"),
        "idle": frozenset(loaded["idle"]),
    }


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    listed = "|".join(re.escape(one) for one in sorted(phrases, key=lambda one: (-len(one), one)))
    return re.compile(rf"\b(?:{listed})\b")
