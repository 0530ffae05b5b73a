"""Asking on a small register."""

import pytest

from minetrace.accounts.actor import keeper
from minetrace.figures import counting
from minetrace.figures.ask import ask
from minetrace.figures.listing import Wanted, listed
from minetrace.figures.question import Question, parse_where
from minetrace.ledger.times import head_number
from minetrace.register import references
from minetrace.register.actions import Draft, approve, propose
from tests.doors.tables import imported, written

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA, BORIS = keeper("anna"), keeper("boris")


@pytest.mark.parametrize("short", [0, counting._SHORT])
def test_the_first_of_many_are_found_though_all_of_them_stand_last(monkeypatch, tmp_path, short):
    """As in a programme that records day by day: who walks from the first record on gives up, and gathers."""
    monkeypatch.setattr(counting, "_FEW", 0)
    monkeypatch.setattr(counting, "_SHORT", short)
    monkeypatch.setattr(references, "_FIRST", 1)
    rows = [(str(n), "2023-01-02" if n <= 24 else "2024-05-13", "AP mine", str(n)) for n in range(1, 31)]
    imported(written(tmp_path / "finds.csv", ("id", "date found", "device type", "quantity"), *rows), tmp_path)
    answer = ask(Question(measure="ordnance.found", since="2024-05-01"), actor=ANNA, time_zone="UTC")
    assert (answer.low, len(answer.counted)) == (sum(range(25, 31)), 6)
    assert [row.reference for row in answer.counted[:2]] == ["F-000025", "F-000026"]
    found = listed(ANNA, "find", Wanted(where="quantity >= 25"), at=head_number())
    assert [row.record.reference for row in found[:1]] == ["F-000025"]


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
