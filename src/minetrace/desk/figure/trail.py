"""From a number back: each counted row with what it holds and the passages that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from minetrace.accounts.actor import Actor
from minetrace.desk import passages, shown
from minetrace.figures.answer import Counted
from minetrace.register import view
from minetrace.register.models import Citation
from minetrace.sources.models import Claim


@dataclass(frozen=True, slots=True)
class TrailRow:
    """A counted row: how much it adds, in words; the record version it is; the passages under it."""

    counted: Counted
    adds: str
    href: str
    headline: str
    whose: str
    parts: tuple[shown.ShownPart, ...]
    passages: tuple[passages.Passage, ...]


def trail(actor: Actor, rows: Sequence[Counted]) -> list[TrailRow]:
    """The way back from each row to the characters of its sources."""
    cited: dict[str, list[Citation]] = {}
    records = [row.record for row in rows if row.record]
    related = Citation.objects.select_related(*passages.CITED).prefetch_related(*passages.JUDGED)
    for citation in related.filter(record__in=records).order_by("id"):
        cited.setdefault(citation.record_id, []).append(citation)
    stated = Claim.objects.select_related("source", "source__text").prefetch_related("decisions")
    claims = stated.in_bulk([row.claim for row in rows if row.claim])
    return [_claim_row(row, claims) if row.version is None else _record_row(actor, row, cited) for row in rows]


def _record_row(actor: Actor, row: Counted, cited: dict[str, list[Citation]]) -> TrailRow:
    version = view.version_view(actor, row.kind, row.version or 0)
    return TrailRow(
        counted=row,
        adds=shown.count_text(row.low, row.high),
        href=f"{reverse('record', args=[row.reference])}?version={row.version}",
        headline=shown.headline(version),
        whose=shown.basis_sentence(version.basis, version.speaker),
        parts=tuple(part for part in shown.parts(version) if part.lines),
        passages=tuple(passages.of_citation(citation) for citation in cited.get(row.record or "", ())),
    )


def _claim_row(row: Counted, claims: dict[str, Claim]) -> TrailRow:
    held = passages.of_claim(claims[row.claim]) if row.claim in claims else None
    return TrailRow(
        counted=row,
        adds=shown.count_text(row.low, row.high),
        href=held.href if held else "",
        headline=held.marked if held else "",
        whose=shown.basis_sentence("reported", row.speaker) if row.speaker else "",
        parts=(),
        passages=(held,) if held else (),
    )
