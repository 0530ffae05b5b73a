"""One verb, one transaction, one ledger entry.

    with writing(actor="anna", verb="sources.add") as change:
        change.make(row)

The entry's number is taken under one lock at the start, the entry itself is written last and takes its clock there.
Nothing is visible without its entry, because both come with one commit.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from minetrace.ledger import sealing
from minetrace.ledger.canonical import canonical_text, sha256
from minetrace.ledger.models import EndingRow, Entry, SealedRow
from minetrace.ledger.turns import turn

GENESIS = "0" * 64
_ADVISORY_LOCK = 0x6D696E65  # "mine"
_BATCH = 500


def now() -> int:
    """Microseconds since 1970, UTC."""
    return time.time_ns() // 1000


class Change:
    """What one transaction makes, ends and erases, on its way into the ledger."""

    def __init__(self, number: int, actor: str, verb: str, why: str) -> None:
        self.number = number
        self.actor = actor
        self.verb = verb
        self.why = why
        self._made: dict[str, list[str]] = defaultdict(list)
        self._ended: dict[str, list[str]] = defaultdict(list)
        self._erased: list[list[str]] = []

    def make(self, *rows: SealedRow) -> None:
        """Write new rows under this entry."""
        self.make_all(rows)

    def make_all(self, rows: Iterable[SealedRow]) -> None:
        """Write many new rows under this entry, table by table in the order given."""
        by_model: dict[type[SealedRow], list[SealedRow]] = {}
        for row in rows:
            row.entry = self.number
            by_model.setdefault(type(row), []).append(row)
        for model, new in by_model.items():
            self._number_keys(model, new)
            for row in new:
                row.seal_now()
                self._made[model._meta.db_table].append(row.digest)
            model._default_manager.bulk_create(new, batch_size=_BATCH)

    def end(self, row: EndingRow) -> None:
        """End a row: from this entry on it is history. Raises ValueError for a row that has ended before."""
        changed = type(row)._default_manager.filter(pk=row.pk, ended_by__isnull=True).update(ended_by=self.number)
        if changed != 1:
            raise ValueError(f"{row._meta.db_table} {row.pk} is not current")
        row.ended_by = self.number
        self._ended[row._meta.db_table].append(str(row.pk))

    def erase(self, row: SealedRow, field: str) -> None:
        """Erase a person's field: value and salt are deleted, the digest and this entry stay."""
        if row.tiers.get(field) != "person":
            raise ValueError(f"{row._meta.db_table}.{field} is not a person's field")
        content = sealing.erase_field(row.seal_content(), field)
        row.seal = canonical_text(content)
        setattr(row, field, None)
        row.save(update_fields=[field, "seal"])
        self._erased.append([row._meta.db_table, str(row.pk), field])

    @property
    def empty(self) -> bool:
        """True while nothing was made, ended or erased."""
        return not (self._made or self._ended or self._erased)

    def contents(self) -> dict[str, Any]:
        """What the entry commits to."""
        made = {
            table: {"count": len(digests), "digest": sha256(sorted(digests))} for table, digests in self._made.items()
        }
        ended = {table: sorted(ids) for table, ids in self._ended.items()}
        return {"made": made, "ended": ended, "erased": sorted(self._erased)}

    def _number_keys(self, model: type[SealedRow], rows: list[SealedRow]) -> None:
        """Give integer keys out here, under the lock: the key is part of the seal."""
        key = model._meta.pk
        if key is None or key.get_internal_type() not in ("BigAutoField", "AutoField"):
            return
        last = model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
        for position, row in enumerate((row for row in rows if row.pk is None), start=1):
            row.pk = last + position


@contextmanager
def writing(actor: str, verb: str, *, why: str = "") -> Iterator[Change]:
    """Open the one transaction of a verb. A change that made nothing leaves no entry."""
    with locked():
        last = Entry.objects.order_by("-number").first()
        change = Change((last.number if last else 0) + 1, actor, verb, why)
        yield change
        if not change.empty:
            write_entry(change.number, actor, verb, why, canonical_text(change.contents()), last)


@contextmanager
def locked() -> Iterator[None]:
    """One transaction under the one lock of all writers; for verbs use `writing`, for batches `ledger.staging`."""
    with turn(), transaction.atomic(durable=True):
        _lock()
        yield


def _lock() -> None:
    # SQLite is locked by BEGIN IMMEDIATE already; PostgreSQL would let two writers read the same last entry.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])


def write_entry(number: int, actor: str, verb: str, why: str, contents: str, last: Entry | None) -> Entry:
    """Write an entry after `last`, under the lock, with the clock of now."""
    entry = Entry(
        number=number,
        at=max(now(), last.at if last else 0),
        actor=actor,
        verb=verb,
        why=why,
        contents=contents,
        previous=last.hash if last else GENESIS,
    )
    entry.close()
    entry.save(force_insert=True)
    return entry


def contents_of(entry: Entry) -> dict[str, Any]:
    """An entry's contents as data."""
    contents: dict[str, Any] = json.loads(entry.contents)
    return contents
