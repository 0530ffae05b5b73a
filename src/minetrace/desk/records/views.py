"""Records on pages: the list of a kind, one record, the comparison of two versions."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from minetrace.desk import shown
from minetrace.desk.figure.address import figure_counting
from minetrace.desk.home import actor_of, file_tiers, home
from minetrace.desk.map import drawing
from minetrace.desk.map.asking import MAPPED
from minetrace.desk.records import lists, page, relating
from minetrace.desk.refusing import require_known
from minetrace.figures.listing import Wanted
from minetrace.ledger.times import entry_known_on, head_number
from minetrace.register import gazetteer, view
from minetrace.register.kinds import KINDS
from minetrace.register.models import Record
from minetrace.register.view import RecordView
from minetrace.terms.days import day
from minetrace.terms.problem import Problem


def kinds(request: HttpRequest) -> HttpResponse:
    """The way to the first kind that holds something; finds in an empty register."""
    held = [kind.name for kind, count in lists.kind_counts() if count]
    return redirect("records", held[0] if held else "find")


def listing(request: HttpRequest, kind: str) -> HttpResponse:
    """Current records of a kind, by reference, filtered by basis and text."""
    declared = KINDS[kind]
    free = dict.fromkeys(("text", "where", "entry", "known_on", "page"))
    require_known(request.GET.dict(), {"basis": ("own", "reported"), **free})
    basis, text, where = (request.GET.get(name, "").strip() for name in ("basis", "text", "where"))
    entry = request.GET.get("entry", "")
    if entry and not entry.isdecimal():
        raise Problem("MT-411", kind="ledger entry", value=entry)
    known_on = request.GET.get("known_on", "").strip()
    at = entry_known_on(day(known_on) if known_on else None, home().time_zone)
    wanted = Wanted(basis=basis, text=text, where=where, entry=int(entry) if entry else None)
    listed = lists.listed(actor_of(request), declared, wanted, at=at, page=request.GET.get("page", "1"))
    context = {
        "kind": declared,
        "kinds": lists.kind_counts(),
        "listed": listed,
        "basis": basis,
        "text": text,
        "where": where,
        "askable": lists.askable(actor_of(request), declared),
        "examples": lists.examples(actor_of(request), declared),
        "entry": entry,
        "known_on": known_on,
        "asked": [(n, v) for n, v in request.GET.items() if v and n != "page"],
        "tiers": file_tiers(actor_of(request)),
        "can_take": actor_of(request).may("take"),
        "waiting": lists.waiting(kind),
    }
    return render(request, "desk/records/list.html", context)


def record(request: HttpRequest, reference: str) -> HttpResponse:
    """One record: its current version, or the one of `?version=`, with citations, history, events, proposals."""
    held = view.find_record(reference)
    if reference != held.reference:
        return redirect("record", held.reference)
    actor = actor_of(request)
    current = view.record_view(actor, held, at=head_number())
    version = _asked(request, held) or current
    context = {
        "record": held,
        "kind": KINDS[held.kind],
        "version": version,
        "current": current,
        "can_take": actor.may("take"),
        "proposals": [p for p in view.proposals(actor, record=held) if p.state in ("submitted", "returned", "draft")],
    }
    if version is not None and current is not None:
        filled, blank, passages = page.rows(held, version)
        history = page.history(actor, held)
        context |= {
            "rows": filled,
            "blank": blank,
            "passages": passages,
            "history": history,
            "number": next(row.number for row in history if row.version.version == version.version),
            "reports": page.reports(held),
            "headline": shown.headline(version),
            "whose": shown.basis_sentence(version.basis, version.speaker),
            "erasable": [row.part for row in filled if row.part.tier == "person"] if actor.may("erase") else [],
            "figure": figure_counting(current) if current.status == "approved" else None,
            "map": _map_of(version) if version.version == current.version else None,
            **relating.relations_of(actor, held),
        }
    return render(request, "desk/records/record.html", context)


def _map_of(shown_record: RecordView) -> str | None:
    """What the map of one current record asks for; none where nothing of it can be drawn."""
    if shown_record.status != "approved" or shown_record.kind not in MAPPED:
        return None
    if drawing.row(shown_record, gazetteer.current()).drawn == drawing.UNPLACED:
        return None
    return urlencode({"kind": shown_record.kind, "record": shown_record.reference})


def compare(request: HttpRequest, reference: str) -> HttpResponse:
    """What differs between two versions of a record (`?before=…&after=…`, by their numbers on the record page)."""
    held = view.find_record(reference)
    versions = page.history(actor_of(request), held)
    numbers = {str(row.number): row for row in versions}
    before = numbers.get(request.GET.get("before", ""))
    after = numbers.get(request.GET.get("after", ""))
    if before is None or after is None:
        raise Problem("MT-411", kind="pair of versions", value=request.GET.urlencode())
    context = {
        "record": held,
        "kind": KINDS[held.kind],
        "versions": versions,
        "before": before,
        "after": after,
        "differences": shown.differences(before.version, after.version),
    }
    return render(request, "desk/records/compare.html", context)


def _asked(request: HttpRequest, held: Record) -> RecordView | None:
    """The version that the address names, if it is one of this record."""
    number = request.GET.get("version", "")
    if not number:
        return None
    version = view.version_view(actor_of(request), held.kind, int(number)) if number.isdecimal() else None
    if version is None or version.record != held.pk:
        raise Problem("MT-411", kind="version", value=number)
    return version
