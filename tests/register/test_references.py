"""References go on past six digits, in the order of their numbers."""

import pytest

from minetrace.figures.ask import ask
from minetrace.figures.question import Question
from minetrace.ledger.times import head_number
from minetrace.ledger.writing import writing
from minetrace.register import staging, view
from minetrace.register.actions import Draft, approve, propose
from minetrace.register.models import Record
from minetrace.register.references import from_reference, in_order, next_number, reference
from tests.ledger.programme import ANNA, BORIS

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]


def find(**fields):
    return approve(
        BORIS, propose(ANNA, Draft(kind="find", fields={"quantity_low": 1, **fields})), four_eyes=True
    ).record


def many(number):
    """As if a million finds had been held: the one that bears the number."""
    with writing("anna", "test.record") as change:
        change.make(Record(kind="find", reference=reference("find", number)))


def test_references_go_on_past_a_million():
    first = find()
    many(999_998)
    given = [first.reference, *(find().reference for _ in range(3))]
    assert given == ["F-000001", "F-999999", "F-1000000", "F-1000001"]
    assert [row.reference for row in view.listing(ANNA, "find", at=head_number())] == given
    assert list(Record.objects.filter(kind="find").values_list("reference", flat=True))[-3:] == given[1:]
    assert [one for _, one in from_reference("find", "F-999999", 2)] == given[1:3]
    assert [one for _, one in from_reference("find", "F-999999", 2, ">")] == given[2:]
    answer = ask(Question(measure="ordnance.found"), actor=ANNA, time_zone="UTC")
    assert [one.reference for one in answer.counted] == given
    assert view.find_record("F-1000000").reference == "F-1000000"


def test_a_batch_and_the_desk_number_from_one_place():
    many(999_999)
    options = {"source": "", "data_set": "", "basis": "own", "speaker": None, "said_on": None}
    batch = staging.begin("anna", "find", "a.csv", **options, new=0, rows=0)
    assert next_number("find") == 1_000_000
    batch.discard()


def test_other_kinds_number_for_themselves():
    many(41)
    assert (next_number("find"), next_number("visit")) == (42, 1)


def test_references_sort_by_number_in_python_too():
    assert sorted(["F-1000000", "F-999999", "F-000002"], key=in_order) == ["F-000002", "F-999999", "F-1000000"]
