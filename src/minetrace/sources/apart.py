"""Claims that a person called not the same: they stay apart in every reckoning, until the decision is taken back."""

from __future__ import annotations

from minetrace.accounts.actor import Actor
from minetrace.ledger.writing import writing
from minetrace.sources.models import Claim, ClaimsApart
from minetrace.terms.problem import Problem


def keep_apart(actor: Actor, one: Claim, other: Claim, *, why: str = "") -> ClaimsApart:
    """Say that two claims tell of two happenings, or state two totals; they are not proposed as one again.

    Saying it again changes nothing. Raises MT-431 for two claims of one source: a text says itself what it counts.
    """
    actor.require("take")
    if one.source_id == other.source_id:
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
