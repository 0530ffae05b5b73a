"""Claims that look alike and are not one: a wrong "same" is the worst answer that reckoning can give.

Each row is a claim, what another source says otherwise, and the answer. Where a person must look, it is "for review".
"""

from __future__ import annotations

from typing import Any

import pytest

from minetrace.places import Name, Parent, Place, packed
from minetrace.reckoning import linkage
from minetrace.reckoning.speakers import headings, one_speaker
from minetrace.reckoning.spelling import one_person
from tests.spec.claims import AREA, CASUALTY, ORDNANCE, SINCE_WAR, said

_HURT: dict[str, Any] = {**CASUALTY, "outcome": "injured", "value": 1, "places": ["Lachin"], "day": "2022-06-04"}
_DEAD: dict[str, Any] = {**CASUALTY, "outcome": "killed", "value": 1, "places": ["Agdam"], "day": "2022-06-04"}
_REPORTED: dict[str, Any] = {**CASUALTY, "outcome": "injured", "value": 1, "places": ["Lachin"], "by": "MoD"}
_FIND: dict[str, Any] = {
    **ORDNANCE,
    "category": "anti-personnel mine",
    "model": "E-001M",
    "value": 122,
    "places": ["Lachin"],
    "day": "2022-09-18",
    "by": "Ministry of Defence",
}
_MOUNT: dict[str, Any] = {**_FIND, "places": ["Boyuk Ishigli"]}
_YEAR: dict[str, Any] = {**CASUALTY, "outcome": "killed", "counting": "tally", "places": ["Ukraine"], "value": 41}
_YEAR |= {"from": "2022-01-01", "to": "2022-12-31"}
_WEEK: dict[str, Any] = {**ORDNANCE, "category": "UXO", "counting": "tally", "value": 12, "by": "ANAMA"}
_SINCE: dict[str, Any] = {**CASUALTY, **SINCE_WAR, "outcome": "killed", "value": 45}
_LAND: dict[str, Any] = {**AREA, "counting": "stock", "unit": "m2", "value": 16_449_112}
_VISIT: dict[str, Any] = {"kind": "visit", "places": ["Lachin"], "day": "2022-06-04", "who": [{"name": "John Smith"}]}
_BREACH: dict[str, Any] = {"kind": "provision", "instrument": "Statement", "article": "4", "relation": "alleged_breach"}


