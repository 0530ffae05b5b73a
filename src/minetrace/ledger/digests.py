"""The digests of rows that are staged, on disk until the entry states them in order: memory stays flat."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from typing import Any

_AT_ONCE = 1_000


class Digests:
    """The digests of the rows of one batch, by table."""

    def __init__(self) -> None:
        # An empty name is a temporary database on disk that SQLite deletes itself.
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.execute("CREATE TABLE staged (place TEXT, digest BLOB)")

    def add(self, table: str, digests: Iterable[str]) -> None:
        """Note the digests of rows."""
        rows = [(table, bytes.fromhex(one)) for one in digests]
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO staged VALUES (?, ?)", rows)
        self._db.execute("COMMIT")

    def made(self) -> dict[str, dict[str, Any]]:
        """By table count and digest, as `Change.contents` states them."""
        out = {}
        for (table,) in self._db.execute("SELECT DISTINCT place FROM staged ORDER BY place").fetchall():
            digest, count = hashlib.sha256(b"["), 0
            found = self._db.execute("SELECT digest FROM staged WHERE place = ? ORDER BY digest", (table,))
            while some := found.fetchmany(_AT_ONCE):
                listed = '","'.join([one.hex() for (one,) in some])
                digest.update(f'{"," if count else ""}"{listed}"'.encode())
                count += len(some)
            digest.update(b"]")
            out[table] = {"count": count, "digest": digest.hexdigest()}
        return out
