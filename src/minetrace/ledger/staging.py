"""Rows staged before their entry: a batch of any size becomes current with one short transaction.

A batch reserves its entry number ahead of the head, at a multiple of `GAP`. Its rows are sealed and written under that
number in short transactions; every reader asks for entries up to the head, so nobody sees them. To make the batch
current only the entry itself is written: not one row is touched again, and the lock is held for milliseconds. The entry
says which number it follows, so the numbers between are not missing. One batch is open at a time: two would meet.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from minetrace.ledger.canonical import canonical_text
from minetrace.ledger.models import EndingRow, Entry, Staging
from minetrace.ledger.processes import runs
from minetrace.ledger.times import head_number
from minetrace.ledger.writing import locked, now, write_entry
from minetrace.terms.problem import Problem

GAP = 1_000_000
"""Distance between the head and a reserved number: more verbs than people can do while one batch is staged."""
_SETTLED_EVERY = 1000
_SILENT = 3_600_000_000
_GIVEN_UP = 0
_EXCHANGED_AT_ONCE = 500
_DELETED_AT_ONCE = 250
"""Rows that one transaction deletes: with every record some thirty tables are asked whether they name it."""


def begin(actor: str, verb: str, what: str) -> Staging:
    """Reserve the number of a batch. Raises MT-707 while another batch is being staged."""
    with locked():
        open_ = Staging.objects.first()
        if open_ is not None:
            raise Problem("MT-707", what=open_.what, actor=open_.actor)
        number = (head_number() // GAP + 1) * GAP
        batch = Staging(number=number, actor=actor, verb=verb, what=what, beat=now())
        batch.host, batch.process = socket.gethostname(), os.getpid()
        batch.save(force_insert=True)
    return batch


@contextmanager
def chunk(batch: Staging) -> Iterator[None]:
    """One short transaction that stages rows. Raises MT-707 when the batch was swept or the head came near it."""
    with _unawaited(), locked():
        kept = Staging.objects.filter(pk=batch.number, beat__gt=_GIVEN_UP).update(beat=now())
        if not kept or head_number() >= batch.number - 1000:
            raise Problem("MT-707", what=batch.what, actor=batch.actor)
        if connection.vendor == "postgresql":
            _set("SET LOCAL synchronous_commit = off")
        yield


@contextmanager
def _unawaited() -> Iterator[None]:
    """Commit without waiting for the disk: staged rows that a loss of power takes are nobody's, and the commit of their
    entry, which does wait, brings all before it to the disk.
    """
    if connection.in_atomic_block or connection.vendor == "postgresql":
        yield
        return
    _set("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        _set("PRAGMA synchronous=FULL")


def settle() -> None:
    """Move what the embedded store's log holds into its file, outside the lock, where nobody waits for it."""
    if connection.vendor != "postgresql" and not connection.in_atomic_block:
        _set("PRAGMA wal_checkpoint(PASSIVE)")


def _set(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def publish(
    batch: Staging, made: Mapping[str, Mapping[str, Any]], *, why: str, ended: Mapping[type[EndingRow], Sequence[str]]
) -> Entry:
    """Make a batch current. `made` is what was staged; `ended` names the current rows whose place its rows take.

    Staged rows that do so carry `ended_by` = the batch's own number until now, so that each record has one open
    version at every moment. Raises MT-707 when the batch was swept, MT-708 when one of the ended rows is no longer
    current.
    """
    with locked():
        if not Staging.objects.filter(pk=batch.number, beat__gt=_GIVEN_UP).delete()[0]:
            raise Problem("MT-707", what=batch.what, actor=batch.actor)
        for model, ids in ended.items():
            _exchange(model, ids, batch)
        last = Entry.objects.order_by("-number").first()
        ends = {model._meta.db_table: sorted(map(str, ids)) for model, ids in ended.items() if ids}
        follows = last.number if last else 0
        contents = canonical_text({"made": made, "ended": ends, "erased": [], "follows": follows})
        return write_entry(batch.number, batch.actor, batch.verb, why, contents, last)


def left_behind() -> list[Staging]:
    """Open batches whose process no longer runs."""
    return [batch for batch in Staging.objects.all() if not _runs(batch)]


def give_up(batch: Staging) -> bool:
    """Say under the lock that a batch will not become current; false where it has become so already.

    From then on its rows may be deleted: nobody stages more of them or publishes them. A client that was killed may
    still have a commit under way on its server; that one holds the lock until it is through.
    """
    with locked():
        if Entry.objects.filter(number=batch.number).exists():
            Staging.objects.filter(pk=batch.number).delete()
            return False
        return bool(Staging.objects.filter(pk=batch.number).update(beat=_GIVEN_UP))


def delete_rows(batch: Staging, *tables: str) -> int:
    """Delete the rows of a batch that was given up from tables that share their ids, the last of which holds `entry`;
    in short transactions. Returns how many that one lost.
    """
    total = 0
    while deleted := _delete_some(batch, tables):
        total += deleted
        if total % _SETTLED_EVERY < deleted:
            settle()
    return total


def forget(batch: Staging) -> None:
    """A batch that was given up has no rows any more: its number is free."""
    with locked():
        Staging.objects.filter(pk=batch.number, beat=_GIVEN_UP).delete()


def _delete_some(batch: Staging, tables: Sequence[str]) -> int:
    with _unawaited(), locked(), connection.cursor() as cursor:
        # Where another process was through before, the number may be a new batch's by now.
        if not Staging.objects.filter(pk=batch.number, beat=_GIVEN_UP).exists():
            return 0
        asked = f'SELECT id FROM "{tables[-1]}" WHERE entry = %s LIMIT {_DELETED_AT_ONCE}'  # noqa: S608
        cursor.execute(asked, [batch.number])
        ids = [one for (one,) in cursor.fetchall()]
        for table in tables if ids else ():
            cursor.execute(f'DELETE FROM "{table}" WHERE id IN ({", ".join(["%s"] * len(ids))})', ids)  # noqa: S608
    return len(ids)


def _exchange(model: type[EndingRow], ids: Sequence[str], batch: Staging) -> None:
    rows = model._default_manager
    for start in range(0, len(ids), _EXCHANGED_AT_ONCE):
        part = ids[start : start + _EXCHANGED_AT_ONCE]
        if rows.filter(pk__in=part, ended_by__isnull=True).update(ended_by=batch.number) != len(part):
            raise Problem("MT-708", what=batch.what)
    rows.filter(entry=batch.number, ended_by=batch.number).update(ended_by=None)


def _runs(batch: Staging) -> bool:
    if now() - batch.beat > _SILENT:
        return False
    if batch.host != socket.gethostname():
        return True
    return runs(batch.process, at_work=batch.beat / 1_000_000)
