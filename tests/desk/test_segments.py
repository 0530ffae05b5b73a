"""A text under nested and overlapping claims, cut so that every character keeps all of its claims."""

from hypothesis import given
from hypothesis import strategies as st

from minetrace.desk.statement.segments import Segment, Span, segments


def test_nested_and_overlapping_spans() -> None:
    found = segments(
        "0123456789", [Span("whole", 0, 8, "right"), Span("part", 2, 4, "misread"), Span("late", 6, 10, "")]
    )
    assert found == [
        Segment("01", ("whole",), "whole", "right"),
        Segment("23", ("whole", "part"), "part", "misread"),
        Segment("45", ("whole",), "whole", "right"),
        Segment("67", ("whole", "late"), "late", ""),
        Segment("89", ("late",), "late", ""),
    ]


def test_a_text_without_claims_is_one_segment() -> None:
    assert segments("as it is", []) == [Segment("as it is")]
    assert segments("", []) == []


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_joined_they_are_the_text_and_each_span_its_quote(text: str, ends: list[tuple[int, int]]) -> None:
    bounded = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in ends]
    spans = [Span(str(n), a, b, "") for n, (a, b) in enumerate(bounded)]
    found = segments(text, spans)
    assert "".join(segment.text for segment in found) == text
    for span in spans:
        assert "".join(s.text for s in found if span.claim in s.claims) == text[span.start : span.end]


def test_what_is_cited_is_cut_out_too_across_claims() -> None:
    found = segments("one two three", [Span("a", 4, 7, "right")], cited=(2, 9))
    assert [(one.text, one.cited, one.inner) for one in found] == [
        ("on", False, None),
        ("e ", True, None),
        ("two", True, "a"),
        (" t", True, None),
        ("hree", False, None),
    ]
