"""CQL2 text becomes a filter. The `cql2` wheel parses; this module takes over what figures can answer and refuses the
rest.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import cql2
import shapely

from minetrace.figures.filters import (
    COMPARISONS,
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
from minetrace.terms.problem import Problem

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}


def parse_where(text: str) -> Node:
    """The filter of a CQL2 text.

    Raises MT-501 for text that is no CQL2, MT-502 for a part of CQL2 that figures do not answer, MT-505 for a value
    that no field can be compared with. Field names are judged by the question, which knows its measure.
    """
    try:
        parsed = cql2.parse_text(text).to_json()
    except (cql2.ParseError, cql2.ValidationError) as wrong:
        raise Problem("MT-501", reason=_short(str(wrong))) from wrong
    return _node(parsed)


def _short(message: str) -> str:
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    position = lines[0].removeprefix("-->").strip().split(":")[-1] if lines else ""
    return f"it breaks off at character {position}" if position.isdigit() else " ".join(lines)


def _node(data: Any) -> Node:
    if not isinstance(data, Mapping) or "op" not in data:
        raise Problem("MT-502", what=_shown(data))
    op, args = str(data["op"]), data["args"]
    if op in ("and", "or"):
        parts = tuple(_node(arg) for arg in args)
        return And(parts) if op == "and" else Or(parts)
    if op == "not":
        return Not(_node(args[0]))
    builder = _BUILDERS.get(op)
    if builder is None:
        raise Problem("MT-502", what=op)
    return builder(op, args)


def _compare(op: str, args: list[Any]) -> Node:
    left, right = args
    if not _is_field(left) and _is_field(right):
        left, right, op = right, left, _TURNED[op]
    return Compare(op, _field(left), _value(left, right))


def _in(op: str, args: list[Any]) -> Node:
    return In(_field(args[0]), tuple(_value(args[0], item) for item in args[1]))


def _between(op: str, args: list[Any]) -> Node:
    return Between(_field(args[0]), _value(args[0], args[1]), _value(args[0], args[2]))


def _like(op: str, args: list[Any]) -> Node:
    pattern = _value(args[0], args[1])
    return Like(_field(args[0]), str(pattern))


def _is_null(op: str, args: list[Any]) -> Node:
    return IsNull(_field(args[0]))


def _spatial(op: str, args: list[Any]) -> Node:
    shape = args[1]
    if isinstance(shape, Mapping) and "bbox" in shape and len(shape["bbox"]) == 4:
        return SpatialIntersects(_field(args[0]), shapely.box(*shape["bbox"]).wkt)
    if not isinstance(shape, Mapping) or "type" not in shape:
        raise Problem("MT-502", what=f"{op} with {_shown(shape)}")
    return SpatialIntersects(_field(args[0]), shapely.geometry.shape(shape).wkt)


def _temporal(op: str, args: list[Any]) -> Node:
    when = args[1]
    if isinstance(when, Mapping) and "date" in when:
        when = {"interval": [when["date"], when["date"]]}
    if not isinstance(when, Mapping) or "interval" not in when:
        raise Problem("MT-502", what=f"{op} with {_shown(when)}")
    start, end = (None if side == ".." else _day(side) for side in when["interval"])
    return TemporalIntersects(_field(args[0]), start, end)


_BUILDERS: dict[str, Callable[[str, list[Any]], Node]] = {
    **dict.fromkeys(COMPARISONS, _compare),
    "in": _in,
    "between": _between,
    "like": _like,
    "isNull": _is_null,
    "s_intersects": _spatial,
    "t_intersects": _temporal,
}


def _is_field(data: Any) -> bool:
    return isinstance(data, Mapping) and "property" in data


def _field(data: Any) -> str:
    if not _is_field(data):
        raise Problem("MT-502", what=_shown(data))
    return str(data["property"])


def _value(field: Any, data: Any) -> Value:
    if isinstance(data, Mapping) and "date" in data:
        return _day(data["date"])
    if isinstance(data, Mapping):
        raise Problem("MT-502", what=_shown(data))
    if isinstance(data, float) and data.is_integer() and abs(data) < 2**53:
        return int(data)
    if isinstance(data, str) or (isinstance(data, int) and not isinstance(data, bool)):
        return data
    reason = "write `is null`" if data is None else "only text, days and whole numbers are compared"
    raise Problem("MT-505", field=_field(field), value=_shown(data), reason=reason)


def _day(text: Any) -> str:
    try:
        return datetime.date.fromisoformat(str(text)).isoformat()
    except ValueError as wrong:
        raise Problem("MT-108", value=text) from wrong


def _shown(data: Any) -> str:
    if isinstance(data, Mapping):
        return str(data.get("op") or data.get("property") or next(iter(data), data))
    return "null" if data is None else str(data)
