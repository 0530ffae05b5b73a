import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from minetrace.places import Name, Parent, Place, packed

days = st.none() | st.dates()
names = st.builds(
    Name,
    text=st.text(min_size=1),
    language=st.none() | st.sampled_from(["az", "hy"]),
    kind=st.sampled_from(["official", "variant", "exonym"]),
    valid_from=days,
    valid_to=days,
)
parents = st.builds(
    Parent,
    place=st.text(min_size=1),
    source=st.text(),
    valid_from=days,
    valid_to=days,
    certainty=st.sampled_from(["stated", "probable"]),
)
places = st.builds(
    Place,
    id=st.text(min_size=1),
    kind=st.sampled_from(["district", "height"]),
    names=st.lists(names, max_size=3).map(tuple),
    source=st.text(),
    parents=st.lists(parents, max_size=3).map(tuple),
    lon_e7=st.none() | st.integers(-1_800_000_000, 1_800_000_000),
    lat_e7=st.none() | st.integers(-900_000_000, 900_000_000),
    precision_m=st.none() | st.integers(0, 10**6),
    geonames=st.none() | st.integers(1),
    admin1=st.none() | st.text(min_size=1),
    valid_from=days,
    valid_to=days,
)


@given(places)
def test_as_dict_loses_nothing_and_holds_no_floats(place: Place) -> None:
    written = json.dumps(place.as_dict())
    assert Place.from_dict(json.loads(written, parse_float=lambda text: 1 / 0)) == place


def test_every_packed_place_is_the_same_after_a_round_trip() -> None:
    for place in packed().places():
        assert Place.from_dict(place.as_dict()) == place
        assert place.source
        assert all(parent.source for parent in place.parents)


def test_points_are_degrees_and_absent_where_unknown() -> None:
    assert packed().get("az/lachin").point == (46.54977, 39.63742)
    assert packed().get("az/sarybaba-height").point is None


def test_a_unit_exists_from_its_first_day_until_before_its_last() -> None:
    new, old = packed().get("az/east-zangezur-economic-region-2021"), packed().get("az/kalbajar-lachin-economic-region")
    assert (new.existed(date(2021, 7, 6)), old.existed(date(2021, 7, 6))) == (False, True)
    assert (new.existed(date(2021, 7, 7)), old.existed(date(2021, 7, 7))) == (True, False)
