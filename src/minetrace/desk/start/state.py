"""What is here, in counts by state, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minetrace.accounts.actor import Actor
from minetrace.desk.passages import address
from minetrace.desk.shown import isolated
from minetrace.ledger.models import Entry
from minetrace.ledger.times import head_number
from minetrace.register import view
from minetrace.register.counts import counts
from minetrace.register.identity import kept_for
from minetrace.register.kinds import KINDS
from minetrace.register.models import Citation, Record
from minetrace.register.view import ProposalView
from minetrace.sources.models import Decision, ReadingClaim, Source

STEPS = 3


@dataclass(frozen=True, slots=True)
class KindCount:
    """Current records of a kind: our own field work, and what others report. Never added."""

    name: str
    plural: str
    own: int
    reported: int


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a programme holds now. `claims` counts by state; `proposals` are those that wait or were returned."""

    sources: int
    claims: dict[str, int]
    waiting: list[ProposalView]
    returned: list[ProposalView]
    kinds: list[KindCount]
    head: Entry | None


@dataclass(frozen=True, slots=True)
class Step:
    """A next step: a link in words, and why it is worth doing."""

    text: str
    why: str
    href: str


def state(actor: Actor) -> State:
    """The counts of the start page."""
    found = ReadingClaim.objects.filter(reading__ended_by__isnull=True)
    decided = Decision.objects.filter(ended_by__isnull=True, claim__found_in__reading__ended_by__isnull=True)
    verdicts = dict(decided.values_list("verdict").annotate(n=Count("pk", distinct=True)))
    claims = {"to review": found.count() - sum(verdicts.values()), **verdicts}
    return State(
        sources=Source.objects.count(),
        claims={name: claims[name] for name in ("to review", "right", "otherwise", "misread") if claims.get(name)},
        waiting=list(view.proposals(actor, state="submitted")),
        returned=[one for one in view.proposals(actor, state="returned") if one.author == actor.name],
        kinds=_kinds(),
        head=Entry.objects.order_by("-number").first(),
    )


def next_steps(actor: Actor, now: State) -> list[Step]:
    """Three things worth doing now, most urgent first, among those this actor may do."""
    return list(islice(_steps(actor, now), STEPS))


def _kinds() -> list[KindCount]:
    head, out = head_number(), []
    for kind in KINDS.values():
        by_basis = counts(kind.name, at=head)
        if any(by_basis.values()):
            out.append(KindCount(kind.name, _(kind.plural), by_basis["own"], by_basis["reported"]))
    return out


def _steps(actor: Actor, now: State) -> Iterator[Step]:
    if not now.sources and actor.may("add"):
        yield Step(_("Add the first statement"), _("Paste a text or give a file."), reverse("source_add"))
    if not now.kinds and actor.may("take") and actor.may("approve"):
        yield Step(_("Import a table"), _("What you keep in a spreadsheet or a map program."), reverse("imports"))
    if actor.may("take"):
        yield from _misread()
    yield from _proposal_steps(actor, now)
    if actor.may("read_right"):
        yield from _checking(now)
    if actor.may("take"):
        yield from _taking(now)
    for name, text, why in (
        ("source_add", _("Add a statement"), _("Its claims are found and wait to be checked.")),
        ("figure", _("Ask for a figure"), _("Counted from the register, down to the words it rests on.")),
        ("records", _("Look through the records"), _("What the programme holds, with its history.")),
        ("map", _("Look at the map"), _("What was found where, as precisely as it is known.")),
        ("sources", _("Read the sources"), _("Everything published or sent that is kept here.")),
    ):
        address_ = _address(name)
        if address_ and (name != "source_add" or (actor.may("add") and now.sources)):
            yield Step(text, why, address_)


def _proposal_steps(actor: Actor, now: State) -> Iterator[Step]:
    proposals = _address("proposals")
    if not proposals:
        return
    if now.returned:
        n = len(now.returned)
        text = ngettext("%(n)s proposal of yours was returned", "%(n)s proposals of yours were returned", n) % {"n": n}
        yield Step(text, _("The reason stands on its page."), reverse("proposal", args=[now.returned[0].id]))
    others = [one for one in now.waiting if one.author != actor.name]
    if others and actor.may("approve"):
        n = len(others)
        text = ngettext("%(n)s proposal waits for approval", "%(n)s proposals wait for approval", n) % {"n": n}
        href = reverse("proposal", args=[others[-1].id]) if n == 1 else proposals
        yield Step(text, _("Nothing counts before a second person has approved it."), href)


def _misread() -> Iterator[Step]:
    """Records that cite a claim called misread since their current version was approved."""
    judged = dict(Decision.objects.filter(ended_by__isnull=True, verdict="misread").values_list("claim_id", "entry"))
    kept, latest = kept_for(), dict[str, int]()
    for record, claim in Citation.objects.filter(claim_id__in=judged).values_list("record_id", "claim_id"):
        answers = kept.get(record, record)
        latest[answers] = max(latest.get(answers, 0), judged[claim or ""])
    cited = Record.objects.filter(pk__in=latest)
    resting = [record for record in cited if _stands_since(record, latest[record.pk])]
    if resting:
        n = len(resting)
        text = ngettext(
            "%(n)s record rests on a reading called misread", "%(n)s records rest on a reading called misread", n
        )
        why = _("Change or withdraw %(reference)s: what it rests on is not what the source says.")
        reference = isolated(resting[0].reference)
        yield Step(text % {"n": n}, why % {"reference": reference}, reverse("record", args=[resting[0].reference]))


def _stands_since(record: Record, entry: int) -> bool:
    current = view.selected(record.kind, at=head_number()).filter(record=record).first()
    return current is not None and current.entry < entry


def _checking(now: State) -> Iterator[Step]:
    if not now.claims.get("to review"):
        return
    open_ = ReadingClaim.objects.filter(reading__ended_by__isnull=True)
    open_ = open_.exclude(claim__decisions__in=Decision.objects.filter(ended_by__isnull=True))
    by_source = open_.values_list("reading__source_id").annotate(n=Count("pk")).order_by("-n", "-reading__source_id")
    first = by_source.first()
    if first is None:
        return
    source, n = Source.objects.get(pk=first[0]), first[1]
    told = ngettext("%(n)s claim waits to be checked in %(source)s", "%(n)s claims wait to be checked in %(source)s", n)
    text = told % {"n": n, "source": source.label}
    yield Step(text, _("Say of each whether it is what the text says."), reverse("source", args=[source.id]))


def _taking(now: State) -> Iterator[Step]:
    proposed = {cite["claim"] for one in now.waiting for cite in one.citations if cite["claim"]}
    right = Decision.objects.filter(ended_by__isnull=True, verdict__in=("right", "otherwise"))
    right = right.filter(claim__counting="occurrence", claim__kind__in=("ordnance", "visit"))
    right = right.exclude(claim__in=Citation.objects.filter(claim__isnull=False).values("claim"))
    right = right.exclude(claim__in=proposed)
    decision = right.select_related("claim").order_by("claim__source_id", "claim__start").first()
    if decision is not None:
        n = right.count()
        told = ngettext("%(n)s checked claim is not in the register", "%(n)s checked claims are not in the register", n)
        yield Step(
            told % {"n": n}, _("Take it, or leave it as a claim."), address(decision.claim.source_id, decision.claim_id)
        )


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
