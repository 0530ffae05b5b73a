"""Taking a claim into the register: the record it proposes, the happening it may be about, the clause matrix."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from minetrace.desk import shown
from minetrace.desk.forms import RecordForm
from minetrace.desk.home import actor_of
from minetrace.desk.passages import address, of_claim
from minetrace.desk.rows import LEAVE_OUT
from minetrace.desk.statement.cards import Card, cards
from minetrace.desk.statement.views import find_claim
from minetrace.places import Gazetteer
from minetrace.register import actions, gazetteer, happenings, matrix, proposing, view
from minetrace.register.kinds import KINDS
from minetrace.register.proposing import ProposedRecord, Unresolved
from minetrace.sources.claims import KeptClaim, kept_claims
from minetrace.terms.problem import Problem


@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, claim_id: str) -> HttpResponse:
    """The record that an occurrence proposes, to be mended and proposed, or joined to one that is there."""
    kept, actor = find_claim(claim_id), actor_of(request)
    actor.require("take")
    places = gazetteer.current()
    proposed = proposing.from_claim(kept, places)
    data = request.POST if request.method == "POST" else None
    form = RecordForm(KINDS[proposed.kind], actor, values=_values(proposed, places), data=data)
    card, problem = _card(kept, request), None
    if form.is_bound and form.is_valid():
        try:
            proposing.require_decided(kept)
            _refuse_twice(card)
            draft = proposed.draft(form.record_fields())
            held = actions.propose(actor, draft, why=request.POST.get("why", "").strip())
        except Problem as refused:
            problem = None if form.blame(refused) else refused
        else:
            messages.success(request, _("Proposed. It counts once another person has approved it."))
            return redirect("proposal", held.pk)
    context = {
        "kept": kept,
        "card": card,
        "passage": of_claim(kept.row),
        "proposed": proposed,
        "kind": KINDS[proposed.kind],
        "form": form,
        "problem": problem.as_dict() if problem else None,
        "candidates": _candidates(happenings.candidates(kept, proposed, places, actor)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "desk/statement/take.html", context, status=status)


@require_POST
def into_matrix(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Take a provision claim into the clause matrix: its proposals wait for approval."""
    made = matrix.take(actor_of(request), find_claim(claim_id))
    told = ngettext("%(n)s proposal waits for approval.", "%(n)s proposals wait for approval.", len(made))
    messages.success(request, told % {"n": len(made)})
    return redirect("matrix")


@require_POST
def same(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Say that a claim reports the happening of a record that is there: one event, two citations."""
    kept, actor = find_claim(claim_id), actor_of(request)
    record = view.find_record(request.POST.get("record", ""))
    places = gazetteer.current()
    found = happenings.candidates(kept, proposing.from_claim(kept, places), places, actor)
    reasons = [reason for one in found if one.record.record == record.pk for reason, _points in one.reasons]
    actions.same(actor, kept.row, record, reasons=reasons)
    messages.success(
        request, _("The same happening: %(reference)s cites this source too.") % {"reference": record.reference}
    )
    return redirect(address(kept.row.source_id, kept.id))


@require_POST
def not_same(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Say that a claim is not about a record's happening; it is not proposed again."""
    kept = find_claim(claim_id)
    record = view.find_record(request.POST.get("record", ""))
    actions.not_same(actor_of(request), kept.row, record)
    messages.success(request, _("Kept as another happening than %(reference)s.") % {"reference": record.reference})
    return redirect("claim_take", kept.id)


def _refuse_twice(card: Card) -> None:
    """A claim that has become a record, or is about to, does not become another one."""
    if card.taken:
        raise Problem("MT-424", reference=card.taken[0].reference)


def _card(kept: KeptClaim, request: HttpRequest) -> Card:
    source = kept.row.source
    (card,) = cards(source, kept_claims(source.id), actor_of(request), only=kept.id)
    return card


def _candidates(found: list[happenings.Candidate]) -> list[dict[str, Any]]:
    return [
        {
            "record": one.record,
            "headline": shown.headline(one.record),
            "reasons": [reason for reason, _points in one.reasons],
            "against": one.against,
        }
        for one in found
    ]


def _values(proposed: ProposedRecord, places: Gazetteer) -> dict[str, Any]:
    """The proposed values, with each name that is not one place as a row to be decided."""
    values = dict(proposed.fields)
    resolved = [{**mention, "note": _resolved_note(mention, places)} for mention in values.get("places", [])]
    values["places"] = [*resolved, *(_open_row(one, places) for one in proposed.unresolved)]
    return values


def _resolved_note(mention: dict[str, str], places: Gazetteer) -> str:
    place = shown.with_units(places.get(mention["place"]), places)
    return _("“%(name)s” is %(place)s") % {"name": mention.get("as_written", ""), "place": place}


def _open_row(one: Unresolved, places: Gazetteer) -> dict[str, Any]:
    row: dict[str, Any] = {"place": "", "relation": one.relation, "as_written": one.name}
    if not one.candidates:
        told = _("No place is called “%(name)s”: give another name or id, or write - to leave it out.")
        return {**row, "note": told % {"name": one.name}}
    choices = [(place.id, shown.with_units(place, places)) for place in one.candidates]
    told = _("“%(name)s” may be several places: choose one.")
    return {**row, "candidates": [*choices, (LEAVE_OUT, _("leave it out"))], "note": told % {"name": one.name}}
