"""Updates of a record: none is ignored, none is lost, and two that meet are shown.

said 10 May: 3 found          said 10 May again, later: 5 found          both stand in the history; the later counts
"""

import pytest

from minetrace.accounts.actor import keeper
from minetrace.figures.ask import ask
from minetrace.figures.question import Question
from minetrace.ledger.models import Entry
from minetrace.ledger.times import head_number
from minetrace.ledger.verifying import verify
from minetrace.register import actions, view
from minetrace.register.actions import Draft, approve, propose
from minetrace.terms.problem import Problem

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA, BORIS = keeper("anna"), keeper("boris")


def draft(number, said_on="2024-05-10", **fields):
    counted = {"category": "ap_mine", "quantity_low": number, "quantity_high": number, **fields}
    return Draft(kind="find", fields=counted, said_on=said_on)


def approved(number, record=None, why="", **more):
    return approve(BORIS, propose(ANNA, draft(number, **more), record=record, why=why), four_eyes=True).record


def found(**asked):
    return ask(Question(measure="ordnance.found", **asked), actor=BORIS, time_zone="UTC").low


def test_an_update_with_the_same_date_of_information_applies_and_is_logged():
    record = approved(3)
    before = head_number()
    approved(5, record, why="counted again the same evening")
    assert (found(), found(said_by="2024-05-10"), found(said_by="2024-05-09")) == (5, 5, 0)
    assert [(v.said_on, v.fields["quantity_low"]) for v in view.history(ANNA, record)] == [
        ("2024-05-10", 3),
        ("2024-05-10", 5),
    ]
    entries = Entry.objects.filter(number__gt=before).order_by("number")
    assert [(e.verb, e.actor, e.why) for e in entries] == [
        ("find.propose", "anna", "counted again the same evening"),
        ("find.approve", "boris", ""),
    ]
    assert view.listing(ANNA, "find", at=before)[0].fields["quantity_low"] == 3


def test_older_information_that_comes_in_later_does_not_answer_for_a_later_day():
    record = approved(5, said_on="2024-05-10")
    approved(4, record, said_on="2024-05-08")
    # What we hold is the version approved last; as said by a day it is what was said last up to that day.
    assert (found(), found(said_by="2024-05-09"), found(said_by="2024-05-10")) == (4, 4, 5)


def test_a_withdrawal_keeps_its_history_and_can_be_taken_back():
    record = approved(3)
    held = head_number()
    approve(BORIS, actions.withdraw(ANNA, record, why="a training mine"), four_eyes=True)
    assert (found(), found(said_by="2024-05-10")) == (0, 0)
    answer = ask(Question(measure="ordnance.found"), actor=BORIS, time_zone="UTC")
    assert [(one.reason, one.count) for one in answer.left_out] == [("withdrawn", 1)]
    assert len(view.listing(ANNA, "find", at=held)) == 1
    approved(3, record, why="it was live after all")
    assert found() == 3
    assert [v.status for v in view.history(ANNA, record)] == ["approved", "withdrawn", "approved"]
    assert verify().findings == ()


def test_two_updates_that_meet_are_shown_not_overwritten():
    record = approved(3)
    first, second = (propose(ANNA, draft(number), record=record) for number in (4, 5))
    approve(BORIS, first, four_eyes=True)
    with pytest.raises(Problem, match="MT-421"):
        approve(BORIS, second, four_eyes=True)
    assert found() == 4
    waiting = view.proposal_view(ANNA, second)
    assert (waiting.state, waiting.fields["quantity_low"]) == ("submitted", 5)
    current = view.record_view(ANNA, record, at=head_number())
    assert ("quantity_low", 4, 5) in view.changes(current, waiting)
    # Proposed anew on what is current now, it goes through.
    approved(5, record)
    assert found() == 5


def test_what_differs_between_any_two_versions_is_told_field_by_field():
    record = approved(3, model="PMN-2", remark="in a row")
    approved(5, record, model="PMN-2")
    approved(5, record, model="PMN", said_on="2024-05-12")
    one, two, three = view.history(ANNA, record)
    assert view.changes(one, two) == [
        ("quantity_low", 3, 5),
        ("quantity_high", 3, 5),
        ("remark", "in a row", None),
    ]
    assert view.changes(one, three) == [
        ("model", "PMN-2", "PMN"),
        ("quantity_low", 3, 5),
        ("quantity_high", 3, 5),
        ("remark", "in a row", None),
        ("said_on", "2024-05-10", "2024-05-12"),
    ]
