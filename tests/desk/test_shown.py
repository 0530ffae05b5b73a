"""Values in words: ranges, periods, places; numbers that stay as they are on a right-to-left page; passages."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from minetrace.accounts.actor import Actor
from minetrace.desk.passages import around
from minetrace.desk.shown import count_text, isolated, period_text, place_lines
from minetrace.desk.statement import wording
from minetrace.desk.statement.claim_form import ClaimForm
from minetrace.desk.templatetags.desk import counted
from minetrace.places import packed


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (None, None, ""),
        (0, 0, "0"),
        (1119, 1119, "1,119"),
        (3, 5, "3 to 5"),
        (0, 350, "0 to 350"),
        (9, None, "at least 9"),
        (None, 40, "up to 40"),
    ],
)
def test_a_count_in_words(low: int | None, high: int | None, text: str) -> None:
    assert count_text(low, high) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (None, None, ""),
        ("2024-05-02", "2024-05-02", "2024-05-02"),
        ("2024-05-01", "2024-05-31", "2024-05-01 to 2024-05-31"),
        ("2024-05-01", None, "2024-05-01 or later"),
        (None, "2024-05-31", "by 2024-05-31"),
    ],
)
def test_a_period_in_words(first: str | None, last: str | None, text: str) -> None:
    assert period_text(first, last) == text


def test_days_stay_as_they_are_between_right_to_left_words() -> None:
    assert isolated("2024-05-02") == "2024-05-02"
    with override("ar"):
        assert "\u20662024-05-01\u2069" in period_text("2024-05-01", "2024-05-31")


def test_only_the_numbers_of_a_range_are_kept_from_turning_round() -> None:
    assert counted("1,119") == '<bdi dir="ltr">1,119</bdi>'
    assert counted(count_text(26, 28)) == "<bdi>26 to 28</bdi>"
    with override("ar"):
        shown = counted(count_text(26, 28))
        assert shown.startswith("<bdi>\u206626\u2069 ")
        assert shown.endswith(" \u206628\u2069</bdi>")


def test_names_in_a_list_do_not_turn_round_with_each_other() -> None:
    claim = {"places": ["Lachin", "Agdam"], "place_relations": [None, "north of"], "from": None, "to": None}
    facts = wording.facts(claim, claim, Actor("rena", "reader"))
    assert [fact.said for fact in facts] == ["Lachin, north of Agdam"]
    with override("ar"):
        (said,) = (fact.said for fact in wording.facts(claim, claim, Actor("rena", "reader")))
        assert said.count("\u2068") == said.count("\u2069") == 2


def test_codes_of_a_claim_are_shown_by_their_labels() -> None:
    claim = {"relation": "alleged_breach", "verified": "access_only", "from": None, "to": None}
    facts = wording.facts(claim, claim, Actor("rena", "reader"))
    assert sorted(fact.said for fact in facts) == ["Access only", "Alleged breach"]
    form = ClaimForm({"kind": "provision"}, {"kind": "provision"})
    assert ("alleged_breach", "Alleged breach") in form.fields["relation"].choices  # type: ignore[attr-defined]


def test_a_place_keeps_its_relation_and_how_it_was_written() -> None:
    mentions = [
        {"place": "az/sarybaba-height", "relation": "north of", "as_written": "Saribaba"},
        {"place": "az/lachin-district", "relation": "in"},
        {"place": "xx/gone", "relation": "in"},
    ]
    lines = place_lines(mentions, packed())
    assert [line.text for line in lines] == ["north of Sarybaba (height)", "Lachin (district)", "xx/gone"]
    assert lines[0].note == "written “Saribaba”"


def test_a_passage_is_the_sentence_around() -> None:
    text = "First sentence. They found 40 mines there on 2.5 km of road. Last one."
    start = text.index("40 mines")
    assert around(text, start, start + 8) == ("They found ", " there on 2.5 km of road.")


@given(st.text(max_size=600), st.integers(0, 600), st.integers(0, 600))
def test_a_passage_never_invents_characters(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    before, after = around(text, start, end)
    assert text[:start].endswith(before.removeprefix("…"))
    assert after.removesuffix("…") in text[end:]
