"""What the record page shows: history with its ledger entries, passages by field, events."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db.models import QuerySet

from minetrace.accounts.actor import Actor
from minetrace.desk import passages, shown
from minetrace.ledger.models import Entry
from minetrace.register import view
from minetrace.register.identity import answering
from minetrace.register.models import Citation, EventMember, ProposalStep, Record
from minetrace.register.view import RecordView


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of the record with the passages that it rests on."""

    part: shown.ShownPart
    passages: tuple[passages.Passage, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version with who wrote it and why, and the entry that says who approved it, when and with which remark."""

    number: int
    version: RecordView
    entry: Entry | None
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """Another source's report of the same happening, with the reasons for which a person said so."""

    member: str
    passage: passages.Passage
    reasons: tuple[str, ...]
    actor: str


def rows(record: Record, version: RecordView) -> tuple[list[PartRow], list[shown.ShownPart], list[passages.Passage]]:
    """The parts that hold something (or are withheld), the empty ones, and the passages for the whole record.

    Reports of the same happening that were joined to the record are not among these passages: see `reports`.
    """
    told_elsewhere = EventMember.objects.filter(claim__isnull=False, ended_by__isnull=True, event__in=_events(record))
    joined = set(told_elsewhere.values_list("claim_id", flat=True))
    cited = [passages.of_citation(c) for c in _citations(record) if c.claim_id not in joined]
    filled, blank = [], []
    for part in shown.parts(version):
        if part.lines or part.withheld:
            own = tuple(p for p in cited if p.field in part.names)
            filled.append(PartRow(part, own))
        else:
            blank.append(part)
    return filled, blank, [p for p in cited if p.field == "*"]


def history(actor: Actor, record: Record) -> list[VersionRow]:
    """All versions, newest first."""
    versions = view.history(actor, record)
    entries = Entry.objects.in_bulk([v.entry for v in versions])
    reasons = _reasons(record)
    rows = [VersionRow(n, v, entries.get(v.entry), reasons.get(v.entry, "")) for n, v in enumerate(versions, 1)]
    return rows[::-1]


def _reasons(record: Record) -> dict[int, str]:
    """Why each version was proposed, by the entry that approved it."""
    steps = ProposalStep.objects.filter(proposal__record=record).order_by("entry")
    stated, out = dict[str, str](), dict[int, str]()
    for step in steps:
        if step.state == "submitted":
            stated[step.proposal_id] = step.why
        elif step.state == "approved":
            out[step.entry] = stated.get(step.proposal_id, "")
    return out


def reports(record: Record) -> list[Report]:
    """The other reports of the record's happening that a person has joined to it and not taken back."""
    members = EventMember.objects.filter(event__in=_events(record), claim__isnull=False, ended_by__isnull=True)
    return [
        Report(m.id, passages.of_claim(m.claim), tuple(json.loads(m.reasons)), m.actor)
        for m in members.select_related("claim", "claim__source", "claim__source__text")
        if m.claim is not None
    ]


def _events(record: Record) -> list[str]:
    members = EventMember.objects.filter(record__in=answering(record), ended_by__isnull=True)
    return list(members.values_list("event_id", flat=True))


def _citations(record: Record) -> QuerySet[Citation]:
    related = ("source", "source__text", "claim", "claim__source", "claim__source__text")
    return Citation.objects.filter(record__in=answering(record)).select_related(*related).order_by("id")
