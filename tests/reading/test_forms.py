"""Forms of time and typed numbers: the index by words and openings finds what a plain search would find."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from minetrace.reading.forms import Form, Forms, Slot, starts_of
from minetrace.reading.pack import load_pack, packed_languages
from minetrace.reading.text import normalise
from minetrace.reading.tokens import tokenise

CATALOGUE = Path(__file__).parent / "catalogue"
SLOTS = {
    "month": Slot(r"(?:may|june)\b", ("may", "june")),
    "digits": Slot(r"\d+", digits=True),
    "year": Slot(r"(?:19|20)\d\d(?!\d)", year=True),
    "word": Slot(r"[a-z]+"),
}


def form(written: str) -> Form:
    return Form("op", written, SLOTS, {})


def found(written: str, text: str) -> list[str]:
    lower = text.lower()
    starts = starts_of(tokenise(text, lower, 0, len(text)))
    forms = Forms([form(written)]).candidates(starts)
    return [match.group() for one in forms for match in one.matches(lower, 0, len(lower), starts)]


@pytest.mark.parametrize(
    ("written", "text", "matches"),
    [
        ("{digits} {month}", "On 5 May and 12 June.", ["5 may", "12 june"]),
        ("[in ]{month}", "Mayors met in June", ["in june"]),
        ("age[s] {digits}", "ages 7, age 9, aged 4", ["ages 7", "age 9"]),
        ("(last|past) (week|month)", "the last month, past weeks", ["last month"]),
        ("{digits}-old", "a 12-old, 3 old", ["12-old"]),
        ("+{digits}", "call +994 or 12", ["+994"]),
        ("{word} ago", "a year ago", ["year ago"]),
        ("mid-{month}", "by mid-May", ["mid-may"]),
        ("{digits}", "no figure", []),
        ("in {year}", "in 1812, in 1994, in 20 days", ["in 1994"]),
        ("{digits} (days|-)[old]", "7 days, 12 -old", ["7 days", "12 -old"]),
    ],
)
def test_what_a_form_finds(written: str, text: str, matches: list[str]) -> None:
    assert found(written, text) == matches


@pytest.mark.parametrize(
    ("written", "openings"),
    [
        ("[in |by ][the ]{month}", {"in", "by", "the", "may", "june"}),
        ("(last|{digits}) week", {"last", "0"}),
        ("(the |)past", {"the", "past"}),
        ("{word} ago", set()),
        ("week(s|end)", {"weeks", "weekend"}),
    ],
)
def test_what_may_begin_a_form(written: str, openings: set[str]) -> None:
    assert form(written).openings == openings


def test_a_form_that_cuts_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="cuts a word"):
        Forms([form("(un|re)known {digits}")])


@pytest.mark.parametrize("language", packed_languages())
def test_the_index_finds_what_a_search_finds(language: str) -> None:
    pack = load_pack(language)
    files = sorted((CATALOGUE / language).glob("*.json")) or sorted((CATALOGUE / "en").glob("*.json"))
    texts = [entry["text"] for file in files for entry in json.loads(file.read_text(encoding="utf-8"))][::7]
    for text in texts:
        normal = normalise(text)
        whole = (normal.lower, 0, len(normal.lower))
        starts = starts_of(tokenise(normal.text, *whole))
        for forms in (pack.periods, pack.asides):
            searched = [(one.written, m.span()) for one in forms for m in one.pattern.finditer(*whole)]
            candidates = forms.candidates(starts)
            assert [(one.written, m.span()) for one in candidates for m in one.matches(*whole, starts)] == searched
