"""The rest of the anchor case's tables, row by row: the finds of one autumn, and totals of harm over four years.

Everything is a claim of the party named, worded as such; addresses are where it was read. What is not here stands in
`test_reckoning_origins` (who repeats whom), `_linkage`, `_scopes` and `_series`.
"""

from __future__ import annotations

from typing import Any

import pytest

from minetrace.reckoning import course, linkage, scopes, totals
from minetrace.reckoning.series import Series, series
from minetrace.reckoning.stated import Stated
from tests.spec.claims import CASUALTY, ORDNANCE, SINCE_WAR, said

_MOD = "Azerbaijani Ministry of Defence"
_PMNE: dict[str, Any] = {**ORDNANCE, "category": "anti-personnel mine", "model": "PMN-E", "by": _MOD}
_AV: dict[str, Any] = {**ORDNANCE, "category": "anti-vehicle mine", "by": _MOD}

# --- finds ----------------------------------------------------------------------------------------------------------


def _late_september() -> list[Stated]:
    """28 September: 259 newly found in Alagollar, by then 543 PMN-E and 8 TM-62."""
    at: dict[str, Any] = {"address": "today.az 226131", "places": ["Alagollar", "Kalbajar"]}
    running = {"counting": "running", "to": "2022-09-28"}
    return [
        said("s28", "Today.az", "2022-09-28", about=_PMNE, value=259, counting="tally", day="2022-09-28", **at),
        said("s28", "Today.az", "2022-09-28", id="1", about={**_PMNE, **running}, value=543, **at),
        said("s28", "Today.az", "2022-09-28", id="2", about={**_AV, **running}, model="TM-62", value=8, **at),
    ]


def test_eight_of_another_kind_stand_beside_the_543() -> None:
    _, found, other = _late_september()
    assert linkage.compare(found, other).limit == ("limit: another category: anti-personnel mine / anti-vehicle mine")
    names = {(one.key.thing, point.text) for one in series(_late_september()) for point in one.points}
    assert {("anti-personnel mine", "543"), ("anti-vehicle mine", "8")} <= names
    (inside,) = [check for check in course.checks(series(_late_september())) if check.rule == "S8"]
    assert inside.sentence.startswith("259 new lie in the running total of 543")


_LABELS = """
2022-09-30  1390  exact      PMN-E   -     Kalbajar, Lachin  theistanbulpost.com
2022-10-25  1400  more than  E-001M  2021  Lachin            vestikavkaza 156339
2022-11-24   350  exact      PMN-E   2021  Saribaba          en.trend.az 3673018
"""


def _labelled() -> list[Stated]:
    rows = [line.split("  ") for line in _LABELS.strip().splitlines()]
    found = []
    for row in rows:
        day, value, hedge, model, year, places, address = (cell.strip() for cell in row if cell.strip())
        about = {**_PMNE, "model": model, "made_year": None if year == "-" else int(year), "hedge": hedge}
        keys: dict[str, Any] = {"counting": "tally", "places": places.split(", "), "from": "2022-09-01", "to": day}
        found.append(said(f"l{value}", "press", day, address=address, about=about, value=int(value), **keys))
    return found


def test_three_years_of_make_are_attributes_of_three_sets() -> None:
    """Made 2019-2021, made 2021, all made 2021: of 1,390, of more than 1,400 and of 350 items, and never of one set."""
    claims = _labelled()
    assert [one.claim.made_year for one in claims] == [None, 2021, 2021]
    assert [len(group) for group in linkage.link(claims).groups] == [1, 1, 1]
    assert linkage.compare(claims[0], claims[1]).verdict == "different"


def test_dashkasan_lies_in_neither_scope_that_the_statement_names() -> None:
    """108 + 53 and an earlier 452: a question of scope, put to a person, and never a sum."""
    finds = [
        said(f"d{value}", "press", day, about=_PMNE, value=value, day=day, places=["Dashkasan"])
        for value, day in ((108, "2022-10-05"), (53, "2022-10-07"), (452, "2022-09-30"))
    ]
    total = said("t", "Trend", "2022-11-24", value=1609, counting="running", places=["Karabakh economic region"],
                 category="mine (unspecified)", **{"from": "2022-08-01", "to": "2022-11-24"})  # fmt: skip
    check = scopes.held_against(total, finds)
    assert check.outcome == "warning"
    assert check.sentence == (
        "108 + 53 + 452 is not held against 1,609: whether 108 (Dashkasan), 53 (Dashkasan) and 452 (Dashkasan) lie in "
        "its scope (Karabakh economic region) is not decided."
    )


# --- harm -----------------------------------------------------------------------------------------------------------

# day, harmed, killed with civilians and soldiers, injured with civilians and soldiers, address
_TOTALS = """
2021-02-28    -  15  -  5    -    52    8   panorama.am
2022-10-06  257  44  -  -  213     -    -   agenzianova.com; azernews.az 200436
2022-10-25  266  45  -  -    -     -    -   en.trend.az 3661319
2022-11-24  268  45 35  -    -     -    -   en.trend.az 3673018
2023-04-30  298  54  -  -    -     -    -   en.trend.az, April 2023
2023-09-19  314  61 48 13  253   101  152   menafn.com 1107102978
2023-12-31  341  65 50 15  276   112  164   report.az
2024-01-31  342  65  -  -    -     -    -   report.az, January 2024
2024-04-12  352  65  -  -    -     -    -   en.trend.az, 12 April 2024
2024-12-31  382  70  -  -  312     -    -   anama, end of year
"""
_PLACES = (
    ("affected", "all", None),
    ("killed", "all", "0"),
    ("killed", "civilian", "1"),
    ("killed", "military", "1"),
    ("injured", "all", "0"),
    ("injured", "civilian", "4"),
    ("injured", "military", "4"),
)


