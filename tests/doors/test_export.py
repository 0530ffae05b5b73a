"""Exports by tier: nothing above it leaves, no cell computes, and importing one changes nothing."""

import csv
import json

import pyogrio
import pytest
from openpyxl import load_workbook
from shapely import Point

from minetrace.accounts.actor import Actor
from minetrace.doors.exporting import FORMATS, export, share
from minetrace.ledger.times import head_number
from minetrace.register.actions import Draft, approve, propose
from minetrace.terms.problem import Problem
from tests.doors.tables import ANNA, imported
from tests.ledger.programme import BORIS, populate

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

SECRETS = ("Somebody", "Team 1")
FIND = {
    "category": "ap_mine",
    "model": "=HYPERLINK(1)",
    "finder": "Somebody",
    "team": "Team 1",
    "quantity_low": 3,
    "found_from": "2024-05-06",
    "places": [{"place": "az", "relation": "in", "as_written": '\'-quoted, "hill"\nand mill'}],
    "position": Point(46.123456789012, 39.6),
    "remark": "@cmd ; '=1 ",
}


@pytest.fixture
def finds(tmp_path):
    populate(tmp_path)
    for fields in (FIND, {"model": "-2+3", "quantity_low": 0, "quantity_high": 0}):
        approve(BORIS, propose(ANNA, Draft(kind="find", fields=fields)), four_eyes=True)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("tier", ["public", "partner", "restricted"])
def test_importing_an_export_changes_nothing(finds, tmp_path, format_, tier):
    path = tmp_path / f"finds.{format_}"
    head = head_number()
    assert export(ANNA, "find", path, tier=tier, at=head) == 4
    report = imported(path, tmp_path)
    assert (report.new, report.changed, report.unchanged, report.gone, report.refused) == (0, 0, 4, 0, 0)
    assert (report.problems, head_number()) == ([], head)
    assert "Somebody" not in path.read_bytes().decode("utf-8", "replace")


def test_an_edited_export_changes_just_that(finds, tmp_path):
    path = tmp_path / "finds.csv"
    export(ANNA, "find", path, tier="public", at=head_number())
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("PMN-2", "PMN-4"), encoding="utf-8")
    report = imported(path, tmp_path)
    assert (report.new, report.changed, report.unchanged) == (0, 1, 3)
    export(ANNA, "find", path, tier="restricted", at=head_number())
    with path.open(encoding="utf-8-sig", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["model"] == "PMN-4")
    assert (row["team"], row["position"]) == ("Team 1", "POINT (46.5 39.6)")


def test_no_cell_is_a_formula(finds, tmp_path):
    export(ANNA, "find", tmp_path / "a.csv", tier="restricted", at=head_number())
    export(ANNA, "find", tmp_path / "a.xlsx", tier="restricted", at=head_number())
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]
    book = load_workbook(tmp_path / "a.xlsx")
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value} == {"s"}
    book.close()


def test_nothing_above_the_tier_leaves(finds, tmp_path):
    with pytest.raises(Problem, match="MT-712"):
        export(ANNA, "find", tmp_path / "a.csv", tier="person", at=head_number())
    with pytest.raises(Problem, match="MT-321"):
        export(Actor("vera", "visitor"), "find", tmp_path / "a.csv", tier="partner", at=head_number())
    counts = share(ANNA, tmp_path / "all.gpkg", tier="public", at=head_number())
    assert counts["find"] == 4
    layers = {name for name, _ in pyogrio.list_layers(tmp_path / "all.gpkg")}
    assert set(counts) <= layers
    content = (tmp_path / "all.gpkg").read_bytes().decode("utf-8", "replace")
    assert not [secret for secret in (*SECRETS, "46.12345") if secret in content]


def test_a_permalink_stands_on_every_row(finds, tmp_path):
    export(ANNA, "find", tmp_path / "a.geojson", tier="public", at=head_number())
    features = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))["features"]
    assert [f["properties"]["permalink"] for f in features][:2] == ["/records/F-000001/", "/records/F-000002/"]
    assert {f["geometry"] for f in features} == {None}


def test_known_on_an_earlier_entry(finds, tmp_path):
    assert export(ANNA, "find", tmp_path / "a.csv", tier="public", at=head_number() - 2) == 3
