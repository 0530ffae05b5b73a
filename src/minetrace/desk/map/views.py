"""The map page, what it draws, and the records at a point of it, from one selection of records."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minetrace.desk import shown
from minetrace.desk.home import actor_of
from minetrace.desk.map import drawing
from minetrace.desk.map.asking import MAPPED, asked
from minetrace.desk.map.grounds import radii
from minetrace.desk.records import lists
from minetrace.register import gazetteer, view
from minetrace.register.kinds import KINDS
from minetrace.register.references import ordered

PER_PAGE = 100
"""How many records a page of the table beside the map holds."""
NAMED = 50
"""How many of the records at a point are named; of the rest their number is said."""


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The map, and the same records as a table."""
    actor, wanted, places = actor_of(request), asked(request), gazetteer.current()
    rows = ordered(wanted.rows(actor).select_related("record"))
    part = Paginator(rows, PER_PAGE).get_page(request.GET.get("page", "1"))
    counted = drawing.tally(actor, wanted, places)
    context = {
        "asked": wanted,
        "page": part,
        "askable": lists.askable(actor, wanted.kind),
        "examples": lists.examples(actor, wanted.kind),
        "kind": wanted.kind,
        "kinds": [KINDS[name] for name in MAPPED],
        "rows": [drawing.row(view.seen(actor, version), places) for version in part],
        "unplaced": sorted(counted.unplaced.items()),
        "on_map": counted.drawn,
        "total": counted.total,
        "radii": sorted(radii().items(), key=lambda item: item[1]),
        "sees_positions": actor.sees("restricted"),
    }
    return render(request, "desk/map/map.html", context)


@require_GET
def features(request: HttpRequest) -> JsonResponse:
    """What the map draws in the box in view, as GeoJSON; `whole` says that no other view of it holds more."""
    drawn = drawing.drawing(actor_of(request), asked(request), gazetteer.current())
    return JsonResponse({"type": "FeatureCollection", "features": drawn.features, "whole": drawn.whole})


@require_GET
def here(request: HttpRequest) -> JsonResponse:
    """The records that a box or a ground of the map stands for: how many, and the first of them in a line each."""
    actor, places = actor_of(request), gazetteer.current()
    rows = drawing.here(actor, asked(request), places)
    named = [view.seen(actor, row) for row in ordered(rows.select_related("record"))[:NAMED]]
    links = [
        {
            "reference": one.reference,
            "href": reverse("record", args=[one.reference]),
            "headline": shown.headline(one, places),
        }
        for one in named
    ]
    return JsonResponse({"count": rows.count(), "records": links})
