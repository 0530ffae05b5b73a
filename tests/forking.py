"""Commands in processes of their own, forked from one that has the libraries loaded.

A command starts as it does for a user, with nothing set up and nothing remembered; only the second that Python takes to
load Django, Rich and GEOS is spent once. As a module this is the process that forks; `run` asks it for a command.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

# Nothing that reads settings when it is imported.
LIBRARIES = (
    *("django.core.management", "django.db.models", "django.forms", "django.http", "django.template", "django.urls"),
    *("cryptography.hazmat.primitives.asymmetric.ed25519", "openpyxl", "psycopg", "pyogrio", "pyproj", "rapidfuzz"),
    *("rich.console", "rich.progress", "rich.table", "shapely", "typer"),
    *("minetrace.cli.main", "minetrace.places", "minetrace.reading"),
)
SECONDS = 120


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str, str]:
    """The exit code of a command and what it printed to its two streams. One that hangs is killed after SECONDS."""
    server = _server()
    with tempfile.TemporaryDirectory(prefix="minetrace-command-") as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        asked = {"arguments": list(arguments), "environment": dict(environment), "out": str(out), "err": str(err)}
        assert server.stdin and server.stdout
        server.stdin.write(json.dumps(asked | {"folder": str(Path.cwd())}) + "\n")
        server.stdin.flush()
        answer = server.stdout.readline()
        assert answer, "the process that forks has ended"
        return json.loads(answer), out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")


@cache
def _server() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", __name__]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(server.kill)
    return server


def _serve() -> None:
    for library in LIBRARIES:
        import_module(library)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(asked)
        _, status = os.waitpid(child, 0)
        print(json.dumps(os.waitstatus_to_exitcode(status)), flush=True)


def _become(asked: dict[str, object]) -> None:
    """Be the command: its streams, environment, folder and arguments; never returns."""
    from minetrace.cli.main import main

    for stream, name in ((0, os.devnull), (1, asked["out"]), (2, asked["err"])):
        os.dup2(os.open(str(name), os.O_RDONLY if stream == 0 else os.O_WRONLY | os.O_CREAT), stream)
    os.environ.clear()
    os.environ.update(asked["environment"])  # type: ignore[call-overload]
    os.chdir(str(asked["folder"]))
    sys.argv = ["minetrace", *asked["arguments"]]  # type: ignore[misc]
    signal.alarm(SECONDS)
    main()
    sys.exit(0)


if __name__ == "__main__":
    _serve()
