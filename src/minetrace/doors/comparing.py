"""The rows of a file against what was imported before, in a scratch database on disk: memory stays flat.

A row is known again by its key column; without one by its whole content and its ordinal among rows of equal content,
so that two victims of one event, alike in every column, stay two.
"""

from __future__ import annotations

import hashlib
import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from minetrace.doors.files import Row
from minetrace.register.building import unpacked
from minetrace.register.shape_bytes import wkb
from minetrace.terms.problem import Problem

_TABLES = """
CREATE TABLE row (number INTEGER PRIMARY KEY, key TEXT, content TEXT, kept INTEGER, day TEXT, columns BLOB);
CREATE TABLE known (key TEXT PRIMARY KEY, content TEXT, record TEXT) WITHOUT ROWID;
CREATE TABLE refusal (number INTEGER, why TEXT);
CREATE TABLE shape (digest BLOB);
"""
_ACCEPTED, _DOUBTFUL = 1, 2
_AT_ONCE = 1_000


class Spooled(NamedTuple):
    """A converted row on its way: number, key, content digest, columns (shapes as WKB) as `marshal` packs them, the
    record it is known as.
    """

    number: int
    key: str
    content: str
    packed: bytes
    record: str | None = None

    @property
    def columns(self) -> Mapping[str, Any]:
        """The columns of the row."""
        return unpacked(self.packed)


