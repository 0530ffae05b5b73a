"""What versions say in fields of the programme's own, as SQL: read out of the JSON of their tier, on both stores."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, F, Func, TextField

from minetrace.register.kinds.declaration import EXTRA_COLUMNS, JSON_TYPES, Field


class OwnField(Func):
    """A field of the programme's own as a column of its version: text, a whole number, or JSON; null where nothing is
    said.
    """

    def __init__(self, field: Field) -> None:
        self.own, self.number = field, field.type in ("count", "year")
        super().__init__(F(EXTRA_COLUMNS[field.tier]), output_field=BigIntegerField() if self.number else TextField())

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]
        """The field out of the JSON of its tier."""
        sql, params = compiler.compile(self.source_expressions[0])
        return own_text(self.own, sql, connection.vendor), tuple(params)


def own_text(field: Field, column: str, vendor: str) -> str:
    """A field of the programme's own as SQL, out of the column that holds the JSON of its tier.

    SQLite's JSON functions give a number as one, PostgreSQL's give text. A name is of letters, digits and "_".
    """
    if vendor == "postgresql":
        return f"({column}::jsonb ->> '{field.name}'){'::bigint' if field.type in ('count', 'year') else ''}"
    return f"json_extract({column}, '$.{field.name}')"


def searchable(field: Field) -> bool:
    """Whether a field of the programme's own is one word or text, which a text can be looked for in."""
    return field.extra and field.type not in JSON_TYPES and not OwnField(field).number
