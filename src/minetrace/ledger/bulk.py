"""Many rows of one table at once: statements of many rows in SQLite, COPY in PostgreSQL."""

from __future__ import annotations

from django.db import connection

from minetrace.ledger.sealed_table import Ready

_AT_ONCE = 200
"""Rows of one statement. Where a trigger may write too, SQLite keeps what each statement changes until it is through:
for every row alone that takes as long as to write it. A statement may have 32,766 values, so columns must be under 164.
"""


def insert(rows: Ready) -> None:
    """Write rows; columns that are not named are null."""
    listed = ", ".join(f'"{name}"' for name in rows.columns)
    with connection.cursor() as cursor:
        if isinstance(rows.values, bytes):
            with cursor.copy(f'COPY "{rows.table}" ({listed}) FROM STDIN') as copy:
                copy.write(rows.values)
            return
        width = len(rows.columns)
        marks = f"({', '.join(['%s'] * width)})"
        for start in range(0, len(rows.values), _AT_ONCE * width):
            some = rows.values[start : start + _AT_ONCE * width]
            statement = f'INSERT INTO "{rows.table}" ({listed}) VALUES {", ".join([marks] * (len(some) // width))}'  # noqa: S608
            cursor.execute(statement, some)
