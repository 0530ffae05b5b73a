"""PostgreSQL's own dump of a database, taken from an exported snapshot, and its way back into an empty one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
from psycopg import IsolationLevel
from psycopg.sql import SQL, Identifier

from minetrace.terms.problem import Problem


def dump(
    store: str, target: Path, questions: Sequence[str], told: Callable[[str], None]
) -> list[list[tuple[Any, ...]]]:
    """Dump a database into a file; returns the answers to `questions` as of the very same state.

    Raises MT-305, MT-345, MT-346.
    """
    with _connected(store) as db:
        db.isolation_level, db.read_only = IsolationLevel.REPEATABLE_READ, True
        snapshot = db.execute("SELECT pg_export_snapshot()").fetchall()[0][0]
        answers: list[list[tuple[Any, ...]]] = [db.execute(SQL(question)).fetchall() for question in questions]
        told(f"copying {_shown(store)}")
        _run("pg_dump", store, "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
    return answers


def load_dump(file: Path, store: str) -> None:
    """Bring a dump into an empty database, whole or not at all. Raises MT-305, MT-344, MT-345, MT-346."""
    with _connected(store) as db:
        if _tables(db):
            raise Problem("MT-344", path=_shown(store))
    _run("pg_restore", store, "--single-transaction", "--exit-on-error", "--no-comments", str(file))


def empty(store: str) -> None:
    """Drop the tables and functions that `load_dump` brought into a database that was empty before."""
    with _connected(store) as db:
        for name in _tables(db):
            db.execute(SQL("DROP TABLE {} CASCADE").format(Identifier(name)))
        for name in _functions(db):
            db.execute(SQL("DROP FUNCTION {} CASCADE").format(Identifier(name)))


def check_dump(file: Path) -> None:
    """Let `pg_restore` read a dump's table of contents. Raises MT-345, MT-346."""
    _run("pg_restore", "", "--list", str(file))


@contextmanager
def _connected(store: str) -> Iterator[psycopg.Connection[Any]]:
    try:
        with psycopg.connect(store) as db:
            yield db
    except psycopg.Error as wrong:
        raise Problem("MT-305", store=_shown(store), reason=str(wrong).strip()) from None


def _shown(store: str) -> str:
    """An address without account and password."""
    return store.split("@")[-1]


def _tables(db: psycopg.Connection[Any]) -> list[str]:
    """Tables that do not belong to an extension such as PostGIS."""
    rows = db.execute(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') "
        "AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') ORDER BY 1"
    )
    return [row[0] for row in rows.fetchall()]


def _functions(db: psycopg.Connection[Any]) -> list[str]:
    """Functions that do not belong to an extension; ours take no arguments."""
    rows = db.execute(
        "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace "
        "AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1"
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
