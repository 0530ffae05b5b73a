"""Linkage on the corpus: the known claims, and the claims as the reader reads them, scored by the corpus' own program.

Of the reader's claims those count that match a known claim; a known claim that was not found stands alone, and one
that nobody stated is left out.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from benchmarks import tiers
from minetrace import read
from minetrace.places import Gazetteer
from minetrace.reckoning import linkage
from minetrace.reckoning.stated import Stated, from_corpus

TEXTS = tiers.CORPUS / "dev"
ABOUT = ("published", "publisher", "language")


def documents(languages: Collection[str] = ()) -> list[dict[str, Any]]:
    """The development texts with their known claims, of some languages or of all."""
    every = (json.loads(file.read_text(encoding="utf-8")) for file in sorted(TEXTS.glob("*.json")))
    return [document for document in every if not languages or document["language"] in languages]


def known() -> list[Stated]:
    """The known claims of all development texts."""
    return [one for document in documents() for one in from_corpus(document)]


def of_known(claims: Iterable[Stated], gazetteer: Gazetteer | None = None) -> dict[str, Any]:
    """The scores of a partition of known claims, under the names of the corpus' program."""
    groups = linkage.partition(claims, gazetteer=gazetteer)
    return _scored(documents(), {id_: min(group) for group in groups for id_ in group})


def of_read(languages: Collection[str] = ()) -> dict[str, Any]:
    """The scores of a partition of what the reader reads, over texts of some languages or of all."""
    match = tiers.module("score", tiers.CORPUS / "score.py").match
    stated, names, texts = [], {}, documents(languages)
    for document in texts:
        about = {key: document.get(key) for key in ABOUT}
        found = read(document["text"], **about)
        pairs = dict(match(found.as_dict()["claims"], document["claims"]))
        for at, claim in enumerate(found.claims):
            one = Stated(claim=claim, source_id=document["id"], address=document.get("url"), **about)
            stated.append(one)
            if at in pairs:
                names[one.id] = f"{document['id']}:{pairs[at]}"
    told = ([names[id_] for id_ in group if id_ in names] for group in linkage.partition(stated))
    return _scored(texts, {name: min(group) for group in told for name in group})


def _scored(texts: Iterable[dict[str, Any]], prediction: dict[str, str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        gold = folder / "texts"
        gold.mkdir()
        for document in texts:
            (gold / f"{document['id']}.json").write_text(json.dumps(document), encoding="utf-8")
        (folder / "prediction.json").write_text(json.dumps(prediction), encoding="utf-8")
        program = [tiers.CORPUS / "score_same.py", gold, folder / "prediction.json", "--json", folder / "out.json"]
        subprocess.run([sys.executable, *map(str, program)], check=True, capture_output=True)
        scores: dict[str, Any] = json.loads((folder / "out.json").read_text(encoding="utf-8"))
        return scores
