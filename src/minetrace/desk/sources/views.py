"""The list of sources and the page that adds one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from minetrace.desk.home import actor_of, home
from minetrace.desk.refusing import require_known
from minetrace.desk.sources.forms import SourceForm
from minetrace.desk.tables import csv_answer
from minetrace.ledger.models import Entry
from minetrace.sources import actions
from minetrace.sources.models import Decision, ReadingClaim, Source
from minetrace.terms.problem import Problem

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A source in the list: when it was kept, how many claims its current reading has, how many wait to be checked."""

    source: Source
    at: int
    claims: int
    waiting: int


@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """All sources, newest first; `publisher` narrows them to those whose publisher, title or name holds some text."""
    require_known(request.GET.dict(), {"publisher": None, "page": None, "format": ("csv",)})
    wanted = request.GET.get("publisher", "").strip()
    found = Source.objects.select_related(None).order_by("-entry", "-id")
    if wanted:
        found = found.filter(Q(publisher__icontains=wanted) | Q(title__icontains=wanted) | Q(name__icontains=wanted))
    if request.GET.get("format") == "csv":
        return csv_answer("sources", _COLUMNS, (_cells(row) for row in rows(list(found))))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": rows(list(page.object_list)), "wanted": wanted}
    return render(request, "desk/sources/sources.html", context)


_COLUMNS = ("source", "permalink", "publisher", "title", "name", "published", "language", "url", "claims", "to_review")


def _cells(row: Row) -> tuple[object, ...]:
    one = row.source
    said = (one.publisher, one.title, one.name, one.published, one.language, one.url)
    return one.id, f"/sources/{one.id}/", *said, row.claims, row.waiting


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a source; a problem stands beside the form, which keeps what was typed."""
    actor = actor_of(request)
    actor.require("add")
    if request.method != "POST":
        return render(request, "desk/sources/add.html", {"form": SourceForm()})
    form = SourceForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "desk/sources/add.html", {"form": form}, status=422)
    data, name = form.data_and_name()
    try:
        added = actions.add(actor, data, name=name, about=form.about(), folder=home().originals)
    except Problem as problem:
        context = {"form": form, "problem": problem.as_dict()}
        return render(request, "desk/sources/add.html", context, status=422)
    if added.outcome == "already kept":
        context = {"form": form, "known": added.source}
        return render(request, "desk/sources/add.html", context)
    n = added.reading.found.count()
    told = ngettext("Kept, with %(n)s claim to check.", "Kept, with %(n)s claims to check.", n) % {"n": n}
    messages.success(request, told if n else _("Kept. The reader found no claim in it."))
    return redirect("source", added.source.id)


def rows(found: list[Source]) -> list[Row]:
    """Sources with their counts: three queries, however many sources."""
    ids = [source.id for source in found]
    at = dict(Entry.objects.filter(number__in={s.entry for s in found}).values_list("number", "at"))
    current = ReadingClaim.objects.filter(reading__source_id__in=ids, reading__ended_by__isnull=True)
    claims: dict[str, int] = defaultdict(int)
    for source, count in current.values_list("reading__source_id").annotate(count=Count("pk")):
        claims[source] = count
    decided: dict[str, int] = defaultdict(int)
    open_ = Decision.objects.filter(claim__source_id__in=ids, ended_by__isnull=True)
    still_found = open_.filter(claim__found_in__reading__ended_by__isnull=True)
    for source, count in still_found.values_list("claim__source_id").annotate(count=Count("pk", distinct=True)):
        decided[source] = count
    return [Row(s, at[s.entry], claims[s.id], claims[s.id] - decided[s.id]) for s in found]
