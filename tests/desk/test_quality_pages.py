"""The pages that keep the register in order: findings with their mends, duplicates, links, merged records."""

import pytest
from shapely import box

from minetrace.accounts.actor import Actor
from minetrace.register.actions import Draft, approve, propose
from minetrace.register.models import Record
from tests.browser.desk import people
from tests.desk.test_register_pages import signed_in

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"], transaction=True)]

FIELD = box(46.0, 39.0, 46.001, 39.001)
FIND = {"model": "PMN-2", "quantity_low": 3, "quantity_high": 3, "found_from": "2024-05-02", "found_to": "2024-05-02"}


def record(kind, **fields) -> Record:
    proposal = propose(Actor("anna", "officer"), Draft(kind=kind, fields=fields))
    return approve(Actor("boris", "officer"), proposal, four_eyes=True).record


@pytest.fixture(autouse=True)
def signed_up():
    people()


def test_findings_stand_by_check_with_their_mend():
    record("hazardous_area", perimeter=FIELD, local_id=" MF 12")
    record("hazardous_area", perimeter=FIELD)
    client = signed_in("anna")
    page = client.get("/quality/").text
    assert "has stray spaces" in page
    assert "the same points as H-000001" in page
    assert "/map/?kind=hazardous_area" in page
    assert page.count("Propose this mend") == 1
    response = client.post("/quality/mend/", {"check": "local_id_spaced", "reference": "H-000001"})
    assert "MF 12" in client.get(response.url).text
    assert "All 2 findings" not in page
    assert "MT-831" in client.post("/quality/mend/", {"check": "duplicate_geometry", "reference": "H-000002"}).text
    one = client.get("/quality/?check=duplicate_geometry&kind=hazardous_area").text
    assert "the same points as" in one and "stray spaces" not in one
    assert client.get("/quality/?kind=nothing").status_code == 404


def test_who_may_not_see_shapes_is_told_that_they_were_not_checked():
    record("hazardous_area", perimeter=FIELD)
    record("hazardous_area", perimeter=FIELD)
    page = signed_in("viktor").get("/quality/").text
    assert "The checks found nothing among what you may see." in page
    assert "Perimeter" in page.partition("Not checked for you")[2]
    assert signed_in("rena").post("/quality/mend/", {"check": "x", "reference": "H-000001"}).status_code == 403


def test_a_pair_is_merged_and_parted_on_pages():
    places = [{"place": "az/lachin-district", "relation": "in"}]
    one, other = record("find", **FIND, places=places), record("find", **FIND, places=places)
    client = signed_in("anna")
    assert "same model: PMN-2" in client.get("/duplicates/?kind=find").text
    sent = {"keep": one.reference, "gone": other.reference, "verdict": "merge", "why": "one protocol"}
    assert "MT-451" in client.post("/duplicates/decide/", sent | {"why": " "}).text
    assert "MT-805" in client.post("/duplicates/decide/", sent).text  # she wrote both
    client = signed_in("boris")
    client.post("/duplicates/decide/", sent)
    assert "No two records" in client.get("/duplicates/?kind=find").text
    assert "This record is merged" in client.get(f"/records/{other.reference}/").text
    assert "Answers too for" in client.get(f"/records/{one.reference}/").text
    listed = client.get("/records/find/").text
    assert one.reference in listed and other.reference not in listed
    assert "MT-451" in client.post(f"/records/{other.reference}/unmerge/", {"why": ""}).text
    client.post(f"/records/{other.reference}/unmerge/", {"why": "two protocols"})
    assert other.reference in client.get("/records/find/").text
    client.post("/duplicates/decide/", sent | {"verdict": "apart"})
    assert "No two records" in client.get("/duplicates/?kind=find").text
    assert signed_in("rena").post("/duplicates/decide/", sent).status_code == 403


def test_links_are_made_and_ended_on_the_record_page():
    area, found = record("hazardous_area", perimeter=FIELD), record("find", **FIND)
    client, path = signed_in("anna"), f"/records/{found.reference}/"
    sent = {"relation": "lies_in", "other": area.reference, "held_from": "2024-05-02", "why": "protocol 7"}
    page = client.post(f"{path}link/", sent, follow=True)
    assert "lies in" in page.text and "protocol 7" in page.text
    assert "holds" in client.get(f"/records/{area.reference}/").text
    assert "MT-812" in client.post(f"{path}link/", sent).text
    link = page.context["links"][0].link
    page = client.post(f"{path}unlink/{link}/", follow=True)
    assert "No link to another record." in page.text
    assert signed_in("viktor").post(f"{path}link/", sent).status_code == 403


def test_the_start_page_leads_there():
    page = signed_in("rena").get("/").text
    assert 'href="/quality/"' in page and 'href="/duplicates/"' in page
