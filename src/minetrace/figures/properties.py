"""What a filter may ask by: the fields of a kind, its ranges and periods as one property each, or the keys of
claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from minetrace.accounts.actor import Actor
from minetrace.figures.filters import (
    Between,
    Compare,
    In,
    IsNull,
    Like,
    Node,
    SpatialIntersects,
    TemporalIntersects,
    Value,
    parts_of,
)
from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Field
from minetrace.terms.days import is_day
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import NULLS, vocabulary

Type = Literal["term", "text", "number", "day", "geometry", "list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A name a filter may use. `columns` is one column, or the two ends of a range or period (`made_year`, `found`).

    `own` is the field, where the programme declares it for itself: it has no column, and is read out of JSON.
    """

    name: str
    type: Type
    label: str
    columns: tuple[str, ...]
    tier: str = "public"
    vocabulary: str | None = None
    own: Field | None = None

    @property
    def ends(self) -> tuple[str, str]:
        """First and last column: the same one for a property that is no range."""
        return self.columns[0], self.columns[-1]


_TYPES: dict[str, Type] = {
    "term": "term",
    "text": "text",
    "country": "text",
    "record": "text",
    "count": "number",
    "year": "number",
    "day": "day",
    "geometry": "geometry",
    "places": "list",
    "participants": "list",
    "texts": "list",
    "terms": "list",
}
_RANGES = (("_low", "_high"), ("_from", "_to"))
_OPERATORS: dict[Type, tuple[type, ...]] = {
    "term": (Compare, In, IsNull),
    "text": (Compare, In, Like, IsNull),
    "number": (Compare, In, Between, IsNull),
    "day": (Compare, In, Between, IsNull, TemporalIntersects),
    "geometry": (SpatialIntersects, IsNull),
    "list": (IsNull,),
}


@cache
def properties_of(kind: str) -> Mapping[str, tuple[Property, ...]]:
    """The properties of a kind of record by name; `cleared` is a range and a period, told apart by what it is
    compared with.
    """
    fields = {field.name: field for field in KINDS[kind].fields}
    out: dict[str, tuple[Property, ...]] = {name: (_single(field),) for name, field in fields.items()}
    for first, last in _RANGES:
        for name in [n.removesuffix(first) for n in fields if n.endswith(first)]:
            ends = fields[name + first], fields[name + last]
            label = ends[0].label.removesuffix(" from").split(",")[0]
            pair = Property(
                name=name,
                type=_TYPES[ends[0].type],
                label=label,
                columns=(ends[0].name, ends[1].name),
                tier=ends[0].tier,
            )
            out[name] = (*out.get(name, ()), pair)
    return out


def _single(field: Field) -> Property:
    return Property(
        name=field.name,
        type=_TYPES[field.type],
        label=field.label,
        columns=(field.name,),
        tier=field.tier,
        vocabulary=field.vocabulary or (field.name if field.type == "term" else None),
        own=field if field.extra else None,
    )


def judge_filter(where: Node, known: Mapping[str, tuple[Property, ...]], thing: str) -> None:
    """Refuse a filter with a part that its field cannot answer. Raises MT-503, MT-505, MT-506, MT-331."""
    for node in parts_of(where):
        _judge(node, known, thing)


def require_tier(actor: Actor, where: Node, known: Mapping[str, tuple[Property, ...]]) -> None:
    """Raise MT-504 when a filter asks by a field above the actor's tier."""
    for one in (one for node in parts_of(where) for one in known[node.field]):  # type: ignore[union-attr]
        if not actor.sees(one.tier):
            raise Problem("MT-504", field=one.label, tier=one.tier, actor=actor.name)


def _judge(node: Node, known: Mapping[str, tuple[Property, ...]], thing: str) -> None:
    if isinstance(node, IsNull):
        _named(node.field, known, thing)
        return
    values = values_of(node)
    chosen = chosen_property(node, known, thing)
    if not isinstance(node, _OPERATORS[chosen.type]):
        raise Problem("MT-506", field=chosen.label, operator=_word(node))
    if isinstance(node, Compare) and node.op not in ("=", "<>") and chosen.type in ("term", "text"):
        raise Problem("MT-506", field=chosen.label, operator=node.op)
    for value in values:
        reason = _unfit(chosen, value)
        if reason:
            raise Problem("MT-505", field=chosen.label, value=value, reason=reason)


def values_of(node: Node) -> tuple[Value, ...]:
    """The values that a part of a filter compares with."""
    match node:
        case Compare(_, _, value):
            return (value,)
        case In(_, values):
            return values
        case Between(_, low, high):
            return (low, high)
        case Like(_, pattern):
            return (pattern,)
        case TemporalIntersects(_, start, end):
            return tuple(day for day in (start, end) if day is not None)
    return ()


def chosen_property(node: Node, known: Mapping[str, tuple[Property, ...]], thing: str = "") -> Property:
    """The property that a part of a filter means; of two with one name, the one its values fit."""
    candidates = _named(node.field, known, thing)  # type: ignore[union-attr]
    if isinstance(node, TemporalIntersects):
        return next((p for p in candidates if p.type == "day"), candidates[0])
    values = values_of(node)
    if values and isinstance(values[0], str):
        return next((p for p in candidates if p.type != "number"), candidates[0])
    return candidates[0]


def _named(name: str, known: Mapping[str, tuple[Property, ...]], thing: str) -> tuple[Property, ...]:
    if name not in known:
        raise Problem("MT-503", field=name, kind=thing, fields=", ".join(sorted(known)))
    return known[name]


def _unfit(chosen: Property, value: Value) -> str | None:
    if chosen.type == "number":
        return None if isinstance(value, int) else "it is a number"
    if not isinstance(value, str):
        return "it is text" if chosen.type != "day" else "a day is written 'YYYY-MM-DD'"
    if chosen.type == "day":
        return None if is_day(value) else "a day is written 'YYYY-MM-DD'"
    if chosen.type == "term" and term_code(chosen, value) in NULLS:
        return "nobody knows it there; write `is null`"
    return None


def term_code(chosen: Property, value: Value) -> str:
    """The code of a term written as its code, as a corpus word or as its label. Raises MT-331."""
    terms = vocabulary(chosen.vocabulary or chosen.name)
    text = str(value)
    if text in terms.terms:
        return text
    answering = terms.answering(text)
    if answering is not None:
        return answering.code
    labelled = [term.code for term in terms.terms.values() if term.label.casefold() == text.casefold()]
    return labelled[0] if labelled else terms.term(text).code


def _word(node: Node) -> str:
    words = {Like: "like", In: "in", Between: "between", SpatialIntersects: "s_intersects"}
    if isinstance(node, Compare):
        return node.op
    return words.get(type(node), "t_intersects")
