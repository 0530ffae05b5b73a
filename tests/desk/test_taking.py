"""From a claim to the register: proposed, joined to what is there, put into the clause matrix."""

from __future__ import annotations

from typing import Any

import pytest

from minetrace.ledger.times import head_number
from minetrace.register import view
from minetrace.register.actions import approve
from minetrace.register.models import Proposal, Record
from minetrace.sources import actions
from minetrace.sources.claims import KeptClaim, kept_claims
from minetrace.sources.models import Source
from tests.browser.desk import people
from tests.desk.programme import ANNA, BORIS
from tests.desk.statements import TEXT, kept, known_reader  # noqa: F401
from tests.desk.test_statement_page import signed_in

pytestmark = [
    pytest.mark.store,
    pytest.mark.usefixtures("known_reader"),
    pytest.mark.django_db(databases=["default", "accounts"], transaction=True),
]


@pytest.fixture
def source() -> Source:
    people()
    return kept()


def claim_of(source: Source, kind: str, counting: str = "occurrence") -> KeptClaim:
    found = (c for c in kept_claims(source.id) if c.row.kind == kind and c.row.counting == counting)
    return next(found)


def typed(form: Any) -> dict[str, str]:
    """What a browser would send for the form as it stands."""
    out = {}
    for bound in form:
        value = bound.value()
        rows = getattr(bound.field.widget, "columns", None)
        if rows is None:
            out[bound.html_name] = "" if value is None else str(value)
            continue
        for n, row in enumerate([*(value or []), {}]):
            out |= {f"{bound.html_name}-{n}-{c.key}": str(row.get(c.key) or "") for c in rows}
    return out


def propose(name: str, claim: KeptClaim, **changed: str):
    client = signed_in(name)
    page = client.get(f"/claims/{claim.id}/take/")
    return client.post(f"/claims/{claim.id}/take/", {**typed(page.context["form"]), **changed})


def test_an_occurrence_that_was_read_right_becomes_a_proposal(source: Source) -> None:
    claim = claim_of(source, "ordnance")
    refused = propose("anna", claim)
    assert (refused.status_code, "MT-416" in refused.text) == (422, True)
    actions.decide(ANNA, claim.row, "right")
    done = propose("anna", claim, model="PMN-2 (as stated)")
    held = Proposal.objects.get()
    assert done.url == f"/proposals/{held.id}/"
    proposed = view.proposal_view(ANNA, held)
    assert (proposed.basis, proposed.speaker, proposed.said_on) == ("reported", "Harbour Mine Office", "2024-03-12")
    assert proposed.fields["quantity_low"] == proposed.fields["quantity_high"] == 40
    assert proposed.fields["model"] == "PMN-2 (as stated)"
    assert proposed.fields["places"] == [
        {"place": "az/lachin-district", "relation": "in", "as_written": "Lachin district"}
    ]
    assert [cite["claim"] for cite in proposed.citations] == [claim.id]
    assert "waits for approval" in signed_in("rena").get(f"/sources/{source.id}/").text


def test_what_the_register_refuses_stands_beside_its_field(source: Source) -> None:
    claim = claim_of(source, "ordnance")
    actions.decide(ANNA, claim.row, "right")
    page = propose("anna", claim, quantity_high="39", remark="typed by hand")
    assert page.status_code == 422
    assert "MT-414" in page.text or page.context["form"].errors
    assert "typed by hand" in page.text
    assert not Proposal.objects.exists()


def test_an_ambiguous_name_is_chosen_by_a_person(source: Source) -> None:
    claim = claim_of(source, "ordnance")
    actions.decide(ANNA, claim.row, "otherwise", corrected={"places": ["Lachin", "Nowhere-on-Sea"]})
    page = signed_in("anna").get(f"/claims/{claim.id}/take/")
    rows = page.context["form"].initial["places"]
    assert [row["as_written"] for row in rows] == ["Lachin", "Nowhere-on-Sea"]
    assert len(rows[0]["candidates"]) > 2
    unanswered = propose("anna", claim)
    assert unanswered.status_code == 422
    assert "Say which place “Lachin” is" in unanswered.context["form"].errors["places"][0]
    chosen = {"places-0-place": "az/lachin-district", "places-1-place": "-"}
    assert propose("anna", claim, **chosen).status_code == 302
    proposed = view.proposal_view(ANNA, Proposal.objects.get())
    assert [m["place"] for m in proposed.fields["places"]] == ["az/lachin-district"]


