"""Verbs on records: propose, submit, return, drop, approve, withdraw, relate. One transaction, one ledger entry
each.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from minetrace.accounts.actor import TIERS, Actor
from minetrace.ledger.canonical import canonical_text
from minetrace.ledger.writing import Change, writing
from minetrace.register import gazetteer, layers, references
from minetrace.register.identity import answering, require_present
from minetrace.register.kinds import KINDS
from minetrace.register.kinds.validation import judged
from minetrace.register.models import (
    VERSIONS,
    Citation,
    Event,
    EventMember,
    NotSame,
    Proposal,
    ProposalStep,
    Record,
    Version,
)
from minetrace.register.permitting import refuse_basis, refuse_second_taking
from minetrace.register.release import require_release
from minetrace.register.shape_bytes import from_wkb, wkb
from minetrace.sources.models import Claim
from minetrace.terms.problem import Problem

Basis = Literal["own", "reported"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """What a field ("*" for all) rests on: a source, and in it a claim or a locus."""

    source: str
    claim: str | None = None
    field: str = "*"
    locus: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The content of a proposal: all fields of the version it proposes, its basis, speaker, date of information,
    citations.
    """

    kind: str
    fields: Mapping[str, Any]
    basis: Basis = "own"
    speaker: str | None = None
    said_on: str | None = None
    citations: Sequence[Cite] = field(default=())
    status: str = "approved"
    changes_basis: bool = False


def propose(actor: Actor, draft: Draft, *, record: Record | None = None, why: str = "") -> Proposal:
    """Propose a new record, or a change to one, and submit it for approval.

    Raises MT-413, MT-414 for fields that do not fit, MT-415 for a reported record without its speaker, MT-801 for a
    record that is merged into another.
    """
    actor.require("take")
    with writing(actor.name, f"{draft.kind}.propose", why=why) as change:
        return propose_in(change, draft, record=record)


def propose_in(change: Change, draft: Draft, *, record: Record | None = None) -> Proposal:
    """Propose inside an open change, for verbs that propose several records at once."""
    base = current_version(record) if record is not None else None
    refuse_basis(draft, base)
    content = _content(draft)
    if record is None:
        refuse_second_taking(draft.kind, draft.citations)
        record = new_record(change, draft.kind)
    require_present(record)
    proposal = Proposal(kind=draft.kind, record=record, base=base.pk if base else None)
    change.make(proposal)
    change.make(ProposalStep(proposal=proposal, state="submitted", content=content, actor=change.actor, why=change.why))
    return proposal


def new_record(change: Change, kind: str) -> Record:
    """A new record's identity and reference; it holds nothing until a proposal for it is approved."""
    record = Record(kind=kind, reference=references.reference(kind, references.next_number(kind)))
    change.make(record)
    return record


def revise(actor: Actor, proposal: Proposal, draft: Draft, *, why: str = "") -> ProposalStep:
    """Submit a returned (or still open) proposal again with other content.

    Its base stays: where the record has changed since it was proposed, approving it shows that conflict (MT-421).
    """
    actor.require("take")
    refuse_basis(draft, current_version(proposal.record))
    return _step(actor, proposal, "submitted", ("submitted", "returned", "draft"), why, content=_content(draft))


def return_(actor: Actor, proposal: Proposal, *, why: str) -> ProposalStep:
    """Send a proposal back to its author with the reason."""
    actor.require("approve")
    return _step(actor, proposal, "returned", ("submitted",), why)


def drop(actor: Actor, proposal: Proposal, *, why: str = "") -> ProposalStep:
    """Drop a proposal: it is kept and shown as dropped."""
    actor.require("take")
    return _step(actor, proposal, "dropped", ("submitted", "returned", "draft"), why)


