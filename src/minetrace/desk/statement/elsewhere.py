"""What other sources say of a statement's claims: worked out after its page stands, as it reckons with everything."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minetrace.desk.statement.views import find_source
from minetrace.desk.surveyed import surveyed
from minetrace.reckoning import repeats
from minetrace.reckoning.stated import Stated
from minetrace.sources.claims import kept_claims

_OVER_SOURCES = ("S2", "S9", "S10", "C1", "C2", "V1", "V2")
"""Rules of the survey that a statement's own page repeats: falls, offsets, refused sums, editions, shares."""


@require_GET
def elsewhere(request: HttpRequest, source_id: str) -> HttpResponse:
    """The checks over sources that speak of this one, and how many others tell of each claim: a part of the statement
    page, or a page of its own for a browser without scripts. Raises MT-411.
    """
    source = find_source(source_id)
    found = surveyed()
    numbers = {f"{source.id}:{kept.id}": at for at, kept in enumerate(kept_claims(source.id), start=1)}
    beside = repeats.elsewhere(found.links, source.id)
    named = {one.id: one for one in found.stated}
    over_sources = (check for check in found.checks if check.rule in _OVER_SOURCES and set(numbers) & set(check.claims))
    checks = [
        {"check": check, "links": _links(check.claims, named, numbers)}
        for check in (*repeats.checks(found.links, source.id), *over_sources)
    ]
    told = [
        {"claim": id_.partition(":")[2], "sources": len({one.source_id for one in beside.get(id_, ())})}
        for id_ in numbers
    ]
    context = {"source": source, "checks": checks, "told": told}
    part = request.htmx  # type: ignore[attr-defined]
    return render(request, f"desk/statement/elsewhere{'' if part else '_page'}.html", context)


def _links(ids: tuple[str, ...], named: dict[str, Stated], numbers: dict[str, int]) -> list[dict[str, Any]]:
    """The claims of a check: ours by their number, others by their source."""
    return [
        {"claim": named[id_].claim.id, "label": numbers.get(id_) or named[id_].label, "ours": id_ in numbers}
        for id_ in ids
    ]
