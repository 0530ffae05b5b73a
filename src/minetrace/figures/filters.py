"""The nodes of a filter: frozen, validating themselves, free of SQL.

A filter answers for a record **yes**, **no**, **possible** (the record is coarser than the question: a mine of no
stated kind, asked for anti-personnel mines) or **unknown** (nobody said). CQL2's null is our unknown; both `unknown`
and `not_recorded` terms are null. `and` and `or` follow Kleene's logic, with unknown before possible (see `truth.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import shapely

from minetrace.terms.problem import Problem

COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")
Value = str | int


@dataclass(frozen=True, slots=True)
class Compare:
    """A field against one value: `model = 'PMN-E'`. Days are ISO text, numbers whole."""

    op: str
    field: str
    value: Value

    def __post_init__(self) -> None:
        if self.op not in COMPARISONS:
            raise Problem("MT-502", what=self.op)
        _check(self.field, self.value)


@dataclass(frozen=True, slots=True)
class In:
    """A field against several values, any of which will do."""

    field: str
    values: tuple[Value, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise Problem("MT-501", reason="a list of values is empty")
        _check(self.field, *self.values)


@dataclass(frozen=True, slots=True)
class Between:
    """A field from low to high, both included."""

    field: str
    low: Value
    high: Value

    def __post_init__(self) -> None:
        _check(self.field, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Like:
    """A text field against a pattern: % any characters, _ one character; upper and lower case differ."""

    field: str
    pattern: str

    def __post_init__(self) -> None:
        _check(self.field, self.pattern)


@dataclass(frozen=True, slots=True)
class IsNull:
    """Whether nobody recorded the field, or recorded it as unknown. Never unknown itself."""

    field: str


@dataclass(frozen=True, slots=True)
class SpatialIntersects:
    """Whether a recorded shape shares ground with a geometry, as WKT in WGS 84."""

    field: str
    wkt: str

    def __post_init__(self) -> None:
        try:
            shape = shapely.from_wkt(self.wkt)
        except (shapely.errors.GEOSException, TypeError) as wrong:
            raise Problem("MT-501", reason=f"'{self.wkt}' is not a geometry") from wrong
        object.__setattr__(self, "wkt", shapely.to_wkt(shape, rounding_precision=7))


@dataclass(frozen=True, slots=True)
class TemporalIntersects:
    """Whether a recorded period shares a day with the one from `start` to `end`; None leaves that side open."""

    field: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts; an `and` of `and`s is one."""

    parts: tuple[Node, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", _flat(self))


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the parts; an `or` of `or`s is one."""

    parts: tuple[Node, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", _flat(self))


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a part; unknown stays unknown."""

    part: Node


Leaf = Compare | Like | IsNull | SpatialIntersects | TemporalIntersects
Node = Leaf | In | Between | And | Or | Not


def _check(field: str, *values: Any) -> None:
    for value in values:
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise Problem("MT-505", field=field, value=value, reason="only text, days and whole numbers are compared")


def _flat(node: And | Or) -> tuple[Node, ...]:
    if len(node.parts) < 2:
        raise Problem("MT-501", reason="and, or stand between two parts")
    nested = [part.parts if isinstance(part, type(node)) else (part,) for part in node.parts]
    return tuple(part for parts in nested for part in parts)


def lowered(node: Node) -> Node:
    """The same filter in the five leaves that evaluators know: lists, ranges and <> are taken apart."""
    if isinstance(node, In):
        equal = tuple(Compare("=", node.field, value) for value in node.values)
        return Or(equal) if len(equal) > 1 else equal[0]
    if isinstance(node, Between):
        return And((Compare(">=", node.field, node.low), Compare("<=", node.field, node.high)))
    if isinstance(node, Compare) and node.op == "<>":
        return Not(Compare("=", node.field, node.value))
    if isinstance(node, And | Or):
        return type(node)(tuple(lowered(part) for part in node.parts))
    return Not(lowered(node.part)) if isinstance(node, Not) else node


def leaves(node: Node) -> Iterator[Leaf]:
    """The leaves of a lowered filter, in the order in which it is written."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Not):
        yield from leaves(node.part)
    elif not isinstance(node, In | Between):
        yield node


def parts_of(node: Node) -> Iterator[Node]:
    """Every node that names a field, in the order in which the filter is written."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from parts_of(part)
    elif isinstance(node, Not):
        yield from parts_of(node.part)
    else:
        yield node


def as_text(node: Node) -> str:
    """The filter as CQL2 text, in one spelling; `cql.parse_where` gives the node back."""
    match node:
        case Compare(op, field, value):
            return f"{field} {op} {_literal(value)}"
        case In(field, values):
            return f"{field} IN ({', '.join(_literal(value) for value in values)})"
        case Between(field, low, high):
            return f"{field} BETWEEN {_literal(low)} AND {_literal(high)}"
        case Like(field, pattern):
            return f"{field} LIKE {_literal(pattern)}"
        case IsNull(field):
            return f"{field} IS NULL"
        case SpatialIntersects(field, wkt):
            return f"S_INTERSECTS({field}, {wkt})"
        case TemporalIntersects(field, start, end):
            return f"T_INTERSECTS({field}, INTERVAL('{start or '..'}', '{end or '..'}'))"
        case Not(part):
            return f"NOT ({as_text(part)})"
        case And(parts) | Or(parts):
            word = " AND " if isinstance(node, And) else " OR "
            return word.join(f"({as_text(part)})" if isinstance(part, And | Or) else as_text(part) for part in parts)
    raise TypeError(f"not a filter: {node!r}")


def _literal(value: Value) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def as_dict(node: Node) -> dict[str, Any]:
    """The filter as plain data after CQL2 JSON; shapes as WKT text, so that no number is a float."""
    match node:
        case Compare(op, field, value):
            return {"op": op, "field": field, "value": value}
        case In(field, values):
            return {"op": "in", "field": field, "values": list(values)}
        case Between(field, low, high):
            return {"op": "between", "field": field, "low": low, "high": high}
        case Like(field, pattern):
            return {"op": "like", "field": field, "pattern": pattern}
        case IsNull(field):
            return {"op": "isNull", "field": field}
        case SpatialIntersects(field, wkt):
            return {"op": "s_intersects", "field": field, "wkt": wkt}
        case TemporalIntersects(field, start, end):
            return {"op": "t_intersects", "field": field, "start": start, "end": end}
        case Not(part):
            return {"op": "not", "part": as_dict(part)}
        case And(parts) | Or(parts):
            return {"op": "and" if isinstance(node, And) else "or", "parts": [as_dict(part) for part in parts]}
    raise TypeError(f"not a filter: {node!r}")


def from_dict(data: Mapping[str, Any]) -> Node:
    """The filter of an `as_dict`. Raises KeyError or TypeError when the data is none."""
    op = data["op"]
    if op in ("and", "or"):
        parts = tuple(from_dict(part) for part in data["parts"])
        return And(parts) if op == "and" else Or(parts)
    if op == "not":
        return Not(from_dict(data["part"]))
    field = data["field"]
    if op == "in":
        return In(field, tuple(data["values"]))
    if op == "between":
        return Between(field, data["low"], data["high"])
    if op == "like":
        return Like(field, data["pattern"])
    if op == "isNull":
        return IsNull(field)
    if op == "s_intersects":
        return SpatialIntersects(field, data["wkt"])
    if op == "t_intersects":
        return TemporalIntersects(field, data["start"], data["end"])
    return Compare(op, field, data["value"])
