"""What one source has in common with others: which of its numbers repeat an earlier one, and which are told otherwise.

O3  So many of its numbers repeat an earlier source: the one that had each of them first. Relays of a relay are not
    counted again. Where a day of publication is missing nobody is first, and the numbers are said to be in both.
O4  A number of one happening or total that another source tells otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from minetrace.reckoning import bounds, wording
from minetrace.reckoning.drift import one_measure
from minetrace.reckoning.linkage import Linkage
from minetrace.reckoning.quantities import agreement
from minetrace.reckoning.stated import Stated, order
from minetrace.terms.check import Check

_SAME_FIGURE = ("equal", "rounded")


def elsewhere(links: Linkage, source_id: str) -> dict[str, tuple[Stated, ...]]:
    """For each claim of a source (by `Stated.id`), what other sources say of the same happening or total, in order."""
    found: dict[str, tuple[Stated, ...]] = {}
    for group in links.groups:
        others = tuple(sorted((one for one in group if one.source_id != source_id), key=order))
        found |= {one.id: others for one in group if one.source_id == source_id}
    return found


def checks(links: Linkage, source_id: str) -> tuple[Check, ...]:
    """What the numbers of one source have in common with other sources: O3 by earlier source, then O4."""
    beside = elsewhere(links, source_id)
    mine = [one for group in links.groups for one in group if one.source_id == source_id]
    mine = [one for one in sorted(mine, key=order) if bounds.of(one.claim) is not None]
    return (*_repeated(mine, beside), *_otherwise(mine, beside))


def _repeated(mine: Sequence[Stated], beside: dict[str, tuple[Stated, ...]]) -> Iterator[Check]:
    firsts: dict[str, list[tuple[Stated, Stated]]] = defaultdict(list)
    for one in mine:
        told = [other for other in beside[one.id] if _one_figure(one, other)]
        first = min(told, key=lambda other: (other.published or "9999", order(other)), default=None)
        if first is not None and not (one.published and (first.published or "9999") > one.published):
            firsts[first.source_id].append((one, first))
    for pairs in firsts.values():
        here, there = [one for one, _ in pairs], pairs[0][1]
        dated = bool(here[0].published and there.published)
        verb = (
            ("repeats" if len(here) == 1 else "repeat")
            if dated
            else ("is also in" if len(here) == 1 else "are also in")
        )
        sentence = f"{len(here)} of {len(mine)} numbers here {verb} {there.label}."
        formula = ", ".join(dict.fromkeys(wording.figure(one.claim) for one in here))
        ids = tuple(one.id for pair in pairs for one in pair)
        yield Check(rule="O3", outcome="not stated", formula=formula, sentence=sentence, claims=ids)


def _otherwise(mine: Sequence[Stated], beside: dict[str, tuple[Stated, ...]]) -> Iterator[Check]:
    for one in mine:
        others = [other for other in beside[one.id] if one_measure(one.claim, other.claim)]
        if not others or any(_one_figure(one, other) for other in others):
            continue
        apart = {wording.figure(other.claim): other for other in reversed(others) if not _one_figure(one, other)}
        told = wording.listed([f"{figure} in {apart[figure].label}" for figure in reversed(apart)])
        sentence = f"{wording.phrase(one.claim)} here, {told}: one happening or total, told otherwise."
        formula = " against ".join([wording.figure(one.claim), *reversed(apart)])
        ids = (one.id, *(other.id for other in reversed(apart.values())))
        yield Check(rule="O4", outcome="warning", formula=formula, sentence=sentence, claims=ids)


def _one_figure(one: Stated, other: Stated) -> bool:
    return one_measure(one.claim, other.claim) and agreement(one.claim, other.claim) in _SAME_FIGURE
