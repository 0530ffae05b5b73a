"""The list of sources and the page that adds one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from minetrace.desk.home import actor_of, home
from minetrace.desk.refusing import require_known
from minetrace.desk.sources.forms import SourceForm
from minetrace.sources import actions, listing
from minetrace.terms.problem import Problem

PAGE = 50


@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """All sources, newest first; `publisher` narrows them to those whose publisher, title or name holds some text."""
    require_known(request.GET.dict(), {"publisher": None, "page": None})
    wanted = request.GET.get("publisher", "").strip()
    found = listing.listed(wanted)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    asked = [("publisher", wanted)] if wanted else []
    context = {"page": page, "rows": listing.rows(list(page.object_list)), "wanted": wanted, "asked": asked}
    context["tiers"] = ["public"]
    return render(request, "desk/sources/sources.html", context)


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
