"""Who denies what of a happening, beside those who state it.

P2  A speaker denies a figure that stands in the same happening. Shown with what others state of it; it never enters a
    range from low to high.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from minetrace.reckoning import wording
from minetrace.reckoning.linkage import Linkage
from minetrace.reckoning.speakers import one_speaker
from minetrace.reckoning.stated import Stated
from minetrace.terms.check import Check


def checks(links: Linkage) -> Iterator[Check]:
    """P2 for each denied figure of a happening of which others state one."""
    for group in links.groups:
        for denied in (one for one in group if one.claim.stance == "denied"):
            stated = _stated(group, denied)
            if stated:
                yield _check(denied, stated)


def _stated(group: Sequence[Stated], denied: Stated) -> list[Stated]:
    """What the happening's other speakers, and the denier itself, state of the same outcome or of items."""
    mine = denied.claim
    alike = [
        one
        for one in group
        if one.claim.stance == "asserted" and (one.claim.kind, one.claim.outcome) == (mine.kind, mine.outcome)
    ]
    return sorted(alike, key=lambda one: one_speaker(one.speaker, denied.speaker))


def _check(denied: Stated, stated: Sequence[Stated]) -> Check:
    said = [f"{wording.phrase(one.claim)} ({one.speaker})" for one in stated]
    figure = wording.phrase(denied.claim)
    sentence = f"{denied.speaker} denies {figure}; stated: {wording.listed(list(dict.fromkeys(said)))}."
    formula = f"{figure} denied"
    ids = (denied.id, *(one.id for one in stated))
    return Check(rule="P2", outcome="warning", formula=formula, sentence=sentence, claims=ids)
