"""The event page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minetrace.desk.event.telling import event_of
from minetrace.desk.home import actor_of
from minetrace.desk.passages import address
from minetrace.desk.series.lines import key_id
from minetrace.desk.statement.views import find_claim
from minetrace.desk.surveyed import surveyed
from minetrace.reckoning import wording
from minetrace.reckoning.survey import Survey


@require_GET
def event(request: HttpRequest, claim_id: str) -> HttpResponse:
    """The happening or total that a claim tells, over all sources. Raises MT-411.

    A claim that was called misread, or that the present reading no longer finds, is reckoned with nowhere: the page
    says so and leads back to its characters.
    """
    kept = find_claim(claim_id)
    found = surveyed()
    id_ = f"{kept.row.source_id}:{kept.id}"
    href = address(kept.row.source_id, kept.id)
    if all(one.id != id_ for one in found.stated):
        return render(request, "desk/event/aside.html", {"kept": kept, "href": href})
    told = event_of(found, id_, actor_of(request))
    claim = told.lead.claim
    context = {
        "event": told,
        "what": wording.phrase(claim),
        "places": claim.places,
        "days": [day for day in (claim.from_, claim.to if claim.to != claim.from_ else None) if day],
        "series": _series(found, id_),
        "href": href,
    }
    return render(request, "desk/event/event.html", context)


def _series(found: Survey, id_: str) -> str:
    """The id of the series that holds a claim; empty for claims of no series."""
    holding = (one for one in found.series if any(id_ in point.ids for point in one.points))
    return next((key_id(one.key) for one in holding), "")
