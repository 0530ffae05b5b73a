"""Which records hold one thing: merges as they stand at a ledger entry.

A merge changes no version. While it stands, the kept record answers for the gone one: figures and listings count the
kept record alone, citations and reports of both stand under it, and changes are proposed on it.
"""

from __future__ import annotations

from django.db.models import QuerySet

from minetrace.ledger.times import standing
from minetrace.register.models import Merge, Record
from minetrace.terms.problem import Problem


def merges(*, at: int | None = None) -> QuerySet[Merge]:
    """Merges that stand now, or stood at a ledger entry."""
    return Merge.objects.filter(standing(at))


def merge_of(record: Record) -> Merge | None:
    """The merge by which a record is gone now, if it is."""
    return merges().select_related("kept").filter(gone=record).first()


def answering(record: Record) -> list[str]:
    """Ids of the records that one answers for now: its own first, then those merged into it, and into those."""
    out = [record.pk]
    for pk in out:
        out.extend(merges().filter(kept_id=pk).order_by("id").values_list("gone_id", flat=True))
    return out


def kept_for(*, at: int | None = None) -> dict[str, str]:
    """For each record that is merged away, by id, the record that answers for it in the end."""
    into = dict(merges(at=at).values_list("gone_id", "kept_id"))
    out = {}
    for gone, kept in into.items():
        while kept in into:
            kept = into[kept]
        out[gone] = kept
    return out


def require_present(record: Record) -> None:
    """Raise MT-801 for a record that is merged into another."""
    merge = merge_of(record)
    if merge is not None:
        raise Problem("MT-801", reference=record.reference, kept=merge.kept.reference)
