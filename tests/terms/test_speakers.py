"""Speakers: one office of one country, however it is written; everything else stays apart."""

import pytest

from minetrace.terms.speakers import fold, near_names, once_each, same_speaker, without_country

AZERBAIJANI = [
    "Azerbaijani Defense Ministry",
    "Defense Ministry of Azerbaijan",
    "the Ministry of Defence of the Republic of Azerbaijan",
    "AZERBAIJAN’S  defence ministry",
    "Azərbaycan Müdafiə Nazirliyi",
    "Минобороны Азербайджана",
]


@pytest.mark.parametrize("name", AZERBAIJANI)
def test_one_office_of_one_country_is_one_speaker(name):
    assert same_speaker(name, "Defence Ministry of Azerbaijan")
    assert once_each([name, "Defence Ministry of Azerbaijan"]) == (min(name, "Defence Ministry of Azerbaijan"),)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Defense Ministry", "Ministry of Defence"),
        ("Ukraine's Ministry of Foreign Affairs", "Ukrainian Foreign Ministry"),
        ("Ministry of Internal Affairs", "Ministry of Interior"),
        ("Prosecutor General's Office", "General Prosecutor’s Office"),
        ("Interior Ministry + ANAMA", "ANAMA + the Ministry of the Interior"),
        ("Comité Internacional", "COMITE INTERNACIONAL"),
    ],
)
def test_case_accents_and_order_carry_nothing(name, other):
    assert same_speaker(name, other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Defense Ministry", "Defense Ministry of Azerbaijan"),
        ("Armenian Defense Ministry", "Azerbaijani Defense Ministry"),
        ("Defence Minister of Azerbaijan", "Defence Ministry of Azerbaijan"),
        ("press service of the Defence Ministry", "Defence Ministry"),
        ("Interior Ministry + ANAMA", "Interior Ministry"),
        ("Ukrainian News", "News of Ukraine"),
        ("Observatory", "Syrian Observatory"),
        ("", "Ministry"),
    ],
)
def test_what_merely_resembles_stays_apart(name, other):
    assert not same_speaker(name, other)


def test_an_office_without_its_country_is_known_as_such():
    assert without_country("Defence Ministry", "Defense Ministry of Azerbaijan")
    assert without_country("Defence Ministry + ANAMA", "ANAMA + Azerbaijani Defence Ministry")
    assert not without_country("Foreign Ministry", "Defense Ministry of Azerbaijan")
    assert not without_country("Defense Ministry of Azerbaijan", "Defense Ministry")
    assert not without_country("Defense Ministry", "Ministry of Defence")


def test_near_spellings_are_offered_once_each_and_far_ones_not():
    known = [*AZERBAIJANI, "ANAMA", "Trend"]
    assert near_names("Defence Ministery of Azerbaijan", known)[0] in AZERBAIJANI
    assert near_names("Anamma", known) == ("ANAMA",)
    assert near_names("Nobody", known) == ()


def test_folding_twice_changes_nothing():
    assert [fold(fold(name)) for name in AZERBAIJANI] == [fold(name) for name in AZERBAIJANI]
