"""PDFs made here and now: text in several scripts, boxes in whole hundredths of a point, refusals by number."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from minetrace.sources.extraction import PageBox, TextMap, extract
from minetrace.terms.problem import Problem

_FONTS = [
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"),
]


def _pdf(*pages: list[str], font: str = "Helvetica", password: str | None = None) -> bytes:
    buffer = io.BytesIO()
    encryption = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(buffer, pagesize=(595, 842), encrypt=encryption)
    canvas.setTitle("Bulletin")
    for lines in pages:
        canvas.setFont(font, 12)
        for number, line in enumerate(lines):
            canvas.drawString(72, 750 - 15 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="session")
def wide_font() -> str:
    path = next((path for path in _FONTS if path.exists()), None)
    if path is None:
        pytest.skip("no DejaVu or Noto font on this machine: a PDF in Armenian and Cyrillic cannot be made")
    pdfmetrics.registerFont(TTFont("wide", str(path)))
    return "wide"


def test_lines_blocks_and_pages() -> None:
    found = extract(_pdf(["In August 12 mines", "were cleared.", "", "Next week: 7."], ["Page two."]), name="b.pdf")
    assert found.text == "In August 12 mines\nwere cleared.\n\nNext week: 7.\n\nPage two."
    assert (found.media_type, found.title) == ("application/pdf", "Bulletin")


@pytest.mark.parametrize(
    "line",
    [
        "Հայտնաբերվել է 12 ական։",
        "Обнаружено 45 мин типа ПМН-Э.",
        "Kəlbəcər rayonunda 350 mina aşkarlandı.",
        "Ğ İ ş ç ü",
    ],
)
def test_scripts(line: str, wide_font: str) -> None:
    assert extract(_pdf([line], font=wide_font), name="b.pdf").text == line


def test_a_span_is_a_box_on_its_line() -> None:
    found = extract(_pdf(["first line", "then 1,119 mines here"]), name="b.pdf")
    start = found.text.index("1,119 mines")
    (box,) = found.locus(start, start + len("1,119 mines"))
    assert isinstance(box, PageBox)
    left = 7200 + round(100 * pdfmetrics.stringWidth("then ", "Helvetica", 12))
    right = 7200 + round(100 * pdfmetrics.stringWidth("then 1,119 mines", "Helvetica", 12))
    assert abs(box.x0 - left) <= 10 and abs(box.x1 - right) <= 10
    assert box.page == 1 and box.y0 < 73500 < box.y1


def test_a_span_over_two_lines_is_two_boxes_and_over_two_pages_too() -> None:
    found = extract(_pdf(["found 12 mines", "and 3 bombs"], ["and 4 shells"]), name="b.pdf")
    places = found.locus(0, len(found.text))
    assert [place.page for place in places if isinstance(place, PageBox)] == [1, 1, 2]


def test_the_map_survives_as_whole_numbers() -> None:
    found = extract(_pdf(["found 12 mines"]), name="b.pdf")
    described = found.map_as_dict()
    assert described["unit"] == "box"
    assert all(type(number) is int for row in described["segments"] for number in row)
    assert TextMap.from_dict(described) == found.map


def test_a_sentence_over_the_page_break_stays_one_block() -> None:
    assert extract(_pdf(["they found"], ["twelve mines."]), name="b.pdf").text == "they found\ntwelve mines."


@pytest.mark.parametrize(
    ("lines", "text"),
    [(["they conti-", "nued"], "they continued"), (["type PMN-", "E found"], "type PMN-E found")],
)
def test_a_word_divided_at_the_line_end_is_whole(lines: list[str], text: str) -> None:
    assert extract(_pdf(lines), name="b.pdf").text == text


def test_refusals() -> None:
    whole = _pdf(["found 12 mines"])
    cases = [(_pdf([]), "MT-105"), (_pdf(["x"], password="p"), "MT-109"), (b"%PDF-1.4\n" + bytes(99), "MT-104")]
    for data, code in cases:
        with pytest.raises(Problem) as refused:
            extract(data, name="b.pdf")
        assert refused.value.code == code
    assert extract(b"junk\n" + whole, name="b.pdf").text == "found 12 mines"


_WHOLE = _pdf(["found 12 mines", "and 3 bombs"])


@given(st.lists(st.tuples(st.integers(0, len(_WHOLE) - 1), st.integers(0, 255)), max_size=20), st.integers(0, 400))
def test_a_damaged_pdf_gives_a_text_or_a_numbered_problem(changes: list[tuple[int, int]], lost: int) -> None:
    damaged = bytearray(_WHOLE)
    for place, byte in changes:
        damaged[place] = byte
    try:
        found = extract(bytes(damaged[: len(damaged) - lost]), name="b.pdf")
    except Problem as problem:
        assert problem.code.startswith("MT-1")
    else:
        assert found.text
