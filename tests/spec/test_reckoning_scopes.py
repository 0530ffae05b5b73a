"""Which numbers may be added, what a stated total leaves unexplained, and figures that differ under named rules.

Figures are claims of the parties named; addresses are where they were read.
"""

from __future__ import annotations

from typing import Any

import pytest

from minetrace.places import PlaceMention
from minetrace.reckoning import bounds, linkage, origins, policies, scopes, totals, vintages
from minetrace.reckoning.stated import Stated
from minetrace.terms.check import Check
from tests.spec.claims import AREA, CASUALTY, ORDNANCE, SINCE_WAR, said

_MOD = "Azerbaijani Ministry of Defence"
_AP: dict[str, Any] = {**ORDNANCE, "category": "anti-personnel mine"}
_AT: dict[str, Any] = {**ORDNANCE, "category": "anti-vehicle mine"}


def _found(claims: list[Stated], rule: str) -> list[Check]:
    return [check for check in totals.checks([one.claim for one in claims]) if check.rule == rule]


# --- the finds of one autumn, as one ministry stated them --------------------------------------------------------


def _find(source: str, day: str, address: str, *rows: tuple[Any, ...]) -> list[Stated]:
    """Rows of one release: value, keys, places."""
    return [
        said(source, "press", day, id=str(n), address=address, about={**about, "by": _MOD}, value=value, places=places)
        for n, (value, about, places) in enumerate(rows)
    ]


_PMNE, _E001M = {**_AP, "model": "PMN-E"}, {**_AP, "model": "E-001M", "made_year": 2021}
_FINDS = {
    "16 Aug": _find("a16", "2022-08-16", "en.trend.az 3633489",
                    (991, {**_PMNE, "made_year": 2021, "day": "2022-08-15"}, ["Lachin", "Sarybaba"])),
    "17 Sep": _find("s17", "2022-09-18", "today.az 225676", *(
        (value, {**about, "day": "2022-09-17"}, ["Dashkasan", "Kalbajar", "Lachin"])
        for value, about in ((100, _PMNE), (8, {**_AP, "model": "PMN-2"}), (10, _AT)))),
    "18 Sep": _find("s18", "2022-09-19", "today.az 225676", (122, {**_E001M, "day": "2022-09-18"}, ["Boyuk Ishigli"])),
    "10 Sep": _find("s10", "2022-09-20", "today.az 225720", (100, {**_E001M, "day": "2022-09-10"}, ["Boyuk Ishigli"])),
    "19 Sep": _find("s19", "2022-09-28", "today.az 226131", (100, {**_E001M, "day": "2022-09-19"}, ["Boyuk Ishigli"])),
    "5 Oct": _find("o5", "2022-10-06", "azernews.az 200436", *(
        (value, {**about, "day": "2022-10-05"}, places) for value, about, places in (
            (118, _PMNE, ["Kalbajar"]), (4, {**_AT, "model": "TM-62M"}, ["Kalbajar"]), (108, _PMNE, ["Dashkasan"])))),
    "7 Oct": _find("o7", "2022-10-08", "en.trend.az 3654124", *(
        (value, {**about, "day": "2022-10-07"}, places) for value, about, places in (
            (79, _PMNE, ["Kalbajar"]), (2, {**_AT, "model": "TM-62M"}, ["Kalbajar"]),
            (53, _PMNE, ["Dashkasan"]), (4, {**_AP, "model": "OZM-72"}, ["Dashkasan"])))),
    "24 Nov": _find("n24", "2022-11-24", "en.trend.az 3673018",
                    (350, {**_PMNE, "made_year": 2021, "day": "2022-11-21"}, ["Saribaba"])),
}  # fmt: skip


def test_each_release_is_a_find_of_its_own() -> None:
    found = linkage.link([one for release in _FINDS.values() for one in release])
    # Two places of one release are two finds; "10 Sep" and "19 Sep" stay two until a person decides.
    assert len(found.groups) == len(_FINDS) + 2
    pairs = [sorted({one.source_id for side in (pair.left, pair.right) for one in side}) for pair in found.for_review]
    assert ["s10", "s19"] in pairs
    assert all(pair.link.verdict == "for review" for pair in found.for_review)


@pytest.mark.parametrize(("release", "total"), [("5 Oct", 230), ("7 Oct", 138), ("17 Sep", 118)])
def test_the_rows_of_a_release_add_up(release: str, total: int) -> None:
    assert sum(int(one.claim.value or 0) for one in _FINDS[release]) == total


