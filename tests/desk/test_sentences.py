"""Sentences of the rooms below in the page's language: all of the pseudo-locale's letters but what a record says."""

import re

import pytest
from django.utils import translation

from minetrace.desk.sentences import gathered, patterns, said
from minetrace.desk.translations import pseudo
from minetrace.figures.question import Question, parse_where
from minetrace.figures.words import question_in_words
from minetrace.places import packed
from minetrace.terms.problem import Problem, catalogue

LATIN = re.compile(r"[A-Za-z]")


@pytest.fixture
def other_language():
    with translation.override("ar"):
        yield


def test_the_patterns_are_nearly_fresh() -> None:
    """They follow code of other rooms: of a hundred sentences three may wait until the catalogue is written again."""
    lacking = set(gathered()) - set(patterns())
    assert len(lacking) <= 0.03 * len(patterns()), ("python -m minetrace.desk.translations", sorted(lacking))


def test_english_stays_as_it_was_written() -> None:
    assert said("2 (killed) is above the total 1.") == "2 (killed) is above the total 1."


@pytest.mark.parametrize("code", sorted(code for code, one in catalogue().items() if one["what"] in patterns()))
def test_every_numbered_problem_is_said(other_language, code: str) -> None:
    names = set(re.findall(r"\{(\w+)\}", catalogue()[code]["what"] + catalogue()[code]["next"]))
    problem = Problem(code, **{name: f"{number}7" for number, name in enumerate(sorted(names), 1)})
    wanted = [problem.what, *([problem.next_step] if catalogue()[code]["next"] in patterns() else [])]
    for sentence in wanted:
        shown = said(sentence)
        assert not LATIN.search(re.sub(r"\{.*?\}", "", shown)), shown
        assert re.findall(r"\d+", shown) == re.findall(r"\d+", pseudo(sentence))


def test_a_question_in_words_is_said(other_language) -> None:
    question = Question(
        measure="ordnance.found",
        where=parse_where("category = 'ap_mine' AND quantity >= 10"),
        since="2022-08-01",
        basis="reported",
        speaker="77",
        known_on="2022-11-24",
    )
    shown = said(question_in_words(question, packed()))
    assert not LATIN.search(shown), shown
    for held in ("1 ", "2022", "10", "77", "24"):
        assert held in shown


def test_what_is_no_sentence_of_ours_stays(other_language) -> None:
    assert said("Sarıbaba") == "Sarıbaba"
    assert "Sarıbaba" in said("the place Sarıbaba; 7 times")
