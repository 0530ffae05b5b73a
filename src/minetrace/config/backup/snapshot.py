"""A still copy of both databases while people write: SQLite's online backup, or `pg_dump` of an exported snapshot.

Both hold everything that was acknowledged before the copy began and nothing in part; writers go on meanwhile. What the
backup must know of the copy (newest entry, originals, migrations) is read from that same still state.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minetrace.config.home import Home
from minetrace.terms.problem import Problem

Rows = list[tuple[Any, ...]]
NEWEST = "SELECT number, hash, at FROM ledger_entry ORDER BY number DESC LIMIT 1"
ORIGINALS = "SELECT id FROM source_original ORDER BY id"
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
ASKED = (NEWEST, ORIGINALS, MIGRATIONS)
"""What is asked of a still copy, in this order, on either store."""
REGISTER_DUMP = "register.dump"
_PAGES = 4096
# A session is a key to the desk: it stays where it was opened.
_LEFT_BEHIND = ("DELETE FROM django_session", "VACUUM")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The still copy: its files, by the names they bear in a backup, and what they hold."""

    files: dict[str, Path]
    newest: tuple[int, str, int] | None
    originals: list[str]
    migrations: list[str]


def store_kind(store: str) -> str:
    """ "sqlite" or "postgis"."""
    return "sqlite" if store == "sqlite" else "postgis"


def take(home: Home, folder: Path, told: Callable[[str], None]) -> Snapshot:
    """Copy both databases of a home into a folder. `told` hears how far it is.

    Raises MT-305 where a store cannot be read, MT-345 and MT-346 where `pg_dump` is missing or fails.
    """
    accounts = folder / home.accounts_file.name
    try:
        if home.store == "sqlite":
            register, asked = _embedded(home, folder, told)
        else:
            from minetrace.config.backup.postgres import dump  # its driver is not loaded for an embedded store

            register = folder / REGISTER_DUMP
            asked = dump(home.store, register, ASKED, told)
        with closing(_opened(home.accounts_file)) as source:
            _copy(source, accounts, told, _LEFT_BEHIND)
        with closing(_opened(accounts)) as copied:
            asked[2] += copied.execute(MIGRATIONS).fetchall()
    except sqlite3.Error as wrong:
        raise Problem("MT-305", store=home.path, reason=wrong) from None
    newest, originals, migrations = asked
    return Snapshot(
        files={register.name: register, accounts.name: accounts},
        newest=(newest[0][0], newest[0][1], newest[0][2]) if newest else None,
        originals=[row[0] for row in originals],
        migrations=sorted({row[0] for row in migrations}),
    )


def _embedded(home: Home, folder: Path, told: Callable[[str], None]) -> tuple[Path, list[Rows]]:
    target = folder / home.register_file.name
    with closing(_opened(home.register_file)) as source:
        _copy(source, target, told)
    with closing(_opened(target)) as copied:
        return target, [copied.execute(question).fetchall() for question in ASKED]


def _opened(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise sqlite3.OperationalError(f"there is no {path.name}")
    return sqlite3.connect(path, timeout=30, isolation_level=None)


def _copy(source: sqlite3.Connection, target: Path, told: Callable[[str], None], clean: Sequence[str] = ()) -> None:
    def progress(_status: int, left: int, pages: int) -> None:
        told(f"copying {target.name}: {100 * (pages - left) // max(pages, 1)} %")

    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        # One read transaction around all steps: without it every write of others would start the copy over.
        source.execute("BEGIN")
        source.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()
        source.backup(copy, pages=_PAGES, progress=progress)
        source.execute("COMMIT")
        # One file by itself, without a write-ahead log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        for statement in clean:
            copy.execute(statement)
