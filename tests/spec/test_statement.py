"""A statement: what a text may print, and why it is refused."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.spec.texts import KALBAJAR, LACHIN, agency, checked, held, refused, warned

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]


@pytest.fixture
def claims(monkeypatch, tmp_path):
    return agency(monkeypatch, tmp_path)


OWN = f"""---
title: Finds of May
language: en
figures:
  lachin: {{measure: ordnance.found, place: {LACHIN}, since: 2024-05-01, until: 2024-05-31}}
  kalbajar: {{measure: ordnance.found, place: Kalbajar district, since: 2024-05-01, until: 2024-05-31}}
  both:
    measure: ordnance.found
    places: [{LACHIN}, {KALBAJAR}]
    since: 2024-05-01
    until: 2024-05-31
relations:
  - both = lachin + kalbajar
---
# Finds of May

In May 2024 our teams found {{{{ lachin }}}} PMN-2 mines in Lachin district and {{{{ kalbajar }}}} in Kalbajar
district, {{{{ both }}}} in all.
"""


# ---- a text that passes ----------------------------------------------------------------------------------------------


def test_a_text_is_finished_and_every_number_has_its_trail():
    first, second = held(count=1200), held(place=KALBAJAR, count=4)
    result = checked(OWN)
    assert result.refusals == ()
    assert "found 1,200 PMN-2 mines in Lachin district and 4 in Kalbajar\ndistrict, 1,204 in all." in result.text
    assert [(e.ordinal, e.text, e.number.name, e.mark.line) for e in result.trail] == [
        (1, "1,200", "lachin", 17),
        (2, "4", "kalbajar", 17),
        (3, "1,204", "both", 18),
    ]
    assert all(result.text[e.start : e.end] == e.text for e in result.trail)
    assert [row.reference for row in result.trail[2].number.rows] == [first.reference, second.reference]
    assert "own field work" in result.trail[0].number.words
    assert [h.formula for h in result.held] == ["1,204 = 1,200 + 4"]


def test_numbers_follow_the_language_of_the_text():
    held(count=1119)
    for language, number in (("en", "1,119"), ("ru", "1\u00a0119"), ("az", "1.119")):
        front = f"language: {language}\nfigures:\n  n: {{measure: ordnance.found}}"
        assert checked(f"---\n{front}\n---\n{{{{ n }}}}").text == number


def test_a_small_number_may_be_a_word():
    held(count=3)
    assert checked("---\nfigures:\n  n: {measure: ordnance.found}\n---\nWe found {{ n|words }}.").text == (
        "We found three."
    )
    held(count=20)
    assert refused("---\nfigures:\n  n: {measure: ordnance.found}\n---\nWe found {{ n|words }}.") == [(5, "MT-622")]


# ---- one record of the example is changed ----------------------------------------------------------------------------


def test_a_changed_record_breaks_the_relation_at_its_line(claims):
    record = held(count=3)
    text = f"""---
figures:
  ours: {{measure: ordnance.found, place: {LACHIN}}}
  june: {{measure: ordnance.found, since: 2024-06-01}}
relations:
  - june <= ours
