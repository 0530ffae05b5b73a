"""The statement page and its verbs, as a browser without scripts meets them; who may do what; problems."""

import pytest
from django.test import Client

from minetrace.sources.claims import kept_claims
from minetrace.sources.models import Source
from tests.browser.desk import people
from tests.desk.statements import TEXT, kept, known_reader  # noqa: F401

pytestmark = [
    pytest.mark.store,
    pytest.mark.usefixtures("known_reader"),
    pytest.mark.django_db(databases=["default", "accounts"], transaction=True),
]


def signed_in(name: str) -> Client:
    from minetrace.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


@pytest.fixture
def source() -> Source:
    people()
    return kept()


def first(source: Source):
    return kept_claims(source.id)[0]


def test_nobody_sees_a_page_without_signing_in(source: Source) -> None:
    response = Client().get(f"/sources/{source.id}/")
    assert (response.status_code, response.url) == (302, f"/account/login/?next=/sources/{source.id}/")
    response = Client().get(f"/sources/{source.id}/", headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == "/account/login/"


def test_every_page_has_the_policy(source: Source) -> None:
    response = signed_in("rena").get(f"/sources/{source.id}/")
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert "<script>" not in response.text
    assert "style=" not in response.text


def test_a_visitor_reads_but_does_not_decide(source: Source) -> None:
    visitor = signed_in("viktor")
    page = visitor.get(f"/sources/{source.id}/").text
    assert "Read right" not in page
    for verb in ("right", "misread", "otherwise", "undo"):
        response = visitor.post(f"/claims/{first(source).id}/{verb}/", {"reason": "x", "value": "41"})
        assert (response.status_code, "MT-321" in response.text) == (403, True)
    assert first(source).state == "to review"


def test_a_reader_decides_but_does_not_take(source: Source) -> None:
    reader = signed_in("rena")
    claim = first(source)
    response = reader.post(f"/claims/{claim.id}/right/")
    assert response.url == f"/sources/{source.id}/?claim={claim.id}"
    assert first(source).state == "right"
    assert reader.get(f"/claims/{claim.id}/take/").status_code == 403


def test_a_misreading_needs_its_reason_and_nothing_is_lost(source: Source) -> None:
    reader = signed_in("rena")
    claim = first(source)
    response = reader.post(f"/claims/{claim.id}/misread/", {"reason": "  "})
    assert (response.status_code, "MT-402" in response.text) == (422, True)
    reader.post(f"/claims/{claim.id}/misread/", {"reason": "forty were seen, not found"})
    page = reader.get(f"/sources/{source.id}/").text
    assert "forty were seen, not found" in page
    reader.post(f"/claims/{claim.id}/undo/")
    assert first(source).state == "to review"


def test_a_corrected_reading_stands_beside_the_claim(source: Source) -> None:
    reader = signed_in("rena")
    claim = first(source)
    form = reader.get(f"/claims/{claim.id}/otherwise/").context["form"]
    said = {name: form.initial[name] for name in form.fields if form.initial.get(name) not in (None, "", [])}
    response = reader.post(f"/claims/{claim.id}/otherwise/", said)
    assert (response.status_code, "MT-403" in response.text) == (422, True)
    reader.post(f"/claims/{claim.id}/otherwise/", {**said, "value": "41", "places": "Lachin district, Kalbajar"})
    now = first(source)
    assert now.state == "otherwise"
    assert (now.said["value"], now.read_as["value"]) == (40, 41)
    assert now.read_as["places"] == ["Lachin district", "Kalbajar"]
    assert set(now.read_as) == set(now.said)


def test_names_are_shown_to_those_who_see_persons(source: Source) -> None:
    facts = {
        name: [f.said for c in signed_in(name).get(f"/sources/{source.id}/").context["cards"] for f in c.facts]
        for name in ("anna", "karin")
    }
    assert "Ayla Demo" not in facts["anna"]
    assert "Ayla Demo" in facts["karin"]


def test_how_sure_a_reading_is_is_marked_and_filters_the_claims(source: Source) -> None:
    reader = signed_in("rena")
    page = reader.get(f"/sources/{source.id}/")
    assert page.context["tiers"] == [("auto", 1), ("review", 1), ("not stated", 7)]
    assert page.text.count('class="tag tier"') == 1
    assert "Persons are counted by their names." in page.text
    for tier, count in page.context["tiers"]:
        response = reader.get(f"/sources/{source.id}/", {"tier": tier})
        assert [card.tier for card in response.context["cards"]] == [tier] * count
        assert f'href="/sources/{source.id}/#claim-' in response.text
    doubted = next(claim for claim in kept_claims(source.id) if claim.tier == "review")
    reader.post(f"/claims/{doubted.id}/right/")
    decided = reader.get(f"/sources/{source.id}/")
    assert decided.context["tiers"] == [("auto", 1), ("not stated", 7)]
    assert "Persons are counted by their names." not in decided.text
    assert "No claim of this sort waits" in reader.get(f"/sources/{source.id}/", {"tier": "review"}).text
    opened = reader.get(f"/sources/{source.id}/", {"tier": "auto", "claim": first(source).id})
    assert len(opened.context["cards"]) == 9


def test_what_was_not_taken_is_told_with_the_reason(source: Source) -> None:
    page = signed_in("rena").get(f"/sources/{source.id}/")
    ((quote, reason),) = page.context["refused"]
    assert quote == "Three observers"
    assert reason.startswith("Persons are counted here")
    assert "1 figure looks like a claim and was not taken" in page.text


def test_a_claim_that_is_not_there_is_a_problem_page(source: Source) -> None:
    response = signed_in("rena").get("/claims/nothing/")
    assert (response.status_code, "MT-411" in response.text) == (404, True)
    response = signed_in("rena").get("/sources/nothing/", headers={"Accept": "application/json"})
    assert response.json()["problem"]["code"] == "MT-411"


def test_a_way_on_leads_only_to_pages_of_ours(source: Source) -> None:
    claim = first(source)
    response = signed_in("rena").post(f"/claims/{claim.id}/right/", {"next": "https://elsewhere.example/"})
    assert response.url == f"/sources/{source.id}/?claim={claim.id}"


def test_the_original_comes_back_as_it_was(source: Source) -> None:
    response = signed_in("rena").get(f"/sources/{source.id}/original/")
    assert b"".join(response.streaming_content) == TEXT.encode()
    assert response.headers["Content-Disposition"] == 'attachment; filename="statement.txt"'


def test_reading_again_says_what_changed(source: Source) -> None:
    reader = signed_in("rena")
    page = reader.post(f"/sources/{source.id}/reread/", follow=True).text
    assert "the same claims as before" in page


def test_adding_says_what_is_wrong_and_keeps_what_was_typed() -> None:
    people()
    reader = signed_in("rena")
    response = reader.post("/sources/add/", {"publisher": "Harbour Agency", "language": "en"})
    assert (response.status_code, "one of the two" in response.text) == (422, True)
    assert 'value="Harbour Agency"' in response.text
    assert signed_in("viktor").get("/sources/add/").status_code == 403


def test_adding_twice_shows_the_one_that_is_kept() -> None:
    people()
    reader = signed_in("rena")
    typed = {"publisher": "Harbour Agency", "published": "2024-03-12", "text": TEXT}
    first_time = reader.post("/sources/add/", typed)
    again = reader.post("/sources/add/", typed)
    assert first_time.url == f"/sources/{Source.objects.get().id}/"
    assert "Already kept" in again.text
    assert first_time.url in again.text
    other = reader.post("/sources/add/", {**typed, "publisher": "Other Agency"}, follow=True)
    assert "1 other source over the same text" in other.text
    listing = reader.get("/sources/", {"publisher": "harbour"})
    assert [row.source.publisher for row in listing.context["rows"]] == ["Harbour Agency"]
    assert (listing.context["rows"][0].claims, listing.context["rows"][0].waiting) == (9, 9)


def test_the_start_page_says_what_to_do_next() -> None:
    people()
    assert next(s.text for s in signed_in("rena").get("/").context["steps"]) == "Add the first statement"
    source = kept()
    steps = signed_in("rena").get("/").context["steps"]
    assert steps[0].text == "9 claims wait to be checked in Harbour Agency, 2024-03-12"
    assert steps[0].href == f"/sources/{source.id}/"
    assert "9 claims wait" not in signed_in("viktor").get("/").text
