"""The story of one number, by command line: from a published text to a figure, and back to the characters."""

import pytest

pytestmark = pytest.mark.store

TEXT = """Sappers found 120 PMN-2 anti-personnel mines in Fuzuli district on May 5, 2024, the Defence Ministry said.

Since January the teams have found 640 mines in Fuzuli district, the ministry added.
"""


@pytest.fixture
def kept(home, tmp_path):
    """A statement is kept: original, text, reading, claims."""
    path = tmp_path / "statement.txt"
    path.write_text(TEXT)
    added = home.json("add", str(path), "--publisher", "Agency", "--published", "2024-05-06")
    assert [a["outcome"] for a in added] == ["kept"]
    return home


def claim_of(home, value):
    return next(claim for claim in home.json("claims") if claim["value"] == value)


def test_from_a_text_to_a_figure_and_back(kept):
    home = kept
    find = claim_of(home, 120)
    assert (find["model"], find["category"], find["counting"]) == ("PMN-2", "anti-personnel mine", "occurrence")

    # Nobody has said yet that it was read right: it cannot be taken.
    assert "MT-416" in home.run("take", find["id"], code=2)
    home.run("right", find["id"], "--as", "anna")

    # Taking it proposes a record that names its speaker; the author cannot approve it alone.
    places = 'places=[{"place": "az/fuzuli-district", "relation": "in"}]'
    assert "Defence Ministry" in home.run("take", find["id"], "--set", places, "--as", "anna")
    assert "MT-422" in home.run("approve", "F-000001", "--as", "anna", code=2)

    question = ["figure", "ordnance.found", "--where", "model = 'PMN-2'", "--place", "az/fuzuli-district"]
    reported = [*question, "--since", "2024-05-01", "--basis", "reported"]
    assert home.json(*reported)["high"] == 0
    home.run("approve", "F-000001", "--as", "boris")

    # The figure counts it as reported, names the speaker, and never adds it to our own.
    answer = home.json(*reported)
    assert (answer["low"], answer["high"], answer["speakers"]) == (120, 120, ["Defence Ministry"])
    assert home.json(*question, "--since", "2024-05-01")["high"] == 0

    # Back: the counted row leads to the record, the record to the claim, the claim to the characters.
    [counted] = answer["counted"]
    assert counted["reference"] == "F-000001"
    [citation] = home.json("record", "F-000001")["citations"]
    assert citation["claim"] == find["id"]
    start, end = find["span"]
    assert TEXT[start:end] == find["quote"] == citation["quote"]
    assert home.json("ledger", "verify")["findings"] == []


def test_a_running_total_is_no_record(kept):
    total = claim_of(kept, 640)
    assert total["counting"] == "running"
    kept.run("right", total["id"])
    assert "MT-412" in kept.run("take", total["id"], code=2)


def test_the_same_text_is_kept_once_and_another_publisher_is_another_source(kept, tmp_path):
    path = tmp_path / "statement.txt"
    again = kept.json("add", str(path), "--publisher", "Agency", "--published", "2024-05-06")
    assert again[0]["outcome"] == "already kept"
    before = kept.json("ledger", "verify")
    relay = kept.json("add", str(path), "--publisher", "Another agency", "--published", "2024-05-07")
    assert relay[0]["outcome"] == "kept"
    assert len({claim["source"] for claim in kept.json("claims")}) == 2
    # One original and one text under both: the second source added neither.
    assert len(list((kept.path / "originals").glob("*/*"))) == 1
    assert kept.json("ledger", "verify")["entries"] == before["entries"] + 1


def test_reading_again_keeps_what_was_decided(kept):
    find = claim_of(kept, 120)
    kept.run("right", find["id"], "--as", "anna")
    entries = kept.json("ledger", "verify")["entries"]
    [counts] = kept.json("reread")
    assert (counts["new"], counts["gone"], counts["changed"]) == (0, 0, 0)
    assert kept.json("ledger", "verify")["entries"] == entries
    assert claim_of(kept, 120)["state"] == "right"


def test_a_withdrawn_record_is_counted_no_more(kept):
    find = claim_of(kept, 120)
    kept.run("right", find["id"], "--as", "anna")
    kept.run("take", find["id"], "--as", "anna")
    kept.run("approve", "F-000001", "--as", "boris")
    question = ["figure", "ordnance.found", "--basis", "reported"]
    assert kept.json(*question)["low"] == 120
    kept.run("withdraw", "F-000001", "--why", "the ministry corrected itself", "--as", "anna")
    assert kept.json(*question)["low"] == 120
    kept.run("approve", "F-000001", "--as", "boris")
    assert kept.json(*question)["low"] == 0
