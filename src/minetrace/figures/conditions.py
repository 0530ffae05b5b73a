"""A filter as SQL: each leaf one CASE that gives a truth, put together by least and opposite. The same on both
stores.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from django.db.models import BooleanField, Case, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Least

from minetrace.figures.filters import (
    And,
    Compare,
    IsNull,
    Leaf,
    Like,
    Node,
    Not,
    Or,
    SpatialIntersects,
    leaves,
    lowered,
)
from minetrace.figures.properties import Property, chosen_property, term_code
from minetrace.figures.truth import NO, POSSIBLE, UNKNOWN, YES, Truth
from minetrace.register.models import Version
from minetrace.register.own_fields import OwnField
from minetrace.terms.vocabulary import NULLS, vocabulary


class OneOf(Func):
    """Whether a column is one of a list, which travels as one parameter however long it is."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, column: str, values: Iterable[Any]) -> None:
        self.values = sorted(values)
        super().__init__(F(column))

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        """A list as JSON."""
        sql, params = compiler.compile(self.source_expressions[0])
        listed = json.dumps(self.values, ensure_ascii=False)
        return f"({sql} IN (SELECT value FROM json_each(%s)))", (*params, listed)  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        """A list as an array."""
        sql, params = compiler.compile(self.source_expressions[0])
        return f"({sql} = ANY(%s))", (*params, self.values)


