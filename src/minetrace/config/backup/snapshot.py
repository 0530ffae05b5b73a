"""A still copy of both databases while people write: SQLite's online backup, or `pg_dump` of an exported snapshot.

Both hold everything that was acknowledged before the copy began and nothing in part; writers go on meanwhile. What the
backup must know of the copy (newest entry, originals, migrations) is read from that same still state.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
from psycopg import IsolationLevel

from minetrace.config.home import Home
from minetrace.terms.problem import Problem

REGISTER_DUMP = "register.dump"
_PAGES = 4096
_NEWEST = "SELECT number, hash, at FROM ledger_entry ORDER BY number DESC LIMIT 1"
_ORIGINALS = "SELECT id FROM source_original ORDER BY id"
_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
# A session is a key to the desk: it stays where it was opened.
_LEFT_BEHIND = ("DELETE FROM django_session", "VACUUM")

Rows = list[tuple[Any, ...]]


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
            register, asked = _server(home, folder, told)
        with closing(_opened(home.accounts_file)) as source:
            _copy(source, accounts, told, _LEFT_BEHIND)
        with closing(_opened(accounts)) as copied:
            asked[2] += copied.execute(_MIGRATIONS).fetchall()
    except (sqlite3.Error, psycopg.Error) as wrong:
        raise Problem("MT-305", store=home.store.split("@")[-1], reason=str(wrong).strip()) from None
    newest, originals, migrations = asked
    return Snapshot(
        files={register.name: register, accounts.name: accounts},
        newest=(newest[0][0], newest[0][1], newest[0][2]) if newest else None,
        originals=[row[0] for row in originals],
        migrations=sorted({row[0] for row in migrations}),
    )


def load_dump(dump: Path, store: str) -> None:
    """Bring a dump into an empty PostgreSQL database, whole or not at all. Raises MT-344, MT-345, MT-346."""
    with psycopg.connect(store) as db:
        if _tables(db):
            raise Problem("MT-344", path=store.split("@")[-1])
    _run("pg_restore", store, "--single-transaction", "--exit-on-error", "--no-comments", str(dump))


def empty(store: str) -> None:
    """Drop the tables that `load_dump` brought into a database that was empty before."""
    with psycopg.connect(store) as db:
        for name in _tables(db):
            db.execute(psycopg.sql.SQL("DROP TABLE {} CASCADE").format(psycopg.sql.Identifier(name)))


def check_dump(dump: Path) -> None:
    """Let `pg_restore` read a dump's table of contents. Raises MT-345, MT-346."""
    _run("pg_restore", "", "--list", str(dump))


def _embedded(home: Home, folder: Path, told: Callable[[str], None]) -> tuple[Path, list[Rows]]:
    target = folder / home.register_file.name
    with closing(_opened(home.register_file)) as source:
        _copy(source, target, told)
    with closing(_opened(target)) as copied:
        return target, [copied.execute(question).fetchall() for question in (_NEWEST, _ORIGINALS, _MIGRATIONS)]


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


def _server(home: Home, folder: Path, told: Callable[[str], None]) -> tuple[Path, list[Rows]]:
    target = folder / REGISTER_DUMP
    with psycopg.connect(home.store) as db:
        db.isolation_level, db.read_only = IsolationLevel.REPEATABLE_READ, True
        snapshot = db.execute("SELECT pg_export_snapshot()").fetchall()[0][0]
        asked: list[Rows] = [db.execute(question).fetchall() for question in (_NEWEST, _ORIGINALS, _MIGRATIONS)]
        told(f"copying {home.store.split('@')[-1]}")
        _run("pg_dump", home.store, "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
    return target, asked


def _tables(db: psycopg.Connection[Any]) -> list[str]:
    """Tables that do not belong to an extension such as PostGIS."""
    rows = db.execute(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') "
        "AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') ORDER BY 1"
    )
    return [row[0] for row in rows.fetchall()]


def _run(program: str, store: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on a store; its password goes by the environment, where others do not see it."""
    parts = urlsplit(store)
    environment = {**os.environ, **({"PGPASSWORD": unquote(parts.password)} if parts.password else {})}
    command = [_found(program), "--no-owner", "--no-privileges", *arguments]
    if store:
        bare = parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@", 1))
        command.append(f"--dbname={urlunsplit(bare)}")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Problem("MT-346", program=program, reason=(done.stderr.strip().splitlines() or ["no reason given"])[-1])


def _found(program: str) -> str:
    on_path = shutil.which(program)
    if on_path is not None:
        return on_path
    # Debian keeps the programs of each server version in a folder of its own.
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda p: float(p.parent.parent.name))
    if not installed:
        raise Problem("MT-345", program=program)
    return str(installed[-1])
