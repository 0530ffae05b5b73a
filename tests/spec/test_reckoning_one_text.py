"""Two figures of one text: counts of one thing, or of two; and who denies what.

A row is a measure, the two figures with their speakers, how far apart they stand, and the answer.
"""

from __future__ import annotations

from typing import Any

import pytest

from minetrace.reckoning import linkage
from minetrace.reckoning.quantities import agreement
from minetrace.reckoning.survey import survey
from tests.spec.claims import AREA, CASUALTY, ORDNANCE, SINCE_WAR, said

_PERIOD = {"from": "2023-01-01", "to": "2023-12-31", "counting": "tally"}
_HARMED: dict[str, Any] = {**CASUALTY, **_PERIOD, "outcome": "affected", "cause": "mine"}
_ITEMS: dict[str, Any] = {**ORDNANCE, **_PERIOD, "category": "UXO", "action": ["cleared"]}
_LAND: dict[str, Any] = {**AREA, **_PERIOD, "unit": "ha", "action": ["cleared"]}
_BLAST: dict[str, Any] = {**CASUALTY, "outcome": "killed", "places": ["Agdam"], "day": "2022-06-04"}


@pytest.mark.parametrize(
    ("measure", "one", "other", "limit"),
    [
        (_HARMED, (242, "Health office"), (265, "Observatory"), None),
        (_HARMED, (9, "Ministry"), (22, "Union of victims"), None),
        (_HARMED, (3, "Mission"), (4, "Mission"), "limit: two numbers in one mouth"),
        (_ITEMS, (118, "Directorate"), (131, "Minister"), None),
        (_ITEMS, (41, "HALO Trust"), (24, "MAG"), "limit: each counted its own: HALO Trust / MAG"),
        (_ITEMS, (655, "Police"), (147, "Police"), "limit: two numbers in one mouth"),
        (_LAND, (912, "Centre"), (318, "Centre"), "limit: two numbers in one mouth"),
        (_LAND, (563, "Centre"), (560, "Centre"), None),
        (_LAND, (301, "Service"), (112, "Army"), "limit: each counted its own: Service / Army"),
    ],
    ids=[
        "two count the harmed",
        "two count the harmed, far apart",
        "three Ugandans and four Burundians",
        "two count one clearance",
        "two operators' items",
        "artillery shells and rockets",
        "operators named beside their land",
        "one area rounded badly",
        "two operators' land",
    ],
)
def test_two_tallies_of_one_text(
    measure: dict[str, Any], one: tuple[int, str], other: tuple[int, str], limit: str | None
) -> None:
    text = [
        said("a", "A", "2024-03-12", id=str(nth * 100), about={**measure, "value": value, "by": by})
        for nth, (value, by) in enumerate((one, other))
    ]
    assert linkage.compare(*text).limit == limit


def test_the_same_words_twice_are_one_count_misprinted() -> None:
    text = [
        said("a", "A", "2024-03-12", id=id_, about={**_ITEMS, "value": value}, quote=f"{value} {words}")
        for id_, value, words in (("0", 25, "anti-personnel"), ("100", 56, "anti-personnel mines"))
    ]
    assert linkage.partition(text) == [{"a:0", "a:100"}]


@pytest.mark.parametrize(
    ("keys", "verdict"),
    [
        ({"value": 60}, "different"),
        ({"value": 55, "part_of": "9"}, "different"),
        ({"value": 50}, "same"),
    ],
    ids=["a plan that was changed", "a part of the other's whole", "the plan told again"],
)
def test_plans_of_two_texts(keys: dict[str, Any], verdict: str) -> None:
    plan = {**_LAND, "stance": "planned", "by": "Centre", "value": 50, "places": ["Agdam"]}
    first, second = (said(id_, id_, "2024-03-12", about=about) for id_, about in (("a", plan), ("b", {**plan, **keys})))
    assert linkage.compare(first, second).verdict == verdict


