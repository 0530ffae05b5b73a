"""Declarations: no field takes the place of a column that every version has; every kind holds what is proposed."""

import pytest

from minetrace.accounts.actor import keeper
from minetrace.ledger.times import head_number
from minetrace.register import models, view
from minetrace.register.actions import Draft, approve, propose
from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Field, Kind

ANNA, BORIS = keeper("anna"), keeper("boris")


def test_a_field_does_not_take_the_place_of_a_version_s_own_column():
    wrong = Kind(
        name="wrong",
        prefix="W",
        label="Wrong",
        plural="Wrong",
        parts=(Field(name="status", type="text", label="Status", help="Stands in every version."),),
    )
    with pytest.raises(ValueError, match="wrong declares status"):
        models._version_table(wrong)


@pytest.mark.store
@pytest.mark.django_db(databases=["default", "accounts"])
@pytest.mark.parametrize(
    ("kind", "state"), [("hazardous_area", {"hazard_status": "open"}), ("activity", {"activity_status": "planned"})]
)
def test_the_state_of_ground_and_work_stands_beside_that_of_the_version(kind, state):
    approve(BORIS, propose(ANNA, Draft(kind=kind, fields=state)), four_eyes=True)
    [held] = view.listing(ANNA, kind, at=head_number())
    assert held.status == "approved"
    assert {name: held.fields[name] for name in state} == state
    assert kind in KINDS
