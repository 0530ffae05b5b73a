"""Turns of writers: who asks next writes next, across all processes on one register.

PostgreSQL queues those who wait for its advisory lock. SQLite lets them ask again and again, in ever longer steps, so
that a batch which writes one chunk after the other could keep a person waiting for seconds. Here they wait for a file
lock instead, which wakes them at once.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

# One writer at a time inside a process too: a file lock is the process's own.
_queue = threading.RLock()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn to write, and give it up at the end."""
    with _queue:
        if connection.vendor != "sqlite":
            yield
            return
        file = os.open(_file(), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        finally:
            os.close(file)


def _file() -> Path:
    register = Path(connection.settings_dict["NAME"])
    return register.with_name(f"{register.name}-turn")
