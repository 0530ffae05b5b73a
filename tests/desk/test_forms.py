"""The form of a record: every kind has one, and what it gives back is what it was given."""

from typing import Any

import pytest
import shapely

from minetrace.accounts.actor import Actor, keeper
from minetrace.desk.forms import RecordForm
from minetrace.register.kinds import KINDS
from tests.desk.test_taking import typed

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

KARIN = keeper("karin")
FIND: dict[str, Any] = {
    "category": "ap_mine",
    "made_in": "AM",
    "quantity_low": 0,
    "found_from": "2024-05-01",
    "position": shapely.Point(46.5, 39.75),
    "places": [{"place": "az/lachin-district", "relation": "north of", "precision_m": 500, "as_written": "Laçın"}],
    "remark": "Beside the road.",
}
VISIT: dict[str, Any] = {"who": [{"name": "Blue Bridge group", "role": "observers", "since": "2024-01-01"}]}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_form_that_may_be_left_empty(kind: str) -> None:
    form = RecordForm(KINDS[kind], KARIN, values={}, data={})
    assert form.is_valid(), form.errors
    assert form.record_fields() == {}
    assert {name for group in form.groups() for name in [f.name for f in group.fields]} == set(form.fields)
    assert "<" in str(form)


@pytest.mark.parametrize(("kind", "values"), [("find", FIND), ("visit", VISIT)])
def test_what_goes_in_comes_out(kind: str, values: dict[str, Any]) -> None:
    blank = RecordForm(KINDS[kind], KARIN, values=values)
    form = RecordForm(KINDS[kind], KARIN, values=values, data=typed(blank))
    assert form.is_valid(), form.errors
    assert form.record_fields() == values


def test_fields_above_an_actors_tier_are_not_in_the_form() -> None:
    names = set(RecordForm(KINDS["find"], Actor("rena", "reader"), values={}).fields)
    assert "team" in names
    assert not {"position", "finder"} & names


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("found_from", "01.05.2024", "Write the day as year-month-day, for example 2022-08-15."),
        ("position", "here", "Write latitude and longitude in degrees"),
        ("places-0-place", "Lachin", "is the name of several places"),
        ("places-0-precision_m", "far", "A precision is a whole number of metres."),
        ("quantity_low", "-1", "greater than or equal to 0"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(name: str, value: str, told: str) -> None:
    blank = typed(RecordForm(KINDS["find"], KARIN, values=FIND))
    form = RecordForm(KINDS["find"], KARIN, values=FIND, data={**blank, name: value})
    field = name.partition("-")[0]
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert told in str(form.errors[field])
