"""Registers of many finds, filled by the import itself: the tables, the homes on both stores, the peers' layers."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minetrace.config.home import Home, create
from minetrace.places.loading import packed

ROOT = Path(__file__).resolve().parent.parent
SEED = 7
COLUMNS = ("date found", "device type", "model", "quantity", "place", "lat", "lon")
MONTH = 30 * 24 * 3600 * 1_000_000
# How a programme of years looks: most finds are mines of a few models, many hold one item, some hold many.
DEVICES = (("AP mine", ("PMN", "PMN-2", "OZM-72")), ("AT mine", ("TM-57", "TM-62M")), ("UXO", ("",)))
FIRST_YEAR, LAST_YEAR = 2021, 2026


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import took: seconds on the clock, and the most memory its process held, in MB; the one beside it holds
    a chunk.
    """

    seconds: float
    peak: float


def districts() -> dict[str, str]:
    """The places that the finds lie in: by id, as a table writes them; those that no other place is named like."""
    known = [one for one in packed().places() if one.kind == "district" and one.id.startswith("az/")]
    written = {one.id: f"{one.names[0].text} district" for one in sorted(known, key=lambda one: one.id)}
    return {id_: text for id_, text in written.items() if [one.id for one in packed().find(text).places] == [id_]}


def write_tables(folder: Path, size: int) -> tuple[Path, Path]:
    """Tables of so many finds: nearly all of them, and one of a hundred that came later, known by another column."""
    rng, places, later = random.Random(SEED), list(districts().values()), size // 100
    first, second = folder / "finds.csv", folder / "later.csv"
    for path, key, numbers in ((first, "id", range(size - later)), (second, "uid", range(size - later, size))):
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow((key, *COLUMNS))
            writer.writerows(_row(number, rng, places) for number in numbers)
    return first, second


def _row(number: int, rng: random.Random, places: list[str]) -> tuple[Any, ...]:
    device, models = rng.choices(DEVICES, (6, 3, 3))[0]
    day = f"{rng.randint(FIRST_YEAR, LAST_YEAR - 1)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    return (
        number,
        day if number % 50 else "",
        device,
        rng.choice(models),
        rng.choice((1, 1, 1, 2, 3, 8)),
        places[min(int(rng.expovariate(0.12)), len(places) - 1)] if number % 99 else "",
        round(38.5 + 3 * rng.random(), 6),
        round(45 + 3 * rng.random(), 6),
    )


def new_home(folder: Path, store: str) -> Home:
    """An empty home on a store."""
    home = Home(path=folder / "home", store=store)
    create(home)
    return home


def imported(home: Home, table: Path, *, days_ago: int = 0) -> Imported:
    """Import a table in a process of its own, by the verb that the command calls; the ledger's clock may stand back."""
    command = [sys.executable, "-m", "benchmarks.filling", str(home.path), str(table), str(days_ago)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    told = json.loads(ended.stdout.splitlines()[-1])
    return Imported(told["seconds"], told["peak"])


@contextmanager
def server() -> Iterator[Any]:
    """A PostgreSQL of our own with PostGIS, as the tests start it."""
    from tests import postgis

    binaries = postgis.binaries()
    if binaries is None:
        raise RuntimeError("no PostgreSQL with PostGIS")
    cluster = postgis.start(binaries)
    try:
        yield cluster
    finally:
        cluster.stop()


def _import(path: Path, table: Path, days_ago: int) -> None:
    """The process of one import: prints what it took."""
    import resource

    from django.conf import settings

    from minetrace.config import setup
    from minetrace.config.home import load

    home = load(path)
    setup(home)
    from minetrace.accounts.actor import keeper
    from minetrace.config.store import prepare
    from minetrace.doors.importing import import_table
    from minetrace.doors.work import Wish
    from minetrace.ledger import staging, writing

    prepare(settings.MINETRACE)
    clock = writing.now
    for module in (writing, staging):
        module.now = lambda: clock() - days_ago * 24 * 3600 * 1_000_000  # type: ignore[attr-defined]
    begin = time.perf_counter()
    wish = Wish(kind="find", columns=("device type=category", "model=model"))
    report = import_table(keeper("bench"), table, wish, originals=path / "originals", profile_folder=path / "profiles")
    seconds = time.perf_counter() - begin
    if report.entry is None:
        print(json.dumps(report.as_dict())[:4000], file=sys.stderr)
        sys.exit(1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    _import(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
