"""The one read path: records as an actor may see them, at a ledger entry and as said by a day.

Pages, figures, exports and services read through this module and nothing else, so that no field above an actor's tier
leaves.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from minetrace.accounts.actor import Actor
from minetrace.register.identity import answering, merges
from minetrace.register.kinds import KINDS
from minetrace.register.models import VERSIONS, Citation, Proposal, ProposalStep, Record, Version, as_value
from minetrace.register.references import ordered
from minetrace.register.shape_bytes import from_wkb
from minetrace.terms.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """One version of a record as one actor sees it; `withheld` names the fields above their tier that hold
    something.
    """

    kind: str
    record: str
    reference: str
    version: int
    entry: int
    ended_by: int | None
    status: str
    basis: str
    speaker: str | None
    said_on: str | None
    author: str
    fields: Mapping[str, Any]
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """A proposal as one actor sees it: where it stands and the fields it proposes."""

    id: str
    kind: str
    record: str
    reference: str
    base: int | None
    state: str
    author: str
    why: str
    basis: str
    speaker: str | None
    said_on: str | None
    status: str
    fields: Mapping[str, Any]
    citations: tuple[Mapping[str, Any], ...]


def selected(kind: str, *, at: int, said_by: str | None = None) -> QuerySet[Version]:
    """Versions that count at a ledger entry: one a record, approved, and not of a record that is withdrawn by then or
    merged into another.

    With `said_by` (an ISO day) the version with the latest date of information up to that day stands for the record,
    ties going to the later entry; versions without a date of information do not answer such a question.
    """
    table = VERSIONS[kind]
    # As a sum, the entry leads no store into its index: nearly all versions are of entries before, it would read all.
    made = table._default_manager.alias(made=F("entry") + 0).filter(made__lte=at)
    gone = merges(at=at).values("gone_id")
    # Where nothing is merged the record is not asked for, and an index alone can answer.
    known = made.exclude(record_id__in=gone) if gone.exists() else made
    open_ = known.filter(Q(ended_by__isnull=True) | Q(ended_by__gt=at))
    if said_by is None:
        # Nearly all are approved: said this way, no store thinks of leading a question through them.
        return open_.exclude(status="withdrawn")
    withdrawn = open_.filter(status="withdrawn").values("record_id")
    said = Q(entry__lte=at, status="approved", said_on__lte=said_by)
    later = table._default_manager.filter(said, record_id=OuterRef("record_id")).filter(
        Q(said_on__gt=OuterRef("said_on")) | Q(said_on=OuterRef("said_on"), entry__gt=OuterRef("entry"))
    )
    return known.filter(said, ~Exists(later)).exclude(record_id__in=withdrawn)


def listing(
    actor: Actor, kind: str, *, at: int, said_by: str | None = None, start: int = 0, limit: int | None = None
) -> list[RecordView]:
    """Current records of a kind in the order of their references."""
    rows = ordered(selected(kind, at=at, said_by=said_by).select_related("record"))
    return [seen(actor, row) for row in rows[start : start + limit if limit is not None else None]]


def record_view(actor: Actor, record: Record, *, at: int) -> RecordView | None:
    """A record as it stood at an entry, withdrawn ones too; none while it was only proposed."""
    rows = VERSIONS[record.kind]._default_manager.filter(record=record, entry__lte=at).select_related("record")
    row = rows.order_by("-entry").first()
    return seen(actor, row) if row else None


def history(actor: Actor, record: Record) -> list[RecordView]:
    """All versions of a record, oldest first."""
    rows = VERSIONS[record.kind]._default_manager.filter(record=record).select_related("record").order_by("entry")
    return [seen(actor, row) for row in rows]


def version_view(actor: Actor, kind: str, version: int) -> RecordView:
    """One version by its number. Raises MT-411."""
    row = VERSIONS[kind]._default_manager.select_related("record").filter(pk=version).first()
    if row is None:
        raise Problem("MT-411", kind=f"{kind} version", value=version)
    return seen(actor, row)


def numbers(kind: str, versions: Collection[int]) -> dict[int, int]:
    """The number of each version among those of its record, from 1, by the version's own row number."""
    table = VERSIONS[kind]._default_manager
    siblings = table.filter(record__in=table.filter(pk__in=versions).values("record_id"))
    within = Window(RowNumber(), partition_by=[F("record_id")], order_by=[F("entry").asc()])
    counted = siblings.annotate(within=within).values_list("pk", "within")
    return {version: number for version, number in counted if version in versions}


