"""Decisions at the desk, one after the other as long as an import runs beside: how long each verb takes on the clock.

Run as a program with a home and a file it goes on until the file is there, and prints the seconds as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import filling
from minetrace.config.home import Home

_PAUSE = 0.05
"""Seconds between one decision and the next: faster than people are."""


def beside(home: Home, table: Path, folder: Path) -> list[float]:
    """Import a table into a home while somebody proposes and approves; the seconds of each verb, the slowest last."""
    ended = folder / "ended"
    command = [sys.executable, "-m", "benchmarks.deciding", str(home.path), str(ended)]
    with subprocess.Popen(command, cwd=filling.ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            _wait_for_the_first(process)
            filling.imported(home, table)
        finally:
            ended.touch()
        out, _ = process.communicate()
    return sorted(json.loads(out.splitlines()[-1]))


def _wait_for_the_first(process: subprocess.Popen[str]) -> None:
    """A new home has its tables once somebody has decided in it."""
    assert process.stdout is not None
    process.stdout.readline()


def decide(path: Path, ended: Path) -> list[float]:
    """Propose a find and approve it, until the file is there."""
    from minetrace.config import setup
    from minetrace.config.home import load

    home = load(path)
    setup(home)
    from minetrace.accounts.actor import keeper
    from minetrace.config.store import prepare
    from minetrace.register.actions import Draft, approve, propose

    prepare(home)
    seconds = []
    while not ended.exists():
        start = time.perf_counter()
        proposal = propose(keeper("anna"), Draft(kind="find", fields={"quantity_low": 1, "quantity_high": 1}))
        middle = time.perf_counter()
        approve(keeper("boris"), proposal, four_eyes=True)
        seconds += [middle - start, time.perf_counter() - middle]
        if len(seconds) == 2:
            print("begun", flush=True)
        time.sleep(_PAUSE)
    return seconds


if __name__ == "__main__":
    print(json.dumps(decide(Path(sys.argv[1]), Path(sys.argv[2]))))
