"""Batches: invisible until their entry, swept when their import was killed, in nobody's way meanwhile."""

import csv
import subprocess
import sys
import time

import pytest
from django.db import connection

from minetrace.ledger import staging as ledger_staging
from minetrace.ledger.models import Entry, SealedRow, Staging, sealed_models
from minetrace.ledger.times import head_number
from minetrace.ledger.verifying import verify
from minetrace.register import staging, view
from minetrace.register.actions import Draft, approve, propose
from minetrace.register.models import VERSIONS, Record
from minetrace.sources.models import TableRow
from minetrace.terms.problem import Problem
from tests.doors.tables import ANNA, imported, written
from tests.ledger.programme import BORIS

pytestmark = pytest.mark.store
in_process = pytest.mark.django_db(databases=["default", "accounts"])

FIND = {"category": "ap_mine", "quantity_low": 3, "quantity_high": 3}
OWN = {"basis": "own", "speaker": None, "said_on": None}
SPENT = """
import os, sys, time
from contextlib import contextmanager
from pathlib import Path
from minetrace.config import setup
from minetrace.config.home import load
home = Path(os.environ["MINETRACE_HOME"])
setup(load(home))
from django.db import connection
from minetrace.accounts.actor import keeper
from minetrace.doors.importing import import_table
from minetrace.doors.work import Wish
from minetrace.ledger import writing
from minetrace.register.actions import Draft, approve, propose

def spent():
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return time.process_time()
    served = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]
    return time.process_time() + int(served) / 1e9
"""
DECIDE = f"""{SPENT}
def verb(work):
    clock, start = time.monotonic(), spent()
    done = work()
    print(time.monotonic() - clock, spent() - start, flush=True)
    return done

while not Path(sys.argv[1]).exists():
    draft = Draft(kind="find", fields={{"quantity_low": 1, "quantity_high": 1}})
    proposal = verb(lambda: propose(keeper("anna"), draft))
    verb(lambda: approve(keeper("boris"), proposal, four_eyes=True))
    time.sleep(0.05)
"""
IMPORT = f"""{SPENT}
whole = writing.turn

@contextmanager
def turn():
    with whole():
        start = spent()
        yield
        print(spent() - start)

writing.turn = turn
folders = {{"originals": home / "originals", "profile_folder": home / "profiles"}}
import_table(keeper("clara"), Path(sys.argv[1]), Wish(kind="find"), **folders)
"""


def staged_finds(tmp_path, count=3):
    """A batch with rows in it, as an import leaves it when it is killed before its entry."""
    table = written(tmp_path / "a.csv", ("id", "device"), ("1", "UXO"))
    imported(table, tmp_path, columns=["device=category"])
    source = view.citations(view.find_record("F-000001"))[0].source
    options = {"source": source.id, "data_set": "x", "basis": "own", "speaker": None, "said_on": None}
    options |= {"new": count + 1, "rows": count + 2}
    batch = staging.begin("anna", "find", "b.csv", **options)
    rows = [staging.RowRecord(columns={"category": "uxo"}, row=n, key=str(n), content="c") for n in range(count)]
    batch.stage(rows)
    return batch


@in_process
def test_staged_rows_are_not_there_until_their_entry(tmp_path):
    batch = staged_finds(tmp_path)
    before = head_number()
    assert VERSIONS["find"].objects.filter(entry__gt=before).count() == 3
    assert len(view.listing(ANNA, "find", at=head_number())) == 1
    assert verify().findings == ()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM find")
            assert cursor.fetchone() == (1,)
    entry = batch.publish("three finds")
    assert (entry.number, entry.number % ledger_staging.GAP) == (head_number(), 0)
    assert len(view.listing(ANNA, "find", at=head_number())) == 4
    assert len(view.listing(ANNA, "find", at=before)) == 1
    assert (verify().findings, verify().entries) == ((), Entry.objects.count())
    approve(BORIS, propose(ANNA, Draft(kind="find", fields=FIND)), four_eyes=True)
    assert head_number() == entry.number + 2
    assert verify().findings == ()


@in_process
def test_a_dropped_entry_before_a_batch_is_named(tmp_path):
    staged_finds(tmp_path).publish("three finds")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_entry WHERE number = (SELECT MIN(number) FROM ledger_entry)")
    assert {f.field for f in verify().findings if f.table == "ledger_entry"} == {"number", "previous"}


@in_process
def test_decisions_at_the_desk_go_on_beside_a_batch(tmp_path):
    batch = staged_finds(tmp_path)
    record = approve(BORIS, propose(ANNA, Draft(kind="find", fields=FIND)), four_eyes=True).record
    batch.stage([staging.RowRecord(columns={"category": "uxo"}, row=9, key="9", content="c")])
    batch.publish("four finds")
    references = [row.reference for row in view.listing(ANNA, "find", at=head_number())]
    assert (len(set(references)), len(references), record.reference in references) == (6, 6, True)
    assert verify().findings == ()


@in_process
def test_a_record_changed_meanwhile_stops_the_batch(tmp_path):
    table = ("id", "date found", "device type", "quantity")
    imported(written(tmp_path / "a.csv", table, ("1", "2024-05-13", "AP mine", "3")), tmp_path)
    record = view.find_record("F-000001")
    before = VERSIONS["find"].objects.get(record=record, ended_by=None)
    batch = staged_finds(tmp_path)
    batch.stage([staging.RowRecord(columns={"category": "uxo"}, row=2, key="1", content="d", replaces=before)])
    approve(BORIS, propose(ANNA, Draft(kind="find", fields=FIND), record=record), four_eyes=True)
    with pytest.raises(Problem, match="MT-708"):
        batch.publish("a change")
    batch.discard()
    assert view.record_view(ANNA, record, at=head_number()).fields["quantity_low"] == 3
    assert verify().findings == ()


