"""The chain names what was altered: table, id and field."""

import pytest
from django.db import connection

from minetrace.accounts.actor import keeper
from minetrace.ledger.verifying import verify
from minetrace.register.actions import Draft, approve, erase, propose
from minetrace.register.models import Record

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA, BORIS = keeper("anna"), keeper("boris")


@pytest.fixture
def find():
    draft = Draft(
        kind="find",
        fields={
            "category": "ap_mine",
            "model": "PMN-2",
            "quantity_low": 3,
            "quantity_high": 3,
            "found_from": "2024-05-01",
            "found_to": "2024-05-01",
            "finder": "Somebody",
            "team": "Team 1",
            "places": [{"place": "az/lachin-district", "relation": "in"}],
        },
    )
    return approve(BORIS, propose(ANNA, draft), four_eyes=True)


def test_an_untouched_register_verifies(find):
    checked = verify()
    assert checked.findings == ()
    assert checked.entries == 2


@pytest.mark.parametrize("field", ["model", "team", "finder", "quantity_low", "seal", "digest", "ended_by", "entry"])
def test_one_altered_field_is_named(find, field):
    value = 1 if field in ("quantity_low", "ended_by", "entry") else "x"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE find_version SET {field} = %s", [value])
    named = {(f.table, f.id, f.field) for f in verify().findings}
    assert ("find_version", str(find.pk), field) in named


def test_an_erased_person_still_verifies(find):
    assert erase(ANNA, find.record, "finder", why="asked for it") == 1
    find.refresh_from_db()
    assert find.finder is None
    assert verify().findings == ()


def test_a_person_who_vanished_without_an_entry_is_named(find):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE find_version SET finder = NULL")
    assert [(f.table, f.field) for f in verify().findings] == [("find_version", "finder")]


def test_a_record_that_vanished_is_named(find):
    assert Record.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM find_version")
    assert [(f.table, f.id) for f in verify().findings] == [("find_version", "of entry 2")]
