"""Figures that differ: low to high over independent witnesses, and the figure under each named rule. Never "the truth".

A policy is a way to choose, stated beside what it chose; the answer also says what changes between them. What several
relays of one statement print counts as one witness.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from minetrace.reckoning import bounds, wording
from minetrace.reckoning.happenings import one_category
from minetrace.reckoning.origins import Origin
from minetrace.reckoning.quantities import agreement, base, dimension, shown
from minetrace.reckoning.speakers import official, one_speaker
from minetrace.reckoning.spelling import one_label
from minetrace.reckoning.stated import Stated, order
from minetrace.terms.check import Check
from minetrace.terms.claim import Claim


@dataclass(frozen=True, slots=True)
class Witness:
    """One origin and the claims of its sources for the measure, the nearest first: the first is its figure."""

    speaker: str
    stated: tuple[Stated, ...]

    @property
    def figure(self) -> Stated:
        """The claim of the source nearest to the statement."""
        return self.stated[0]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What one policy chooses, and by which rule; None where it cannot choose."""

    policy: str
    stated: Stated | None
    why: str

    @property
    def text(self) -> str:
        """The figure as printed, or "none"."""
        return "none" if self.stated is None else wording.figure(self.stated.claim)


@dataclass(frozen=True, slots=True)
class Spread:
    """Low to high over witnesses in the base unit (None is a limit nobody stated), and each policy's figure."""

    low: Decimal | None
    high: Decimal | None
    witnesses: tuple[Witness, ...]
    chosen: tuple[Chosen, ...]

    @property
    def text(self) -> str:
        """Low to high in words: "6 to 9", "at least 6"; the sources' own where they state no number."""
        if self.low is None or self.high is None:
            edge, word = (self.high, "up to") if self.low is None else (self.low, "at least")
            figures = [one.figure.claim for one in self.witnesses]
            return wording.no_number(figures) if edge is None else f"{word} {shown(edge)}"
        return shown(self.low) if self.low == self.high else f"{shown(self.low)} to {shown(self.high)}"

    def as_dict(self) -> dict[str, object]:
        """The spread as plain data for JSON."""
        return {
            "low": None if self.low is None else f"{self.low:f}",
            "high": None if self.high is None else f"{self.high:f}",
            "witnesses": [{"speaker": one.speaker, "claims": [s.id for s in one.stated]} for one in self.witnesses],
            "policies": [
                {
                    "policy": one.policy,
                    "figure": one.text,
                    "claim": one.stated.id if one.stated else None,
                    "why": one.why,
                }
                for one in self.chosen
            ],
        }


def measures(stated: Iterable[Stated]) -> dict[str, tuple[Stated, ...]]:
    """The claims of one happening or total by what they count, in words: "killed", "civilians killed", "PMN-E".

    One figure told in coarser words ("more than 900 mines" beside 991 PMN-E) stands under the finer words, and one
    label in two alphabets (PMN-E, ПМН-Э) is one measure. What is denied stands by itself.
    """
    found: dict[str, list[Stated]] = defaultdict(list)
    for one in sorted(stated, key=order):
        claim = one.claim
        found[_name(claim)].append(one)
    for name in sorted(found, key=lambda name: (_detail(found[name][0]), name.isascii(), name)):
        finer = next((other for other in sorted(found) if other != name and _tells(found[name], found[other])), None)
        if finer is not None:
            found[finer] = sorted([*found[finer], *found.pop(name)], key=order)
    return {name: tuple(found[name]) for name in sorted(found)}


def _name(claim: Claim) -> str:
    """What a claim counts; what is denied, and what exploded, is no figure of what is stated or was found."""
    unit = dimension(claim)
    told = [unit if unit in ("kg", "building", "km") else "", "exploded" if "exploded" in claim.action else ""]
    told.append("" if claim.stance == "asserted" else claim.stance)
    return wording.measure(claim) + "".join(f" ({word})" for word in told if word)


def _detail(one: Stated) -> tuple[bool, bool]:
    """How finely a claim names its thing; the coarsest first in order."""
    return one.claim.model is not None, one.claim.category not in (None, "mine (unspecified)", "mixed", "ERW")


def _tells(coarse: Sequence[Stated], fine: Sequence[Stated]) -> bool:
    """Whether claims count the thing of others: by one label, or by a figure of theirs in coarser words."""
    mine, theirs = coarse[0].claim, fine[0].claim
    if (mine.stance, "exploded" in mine.action) != (theirs.stance, "exploded" in theirs.action):
        return False
    if mine.model and theirs.model:
        return one_label(mine.model, theirs.model) and one_category(mine.category, theirs.category) != "no"
    if _detail(coarse[0]) >= _detail(fine[0]) or mine.kind != "ordnance":
        return False
    return all(any(_one_figure(one, other) for other in fine) for one in coarse)


def _one_figure(one: Stated, other: Stated) -> bool:
    mine, theirs = one.claim, other.claim
    if mine.kind != theirs.kind or dimension(mine) != dimension(theirs) or mine.part_of or theirs.part_of:
        return False
    things = one_category(mine.category, theirs.category) != "no"
    return things and agreement(mine, theirs) in ("equal", "rounded")


