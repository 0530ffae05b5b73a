"""How far the tiers of the reader can be relied on: of the claims it vouches for, how many are right in every key.

Goal on the development texts: 97 of 100 "auto" claims right, with at least 60 of 100 claims read being "auto", in the
languages that are not experimental (in an experimental one every claim is for review, whatever it is worth). A claim
is right where it is matched with a known one and agrees with it in kind, value, thing, action or outcome, group, hedge,
counting, stance, places, period and speaker, in model and make for items. What is right among the claims for review
is printed beside it: were it as high, the tiers would say nothing. In the catalogue only the keys given are compared.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import minetrace
from minetrace.reading.pack import load_pack, packed_languages

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
COMPARE = ROOT / "tests" / "reading" / "catalogue" / "compare.py"
DEVELOPMENT = "development texts"
PRECISION, COVERAGE = 0.97, 0.60

Judged = tuple[bool, bool]
"""Of one claim read: whether its tier is "auto", and whether it is right."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How the tiers did on one set of texts; `auto` and `review` are (right, all)."""

    name: str
    auto: tuple[int, int]
    review: tuple[int, int]

    @property
    def precision(self) -> float:
        """The share of the "auto" claims that are right; 1 where there is none."""
        return self.auto[0] / self.auto[1] if self.auto[1] else 1.0

    @property
    def coverage(self) -> float:
        """The share of all claims read that are "auto"."""
        read = self.auto[1] + self.review[1]
        return self.auto[1] / read if read else 0.0

    @property
    def row(self) -> str:
        """The figures as one line of a table."""
        right, read = self.review
        return (
            f"{self.name:36} auto {self.auto[0]} of {self.auto[1]} right, precision {self.precision:.3f}, coverage "
            f"{self.coverage:.3f}; for review {right} of {read} right"
        )


def figures(name: str, judged: list[Judged]) -> Figures:
    """The figures of one set of judged claims."""
    tiers = {tier: [right for auto, right in judged if auto == tier] for tier in (True, False)}
    return Figures(name, (sum(tiers[True]), len(tiers[True])), (sum(tiers[False]), len(tiers[False])))


def vouched() -> tuple[str, ...]:
    """The languages in which a claim may be "auto": those that are read and not experimental."""
    return tuple(code for code in packed_languages() if not load_pack(code).experimental)


def of_corpus(folder: str, languages: Collection[str]) -> list[Judged]:
    """The claims read in texts of these languages of the shared corpus, judged against its known claims."""
    score = module("score", CORPUS / "score.py")
    found: list[Judged] = []
    for file in sorted((CORPUS / folder).glob("*.json")):
        known = json.loads(file.read_text(encoding="utf-8"))
        if known["language"] in languages:
            about = {key: known.get(key) for key in ("published", "publisher", "language")}
            claims = minetrace.read(known["text"], **about).as_dict()["claims"]
            pairs = dict(score.match(claims, known["claims"]))
            found += [
                (claim["tier"] == "auto", at in pairs and _right(score, claim, known["claims"][pairs[at]]))
                for at, claim in enumerate(claims)
            ]
    return found


def of_catalogue(language: str, *, whole: bool) -> list[Judged]:
    """The claims read in the catalogue of a language, its whole statements or its sentences, against the keys given."""
    compare = module("compare", COMPARE)
    names = [name for name in compare.files() if name.startswith(language) and ("/composed/" in name) == whole]
    return [one for name in names for one in _of_file(compare, name)]


def _of_file(compare: ModuleType, name: str) -> Iterator[Judged]:
    for entry in compare.entries(name):
        day = date.fromisoformat(entry["published"]) if entry["published"] else None
        about: dict[str, Any] = {"published": day, "publisher": entry.get("publisher"), "language": name[:2]}
        claims = minetrace.read(entry["text"], **about).as_dict()["claims"]
        known = [{**claim, "span": compare.span(entry["text"], claim)} for claim in entry["claims"]]
        pairs = {mine: theirs for theirs, mine in compare.paired(known, claims).items()}
        for at, claim in enumerate(claims):
            yield claim["tier"] == "auto", at in pairs and not compare.differences(known[pairs[at]], claim)


def _right(score: ModuleType, claim: dict[str, Any], known: dict[str, Any]) -> bool:
    rows, period, speaker = score.checks(claim, known)
    rows = {row: right for row, right in rows.items() if row not in ("quote", "full claim")}
    items = claim["kind"] != "ordnance" or (
        score.words(claim["model"] or "") == score.words(known["model"] or "")
        and (claim["made_in"], claim["made_year"]) == (known.get("made_in"), known.get("made_year"))
    )
    return bool(all(rows.values()) and period and speaker and items)


def module(name: str, file: Path) -> ModuleType:
    """A module of another folder, loaded by its path."""
    spec = importlib.util.spec_from_file_location(f"minetrace_bench_{name}", file)
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded  # dataclasses look their module up
    spec.loader.exec_module(loaded)
    return loaded


def rows() -> Iterator[Figures]:
    """The figures of every set that is at hand, the development texts first."""
    if CORPUS.is_dir():
        yield figures(DEVELOPMENT, of_corpus("dev", vouched()))
        for code in vouched():
            yield figures(f"{DEVELOPMENT}, {load_pack(code).name}", of_corpus("dev", [code]))
    for code in vouched():
        name = load_pack(code).name
        yield figures(f"sentences of the catalogue, {name}", of_catalogue(code, whole=False))
        yield figures(f"statements of the catalogue, {name}", of_catalogue(code, whole=True))


def main() -> None:
    """Print a row a set, and whether the goal is met."""
    for found in rows():
        print(found.row)
        if found.name == DEVELOPMENT:
            met = found.precision >= PRECISION and found.coverage >= COVERAGE
            print(f"goal: precision {PRECISION}, coverage {COVERAGE}: {'met' if met else 'missed'}")


if __name__ == "__main__":
    main()
