"""Relating records from pages: links to others, and parting merged ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minetrace.accounts.actor import Actor
from minetrace.desk.home import actor_of
from minetrace.register import identity, links, merging, view
from minetrace.register.models import Record
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import NULLS, vocabulary


def relations_of(actor: Actor, record: Record) -> dict[str, Any]:
    """What the record page shows of a record's links and merges."""
    held = identity.merge_of(record)
    others = Record.objects.filter(pk__in=identity.answering(record)[1:])
    terms = vocabulary("link_relation").terms.items()
    return {
        "links": links.links_of(record),
        "relations": [(code, _(term.label)) for code, term in terms if code not in NULLS],
        "merged_into": held.kept.reference if held else None,
        "answers_for": [one.reference for one in others],
        "can_merge": actor.may("approve"),
    }


@require_POST
def link(request: HttpRequest, reference: str) -> HttpResponse:
    """Link a record to another."""
    record, sent = view.find_record(reference), request.POST
    links.link(
        actor_of(request),
        record,
        view.find_record(sent.get("other", "").strip()),
        sent.get("relation", ""),
        held_from=sent.get("held_from") or None,
        held_to=sent.get("held_to") or None,
        why=sent.get("why", "").strip(),
    )
    messages.success(request, _("Linked."))
    return redirect("record", record.reference)


@require_POST
def unlink(request: HttpRequest, reference: str, link: str) -> HttpResponse:
    """End a link of a record."""
    links.unlink(actor_of(request), links.find_link(link))
    messages.success(request, _("The link is ended; it stays in the history."))
    return redirect("record", reference)


@require_POST
def unmerge(request: HttpRequest, reference: str) -> HttpResponse:
    """Part a merged record again; what was changed in between is proposed on both."""
    why = request.POST.get("why", "").strip()
    if not why:
        raise Problem("MT-451")
    merging.unmerge(actor_of(request), view.find_record(reference), why)
    messages.success(request, _("Parted. What was changed in between waits as a proposal on each."))
    return redirect("record", reference)
