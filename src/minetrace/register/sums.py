"""How many versions of a kind say the same of what figures add up, kept by the store itself, entry by entry.

A version counts from the entry that made it to the one that ended it. So the table holds what each entry adds to and
takes from the count of each kind, status, basis, first range and first term, and under number 0 what all entries come
to. What was held at an entry is what all come to, less what came after: a few rows, however many records there are.

Triggers keep it: whatever writes, stages, ends or sweeps versions need not know of it. It follows from the version
tables, as an index does; `ledger verify` counts both and compares (`register.derived`).
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from minetrace.ledger.writing import locked
from minetrace.register.identity import merges
from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Kind
from minetrace.register.models import VERSIONS

TABLE = "version_sum"
_SAID = ("status", "basis", "low", "high", "term")
_ALL = 0
"""The number under which stands what all entries come to; entries are numbered from 1."""
# Null is a value like others here, which no key of both stores allows: no count is negative, no term has no letters.
_NOTHING = {"low": "-1", "high": "-1", "term": "''"}
_ONE = f"kind, entry, {', '.join(_SAID)}"
_ADDED = f"ON CONFLICT ({_ONE}) DO UPDATE SET many = {TABLE}.many + excluded.many"

Piece = tuple[str, tuple[Any, ...]]
"""SQL and its parameters."""


def columns(kind: Kind) -> dict[str, str]:
    """The columns of a kind's versions by which they are counted, each with its name in the table."""
    out = {"status": "status", "basis": "basis"}
    if kind.first_range:
        out |= {f"{kind.first_range}_low": "low", f"{kind.first_range}_high": "high"}
    return out | ({kind.first_term: "term"} if kind.first_term else {})


def selected(kind: str, *, at: int) -> Piece:
    """How many versions say the same, as `many`, of those that `view.selected` gives at a ledger entry."""
    known = columns(KINDS[kind])
    held = {name: f"NULLIF({name}, {_NOTHING[name]})" if name in _NOTHING else name for name in known.values()}
    said = ", ".join(f"{held[name]} AS {column}" for column, name in known.items())
    part = f"SELECT {said}, {{}} AS many FROM {TABLE} WHERE kind = %s AND status <> 'withdrawn' AND entry {{}} %s"  # noqa: S608
    parts: list[Piece] = [(part.format("many", "="), (kind, _ALL)), (part.format("-many", ">"), (kind, at))]
    if merges(at=at).exists():
        # Those that are merged away are few: they are looked up by record.
        own = ", ".join(known)
        text = f"SELECT {own}, -1 AS many FROM {_table(kind)} WHERE status <> 'withdrawn' AND {_standing()}"  # noqa: S608
        text += f" AND record_id IN (SELECT gone_id FROM record_merge WHERE {_standing()})"  # noqa: S608
        parts.append((text, (at, at, at, at)))
    whole = " UNION ALL ".join(text for text, _ in parts)
    grouped = ", ".join(known)
    text = f"SELECT {grouped}, SUM(many) AS many FROM ({whole}) AS parts GROUP BY {grouped} HAVING SUM(many) <> 0"  # noqa: S608
    return text, tuple(one for _, params in parts for one in params)


def refresh() -> None:
    """Make the table, its triggers and its rows anew; nobody writes meanwhile."""
    with locked(), connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def statements() -> list[str]:
    """The SQL that makes the table and what keeps it, on this store; safe to repeat."""
    postgresql = connection.vendor == "postgresql"
    out = [f"DROP TABLE IF EXISTS {TABLE}", _MADE if postgresql else f"{_MADE} WITHOUT ROWID"]
    out += [_FUNCTION] if postgresql else []
    for kind in KINDS.values():
        out += _triggers_postgresql(kind) if postgresql else _triggers_sqlite(kind)
        out.append(f"INSERT INTO {TABLE} (kind, entry, {', '.join(_SAID)}, many) {counted(kind)}")
    return out


def counted(kind: Kind) -> str:
    """The rows of a kind as they follow from its versions."""
    kept = ", ".join(_SAID)
    alike = f"SELECT entry, ended_by, {', '.join(_said(kind, ''))}, COUNT(*) AS n FROM {_table(kind.name)} GROUP BY "  # noqa: S608
    alike += ", ".join(str(number) for number in range(1, 3 + len(_SAID)))
    # Each adds to its entry and to all, and takes from both where it was ended.
    parts = [
        f"SELECT {at} AS at, {kept}, {sign}n AS n FROM alike{where}"  # noqa: S608
        for sign, entry, where in (("", "entry", ""), ("-", "ended_by", " WHERE ended_by IS NOT NULL"))
        for at in (_ALL, entry)
    ]
    moved = f"WITH alike AS ({alike}) {' UNION ALL '.join(parts)}"
    return (
        f"SELECT '{kind.name}', at AS entry, {kept}, SUM(n) FROM ({moved}) AS parts "  # noqa: S608
        f"GROUP BY at, {kept} HAVING SUM(n) <> 0"
    )


