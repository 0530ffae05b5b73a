"""Turns of writers: who waits writes next, across all threads and processes on one register.

PostgreSQL queues those who wait for its advisory lock. SQLite lets them ask again and again, in ever longer steps, so
that a batch which writes one chunk after the other could keep a person waiting for seconds. Here they wait for a file
lock instead, which wakes them at once; and as who comes back for another turn has to pass the gate that the next one
holds, nobody is overtaken by the one who wrote before.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.db import connection

_writing: ContextVar[bool] = ContextVar("writing", default=False)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn to write, and give it up at the end. Raises RuntimeError for who has it already."""
    if _writing.get():
        raise RuntimeError("a verb within a verb would wait for itself")
    mark = _writing.set(True)
    try:
        if connection.vendor == "sqlite":
            with turn_at(Path(connection.settings_dict["NAME"])):
                yield
        else:
            yield
    finally:
        _writing.reset(mark)


@contextmanager
def turn_at(register: Path) -> Iterator[None]:
    """Wait for one's turn at a register that is a file: first at the gate, then for the one who writes."""
    with _held(register.with_name(f"{register.name}-gate")) as gate, _held(register.with_name(f"{register.name}-turn")):
        fcntl.flock(gate, fcntl.LOCK_UN)
        yield


@contextmanager
def _held(path: Path) -> Iterator[int]:
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)
