"""Questions in words."""

import pytest

from minetrace.figures.question import Question, parse_where
from minetrace.figures.words import question_in_words
from minetrace.places import packed
from minetrace.terms.problem import Problem


def words(where="", **asked):
    question = Question(
        **{"measure": "ordnance.found", "where": parse_where(where) if where else None, **asked}  # type: ignore[arg-type]
    )
    return question_in_words(question, packed())


def test_everything_that_is_asked_is_said():
    said = words(
        "model = 'PMN-E'",
        places=("az/lachin-district",),
        since="2022-08-01",
        basis="reported",
        speaker="the ministry",
        said_by="2022-11-24",
        known_on="2024-01-10",
    )
    assert said == (
        "Items of explosive ordnance found, of model PMN-E, in Lachin (district), since 1 August 2022, "
        "as reported by the ministry, as published up to 24 November 2022, as the register knew it on 10 January 2024"
    )


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("category = 'anti-personnel mine'", "of category “Anti-personnel mine”"),
        ("category in ('ap_mine', 'uxo')", "of category “Anti-personnel mine” or “Unexploded ordnance”"),
        ("quantity >= 10", "with quantity at least 10"),
        ("made_year between 2020 and 2021", "with year of make from 2020 to 2021"),
        ("found < '2022-08-15'", "with found before 15 August 2022"),
        ("model is not null", "with a recorded model"),
        ("category = 'ap_mine' and model is not null", "with category “Anti-personnel mine” and a recorded model"),
        ("places is not null", "with recorded places"),
        ("model like 'PMN%' and (made_in = 'AM' or made_in is null)",
         "with model like “PMN%” and (country of make AM or country of make not recorded)"),
        ("t_intersects(found, INTERVAL('2022-08-01', '..'))", "with found overlapping 1 August 2022 to ..."),
        ("s_intersects(position, POINT (46 39))", "with position within or touching a given shape"),
    ],
)  # fmt: skip
def test_filters_in_words(where, said):
    assert words(where) == f"Items of explosive ordnance found, {said}, from our own field work"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "2022-08-01", "until": "2022-08-31"}, "from 1 August 2022 to 31 August 2022"),
        ({"since": "2022-08-01", "until": "2022-08-01"}, "on 1 August 2022"),
        ({"until": "2022-08-31"}, "until 31 August 2022"),
        ({"places": ("az/lachin", "az/lachin-district")}, "in Lachin (settlement) or Lachin (district)"),
    ],
)
def test_periods_and_places(asked, said):
    assert words(**asked) == f"Items of explosive ordnance found, {said}, from our own field work"


def test_a_stated_total_is_stated_by_somebody():
    assert words(measure="series.casualty.killed") == "People killed, as stated in total, as stated by others"


def test_a_language_that_figures_do_not_speak():
    with pytest.raises(Problem, match="MT-106"):
        question_in_words(Question(measure="visits"), packed(), language="az")
