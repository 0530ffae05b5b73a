"""Many rows of one table, sealed by one sealer: plain values, that any process can make and the store's own writes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from minetrace.ledger.sealing import Sealer


class Rows(NamedTuple):
    """Rows: their table, the columns they fill, their values as the store takes them."""

    table: str
    columns: Sequence[str]
    values: Sequence[Sequence[Any]]


class Ready(NamedTuple):
    """Rows as their store's bulk insert takes them: how many, and all their values in one list for SQLite, or as lines
    of COPY for PostgreSQL.
    """

    table: str
    columns: Sequence[str]
    many: int
    values: Sequence[Any] | bytes


def ready(rows: Rows, vendor: str) -> Ready:
    """Rows made ready for a store, as far as that can be done without it."""
    table, columns, values = rows
    if vendor == "postgresql":
        return Ready(table, columns, len(values), "".join([_line(row) for row in values]).encode())
    return Ready(table, columns, len(values), [value for row in values for value in row])


# PostgreSQL 15, COPY, "Text Format": what a value may not hold as it is, and how null is written.
_ESCAPES = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"}
_ESCAPED = re.compile(r"[\\\t\n\r]")


def _line(row: Sequence[Any]) -> str:
    return "\t".join([r"\N" if value is None else _copied(str(value)) for value in row]) + "\n"


def _copied(text: str) -> str:
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text) if _ESCAPED.search(text) else text


class SealedTable:
    """New rows of one table under one entry. `names` are the sealed columns that they fill, `aside` those that no seal
    covers, `also` such columns with the one value that all rows have; all others are null.
    """

    def __init__(
        self,
        name: str,
        tiers: Mapping[str, str],
        names: Sequence[str],
        entry: int,
        also: Mapping[str, int] | None = None,
        aside: Sequence[str] = (),
    ) -> None:
        own = {"entry": entry, **(also or {})}
        self._name, self._own = name, tuple(own.values())
        self._columns = ("id", *names, *aside, *own, "seal", "digest")
        self._sealer = Sealer(name, tiers, names, entry)
        self._ids: list[Any] = []
        self._sealed: list[Sequence[Any]] = []
        self._stored: list[Sequence[Any]] = []

    def add(
        self, row_id: Any, sealed: Sequence[Any], stored: Sequence[Any] | None = None, aside: Sequence[Any] = ()
    ) -> None:
        """Take in a row. `sealed` are its values in canonical form, `stored` as the store takes them where other,
        `aside` those that no seal covers.
        """
        self._ids.append(row_id)
        self._sealed.append(sealed)
        self._stored.append((*(sealed if stored is None else stored), *aside))

    def take(self) -> tuple[Rows, list[str]]:
        """The rows since the last time, sealed, and their digests."""
        ids, stored, own = self._ids, self._stored, self._own
        seals = self._sealer.seal_all(list(map(str, ids)), self._sealed) if ids else []
        rows = [(id_, *values, *own, *seal) for id_, values, seal in zip(ids, stored, seals, strict=True)]
        self._ids, self._sealed, self._stored = [], [], []
        return Rows(self._name, self._columns, rows), [digest for _, digest in seals]