@pytest.mark.parametrize(
    ("one", "otherwise", "verdict"),
    [
        # A day apart in a district, with a small number: two accidents as likely as one.
        (_HURT, {"day": "2022-06-05"}, "for review"),
        ({**_HURT, "by": "MoD"}, {"day": "2022-06-06"}, "for review"),
        (_HURT, {}, "same"),
        ({**_HURT, "places": ["Susuzlug village"], "value": 3}, {"day": "2022-06-05"}, "same"),
        (_FIND, {"day": "2022-09-19"}, "same"),
        (_MOUNT, {"day": "2022-09-19", "value": 100}, "for review"),
        # A day and a month that holds it.
        (_HURT, {"from": "2022-06-04", "to": "2022-06-05", "day": None}, "same"),
        ({**_HURT, "by": "MoD"}, {"from": "2022-06-01", "to": "2022-06-30", "day": None}, "for review"),
        (_FIND, {"from": "2022-09-01", "to": "2022-09-30", "day": None}, "same"),
        # One place and one day, and nothing else alike.
        (_FIND, {"model": "PMN-2", "value": 8}, "for review"),
        (_DEAD, {"outcome": "injured", "value": 2}, "for review"),
        ({**_DEAD, "group": "civilian"}, {"group": "military"}, "for review"),
        (_DEAD, {"places": ["Susuzlug"]}, "different"),
        ({**_DEAD, "places": ["Kamianka"]}, {"places": ["Kamianske"]}, "different"),
        # Only a country or a province in common.
        ({**_DEAD, "places": ["Syria"], "by": "SANA"}, {}, "for review"),
        ({**_DEAD, "places": ["Kharkiv Oblast"], "day": "2022-09-18"}, {"day": None}, "for review"),
        # Another person of a like name.
        ({**_DEAD, "names": ["Elvin Mammadov"]}, {"names": ["Elchin Mammadov"], "day": "2022-06-05"}, "different"),
        # Two offices count the same week or year by rules of their own.
        (_YEAR, {"value": 58}, "for review"),
        ({**_YEAR, "by": "HALO"}, {"value": 58, "by": "State Emergency Service"}, "different"),
        # Numbers alone, however long.
        (_LAND, {}, "for review"),
        # The ministries of two states.
        ({**_SINCE, "by": "Armenian Defence Ministry"}, {"by": "Azerbaijani Defence Ministry"}, "different"),
        ({**_SINCE, "by": "Defence Ministry"}, {"by": "Azerbaijani Defence Ministry"}, "same"),
        ({**_BREACH, "by": "Armenian MFA"}, {"by": "Azerbaijani MFA"}, "for review"),
        # Visits.
        (_VISIT, {"who": [{"name": "Ana Pereira"}]}, "for review"),
        ({**_VISIT, "who": [], "day": None}, {}, "for review"),
        (_VISIT, {"who": [{"name": "Smith John"}]}, "same"),
    ],
)
def test_what_looks_alike(one: dict[str, Any], otherwise: dict[str, Any], verdict: str) -> None:
    other = {**one, **otherwise}
    if otherwise.get("day", "") is None:
        del other["day"]
    first, second = (
        said(name, f"Agency {name}", "2022-09-20", about=about) for name, about in (("a", one), ("b", other))
    )
    assert linkage.compare(first, second).verdict == verdict
    assert linkage.compare(second, first).verdict == verdict


@pytest.mark.parametrize(
    ("about", "published", "verdict"),
    [
        (_REPORTED, "2022-06-06", "same"),
        (_REPORTED, "2022-06-15", "for review"),
        (_REPORTED, "2022-07-15", "different"),
        ({**_REPORTED, "names": ["Vugar Aliyev"]}, "2022-07-15", "same"),
        (_WEEK, "2022-06-05", "for review"),
        (_WEEK, "2022-07-15", "different"),
        ({**_WEEK, "value": 1390}, "2022-07-15", "same"),
    ],
)
def test_without_a_day_the_reports_must_be_near(about: dict[str, Any], published: str, verdict: str) -> None:
    """Later reports of an undated happening are another one, unless they name its victim."""
    claims = [said("a", "Agency A", "2022-06-05", about=about), said("b", "Agency B", published, about=about)]
    assert linkage.compare(*claims).verdict == verdict


@pytest.mark.parametrize(("publishers", "verdict"), [(("HALO Trust", "APOPO"), "for review"), (("Az", "Bee"), "same")])
def test_two_operators_with_one_number_for_one_year(publishers: tuple[str, str], verdict: str) -> None:
    """Operators report their own work; two outlets that name nobody may pass on one report."""
    one, other = (said(name, name, "2023-02-01", about=_YEAR) for name in publishers)
    assert linkage.compare(one, other).verdict == verdict


def test_a_report_tells_of_no_later_year() -> None:
    early = said(
        "a", "Agency A", "2021-06-06", about={key: _DEAD[key] for key in _DEAD if key != "day"}, partial_date="--06-04"
    )
    assert linkage.compare(early, said("b", "Agency B", "2022-06-05", about=_DEAD)).verdict == "different"


def test_two_accidents_of_one_text_stay_two() -> None:
    """However alike they are told, and whatever a third source says."""
    text = [said("a", "A", "2022-06-05", id=str(nth), about={**_HURT, "day": f"2022-06-0{3 + nth}"}) for nth in (0, 1)]
    other = said("b", "B", "2022-06-05", about=_HURT)
    assert linkage.partition([*text, other]) == [{"a:0"}, {"a:1", "b:0"}]


