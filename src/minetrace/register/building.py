"""Rows of a batch become sealed rows of four tables: identity, version, citation and finding aid, without a store.

Everything here is plain values, so that the work is done in this process or beside it (`register.beside`) alike.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from minetrace.ledger.digests import Digests
from minetrace.ledger.identifiers import new_id
from minetrace.ledger.sealed_table import Ready, Rows, SealedTable, ready
from minetrace.register.shape_bytes import packed

_SHARED = ("record_id", "status", "basis", "speaker", "said_on", "author")
_ASIDE = ("record_number",)
_CITED = ("record_id", "version", "field", "source_id", "locus")
_AID = ("data_set", "key", "content", "record", "entry")
Box = tuple[int, float, float, float, float]
"""A version's key, and of its shape min x, max x, min y, max y."""


class Plan(NamedTuple):
    """What all rows of a batch have in common. `said` is their basis, speaker and date of information; a batch without
    a `source` cites nothing. `vendor` is the store that the rows are for.
    """

    kind: str
    version_table: str
    tiers: Mapping[str, str]
    geometry: str | None
    entry: int
    author: str
    said: tuple[str, str | None, str | None]
    source: str | None
    data_set: str
    aid_table: str
    vendor: str


class Planned(NamedTuple):
    """One row: the version's columns (a shape as WKB; packed by `marshal` where they were kept so), the row's number,
    key and content, the version's status, and the `record_number` of its record. A new record has its `reference`;
    another is `held` as an id, with the basis, speaker and date that it keeps.
    """

    columns: Mapping[str, Any] | bytes
    row: int
    key: str
    content: str
    status: str
    record_number: int | None
    reference: str | None
    held: tuple[str, str, str | None, str | None] | None


class Built(NamedTuple):
    """Rows ready to be written, in the order in which they may be, and the boxes of their shapes."""

    tables: Sequence[Ready]
    boxes: Sequence[Box]


def unpacked(columns: Mapping[str, Any] | bytes) -> Mapping[str, Any]:
    """Columns of a row, however they were kept."""
    return marshal.loads(columns) if isinstance(columns, bytes) else columns


class Builder:
    """Builds the chunks of one batch, and keeps the digests of their rows."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._records = SealedTable("record", {}, ("kind", "reference"), plan.entry)
        self._citations = SealedTable("citation", {}, _CITED, plan.entry)
        self._versions: dict[tuple[tuple[str, ...], bool], SealedTable] = {}
        self._digests = Digests()

    def build(self, first: int, rows: Sequence[Planned]) -> Built:
        """Seal rows whose versions have the keys from `first` on."""
        plan, aids, boxes = self._plan, [], []
        for key, row in enumerate(rows, first):
            if row.held is None:
                record, said = new_id(), plan.said
                self._records.add(record, (plan.kind, row.reference))
            else:
                record, said = row.held[0], row.held[1:]
            columns = unpacked(row.columns)
            box = self._add_version(key, (record, row.status, *said, plan.author), columns, row)
            if box is not None:
                boxes.append(box)
            if plan.source is not None:
                self._citations.add(new_id(), (record, key, "*", plan.source, f"row {row.row}"))
            held = record if row.status == "approved" else ""
            aids.append((plan.data_set, row.key, row.content, held, plan.entry))
        tables = []
        for table in (self._records, *self._versions.values(), self._citations):
            made, digests = table.take()
            if digests:
                self._digests.add(made.table, digests)
                tables.append(made)
        tables.append(Rows(plan.aid_table, _AID, aids))
        return Built([ready(one, plan.vendor) for one in tables], boxes)

    def made(self) -> dict[str, dict[str, Any]]:
        """By table count and digest of all rows, as the entry states them."""
        return self._digests.made()

    def _add_version(self, key: int, shared: Sequence[Any], columns: Mapping[str, Any], row: Planned) -> Box | None:
        names = tuple(columns)
        table = self._versions.get((names, row.held is not None))
        if table is None:
            also = {"ended_by": self._plan.entry} if row.held is not None else {}
            table = SealedTable(
                self._plan.version_table, self._plan.tiers, (*_SHARED, *names), self._plan.entry, also, _ASIDE
            )
            self._versions[names, row.held is not None] = table
        values = (*shared, *columns.values())
        shape = columns.get(self._plan.geometry or "")
        aside = (row.record_number,)
        if shape is None:
            table.add(key, values, aside=aside)
            return None
        at = len(shared) + names.index(str(self._plan.geometry))
        stored, box = packed(shape, self._plan.vendor)
        table.add(key, (*values[:at], shape.hex(), *values[at + 1 :]), (*values[:at], stored, *values[at + 1 :]), aside)
        return (key, *box) if box[0] == box[0] else None
