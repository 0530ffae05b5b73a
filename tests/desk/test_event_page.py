"""The event page: one happening over all sources, low to high, policies by name, what a relay changed, and why."""

from dataclasses import replace

import pytest
from django.test import Client

from minetrace.accounts.actor import Actor
from minetrace.desk.event.telling import _seen
from minetrace.ledger.verifying import verify
from minetrace.readings import Reading
from minetrace.reckoning.weights import Term
from minetrace.register import reckoned
from minetrace.sources import actions
from minetrace.sources.claims import kept_claims
from minetrace.sources.models import Source
from tests.browser.desk import people
from tests.desk import totals
from tests.desk.test_statement_page import signed_in

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"], transaction=True)]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Source]:
    monkeypatch.setattr(actions, "read", totals.read)
    people()
    return totals.happening()


def event(client: Client, source: Source):
    return client.get(f"/events/{kept_claims(source.id)[0].id}/")


def test_a_happening_shows_its_claims_low_to_high_and_what_the_relay_changed(told: list[Source]) -> None:
    response = event(signed_in("rena"), told[0])
    shown = response.context["event"]
    assert (shown.happening, shown.sources, len(shown.chains)) == (True, 2, 1)
    assert [relay.step.label for relay in shown.chains[0].relays] == [
        "Harbour Agency, 2024-03-12",
        "Second Agency, 2024-03-13",
    ]
    assert any("40" in sentence and "44" in sentence for sentence in shown.chains[0].relays[1].changed)
    assert [choice.policy for choice in shown.measures[0].choices][:2] == ["lowest", "highest"]
    assert "One happening, over all sources" in response.text
    assert "truth" not in response.text


def test_the_reasons_stand_term_by_term(told: list[Source]) -> None:
    response = event(signed_in("rena"), told[1])
    (reasons,) = response.context["event"].reasons
    assert {"same day", "same district", "same model"} <= {term.name for term in reasons.terms}
    assert round(sum(term.points for term in reasons.terms), 2) == reasons.score
    assert f"{reasons.score:+.2f}" in response.text


def test_every_claim_leads_back_to_its_characters_and_the_card_leads_here(told: list[Source]) -> None:
    reader = signed_in("rena")
    page = event(reader, told[0]).text
    for source in told:
        assert f'href="/sources/{source.id}/?claim={kept_claims(source.id)[0].id}"' in page
    assert f'href="/events/{kept_claims(told[0].id)[0].id}/"' in reader.get(f"/sources/{told[0].id}/").text


def test_a_total_leads_to_its_series(told: list[Source]) -> None:
    source = totals.bulletins()[-1]
    page = event(signed_in("rena"), source).text
    assert "One total, over all sources" in page
    assert 'href="/series/' in page


def test_a_misread_claim_is_compared_with_nothing(told: list[Source]) -> None:
    actions.decide(Actor("rena", "reader"), kept_claims(told[0].id)[0].row, "misread", reason="seen, not found")
    reader = signed_in("rena")
    assert "Not reckoned with" in event(reader, told[0]).text
    assert event(reader, told[1]).context["event"].sources == 1
    assert reader.get("/events/none/").status_code == 404


def test_names_in_a_reason_need_the_person_tier() -> None:
    term = Term("same person", 1.0, "Ayla Demo")
    assert _seen(term, Actor("viktor", "visitor")).detail == ""
    assert _seen(term, Actor("karin", "keeper")).detail == "Ayla Demo"
    assert _seen(Term("same day", 1.0, "2024-03-11"), Actor("viktor", "visitor")).detail == "2024-03-11"


def test_what_a_person_called_not_the_same_stays_apart_and_can_be_taken_back(told: list[Source]) -> None:
    one, other = (kept_claims(source.id)[0] for source in told)
    assert signed_in("rena").post(f"/events/{one.id}/apart/", {"other": other.id}).status_code == 403
    officer = signed_in("anna")
    assert "Not the same" in event(officer, told[0]).text
    page = officer.post(f"/events/{one.id}/apart/", {"other": other.id, "why": "two fields"}, follow=True)
    shown = page.context["event"]
    assert (shown.sources, [apart.said.claim for apart in shown.apart]) == (1, [other.id])
    assert "two fields" in page.text
    assert verify().findings == ()
    again = officer.post(f"/events/{other.id}/apart/", {"other": one.id}, follow=True).context["event"]
    assert len(again.apart) == 1
    back = officer.post(f"/events/apart/{shown.apart[0].decision.id}/undo/", {"back": one.id}, follow=True)
    assert (back.context["event"].sources, back.context["event"].apart) == (2, ())


def test_what_was_kept_apart_stays_apart_for_a_newer_reading(told: list[Source], monkeypatch) -> None:
    """The newer reader takes the same characters for another make: the decision was on what they say."""
    one, other = (kept_claims(source.id)[0] for source in told)
    officer = signed_in("anna")
    officer.post(f"/events/{one.id}/apart/", {"other": other.id, "why": "two fields"})
    actions.decide(Actor("anna", "officer"), one.row, "right")

    def newer(text: str, **about: object) -> Reading:
        found = totals.read(text, **about)
        claims = tuple(
            replace(claim, made_in="RU", quote=text[: claim.span[1]], span=(0, claim.span[1])) for claim in found.claims
        )
        return replace(found, version="known-totals 2", claims=claims)

    monkeypatch.setattr(actions, "read", newer)
    for source in told:
        assert len(actions.reread(Actor("anna", "officer"), source).changed) == 1
    now = [next(kept for kept in kept_claims(source.id) if kept.ordinal is not None) for source in told]
    assert not {kept.id for kept in now} & {one.id, other.id}
    shown = officer.get(f"/events/{now[0].id}/").context["event"]
    assert (shown.sources, [apart.said.claim for apart in shown.apart]) == (1, [now[1].id])
    assert len(reckoned.stated()) == 2  # the claim read right and the one that now quotes its characters count once
    back = officer.post(f"/events/apart/{shown.apart[0].decision.id}/undo/", {"back": now[0].id}, follow=True)
    assert (back.context["event"].sources, back.context["event"].apart) == (2, ())


def test_a_claim_is_not_kept_apart_from_itself(told: list[Source]) -> None:
    claim = kept_claims(told[0].id)[0]
    response = signed_in("anna").post(f"/events/{claim.id}/apart/", {"other": claim.id})
    assert (response.status_code, "MT-431" in response.text) == (422, True)


def test_the_statement_page_says_what_it_shares_with_other_sources(told: list[Source]) -> None:
    reader = signed_in("rena")
    page = reader.get(f"/sources/{told[1].id}/").text
    assert f'hx-get="/sources/{told[1].id}/elsewhere/"' in page
    response = reader.get(f"/sources/{told[1].id}/elsewhere/")
    (found,) = response.context["checks"]
    assert found["check"].sentence == (
        "44 PMN-2 (anti-personnel mines) here, 40 in Harbour Agency, 2024-03-12: one happening or total, told "
        "otherwise."
    )
    assert [link["label"] for link in found["links"]] == [1, "Harbour Agency, 2024-03-12"]
    assert "Said elsewhere, by" in response.text
    part = reader.get(f"/sources/{told[1].id}/elsewhere/", headers={"HX-Request": "true"}).text
    assert part.startswith("<section") and 'hx-swap-oob="true"' in part
