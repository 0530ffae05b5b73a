"""Claims are weighed in candidate pairs only: the answer is the one that weighing every pair gives.

And the work grows with what is alike, not with the square of what is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minetrace.reckoning import candidates, linkage
from minetrace.reckoning.ground import Grounds
from minetrace.reckoning.happenings import of_text, weigh
from minetrace.reckoning.linkage import Linkage
from minetrace.reckoning.restated import TOTALS, Totals
from minetrace.reckoning.stated import Stated
from tests.spec.claims import AREA, CASUALTY, ORDNANCE, said

_SOURCES = [("a", "2021-06-04"), ("b", "2021-06-09"), ("c", "2021-07-15"), ("d", "2022-06-05"), ("e", None)]
_DAYS = st.sampled_from(
    [
        {},
        {"day": "2021-06-04"},
        {"day": "2021-06-30"},
        {"from": "2021-05-31", "to": "2021-06-06"},
        {"from": "2021-06-04"},
        {"to": "2021-06-06"},
        {"from": "2020-11-10", "to": "2021-06-04"},
        {"partial_date": "--06-04"},
        {"partial_date": "--05-31/--06-06"},
    ]
)
_SIZE = st.sampled_from(
    [
        *({"value": value} for value in (1, 2, 991, 1609)),
        *({"value": value, "unit": "m2"} for value in (9_910_000, 9_912_000)),
        *({"value": value, "hedge": hedge} for value in (990, 1000) for hedge in ("about", "almost", "more than")),
        {"low": 900, "high": 1000, "hedge": "range"},
        {},
    ]
)
_KEPT: dict[str, st.SearchStrategy[Any]] = {
    "places": st.sampled_from([[], ["Lachin"], ["Sarybaba"], ["Homs"]]),
    "names": st.sampled_from([[], [], ["Vugar Aliyev"], ["Вугар Алиев"], ["Anar Mammadov"]]),
    "stance": st.sampled_from(["asserted", "asserted", "asserted", "denied"]),
    "by": st.sampled_from(["ANAMA", "HALO"]),
}
_THING = st.sampled_from(
    [
        {**CASUALTY, "outcome": "killed"},
        {**CASUALTY, "outcome": "injured"},
        {**ORDNANCE, "category": "anti-personnel mine"},
        {**ORDNANCE, "model": "PMN-E", "category": "anti-personnel mine"},
        AREA,
        {"kind": "visit", "who": [{"name": "Vugar Aliyev", "role": None}]},
    ]
)


@st.composite
def _claims(draw: st.DrawFn, counting: Sequence[str]) -> list[Stated]:
    """Claims of one thing, of a few sources each, in which much is alike."""
    about = draw(_THING)
    kept = {**_KEPT, "counting": st.sampled_from(counting)}
    claims = []
    for nth in range(draw(st.integers(2, 9))):
        keys = {name: draw(strategy) for name, strategy in kept.items()}
        source, publication = draw(st.sampled_from(_SOURCES))
        claims.append(said(source, source, publication, id=str(nth), about=about, **keys, **draw(_SIZE), **draw(_DAYS)))
    return claims


@settings(max_examples=150, deadline=None)
@given(_claims(["occurrence"]))
def test_happenings_that_are_no_candidates_meet_a_limit(claims: list[Stated]) -> None:
    grounds = Grounds()
    told = [one for name, _ in _SOURCES for one in of_text([one for one in claims if one.source_id == name], grounds)]
    found = candidates.of_happenings(told)
    for left, right in combinations(range(len(told)), 2):
        link = weigh(told[left], told[right])
        assert (left, right) in found or (link.limit and link.verdict == "different")


@settings(max_examples=150, deadline=None)
@given(_claims(TOTALS))
def test_totals_that_are_no_candidates_meet_a_limit(claims: list[Stated]) -> None:
    by_source = {name: tuple(one for one in claims if one.source_id == name) for name, _ in _SOURCES}
    weigher = Totals(by_source, Grounds())
    found = candidates.of_totals(claims)
    for left, right in combinations(range(len(claims)), 2):
        assert (left, right) in found or weigher.weigh(claims[left], claims[right]).limit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({**AREA, "counting": "tally", "value": 991}, {**AREA, "counting": "tally", "unit": "m2", "value": 9_912_000}),
        ({**ORDNANCE, "counting": "tally", "value": 40}, {**ORDNANCE, "counting": "tally", "value": 43}),
    ],
    ids=["one area in two units", "two counts of one text that states no period"],
)
def test_pairs_that_share_neither_period_nor_number(one: dict[str, Any], other: dict[str, Any]) -> None:
    claims = [said("a", "A", "2021-06-04", id=id_, about=about) for id_, about in (("0", one), ("300", other))]
    assert candidates.of_totals(claims) == [(0, 1)]
    assert linkage.compare(*claims).limit is None


def _of_all_pairs(claims: Sequence[Stated], not_same: linkage.NotSame) -> Linkage:
    def every(units: Sequence[Any]) -> list[tuple[int, int]]:
        return list(combinations(range(len(units)), 2))

    with patch.object(candidates, "of_happenings", every), patch.object(candidates, "of_totals", every):
        return linkage.link(claims, not_same=not_same)


@settings(max_examples=60, deadline=None)
@given(_claims(["occurrence", *TOTALS]), st.randoms(use_true_random=False))
def test_the_answer_is_that_of_all_pairs(claims: list[Stated], random: Any) -> None:
    not_same = {frozenset(random.sample([one.id for one in claims], 2))}
    assert linkage.link(claims, not_same=not_same) == _of_all_pairs(claims, not_same)


def _weeks(years: int) -> list[Stated]:
    """An agency's weekly bulletins, each with two tallies, a running total and an accident, relayed by one outlet."""
    claims = []
    for week in range(52 * years):
        monday = date(2000, 1, 3) + timedelta(7 * week)
        period = {"from": monday.isoformat(), "to": (monday + timedelta(6)).isoformat(), "by": "ANAMA"}
        for outlet in ("ANAMA", "Azertac"):
            source, published = f"{outlet} {week}", (monday + timedelta(7)).isoformat()
            told = [
                {"about": ORDNANCE, "counting": "tally", "category": "UXO", "value": 40 + week % 9, **period},
                {"about": AREA, "counting": "tally", "value": 1000 + week % 97, **period},
                {"about": ORDNANCE, "counting": "running", "value": 5000 + 50 * week, **period, "from": "2000-01-01"},
                {"about": CASUALTY, "counting": "occurrence", "outcome": "injured", "value": 1, "places": ["Lachin"]},
            ]
            claims += [said(source, outlet, published, id=str(nth), **keys) for nth, keys in enumerate(told)]
    return claims


def test_the_pairs_weighed_grow_with_what_is_kept() -> None:
    """Twice the bulletins are twice the pairs, or a little more, and not four times."""
    sizes = []
    for years in (2, 4):
        totals = [one for one in _weeks(years) if one.claim.counting != "occurrence"]
        sizes.append(len(candidates.of_totals(totals)))
    assert sizes[1] < 2.5 * sizes[0]
