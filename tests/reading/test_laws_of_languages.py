"""Laws that hold in every language that has a file of sentences under `laws`: the words are data, the laws are one."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minetrace.reading import Reading, read
from minetrace.reading.numbers import read_number
from minetrace.reading.pack import load_pack
from minetrace.reading.text import normalise
from minetrace.reading.tokens import tokenise

PUBLISHED = dt.date(2023, 6, 15)
LAWS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "laws").glob("*.json"))
}
LANGUAGES = sorted(LAWS)
TEXTS = [pytest.param(language, text, id=language) for language in LANGUAGES for text in LAWS[language]["texts"]]


def _read(text: str, language: str) -> Reading:
    return read(text, published=PUBLISHED, publisher="Wire", language=language)


def assert_quotes(text: str, reading: Reading) -> None:
    ids = [claim.id for claim in reading.claims]
    assert len(set(ids)) == len(ids)
    for claim in reading.claims:
        start, end = claim.span
        assert text[start:end] == claim.quote != ""
        assert {*claim.total_of, *([claim.part_of] if claim.part_of else [])} <= set(ids)


@pytest.mark.parametrize(
    ("language", "number"), [(language, number) for language in LANGUAGES for number in LAWS[language]["writings"]]
)
def test_one_number_in_all_its_writings(language: str, number: str) -> None:
    text = LAWS[language]["number"].format(number=number)
    (claim,) = _read(text, language).claims
    assert claim.value == 1119
    assert claim.quote.startswith(number)


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_an_unrelated_last_paragraph_changes_no_claim(language: str, text: str) -> None:
    plain = _read(text, language)
    assert plain.claims
    for sentence in LAWS[language]["unrelated"]:
        assert _read(f"{text}\n\n{sentence}", language).claims == plain.claims, sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_unrelated_sentences_are_ten_and_claim_nothing(language: str) -> None:
    sentences = LAWS[language]["unrelated"]
    assert len(set(sentences)) == 10
    assert _read("\n\n".join(sentences), language).claims == ()


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_a_figure_is_read_again_from_its_quote(language: str, text: str) -> None:
    reading, pack = _read(text, language), load_pack(language)
    assert_quotes(text, reading)
    for claim in reading.claims:
        if claim.value is None or claim.value == 1 or claim.kind in ("visit", "provision"):
            continue
        normal = normalise(claim.quote)
        tokens = tokenise(normal.text, normal.lower, 0, len(normal.text))
        numbers = [read_number(tokens, index, len(tokens), pack) for index in range(len(tokens))]
        assert claim.value in [found[1].value for found in numbers if found is not None], claim.quote


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_signs_that_nobody_sees_change_no_value(language: str, text: str) -> None:
    plain = _read(text, language)
    veiled = text.replace(" ", "\u00a0").replace("н", "н\u00ad")
    reading = _read(veiled, language)
    assert_quotes(veiled, reading)
    assert [(claim.kind, claim.value, claim.from_, claim.to) for claim in reading.claims] == [
        (claim.kind, claim.value, claim.from_, claim.to) for claim in plain.claims
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guess_of_the_language_is_right(language: str) -> None:
    assert {read(text, published=PUBLISHED).language for text in LAWS[language]["texts"]} == {language}


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_any_order_of_our_words_is_read(language: str, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(LAWS[language]["words"]), max_size=40))
    text = " ".join(words)
    assert_quotes(text, _read(text, language))


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_is_read(language: str, text: str) -> None:
    assert_quotes(text, _read(text, language))
