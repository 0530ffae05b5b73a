"""Verbs on records: proposals, four eyes, conflicts, withdrawal, erasure, events."""

import pytest

from minetrace.accounts.actor import Actor, keeper
from minetrace.ledger.models import Entry
from minetrace.ledger.times import head_number
from minetrace.ledger.verifying import verify
from minetrace.register import actions, view
from minetrace.register.actions import Draft, approve, propose
from minetrace.register.models import VERSIONS, EventMember
from minetrace.terms.problem import Problem
from tests.ledger.programme import populate

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA, BORIS = keeper("anna"), keeper("boris")
FIND = {"category": "ap_mine", "quantity_low": 3, "quantity_high": 3}


def proposed(**fields):
    return propose(ANNA, Draft(kind="find", fields={**FIND, **fields}))


def approved(**fields):
    return approve(BORIS, proposed(**fields), four_eyes=True).record


def test_a_proposal_touches_nothing_until_it_is_approved():
    proposal = proposed()
    assert VERSIONS["find"].objects.count() == 0
    assert view.listing(ANNA, "find", at=head_number()) == []
    approve(BORIS, proposal, four_eyes=True)
    [row] = view.listing(ANNA, "find", at=head_number())
    assert (row.reference, row.basis, row.fields["quantity_low"]) == ("F-000001", "own", 3)


def test_the_author_does_not_approve_alone():
    proposal = proposed()
    with pytest.raises(Problem, match="MT-422"):
        approve(ANNA, proposal, four_eyes=True)
    assert approve(ANNA, proposal, four_eyes=False).status == "approved"


def test_a_second_change_on_an_old_base_is_a_shown_conflict():
    record = approved()
    first = propose(ANNA, Draft(kind="find", fields={**FIND, "model": "PMN-2"}), record=record)
    second = propose(ANNA, Draft(kind="find", fields={**FIND, "model": "PMN"}), record=record)
    approve(BORIS, first, four_eyes=True)
    with pytest.raises(Problem, match="MT-421"):
        approve(BORIS, second, four_eyes=True)
    assert view.proposal_view(ANNA, second).fields["model"] == "PMN"


def test_a_returned_proposal_is_revised_and_approved():
    proposal = proposed()
    actions.return_(BORIS, proposal, why="which model?")
    with pytest.raises(Problem, match="MT-423"):
        approve(BORIS, proposal, four_eyes=True)
    actions.revise(ANNA, proposal, Draft(kind="find", fields={**FIND, "model": "PMN-2"}))
    assert approve(BORIS, proposal, four_eyes=True).model == "PMN-2"


def test_a_dropped_proposal_stays_visible_and_is_never_approved():
    proposal = proposed()
    actions.drop(ANNA, proposal, why="twice")
    assert view.proposal_view(ANNA, proposal).state == "dropped"
    with pytest.raises(Problem, match="MT-423"):
        approve(BORIS, proposal, four_eyes=True)


def test_a_withdrawn_record_keeps_its_history():
    record = approved()
    before = head_number()
    approve(BORIS, actions.withdraw(ANNA, record, why="wrong place"), four_eyes=True)
    assert view.listing(ANNA, "find", at=head_number()) == []
    assert len(view.listing(ANNA, "find", at=before)) == 1
    assert [v.status for v in view.history(ANNA, record)] == ["approved", "withdrawn"]


def test_a_reported_record_names_its_speaker():
    with pytest.raises(Problem, match="MT-415"):
        propose(ANNA, Draft(kind="find", fields=FIND, basis="reported"))
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"colour": "red"}, "MT-413"),
        ({"quantity_low": 5}, "MT-414"),
        ({"quantity_low": -1}, "MT-414"),
        ({"quantity_low": "three"}, "MT-414"),
        ({"found_from": "2024-02-30"}, "MT-414"),
        ({"found_from": "2024-02-02", "found_to": "2024-02-01"}, "MT-414"),
        ({"made_in": "Armenia"}, "MT-414"),
        ({"category": "landmine"}, "MT-331"),
        ({"places": [{"place": "az/nowhere", "relation": "in"}]}, "MT-203"),
        ({"places": [{"place": "az/lachin", "relation": "above"}]}, "MT-414"),
    ],
)
def test_values_that_do_not_fit_are_numbered_problems(fields, code):
    with pytest.raises(Problem, match=code):
        proposed(**fields)
    assert Entry.objects.count() == 0