class Opposite(Func):
    """Not, of a truth."""

    template = (
        f"(CASE %(expressions)s WHEN {YES} THEN {NO} WHEN {NO} THEN {YES} "
        f"WHEN {UNKNOWN} THEN {UNKNOWN} ELSE {POSSIBLE} END)"
    )
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of a filter, the name that its truth stands under beside a row, and the properties that it asks by: one,
    or several of one name for `is null`.
    """

    name: str
    leaf: Leaf
    properties: tuple[Property, ...]


def parts_asked(node: Node | None, known: Mapping[str, tuple[Property, ...]]) -> list[Part]:
    """The leaves of a filter, each once, in the order in which it is written."""
    if node is None:
        return []
    out: list[Part] = []
    for leaf in dict.fromkeys(leaves(lowered(node))):
        chosen = known[leaf.field] if isinstance(leaf, IsNull) else (chosen_property(leaf, known),)
        out.append(Part(f"leaf_{len(out)}", leaf, chosen))
    return out


def judged(rows: QuerySet[Version], node: Node | None, parts: Sequence[Part]) -> Any:
    """Versions with the truth of each part beside them, and of the filter as `filter_truth`; those of which it is not
    true are gone.
    """
    own = {one.name: OwnField(one.own) for part in parts for one in part.properties if one.own is not None}
    out: Any = rows.annotate(**own) if own else rows
    out = out.annotate(**{part.name: _leaf_truth(part, rows) for part in parts})
    if node is None:
        return out
    names = {part.leaf: part.name for part in parts}
    return out.annotate(filter_truth=_composed(lowered(node), names)).filter(filter_truth__gt=NO)


def truth(*cases: tuple[Q, Truth], otherwise: Truth) -> Case:
    """The truth of the first condition that holds. Conditions are never negated, so a null in them only means "no"."""
    whens = [When(condition, then=Value(value)) for condition, value in cases]
    return Case(*whens, default=Value(otherwise), output_field=IntegerField())


def _composed(node: Node, names: dict[Leaf, str]) -> Any:
    """The truth of a lowered filter over annotations that hold the truths of its leaves."""
    if isinstance(node, Not):
        return Opposite(_composed(node.part, names))
    if isinstance(node, And):
        return _least([_composed(part, names) for part in node.parts])
    if isinstance(node, Or):
        return Opposite(_least([Opposite(_composed(part, names)) for part in node.parts]))
    return F(names[node])  # type: ignore[index]


def _least(truths: Sequence[Any]) -> Any:
    """And, of truths."""
    return Least(*truths) if len(truths) > 1 else truths[0]


def _leaf_truth(part: Part, rows: QuerySet[Version]) -> Case:
    """The truth of one leaf on a version."""
    leaf, asked = part.leaf, part.properties
    if isinstance(leaf, IsNull):
        return truth((_all_null(asked), YES), otherwise=NO)
    one = asked[0]
    if isinstance(leaf, Compare):
        if one.type == "term":
            return _term(one, leaf)
        return _equal_text(one, leaf) if one.type == "text" else _ranged(one, leaf)
    if isinstance(leaf, Like):
        pattern = Q(**{f"{one.columns[0]}__regex": like_pattern(leaf.pattern)})
        return truth((_null(one), UNKNOWN), (pattern, YES), otherwise=NO)
    if isinstance(leaf, SpatialIntersects):
        return truth((_null(one), UNKNOWN), (Q(OneOf("pk", _touching(rows, one, leaf))), YES), otherwise=NO)
    return _overlapping(one, leaf.start, leaf.end)


def like_pattern(pattern: str) -> str:
    """A LIKE pattern as a regular expression that Python and PostgreSQL read alike; a backslash takes the next as it
    is.
    """
    out = []
    for escaped, mark, other in re.findall(r"\\(.)|([%_])|(.)", pattern, flags=re.DOTALL):
        out.append({"%": "(.|\n)*", "_": "(.|\n)"}[mark] if mark else re.escape(escaped or other))
    return r"\A" + "".join(out) + r"\Z"


def _null(one: Property) -> Q:
    nothing = Q(**{f"{column}__isnull": True for column in one.columns})
    return nothing | Q(**{f"{one.columns[0]}__in": sorted(NULLS)}) if one.type == "term" else nothing


def _all_null(asked: Sequence[Property]) -> Q:
    out = Q()
    for one in asked:
        out &= _null(one)
    return out


def _term(one: Property, leaf: Compare) -> Case:
    terms = vocabulary(one.vocabulary or one.name)
    code, column = term_code(one, leaf.value), one.columns[0]
    finer = Q(**{f"{column}__in": sorted(terms.descendants(code))})
    coarser = Q(**{f"{column}__in": sorted(terms.ancestors(code))})
    return truth((_null(one), UNKNOWN), (finer, YES), (coarser, POSSIBLE), otherwise=NO)


def _equal_text(one: Property, leaf: Compare) -> Case:
    return truth((_null(one), UNKNOWN), (Q(**{one.columns[0]: leaf.value}), YES), otherwise=NO)


def _ranged(one: Property, leaf: Compare) -> Case:
    low, high = one.ends
    value = leaf.value
    sure, never = {
        "=": (Q(**{low: value}) & Q(**{high: value}), Q(**{f"{low}__gt": value}) | Q(**{f"{high}__lt": value})),
        "<": (Q(**{f"{high}__lt": value}), Q(**{f"{low}__gte": value})),
        "<=": (Q(**{f"{high}__lte": value}), Q(**{f"{low}__gt": value})),
        ">": (Q(**{f"{low}__gt": value}), Q(**{f"{high}__lte": value})),
        ">=": (Q(**{f"{low}__gte": value}), Q(**{f"{high}__lt": value})),
    }[leaf.op]
    return truth((_null(one), UNKNOWN), (sure, YES), (never, NO), otherwise=POSSIBLE)


def _overlapping(one: Property, start: str | None, end: str | None) -> Case:
    first, last = one.ends
    never = [Q(**{f"{first}__gt": end})] if end else []
    never += [Q(**{f"{last}__lt": start})] if start else []
    between = [_within(column, start, end) for column in (first, last)]
    both = Q(**{f"{first}__isnull": False}) & Q(**{f"{last}__isnull": False})
    cases = [(condition, NO) for condition in never] + [(condition, YES) for condition in (*between, both)]
    return truth(*cases, otherwise=UNKNOWN)


def _within(column: str, start: str | None, end: str | None) -> Q:
    out = Q(**{f"{column}__isnull": False})
    out &= Q(**{f"{column}__gte": start}) if start else Q()
    return out & Q(**{f"{column}__lte": end}) if end else out


def _touching(rows: QuerySet[Version], one: Property, leaf: SpatialIntersects) -> list[int]:
    """Versions whose shape shares ground with the geometry; both stores are asked for shapes, one engine decides."""
    wanted = shapely.from_wkt(leaf.wkt)
    shapely.prepare(wanted)
    column = one.columns[0]
    shapes = rows.filter(**{f"{column}__isnull": False}).values_list("pk", column)
    return [pk for pk, shape in shapes.iterator(chunk_size=2000) if wanted.intersects(shape)]
