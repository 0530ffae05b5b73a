"""The drawing of a series: numbers from zero up, every point inside, one day in the middle."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minetrace.desk.series.chart import chart
from minetrace.desk.series.lines import Line, line
from minetrace.reckoning.series import series
from minetrace.reckoning.stated import Stated
from minetrace.terms.claim import Claim


def drawn(*points: tuple[str | None, int | None]) -> Line:
    """A running total of one office at these days."""
    stated = [
        Stated(
            claim=Claim(
                id=str(at),
                kind="casualty",
                quote="q",
                span=(0, 1),
                value=value,
                unit="person",
                outcome="killed",
                group="all",
                counting="running",
                from_="2020-01-01",
                to=day,
            ),
            source_id=str(at),
            publisher="Harbour Mine Office",
            published=day,
        )
        for at, (day, value) in enumerate(points)
    ]
    (found,) = series(stated)
    return line("k", found)


def test_the_axis_reaches_the_largest_number() -> None:
    found = chart(drawn(("2024-01-01", 900), ("2024-02-01", 1087)), 860, 7)
    assert found is not None
    assert [tick.text for tick in found.numbers] == ["0", "500", "1,000", "1,500"]
    assert [dot.x for dot in found.dots] == sorted({dot.x for dot in found.dots})
    assert found.path


def test_one_point_stands_in_the_middle_and_none_is_no_drawing() -> None:
    found = chart(drawn(("2024-01-01", 5)), 330, 3)
    assert found is not None
    assert [tick.text for tick in found.days] == ["2024-01-01"]
    assert not found.path
    assert chart(drawn((None, 5)), 330, 3) is None


@pytest.mark.parametrize("width", [330, 860])
@given(values=st.lists(st.integers(0, 10**7), min_size=1, max_size=6))
def test_every_point_is_inside_its_axes(width: int, values: list[int]) -> None:
    found = chart(drawn(*((f"2024-0{month + 1}-01", value) for month, value in enumerate(values))), width, 3)
    assert found is not None
    assert Decimal(found.numbers[-1].text.replace(",", "")) >= max(values)
    for dot in found.dots:
        assert found.left <= dot.x <= found.end
        assert found.top <= dot.high <= dot.low <= found.base
