"""Many mouths, few witnesses: who repeats whom, and what each relay changed.

The table is that of the anchor case: one foreign ministry's statement of 24 November 2022 in four relays, and what the
same institution said before and after. All figures are claims of one party; the other side rejects them.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minetrace.reckoning import copies, linkage, origins, repeats
from minetrace.reckoning.drift import changes
from minetrace.reckoning.stated import Stated
from tests.spec.claims import CASUALTY, ORDNANCE, SINCE_WAR, said

_MFA = "Azerbaijani Foreign Ministry"
_AUTUMN: dict[str, Any] = {
    **ORDNANCE,
    "counting": "running",
    "from": "2022-08-01",
    "category": "mine (unspecified)",
    "by": _MFA,
}
_HARMED: dict[str, Any] = {**CASUALTY, **SINCE_WAR, "by": _MFA}
_FIND: dict[str, Any] = {"category": "anti-personnel mine", "model": "PMN-E", "places": ["Sarybaba height"], "by": _MFA}


def _statement(source: str, publisher: str, published: str | None, address: str) -> list[Stated]:
    at = {"address": address}
    return [
        said(source, publisher, published, **at, value=350, made_year=2021, **_FIND),
        said(source, publisher, published, **at, id="1", about=_AUTUMN, value=1119, places=["Kalbajar", "Lachin"]),
        said(
            source, publisher, published, **at, id="2", about=_AUTUMN,
            value=1609, made_year=2021, places=["Karabakh economic region"],
        ),
        said(source, publisher, published, **at, id="3", about=_AUTUMN, value=2728, total_of=["1", "2"]),
        said(source, publisher, published, **at, id="4", about=_HARMED, value=268, outcome="affected"),
        said(source, publisher, published, **at, id="5", about=_HARMED, value=45, outcome="killed", part_of="4"),
    ]  # fmt: skip


_TREND = _statement("trend", "Trend", "2022-11-24", "en.trend.az/azerbaijan/politics/3673018.html")
_TODAY = _statement("today", "Today.az (Azernews)", "2022-11-25", "today.az/news/politics/228469.html")
_NEWS = _statement("newsaz", "News.az", None, "news.az/news/baku-says-yerevan-...")[3:5]
_SILKWAY = [
    one
    for one in _statement(
        "silkway", "Silkway", "2022-11-24", "silkway.news/foreign-ministry-armenia-continues-to-102801/"
    )
    if one.claim.id not in "1"
]
_SILKWAY_TEXT = "Since summer 1,119 minutes were found towards two towns and 1,609 in a region, only 2,728."
_NOVA = [
    said("nova", "Agenzia Nova", "2022-11-24", address="agenzianova.com 2022-11-24", value=350,
         **{**_FIND, "by": "Ministry of Defence", "day": "2021-11-21"}),
]  # fmt: skip
_OCTOBER = [
    said("oct", "Trend", "2022-10-25", address="en.trend.az 3661319", about=_HARMED, value=266, outcome="affected"),
    said("oct", "Trend", "2022-10-25", id="1", about=_HARMED, value=48, outcome="killed"),
]
_OSCE = [
    said("osce", "News.az", "2022-12-02", address="news.az, speech at the OSCE", value=2700, hedge="more than",
         about={**_AUTUMN, "counting": "tally", "from": "2021-01-01", "to": "2021-12-31"}),
]  # fmt: skip
_DECEMBER = [
    said("dec", "Trend", "2022-12-12", address="en.trend.az 3680607", about=_AUTUMN, value=2728, made_year=2021),
]
_ALL = [*_TREND, *_TODAY, *_NEWS, *_SILKWAY, *_NOVA, *_OCTOBER, *_OSCE, *_DECEMBER]


def test_four_relays_are_one_witness() -> None:
    found = origins.origins(_ALL, {"silkway": _SILKWAY_TEXT})
    groups = [[step.source_id for step in origin.steps] for origin in found]
    assert groups == [["oct"], ["nova"], ["trend", "silkway", "today", "newsaz"], ["osce"], ["dec"]]
    assert origins.independence(found) == 5
    assert found[2].speaker == _MFA
    assert found[2].chain == (
        "Azerbaijani Foreign Ministry → Trend, 2022-11-24; Silkway, 2022-11-24; Today.az (Azernews), 2022-11-25; "
        "News.az, undated"
    )
    assert [step.address for step in found[2].steps][2] == "today.az/news/politics/228469.html"


def test_what_the_relays_changed() -> None:
    found = origins.origins(_ALL, {"silkway": _SILKWAY_TEXT})
    sentences = [check.sentence for check in origins.checks(found)]
    assert sentences == [
        "4 sources repeat one statement of Azerbaijani Foreign Ministry (Trend, 2022-11-24; Silkway, 2022-11-24; "
        "Today.az (Azernews), 2022-11-25; News.az, undated): one witness.",
        "Silkway, 2022-11-24: 1,119 mines became “1,119 minutes”.",
        "Today.az (Azernews), 2022-11-25: dated 2022-11-25, the nearest source 2022-11-24.",
    ]


@pytest.mark.parametrize(
    ("later", "sentence"),
    [
        (_NOVA, "350: 2021, the year of make, became the year of the find."),
        (_OSCE, "more than 2,700: 2021, the year of make, became the year of the find."),
        (_DECEMBER, "made 2021, said of the 1,609, became said of all 2,728: the scope grew."),
    ],
)
def test_the_year_of_make_on_its_way(later: list[Stated], sentence: str) -> None:
    kinds = [change.sentence for change in changes(_TREND, later) if change.kind in ("year", "scope")]
    assert kinds == [sentence.replace("more than 2,700", "2,728")]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"value": 48}, "45 killed became 48."),
        ({"value": 45, "hedge": "about"}, None),
        ({"value": 45}, None),
    ],
)
def test_a_figure_on_its_way(keys: dict[str, Any], sentence: str | None) -> None:
    one = said("a", "Agency A", "2022-10-25", about=_HARMED, value=45, outcome="killed")
    other = said("b", "Agency B", "2022-10-25", about={**_HARMED, **keys}, outcome="killed")
    assert [change.sentence for change in changes([one], [other])] == ([sentence] if sentence else [])


def test_a_headline_that_rounds_what_its_text_tells_is_no_change() -> None:
    """ "Some 991 mines" over a text with 991 PMN-E: a relay's plain 991 mines lost no hedge."""
    nearest = [
        said("a", "Azernews", "2022-08-16", value=991, hedge="about", category="mine (unspecified)"),
        said("a", "Azernews", "2022-08-16", id="1", value=991, **_FIND),
    ]
    relay = [
        said("b", "E-huquq", "2022-08-16", value=991, category="mine (unspecified)"),
        said("b", "E-huquq", "2022-08-16", id="1", value=991, **{**_FIND, "model": "ПМН-Э"}),
    ]
    assert changes(nearest, relay) == ()


