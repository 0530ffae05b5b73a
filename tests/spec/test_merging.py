"""Two records that hold one thing: merged they answer as one, parted they are as they were.

F-000001  3 PMN-2 on 2 May 2024     merged: one find of 3          parted: two finds again,
F-000002  3 PMN-2 on 2 May 2024     edited meanwhile: 5            the 5 a proposal on each
"""

import pytest

from minetrace.accounts.actor import Actor, keeper
from minetrace.figures.ask import ask
from minetrace.figures.question import Question
from minetrace.ledger.times import head_number
from minetrace.ledger.verifying import verify
from minetrace.register import actions, view
from minetrace.register.actions import Draft, approve, propose, same
from minetrace.register.merging import merge, not_duplicate, unmerge
from minetrace.terms.problem import Problem
from tests.ledger.programme import populate

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA, BORIS = keeper("anna"), keeper("boris")
FIND = {
    "category": "ap_mine",
    "model": "PMN-2",
    "quantity_low": 3,
    "quantity_high": 3,
    "found_from": "2024-05-02",
    "found_to": "2024-05-02",
}


def approved(record=None, kind="find", **fields):
    draft = Draft(kind=kind, fields={**(FIND if kind == "find" else {}), **fields})
    return approve(BORIS, propose(ANNA, draft, record=record), four_eyes=True).record


def counted():
    found = ask(Question(measure="ordnance.found"), actor=BORIS, time_zone="UTC")
    return found.low, [row.reference for row in found.counted], {one.reason: one.count for one in found.left_out}


def content(record):
    return [(v.status, dict(v.fields)) for v in view.history(ANNA, record)]


def waiting(record):
    return [p for p in view.proposals(ANNA, record=record) if p.state == "submitted"]


@pytest.fixture
def two():
    return approved(), approved(remark="seen twice")


def test_a_merged_pair_counts_once_and_both_histories_stay(two):
    one, other = two
    before = head_number()
    merge(BORIS, one, other, "one protocol, entered twice", four_eyes=True)
    assert counted() == (3, ["F-000001"], {"merged into another record": 1})
    assert [r.reference for r in view.listing(ANNA, "find", at=head_number())] == ["F-000001"]
    assert [r.reference for r in view.listing(ANNA, "find", at=before)] == ["F-000001", "F-000002"]
    assert len(content(other)) == 1
    unmerge(BORIS, other, "two protocols after all")
    assert counted() == (6, ["F-000001", "F-000002"], {})


def test_merge_edit_unmerge_leaves_both_as_they_were_and_the_edit_as_a_proposal(two):
    one, other = two
    histories = content(one), content(other)
    merge(BORIS, one, other, "one protocol, entered twice", four_eyes=True)
    approved(one, quantity_low=5, quantity_high=5)
    assert counted()[0] == 5

    unmerge(BORIS, other, "two protocols after all")

    # Both hold what their histories held; what happened in between stays in the history of the one it was done on.
    edited = ("approved", {**histories[0][0][1], "quantity_low": 5, "quantity_high": 5})
    assert content(one) == [*histories[0], edited, *histories[0]]
    assert content(other) == histories[1]
    assert counted()[0] == 6
    # The edit is a proposal on each: a person says whose it is.
    [first], [second] = waiting(one), waiting(other)
    assert (first.fields["quantity_low"], first.fields.get("remark")) == (5, None)
    assert (second.fields["quantity_low"], second.fields["remark"]) == (5, "seen twice")
    approve(ANNA, view.find_proposal(second.id), four_eyes=True)
    actions.drop(ANNA, view.find_proposal(first.id), why="it was the second one")
    assert counted()[0] == 8
    assert verify().findings == ()


def test_a_withdrawal_in_between_is_a_proposal_too(two):
    one, other = two
    merge(BORIS, one, other, "one protocol", four_eyes=True)
    approve(BORIS, actions.withdraw(ANNA, one, why="a training mine"), four_eyes=True)
    assert counted()[0] == 0
    unmerge(BORIS, other, "two protocols")
    assert counted()[0] == 6
    assert [p.status for record in two for p in waiting(record)] == ["withdrawn", "withdrawn"]


def test_a_change_of_basis_in_between_is_a_proposal_too(two):
    one, other = two
    merge(BORIS, one, other, "one protocol", four_eyes=True)
    told = Draft(kind="find", fields=FIND, basis="reported", speaker="An operator", changes_basis=True)
    approve(BORIS, propose(ANNA, told, record=one), four_eyes=True)
    unmerge(BORIS, other, "two protocols")
    assert [(p.basis, p.speaker) for record in two for p in waiting(record)] == [("reported", "An operator")] * 2
    assert counted()[0] == 6


def test_an_edit_goes_onto_the_other_record_whole(two):
    one, other = two
    approved(other, quantity_low=1, quantity_high=2)
    approved(one, quantity_low=3, quantity_high=9)
    merge(BORIS, one, other, "one protocol", four_eyes=True)
    # Only the low end changes; alone, it would stand above the high end of the other record.
    approved(one, quantity_low=5, quantity_high=9)
    unmerge(BORIS, other, "two protocols")
    [second] = waiting(other)
    assert (second.fields["quantity_low"], second.fields["quantity_high"]) == (5, 9)
    # And a speaker goes with its basis.
    told = [Draft(kind="find", fields=FIND, basis="reported", speaker=name) for name in ("A", "B")]
    third = approve(BORIS, propose(ANNA, told[0]), four_eyes=True).record
    merge(BORIS, third, one, "one protocol", four_eyes=True)
    approve(BORIS, propose(ANNA, told[1], record=third), four_eyes=True)
    unmerge(BORIS, one, "two protocols")
    assert [(p.basis, p.speaker) for p in waiting(one)][:1] == [("reported", "B")]


