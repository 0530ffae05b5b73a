"""The findings of the quality checks, pairs of records that may be one, and what a person does about them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minetrace.accounts.actor import Actor
from minetrace.desk import shown
from minetrace.desk.home import actor_of, file_tiers, home
from minetrace.ledger.times import head_number, sealed
from minetrace.register import gazetteer, view
from minetrace.register.duplicates import Candidate, candidates
from minetrace.register.kinds import KINDS, Kind
from minetrace.register.merging import merge, not_duplicate
from minetrace.register.quality.catalogue import Check, checks
from minetrace.register.quality.examining import Examined, examine
from minetrace.register.quality.examining import mend as propose_mend
from minetrace.register.quality.flaw import Flaw

SHOWN = 20
"""How many findings of a check stand on the page that shows all checks."""
MOST = 500
"""How many stand on the page of one check, or how many pairs on the page of duplicates."""

_NOT_SURVEYED = "null_geometry"


@dataclass(frozen=True, slots=True)
class Section:
    """A check with its findings: those that are shown, how many there are, and whether more are to be seen."""

    check: Check
    rows: tuple[Row, ...]
    found: int


@dataclass(frozen=True, slots=True)
class Row:
    """A finding, and the map that shows its kind, where records of that kind are drawn."""

    flaw: Flaw
    map: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, each in a line."""

    candidate: Candidate
    one: str
    other: str


@require_GET
def quality(request: HttpRequest) -> HttpResponse:
    """All checks with their findings, of one kind if `?kind=` says so, of one check if `?check=` says so."""
    asked, only = request.GET.get("kind", ""), request.GET.get("check", "")
    found = _examined(sealed(head_number()), actor_of(request), _today(), asked or None)
    most = MOST if only in checks() else SHOWN
    sections = []
    for name, check in checks().items():
        flaws = [one for one in found.flaws if one.check == name and only in ("", name)]
        if flaws:
            rows = tuple(Row(one, _map_of(one)) for one in flaws[:most])
            sections.append(Section(check, rows, len(flaws)))
    context = {
        "sections": sections,
        "found": found,
        "findings": len(found.flaws),
        "records": sum(found.records.values()),
        "clean": [checks()[name] for name, count in found.counts.items() if not count],
        "unseen": [(KINDS[name], fields) for name, fields in found.unseen.items() if found.records[name]],
        "kinds": list(KINDS.values()),
        "kind": asked,
        "only": only,
        "asked": [(name, value) for name, value in (("kind", asked), ("check", only)) if value],
        "tiers": file_tiers(actor_of(request)),
    }
    return render(request, "desk/quality/quality.html", context)


@require_POST
def mend(request: HttpRequest) -> HttpResponse:
    """Propose the mend that follows from a finding."""
    asked = {name: request.POST.get(name, "") for name in ("check", "reference")}
    proposal = propose_mend(actor_of(request), asked["check"], asked["reference"], today=_today())
    messages.success(request, _("Proposed. A second person approves it."))
    return redirect("proposal", proposal.pk)


@require_GET
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs of records that may be one, of one kind."""
    asked = request.GET.get("kind", "")
    kind = KINDS[asked] if asked in KINDS else _first_kind()
    searched = candidates(actor_of(request), kind.name)
    places = gazetteer.current()
    pairs = [
        Pair(one, shown.headline(one.one, places), shown.headline(one.other, places))
        for one in searched.candidates[:MOST]
    ]
    context = {"kind": kind, "kinds": list(KINDS.values()), "pairs": pairs, "searched": searched}
    return render(request, "desk/quality/duplicates.html", context)


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Merge a pair, or say that it is none."""
    keep, gone = (view.find_record(request.POST.get(name, "")) for name in ("keep", "gone"))
    why = request.POST.get("why", "").strip()
    if request.POST.get("verdict") == "merge":
        merge(actor_of(request), keep, gone, why, four_eyes=home().four_eyes)
        told = _("%(kept)s answers for %(gone)s too.") % {"kept": keep.reference, "gone": gone.reference}
    else:
        not_duplicate(actor_of(request), keep, gone, why)
        told = _("They are kept apart, and not shown again.")
    messages.success(request, told)
    return redirect(f"{reverse('duplicates')}?kind={keep.kind}")


def _map_of(flaw: Flaw) -> str | None:
    """The map of the records that a finding is about, where it draws their kind and the finding is not that they have
    no shape.
    """
    if not KINDS[flaw.kind].geometry or flaw.check == _NOT_SURVEYED:
        return None
    query = {"kind": flaw.kind, "record": ",".join((flaw.reference, *flaw.others))}
    return f"{reverse('map')}?{urlencode(query)}"


@lru_cache(maxsize=8)
def _examined(head: str, actor: Actor, today: str, kind: str | None) -> Examined:
    """What the checks find at a newest ledger entry, named by its hash: the same until something is entered."""
    return examine(actor, today=today, kind=kind)


def _first_kind() -> Kind:
    return next(iter(KINDS.values()))


def _today() -> str:
    return timezone.localdate().isoformat()
