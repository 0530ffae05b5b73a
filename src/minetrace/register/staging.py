"""A batch of records on its way: staged in short transactions, current with one entry.

Identity, version, citation and the row's finding aid of each record are written under the batch's reserved number.
Versions that take the place of another wait with `ended_by` set to that number, so that a record never has two open
versions. Sealing is done before the lock is taken, of a large batch in a process beside: the lock is held for the
inserts alone.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection

from minetrace.ledger import bulk, staging
from minetrace.ledger.models import Entry, Staging
from minetrace.register import layers, references
from minetrace.register.beside import Beside, Here
from minetrace.register.building import Built, Plan, Planned, unpacked
from minetrace.register.kinds import KINDS
from minetrace.register.models import VERSIONS, Citation, Record, Version, folded
from minetrace.sources.models import TableRow

_HELD_SECONDS = 0.12
"""How long a chunk may hold the lock: a person at the desk waits for one chunk at most, and does not notice."""
_FEW, _MANY = 250, 4_000
_SETTLED_EVERY = 1_000
"""Rows after which the store's log is moved into its file: often enough that nobody else's commit has to."""
_WORTH_A_PROCESS = 5_000
"""Rows of a batch from which on a process beside saves more than its start takes."""


class RowRecord(NamedTuple):
    """What a row becomes: the version's columns (a shape as WKB; packed by `marshal` where they were kept so), the
    row's number, key and content; the version it replaces, if any.
    """

    columns: Mapping[str, Any] | bytes
    row: int
    key: str
    content: str
    replaces: Version | None = None
    status: str = "approved"


@dataclass(slots=True)
class Batch:
    """An open batch of one kind. Use `begin`, `stage` as often as needed, then `publish`; `discard` gives it up.

    Every version cites its row of `source`, where there is one. `size` is how many rows the next chunk should have, by
    how long the last one held the lock.
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
    size: int = _FEW
    _builder: Here | Beside | None = None
    _unsettled: int = 0
    _key: int = 0
    _reference: int = 0

    def stage(self, rows: Sequence[RowRecord]) -> None:
        """Stage one chunk of records, the last rows of the file first. It is written now or with the next one.

        So the first row takes the highest key and reference of the whole batch: who works at the desk meanwhile goes on
        behind them, and no later chunk meets them.
        """
        builder = self._builder
        if builder is None:
            self._builder = builder = (Beside if self.rows >= _WORTH_A_PROCESS else Here)(self._plan())
            with staging.chunk(self.staged):
                self._key = _next_key(self.kind) + self.rows
                self._reference = references.next_number(self.kind) + self.new
                for built in (*self._put(builder, rows[:1]), *builder.rest()):
                    _write(self.kind, built)
            rows = rows[1:]
        for built in self._put(builder, rows):
            self._write_chunk(built)

    def publish(self, why: str) -> Entry:
        """Make the batch current. Raises MT-708."""
        made = {}
        if self._builder is not None:
            for built in self._builder.rest():
                self._write_chunk(built)
            made = self._builder.made()
            self._builder.close()
        return staging.publish(self.staged, made, why=why, ended={VERSIONS[self.kind]: self.ended})

    def discard(self) -> int:
        """Give the batch up; returns how many rows were deleted."""
        if self._builder is not None:
            self._builder.close()
        return _discard(self.staged)

    def _plan(self) -> Plan:
        version = VERSIONS[self.kind]
        return Plan(
            kind=self.kind,
            version_table=version._meta.db_table,
            tiers=version.tiers,
            geometry=KINDS[self.kind].geometry,
            entry=self.staged.number,
            author=self.staged.actor,
            said=(self.basis, self.speaker, self.said_on),
            source=self.source,
            data_set=self.data_set,
            aid_table=TableRow._meta.db_table,
            vendor=connection.vendor,
        )

    def _put(self, builder: Here | Beside, rows: Sequence[RowRecord]) -> list[Built]:
        """Have rows built, from the lowest key up, as the store fills its pages best."""
        kind, planned = KINDS[self.kind], []
        self._key -= len(rows)
        self._reference -= sum(row.replaces is None for row in rows)
        number = self._reference
        for row in reversed(rows):
            before, reference, held = row.replaces, None, None
            if before is None:
                reference, record_number = references.reference(self.kind, number), number
                number += 1
            else:
                record_number = before.record_number
                held = before.record_id, before.basis, before.speaker, before.said_on
                self.ended.append(str(before.pk))
            columns = folded(kind, unpacked(row.columns)) if kind.extra else row.columns
            said = row.row, row.key, row.content, row.status
            planned.append(Planned(columns, *said, record_number, reference, held))
        return builder.put(self._key, planned)

    def _write_chunk(self, built: Built) -> None:
        with staging.chunk(self.staged):
            start = time.monotonic()
            _write(self.kind, built)
        held, count = time.monotonic() - start, built.tables[-1].many
        self.size = max(_FEW, min(_MANY, 2 * self.size, int(count * _HELD_SECONDS / held)))
        self._unsettled += count
        if self._unsettled >= _SETTLED_EVERY:
            staging.settle()
            self._unsettled = 0


def _write(kind: str, built: Built) -> None:
    """Write a chunk into the store, inside an open transaction."""
    for rows in built.tables:
        bulk.insert(rows)
    layers.index_boxes(KINDS[kind], built.boxes)


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


def _discard(staged: Staging) -> int:
    if not staging.give_up(staged):
        return 0
    kind = KINDS[staged.verb.removesuffix(".import")]
    version = VERSIONS[kind.name]._meta.db_table
    boxes = [layers.tree_of(kind)] if kind.geometry and connection.vendor == "sqlite" else []
    staging.delete_rows(staged, TableRow._meta.db_table)
    tables = [Citation._meta.db_table], [*boxes, version], [Record._meta.db_table]
    deleted = sum(staging.delete_rows(staged, *names) for names in tables)
    staging.forget(staged)
    return deleted


def _next_key(kind: str) -> int:
    last = VERSIONS[kind]._default_manager.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) + 1
