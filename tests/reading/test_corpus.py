"""The scores on the shared corpus: what the seed must reach and what the development texts must not fall below."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpus"
SEED = dict.fromkeys(("found", "triple", "counting", "model", "make", "totals", "parts"), 1.0) | dict.fromkeys(
    ("places", "period", "attribution", "quote"), 0.9
)
DEV = {"found": 0.9, "triple": 0.85, "places": 0.85, "period": 0.85, "attribution": 0.85, "quote": 0.9, "counting": 0.9}
DEV |= {"totals": 0.9, "parts": 0.8}


def _scores(folder: str, out: Path, *more: str) -> dict[str, Any]:
    if not (SHARED / "score.py").is_file():
        pytest.skip(f"the shared corpus is not beside this repository ({SHARED.name}/score.py)")
    command = [sys.executable, str(SHARED / "score.py"), str(SHARED / folder), "--json", str(out), *more]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    scores: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return scores


def _assert_reached(scores: dict[str, Any], least: dict[str, float]) -> None:
    assert scores["crashes"] == []
    assert scores["bad_spans"] == 0
    short = {row: (scores["rows"][row]["F1"], f1) for row, f1 in least.items() if scores["rows"][row]["F1"] < f1}
    assert not short


def test_the_seed(tmp_path: Path) -> None:
    _assert_reached(_scores("seed", tmp_path / "seed.json"), SEED)


def test_the_development_texts_in_english(tmp_path: Path) -> None:
    _assert_reached(_scores("dev", tmp_path / "dev.json", "--language", "en"), DEV)


def test_no_text_of_any_language_crashes(tmp_path: Path) -> None:
    scores = _scores("dev", tmp_path / "all.json")
    assert scores["crashes"] == []
    assert scores["bad_spans"] == 0
