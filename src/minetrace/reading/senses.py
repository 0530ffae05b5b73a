"""Senses: what a phrase of the lexicon means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase of the lexicon means: the kind of chunk, its value (a class of the vocabulary), and flags.

    The flag `number` (sg, pl, any, both) is given where the word was written with a paradigm.
    """

    kind: str
    value: str
    flags: Mapping[str, Any]

    def __hash__(self) -> int:
        return hash((self.kind, self.value))


class Senses(tuple[Sense, ...]):
    """All meanings of a phrase, with the set of their kinds, that of their kinds and values, and the forms of outcomes
    among them (noun, adjective, intransitive ..., None for a plain verb)."""

    kinds: frozenset[str]
    values: frozenset[tuple[str, str]]
    outcome_forms: frozenset[str | None]

    def __new__(cls, senses: Iterable[Sense] = ()) -> Senses:
        """The meanings in their order."""
        made = super().__new__(cls, senses)
        made.kinds = frozenset(sense.kind for sense in made)
        made.values = frozenset((sense.kind, sense.value) for sense in made)
        made.outcome_forms = frozenset(sense.flags.get("form") for sense in made if sense.kind == "outcome")
        return made


UNKNOWN = Senses()
"""What a word means that the lexicon does not know."""
