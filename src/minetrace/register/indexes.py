"""Indexes of the version tables that follow from the declarations: by what lists count and figures ask.

They stand beside the migrations, as the map layers do: a kind that gains a period or places gains its index.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, models, transaction
from django.db.backends.utils import names_digest

from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Kind
from minetrace.register.models import VERSIONS, Citation, Record
from minetrace.sources.models import TableRow


def statements() -> list[str]:
    """The SQL that makes the indexes, the same on both stores and safe to repeat; those of earlier releases go.

    PostgreSQL is told besides what it cannot guess.
    """
    made = [
        f"CREATE INDEX IF NOT EXISTS {table}_{what} ON {table} ({', '.join(columns)}){where}"
        for table, kind in _tables()
        for what, (columns, where) in _columns(kind).items()
    ]
    gone = [f"DROP INDEX IF EXISTS {table}_{what}" for table, _ in _tables() for what in _earlier(table)]
    return [*gone, *made, *(_statistics() if connection.vendor == "postgresql" else [])]


SEARCHED = frozenset({"text", "country", "places", "participants", "texts"})
"""The types of fields in which a text is looked for."""
_NUMBER = "record_number"
_SHORT = 200
"""How many characters stand in an index at most: no store takes any number of them."""


def searched(kind: Kind) -> list[str]:
    """The columns of a kind in which a text is looked for, each in an index of what it says."""
    return ["speaker", *(field.name for field in kind.stored if field.type in SEARCHED)]


def short_ones(column: str) -> str:
    """The rows of the index of what a column says: nothing and long texts are not in it."""
    return f"LENGTH({column}) <= {_SHORT}"


def long_ones(kind: Kind) -> str:
    """Rows with a text that is too long for an index; they are few, and stand in one of their own."""
    written = (column for column in searched(kind) if column != "places")
    return f"({' OR '.join(f'LENGTH({column}) > {_SHORT}' for column in written)})"


def in_order_of(kind: Kind, what: str) -> list[str]:
    """What versions say, as the columns of the index by place ("of_place"), by day ("of_day") or by status
    ("of_status") in its order: rows that are grouped by them are counted as the index is read, without a sort. None
    where a kind has no such index.
    """
    columns, _where = _columns(kind).get(what, ([], ""))
    return [column for column in columns if column != _NUMBER]


def refresh() -> None:
    """Make the indexes that are not there yet."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)
        for name in _by_beginnings(cursor):
            cursor.execute(f'DROP INDEX "{name}"')


def _by_beginnings(cursor: Any) -> list[str]:
    """Indexes that Django makes in PostgreSQL for texts that begin alike: ids, references and keys are asked for whole,
    and an import would write eight of them for every row.
    """
    if connection.vendor != "postgresql":
        return []
    others: list[type[models.Model]] = [Record, Citation, TableRow]
    tables = [model._meta.db_table for model in (*VERSIONS.values(), *others)]
    asked = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY(%s)"
    cursor.execute(asked, [tables])
    return [name for (name,) in cursor.fetchall() if name.endswith("_like")]


def survey(kind: str) -> None:
    """Let PostgreSQL see what the tables of a kind hold, after many rows were written: it plans by that, and answers
    from an index alone only what it has seen. SQLite is led without it.
    """
    if connection.vendor != "postgresql":
        return
    verb = "ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)"
    with connection.cursor() as cursor:
        for table in (VERSIONS[kind]._meta.db_table, Record._meta.db_table):
            cursor.execute(f"{verb} {table}")


def _statistics() -> list[str]:
    """That nearly all that is dated is of one day: a guess would keep PostgreSQL off the index of what is not."""
    return [
        f"CREATE STATISTICS IF NOT EXISTS {table}_one_day ON ({period}_from = {period}_to) FROM {table}"
        for table, kind in _tables()
        if (period := kind.first_period)
    ]


def _tables() -> list[tuple[str, Kind]]:
    return [(VERSIONS[kind.name]._meta.db_table, kind) for kind in KINDS.values()]


def _earlier(table: str) -> list[str]:
    """How earlier releases called theirs, those that Django made of the places with them."""
    places = f"places_{names_digest(table, 'places', length=8)}"
    ended = [f"on_{what}{spanned}" for what in ("day", "place") for spanned in ("", "_spanned")]
    return ["told", "by_status", "by_day", "by_place", places, f"{places}_like", *ended]


def _columns(kind: Kind) -> dict[str, tuple[list[str], str]]:
    """By status and basis, and by when and where it was so; the first period declared is the one figures date by.

    Each ends with what figures add up, leave out by and are most often narrowed by, and with the number of the record,
    so that they are answered, and the first of them found, without a look at a row. What has no one day stands in an
    index of its own too: of all that began before a day, few reach beyond it.
    """
    period = [f"{kind.first_period}_from", f"{kind.first_period}_to"] if kind.first_period else []
    amount = [f"{kind.first_range}_low", f"{kind.first_range}_high"] if kind.first_range else []
    what = [*amount, *([kind.first_term] if kind.first_term else [])]
    standing = ["status", "basis", "ended_by", "entry"]
    out = {"of_status": ([*standing, *what, _NUMBER], "")}
    placed = ["places"] if any(field.name == "places" for field in kind.stored) else []
    for name, columns in (("of_day", period), ("of_place", [*placed, *period] if placed else [])):
        if columns:
            out[name] = ([*columns, *standing, *what, _NUMBER], "")
        if columns and period:
            out[f"{name}_spanned"] = (
                [*columns, *standing, *what, _NUMBER],
                f" WHERE ({' = '.join(period)}) IS NOT TRUE",
            )
    written = [column for column in searched(kind) if column != "places"]
    out |= {f"said_{column}": ([column], f" WHERE {short_ones(column)}") for column in written}
    return out | {"said_long": (["id"], f" WHERE {long_ones(kind)}")}