Seats = Mapping[str, tuple[int, int]]
"""By source id: the number of its origin, and its own number among the sources of that origin."""


def seats(origins: Iterable[Origin]) -> Seats:
    """Where each source stands among origins, for `spread`."""
    return {step.source_id: (at, nth) for at, origin in enumerate(origins) for nth, step in enumerate(origin.steps)}


def spread(stated: Sequence[Stated], seats: Seats, declared: Sequence[str] = ()) -> Spread:
    """The figures of one measure over witnesses; `declared` is the programme's order of speakers, the best first.

    A figure that rounds the plain number of another witness ("about 97,000" beside 97,000) widens nothing.
    """
    witnesses = tuple(_witnesses(stated, seats))
    figures = [one.figure for one in witnesses]
    sizes = [size for one in figures if not _rounds_one(one, figures) and (size := _bounds(one)) is not None]
    lows, highs = [size[0] for size in sizes], [size[1] for size in sizes]
    low = None if None in lows or not sizes else min(known for known in lows if known is not None)
    high = None if None in highs or not sizes else max(known for known in highs if known is not None)
    return Spread(low, high, witnesses, tuple(_choices(figures, declared)))


def check(name: str, found: Spread) -> Check | None:
    """P1: witnesses that differ, with the figure under each policy; None where there is one witness or one number."""
    figures = [one.figure.claim for one in found.witnesses]
    if not any(agreement(one, other) == "apart" for one, other in combinations(figures, 2)):
        return None
    rules = "; ".join(f"{one.policy}: {one.text}" for one in found.chosen if one.stated)
    sentence = f"{name}: {found.text}{_base_unit(figures[0])} over {_told(found.witnesses)}. {rules}."
    ids = tuple(one.id for witness in found.witnesses for one in witness.stated)
    said = tuple(f"{one.speaker}: {wording.figure(one.figure.claim)} ({one.figure.label})" for one in found.witnesses)
    return Check(rule="P1", outcome="warning", formula=found.text, sentence=sentence, claims=ids, warnings=said)


def _told(witnesses: Sequence[Witness]) -> str:
    """How many origins, and of how many speakers: what one office says three times is no three witnesses."""
    speakers: list[str] = []
    for one in witnesses:
        if not any(one_speaker(one.speaker, known) for known in speakers):
            speakers.append(one.speaker)
    if len(speakers) == len(witnesses):
        return f"{len(witnesses)} independent witnesses"
    return f"{len(witnesses)} statements of {len(speakers)} speaker{'s' if len(speakers) > 1 else ''}"


def _rounds_one(one: Stated, figures: Sequence[Stated]) -> bool:
    if one.claim.hedge == "exact":
        return False
    plain = (other.claim for other in figures if other.claim.hedge == "exact")
    return any(agreement(one.claim, other) in ("equal", "rounded") for other in plain)


def _base_unit(claim: Claim) -> str:
    return wording.unit(replace(claim, unit="m2" if dimension(claim) == "area" else claim.unit))


def _witnesses(stated: Sequence[Stated], seats: Seats) -> Iterable[Witness]:
    """Claims by origin, and inside an origin by speaker: one text may set two speakers beside each other."""
    groups: list[list[Stated]] = []
    ordered = sorted(stated, key=lambda one: (one.source_id not in seats, seats.get(one.source_id, (0, 0)), order(one)))
    for one in ordered:
        home = next((group for group in groups if _one_witness(group[0], one, seats)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    for group in groups:
        exact = sorted(group, key=lambda one: one.claim.hedge not in ("exact", "at least"))
        yield Witness(group[0].speaker, tuple(exact))


def _one_witness(one: Stated, other: Stated, seats: Seats) -> bool:
    mine, theirs = seats.get(one.source_id), seats.get(other.source_id)
    same_origin = one.source_id == other.source_id or (mine and theirs and mine[0] == theirs[0])
    return bool(same_origin) and one_speaker(one.speaker, other.speaker)


def _bounds(one: Stated) -> tuple[Decimal | None, Decimal | None] | None:
    size = bounds.of(one.claim)
    if size is None:
        return None
    number = base(one.claim)
    factor = number / Decimal(str(one.claim.value)) if number and one.claim.value else Decimal(1)
    return (None if size.low is None else size.low * factor), (None if size.high is None else size.high * factor)


def _choices(figures: Sequence[Stated], declared: Sequence[str]) -> Iterable[Chosen]:
    numbered = [one for one in figures if base(one.claim) is not None]
    by_size = sorted(numbered, key=lambda one: (base(one.claim) or Decimal(0), order(one)))
    by_day = sorted((one for one in numbered if one.published), key=order)
    from_state = [one for one in by_day if official(one.speaker)]
    yield Chosen("lowest", by_size[0] if by_size else None, "the smallest number that any witness states")
    yield Chosen("highest", by_size[-1] if by_size else None, "the largest number that any witness states")
    yield Chosen("latest official", from_state[-1] if from_state else None, "the newest that speaks for a state")
    yield Chosen("most recent", by_day[-1] if by_day else None, "the newest of all, whoever states it")
    if declared:
        ranked = [one for name in declared for one in numbered if one_speaker(one.speaker, name)]
        yield Chosen("declared order", ranked[0] if ranked else None, f"the first of {', '.join(declared)}")
