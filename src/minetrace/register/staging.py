"""A batch of records on its way: staged in short transactions, current with one entry.

Identity, version, citation and the row's finding aid of each record are written under the batch's reserved number.
Versions that take the place of another wait with `ended_by` set to that number, so that a record never has two open
versions. Sealing is done before the lock is taken: the lock is held for the inserts alone.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection

from minetrace.ledger import bulk, staging
from minetrace.ledger.bulk import SealedTable
from minetrace.ledger.identifiers import new_id
from minetrace.ledger.models import EndingRow, Entry, Staging
from minetrace.register import layers, references
from minetrace.register.geometry import packed
from minetrace.register.kinds import KINDS
from minetrace.register.models import VERSIONS, Citation, Record, Version, folded
from minetrace.sources.models import TableRow

_HELD_SECONDS = 0.15
"""How long a chunk may hold the lock: a person at the desk waits for one chunk at most, and does not notice."""
_FEW, _MANY = 250, 4_000
_SHARED = ("record_id", "status", "basis", "speaker", "said_on", "author")
_CITED = ("record_id", "version", "field", "source_id", "locus")
_AID = ("data_set", "key", "content", "record", "entry")


class RowRecord(NamedTuple):
    """What a row becomes: the version's columns (a shape as WKB), the row's number, key and content; the version it
    replaces, if any.
    """

    columns: Mapping[str, Any]
    row: int
    key: str
    content: str
    replaces: Version | None = None
    status: str = "approved"


class _Chunk:
    """Rows of one chunk, sealed and ready to be written."""

    def __init__(self, kind: str, entry: int) -> None:
        self._kind, self._entry = KINDS[kind], entry
        self.records = SealedTable(Record, ("kind", "reference"), entry)
        self.citations = SealedTable(Citation, _CITED, entry)
        self.aids: list[tuple[Any, ...]] = []
        self._versions: dict[tuple[tuple[str, ...], bool], SealedTable] = {}
        self._boxes: list[tuple[int, float, float, float, float]] = []

    def add_version(self, key: int, shared: Sequence[Any], columns: Mapping[str, Any], replaces: bool) -> None:
        """Seal a version. `shared` are what every version has, in the order of `_SHARED`."""
        columns = folded(self._kind, columns)
        names = tuple(columns)
        table = self._versions.get((names, replaces))
        if table is None:
            also = {"ended_by": self._entry} if replaces else {}
            table = SealedTable(VERSIONS[self._kind.name], (*_SHARED, *names), self._entry, also)
            self._versions[names, replaces] = table
        values = (*shared, *columns.values())
        shape = columns.get(self._kind.geometry or "")
        if shape is None:
            table.add(key, values)
            return
        at = len(shared) + names.index(str(self._kind.geometry))
        stored, box = packed(shape, connection.vendor)
        table.add(key, (*values[:at], shape.hex(), *values[at + 1 :]), (*values[:at], stored, *values[at + 1 :]))
        if box[0] == box[0]:
            self._boxes.append((key, *box))

    def write(self) -> None:
        """Write the rows into the store, inside an open transaction."""
        for table in (self.records, *self._versions.values(), self.citations):
            table.write()
        bulk.insert(TableRow, _AID, self.aids)
        layers.index_boxes(self._kind, self._boxes)

    def written(self, staged: staging.Staged) -> None:
        """Note the digests of the rows that stand in the store now, and make room."""
        for table in (self.records, *self._versions.values(), self.citations):
            staged.add(table.name, table.digests)
            table.clear()
        self.aids, self._boxes = [], []


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
    _digests: staging.Staged = field(default_factory=staging.Staged)
    _chunk: _Chunk = field(init=False)
    _key: int = 0
    _reference: int = 0

    def __post_init__(self) -> None:
        self._chunk = _Chunk(self.kind, self.staged.number)

    def stage(self, rows: Sequence[RowRecord]) -> None:
        """Stage one chunk of records, the last rows of the file first.

        So the first row takes the highest key and reference of the whole batch: who works at the desk meanwhile goes on
        behind them, and no later chunk meets them.
        """
        if not self._key:
            with staging.chunk(self.staged):
                self._key = _next_key(self.kind) + self.rows - 1
                self._reference = references.next_number(self.kind) + self.new - 1
                self._build(rows[:1])
                self._chunk.write()
            self._chunk.written(self._digests)
            rows = rows[1:]
        self._build(rows)
        with staging.chunk(self.staged):
            start = time.monotonic()
            self._chunk.write()
        held = time.monotonic() - start
        self._chunk.written(self._digests)
        self.size = max(_FEW, min(_MANY, 2 * self.size, int(len(rows) * _HELD_SECONDS / held)))

    def publish(self, why: str) -> Entry:
        """Make the batch current. Raises MT-708."""
        return staging.publish(self.staged, self._digests.made(), why=why, ended={VERSIONS[self.kind]: self.ended})

    def discard(self) -> int:
        """Give the batch up; returns how many rows were deleted."""
        return _discard(self.staged)

    def _build(self, rows: Sequence[RowRecord]) -> None:
        chunk, entry, author = self._chunk, self.staged.number, self.staged.actor
        new = (self.basis, self.speaker, self.said_on)
        self._key -= len(rows)
        self._reference -= sum(row.replaces is None for row in rows)
        reference = self._reference
        # Written from the lowest key up, as the store fills its pages best.
        for key, row in enumerate(reversed(rows), self._key + 1):
            before = row.replaces
            if before is None:
                record, said = new_id(), new
                reference += 1
                chunk.records.add(record, (self.kind, references.reference(self.kind, reference)))
            else:
                record, said = before.record_id, (before.basis, before.speaker, before.said_on)
                self.ended.append(str(before.pk))
            chunk.add_version(key, (record, row.status, *said, author), row.columns, before is not None)
            if self.source is not None:
                chunk.citations.add(new_id(), (record, key, "*", self.source, f"row {row.row}"))
            held = record if row.status == "approved" else ""
            chunk.aids.append((self.data_set, row.key, row.content, held, entry))


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
    kind = staged.verb.removesuffix(".import")
    table: type[EndingRow] = VERSIONS[kind]
    if KINDS[kind].geometry and connection.vendor == "sqlite":
        tree = layers.tree_of(KINDS[kind])
        with connection.cursor() as cursor:
            statement = f"DELETE FROM {tree} WHERE id IN (SELECT id FROM {table._meta.db_table} WHERE entry = %s)"  # noqa: S608
            cursor.execute(statement, [staged.number])
    TableRow.objects.filter(entry=staged.number).delete()
    return staging.discard(staged, [Citation, table, Record])


def _next_key(kind: str) -> int:
    last = VERSIONS[kind]._default_manager.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) + 1
