"""Many rows of one table at once: prepared statements in SQLite, COPY in PostgreSQL."""

from __future__ import annotations

from django.db import connection

from minetrace.ledger.sealed_table import Rows


def insert(rows: Rows) -> None:
    """Write rows; columns that are not named are null."""
    listed = ", ".join(f'"{name}"' for name in rows.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{rows.table}" ({listed}) FROM STDIN') as copy:
                for row in rows.values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(rows.columns))
            cursor.executemany(f'INSERT INTO "{rows.table}" ({listed}) VALUES ({marks})', rows.values)  # noqa: S608
