"""`minetrace serve`: the desk in a browser."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from minetrace.cli.opening import HomeOption, open_home
from minetrace.cli.screen import console


def serve(
    address: Annotated[str, typer.Option(help="Host and port to listen on.")] = "127.0.0.1:8420",
    workers: Annotated[int, typer.Option(help="Server processes.")] = 1,
    home: HomeOption = None,
) -> None:
    """Open the desk at an address of this machine; Ctrl-C stops it."""
    opened = open_home(home)
    console().print(f"The desk of {opened.programme} is at http://{address}  (Ctrl-C stops it)")
    run(str(opened.path), address, workers)


def run(path: str, address: str, workers: int = 1) -> None:
    """Serve a home until stopped."""
    from granian import Granian
    from granian.constants import Interfaces

    host, _, port = address.rpartition(":")
    os.environ["MINETRACE_HOME"] = path
    Granian(
        "minetrace.config.wsgi:application",
        address=host or "127.0.0.1",
        port=int(port),
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_access=False,
        websockets=False,
    ).serve()
