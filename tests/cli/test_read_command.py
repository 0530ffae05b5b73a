"""`minetrace read`: the table, the checks in words, JSON, and refusals with their number."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from minetrace.cli import reading_table
from minetrace.terms.claim import Claim, Participant

TEXT = "The Velm Mine Office said that 1,119 mines in Ardin and 1,609 in the Sorrel region were cleared: 2,728 in all."


def _mines(id_: str, quote: str, value: int, *places: str, **slots: Any) -> Claim:
    start = TEXT.index(quote)
    return Claim(
        id=id_,
        kind="ordnance",
        quote=quote,
        span=(start, start + len(quote)),
        value=value,
        unit="item",
        counting="running",
        category="mine (unspecified)",
        action=("cleared",),
        places=places,
        from_="2022-08-01",
        to="2022-11-24",
        attributed_to=("Velm Mine Office",),
        **slots,
    )


CLAIMS = [
    _mines("c1", "1,119 mines", 1119, "Ardin"),
    _mines("c2", "1,609", 1609, "Sorrel region"),
    _mines("c3", "2,728 in all", 2728, "Ardin", "Sorrel region", total_of=("c1", "c2")),
]
Call = Callable[..., Any]
Reader = Callable[..., dict[str, Any]]


@pytest.fixture
def statement(tmp_path: Path) -> str:
    path = tmp_path / "statement.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_the_table_and_the_checks(call: Call, reader: Reader, statement: str) -> None:
    reader(CLAIMS)
    outcome = call("read", statement)
    assert outcome.code == 0
    for shown in ("1,119", "“2,728 in all”", "mines, cleared", "Ardin, Sorrel region", "Velm Mine Office"):
        assert shown in outcome.out
    assert "2022-08-01 to 2022-11-24" in outcome.out
    assert "✓ T1 1,119 + 1,609 = 2,728 holds as stated. [1, 2, 3]" in outcome.out
    assert "does not say whether" in outcome.out
    assert "3 claims (0 for review), 1 check; language en; reader 0.0. Next, keep it: minetrace add" in outcome.out


@pytest.mark.parametrize("width", [40, 60, 80, 109, 110, 160])
def test_no_width_cuts_a_number(
    width: int, call: Call, reader: Reader, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader([*CLAIMS, _mines("c4", "1,609", 565_000_123, hedge="more than")])
    monkeypatch.setenv("COLUMNS", str(width))
    lines = call("read", statement).out.splitlines()
    for number in ("1,119", "1,609", "2,728", "565,000,123"):
        assert any(number in line.split() for line in lines), number
    table = lines[: next(at for at, line in enumerate(lines) if line.startswith("Checks"))]
    assert max(map(len, table)) <= width
    assert "…" not in "".join(table)


def test_json_is_the_whole_reading(call: Call, reader: Reader, statement: str) -> None:
    reader(CLAIMS)
    shown = json.loads(call("read", statement, "--json").out)
    assert sorted(shown) == ["checks", "claims", "language", "notes", "refused", "version"]
    assert [claim["value"] for claim in shown["claims"]] == [1119, 1609, 2728]
    assert shown["claims"][2]["total_of"] == ["c1", "c2"]
    assert shown["checks"][0]["outcome"] == "holds"


def test_the_reader_is_told_what_the_user_says(call: Call, reader: Reader, statement: str) -> None:
    asked = reader([])
    outcome = call("read", statement, "--published", "2022-11-24", "--publisher", "Velm News", "--language", "en")
    assert asked == {
        "text": TEXT,
        "published": date(2022, 11, 24),
        "publisher": "Velm News",
        "language": "en",
        "places": None,
    }
    assert "No figures, visits or provisions about mines were found." in outcome.out


def test_standard_input(call: Call, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = reader([])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    assert "save it as a file" in call("read", "-").out
    assert asked["text"] == TEXT


def test_what_a_page_says_of_itself_is_offered_and_not_used(call: Call, reader: Reader, tmp_path: Path) -> None:
    asked = reader([])
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><meta property='article:published_time' content='2022-11-24T10:00Z'><p>12 mines</p>",
        encoding="utf-8",
    )
    out = call("read", str(page)).out
    assert asked["published"] is None and asked["text"] == "12 mines"
    assert "add --published 2022-11-24 to resolve its dates" in out


def test_a_text_cannot_steer_the_terminal(call: Call, reader: Reader, statement: str) -> None:
    reader([_mines("c1", "1,119 mines", 1119, "\x1b[31mRed\x07", "[bold]Ardin[/bold] :bomb:")])
    out = call("read", statement).out
    assert "\x1b" not in out and "\x07" not in out
    assert "[bold]Ardin[/bold]" in " ".join(out.split()) and ":bomb:" in out


@pytest.mark.parametrize(
    ("name", "data", "options", "code"),
    [
        ("empty.txt", b"", [], "MT-101"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\0\0", [], "MT-102"),
        ("long.txt", b"mines " * 3_333_334, [], "MT-103"),
        ("broken.pdf", b"%PDF-1.4", [], "MT-104"),
        ("good.txt", b"12 mines", ["--published", "24.11.2022"], "MT-108"),
        (".", None, [], "MT-111"),
        ("missing.txt", None, [], "MT-107"),
    ],
)
def test_refusals(
    name: str, data: bytes | None, options: Sequence[str], code: str, call: Call, reader: Reader, tmp_path: Path
) -> None:
    reader([])
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    outcome = call("read", str(path), *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(code)
    assert "Next: " in outcome.err
    assert code != "MT-103" or "20.1 MB" in outcome.err
    plain = json.loads(call("read", str(path), *options, "--json").err)
    assert plain["code"] == code
    assert set(plain) == {"code", "what", "next", "details"}


def test_visits_and_provisions_have_words_of_their_own() -> None:
    common = {"id": "x", "quote": "q", "span": (0, 1)}
    visit = Claim(kind="visit", who=(Participant(name="A. Ardin", role="colonel"),), **common)  # type: ignore[arg-type]
    breach = Claim(
        kind="provision",
        instrument="Velm Accord",
        article="4",
        relation="alleged_breach",
        **common,  # type: ignore[arg-type]
    )
    assert reading_table.thing(visit) == "visit: A. Ardin (colonel)"
    assert reading_table.thing(breach) == "alleged breach: point 4 of the Velm Accord"
    assert reading_table.value(visit) == ""
