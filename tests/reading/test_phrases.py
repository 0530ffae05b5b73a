"""The phrases that the rules were written for, as data: class -> sentence -> claims, asserted field by field."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from minetrace.reading import read

PHRASES = Path(__file__).parent / "phrases"
STATEMENTS = Path(__file__).parent / "statements"


def _sentences() -> list[Any]:
    params = []
    for path in sorted(PHRASES.glob("*/*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        for group in data["classes"]:
            for sentence in group["sentences"]:
                label = f"{path.parent.name}: {path.stem}: {group['phrase']}: {sentence['text'][:60]}"
                params.append(pytest.param(path.parent.name, data, sentence["text"], sentence["claims"], id=label))
    return params


def assert_claims(read_claims: list[dict[str, Any]], known: list[dict[str, Any]]) -> None:
    """Every known claim is there, in order, with exactly the values given; nothing else is there."""
    assert [claim["quote"] for claim in read_claims] == [claim["quote"] for claim in known]
    ids = {claim["id"]: index for index, claim in enumerate(read_claims)}
    for claim, expected in zip(read_claims, known, strict=True):
        for key, value in expected.items():
            stated: Any = claim[key]
            if key == "total_of":
                stated = [ids[term] for term in stated or []]
            elif key == "part_of":
                stated = ids.get(stated)
            assert stated == value, f"{claim['quote']}: {key}"
        for key in ("total_of", "part_of"):
            assert key in expected or not claim[key], f"{claim['quote']}: {key} is not stated"


@pytest.mark.parametrize(("language", "setting", "text", "known"), _sentences())
def test_sentence(language: str, setting: dict[str, Any], text: str, known: list[dict[str, Any]]) -> None:
    published = dt.date.fromisoformat(setting["published"])
    reading = read(text, published=published, publisher=setting["publisher"], language=language)
    assert_claims(reading.as_dict()["claims"], known)


@pytest.mark.parametrize("path", sorted(STATEMENTS.glob("*.json")), ids=lambda path: path.stem)
def test_statement(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    published = dt.date.fromisoformat(data["published"])
    reading = read(data["text"], published=published, publisher=data["publisher"])
    assert reading.language == data["language"]
    assert_claims(reading.as_dict()["claims"], data["claims"])


@pytest.mark.parametrize(("name", "least"), [("visits", 40), ("provisions", 40), ("totals", 40)])
def test_there_are_enough_phrases(name: str, least: int) -> None:
    data = json.loads((PHRASES / "en" / f"{name}.json").read_text(encoding="utf-8"))
    assert sum(len(group["sentences"]) for group in data["classes"]) >= least
