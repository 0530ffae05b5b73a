"""A small programme with a row in every sealed table."""

from dataclasses import dataclass
from pathlib import Path

from shapely import Point

from minetrace.accounts.actor import keeper
from minetrace.ledger import signing
from minetrace.ledger.writing import writing
from minetrace.places import packed
from minetrace.register import gazetteer
from minetrace.register.actions import Cite, Draft, approve, not_same, propose, same
from minetrace.register.kinds import KINDS
from minetrace.register.links import link
from minetrace.register.merging import merge, not_duplicate
from minetrace.sources.models import (
    Claim,
    ClaimInScope,
    ClaimsApart,
    Decision,
    Original,
    Reading,
    ReadingClaim,
    Source,
    Text,
)

ANNA, BORIS = keeper("anna"), keeper("boris")


@dataclass
class Programme:
    key: Path
    source: Source
    claims: list[Claim]


def populate(folder: Path) -> Programme:
    key = folder / "ledger.key"
    key.write_bytes(signing.make_key())
    source, claims = _source()
    gazetteer.add_places(ANNA, packed().places()[:2], why="example")
    cite = Cite(source=source.id, claim=claims[0].id)
    find = {"category": "ap_mine", "quantity_low": 3, "quantity_high": 3, "finder": "Somebody", "team": "Team 1"}
    first = _approved("find", {**find, "position": Point(46.5, 39.6), "model": "PMN-2"}, cite)
    whole = Cite(source=source.id)
    second = _approved("find", {**find, "position": Point(46.6, 39.7)}, whole)
    same(ANNA, claims[1], first, reasons=["same day"])
    not_same(ANNA, claims[2], first)
    with writing("anna", "claims.keep_apart") as change:
        # The verb takes claims of two sources; what is sealed is the same.
        change.make(ClaimInScope(find=claims[0], total=claims[1], actor="anna", why="the same field"))
        change.make(ClaimsApart(claim=claims[0], other=claims[2], actor="anna", why="two fields"))
    for kind in KINDS:
        if kind != "find":
            _approved(kind, {"remark": "example"}, cite)
    link(ANNA, first, second, "related", source=source, claim=claims[0], held_from="2024-05-02", why="one row of mines")
    not_duplicate(ANNA, first, second, why="two mines")
    extra = [_approved("visit", {"shown": "a field"}, whole) for _ in range(2)]
    merge(BORIS, *extra, "one visit, entered twice", four_eyes=True)
    return Programme(key, source, claims)


def _approved(kind, fields, cite):
    proposal = propose(ANNA, Draft(kind=kind, fields=fields, citations=(cite,)))
    return approve(BORIS, proposal, four_eyes=True).record


def claims_of_a_source():
    """Three claims of one source, to cite and to relate."""
    return _source()[1]


def _source():
    with writing("anna", "sources.add") as change:
        change.make(
            Original(id="a" * 64, media_type="text/plain", size=3), Text(id="b" * 64, characters="3 PMN-2 mines")
        )
        source = Source(original_id="a" * 64, text_id="b" * 64, map="{}", name="example.txt", publisher="Agency")
        change.make(source)
        reading = Reading(source=source, version="test", language="en")
        claims = [
            Claim(
                source=source,
                key=key,
                kind="ordnance",
                counting="occurrence",
                start=0,
                end=5,
                quote="3 PMN",
                content="{}",
            )
            for key in "xyz"
        ]
        claims[0].persons = '["Somebody"]'
        change.make(reading, *claims)
        change.make_all(
            ReadingClaim(reading=reading, claim=claim, ordinal=n, derivation="{}") for n, claim in enumerate(claims)
        )
        change.make(Decision(claim=claims[0], verdict="right", actor="anna"))
    return source, claims