def _totals(day: str | None = None) -> list[Stated]:
    """Each figure as a claim; killed and injured are parts of the harmed where both are stated, or else their total."""
    out = []
    for line in _TOTALS.strip().splitlines():
        on, *cells = line.split(maxsplit=8)
        given = {str(n): cell for n, cell in enumerate(cells[:7]) if cell != "-"}
        for n, (outcome, group, whole) in enumerate(_PLACES):
            if str(n) not in given or day not in (None, on):
                continue
            terms = {0: ("1", "4"), 1: ("2", "3"), 4: ("5", "6")}.get(n, ())
            summed = bool(terms) and all(term in given for term in terms)
            part = whole if whole in given and not _summed(whole, given) else None
            about = {**CASUALTY, **SINCE_WAR, "outcome": outcome, "group": group, "to": on}
            links = {"total_of": list(terms) if summed else [], "part_of": part}
            out.append(
                said(on, "press", on, id=str(n), address=cells[7], about=about, value=int(given[str(n)]), **links)
            )
    return out


def _summed(whole: str | None, given: dict[str, str]) -> bool:
    terms = {"0": ("1", "4"), "1": ("2", "3"), "4": ("5", "6")}.get(whole or "", ())
    return bool(terms) and all(term in given for term in terms)


@pytest.mark.parametrize(
    ("day", "formulas"),
    [
        ("2022-10-06", ["44 + 213 = 257"]),
        ("2023-09-19", ["61 + 253 = 314", "48 + 13 = 61", "101 + 152 = 253"]),
        ("2023-12-31", ["65 + 276 = 341", "50 + 15 = 65", "112 + 164 = 276"]),
        ("2024-12-31", ["70 + 312 = 382"]),
    ],
)
def test_each_total_as_stated(day: str, formulas: list[str]) -> None:
    checks = [check for check in totals.checks([one.claim for one in _totals(day)]) if check.rule == "T1"]
    assert [(check.outcome, check.formula) for check in checks] == [("holds", formula) for formula in formulas]


@pytest.mark.parametrize(
    ("thing", "states", "steps"),
    [
        ("affected", [257, 266, 268, 298, 314, 341, 342, 352, 382], [9, 2, 30, 16, 27, 1, 10, 30]),
        ("killed", [15, 44, 45, 54, 61, 65, 70], [29, 1, 9, 7, 4, 5]),
    ],
)
def test_totals_of_four_years_are_one_series(thing: str, states: list[int], steps: list[int]) -> None:
    found = _whole(thing)
    assert [point.value for point in found.points] == states
    assert [step.by for step in course.increments(found)] == steps
    assert not [check for check in course.checks([found]) if check.rule == "S2"]


def test_a_state_that_is_told_again_is_one_point_with_all_its_sources() -> None:
    """45 dead on 25 October and on 24 November, 65 at three days from December 2023 on."""
    told = {str(point.text): len(point.ids) for point in _whole("killed").points}
    assert (told["45"], told["65"]) == (2, 3)


def _whole(thing: str) -> Series:
    (found,) = [one for one in series(_totals()) if one.key.thing == thing and one.key.group in ("all", None)]
    return found


def test_fourteen_and_fifteen_are_two_states_of_one_total() -> None:
    """Early in 2021 one page has 14 killed, a later one 15, five of them soldiers: the 15 are no contradiction."""
    about = {**CASUALTY, **SINCE_WAR, "outcome": "killed"}
    earlier = said("m", "Meydan", "2021-02-10", about=about, value=14, by="Prosecutor's Office")
    later = said("p", "Panorama", "2021-02-28", about=about, value=15, by="Prosecutor's Office")
    link = linkage.compare(earlier, later)
    assert (link.verdict, link.limit) == ("different", "limit: another state: 14 / 15")
    (found,) = series([earlier, later])
    assert [step.by for step in course.increments(found)] == [1]
    soldiers = [check for check in totals.checks([one.claim for one in _totals("2021-02-28")]) if check.rule == "T2"]
    assert [check.sentence for check in soldiers] == ["5 military killed lie in the 15 killed."]


def test_three_journalists_of_january_are_inside_the_dead() -> None:
    dead = said("j", "press", "2024-01-31", about={**CASUALTY, **SINCE_WAR}, value=65, outcome="killed")
    about = {**CASUALTY, **SINCE_WAR, "group": "journalist"}
    press = said("j", "press", "2024-01-31", id="1", about=about, value=3, outcome="killed", part_of="0")
    found = {check.rule: check.sentence for check in totals.checks([dead.claim, press.claim])}
    assert found["T2"] == "3 journalists killed lie in the 65 killed."
    assert found["T4"] == "65 - 3 = 62 of the dead not stated as journalists."
