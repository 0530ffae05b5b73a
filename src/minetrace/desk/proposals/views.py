"""Proposals on pages: what waits, one proposal against its base version, and the verbs on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minetrace.accounts.actor import Actor
from minetrace.desk import passages, shown
from minetrace.desk.figure.address import figure_counting
from minetrace.desk.home import actor_of, file_tiers, home
from minetrace.desk.refusing import http_status, require_known
from minetrace.ledger.times import head_number
from minetrace.register import actions, gazetteer, view
from minetrace.register.kinds import KINDS
from minetrace.register.models import Proposal, ProposalStep
from minetrace.register.view import ProposalView
from minetrace.terms.problem import Problem

STATES = ("submitted", "returned", "approved", "dropped")
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal in the list, with its kind's label and its summary in one line."""

    proposal: ProposalView
    kind: str
    headline: str


def listing(request: HttpRequest) -> HttpResponse:
    """Proposals in one state, newest first: those that wait for approval unless another state is asked."""
    require_known(request.GET.dict(), {"state": STATES, "page": None})
    asked = request.GET.get("state") or "submitted"
    steps = ProposalStep.objects.filter(ended_by__isnull=True, state=asked).order_by("-proposal_id")
    page = Paginator(steps.select_related("proposal"), PER_PAGE).get_page(request.GET.get("page", "1"))
    proposed = [view.proposal_view(actor_of(request), step.proposal) for step in page]
    places = gazetteer.current()
    rows = [Row(p, _(KINDS[p.kind].label), shown.headline(p, places)) for p in proposed]
    context = {"rows": rows, "page": page, "state": asked, "states": STATES, "found": page.paginator.count}
    context |= {"asked": [("state", asked)], "tiers": file_tiers(actor_of(request))}
    return render(request, "desk/proposals/list.html", context)


def proposal(request: HttpRequest, proposal: str) -> HttpResponse:
    """One proposal: what it changes, what it rests on, and what can be done with it."""
    return _page(request, view.find_proposal(proposal))


@require_POST
def decide(request: HttpRequest, proposal: str, verb: str) -> HttpResponse:
    """Approve, return or drop a proposal; a problem is shown on the proposal's own page with its next step."""
    held = view.find_proposal(proposal)
    if verb not in _VERBS:
        raise Http404
    why = request.POST.get("why", "").strip()
    try:
        done = _VERBS[verb](actor_of(request), held, why)
    except Problem as problem:
        return _page(request, held, problem)
    messages.success(request, done)
    return redirect("proposal", held.pk)


def _approve(actor: Actor, held: Proposal, why: str) -> str:
    version = actions.approve(actor, held, four_eyes=home().four_eyes, why=why)
    return _("Approved: ledger entry %(entry)s.") % {"entry": version.entry}


def _return(actor: Actor, held: Proposal, why: str) -> str:
    if not why:
        raise Problem("MT-451")
    actions.return_(actor, held, why=why)
    return _("Returned to its author.")


def _drop(actor: Actor, held: Proposal, why: str) -> str:
    actions.drop(actor, held, why=why)
    return _("Dropped; it is kept and shown as dropped.")


_VERBS: dict[str, Callable[[Actor, Proposal, str], str]] = {"approve": _approve, "return": _return, "drop": _drop}


def _page(request: HttpRequest, held: Proposal, problem: Problem | None = None) -> HttpResponse:
    actor = actor_of(request)
    proposed = view.proposal_view(actor, held)
    base = view.version_view(actor, held.kind, held.base) if held.base else None
    current = view.record_view(actor, held.record, at=head_number())
    conflict = proposed.state == "submitted" and (current.version if current else None) != held.base
    if conflict and problem is None:
        problem = Problem("MT-421", reference=held.record.reference)
    own = proposed.author == actor.name and home().four_eyes
    unseen = len(actions.unseen_changes(actor, held)) if proposed.state == "submitted" else 0
    context = {
        "proposal": proposed,
        "kind": KINDS[held.kind],
        "base": base,
        "current": current,
        "differences": shown.differences(base, proposed),
        "since": shown.differences(base, current) if conflict and base and current else (),
        "passages": passages.of_proposed(proposed.citations),
        "whose": shown.basis_sentence(proposed.basis, proposed.speaker),
        "headline": shown.headline(proposed),
        "problem": problem.as_dict() if problem else None,
        "four_eyes": own,
        "unseen": unseen,
        "can_approve": actor.may("approve") and proposed.state == "submitted" and not (conflict or own or unseen),
        "can_return": actor.may("approve") and proposed.state == "submitted",
        "can_drop": actor.may("take") and proposed.state in ("submitted", "returned", "draft"),
        "can_revise": actor.may("take") and proposed.state in ("submitted", "returned", "draft"),
        "figure": figure_counting(current) if proposed.state == "approved" and current else None,
    }
    return render(request, "desk/proposals/proposal.html", context, status=http_status(problem) if problem else 200)
