"""Running totals, bulletins, period tables: what their course shows.

The tables are those of the anchor case: what one side's institutions stated about mine casualties since November 2020.
They are claims of one party, set beside each other; nothing here says what is so.
"""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minetrace.reckoning import against, course, series, totals
from minetrace.reckoning.quantities import base
from minetrace.reckoning.series import Series
from minetrace.reckoning.stated import Stated, from_corpus
from minetrace.terms.check import Check
from tests.conftest import SHARED
from tests.skips import NO_SHARED
from tests.spec.claims import AREA, CASUALTY, ORDNANCE, SINCE_WAR, said

_TABLE_AT = "menafn.com/1107102978"
# first day, last day, killed civilian / military, injured civilian / military, the sum as printed.
_TABLE = """
2020-11-10 2021-12-14  29 7   52 109  197
2022-12-15 2022-02-04   1 0    2   4    7
2022-02-05 2022-04-06   0 0    1   5    6
2022-04-07 2022-05-18   2 0    7   3   12
2022-05-19 2022-08-18   0 1    8   2   11
2022-08-19 2022-09-23   0 2    2  18   22
2022-09-24 2022-10-03   2 0    3   0    5
2022-10-04 2022-11-10   1 0    6   4   11
2022-11-11 2023-01-06   0 1    4   4    9
"""  # the first day of the second row is misprinted in the source, and kept
_CELLS = (("killed", "civilian"), ("killed", "military"), ("injured", "civilian"), ("injured", "military"))
_ROWS = [line.split() for line in _TABLE.strip().splitlines()]


def _table() -> list[Stated]:
    out = []
    for number, (first, last, *cells) in enumerate(_ROWS):
        for cell, (outcome, group) in enumerate(_CELLS):
            about = {**CASUALTY, "counting": "tally", "outcome": outcome, "group": group, "from": first, "to": last}
            place = {"id": str(10 * number + cell), "address": _TABLE_AT, "value": int(cells[cell])}
            out.append(said("table", "Menafn", "2023-09-20", about=about, by="ANAMA", **place))
    return out


# published, harmed, killed, injured, address
_STATEMENTS = """
2022-10-06  257 44 213  agenzianova.com; azernews.az 200436
2022-10-25  266 45   -  en.trend.az 3661319
2022-11-24  268 45 223  en.trend.az 3673018
2023-12-31  341 65 276  report.az
2024-04-12  352 65   -  en.trend.az (12 Apr 2024)
2024-12-31  382 70 312  anama, end of year
"""


def _statements() -> list[Stated]:
    out = []
    for line in _STATEMENTS.strip().splitlines():
        day, *cells = line.split(maxsplit=4)
        for number, outcome in enumerate(("affected", "killed", "injured")):
            if cells[number] != "-":
                about = {**CASUALTY, **SINCE_WAR, "outcome": outcome, "to": day}
                at = {"id": str(number), "address": cells[3]}
                out.append(said(day, "Trend", day, about=about, value=int(cells[number]), by="Foreign Ministry", **at))
    return out


def _series(claims: list[Stated], **key: str) -> Series:
    (found,) = [one for one in series.series(claims) if all(getattr(one.key, k) == v for k, v in key.items())]
    return found


def _parts(*outcomes: str) -> list[Series]:
    return [one for one in series.series(_table()) if one.key.thing in outcomes]


def _until(parts: list[Series], day: str) -> Decimal:
    return sum((point.value or Decimal(0) for one in parts for point in one.points if str(point.to) <= day), Decimal(0))


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row[1])
def test_each_row_of_the_table_gives_its_printed_sum(row: list[str]) -> None:
    assert sum(map(int, row[2:6])) == int(row[6])


@pytest.mark.parametrize(
    ("outcomes", "day", "total"),
    [
        (("killed",), "2022-11-10", 45),
        (("injured",), "2022-11-10", 226),
        (("killed", "injured"), "2022-11-10", 271),
        (("killed",), "2022-10-03", 44),
        (("injured",), "2022-10-03", 216),
        (("killed", "injured"), "2022-10-03", 260),
    ],
)
def test_the_table_up_to_a_day(outcomes: tuple[str, ...], day: str, total: int) -> None:
    assert _until(_parts(*outcomes), day) == total


def test_civilians_and_soldiers_killed_in_the_table() -> None:
    by_group = {one.key.group: _until([one], "2022-11-10") for one in _parts("killed")}
    assert by_group == {"civilian": 35, "military": 10}