def test_fields_above_the_actors_tier_are_withheld():
    record = approved(finder="Somebody", team="Team 1")
    seen = view.record_view(Actor("vera", "visitor"), record, at=head_number())
    assert "finder" not in seen.fields and "team" not in seen.fields
    assert set(seen.withheld) == {"finder", "team"}


def test_a_visitor_may_not_propose():
    with pytest.raises(Problem, match="MT-321"):
        propose(Actor("vera", "visitor"), Draft(kind="find", fields=FIND))


def test_an_erasure_reaches_versions_and_proposals(tmp_path):
    record = approved(finder="Somebody")
    approve(
        BORIS, propose(ANNA, Draft(kind="find", fields={**FIND, "finder": "Somebody"}), record=record), four_eyes=True
    )
    assert actions.erase(ANNA, record, "finder", why="asked for it") == 2
    assert all(v.fields["finder"] is None for v in view.history(ANNA, record))
    assert verify().findings == ()


def test_a_second_report_is_one_citation_more_and_can_be_taken_back(tmp_path):
    programme = populate(tmp_path)
    record = view.find_record("F-000001")
    assert len(view.citations(record)) == 2
    with pytest.raises(Problem, match="MT-424"):
        actions.same(ANNA, programme.claims[1], record, reasons=["again"])
    member = EventMember.objects.get(claim=programme.claims[1])
    actions.leave_event(ANNA, member)
    assert not EventMember.objects.filter(claim=programme.claims[1], ended_by__isnull=True).exists()
    assert verify().findings == ()


def test_a_reported_record_does_not_become_our_own_in_passing():
    said = {"basis": "reported", "speaker": "Defence Ministry"}
    record = approve(BORIS, propose(ANNA, Draft(kind="find", fields=FIND, **said)), four_eyes=True).record
    with pytest.raises(Problem, match="MT-427"):
        propose(ANNA, Draft(kind="find", fields=FIND), record=record)
    borne_out = Draft(kind="find", fields={**FIND, "evidence": "visited"}, changes_basis=True)
    assert approve(BORIS, propose(ANNA, borne_out, record=record), four_eyes=True).basis == "own"


@pytest.mark.parametrize(("basis", "speaker", "code"), [("both", None, "MT-426"), ("own", "Somebody", "MT-428")])
def test_a_basis_is_own_or_reported_and_only_a_reported_one_has_a_speaker(basis, speaker, code):
    with pytest.raises(Problem, match=code):
        propose(ANNA, Draft(kind="find", fields=FIND, basis=basis, speaker=speaker))


def test_one_claim_is_taken_once(tmp_path):
    programme = populate(tmp_path)
    again = Draft(
        kind="find", fields=FIND, citations=(actions.Cite(source=programme.source.id, claim=programme.claims[0].id),)
    )
    with pytest.raises(Problem, match="MT-424"):
        propose(ANNA, again)
    waiting = Draft(
        kind="find", fields=FIND, citations=(actions.Cite(source=programme.source.id, claim=programme.claims[2].id),)
    )
    propose(ANNA, waiting)
    with pytest.raises(Problem, match="MT-424"):
        propose(ANNA, waiting)


def test_a_change_is_approved_only_by_someone_who_sees_it():
    officer = Actor("carl", "officer")
    hidden = proposed(finder="Somebody", team="Team 1")
    assert actions.unseen_changes(officer, hidden) == ("finder",)
    with pytest.raises(Problem, match=r"MT-425.*1 field of F-000001.*carl.*person"):
        approve(officer, hidden, four_eyes=True)
    record = approve(BORIS, hidden, four_eyes=True).record
    same_finder = propose(
        ANNA, Draft(kind="find", fields={**FIND, "finder": "Somebody", "model": "PMN-2"}), record=record
    )
    assert actions.unseen_changes(officer, same_finder) == ()
    assert approve(officer, same_finder, four_eyes=True).finder == "Somebody"
    without = propose(ANNA, Draft(kind="find", fields=FIND), record=record)
    with pytest.raises(Problem, match="MT-425"):
        approve(officer, without, four_eyes=True)
    approve(officer, actions.withdraw(ANNA, record, why="twice"), four_eyes=True)


def test_what_was_erased_cannot_be_approved():
    record = approved(finder="Somebody")
    waiting = propose(ANNA, Draft(kind="find", fields={**FIND, "model": "PMN"}), record=record)
    actions.erase(ANNA, record, "finder", why="asked for")
    with pytest.raises(Problem, match=r"MT-429.*F-000001.*nothing left to approve"):
        approve(BORIS, waiting, four_eyes=True)
    actions.drop(ANNA, waiting)
    assert verify().findings == ()
