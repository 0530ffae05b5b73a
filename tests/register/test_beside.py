"""Chunks of a batch: the same whether they are built in this process or beside it, and sealed as the ledger asks."""

import json
import marshal
import os
import signal
import struct

import pytest

from minetrace.ledger.canonical import sha256
from minetrace.ledger.sealed_table import Rows, ready
from minetrace.ledger.sealing import altered_fields, row_digest
from minetrace.register.beside import Beside, Here
from minetrace.register.building import Plan, Planned
from minetrace.register.models import VERSIONS

FIND = VERSIONS["find"]
PLAN = Plan(
    kind="find",
    version_table="find_version",
    tiers=FIND.tiers,
    geometry="position",
    entry=2_000_000,
    author="anna",
    said=("own", None, None),
    source="s",
    data_set="d",
    aid_table="source_table_row",
    vendor="sqlite",
)
POINT = struct.pack("<BIdd", 1, 1, 46.5, 39.5)
HELD = ("0193e8f0-0000-7000-8000-000000000000", "reported", "The ministry", "2024-05-13")


def planned(number, **columns):
    return Planned(
        {"category": "uxo", **columns}, number, f"k{number}", "c", "approved", number, f"F-{number:06d}", None
    )


CHUNKS = [
    [planned(1, position=POINT), planned(2, model="PMN"), planned(3, model=None)],
    [planned(4)._replace(status="withdrawn", reference=None, held=HELD), planned(5, model='"\\\n', position=POINT)],
]


@pytest.fixture(params=[Here, Beside])
def builder(request):
    made = request.param(PLAN)
    yield made
    made.close()


def rows_in(table):
    """The rows of a table as SQLite takes them: all values in one list."""
    width = len(table.columns)
    rows = [table.values[at : at + width] for at in range(0, len(table.values), width)]
    assert len(rows) == table.many
    return [(table.table, dict(zip(table.columns, row, strict=True))) for row in rows]


def rows_of(builder):
    built = [one for key, rows in zip((10, 20), CHUNKS, strict=True) for one in builder.put(key, rows)]
    built += builder.rest()
    rows = [row for one in built for table in one.tables for row in rows_in(table)]
    return rows, [box for one in built for box in one.boxes]


def test_rows_come_in_the_order_of_their_keys_with_identity_version_citation_and_aid(builder):
    rows, boxes = rows_of(builder)
    records = [row["id"] for table, row in rows if table == "record"]
    versions = sorted((row for table, row in rows if table == "find_version"), key=lambda row: row["id"])
    assert [row["reference"] for table, row in rows if table == "record"] == [f"F-00000{n}" for n in (1, 2, 3, 5)]
    assert [row["id"] for row in versions] == [10, 11, 12, 20, 21]
    assert [row["record_id"] for row in versions] == [*records[:3], HELD[0], records[3]]
    assert [row.get("ended_by") for row in versions] == [None, None, None, 2_000_000, None]
    assert [(row["basis"], row["speaker"], row["status"]) for row in versions][3] == (*HELD[1:3], "withdrawn")
    assert [row["locus"] for table, row in rows if table == "citation"] == [f"row {n}" for n in range(1, 6)]
    aids = [(row["key"], row["record"]) for table, row in rows if table == "source_table_row"]
    assert aids == [("k1", records[0]), ("k2", records[1]), ("k3", records[2]), ("k4", ""), ("k5", records[3])]
    assert boxes == [(10, 46.5, 46.5, 39.5, 39.5), (21, 46.5, 46.5, 39.5, 39.5)]


def test_rows_are_sealed_and_counted_as_the_entry_states_them(builder):
    rows, _ = rows_of(builder)
    digests = {}
    for table, row in rows:
        if table == "source_table_row":
            continue
        content = json.loads(row["seal"])
        values = {n: v for n, v in row.items() if n not in {"id", *FIND.unsealed}}
        if values.get("position") is not None:
            values["position"] = POINT.hex()
        tiers = FIND.tiers if table == "find_version" else {}
        assert list(altered_fields(values, tiers, content)) == []
        assert row["digest"] == row_digest(table, str(row["id"]), content)
        digests.setdefault(table, []).append(row["digest"])
    made = {table: {"count": len(found), "digest": sha256(sorted(found))} for table, found in digests.items()}
    assert builder.made() == made


def test_columns_that_were_kept_packed_are_the_same(builder):
    packed = [[row._replace(columns=marshal.dumps(row.columns)) for row in rows] for rows in CHUNKS]
    made = {}
    for name, chunks in (("plain", CHUNKS), ("packed", packed)):
        built = [one for key, rows in zip((10, 20), chunks, strict=True) for one in builder.put(key, rows)]
        versions = [row for one in (*built, *builder.rest()) for t in one.tables for table, row in rows_in(t)]
        own = {"id", "record_id", "seal", "digest", "record"}
        made[name] = [{n: v for n, v in row.items() if n not in own} for row in versions]
    assert made["plain"] == made["packed"]


def test_lines_of_copy_hold_what_their_values_hold():
    rows = Rows("t", ("a", "b", "c"), [(1, None, "tab\there"), ("", "\\N", "two\r\nlines")])
    lines = b"1\t\\N\ttab\\there\n\t\\\\N\ttwo\\r\\nlines\n"
    assert ready(rows, "postgresql") == ("t", ("a", "b", "c"), 2, lines)


def test_a_process_that_was_killed_is_told():
    beside = Beside(PLAN)
    os.kill(beside._process.pid, signal.SIGKILL)
    with pytest.raises(ChildProcessError, match="ended with -9"):
        rows_of(beside)
    beside.close()
