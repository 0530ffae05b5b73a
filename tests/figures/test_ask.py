"""Asking on a small register."""

import pytest

from minetrace.accounts.actor import keeper
from minetrace.figures.ask import ask
from minetrace.figures.question import Question, parse_where
from minetrace.register.actions import Draft, approve, propose

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA, BORIS = keeper("anna"), keeper("boris")


def find(**fields):
    fields = {"found_from": "2022-08-15", "found_to": "2022-08-15", "quantity_low": 350, "quantity_high": 350} | fields
    fields["places"] = [{"place": "az/lachin-district", "relation": "in"}]
    return approve(BORIS, propose(ANNA, Draft(kind="find", fields=fields)), four_eyes=True)


def test_a_find_answers():
    find(model="PMN-E", category="ap_mine")
    find(model=None, category="mine")
    find(model="TM-62M", category="av_mine")
    question = Question(
        measure="ordnance.found",
        where=parse_where("model = 'PMN-E' or (category = 'anti-personnel mine' and made_year >= 2020)"),
        places=("az/lachin-district",),
        since="2022-08-01",
    )
    answer = ask(question, actor=ANNA, time_zone="Asia/Baku")
    assert (answer.low, answer.high, answer.single) == (350, 350, 350)
    assert [row.reference for row in answer.counted] == ["F-000001"]
    assert [(out.reason, out.count, out.examples) for out in answer.left_out] == [
        ("Model not recorded", 1, ("F-000002",))
    ]
    assert Question.from_dict(question.as_dict()) == question
    assert Question.from_query_string(question.to_query_string()) == question
    assert answer.as_dict()["text"] == "350"
