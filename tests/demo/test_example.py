"""The example programme, as `./run demo` makes it, and its statement."""

from pathlib import Path

import pytest

from tests.homes import HomeUnderTest, copy_home

pytestmark = pytest.mark.store


@pytest.fixture(scope="module")
def loaded(new_home: HomeUnderTest, tmp_path_factory: pytest.TempPathFactory, store_url: str) -> HomeUnderTest:
    """The example loaded into a home of the session's store; `minetrace demo` does the same into a home of its own."""
    home = copy_home(new_home, tmp_path_factory.mktemp("example") / "home", store_url)
    script = (
        "import os; from pathlib import Path;"
        "from minetrace.config import setup; from minetrace.config.home import load;"
        "home = load(Path(os.environ['MINETRACE_HOME'])); setup(home);"
        "from minetrace.demo.loading import load_example, write_statement;"
        "list(load_example(home.originals)); write_statement(home.path)"
    )
    home.python(script)
    return home


@pytest.fixture
def example(loaded: HomeUnderTest, tmp_path: Path, store_url: str) -> HomeUnderTest:
    """The loaded example in a home of its own."""
    return copy_home(loaded, tmp_path / "home", store_url)


def test_the_statement_goes_out_until_a_record_changes(example):
    statement = str(example.path / "statement.md")
    checked = example.json("statement", "check", statement)
    assert checked["refusals"] == []
    numbers = [entry["text"] for entry in checked["trail"]]
    assert numbers == ["991", "1,119", "1,609", "2,728", "268", "45", "35", "three", "10", "two"]

    # One record of our own changes: its line is refused, and only that one.
    change = ["--set", "quantity_low=5", "--set", "quantity_high=7", "--record", "F-000005"]
    example.run("propose", "find", *change, "--as", "anna")
    example.run("approve", "F-000005", "--as", "boris")
    line = next(
        n for n, text in enumerate(Path(statement).read_text().splitlines(), start=1) if "{{ arda_personnel }}" in text
    )
    refused = example.run("statement", "check", statement, code=2)
    assert f"statement.md:{line}: MT-611" in refused


def test_own_and_reported_stand_beside_each_other_and_are_never_added(example):
    everything = ["figure", "ordnance.found", "--since", "2022-01-01"]
    own, reported = example.json(*everything), example.json(*everything, "--basis", "reported")
    assert own["speakers"] == [] and len(reported["speakers"]) >= 2
    records = {row["reference"] for row in own["counted"]} & {row["reference"] for row in reported["counted"]}
    assert records == set()


def test_two_outlets_of_one_find_are_one_record_with_their_citations(example):
    record = example.json("record", "F-000001")
    assert len({citation["source"] for citation in record["citations"]}) == 3
    answer = example.json("figure", "ordnance.found", "--basis", "reported", "--said-by", "2022-08-16")
    assert [row["reference"] for row in answer["counted"]] == ["F-000001"]


def test_the_ledger_of_the_example_verifies(example):
    assert example.json("ledger", "verify")["findings"] == []
