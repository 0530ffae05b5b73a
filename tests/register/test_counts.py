"""What lists count from an index is what the one read path gives, at every entry; the indexes follow the kinds."""

import pytest
from django.db import connection

from minetrace.accounts.actor import keeper
from minetrace.figures.ask import ask
from minetrace.figures.question import Question
from minetrace.ledger.times import head_number
from minetrace.register import indexes, view
from minetrace.register.actions import Draft, approve, propose, withdraw
from minetrace.register.counts import counts
from minetrace.register.merging import merge

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA, BORIS = keeper("anna"), keeper("boris")
KALBAJAR = [{"place": "az/kalbajar-district", "relation": "in"}]


def find(record=None, **draft):
    fields = {"category": "ap_mine", "quantity_low": 1, "quantity_high": 1, **draft.pop("fields", {})}
    proposal = propose(ANNA, Draft(kind="find", fields=fields, **draft), record=record)
    return approve(BORIS, proposal, four_eyes=True).record


def listed(at):
    rows = view.listing(ANNA, "find", at=at)
    return {basis: sum(row.basis == basis for row in rows) for basis in ("own", "reported")}


def test_counts_at_every_entry_are_those_of_the_listing():
    one, other, third = find(), find(), find()
    find(basis="reported", speaker="A ministry")
    find(record=third, fields={"quantity_high": 5})
    merge(BORIS, one, other, "entered twice", four_eyes=False)
    approve(BORIS, withdraw(ANNA, third, why="no find"), four_eyes=True)
    assert counts("find", at=head_number()) == {"own": 1, "reported": 1}
    for at in range(head_number() + 1):
        assert counts("find", at=at) == listed(at), at


def test_days_that_are_half_known_are_met_once():
    """Each stretch of the index by place and day is asked by itself: no find is in two of them, or in none."""
    days = [("2024-05-02", "2024-05-02"), (None, "2024-05-20"), ("2024-05-03", None), (None, None)]
    for first, last in days:
        for places in (KALBAJAR, []):
            find(fields={"found_from": first, "found_to": last, "places": places})
    question = Question(
        measure="ordnance.found", places=("az/kalbajar-district",), since="2024-05-01", until="2024-05-31"
    )
    answer = ask(question, actor=ANNA, time_zone="UTC")
    assert [(row.reference, row.low) for row in answer.counted] == [("F-000001", 1), ("F-000003", 0), ("F-000005", 0)]
    assert {one.reason: (one.count, one.examples) for one in answer.left_out} == {
        "place not recorded": (4, ("F-000002", "F-000004", "F-000006", "F-000008")),
        "date not recorded": (1, ("F-000007",)),
    }


def test_indexes_are_made_once_and_stay():
    indexes.refresh()
    with connection.cursor() as cursor:
        held = connection.introspection.get_constraints(cursor, "find_version")
    known = ["status", "basis", "ended_by", "entry", "quantity_low", "quantity_high", "category"]
    days, places = ["found_from", "found_to"], ["places", "found_from", "found_to"]
    made = {"of_status": [], "of_day": days, "of_place": places, "of_day_spanned": days, "of_place_spanned": places}
    assert {name: held[f"find_version_{name}"]["columns"] for name in made} == {
        name: [*columns, *known, "record_number"] for name, columns in made.items()
    }


def test_indexes_of_earlier_releases_go():
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX find_version_by_day ON find_version (found_from, found_to)")
    indexes.refresh()
    with connection.cursor() as cursor:
        assert "find_version_by_day" not in connection.introspection.get_constraints(cursor, "find_version")


def test_no_index_is_kept_for_texts_that_begin_alike():
    """Ids are asked for whole: an import writes each of their indexes for every row."""
    indexes.refresh()
    with connection.cursor() as cursor:
        for table in ("record", "citation", "find_version", "source_table_row"):
            held = connection.introspection.get_constraints(cursor, table)
            assert [name for name in held if name.endswith("_like")] == [], table


def test_the_store_is_told_of_many_new_rows():
    find(fields={"found_from": "2024-05-02", "found_to": "2024-05-02"})
    indexes.survey("find")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'find_version'")
            assert cursor.fetchone() == (1,)
