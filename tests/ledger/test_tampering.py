"""One altered byte in any table is named; so are dropped, swapped and rebuilt entries."""

import json
from itertools import zip_longest

import pytest
from django.db import connection, transaction

from minetrace.accounts.actor import keeper
from minetrace.ledger import heads
from minetrace.ledger.models import Entry, sealed_models
from minetrace.ledger.verifying import verify
from minetrace.register.derived import derived_findings
from tests.ledger.programme import populate

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA, BORIS = keeper("anna"), keeper("boris")


@pytest.fixture
def programme(tmp_path):
    return populate(tmp_path)


def run(statement, values=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def unconstrained(statement, values=()):
    """What an intruder with the file does: references between tables are not looked at."""
    if connection.vendor == "sqlite":
        run("PRAGMA defer_foreign_keys = ON")
        run(statement, values)
    else:
        run("SET session_replication_role = replica")
        run(statement, values)
        run("SET session_replication_role = DEFAULT")


EVERY = [*sealed_models(), Entry]


def altered(field, before):
    if field.get_internal_type() in ("BigIntegerField", "IntegerField"):
        return (before or 0) + 1
    return str(before or "x")[:-1] + "~"


def alterable(model):
    """Fields of a table that an intruder may alter; a geometry has a test of its own."""
    fields = model._meta.concrete_fields
    return [f for f in fields if not f.primary_key and f.get_internal_type() != "GeometryField"]


def alter(model, field):
    """Alter a field of a table's first row; what has to be named then."""
    quote, row = connection.ops.quote_name, model._default_manager.order_by("pk").first()
    change = f"UPDATE {model._meta.db_table} SET {quote(field.column)} = %s WHERE {quote(model._meta.pk.column)} = %s"
    unconstrained(change, [altered(field, getattr(row, field.attname)), row.pk])
    return model._meta.db_table, str(row.pk), field.attname


def unnamed(alterations):
    """What is not named when these fields are altered; nothing stays altered."""
    with transaction.atomic():
        expected = {alter(model, field) for model, field in alterations}
        found = {(f.table, f.id, f.field) for f in (*verify().findings, *derived_findings())}
        transaction.set_rollback(True)
    return expected - found


@pytest.mark.parametrize("table", ["find_version", "citation", "source", "ledger_entry"])
def test_one_altered_byte_is_named(programme, table):
    model = next(model for model in EVERY if model._meta.db_table == table)
    fields = alterable(model)
    assert len(fields) > 3
    assert set().union(*(unnamed([(model, field)]) for field in fields)) == set()


def test_one_altered_byte_in_each_table_is_named(programme):
    """A field of every table at once, then the next one of every table: verifying for each alone takes a minute."""
    columns = list(zip_longest(*([(model, field) for field in alterable(model)] for model in EVERY)))
    assert len(EVERY) > 30
    assert set().union(*(unnamed(filter(None, together)) for together in columns)) == set()


def test_an_altered_geometry_is_named(programme):
    run("UPDATE find_version SET position = (SELECT position FROM find_version WHERE id = 2) WHERE id = 1")
    assert ("find_version", "1", "position") in {(f.table, f.id, f.field) for f in verify().findings}


def test_a_dropped_last_entry_is_named(programme):
    last = Entry.objects.order_by("-number").first()
    head = heads.signed_head("Test", programme.key)
    run("DELETE FROM ledger_entry WHERE number = %s", [last.number])
    assert {f.field for f in verify().findings} & {"entry", "ended_by"}
    assert [(f.table, f.id, f.field) for f in heads.check_head(head)] == [("ledger_entry", str(last.number), "number")]


def test_two_swapped_entries_are_named(programme):
    run("UPDATE ledger_entry SET number = -1 WHERE number = 2")
    run("UPDATE ledger_entry SET number = 2 WHERE number = 3")
    run("UPDATE ledger_entry SET number = 3 WHERE number = -1")
    found = {(f.table, f.id, f.field) for f in verify().findings}
    assert {("ledger_entry", "2", "number"), ("ledger_entry", "3", "number")} <= found
    assert ("ledger_entry", "2", "previous") in found


def test_a_rebuilt_chain_differs_from_a_head_kept_elsewhere(programme):
    head = heads.signed_head("Test", programme.key)
    previous = Entry.objects.get(number=1).hash
    for entry in Entry.objects.filter(number__gte=2).order_by("number"):
        entry.previous, entry.actor = previous, "somebody else"
        entry.close()
        entry.save()
        previous = entry.hash
    assert verify().findings == ()
    assert [(f.id, f.field) for f in heads.check_head(head)] == [(str(head["number"]), "hash")]


def test_a_forged_head_is_refused(programme):
    from minetrace.terms.problem import Problem

    head = heads.signed_head("Test", programme.key)
    with pytest.raises(Problem, match="MT-312"):
        heads.check_head({**head, "number": head["number"] - 1})


def test_the_example_has_a_row_in_every_table(programme):
    assert [m._meta.db_table for m in sealed_models() if not m._default_manager.exists()] == []
    assert verify().findings == ()
    assert json.loads(Entry.objects.get(number=1).contents)["made"]
