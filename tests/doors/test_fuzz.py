"""Any table, and any mangled sample: an import ends with a report or a numbered problem, and rows never get lost."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minetrace.doors.claims import import_claims
from minetrace.doors.editions import EXPORTED
from minetrace.doors.exporting import FORMATS
from minetrace.doors.files import csv_file
from minetrace.doors.values.columns import look_at
from minetrace.register.kinds import KINDS
from minetrace.sources.actions import About
from minetrace.terms import cells
from minetrace.terms.problem import Problem
from tests.doors.tables import ANNA, SAMPLES, imported

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]
FUZZ = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

HEADERS = [
    *sorted({f.name for kind in KINDS.values() for f in kind.fields} | set(EXPORTED)),
    *("sex", "fecha", "lat", "lon", "coordinates", "municipio", "год", "mes", "id", "", "x"),
]
DIRT = [
    *("2,006", "01/02/2015", "13/02/2015", "2024-05-06", "UXO", "M", "=1+1", "'=1", "[1.5]", '[{"place": [1]}]'),
    *('[{"place": "az", "relation": "in"}]', '["ap_mine"]', "POINT (1 2)", "POINT EMPTY", "POINT (nan 1)"),
    *("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))", "F-000001", "95, 200", "-1", "9" * 25, "1e5", "\ud800", "\x00", "٣"),
]
CELLS = st.one_of(st.text(max_size=20), st.sampled_from(DIRT))
TABLES = st.lists(st.sampled_from(HEADERS), min_size=1, max_size=6).flatmap(
    lambda names: st.tuples(
        st.just(names), st.lists(st.lists(CELLS, max_size=len(names) + 1), max_size=6), st.sampled_from(sorted(KINDS))
    )
)


def saved(path: Path, names, rows) -> Path:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([names, *rows])
    path.write_bytes(out.getvalue().encode("utf-8", "replace"))
    return path


@FUZZ
@given(table=TABLES)
def test_any_table_ends_with_a_report_or_a_numbered_problem(tmp_path_factory, table):
    folder = tmp_path_factory.mktemp("fuzz")
    names, rows, kind = table
    path = saved(folder / "t.csv", names, rows)
    try:
        report = imported(path, folder, kind, keep_good=True)
    except Problem as problem:
        assert problem.code.startswith("MT-")
        return
    opened = csv_file.open_file(path)
    assert report.accepted + report.doubtful + report.refused == look_at(opened.columns, opened.rows())[1]
    assert report.new + report.changed + report.unchanged == report.accepted + report.doubtful
    again = imported(path, folder, kind, keep_good=True)
    assert (again.new, again.changed) == (0, 0)


@FUZZ
@given(
    name=st.sampled_from(sorted(path.name for path in SAMPLES.iterdir())),
    cuts=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 60), st.binary(max_size=12)), min_size=1, max_size=5),
    kind=st.sampled_from(["victim", "find", "hazardous_area"]),
)
def test_a_mangled_sample_ends_with_a_report_or_a_numbered_problem(tmp_path_factory, name, cuts, kind):
    folder = tmp_path_factory.mktemp("mangled")
    data = bytearray((SAMPLES / name).read_bytes())
    for start, length, instead in cuts:
        data[start : start + length] = instead
    path = folder / name
    path.write_bytes(bytes(data))
    for run in (
        lambda: imported(path, folder, kind, dry_run=True),
        lambda: import_claims(ANNA, path, About(), profile=None, profile_folder=folder, originals=folder / "o"),
    ):
        try:
            run()
        except Problem as problem:
            assert problem.code.startswith("MT-")


@given(st.text())
def test_a_guarded_cell_never_computes_and_comes_back(text):
    kept = cells.guarded(text)
    assert kept[:1] not in tuple("=+@\t\r")
    assert not kept.startswith("-") or kept[1:].replace(".", "", 1).isdecimal()
    assert cells.unguarded(kept) == text
    assert set(FORMATS) == {"csv", "xlsx", "geojson", "gpkg"}
