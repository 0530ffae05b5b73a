"""`minetrace export` and `minetrace share`: records as files for others, by tier."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from minetrace.cli.keep import day
from minetrace.cli.opening import AsOption, HomeOption, JsonOption, actor_named, open_home
from minetrace.cli.screen import console, plain, working
from minetrace.terms.problem import Problem


def export(
    kind: Annotated[
        str, typer.Argument(help="Kind of the records, for example hazardous_area; or sources, proposals, findings.")
    ],
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
    from minetrace.doors.lists import LISTS
    from minetrace.figures.listing import Wanted
    from minetrace.ledger.times import entry_known_on

    if kind in LISTS:
        _export_list(actor_named(name), kind, file, tier, any((known_on, basis, text, where)), as_json)
        return
    at = entry_known_on(day(known_on), opened.time_zone)
    wanted = Wanted(basis=basis, text=text, where=where)
    with working(f"exporting {kind}"):
        count = write(actor_named(name), kind, file, tier=tier, at=at, wanted=wanted)
    if as_json:
        print(json.dumps({"kind": kind, "file": str(file), "records": count, "tier": tier, "entry": at}))
    else:
        console().print(plain(f"{count} records of tier {tier} at entry {at}: {file}"))


def _export_list(actor: Any, name: str, file: Path, tier: str, narrowed: bool, as_json: bool) -> None:
    """A list that is not one of records: as it is now, and whole."""
    from minetrace.doors.lists import export_list

    if narrowed:
        raise Problem("MT-453", name="--known-on, --basis, --text, --where", known="--tier")
    with working(f"exporting {name}"):
        count = export_list(actor, name, file, tier=tier, today=datetime.date.today().isoformat())
    if as_json:
        print(json.dumps({"list": name, "file": str(file), "rows": count, "tier": tier}))
    else:
        console().print(plain(f"{count} {name} of tier {tier}: {file}"))


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