@in_process
def test_one_batch_at_a_time(tmp_path):
    batch = staged_finds(tmp_path)
    nothing = {"source": "", "data_set": "", "basis": "own", "speaker": None, "said_on": None}
    with pytest.raises(Problem, match="MT-707"):
        staging.begin("boris", "find", "c.csv", **nothing, new=0, rows=0)
    batch.discard()


@in_process
def test_what_a_killed_import_left_is_named_and_swept(tmp_path):
    batch = staged_finds(tmp_path)
    assert staging.sweep() == []
    Staging.objects.update(process=2**22 + 1)
    assert staging.sweep() == [("b.csv", 9)]
    left: list[type[SealedRow]] = [m for m in sealed_models() if m.objects.filter(entry=batch.staged.number).exists()]
    assert (left, Staging.objects.count(), Record.objects.count(), TableRow.objects.count()) == ([], 0, 1, 1)
    assert verify().findings == ()


@in_process
def test_a_batch_that_was_swept_cannot_go_on(tmp_path):
    batch = staged_finds(tmp_path)
    Staging.objects.update(beat=1)
    assert staging.sweep() == [("b.csv", 9)]
    row = staging.RowRecord(columns={"category": "uxo"}, row=9, key="9", content="c")
    for go_on in (lambda: batch.stage([row]), lambda: batch.publish("three finds")):
        with pytest.raises(Problem, match="MT-707"):
            go_on()
    assert (verify().findings, Record.objects.count()) == ((), 1)


@in_process
def test_two_who_sweep_at_once_leave_the_next_batch_alone(tmp_path):
    """The number of a batch that was swept is given out again: who is late must not delete the rows now under it."""
    batch = staged_finds(tmp_path)
    assert ledger_staging.give_up(batch.staged)
    assert staging._discard(batch.staged) == 9
    again = staging.begin("boris", "find", "c.csv", source=None, data_set="", **OWN, new=3, rows=3)
    assert again.staged.number == batch.staged.number
    again.stage([staging.RowRecord(columns={"category": "uxo"}, row=n, key=str(n), content="c") for n in range(3)])
    assert ledger_staging.delete_rows(batch.staged, "find_version") == 0
    ledger_staging.forget(batch.staged)
    again.publish("three finds")
    assert len(view.listing(ANNA, "find", at=head_number())) == 4
    assert verify().findings == ()


@in_process
def test_a_batch_whose_entry_was_committed_after_all_is_not_swept(tmp_path):
    """A client that was killed may have asked for its commit: what the server committed is current."""
    batch = staged_finds(tmp_path)
    batch.publish("three finds")
    batch.staged.beat = 1
    batch.staged.save(force_insert=True)
    assert staging.sweep() == []
    assert (Staging.objects.count(), len(view.listing(ANNA, "find", at=head_number()))) == (0, 4)
    assert verify().findings == ()


def many_finds(path, count):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "date found", "device type", "quantity", "lat", "lon"))
        for n in range(count):
            writer.writerow((n, f"2024-05-{n % 28 + 1:02d}", "AP mine", n % 9, 39 + n % 100 / 100, 46 + n % 97 / 100))
    return path


def test_a_killed_import_leaves_nothing_current(home, tmp_path):
    table = many_finds(tmp_path / "finds.csv", 3000)
    process = home.start("import", str(table), "--kind", "find", "--json")
    with_rows = False
    for _ in range(400):
        time.sleep(0.05)
        left = (home.path / "register.gpkg-wal").exists() and (home.path / "originals").iterdir()
        with_rows = bool(left and any((home.path / "originals").iterdir()))
        if with_rows or process.poll() is not None:
            break
    time.sleep(0.3)
    process.kill()
    process.communicate()
    first = home.run("ledger", "verify")
    assert "As it was entered" in first
    report = home.json("import", str(table), "--kind", "find")
    assert report["new"] + report["unchanged"] == 3000
    assert home.json("ledger", "verify")["findings"] == []


def test_a_person_decides_while_rows_are_imported(home, tmp_path):
    """Who decides waits for one turn of the import at most (`tests/ledger/test_turns.py`). That turn and the decision
    take less than half a second together: of the processors, the store's included, as other programs work on the
    machine too. On the clock one of a hundred may be late. `./run bench register` tells the slowest beside 300,000.
    """
    table, ended = many_finds(tmp_path / "finds.csv", 20_000), tmp_path / "ended"
    started = {"env": home.environment(), "stdout": subprocess.PIPE, "text": True}
    with (
        subprocess.Popen([sys.executable, "-c", IMPORT, str(table)], **started) as importing,
        subprocess.Popen([sys.executable, "-c", DECIDE, str(ended)], **started) as deciding,
    ):
        held, _ = importing.communicate(timeout=240)
        ended.touch()
        out, _ = deciding.communicate(timeout=60)
    assert (importing.returncode, deciding.returncode) == (0, 0)
    turns = [float(line) for line in held.split()]
    clock, spent = zip(*(map(float, line.split()) for line in out.splitlines()), strict=True)
    assert len(turns) > 10
    assert len(clock) > 20
    assert max(turns) + max(spent) < 0.5
    assert sorted(clock)[int(len(clock) * 0.99) - 1] < 0.5
    assert max(clock) < 1
    assert home.json("ledger", "verify")["findings"] == []