def seen(actor: Actor, row: Version) -> RecordView:
    """A version's row as an actor may see it."""
    kind, values = row.kind, row.fields()
    allowed = {f.name: values[f.name] for f in kind.fields if actor.sees(f.tier)}
    withheld = tuple(f.name for f in kind.fields if not actor.sees(f.tier) and values[f.name] is not None)
    return RecordView(
        kind=kind.name,
        record=row.record_id,
        reference=row.record.reference,
        version=row.pk,
        entry=row.entry,
        ended_by=row.ended_by,
        status=row.status,
        basis=row.basis,
        speaker=row.speaker,
        said_on=row.said_on,
        author=row.author,
        fields=allowed,
        withheld=withheld,
    )


def changes(before: RecordView | None, after: RecordView | ProposalView) -> list[tuple[str, Any, Any]]:
    """Field by field what differs between two versions an actor sees: name, value before, value after."""
    old: Mapping[str, Any] = before.fields if before else {}
    names = [f.name for f in KINDS[after.kind].fields if f.name in old or f.name in after.fields]
    out = [(n, old.get(n), after.fields.get(n)) for n in names if old.get(n) != after.fields.get(n)]
    for name in ("basis", "speaker", "said_on", "status"):
        was = getattr(before, name) if before else None
        if was != getattr(after, name):
            out.append((name, was, getattr(after, name)))
    return out


def find_record(text: str) -> Record:
    """A record by id or reference. Raises MT-411."""
    record = Record.objects.filter(Q(pk=text) | Q(reference=text)).first()
    if record is None:
        raise Problem("MT-411", kind="record", value=text)
    return record


def citations(record: Record) -> list[Citation]:
    """What a record and those merged into it rest on, oldest citation first."""
    cited = Citation.objects.filter(record__in=answering(record))
    return list(cited.select_related("source", "source__text", "claim"))


def proposals(actor: Actor, *, state: str | None = None, record: Record | None = None) -> Iterator[ProposalView]:
    """Proposals, newest first."""
    steps = ProposalStep.objects.filter(ended_by__isnull=True).select_related("proposal", "proposal__record")
    if state is not None:
        steps = steps.filter(state=state)
    if record is not None:
        steps = steps.filter(proposal__record=record)
    for step in steps.order_by("-proposal_id"):
        yield _proposal(actor, step)


def proposal_view(actor: Actor, proposal: Proposal) -> ProposalView:
    """One proposal as it stands."""
    step = ProposalStep.objects.select_related("proposal", "proposal__record").get(
        proposal=proposal, ended_by__isnull=True
    )
    return _proposal(actor, step)


def find_proposal(text: str) -> Proposal:
    """A proposal by id. Raises MT-411."""
    proposal = Proposal.objects.select_related("record").filter(pk=text).first()
    if proposal is None:
        raise Problem("MT-411", kind="proposal", value=text)
    return proposal


def _proposal(actor: Actor, step: ProposalStep) -> ProposalView:
    empty: dict[str, Any] = {"fields": {}, "citations": [], "basis": "own"}
    content = json.loads(step.content) if step.content else empty
    kind = KINDS[step.proposal.kind]
    fields = {
        f.name: from_wkb(stored) if f.type == "geometry" else as_value(f, stored)
        for f in kind.fields
        if actor.sees(f.tier) and (stored := content["fields"].get(f.name)) is not None
    }
    return ProposalView(
        id=step.proposal_id,
        kind=kind.name,
        record=step.proposal.record_id,
        reference=step.proposal.record.reference,
        base=step.proposal.base,
        state=step.state,
        author=step.actor,
        why=step.why,
        basis=content["basis"],
        speaker=content.get("speaker"),
        said_on=content.get("said_on"),
        status=content.get("status", "approved"),
        fields=fields,
        citations=tuple(content["citations"]),
    )
