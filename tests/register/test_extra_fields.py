"""Fields that a programme declares for itself: everywhere where fields are, by tier, and no seal changes by them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from minetrace.register.kinds.extra import read
from minetrace.terms.problem import Problem

ROOT = Path(__file__).parents[2]
FIELD = {"kind": "find", "name": "donor", "type": "text", "label": "Donor", "help": "Who paid."}


def test_a_programme_s_own_fields_are_fields_like_any_other(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    command = [sys.executable, "-m", "tests.register.own_fields", str(tmp_path / "home")]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    saw = json.loads(ran.stdout)
    assert saw["changes"] == [["donor", "trust", "state"], ["signal_no", 7, None]]
    assert saw["refused"] == "MT-331"
    assert saw["seen"] == {
        "visitor": {"uses": ["housing"]},
        "reader": {"uses": ["housing"], "donor": "state"},
        "officer": {"uses": ["housing"], "donor": "state", "signal_no": None},
    }
    assert saw["leaves"] == ["author", "basis", "category", "record_id", "status"]
    assert saw["pages"] == {
        "visitor": {"donor": False, "use": True, "found": False, "gone": False},
        "officer": {"donor": True, "use": True, "found": True, "gone": False},
    }
    assert saw["form"] == [True, True, True]
    assert saw["made"].startswith("/proposals/")
    assert saw["columns"] == {
        "public": ["uses"],
        "partner": ["donor", "uses"],
        "restricted": ["donor", "uses", "signal_no"],
    }
    assert saw["back"] == [0, 0, 2, 0]
    assert saw["mapping"] == {
        "no": None,
        "device": "category",
        "donor": "donor",
        "former use": "uses",
        "signal": "signal_no",
    }
    assert saw["imported"] == [2, 0, {"trust": 1, "state": 1}]
    assert saw["layer"] == [
        ["F-000001", "state", '["housing"]'],
        ["F-000004", "trust", '["housing"]'],
        ["F-000005", "state", None],
    ]
    assert (saw["findings"], saw["fit"]) == ([], 0)
    assert saw["wrong"] == [["donor", "'gone' is not a term", 4], ["old", "undeclared", 4]]
    assert "extra_partner" in saw["altered"][0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "finding"}, "there is no kind 'finding'"),
        ({"name": "model"}, "find has a field of this name already"),
        ({"name": "status"}, "find has a field of this name already"),
        ({"name": "Donor code"}, "a name is small letters"),
        ({"name": "funded_from"}, "a name is small letters"),
        ({"type": "geometry"}, "a type is one of"),
        ({"tier": "person"}, "a tier is one of"),
        ({"type": "term"}, "either values of its own, or a vocabulary"),
        ({"type": "term", "vocabulary": "colours"}, "there is no vocabulary 'colours'"),
        ({"type": "term", "values": {"A B": "x"}}, "a code is small letters"),
        ({"values": {"a": "x"}}, "only a term has values"),
        ({"colour": "red"}, "keys that are not known: colour"),
        ({"label": " "}, "it says nothing of label"),
    ],
)
def test_a_declaration_that_does_not_fit_is_refused_with_its_reason(tmp_path: Path, change: dict, said: str) -> None:
    lines = [f"{key} = {_toml(value)}" for key, value in {**FIELD, **change}.items()]
    (tmp_path / "fields.toml").write_text("[[field]]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(Problem) as wrong:
        read(tmp_path)
    assert wrong.value.code == "MT-351"
    assert said in wrong.value.what


def test_a_file_is_whole_or_refused(tmp_path: Path) -> None:
    assert read(tmp_path) == []
    for text in ("[[field]\n", "colour = 1\n", "field = 3\n"):
        (tmp_path / "fields.toml").write_text(text, encoding="utf-8")
        with pytest.raises(Problem, match="MT-351"):
            read(tmp_path)


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {json.dumps(one)}" for key, one in value.items()) + " }"
    return json.dumps(value)
