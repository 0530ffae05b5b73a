"""A text cut where its claims begin and end, so that nested and overlapping spans can be marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """Where a claim stands in its text, and the state that colours it."""

    claim: str
    start: int
    end: int
    state: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters under the same claims; `inner` is the shortest of them, which a click selects. `cited` are
    the characters that the page is opened at.
    """

    text: str
    claims: tuple[str, ...] = ()
    inner: str | None = None
    state: str = ""
    cited: bool = False

    @property
    def depth(self) -> int:
        """How many claims lie over these characters."""
        return len(self.claims)


def segments(text: str, spans: Sequence[Span], cited: tuple[int, int] | None = None) -> list[Segment]:
    """Cut a text at the borders of its spans and of what is cited in it. Joined, the segments are the text again."""
    first, last = cited or (0, 0)
    cuts = sorted({0, first, last, len(text), *(s.start for s in spans), *(s.end for s in spans)})
    out = []
    for start, end in pairwise(cuts):
        here = first <= start and end <= last
        over = [span for span in spans if span.start <= start and end <= span.end]
        if not over:
            out.append(Segment(text[start:end], cited=here))
            continue
        inner = min(over, key=lambda span: (span.end - span.start, span.start))
        out.append(Segment(text[start:end], tuple(span.claim for span in over), inner.claim, inner.state, here))
    return out
