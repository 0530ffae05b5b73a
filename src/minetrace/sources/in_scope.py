"""Finds that a person placed in the scope of a stated total: reckoning holds them against it until that is taken back.

Where a newer reading has other claims on the same characters, the decision holds for those (`apart.heirs`).
"""

from __future__ import annotations

from minetrace.accounts.actor import Actor
from minetrace.ledger.writing import writing
from minetrace.sources.apart import heirs
from minetrace.sources.models import Claim, ClaimInScope
from minetrace.terms.problem import Problem


def standing() -> frozenset[tuple[str, str]]:
    """The decisions that nobody took back, as pairs of claim ids: each find with each total, as they are read now."""
    rows = list(ClaimInScope.objects.filter(ended_by__isnull=True).select_related("find", "total").order_by("id"))
    now = heirs(claim for row in rows for claim in (row.find, row.total))
    return frozenset((find, total) for row in rows for find in now[row.find_id] for total in now[row.total_id])


def place(actor: Actor, find: Claim, total: Claim, *, why: str = "") -> ClaimInScope:
    """Say that the items of one claim are among those that another counts. Saying it again changes nothing.

    Raises MT-432 where the first is no occurrence, or the second no total.
    """
    actor.require("take")
    if find.counting != "occurrence" or total.counting == "occurrence":
        raise Problem("MT-432", find=find.quote, total=total.quote)
    with writing(actor.name, "claims.in_scope", why=why) as change:
        known = current(find, total)
        if known is not None:
            return known
        verdict = ClaimInScope(find=find, total=total, actor=actor.name, why=why)
        change.make(verdict)
    return verdict


def take_back(actor: Actor, find: Claim, total: Claim) -> bool:
    """Take it back: whether the find lies in the scope is open again. False where nothing stands on the two."""
    actor.require("take")
    with writing(actor.name, "claims.not_in_scope") as change:
        known = current(find, total)
        if known is None:
            return False
        change.end(known)
    return True


def current(find: Claim, total: Claim) -> ClaimInScope | None:
    """The decision that stands on a find and a total."""
    return ClaimInScope.objects.filter(find=find, total=total, ended_by__isnull=True).first()
