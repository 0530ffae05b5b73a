"""Files that pages offer: a listing or a figure in one of four formats, by tier, narrowed as the page is."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_GET

from minetrace.doors.exporting import export, share
from minetrace.doors.figure_file import export_figure
from minetrace.doors.lists import LISTS, export_list
from minetrace.figures.listing import Wanted
from minetrace.figures.question import Question
from minetrace.ledger.times import entry_known_on, head_number
from minetrace.terms.days import day
from minetrace.terms.problem import Problem

_FILTERS = ("basis", "text", "where", "entry", "known_on", "tier", "format")


@require_GET
def records(request: HttpRequest, kind: str) -> FileResponse:
    """The listing of a kind as a file; `?tier=` and `?format=` beside the filters of its page.

    Raises MT-321, MT-411, MT-711, MT-712 as `export` does, MT-453 for a filter that a listing does not have.
    """
    asked = _known(request.GET.dict(), _FILTERS)
    known_on, entry = asked.get("known_on"), asked.get("entry", "")
    if entry and not entry.isdecimal():
        raise Problem("MT-411", kind="ledger entry", value=entry)
    narrowed = {name: asked.get(name, "") for name in ("basis", "text", "where")}
    wanted = Wanted(**narrowed, entry=int(entry) if entry else None)
    at = entry_known_on(day(known_on) if known_on else None, settings.MINETRACE.time_zone)  # type: ignore[misc]
    with tempfile.TemporaryDirectory(prefix="minetrace-") as folder:
        path = Path(folder) / f"{kind}.{asked.get('format', 'csv')}"
        export(request.user.actor, kind, path, tier=asked.get("tier", "public"), at=at, wanted=wanted)  # type: ignore[union-attr]
        return _sent(path)


@require_GET
def one_list(request: HttpRequest, name: str) -> FileResponse:
    """Sources, proposals or findings as a file; `?tier=` and `?format=` beside the filters of its page.

    Raises MT-411 for no list, MT-321, MT-711, MT-712 as `export_list` does, MT-453 for a filter that it does not have.
    """
    if name not in LISTS:
        raise Problem("MT-411", kind="list", value=name)
    asked = _known(request.GET.dict(), (*LISTS[name].filters, "tier", "format"))
    tier, today = asked.pop("tier", "public"), timezone.localdate().isoformat()
    with tempfile.TemporaryDirectory(prefix="minetrace-") as folder:
        path = Path(folder) / f"{name}.{asked.pop('format', 'csv')}"
        export_list(request.user.actor, name, path, tier=tier, today=today, narrowed=asked)  # type: ignore[union-attr]
        return _sent(path)


@require_GET
def everything(request: HttpRequest) -> FileResponse:
    """One GeoPackage of all kinds, as `minetrace share` writes it. Raises MT-321, MT-702, MT-712."""
    asked = _known(request.GET.dict(), ("tier",))
    with tempfile.TemporaryDirectory(prefix="minetrace-") as folder:
        path = Path(folder) / "register.gpkg"
        share(request.user.actor, path, tier=asked.get("tier", "public"), at=head_number())  # type: ignore[union-attr]
        return _sent(path)


@require_GET
def figure(request: HttpRequest) -> FileResponse:
    """A figure as a file: the question as in the address of its page, with `?tier=` and `?format=`."""
    query = request.GET.copy()
    tier, format_ = query.pop("tier", ["public"])[-1], query.pop("format", ["csv"])[-1]
    question = Question.from_query_string(query.urlencode())
    zone = settings.MINETRACE.time_zone  # type: ignore[misc]
    with tempfile.TemporaryDirectory(prefix="minetrace-") as folder:
        path = Path(folder) / f"figure.{format_}"
        export_figure(request.user.actor, question, path, tier=str(tier), time_zone=zone)  # type: ignore[union-attr]
        return _sent(path)


def _sent(path: Path) -> FileResponse:
    # The open file outlives the folder that it was made in.
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _known(query: Mapping[str, str], filters: Collection[str]) -> dict[str, str]:
    for name in query:
        if name not in filters:
            raise Problem("MT-453", name=name, known=", ".join(filters))
    return {name: value.strip() for name, value in query.items() if value.strip()}
