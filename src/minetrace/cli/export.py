"""`minetrace export` and `minetrace share`: records as files for others, by tier."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from minetrace.cli.keep import day
from minetrace.cli.opening import AsOption, HomeOption, JsonOption, actor_named, open_home
from minetrace.cli.screen import console, plain, working


def export(
    kind: Annotated[str, typer.Argument(help="Kind of the records, for example hazardous_area.")],
    file: Annotated[Path, typer.Argument(help="The file to write: .csv, .xlsx, .geojson or .gpkg.")],
    tier: Annotated[str, typer.Option(help="public, partner or restricted.")] = "public",
    known_on: Annotated[
        str | None, typer.Option(help="As the register held it at the end of a day, YYYY-MM-DD.")
    ] = None,
    basis: Annotated[str, typer.Option(help="Only own or only reported records.")] = "",
    text: Annotated[str, typer.Option(help="Only records that hold this text.")] = "",
    where: Annotated[str, typer.Option(help="Only records of which this CQL2 filter is or may be true.")] = "",
    home: HomeOption = None,
    name: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Export the records of a kind, each with its permalink; nothing above the tier leaves."""
    opened = open_home(home)
    from minetrace.doors.exporting import export as write
    from minetrace.figures.listing import Wanted
    from minetrace.ledger.times import entry_known_on

    at = entry_known_on(day(known_on), opened.time_zone)
    wanted = Wanted(basis=basis, text=text, where=where)
    with working(f"exporting {kind}"):
        count = write(actor_named(name), kind, file, tier=tier, at=at, wanted=wanted)
    if as_json:
        print(json.dumps({"kind": kind, "file": str(file), "records": count, "tier": tier, "entry": at}))
    else:
        console().print(plain(f"{count} records of tier {tier} at entry {at}: {file}"))


def share(
    file: Annotated[Path, typer.Argument(help="The GeoPackage to write.")],
    tier: Annotated[str, typer.Option(help="public or partner.")] = "public",
    known_on: Annotated[
        str | None, typer.Option(help="As the register held it at the end of a day, YYYY-MM-DD.")
    ] = None,
    home: HomeOption = None,
    name: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write one GeoPackage of all kinds for others: what the tier may see, and nothing else of the register's file."""
    opened = open_home(home)
    from minetrace.doors.exporting import share as write
    from minetrace.ledger.times import entry_known_on

    at = entry_known_on(day(known_on), opened.time_zone)
    with working(f"writing {file.name}"):
        counts = write(actor_named(name), file, tier=tier, at=at)
    if as_json:
        print(json.dumps({"file": str(file), "records": counts, "tier": tier, "entry": at}))
        return
    for kind, count in counts.items():
        console().print(plain(f"{kind}: {count} records of tier {tier}"))
