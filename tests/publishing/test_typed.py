"""Numbers typed by hand: which are found, and which count nothing."""

import pytest

from minetrace.publishing.typed import typed_numbers


def found(text: str, language: str = "en") -> list[str]:
    return [one.text for one in typed_numbers(text, language, [])]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("We found 350 mines.", ["350"]),
        ("2,728 in all", ["2,728"]),
        ("1 119 mines", ["1 119"]),
        ("about 3.5 ha", ["3.5"]),
        ("two hundred of them", ["two hundred"]),
        ("TWELVE mines", ["TWELVE"]),
        ("thousands of mines", ["thousands"]),
        ("one of the dead", ["one"]),
        # Years, days, clauses and designations do not hide a count that follows them.
        ("In August 12 mines were found.", ["12"]),
        ("in August 2,728 mines", ["2,728"]),
        ("On 15 August 1994 mines were found.", ["1994"]),
        ("on 12 May 2022 3 mines", ["3"]),
        ("Since 2022 mines were found.", ["2022"]),
        ("In 2022, 350 mines", ["350"]),
        ("by 1,119", ["1,119"]),
        ("point 4 and 350 mines", ["350"]),
        ("order 1,200 mines", ["1,200"]),
        ("at this point 12 people", ["12"]),
        ("PMN-2 mines: 12", ["12"]),
        ("MINES-350 and USD350", ["350", "350"]),
        ("12 hours of work", ["12"]),
        ("a 350-strong team", ["350"]),
        ("of 1994 mines", ["1994"]),
        ("of 1994 cleared mines", ["1994"]),
        # A lone number in quotation marks quotes nobody; a quotation that does not end is none.
        ('"350" mines', ["350"]),
        ("“We found 350 mines.\n\nSo they said.”", ["350"]),
    ],
)
def test_typed(text: str, numbers: list[str]) -> None:
    assert found(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "15, 16 and 17 August 2022; the 15th of August; August 15-26, 2022; 15.08.2022; 2022-08-15; 15/08/22",
        "in August 2022, since 10 November 2020, from 2020 to 2022, 1991–1994, between 15 and 26 August",
        "PMN-E mines made in 2021, 2021-made mines, in the 1990s",
        "points 1, 2 and 4; Article 5(2)(a); clause 4.2; point four; Resolution 1325 (2000)",
        "the CCW (1980), the Ottawa Convention of 1997, the war of 2020, the 2020 war, 2022's finds, Q3 2022",
        "Point (4), letter no. 12/345, Table 2, IMAS 07.11, resolutions 822, 853, 874 and 884 of 1993, the 5th Brigade",
        "Tel: 012 345 67 89, a 24/7 hotline, 10:00 (UTC+4), 39° 38' N, 46.5° E",
        "PMN-2, TM-62M, OZM-72, MON-50, M14, 9M55K, POM-2S, Type 72, Mk 2, a 120-mm shell",
        "at 14:30, at 9 a.m., at 10.30 p.m.",
        "No one was hurt; they warned one another.",
        "See https://example.org/2022/350, press-2@example.org, +994 12 345 67 89 [1] and [^12].",
        'Someone wrote: „We laid 350 of them.“ «We laid 350 of them.» “We laid 350 of them.” "We laid 350 of them."',
    ],
)
def test_not_typed(text: str) -> None:
    assert found(text) == []


def test_a_long_row_of_numbers_takes_no_time() -> None:
    assert len(found("1, " * 5000)) == 5000
    assert found("“a " * 5000) == []


def test_other_languages() -> None:
    assert found("15 августа 2022 года найдено 12 мин, трое ранены; пункты 1 и 4, ПМН-2, в 14:00", "ru") == [
        "12",
        "трое",
    ]
    assert found("15 avqust 2022-ci ildə 12 mina, iki nəfər", "az") == ["12", "iki"]
