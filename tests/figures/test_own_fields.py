"""Figures, lists and files ask by fields that a programme declares for itself as by any other, by tier, on both
stores.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from minetrace.accounts.actor import Actor
from minetrace.figures.listing import Wanted, listed
from minetrace.figures.properties import properties_of
from minetrace.ledger.times import head_number
from minetrace.register.actions import Draft, approve, propose
from minetrace.register.kinds import KINDS, Field
from minetrace.register.models import VERSIONS, extra_property
from minetrace.terms import vocabulary
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import Term, Vocabulary
from tests.spec.tables import ANNA, BORIS, Table, answer, left_out, register, row_by_row

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

FIELDS = (
    Field(name="fund", type="text", label="Fund", help="Who paid.", tier="partner", extra=True),
    Field(name="donor", type="term", label="Donor", help="Who paid.", vocabulary="find.donor", extra=True),
    Field(name="signal_no", type="count", label="Signal", help="Its number.", tier="restricted", extra=True),
    Field(name="asked_on", type="day", label="Asked on", help="The day.", extra=True),
)
TABLE = """
    ref | qty | fund  | donor   | asked_on
    a   | 1   | X'y   | trust   | 2024-05-01
    b   | 2   | Z     | state   | 2024-06-01
    c   | 4   |       | unknown |
"""


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The fields, as `extra.declare` declares those of a home; this process has its tables already."""
    kind = replace(KINDS["find"], parts=(*KINDS["find"].parts, *FIELDS))
    terms = {code: Term(code=code, label=code.title()) for code in ("trust", "state", "unknown", "not_recorded")}
    monkeypatch.setitem(vocabulary._DECLARED, "find.donor", Vocabulary("find.donor", "This test", terms))
    monkeypatch.setitem(KINDS, "find", kind)
    monkeypatch.setattr(VERSIONS["find"], "kind", kind)
    for field in FIELDS:
        monkeypatch.setattr(VERSIONS["find"], field.name, extra_property(field), raising=False)
    properties_of.cache_clear()
    yield
    properties_of.cache_clear()


def references(table: Table, wanted: Wanted, actor: Actor = ANNA) -> list[str]:
    return table.named(row.record.reference for row in listed(actor, "find", wanted, at=head_number()))


def test_a_figure_asks_by_them() -> None:
    table = register(TABLE)
    given = answer("fund = 'X''y'")
    assert (row_by_row(table, given), left_out(table, given)) == ({"a": (1, 1)}, {"Fund not recorded": ["c"]})
    assert left_out(table, answer("donor = 'state'")) == {"Donor not recorded": ["c"]}
    assert [answer(where).low for where in ("donor IS NULL", "asked_on > DATE('2024-05-01')", "fund LIKE '_'")] == [
        *(4, 2, 2)
    ]
    assert answer("T_INTERSECTS(asked_on, INTERVAL('2024-05-01', '2024-05-31'))").low == 1


def test_numbers_are_numbers() -> None:
    table = register("ref | qty | category\na | 1 | uxo\nb | 2 | uxo", "find")
    for number, record in enumerate(table.records.values()):
        fields = {"category": "uxo", "quantity_low": 1, "quantity_high": 1, "signal_no": 9 + number}
        approve(BORIS, propose(ANNA, Draft(kind="find", fields=fields), record=record), four_eyes=True)
    assert row_by_row(table, answer("signal_no >= 10")) == {"b": (1, 1)}
    assert answer("signal_no IN (9, 10)").single == 2


def test_nothing_above_the_tier_is_asked_or_searched() -> None:
    table = register(TABLE)
    visitor = Actor("vera", "visitor")
    for where in ("fund = 'Z'", "signal_no IS NULL"):
        with pytest.raises(Problem, match="MT-504"):
            answer(where, actor=visitor)
        with pytest.raises(Problem, match="MT-504"):
            references(table, Wanted(where=where), visitor)
    assert references(table, Wanted(text="X'y")) == ["a"]
    assert references(table, Wanted(text="X'y"), visitor) == []


def test_a_listing_is_narrowed_as_a_figure_is() -> None:
    table = register(TABLE)
    assert references(table, Wanted(where="fund = 'Z' OR donor = 'trust'")) == ["a", "b"]
    assert references(table, Wanted(where="quantity > 1", text="z")) == ["b"]
    assert references(table, Wanted(where="NOT (donor IS NULL)")) == ["a", "b"]
    assert references(table, Wanted(text="Trust")) == ["a"]
    assert references(table, Wanted(text="fund")) == []
    with pytest.raises(Problem, match="MT-503"):
        references(table, Wanted(where="colour = 'red'"))
