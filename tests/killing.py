"""Kill -9 at random moments: workers forked from one warm process, and a look at the register after each kill.

    python -m tests.killing HOME SEED KILLS

A worker imports, decides, or makes backups beside one who decides, and acknowledges on a pipe what a verb has returned.
What it acknowledged must be there; what it had begun must be there whole or not at all. Prints one JSON object.
"""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from minetrace.config import setup
from minetrace.config.home import Home, load

LONGEST_SECONDS = 0.6
TIMES = {"import": 2, "decide": 5, "backup": 2}
SIZES = (3, 40, 150)
WHOLE_CHECK_EVERY = 50
Tell = Callable[[str], None]


@dataclass
class Arena:
    """One home, what was acknowledged in it, and how often whom was killed."""

    home: Home
    folder: Path
    rng: random.Random
    proposed: list[str] = field(default_factory=list)
    approved: dict[str, int] = field(default_factory=dict)
    imported: dict[str, int] = field(default_factory=dict)
    kills: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("import", "decide", "backup"), 0))
    seconds: dict[str, float] = field(default_factory=dict)
    torn: int = 0
    backups: int = 0


def decide(arena: Arena, tell: Tell, turn: int) -> None:
    """Propose and approve for ever."""
    from minetrace.accounts.actor import keeper
    from minetrace.register.actions import Draft, approve, propose

    for number in range(1_000_000):
        quantity = turn * 1000 + number
        fields = {"quantity_low": quantity, "quantity_high": quantity}
        proposal = propose(keeper("anna"), Draft(kind="find", fields=fields))
        tell(f"proposed {proposal.pk}")
        version = approve(keeper("boris"), proposal, four_eyes=True)
        tell(f"approved {version.record.reference} {quantity}")


def bring_in(arena: Arena, tell: Tell, turn: int) -> None:
    """Import one table after the other."""
    from minetrace.accounts.actor import keeper
    from minetrace.doors.importing import Wish, import_table

    profiles = arena.folder / "profiles"
    for table in sorted(arena.folder.glob(f"{turn}-*.csv")):
        report = import_table(
            keeper("anna"),
            table,
            Wish(kind="find"),
            originals=arena.home.originals,
            profile_folder=profiles,
            told=lambda *_how_far: None,
        )
        assert report.entry is not None, table.name
        tell(f"imported {table.name}")


def keep_backups(arena: Arena, tell: Tell, turn: int) -> None:
    """Make one backup after the other."""
    from minetrace.config.backup.making import back_up

    for number in range(1_000_000):
        name = f"{turn}-{number}.backup"
        made = back_up(arena.home, arena.folder / name)
        tell(f"kept {name} {made.manifest.head['number']}")


