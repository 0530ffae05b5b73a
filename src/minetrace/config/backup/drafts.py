"""Work on its way beside where it will stand: named after its process, renamed when it is whole, swept when killed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from minetrace.ledger.processes import runs
from minetrace.terms.problem import Problem


@contextmanager
def draft_beside(target: Path) -> Iterator[Path]:
    """A private folder beside `target` for as long as the block runs, on the same file system.

    What killed processes left of theirs is removed first. Raises MT-349 where the folder cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        folder = target.with_name(f".{target.name}.{os.getpid()}.part")
        folder.mkdir(mode=0o700)
    except OSError as wrong:
        raise Problem("MT-349", path=target, reason=wrong.strerror) from None
    try:
        yield folder
    except OSError as wrong:
        raise Problem("MT-349", path=target, reason=wrong.strerror or wrong) from wrong
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put(whole: Path, target: Path) -> None:
    """Give what is whole its name, and make the name last."""
    whole.replace(target)
    descriptor = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(target: Path) -> None:
    for left in target.parent.glob(f".{target.name}.*.part"):
        process = left.name.split(".")[-2]
        if process.isdecimal() and not runs(int(process), at_work=left.stat().st_mtime):
            shutil.rmtree(left, ignore_errors=True)