def differing(kind: Kind) -> list[int]:
    """The entries whose sums are not what the versions of a kind come to; 0 where the sums of all are not."""
    held = f"SELECT kind, entry, {', '.join(_SAID)}, many FROM {TABLE} WHERE kind = '{kind.name}' AND many <> 0"  # noqa: S608
    one_way, other = f"{held} EXCEPT {counted(kind)}", f"{counted(kind)} EXCEPT {held}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT entry FROM ({one_way}) AS one UNION SELECT entry FROM ({other}) AS other ORDER BY 1")  # noqa: S608
        return [entry for (entry,) in cursor.fetchall()]


_MADE = (
    f"CREATE TABLE {TABLE} (kind VARCHAR(40) NOT NULL, entry BIGINT NOT NULL, status VARCHAR(12) NOT NULL, "
    "basis VARCHAR(12) NOT NULL, low BIGINT NOT NULL, high BIGINT NOT NULL, term TEXT NOT NULL, many BIGINT NOT NULL, "
    f"PRIMARY KEY ({_ONE}))"
)


def _table(kind: str) -> str:
    return VERSIONS[kind]._meta.db_table


def _standing() -> str:
    return "entry <= %s AND (ended_by IS NULL OR ended_by > %s)"


def _said(kind: Kind, row: str) -> list[str]:
    """What is counted by, as `low` and so on, of a row; `row` is its name and a point."""
    held = {name: f"{row}{column}" for column, name in columns(kind).items()}
    nulls = {
        name: f"COALESCE({held[name]}, {nothing})" if name in held else nothing for name, nothing in _NOTHING.items()
    }
    return [f"{(held | nulls)[name]} AS {name}" for name in _SAID]


def _triggers_sqlite(kind: Kind) -> list[str]:
    """Row by row: the entry that made a version adds one, the entry that ended it takes one."""
    table = _table(kind.name)
    watched = ", ".join(["entry", "ended_by", *columns(kind)])
    added, taken = _moved(kind, "NEW", 1), _moved(kind, "OLD", -1)
    out = []
    for what, event, body in (
        ("in", "INSERT", added),
        ("out", "DELETE", taken),
        ("change", f"UPDATE OF {watched}", taken + added),
    ):
        out.append(f"DROP TRIGGER IF EXISTS {table}_sum_{what}")
        out.append(f"CREATE TRIGGER {table}_sum_{what} AFTER {event} ON {table} BEGIN {body} END")
    return out


def _moved(kind: Kind, row: str, sign: int) -> str:
    said = ", ".join(_said(kind, f"{row}."))
    into = f"INSERT INTO {TABLE} (kind, entry, {', '.join(_SAID)}, many) SELECT '{kind.name}'"
    made = [f"{into}, {at}, {said}, {sign} WHERE true {_ADDED};" for at in (_ALL, f"{row}.entry")]
    gone = f"WHERE {row}.ended_by IS NOT NULL"
    ended = [f"{into}, {at}, {said}, {-sign} {gone} {_ADDED};" for at in (_ALL, f"{row}.ended_by")]
    return " ".join(made + ended)


# Statement by statement: all rows of a COPY in one. The arguments are the kind and how it says what is counted by.
_FUNCTION = f"""CREATE OR REPLACE FUNCTION {TABLE}_kept() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE moved text;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM {TABLE} WHERE kind = TG_ARGV[0];
        RETURN NULL;
    END IF;
    moved := concat_ws(' UNION ALL ',
        CASE WHEN TG_OP <> 'DELETE' THEN 'SELECT 1 AS sign, entry, ended_by, ' || TG_ARGV[1] || ' FROM now_held' END,
        CASE WHEN TG_OP <> 'INSERT' THEN 'SELECT -1 AS sign, entry, ended_by, ' || TG_ARGV[1] || ' FROM was_held' END);
    EXECUTE 'INSERT INTO {TABLE} (kind, entry, {", ".join(_SAID)}, many) SELECT ' || quote_literal(TG_ARGV[0])
        || ', at, {", ".join(_SAID)}, SUM(n) FROM (' || moved || ') AS moved CROSS JOIN LATERAL (VALUES '
        || '({_ALL}::bigint, sign), (entry, sign), (CASE WHEN ended_by IS NOT NULL THEN {_ALL} END, -sign), '
        || '(ended_by, -sign)) AS counted (at, n) WHERE at IS NOT NULL GROUP BY at, {", ".join(_SAID)} '
        || 'HAVING SUM(n) <> 0 {_ADDED.replace("'", "''")}';
    RETURN NULL;
END $body$"""  # noqa: S608


def _triggers_postgresql(kind: Kind) -> list[str]:
    table = _table(kind.name)
    said = ", ".join(_said(kind, "")).replace("'", "''")
    called = f"EXECUTE FUNCTION {TABLE}_kept('{kind.name}', '{said}')"
    held = {"INSERT": "NEW TABLE AS now_held", "DELETE": "OLD TABLE AS was_held", "TRUNCATE": ""}
    held["UPDATE"] = f"{held['DELETE']} {held['INSERT']}"
    return [
        f"CREATE OR REPLACE TRIGGER {table}_sum_{event.lower()} AFTER {event} ON {table} "
        f"{f'REFERENCING {tables} ' if tables else ''}FOR EACH STATEMENT {called}"
        for event, tables in held.items()
    ]