---
We found {{{{ ours }}}} mines, {{{{ june }}}} of them in June.
"""
    assert "We found 3 mines, 0 of them" in checked(text).text
    held(record=record, count=3, place=KALBAJAR, day="2024-06-02")
    assert refused(text) == [(6, "MT-605")]
    assert checked(text).refusals[0].problem.what == "june <= ours does not hold: 3 is more than 0."


def test_a_record_that_becomes_uncertain_fails_where_its_number_is_printed():
    held(place=KALBAJAR, count=4)
    record = held(count=3)
    assert checked(OWN).passes
    held(record=record, count=(2, 3))
    assert refused(OWN) == [(13, "MT-618"), (17, "MT-611"), (18, "MT-611")]


def test_a_text_that_is_pinned_to_a_day_stays_as_it_is(claims):
    record = held(count=3)
    today = datetime.datetime.now(ZoneInfo("Asia/Baku")).date()
    text = f"---\nknown_on: {today}\nfigures:\n  n: {{measure: ordnance.found}}\n---\n{{{{ n }}}}"
    assert (checked(text).text, checked(text).pinned) == ("3", True)
    before = "---\nknown_on: 2000-01-01\nfigures:\n  n: {measure: ordnance.found}\n---\n{{ n }}"
    assert checked(before).text == "0"
    held(record=record, count=9)
    assert checked(before).text == "0"


# ---- what a press officer runs into ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We found 350 mines.", [(1, "MT-601")]),
        ("---\nfigures: [\n---\nText.", [(2, "MT-602")]),
        ("---\nfigurs: {}\n---\nText.", [(2, "MT-603")]),
        ("---\nfigures:\n  n: {measure: ordnance.found, plase: Lachin}\n---\n{{ n }}", [(3, "MT-603")]),
        ("---\nfigures:\n  n: {place: Lachin district}\n---\n{{ n }}", [(3, "MT-604")]),
        ("---\nrelations:\n  - a plus b\n---\nText.", [(3, "MT-606")]),
        ("---\n---\nWe found {{ fond }} mines.", [(3, "MT-608")]),
        ("---\nrelations: [a inside b]\n---\nText.", [(2, "MT-608"), (2, "MT-608")]),
        (
            "---\nrelations:\n  - a = b - c\n  - b = a + c\nfigures:\n  c: {measure: visits}\n---\n{{ a }}",
            [(3, "MT-627"), (4, "MT-627")],
        ),
        ("---\n---\nWe found {{ found mines.", [(3, "MT-609")]),
        ("---\n---\nText.\n\nWe found 350 mines.", [(5, "MT-610")]),
        ("---\n---\nTwo points were broken, hundreds of mines found.", [(3, "MT-610"), (3, "MT-610")]),
        ("---\ntitle: 350 mines found\n---\nText.", [(2, "MT-610")]),
        ("---\nlanguage: xx\n---\nText.", [(2, "MT-619")]),
        ("---\nfigures:\n  n: {measure: visits}\n---\n1{{ n }} visits", [(5, "MT-610"), (5, "MT-620")]),
        ("---\nfigures:\n  n: {measure: visits}\n  n: {measure: visits}\n---\n{{ n }}", [(4, "MT-617")]),
        # What the question itself cannot be is refused at its key.
        ("---\nfigures:\n  n:\n    measure: mines\n---\n{{ n }}", [(4, "MT-507")]),
        ("---\nfigures:\n  n:\n    measure: visits\n    since: May\n---\n{{ n }}", [(5, "MT-108")]),
        ("---\nfigures:\n  n:\n    measure: ordnance.found\n    place: Lachin\n---\n{{ n }}", [(5, "MT-201")]),
        ("---\nfigures:\n  n:\n    measure: ordnance.found\n    where: modell = 'PMN'\n---\n{{ n }}", [(5, "MT-503")]),
    ],
)
def test_refused_with_line_and_reason(text, expected):
    assert refused(text) == expected


@pytest.mark.parametrize(
    "body",
    [
        "On 15 and 16 August 2022, as on 10 November 2020 and in 2021, monitors came at 14:30.",
        "Points 1 and 4 of the statement, Article 5 and clause 4.2 were not kept.",
        "The minister said: “We cleared all 350 mines in two days.”",
        "> There were 350 mines.\n\nSo the letter.",
        "PMN-2, PMN-E, TM-62M, OZM-72 and 9M55K; a 120 mm shell.",
        "## 1. Finds of 15 August 2022\n\n1. First\n2. Second",
    ],
)
def test_what_counts_nothing_may_be_typed(body):
    assert checked(f"---\n---\n{body}").text == body


def test_all_refusals_come_at_once_in_the_order_of_the_file():
    assert refused("---\nfigurs: {}\n---\nWe found 350 mines,\n{{ x }} of them in 12 fields.") == [
        (2, "MT-603"),
        (4, "MT-610"),
        (5, "MT-608"),
        (5, "MT-610"),
    ]


def test_an_open_answer_and_a_range_are_printed_only_on_request():
    held(count=(5, None))
    text = "---\nfigures:\n  n: {measure: ordnance.found}\n---\nWe found {{ n }}."
    assert refused(text) == [(5, "MT-612")]
    assert checked(text.replace("{{ n }}", "{{ n.range }}")).text == "We found at least 5."


def test_what_nobody_recorded_is_said():
    held()
    held(day=None)
    text = "---\nfigures:\n  n: {measure: ordnance.found, since: 2024-01-01}\n---\nWe found {{ n }}."
    assert (checked(text).text, warned(text)) == ("We found 3.", [(3, "MT-647")])


@pytest.mark.parametrize("after", ["%", ".{{ n }}", ",{{ n }}", "{{ n }}", "th"])
def test_nothing_stands_against_a_number_that_would_change_it(after):
    codes = [code for _, code in refused(f"---\nfigures:\n  n: {{measure: visits}}\n---\n{{{{ n }}}}{after}")]
    assert codes and set(codes) == {"MT-620"}


def test_a_name_that_is_not_used_is_said():
    assert warned("---\nfigures:\n  n: {measure: visits}\n---\nNothing.") == [(3, "MT-641")]
