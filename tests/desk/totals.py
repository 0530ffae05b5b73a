"""Bulletins of our own wording with known claims: totals that are repeated, that fall, and that leave days open."""

from __future__ import annotations

import datetime
from typing import Any

from minetrace.accounts.actor import Actor
from minetrace.readings import Reading
from minetrace.reckoning.totals import checks
from minetrace.sources import actions
from minetrace.sources.models import Source
from minetrace.terms.claim import Claim

WEEKS = [("2024-04-01", "2024-04-07", 12), ("2024-04-08", "2024-04-14", 9), ("2024-04-22", "2024-04-28", 15)]
HARMED = [("2024-03-12", 96), ("2024-04-12", 101), ("2024-05-12", 99)]
FOUND = "found 40 PMN-2 mines in the Lachin district on 11 March 2024"
RELAYED = "found 44 PMN-2 mines in the Lachin district on 11 March 2024"
_OFFICE = ("Harbour Mine Office",)
_MINES: dict[str, Any] = {"kind": "ordnance", "unit": "item", "action": ("found",), "category": "anti-personnel mine"}
_FIND: dict[str, Any] = {
    **_MINES,
    "model": "PMN-2",
    "places": ("Lachin district",),
    "from_": "2024-03-11",
    "to": "2024-03-11",
    "attributed_to": _OFFICE,
}
_SAID: dict[str, dict[str, Any]] = {
    FOUND: {**_FIND, "value": 40},
    RELAYED: {**_FIND, "value": 44},
    **{
        f"found {value} anti-personnel mines from {first} to {last}": {
            **_MINES,
            "value": value,
            "counting": "tally",
            "from_": first,
            "to": last,
            "attributed_to": _OFFICE,
        }
        for first, last, value in WEEKS
    },
    **{
        f"harmed {value} people by {day}": {
            "kind": "casualty",
            "unit": "person",
            "outcome": "affected",
            "group": "all",
            "value": value,
            "counting": "running",
            "from_": "2020-11-10",
            "to": day,
            "attributed_to": _OFFICE,
        }
        for day, value in HARMED
    },
}


def read(text: str, **about: Any) -> Reading:
    """A reader that knows these sentences."""
    spans = [(quote, text.find(quote)) for quote in _SAID]
    found = tuple(
        Claim(id=f"c{at}", quote=quote, span=(start, start + len(quote)), **_SAID[quote])
        for at, (quote, start) in enumerate(spans)
        if start >= 0
    )
    return Reading(language="en", claims=found, checks=checks(found), notes=(), version="known-totals 1")


def kept(publisher: str, day: str, *sentences: str) -> Source:
    """A source that says these sentences, published on a day."""
    from django.conf import settings

    text = " ".join(f"The Harbour Mine Office {sentence}." for sentence in sentences)
    about = actions.About(publisher=publisher, published=datetime.date.fromisoformat(day))
    folder = settings.MINETRACE.originals
    return actions.add(Actor("rena", "reader"), text.encode(), name=f"{day}.txt", about=about, folder=folder).source


def bulletins() -> list[Source]:
    """Three weekly bulletins with a week left open, a running total that falls, one of its states relayed."""
    weekly = [
        kept("Harbour Mine Office", last, f"found {value} anti-personnel mines from {first} to {last}")
        for first, last, value in WEEKS
    ]
    harmed = [kept("Harbour Mine Office", day, f"harmed {value} people by {day}") for day, value in HARMED]
    day, value = HARMED[0]
    return [*weekly, *harmed, kept("Second Agency", "2024-03-13", f"harmed {value} people by {day}")]


def happening() -> list[Source]:
    """One find as two sources tell it; the second changes its number."""
    return [kept("Harbour Agency", "2024-03-12", FOUND), kept("Second Agency", "2024-03-13", RELAYED)]
