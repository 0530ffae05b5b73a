"""Many rows of one table at once: sealed by one sealer; prepared statements in SQLite, COPY in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models

from minetrace.ledger.models import SealedRow
from minetrace.ledger.sealing import Sealer


class SealedTable:
    """New rows of one table under one entry. `names` are the sealed columns that they fill, `also` the values of those
    that no seal covers; all others are null.
    """

    def __init__(
        self, model: type[SealedRow], names: Sequence[str], entry: int, also: Mapping[str, int] | None = None
    ) -> None:
        own = {"entry": entry, **(also or {})}
        self._model, self._own = model, tuple(own.values())
        self._columns = ("id", *names, *own, "seal", "digest")
        self.name = model._meta.db_table
        self._sealer = Sealer(self.name, model.tiers, names, entry)
        self.digests: list[str] = []
        self.rows: list[tuple[Any, ...]] = []

    def add(self, row_id: Any, sealed: Sequence[Any], stored: Sequence[Any] | None = None) -> None:
        """Seal one more row. `sealed` are its values in canonical form, `stored` as the store takes them if other."""
        seal, digest = self._sealer.seal(str(row_id), sealed)
        self.digests.append(digest)
        self.rows.append((row_id, *(sealed if stored is None else stored), *self._own, seal, digest))

    def write(self) -> None:
        """Write the rows; `clear` makes room for the next ones."""
        if self.rows:
            insert(self._model, self._columns, self.rows)

    def clear(self) -> None:
        """Forget the rows that were written."""
        self.digests, self.rows = [], []


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write rows, their values in the order of `columns` and as the store takes them; other columns are null."""
    listed = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{model._meta.db_table}" ({listed}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({listed}) VALUES ({marks})', rows)  # noqa: S608
