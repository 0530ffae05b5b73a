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
        self.name, self.number = field.name, field.type in ("count", "year")
        super().__init__(F(EXTRA_COLUMNS[field.tier]), output_field=BigIntegerField() if self.number else TextField())

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        """By SQLite's JSON functions, which give a number as one."""
        sql, params = compiler.compile(self.source_expressions[0])
        return f"json_extract({sql}, %s)", (*params, f"$.{self.name}")

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        """By PostgreSQL's, which give text."""
        sql, params = compiler.compile(self.source_expressions[0])
        return f"({sql}::jsonb ->> %s){'::bigint' if self.number else ''}", (*params, self.name)


def searchable(field: Field) -> bool:
    """Whether a field of the programme's own is one word or text, which a text can be looked for in."""
    return field.extra and field.type not in JSON_TYPES and not OwnField(field).number
