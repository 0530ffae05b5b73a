"""`minetrace places`: fill the gazetteer and look names up in it."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from minetrace.cli.keep import day
from minetrace.cli.opening import AsOption, HomeOption, JsonOption, actor_named, open_home
from minetrace.cli.screen import console, plain, working

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
    from minetrace.register.gazetteer import add_country

    results = []
    for code in countries:
        with working(f"adding the places of {code}"):
            new, same = add_country(actor_named(name), code.upper())
        results.append({"country": code.upper(), "new_or_changed": new, "unchanged": same})
        if not as_json:
            console().print(f"{code.upper()}: {new} places new or changed, {same} as before")
    if as_json:
        print(json.dumps(results))


@app.command("find")
def find_(
    place: Annotated[str, typer.Argument(help="A name in any spelling, for example 'Lachin district'.")],
    on: Annotated[str | None, typer.Option(help="As of a day, YYYY-MM-DD: units and parents change.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look a name up: the place, or all the places that bear the name, never one of several."""
    open_home(home)
    from minetrace.register.gazetteer import current

    gazetteer, asked = current(), day(on)
    found = gazetteer.find(place, on=asked)
    rows = [_row(gazetteer, p, asked) for p in found.places]
    if as_json:
        suggestions = [s.name for s in found.suggestions]
        print(json.dumps({"outcome": found.outcome, "places": rows, "suggestions": suggestions}, ensure_ascii=False))
    else:
        _print(found.outcome, place, rows)
    if found.outcome == "none":
        found.one()
    if found.outcome == "candidates":
        raise typer.Exit(3)


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
