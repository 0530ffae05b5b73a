"""`minetrace figure` on a home of its own: the answer, its trail, its refusals."""

import pytest

pytestmark = pytest.mark.store

TEXT = "Sappers found 120 PMN-2 anti-personnel mines in Fuzuli district on May 5, 2024, the Defence Ministry said.\n"
QUESTION = ("figure", "ordnance.found", "--where", "model = 'PMN-2'", "--place", "az/fuzuli-district")


def test_a_figure_goes_down_to_its_quotes(home, tmp_path):
    path = tmp_path / "statement.txt"
    path.write_text(TEXT)
    home.run("add", str(path), "--publisher", "Agency", "--published", "2024-05-06")
    [claim] = [one for one in home.json("claims") if one["value"] == 120]
    home.run("right", claim["id"])
    home.run("take", claim["id"], "--as", "anna")
    home.run("approve", "F-000001", "--as", "boris")

    shown = home.run(*QUESTION, "--since", "2024-05-01", "--basis", "reported")
    for words in (
        "Items of explosive ordnance found, of model PMN-2, in Fuzuli (district), since 1 May 2024, as reported by",
        "    120 items",
        "Stated by: Defence Ministry",
        "F-000001 version 1  120, reported by Defence Ministry",
        f"“{claim['quote']}”  Agency, 2024-05-06",
        "Next, what a row rests on: minetrace record F-000001",
    ):
        assert words in shown

    answer = home.json(*QUESTION, "--basis", "reported")
    [row] = answer["counted"]
    [passage] = row["passages"]
    start, end = passage["span"]
    assert (answer["text"], TEXT[start:end], passage["quote"]) == ("120", claim["quote"], claim["quote"])
    assert answer["in_words"].startswith("Items of explosive ordnance found, of model PMN-2")

    ours = home.run(*QUESTION)
    assert "    0 items" in ours
    assert "1  reported by others, not our field work: F-000001" in ours
    assert "--basis reported" in ours
    later = home.run(*QUESTION, "--basis", "reported", "--where", "made_in = 'AM'")
    assert "Next, a row that was left out: minetrace record F-000001" in later


REFUSED = (
    (["--place", "Lachin"], "MT-201"),
    (["--place", "Lachin"], "az/lachin-district"),
    (["--where", "model ="], "MT-501"),
    (["--where", "colour = 'red'"], "MT-503"),
    (["--since", "yesterday"], "MT-108"),
    (["--speaker", "Agency"], "MT-508"),
)


def test_what_cannot_be_asked_is_a_numbered_problem(home):
    for arguments, problem in REFUSED:
        assert problem in home.run("figure", "ordnance.found", *arguments, code=2)


def test_nothing_recorded_is_told_apart_from_none(home, tmp_path):
    assert "No record answers this" in home.run("figure", "accidents")
    path = tmp_path / "statement.txt"
    path.write_text(TEXT)
    home.run("add", str(path), "--publisher", "Agency", "--published", "2024-05-06")
    [claim] = [one for one in home.json("claims") if one["value"] == 120]
    home.run("right", claim["id"])
    home.run("take", claim["id"], "--as", "anna")
    home.run("approve", "F-000001", "--as", "boris")
    assert "No record answers this" not in home.run(*QUESTION)
