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
