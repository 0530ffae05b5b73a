"""T5 and T6: figures of one text that contradict each other, and sums that come out without a word that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from minetrace.reckoning import bounds, wording
from minetrace.reckoning.links import Links
from minetrace.terms.check import Check
from minetrace.terms.claim import Claim

_LEAST_TOTAL = 100
"""Below this, sums come out by accident in a quarter of all texts with six numbers."""
_LEAST_FIGURES = 3
"""A sum and two figures that give it."""
_MOST_FIGURES = 12
"""Above this, even large sums come out by accident too often to be worth a note."""


def contradictions(links: Links) -> Iterator[Check]:
    """T5: one check for each measure of which the text gives figures that cannot be the same number."""
    measures: dict[Any, list[Claim]] = defaultdict(list)
    for claim in links.claims:
        if claim.stance == "asserted" and _scoped(claim) and bounds.of(claim) is not None:
            measures[_measure(claim)].append(claim)
    for claims in measures.values():
        if len(claims) == 1:
            continue
        against = [claim for claim in claims if any(_contradict(links, claim, other) for other in claims)]
        if against:
            yield _contradiction(against)


def _scoped(claim: Claim) -> bool:
    """True where the claim says enough of its scope to be compared: a tally without days could be any."""
    if claim.category == "other" and claim.model is None:
        return False  # two things of no category are not two counts of one thing
    if claim.counting in ("running", "stock"):
        return True
    dated = claim.from_ is not None and claim.to is not None
    return dated and (claim.counting == "tally" or bool(claim.places))


def _measure(claim: Claim) -> Any:
    return (
        claim.kind,
        claim.unit,
        claim.counting,
        claim.outcome,
        claim.group,
        (claim.cause or "").casefold(),
        claim.category,
        claim.model,
        claim.made_in,
        claim.made_year,
        frozenset(claim.action),
        claim.from_,
        claim.to,
        frozenset(place.casefold() for place in claim.places),
    )


def _contradict(links: Links, left: Claim, right: Claim) -> bool:
    if left.counting == "occurrence" and left.attributed_to == right.attributed_to:
        return False  # one speaker may tell of two finds on one day in one place
    if left.id == right.id or links.related(left, right):
        return False
    one, other = bounds.of(left), bounds.of(right)
    return one is not None and other is not None and not one.meets(other)


def _contradiction(claims: Sequence[Claim]) -> Check:
    speakers = {claim.attributed_to for claim in claims}
    name = _with_speaker if len(speakers) > 1 else wording.figure
    shown = list(dict.fromkeys(map(name, claims)))
    formula = " against ".join(dict.fromkeys(wording.figure(claim) for claim in claims))
    first = claims[0]
    scope = [wording.thing(first), *([wording.listed(first.places)] if first.places else [])]
    days = list(dict.fromkeys(day for day in (first.from_, first.to) if day))
    scope += [" to ".join(days)] if days else []
    sentence = f"{' against '.join(shown)} contradicts: two figures for the same measure ({'; '.join(scope)})."
    return Check(
        rule="T5",
        outcome="broken" if len(speakers) == 1 else "warning",
        formula=formula,
        sentence=sentence,
        claims=tuple(claim.id for claim in claims),
    )


def _with_speaker(claim: Claim) -> str:
    return f"{wording.figure(claim)} ({claim.attributed_to[-1] if claim.attributed_to else 'the publisher'})"


def accidental_sums(links: Links) -> Iterator[Check]:
    """T6: a note where exactly one set of two or three figures gives another figure and no word of the text says so."""
    measures: dict[Any, list[Claim]] = defaultdict(list)
    for claim in links.claims:
        if claim.stance == "asserted" and claim.hedge == "exact" and claim.value:
            measures[claim.kind, claim.unit, claim.counting, claim.from_, claim.to].append(claim)
    for claims in measures.values():
        distinct = list({claim.value: claim for claim in reversed(claims)}.values())[::-1]
        if _LEAST_FIGURES <= len(distinct) <= _MOST_FIGURES:
            yield from _sums_among(links, distinct)


def _sums_among(links: Links, claims: Sequence[Claim]) -> Iterator[Check]:
    sizes = {claim.id: Decimal(str(claim.value)) for claim in claims}
    for total in claims:
        if total.total_of or sizes[total.id] < _LEAST_TOTAL:
            continue
        others = [claim for claim in claims if claim is not total and not links.related(claim, total)]
        hits = [
            parts
            for count in (2, 3)
            for parts in combinations(others, count)
            if sum(sizes[part.id] for part in parts) == sizes[total.id]
            and not any(links.related(*pair) for pair in combinations(parts, 2))
        ]
        if len(hits) == 1:
            yield _note(hits[0], total)


def _note(parts: Sequence[Claim], total: Claim) -> Check:
    formula = f"{' + '.join(wording.figure(part) for part in parts)} = {wording.figure(total)}"
    sentence = f"{formula} is consistent by arithmetic, but no word of the text makes it a total: a note, no link."
    ids = (total.id, *(part.id for part in parts))
    return Check(rule="T6", outcome="not stated", formula=formula, sentence=sentence, claims=ids)
