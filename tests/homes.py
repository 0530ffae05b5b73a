"""Real homes for tests of the command line: made by `minetrace init`, on the store of the session."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests import forking


@dataclass
class HomeUnderTest:
    """A home and the command line on it."""

    path: Path
    store: str

    def start(self, *args: str) -> subprocess.Popen[str]:
        """Start a command and do not wait for it."""
        command = [sys.executable, "-c", "from minetrace.cli.main import main; main()", *args]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environment(), stdout=pipe, stderr=pipe, text=True)

    def python(self, script: str) -> None:
        """Run Python in the home's environment."""
        subprocess.run([sys.executable, "-c", script], env=self.environment(), check=True, timeout=120)

    def run(self, *args: str, code: int = 0) -> str:
        """Run a command, expect its exit code, and return what it printed."""
        ended, out, err = forking.run(args, self.environment())
        assert ended == code, f"minetrace {' '.join(args)} gave {ended}\n{out}\n{err}"
        return out if code == 0 else out + err

    def json(self, *args: str, code: int = 0) -> Any:
        """Run a command with --json and return what it printed."""
        return json.loads(self.run(*args, "--json", code=code))

    def environment(self) -> dict[str, str]:
        """The environment of a user of this home: a wide terminal, no colours, state of its own; modules stay compiled,
        as they do for users, whatever the tests run under.
        """
        state = {"MINETRACE_HOME": str(self.path), "XDG_STATE_HOME": str(self.path / "state")}
        shown = {"COLUMNS": "160", "NO_COLOR": "1", "MINETRACE_DEBUG": "1"}
        return {**os.environ, **state, **shown, "PYTHONDONTWRITEBYTECODE": ""}


def new_database(url: str, template: str | None = None) -> str:
    """An empty database beside the session's, or a copy of the one at `template`; a SQLite store needs none."""
    if url == "sqlite":
        return url
    name = f"home_{uuid.uuid4().hex[:12]}"
    like = f" TEMPLATE {urlsplit(template).path[1:]}" if template else ""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}{like}")
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def make_home(path: Path, url: str) -> HomeUnderTest:
    """A new home on a database of its own."""
    home = HomeUnderTest(path, new_database(url))
    home.run("init", str(path), "--store", home.store, "--time-zone", "Asia/Baku")
    return home


def copy_home(home: HomeUnderTest, path: Path, url: str) -> HomeUnderTest:
    """The same home again, in another folder and database: seconds sooner than a new one."""
    copy = HomeUnderTest(path, new_database(url, home.store))
    shutil.copytree(home.path, path)
    settings = path / "minetrace.toml"
    settings.write_text(settings.read_text("utf-8").replace(home.store, copy.store), "utf-8")
    return copy
