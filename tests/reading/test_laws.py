"""Laws that hold for every text."""

import datetime as dt
import gc
import itertools
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minetrace.reading import VERSION, Reading, read
from minetrace.reading.numbers import digits_value, read_number
from minetrace.reading.pack import load_pack
from minetrace.reading.text import normalise
from minetrace.reading.tokens import tokenise

STATEMENTS = sorted((Path(__file__).parent / "statements").glob("*.json"))
PUBLISHED = dt.date(2024, 4, 16)

# Ten sentences without a number, name, date, place or speaker.
UNRELATED = (
    "Nothing in this matter has changed the mood of the evening.",
    "Rain fell softly while the kettle warmed on the stove.",
    "Old songs are easy to remember and hard to forget.",
    "Bread tastes better when it is shared.",
    "Green paint dries more slowly in the shade.",
    "Reading aloud helps a sleepy mind to stay awake.",
    "Good shoes make long walks pleasant.",
    "Music drifted through the open window.",
    "Patience is a quiet kind of strength.",
    "Warm light makes plain rooms friendly.",
)

WORDS = st.sampled_from(
    [
        *("mines", "350", "were", "found", "and", "cleared", "in", "Lachin", "of which", "12,5", "anti-tank", "the"),
        *("said", "on", "May", "5", "2023", "killed", "injured", "people", "1.2", "million", "hectares", "PMN-2"),
        *("since", "last", "week", ":", ";", "(", ")", ",", ".", '"', "Ministry", "ANAMA", "three", "a", "another"),
        *("visited", "inspected", "Article", "of the", "Ottawa Convention", "violates", "denied", "total"),
        *("among them", "\u00a0", "\u200b", "–", "’", "é", "'s", "-"),
    ]
)


def _text(path: Path) -> tuple[str, dt.date, str]:
    data = json.loads(path.read_text(encoding="utf-8"))
    return data["text"], dt.date.fromisoformat(data["published"]), data["publisher"]


def assert_quotes(text: str, reading: Reading) -> None:
    for claim in reading.claims:
        start, end = claim.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == claim.quote
    ids = [claim.id for claim in reading.claims]
    assert len(set(ids)) == len(ids)
    for claim in reading.claims:
        assert set(claim.total_of) <= set(ids)
        assert claim.part_of is None or claim.part_of in ids


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert_quotes(text, read(text, published=PUBLISHED, language="en"))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_any_order_of_our_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    assert_quotes(text, read(text, published=PUBLISHED, publisher="ANAMA", language="en"))


@settings(deadline=None)
@given(st.dates())
def test_any_day_of_publication(day: dt.date) -> None:
    text = "Last week 12 mines were found; on Friday and yesterday 5 more, since May 30 in all 40."
    assert_quotes(text, read(text, published=day, language="en"))


