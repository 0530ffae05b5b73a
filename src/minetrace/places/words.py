"""The words beside a name: generic words narrow the kind, relation words say how ground lies to it.

Both come from `packs/words.json`; a language is added there and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from minetrace.places.fold import fold


@dataclass(frozen=True, slots=True)
class _Words:
    kinds: dict[str, frozenset[str]]
    fillers: frozenset[str]
    leading: dict[str, str]
    trailing: dict[str, str]
    adjectives: tuple[tuple[str, str], ...]


@cache
def _words() -> _Words:
    data: dict[str, Any] = json.loads(files("minetrace.places").joinpath("packs/words.json").read_text("utf-8"))
    kinds: dict[str, frozenset[str]] = {}
    for row in data["kinds"]:
        for word in row["words"]:
            kinds[fold(word)] = kinds.get(fold(word), frozenset()) | frozenset(row["kinds"])
    return _Words(
        kinds,
        frozenset(fold(word) for word in data["fillers"]),
        {fold(word): relation for relation, words in data["relations"].items() for word in words},
        {fold(word): relation for relation, words in data["trailing_relations"].items() for word in words},
        tuple((fold(ending), fold(instead)) for ending, instead in data["adjectives"]),
    )


def narrowings(folded: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The ways to take a folded name apart into a shorter name and the kinds that its generic words allow.

    "lachin district" gives ("lachin", {"district"}); "town of lachin" gives ("lachin", {"settlement", "city"}). A name
    with no generic word gives nothing. Adjectives made from a name ("лачинского района") give their stems too.
    """
    words = folded.split()
    for size in range(min(3, len(words) - 1), 0, -1):
        for generic, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            kinds = _words().kinds.get(" ".join(generic))
            if kinds is None:
                continue
            while rest and rest[0] in _words().fillers:
                rest = rest[1:]
            if rest:
                yield " ".join(rest), kinds
                yield from ((stem, kinds) for stem in _stems(" ".join(rest)))
            # The longest generic phrase decides: "economic region" is not read again as "region".
            return


def without_fillers(folded: str) -> str:
    """A folded name without leading articles ("the lachin district" is "lachin district")."""
    words = folded.split()
    while len(words) > 1 and words[0] in _words().fillers:
        words = words[1:]
    return " ".join(words)


def _stems(folded: str) -> Iterator[str]:
    for ending, instead in _words().adjectives:
        if folded.endswith(ending) and len(folded) > len(ending) + 1:
            yield folded.removesuffix(ending) + instead


def relations() -> tuple[str, ...]:
    """Every relation a place can be mentioned with, "in" first."""
    return "in", *dict.fromkeys(_words().leading.values())


def split_relation(text: str) -> tuple[str, str]:
    """The relation and the name in a phrase as written: "north-west of Sarybaba" gives ("north-west of", "sarybaba").

    A phrase without a relation word is "in", its name as written; otherwise the name comes back folded, ready for
    `find`. "Lachin direction" is ("direction of", "lachin").
    """
    folded = without_fillers(fold(text))
    words = folded.split()
    for size in range(min(6, len(words) - 1), 0, -1):
        leading = _words().leading.get(" ".join(words[:size]))
        if leading:
            return leading, without_fillers(" ".join(words[size:]))
        trailing = _words().trailing.get(" ".join(words[-size:]))
        if trailing:
            return trailing, " ".join(words[:-size])
    return "in", text
