"""What the programme holds, as claims for reckoning: kept claims with their sources, and people's decisions."""

from __future__ import annotations

from collections import defaultdict

from minetrace.reckoning.stated import Stated, claim_of
from minetrace.register.models import Citation, NotSame
from minetrace.sources.claims import KeptClaim, kept_claims
from minetrace.sources.models import ClaimsApart, Source

_ASIDE = ("misread", "gone")


def stated() -> tuple[Stated, ...]:
    """Every kept claim that was not called misread and that its current reading still finds, as corrected."""
    return tuple(
        _stated(source, kept)
        for source in Source.objects.order_by("id")
        for kept in kept_claims(source.id)
        if kept.state not in _ASIDE
    )


def texts() -> dict[str, str]:
    """The texts by source id."""
    return {row.id: row.text.characters for row in Source.objects.select_related("text").order_by("id")}


def not_same() -> frozenset[frozenset[str]]:
    """Pairs of claims (`Stated.id`) that stay apart: a person said so of the two, or of one and a record that cites the
    other."""
    cited: dict[str, list[str]] = defaultdict(list)
    for row in Citation.objects.filter(claim__isnull=False).order_by("id"):
        cited[row.record_id].append(f"{row.source_id}:{row.claim_id}")
    denied = NotSame.objects.filter(ended_by__isnull=True).select_related("claim").order_by("id")
    kept = ClaimsApart.objects.filter(ended_by__isnull=True).select_related("claim", "other").order_by("id")
    apart = frozenset(frozenset(f"{claim.source_id}:{claim.id}" for claim in (row.claim, row.other)) for row in kept)
    return apart | frozenset(
        frozenset({f"{row.claim.source_id}:{row.claim_id}", other})
        for row in denied
        for other in cited[row.record_id]
        if other != f"{row.claim.source_id}:{row.claim_id}"
    )


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
    )
