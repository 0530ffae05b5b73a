"""What versions and citations point at, looked up at once for all rows of a batch.

A foreign key is looked up row by row: of a large import that is a third of the time in PostgreSQL. So that store has no
such keys from versions and citations to records and sources. A batch asks for all of its own before its entry, while
nobody else can see or change them; other verbs write a record and what points at it in one transaction; a row that is
missing later is named by `ledger verify`, because its entry counts it.
"""

from __future__ import annotations

from django.db import IntegrityError, connection, models

from minetrace.register.models import VERSIONS, Citation, Record
from minetrace.sources.models import Source


def statements() -> list[str]:
    """The SQL that takes those keys away, safe to repeat; none for SQLite, which looks them up in passing."""
    if connection.vendor != "postgresql":
        return []
    holding: list[type[models.Model]] = [*VERSIONS.values(), Citation]
    named_by: list[type[models.Model]] = [Record, Source]
    held, named = (", ".join(f"'{one._meta.db_table}'::regclass" for one in some) for some in (holding, named_by))
    asked = f"contype = 'f' AND conrelid IN ({held}) AND confrelid IN ({named})"
    return [
        f"DO $body$ DECLARE one RECORD; BEGIN FOR one IN SELECT conrelid::regclass AS held, conname FROM pg_constraint "  # noqa: S608
        f"WHERE {asked} LOOP EXECUTE 'ALTER TABLE ' || one.held || ' DROP CONSTRAINT ' || quote_ident(one.conname); "
        "END LOOP; END $body$"
    ]


def refresh() -> None:
    """Take the keys away where they are there."""
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def require(kind: str, entry: int) -> None:
    """Raise IntegrityError where a row that an entry makes points at a record or a source that is not there."""
    if connection.vendor != "postgresql":
        return
    asked = (
        (VERSIONS[kind]._meta.db_table, "record_id", Record._meta.db_table),
        (Citation._meta.db_table, "record_id", Record._meta.db_table),
        (Citation._meta.db_table, "source_id", Source._meta.db_table),
    )
    with connection.cursor() as cursor:
        for table, column, named in asked:
            cursor.execute(
                f"SELECT id FROM {table} WHERE entry = %s AND NOT EXISTS "  # noqa: S608
                f"(SELECT 1 FROM {named} AS named WHERE named.id = {table}.{column}) LIMIT 1",
                [entry],
            )
            if found := cursor.fetchone():
                raise IntegrityError(f"{table} {found[0]} has a {column} that is not there")
