"""Pieces of SQL with their parameters, put together as text: the same on both stores, but for the few words by which
the stores differ.

The text is made here, not by Django's expressions: a question has so many conditions that to compile them takes ten
times what the store needs to answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL, and its parameters in the order in which they stand in it."""

    text: str
    params: tuple[Any, ...] = ()

    def rows(self) -> list[tuple[Any, ...]]:
        """What the store answers."""
        with connection.cursor() as cursor:
            cursor.execute(self.text, self.params)
            return list(cursor.fetchall())


NOTHING = Sql("")


def sql(template: str, *parts: Sql) -> Sql:
    """A template with a piece in the place of each `{}`."""
    return Sql(template.format(*(part.text for part in parts)), tuple(one for part in parts for one in part.params))


def value(given: Any) -> Sql:
    """A value, as a parameter."""
    return Sql("%s", (given,))


def name(column: str, table: str = "") -> Sql:
    """A column by its name, of a table where several are asked."""
    return Sql(f'"{table}"."{column}"' if table else f'"{column}"')


def joined(between: str, parts: Sequence[Sql]) -> Sql:
    """Pieces with a word between them."""
    return sql(between.join(["{}"] * len(parts)), *parts)


def all_of(parts: Sequence[Sql]) -> Sql:
    """Conditions that all hold; of none, true."""
    return sql("({})", joined(" AND ", parts)) if parts else Sql("(1 = 1)")


def any_of(parts: Sequence[Sql]) -> Sql:
    """Conditions of which one holds; of none, false."""
    return sql("({})", joined(" OR ", parts)) if parts else Sql("(1 = 0)")


def cases(whens: Sequence[tuple[Sql, Sql]], otherwise: Sql) -> Sql:
    """What stands beside the first condition that holds."""
    if not whens:
        return otherwise
    said = joined(" ", [sql("WHEN {} THEN {}", condition, then) for condition, then in whens])
    return sql("(CASE {} ELSE {} END)", said, otherwise)


def one_of(column: Sql, values: Iterable[Any]) -> Sql:
    """Whether a column is one of a list, which travels as one parameter however long it is."""
    listed = sorted(values)
    if connection.vendor == "postgresql":
        return sql("({} = ANY({}))", column, value(listed))
    travels = value(json.dumps(listed, ensure_ascii=False))
    return sql("({} IN (SELECT value FROM json_each({})))", column, travels)


def listed(values: Iterable[Any]) -> Sql:
    """Texts as a table with one column, `said`, which travels as one parameter."""
    if connection.vendor == "postgresql":
        return sql("(SELECT UNNEST({}::text[]) AS said) AS listed", value(list(values)))
    return sql("(SELECT value AS said FROM json_each({}))", value(json.dumps(list(values), ensure_ascii=False)))


def matches(column: Sql, pattern: str) -> Sql:
    """Whether a text column meets a regular expression."""
    if connection.vendor == "postgresql":
        return sql("({}::text ~ {})", column, value(pattern))
    return sql("({} REGEXP {})", column, value(pattern))


def least(parts: Sequence[Sql]) -> Sql:
    """The least of some numbers, none of which is null."""
    if len(parts) == 1:
        return parts[0]
    return sql("LEAST({})" if connection.vendor == "postgresql" else "MIN({})", joined(", ", parts))


class OneOf(Func):
    """`one_of` as Django's queries take it."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, column: str, values: Iterable[Any]) -> None:
        self.values = tuple(values)
        super().__init__(F(column))

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]
        """The column of this query against the list."""
        text, params = compiler.compile(self.source_expressions[0])
        made = one_of(Sql(text, tuple(params)), self.values)
        return made.text, made.params


def of_query(rows: QuerySet[Any]) -> Sql:
    """The SQL of a query of Django's."""
    text, params = rows.query.sql_with_params()
    return Sql(text, tuple(params))
