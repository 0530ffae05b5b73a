"""Geometry comes back from each store as it went in."""

import pytest

from minetrace.accounts.actor import keeper
from minetrace.ledger.times import head_number
from minetrace.register import view
from minetrace.register.derived import derived_findings
from tests.register.finds import populate_finds

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"], transaction=True)]

ANNA = keeper("anna")


@pytest.fixture(autouse=True)
def finds(django_db_setup):
    populate_finds()


def test_geometry_comes_back_as_it_went_in():
    rows = view.listing(ANNA, "find", at=head_number())
    assert [row.fields["position"].wkt if row.fields["position"] else None for row in rows] == [
        "POINT (46.5 39.6)",
        "POLYGON ((46 39, 46.1 39, 46.1 39.1, 46 39))",
        None,
        "POINT (48 41)",
    ]
    assert list(derived_findings()) == []
