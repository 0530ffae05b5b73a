"""Chunks: typed pieces of a sentence, the terminal symbols of the grammar."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from minetrace.reading.senses import UNKNOWN, Sense, Senses

if TYPE_CHECKING:
    from minetrace.reading.pack import Pack


_UNTYPED = frozenset(("word", "sign"))
_START, _END = attrgetter("start"), attrgetter("end")


@dataclass(slots=True, eq=False)
class Chunk:
    """One typed piece of text; a token is one that nothing but its shape has typed yet.

    `kind` is the reading that rules see first (number, period, aside, designation, thing, person, outcome, action,
    unit, place, name, word, sign ...); `senses` are all meanings that the lexicon gives; `data` is what a typed reader
    made of it (a `Number`, a `Period`, a designation entry).
    """

    kind: str
    start: int
    end: int
    text: str
    lower: str
    senses: Senses = UNKNOWN
    data: Any = None

    def sense(self, kind: str) -> Sense | None:
        """The meaning of this kind, or None."""
        if kind in self.senses.kinds:
            for sense in self.senses:
                if sense.kind == kind:
                    return sense
        return None

    def value(self, kind: str) -> str | None:
        """The class that the lexicon gives under this kind, or None."""
        sense = self.sense(kind)
        return sense.value if sense else None

    def has(self, kind: str, value: str | None = None) -> bool:
        """Whether the lexicon gives a meaning of this kind (and class)."""
        return kind in self.senses.kinds if value is None else (kind, value) in self.senses.values

    def means(self, kinds: Iterable[str]) -> bool:
        """Whether the lexicon gives a meaning of any of these kinds."""
        return not self.senses.kinds.isdisjoint(kinds)

    @property
    def quoted(self) -> bool:
        """Whether it is a name in quotation marks."""
        return bool(self.data == "quoted")

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence: its span in the normalised text, its chunks, the index of its paragraph, whether it is quoted.

    `capitals` are the indexes of the chunks that are written as names, `hyphened` of those with a hyphen inside.
    `marks` are phrases of the two other layers of the lexicon (context: running, plan, denial ...; formal: visits and
    provisions); they may overlap the chunks.
    """

    start: int
    end: int
    chunks: list[Chunk]
    marks: list[Chunk]
    index: int = 0
    paragraph: int = 0
    quoted: bool = False
    capitals: Sequence[int] = ()
    by_kind: dict[str, list[Chunk]] = field(default_factory=lambda: defaultdict(list))
    meanings: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    types: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    spellings: set[str] = field(default_factory=set)
    hyphened: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for mark in self.marks:
            for kind in mark.senses.kinds:
                self.by_kind[kind].append(mark)
        meanings, forms, types = self.meanings, self.forms, self.types
        for index, chunk in enumerate(self.chunks):
            forms[chunk.lower].append(index)
            if "-" in chunk.lower:
                self.hyphened.append(index)
            if chunk.kind not in _UNTYPED:
                types[chunk.kind].append(index)
                for kind in chunk.senses.kinds:
                    meanings[kind].append(index)
        self.spellings = set(forms)  # two sets meet by the smaller, the keys of a dict by every word of a list

    def where(self, *kinds: str) -> Sequence[int]:
        """The indexes of the chunks to which the lexicon gives a meaning of one of these kinds, in order."""
        return _gathered(self.meanings, kinds)

    def typed(self, *kinds: str) -> Sequence[int]:
        """The indexes of the chunks of one of these kinds, in order; not for words and signs."""
        return _gathered(self.types, kinds)

    def spelled(self, words: Set[str]) -> Sequence[int]:
        """The indexes of the chunks whose lower-case form is one of these, in order."""
        return _gathered(self.forms, self.spellings & words)

    def marked(self, kind: str, start: int | None = None, end: int | None = None) -> list[Chunk]:
        """The marks of this kind, inside the character span if one is given."""
        found = self.by_kind.get(kind)
        if found is None or (start is None and end is None):
            return list(found or ())
        low, high = self.start if start is None else start, self.end if end is None else end
        return [mark for mark in found if mark.start >= low and mark.end <= high]

    def between(self, start: int, end: int) -> list[Chunk]:
        """The chunks that lie wholly inside the character span."""
        return self.chunks[bisect_left(self.chunks, start, key=_START) : bisect_right(self.chunks, end, key=_END)]

    def starting(self, start: int, end: int) -> list[Chunk]:
        """The chunks that start inside the character span."""
        return self.chunks[bisect_left(self.chunks, start, key=_START) : bisect_left(self.chunks, end, key=_START)]

    def until(self, offset: int) -> list[Chunk]:
        """The chunks that end at an offset or before it."""
        return self.chunks[: bisect_right(self.chunks, offset, key=_END)]

    def since(self, offset: int) -> list[Chunk]:
        """The chunks that start at an offset or behind it."""
        return self.chunks[bisect_left(self.chunks, offset, key=_START) :]


def _gathered(index: dict[str, list[int]], keys: Iterable[str]) -> Sequence[int]:
    found = [index[key] for key in keys if key in index]
    if len(found) == 1:
        return found[0]
    return sorted({position for positions in found for position in positions}) if found else ()


def single_words(chunks: Iterable[Chunk]) -> list[str]:
    """The words of chunks in lower case, one by one, those of phrases too."""
    return " ".join([chunk.lower for chunk in chunks]).split()


def is_plural(chunk: Chunk, pack: Pack) -> bool:
    """Whether a noun is in the plural: by its paradigm, else by the endings of its language."""
    number = number_of(chunk)
    return number in ("pl", "both") if number else pack.plural(chunk.lower)


def number_of(chunk: Chunk) -> str | None:
    """The number that a written form can be (sg, pl, any, both), or None where the pack gives no paradigm."""
    for sense in chunk.senses:
        if "number" in sense.flags:
            return str(sense.flags["number"])
    return None
