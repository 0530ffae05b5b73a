"""Tiers: each reason with a phrase that gives it, what is refused, and the floors on known texts."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import get_args

import pytest

import minetrace
from benchmarks import tiers as measured
from minetrace.reading import tiers
from minetrace.terms.claim import Claim, ClaimKind, Counting
from tests.conftest import SHARED
from tests.skips import NO_SHARED

PUBLISHED = dt.date(2024, 4, 16)


def read(text: str) -> minetrace.Reading:
    return minetrace.read(text, published=PUBLISHED, publisher="Velm News", language="en")


def codes(text: str) -> dict[str, list[str]]:
    """The doubts of each claim of a text, by its quote."""
    return {claim.quote: [doubt.code for doubt in claim.doubts] for claim in read(text).claims}


def test_a_claim_that_the_reader_vouches_for() -> None:
    (claim,) = read("Sappers found 12 mines near Arif on 5 April 2024, the Ministry of Defence said.").as_dict()[
        "claims"
    ]
    assert (claim["tier"], claim["tier_reasons"]) == ("auto", [])


@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        ("Sappers found dozens of mines in Arif on 5 April 2024.", "dozens of mines", "no_number"),
        ("On 5 April 2024 Anar Demo and Rashad Demo were killed by a mine in Arif.",
         "Anar Demo and Rashad Demo were killed", "named_persons"),
        ("The Ministry of Defence said that 12 mines were found in Arif on 5 April 2024. Rain fell. The work was hard. "
         "Nobody was hurt. Fourteen shells were destroyed in Velm.", "Fourteen shells", "speaker_far"),
        ("Bulletin 15, 1 to 7 April 2024\n\nSappers cleared 12 mines in Arif.", "12 mines", "period_of_heading"),
        ("Sappers cleared 40 hectares in Arif.", "40 hectares", "land_undated"),
        ("Two men were killed by a mine on 9 April 2024.", "Two men were killed", "happening_unplaced"),
        ("Two men were killed by mines in Arif and Velm on 9 April 2024.", "Two men were killed", "several_places"),
        ("Sappers found 12 mines in Arif on 5 April 2024. On 7 April 14 items were found in Velm.", "14 items",
         "generic_noun"),
        ("Foreign diplomats visited a minefield on 5 April 2024.", "visited a minefield on 5 April 2024",
         "visit_unplaced"),
        ("The Ministry of Defence said that 12 mines were found in Arif on 5 April. Two men were killed by a mine in "
         "Velm on 9 April.", "Two men were killed", "new_happening"),
        ("So far 4,100 mines have been cleared in Arif, the ministry said.", "4,100 mines", "start_unknown"),
        ("The driver was killed by a mine in Velm on 9 April 2024.", "The driver was killed", "definite_person"),
        ("12 mines were found in Arif on 5 April. A further 14 mines were found.", "A further 14 mines",
         "period_carried"),
        ("12 mines were found in Arif on 5 April. On 7 April 14 mines were found there.", "14 mines",
         "place_pointed_at"),
        ("Sappers found 12 mines in Arif.", "12 mines", "bare_happening"),
        ("Since 10 November 2020, 60 people have been harmed by mines, of whom 70 were killed.", "60 people",
         "arithmetic_conflict"),
        ("Two mines found in Arif on 5 April 2024 were destroyed.", "Two mines", "deed_by_participle"),
        ("Sappers worked in Velm; 12 mines found in Arif in March were old.", "12 mines", "clauses_side_by_side"),
        ('"We found 12 mines in Arif on 5 April 2024," the mayor said.', "12 mines", "happening_quoted"),
        ("Sappers lifted 1,800 mines in Arif.", "1,800 mines", "thousands_undated"),
        ("Sappers cleared 300 hectares in Arif in 2022. In 2023 they cleared 400 hectares.", "400 hectares",
         "land_place_carried"),
        ("How many mines were found in Arif in 2023?\n\nTwelve mines.", "Twelve mines", "question_before"),
        ("In Arif 14 mines were found on 5 April 2024. The police said that two men were killed by a mine in Velm on "
         "7 April.", "14 mines", "speaker_unsaid"),
        ("The centre put the number of people killed by mines in Arif in 2023 at 40.", "40", "number_apart"),
        ("The ministry said that 12 mines were found in Arif on 5 April 2024. Sappers cleared 40 mines in 2023.",
         "40 mines", "speaker_unplaced"),
        ("The police chief, Anar Demo, said two men were killed by a mine in Arif on 5 April 2024; three more were "
         "injured.", "three more were injured", "speaker_of_clause"),
        ("Foreign diplomats visited the minefield in Arif.", "visited the minefield in Arif", "visit_undated"),
    ],
)  # fmt: skip
def test_a_phrase_for_each_reason(text: str, quote: str, code: str) -> None:
    found = codes(text)
    assert quote in found, found
    assert code in found[quote], found


def test_a_part_of_what_is_in_doubt_is_in_doubt() -> None:
    found = codes("Since 2020, 60 people were harmed by mines in Arif, of whom 70 were killed, including 3 children.")
    assert all("arithmetic_conflict" in doubts or "part_of_doubtful" in doubts for doubts in found.values())


def test_an_experimental_language_comes_to_review_whatever_it_says() -> None:
    claim = Claim(id="a", kind="visit", quote="visited", span=(0, 7), from_="2024-04-05", places=("Arif",))
    assert tiers.judged(stated(claim), ()) == ()
    assert [doubt.code for doubt in tiers.judged(stated(claim), (), {tiers.EXPERIMENTAL})] == ["experimental_language"]


def test_a_doubt_says_its_reason() -> None:
    claim = Claim(id="a", kind="ordnance", quote="mines", span=(0, 5))
    assert tiers.judged(stated(claim), ())[0].reason == "No number is stated, only that there were some."


def stated(claim: Claim) -> dict[str, object]:
    return {field.name: getattr(claim, field.name) for field in fields(claim)}


def test_every_rule_names_what_exists() -> None:
    for rule in tiers.doubts():
        assert set(rule.kinds) <= set(get_args(ClaimKind)), rule.code
        assert set(rule.countings) <= set(get_args(Counting)), rule.code
        assert all(key in Claim.__dataclass_fields__ for key in rule.unstated)
        assert rule.rules or rule.unstated or rule.fact, rule.code
    assert len(tiers.reasons()) == len(set(tiers.reasons().values()))


@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        ("Sappers found 12 mines in Arif, 40 percent of the plan.", "40 percent", "share"),
        ("Sappers answered 107 calls and removed 12 mines in Arif.", "107 calls", "event"),
        ("Nine demining teams removed 12 mines in Arif.", "Nine demining teams", "body"),
        ("Sappers removed 12 mines in Arif and checked 13 villages.", "13 villages", "map"),
        ("Police seized 12 mines and four assault rifles in Arif.", "four assault rifles", "arms"),
        ("In return for 15 prisoners a map of mines was handed over, and 12 mines were found in Arif.",
         "15 prisoners", "persons"),
    ],
)  # fmt: skip
def test_what_looks_like_a_claim_and_is_not_taken(text: str, quote: str, code: str) -> None:
    reading = read(text)
    (refusal,) = [one for one in reading.refused if one.code == code]
    assert refusal.quote == quote == text[slice(*refusal.span)]
    shown = refusal.as_dict()
    assert (shown["tier"], shown["reason"]) == ("refused", tiers.reasons()[code])
    assert not any(claim.span[0] < refusal.span[1] and refusal.span[0] < claim.span[1] for claim in reading.claims)


@pytest.mark.parametrize(
    "text",
    [
        "Sappers found 12 mines in Arif on 5 April 2024.",
        "A man aged 45 was killed by a mine in Arif at 10:30 on 5 April 2024.",
        "The gold mine employs 300 people.",
        "4.2 Mines\n\nSappers found 12 mines in Arif on 5 April 2024.",
    ],
)
def test_nothing_is_refused_in_plain_words(text: str) -> None:
    assert read(text).refused == ()


def test_the_goal_on_the_development_texts() -> None:
    if not SHARED.is_dir():
        pytest.skip(NO_SHARED)
    found = measured.figures("dev", measured.of_corpus("dev", measured.vouched()))
    assert found.precision >= measured.PRECISION, found.row
    assert found.coverage >= measured.COVERAGE, found.row
    assert found.review[0] / found.review[1] < found.precision - 0.1, "the tiers say nothing"


@pytest.mark.parametrize(("whole", "precision", "coverage"), [(False, 0.98, 0.73), (True, 0.90, 0.46)])
def test_the_floors_on_the_catalogue(whole: bool, precision: float, coverage: float) -> None:
    found = measured.figures("catalogue", measured.of_catalogue("en", whole=whole))
    assert found.precision >= precision, found.row
    assert found.coverage >= coverage, found.row
