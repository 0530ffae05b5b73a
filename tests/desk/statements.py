"""A statement of our own wording with known claims: pages are tested on it, whatever the reader of the day finds."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from minetrace.accounts.actor import Actor
from minetrace.readings import Reading
from minetrace.reckoning.totals import checks
from minetrace.sources import actions
from minetrace.sources.models import Source
from minetrace.terms.claim import Claim, Derivation, Doubt, Participant, Refusal

TEXT = """The Harbour Mine Office said on 12 March 2024 that its teams had found 40 anti-personnel mines of the \
PMN-2 type in the Lachin district on 11 March.

Since January, 210 mines were found in the north and 340 in the south, 550 in all. Mines have harmed 96 people since \
the war, the office told the agency; 21 of them died. Ayla Demo, a journalist, was among the injured.

Three observers of the Blue Bridge group visited the ground on 12 March. The office called the missing maps a breach \
of point 4 of the Shared Road Agreement."""

OFFICE = ("Harbour Mine Office",)
_ORDNANCE: dict[str, Any] = {"kind": "ordnance", "unit": "item", "action": ("found",)}
_PEOPLE: dict[str, Any] = {"kind": "casualty", "unit": "person", "counting": "running", "attributed_to": OFFICE}
_TALLY: dict[str, Any] = {**_ORDNANCE, "category": "mine (unspecified)", "counting": "tally", "from_": "2024-01-01"}

CLAIMS: list[dict[str, Any]] = [
    {
        **_ORDNANCE,
        "quote": "40 anti-personnel mines of the PMN-2 type",
        "value": 40,
        "category": "anti-personnel mine",
        "model": "PMN-2",
        "places": ("Lachin district",),
        "from_": "2024-03-11",
        "to": "2024-03-11",
        "attributed_to": OFFICE,
        "derivation": Derivation(rules=("R1", "R7"), chunks=(("number", 72, 74),)),
        "tier": "auto",
    },
    {
        **_TALLY,
        "quote": "210 mines were found in the north and 340 in the south, 550 in all",
        "value": 550,
        "total_of": ("c2", "c3"),
    },
    {**_TALLY, "quote": "210 mines were found in the north", "value": 210},
    {**_TALLY, "quote": "340 in the south", "value": 340},
    {**_PEOPLE, "quote": "harmed 96 people", "value": 96, "outcome": "affected", "group": "all"},
    {**_PEOPLE, "quote": "21 of them died", "value": 21, "outcome": "killed", "group": "all", "part_of": "c4"},
    {
        "kind": "casualty",
        "unit": "person",
        "quote": "Ayla Demo, a journalist, was among the injured",
        "value": 1,
        "outcome": "injured",
        "group": "journalist",
        "names": ("Ayla Demo",),
        "tier": "review",
        "doubts": (Doubt(code="named_persons", reason="Persons are counted by their names."),),
    },
    {
        "kind": "visit",
        "quote": "Three observers of the Blue Bridge group visited the ground on 12 March",
        "who": (Participant(name="Blue Bridge group", role="observers"),),
        "from_": "2024-03-12",
        "to": "2024-03-12",
    },
    {
        "kind": "provision",
        "quote": "a breach of point 4 of the Shared Road Agreement",
        "instrument": "Shared Road Agreement",
        "article": "4",
        "relation": "alleged_breach",
        "attributed_to": OFFICE,
    },
]


def claims_in(text: str) -> tuple[Claim, ...]:
    """The known claims whose quotes a text holds, with their spans."""
    out = []
    for position, said in enumerate(CLAIMS):
        start = text.find(said["quote"])
        if start >= 0:
            out.append(Claim(id=f"c{position}", span=(start, start + len(said["quote"])), **said))
    return tuple(out)


def read(text: str, **about: Any) -> Reading:
    """A reader that knows one statement."""
    found = claims_in(text)
    start = text.find("Three observers")
    refused = (
        [Refusal(quote="Three observers", span=(start, start + 15), code="persons", reason="")] if start >= 0 else []
    )
    reckoned = checks(found)
    return Reading(
        language="en", claims=found, checks=reckoned, notes=(), version="known-claims 1", refused=tuple(refused)
    )


@pytest.fixture
def known_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources are read by the reader that knows one statement."""
    monkeypatch.setattr(actions, "read", read)


def kept(publisher: str = "Harbour Agency", text: str = TEXT) -> Source:
    """The statement, kept."""
    from django.conf import settings

    about = actions.About(publisher=publisher, published=datetime.date(2024, 3, 12), url="https://agency.example/1")
    who = Actor("rena", "reader")
    return actions.add(
        who, text.encode(), name="statement.txt", about=about, folder=settings.MINETRACE.originals
    ).source
