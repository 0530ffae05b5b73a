"""Texts as a user keeps them, read by the reader, and what reckoning says of them: each rule from the words on.

The sentences are ours; parties, days and figures are made up.
"""

from __future__ import annotations

import minetrace
from minetrace.reckoning.stated import Stated
from minetrace.reckoning.survey import survey
from minetrace.terms.check import Check

Text = tuple[str, str, str]
"""Publisher, day of publication, words."""


def _checks(*texts: Text, rules: str) -> list[Check]:
    claims: list[Stated] = []
    by_source = {}
    for nth, (publisher, published, words) in enumerate(texts):
        source = f"{nth} {publisher}"
        by_source[source] = words
        found = minetrace.read(words, published=published, publisher=publisher)
        about = {"publisher": publisher, "published": published, "language": found.language}
        claims += [Stated(claim=claim, source_id=source, **about) for claim in found.claims]
    return [check for check in survey(claims, by_source).checks if check.rule in rules.split()]


_FIRST: Text = (
    "Trend",
    "2023-05-04",
    "The Ministry of Defence said on 4 May that engineers found 118 PMN-E mines in the Kalbajar district on 3 May.",
)


def test_a_russian_relay_of_an_english_statement_is_one_witness() -> None:
    relay = "Как сообщили в Минобороны Азербайджана, 3 мая в Кельбаджарском районе обнаружено 118 мин ПМН-Э."
    (origin,) = _checks(_FIRST, ("ТАСС", "2023-05-04", relay), rules="O1 O2")
    assert origin.sentence == (
        "2 sources repeat one statement of Ministry of Defence (Trend, 2023-05-04; ТАСС, 2023-05-04): one witness."
    )


def test_a_relay_that_names_its_origin_is_one_and_the_year_that_it_changed_is_shown() -> None:
    relay = "Со ссылкой на Trend: 3 мая 2022 года в Кельбаджарском районе обнаружено 118 мин ПМН-Э."
    origin, *changed = _checks(_FIRST, ("Вестник", "2023-05-05", relay), rules="O1 O2")
    assert origin.warnings == ("Вестник, 2023-05-05: names Trend as the one it quotes",)
    assert [one.sentence for one in changed] == [
        "Вестник, 2023-05-05: 118: 2023-05-03 became 2022-05-03.",
        "Вестник, 2023-05-05: dated 2023-05-05, the nearest source 2023-05-04.",
    ]


def test_the_same_words_of_the_other_state_are_another_witness() -> None:
    words = "The {} Ministry of Defence said that two soldiers were injured by a mine in the Lachin district on 3 May."
    texts = [(name, "2023-05-04", words.format(party)) for name, party in (("A", "Azerbaijani"), ("B", "Armenian"))]
    (spread,) = _checks(*texts[:1], ("B", "2023-05-04", texts[1][2].replace("two", "three")), rules="P1")
    assert spread.sentence.startswith("military injured: 2 to 3 over 2 independent witnesses.")
    assert "lowest: 2; highest: 3; latest official: 3; most recent: 3" in spread.sentence


def test_two_parties_that_tell_other_tolls_in_like_words_are_no_relays_of_each_other() -> None:
    words = "{} said that {} soldiers were killed by a roadside bomb in Torodi on 30 May 2024."
    texts = [
        (name, "2024-06-01", words.format(*told))
        for name, told in (("Union", ("Rebels", "12")), ("Army", ("The army", "five")))
    ]
    assert _checks(*texts, rules="O1") == []
    (spread,) = _checks(*texts, rules="P1")
    assert spread.sentence.startswith("military killed: 5 to 12 over 2 independent witnesses.")


def test_two_figures_of_one_speaker_for_one_week_are_a_conflict_and_no_overlap() -> None:
    first = ("ANAMA", "2024-03-11", "Between 4 and 10 March, ANAMA cleared 412 hectares.")
    second = ("Report", "2024-03-12", "Correction: in the week of 4 to 10 March ANAMA cleared 421 hectares.")
    (told,) = _checks(first, second, rules="S3")
    assert "are stated for 2024-03-04..2024-03-10, a conflict or a revision: never added." in told.sentence


