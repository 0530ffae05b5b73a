"""Quality, duplicates, merges and links by the command line, on a home of its own."""

import pytest

pytestmark = pytest.mark.store

FIND = ["--set", "model=PMN-2", "--set", "quantity_low=3", "--set", "found_from=2024-05-02"]


def record(home, kind, *fields):
    out = home.run("propose", kind, *fields, "--as", "anna")
    reference = out.split()[1].rstrip(",")
    home.run("approve", reference, "--as", "boris")
    return reference


def test_keeping_a_register_by_the_command_line(home):
    places = ["--set", 'places=[{"place": "az/lachin-district", "relation": "in"}]']
    one, other = record(home, "find", *FIND, *places), record(home, "find", *FIND, *places)
    area = record(home, "hazardous_area", "--set", "local_id=MF  12")

    found = home.json("quality", "--kind", "hazardous_area")
    assert (found["counts"]["null_geometry"], found["counts"]["local_id_spaced"]) == (1, 1)
    assert {one["check"] for one in found["findings"]} == {"Q02", "Q13"}
    assert "Q13:H-000001" in home.run("quality")
    assert "Proposed for H-000001" in home.run("quality", "--mend", f"Q13:{area}", "--as", "anna")
    home.run("approve", area, "--as", "boris")
    assert home.json("quality")["counts"]["local_id_spaced"] == 0

    [pair] = home.json("duplicates", "--kind", "find")
    assert (pair["one"], pair["other"], pair["score"]) == (one, other, 7)
    assert "same first day: 2024-05-02" in home.run("duplicates")
    home.run("merge", one, other, "--why", "one protocol", "--as", "boris")
    assert home.json("figure", "ordnance.found")["low"] == 3
    assert home.json("record", other)["merged_into"] == one
    assert home.json("record", one)["answers_for"] == [other]
    assert "MT-801" in home.run("withdraw", other, "--why", "again", code=2)
    assert "stands by itself" in home.run("unmerge", other, "--why", "two protocols", "--as", "boris")
    home.run("duplicates", "--different", f"{one},{other}", "--why", "two boxes")
    assert home.json("duplicates") == []

    home.run("link", one, "lies_in", area, "--from", "2024-05-02", "--why", "protocol 7")
    [there] = home.json("record", one)["links"]
    assert (there["words"], there["reference"], there["held_from"]) == ("lies in", area, "2024-05-02")
    assert "holds F-000001" in home.run("record", area)
    home.run("unlink", there["link"][-8:])
    assert home.json("record", area)["links"] == []
    assert "MT-811" in home.run("link", area, "lies_in", one, code=2)
    home.run("ledger", "verify")


def test_a_command_that_meets_no_geometry_and_prints_json_loads_neither_shapely_nor_rich(home):
    late = ("shapely", "numpy", "pyproj", "rich.console", "django.db.migrations.loader")
    home.python(
        "import sys; from minetrace.cli.main import main; sys.argv = ['minetrace', 'records', '--json']\n"
        "try: main()\nexcept SystemExit as left: assert not left.code\n"
        f"sys.exit(' '.join(name for name in {late} if name in sys.modules) or 0)"
    )
