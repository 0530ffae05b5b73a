"""What an import tells about a table that is not what it seems: headings, its key, coordinates of elsewhere."""

import json

import pytest
from openpyxl import Workbook

from minetrace.doors.files import open_table
from minetrace.register import gazetteer, view
from minetrace.terms.problem import Problem
from tests.doors.tables import ANNA, imported, written

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ACCIDENTS = ("id", "type", "date", "lat", "lon")


@pytest.fixture
def azerbaijan():
    gazetteer.add_countries(ANNA, ["AZ"])


def told(report):
    return [(problem["row"], problem["code"]) for problem in report.problems]


def test_a_position_far_from_the_stated_country_is_kept_and_doubtful(tmp_path, azerbaijan):
    rows = (
        ("A-1", "mine accident", "2024-04-11", "39.6031", "47.1409"),
        ("A-2", "mine accident", "2024-04-11", "47.1409", "39.6031"),
        ("A-3", "mine accident", "2024-04-11", "-39.6031", "47.1409"),
        ("A-4", "mine accident", "2024-04-11", "0", "0"),
    )
    path = written(tmp_path / "accidents.csv", ACCIDENTS, *rows)
    report = imported(path, tmp_path, "accident", key="id", country="AZ", dry_run=True)
    assert told(report) == [(3, "MT-746"), (4, "MT-746"), (5, "MT-746")]
    assert (report.accepted, report.doubtful, report.refused) == (1, 3, 0)
    assert "789 km from the nearest place of Azerbaijan" in report.problems[0]["sentence"]
    assert imported(path, tmp_path, "accident", key="id", dry_run=True).problems == []


def areas(path, crs, corners):
    ring = [*corners, corners[0]]
    feature = {
        "type": "Feature",
        "properties": {"name": "Hill"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    named = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    path.write_text(json.dumps({"type": "FeatureCollection", **named, "features": [feature]}), encoding="utf-8")
    return path


METRES = [[683920, 4384600], [684400, 4384600], [684400, 4385000]]


@pytest.mark.parametrize(
    ("crs", "codes"),
    [("urn:ogc:def:crs:EPSG::32638", []), ("urn:ogc:def:crs:EPSG::32637", ["MT-746"]), (None, ["MT-748"])],
)
def test_a_wrong_coordinate_system_is_told(tmp_path, azerbaijan, crs, codes):
    path = areas(tmp_path / "areas.geojson", crs, METRES)
    report = imported(path, tmp_path, "hazardous_area", country="AZ", dry_run=True)
    assert [problem["code"] for problem in report.problems] == codes
    assert report.refused == ("MT-748" in codes)


def test_the_key_is_not_said_to_be_left_out(tmp_path):
    path = written(tmp_path / "a.csv", ACCIDENTS, ("A-1", "mine accident", "2024-04-11", "39.6", "47.1"))
    report = imported(path, tmp_path, "accident", key="id", dry_run=True)
    assert report.mapping["id"] == {"field": None, "part": None, "why": "the key: a row is known again by it"}
    with pytest.raises(Problem, match="has no column 'No' to know a row by") as wrong:
        imported(path, tmp_path, "accident", key="No", dry_run=True)
    assert wrong.value.next_step == "Choose one with --key: id, type, date, lat, lon."


def test_groups_and_titles_above_the_names_of_columns_are_no_header(tmp_path):
    book = Workbook()
    for row in (
        ("Accidents of 2024", "", "", "", ""),
        ("", "", "", "", ""),
        ("Accident", "", "", "Place", ""),
        ACCIDENTS,
        ("A-1", "mine accident", "2024-04-11", 39.6, 47.1),
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    report = imported(tmp_path / "a.xlsx", tmp_path, "accident", key="id")
    assert (report.accepted, report.new, report.file["header"]) == (1, 1, 4)
    (record,) = view.listing(ANNA, "accident", at=report.entry)
    assert record.fields["happened_from"] == "2024-04-11"


@pytest.mark.parametrize(
    ("text", "columns", "rows"),
    [
        ("Mine action return 2024\n\na;b;c\n1;2,5;3\n", ("a", "b", "c"), [(4, ("1", "2,5", "3"))]),
        ("a,b,c\nx,y,z\n", ("a", "b", "c"), [(2, ("x", "y", "z"))]),
        ("remark\nx, y\n", ("remark",), [(2, ("x", "y"))]),
        (
            "Killed,,Injured,\nMen,Women,Men,Women\n1,2,3,4\n",
            ("Killed Men", "Killed Women", "Injured Men", "Injured Women"),
            [(3, ("1", "2", "3", "4"))],
        ),
    ],
)
def test_the_row_that_names_the_columns_of_a_text_table(tmp_path, text, columns, rows):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    table = open_table(path)
    assert table.columns == columns
    assert [(row.number, row.cells) for row in table.rows()] == rows
