"""Where and when as the store can look it up: the truth of the places of a question, and the stretches of the indexes
that hold what it may count.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from minetrace.figures.conditions import OneOf, truth
from minetrace.figures.ground import TRUTHS, covered, mentions_of, turns
from minetrace.figures.question import Question
from minetrace.figures.truth import NO, UNKNOWN, YES
from minetrace.places import Gazetteer
from minetrace.register.models import VERSIONS

_MANY = 50_000
_NEVER = "9999-12-31"


def pieces(question: Question, gazetteer: Gazetteer) -> list[Q]:
    """Conditions of which every version that is or may be of the question meets exactly one, each a stretch of the
    index by place or by day.
    """
    wheres = [Q()]
    if question.places and (texts := _near(question, gazetteer)) is not None:
        wheres = [Q(OneOf("places", texts)), Q(places__isnull=True)]
    return [where & when for where in wheres for when in _whens(question)]


def _whens(question: Question) -> list[Q]:
    states = question.over.states
    if len(states) != 1 or (question.since is None and question.until is None):
        return [Q()]
    first, last = f"{states[0].period}_from", f"{states[0].period}_to"
    # One expression, not two joined by "or": that would lead SQLite through every row without a day, wherever it lies.
    ended = Q(GreaterThanOrEqual(Coalesce(last, Value(_NEVER)), question.since)) if question.since else Q()
    begun = Q(**{f"{first}__lte": question.until}) if question.until else Q(**{f"{first}__isnull": False})
    return [begun & ended, Q(**{f"{first}__isnull": True}) & ended]


def _near(question: Question, gazetteer: Gazetteer) -> list[str] | None:
    """The recorded sets of places that may lie in the area on any day; None where it takes too long to ask of each."""
    texts, days = _sets_of(question.over.kind or ""), turns(gazetteer)
    if len(texts) * (len(days) + 2) > _MANY:
        return None
    each = [day_of(days, turn) for turn in range(-1, len(days) + 1)]
    return [
        text
        for text in texts
        if any(covered(gazetteer, mentions_of(text), question.places, day, day) != "none" for day in each)
    ]


def _sets_of(kind: str) -> list[str]:
    """Every set of places that a version of a kind records, by a step in the index for each."""
    table = VERSIONS[kind]._meta.db_table
    step = f"SELECT (SELECT MIN(v.places) FROM {table} v WHERE v.places > held.places) FROM held"  # noqa: S608
    sql = (
        f"WITH RECURSIVE held(places) AS (SELECT MIN(places) FROM {table} UNION ALL {step} "  # noqa: S608
        "WHERE held.places IS NOT NULL) SELECT places FROM held WHERE places IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [text for (text,) in cursor.fetchall()]


def place_truth(question: Question, rows: Any, gazetteer: Gazetteer) -> Any:
    """The truth of the places: each distinct set of places and stretch of the gazetteer is asked once, in Python."""
    if not question.places:
        return Value(YES, output_field=IntegerField())
    days = turns(gazetteer)
    stretched = rows.annotate(first_turn=turn_of("first_day", days), last_turn=turn_of("last_day", days))
    sets: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    wanted = stretched.filter(places__isnull=False).values_list("places", "first_turn", "last_turn").distinct()
    for stored, first, last in wanted.order_by("places"):
        held = mentions_of(stored)
        answer = covered(gazetteer, held, question.places, day_of(days, first), day_of(days, last))
        if TRUTHS[answer] != NO:
            sets[TRUTHS[answer], first, last].append(stored)
    cases = [
        (Q(OneOf("places", texts)) & _in_turn("first_day", first, days) & _in_turn("last_day", last, days), answer)
        for (answer, first, last), texts in sorted(sets.items())
    ]
    return truth((Q(places__isnull=True), UNKNOWN), *cases, otherwise=NO)  # type: ignore[arg-type]


def turn_of(column: str, days: Sequence[datetime.date]) -> Case:
    """Between which two of the days on which the gazetteer turns a column's day lies; -1 for no day."""
    whens = [When(Q(**{f"{column}__lt": day.isoformat()}), then=Value(number)) for number, day in enumerate(days)]
    nothing = When(Q(**{f"{column}__isnull": True}), then=Value(-1))
    return Case(nothing, *whens, default=Value(len(days)), output_field=IntegerField())


def day_of(days: Sequence[datetime.date], turn: int) -> datetime.date | None:
    """A day that stands for all those between two turns of the gazetteer; none for -1."""
    if turn < 0:
        return None
    if turn > 0:
        return days[turn - 1]
    return days[0] - datetime.timedelta(days=1) if days else datetime.date.min


def _in_turn(column: str, turn: int, days: Sequence[datetime.date]) -> Q:
    if turn < 0:
        return Q(**{f"{column}__isnull": True})
    out = Q(**{f"{column}__gte": days[turn - 1].isoformat()}) if turn > 0 else Q(**{f"{column}__isnull": False})
    return out & Q(**{f"{column}__lt": days[turn].isoformat()}) if turn < len(days) else out
