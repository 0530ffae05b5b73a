"""The list of series, and one series as chart, table, CSV and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from minetrace.desk.series.chart import chart
from minetrace.desk.series.files import COLUMNS, as_json, rows
from minetrace.desk.series.lines import checks, line, named
from minetrace.desk.surveyed import surveyed
from minetrace.desk.tables import csv_answer
from minetrace.reckoning.series import of_measure
from minetrace.register import gazetteer
from minetrace.terms.problem import Problem

WIDE, NARROW = (860, 7), (330, 3)
"""Widths of the two drawings, desk and phone, with the days on the axis of each."""


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """The series of what this home keeps, by kind; `?q=` keeps those whose name holds every word."""
    found = named(surveyed().series, gazetteer.current())
    asked = request.GET.get("q", "").strip()
    wanted = of_measure(tuple(found.values()), asked)
    lines = [line(id_, one) for id_, one in found.items() if one in wanted]
    wanted_format = request.GET.get("format")
    if wanted_format == "csv":
        return csv_answer("series", COLUMNS, (row for one in lines for row in rows(one)))
    if wanted_format == "json":
        data = [{"id": one.id, **one.series.as_dict()} for one in lines]
        return JsonResponse({"series": data})
    kinds = [(kind, list(of)) for kind, of in groupby(lines, key=lambda one: one.series.key.kind)]
    context = {"kinds": kinds, "asked": asked, "count": len(lines), "all": len(found), "countings": countings()}
    return render(request, "desk/series/list.html", context)


@require_GET
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One series. Raises MT-411 for a key that no series has (any more)."""
    survey = surveyed()
    found = named(survey.series, gazetteer.current())
    if key not in found:
        raise Problem("MT-411", kind="series", value=key)
    shown, results = line(key, found[key]), checks(found[key], tuple(found.values()), survey.checks)
    if request.GET.get("format") == "csv":
        return csv_answer(key, COLUMNS, rows(shown))
    if request.GET.get("format") == "json":
        return JsonResponse(as_json(shown, results))
    context = {
        "line": shown,
        "charts": [("wide", chart(shown, *WIDE)), ("narrow", chart(shown, *NARROW))],
        "counting": countings()[shown.series.key.counting],
        "checks": results,
    }
    return render(request, "desk/series/series.html", context)


def countings() -> Mapping[str, str]:
    """What sort of total a series holds, in words."""
    return {
        "tally": _("a count over a period"),
        "running": _("a running total"),
        "stock": _("how much there is on a day"),
    }
