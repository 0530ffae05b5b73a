"""A small programme for page tests: reported and own finds, a changed record, a proposal, a clause and a reply."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from shapely import Point

from minetrace.accounts.actor import Actor
from minetrace.register import gazetteer, matrix
from minetrace.register.actions import Cite, Draft, approve, propose, same
from minetrace.register.models import Proposal, Record
from minetrace.register.proposing import from_claim
from minetrace.sources import actions
from minetrace.sources.claims import KeptClaim, kept_claims
from minetrace.sources.models import Source
from tests.desk.statements import kept

ANNA, BORIS = Actor("anna", "officer"), Actor("boris", "officer")
KARIN, KATE = Actor("karin", "keeper"), Actor("kate", "keeper")
REPLY = "Mines have harmed 96 people since the war"


@dataclass(frozen=True)
class Programme:
    """What the tests point at."""

    source: Source
    claim: KeptClaim
    reported: Record
    own: Record
    wide: Record
    nowhere: Record
    waiting: Proposal
    allegation: Record
    reply: Record


def own_find(**more: Any) -> Draft:
    """A find of our own field work in the Lachin district, with a position and a finder."""
    fields: dict[str, Any] = {
        "category": "ap_mine",
        "model": "PMN-2",
        "quantity_low": 3,
        "quantity_high": 3,
        "found_from": "2024-05-02",
        "found_to": "2024-05-02",
        "team": "Team 7",
        "finder": "Nadir Demo",
        "position": Point(46.62, 39.71),
        "places": [{"place": "az/lachin-district", "relation": "in"}],
    }
    given = {**fields, **more}
    return Draft(kind="find", fields={name: value for name, value in given.items() if value is not None})


def approved(draft: Draft, record: Record | None = None, why: str = "") -> Record:
    """A draft proposed by a keeper and approved by a second one."""
    return approve(KATE, propose(KARIN, draft, record=record, why=why), four_eyes=True).record


def build() -> Programme:
    """The programme; needs the reader that knows the statement, and an empty register."""
    source = kept()
    twin = kept(publisher="Second Agency")
    claims = kept_claims(source.id)
    for one in claims:
        actions.decide(ANNA, one.row, "right")
    claims = kept_claims(source.id)
    find = next(one for one in claims if one.said["kind"] == "ordnance")
    reported = approve(BORIS, propose(ANNA, from_claim(find, gazetteer.current()).draft()), four_eyes=True).record
    same(ANNA, kept_claims(twin.id)[0].row, reported, reasons=["same day and district", "same number"])
    own = approved(own_find())
    approved(own_find(quantity_low=3, quantity_high=5, remark="Two more under rubble"), own, "recount")
    several = [{"place": "az/kalbajar-district", "relation": "in"}, {"place": "az/fuzuli-district", "relation": "in"}]
    wide = approved(own_find(position=None, places=several, quantity_low=12, quantity_high=12))
    nowhere = approved(own_find(position=None, places=None, model="TM-62M", category="av_mine"))
    waiting = propose(ANNA, own_find(quantity_low=4, quantity_high=4), record=own, why="one counted twice")
    allegation, reply = _matrix(source, claims)
    return Programme(source, find, reported, own, wide, nowhere, waiting, allegation, reply)


def _matrix(source: Source, claims: list[KeptClaim]) -> tuple[Record, Record]:
    provision = next(one for one in claims if one.said["kind"] == "provision")
    taken = [approve(BORIS, proposal, four_eyes=True).record for proposal in matrix.take(ANNA, provision)]
    start = source.text.characters.index(REPLY)
    cite = Cite(source=source.id, field="wording", locus=json.dumps([start, start + len(REPLY)]))
    answer = Draft(
        kind="reply",
        fields={"allegation": taken[-1].pk, "replied_by": "Road Council", "wording": REPLY, "stance": "denies"},
        basis="reported",
        speaker="Road Council",
        citations=(cite,),
    )
    return taken[-1], approved(answer)