def start(work: Callable[[Arena, Tell, int], None], arena: Arena, turn: int) -> tuple[int, int]:
    """Fork a worker; returns its process and the reading end of its pipe, once it works."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        assert os.read(reading, 1) == b"!"
        return process, reading
    try:
        os.close(reading)
        os.write(writing, b"!")
        work(arena, lambda words: require_written(writing, f"{words}\n".encode()), turn)
    finally:
        # Only a failure or the end of its tables leads here: the test expects to kill.
        if error := sys.exception():
            traceback.print_exception(error)
        os._exit(1)


def require_written(pipe: int, data: bytes) -> None:
    """Write a line at once and whole, as a pipe does with a short one."""
    assert os.write(pipe, data) == len(data)


def kill(process: int, reading: int) -> list[list[str]]:
    """Kill a worker and return what it had acknowledged, in words."""
    os.kill(process, signal.SIGKILL)
    said = b""
    while piece := os.read(reading, 1 << 16):
        said += piece
    os.close(reading)
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status), "a worker ended by itself"
    # A line without its end was not acknowledged.
    return [line.split() for line in said.decode().split("\n")[:-1]]


def write_tables(arena: Arena, turn: int) -> dict[str, int]:
    """Tables for a worker that imports, more than it can take in; returns their sizes by name."""
    sizes = {}
    for number in range(9):
        path = arena.folder / f"{turn}-{number}.csv"
        size = arena.rng.choice(SIZES)
        with path.open("w", newline="") as file:
            rows = csv.writer(file)
            # A column of its own makes each table a data set of its own, not an edition of the one before.
            rows.writerow(("id", "date found", "device type", "quantity", "remark", "lat", "lon", path.stem))
            for row in range(size):
                place = (39 + row % 100 / 100, 46 + row % 97 / 100)
                rows.writerow((f"{turn}-{number}-{row}", "2024-05-13", "AP mine", 1, path.name, *place, ""))
        sizes[path.name] = size
    return sizes


def run(arena: Arena, kills: int) -> None:
    """Kill workers, in turn an import, two who decide, and a backup beside one who decides."""
    turn = 0
    while sum(arena.kills.values()) < kills:
        turn += 1
        kind = ("import", "decide", "backup")[turn % 3]
        # Within some times the time that the verb takes here: in it, between two of them, or in a later one.
        moment = arena.rng.uniform(0, min(TIMES[kind] * arena.seconds[kind], LONGEST_SECONDS))
        print(f"turn {turn}: {kind} is killed after {moment:.6f} s", file=sys.stderr)
        tables = write_tables(arena, turn) if kind == "import" else {}
        beside = [start(decide, arena, 2 * turn)] if kind != "import" else []
        worker = start(WORK[kind], arena, 2 * turn + 1 if kind == "decide" else turn)
        time.sleep(moment)
        said = kill(*worker)
        arena.kills[kind] += 1
        for other in beside:
            said += kill(*other)
            arena.kills["decide"] += 1
        look(arena, said, tables, turn)
        if turn % WHOLE_CHECK_EVERY == 0:
            require_whole(arena)
    require_whole(arena)


WORK = {"import": bring_in, "decide": decide, "backup": keep_backups}


def look(arena: Arena, said: list[list[str]], tables: dict[str, int], turn: int) -> None:
    """What was acknowledged is there; of what was begun, nothing is there in part."""
    from django.db import connection, connections

    from minetrace.ledger.models import Staging, sealed_models
    from minetrace.ledger.times import head_number
    from minetrace.register import staging
    from minetrace.register.models import VERSIONS, ProposalStep
    from minetrace.sources.models import TableRow

    if connection.vendor == "postgresql":
        time.sleep(0.02)  # the server may be at the commit that its client asked for last
    finds: Any = VERSIONS["find"]._default_manager
    arena.torn += sum(rows > 0 for _, rows in staging.sweep())
    head = head_number()
    assert not Staging.objects.exists()
    for model in (*sealed_models(), TableRow):
        assert not model._default_manager.filter(entry__gt=head).exists(), model
    kept = []
    for verb, name, *rest in said:
        if verb == "proposed":
            arena.proposed.append(name)
        elif verb == "approved":
            arena.approved[name] = int(rest[0])
        elif verb == "imported":
            arena.imported[name] = tables[name]
        else:
            kept.append((name, int(rest[0])))
            assert int(rest[0]) <= head
    for verb, name, *_rest in said:
        if verb == "proposed":
            assert ProposalStep.objects.filter(proposal=name, ended_by=None).count() == 1
        if verb == "approved":
            assert finds.get(record__reference=name, ended_by=None).quantity_low == arena.approved[name]
    for name, size in tables.items():
        there = finds.filter(remark=name, ended_by=None).count()
        assert there in (0, size), (name, there, size)
        assert there == size or name not in arena.imported, f"{name} was acknowledged and is gone"
        arena.imported |= {name: size} if there else {}
        (arena.folder / name).unlink()
    look_at_backups(arena, kept, turn)
    connections.close_all()


def look_at_backups(arena: Arena, kept: list[tuple[str, int]], turn: int) -> None:
    """Every backup that was acknowledged is there, and none is there in part."""
    from minetrace.config.backup import archive

    found = {path.name for path in arena.folder.glob("*.backup")}
    assert {name for name, _ in kept} <= found
    for name in sorted(found):
        with archive.opened(arena.folder / name) as opened:
            opened.unpack(arena.folder / "unpacked" / f"{turn}-{name}")
        arena.backups += 1
        (arena.folder / name).unlink()


def require_whole(arena: Arena) -> None:
    """The whole ledger verifies, and all that was ever acknowledged is there."""
    from django.db import connections

    from minetrace.config.checking import check
    from minetrace.register.models import VERSIONS, Proposal

    assert check(arena.home).findings == ()
    finds: Any = VERSIONS["find"]._default_manager.filter(ended_by=None)
    held = dict(finds.filter(remark=None).values_list("record__reference", "quantity_low"))
    assert arena.approved.items() <= held.items()
    assert set(arena.proposed) <= set(Proposal.objects.values_list("pk", flat=True))
    assert finds.exclude(remark=None).count() == sum(arena.imported.values())
    connections.close_all()


def warm_up(arena: Arena) -> None:
    """Do each verb twice, so that a fork has everything loaded, and note how long it takes."""
    from django.db import connections

    said: list[str] = []
    sizes = write_tables(arena, 0)
    for kind, work in WORK.items():
        ends: list[float] = []

        def twice(words: str, ends: list[float] = ends) -> None:
            said.append(words)
            ends.extend([] if words.startswith("proposed") else [time.monotonic()])
            if len(ends) == 2:
                raise StopIteration

        try:
            work(arena, twice, 0)
        except StopIteration:
            arena.seconds[kind] = ends[1] - ends[0]
    look(arena, [words.split() for words in said], sizes, 0)
    connections.close_all()


def main() -> None:
    """Run one session of kills on a home that `minetrace init` made."""
    home = load(Path(sys.argv[1]))
    setup(home)
    arena = Arena(home, home.path.parent / "work", random.Random(int(sys.argv[2])))
    arena.folder.mkdir()
    started = time.monotonic()
    warm_up(arena)
    run(arena, int(sys.argv[3]))
    told = {
        "kills": arena.kills,
        "torn": arena.torn,
        "backups": arena.backups,
        "seconds": round(time.monotonic() - started, 1),
    }
    told |= {"approved": len(arena.approved), "rows": sum(arena.imported.values()), "files": len(arena.imported)}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
