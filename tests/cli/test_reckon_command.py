"""`minetrace reckon` and `minetrace series` on a home: what kept sources say together."""

import csv
import io

import pytest

pytestmark = pytest.mark.store

TEXTS = {
    "a": ("Agency A", "2024-05-06",
          "Two farmers were killed by a mine in Fuzuli district on May 5, 2024, the Interior Ministry said. "
          "Since November 10, 2020, mines have killed 71 people in Azerbaijan, it said.\n"),
    "b": ("Agency B", "2024-05-07",
          "The Interior Ministry reported that a mine killed three farmers in Fuzuli district on May 5, 2024.\n"),
    "c": ("Agency C", "2024-08-01",
          "The Interior Ministry said that mines have killed 73 people in Azerbaijan since November 10, 2020.\n"),
}  # fmt: skip
SCOPES = {
    "find.txt": "The Ministry of Defence said that 991 mines were found near Sarybaba on 15 August 2022.\n",
    "total.txt": "Since August 1, 2022, 1,609 mines were found in the Karabakh economic region, the Ministry of "
    "Defence said.\n",
}


@pytest.fixture
def kept(home, tmp_path):
    for name, (publisher, published, text) in TEXTS.items():
        path = tmp_path / f"{name}.txt"
        path.write_text(text)
        home.run("add", str(path), "--publisher", publisher, "--published", published)
    return home


def test_what_three_sources_say_together(kept):
    found = kept.json("reckon")
    rules = {check["rule"] for check in found["checks"]}
    assert {"O1", "L1", "S1"} <= rules
    ids = {claim["id"] for claim in found["claims"]}
    assert all(set(check["claims"]) <= ids for check in found["checks"])
    assert found == kept.json("reckon")

    shown = kept.run("reckon")
    assert "Agency A, 2024-05-06, Agency B, 2024-05-07 tell of one happening." in " ".join(shown.split())
    assert "rose by 2, from 71 to 73" in " ".join(shown.split())


def test_claims_of_a_time_and_a_place(kept):
    assert len(kept.json("reckon", "--since", "2024-06-01")["origins"]) == 1
    fuzuli = kept.json("reckon", "--place", "az/fuzuli-district", "--until", "2024-05-31")
    assert {claim["value"] for claim in fuzuli["claims"]} == {2, 3}
    assert "MT-108" in kept.run("reckon", "--since", "yesterday", code=2)


def test_a_find_is_placed_in_the_scope_of_a_total(kept, tmp_path):
    """991 near a mount that two places bear, beside a total: open until a person says so; then the rest is shown."""
    for name, text in SCOPES.items():
        (tmp_path / name).write_text(text)
        kept.run("add", str(tmp_path / name), "--publisher", "Agency D", "--published", "2022-11-24")
    find, total = (next(one["id"] for one in kept.json("claims") if one["value"] == value) for value in (991, 1609))
    (refused,) = [check for check in kept.json("reckon")["checks"] if check["rule"] == "C2"]
    assert "is not held against 1,609" in refused["sentence"]
    said = kept.run("within", find, total, "--why", "the district's log", "--as", "anna")
    assert said.startswith("in its scope: ")
    for _ in range(2):
        (held,) = [check for check in kept.json("reckon")["checks"] if check["rule"] == "C2"]
        assert held["sentence"] == "1,609 - 991 = 618 unexplained: no find at hand stands for them."
    assert "taken back" in kept.run("within", find, total, "--take-back", "--as", "anna")
    assert [check for check in kept.json("reckon")["checks"] if check["rule"] == "C2"] == [refused]
    assert "nothing to take back" in kept.run("within", find, total, "--take-back", "--as", "anna")
    assert "MT-432" in kept.run("within", total, find, "--as", "anna", code=2)
    assert "MT-411" in kept.run("within", "nothing", total, "--as", "anna", code=2)
    assert "Scopes, sums, editions and shares" in kept.run("reckon")


def test_a_misread_claim_is_left_out(kept):
    [claim] = [one for one in kept.json("claims") if one["value"] == 73]
    kept.run("misread", claim["id"], "--why", "a test")
    assert 73 not in [one["value"] for one in kept.json("reckon")["claims"]]


def test_one_measure_over_time(kept):
    [found] = kept.json("series", "killed since 2020")["series"]
    assert [(point["to"], point["low"]) for point in found["points"]] == [("2024-05-06", "71"), ("2024-08-01", "73")]
    rows = list(csv.DictReader(io.StringIO(kept.run("series", "killed since 2020", "--csv"))))
    assert [(row["low"], row["sources"]) for row in rows] == [
        ("71", "Agency A, 2024-05-06"),
        ("73", "Agency C, 2024-08-01"),
    ]
    assert "rose by 2" in kept.run("series", "killed since")
    assert "casualty, killed" in kept.run("series", "locomotives")
    assert "casualty, killed" in kept.run("series")
    assert kept.json("series")["series"] == kept.json("series", "casualty")["series"]


def test_two_claims_that_a_person_keeps_apart(kept):
    two, three = (next(one["id"] for one in kept.json("claims") if one["value"] == value) for value in (2, 3))
    assert "L1" in {check["rule"] for check in kept.json("reckon")["checks"]}
    said = kept.run("apart", two, three, "--why", "two fields", "--as", "anna")
    assert said.startswith("not the same: ")
    assert "L1" not in {check["rule"] for check in kept.json("reckon")["checks"]}
    assert "taken back" in kept.run("apart", three, two, "--take-back", "--as", "anna")
    assert "L1" in {check["rule"] for check in kept.json("reckon")["checks"]}
    assert "nothing to take back" in kept.run("apart", two, three, "--take-back", "--as", "anna")
    assert "MT-431" in kept.run("apart", two, two, "--as", "anna", code=2)
