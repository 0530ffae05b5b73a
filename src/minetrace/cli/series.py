"""`minetrace series`: one measure over time as the sources state it, each point once, with its sources."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from minetrace.cli.opening import HomeOption, JsonOption, open_home
from minetrace.cli.screen import console, plain, working

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minetrace.reckoning.series import Series


def series(
    measure: Annotated[
        str, typer.Argument(help="Words of what is counted: killed, “area cleared”, “anti-personnel ANAMA”.")
    ] = "",
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, a row for each point.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one measure over time: bulletins and running totals, repeated ones once, revisions marked.

    Without words it names the series there are.
    """
    open_home(home)
    from minetrace.reckoning.course import checks
    from minetrace.reckoning.series import of_measure
    from minetrace.reckoning.series import series as all_series
    from minetrace.register import gazetteer, reckoned

    places = gazetteer.current()
    with working("reckoning"):
        from minetrace.reckoning.linkage import link

        claims = reckoned.stated()
        links = link(claims, gazetteer=places, not_same=reckoned.not_same())
        every = all_series(claims, links=links, gazetteer=places)
    found = of_measure(every, measure)
    if as_csv:
        from minetrace.desk.series.files import COLUMNS, rows
        from minetrace.desk.series.lines import line, named
        from minetrace.terms.cells import as_csv as in_cells

        known = named(every, places)
        wanted = of_measure(tuple(known.values()), measure)
        lines = [line(id_, one) for id_, one in known.items() if one in wanted]
        sys.stdout.buffer.write(in_cells(COLUMNS, (row for one in lines for row in rows(one))).encode())
    elif as_json:
        data = {
            "measure": measure,
            "series": [one.as_dict() for one in found],
            "checks": [check.as_dict() for check in checks(found)],
        }
        sys.stdout.buffer.write((json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())
    elif measure and found:
        _show(found)
    else:
        _name(every, asked=measure)


def _name(every: Sequence[Series], *, asked: str) -> None:
    screen = console()
    if not every:
        screen.print("No kept source states a series yet: minetrace add FILE keeps one.")
        return
    if asked:
        screen.print("No series has these words.")
    screen.print("Series there are; minetrace series WORDS shows those whose name holds all of the words:")
    for one in every:
        screen.print(Padding(Text(plain(one.key.name)), (0, 0, 0, 2)))


def _show(found: Sequence[Series]) -> None:
    from minetrace.reckoning.course import checks
    from minetrace.reckoning.stated import sources

    screen = console()
    for one in found:
        screen.print(Text(plain(one.key.name), style="bold"))
        for point in one.points:
            screen.print(Padding(Text(plain(f"{point.days:<24} {point.text}")), (0, 0, 0, 2)))
            screen.print(Padding(Text(plain("; ".join(sources(point.stated))), style="dim"), (0, 0, 0, 6)))
        for check in checks([one]):
            style = "yellow" if check.outcome in ("broken", "warning") else "dim"
            screen.print(Padding(Text(plain(f"{check.rule}  {check.sentence}"), style=style), (0, 0, 0, 2)))