def test_nothing_is_proposed_or_approved_on_a_record_that_is_gone(two):
    one, other = two
    open_one = propose(ANNA, Draft(kind="find", fields={**FIND, "model": "PMN"}), record=other)
    merge(BORIS, one, other, "one protocol", four_eyes=True)
    for verb in (
        lambda: approve(BORIS, open_one, four_eyes=True),
        lambda: propose(ANNA, Draft(kind="find", fields=FIND), record=other),
        lambda: actions.withdraw(ANNA, other, why="again"),
        lambda: merge(BORIS, one, other, "again", four_eyes=True),
        lambda: merge(BORIS, other, one, "the other way", four_eyes=True),
    ):
        with pytest.raises(Problem, match="MT-801"):
            verb()
    unmerge(BORIS, other, "two")
    assert approve(BORIS, open_one, four_eyes=True).model == "PMN"


def test_what_cannot_be_one_thing_is_refused(two):
    one, other = two
    visit = approved(kind="visit", shown="a field")
    gone = approved()
    approve(BORIS, actions.withdraw(ANNA, gone, why="training"), four_eyes=True)
    for pair, why in (((one, one), "one record"), ((one, visit), "a visit"), ((one, gone), "not in the register now")):
        with pytest.raises(Problem, match=f"MT-802.*{why}"):
            merge(BORIS, *pair, "looks alike", four_eyes=True)
    with pytest.raises(Problem, match="MT-451"):
        merge(BORIS, one, other, " ", four_eyes=True)
    with pytest.raises(Problem, match="MT-803"):
        unmerge(BORIS, other, "never merged")
    with pytest.raises(Problem, match="MT-321"):
        merge(Actor("rena", "reader"), one, other, "alike", four_eyes=True)


def test_later_merges_come_apart_first(two):
    one, other = two
    third = approved(remark="a third")
    merge(BORIS, one, other, "one protocol", four_eyes=True)
    approved(one, quantity_low=4, quantity_high=4)
    merge(BORIS, one, third, "one more copy", four_eyes=True)
    with pytest.raises(Problem, match=r"MT-804.*F-000003"):
        unmerge(BORIS, other, "two")
    approved(one, quantity_low=5, quantity_high=5)
    unmerge(BORIS, third, "not a copy")
    assert view.record_view(ANNA, one, at=head_number()).fields["quantity_low"] == 4
    unmerge(BORIS, other, "two")
    assert view.record_view(ANNA, one, at=head_number()).fields["quantity_low"] == 3
    assert counted()[0] == 9
    fourth = approved()
    merge(BORIS, one, other, "one protocol", four_eyes=True)
    merge(BORIS, fourth, one, "one protocol", four_eyes=True)
    assert counted()[1] == ["F-000003", "F-000004"]
    with pytest.raises(Problem, match=r"MT-804.*F-000001"):
        unmerge(BORIS, other, "two")


def test_one_record_answers_with_the_citations_of_both(tmp_path):
    programme = populate(tmp_path)
    one, other = view.find_record("F-000001"), view.find_record("F-000002")
    alone = len(view.citations(one)), len(view.citations(other))
    merge(BORIS, one, other, "one protocol", four_eyes=True)
    assert len(view.citations(one)) == sum(alone)
    with pytest.raises(Problem, match="MT-424"):
        same(ANNA, programme.claims[0], one, reasons=["same day"])
    with pytest.raises(Problem, match="MT-801"):
        same(ANNA, programme.claims[2], other, reasons=["same day"])
    actions.erase(ANNA, one, "finder", why="asked for")
    assert [v.fields["finder"] for record in (one, other) for v in view.history(ANNA, record)] == [None, None]
    unmerge(BORIS, other, "two")
    assert len(view.citations(one)) == alone[0]
    assert verify().findings == ()


def test_not_a_duplicate_is_remembered_until_they_are_merged(two):
    one, other = two
    verdict = not_duplicate(ANNA, other, one, "two boxes")
    assert not_duplicate(BORIS, one, other) == verdict
    merge(BORIS, one, other, "one box after all", four_eyes=True)
    verdict.refresh_from_db()
    assert verdict.ended_by == head_number()


def test_two_people_stand_behind_a_merge_under_four_eyes(two):
    one, other = two
    with pytest.raises(Problem, match=r"MT-805.*F-000001 and F-000002"):
        merge(ANNA, one, other, "one protocol", four_eyes=True)
    third = approve(ANNA, propose(BORIS, Draft(kind="find", fields=FIND)), four_eyes=True).record
    merge(ANNA, one, third, "one protocol", four_eyes=True)
    merge(ANNA, one, other, "one protocol", four_eyes=False)
    assert counted()[:2] == (3, ["F-000001"])
