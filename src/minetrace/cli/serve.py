"""`minetrace serve`: the desk in a browser."""

from __future__ import annotations

import os
import sys
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
    """Become the server of a home; does not return.

    The server is a process of its own making: a fork of this one would share its open database connections.
    """
    host, _, port = address.rpartition(":")
    server = [sys.executable, "-m", "granian", "minetrace.config.wsgi:application", "--interface", "wsgi"]
    server += ["--host", host or "127.0.0.1", "--port", port, "--workers", str(workers), "--blocking-threads", "4"]
    server += ["--no-ws", "--no-access-log", "--log-level", "warning"]
    sys.stdout.flush()
    os.execve(sys.executable, server, {**os.environ, "MINETRACE_HOME": path})
