"""A quantity group: one counted thing of a sentence, and which chunks can be its noun."""

from __future__ import annotations

from dataclasses import dataclass, field

from minetrace.reading.chunks import Chunk
from minetrace.reading.names import is_capital
from minetrace.reading.numbers import Number
from minetrace.reading.ordnance import Make

MIXED = "mixed"
_NO_VERB = frozenset(("noun", "adjective"))
_HEADS = frozenset(("thing", "person", "unit", "nonclaim"))
UNSPECIFIED = "mine (unspecified)"
SUCH = 6
"""Characters between whose make it is and a number where the verb stands last: "istehsalı olan 40"."""


@dataclass(slots=True, eq=False)
class Group:
    """One counted thing of a sentence.

    `kind` is ordnance, person, area, or bare (a number whose noun must come from the context). [first, last) are chunk
    indexes, start and end the characters of the quote. `outcome` is what its own words say of people, `fate` what they
    were read to have come to; `done` is what was read to have been done to things, `told` the same of the figure that
    this one is compared with; `noun` is its own noun as written; `of_kind` is what "of the ..." names ("of the
    anti-tank mines", "of the children"), `of_noun` its noun as written, `of_fate` the harm it tells of
    ("of the dead").
    """

    kind: str
    number: Number
    first: int
    last: int
    start: int
    end: int
    category: str | None = None
    unit: str | None = None
    group: str | None = None
    outcome: str | None = None
    fate: str | None = None
    done: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    model: str | None = None
    make: Make | None = None
    laid_by: str | None = None
    actions: frozenset[str] = frozenset()
    article: bool = False
    definite: bool = False
    plural: bool = False
    generic: bool = False
    of_them: bool = False
    of_kind: str | None = None
    noun: str | None = None
    of_noun: str | None = None
    of_fate: str | None = None
    another: bool = False
    adjective: bool = False
    cue: str | None = None
    fronted: bool = False
    brought: bool = False
    harmed: bool = False
    names: tuple[str, ...] = ()
    cause: str | None = None
    whole_value: int | float | None = None
    rules: list[str] = field(default_factory=list)


def is_verb(chunk: Chunk) -> bool:
    """Whether an outcome may be a verb here: "injured" is both a noun and a participle."""
    return not chunk.senses.outcome_forms <= _NO_VERB


def is_head(chunk: Chunk) -> bool:
    """Whether a chunk can be the noun of a counted thing."""
    if not chunk.senses.kinds.isdisjoint(_HEADS):
        return True
    return "noun" in chunk.senses.outcome_forms and not is_verb(chunk)


def capital_modifier(chunks: list[Chunk], group: Group) -> str | None:
    """The capitalised word before the noun of "an ISIS mine": who is said to have laid it."""
    names = [chunk.text for chunk in chunks[group.first + 1 : group.last] if chunk.kind == "word" and is_capital(chunk)]
    return names[0] if names else None
