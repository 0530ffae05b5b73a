"""How a register of many finds is filled and asked: the import beside `ogr2ogr`, decisions beside an import, figures
and lists with their growth.

Goals: an import, with our validation, versions, digests and ledger, in at most four times what `ogr2ogr` takes for the
same file, with flat memory; every decision beside an import of 300,000 finds under half a second; figures and lists at
95 of 100 under 100 ms over a million finds.

`python -m benchmarks.register 100000` stops at a smaller size than a million.
"""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import asking, deciding, filling, page

SIZES = (10_000, 100_000, 1_000_000)
STORES = ("SQLite", "PostGIS")
RATIO, GOAL = 4, 100
BESIDE, LONGEST_MS = 300_000, 500
_READ = ("-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-oo", "AUTODETECT_TYPE=YES")
_WRITE = ("-q", "-a_srs", "EPSG:4326", "-nln", "finds")


@dataclass(frozen=True, slots=True)
class Measured:
    """One store at one size: our import, the peer's seconds (None: no `ogr2ogr` here), times by sort of question."""

    store: str
    size: int
    ours: filling.Imported
    peer: float | None
    times: dict[str, list[float]]


def main() -> None:
    """Fill and ask, at each size up to the one that is named, and write the section."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    with filling.server() as cluster:
        found = [_measured(cluster, store, size) for size in SIZES if size <= largest for store in STORES]
        decided = {store: _decisions(cluster, store) for store in STORES}
    lines = [*_imports(found), "", *_beside(decided), "", *_questions(found)]
    page.write("register", "Register: import, figures and lists", lines)


def _measured(cluster: Any, store: str, size: int) -> Measured:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        first, later = filling.write_tables(folder, size)
        name = f"finds_{size}"
        address = "sqlite" if store == "SQLite" else cluster.create(name)
        peer = _peer(folder, first, cluster if store == "PostGIS" else None, f"peer_{size}")
        home = filling.new_home(folder, address)
        ours = filling.imported(home, first, days_ago=40)
        filling.imported(home, later)
        command = [sys.executable, "-m", "benchmarks.asking", str(home.path)]
        ended = subprocess.run(command, cwd=filling.ROOT, capture_output=True, text=True, check=True)
        return Measured(store, size, ours, peer, json.loads(ended.stdout.splitlines()[-1]))


def _decisions(cluster: Any, store: str) -> list[float]:
    """Seconds of each decision beside an import of `BESIDE` finds, the slowest last."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        first, _ = filling.write_tables(folder, BESIDE)
        home = filling.new_home(folder, "sqlite" if store == "SQLite" else cluster.create("beside"))
        return deciding.beside(home, first, folder)


def _peer(folder: Path, table: Path, cluster: Any, name: str) -> float | None:
    """Seconds that `ogr2ogr` takes for the table, into a GeoPackage or into PostGIS."""
    if shutil.which("ogr2ogr") is None:
        return None
    target = ["-f", "GPKG", str(folder / "peer.gpkg")]
    if cluster is not None:
        cluster.create(name)
        words = f"PG:host=127.0.0.1 port={cluster.port} user=postgres dbname={name}"
        target = ["-f", "PostgreSQL", words, "--config", "PG_USE_COPY", "YES"]
    begin = time.perf_counter()
    subprocess.run(["ogr2ogr", *target, str(table), *_READ, *_WRITE], check=True, capture_output=True)
    return time.perf_counter() - begin


def _imports(found: list[Measured]) -> list[str]:
    rows = [
        (
            one.store,
            f"{one.size:,}",
            f"{one.ours.seconds:.1f}",
            f"{one.size / one.ours.seconds:,.0f}",
            f"{one.ours.peak:.0f}",
            "no ogr2ogr" if one.peer is None else f"{one.peer:.1f}",
            "" if one.peer is None else f"{one.ours.seconds / one.peer:.1f}",
        )
        for one in found
    ]
    ratios = [one.ours.seconds / one.peer for one in found if one.peer is not None and one.size == found[-1].size]
    met = f"{', '.join(f'{ratio:.1f}' for ratio in ratios)} at the largest size" if ratios else "not compared"
    if ratios:
        met += ": met" if max(ratios) <= RATIO else ": missed"
    head = ("store", "finds", "s", "finds a second", "most memory, MB", "ogr2ogr, s", "time by ogr2ogr")
    return [
        "### Import",
        "",
        f"Finds with day, kind, model, number, district and point, from one CSV file; ours validates each, finds its "
        "place in the gazetteer, writes record, version, digest and citation, and enters the ledger. PostgreSQL runs "
        f"without fsync, for both. Goal: at most {RATIO} times `ogr2ogr`; {met}.",
        "",
        *page.table(head, *rows),
    ]


def _beside(decided: dict[str, list[float]]) -> list[str]:
    rows = [
        (
            store,
            f"{len(seconds):,}",
            *(f"{1000 * asking.middle(seconds, share):.0f}" for share in (50, 99)),
            f"{1000 * seconds[-1]:.0f}",
            "met" if 1000 * seconds[-1] <= LONGEST_MS else "missed",
        )
        for store, seconds in decided.items()
    ]
    return [
        "### Decisions beside an import",
        "",
        f"One person proposes and approves finds while another process imports {BESIDE:,}. Milliseconds of each verb "
        f"on the clock. Goal: every one under {LONGEST_MS} ms.",
        "",
        *page.table(("store", "decisions", "half below", "99 of 100 below", "slowest", "goal"), *rows),
    ]


def _questions(found: list[Measured]) -> list[str]:
    lines = [
        "### Figures and lists",
        "",
        f"Milliseconds, half and 95 of 100 below, on the clock; up to {asking.ROUNDS} questions of a sort, each "
        "another district, month, filter or page. A figure as `minetrace figure` answers it, with the first rows that "
        "count; a list as its page shows it, with its counts: those of an entry are kept by its hash, so a filter "
        "that was asked before is not counted again. Lists have one order, that of their references. Growth is the "
        "exponent of the size by which the middle grows between the two largest sizes. "
        f"Goal {GOAL} ms at the 95.",
    ]
    sizes = sorted({one.size for one in found})
    for store in STORES:
        by_size = {one.size: one.times for one in found if one.store == store}
        rows = []
        for sort in asking.SORTS:
            cells = [
                f"{asking.middle(by_size[size][sort], 50):.0f} – {asking.middle(by_size[size][sort], 95):.0f}"
                for size in sizes
            ]
            met = "met" if asking.middle(by_size[sizes[-1]][sort], 95) <= GOAL else "missed"
            rows.append((sort, *cells, _growth(by_size, sort), met))
        head = (store, *(f"{size:,}" for size in sizes), "growth", f"goal at {sizes[-1]:,}")
        lines += ["", *page.table(head, *rows)]
    return lines


def _growth(by_size: dict[int, dict[str, list[float]]], sort: str) -> str:
    if len(by_size) < 2:
        return ""
    one, two = sorted(by_size)[-2:]
    before, after = (asking.middle(by_size[size][sort], 50) for size in (one, two))
    return f"{math.log(after / before) / math.log(two / one):.2f}"


if __name__ == "__main__":
    main()
