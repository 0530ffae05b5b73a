"""`minetrace statement check`: the finished text with its trail, or the lines that refuse it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from minetrace.accounts.actor import keeper
from minetrace.cli import statement
from minetrace.register.actions import Draft, approve, propose

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

Call = Callable[..., Any]
TEXT = """---
figures:
  ours: {measure: ordnance.found, until: 2024-12-31}
  theirs: {measure: ordnance.found, basis: reported}
relations:
  - ours <= theirs
---
We found {{ ours }} mines; ANAMA reports {{ theirs }}, of which {{ ours }} are ours.
"""


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> None:
    """The register of the tests as the home; Django is set up once in a process."""
    monkeypatch.setattr(statement, "open_home", lambda path: settings.MINETRACE)
    for basis, speaker, count in (("own", None, 3), ("reported", "ANAMA", 5)):
        fields = {"category": "ap_mine", "quantity_low": count, "quantity_high": count}
        fields |= {"found_from": "2024-05-01", "found_to": "2024-05-01"}
        draft = Draft(kind="find", fields=fields, basis=basis, speaker=speaker)  # type: ignore[arg-type]
        approve(keeper("boris"), propose(keeper("anna"), draft), four_eyes=True)


def test_the_text_then_its_trail(call: Call, tmp_path: Path) -> None:
    (tmp_path / "may.md").write_text(TEXT, encoding="utf-8")
    outcome = call("statement", "check", str(tmp_path / "may.md"))
    assert (outcome.code, outcome.err) == (0, "")
    text, _, trail = outcome.out.partition("\n\n")
    assert text == "We found 3 mines; ANAMA reports 5, of which 3 are ours."
    assert "Trail of 3 numbers" in trail
    assert "F-000002  5, reported by ANAMA" in trail
    assert "as under 1." in trail
    assert "Holds: ours <= theirs   (3 ≤ 5)" in trail
    assert "known_on" in trail and "check it again" in trail
    assert max(map(len, trail.splitlines())) <= 80
    assert [line for line in trail.splitlines() if line != line.rstrip()] == []


def test_refusals_name_file_and_line(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "may.md"
    path.write_text(TEXT.replace("ANAMA reports {{ theirs }}", "the others 5"), encoding="utf-8")
    outcome = call("statement", "check", str(path))
    assert (outcome.code, outcome.out) == (2, "")
    assert f"{path}:8: MT-610 The number '5' is typed by hand.\n    Next: Bind it" in outcome.err
    assert "may not go out, for one reason" in outcome.err


def test_json_of_both(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "may.md").write_text(TEXT, encoding="utf-8")
    passed = json.loads(call("statement", "check", "--json", str(tmp_path / "may.md")).out)
    assert passed["passes"] and [entry["text"] for entry in passed["trail"]] == ["3", "5", "3"]
    assert passed["trail"][1]["speakers"] == ["ANAMA"]
    assert passed["relations"] == [{"relation": "ours <= theirs", "line": 6, "formula": "3 ≤ 5"}]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.replace("ANAMA", "They").encode())))
    outcome = call("statement", "check", "--json", "-")
    refused = json.loads(outcome.out)
    assert (outcome.code, refused["passes"], refused["text"]) == (2, False, None)
    assert [(one["line"], one["column"], one["code"]) for one in refused["refusals"]] == [(8, 41, "MT-613")]


def test_a_file_that_is_no_text(call: Call, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(b"\xff\xfe\x00")
    assert call("statement", "check", str(tmp_path / "x.md")).err.startswith("MT-111")
    assert call("statement", "check", str(tmp_path / "none.md")).err.startswith("MT-107")
