"""Verbs on sources: keep once, decide, undo, read again."""

import pytest

from minetrace.accounts.actor import Actor, keeper
from minetrace.ledger.models import Entry
from minetrace.ledger.verifying import verify
from minetrace.sources import actions
from minetrace.sources.actions import About, add, decide, reread, undo_decision
from minetrace.sources.claims import kept_claims
from minetrace.sources.models import Claim, Reading, Text
from minetrace.terms.problem import Problem

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA = keeper("anna")
TEXT = "On 5 May 2024 sappers found 120 PMN-2 anti-personnel mines in Fuzuli district, the agency said.\n"


@pytest.fixture
def kept(tmp_path):
    return add(ANNA, TEXT.encode(), name="a.txt", about=About(publisher="Agency"), folder=tmp_path)


def test_every_claim_quotes_the_text(kept):
    claims = kept_claims(kept.source.id)
    assert claims
    for claim in claims:
        assert kept.source.text.characters[claim.row.start : claim.row.end] == claim.row.quote


def test_the_same_text_is_stored_once(kept, tmp_path):
    again = add(ANNA, TEXT.encode(), name="b.txt", about=About(publisher="Agency"), folder=tmp_path)
    assert (again.outcome, again.source) == ("already kept", kept.source)
    relay = add(ANNA, TEXT.encode(), name="b.txt", about=About(publisher="Relay"), folder=tmp_path)
    assert relay.source != kept.source
    assert Text.objects.count() == 1
    assert Entry.objects.count() == 2


def test_a_decision_stands_beside_the_claim(kept):
    [claim] = kept_claims(kept.source.id)
    decide(ANNA, claim.row, "otherwise", corrected={"made_year": 2021, "value": 121})
    [claim] = kept_claims(kept.source.id)
    assert (claim.state, claim.said["value"], claim.read_as["value"]) == ("otherwise", 120, 121)
    decide(ANNA, claim.row, "right")
    assert kept_claims(kept.source.id)[0].read_as["value"] == 120
    assert undo_decision(ANNA, claim.row)
    assert kept_claims(kept.source.id)[0].state == "otherwise"
    assert undo_decision(ANNA, claim.row)
    assert kept_claims(kept.source.id)[0].state == "to review"
    assert not undo_decision(ANNA, claim.row)
    assert verify().findings == ()


def test_a_misreading_needs_its_reason(kept):
    [claim] = kept_claims(kept.source.id)
    with pytest.raises(Problem, match="MT-402"):
        decide(ANNA, claim.row, "misread", reason=" ")
    with pytest.raises(Problem, match="MT-403"):
        decide(ANNA, claim.row, "otherwise")


@pytest.mark.parametrize(
    "corrected",
    [
        {"colour": "red"},
        {"quote": "zzz"},
        {"span": [0, 5]},
        {"value": "abc"},
        {"outcome": "killed"},
        {"hedge": "perhaps"},
        {"from": "May 2024"},
        {"places": "Fuzuli"},
    ],
)
def test_a_correction_that_no_claim_can_have_is_refused(kept, corrected):
    [claim] = kept_claims(kept.source.id)
    with pytest.raises(Problem, match="MT-404"):
        decide(ANNA, claim.row, "otherwise", corrected=corrected)


def test_a_visitor_may_not_decide(kept):
    [claim] = kept_claims(kept.source.id)
    with pytest.raises(Problem, match="MT-321"):
        decide(Actor("vera", "visitor"), claim.row, "right")


def test_a_better_reader_brings_others_to_review_and_loses_nothing(kept, monkeypatch):
    [claim] = kept_claims(kept.source.id)
    decide(ANNA, claim.row, "right")
    read = actions.read

    def better(text, **details):
        from dataclasses import replace

        found = read(text, **details)
        [first] = found.claims
        return replace(found, version="test", claims=(replace(first, model="PMN-2N"),))

    monkeypatch.setattr(actions, "read", better)
    outcome = reread(ANNA, kept.source)
    assert ([c.pk for c in outcome.same], outcome.new, outcome.gone) == ([], [], [])
    [(before, after)] = outcome.changed
    assert before == claim.row
    states = {k.id: k.state for k in kept_claims(kept.source.id)}
    assert states == {before.id: "right", after.id: "to review"}
    assert Reading.objects.filter(ended_by__isnull=True).count() == 1
    assert Claim.objects.count() == 2

    monkeypatch.setattr(actions, "read", read)
    reread(ANNA, kept.source)
    assert [k.ordinal for k in kept_claims(kept.source.id) if k.id == claim.id] == [0]
    assert verify().findings == ()
