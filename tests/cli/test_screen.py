"""What all commands print with: safe text, and a spinner that shows only on a terminal and only for long work."""

from __future__ import annotations

import io
import sys
import time

import pytest

from minetrace.cli import screen


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, patience: float) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(screen, "PATIENCE_SECONDS", patience)
    with screen.working("Reading [a] file"):
        time.sleep(0.3)
    return stream.getvalue()


def test_long_work_shows_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert "Reading [a] file" in _shown(monkeypatch, _Terminal(), 0.01)


def test_short_work_and_pipes_stay_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _shown(monkeypatch, _Terminal(), 5.0) == ""
    assert _shown(monkeypatch, io.StringIO(), 0.01) == ""


def test_text_of_a_source_cannot_steer_the_terminal() -> None:
    assert screen.plain("a\x1b[31mb\x9bc\tü\n") == "a\ufffd[31mb\ufffdc\tü\n"
