"""A filter judged in Python on the fields of one record or one claim."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import shapely

from minetrace.figures.filters import (
    And,
    Between,
    Compare,
    In,
    IsNull,
    Like,
    Node,
    Not,
    Or,
    SpatialIntersects,
    TemporalIntersects,
    Value,
)
from minetrace.figures.properties import Property, chosen_property, term_code
from minetrace.figures.truth import NO, POSSIBLE, UNKNOWN, YES, Truth, all_of, any_of, opposite
from minetrace.terms.vocabulary import NULLS, Covers, vocabulary

Known = Mapping[str, tuple[Property, ...]]
_COVERS: dict[Covers, Truth] = {"yes": YES, "possible": POSSIBLE, "no": NO, "unknown": UNKNOWN}


def truth_of(node: Node, fields: Mapping[str, Any], known: Known) -> Truth:
    """The truth of a lowered filter; `fields` holds every column that its properties name."""
    if isinstance(node, And):
        return all_of(truth_of(part, fields, known) for part in node.parts)
    if isinstance(node, Or):
        return any_of(truth_of(part, fields, known) for part in node.parts)
    if isinstance(node, Not):
        return opposite(truth_of(node.part, fields, known))
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
