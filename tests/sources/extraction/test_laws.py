"""Laws of the way back: every span of a text leads to characters of the original that say the same."""

from __future__ import annotations

import json
import re
import unicodedata
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minetrace.sources.extraction import CharRange, Extraction, TextMap, extract
from minetrace.terms.problem import Problem

_WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co"], exclude_characters="<>&\ufffe"),
    min_size=1,
    max_size=8,
)
_REFERENCES = st.sampled_from(["&amp;", "&lt;", "&eacute;", "&#1234;", "&#x301;", "&nbsp;", "&copy 2", "&nosuch;", "&"])
_SPACES = st.sampled_from([" ", "  ", "\n", "\r\n", "\t", " \n "])
_INLINE = st.sampled_from(["b", "i", "a", "span"])
_BLOCK = st.sampled_from(["p", "div", "li", "h1", "td", "section"])
_MARKUP = re.compile(r"<script>.*?</script>|</?[a-z][a-z0-9]*>")
_ATOM = st.one_of(_WORDS, _REFERENCES, _SPACES, st.just("<br>"), st.just("<script>var x = 1;</script>"))


@st.composite
def _inline(draw: st.DrawFn) -> str:
    inner = "".join(draw(st.lists(_ATOM, max_size=5)))
    tag = draw(_INLINE)
    return draw(st.sampled_from([inner, f"<{tag}>{inner}</{tag}>"]))


@st.composite
def _pages(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(st.tuples(_BLOCK, st.lists(_inline(), max_size=4)), min_size=1, max_size=5))
    body = "".join(f"<{tag}>{''.join(parts)}</{tag}>" for tag, parts in blocks)
    return f"<!doctype html><title>t</title><body><p>Mines</p>{body}"


def _letters(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(text.split()))


def _said(found: Extraction, original: str, start: int, end: int) -> str:
    ranges = [place for place in found.locus(start, end) if isinstance(place, CharRange)]
    # Markup stands inside a range only where a letter and the mark above it have some between them.
    return "".join(unescape(_MARKUP.sub("", original[place.start : place.end])) for place in ranges)


def _holds_everywhere(found: Extraction, original: str) -> None:
    assert unicodedata.is_normalized("NFC", found.text)
    for segment in found.map.segments:
        said = _said(found, original, segment.start, segment.end)
        assert _letters(said) == _letters(found.text[segment.start : segment.end])
    covered = {index for segment in found.map.segments for index in range(segment.start, segment.end)}
    assert all(found.text[index].isspace() for index in set(range(len(found.text))) - covered)


@given(_pages(), st.data())
def test_every_span_of_a_page_leads_back_to_its_characters(page: str, data: st.DataObject) -> None:
    found = extract(page.encode(), name="page.html")
    _holds_everywhere(found, page)
    start = data.draw(st.integers(0, len(found.text)))
    end = data.draw(st.integers(start, len(found.text)))
    span = _letters(found.text[start:end])
    # A composed letter or a reference cannot be cut: the original may say more at the edges, never less.
    assert span in _letters(_said(found, page, start, end)) or not unicodedata.is_normalized("NFC", page)


@given(st.lists(st.one_of(_WORDS, _SPACES, st.sampled_from(["\n\n", "\f", "\u2028", "e\u0301", "\u2029"])), min_size=1))
def test_every_span_of_a_text_leads_back_to_its_characters(parts: list[str]) -> None:
    original = "Mines: " + "".join(parts)
    found = extract(original.encode(), name="text.txt")
    _holds_everywhere(found, original)
    assert _letters(found.text) == _letters(original)
    assert "\n\n\n" not in found.text


@given(_pages())
def test_the_map_survives_json_in_whole_numbers(page: str) -> None:
    found = extract(page.encode(), name="page.html")
    plain = json.loads(json.dumps(found.map_as_dict()), parse_float=lambda text: 1 / 0)
    assert TextMap.from_dict(plain) == found.map


_PREFIXES = [b"", b"<html>", b"<!doctype html><p>", b"\xef\xbb\xbf", b"\xff\xfe", b"%PDF-1.4\n"]


@pytest.mark.parametrize("prefix", _PREFIXES)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_numbered_problem(prefix: bytes, data: bytes) -> None:
    try:
        found = extract(prefix + data, name="it")
    except Problem as problem:
        assert problem.code.startswith("MT-1")
    else:
        assert found.text == found.text.strip() != ""
        assert "\0" not in found.text and "\r" not in found.text


@given(st.text(st.sampled_from("<>/&;#!-=\"' \npdivtableartcbx1é"), max_size=120))
def test_broken_markup_gives_a_text_or_a_numbered_problem(markup: str) -> None:
    page = f"<html><body>12{markup}"
    try:
        found = extract(page.encode(), name="it")
    except Problem as problem:
        assert problem.code == "MT-110"
    else:
        _holds_everywhere(found, page)
