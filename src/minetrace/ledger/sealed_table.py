"""Many rows of one table, sealed by one sealer: plain values, that any process can make and the store's own writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from minetrace.ledger.sealing import Sealer


class Rows(NamedTuple):
    """Rows that are ready to be written: their table, the columns they fill, their values as the store takes them."""

    table: str
    columns: Sequence[str]
    values: Sequence[Sequence[Any]]


class SealedTable:
    """New rows of one table under one entry. `names` are the sealed columns that they fill, `also` the values of those
    that no seal covers; all others are null.
    """

    def __init__(
        self,
        name: str,
        tiers: Mapping[str, str],
        names: Sequence[str],
        entry: int,
        also: Mapping[str, int] | None = None,
    ) -> None:
        own = {"entry": entry, **(also or {})}
        self._name, self._own = name, tuple(own.values())
        self._columns = ("id", *names, *own, "seal", "digest")
        self._sealer = Sealer(name, tiers, names, entry)
        self._digests: list[str] = []
        self._rows: list[tuple[Any, ...]] = []

    def add(self, row_id: Any, sealed: Sequence[Any], stored: Sequence[Any] | None = None) -> None:
        """Seal one more row. `sealed` are its values in canonical form, `stored` as the store takes them if other."""
        seal, digest = self._sealer.seal(str(row_id), sealed)
        self._digests.append(digest)
        self._rows.append((row_id, *(sealed if stored is None else stored), *self._own, seal, digest))

    def take(self) -> tuple[Rows, list[str]]:
        """The rows since the last time, and their digests."""
        rows, digests = Rows(self._name, self._columns, self._rows), self._digests
        self._rows, self._digests = [], []
        return rows, digests
