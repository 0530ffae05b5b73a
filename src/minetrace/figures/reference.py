"""Questions over records in plain Python: slow, obvious, and what the SQL must agree with.

It reads whole histories through the one read path, picks the version that counts by itself, and judges each record by
hand.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

import shapely

from minetrace.accounts.actor import Actor
from minetrace.figures import rows as kept
from minetrace.figures.answer import LeftOut
from minetrace.figures.filters import (
    And,
    Between,
    Compare,
    In,
    IsNull,
    Leaf,
    Like,
    Node,
    Not,
    Or,
    SpatialIntersects,
    TemporalIntersects,
    Value,
    leaves,
    lowered,
)
from minetrace.figures.ground import TRUTHS, covered, mentions
from minetrace.figures.properties import Property, chosen_property, term_code
from minetrace.figures.question import Question
from minetrace.figures.rows import Row, coarse, grouped
from minetrace.figures.truth import NO, POSSIBLE, UNKNOWN, YES, Truth, all_of, any_of, opposite
from minetrace.places import Gazetteer
from minetrace.register import view
from minetrace.register.models import Record
from minetrace.register.view import RecordView
from minetrace.terms.vocabulary import NULLS, Covers, vocabulary

Known = Mapping[str, tuple[Property, ...]]
_COVERS: dict[Covers, Truth] = {"yes": YES, "possible": POSSIBLE, "no": NO, "unknown": UNKNOWN}


def evaluate(question: Question, at: int, gazetteer: Gazetteer, actor: Actor) -> tuple[list[Row], list[LeftOut]]:
    """What `sql.evaluate` gives, worked out record by record."""
    counted: list[Row] = []
    left: list[tuple[str, str]] = []
    for record in Record.objects.filter(kind=question.over.kind).order_by("reference"):
        past = [version for version in view.history(actor, record) if version.entry <= at]
        version, standing = _standing(past, at, question.said_by)
        if version is None or (standing is not None and version.basis != question.basis):
            continue
        if question.speaker is not None and version.basis == "reported" and version.speaker != question.speaker:
            continue
        row, reason = _judged(question, version, gazetteer)
        if row is not None and (standing or reason):
            left.append((standing or reason or "", version.reference))
        elif row is not None:
            counted.append(row)
    return counted, grouped(left)


def _standing(past: Sequence[RecordView], at: int, said_by: str | None) -> tuple[RecordView | None, str | None]:
    """The version that stands for a record at an entry, and why it does not count, if so."""
    current = next((v for v in past if v.ended_by is None or v.ended_by > at), None)
    if current is None:
        return None, None
    if current.status == "withdrawn":
        return current, kept.WITHDRAWN
    if said_by is None:
        return current, None
    dated = [v for v in past if v.status == "approved" and v.said_on is not None]
    said = sorted((v for v in dated if v.said_on and v.said_on <= said_by), key=lambda v: (v.said_on or "", v.entry))
    if said:
        return said[-1], None
    return (None, None) if dated else (current, kept.UNDATED)


def _judged(question: Question, version: RecordView, gazetteer: Gazetteer) -> tuple[Row | None, str | None]:
    """The row of a version and the reason for leaving it out; no row when it is not of the question at all."""
    fields = version.fields
    states = question.over.states
    recorded = [n for n, state in enumerate(states) if any(fields[column] is not None for column in state.columns)]
    number = recorded[0] if recorded else 0 if len(states) == 1 else -1
    low, high = _amount(question, fields, number)
    first, last = _days(question, fields, number)
    place = _place(question, fields, gazetteer, first, last)
    period = _period(question, first, last)
    known = question.over.properties
    node = None if question.where is None else lowered(question.where)
    where = YES if node is None else _truth(node, fields, known)
    if NO in (place, period, where):
        return None, None
    parts = [] if node is None else list(dict.fromkeys(leaves(node)))
    doubtful = [leaf for leaf in parts if where == POSSIBLE and _truth(leaf, fields, known) == POSSIBLE]
    row = Row(
        record=version.record,
        reference=version.reference,
        version=version.version,
        speaker=version.speaker,
        low=low,
        high=high,
        first_day=first,
        last_day=last,
        state=number,
        place=place,
        period=period,
        coarse=tuple(dict.fromkeys(_coarse(leaf, fields, known) for leaf in doubtful)),
    )
    unknown = [leaf for leaf in parts if where == UNKNOWN and _truth(leaf, fields, known) == UNKNOWN]
    return row, _reason(question, version, row, unknown)


def _reason(question: Question, version: RecordView, row: Row, unknown: Sequence[Leaf]) -> str | None:
    if version.basis != question.basis:
        return kept.OTHER_BASIS[question.basis]
    if row.state == -1:
        return question.over.none
    if row.place == UNKNOWN:
        return kept.NO_SUCH_PLACE if version.fields["places"] else kept.PLACE_NOT_RECORDED
    if row.period == UNKNOWN:
        return kept.DATE_NOT_RECORDED
    if unknown:
        return kept.not_recorded(chosen_property(unknown[0], question.over.properties).label)
    return kept.QUANTITY_NOT_RECORDED if row.low is None and row.high is None else None


def _amount(question: Question, fields: Mapping[str, Any], number: int) -> tuple[int | None, int | None]:
    if number < 0:
        return None, None
    state = question.over.states[number]
    if state.range is None:
        return 1, 1
    low, high = fields[f"{state.range}_low"], fields[f"{state.range}_high"]
    if low is None and high is None and state.fallback is not None:
        return fields[f"{state.fallback}_low"], fields[f"{state.fallback}_high"]
    return low, high


def _days(question: Question, fields: Mapping[str, Any], number: int) -> tuple[str | None, str | None]:
    if number < 0:
        return None, None
    period = question.over.states[number].period
    return fields[f"{period}_from"], fields[f"{period}_to"]


def _place(
    question: Question, fields: Mapping[str, Any], gazetteer: Gazetteer, first: str | None, last: str | None
) -> Truth:
    if not question.places:
        return YES
    if not fields["places"]:
        return UNKNOWN
    days = [datetime.date.fromisoformat(day) if day else None for day in (first, last)]
    return TRUTHS[covered(gazetteer, mentions(fields["places"]), question.places, *days)]


def _period(question: Question, first: str | None, last: str | None) -> Truth:
    if question.since is None and question.until is None:
        return YES
    if first is None and last is None:
        return UNKNOWN
    if (question.since and last and last < question.since) or (question.until and first and first > question.until):
        return NO
    begun = question.since is None or (first is not None and first >= question.since)
    ended = question.until is None or (last is not None and last <= question.until)
    return YES if begun and ended else POSSIBLE


def _truth(node: Node, fields: Mapping[str, Any], known: Known) -> Truth:
    if isinstance(node, And):
        return all_of(_truth(part, fields, known) for part in node.parts)
    if isinstance(node, Or):
        return any_of(_truth(part, fields, known) for part in node.parts)
    if isinstance(node, Not):
        return opposite(_truth(node.part, fields, known))
    if isinstance(node, In | Between):
        raise TypeError("the filter is not lowered")
    if isinstance(node, IsNull):
        return YES if all(_is_null(one, fields) for one in known[node.field]) else NO
    one = chosen_property(node, known)
    match node:
        case TemporalIntersects(_, start, end):
            return _overlap(fields[one.ends[0]], fields[one.ends[1]], start or "", end or "~")
        case _ if _is_null(one, fields):
            return UNKNOWN
        case Like(_, pattern):
            return YES if _like(pattern, fields[one.columns[0]]) else NO
        case SpatialIntersects(_, wkt):
            return YES if shapely.from_wkt(wkt).intersects(fields[one.columns[0]]) else NO
        case Compare(_, _, value) if one.type == "term":
            terms = vocabulary(one.vocabulary or one.name)
            answer = terms.covers(term_code(one, value), fields[one.columns[0]])
            return _COVERS[answer]
        case Compare(_, _, value) if one.type == "text":
            return YES if fields[one.columns[0]] == value else NO
        case Compare(op, _, value):
            return _compared(op, fields[one.ends[0]], fields[one.ends[1]], value)
    raise TypeError(f"not a filter: {node!r}")


def _is_null(one: Property, fields: Mapping[str, Any]) -> bool:
    values = [fields[column] for column in one.columns]
    return all(value is None or (one.type == "term" and value in NULLS) for value in values)


def _compared(op: str, low: Any, high: Any, value: Value) -> Truth:
    """A range against a value: what holds for every value of the range is sure, what holds for some is possible."""
    below, above = low is None or low < value, high is None or high > value
    at_low, at_high = low == value, high == value
    if op == "=":
        outside = (low is not None and low > value) or (high is not None and high < value)
        return YES if at_low and at_high else NO if outside else POSSIBLE
    some_less, some_more = below, above
    some_equal = (below or at_low) and (above or at_high)
    possible = {
        "<": (some_less, some_equal or some_more),
        "<=": (some_less or some_equal, some_more),
        ">": (some_more, some_equal or some_less),
        ">=": (some_more or some_equal, some_less),
    }[op]
    return YES if possible == (True, False) else NO if possible == (False, True) else POSSIBLE


def _overlap(first: str | None, last: str | None, start: str, end: str) -> Truth:
    if (first is not None and first > end) or (last is not None and last < start):
        return NO
    if first is not None and last is not None:
        return YES
    return YES if any(day is not None and start <= day <= end for day in (first, last)) else UNKNOWN


def _like(pattern: str, text: str) -> bool:
    out, position = "", 0
    while position < len(pattern):
        mark = pattern[position]
        if mark == "\\" and position + 1 < len(pattern):
            position += 1
            out += re.escape(pattern[position])
        else:
            out += {"%": ".*", "_": "."}.get(mark, re.escape(mark))
        position += 1
    return re.fullmatch(out, text, flags=re.DOTALL) is not None


def _coarse(leaf: Leaf, fields: Mapping[str, Any], known: Known) -> str:
    one = chosen_property(leaf, known)
    return coarse(leaf, one, [fields[column] for column in one.columns])
