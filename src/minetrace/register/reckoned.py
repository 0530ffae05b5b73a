"""What the programme holds, as claims for reckoning: kept claims with their sources, and people's decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from minetrace.reckoning.stated import Stated, claim_of
from minetrace.register.models import Citation, NotSame
from minetrace.sources import apart, in_scope
from minetrace.sources.claims import KeptClaim, kept_claims_of_all
from minetrace.sources.models import Claim, Source
from minetrace.sources.tables import row_of

_ASIDE = ("misread", "gone")


def stated() -> tuple[Stated, ...]:
    """Every kept claim that was not called misread and that its current reading still finds, as corrected.

    One that a person read, and that the reading no longer finds, is reckoned with too, unless the reading has another
    claim on its characters.
    """
    sources = {source.id: source for source in Source.objects.all()}
    kept = [one for one in kept_claims_of_all() if one.state not in _ASIDE]
    replaced = _replaced(one for one in kept if one.ordinal is None)
    return tuple(_stated(sources[one.row.source_id], one) for one in kept if one.id not in replaced)


def _replaced(kept: Iterable[KeptClaim]) -> frozenset[str]:
    return frozenset(id_ for id_, now in apart.heirs(one.row for one in kept).items() if len(now) > 1)


def texts() -> dict[str, str]:
    """The texts by source id."""
    return {row.id: row.text.characters for row in Source.objects.select_related("text").order_by("id")}


def not_same() -> frozenset[frozenset[str]]:
    """Pairs of claims (`Stated.id`) that stay apart: a person said so of the two, or of one and a record that cites the
    other."""
    cited: dict[str, list[Claim]] = defaultdict(list)
    for row in Citation.objects.select_related("claim").order_by("id"):
        if row.claim is not None:
            cited[row.record_id].append(row.claim)
    denied = NotSame.objects.filter(ended_by__isnull=True).select_related("claim").order_by("id")
    pairs = [(row.claim, other) for row in denied for other in cited[row.record_id]]
    now = apart.heirs(claim for pair in pairs for claim in pair)
    sides = [(now[one.id], now[other.id]) for one, other in pairs]
    sides += [(decision.one, decision.other) for decision in apart.standing()]
    named = _stated_ids(id_ for side in sides for ids in side for id_ in ids)
    return frozenset(
        frozenset({named[one], named[other]})
        for left, right in sides
        for one in left
        for other in right
        if one != other
    )


def within_scope() -> frozenset[tuple[str, str]]:
    """Finds that a person placed in the scope of a stated total: pairs of ids (`Stated.id`)."""
    pairs = in_scope.standing()
    named = _stated_ids(id_ for pair in pairs for id_ in pair)
    return frozenset((named[find], named[total]) for find, total in pairs)


def _stated_ids(claims: Iterable[str]) -> dict[str, str]:
    """By claim id, what reckoning calls the claim (`Stated.id`)."""
    rows = Claim.objects.filter(id__in=set(claims)).values_list("id", "source_id")
    return {claim: f"{source}:{claim}" for claim, source in rows}


def _stated(source: Source, kept: KeptClaim) -> Stated:
    links = {"total_of": kept.total_of, "part_of": kept.part_of}
    place = {"id": kept.id, "quote": kept.row.quote, "span": (kept.row.start, kept.row.end)}
    return Stated(
        claim=claim_of({**kept.read_as, **links, **place}),
        source_id=source.id,
        publisher=source.publisher,
        published=source.published,
        language=source.language,
        text_id=source.text_id,
        address=source.url,
        row=row_of(kept.derivation),
    )
