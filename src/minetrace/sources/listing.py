"""The list of sources: each with when it was kept and how many of its claims wait to be checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from minetrace.ledger.models import Entry
from minetrace.sources.models import Decision, ReadingClaim, Source


@dataclass(frozen=True, slots=True)
class Row:
    """A source in the list: when it was kept, how many claims its current reading has, how many wait to be checked."""

    source: Source
    at: int
    claims: int
    waiting: int


def listed(text: str) -> QuerySet[Source]:
    """Sources, newest first; with a text those whose publisher, title or name holds it."""
    found = Source.objects.select_related(None).order_by("-entry", "-id")
    if not text:
        return found
    return found.filter(Q(publisher__icontains=text) | Q(title__icontains=text) | Q(name__icontains=text))


def rows(found: Sequence[Source]) -> list[Row]:
    """Sources with their counts: three queries, however many sources."""
    ids = [source.id for source in found]
    at = dict(Entry.objects.filter(number__in={s.entry for s in found}).values_list("number", "at"))
    current = ReadingClaim.objects.filter(reading__source_id__in=ids, reading__ended_by__isnull=True)
    claims: dict[str, int] = defaultdict(int)
    for source, count in current.values_list("reading__source_id").annotate(count=Count("pk")):
        claims[source] = count
    decided: dict[str, int] = defaultdict(int)
    open_ = Decision.objects.filter(claim__source_id__in=ids, ended_by__isnull=True)
    still_found = open_.filter(claim__found_in__reading__ended_by__isnull=True)
    for source, count in still_found.values_list("claim__source_id").annotate(count=Count("pk", distinct=True)):
        decided[source] = count
    return [Row(s, at[s.entry], claims[s.id], claims[s.id] - decided[s.id]) for s in found]
