"""Links between records: which are taken, which are refused, and how they read from both sides."""

import pytest

from minetrace.accounts.actor import Actor, keeper
from minetrace.ledger.times import head_number
from minetrace.ledger.verifying import verify
from minetrace.register.actions import Draft, approve, propose
from minetrace.register.kinds import KINDS
from minetrace.register.links import find_link, link, links_of, unlink
from minetrace.register.merging import merge
from minetrace.register.relations import rules
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import NULLS, vocabulary
from tests.ledger.programme import populate

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA, BORIS = keeper("anna"), keeper("boris")


def record(kind="find", **fields):
    return approve(BORIS, propose(ANNA, Draft(kind=kind, fields=fields)), four_eyes=True).record


def test_every_relation_has_its_rule_and_its_words():
    found = rules()
    assert list(found) == [code for code in vocabulary("link_relation").terms if code not in NULLS]
    assert {kind for rule in found.values() for kind in rule.get("from", []) + rule.get("to", [])} <= set(KINDS)
    assert all(rule["inverse"] for rule in found.values())


def test_a_link_is_dated_sourced_and_read_from_both_sides(tmp_path):
    programme = populate(tmp_path)
    ground, found = record("hazardous_area", name="North field"), record(model="PMN-2")
    made = link(ANNA, found, ground, "lies_in", held_from="2024-05-02", claim=programme.claims[0], why="protocol 7")
    [there], [back] = links_of(found), links_of(ground)
    assert (there.words, there.reference, there.forward) == ("lies in", ground.reference, True)
    assert (back.words, back.reference, back.forward) == ("holds", found.reference, False)
    assert (there.held_from, there.held_to, there.source, there.claim) == (
        "2024-05-02",
        None,
        programme.source.id,
        programme.claims[0].id,
    )
    assert find_link(made.pk[-8:]) == made
    assert verify().findings == ()


def test_an_ended_link_stays_as_it_stood():
    ground, found = record("hazardous_area"), record()
    made = link(ANNA, found, ground, "lies_in")
    before = head_number()
    unlink(ANNA, made, why="the next field")
    assert links_of(found) == []
    assert [one.reference for one in links_of(found, at=before)] == [ground.reference]
    assert links_of(found, at=before - 1) == []
    with pytest.raises(Problem, match="MT-411"):
        unlink(ANNA, made)
    assert link(ANNA, found, ground, "lies_in").pk != made.pk


def test_what_is_no_link_is_refused():
    ground, found, other = record("hazardous_area"), record(), record()
    link(ANNA, found, ground, "lies_in")
    cases = [
        ("MT-813", (found, found, "related"), {}),
        ("MT-331", (found, ground, "beside"), {}),
        ("MT-811", (ground, found, "lies_in"), {}),
        ("MT-811", (ground, found, "replaces"), {}),
        ("MT-812", (found, ground, "lies_in"), {}),
        ("MT-108", (found, other, "related"), {"held_from": "May 2024"}),
        ("MT-814", (found, other, "related"), {"held_from": "2024-05-02", "held_to": "2024-05-01"}),
    ]
    for code, ends, days in cases:
        with pytest.raises(Problem, match=code):
            link(ANNA, *ends, **days)
    with pytest.raises(Problem, match="MT-321"):
        link(Actor("rena", "reader"), found, other, "related")


def test_links_of_merged_records_stand_under_the_one_that_answers():
    ground, one, twice = record("hazardous_area"), record(), record()
    link(ANNA, twice, ground, "lies_in")
    merge(BORIS, one, twice, "one protocol", four_eyes=True)
    assert [found.reference for found in links_of(one)] == [ground.reference]
    with pytest.raises(Problem, match="MT-801"):
        link(ANNA, twice, ground, "related")
