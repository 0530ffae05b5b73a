"""How fast GDAL reads a box of the current finds in a GeoPackage of many versions, and whether it counts as we do.

Goal: a box over 300,000 versions in under 20 ms. The peer is the same box through the layer without its R*Tree view,
as a plain view over the version table would be read.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from pathlib import Path

import shapely

from benchmarks import page

VERSION_COUNT = 300_000
CURRENT = 100_000
BOX = (46.50, 39.60, 46.52, 39.62)
ROUNDS = 15
GOAL = 20


def main() -> None:
    """Build the register, read the box, write the section."""
    from minetrace.config import setup
    from minetrace.config.home import Home, create

    with tempfile.TemporaryDirectory() as folder:
        home = Home(path=Path(folder) / "home")
        create(home)
        setup(home)
        _measure(home.register_file)


def _measure(file: Path) -> None:
    import pyogrio
    from django.conf import settings

    from minetrace.accounts.actor import keeper
    from minetrace.config.store import prepare
    from minetrace.ledger.times import head_number
    from minetrace.register import view

    prepare(settings.MINETRACE)
    begin = time.perf_counter()
    _fill()
    filled = time.perf_counter() - begin
    listed = len(view.listing(keeper("bench"), "find", at=head_number()))
    counted = pyogrio.read_info(file, layer="find", force_feature_count=True)["features"]
    assert counted == listed, (counted, listed)
    times = [
        _timed(lambda: pyogrio.raw.read(file, layer="find", bbox=BOX, columns=["reference"])) for _ in range(ROUNDS)
    ]
    plain = [_timed(lambda: pyogrio.raw.read(file, sql=_plain_sql(), sql_dialect="SQLITE")) for _ in range(3)]
    found = len(pyogrio.raw.read(file, layer="find", bbox=BOX, columns=["reference"])[2])
    low, mid, high = min(times), statistics.median(times), max(times)
    met = "met" if mid < GOAL else f"missed by {mid - GOAL:.1f} ms"
    lines = [
        f"{VERSION_COUNT:,} versions, {counted:,} current as listed; filled in {filled:.0f} s. A box with {found} "
        f"finds, read by GDAL. Goal {GOAL} ms: {met}.",
        "",
        *page.table(
            ("layer", "ms", "fastest – slowest", "time by ours"),
            ("ours, a view with an R*Tree view", f"{mid:.1f}", f"{low:.1f} – {high:.1f}", "1"),
            ("a plain view", f"{min(plain):.0f}", f"{min(plain):.0f} – {max(plain):.0f}", f"{min(plain) / mid:.0f}"),
        ),
    ]
    page.write("geopackage", "Map: a box of the current finds", lines)


def _plain_sql() -> str:
    min_x, min_y, max_x, max_y = BOX
    box = f"ST_MaxX(position) >= {min_x} AND ST_MinX(position) <= {max_x}"
    return f"SELECT reference FROM find WHERE {box} AND ST_MaxY(position) >= {min_y} AND ST_MinY(position) <= {max_y}"


def _timed(work: object) -> float:
    begin = time.perf_counter()
    work()  # type: ignore[operator]
    return (time.perf_counter() - begin) * 1000


def _fill() -> None:
    """Three versions a record, each moved a little, written as approvals write them but many in one entry."""
    from minetrace.ledger.writing import writing
    from minetrace.register import layers
    from minetrace.register.models import VERSIONS, Record

    rng, table = random.Random(7), VERSIONS["find"]
    records = [Record(kind="find", reference=f"F-{n:06d}") for n in range(1, CURRENT + 1)]
    with writing("bench", "find.fill") as change:
        change.make_all(records)
    for _ in range(VERSION_COUNT // CURRENT):
        with writing("bench", "find.fill") as change:
            for row in table.objects.filter(ended_by__isnull=True).iterator(5000):
                change.end(row)
            points = [shapely.Point(45 + 3 * rng.random(), 38 + 3 * rng.random()) for _ in records]
            rows = [
                table(record=r, basis="own", author="bench", position=p) for r, p in zip(records, points, strict=True)
            ]
            change.make_all(rows)
            for row in rows:
                layers.index_geometry(row)


if __name__ == "__main__":
    main()