def test_a_model_and_a_day_on_their_way() -> None:
    plot = {"category": "anti-personnel mine", "places": ["Lachin"], "value": 100}
    one = said("a", "Agency A", "2022-09-20", model="PMN-E", day="2022-09-19", **plot)
    other = said("b", "Agency B", "2022-09-20", model="E-001M", day="2022-09-10", **plot)
    assert [change.sentence for change in changes([one], [other])] == [
        "100 PMN-E became 100 E-001M.",
        "100: 2022-09-19 became 2022-09-10.",
    ]


def test_what_a_speaker_says_weeks_later_is_another_statement() -> None:
    one = said("a", "Agency A", "2022-10-06", about=_HARMED, value=257, outcome="affected")
    same = said("b", "Agency B", "2022-10-07", about=_HARMED, value=257, outcome="affected")
    later = said("c", "Agency C", "2022-11-24", about=_HARMED, value=257, outcome="affected")
    found = origins.origins([one, same, later])
    assert [[step.source_id for step in origin.steps] for origin in found] == [["a", "b"], ["c"]]


def test_equal_background_does_not_make_two_pieces_of_news_one() -> None:
    background = {"about": _HARMED, "value": 140, "hedge": "more than", "outcome": "affected"}
    blast = {"about": {**CASUALTY, "by": "prosecutor"}, "value": 1, "outcome": "killed"}
    one = [
        said("a", "Azernews", "2021-07-09", **background),
        said("a", "Azernews", "2021-07-09", id="1", **blast, day="2021-07-08", places=["Fuzuli"]),
    ]
    other = [
        said("b", "Azernews", "2021-07-09", **background),
        said("b", "Azernews", "2021-07-09", id="1", **blast, day="2021-07-01", places=["Tartar"]),
    ]
    text = "Over 140 people have been killed or injured by mines since the war ended in autumn"
    assert origins.independence(origins.origins([*one, *other], {"a": f"{text} here.", "b": f"{text} there."})) == 2


def test_what_a_statement_page_says_of_its_numbers() -> None:
    found = linkage.link([*_TREND, *_TODAY, *_NEWS])
    assert [check.sentence for check in repeats.checks(found, "today")] == [
        "6 of 6 numbers here repeat Trend, 2022-11-24."
    ]
    assert [check.sentence for check in repeats.checks(found, "newsaz")] == [
        "2 of 2 numbers here are also in Trend, 2022-11-24."
    ]
    assert repeats.checks(found, "trend") == ()
    others = repeats.elsewhere(found, "trend")
    assert {one.source_id for one in others["trend:3"]} == {"today", "newsaz"}


def test_a_number_that_another_source_tells_otherwise() -> None:
    day = {**_FIND, "day": "2022-11-21"}
    claims = [
        said("a", "Agency A", "2022-11-22", value=350, **day),
        said("b", "Agency B", "2022-11-23", value=340, **day),
    ]
    (check,) = repeats.checks(linkage.link(claims), "b")
    assert (check.rule, check.outcome, check.formula) == ("O4", "warning", "340 against 350")
    assert check.sentence.startswith("340 PMN-E (anti-personnel mines) here, 350 in Agency A, 2022-11-22:")


def test_a_wire_copy_that_was_cut() -> None:
    wire = "A road worker was hurt on Monday when a mine went off beside the road to the old mill, police said"
    assert copies.containment(wire, wire[:70]) > 0.8
    assert copies.containment(wire, "A farmer found an old shell in a field by the river last week") == 0
    assert list(copies.near_copies({"a": wire, "b": wire[:70], "c": "Another text about another thing"})) == [
        ("a", "b")
    ]


@given(st.lists(st.text("abc ", min_size=20, max_size=60), min_size=2, max_size=4))
def test_copies_are_found_whatever_the_order(texts: list[str]) -> None:
    named = {str(index): text for index, text in enumerate(texts)}
    assert copies.near_copies(named) == copies.near_copies(dict(reversed(named.items())))
    assert all(copies.containment(named[a], named[b]) >= copies.COPIED for a, b in copies.near_copies(named))
