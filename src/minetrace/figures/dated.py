"""Which state of a record counts, how many it says and when: the first layers of a question over records."""

from __future__ import annotations

from minetrace.figures.conditions import truth
from minetrace.figures.measures import Measure
from minetrace.figures.question import Question
from minetrace.figures.statement import Sql, all_of, any_of, cases, joined, sql, value
from minetrace.figures.truth import NO, POSSIBLE, UNKNOWN, YES


def _state(over: Measure) -> Sql:
    """Which state is the first that is recorded; -1 for none of several."""
    if len(over.states) == 1:
        return Sql("0")
    whens = [
        (any_of([Sql(f"{column} IS NOT NULL") for column in state.columns]), Sql(str(number)))
        for number, state in enumerate(over.states)
    ]
    return cases(whens, Sql("-1"))


def dated(over: Measure) -> Sql:
    """The tables `stated` and `dated` over `held`: the state that counts as `state_no`, how many it says as
    `amount_low` and `amount_high`, and its `first_day` and `last_day`.
    """
    ends = [("amount_low", _amount(over, "low")), ("amount_high", _amount(over, "high"))]
    ends += [("first_day", _day(over, "from")), ("last_day", _day(over, "to"))]
    columns = joined(", ", [sql(f"{{}} AS {column}", end) for column, end in ends])
    return sql(
        "stated AS (SELECT held.*, {} AS state_no FROM held), dated AS (SELECT stated.*, {} FROM stated)",
        _state(over),
        columns,
    )


def _amount(over: Measure, end: str) -> Sql:
    whens = []
    for number, state in enumerate(over.states):
        here = Sql(f"state_no = {number}")
        if state.range is None:
            whens.append((here, Sql("1")))
            continue
        recorded = f"{state.range}_low IS NOT NULL OR {state.range}_high IS NOT NULL"
        stated = here if state.fallback is None else Sql(f"state_no = {number} AND ({recorded})")
        whens.append((stated, Sql(f"{state.range}_{end}")))
        whens += [(here, Sql(f"{state.fallback}_{end}"))] if state.fallback else []
    if len(over.states) == 1 and len(whens) == 1:
        return whens[0][1]
    return cases(whens, Sql("NULL"))


def _day(over: Measure, end: str) -> Sql:
    if len(over.states) == 1:
        return Sql(f"{over.states[0].period}_{end}")
    whens = [(Sql(f"state_no = {n}"), Sql(f"{state.period}_{end}")) for n, state in enumerate(over.states)]
    return cases(whens, Sql("NULL"))


def period(question: Question) -> Sql:
    """The truth of the period of a row of `dated`."""
    if question.since is None and question.until is None:
        return Sql(str(YES))
    never, inside = [], []
    if question.since:
        never.append((sql("last_day < {}", value(question.since)), NO))
        inside.append(sql("first_day >= {}", value(question.since)))
    if question.until:
        never.append((sql("first_day > {}", value(question.until)), NO))
        inside.append(sql("last_day <= {}", value(question.until)))
    unknown = Sql("first_day IS NULL AND last_day IS NULL")
    return truth((unknown, UNKNOWN), *never, (all_of(inside), YES), otherwise=POSSIBLE)