class Scratch:
    """A private database that vanishes with the process."""

    def __init__(self) -> None:
        # An empty name is a temporary database on disk that SQLite deletes itself.
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")
        self._keyed = False
        self._rows: list[tuple[int, str | None, str, int, str | None, bytes | None]] = []
        self._shapes: list[tuple[bytes]] = []

    def __enter__(self) -> Scratch:
        return self

    def __exit__(self, *_error: object) -> None:
        self._db.close()

    def add(
        self,
        number: int,
        key: str | None,
        content: str,
        columns: dict[str, Any] | None,
        *,
        doubtful: bool = False,
        day: str | None = None,
    ) -> None:
        """Keep a row and the day by which it is put in order; a refused one with no columns, so that it does not count
        as gone.
        """
        if key is None and not self._keyed:
            key = f"{content}:1"
        blob = None if columns is None else marshal.dumps(columns)
        kept = 0 if columns is None else _DOUBTFUL if doubtful else _ACCEPTED
        self._rows.append((number, key, content, kept, day, blob))
        if len(self._rows) == _AT_ONCE:
            self._write()

    def refuse(self, numbers: Sequence[int]) -> int:
        """Refuse rows that were kept until now; returns how many of them were doubtful."""
        ask = "SELECT COUNT(*) FROM row WHERE number = ? AND kept = ?"
        doubtful: int = sum(self._db.execute(ask, (one, _DOUBTFUL)).fetchone()[0] for one in numbers)
        self._db.executemany("UPDATE row SET kept = 0, columns = NULL WHERE number = ?", ((one,) for one in numbers))
        return doubtful

    def note_refusal(self, number: int, problem: Problem) -> None:
        """Remember why a row is refused."""
        self._db.execute(
            "INSERT INTO refusal VALUES (?, ?)", (number, f"{problem.code} {problem.what} {problem.next_step}")
        )

    def refusals(self) -> Iterator[tuple[int, str]]:
        """The numbers of refused rows in the order of the file, each with its reasons."""
        yield from self._db.execute(
            "SELECT number, group_concat(why, ' ') FROM refusal GROUP BY number ORDER BY number"
        )

    def note_key(self, key: str, number: int) -> int | None:
        """Remember which row has a key; returns the row that has it already."""
        if self._db.execute("INSERT OR IGNORE INTO keyed VALUES (?, ?)", (key, number)).rowcount:
            return None
        found: int = self._db.execute("SELECT number FROM keyed WHERE key = ?", (key,)).fetchone()[0]
        return found

    def use_keys(self) -> None:
        """Prepare for rows that have a key column."""
        self._keyed = True
        self._db.execute("CREATE TABLE keyed (key TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID")

    def count_equals(self) -> None:
        """Give rows without a key their content and ordinal among equals as key; as long as none has an equal, that is
        the first.
        """
        self._write()
        self._db.execute(
            "UPDATE row SET key = content || ':' || n FROM (SELECT number AS at, ROW_NUMBER() OVER "
            "(PARTITION BY content ORDER BY number) AS n FROM row) WHERE at = number AND n > 1"
        )

    def know(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Take in what was imported before: key, content, record; later ones stand for earlier ones."""
        self._write()
        for key, content, record in rows:
            if record:
                self._db.execute("INSERT OR REPLACE INTO known VALUES (?, ?, ?)", (key, content, record))
            else:
                self._db.execute("DELETE FROM known WHERE key = ?", (key,))

    def counts(self) -> dict[str, int]:
        """How many rows are new, changed, unchanged, and how many known ones are gone."""
        self._db.execute("CREATE INDEX IF NOT EXISTS row_key ON row (key)")
        new, changed, unchanged = self._db.execute(
            "SELECT SUM(k.record IS NULL), SUM(k.content <> r.content), SUM(k.content = r.content) "
            "FROM row r LEFT JOIN known k USING (key) WHERE r.kept"
        ).fetchone()
        gone = self._db.execute("SELECT COUNT(*) FROM known WHERE key NOT IN (SELECT key FROM row)").fetchone()[0]
        return {"new": new or 0, "changed": changed or 0, "unchanged": unchanged or 0, "gone": gone}

    def new(self, *, by_day: bool = False) -> Iterator[Spooled]:
        """Rows that were never imported, the last of the file first, or those of the last day first."""
        yield from self._spooled("k.record IS NULL", "r.day DESC, r.number DESC" if by_day else "r.number DESC")

    def changed(self) -> Iterator[Spooled]:
        """Rows whose content is another than before."""
        yield from self._spooled("k.content <> r.content", "r.number DESC")

    def gone(self) -> Iterator[tuple[str, str]]:
        """Key and record of known rows that the file no longer has."""
        yield from self._db.execute(
            "SELECT key, record FROM known WHERE key NOT IN (SELECT key FROM row) ORDER BY record"
        )

    def add_shape(self, wkb: bytes) -> None:
        """Remember a shape, to know at the end how many are repeated."""
        self._shapes.append((hashlib.blake2b(wkb, digest_size=16).digest(),))
        if len(self._shapes) == _AT_ONCE:
            self._write()

    def repeated_shapes(self) -> int:
        """How many shapes stand after the first that is the same."""
        self._write()
        found: int = self._db.execute("SELECT COUNT(*) - COUNT(DISTINCT digest) FROM shape").fetchone()[0]
        return found

    def _write(self) -> None:
        """Bring what is held in memory to the database."""
        self._db.executemany("INSERT INTO row VALUES (?, ?, ?, ?, ?, ?)", self._rows)
        self._db.executemany("INSERT INTO shape VALUES (?)", self._shapes)
        self._rows.clear()
        self._shapes.clear()

    def _spooled(self, which: str, order: str) -> Iterator[Spooled]:
        rows = self._db.execute(
            "SELECT r.number, r.key, r.content, r.columns, k.record FROM row r LEFT JOIN known k USING (key) "  # noqa: S608
            f"WHERE r.kept AND {which} ORDER BY {order}"
        )
        yield from map(Spooled._make, rows)


def content_of(row: Row, positions: Sequence[int] | None = None) -> str:
    """The digest of what a row holds: of all its cells, or of those at some positions, with its shape."""
    cells = row.cells if positions is None else [row.cells[position] for position in positions]
    digest = hashlib.blake2b("\x1f".join(cells).encode("utf-8", "surrogatepass"), digest_size=16)
    if row.shape is not None:
        digest.update(wkb(row.shape))
    return digest.hexdigest()


def key_of(text: str) -> str:
    """The digest under which a key is remembered."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
