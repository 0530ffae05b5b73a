"""Laws of characters: what is normalised leads back to the original, and a claim's characters read again to it."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from minetrace.reading import read
from minetrace.reading.pack import load_pack, packed_languages
from minetrace.reading.text import Normal, normalise
from tests.reading.catalogue.compare import entries, files
from tests.reading.test_laws import UNRELATED

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
SIGNS = st.one_of(
    st.sampled_from("ab1 ,.\n\u00a0\u202f–—’“”«»éё" + INVISIBLE),
    st.sampled_from(["e\u0301", "и\u0306", "о\u0308", "\u0301", "１", "ﬁ"]),
    st.characters(exclude_categories=["Cs"]),
)
TEXTS = st.lists(SIGNS, max_size=40).map("".join)
SENTENCES = {
    "az": "İstehkamçılar 2023-cü il mayın 5-də Arif kəndində {} mina aşkarlayıblar.",
    "en": "Sappers found {} mines near Arif on 5 May 2023.",
    "es": "Los zapadores encontraron {} minas cerca de Arif el 5 de mayo de 2023.",
    "ru": "Саперы обнаружили {} мин в районе Ариф 5 мая 2023 года.",
}
WHOLE = [name for name in files() if name.startswith("en/composed/")]


def visible(text: str) -> str:
    return "".join(sign for sign in text if sign not in INVISIBLE)


@settings(deadline=None)
@given(TEXTS)
def test_each_normalised_character_leads_to_its_own_characters(text: str) -> None:
    """From the normalised text to the original and back: the characters found there are normalised to the same ones."""
    normal = normalise(text)
    for at in range(len(normal.text)):
        start, end = normal.span(at, at + 1)
        assert normal.text[at] in normalise(text[start:end]).text


@settings(deadline=None)
@given(TEXTS)
def test_spans_stand_in_order_and_leave_no_visible_character_out(text: str) -> None:
    normal = normalise(text)
    spans = [normal.span(at, at + 1) for at in range(len(normal.text))]
    assert spans == sorted(spans)
    covered = {at for start, end in spans for at in range(start, end)}
    left = "".join(sign for at, sign in enumerate(text) if at not in covered)
    assert visible(left) == ""


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_run_of_the_original_is_found_again(text: str, data: st.DataObject) -> None:
    """From the original to the normalised text and back: the whole run comes back, but for invisible ends."""
    normal = normalise(text)
    if not normal.text:
        return
    first = data.draw(st.integers(0, len(normal.text) - 1))
    last = data.draw(st.integers(first + 1, len(normal.text)))
    start, end = normal.span(first, last)
    again = _at(normal, start, end)
    assert again[0] <= first and last <= again[1]
    assert normal.span(*again) == (start, end)


def _at(normal: Normal, start: int, end: int) -> tuple[int, int]:
    """The normalised characters that lie inside a span of the original."""
    inside = [
        at
        for at in range(len(normal.text))
        if start <= normal.span(at, at + 1)[0] and normal.span(at, at + 1)[1] <= end
    ]
    return inside[0], inside[-1] + 1


@settings(deadline=None)
@given(TEXTS)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize("language", sorted(SENTENCES))
@settings(deadline=None, max_examples=60)
@given(value=st.integers(2, 10**7), sign=st.sampled_from([",", " ", "\u00a0", "\u202f", "'", "’", "."]))
def test_the_characters_of_a_claim_read_again_to_its_value(language: str, value: int, sign: str) -> None:
    grouped = f"{value:,}"
    written = grouped.replace(",", sign)
    assume(sign != load_pack(language).numerals["decimal"] or value < 1000)  # the next test has these
    text = SENTENCES[language].format(written)
    (claim,) = read(text, language=language).claims
    assert (claim.value, text[slice(*claim.span)]) == (value, claim.quote)
    alone = SENTENCES[language].format(claim.quote.rpartition(" ")[0])
    (again,) = read(alone, language=language).claims
    assert again.value == claim.value


@pytest.mark.parametrize("language", sorted(SENTENCES))
@pytest.mark.parametrize("written", ["1,119", "1 119", "1.119", "1119", "1\u202f119", "1'119"])
def test_one_value_a_language_in_every_writing(language: str, written: str) -> None:
    """The sign that begins decimals in a language is doubtful before three digits, and the claim is for review."""
    assert set(SENTENCES) <= set(packed_languages())
    (claim,) = read(SENTENCES[language].format(written), language=language).claims
    assert claim.value == 1119
    doubtful = written == ("1.119" if load_pack(language).numerals["decimal"] == "." else "1,119")
    assert claim.tier == ("review" if doubtful or load_pack(language).experimental else "auto")


@pytest.mark.parametrize("written", ["1.119", "1,119"])
def test_land_is_measured_in_thousandths_too(written: str) -> None:
    (claim,) = read(f"On 5 May 2023 {written} hectares were cleared near Arif.", language="en").claims
    assert claim.value == {"1.119": 1.119, "1,119": 1119}[written]


@settings(deadline=None, max_examples=40)
@given(name=st.sampled_from(WHOLE), which=st.integers(0, 99), sentence=st.sampled_from(UNRELATED))
def test_an_unrelated_last_paragraph_changes_no_claim_of_a_whole_statement(
    name: str, which: int, sentence: str
) -> None:
    known = entries(name)
    entry = known[which % len(known)]
    about = {"published": dt.date.fromisoformat(entry["published"]) if entry["published"] else None, "language": "en"}
    plain = read(entry["text"], publisher=entry.get("publisher"), **about)
    longer = read(f"{entry['text']}\n\n{sentence}", publisher=entry.get("publisher"), **about)
    assert longer.claims == plain.claims
    assert longer.refused == plain.refused
