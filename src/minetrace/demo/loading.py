"""Load the example programme into an empty home, through the same verbs that people use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from shapely import Point

from minetrace.accounts.actions import add_user
from minetrace.accounts.actor import keeper
from minetrace.ledger.writing import writing
from minetrace.places import Place
from minetrace.register import gazetteer, matrix
from minetrace.register.actions import Cite, Draft, approve, propose, propose_in, same
from minetrace.register.models import Proposal, Record
from minetrace.register.proposing import from_claim
from minetrace.sources import actions as sources
from minetrace.sources.claims import KeptClaim, kept_claims
from minetrace.sources.models import Source

ANNA, BORIS = keeper("anna"), keeper("boris")
PASSWORD = "example-programme"
USERS = (("anna", "officer"), ("boris", "officer"), ("vera", "visitor"), ("kate", "keeper"))
_STATEMENT = "900"
_REPLY = ("044", "about a million mines", "Mining took place only along the line of contact and on both sides of it")


def load_example(originals: Path) -> Iterator[str]:
    """Load everything; yields what was just done, for a progress line."""
    for name, role in USERS:
        add_user(name, PASSWORD, role)
    yield "people"
    gazetteer.add_places(ANNA, [Place.from_dict(place) for place in _data("places.json")], why="invented places")
    texts = _texts(originals)
    yield f"{len(texts)} texts in our own words"
    decisions = _data("decisions.json")
    for item in decisions["right"]:
        sources.decide(ANNA, _claim(texts, item).row, "right")
    records = {}
    for item in decisions["take"]:
        records[item["text"], item["quote"]] = _take(_claim(texts, item), item["set"])
    for item in decisions["same"]:
        record = records[item["as"]["text"], item["as"]["quote"]]
        same(ANNA, _claim(texts, item).row, record, reasons=item["reasons"])
    yield f"{len(records)} reported records with their citations"
    for item in decisions["matrix"]:
        _approve_all(matrix.take(ANNA, _claim(texts, item)))
    _reply(texts)
    yield "the clause matrix and a reply"
    for find in _data("own_finds.json"):
        _approve_all([propose(ANNA, _own(find))])
    propose(BORIS, Draft(kind="find", fields={"category": "grenade", "quantity_low": 1, "quantity_high": 1}))
    yield "finds of the invented team"


def write_statement(folder: Path) -> Path:
    """Put the example statement into a home, bound to the claims that this home keeps."""
    text = files("minetrace.demo").joinpath("statement.md").read_text(encoding="utf-8")
    source = Source.objects.get(name=f"{_STATEMENT}.txt")
    text = text.replace(f"@{_STATEMENT}@", source.id)
    for kept in kept_claims(source.id):
        text = text.replace(f"@{kept.said.get('value')}@", kept.id)
    path = folder / "statement.md"
    path.write_text(text, encoding="utf-8")
    return path


def _data(name: str) -> Any:
    return json.loads(files("minetrace.demo").joinpath(name).read_text(encoding="utf-8"))


def _texts(originals: Path) -> dict[str, Source]:
    out = {}
    for text in _data("texts.json"):
        about = sources.About(
            published=date.fromisoformat(text["published"]) if text["published"] else None,
            publisher=text["publisher"],
            url=text["url"],
            title=f"Example text {text['id']}, in our own words",
            language=text["language"],
        )
        data = text["text"].encode()
        out[text["id"]] = sources.add(ANNA, data, name=f"{text['id']}.txt", about=about, folder=originals).source
    return out


def _claim(texts: dict[str, Source], item: dict[str, Any]) -> KeptClaim:
    """The claim of a text that quotes these words; a reader that no longer finds it fails the example."""
    return next(k for k in kept_claims(texts[item["text"]].id) if item["quote"] in k.row.quote)


def _take(kept: KeptClaim, stated: dict[str, Any]) -> Record:
    proposed = from_claim(kept, gazetteer.current())
    fields = {**proposed.fields, **stated}
    return _approve_all([propose(ANNA, proposed.draft(fields))])[0]


def _approve_all(proposals: list[Proposal]) -> list[Record]:
    return [approve(BORIS, proposal, four_eyes=True).record for proposal in proposals]


def _reply(texts: dict[str, Source]) -> None:
    """What one side says of the other's mines, and the other side's answer, as text 044 reports both."""
    number, quote, wording = _REPLY
    kept = _claim(texts, {"text": number, "quote": quote})
    source = texts[number]
    sources.decide(ANNA, kept.row, "right")
    cite = (Cite(source=source.id, claim=kept.id),)
    start = source.text.characters.index(wording)
    locus = json.dumps([start, start + len(wording)])
    with writing(ANNA.name, "matrix.reply", why="text 044") as change:
        said = {
            "relation": "alleged_breach",
            "alleged_by": kept.read_as["attributed_to"][-1],
            "against": kept.read_as["laid_by"],
            "wording": kept.row.quote,
            "state": "answered",
        }
        speaker = said["alleged_by"]
        draft = Draft(kind="allegation", fields=said, basis="reported", speaker=speaker, citations=cite)
        allegation = propose_in(change, draft)
        answer = {
            "allegation": allegation.record_id,
            "replied_by": "Suren Sarumyan, Artsakh Defense Army",
            "replied_on": source.published,
            "wording": wording,
            "stance": "otherwise",
        }
        at = (Cite(source=source.id, field="wording", locus=locus),)
        draft = Draft(kind="reply", fields=answer, basis="reported", speaker="Suren Sarumyan", citations=at)
        reply = propose_in(change, draft)
    _approve_all([allegation, reply])


def _own(find: dict[str, Any]) -> Draft:
    fields: dict[str, Any] = {
        name: find[name]
        for name in ("model", "category", "team", "evidence", "made_in", "identification_basis")
        if name in find
    }
    for name in ("quantity", "made_year"):
        if name in find:
            fields[f"{name}_low"], fields[f"{name}_high"] = find[name]
    for name in ("found", "destroyed"):
        if name in find:
            fields[f"{name}_from"], fields[f"{name}_to"] = find[name]
    if "destroyed" in find:
        fields["destroyed_low"], fields["destroyed_high"] = find["quantity"]
    if "position" in find:
        fields["position"] = Point(*find["position"])
    fields["places"] = [{"place": find["place"], "relation": "in"}]
    return Draft(kind="find", fields=fields, basis="own", said_on=find["found"][1])