def approve(actor: Actor, proposal: Proposal, *, four_eyes: bool, why: str = "") -> Version:
    """Approve a proposal: the one transaction that writes a version.

    Raises MT-421 when the record has changed since the proposal was made, MT-422 when the author approves alone under
    four eyes, MT-423 when the proposal is not submitted, MT-425 when it changes a field that the approver may not see,
    MT-429 when its content was erased, MT-801 when the record is merged into another,
    MT-821 when land of our own would turn closed without its products, their depth and handover.
    """
    actor.require("approve")
    with writing(actor.name, f"{proposal.kind}.approve", why=why) as change:
        step = current_step(proposal)
        if step.state != "submitted":
            raise Problem("MT-423", state=step.state, wanted="approved")
        if four_eyes and step.actor == actor.name:
            raise Problem("MT-422", actor=actor.name)
        if step.content is None:
            raise Problem("MT-429", reference=proposal.record.reference)
        record = proposal.record
        require_present(record)
        before = current_version(record)
        if (before.pk if before else None) != proposal.base:
            raise Problem("MT-421", reference=record.reference)
        if before is not None:
            change.end(before)
        version = _version(record, step)
        _require_sight(actor, before, version)
        require_release(record, before, version)
        change.make(version)
        layers.index_geometry(version)
        change.end(step)
        change.make(ProposalStep(proposal=proposal, state="approved", content=step.content, actor=actor.name, why=why))
        _cite(change, record, version, json.loads(step.content or "{}")["citations"])
    return version


def unseen_changes(actor: Actor, proposal: Proposal) -> tuple[str, ...]:
    """The fields that a proposal changes and this actor may not see, in the order of the kind's declaration."""
    step = current_step(proposal)
    if step.content is None:
        return ()
    table = VERSIONS[proposal.kind]._default_manager
    base = table.get(pk=proposal.base) if proposal.base is not None else None
    return _unseen(actor, base, _version(proposal.record, step))


def withdraw(actor: Actor, record: Record, *, why: str) -> Proposal:
    """Propose to withdraw a record: its history stays, figures stop counting it once this is approved."""
    actor.require("take")
    version = current_version(record)
    if version is None:
        raise Problem("MT-411", kind=record.kind, value=record.reference)
    draft = replace(draft_of(version), status="withdrawn")
    with writing(actor.name, f"{record.kind}.withdraw", why=why) as change:
        return propose_in(change, draft, record=record)


def same(actor: Actor, claim: Claim, record: Record, *, reasons: Sequence[str]) -> Event:
    """Say that a claim reports the happening of a record: one event, and one citation more on the record."""
    actor.require("take")
    version = current_version(record)
    if version is None:
        raise Problem("MT-411", kind=record.kind, value=record.reference)
    require_present(record)
    if Citation.objects.filter(record__in=answering(record), claim=claim).exists():
        raise Problem("MT-424", reference=record.reference)
    with writing(actor.name, "events.same", why="; ".join(reasons)) as change:
        return _join_event(change, claim, record, version, list(reasons))


def not_same(actor: Actor, claim: Claim, record: Record) -> NotSame:
    """Say that a claim is not about a record's happening; it is not proposed again."""
    actor.require("take")
    with writing(actor.name, "events.not_same") as change:
        verdict = NotSame(claim=claim, record=record, actor=actor.name)
        change.make(verdict)
    return verdict


def leave_event(actor: Actor, member: EventMember) -> None:
    """Take back that a claim or record is about an event."""
    actor.require("take")
    with writing(actor.name, "events.leave") as change:
        change.end(member)


def erase(actor: Actor, record: Record, name: str, *, why: str) -> int:
    """Erase a person's field in all versions and proposals of a record and those merged into it; returns how many rows
    held it.
    """
    actor.require("erase")
    with writing(actor.name, f"{record.kind}.erase", why=why) as change:
        rows = [
            row
            for row in VERSIONS[record.kind]._default_manager.filter(record__in=answering(record))
            if getattr(row, name) is not None
        ]
        for row in rows:
            change.erase(row, name)
        for step in ProposalStep.objects.filter(proposal__record__in=answering(record), content__isnull=False):
            change.erase(step, "content")
    return len(rows)


def current_version(record: Record) -> Version | None:
    """The open version of a record, approved or withdrawn; none while it is only proposed."""
    return VERSIONS[record.kind]._default_manager.filter(record=record, ended_by__isnull=True).first()


