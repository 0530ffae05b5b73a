"""`minetrace apart`: two claims that are not the same, remembered in every reckoning."""

from __future__ import annotations

from typing import Annotated

import typer

from minetrace.cli.claims import ClaimArgument, claim_named
from minetrace.cli.opening import AsOption, HomeOption, actor_named, open_home
from minetrace.cli.screen import console, plain


def apart(
    claim: ClaimArgument,
    other: Annotated[str, typer.Argument(help="The other claim's id or its ending.")],
    why: Annotated[str, typer.Option("--why", help="Why, in a few words.")] = "",
    take_back: Annotated[bool, typer.Option("--take-back", help="They may be one after all.")] = False,
    home: HomeOption = None,
    name: AsOption = None,
) -> None:
    """Say that two claims tell of two happenings, or state two totals: no reckoning puts them together again."""
    open_home(home)
    from minetrace.sources import apart as verbs

    one, two = claim_named(claim).row, claim_named(other).row
    actor = actor_named(name)
    if take_back:
        standing = verbs.current(one, two)
        done = standing is not None and verbs.take_back(actor, standing)
        words = "taken back, they may be one" if done else "nothing to take back"
    else:
        verbs.keep_apart(actor, one, two, why=why)
        words = "not the same"
    console().print(plain(f"{words}: {one.quote} ({one.source.label}) / {two.quote} ({two.source.label})"))
