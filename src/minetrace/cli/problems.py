"""The one way in which every command fails.

A numbered problem goes to standard error as code, what happened and what to do (as JSON with --json), exit code 2. An
error that minetrace does not know gets a number, is logged under that number, and shows no traceback unless
MINETRACE_DEBUG=1; exit code 1.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from minetrace.terms.problem import Problem

EXIT_PROBLEM = 2
"""Exit code of a numbered problem; wrong options give the same, unknown errors give 1."""


def run(command: Callable[..., Any], args: Sequence[str]) -> Any:
    """Call a Typer command with `args`, showing problems in the one shape; what the command returns is passed on."""
    sys.excepthook = show_unknown
    try:
        return command(args=list(args), prog_name="minetrace")
    except Problem as problem:
        show(problem, as_json="--json" in args)
        raise SystemExit(EXIT_PROBLEM) from None


def show(problem: Problem, *, as_json: bool) -> None:
    """Print a problem to standard error: code, what happened, what to do now."""
    if as_json:
        print(json.dumps(problem.as_dict(), ensure_ascii=False), file=sys.stderr)
        return
    from rich.text import Text

    from minetrace.cli.screen import console, plain

    screen = console(stderr=True)
    screen.print(Text.assemble((problem.code, "bold red"), "  ", (plain(problem.what), "bold")), soft_wrap=False)
    screen.print(Text.assemble(("Next: ", "dim"), plain(problem.next_step)))


def show_unknown(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log an error that nobody expected and show its number (for `sys.excepthook`)."""
    if not issubclass(kind, Exception) or os.environ.get("MINETRACE_DEBUG") == "1":
        sys.__excepthook__(kind, error, trace)
        return
    number = secrets.token_hex(4)
    log = state_directory(os.environ) / "errors.log"
    try:
        _append(log, number, "".join(traceback.format_exception(kind, error, trace)))
        kept: Path | str = log
    except OSError:
        kept = f"a run with MINETRACE_DEBUG=1 ({log} cannot be written)"
    show(Problem("MT-119", number=number, log=kept), as_json="--json" in sys.argv)


def state_directory(environ: Mapping[str, str]) -> Path:
    """Where a user's logs belong: $XDG_STATE_HOME, %LOCALAPPDATA%, or ~/.local/state, each with /minetrace."""
    base = environ.get("XDG_STATE_HOME") or environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".local" / "state") / "minetrace"


def _append(log: Path, number: str, trace: str) -> None:
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    when = datetime.now(UTC).isoformat(timespec="seconds")
    # A traceback may carry words of a source: the log is for its user alone.
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(f"--- {number} {when} {' '.join(sys.argv[1:2])}\n{trace}\n")