def test_a_period_that_ends_before_it_begins_is_read_by_its_end() -> None:
    civilians = next(one for one in _parts("killed") if one.key.group == "civilian")
    check = course.added(civilians.points, "2020-11-10")
    assert (check.outcome, check.formula) == ("holds", "29 + 1 + 0 + 2 + 0 + 0 + 2 + 1 + 0 = 35")
    assert check.warnings == (
        "2022-12-15..2022-02-04 ends before it begins: read by its last day, the first is likely misprinted.",
    )


def test_the_killed_tie_and_the_injured_are_three_lower_at_both_days() -> None:
    claims = [one for one in _statements() if one.source_id in ("2022-10-06", "2022-11-24")]
    killed = against.offset(_series(claims, thing="killed"), _parts("killed"))
    injured = against.offset(_series(claims, thing="injured"), _parts("injured"))
    harmed = against.offset(_series(claims, thing="affected"), _parts("killed", "injured"))
    assert killed is not None and injured is not None and harmed is not None
    assert killed.outcome == "holds"
    assert (
        killed.sentence
        == "killed: the stated total and the sum of the period table tie at 2022-10-06 and at 2022-11-24."
    )
    assert injured.formula == "216 - 213 = 3; 226 - 223 = 3"
    assert injured.sentence == (
        "injured: the stated total is 3 lower than the sum of the period table at 2022-10-06 and at 2022-11-24. A "
        "constant offset suggests that an early period was revised later, not new events."
    )
    assert injured.warnings == ("The table ends 3, 14 days before the statements.",)
    assert harmed.formula == "260 - 257 = 3; 271 - 268 = 3"


def test_thirty_years_and_two_years_rise_together() -> None:
    thirty = [
        said(
            "2022-10-06",
            "Trend",
            "2022-10-06",
            id="9",
            value=3336,
            about={**CASUALTY, "counting": "running", "from": "1991-01-01", "outcome": "affected"},
        ),
        said(
            "2022-10-25",
            "Trend",
            "2022-10-25",
            id="9",
            value=3345,
            about={**CASUALTY, "counting": "running", "from": "1991-01-01", "outcome": "affected"},
        ),
    ]
    check = against.together(_series(_statements(), thing="affected"), _series(thirty, thing="affected"))
    assert check is not None
    assert (check.formula, check.outcome) == ("266 - 257 = 9; 3,345 - 3,336 = 9", "holds")
    assert check.sentence == "Both totals rise by 9 from 2022-10-06 to 2022-10-25: consistent."


@pytest.mark.parametrize(
    ("thing", "steps"),
    [("affected", [9, 2, 73, 11, 30]), ("killed", [1, 20, 5]), ("injured", [10, 53, 36])],
)
def test_running_totals_become_increments(thing: str, steps: list[int]) -> None:
    found = course.increments(_series(_statements(), thing=thing))
    assert [step.by for step in found] == steps


def test_the_year_2024_ties() -> None:
    """41 harmed in 2024, of them 5 killed and 36 injured, on 341 = 65 + 276, give 382 = 70 + 312."""
    year = [
        said("y", "Report", "2025-01-05", id=str(n), value=value, by="ANAMA",
             about={**CASUALTY, "counting": "tally", "outcome": outcome, "from": "2024-01-01", "to": "2024-12-31"})
        for n, (outcome, value) in enumerate((("affected", 41), ("killed", 5), ("injured", 36)))
    ]  # fmt: skip
    ends = [one for one in _statements() if one.source_id in ("2023-12-31", "2024-12-31")]
    sentences = [check.sentence for check in course.checks(series.series([*year, *ends])) if check.rule == "S7"]
    assert sentences == [
        f"From 2023-12-31 to 2024-12-31 the total rose by {by}; the 1 bulletins of these days give {by}."
        for by in (41, 36, 5)
    ]


def _checks(claims: list[Stated], rule: str) -> list[Check]:
    return [check for check in course.checks(series.series(claims)) if check.rule == rule]


