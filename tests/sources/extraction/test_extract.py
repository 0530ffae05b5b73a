"""Originals of three kinds become texts: what is kept, what is left out, what is refused."""

from __future__ import annotations

import pytest

from minetrace.sources.extraction import LIMIT_BYTES, CharRange, extract
from minetrace.terms.problem import Problem

_LONG = "Sappers worked along the old road and found mines near the bridge. " * 5


def _page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


# --- text ---------------------------------------------------------------------------------------------------------


def test_line_ends_and_blank_lines_are_made_regular() -> None:
    found = extract(b"\r\n12 mines\r\nnear A  \r\n \r\n\r\n   7 in B\r\n", name="t")
    assert found.text == "12 mines\nnear A\n\n7 in B"
    assert found.media_type == "text/plain"
    assert found.locus(0, 2) == (CharRange(2, 4),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    found = extract("Найдено 12 мин".encode(encoding), name="t")
    assert found.text == "Найдено 12 мин"
    assert found.map.encoding == encoding
    assert found.notes == ()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("В районе обнаружено 45 мин, из них 3 противотанковые.", "cp1251"),
        ("Les démineurs ont neutralisé 45 mines près de la forêt.", "cp1252"),
        ("„Über 300 Minen“ wurden geräumt", "cp1252"),
    ],
)
def test_an_undeclared_old_encoding_is_guessed_with_a_note(text: str, encoding: str) -> None:
    found = extract(text.encode(encoding), name="t")
    assert found.text == text
    assert found.map.encoding == encoding
    assert encoding in found.notes[0]


def test_a_declared_charset_is_used_and_a_wrong_one_is_noted() -> None:
    page = "<html><meta charset=windows-1251><p>Найдено 12 мин</p>"
    assert extract(page.encode("cp1251"), name="p").text == "Найдено 12 мин"
    wrong = "<html><meta charset=utf-8><p>Найдено 12 мин, 3 неизвестно</p>"
    found = extract(wrong.encode("cp1251"), name="p")
    assert found.text == "Найдено 12 мин, 3 неизвестно"
    assert len(found.notes) == 2


def test_letters_are_composed_with_the_way_back_kept() -> None:
    found = extract("ba\u0301b 45".encode(), name="t")
    assert found.text == "b\u00e1b 45"
    assert found.locus(1, 2) == (CharRange(1, 3),)
    assert found.locus(4, 6) == (CharRange(5, 7),)


# --- pages --------------------------------------------------------------------------------------------------------


def test_menus_scripts_and_forms_are_left_out() -> None:
    page = _page(
        f"<nav>Home</nav><header>Logo</header><p>{_LONG}</p><style>p{{}}</style><script>'9 mines'</script>"
        "<form>Search</form><aside>Also</aside><footer>2024</footer>"
    )
    assert extract(page, name="p").text == _LONG.strip()


def test_the_article_is_taken_with_its_headline() -> None:
    page = _page(f"<div>Latest: 7 mines</div><article><header><h1>12 mines found</h1></header><p>{_LONG}</p></article>")
    assert extract(page, name="p").text == f"12 mines found\n\n{_LONG.strip()}"


def test_teasers_are_not_taken_for_the_article() -> None:
    teasers = "".join(f"<article>Teaser {n}</article>" for n in range(9))
    assert extract(_page(f"<main><p>{_LONG}</p>{teasers}</main>"), name="p").text.startswith(_LONG.strip())


def test_a_page_wrapped_in_a_form_still_gives_its_text() -> None:
    found = extract(_page(f"<form><p>{_LONG}</p></form>"), name="p")
    assert found.text == _LONG.strip()
    assert "forms" in found.notes[0]


def test_references_lead_back_to_all_their_characters() -> None:
    source = "<html><body><p>A &amp; B: 1&nbsp;119 mines</p>"
    found = extract(source.encode(), name="p")
    assert found.text == "A & B: 1\xa0119 mines"
    (place,) = found.locus(7, 12)
    assert isinstance(place, CharRange)
    assert source[place.start : place.end] == "1&nbsp;119"


def test_table_cells_are_never_joined_into_one_number() -> None:
    found = extract(_page("<table><tr><td>1</td><td>500</td></tr><tr><td>2</td></tr></table>"), name="p")
    assert found.text == "1\t500\n\n2"


def test_what_the_page_says_of_itself_is_only_offered() -> None:
    head = (
        "<title>Twelve mines | The Site</title><meta property='og:title' content='Twelve mines'>"
        "<meta property='article:published_time' content='2022-08-16T09:00:00+04:00'>"
        "<meta property='og:site_name' content='The Site'><link rel='canonical' href='https://example.org/12'>"
    )
    found = extract(_page("<p>Twelve mines were found.</p>", head), name="p")
    assert found.title == "Twelve mines"
    assert found.suggested.as_dict() == {
        "published": "2022-08-16",
        "url": "https://example.org/12",
        "publisher": "The Site",
    }
    assert found.text == "Twelve mines were found."


def test_a_head_that_is_never_closed_does_not_swallow_the_page() -> None:
    assert extract(b"<html><head><title>T</title><body><p>12 mines", name="p").text == "12 mines"


# --- refusals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "MT-101"),
        (b" \r\n\t ", "MT-101"),
        ("\ufeff \n".encode(), "MT-101"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "MT-102"),
        (b"PK\x03\x04" + bytes(40), "MT-102"),
        (bytes(range(1, 32)) * 4, "MT-102"),
        (b"%PDF-1.7 and nothing else", "MT-104"),
        (b"<html><body><script>1</script></body></html>", "MT-110"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_number(data: bytes, code: str) -> None:
    with pytest.raises(Problem) as refused:
        extract(data, name="it")
    assert refused.value.code == code


def test_twenty_megabytes_are_read_and_one_byte_more_is_refused() -> None:
    whole = (b"mines " * 200 + b"\n") * (LIMIT_BYTES // 1201)
    whole += b"." * (LIMIT_BYTES - len(whole))
    assert extract(whole, name="big").text
    with pytest.raises(Problem, match=r"big has 20\.1 MB; the limit is 20 MB") as refused:
        extract(whole + b".", name="big")
    assert refused.value.code == "MT-103"
