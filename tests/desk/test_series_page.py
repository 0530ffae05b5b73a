"""Series pages: a total stands once with everyone who says it; gaps, falls and checks in words; CSV and JSON."""

import csv
import io

import pytest
from django.test import Client

from minetrace.sources import actions
from tests.browser.desk import people
from tests.desk import totals
from tests.desk.test_statement_page import signed_in

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"], transaction=True)]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(actions, "read", totals.read)
    people()
    return signed_in("rena")


def only(client: Client, words: str) -> str:
    """The address of the one series whose name holds the words."""
    found = client.get("/series/", {"q": words, "format": "json"}).json()["series"]
    assert len(found) == 1
    return f"/series/{found[0]['id']}/"


def test_an_empty_home_says_what_is_missing(reader: Client) -> None:
    assert "No kept source states a total yet." in reader.get("/series/").text
    assert Client().get("/series/").status_code == 302


def test_a_running_total_counts_once_and_its_fall_is_marked(reader: Client) -> None:
    totals.bulletins()
    address = only(reader, "affected")
    data = reader.get(address, {"format": "json"}).json()
    assert [(one["published"], one["low"], len(one["claims"])) for one in data["points"]] == [
        ("2024-03-12", "96", 2),
        ("2024-04-12", "101", 1),
        ("2024-05-12", "99", 1),
    ]
    assert [one["marks"] for one in data["points"]] == [[], [], [{"kind": "fell", "by": "2"}]]
    assert {check["rule"] for check in data["checks"]} == {"S1", "S2", "S6"}
    page = reader.get(address).text
    assert page.count("<svg") == 2
    assert 'role="img"' in page
    assert "fell by" in page
    assert "a revision or a slip, kept as stated" in page


def test_every_point_opens_the_characters_of_its_sources(reader: Client) -> None:
    sources = totals.bulletins()
    page = reader.get(only(reader, "affected")).text
    for source in sources[3:]:
        assert f'href="/sources/{source.id}/?claim=' in page
    assert "Second Agency" in page


def test_weekly_bulletins_name_the_days_they_leave_open(reader: Client) -> None:
    totals.bulletins()
    address = only(reader, "anti-personnel")
    data = reader.get(address, {"format": "json"}).json()
    assert data["gaps"] == [{"from": "2024-04-15", "to": "2024-04-21"}]
    page = reader.get(address).text
    assert "2024-04-15 – 2024-04-21" in page
    assert '<rect class="gap"' in page


def test_the_csv_has_a_row_for_each_point(reader: Client) -> None:
    totals.bulletins()
    response = reader.get(only(reader, "anti-personnel"), {"format": "csv"})
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert [row["low"] for row in rows] == ["12", "9", "15"]
    assert [row["from"] for row in rows] == ["2024-04-01", "2024-04-08", "2024-04-22"]
    assert all(row["claims"] for row in rows)


def test_an_unknown_series_is_a_numbered_problem(reader: Client) -> None:
    response = reader.get("/series/000000000000/")
    assert (response.status_code, "MT-411" in response.text) == (404, True)
