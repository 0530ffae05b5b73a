"""The register's file is a GeoPackage that GDAL reads as we list it."""

import pyogrio
import pytest
from django.db import connection

from minetrace.accounts.actor import keeper
from minetrace.ledger.times import head_number
from minetrace.register import view
from tests.register.finds import populate_finds

# Not marked `store`: only the embedded store is a file.
pytestmark = pytest.mark.django_db(databases=["default", "accounts"], transaction=True)

ANNA = keeper("anna")


def test_gdal_counts_as_we_list():
    populate_finds()
    file = connection.settings_dict["NAME"]
    info = pyogrio.read_info(file, layer="find", force_feature_count=True)
    assert info["features"] == len(view.listing(ANNA, "find", at=head_number())) == 4
    assert info["crs"] == "EPSG:4326"
    assert "finder" not in info["fields"]
    boxed = pyogrio.raw.read(file, layer="find", bbox=(46.4, 39.5, 46.6, 39.7), columns=["reference"])
    assert list(boxed[3][0]) == ["F-000001"]


def test_a_layer_opens_without_a_walk_through_ended_versions():
    populate_finds()
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN SELECT * FROM find LIMIT 1")
        steps = [row[3] for row in cursor.fetchall()]
    assert "SCAN v USING INDEX one_open_find_version" in steps
