"""The table of commands: loaded late, listed by panel, failing in one way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minetrace.cli import main
from minetrace.cli.problems import state_directory

Call = Callable[..., Any]


def _python(code: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **environ},
    )


def test_help_lists_every_command_in_its_panel(call: Call) -> None:
    out = call("--help").out
    for entry in main.COMMANDS:
        assert entry.name in out
        assert f" {entry.panel} " in out
        assert entry.help.endswith(".")


@pytest.mark.parametrize("entry", main.COMMANDS, ids=lambda entry: entry.name)
def test_every_command_loads_and_explains_itself(entry: main.Entry, call: Call) -> None:
    outcome = call(entry.name, "--help")
    assert outcome.code == 0
    assert "Usage" in outcome.out


def test_importing_the_command_line_imports_no_command_and_no_django() -> None:
    late = ("django", "minetrace.cli.read", "minetrace.reading", "pypdfium2", "rich.table")
    code = f"import sys, minetrace.cli.main as m; sys.exit(' '.join(n for n in {late} if n in sys.modules) or 0)"
    assert _python(code).stderr == ""


def test_a_mistyped_command_is_named(call: Call) -> None:
    outcome = call("raed")
    assert outcome.code == 2
    assert "Did you mean" in outcome.err and "'read'" in outcome.err


def test_version(call: Call) -> None:
    assert call("--version").out.startswith("minetrace 0.")


_BREAK = "import sys; sys.argv[1:] = ['read']; from minetrace.cli import problems; problems.run(lambda **_: 1 / 0, [])"


def test_an_unknown_error_shows_a_number_and_is_logged_under_it(tmp_path: Path) -> None:
    ended = _python(_BREAK, XDG_STATE_HOME=str(tmp_path), COLUMNS="200", MINETRACE_DEBUG="")
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert ended.stderr.startswith("MT-119")
    number = ended.stderr.split("its number is ")[1][:8]
    log = tmp_path / "minetrace" / "errors.log"
    assert number in log.read_text() and "ZeroDivisionError" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0
    assert str(log) in ended.stderr


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    ended = _python(_BREAK, XDG_STATE_HOME=str(tmp_path), MINETRACE_DEBUG="1")
    assert "ZeroDivisionError" in ended.stderr
    assert not (tmp_path / "minetrace").exists()


def test_a_log_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "minetrace").write_text("a file where the folder should be")
    ended = _python(_BREAK, XDG_STATE_HOME=str(tmp_path), COLUMNS="200", MINETRACE_DEBUG="")
    assert "MINETRACE_DEBUG=1" in ended.stderr


def test_the_state_directory_follows_the_system() -> None:
    assert state_directory({"XDG_STATE_HOME": "/x"}) == Path("/x/minetrace")
    assert state_directory({}) == Path.home() / ".local" / "state" / "minetrace"