def draft_of(version: Version) -> Draft:
    """A version's content as a draft, without its citations: those stay with the record."""
    return Draft(
        kind=version.kind.name,
        fields={name: value for name, value in version.fields().items() if value is not None},
        basis="reported" if version.basis == "reported" else "own",
        speaker=version.speaker,
        said_on=version.said_on,
        status=version.status,
    )


def current_step(proposal: Proposal) -> ProposalStep:
    """Where a proposal stands."""
    return ProposalStep.objects.get(proposal=proposal, ended_by__isnull=True)


def _content(draft: Draft) -> str:
    kind = KINDS[draft.kind]
    columns = judged(kind, draft.fields, gazetteer.current())
    if kind.geometry and columns.get(kind.geometry) is not None:
        columns[kind.geometry] = wkb(columns[kind.geometry]).hex()
    cites = [{"source": c.source, "claim": c.claim, "field": c.field, "locus": c.locus} for c in draft.citations]
    return canonical_text(
        {
            "fields": columns,
            "basis": draft.basis,
            "speaker": draft.speaker,
            "said_on": draft.said_on,
            "citations": cites,
            "status": draft.status,
        }
    )


def _version(record: Record, step: ProposalStep) -> Version:
    content = json.loads(step.content or "{}")
    kind = KINDS[record.kind]
    fields = dict(content["fields"])
    if kind.geometry and fields.get(kind.geometry) is not None:
        fields[kind.geometry] = from_wkb(fields[kind.geometry])
    shared = {name: content[name] for name in ("basis", "speaker", "said_on", "status")}
    return VERSIONS[record.kind](record=record, author=step.actor, **shared, **fields)


def _unseen(actor: Actor, before: Version | None, after: Version) -> tuple[str, ...]:
    old, new = before.fields() if before else {}, after.fields()
    return tuple(f.name for f in after.kind.fields if not actor.sees(f.tier) and old.get(f.name) != new[f.name])


def _require_sight(actor: Actor, before: Version | None, after: Version) -> None:
    hidden = _unseen(actor, before, after)
    if hidden:
        tier = max((after.kind.field(name).tier for name in hidden), key=TIERS.index)
        count = f"{len(hidden)} field" + ("" if len(hidden) == 1 else "s")
        raise Problem("MT-425", count=count, reference=after.record.reference, actor=actor.name, tier=tier)


def _cite(change: Change, record: Record, version: Version, cites: Sequence[Mapping[str, Any]]) -> None:
    known = {(c.field, c.source_id, c.claim_id, c.locus) for c in record.citations.all()}
    for cite in cites:
        if (cite["field"], cite["source"], cite["claim"], cite["locus"]) not in known:
            citation = Citation(record=record, version=version.pk, field=cite["field"], locus=cite["locus"])
            citation.source_id, citation.claim_id = cite["source"], cite["claim"]
            change.make(citation)


def _join_event(change: Change, claim: Claim, record: Record, version: Version, reasons: list[str]) -> Event:
    member = EventMember.objects.filter(record=record, ended_by__isnull=True).select_related("event").first()
    if member is not None:
        event = member.event
    else:
        event = Event(kind=record.kind)
        change.make(event)
        change.make(EventMember(event=event, record=record, actor=change.actor))
    change.make(EventMember(event=event, claim=claim, reasons=canonical_text(reasons), actor=change.actor))
    citation = Citation(record=record, version=version.pk)
    citation.source_id, citation.claim_id = claim.source_id, claim.id
    change.make(citation)
    return event


def _step(
    actor: Actor, proposal: Proposal, state: str, possible: tuple[str, ...], why: str, content: str | None = None
) -> ProposalStep:
    with writing(actor.name, f"{proposal.kind}.{state}", why=why) as change:
        before = current_step(proposal)
        if before.state not in possible:
            raise Problem("MT-423", state=before.state, wanted=state)
        change.end(before)
        step = ProposalStep(
            proposal=proposal, state=state, content=content or before.content, actor=actor.name, why=why
        )
        change.make(step)
    return step
