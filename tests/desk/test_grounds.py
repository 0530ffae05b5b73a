"""Where places are drawn on the map: never narrower than what is known, never where nobody said."""

import datetime

import pytest
from pyproj import Geod

from minetrace.desk.map.grounds import AROUND, ASSUMED, HELD, MAY_HOLD, STATED, ground, grounds
from minetrace.places import packed

PLACES = packed()
DAY = datetime.date(2024, 5, 2)


def test_a_settlement_has_the_precision_that_a_record_states_else_the_assumption() -> None:
    stated = ground(PLACES, "az/lachin", DAY, 500)
    assert stated is not None
    assert (stated.radius_m, stated.why) == (500, STATED)
    assumed = ground(PLACES, "az/lachin", DAY)
    assert assumed is not None
    assert (assumed.radius_m, assumed.why) == (4000, ASSUMED)


def test_a_district_without_a_point_holds_every_place_known_in_it() -> None:
    drawn = ground(PLACES, "az/fuzuli-district", DAY)
    assert drawn is not None
    assert drawn.why == AROUND
    for child, sure in PLACES.descendants("az/fuzuli-district", on=DAY).items():
        point = PLACES.get(child).point
        if point is not None and sure == "stated":
            assert Geod(ellps="WGS84").inv(drawn.lon, drawn.lat, *point)[2] <= drawn.radius_m + 1


def test_a_height_without_a_point_is_drawn_as_every_unit_that_may_hold_it_under_their_names() -> None:
    mentions = [{"place": "az/sarybaba-height", "relation": "in"}]
    drawn = grounds(PLACES, mentions, DAY)
    assert [(one.place, one.why) for one in drawn] == [("az/lachin-district", HELD), ("az/shusha-district", MAY_HOLD)]
    height = PLACES.get("az/sarybaba-height").label
    for one in drawn:
        unit = ground(PLACES, one.place, DAY)
        assert unit is not None
        assert (one.holds, one.label, one.lon, one.radius_m) == (height, unit.label, unit.lon, unit.radius_m)
    assert ground(PLACES, "az/sarybaba-height", DAY) is None


@pytest.mark.parametrize("place", ["az", "am/syunik"])
def test_a_country_and_a_unit_without_any_point_are_not_drawn(place: str) -> None:
    assert ground(PLACES, place, DAY) is None


def test_the_finer_place_of_a_set_is_drawn_alone() -> None:
    mentions = [
        {"place": "az/lachin-district", "relation": "in"},
        {"place": "az/lachin", "relation": "in", "precision_m": 900},
    ]
    assert [one.place for one in grounds(PLACES, mentions, DAY)] == ["az/lachin"]
    assert grounds(PLACES, [{"place": "xx/gone", "relation": "in"}], DAY) == []


def test_a_unit_is_drawn_where_the_place_in_it_cannot_be() -> None:
    mentions = [
        {"place": "az/lachin-district", "relation": "in"},
        {"place": "az/kichik-ishigli-height", "relation": "south of"},
    ]
    assert ground(PLACES, "az/kichik-ishigli-height", DAY) is None
    assert [one.place for one in grounds(PLACES, mentions, DAY)] == ["az/lachin-district"]


def test_a_ring_is_closed_and_as_wide_as_it_says() -> None:
    drawn = ground(PLACES, "az/lachin", DAY)
    assert drawn is not None
    ring = drawn.ring()
    assert ring[0] == ring[-1]
    for lon, lat in ring:
        assert abs(Geod(ellps="WGS84").inv(drawn.lon, drawn.lat, lon, lat)[2] - drawn.radius_m) < 2
