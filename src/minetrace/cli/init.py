"""`minetrace init`: a new home."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from minetrace.cli.screen import console, working


def init(
    path: Annotated[Path, typer.Argument(help="The folder of the new home; it is made if it is not there.")] = Path(),
    store: Annotated[
        str,
        typer.Option(help="'sqlite' for a GeoPackage in the home, or postgresql://user:password@host:port/database."),
    ] = "sqlite",
    programme: Annotated[str, typer.Option(help="The programme's name, as pages show it.")] = "Mine action programme",
    time_zone: Annotated[str, typer.Option(help="Where a day ends, for example Asia/Baku.")] = "UTC",
    four_eyes: Annotated[bool, typer.Option(help="An approval needs another person than the author.")] = True,
) -> None:
    """Make a home: the folder that holds a programme's register, accounts, originals and keys."""
    from minetrace.config import setup
    from minetrace.config.home import Home, create, write_private

    home = Home(path=path.resolve(), store=store, programme=programme, time_zone=time_zone, four_eyes=four_eyes)
    create(home)
    with working("making the register"):
        setup(home)
        from minetrace.config.store import prepare
        from minetrace.ledger.signing import make_key

        prepare(home)
    write_private(home.signing_key_file, make_key())
    screen = console()
    screen.print(f"A new home is in {home.path}.")
    screen.print(f"Next: minetrace add FILE --home {path}   or   minetrace places add AZ AM --home {path}")
