"""A question validates itself, and its links come back whole."""

import json

import pytest

from minetrace.figures.filters import And, Compare, In, Or
from minetrace.figures.question import Question, parse_where
from minetrace.figures.truth import NO, POSSIBLE, UNKNOWN, YES, all_of, any_of, opposite
from minetrace.terms.problem import Problem


def test_a_link_reads_as_it_was_asked():
    question = Question(
        measure="ordnance.found",
        where=parse_where("model = 'O''Hara' and quantity in (1, 2)"),
        places=("az/lachin-district", "az/lachin-district"),
        since="2022-08-01",
        basis="reported",
        speaker="the ministry",
    )
    assert question.to_query_string() == (
        "measure=ordnance.found&where=model+%3D+%27O%27%27Hara%27+AND+quantity+IN+%281%2C+2%29"
        "&place=az%2Flachin-district&since=2022-08-01&speaker=the+ministry&basis=reported"
    )
    assert Question.from_query_string("?" + question.to_query_string() + "&until=") == question
    assert Question.from_dict(json.loads(json.dumps(question.as_dict()))) == question


@pytest.mark.parametrize("link", ["", "measure=visits&colour=red", "where=model+%3D+1"])
def test_a_link_that_holds_no_question(link):
    with pytest.raises(Problem, match="MT-510"):
        Question.from_query_string(link)


@pytest.mark.parametrize("data", [{}, {"measure": "visits", "x": 1}, {"measure": "visits", "where": {"op": "="}}])
def test_data_that_holds_no_question(data):
    with pytest.raises(Problem, match="MT-510"):
        Question.from_dict(data)


@pytest.mark.parametrize("day", ["2022-8-1", "August", "2022-02-30", "20220801"])
def test_a_day_is_an_iso_day(day):
    with pytest.raises(Problem, match="MT-108"):
        Question(measure="visits", since=day)


def test_a_total_is_always_reported():
    assert Question(measure="series.casualty.killed").basis == "reported"
    with pytest.raises(Problem, match="MT-510"):
        Question(measure="visits", basis="both")  # type: ignore[arg-type]


def test_text_of_a_filter_is_canonical():
    one, two, three = (Compare("=", "model", name) for name in "abc")
    assert And((one, And((two, three)))) == And((one, two, three))
    assert parse_where("model = 'a' or model = 'b' or model = 'c'") == Or((one, two, three))
    assert parse_where("model in ('a','b')") == In("model", ("a", "b"))
    assert parse_where("5 <= quantity") == Compare(">=", "quantity", 5)


def test_the_logic_of_four_truths():
    truths = (NO, UNKNOWN, POSSIBLE, YES)
    for one in truths:
        assert (all_of([one, YES]), any_of([one, NO])) == (one, one)
        assert (all_of([one, NO]), any_of([one, YES])) == (NO, YES)
        for other in truths:
            assert any_of([one, other]) == opposite(all_of([opposite(one), opposite(other)]))
    assert (all_of([UNKNOWN, POSSIBLE]), any_of([UNKNOWN, POSSIBLE])) == (UNKNOWN, UNKNOWN)
