"""A quoted claim in its sentence, with the way to its characters on the statement page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from minetrace.register.models import Citation
from minetrace.sources.models import Claim, Source

_AROUND = 160
_SPAN = re.compile(r"\[(\d+), ?(\d+)\]")
_SENTENCE_END = re.compile(r"[.!?։۔؟](?:\s|$)|\n")


CITED = ("source", "source__text", "claim", "claim__source", "claim__source__text")
"""What a passage reads of a citation, for `select_related`; `JUDGED` is the same for `prefetch_related`."""
JUDGED = ("claim__decisions",)


@dataclass(frozen=True, slots=True)
class Judged:
    """That somebody called a cited reading misread, or read it otherwise, and why."""

    verdict: str
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """What a source says: the words around, the marked characters, and the link that opens them in the statement.

    `marked` is empty where a citation names a source as a whole, or a locus in it. `judged` is set where the cited
    claim is not what its text says: whatever rests on it has to be looked at again.
    """

    source: str
    label: str
    language: str
    href: str
    before: str = ""
    marked: str = ""
    after: str = ""
    field: str = "*"
    locus: str | None = None
    claim: str | None = None
    judged: Judged | None = None


def of_claim(claim: Claim, field: str = "*") -> Passage:
    """The passage of a claim; reads the claim's source, text and decisions."""
    text = claim.source.text.characters
    before, after = around(text, claim.start, claim.end)
    return Passage(
        source=claim.source_id,
        label=claim.source.label,
        language=claim.source.language or "",
        href=address(claim.source_id, claim.id),
        before=before,
        marked=text[claim.start : claim.end],
        after=after,
        field=field,
        claim=claim.id,
        judged=_judged(claim),
    )


def of_source(source: Source, field: str = "*", locus: str | None = None) -> Passage:
    """The passage of a citation that names a source but no claim; a locus "[start, end]" marks its characters."""
    before = marked = after = ""
    href = address(source.id)
    span = _SPAN.fullmatch(locus or "")
    if span is not None:
        text, start, end = source.text.characters, int(span[1]), int(span[2])
        before, after = around(text, start, end)
        marked, locus = text[start:end], None
        href = f"{href}?from={start}&to={end}#cited"
    return Passage(
        source=source.id,
        label=source.label,
        language=source.language or "",
        href=href,
        before=before,
        marked=marked,
        after=after,
        field=field,
        locus=locus,
    )


def of_citation(citation: Citation) -> Passage:
    """The passage of a kept citation."""
    if citation.claim is None:
        return of_source(citation.source, citation.field, citation.locus)
    return of_claim(citation.claim, citation.field)


def of_proposed(citations: Iterable[Mapping[str, Any]]) -> list[Passage]:
    """The passages of a proposal's citations, in their order."""
    cites = list(citations)
    found = Claim.objects.select_related("source", "source__text").prefetch_related("decisions")
    claims = found.in_bulk([c["claim"] for c in cites if c["claim"]])
    sources = Source.objects.select_related("text").in_bulk([c["source"] for c in cites])
    out = []
    for cite in cites:
        if cite["claim"] in claims:
            out.append(of_claim(claims[cite["claim"]], cite["field"]))
        elif cite["source"] in sources:
            out.append(of_source(sources[cite["source"]], cite["field"], cite["locus"]))
    return out


def _judged(claim: Claim) -> Judged | None:
    standing = [
        one for one in claim.decisions.all() if one.ended_by is None and one.verdict in ("misread", "otherwise")
    ]
    return Judged(standing[0].verdict, standing[0].actor, standing[0].reason) if standing else None


def address(source: str, claim: str | None = None) -> str:
    """The statement page of a source, opened at a claim."""
    return f"/sources/{source}/" + (f"?claim={claim}" if claim else "")


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence before and after some characters, cut at about 160 characters with an ellipsis."""
    before = text[max(0, start - _AROUND) : start]
    ends = list(_SENTENCE_END.finditer(before))
    if ends:
        before = before[ends[-1].end() :]
    elif start > _AROUND:
        before = "…" + before.partition(" ")[2]
    after = text[end : end + _AROUND]
    stop = _SENTENCE_END.search(after)
    if stop:
        after = after[: stop.start() + 1]
    elif end + _AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    return before.lstrip(), after.rstrip()
