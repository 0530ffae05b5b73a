"""`minetrace serve`: the desk in a browser."""

from __future__ import annotations

import os
import socket
import sys
from typing import Annotated

import typer

from minetrace.cli.opening import HomeOption, open_home
from minetrace.cli.screen import console
from minetrace.terms.problem import Problem


def serve(
    address: Annotated[str, typer.Option(help="Host and port to listen on.")] = "127.0.0.1:8420",
    workers: Annotated[int, typer.Option(help="Server processes.")] = 1,
    home: HomeOption = None,
) -> None:
    """Open the desk at an address of this machine; Ctrl-C stops it."""
    opened = open_home(home)
    require_free(address)
    console().print(f"The desk of {opened.programme} is at http://{address}  (Ctrl-C stops it)")
    run(str(opened.path), address, workers)


def require_free(address: str) -> None:
    """Refuse an address at which nothing can be opened.

    The server would share a port with another one that runs there, and each would get a part of the requests. Raises
    MT-350.
    """
    host, _, port = address.rpartition(":")
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise Problem("MT-350", address=address, reason="an address is a host, a colon and a port up to 65535")
    try:
        socket.create_server((host or "127.0.0.1", int(port))).close()
    except OSError as error:
        raise Problem("MT-350", address=address, reason=error.strerror or str(error)) from None


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
