"""The event page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minetrace.desk.event.telling import event_of
from minetrace.desk.home import actor_of
from minetrace.desk.passages import address
from minetrace.desk.series.lines import key_id
from minetrace.desk.statement.views import find_claim
from minetrace.desk.surveyed import surveyed
from minetrace.reckoning import wording
from minetrace.reckoning.survey import Survey
from minetrace.sources import apart
from minetrace.sources.models import ClaimsApart
from minetrace.terms.problem import Problem


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


@require_POST
def keep_apart(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Say that a claim and another are not the same; they are put together nowhere again. Raises MT-411, MT-431."""
    one, other = find_claim(claim_id).row, find_claim(request.POST.get("other", "")).row
    apart.keep_apart(actor_of(request), one, other, why=request.POST.get("why", "").strip())
    messages.success(request, _("Not the same: the two stay apart, and this page remembers it."))
    return redirect("event", one.id)


@require_POST
def take_back(request: HttpRequest, verdict_id: str) -> HttpResponse:
    """Take back that two claims are not the same. Raises MT-411."""
    verdict = ClaimsApart.objects.filter(pk=verdict_id).first()
    if verdict is None:
        raise Problem("MT-411", kind="decision", value=verdict_id)
    apart.take_back(actor_of(request), verdict)
    return redirect("event", find_claim(request.POST.get("back", verdict.claim_id)).id)


def _series(found: Survey, id_: str) -> str:
    """The id of the series that holds a claim; empty for claims of no series."""
    holding = (one for one in found.series if any(id_ in point.ids for point in one.points))
    return next((key_id(one.key) for one in holding), "")