def test_a_total_that_falls_is_a_revision_and_stays_as_stated() -> None:
    """On one day in April 2024 pages gave 352 and 351; the lower one a day later stands for a fall."""
    about = {**CASUALTY, **SINCE_WAR, "outcome": "affected", "by": "ANAMA"}
    one = said("a", "Trend", "2024-04-12", about=about, value=352)
    other = said("b", "Trend", "2024-04-13", about=about, value=351)
    (check,) = _checks([one, other], "S2")
    assert check.sentence == (
        "From 2024-04-12 to 2024-04-13 the total (casualty, affected, since 2020-11-10) fell by 1, from 352 to 351: "
        "a revision or a slip, kept as stated."
    )


def test_two_counts_of_one_day_are_no_rise() -> None:
    """A prosecutor's 350 and an agency's 351 of the same day stand beside each other."""
    about = {**CASUALTY, **SINCE_WAR, "outcome": "affected"}
    one = said("a", "Wire", "2024-03-14", about={**about, "by": "Prosecutor General's Office"}, value=350)
    other = said("b", "Daily", "2024-03-14", about={**about, "by": "ANAMA"}, value=351)
    assert _checks([one, other], "S1") == []
    (check,) = _checks([one, other], "S5")
    assert check.outcome == "warning"
    assert check.sentence == (
        "casualty, affected, since 2020-11-10, 2020-11-10..2024-03-14: 350 (Prosecutor General's Office) against "
        "351 (ANAMA) for one total."
    )


def test_a_rise_between_two_speakers_names_both() -> None:
    about = {**CASUALTY, **SINCE_WAR, "outcome": "affected"}
    one = said("a", "Wire", "2024-03-14", about={**about, "by": "Prosecutor General's Office"}, value=350)
    other = said("b", "Daily", "2024-03-20", about={**about, "by": "ANAMA"}, value=353)
    (check,) = _checks([one, other], "S1")
    assert check.sentence == (
        "From 2024-03-14 to 2024-03-20 the total (casualty, affected, since 2020-11-10) rose by 3, from 350 "
        "(Prosecutor General's Office) to 353 (ANAMA): two speakers' counts."
    )


def test_parts_of_351_that_make_353() -> None:
    about = {**CASUALTY, **SINCE_WAR, "address": "en.trend.az 3884925"}
    claims = [
        said("a", "Trend", "2024-04-12", about=about, id=id_, value=value, outcome=outcome, total_of=total)
        for id_, value, outcome, total in (
            ("0", 351, "affected", ["1", "2"]), ("1", 65, "killed", []), ("2", 288, "injured", []),
        )
    ]  # fmt: skip
    (check,) = [check for check in totals.checks([one.claim for one in claims]) if check.rule == "T1"]
    assert check.formula == "65 + 288 = 353 ≠ 351"


def test_what_is_new_lies_in_the_running_total() -> None:
    """28 September: 259 newly found, 543 in all. The 259 are inside the 543."""
    about = {
        **ORDNANCE,
        "model": "PMN-E",
        "category": "anti-personnel mine",
        "by": "Ministry of Defence",
        "places": ["Kalbajar"],
    }
    total = said(
        "a", "Today.az", "2022-09-28", address="today.az 226131", about=about, id="1", value=543, counting="running"
    )
    new = said("a", "Today.az", "2022-09-28", about=about, value=259, counting="tally", day="2022-09-28")
    (check,) = _checks([total, new], "S8")
    assert check.sentence == (
        "259 new lie in the running total of 543 of the same source (ordnance, anti-personnel mine, PMN-E, found or "
        "cleared, az/kalbajar, start not stated): counted once."
    )


def test_repeated_background_counts_once() -> None:
    about = {
        **CASUALTY,
        **SINCE_WAR,
        "outcome": "affected",
        "value": 140,
        "hedge": "more than",
        "places": ["Azerbaijan"],
    }
    claims = [said(name, f"Outlet {name}", f"2021-07-0{n}", about=about) for n, name in enumerate("abc", start=1)]
    found = series.series(claims)
    assert [len(one.points) for one in found] == [1]
    (check,) = _checks(claims, "S6")
    assert check.sentence.endswith("at least 140 is stated by 3 sources and counts once.")


# --- weekly bulletins -----------------------------------------------------------------------------------------------


def _week(first: str, last: str, value: int, source: str = "") -> Stated:
    about = {**ORDNANCE, "category": "UXO", "counting": "tally", "by": "ANAMA", "from": first, "to": last}
    return said(source or first, "Azertac", last, about=about, value=value)


_TILED = [_week("2025-10-06", "2025-10-12", 1406), _week("2025-10-13", "2025-10-19", 2000)]


