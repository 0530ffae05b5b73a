"""How many records of a kind count at a ledger entry, and which record stands at a place among them.

What an entry's hash seals never changes, so what was counted once for a hash is kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Length

from minetrace.ledger.times import sealed, standing
from minetrace.register import sums
from minetrace.register.identity import merges
from minetrace.register.models import VERSIONS, ProposalStep, Record
from minetrace.register.references import in_order, next_number, reference

_MOST = 20_000
"""How many records that do not count are looked at by name."""


def counts(kind: str, *, at: int) -> dict[str, int]:
    """How many records of a kind count at a ledger entry, by basis: what `view.selected` gives."""
    return dict(_counts(kind, at, sealed(at)))


@lru_cache(maxsize=256)
def _counts(kind: str, at: int, _hash: str) -> tuple[tuple[str, int], ...]:
    text, params = sums.selected(kind, at=at)
    out = dict.fromkeys(("own", "reported"), 0)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT basis, SUM(many) FROM ({text}) AS summed GROUP BY basis", params)  # noqa: S608
        out |= {basis: int(count) for basis, count in cursor.fetchall()}
    return tuple(out.items())


def reference_at(kind: str, place: int, *, at: int) -> str | None:
    """The reference of the record that counts with so many before it; None where that takes a look at each record.

    Where as many count as there are numbers, the number says it. All references of a kind stand in one index, those of
    records that do not count too: these are passed over by name.
    """
    if next_number(kind) - 1 == sum(counts(kind, at=at).values()):
        return reference(kind, place + 1)
    passed = _passed(kind, at)
    if passed is None:
        return None
    order: Any = Record.objects.filter(kind=kind).order_by(Length("reference"), "reference")
    references = order.values_list("reference", flat=True)
    over, before = -1, 0
    while before != over:
        over = before
        found = references[place + over : place + over + 1]
        last = next(iter(found), None)
        if last is None:
            return None
        before = sum(in_order(one) <= in_order(last) for one in passed)
    return last


def _passed(kind: str, at: int) -> set[str] | None:
    """The references of the records that do not count; None where they are many, or not all are found."""
    records = Record.objects.filter(kind=kind)
    others = records.count() - sum(counts(kind, at=at).values())
    if others > _MOST:
        return None
    if not others:
        return set()
    table = VERSIONS[kind]._default_manager
    withdrawn = table.filter(standing(at), status="withdrawn").values("record_id")
    waiting = ProposalStep.objects.filter(ended_by__isnull=True, proposal__kind=kind, proposal__base__isnull=True)
    waiting = waiting.exclude(state="approved")
    found: set[str] = set()
    for some in (
        Q(entry__gt=at),
        Q(pk__in=withdrawn),
        Q(pk__in=merges(at=at).values("gone_id")),
        Q(pk__in=waiting.values("proposal__record_id")),
    ):
        found |= set(records.filter(some).values_list("reference", flat=True))
    return found if len(found) == others else None
