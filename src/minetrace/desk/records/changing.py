"""Changing records from pages: every form makes a proposal; only an erasure takes effect at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from minetrace.accounts.actor import Actor, keeper
from minetrace.desk import shown
from minetrace.desk.forms import RecordForm
from minetrace.desk.home import actor_of
from minetrace.ledger.times import head_number
from minetrace.register import actions, view
from minetrace.register.actions import Cite, Draft
from minetrace.register.kinds import KINDS, Kind
from minetrace.register.models import EventMember, Proposal, Record
from minetrace.register.view import ProposalView, RecordView
from minetrace.terms.problem import Problem

Held = RecordView | ProposalView


class StatedForm(forms.Form):
    """What stands beside the fields: for a reported record who says so and when; for every proposal the reason."""

    speaker = forms.CharField(label=gettext_lazy("Reported by"), widget=forms.TextInput(attrs={"dir": "auto"}))
    said_on = forms.DateField(
        label=gettext_lazy("Date of information"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    why = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, basis: str, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="stated-%s")  # type: ignore[arg-type]
        if basis == "own":
            del self.fields["speaker"], self.fields["said_on"]

    @property
    def said(self) -> dict[str, Any]:
        """Speaker and date of information for a draft; only after `is_valid()`."""
        day = self.cleaned_data.get("said_on")
        return {"speaker": self.cleaned_data.get("speaker"), "said_on": day.isoformat() if day else None}


@dataclass(frozen=True, slots=True)
class Work:
    """What a form works on: a kind, the content it starts from, and what is done with the draft."""

    kind: Kind
    basis: Literal["own", "reported"]
    title: str
    back: str
    submit: Callable[[Draft, str], Proposal]
    held: Held | None = None
    hidden: Mapping[str, Any] | None = None
    citations: tuple[Cite, ...] = ()
    status: str = "approved"


def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A new record of our own field work."""
    actor = actor_of(request)
    actor.require("take")
    declared = KINDS[kind]
    work = Work(
        kind=declared,
        basis="own",
        title=_("New: %(kind)s of our own") % {"kind": _(declared.label)},
        back=f"/records/{kind}/",
        submit=lambda draft, why: actions.propose(actor, draft, why=why),
    )
    return _work(request, work)


def change(request: HttpRequest, reference: str) -> HttpResponse:
    """A change to a record, made against its current version."""
    actor, record = actor_of(request), view.find_record(reference)
    actor.require("take")
    held = view.record_view(actor, record, at=head_number())
    if held is None:
        raise Problem("MT-411", kind="version of the record", value=reference)
    whole = view.record_view(keeper(actor.name), record, at=head_number())
    work = Work(
        kind=KINDS[record.kind],
        basis=_basis(held),
        title=_("Change %(reference)s") % {"reference": record.reference},
        back=f"/records/{record.reference}/",
        submit=lambda draft, why: actions.propose(actor, draft, record=record, why=why),
        held=held,
        hidden=_hidden(actor, whole),
    )
    return _work(request, work)


def revise(request: HttpRequest, proposal: str) -> HttpResponse:
    """A proposal submitted again with other content."""
    actor, made = actor_of(request), view.find_proposal(proposal)
    actor.require("take")
    held = view.proposal_view(actor, made)

    def submit(draft: Draft, why: str) -> Proposal:
        actions.revise(actor, made, draft, why=why)
        return made

    work = Work(
        kind=KINDS[made.kind],
        basis=_basis(held),
        title=_("Proposal for %(reference)s, again") % {"reference": held.reference},
        back=f"/proposals/{made.pk}/",
        submit=submit,
        held=held,
        hidden=_hidden(actor, view.proposal_view(keeper(actor.name), made)),
        citations=tuple(Cite(**cite) for cite in held.citations),
        status=held.status,
    )
    return _work(request, work)


@require_POST
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose to withdraw a record, with the reason."""
    proposal = actions.withdraw(actor_of(request), view.find_record(reference), why=_reason(request))
    messages.success(request, _("Proposed. A second person approves it."))
    return redirect("proposal", proposal.pk)


@require_POST
def erase(request: HttpRequest, reference: str) -> HttpResponse:
    """Erase a person's field of a record for good, with the reason."""
    record, name = view.find_record(reference), request.POST.get("field", "")
    if KINDS[record.kind].tiers.get(name) != "person":
        raise Problem("MT-413", value=name, kind=record.kind, fields=", ".join(_persons(record)))
    rows = actions.erase(actor_of(request), record, name, why=_reason(request))
    done = ngettext("Erased from %(n)s version.", "Erased from %(n)s versions.", rows) % {"n": rows}
    messages.success(request, done)
    return redirect("record", record.reference)


@require_POST
def leave(request: HttpRequest, reference: str, member: str) -> HttpResponse:
    """Take back that a claim reports the happening of a record."""
    held = EventMember.objects.filter(pk=member, ended_by__isnull=True).first()
    if held is None:
        raise Problem("MT-411", kind="report of the same happening", value=member)
    actions.leave_event(actor_of(request), held)
    messages.success(request, _("Taken back: the report is not joined to this record any more."))
    return redirect("record", reference)


def _work(request: HttpRequest, work: Work) -> HttpResponse:
    actor, held = actor_of(request), work.held
    data = request.POST if request.method == "POST" else None
    form = RecordForm(work.kind, actor, values=held.fields if held else {}, data=data)
    said = {"speaker": held.speaker, "said_on": held.said_on} if held else {}
    stated = StatedForm(work.basis, data, said)
    problem: Problem | None = None
    if data is not None and form.is_valid() and stated.is_valid():
        draft = Draft(
            kind=work.kind.name,
            fields={**(work.hidden or {}), **form.record_fields()},
            basis=work.basis,
            citations=work.citations,
            status=work.status,
            **stated.said,
        )
        try:
            proposal = work.submit(draft, stated.cleaned_data["why"])
        except Problem as wrong:
            problem = None if form.blame(wrong) else wrong
        else:
            messages.success(request, _("Proposed. A second person approves it."))
            return redirect("proposal", proposal.pk)
    context = {
        "work": work,
        "form": form,
        "stated": stated,
        "whose": shown.basis_sentence(work.basis, held.speaker if held else None),
        "problem": problem.as_dict() if problem else None,
    }
    return render(request, "desk/records/change.html", context, status=422 if data is not None else 200)


def _basis(held: Held) -> Literal["own", "reported"]:
    return "reported" if held.basis == "reported" else "own"


def _hidden(actor: Actor, whole: Held | None) -> dict[str, Any]:
    """Values above the actor's tier: a change by someone who does not see them leaves them as they are."""
    if whole is None:
        return {}
    above = {f.name for f in KINDS[whole.kind].fields if not actor.sees(f.tier)}
    return {name: value for name, value in whole.fields.items() if name in above and value is not None}


def _persons(record: Record) -> list[str]:
    return [name for name, tier in KINDS[record.kind].tiers.items() if tier == "person"]


def _reason(request: HttpRequest) -> str:
    why = request.POST.get("why", "").strip()
    if not why:
        raise Problem("MT-451")
    return why
