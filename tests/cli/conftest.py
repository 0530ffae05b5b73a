"""The command line as a test calls it: no process, captured output, a reader that finds what the test says."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import typer.main

from minetrace import reading
from minetrace.cli import main, problems
from minetrace.terms.claim import Claim, Refusal


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Call = Callable[..., Outcome]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run `minetrace ARGS` in this process on a terminal of 80 columns."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*args: str) -> Outcome:
        code: Any = 0
        try:
            problems.run(typer.main.get_command(main.app), args)
        except SystemExit as leaving:
            code = leaving.code
        captured = capsys.readouterr()
        return Outcome(code or 0, captured.out, captured.err)

    return run


@dataclass(frozen=True)
class Found:
    """What the reader gives back, by contract."""

    language: str
    claims: tuple[Claim, ...]
    refused: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    version: str = "0.0"


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[Claim]], dict[str, Any]]:
    """Put a reader in place that finds the given claims; gives what it was called with."""

    def install(claims: Sequence[Claim], notes: tuple[str, ...] = ()) -> dict[str, Any]:
        asked: dict[str, Any] = {}

        def read(text: str, **options: Any) -> Found:
            asked.update(options, text=text)
            return Found("en", tuple(claims), notes=notes)

        monkeypatch.setattr(reading, "read", read, raising=False)
        return asked

    return install
