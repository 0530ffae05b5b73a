"""The statement page and the decisions on its claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from minetrace.desk.home import actor_of, home
from minetrace.desk.passages import address
from minetrace.desk.statement.cards import Card, cards, claims_of_check, counts, notes_of, refused_of, tiers
from minetrace.desk.statement.claim_form import ClaimForm
from minetrace.desk.statement.segments import Span, segments
from minetrace.ledger.models import Entry
from minetrace.sources import actions, originals
from minetrace.sources.claims import KeptClaim, current_reading, kept_claim, kept_claims
from minetrace.sources.models import Claim, Source
from minetrace.terms.problem import Problem


@require_GET
def statement(request: HttpRequest, source_id: str) -> HttpResponse:
    """A source: its text with the claims marked, each claim's card, and what reckoning found."""
    source = find_source(source_id)
    kept = kept_claims(source.id)
    shown = cards(source, kept, actor_of(request))
    tier = "" if request.GET.get("claim") else request.GET.get("tier", "")
    reading = current_reading(source.id)
    numbers = {card.id: card.number for card in shown}
    spans = [Span(claim.id, claim.row.start, claim.row.end, claim.state) for claim in kept if claim.state != "gone"]
    context = {
        "source": source,
        "kept_in": Entry.objects.get(number=source.entry),
        "others": source.text.sources.exclude(pk=source.pk),
        "segments": segments(source.text.characters, spans, _cited(request, kept, len(source.text.characters))),
        "cards": [card for card in shown if _asked_for(card, tier)],
        "tier": tier,
        "tiers": tiers(kept),
        "refused": refused_of(reading, source.text.characters),
        "gone": [card for card in shown if card.state == "gone"],
        "counts": counts(kept),
        "checks": [{**check, "links": claims_of_check(check, numbers)} for check in reading.check_list()],
        "broken": sum(check["outcome"] == "broken" for check in reading.check_list()),
        "reading": reading,
        "notes": notes_of(reading.notes),
        "wanted": request.GET.get("claim", ""),
    }
    return render(request, "desk/statement/statement.html", context)


def _cited(request: HttpRequest, kept: Sequence[KeptClaim], length: int) -> tuple[int, int] | None:
    """The characters that the address opens: those of `?from=…&to=…`, or of a claim that is no longer found. Raises
    MT-411 for characters that the text does not have.
    """
    gone = [one.row for one in kept if one.id == request.GET.get("claim") and one.state == "gone"]
    if gone:
        return gone[0].start, gone[0].end
    first, last = request.GET.get("from", ""), request.GET.get("to", "")
    if not (first or last):
        return None
    if not (first.isdecimal() and last.isdecimal() and int(first) < int(last) <= length):
        raise Problem("MT-411", kind="stretch of characters", value=f"{first} to {last}")
    return int(first), int(last)


def _asked_for(card: Card, tier: str) -> bool:
    """Whether a card is to be shown: all of the present reading, or those of a tier that wait to be checked."""
    return card.state != "gone" if not tier else (card.state, card.tier) == ("to review", tier)


@require_GET
def claim(request: HttpRequest, claim_id: str) -> HttpResponse:
    """The way to a claim's characters, wherever they stand."""
    kept = find_claim(claim_id)
    return redirect(address(kept.row.source_id, kept.id))


@require_GET
def original(request: HttpRequest, source_id: str) -> FileResponse:
    """The bytes as they were published, for download."""
    source = find_source(source_id)
    path = originals.path_of(home().originals, source.original_id)
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=source.name, content_type="application/octet-stream"
    )


