"""From the counted rows of an answer down to the characters that carry them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from minetrace.figures.answer import Counted
from minetrace.register.models import Citation
from minetrace.sources.models import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words a counted row rests on: their source, the quote with its span in the source's text, or a locus.

    `field` is the field of the record that they carry, "*" for all of it.
    """

    source: str
    source_id: str
    field: str = "*"
    claim: str | None = None
    quote: str | None = None
    span: tuple[int, int] | None = None
    locus: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The passage as plain data."""
        names = ("source", "source_id", "field", "claim", "quote", "locus")
        return {name: getattr(self, name) for name in names} | {"span": list(self.span) if self.span else None}


def passages(rows: Sequence[Counted]) -> list[list[Passage]]:
    """The passages of each counted row, in the order of the rows; none where a record cites nothing yet."""
    records = {row.record for row in rows if row.record}
    cited: dict[str, list[Passage]] = defaultdict(list)
    found = Citation.objects.filter(record__in=records).select_related("source", "claim").order_by("id")
    for citation in found:
        cited[citation.record_id].append(_of_claim(citation.claim, citation) if citation.claim else _bare(citation))
    claims = Claim.objects.select_related("source").in_bulk({row.claim for row in rows if row.claim})
    return [
        [_of_claim(claims[row.claim])] if row.claim in claims and row.claim else cited[row.record or ""] for row in rows
    ]


def _of_claim(claim: Claim, citation: Citation | None = None) -> Passage:
    return Passage(
        source=claim.source.label,
        source_id=claim.source_id,
        field=citation.field if citation else "*",
        claim=claim.id,
        quote=claim.quote,
        span=(claim.start, claim.end),
        locus=citation.locus if citation else None,
    )


def _bare(citation: Citation) -> Passage:
    return Passage(
        source=citation.source.label, source_id=citation.source_id, field=citation.field, locus=citation.locus
    )
