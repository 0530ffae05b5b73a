"""`minetrace within`: a find in the scope of a stated total, remembered in every reckoning."""

from __future__ import annotations

from typing import Annotated

import typer

from minetrace.cli.claims import claim_named
from minetrace.cli.opening import AsOption, HomeOption, actor_named, open_home
from minetrace.cli.screen import console, plain


def within(
    find: Annotated[str, typer.Argument(help="The find's claim, by its id or its ending.")],
    total: Annotated[str, typer.Argument(help="The claim of the total, by its id or its ending.")],
    why: Annotated[str, typer.Option("--why", help="Why, in a few words.")] = "",
    take_back: Annotated[bool, typer.Option("--take-back", help="It is open after all.")] = False,
    home: HomeOption = None,
    name: AsOption = None,
) -> None:
    """Say that a find is among what a stated total counts: reckoning holds it against that total (C2)."""
    open_home(home)
    from minetrace.sources import in_scope

    one, whole = claim_named(find).row, claim_named(total).row
    actor = actor_named(name)
    if take_back:
        done = in_scope.take_back(actor, one, whole)
        words = "taken back, it is open" if done else "nothing to take back"
    else:
        in_scope.place(actor, one, whole, why=why)
        words = "in its scope"
    console().print(plain(f"{words}: {one.quote} ({one.source.label}) / {whole.quote} ({whole.source.label})"))