def taken(source: Source) -> Record:
    claim = claim_of(source, "ordnance")
    actions.decide(ANNA, claim.row, "right")
    propose("anna", claim)
    return approve(BORIS, Proposal.objects.get(), four_eyes=True).record


def test_a_second_report_joins_the_happening_with_its_reasons(source: Source) -> None:
    record = taken(source)
    second = kept("Other Agency", TEXT + " It was said again.")
    claim = claim_of(second, "ordnance")
    actions.decide(ANNA, claim.row, "right")
    anna = signed_in("anna")
    candidates = anna.get(f"/claims/{claim.id}/take/").context["candidates"]
    assert [one["record"].reference for one in candidates] == [record.reference]
    assert "same day: 2024-03-11" in candidates[0]["reasons"]
    done = anna.post(f"/claims/{claim.id}/same/", {"record": record.reference})
    assert done.url == f"/sources/{second.id}/?claim={claim.id}"
    assert record.citations.count() == 2
    assert len(view.listing(ANNA, "find", at=head_number())) == 1


def test_what_is_not_the_same_is_not_proposed_again(source: Source) -> None:
    record = taken(source)
    second = kept("Other Agency", TEXT + " It was said again.")
    claim = claim_of(second, "ordnance")
    anna = signed_in("anna")
    page = anna.post(f"/claims/{claim.id}/not-same/", {"record": record.reference}, follow=True)
    assert page.context["candidates"] == []


def test_a_provision_goes_into_the_clause_matrix(source: Source) -> None:
    claim = claim_of(source, "provision")
    actions.decide(ANNA, claim.row, "right")
    done = signed_in("anna").post(f"/claims/{claim.id}/matrix/")
    assert done.url == "/agreements/"
    assert sorted(p.kind for p in view.proposals(ANNA)) == ["agreement", "allegation", "provision"]
    assert signed_in("rena").post(f"/claims/{claim.id}/matrix/").status_code == 403


def test_a_count_over_a_period_proposes_no_record(source: Source) -> None:
    tally = claim_of(source, "ordnance", "tally")
    page = signed_in("anna").get(f"/claims/{tally.id}/take/")
    assert (page.status_code, "MT-412" in page.text) == (422, True)
    compared = signed_in("rena").get(f"/claims/{tally.id}/compare/")
    assert (compared.status_code, "MT-512" in compared.text) == (200, True)


def test_a_count_with_places_and_period_stands_beside_the_register(source: Source) -> None:
    record = taken(source)
    tally = claim_of(source, "ordnance", "tally")
    corrected = {
        "places": ["Lachin district"],
        "category": "anti-personnel mine",
        "attributed_to": ["Harbour Mine Office"],
    }
    actions.decide(ANNA, tally.row, "otherwise", corrected=corrected)
    own, reported = signed_in("anna").get(f"/claims/{tally.id}/compare/").context["sides"]
    assert (own.number, own.matched, own.missing) == ("0", [], "210 - 0 = 210 not in the register")
    assert [(row.reference, adds) for row, adds in reported.matched] == [(record.reference, "40")]
    assert (reported.missing, reported.unexplained) == ("210 - 40 = 170 not in the register", None)


def test_a_claim_is_not_taken_twice(source: Source) -> None:
    claim = claim_of(source, "ordnance")
    page = signed_in("anna").get(f"/claims/{claim.id}/take/")
    record = taken(source)
    again = signed_in("anna").post(f"/claims/{claim.id}/take/", typed(page.context["form"]))
    assert (again.status_code, "MT-424" in again.text) == (422, True)
    assert Record.objects.get() == record


def test_a_total_whose_places_are_open_is_compared_once_they_are_chosen(source: Source) -> None:
    tally = claim_of(source, "ordnance", "tally")
    actions.decide(ANNA, tally.row, "otherwise", corrected={"places": ["Lachin", "Nowhere-on-Sea"]})
    client, path = signed_in("rena"), f"/claims/{tally.id}/compare/"
    page = client.get(path)
    assert "Which places are meant?" in page.text
    assert "MT-512" not in page.text
    assert "sides" not in page.context
    first, second = page.context["open_places"]
    assert "az/lachin-district" in [place for place, _label in first.candidates]
    assert (second.name, second.candidates) == ("Nowhere-on-Sea", [])
    chosen = {first.key: "az/lachin-district", second.key: "Fuzuli district"}
    page = client.get(path, chosen)
    assert [side.basis for side in page.context["sides"]] == ["own", "reported"]
    assert '<option value="az/lachin-district" selected>' in page.text
    assert " - 0 = " in page.text
    assert "MT-202" in client.get(path, chosen | {second.key: "Qqqq"}).text
