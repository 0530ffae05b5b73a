"""The public tables of ../shared/data by the command line: what their README states, to the row."""

import csv
import json
from collections import Counter, defaultdict

import pytest

pytestmark = pytest.mark.store


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
    ("name", "kind", "quality", "contained"),
    [
        ("suspect_areas_simplyfied", "hazardous_area", (467, 3094, 3, 6, 1273), range(95, 98)),
        ("cleared_areas_simplyfied", "product", (709, 108, 5, 98), None),
    ],
)
def test_bosnian_areas(home, data, name, kind, quality, contained):
    suspect, table = (str(data / "bih_mines" / f"{one}.geojson") for one in ("suspect_areas_simplyfied", name))
    beside = [] if contained else ["--beside", suspect]
    said = home.run("import", table, "--kind", kind, *beside, "--json", code=2)
    report, end = json.JSONDecoder().raw_decode(said)
    assert "MT-706" in said[end:]
    names = ("invalid_geometry", "null_geometry", "empty_geometry", "duplicate_geometry", "overlapping_pairs")
    assert tuple(report["quality"][check] for check in names[: len(quality)]) == quality
    assert (report["refused"], report["doubtful"]) == (quality[0], quality[1] + quality[2])
    if contained:
        assert report["quality"]["contained_pairs"] in contained
    else:
        assert report["quality"]["intersecting_pairs"] == 1258
    assert len(report["problems"]) <= 1000


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


def azerbaijani_names(data):
    """Each name of the country's places by its case-folded form: as spelled, and of how many places."""
    spelled, borne = {}, defaultdict(set)
    with (data / "gazetteer" / "geonames_cities500_subset.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["country"] == "AZ":
                for name in [row["name"], *filter(None, row["alternatenames_pipe"].split("|"))]:
                    spelled[name.casefold()] = name
                    borne[name.casefold()].add(row["geonameid"])
    return {spelled[folded]: len(places) for folded, places in borne.items()}


def test_azerbaijani_names_lead_to_one_place_or_are_reported(home, data):
    home.run("places", "add", "AZ")
    borne = azerbaijani_names(data)
    answers = json.JSONDecoder().raw_decode(home.run("places", "find", "--json", "--", *borne, code=3))[0]
    found = {one["name"].casefold(): one for one in answers}
    assert len(found) == 3869
    assert {one["outcome"] for one in answers} == {"one", "candidates"}
    shared_names = [name for name, places in borne.items() if places > 1]
    assert len(shared_names) == 30
    assert {found[name.casefold()]["outcome"] for name in shared_names} == {"candidates"}
    # A district bears the name of its town, and the ends of a few transliterations are all that parts two towns.
    towns = {
        name: [place["id"] for place in found[name.casefold()]["places"] if place["kind"] in ("city", "settlement")]
        for name in set(borne) - set(shared_names)
    }
    assert Counter(len(ids) for ids in towns.values()) == {1: 3822, 2: 17}
    assert {found[name.casefold()]["outcome"] for name, ids in towns.items() if len(ids) > 1} == {"candidates"}
    for names in (("Laçın", "Lachin", "Abdallar", "Berdzor"), ("Kalbajar", "Kelbajar", "Kel'badzhar", "K'arvacharr")):
        places = [{place["id"] for place in found[name.casefold()]["places"]} for name in names]
        assert len(set.intersection(*places)) == 1

    labels = home.json("places", "labels", str(data / "gazetteer" / "ne_admin1_aze.geojson"))
    assert labels["areas"] == 78
    [wrong] = [one for one in labels["mislabelled"] if one["column"] == "name"]
    assert (wrong["name"], wrong["place"], wrong["distance_m"] > 200_000) == ("Lankaran", "az/lankaran", True)
