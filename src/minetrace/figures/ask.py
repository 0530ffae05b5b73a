"""The one door to figures: a question goes in, an answer from low to high comes out."""

from __future__ import annotations

import datetime

from minetrace.accounts.actor import Actor
from minetrace.figures import series, sql
from minetrace.figures.answer import Answer
from minetrace.figures.question import Question
from minetrace.figures.rows import assembled
from minetrace.ledger.times import entry_known_on
from minetrace.register import gazetteer


def ask(question: Question, *, actor: Actor, time_zone: str) -> Answer:
    """Answer a question as the actor may see it.

    `known_on` is the last ledger entry before the end of that day in the programme's time zone. Records and claims are
    taken as they were at that entry; the gazetteer and the decisions on events as they are now. Raises MT-504 for a
    filter above the actor's tier, MT-203 for a place that the gazetteer does not hold, MT-511 for several totals that
    fit.
    """
    question.require_tier(actor)
    places = gazetteer.current()
    for place in question.places:
        places.get(place)
    day = datetime.date.fromisoformat(question.known_on) if question.known_on else None
    entry = entry_known_on(day, time_zone)
    if question.over.claims is not None:
        return series.answer(question, entry, places)
    rows, left_out = sql.evaluate(question, entry, places)
    return assembled(question, entry, rows, left_out)
