"""Places: how a name is found, what lay within what, and when a record counts for a place."""

from datetime import date

import pytest

from minetrace.places import PlaceMention, coverage, disjoint, inside, packed, split_relation

AUGUST_2022 = date(2022, 8, 15)
LACHIN, KALBAJAR, SHUSHA = "az/lachin-district", "az/kalbajar-district", "az/shusha-district"
EAST_ZANGEZUR, KARABAKH = "az/east-zangezur-economic-region-2021", "az/karabakh-economic-region-2021"
SARYBABA, ISHIGLI = "az/sarybaba-height", "az/boyuk-ishigli-height"


@pytest.mark.parametrize(
    ("name", "on", "ids"),
    [
        # A name alone stands for every kind; a generic word narrows it.
        ("Lachin", None, ["az/lachin", LACHIN]),
        ("Lachin district", None, [LACHIN]),
        ("Lachin region", None, [LACHIN]),
        ("Laçın rayonu", None, [LACHIN]),
        ("LAÇIN ŞƏHƏRİ", None, ["az/lachin"]),
        ("Лачинского района", None, [LACHIN]),
        ("Физулинского района", None, ["az/fuzuli-district"]),
        ("Kashatagh", None, [LACHIN]),
        ("Berdzor", None, ["az/lachin"]),
        # A height and a village share their name.
        ("Sarybaba", None, ["az/saribaba", SARYBABA]),
        ("the Saribaba height", None, [SARYBABA]),
        ("высота Сарыбаба", None, [SARYBABA]),
        ("Mets Ishkhanasar", None, [ISHIGLI]),
        # A city with a code of its own, under both its names.
        ("Khankendi", None, ["az/khankendi"]),
        ("Stepanakert", None, ["az/khankendi"]),
        # The district was restored on 5 December 2023; before, only the town was called so.
        ("Aghdara", date(2022, 8, 1), ["az/aghdara"]),
        ("Aghdara", date(2024, 4, 1), ["az/aghdara", "az/aghdara-district"]),
        ("Aghdara district", date(2024, 4, 1), ["az/aghdara-district"]),
        # The economic region of this name came with the decree of 7 July 2021.
        ("Karabakh economic region", AUGUST_2022, [KARABAKH]),
        ("Karabakh economic region", date(2021, 7, 6), []),
        ("Nowhere at all", None, []),
    ],
)
def test_a_name_gives_one_place_or_its_candidates(name: str, on: date | None, ids: list[str]) -> None:
    assert [place.id for place in packed().find(name, on=on).places] == ids


@pytest.mark.parametrize(
    ("place", "unit", "on", "answer"),
    [
        ("az/lachin", LACHIN, None, "yes"),
        # Dated parents: the division into economic regions changed on 7 July 2021.
        (LACHIN, EAST_ZANGEZUR, AUGUST_2022, "yes"),
        (LACHIN, KARABAKH, AUGUST_2022, "no"),
        (LACHIN, EAST_ZANGEZUR, date(2021, 7, 6), "no"),
        (LACHIN, "az/kalbajar-lachin-economic-region", date(2021, 7, 6), "yes"),
        # Without a day, what was not so at all times is possible.
        (LACHIN, EAST_ZANGEZUR, None, "possible"),
        (LACHIN, "az", None, "yes"),
        # A village that changed its district.
        ("az/sugovushan", "az/tartar-district", date(2023, 4, 26), "yes"),
        ("az/sugovushan", "az/aghdara-district", date(2023, 4, 26), "no"),
        ("az/sugovushan", "az/aghdara-district", date(2024, 4, 26), "possible"),
        # Uncertain parents: a summit on a border.
        (ISHIGLI, LACHIN, None, "possible"),
        (ISHIGLI, "am/syunik", None, "possible"),
        (ISHIGLI, KALBAJAR, None, "no"),
        # An area without an agreed border.
        ("az/khankendi", "az/karabakh", None, "possible"),
        ("az/baku", "az/karabakh", None, "no"),
        # A unit is not within its own part.
        (LACHIN, "az/lachin", None, "no"),
    ],
)
def test_what_lay_within_what(place: str, unit: str, on: date | None, answer: str) -> None:
    assert packed().within(place, unit, on=on) == answer


@pytest.mark.parametrize(
    ("relation", "place", "asked", "answer"),
    [
        ("in", SARYBABA, LACHIN, "yes"),
        ("in", LACHIN, SARYBABA, "possible"),  # the mention is coarser than the question
        ("north of", SARYBABA, LACHIN, "possible"),  # ground beside the height: never yes
        ("north of", SARYBABA, SHUSHA, "possible"),  # the height may reach over that border
        ("north of", SARYBABA, KALBAJAR, "no"),
        ("near", "az/lachin", "az/lachin", "possible"),
        ("direction of", LACHIN, LACHIN, "possible"),
        ("direction of", LACHIN, KARABAKH, "possible"),  # a direction has no edge
        ("direction of", LACHIN, "ua", "no"),
    ],
)
def test_one_mention(relation: str, place: str, asked: str, answer: str) -> None:
    assert inside(packed(), PlaceMention(place, relation), asked, AUGUST_2022) == answer