def test_two_labels_are_not_taken_for_one_another() -> None:
    """Whether E-001M is another name of PMN-E is a question of identification, recorded and never assumed."""
    keys = {"counting": "tally", "from": "2022-09-01", "to": "2022-09-30", "by": _MOD, "places": ["Lachin"]}
    one = said("a", "press", "2022-10-01", about=_PMNE, value=1400, **keys)
    other = said("b", "press", "2022-10-01", about=_E001M, value=1400, **keys)
    assert linkage.compare(one, other).reasons == ("limit: another model: PMN-E / E-001M",)


# --- totals as stated -------------------------------------------------------------------------------------------


def _autumn(first: int = 1119, second: int = 1609) -> list[Stated]:
    about = {
        **ORDNANCE,
        "category": "mine (unspecified)",
        "counting": "running",
        "from": "2022-08-01",
        "to": "2022-11-24",
    }
    at: dict[str, Any] = {"about": about, "by": "Foreign Ministry", "address": "en.trend.az 3673018"}
    return [
        said("t", "Trend", "2022-11-24", id="0", value=first, places=["Kalbajar", "Lachin"],
             place_relations=["direction of", "direction of"], **at),
        said("t", "Trend", "2022-11-24", id="1", value=second, places=["Karabakh economic region"], **at),
        said("t", "Trend", "2022-11-24", id="2", value=2728, total_of=["0", "1"], **at),
    ]  # fmt: skip


def test_the_stated_total_holds_and_warns_of_its_scopes() -> None:
    (check,) = _found(_autumn(), "T1")
    assert (check.outcome, check.formula) == ("holds", "1,119 + 1,609 = 2,728")
    assert check.warnings[0].startswith("The scopes of the parts are not defined")


def test_one_row_changed_breaks_the_total() -> None:
    (check,) = _found(_autumn(first=1118), "T1")
    assert (check.outcome, check.formula) == ("broken", "1,118 + 1,609 = 2,727 ≠ 2,728")


def test_we_do_not_add_two_scopes_that_nobody_defined() -> None:
    first, second, _ = _autumn()
    check = scopes.sum_of_ours([first, second])
    assert check.outcome == "warning"
    assert (
        check.sentence
        == "1,119 + 1,609 is not added: the scopes are not defined (Kalbajar, Lachin and Karabakh economic region)."
    )


@pytest.mark.parametrize(
    ("decided", "outcome", "end"),
    [
        (["az/lachin-district", "az/dashkasan-district"], "holds", "the scopes are defined and share no ground."),
        (["az/lachin-district", "az/lachin"], "warning", "the scopes overlap (Lachin and Dashkasan)."),
        (["az/lachin-district", "az/karabakh"], "warning", "the scopes may overlap (Lachin and Dashkasan)."),
    ],
)
def test_sums_of_ours(decided: list[str], outcome: str, end: str) -> None:
    keys = {**ORDNANCE, "counting": "running", "from": "2022-08-01"}
    one = said("a", "press", "2022-11-24", about=keys, value=100, places=["Lachin"])
    other = said("b", "press", "2022-11-24", about=keys, value=50, places=["Dashkasan"])
    settled = {item.id: [PlaceMention(place)] for item, place in zip((one, other), decided, strict=True)}
    check = scopes.sum_of_ours([one, other], decided=settled)
    assert check.outcome == outcome
    assert check.sentence.endswith(end)


def test_the_finds_of_two_mounts_and_a_regions_total() -> None:
    """991 and 350 beside the 1,609: refused while nobody has said where the 991 belong; then 268 stay unexplained."""
    total, finds = _autumn()[1], [*_FINDS["16 Aug"], *_FINDS["24 Nov"]]
    refused = scopes.held_against(total, finds)
    assert refused.outcome == "warning"
    assert refused.sentence == (
        "991 + 350 is not held against 1,609: whether 991 (Lachin, Sarybaba) and 350 (Saribaba) lie in its scope "
        "(Karabakh economic region) is not decided."
    )
    decided = scopes.held_against(total, finds, decided=[one.id for one in finds])
    assert (decided.outcome, decided.formula) == ("not stated", "1,609 - 991 - 350 = 268")
    assert decided.sentence == "1,609 - 991 - 350 = 268 unexplained: no find at hand stands for them."
    people = said("t", "Trend", "2022-11-24", id="9", value=268, about={**CASUALTY, **SINCE_WAR}, outcome="affected")
    assert linkage.compare(total, people).verdict == "different"


