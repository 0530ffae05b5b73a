"""A day is written YYYY-MM-DD and in no other way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minetrace.terms.days import day, is_day
from minetrace.terms.problem import Problem


@given(st.dates())
def test_every_day_reads_as_itself(date):
    assert is_day(date.isoformat())
    assert day(date.isoformat()) == date


@pytest.mark.parametrize("text", ["20221124", "2022-W47-4", "2022-1-4", "2022-02-30", "24 November", " 2022-11-24", ""])
def test_other_forms_are_told_and_not_guessed(text):
    assert not is_day(text)
    with pytest.raises(Problem) as told:
        day(text)
    assert told.value.code == "MT-108"


@pytest.mark.parametrize("value", [None, 20221124, 2022.0, ["2022-11-24"]])
def test_what_is_no_text_is_no_day(value):
    assert not is_day(value)
