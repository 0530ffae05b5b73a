"""`minetrace places`: fill the gazetteer and look names up in it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from minetrace.cli.keep import day
from minetrace.cli.opening import AsOption, HomeOption, JsonOption, actor_named, open_home
from minetrace.cli.screen import console, plain, working
from minetrace.terms.problem import Problem

app = typer.Typer(no_args_is_help=True, help="The gazetteer: names, variants, parents and points of places.")


@app.command("add")
def add_(
    countries: Annotated[list[str], typer.Argument(help="Two-letter codes of countries, for example AZ AM.")],
    home: HomeOption = None,
    name: AsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add the settlements of countries, with their spellings and points (GeoNames, CC BY 4.0)."""
    open_home(home)
    from minetrace.register.gazetteer import add_countries

    codes = [code.upper() for code in countries]
    with working(f"adding the places of {', '.join(codes)}"):
        added = add_countries(actor_named(name), codes)
    if as_json:
        print(json.dumps([_as_dict(code, *counts) for code, counts in added.items()]))
        return
    for code, (new, same) in added.items():
        console().print(f"{code}: {new} places new or changed, {same} as before")


def _as_dict(code: str, new: int, same: int) -> dict[str, str | int]:
    return {"country": code, "new_or_changed": new, "unchanged": same}


@app.command("find")
def find_(
    names: Annotated[list[str], typer.Argument(help="Names in any spelling, for example 'Lachin district'.")],
    on: Annotated[str | None, typer.Option(help="As of a day, YYYY-MM-DD: units and parents change.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look names up: the place, or all the places that bear the name, never one of several."""
    open_home(home)
    from minetrace.register.gazetteer import current

    gazetteer, asked = current(), day(on)
    found = [gazetteer.find(name, on=asked) for name in names]
    rows = [[_row(gazetteer, place, asked) for place in one.places] for one in found]
    if as_json:
        told = [
            {"outcome": one.outcome, "places": held, "suggestions": [s.name for s in one.suggestions]}
            for one, held in zip(found, rows, strict=True)
        ]
        several = [{"name": name} | one for name, one in zip(names, told, strict=True)]
        print(json.dumps(several if len(names) > 1 else told[0], ensure_ascii=False))
    else:
        for name, one, held in zip(names, found, rows, strict=True):
            _print(one.outcome, name, held)
    for one in found:
        if one.outcome == "none":
            one.one()
    if any(one.outcome == "candidates" for one in found):
        raise typer.Exit(3)


@app.command("labels")
def labels_(
    file: Annotated[Path, typer.Argument(help="The areas: GeoJSON, GeoPackage, or a Shapefile in a zip file.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say which areas of a file bear the name of a place that lies elsewhere."""
    open_home(home)
    from minetrace.doors.labels import mislabelled
    from minetrace.register.gazetteer import current

    with working("looking the names up"):
        areas, wrong = mislabelled(file, current())
    if as_json:
        print(json.dumps({"areas": areas, "mislabelled": [asdict(one) for one in wrong]}, ensure_ascii=False))
        return
    screen = console()
    rows = len({one.row for one in wrong})
    screen.print(f"{areas} areas, {rows} of them with the name of a place elsewhere")
    for one in wrong:
        held = ", ".join(one.inside[:6]) + (" ..." if len(one.inside) > 6 else "")
        far = f"{one.place} is {one.distance_m / 1000:.0f} km away; in it lie {held or 'no places that are known'}"
        screen.print(plain(f"  row {one.row}, {one.column} '{one.name}': {far}"))


@app.command("at")
def at_(
    points: Annotated[list[str], typer.Argument(help="A table of points, or points as LATITUDE,LONGITUDE.")],
    file: Annotated[Path, typer.Option("--file", help="The areas: GeoJSON, GeoPackage, or a Shapefile in a zip file.")],
    as_json: JsonOption = False,
) -> None:
    """Say which area of a file points lie in, whether that is what their rows say, and which lie in none."""
    from minetrace.doors import reverse

    areas = reverse.Areas(file)
    agreed: list[reverse.Agreement] = []
    with working("looking the points up"):
        if len(points) == 1 and Path(points[0]).is_file():
            table, found, rows = reverse.points_of(Path(points[0]))
            located = areas.locate(found)
            agreed = reverse.agreements(table, rows, located, areas)
        else:
            located = areas.locate([(n, *_typed_point(text)) for n, text in enumerate(points, start=1)])
    outside = [one for one in located if one.area is None]
    far = sum(one.out_of_area for one in outside)
    if as_json:
        shown = [_located(one) for one in (outside if agreed else located)]
        counts = {"points": len(located), "in_no_polygon": len(outside), "out_of_area": far}
        print(json.dumps({**counts, "agreement": [asdict(a) for a in agreed], "rows": shown}, ensure_ascii=False))
        return
    screen = console()
    screen.print(f"{len(located)} points, {len(outside)} in no area, {far} of them far out of it")
    for one in agreed:
        screen.print(
            plain(f"  {one.stated} is {one.attribute} in {one.same} rows; {one.contained} with names in names")
        )
    for where in (outside if agreed else located)[:50]:
        area = where.area or {}
        words = (
            ", ".join(area.values()) if area else f"in no area; the nearest is {where.distance_m / 1000:.1f} km away"
        )
        screen.print(plain(f"  row {where.row}: {where.lat:.5f}, {where.lon:.5f}  {words}"))


def _typed_point(text: str) -> tuple[float, float]:
    from minetrace.doors.values.coordinates import shape

    found = shape(text)
    if found is None or found.geom_type != "Point":
        raise Problem("MT-725", value=text)
    return found.x, found.y


def _located(where: Any) -> dict[str, Any]:
    plain_where = asdict(where) | {"out_of_area": where.out_of_area}
    return {name: value for name, value in plain_where.items() if value is not None}


def _row(gazetteer: Any, place: Any, on: Any) -> dict[str, Any]:
    point = [f"{degree:.5f}" for degree in place.point] if place.point else None
    return {
        "id": place.id,
        "kind": place.kind,
        "names": list(dict.fromkeys(n.text for n in place.names)),
        "within": sorted(gazetteer.ancestors(place.id, on=on)),
        "point": point,
        "source": place.source,
    }


def _print(outcome: str, asked: str, rows: list[dict[str, Any]]) -> None:
    screen = console()
    if outcome == "candidates":
        screen.print(plain(f"{len(rows)} places bear the name '{asked}'; say which by its id:"))
    for row in rows:
        names = ", ".join(row["names"][:8]) + (" ..." if len(row["names"]) > 8 else "")
        screen.print(plain(f"{row['id']}  ({row['kind']})"))
        screen.print(plain(f"    names   {names}"))
        screen.print(plain(f"    within  {', '.join(row['within']) or 'not recorded'}"))
        if row["point"]:
            screen.print(f"    point   {row['point'][0]}, {row['point'][1]} (longitude, latitude)")