def test_land_released() -> None:
    keys = {"counting": "tally", "from": "2022-01-01", "to": "2022-12-31", "unit": "km2"}
    parts = [("cleared", 219.31), ("reduced", 121.11), ("cancelled", 156.92)]
    claims = [
        said("m", "Monitor", "2023-11-14", id=str(n), value=value, about={**AREA, "action": [action]}, **keys)
        for n, (action, value) in enumerate(parts)
    ]
    claims.append(said("m", "Monitor", "2023-11-14", id="3", value=497.34, total_of=["0", "1", "2"],
                       about={**AREA, "action": ["released"]}, **keys))  # fmt: skip
    (check,) = _found(claims, "T1")
    assert (check.outcome, check.formula) == ("holds", "219.31 km² + 121.11 km² + 156.92 km² = 497.34 km²")


# --- the dead of one statement ----------------------------------------------------------------------------------


def _harmed(source: str, day: str, rows: list[tuple[int, str, str, str | None]], address: str) -> list[Stated]:
    about = {**CASUALTY, **SINCE_WAR, "by": "Foreign Ministry"}
    return [
        said(
            source,
            "Trend",
            day,
            id=str(n),
            about=about,
            value=value,
            outcome=outcome,
            group=group,
            part_of=part,
            address=address,
        )
        for n, (value, outcome, group, part) in enumerate(rows)
    ]


_NOVEMBER = _harmed(
    "nov", "2022-11-24",
    [(268, "affected", "all", None), (45, "killed", "all", "0"), (35, "killed", "civilian", "1"),
     (3, "killed", "journalist", "1")],
    "en.trend.az 3673018",
)  # fmt: skip
_OCTOBER = _harmed(
    "oct",
    "2022-10-25",
    [(266, "affected", "all", None), (48, "killed", "all", "0"), (45, "killed", "all", "0")],
    "en.trend.az 3661319",
)


def test_what_is_not_said_of_the_rest() -> None:
    sentences = [check.sentence for check in _found(_NOVEMBER, "T4")]
    assert sentences == [
        "268 - 45 = 223 not stated as killed.",
        "45 - 35 = 10 of the dead not stated as civilian.",
    ]
    (siblings,) = _found(_NOVEMBER, "T3")
    assert siblings.sentence.endswith("whether the 3 are inside the 35 is not stated; not added to the 45.")


def test_forty_eight_beside_forty_five_in_one_text() -> None:
    """October's release had 48 dead, journalists among them, and the dead as 45 further on."""
    claims = [one.claim for one in _OCTOBER]
    loose = [said("oct", "Trend", "2022-10-25", id=c.id, value=c.value, outcome=c.outcome, to="2022-10-25",
                  about={**CASUALTY, **SINCE_WAR}) for c in claims]  # fmt: skip
    (check,) = _found(loose, "T5")
    assert check.formula == "48 against 45"


# --- editions ---------------------------------------------------------------------------------------------------


def _edition(published: str, address: str, harmed: int, killed: int, injured: int, unknown: int) -> list[Stated]:
    about = {**CASUALTY, "counting": "tally", "from": "2016-01-01", "to": "2016-12-31"}
    rows = (("affected", harmed), ("killed", killed), ("injured", injured), ("unknown", unknown))
    return [
        said(
            published,
            "Landmine Monitor",
            published,
            id=str(n),
            address=address,
            about=about,
            outcome=outcome,
            value=value,
        )
        for n, (outcome, value) in enumerate(rows)
    ]


_EDITIONS = [
    *_edition("2017-12-14", "archives2.the-monitor.org 2017", 8605, 2089, 6491, 25),
    *_edition("2018-11-20", "archives2.the-monitor.org 2018", 9437, 2472, 6937, 28),
]


@pytest.mark.parametrize(("day", "harmed"), [("2017-12-31", 8605), ("2018-12-31", 9437)])
def test_2016_as_said_by_a_day(day: str, harmed: int) -> None:
    values = {one.claim.outcome: one.claim.value for one in vintages.as_said(_EDITIONS, day)}
    assert values["affected"] == harmed
    assert values["killed"] + values["injured"] + values["unknown"] == harmed


def test_the_note_on_2016() -> None:
    (check,) = vintages.errata(_EDITIONS, "2017-12-31", "2018-12-31")
    assert check.formula == "9,437 - 8,605 = 832"
    assert check.sentence == (
        "Landmine Monitor stated 8,605 by 2017-12-31 and 9,437 by 2018-12-31 for 2016-01-01..2016-12-31: "
        "+832 (+446 injured, +383 killed, +3 of unknown fate)."
    )


