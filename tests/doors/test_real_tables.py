"""The public tables of ../shared/data by the command line: what their README states, to the row."""

import json

import pytest

pytestmark = pytest.mark.store

LOOKED_UP = ("Laçın", "Lachin", "Abdallar", "Berdzor")


@pytest.fixture
def data(shared):
    return shared / "data"


def last_record(home, kind, tmp_path):
    path = tmp_path / f"{kind}.geojson"
    home.run("export", kind, str(path), "--tier", "restricted")
    return [feature["properties"] for feature in json.loads(path.read_text(encoding="utf-8"))["features"]]


def test_colombian_victims(home, data, tmp_path):
    table = str(data / "colombia_victims" / "SituacionVictimas.csv")
    report = home.json("import", table, "--kind", "victim")
    assert list(report) == [
        *("accepted", "refused", "doubtful", "new", "changed", "unchanged", "gone"),
        *("mapping", "values", "quality", "problems"),
    ]
    assert [report[name] for name in list(report)[:7]] == [12390, 0, 0, 12390, 0, 0, 0]
    assert report["mapping"]["estado"]["field"] == "sex"
    assert report["mapping"]["genero"]["field"] == "outcome"
    assert report["values"]["sex"] == {"female": 673, "male": 11677, "unknown": 40}
    assert report["values"]["outcome"] == {"injured": 10038, "killed": 2352}
    assert report["values"]["age_group"] == {"adult_18_plus": 11113, "child_0_17": 1277}
    assert report["values"]["civil_status"] == {"civilian": 5022, "security_forces": 7368}
    again = home.json("import", table, "--kind", "victim")
    assert [again[name] for name in ("new", "changed", "unchanged", "gone")] == [0, 0, 12390, 0]

    records = last_record(home, "victim", tmp_path)
    assert (len(records), records[0]["happened_from"], records[0]["happened_to"]) == (12390, "2006-01-01", "2006-01-31")
    assert all(r["happened_from"][8:] == "01" and r["happened_from"][:7] == r["happened_to"][:7] for r in records)
    written = [json.loads(record["places"])[0]["as_written"] for record in records]
    assert written[0].endswith("(05313)")
    assert {len(text[text.rindex("(") + 1 : -1]) for text in written} == {5}
    assert len({text[-7:] for text in written}) == 519
    assert home.json("ledger", "verify")["findings"] == []


@pytest.mark.parametrize(
    ("name", "kind", "quality"),
    [
        ("suspect_areas_simplyfied", "hazardous_area", (467, 3094, 3, 6, 1273)),
        ("cleared_areas_simplyfied", "product", (709, 108, 5, 98, None)),
    ],
)
def test_bosnian_areas(home, data, name, kind, quality):
    table = str(data / "bih_mines" / f"{name}.geojson")
    report = home.json("import", table, "--kind", kind, "--dry-run")
    names = ("invalid_geometry", "null_geometry", "empty_geometry", "duplicate_geometry", "overlapping_pairs")
    found = tuple(report["quality"][check] for check in names)
    assert found[: 4 if quality[4] is None else 5] == tuple(count for count in quality if count is not None)
    assert (report["refused"], report["doubtful"]) == (quality[0], quality[1] + quality[2])
    if kind == "hazardous_area":
        assert 95 <= report["quality"]["contained_pairs"] <= 97
    assert len(report["problems"]) <= 1000
    refused = home.run("import", table, "--kind", kind, code=2)
    assert "MT-706" in refused


def test_colombian_events_lie_where_they_say(home, data):
    points = data / "colombia_events" / "eventos_map_muse_1990_2019.csv"
    areas = data / "colombia_admin" / "municipios.geojson"
    found = home.json("places", "at", str(points), "--file", str(areas))
    assert (found["points"], found["in_no_polygon"], found["out_of_area"]) == (36527, 64, 1)
    [far] = [row for row in found["rows"] if row["out_of_area"]]
    assert round(far["lon"], 5) == 74.23417
    shares = {row["stated"]: (row["same"] / row["rows"], row["contained"] / row["rows"]) for row in found["agreement"]}
    assert shares["municipio"][0] > 0.9066
    assert shares["municipio"][1] > 0.957
    assert shares["departamento"][1] > 0.9895


def test_ukrainian_events_are_claims_and_no_date_is_guessed(home, data, tmp_path):
    table = data / "ucdp_ged" / "ged_ukraine_2014_2023.csv"
    report = home.json("import", str(table), "--as", "claims", "--publisher", "UCDP")
    assert (report["accepted"], report["doubtful"], report["refused"], report["new"]) == (2446, 1437, 0, 3883)
    assert {problem["code"] for problem in report["problems"]} == {"MT-722"}
    claims = home.json("claims")
    assert len(claims) == 2 * 3883
    again = home.json("import", str(table), "--as", "claims", "--publisher", "UCDP")
    assert (again["new"], again["unchanged"]) == (0, 3883)
    assert home.json("ledger", "verify")["findings"] == []


def test_the_text_of_the_claims_is_the_original_without_loss(data):
    from minetrace.doors.files.csv_file import encoding_of

    table = data / "ucdp_ged" / "ged_ukraine_2014_2023.csv"
    assert encoding_of(table) == "cp1252"
    text = table.read_bytes().decode("cp1252")
    assert "\ufffd" not in text
    assert "\u2019" in text


def test_azerbaijani_names_lead_to_one_place_or_are_reported(home):
    home.run("places", "add", "AZ")
    towns = set()
    for name in LOOKED_UP:
        places = home.json("places", "find", name, code=0 if name in ("Abdallar", "Berdzor") else 3)["places"]
        towns |= {place["id"] for place in places if "Abdallar" in place["names"]}
    assert len(towns) == 1
    for name in ("Fuzuli", "Gəncə", "Qobustan", "Chinarli"):
        assert home.json("places", "find", name, code=3)["outcome"] == "candidates"
