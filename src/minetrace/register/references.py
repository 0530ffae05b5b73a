"""References of records (F-000012): how the next one is made, and in which order they stand.

A reference is its kind's prefix and a number of at least six digits. Past 999,999 it has seven, so text order would
put F-1000000 before F-200000: the order is by length, then by text, in SQL and in Python alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length

from minetrace.register.kinds import KINDS
from minetrace.register.models import Record, Version, number_in

_FIRST, _MOST = 100, 2_000
"""How many records are looked at, at least and at most, in one step through them all."""

_SIDE_BY_SIDE = 2
"""How many records are looked at in order in the time that one match takes to be gathered: records in order stand side
by side in the store, matches all over it."""

IN_ORDER = (Length("record__reference"), "record__reference", "pk")
"""The order of versions by the references of their records; without their kind the store gathers and sorts."""


def reference(kind: str, number: int) -> str:
    """The reference of a kind's record by its number."""
    return f"{KINDS[kind].prefix}-{number:06d}"


def next_number(kind: str) -> int:
    """The number after the highest that a record of a kind bears, one that is staged included; ask under the lock."""
    last = Record.objects.filter(kind=kind).order_by(Length("reference").desc(), "-reference")
    highest = last.values_list("reference", flat=True).first()
    return number_in(highest) + 1 if highest else 1


def numbered(kind: str, numbers: Iterable[int]) -> list[str]:
    """Ids of the records of a kind that bear some numbers."""
    named = [reference(kind, number) for number in numbers]
    return list(Record.objects.filter(reference__in=named).values_list("id", flat=True))


def in_order(reference: str) -> tuple[int, str]:
    """What references are sorted by."""
    return len(reference), reference


def soon_met(records: int, matches: int, wanted: int) -> bool:
    """Whether so many matches stand so close among the records of a kind that the first `wanted` of them are found
    sooner by a look at the records in order than by gathering all matches and sorting them.
    """
    return wanted * records < _SIDE_BY_SIDE * matches**2


def in_chunks(kind: str, first: int = 0, start: str | None = None, *, most: int | None = None) -> Iterator[list[str]]:
    """Ids of the records of a kind in the order of their references, all or from one on: so many first, then more at a
    time, until `most` were looked at. What stands further on is left to who gathers: records are often in the order of
    their days, and all matches of a month stand together somewhere.
    """
    many, seen = min(max(first, _FIRST), _MOST), 0
    found = from_reference(kind, start or reference(kind, 0), many)
    while found:
        yield [record for record, _ in found]
        seen += len(found)
        if most is not None and seen >= most:
            return
        many = min(2 * many, _MOST)
        found = from_reference(kind, found[-1][1], many, ">")


def from_reference(kind: str, start: str, many: int, how: str = ">=") -> list[tuple[str, str]]:
    """Ids and references of the first records of a kind, in order, from one on, or (">") after it.

    Those of its length first, then the longer ones: said in one, no index of SQLite's leads there.
    """
    rows: Any = Record.objects.filter(kind=kind).values_list("id", "reference")
    column = '"record"."reference"'
    alike = RawSQL(f"LENGTH({column}) = %s AND {column} {how} %s", in_order(start), output_field=BooleanField())
    found = list(rows.filter(Q(alike)).order_by("reference")[:many])
    if len(found) < many:
        longer = RawSQL(f"LENGTH({column}) > %s", (len(start),), output_field=BooleanField())
        found += rows.filter(Q(longer)).order_by(Length("reference"), "reference")[: many - len(found)]
    return found


def ordered(rows: QuerySet[Version]) -> Any:
    """Versions of a kind in the order of their references.

    The kind is asked of the record too: so the order is read from the index of records, and a page of a million is not
    sorted first.
    """
    kind = rows.model.kind.name
    return rows.filter(record__kind=kind).order_by(*IN_ORDER)
