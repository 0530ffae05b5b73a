"""What a proposal may not do: change its basis in passing, name a speaker for field work, take one claim twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from minetrace.register.models import VERSIONS, Citation, ProposalStep, Record, Version
from minetrace.terms.problem import Problem

if TYPE_CHECKING:
    from minetrace.register.actions import Cite, Draft

BASES = ("own", "reported")


def refuse_basis(draft: Draft, before: Version | None) -> None:
    """Raise MT-415 for a reported record without its speaker, MT-426 for a basis or speaker that does not fit, MT-427
    for a change of basis that nobody asked for."""
    if draft.basis not in BASES:
        raise Problem("MT-426", basis=draft.basis)
    if draft.basis == "reported" and not (draft.speaker or "").strip():
        raise Problem("MT-415")
    if draft.basis == "own" and draft.speaker:
        raise Problem("MT-428", speaker=draft.speaker)
    if before is not None and before.basis != draft.basis and not draft.changes_basis:
        raise Problem("MT-427", before=before.basis, after=draft.basis)


def refuse_second_taking(kind: str, cites: Sequence[Cite]) -> None:
    """Raise MT-424 when a claim already carries a current or proposed record of the kind: it would be counted twice."""
    for claim in {cite.claim for cite in cites if cite.claim is not None}:
        carried = Citation.objects.filter(claim_id=claim, record__kind=kind).select_related("record")
        held = next((c.record for c in carried if _stands(c.record)), None) or _proposed(kind, claim)
        if held is not None:
            raise Problem("MT-424", reference=held.reference)


def _stands(record: Record) -> bool:
    open_ = VERSIONS[record.kind]._default_manager.filter(record=record, ended_by__isnull=True)
    return open_.filter(status="approved").exists()


def _proposed(kind: str, claim: str) -> Record | None:
    waiting = ProposalStep.objects.filter(
        ended_by__isnull=True, state__in=("submitted", "returned"), proposal__kind=kind, content__contains=claim
    )
    step = waiting.select_related("proposal", "proposal__record").first()
    return step.proposal.record if step else None