def test_a_share_is_of_those_whose_status_is_known() -> None:
    about = {**CASUALTY, "counting": "tally", "outcome": "killed", "from": "2022-01-01", "to": "2022-12-31"}
    civilians = said("m", "Monitor", "2023-11-14", id="1", about=about, group="civilian", value=71)
    soldiers = said("m", "Monitor", "2023-11-14", id="2", about=about, group="military", value=29)
    everyone = said("m", "Monitor", "2023-11-14", id="0", about=about, value=120)
    check = vintages.share(civilians, [civilians, soldiers], everyone)
    assert check.formula == "71 / 100 = 71 %"
    assert check.sentence == "civilians killed: 71 of 100 with known status (71 %); the status of 20 is not stated."


# --- policies ---------------------------------------------------------------------------------------------------


def _blast() -> list[Stated]:
    """One blast in four mouths: an observatory's nine, a relief office's seven, a ministry's six in two."""
    about = {**CASUALTY, "outcome": "killed", "group": "civilian", "places": ["Deir ez-Zor"], "day": "2023-04-09"}
    return [
        said("dpa", "dpa", "2023-04-09", about=about, value=9, hedge="at least", by="Syrian Observatory"),
        said("ecd", "East Coast Daily", "2023-04-12", about=about, value=7, by="Relief Office"),
        said("sana", "SANA", "2023-04-15", about=about, value=6, by="Interior Ministry"),
        said("copy", "Pledge Times", "2023-04-15", about=about, value=6, by="SANA"),
    ]


def test_figures_under_named_policies() -> None:
    claims = _blast()
    seats = policies.seats(origins.origins(claims))
    found = policies.spread(claims, seats, declared=("Syrian Observatory", "Interior Ministry"))
    assert (found.text, len(found.witnesses)) == ("at least 6", 4)
    assert {one.policy: one.text for one in found.chosen} == {
        "lowest": "6",
        "highest": "at least 9",
        "latest official": "6",
        "most recent": "6",
        "declared order": "at least 9",
    }


def test_one_figure_in_coarser_words_is_one_measure() -> None:
    claims = [
        *_FINDS["16 Aug"],
        said("b", "News.az", None, value=900, hedge="more than", category="anti-personnel mine"),
        said("c", "Today.az", "2022-08-16", value=991, hedge="about", category="mine (unspecified)"),
        said("d", "Day.az", "2022-08-16", value=40, category="anti-vehicle mine"),
        said("e", "E-huquq", "2022-08-16", value=991, model="ПМН-Э", category="anti-personnel mine"),
    ]
    found = policies.measures(claims)
    assert {name: sorted(one.source_id for one in told) for name, told in found.items()} == {
        "PMN-E (anti-personnel mines)": ["a16", "b", "c", "e"],
        "anti-vehicle mines": ["d"],
    }


@pytest.mark.parametrize(
    ("value", "hedge", "unit", "low", "high"),
    [
        (991, "about", "item", "891", "1091"),
        (15, "almost", "person", "13", "15"),
        (12.5, "about", "ha", "11.25", "13.75"),
        (7, "exact", "item", "7", "7"),
    ],
)
def test_what_is_counted_one_by_one_has_whole_bounds(value: float, hedge: str, unit: str, low: str, high: str) -> None:
    found = bounds.of(said("a", "press", None, value=value, hedge=hedge, unit=unit).claim)
    assert found is not None
    assert (str(found.low), str(found.high)) == (low, high)


def test_relays_of_one_statement_are_one_witness() -> None:
    about = {**CASUALTY, "outcome": "killed", "places": ["Kalbajar"], "day": "2021-06-04", "by": "Interior Ministry"}
    claims = [said(name, f"Outlet {name}", "2021-06-04", about=about, value=3) for name in "abc"]
    found = policies.spread(claims, policies.seats(origins.origins(claims)))
    assert [len(one.stated) for one in found.witnesses] == [3]
    assert policies.check("killed", found) is None


def test_the_check_never_says_which_is_true() -> None:
    claims = _blast()[1:3]
    check = policies.check("civilians killed", policies.spread(claims, policies.seats(origins.origins(claims))))
    assert check is not None
    assert check.sentence == (
        "civilians killed: 6 to 7 over 2 independent witnesses. "
        "lowest: 6; highest: 7; latest official: 6; most recent: 6."
    )