def test_an_outlet_that_sets_two_speakers_side_by_side_makes_them_no_one_witness() -> None:
    office = ("A", "2023-05-04", "Nine people were killed by a mine in the Agdam district on 3 May 2023, the Harbour "
              "Observatory said.")  # fmt: skip
    police = ("C", "2023-05-04", "The police said that on 3 May 2023 a mine killed six people in the Agdam district.")
    both = ("B", "2023-05-04", "A mine killed nine people in Agdam district on 3 May 2023, according to the Harbour "
            "Observatory. According to the police, six people were killed in the Agdam district on 3 May.")  # fmt: skip
    (origin,) = _checks(office, both, police, rules="O1")
    assert origin.sentence.startswith("2 sources repeat one statement of")


_BACKGROUND = "Since November 2020, {} people have been harmed by mines, ANAMA said."


def test_background_that_two_pieces_of_news_repeat_counts_once_and_makes_them_no_relays() -> None:
    first = f"Two people were injured by a mine in the Agdam district on 29 February 2024. {_BACKGROUND.format(350)}"
    other = f"One person was killed by a mine in the Fuzuli district on 9 March 2024. {_BACKGROUND.format(350)}"
    later = _BACKGROUND.format(347)
    texts = [("A", "2024-03-01", first), ("B", "2024-03-10", other), ("C", "2024-04-10", later)]
    assert _checks(*texts, rules="O1") == []
    (once,) = _checks(*texts, rules="S6")
    assert once.sentence.endswith("350 is stated by 2 sources and counts once.")
    (fell,) = _checks(*texts, rules="S2")
    assert fell.sentence.endswith("fell by 3, from 350 to 347: a revision or a slip, kept as stated.")


def _week(first: str, last: str, published: str, mines: int) -> Text:
    return "ANAMA", published, f"From {first} to {last} 2024, {mines} anti-personnel mines were cleared, ANAMA said."


def test_weekly_bulletins_tile_or_leave_a_named_gap() -> None:
    weeks = [
        _week("1 April", "7 April", "2024-04-08", 12),
        _week("8 April", "14 April", "2024-04-15", 9),
        _week("22 April", "28 April", "2024-04-29", 15),
    ]
    (tiled,) = _checks(*weeks[:2], rules="S4")
    assert tiled.sentence.endswith("2 bulletins tile 2024-04-01 to 2024-04-14.")
    (gap,) = _checks(*weeks, rules="S4")
    assert gap.sentence.endswith("no bulletin covers 2024-04-15 to 2024-04-21.")
    (overlap,) = _checks(*weeks, _week("25 April", "1 May", "2024-05-02", 4), rules="S3")
    assert overlap.sentence.endswith("2024-04-22..2024-04-28 and 2024-04-25..2024-05-01 overlap: never added.")


def test_a_constant_offset_suggests_a_revision_of_the_base() -> None:
    """A total since 1 April is one higher than its bulletins, at both days."""
    weeks = [_week("1 April", "7 April", "2024-04-08", 12), _week("8 April", "14 April", "2024-04-15", 9)]
    since = "Since 1 April 2024, {} anti-personnel mines have been cleared, ANAMA said."
    totals = [("ANAMA", "2024-04-07", since.format(13)), ("ANAMA", "2024-04-14", since.format(22))]
    (check,) = _checks(*weeks, *totals, rules="S9")
    assert check.formula == "12 - 13 = -1; 21 - 22 = -1"
    assert "A constant offset suggests that an early period was revised later" in check.sentence


def test_scopes_that_overlap_are_not_added() -> None:
    words = "Since August 2022, {} mines were found in the Agdam district and 60 mines in the {}, ANAMA said."
    (held,) = _checks(("A", "2022-11-24", words.format(40, "Fuzuli district")), rules="C1")
    assert held.sentence == "40 + 60 = 100: the scopes are defined and share no ground."
    (refused,) = _checks(("A", "2022-11-24", words.format(40, "Karabakh economic region")), rules="C1")
    assert refused.outcome == "warning"
    assert refused.sentence.startswith("40 + 60 is not added: the scopes")


def test_a_year_stated_anew_and_a_share_of_those_whose_status_is_known() -> None:
    words = (
        "In 2023, {} people were killed by mines in Ukraine, including {} civilians and {} soldiers, the Monitor said."
    )
    texts = [("Monitor", "2024-02-01", words.format(120, 71, 29)), ("Monitor", "2024-11-01", words.format(131, 80, 31))]
    shares = [check.sentence for check in _checks(*texts, rules="V2")]
    (anew,) = _checks(*texts, rules="V1")
    assert anew.sentence == ("Monitor stated 120 by 2024-02-01 and 131 by 2024-11-01 for 2023-01-01..2023-12-31: +11.")
    assert shares[0] == "civilians killed: 71 of 100 with known status (71 %); the status of 20 is not stated."
