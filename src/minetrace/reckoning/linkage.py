"""Which claims of many sources tell of one happening, or state one total.

Three answers for two claims: same, different, for review; each with the limit that was met or the score term by term.
`partition` puts together what is the same: the best pairs first, and never two groups of which any pair meets a hard
limit or was called "not the same" by a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from minetrace.places import Gazetteer
from minetrace.reckoning import candidates, happenings
from minetrace.reckoning.ground import Grounds
from minetrace.reckoning.happenings import Happening
from minetrace.reckoning.restated import TOTALS, Totals
from minetrace.reckoning.stated import Stated, order
from minetrace.reckoning.weights import Link, weights

Unit = TypeVar("Unit")
NotSame = Collection[frozenset[str]]
"""Pairs of ids (`Stated.id`) that a person called not the same."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups of claims, each of one text, with the link between them."""

    left: tuple[Stated, ...]
    right: tuple[Stated, ...]
    link: Link


@dataclass(frozen=True, slots=True)
class Linkage:
    """The groups of claims that are the same, in order, the links that made them, and the pairs left for review."""

    groups: tuple[tuple[Stated, ...], ...]
    made_by: tuple[Pair, ...]
    for_review: tuple[Pair, ...]

    def group_of(self, id_: str) -> tuple[Stated, ...]:
        """The group that holds a claim. Raises KeyError for a claim that was not given."""
        for group in self.groups:
            if any(one.id == id_ for one in group):
                return group
        raise KeyError(id_)


def link(stated: Iterable[Stated], *, gazetteer: Gazetteer | None = None, not_same: NotSame = frozenset()) -> Linkage:
    """Link claims of many sources. `not_same` pairs stay apart, and so do the groups they stand in."""
    grounds = Grounds(gazetteer)
    by_source: dict[str, list[Stated]] = defaultdict(list)
    for one in sorted(stated, key=order):
        by_source[one.source_id].append(one)
    told = [
        happening
        for claims in by_source.values()
        for happening in happenings.of_text(
            [one for one in claims if one.claim.counting == "occurrence"], grounds, not_same
        )
    ]
    events = _Grouping(
        told,
        happenings.weigh,
        lambda unit: unit.stated,
        candidates.of_happenings(told),
        not_same,
        _least("occurrence"),
    )
    weigher = Totals({source: tuple(claims) for source, claims in by_source.items()}, grounds)
    counted = [one for claims in by_source.values() for one in claims if one.claim.counting in TOTALS]
    sums = _Grouping(
        counted, weigher.weigh, lambda unit: (unit,), candidates.of_totals(counted), not_same, _least("total")
    )
    groups = sorted([*events.groups(), *sums.groups()], key=lambda group: order(group[0]))
    return Linkage(tuple(groups), (*events.made_by, *sums.made_by), (*events.for_review(), *sums.for_review()))


def partition(
    stated: Iterable[Stated], *, gazetteer: Gazetteer | None = None, not_same: NotSame = frozenset()
) -> list[set[str]]:
    """The claims as sets of ids that tell of one happening or state one total, in a stable order."""
    return [{one.id for one in group} for group in link(stated, gazetteer=gazetteer, not_same=not_same).groups]


def compare(one: Stated, other: Stated, *, gazetteer: Gazetteer | None = None) -> Link:
    """Two claims alone, without what else their texts say."""
    grounds = Grounds(gazetteer)
    occurrences = [stated.claim.counting == "occurrence" for stated in (one, other)]
    if all(occurrences):
        return happenings.weigh(Happening((one,), grounds), Happening((other,), grounds))
    if any(occurrences):
        return Link("different", limit="limit: one happening here, a total there")
    return Totals({one.source_id: (one,), other.source_id: (other,)}, grounds).weigh(one, other)


def _least(table: str) -> float:
    return float(weights()[table]["review"])


class _Grouping(Generic[Unit]):
    """Units put together pair by pair, the strongest link first, with complete-link limits.

    Two groups join only where no pair of their units is barred, and where their pairs score enough for review on the
    average: a chain of half-likenesses holds nothing together.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        weigh: Callable[[Unit, Unit], Link],
        claims: Callable[[Unit], tuple[Stated, ...]],
        pairs: Iterable[tuple[int, int]],
        not_same: NotSame,
        least: float,
    ) -> None:
        self._units, self._claims, self._least = units, claims, least
        self._links: dict[tuple[int, int], Link] = {}
        """Links between pairs that meet no hard limit."""
        self._conflicts: dict[tuple[int, int], Link] = {}
        """Pairs that meet one, and yet are for a person to look at."""
        for left, right in pairs:
            found = weigh(units[left], units[right])
            apart = bool(not_same) and _called_apart(claims(units[left]), claims(units[right]), not_same)
            if not apart and (found.limit is None or found.verdict == "for review"):
                (self._links if found.limit is None else self._conflicts)[left, right] = found
        self._home = list(range(len(units)))
        self._members = {index: [index] for index in self._home}
        self.made_by: list[Pair] = []
        self._join()

    def groups(self) -> list[tuple[Stated, ...]]:
        """The groups, each in order."""
        return [
            tuple(sorted((one for index in members for one in self._claims(self._units[index])), key=order))
            for members in self._members.values()
        ]

    def for_review(self) -> list[Pair]:
        """Pairs in different groups whose score is neither."""
        return [
            self._pair(left, right)
            for (left, right), found in sorted((self._links | self._conflicts).items(), key=lambda item: item[0])
            if found.verdict != "different" and self._home[left] != self._home[right]
        ]

    def _join(self) -> None:
        strongest = sorted(
            (pair for pair, found in self._links.items() if found.verdict == "same"),
            key=lambda pair: (-self._links[pair].score, pair),
        )
        for left, right in strongest:
            one, other = self._home[left], self._home[right]
            if one != other and self._may_join(one, other):
                for index in self._members[other]:
                    self._home[index] = one
                self._members[one] += self._members.pop(other)
                self.made_by.append(self._pair(left, right))

    def _may_join(self, one: int, other: int) -> bool:
        pairs = [(min(a, b), max(a, b)) for a in self._members[one] for b in self._members[other]]
        if any(pair not in self._links for pair in pairs):
            return False
        return sum(self._links[pair].score for pair in pairs) >= self._least * len(pairs)

    def _pair(self, left: int, right: int) -> Pair:
        claims = self._claims
        found = self._links.get((left, right)) or self._conflicts[left, right]
        return Pair(claims(self._units[left]), claims(self._units[right]), found)


def _called_apart(one: Sequence[Stated], other: Sequence[Stated], not_same: NotSame) -> bool:
    return any(frozenset({mine.id, theirs.id}) in not_same for mine in one for theirs in other)
