"""Which home a command works on, and who works."""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from minetrace.accounts.actor import Actor, keeper
from minetrace.config.home import SETTINGS_FILE, Home, load
from minetrace.terms.problem import Problem

Row = TypeVar("Row")

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="The home to work on; otherwise MINETRACE_HOME, or the folder you are in.")
]
AsOption = Annotated[str | None, typer.Option("--as", help="Your name in the ledger; otherwise your login name.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


def open_home(path: Path | None) -> Home:
    """Find the home, start Django on it, and bring its databases to this release. Raises MT-302."""
    from minetrace.config import setup

    home = home_named(path)
    setup(home)
    from minetrace.config.store import prepare_when_needed

    prepare_when_needed(home)
    _sweep()
    return home


def home_named(path: Path | None) -> Home:
    """Find the home and read its settings, without opening its databases. Raises MT-302."""
    return load(_place_of(path))


def _sweep() -> None:
    """Delete what killed imports left staged, and say so."""
    from minetrace.cli.screen import console, plain
    from minetrace.register.staging import sweep

    for what, rows in sweep():
        console(stderr=True).print(plain(f"Removed {rows} staged rows of {what}: that import was killed."))


def actor_named(name: str | None) -> Actor:
    """Who acts: whoever can write the home's files is its keeper."""
    return keeper(name or getpass.getuser())


def by_ending(rows: list[Row], kind: str, value: str) -> Row:
    """The one row that an id's ending names. Raises MT-411 for none, MT-418 for several."""
    if len(rows) == 1:
        return rows[0]
    raise Problem("MT-411" if not rows else "MT-418", kind=kind, value=value)


def _place_of(path: Path | None) -> Path:
    if path is not None:
        return path
    if os.environ.get("MINETRACE_HOME"):
        return Path(os.environ["MINETRACE_HOME"])
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / SETTINGS_FILE).is_file()), here)
