"""`minetrace reckon`: what the kept sources say together: each check with its rows and reasons."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from minetrace.cli.opening import HomeOption, JsonOption, open_home
from minetrace.cli.screen import console, plain, working
from minetrace.terms.days import day

if TYPE_CHECKING:
    from minetrace.reckoning.stated import Stated
    from minetrace.reckoning.survey import Survey
    from minetrace.terms.check import Check

SHOWN_ROWS = 6
"""Claims that the screen shows under a check; --json gives all."""
_PARTS = (
    ("O", "Who repeats whom"),
    ("LP", "One happening, one total"),
    ("S", "Over time"),
    ("CV", "Scopes, sums, editions and shares"),
    ("T", "Inside each text"),
)
"""The parts of the screen by the first letters of their rules: what many sources say together comes first."""
_MARKS = {"holds": "=", "broken": "≠", "warning": "!", "not stated": "?"}


def reckon(
    since: Annotated[str | None, typer.Option(metavar="DAY", help="Only claims of that day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Only claims of that day or earlier.")] = None,
    place: Annotated[
        list[str] | None, typer.Option(help="Only claims that are or may be in this place, by id or name.")
    ] = None,
    speakers: Annotated[
        list[str] | None, typer.Option("--prefer", help="A speaker of your declared order, the first preferred.")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what the kept sources say together: who repeats whom, what agrees, what differs and under which rule."""
    open_home(home)
    from minetrace.reckoning.survey import survey, within
    from minetrace.register import gazetteer, reckoned

    places = gazetteer.current()
    asked = tuple(places.one(one).id for one in place or ())
    with working("reckoning"):
        claims = within(reckoned.stated(), since=_day(since), until=_day(until), places=asked, gazetteer=places)
        found = survey(
            claims,
            reckoned.texts(),
            gazetteer=places,
            not_same=reckoned.not_same(),
            declared=tuple(speakers or ()),
            within_scope=reckoned.within_scope(),
        )
    if as_json:
        _print_json(found)
    else:
        _show(found)


def _day(text: str | None) -> str | None:
    """An ISO day as given. Raises MT-108."""
    return None if text is None else day(text).isoformat()


def _print_json(found: Survey) -> None:
    # Bytes, so that a quote in any script survives a terminal or pipe set to another encoding.
    sys.stdout.buffer.write((json.dumps(found.as_dict(), ensure_ascii=False, indent=2) + "\n").encode())


def _show(found: Survey) -> None:
    screen = console()
    names = {one.id: one for one in found.stated}
    screen.print(
        f"{len(found.stated)} claims of {len({one.source_id for one in found.stated})} sources: "
        f"{len(found.links.groups)} happenings and totals, {len(found.origins)} origins, {len(found.series)} series."
    )
    for rules, heading in _PARTS:
        shown = [check for check in found.checks if check.rule[0] in rules]
        if shown:
            screen.print(Text(f"\n{heading}", style="bold underline"))
        for check in shown:
            _show_check(check, names)
    screen.print(Text("Next, one measure over time: minetrace series killed", style="dim"))


def _show_check(check: Check, names: dict[str, Stated]) -> None:
    screen = console()
    style = "yellow" if check.outcome in ("broken", "warning") else "bold"
    screen.print(Text(plain(f"{_MARKS[check.outcome]} {check.rule:<4}{check.sentence}"), style=style))
    for reason in check.warnings:
        screen.print(Padding(Text(plain(reason)), (0, 0, 0, 7)))
    for id_ in check.claims[:SHOWN_ROWS]:
        one = names[id_]
        row = Text(plain(f"“{' '.join(one.claim.quote.split())}”"), style="italic")
        screen.print(Padding(row.append(plain(f"  {one.speaker}, in {one.label}"), style="dim"), (0, 0, 0, 7)))
    if len(check.claims) > SHOWN_ROWS:
        more = f"... and {len(check.claims) - SHOWN_ROWS} more claims: --json shows all"
        screen.print(Padding(Text(more, style="dim"), (0, 0, 0, 7)))
