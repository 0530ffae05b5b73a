"""A filter as SQL: each leaf one CASE that gives a truth, put together by least and opposite. The same on both
stores.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import shapely
from django.db.models import QuerySet

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
from minetrace.figures.statement import Sql, all_of, any_of, cases, least, matches, one_of, sql, value
from minetrace.figures.truth import NO, POSSIBLE, UNKNOWN, YES, Truth
from minetrace.register.models import Version
from minetrace.terms.vocabulary import NULLS, vocabulary

Columns = Callable[[str], Sql]
"""How a column of a version is named where a condition stands; of a shape only whether it is null is asked."""


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


def truth(*whens: tuple[Sql, Truth], otherwise: Truth) -> Sql:
    """The truth of the first condition that holds. Conditions are never negated, so a null in them only means "no"."""
    return cases([(condition, Sql(str(said))) for condition, said in whens], Sql(str(otherwise)))


def composed(node: Node, truths: Mapping[Leaf, Sql]) -> Sql:
    """The truth of a lowered filter, given those of its leaves."""
    if isinstance(node, Not):
        return _opposite(composed(node.part, truths))
    if isinstance(node, And):
        return least([composed(part, truths) for part in node.parts])
    if isinstance(node, Or):
        return _opposite(least([_opposite(composed(part, truths)) for part in node.parts]))
    return truths[node]  # type: ignore[index]


def _opposite(one: Sql) -> Sql:
    """Not, of a truth."""
    turned = f"WHEN {YES} THEN {NO} WHEN {NO} THEN {YES} WHEN {UNKNOWN} THEN {UNKNOWN} ELSE {POSSIBLE}"
    return sql(f"(CASE {{}} {turned} END)", one)


def leaf_truth(part: Part, held: Columns, rows: QuerySet[Version]) -> Sql:
    """The truth of one leaf on a version; `rows` are those whose shapes are looked at for a spatial one."""
    leaf, asked = part.leaf, part.properties
    if isinstance(leaf, IsNull):
        return truth((all_of([_null(one, held) for one in asked]), YES), otherwise=NO)
    one = asked[0]
    nobody = _null(one, held), UNKNOWN
    if isinstance(leaf, Compare):
        if one.type == "term":
            return _term(one, leaf, held)
        if one.type == "text":
            return truth(nobody, (sql("{} = {}", held(one.columns[0]), value(leaf.value)), YES), otherwise=NO)
        return _ranged(one, leaf, held)
    if isinstance(leaf, Like):
        return truth(nobody, (matches(held(one.columns[0]), like_pattern(leaf.pattern)), YES), otherwise=NO)
    if isinstance(leaf, SpatialIntersects):
        return truth(nobody, (one_of(held("pk"), _touching(rows, one, leaf)), YES), otherwise=NO)
    return _overlapping(one, leaf.start, leaf.end, held)


def like_pattern(pattern: str) -> str:
    """A LIKE pattern as a regular expression that Python and PostgreSQL read alike; a backslash takes the next as it
    is.
    """
    out = []
    for escaped, mark, other in re.findall(r"\\(.)|([%_])|(.)", pattern, flags=re.DOTALL):
        out.append({"%": "(.|\n)*", "_": "(.|\n)"}[mark] if mark else re.escape(escaped or other))
    return r"\A" + "".join(out) + r"\Z"


def _null(one: Property, held: Columns) -> Sql:
    nothing = all_of([sql("{} IS NULL", held(column)) for column in one.columns])
    return any_of([nothing, one_of(held(one.columns[0]), NULLS)]) if one.type == "term" else nothing


def _term(one: Property, leaf: Compare, held: Columns) -> Sql:
    terms = vocabulary(one.vocabulary or one.name)
    code, column = term_code(one, leaf.value), held(one.columns[0])
    finer, coarser = (one_of(column, codes) for codes in (terms.descendants(code), terms.ancestors(code)))
    return truth((_null(one, held), UNKNOWN), (finer, YES), (coarser, POSSIBLE), otherwise=NO)


def _ranged(one: Property, leaf: Compare, held: Columns) -> Sql:
    low, high = (held(column) for column in one.ends)

    def is_(end: Sql, operator: str) -> Sql:
        return sql(f"{{}} {operator} {{}}", end, value(leaf.value))

    sure, never = {
        "=": (all_of([is_(low, "="), is_(high, "=")]), any_of([is_(low, ">"), is_(high, "<")])),
        "<": (is_(high, "<"), is_(low, ">=")),
        "<=": (is_(high, "<="), is_(low, ">")),
        ">": (is_(low, ">"), is_(high, "<=")),
        ">=": (is_(low, ">="), is_(high, "<")),
    }[leaf.op]
    return truth((_null(one, held), UNKNOWN), (sure, YES), (never, NO), otherwise=POSSIBLE)


def _overlapping(one: Property, start: str | None, end: str | None, held: Columns) -> Sql:
    first, last = (held(column) for column in one.ends)
    never = [sql("{} > {}", first, value(end))] if end else []
    never += [sql("{} < {}", last, value(start))] if start else []
    both = all_of([sql("{} IS NOT NULL", column) for column in (first, last)])
    sure = [*(_within(column, start, end) for column in (first, last)), both]
    return truth(*((one, NO) for one in never), *((one, YES) for one in sure), otherwise=UNKNOWN)


def _within(column: Sql, start: str | None, end: str | None) -> Sql:
    out = [sql("{} IS NOT NULL", column)]
    out += [sql("{} >= {}", column, value(start))] if start else []
    out += [sql("{} <= {}", column, value(end))] if end else []
    return all_of(out)


def _touching(rows: QuerySet[Version], one: Property, leaf: SpatialIntersects) -> list[int]:
    """Versions whose shape shares ground with the geometry; both stores are asked for shapes, one engine decides."""
    wanted = shapely.from_wkt(leaf.wkt)
    shapely.prepare(wanted)
    column = one.columns[0]
    shapes = rows.filter(**{f"{column}__isnull": False}).values_list("pk", column)
    return [pk for pk, shape in shapes.iterator(chunk_size=2000) if wanted.intersects(shape)]