@pytest.mark.parametrize("text", ["35 of 100", "nine of ten\nwrong", "12 of the 30 mines, 4 of 9"])
def test_a_figure_that_ends_a_sentence_is_read(text: str) -> None:
    assert read(text, language="en").language == "en"


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\u200b\ufeff", "\x00", "...", "((((", '"'])
def test_empty_texts_have_no_claims(text: str) -> None:
    assert read(text, language="en").claims == ()
    assert read(text).claims == ()


def test_a_long_text_is_read() -> None:
    text = "Sappers found 12 mines in Arif on 5 May 2023. " * 2000
    reading = read(text, language="en")
    assert len(reading.claims) == 2000
    assert_quotes(text, reading)


def test_a_long_line_is_read() -> None:
    text = "12 mines, " * 1500
    assert_quotes(text, read(text, language="en"))


def test_sentences_with_other_figures_are_read() -> None:
    """Every fifth sentence of the phrases, with figures that its writer did not think of: a year 0, two signs."""
    figures = ("0", "1", "7", "31", "97", "1899", "1990", "9999", "0000", "12345", "1,234", "3.5", "1.234,5")
    phrases = sorted((Path(__file__).parent / "phrases").glob("*/*.json"))
    classes = [one for path in phrases for one in json.loads(path.read_text(encoding="utf-8"))["classes"]]
    other = itertools.cycle(figures)
    for sentence in [sentence["text"] for one in classes for sentence in one["sentences"]][::5]:
        text = re.sub(r"\d+", lambda found: next(other), sentence)
        assert_quotes(text, read(text, published=PUBLISHED))


@pytest.mark.parametrize("text", ["In 1990-7 40 mines were found.", "From 2003 to 1999 sappers found 40 mines."])
def test_years_that_make_no_span_are_read(text: str) -> None:
    assert [claim.value for claim in read(text, published=PUBLISHED).claims] == [40]


@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize("written", ["1,234.31", "1.234,31"])
def test_of_two_signs_the_last_begins_the_decimals(written: str, decimal: str) -> None:
    assert digits_value(written, decimal) == (1234.31, False)


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_claims_quote_the_text_and_the_value_is_read_again(path: Path) -> None:
    text, published, publisher = _text(path)
    reading = read(text, published=published, publisher=publisher)
    assert_quotes(text, reading)
    pack = load_pack("en")
    for claim in reading.claims:
        if claim.value is None or claim.names:
            continue
        normal = normalise(claim.quote)
        tokens = tokenise(normal.text, normal.lower, 0, len(normal.text))
        numbers = [read_number(tokens, index, len(tokens), pack) for index in range(len(tokens))]
        values = [found[1].value for found in numbers if found is not None]
        article = any(token.lower in pack.numerals["article"] for token in tokens) or "nother" in claim.quote
        both = claim.value == 2 and claim.quote.lower().startswith("both")
        assert claim.value in values or (claim.value == 1 and article) or both


@pytest.mark.parametrize("sentence", UNRELATED)
@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_an_unrelated_last_paragraph_changes_no_claim(path: Path, sentence: str) -> None:
    text, published, publisher = _text(path)
    plain = read(text, published=published, publisher=publisher)
    longer = read(f"{text}\n\n{sentence}", published=published, publisher=publisher)
    assert longer.claims == plain.claims


@pytest.mark.parametrize("number", ["1,119", "1 119", "1119", "1\u00a0119", "1\u202f119", "1'119"])
def test_one_number_in_all_its_writings(number: str) -> None:
    text = f"Sappers found {number} mines near Arif on 5 May 2023."
    (claim,) = read(text, language="en").claims
    assert claim.value == 1119
    assert text[claim.span[0] : claim.span[1]] == claim.quote == f"{number} mines"


@given(st.integers(min_value=0, max_value=10**9))
def test_grouped_digits_are_one_value(value: int) -> None:
    grouped = f"{value:,}"
    writings = (grouped, grouped.replace(",", " "), grouped.replace(",", "'"), str(value))
    assert {digits_value(text, ".")[0] for text in writings} == {value}


@settings(deadline=None)
@given(st.text(max_size=200))
def test_offsets_survive_normalisation(text: str) -> None:
    normal = normalise(text)
    for index in range(len(normal.text)):
        start, end = normal.span(index, index + 1)
        assert 0 <= start < end <= len(text)


def test_reading_is_deterministic_and_says_its_version() -> None:
    text, published, publisher = _text(STATEMENTS[0])
    first = read(text, published=published, publisher=publisher)
    assert first == read(text, published=published, publisher=publisher)
    assert set(first.as_dict()) == {"language", "claims", "refused", "notes", "version"}
    assert first.version == VERSION
    assert all(claim.derivation.rules and claim.derivation.chunks for claim in first.claims)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Les démineurs ont trouvé 14 mines dans le district et il n'y a pas de blessés, selon la police.", "fr"),
        ("Die Minenräumer haben in der Gegend 14 Minen gefunden und vernichtet, sagte die Polizei.", "de"),
    ],
)
def test_other_languages_are_named_and_not_read(text: str, language: str) -> None:
    reading = read(text)
    assert reading.language == language
    assert reading.claims == ()
    assert reading.notes


@pytest.mark.parametrize("code", ["xx", "und", "fr", ""])
def test_a_language_without_a_pack_gives_a_note(code: str) -> None:
    assert read("Twelve mines were found.", language=code or None).language == (code or "en")


class _Names:
    def names(self) -> list[tuple[str, str]]:
        return [("Qarabulaq", "az/qarabulaq")]


def test_names_of_a_gazetteer_are_places_too() -> None:
    known = read("The mines of Qarabulaq remain; 12 mines were found.", language="en", places=_Names())
    assert known.claims[0].places == ("Qarabulaq",)


def test_the_packed_gazetteer_is_the_default() -> None:
    assert read("The mines of Lachin remain; 12 mines were found.", language="en").claims[0].places == ("Lachin",)


def test_a_reading_leaves_nothing_to_collect() -> None:
    text = json.loads(STATEMENTS[0].read_text(encoding="utf-8"))["text"]
    read(text)
    gc.collect()
    gc.disable()
    try:
        read(text)
        assert gc.collect() == 0, "what a text was read with is freed at once, without a cycle"
    finally:
        gc.enable()
