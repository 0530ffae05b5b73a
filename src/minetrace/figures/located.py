"""Where and when as the store can look it up: the truth of the places of a question, and the stretches of the indexes
that hold what it may count.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Case, IntegerField, Q, Value, When

from minetrace.figures.conditions import truth
from minetrace.figures.ground import TRUTHS, covered, mentions_of, turns
from minetrace.figures.question import Question
from minetrace.figures.searching import values_said
from minetrace.figures.statement import Sql, all_of, cases, joined, name, one_of, sql, value
from minetrace.figures.truth import NO, UNKNOWN, YES, Truth
from minetrace.places import Gazetteer
from minetrace.register.models import VERSIONS

_MANY = 50_000
_EVER, _NEVER = "", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Stretches:
    """Where what a question may count stands: `texts` are the recorded sets of places that may lie in the area on any
    day (None: nobody looked), `pieces` conditions of which every version that is or may be of the question meets
    exactly one, each a stretch of the index that is named by `index`: by place, by day or by status. In those that are
    `vague` too, the place or the day that is asked by need not be recorded.
    """

    texts: tuple[str, ...] | None
    pieces: tuple[Sql, ...]
    vague: tuple[Sql, ...]
    index: Literal["of_place", "of_day", "of_status"]


def stretches(question: Question, gazetteer: Gazetteer) -> Stretches:
    """The stretches of a question."""
    table = VERSIONS[question.over.kind or ""]._meta.db_table
    wheres: list[_Condition] = [([], not question.places)]
    texts = None
    if question.places and (texts := _near(question, gazetteer, table)) is not None:
        places = name("places", table)
        wheres = [([one_of(places, texts)], True), ([sql("{} IS NULL", places)], False)]
    pieces = [
        (all_of([*where, *when]), placed and dated)
        for where, placed in wheres
        for when, dated in _whens(question, table)
        if where or when
    ]
    if not pieces:
        # What is asked of everything is led through the narrowest index: what counts is approved.
        approved = (sql("{} = {}", name("status", table), value("approved")),)
        return Stretches(texts, approved, approved, "of_status")
    vague = tuple(piece for piece, known in pieces if not known)
    return Stretches(texts, tuple(piece for piece, _ in pieces), vague, "of_day" if texts is None else "of_place")


_Condition = tuple[list[Sql], bool]
"""Conditions that hold together, and whether what is asked by is recorded wherever they do."""


def _whens(question: Question, table: str) -> list[_Condition]:
    """Finds of one day by that day, which an index holds in order; those of a span, or of a day half known, by an index
    of their own: else each that began before would be looked at.
    """
    states = question.over.states
    if question.since is None and question.until is None:
        return [([], True)]
    if len(states) != 1:
        return [([], False)]
    first, last = (name(f"{states[0].period}_{end}", table) for end in ("from", "to"))
    since = [value(question.since)] if question.since else []
    until = [value(question.until)] if question.until else []
    one_day = [sql("{} = {}", first, last)]
    one_day += [sql("{} >= {}", first, day) for day in since] + [sql("{} <= {}", first, day) for day in until]
    span = [sql("({} = {}) IS NOT TRUE", first, last)]
    span += [sql("COALESCE({}, {}) >= {}", last, value(_NEVER), day) for day in since]
    span += [sql("COALESCE({}, {}) <= {}", first, value(_EVER), day) for day in until]
    return [(one_day, True), (span, False)]


def _near(question: Question, gazetteer: Gazetteer, table: str) -> tuple[str, ...] | None:
    """The recorded sets of places that may lie in the area on any day; None where it takes too long to ask of each."""
    days = turns(gazetteer)
    texts = values_said(table, "places", Sql("places IS NOT NULL"), _MANY // (len(days) + 2))
    if texts is None:
        return None
    each = [day_of(days, turn) for turn in range(-1, len(days) + 1)]
    return tuple(
        text
        for text in texts
        if any(covered(gazetteer, mentions_of(text), question.places, day, day) != "none" for day in each)
    )


def place_truth(question: Question, texts: tuple[str, ...] | None, dated: Sql, gazetteer: Gazetteer) -> Sql:
    """The truth of the places of a row of `dated`, a table with `places`, `first_day` and `last_day`: each set of
    places and each pair of stretches of the gazetteer is asked once, in Python.
    """
    if not question.places:
        return Sql(str(YES))
    days = turns(gazetteer)
    kinds: dict[tuple[tuple[tuple[int, int], Truth], ...], list[str]] = defaultdict(list)
    for text, pairs in _pairs(texts, dated, days).items():
        held = mentions_of(text)
        answers = (
            (pair, TRUTHS[covered(gazetteer, held, question.places, *(day_of(days, turn) for turn in pair))])
            for pair in pairs
        )
        kinds[tuple(answers)].append(text)
    whens = [(sql("{} IS NULL", Sql("places")), UNKNOWN)]
    for known, alike in kinds.items():
        found = {answer for _, answer in known}
        place = one_of(Sql("places"), alike)
        if len(found) == 1:
            whens += [(place, answer) for answer in found if answer != NO]
            continue
        # Most sets lie in the area on every day: only the others are asked with the day.
        whens += [
            (all_of([place, _in_turn("first_day", first, days), _in_turn("last_day", last, days)]), answer)
            for (first, last), answer in known
            if answer != NO
        ]
    return truth(*whens, otherwise=NO)


def _pairs(
    texts: tuple[str, ...] | None, dated: Sql, days: Sequence[datetime.date]
) -> Mapping[str, list[tuple[int, int]]]:
    """For each set of places the stretches of the gazetteer that the first and last day of a row may lie in."""
    if texts is not None:
        every = [(first, last) for first in range(-1, len(days) + 1) for last in range(-1, len(days) + 1)]
        return dict.fromkeys(texts, every)
    ends = [_turn("first_day", days), _turn("last_day", days)]
    asked = sql("SELECT DISTINCT places, {} FROM {} WHERE places IS NOT NULL", joined(", ", ends), dated)
    out: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for text, first, last in sorted(asked.rows()):
        out[text].append((first, last))
    return out


def _turn(column: str, days: Sequence[datetime.date]) -> Sql:
    """Between which two days of change a day lies; -1 for no day."""
    whens = [(sql(f"{column} < {{}}", value(day.isoformat())), Sql(str(turn))) for turn, day in enumerate(days)]
    return cases([(Sql(f"{column} IS NULL"), Sql("-1")), *whens], Sql(str(len(days))))


def turn_of(column: str, days: Sequence[datetime.date]) -> Case:
    """Between which two of the days on which the gazetteer turns a column's day lies, in a query of Django's."""
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


def _in_turn(column: str, turn: int, days: Sequence[datetime.date]) -> Sql:
    if turn < 0:
        return Sql(f"{column} IS NULL")
    out = [Sql(f"{column} IS NOT NULL")]
    out += [sql(f"{column} >= {{}}", value(days[turn - 1].isoformat()))] if turn > 0 else []
    out += [sql(f"{column} < {{}}", value(days[turn].isoformat()))] if turn < len(days) else []
    return all_of(out)
