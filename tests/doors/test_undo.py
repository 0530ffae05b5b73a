"""Taking an import back, the file of refused rows, and fields above the importer's tier."""

import csv

import pytest

from minetrace.accounts.actor import Actor
from minetrace.doors.importing import import_table
from minetrace.doors.work import Wish
from minetrace.ledger.times import head_number
from minetrace.ledger.verifying import verify
from minetrace.register import view
from minetrace.register.actions import Draft, approve, propose
from minetrace.register.batches import undo
from minetrace.terms.problem import Problem
from tests.doors.tables import ANNA, imported, written
from tests.ledger.programme import BORIS

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

FINDS = ("id", "date found", "device type", "quantity")
FIRST = (("1", "2024-05-13", "AP mine", "3"), ("2", "2024-05-14", "UXO", "1"))


def quantities():
    listed = view.listing(ANNA, "find", at=head_number())
    return {row.reference: row.fields["quantity_low"] for row in listed}


def test_new_records_of_an_import_are_withdrawn_by_one_entry(tmp_path):
    table = written(tmp_path / "a.csv", FINDS, *FIRST)
    entry = imported(table, tmp_path).entry
    undone = undo(BORIS, entry, why="another district's file")
    assert (undone.withdrawn, undone.restored, undone.left, quantities()) == (2, 0, 0, {})
    assert [v.status for v in view.history(ANNA, view.find_record("F-000001"))] == ["approved", "withdrawn"]
    assert (imported(table, tmp_path).new, quantities()) == (2, {"F-000003": 3, "F-000004": 1})
    assert verify().findings == ()


def test_changed_and_gone_records_are_put_back_and_later_work_is_left(tmp_path):
    imported(written(tmp_path / "a.csv", FINDS, *FIRST), tmp_path)
    second = (("1", "2024-05-13", "AP mine", "4"), ("3", "2024-05-15", "UXO", "9"), ("4", "2024-05-15", "UXO", "8"))
    report = imported(written(tmp_path / "a.csv", FINDS, *second), tmp_path, withdraw_gone=True)
    assert quantities() == {"F-000001": 4, "F-000003": 9, "F-000004": 8}
    changed = propose(
        ANNA, Draft(kind="find", fields={"category": "uxo", "quantity_low": 7}), record=view.find_record("F-000003")
    )
    approve(BORIS, changed, four_eyes=True)
    undone = undo(ANNA, report.entry, why="wrong file")
    assert (undone.withdrawn, undone.restored, undone.left) == (1, 2, 1)
    assert quantities() == {"F-000001": 3, "F-000002": 1, "F-000003": 7}
    assert imported(written(tmp_path / "a.csv", FINDS, *FIRST), tmp_path).unchanged == 2
    undo(ANNA, undone.entry, why="it was the right file after all")
    assert quantities() == {"F-000001": 4, "F-000003": 7, "F-000004": 8}
    assert verify().findings == ()


def test_only_an_import_is_taken_back_and_only_with_a_reason(tmp_path):
    entry = imported(written(tmp_path / "a.csv", FINDS, *FIRST), tmp_path).entry
    other = approve(BORIS, propose(ANNA, Draft(kind="find", fields={"category": "uxo"})), four_eyes=True).entry
    for number, why, code in ((other, "x", "MT-741"), (entry, " ", "MT-451")):
        with pytest.raises(Problem) as wrong:
            undo(ANNA, number, why=why)
        assert wrong.value.code == code
    with pytest.raises(Problem):
        undo(Actor("rena", "reader"), entry, why="x")


def test_refused_rows_are_written_with_their_reasons_and_come_back_mended(tmp_path):
    rows = (*FIRST, ("2", "2024-05-16", "=1+1", "2"), ("3", "2024-05-17", "AP mine", "5"))
    refused = tmp_path / "refused.csv"
    report = imported(written(tmp_path / "a.csv", FINDS, *rows), tmp_path, keep_good=True, refused=refused, key="id")
    assert (report.refused, report.new) == (1, 3)
    with refused.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["id"], row["device type"], row["refused row"]) == ("2", "'=1+1", "4")
    assert "MT-730 The key" in row["refused because"]
    refused.write_text(refused.read_text(encoding="utf-8-sig").replace("\n2,", "\n5,"), encoding="utf-8")
    assert (imported(refused, tmp_path).new, len(quantities())) == (1, 4)


def test_fields_above_the_tier_are_left_out_and_kept(tmp_path):
    columns = ("id", "outcome", "name")
    table = written(tmp_path / "v.csv", columns, ("1", "killed", "First Name"), ("2", "injured", "Second Name"))
    imported(table, tmp_path, "victim", profile="casualties")
    edition = written(tmp_path / "v.csv", columns, ("1", "killed", "Guess"), ("2", "killed", "Second Name"))
    folders = {"originals": tmp_path / "originals", "profile_folder": tmp_path / "profiles"}
    report = import_table(Actor("olga", "officer"), edition, Wish(kind="victim", profile="casualties"), **folders)
    # Both count as changed: "unchanged" would tell an officer which names the register holds.
    assert (report.changed, report.unchanged, report.mapping["name"]["field"]) == (2, 0, None)
    held = [row.fields for row in view.listing(ANNA, "victim", at=head_number())]
    assert [(one["outcome"], one["name"]) for one in held] == [("killed", "First Name"), ("killed", "Second Name")]
    assert imported(edition, tmp_path, "victim", profile="casualties").mapping["name"]["field"] == "name"
