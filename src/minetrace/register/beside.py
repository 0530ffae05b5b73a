"""Chunks of a large batch, built in a process beside the one that writes them: two processors work at an import.

The two speak through pipes, in frames of a length and marshalled plain values. One chunk is built while the one before
is written; the next is asked for when the answer before was taken, so neither process can block the other. The one
beside ends when its pipe is closed, however the other one ended.
"""

from __future__ import annotations

import marshal
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Sequence
from typing import IO, Any

from minetrace.ledger.sealed_table import Ready
from minetrace.register.building import Builder, Built, Plan, Planned

_LENGTH = struct.Struct("<Q")
_BEHIND = 5
"""How much nicer than others this process is: it holds no lock, and who decides at the desk goes before it."""


class Here:
    """Builds chunks in this process."""

    def __init__(self, plan: Plan) -> None:
        self._builder = Builder(plan)

    def put(self, first: int, rows: Sequence[Planned]) -> list[Built]:
        """Take in rows whose versions have the keys from `first` on; returns the chunks that are ready to be written,
        in the order in which their rows came.
        """
        return [self._builder.build(first, rows)]

    def rest(self) -> list[Built]:
        """The chunks that are under way still."""
        return []

    def made(self) -> dict[str, dict[str, Any]]:
        """By table count and digest of all rows, as the entry states them."""
        return self._builder.made()

    def close(self) -> None:
        """Build no more."""


class Beside:
    """Builds chunks in a process of its own, with the methods of `Here`. Raises ChildProcessError where that ended."""

    def __init__(self, plan: Plan) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        self._under_way = False
        self._send(tuple(plan))

    def put(self, first: int, rows: Sequence[Planned]) -> list[Built]:
        """As `Here.put`."""
        built = self.rest()
        self._send((first, [tuple(row) for row in rows]))
        self._under_way = True
        return built

    def rest(self) -> list[Built]:
        """As `Here.rest`."""
        if not self._under_way:
            return []
        self._under_way = False
        tables, boxes = self._receive()
        return [Built([Ready(*table) for table in tables], boxes)]

    def made(self) -> dict[str, dict[str, Any]]:
        """As `Here.made`."""
        self._send(None)
        made: dict[str, dict[str, Any]] = self._receive()
        return made

    def close(self) -> None:
        """As `Here.close`."""
        self._process.kill()
        self._process.communicate()

    def _send(self, value: Any) -> None:
        assert self._process.stdin is not None
        try:
            _write(self._process.stdin, value)
        except BrokenPipeError:
            raise self._ended() from None

    def _receive(self) -> Any:
        assert self._process.stdout is not None
        try:
            return _read(self._process.stdout)
        except EOFError:
            raise self._ended() from None

    def _ended(self) -> ChildProcessError:
        return ChildProcessError(f"the process that builds chunks ended with {self._process.wait()}")


def _write(pipe: IO[bytes], value: Any) -> None:
    data = marshal.dumps(value)
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _read(pipe: IO[bytes]) -> Any:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return marshal.loads(data)


def _build(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until nobody asks any more: rows with their chunk, nothing with what was made."""
    builder = Builder(Plan(*_read(requests)))
    while True:
        asked = _read(requests)
        if asked is None:
            _write(answers, builder.made())
            continue
        first, rows = asked
        built = builder.build(first, [Planned(*row) for row in rows])
        _write(answers, ([tuple(table) for table in built.tables], built.boxes))


def main() -> None:
    """The process beside."""
    # Who interrupts the import interrupts this one too: it ends with its pipe, without a word.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_BEHIND)
    try:
        _build(sys.stdin.buffer, sys.stdout.buffer)
    except (EOFError, BrokenPipeError):
        os._exit(0)


if __name__ == "__main__":
    main()