@pytest.mark.parametrize(
    ("weeks", "outcome", "sentence", "warnings"),
    [
        (_TILED, "holds", "1,406 + 2,000 = 3,406 over 2 periods.", ()),
        ([*_TILED, _week("2025-10-27", "2025-11-02", 10)], "not stated", "1,406 + 2,000 + 10 = 3,416 over 3 periods.",
         ("Not covered: 2025-10-20 to 2025-10-26.",)),
        ([*_TILED, _week("2025-10-01", "2025-10-31", 9000)], "warning",
         "1,406 + 2,000 + 9,000 is not added: 2025-10-06..2025-10-12 and 2025-10-01..2025-10-31 overlap.", ()),
    ],
)  # fmt: skip
def test_bulletins_are_added_only_where_they_tile(
    weeks: list[Stated], outcome: str, sentence: str, warnings: tuple[str, ...]
) -> None:
    (found,) = series.series(weeks)
    check = course.added(found.points)
    assert (check.outcome, check.sentence, check.warnings) == (outcome, sentence, warnings)


def test_two_numbers_for_one_week_are_a_conflict() -> None:
    area = {**AREA, "counting": "tally", "by": "ANAMA", "from": "2025-10-06", "to": "2025-10-12", "value": 1497.5}
    claims = [_week("2025-10-06", "2025-10-12", 1406, "a"), _week("2025-10-06", "2025-10-12", 1584, "b")]
    claims += [said(source, "Azertac", "2025-10-12", id="1", about=area) for source in "ab"]
    (check,) = _checks(claims, "S5")
    assert check.formula == "1,406 (Azertac, 2025-10-12) against 1,584 (Azertac, 2025-10-12)"


def test_a_headline_of_130_and_a_week_in_square_metres() -> None:
    keys = {"counting": "tally", "from": "2025-10-13", "to": "2025-10-19"}
    claims = [
        said(
            "w", "Azertac", "2025-10-20", id="0", value=130, category="mine (unspecified)", total_of=["1", "2"], **keys
        ),
        said("w", "Azertac", "2025-10-20", id="1", value=61, category="anti-personnel mine", **keys),
        said("w", "Azertac", "2025-10-20", id="2", value=69, category="anti-vehicle mine", **keys),
    ]
    (check,) = [check for check in totals.checks([one.claim for one in claims]) if check.rule == "T1"]
    assert (check.outcome, check.formula) == ("holds", "61 + 69 = 130")
    assert base(said("w", "Azertac", "2025-10-20", about=AREA, value=1587.8).claim) == 15_878_000


def test_the_bulletins_of_the_development_texts_give_one_series_a_measure() -> None:
    """One agency's bulletins of five years in the words of many outlets: each week once, with all who tell it."""
    folder = SHARED / "corpus" / "dev"
    if not folder.is_dir():
        pytest.skip(NO_SHARED)
    claims = [one for path in sorted(folder.glob("*.json")) for one in from_corpus(json.loads(path.read_text("utf-8")))]
    found = [one for one in series.series(claims) if one.key.name.endswith("by ANAMA") and len(one.points) > 10]
    assert sorted(one.key.name for one in found) == [
        "area (m2), cleared, by ANAMA",
        "ordnance, UXO, found or cleared, by ANAMA",
        "ordnance, anti-personnel mine, found or cleared, by ANAMA",
        "ordnance, anti-vehicle mine, found or cleared, by ANAMA",
    ]
    for one in found:
        days = [point.days for point in one.points if point.days != "undated"]
        assert len(days) == len(set(days)) >= 10
        assert all(point.ids for point in one.points)
    told = {point.days: (point.text, len(point.ids)) for point in found[0].points}
    assert told["2025-10-13..2025-10-19"][1] == 2


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=6))
def test_increments_add_up_to_the_whole_rise(states: list[int]) -> None:
    about: dict[str, Any] = {**CASUALTY, **SINCE_WAR, "outcome": "killed", "by": "ANAMA"}
    claims = [said(f"s{n}", "Trend", f"2021-0{n + 1}-01", about=about, value=value) for n, value in enumerate(states)]
    for found in series.series(claims):
        numbers = [point.value or Decimal(0) for point in found.points]
        steps = [step.by for step in course.increments(found)]
        assert steps == [after - before for before, after in pairwise(numbers)]
