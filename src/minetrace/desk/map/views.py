"""The map page and the features it draws, from one selection of records."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minetrace.desk.home import actor_of
from minetrace.desk.map.drawing import Drawing, draw
from minetrace.desk.map.grounds import radii
from minetrace.desk.refusing import require_known
from minetrace.ledger.times import head_number
from minetrace.register import gazetteer, view
from minetrace.register.kinds import KINDS
from minetrace.register.references import ordered

MOST = 1000
"""How many records one map draws; beyond that it says so, and asks for a filter."""

MAPPED = tuple(name for name, kind in KINDS.items() if any(f.type == "places" for f in kind.fields))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the map is asked to show: a kind, and a basis or both."""

    kind: str
    basis: str


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The map, and the same records as a table."""
    asked = _asked(request)
    drawing, total = _drawn(request, asked)
    context = {
        "asked": asked,
        "kind": KINDS[asked.kind],
        "kinds": [KINDS[name] for name in MAPPED],
        "rows": drawing.rows,
        "unplaced": sorted(drawing.unplaced.items()),
        "unplaced_total": drawing.unplaced.total(),
        "on_map": len(drawing.rows) - drawing.unplaced.total(),
        "total": total,
        "most": MOST,
        "radii": sorted(radii().items(), key=lambda item: item[1]),
        "sees_positions": actor_of(request).sees("restricted"),
    }
    return render(request, "desk/map/map.html", context)


@require_GET
def features(request: HttpRequest) -> JsonResponse:
    """What the map draws, as GeoJSON; `unplaced` counts what it cannot draw, by reason."""
    drawing, total = _drawn(request, _asked(request))
    collection = {"type": "FeatureCollection", "features": drawing.features}
    counts = {"unplaced": dict(drawing.unplaced), "records": len(drawing.rows), "total": total}
    return JsonResponse(collection | counts)


def _asked(request: HttpRequest) -> Asked:
    require_known(request.GET.dict(), {"kind": MAPPED, "basis": ("own", "reported")})
    return Asked(request.GET.get("kind") or MAPPED[0], request.GET.get("basis", ""))


def _drawn(request: HttpRequest, asked: Asked) -> tuple[Drawing, int]:
    current = view.selected(asked.kind, at=head_number())
    if asked.basis:
        current = current.filter(basis=asked.basis)
    rows = ordered(current.select_related("record"))
    records = [view.seen(actor_of(request), row) for row in rows[:MOST]]
    return draw(records, gazetteer.current()), current.count()
