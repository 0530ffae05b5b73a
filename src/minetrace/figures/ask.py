"""The one door to figures: a question goes in, an answer from low to high comes out."""

from __future__ import annotations

import datetime

from minetrace.accounts.actor import Actor
from minetrace.figures import counting, series
from minetrace.figures.answer import Answer
from minetrace.figures.question import Question
from minetrace.figures.voices import require_known
from minetrace.ledger import writing
from minetrace.ledger.times import entry_known_on, instant
from minetrace.register import gazetteer
from minetrace.terms.problem import Problem


def ask(question: Question, *, actor: Actor, time_zone: str) -> Answer:
    """Answer a question as the actor may see it.

    `known_on` is the last ledger entry before the end of that day in the programme's time zone. Records, claims, events
    and places are taken as they were at that entry; places that were added later, as they are now. Raises MT-504 for a
    filter above the actor's tier, MT-203 for a place that the gazetteer does not hold, MT-511 for several totals that
    fit, MT-513 for a speaker whom nothing in the register names, MT-514 for a `known_on` that has not come.
    """
    question.require_tier(actor)
    day = _come(question.known_on, time_zone) if question.known_on else None
    entry = entry_known_on(day, time_zone)
    places = gazetteer.known_at(entry)
    for place in question.places:
        places.get(place)
    require_known(question)
    if question.over.claims is not None:
        return series.answer(question, entry, places)
    return counting.answer(question, entry, places)


def _come(known_on: str, time_zone: str) -> datetime.date:
    """The day itself; MT-514 for one still to come, whose answer would change while its words stay the same."""
    day = datetime.date.fromisoformat(known_on)
    today = instant(writing.now(), time_zone).date()
    if day > today:
        raise Problem("MT-514", day=known_on, today=today.isoformat())
    return day
