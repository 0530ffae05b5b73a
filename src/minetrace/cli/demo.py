"""`minetrace demo`: the example programme, ready to be looked at."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from minetrace.cli.screen import console, working

_DISCLAIMER = "Texts are examples in our own words: X said Y on date Z, never a finding of ours."


def demo(
    home: Annotated[Path, typer.Option("--home", help="Where the example programme lives.")] = Path("demo"),
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw the example away and start over.")] = False,
    serve: Annotated[
        str | None, typer.Option(help="Serve the desk at this address, for example 127.0.0.1:8420.")
    ] = None,
) -> None:
    """Make (or open again) the example programme, say how to sign in, and serve its desk."""
    from minetrace.config.home import SETTINGS_FILE

    if serve:
        from minetrace.cli.serve import require_free

        require_free(serve)
    path = home.resolve()
    ready = path / "example.loaded"
    if (path / SETTINGS_FILE).exists() and (fresh or not ready.exists()):
        shutil.rmtree(path)
    if not ready.exists():
        _make(path)
        ready.touch()
    _greet(path, serve)
    if serve:
        from minetrace.cli.serve import run

        run(str(path), serve)


def _make(path: Path) -> None:
    from minetrace.config import setup
    from minetrace.config.home import Home, create, write_private

    made = Home(path=path, programme="Example programme", time_zone="Asia/Baku")
    create(made)
    with working("making the example programme"):
        setup(made)
        from minetrace.config.store import prepare
        from minetrace.demo.loading import load_example, write_statement
        from minetrace.ledger.signing import make_key

        prepare(made)
        write_private(made.signing_key_file, make_key())
        for done in load_example(made.originals):
            console().print(f"  loaded: {done}")
        write_statement(path)


def _greet(path: Path, address: str | None) -> None:
    screen = console()
    screen.print(f"The example programme is in {path}. {_DISCLAIMER}")
    screen.print("Sign in as anna (author) or boris (second person), kate (keeper), vera (visitor);")
    screen.print("the password of all four is: example-programme")
    if address:
        screen.print(f"Open http://{address}   ·   Ctrl-C stops it")
    screen.print(f"Try too: minetrace statement check {path / 'statement.md'} --home {path}")
