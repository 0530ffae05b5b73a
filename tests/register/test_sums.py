"""How many versions say the same: what the store keeps is what the versions are, whatever was done to them."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minetrace.accounts.actor import keeper
from minetrace.ledger.times import head_number
from minetrace.register import staging, sums, view
from minetrace.register.actions import Draft, approve, propose, withdraw
from minetrace.register.derived import derived_findings
from minetrace.register.kinds import KINDS
from minetrace.register.merging import merge
from minetrace.register.models import VERSIONS, Record

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA, BORIS = keeper("anna"), keeper("boris")
FIND = KINDS["find"]


def find(**fields):
    return approve(BORIS, propose(ANNA, Draft(kind="find", fields=fields)), four_eyes=True).record


def counted(at):
    """By what is counted by, as the sums say it and as the versions do, one by one."""
    text, params = sums.selected("find", at=at)
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        summed = {row[:-1]: int(row[-1]) for row in cursor.fetchall()}
    each = list(view.selected("find", at=at).values_list(*sums.columns(FIND)))
    return summed, {said: each.count(said) for said in set(each)}


def test_what_the_store_keeps_is_what_counted_at_each_entry():
    records = [find(category="ap_mine", quantity_low=2, quantity_high=2) for _ in range(3)]
    records += [find(quantity_low=0), find(category="uxo"), find()]
    approve(BORIS, propose(ANNA, Draft(kind="find", fields={"quantity_high": 9}), record=records[0]), four_eyes=True)
    approve(BORIS, withdraw(ANNA, records[1], why="no find"), four_eyes=True)
    merge(BORIS, records[2], records[3], "entered twice", four_eyes=False)
    for at in range(head_number() + 1):
        summed, each = counted(at)
        assert summed == each, at
    assert list(derived_findings()) == []


def staged_find(number, replaces=None):
    columns = {"category": "uxo", "quantity_low": number}
    return staging.RowRecord(columns=columns, row=number, key=str(number), content="c", replaces=replaces)


def test_staged_rows_count_from_their_entry_on_and_those_given_up_never():
    record, before = find(category="uxo", quantity_low=7), head_number()
    about = {"source": None, "data_set": "d", "basis": "own", "speaker": None, "said_on": None}
    given_up = staging.begin("anna", "find", "first.csv", new=2, rows=2, **about)
    given_up.stage([staged_find(1), staged_find(2)])
    assert counted(head_number()) == ({("approved", "own", 7, None, "uxo"): 1},) * 2
    given_up.discard()
    batch = staging.begin("anna", "find", "second.csv", new=1, rows=2, **about)
    current = VERSIONS["find"]._default_manager.get(record=record, ended_by__isnull=True)
    batch.stage([staged_find(3), staged_find(4, current)])
    assert counted(head_number())[0] == {("approved", "own", 7, None, "uxo"): 1}
    batch.publish("in")
    assert counted(before) == ({("approved", "own", 7, None, "uxo"): 1},) * 2
    assert counted(head_number()) == ({("approved", "own", n, None, "uxo"): 1 for n in (3, 4)},) * 2
    assert list(derived_findings()) == []


OPERATIONS = st.lists(
    st.tuples(st.sampled_from(["make", "end", "delete"]), st.integers(0, 9), st.none() | st.integers(0, 1)), max_size=12
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OPERATIONS)
def test_the_store_keeps_them_whatever_is_written(operations):
    table = VERSIONS["find"]._default_manager
    for number, (what, which, count) in enumerate(operations, start=1):
        rows = list(table.order_by("pk"))
        if what == "make":
            record = Record(
                id=f"r{number}-{head_number()}", kind="find", reference=f"F-{900000 + number}", entry=number
            )
            record.seal = record.digest = ""
            Record.objects.bulk_create([record], ignore_conflicts=True)
            said = {
                "basis": "own",
                "author": "anna",
                "seal": "",
                "digest": "",
                "category": None if which % 2 else "uxo",
            }
            table.bulk_create([VERSIONS["find"](record=record, entry=number, quantity_low=count, **said)])
        elif rows and what == "end":
            table.filter(pk=rows[which % len(rows)].pk).update(ended_by=number)
        elif rows:
            table.filter(pk=rows[which % len(rows)].pk).delete()
    assert sums.differing(FIND) == []
    table.all().delete()
    Record.objects.filter(reference__gte="F-900000").delete()


def test_a_sum_that_somebody_changed_is_named():
    find(category="uxo")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {sums.TABLE} SET many = many + 1 WHERE entry = 0")
    assert [(one.id, one.field) for one in derived_findings()] == [("find of entry 0", "many")]


def test_the_sums_are_made_anew_from_the_versions():
    find(category="uxo", quantity_low=3)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {sums.TABLE}")
        assert sums.differing(FIND) != []
        cursor.execute(f"INSERT INTO {sums.TABLE} {sums.counted(FIND)}")
    assert list(derived_findings()) == []
