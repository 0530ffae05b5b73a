"""Indexes of the version tables that follow from the declarations: by what lists count and figures ask.

They stand beside the migrations, as the map layers do: a kind that gains a period or places gains its index.
"""

from __future__ import annotations

from django.db import connection

from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Kind
from minetrace.register.models import VERSIONS


def statements() -> list[str]:
    """The SQL that makes the indexes, the same on both stores and safe to repeat."""
    return [
        f"CREATE INDEX IF NOT EXISTS {name}_{what} ON {name} ({', '.join(columns)})"
        for kind in KINDS.values()
        for name in (VERSIONS[kind.name]._meta.db_table,)
        for what, columns in _columns(kind).items()
    ]


def refresh() -> None:
    """Make the indexes that are not there yet."""
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def _columns(kind: Kind) -> dict[str, list[str]]:
    """By status and basis, and by when and where it was so; the first period declared is the one figures date by."""
    names = [field.name for field in kind.stored]
    first = next((name.removesuffix("_from") for name in names if name.endswith("_from")), None)
    period = [f"{first}_from", f"{first}_to"] if first else []
    out = {"by_status": ["status", "basis", "ended_by", "entry"]}
    if period:
        out["by_day"] = period
    if "places" in names:
        out["by_place"] = ["places", *period]
    return out
