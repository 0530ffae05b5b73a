"""Cells told by value: numbers, days in two orders, positions in five notations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minetrace.doors.values import coordinates, dates, numbers
from minetrace.doors.values.dates import Orders


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("2,006", 2006), ("1 250", 1250), ("1.250.000", 1250000), ("7", 7), ("12.0", 12), ("-3", -3), ("٢٠٢٤", 2024)),
        *(("1,5", None), ("12,34", None), ("two", None), ("", None), ("1,2345", None), ("9" * 30, None)),
    ],
)
def test_whole_numbers(text, number):
    assert numbers.whole(text) == number


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024-05-06", ("2024-05-06", "2024-05-06")),
        ("2024-05-06T10:00:00Z", ("2024-05-06", "2024-05-06")),
        ("20240506", ("2024-05-06", "2024-05-06")),
        ("27/01/2014", ("2014-01-27", "2014-01-27")),
        ("9/30/2022 12:00:00 AM", ("2022-09-30", "2022-09-30")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024", ("2024-01-01", "2024-12-31")),
        ("5 мая 2024", ("2024-05-05", "2024-05-05")),
        ("May 5, 2024", ("2024-05-05", "2024-05-05")),
        ("5 de mayo de 2024", ("2024-05-05", "2024-05-05")),
        ("août 2023", ("2023-08-01", "2023-08-31")),
        ("31/02/2024", None),
        ("01/02/2024", None),
        ("soon", None),
    ],
)
def test_days(text, days):
    assert dates.days(text, Orders()) == days


def test_one_value_above_twelve_proves_the_order_of_those_written_alike():
    orders = Orders()
    for text in ("9/30/2022 12:00:00 AM", "1/5/2022 12:00:00 AM", "01/05/2015 00:00", "07/07/2015 00:00"):
        orders.add(text)
    assert dates.days("1/5/2022 12:00:00 AM", orders) == ("2022-01-05", "2022-01-05")
    assert dates.days("01/05/2015 00:00", orders) is None
    assert dates.ambiguous("01/05/2015 00:00", orders)
    assert dates.ambiguous("07/07/2015 00:00", orders)


def test_a_group_that_proves_both_orders_proves_none():
    orders = Orders()
    for text in ("30/09/2022", "09/30/2022", "05/06/2022"):
        orders.add(text)
    assert dates.days("05/06/2022", orders) is None
    assert dates.days("30/09/2022", orders) == dates.days("09/30/2022", orders) == ("2022-09-30", "2022-09-30")


@pytest.mark.parametrize(
    ("text", "lon", "lat"),
    [
        ("39.7592, 44.4955", 44.4955, 39.7592),
        ("(6.143703, -75.185183)", -75.185183, 6.143703),
        ("139.5, 35.1", 139.5, 35.1),
        ("39°45'30\"N 46°30'00\"E", 46.5, 39.758333),
        ("46,5E; 39,7N", 46.5, 39.7),
        ("N 39 36.078 E 47 8.526", 47.1421, 39.6013),
        ("E47°08.526' N39°36.078'", 47.1421, 39.6013),
        ("POINT (46.5 39.7)", 46.5, 39.7),
        ("38S 456789 4401234", 44.495541, 39.759930),
        ("38S MJ 56789 01234", 44.501975, 38.858881),
        ("33TWN0000000000", 15.000007, 46.953534),
    ],
)
def test_positions(text, lon, lat):
    shape = coordinates.shape(text)
    assert (round(shape.x, 6), round(shape.y, 6)) == (lon, lat)


@pytest.mark.parametrize("text", ["", "mill", "95, 200", "39°75'N 46°E", "61S 456789 4401234", "38SMJ567"])
def test_what_is_no_position(text):
    assert coordinates.shape(text) is None


@given(st.text(max_size=60))
def test_any_text_is_read_or_left_alone(text):
    orders = Orders()
    orders.add(text)
    assert numbers.whole(text) is None or isinstance(numbers.whole(text), int)
    assert dates.days(text, orders) is None or len(dates.days(text, orders)) == 2
    shape = coordinates.shape(text)
    assert shape is None or hasattr(shape, "geom_type")


@given(st.floats(-180, 180), st.floats(-80, 84))
def test_degrees_come_back(lon, lat):
    shape = coordinates.shape(f"{lat:.7f}, {lon:.7f}")
    if abs(lat) <= 90 and not (abs(lat) > 90 >= abs(lon)):
        assert (round(shape.x, 6), round(shape.y, 6)) == (round(round(lon, 7), 6), round(round(lat, 7), 6))
