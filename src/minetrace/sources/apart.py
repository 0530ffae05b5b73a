"""Claims that a person called not the same: they stay apart in every reckoning, until the decision is taken back.

A newer reading may read the same characters otherwise, as a new claim. The decision was on what those characters say,
and so it holds for the claim that quotes them now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from minetrace.accounts.actor import Actor
from minetrace.ledger.writing import writing
from minetrace.sources.models import Claim, ClaimsApart, ReadingClaim
from minetrace.terms.problem import Problem


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision that stands, and the ids of the claims that quote the characters of either side now."""

    verdict: ClaimsApart
    one: frozenset[str]
    other: frozenset[str]


def standing() -> list[Standing]:
    """The decisions that nobody took back, the oldest first."""
    rows = list(ClaimsApart.objects.filter(ended_by__isnull=True).select_related("claim", "other").order_by("id"))
    now = heirs(claim for row in rows for claim in (row.claim, row.other))
    return [Standing(row, now[row.claim_id], now[row.other_id]) for row in rows]


def heirs(claims: Iterable[Claim]) -> dict[str, frozenset[str]]:
    """By claim id, the claim itself and the ids of those that quote its characters now.

    These are claims of its kind in the current reading of its source, where that reading no longer finds it; their
    quotation may be longer or shorter.
    """
    asked = {claim.id: claim for claim in claims}
    sources = {claim.source_id for claim in asked.values()}
    read = ReadingClaim.objects.filter(reading__ended_by__isnull=True, claim__source__in=sources)
    now: dict[str, list[Claim]] = defaultdict(list)
    for item in read.select_related("claim"):
        now[item.claim.source_id].append(item.claim)
    return {id_: frozenset({id_, *_heirs(claim, now[claim.source_id])}) for id_, claim in asked.items()}


def _heirs(claim: Claim, now: Iterable[Claim]) -> Iterable[str]:
    found = list(now)
    if any(one.id == claim.id for one in found):
        return []
    return [one.id for one in found if one.kind == claim.kind and _one_quotation(one, claim)]


def _one_quotation(one: Claim, other: Claim) -> bool:
    """Whether the characters of one hold those of the other."""
    return (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)


def keep_apart(actor: Actor, one: Claim, other: Claim, *, why: str = "") -> ClaimsApart:
    """Say that two claims tell of two happenings, or state two totals; they are not proposed as one again.

    Saying it again changes nothing. Raises MT-431 for a claim and itself.
    """
    actor.require("take")
    if one.pk == other.pk:
        raise Problem("MT-431", quote=one.quote)
    first, second = sorted((one, other), key=lambda claim: str(claim.pk))
    with writing(actor.name, "claims.keep_apart", why=why) as change:
        known = current(first, second)
        if known is not None:
            return known
        verdict = ClaimsApart(claim=first, other=second, actor=actor.name, why=why)
        change.make(verdict)
    return verdict


def take_back(actor: Actor, verdict: ClaimsApart) -> bool:
    """Take it back: the two may be proposed as one again. False where somebody took it back already."""
    actor.require("take")
    with writing(actor.name, "claims.not_apart") as change:
        standing = ClaimsApart.objects.filter(pk=verdict.pk, ended_by__isnull=True).first()
        if standing is None:
            return False
        change.end(standing)
    return True


def current(one: Claim, other: Claim) -> ClaimsApart | None:
    """The decision that stands on two claims, in either order."""
    first, second = sorted((str(one.pk), str(other.pk)))
    return ClaimsApart.objects.filter(claim_id=first, other_id=second, ended_by__isnull=True).first()