def test_a_short_running_total_months_later_is_its_speakers_or_nobodys() -> None:
    dead = {**CASUALTY, **SINCE_WAR, "outcome": "killed", "value": 70}
    first = said("a", "A", "2024-11-05", about=dead, by="Ombudsman")
    assert linkage.compare(first, said("b", "B", "2025-06-17", about=dead, by="ANAMA")).verdict != "same"
    assert linkage.compare(first, said("b", "B", "2025-06-17", about=dead, by="Ombudsman")).verdict == "same"
    long = {**dead, "value": 368}
    late = said("b", "B", "2025-06-17", about=long, by="ANAMA")
    assert linkage.compare(said("a", "A", "2024-11-05", about=long, by="Ombudsman"), late).verdict == "same"


@pytest.mark.parametrize(
    ("one", "other", "agreed"),
    [
        ({"value": 1_000_000, "hedge": "at least"}, {"value": 1_500_000, "hedge": "almost"}, "apart"),
        ({"value": 1_000_000, "hedge": "at least"}, {"value": 1_119_000}, "rounded"),
        ({"low": 30_000, "high": 35_000, "hedge": "range"}, {"high": 30_000}, "apart"),
        ({"low": 20, "high": 25, "hedge": "range"}, {"value": 24}, "rounded"),
    ],
)
def test_a_rounding_leaves_out_at_most_a_fifth(one: dict[str, Any], other: dict[str, Any], agreed: str) -> None:
    claims = [said("a", "A", "2024-03-12", about={**ORDNANCE, **figure}).claim for figure in (one, other)]
    assert agreement(*claims) == agreed


def test_a_denied_figure_stands_in_its_happening_and_widens_nothing() -> None:
    text = [
        said("a", "A", "2022-06-05", id="0", about=_BLAST, value=3, by="Union"),
        said("a", "A", "2022-06-05", id="100", about=_BLAST, value=2, by="Health office"),
        said("a", "A", "2022-06-05", id="200", about=_BLAST, value=8, by="Ministry", stance="denied"),
        said("b", "B", "2022-06-05", id="0", about=_BLAST, value=3, by="Union"),
    ]
    found = survey(text)
    assert [len(group) for group in found.links.groups] == [4]
    (denial,) = (check for check in found.checks if check.rule == "P2")
    assert denial.sentence == "Ministry denies 8 killed; stated: 3 killed (Union) and 2 killed (Health office)."
    (spread,) = (check for check in found.checks if check.rule == "P1")
    assert spread.formula == "2 to 3"


def test_two_claims_of_one_text_that_a_person_keeps_apart() -> None:
    text = [said("a", "A", "2022-06-05", id=str(nth), about=_BLAST, value=value) for nth, value in enumerate((3, 1, 2))]
    assert linkage.partition(text) == [{"a:0", "a:1", "a:2"}]
    assert linkage.partition(text, not_same={frozenset({"a:0", "a:1"})}) == [{"a:0", "a:2"}, {"a:1"}]


@pytest.mark.parametrize("about", [ORDNANCE, {**ORDNANCE, "action": ["laid"]}])
def test_that_nothing_was_found_or_laid_is_another_matter(about: dict[str, Any]) -> None:
    told = {**about, "value": 6, "places": ["Agdam"], "day": "2022-06-04"}
    text = [
        said("a", "A", "2022-06-05", id=str(nth), about=told, stance=how)
        for nth, how in enumerate(("asserted", "denied"))
    ]
    assert linkage.partition(text) == [{"a:0"}, {"a:1"}]


def test_what_a_region_saw_on_no_stated_day_is_no_part_of_one_days_blast() -> None:
    blast = {**_BLAST, "places": ["Agdam"]}
    season = {**CASUALTY, "outcome": "killed", "value": 27, "places": ["Azerbaijan"]}
    text = [
        said("a", "A", "2022-06-05", id="0", about=blast, value=3),
        said("a", "A", "2022-06-05", id="1", about=season),
    ]
    assert linkage.partition(text) == [{"a:0"}, {"a:1"}]


def test_a_series_of_vague_words_says_them() -> None:
    vague = {**_ITEMS, "value": None, "quote": "dozens of shells", "places": ["Agdam"]}
    (series,) = survey([said("a", "A", "2024-03-12", about=vague)]).series
    assert [point.text for point in series.points] == ["no number (“dozens of shells”)"]
