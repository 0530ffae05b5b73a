"""Candidates for duplicates: which pairs are proposed, with which reasons, and which are not."""

import pytest
from shapely import Point

from minetrace.accounts.actor import Actor, keeper
from minetrace.register import duplicates
from minetrace.register.actions import Draft, approve, propose
from minetrace.register.duplicates import candidates
from minetrace.register.kinds import KINDS
from minetrace.register.merging import merge, not_duplicate
from minetrace.terms.problem import Problem

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA, BORIS = keeper("anna"), keeper("boris")
LACHIN = [{"place": "az/lachin-district", "relation": "in"}]
FIND = {
    "category": "ap_mine",
    "model": "PMN-2",
    "quantity_low": 3,
    "quantity_high": 3,
    "found_from": "2024-05-02",
    "found_to": "2024-05-02",
    "places": LACHIN,
}


def record(kind="find", **fields):
    return approve(BORIS, propose(ANNA, Draft(kind=kind, fields=fields)), four_eyes=True).record


def pairs(kind="find", actor=ANNA):
    return [(c.one.reference, c.other.reference) for c in candidates(actor, kind).candidates]


def test_every_rule_names_fields_that_there_are():
    for kind, rule in duplicates._rules()["kinds"].items():
        known = {f.name for f in KINDS[kind].fields}
        assert {*rule["fields"], *rule.get("needs", ())} <= known, kind
        assert {f"{rule['period']}_from", f"{rule['period']}_to"} <= known if "period" in rule else True, kind


def test_a_pair_has_its_reasons_and_what_speaks_against_it():
    record(**FIND, position=Point(46.5, 39.6))
    record(**{**FIND, "quantity_low": 4, "quantity_high": 4}, position=Point(46.5001, 39.6))
    record(**{**FIND, "found_from": "2024-05-03", "found_to": "2024-05-03"})
    record(**{**FIND, "places": [{"place": "az/kalbajar-district", "relation": "in"}]})
    [found] = candidates(ANNA, "find").candidates
    assert (found.one.reference, found.other.reference) == ("F-000001", "F-000002")
    assert found.reasons == (
        ("same day: 2024-05-02", 2),
        ("same place: az/lachin-district", 2),
        ("9 m apart", 3),
        ("same model: PMN-2", 2),
        ("same category: ap_mine", 1),
    )
    assert found.against == (("quantity, at least differs: 3 and 4", 1),)
    assert found.score == 9


def test_equal_numbers_alone_make_no_pair():
    record(quantity_low=350, quantity_high=350, model="PMN-E")
    record(quantity_low=350, quantity_high=350, model="PMN-E")
    assert pairs() == []


def test_positions_far_apart_are_two_finds():
    record(**FIND, position=Point(46.5, 39.6))
    record(**FIND, position=Point(46.6, 39.6))
    assert pairs() == []


def test_people_harmed_in_one_accident_are_not_one_person():
    shared = {"happened_from": "2024-05-02", "happened_to": "2024-05-02", "places": LACHIN, "outcome": "killed"}
    record("victim", **shared, sex="male", name="Nadir Demo")
    record("victim", **shared, sex="male", name="Rashad Demo")
    record("victim", **shared, sex="male", name="nadir  demo")
    record("victim", **shared, sex="male")
    assert pairs("victim") == [("C-000001", "C-000003")]
    # A name is not a reason for somebody who is not shown it.
    assert pairs("victim", Actor("rena", "reader")) == []


def test_what_was_decided_is_not_proposed_again():
    one, other, third = record(**FIND), record(**FIND), record(**FIND)
    assert len(pairs()) == 3
    not_duplicate(ANNA, one, other, "two boxes")
    assert pairs() == [("F-000001", "F-000003"), ("F-000002", "F-000003")]
    merge(BORIS, one, third, "one protocol", four_eyes=True)
    assert pairs() == []


def test_a_key_that_everybody_shares_is_told_not_compared(monkeypatch):
    monkeypatch.setitem(duplicates._rules(), "largest_block", 2)
    for _ in range(3):
        record(**FIND)
    found = candidates(ANNA, "find")
    assert found.candidates == ()
    assert found.too_common == 4


def test_a_kind_that_there_is_not():
    with pytest.raises(Problem, match="MT-411"):
        candidates(ANNA, "minefield")
    assert candidates(ANNA, "reply").candidates == ()
