"""Imports at the desk of a test: the command line runs in this process, on the tests' own register."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import typer.main
from django.conf import settings

from minetrace.cli import import_, main, problems
from minetrace.desk.imports import jobs


@pytest.fixture
def work_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run what the desk starts at once, and to its end."""

    def spawn(arguments: Sequence[str], home: Path, errors: Path) -> int:
        said: Any = io.StringIO()
        quiet = contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said)
        with quiet[0], quiet[1], contextlib.suppress(SystemExit):
            problems.run(typer.main.get_command(main.app), list(arguments))
        errors.write_text(said.getvalue(), encoding="utf-8")
        return _GONE

    monkeypatch.setattr(jobs, "spawn", spawn)
    monkeypatch.setattr(import_, "open_home", lambda _path: settings.MINETRACE)


_GONE = 2**22 + os.getpid()
"""The number of a process that cannot be there: beyond the most that Linux gives."""