@pytest.mark.parametrize(
    ("mentions", "asked", "answer"),
    [
        ([], LACHIN, "unknown"),
        ([("in", LACHIN)], LACHIN, "all"),
        ([("in", LACHIN)], EAST_ZANGEZUR, "all"),
        ([("in", LACHIN)], KARABAKH, "none"),
        ([("in", LACHIN)], "az/lachin", "some"),
        ([("in", EAST_ZANGEZUR)], LACHIN, "some"),
        ([("in", "az")], LACHIN, "some"),
        # A record of several places.
        ([("in", LACHIN), ("in", KALBAJAR)], LACHIN, "some"),
        ([("in", LACHIN), ("in", KALBAJAR)], EAST_ZANGEZUR, "all"),
        ([("in", LACHIN), ("in", "az/dashkasan-district")], EAST_ZANGEZUR, "some"),
        ([("in", LACHIN), ("in", KALBAJAR)], SHUSHA, "none"),
        # A district named beside its own village is context.
        ([("in", KALBAJAR), ("in", "az/susuzlug")], "az/susuzlug", "all"),
        ([("in", "az"), ("in", KALBAJAR), ("in", "az/susuzlug")], KALBAJAR, "all"),
        # Beside a height: the district decides when it is stated.
        ([("north-west of", SARYBABA)], LACHIN, "some"),
        ([("north-west of", SARYBABA)], EAST_ZANGEZUR, "some"),
        ([("in", LACHIN), ("north-west of", SARYBABA)], LACHIN, "all"),
        ([("in", LACHIN), ("north-west of", SARYBABA)], EAST_ZANGEZUR, "all"),
        ([("in", LACHIN), ("north-west of", SARYBABA)], SHUSHA, "none"),
        ([("in", LACHIN), ("north-west of", SARYBABA)], SARYBABA, "some"),
        ([("in", LACHIN), ("north-west of", SARYBABA)], KALBAJAR, "none"),
        # The country beside it decides nothing finer.
        ([("in", "az"), ("north-west of", SARYBABA)], LACHIN, "some"),
        ([("in", "az"), ("north-west of", SARYBABA)], KALBAJAR, "none"),
        # A probable parent, once stated, decides too.
        ([("north-east of", ISHIGLI)], LACHIN, "some"),
        ([("in", LACHIN), ("north-east of", ISHIGLI)], LACHIN, "all"),
        ([("in", LACHIN), ("north-east of", ISHIGLI)], "am", "none"),
        # Two districts named: each is a place of its own, whatever height stands beside them.
        ([("in", LACHIN), ("in", KALBAJAR), ("north of", SARYBABA)], LACHIN, "some"),
        ([("in", LACHIN), ("in", "am/syunik"), ("near", ISHIGLI)], LACHIN, "some"),
        # A direction stays without an edge even beside its district.
        ([("direction of", LACHIN), ("direction of", KALBAJAR)], EAST_ZANGEZUR, "some"),
        ([("in", LACHIN), ("direction of", LACHIN)], LACHIN, "some"),
        # Ground between two places.
        ([("between", "az/lachin"), ("between", "az/shusha")], LACHIN, "some"),
        ([("between", "az/lachin"), ("between", "az/shusha")], "az/baku", "none"),
    ],
)
def test_a_set_of_mentions(mentions: list[tuple[str, str]], asked: str, answer: str) -> None:
    held = {PlaceMention(place, relation) for relation, place in mentions}
    assert coverage(packed(), held, asked, AUGUST_2022) == answer


def test_a_unit_that_did_not_exist_on_the_day_is_unknown_and_not_none() -> None:
    assert coverage(packed(), {PlaceMention(LACHIN)}, EAST_ZANGEZUR, date(2020, 11, 10)) == "unknown"


DIRECTIONS = [PlaceMention(KALBAJAR, "direction of"), PlaceMention(LACHIN, "direction of")]


@pytest.mark.parametrize(
    ("a", "b", "on", "answer"),
    [
        ([KALBAJAR, LACHIN], [KARABAKH], AUGUST_2022, "yes"),
        (DIRECTIONS, [KARABAKH], AUGUST_2022, "unknown"),  # a direction of the border is not defined
        ([KALBAJAR, LACHIN], [EAST_ZANGEZUR], AUGUST_2022, "no"),
        ([LACHIN], [LACHIN], AUGUST_2022, "no"),
        ([LACHIN], ["az/lachin"], AUGUST_2022, "no"),
        ([LACHIN, "az"], [KALBAJAR], AUGUST_2022, "no"),
        ([LACHIN], ["az/karabakh"], AUGUST_2022, "unknown"),  # an area without an agreed border
        ([SARYBABA], [KALBAJAR], AUGUST_2022, "unknown"),  # a height has no agreed extent
        ([LACHIN], [KARABAKH], date(2020, 11, 10), "unknown"),  # the region did not exist yet
        ([LACHIN], [EAST_ZANGEZUR], None, "unknown"),  # no day: it was so at some times
        ([], [LACHIN], AUGUST_2022, "unknown"),
        (["az"], ["am"], None, "yes"),
    ],
)
def test_scopes_are_added_only_when_disjoint(a: list, b: list, on: date | None, answer: str) -> None:
    assert disjoint(packed(), a, b, on) == disjoint(packed(), b, a, on) == answer


@pytest.mark.parametrize(
    ("phrase", "relation", "place"),
    [
        ("north-west of the Sarybaba height", "north-west of", SARYBABA),
        ("северо-западнее вершины Сарыбаба", "north-west of", SARYBABA),
        ("in the direction of Kalbajar district", "direction of", KALBAJAR),
        ("Lachin district", "in", LACHIN),
        ("along the Uchdik-Gyrkhgyz-Sarybaba heights", "along", "az/uchdik-gyrkhgyz-sarybaba-heights"),
    ],
)
def test_a_phrase_gives_its_relation_and_a_name_to_find(phrase: str, relation: str, place: str) -> None:
    found_relation, name = split_relation(phrase)
    assert (found_relation, packed().find(name).one().id) == (relation, place)


def test_lachin_direction_has_two_candidates_and_one_relation() -> None:
    assert split_relation("Lachin direction") == ("direction of", "lachin")
