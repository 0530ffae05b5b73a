"""What reckoning finds in everything this home keeps, worked out once for each state of the ledger."""

from __future__ import annotations

from functools import lru_cache

from minetrace.ledger.times import head_number, sealed
from minetrace.places import Gazetteer
from minetrace.reckoning.stated import Stated
from minetrace.reckoning.survey import Survey, survey
from minetrace.register import gazetteer, reckoned


def surveyed() -> Survey:
    """The survey of the kept claims. Its newest ledger entry names a state of the home, so equal heads share one."""
    return _of_head(sealed(head_number()))


@lru_cache(maxsize=2)
def _of_head(head: str) -> Survey:
    texts = tuple(reckoned.texts().items())
    return _of(reckoned.stated(), texts, gazetteer.current(), reckoned.not_same(), reckoned.within_scope())


@lru_cache(maxsize=2)
def _of(
    claims: tuple[Stated, ...],
    texts: tuple[tuple[str, str], ...],
    places: Gazetteer,
    not_same: frozenset[frozenset[str]],
    within_scope: frozenset[tuple[str, str]],
) -> Survey:
    """One survey for all states that hold the same claims: most decisions and records change none of them."""
    return survey(claims, dict(texts), gazetteer=places, not_same=not_same, within_scope=within_scope)
