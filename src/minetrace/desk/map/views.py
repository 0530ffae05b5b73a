"""The map page and the features it draws, from one selection of records."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minetrace.desk.home import actor_of
from minetrace.desk.map.drawing import Drawing, draw
from minetrace.desk.map.grounds import radii
from minetrace.desk.records import lists
from minetrace.desk.refusing import require_known
from minetrace.figures import listing
from minetrace.figures.listing import Wanted
from minetrace.ledger.times import head_number
from minetrace.register import gazetteer, view
from minetrace.register.kinds import KINDS
from minetrace.register.models import Version

MOST = 1000
"""How many records one map draws; of more it draws one part after the other, and says so."""

MAPPED = tuple(name for name, kind in KINDS.items() if any(f.type == "places" for f in kind.fields))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the map is asked to show: a kind, what its records are narrowed to, and which thousand of them."""

    kind: str
    wanted: Wanted
    part: str

    @property
    def query(self) -> str:
        """The same as the query of an address, without the part."""
        pairs = [("kind", self.kind), *((name, getattr(self.wanted, name)) for name in _FILTERS)]
        return urlencode([(name, value) for name, value in pairs if value])


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The map, and the same records as a table."""
    asked = _asked(request)
    drawing, part = _drawn(request, asked)
    context = {
        "asked": asked,
        "page": part,
        "askable": lists.askable(actor_of(request), KINDS[asked.kind]),
        "examples": lists.examples(actor_of(request), KINDS[asked.kind]),
        "kind": KINDS[asked.kind],
        "kinds": [KINDS[name] for name in MAPPED],
        "rows": drawing.rows,
        "unplaced": sorted(drawing.unplaced.items()),
        "unplaced_total": drawing.unplaced.total(),
        "on_map": len(drawing.rows) - drawing.unplaced.total(),
        "total": part.paginator.count,
        "radii": sorted(radii().items(), key=lambda item: item[1]),
        "sees_positions": actor_of(request).sees("restricted"),
    }
    return render(request, "desk/map/map.html", context)


@require_GET
def features(request: HttpRequest) -> JsonResponse:
    """What the map draws, as GeoJSON; `unplaced` counts what it cannot draw, by reason."""
    drawing, part = _drawn(request, _asked(request))
    collection = {"type": "FeatureCollection", "features": drawing.features}
    counts = {"unplaced": dict(drawing.unplaced), "records": len(drawing.rows), "total": part.paginator.count}
    return JsonResponse(collection | counts)


_FILTERS = ("basis", "text", "where")


def _asked(request: HttpRequest) -> Asked:
    free = dict.fromkeys(("text", "where", "page"))
    require_known(request.GET.dict(), {"kind": MAPPED, "basis": ("own", "reported"), **free})
    basis, text, where = (request.GET.get(name, "").strip() for name in _FILTERS)
    wanted = Wanted(basis=basis, text=text, where=where)
    return Asked(request.GET.get("kind") or MAPPED[0], wanted, request.GET.get("page", "1"))


def _drawn(request: HttpRequest, asked: Asked) -> tuple[Drawing, Page[Version]]:
    actor = actor_of(request)
    rows = listing.listed(actor, asked.kind, asked.wanted, at=head_number())
    part = Paginator(rows, MOST).get_page(asked.part)
    return draw([view.seen(actor, row) for row in part], gazetteer.current()), part
