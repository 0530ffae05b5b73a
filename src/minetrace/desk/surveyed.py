"""What reckoning finds in everything this home keeps, worked out once for each state of the ledger."""

from __future__ import annotations

from functools import lru_cache

from minetrace.ledger.models import Entry
from minetrace.reckoning.survey import Survey, survey
from minetrace.register import gazetteer, reckoned


def surveyed() -> Survey:
    """The survey of the kept claims. Its newest ledger entry names a state of the home, so equal heads share one."""
    head = Entry.objects.order_by("-number").values_list("hash", flat=True).first()
    return _of_head(head or "")


@lru_cache(maxsize=2)
def _of_head(head: str) -> Survey:
    claims = reckoned.stated()
    return survey(claims, reckoned.texts(), gazetteer=gazetteer.current(), not_same=reckoned.not_same())