@require_POST
def reread(request: HttpRequest, source_id: str) -> HttpResponse:
    """Read a source again with the present reader, and say how the two readings differ."""
    source = find_source(source_id)
    found = actions.reread(actor_of(request), source)
    if not (found.new or found.gone or found.changed):
        messages.success(request, _("Read again: the same claims as before."))
    else:
        parts = [
            ngettext("%(n)s claim as before", "%(n)s claims as before", len(found.same)) % {"n": len(found.same)},
            ngettext("%(n)s new", "%(n)s new", len(found.new)) % {"n": len(found.new)},
            ngettext("%(n)s changed", "%(n)s changed", len(found.changed)) % {"n": len(found.changed)},
            ngettext("%(n)s no longer found", "%(n)s no longer found", len(found.gone)) % {"n": len(found.gone)},
        ]
        messages.success(request, _("Read again: %(what)s.") % {"what": ", ".join(parts)})
    return redirect("source", source.id)


@require_POST
def right(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Say that a claim is what its text says."""
    kept = find_claim(claim_id)
    actions.decide(actor_of(request), kept.row, "right")
    return _decided(request, kept)


def misread(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Say that a claim is not what its text says, with the reason."""
    kept = find_claim(claim_id)
    actor = actor_of(request)
    actor.require("read_right")
    if request.method != "POST":
        return _form(request, kept, "desk/statement/misread.html", {})
    reason = request.POST.get("reason", "")
    try:
        actions.decide(actor, kept.row, "misread", reason=reason)
    except Problem as problem:
        context = {"problem": problem.as_dict(), "reason": reason}
        return _form(request, kept, "desk/statement/misread.html", context, status=422)
    return _decided(request, kept)


def otherwise(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Say how a claim reads instead; the correction stands beside what the reader read."""
    kept = find_claim(claim_id)
    actor = actor_of(request)
    actor.require("read_right")
    form = ClaimForm(kept.said, kept.read_as, request.POST if request.method == "POST" else None)
    template = "desk/statement/otherwise.html"
    if not form.is_bound:
        return _form(request, kept, template, {"form": form})
    if not form.is_valid():
        return _form(request, kept, template, {"form": form}, status=422)
    try:
        reason = form.cleaned_data["reason"]
        actions.decide(actor, kept.row, "otherwise", reason=reason, corrected=form.changed())
    except Problem as problem:
        return _form(request, kept, template, {"form": form, "problem": problem.as_dict()}, status=422)
    return _decided(request, kept)


@require_POST
def undo(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Take the decision on a claim back."""
    kept = find_claim(claim_id)
    actions.undo_decision(actor_of(request), kept.row)
    return _decided(request, kept)


def find_source(source_id: str) -> Source:
    """A source with its text. Raises MT-411."""
    source = Source.objects.select_related("text", "original").filter(pk=source_id).first()
    if source is None:
        raise Problem("MT-411", kind="source", value=source_id)
    return source


def find_claim(claim_id: str) -> KeptClaim:
    """A kept claim. Raises MT-411."""
    try:
        return kept_claim(claim_id)
    except Claim.DoesNotExist:
        raise Problem("MT-411", kind="claim", value=claim_id) from None


def _on_card(request: HttpRequest, kept: KeptClaim) -> dict[str, Any]:
    """The claim's card as it is now, its source, and the counts beside it."""
    source = find_source(kept.row.source_id)
    among = kept_claims(source.id)
    (card,) = cards(source, among, actor_of(request), only=kept.id)
    return {"source": source, "card": card, "counts": counts(among)}


def _decided(request: HttpRequest, kept: KeptClaim) -> HttpResponse:
    """The claim's card and the counts as they are now; the whole page for a browser without scripts."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(_next_of(request) or address(kept.row.source_id, kept.id))
    return render(request, "desk/statement/decided.html", _on_card(request, kept))


def _next_of(request: HttpRequest) -> str:
    """Where the page that asked wants to go on, when that is a page of ours."""
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


def _form(
    request: HttpRequest, kept: KeptClaim, template: str, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A form on a claim: inside its card, or as a page of its own for a browser without scripts."""
    context = {**_on_card(request, kept), "form_template": template, **more}
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/statement/form_page.html", context, status=status)
    fragment = render(request, template, context, status=status)
    return reswap(retarget(fragment, f"#claim-{kept.id} .slot"), "innerHTML")
