"""A batch of records on its way: staged in short transactions, current with one entry.

Identity, version, citation and the row's finding aid of each record are written under the batch's reserved number.
Versions that take the place of another wait with `ended_by` set to that number, so that a record never has two open
versions. Sealing is done before the lock is taken: the lock is held for the inserts alone.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from minetrace.ledger import staging
from minetrace.ledger.identifiers import new_id
from minetrace.ledger.models import EndingRow, Entry, SealedRow, Staging
from minetrace.register import layers, references
from minetrace.register.kinds import KINDS
from minetrace.register.models import VERSIONS, Citation, Record, Version
from minetrace.sources.models import TableRow

CHUNK = 120
"""Rows of a chunk: some tens of milliseconds under the lock, so that a person at the desk does not wait."""
_BREATH_SECONDS = 0.01
_INSERT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRecord:
    """What a row becomes: the version's columns, the row's number, key and content; the version it replaces, if any."""

    columns: Mapping[str, Any]
    row: int
    key: str
    content: str
    replaces: Version | None = None
    status: str = "approved"


@dataclass(slots=True)
class Batch:
    """An open batch of one kind. Use `begin`, `stage` as often as needed, then `publish`; `discard` gives it up.

    Every version cites its row of `source`, where there is one.
    """

    staged: Staging
    kind: str
    source: str | None
    data_set: str
    basis: str
    speaker: str | None
    said_on: str | None
    new: int
    rows: int
    ended: list[str] = field(default_factory=list)
    _key: int = 0
    _reference: int = 0

    def stage(self, rows: Sequence[RowRecord]) -> None:
        """Stage one chunk of records, the last rows of the file first.

        So the first row takes the highest key and reference of the whole batch: who works at the desk meanwhile goes on
        behind them, and no later chunk meets them.
        """
        if not self._key:
            with staging.chunk(self.staged):
                self._key = _next_key(self.kind) + self.rows - 1
                self._reference = references.next_number(self.kind) + self.new - 1
                _insert(*self._build(rows[:1]))
            rows = rows[1:]
        made, aids = self._build(rows)
        with staging.chunk(self.staged):
            _insert(made, aids)
        time.sleep(_BREATH_SECONDS)

    def publish(self, why: str) -> Entry:
        """Make the batch current. Raises MT-708."""
        return staging.publish(self.staged, _models(self.kind), why=why, ended={VERSIONS[self.kind]: self.ended})

    def discard(self) -> int:
        """Give the batch up; returns how many rows were deleted."""
        return _discard(self.staged)

    def _build(self, rows: Sequence[RowRecord]) -> tuple[list[SealedRow], list[TableRow]]:
        made: list[SealedRow] = []
        aids = []
        for row in rows:
            if row.replaces is None:
                record = Record(kind=self.kind, reference=references.reference(self.kind, self._reference))
                self._reference -= 1
                made.append(record)
                record_id = record.id
            else:
                record_id = row.replaces.record_id
                self.ended.append(str(row.replaces.pk))
            made.append(self._version(row, self._key, record_id))
            if self.source is not None:
                citation = Citation(id=new_id(), version=self._key, field="*", locus=f"row {row.row}")
                citation.record_id, citation.source_id = record_id, self.source
                made.append(citation)
            held = record_id if row.status == "approved" else ""
            aid = TableRow(data_set=self.data_set, key=row.key, content=row.content, record=held)
            aid.entry = self.staged.number
            aids.append(aid)
            self._key -= 1
        staging.sealed(self.staged, made)
        return made, aids

    def _version(self, row: RowRecord, key: int, record_id: str) -> Version:
        before = row.replaces
        version = VERSIONS[self.kind](
            id=key,
            status=row.status,
            basis=before.basis if before else self.basis,
            speaker=before.speaker if before else self.speaker,
            said_on=before.said_on if before else self.said_on,
            author=self.staged.actor,
            ended_by=self.staged.number if before else None,
            **row.columns,
        )
        version.record_id = record_id
        return version


def begin(
    actor: str,
    kind: str,
    what: str,
    *,
    source: str | None,
    data_set: str,
    basis: str,
    speaker: str | None,
    said_on: str | None,
    new: int,
    rows: int,
) -> Batch:
    """Open a batch of `rows` versions at most, `new` of them of new records. Raises MT-707 while another is open."""
    staged = staging.begin(actor, f"{kind}.import", what)
    return Batch(staged, kind, source, data_set, basis, speaker, said_on, new, rows)


def sweep() -> list[tuple[str, int]]:
    """Delete what killed imports left staged; returns what each one was and how many rows it left."""
    swept = ((batch.what, _discard(batch)) for batch in staging.left_behind())
    return [(what, rows) for what, rows in swept if rows]


def abandon() -> None:
    """Delete what any import left staged: for a home that was just restored, in which nobody imports."""
    for batch in Staging.objects.all():
        _discard(batch)


def _models(kind: str) -> list[type[SealedRow]]:
    return [Record, VERSIONS[kind], Citation]


def _discard(staged: Staging) -> int:
    if not staging.give_up(staged):
        return 0
    kind = staged.verb.removesuffix(".import")
    table: type[EndingRow] = VERSIONS[kind]
    if KINDS[kind].geometry and connection.vendor == "sqlite":
        tree = layers.tree_of(KINDS[kind])
        with connection.cursor() as cursor:
            statement = f"DELETE FROM {tree} WHERE id IN (SELECT id FROM {table._meta.db_table} WHERE entry = %s)"  # noqa: S608
            cursor.execute(statement, [staged.number])
    TableRow.objects.filter(entry=staged.number).delete()
    return staging.discard(staged, [Citation, table, Record])


def _insert(made: Sequence[SealedRow], aids: Sequence[TableRow]) -> None:
    by_model: dict[type[SealedRow], list[SealedRow]] = {}
    for row in made:
        by_model.setdefault(type(row), []).append(row)
    for model in sorted(by_model, key=lambda m: m is not Record):
        model._default_manager.bulk_create(by_model[model], batch_size=_INSERT)
    TableRow.objects.bulk_create(aids, batch_size=_INSERT)
    for row in made:
        if isinstance(row, Version):
            layers.index_geometry(row)


def _next_key(kind: str) -> int:
    last = VERSIONS[kind]._default_manager.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) + 1