@pytest.mark.parametrize(
    ("values", "apart", "limit"),
    [
        ((87, 19), 2, "limit: two numbers told side by side"),
        ((56, 52), 2, None),
        ((87, 80), 200, None),
    ],
    ids=["87 mortar bombs and 19 tank shells", "one in two units, rounded badly", "a second count further on"],
)
def test_two_numbers_of_one_breath_count_two_things(values: tuple[int, int], apart: int, limit: str | None) -> None:
    text = [
        said("a", "A", "2024-03-12", id=str(nth * apart), about={**_WEEK, "value": value})
        for nth, value in enumerate(values)
    ]
    assert linkage.compare(*text).limit == limit


def _village(name: str, lon: float, precision_m: int | None = None) -> Place:
    place = {"id": f"ua/{name.lower()}", "kind": "settlement", "names": (Name(text=name),), "source": "a test"}
    parents = (Parent(place="ua", source="a test"),)
    return Place(**place, parents=parents, lon_e7=int(lon * 10**7), lat_e7=49 * 10**7, precision_m=precision_m)


def test_far_places_are_two_grounds_whoever_is_named() -> None:
    """One name, one day: with two villages a hundred kilometres apart, two happenings; with rough points, one."""
    about = {key: _DEAD[key] for key in _DEAD if key != "places"}
    claims = [
        said(name, name, "2022-06-05", about=about, places=[place], names=["Olena Bondar"])
        for name, place in (("a", "Stara Vershyna"), ("b", "Nova Vershyna"))
    ]
    near = packed().with_places([_village("Stara Vershyna", 36.0), _village("Nova Vershyna", 37.5)])
    assert linkage.compare(*claims, gazetteer=near).reasons == ("limit: places at least 99 km apart",)
    rough = packed().with_places([_village("Stara Vershyna", 36.0, 90_000), _village("Nova Vershyna", 37.5)])
    assert linkage.compare(*claims, gazetteer=rough).limit is None


def test_like_names_of_people() -> None:
    assert one_person("Сирадж Абышов", "Siraj Abishov")
    assert one_person("Ibrahimov Maharram", "Магеррам Ибрагимов")
    assert not one_person("Vugar Aliyev", "Vusal Aliyev")


def test_the_offices_of_two_states_are_two_speakers() -> None:
    names = ["Azerbaijani Defence Ministry", "Ministry of Defence of Armenia", "Минобороны"]
    assert [one_speaker(names[0], other) for other in names] == [True, False, True]
    assert list(headings(names).values()) == ["defence ministry (az)", "defence ministry (am)", "defence ministry"]
    assert headings(names[::2]) == dict.fromkeys(names[::2], "defence ministry")


def test_a_mine_action_agency_is_that_of_its_own_country() -> None:
    """Every country may have one: whose it is, its name or its country says, never the office alone."""
    agencies = ["ANAMA", "Sudan Mine Action Agency", "Kurdistan Mine Action Agency"]
    assert [one_speaker("Azerbaijan's Agency for Mine Action", other) for other in agencies] == [True, False, False]
    assert list(headings([*agencies, "Mine Action Agency"]).values()) == [
        "ANAMA",
        "mine action agency (sd)",
        "IKMAA",
        "mine action agency",
    ]
    assert headings(["Mine Action Agency", "ANAMA"])["Mine Action Agency"] == "ANAMA"
    assert headings(["Mine Action Agency"])["Mine Action Agency"] == "mine action agency"


def test_short_names_of_institutions_count_only_as_they_are_written() -> None:
    assert one_speaker("HI", "Humanity & Inclusion")
    assert headings(["Hi-Tech Demining", "Velmian Red Cross"]) == {
        "Hi-Tech Demining": "Hi-Tech Demining",
        "Velmian Red Cross": "Velmian Red Cross",
    }
