"""The clause matrix on a page, and the form for a reply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from minetrace.accounts.actor import Actor
from minetrace.desk import passages, shown
from minetrace.desk.home import actor_of
from minetrace.desk.matrix.forms import ReplyForm
from minetrace.ledger.times import head_number
from minetrace.places import Gazetteer
from minetrace.register import actions, gazetteer, view
from minetrace.register.actions import Draft
from minetrace.register.matrix import AgreementRow, ProvisionRow, matrix
from minetrace.register.models import Citation
from minetrace.register.view import RecordView
from minetrace.terms.problem import Problem

Cited = dict[str, list[passages.Passage]]


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a party says: the record of it, and the passages that carry it."""

    record: RecordView
    passages: tuple[passages.Passage, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is said under a provision, with the replies to it."""

    allegation: Said
    replies: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision: its record, its clause texts, what is said under it."""

    provision: RecordView
    texts: tuple[shown.Line, ...]
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement with its parties and clauses."""

    agreement: RecordView
    parties: tuple[shown.Line, ...]
    clauses: tuple[Clause, ...]


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Every agreement with its provisions, what is alleged under each, by whom, and the reply beside it."""
    actor = actor_of(request)
    waiting = [p for p in view.proposals(actor, state="submitted") if p.kind in ("allegation", "provision", "reply")]
    agreements, cited = matrix(actor), _cited()
    context = {
        "agreements": _shown(agreements, cited),
        "elsewhere": _elsewhere(actor, agreements, cited),
        "waiting": len(waiting),
        "can_take": actor.may("take"),
    }
    return render(request, "desk/matrix/matrix.html", context)


def reply(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter what a party answers to an allegation, citing a source."""
    actor, record = actor_of(request), view.find_record(reference)
    actor.require("take")
    allegation = view.record_view(actor, record, at=head_number())
    if allegation is None or record.kind != "allegation":
        raise Problem("MT-411", kind="allegation", value=reference)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        fields = form.record_fields(record.pk)
        draft = Draft(
            kind="reply",
            fields=fields,
            basis="reported",
            speaker=fields["replied_by"],
            said_on=fields.get("replied_on"),
            citations=(form.citation(),),
        )
        proposal = actions.propose(actor, draft)
        messages.success(request, _("Proposed. A second person approves it."))
        return redirect("proposal", proposal.pk)
    context = {"form": form, "allegation": allegation}
    return render(request, "desk/matrix/reply.html", context, status=422 if form.is_bound else 200)


def _shown(agreements: list[AgreementRow], cited: Cited) -> list[Agreed]:
    places = gazetteer.current()
    return [
        Agreed(
            agreement.agreement,
            shown.value_lines("agreement", "parties", agreement.agreement.fields.get("parties"), places),
            tuple(_clause(row, cited, places) for row in agreement.provisions),
        )
        for agreement in agreements
    ]


def _clause(row: ProvisionRow, cited: Cited, places: Gazetteer) -> Clause:
    texts = shown.value_lines("provision", "clause", row.provision.fields.get("clause"), places)
    exchanges = (_exchange(one.allegation, one.replies, cited) for one in row.allegations)
    return Clause(row.provision, texts, tuple(exchanges))


def _exchange(allegation: RecordView, replies: Iterable[RecordView], cited: Cited) -> Exchange:
    return Exchange(_said(allegation, cited), tuple(_said(answer, cited) for answer in replies))


def _elsewhere(actor: Actor, agreements: list[AgreementRow], cited: Cited) -> list[Exchange]:
    """What is alleged without a provision, or under one that is not approved yet: said all the same, so shown."""
    entry = head_number()
    placed = {row.allegation.record for a in agreements for p in a.provisions for row in p.allegations}
    replies = view.listing(actor, "reply", at=entry)
    return [
        _exchange(one, [answer for answer in replies if answer.fields.get("allegation") == one.record], cited)
        for one in view.listing(actor, "allegation", at=entry)
        if one.record not in placed
    ]


def _said(record: RecordView, cited: Cited) -> Said:
    return Said(record, tuple(cited.get(record.record, ())))


def _cited() -> Cited:
    out: Cited = {}
    related = Citation.objects.select_related(*passages.CITED).prefetch_related(*passages.JUDGED)
    for citation in related.filter(record__kind__in=("allegation", "reply")).order_by("id"):
        out.setdefault(citation.record_id, []).append(passages.of_citation(citation))
    return out
