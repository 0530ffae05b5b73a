"""The clause matrix: agreement, provision, what is alleged under it, by whom, and the reply beside it.

It holds what parties say, never a finding of ours.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from minetrace.accounts.actor import Actor
from minetrace.ledger.times import head_number
from minetrace.ledger.writing import Change, writing
from minetrace.places.fold import fold
from minetrace.register import view
from minetrace.register.actions import Cite, Draft, propose_in
from minetrace.register.models import Proposal, ProposalStep, Record
from minetrace.register.proposing import require_decided, speaker_of
from minetrace.register.view import RecordView
from minetrace.sources.claims import KeptClaim
from minetrace.terms.problem import Problem


@dataclass(frozen=True, slots=True)
class AllegationRow:
    """One thing said under a provision, and the replies to it."""

    allegation: RecordView
    replies: tuple[RecordView, ...]


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """A provision and what is said under it."""

    provision: RecordView
    allegations: tuple[AllegationRow, ...]


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement and its provisions."""

    agreement: RecordView
    provisions: tuple[ProvisionRow, ...]


def matrix(actor: Actor, *, at: int | None = None) -> list[AgreementRow]:
    """All agreements with what hangs on them, as approved at a ledger entry (now when none is given)."""
    entry = head_number() if at is None else at
    replies = _grouped(view.listing(actor, "reply", at=entry), "allegation")
    allegations = _grouped(view.listing(actor, "allegation", at=entry), "provision")
    provisions = _grouped(view.listing(actor, "provision", at=entry), "agreement")
    out = []
    for agreement in view.listing(actor, "agreement", at=entry):
        rows = []
        for provision in sorted(provisions[agreement.record], key=_article_order):
            said = [AllegationRow(a, tuple(replies[a.record])) for a in allegations[provision.record]]
            rows.append(ProvisionRow(provision, tuple(said)))
        out.append(AgreementRow(agreement, tuple(rows)))
    return out


def without_provision(actor: Actor, *, at: int | None = None) -> list[AllegationRow]:
    """What is said of another side without naming a clause, with the replies to it."""
    entry = head_number() if at is None else at
    replies = _grouped(view.listing(actor, "reply", at=entry), "allegation")
    allegations = _grouped(view.listing(actor, "allegation", at=entry), "provision")
    return [AllegationRow(a, tuple(replies[a.record])) for a in allegations[""]]


def take(actor: Actor, kept: KeptClaim) -> list[Proposal]:
    """Take a provision claim into the matrix: proposals for the allegation and, where new, its provision and agreement.

    All are made in one entry and wait for approval. Raises MT-416 for a claim nobody has read right, MT-417 for a
    claim of another kind, MT-424 when the claim is in the matrix already.
    """
    actor.require("take")
    claim = kept.read_as
    if claim["kind"] != "provision":
        raise Problem("MT-417", kind=claim["kind"], stance=claim["stance"])
    require_decided(kept)
    known = kept.row.citations.filter(record__kind="allegation").select_related("record").first()
    if known is not None:
        raise Problem("MT-424", reference=known.record.reference)
    with writing(actor.name, "matrix.take", why=claim["instrument"] or kept.row.quote) as change:
        proposals: list[Proposal] = []
        cite = (Cite(source=kept.row.source_id, claim=kept.id),)
        agreement = _find_or_propose(change, proposals, "agreement", {"title": claim["instrument"]}, kept, cite)
        stated = {"agreement": agreement.id, "article": claim.get("article")}
        provision = _find_or_propose(change, proposals, "provision", stated, kept, cite)
        fields = {
            "provision": provision.id,
            "relation": claim["relation"],
            "alleged_by": speaker_of(kept),
            "alleged_on": kept.row.source.published,
            "wording": kept.row.quote,
            "state": "alleged",
        }
        proposals.append(propose_in(change, _draft("allegation", fields, kept, cite)))
    return proposals


def _find_or_propose(
    change: Change,
    proposals: list[Proposal],
    kind: str,
    fields: dict[str, Any],
    kept: KeptClaim,
    cite: tuple[Cite, ...],
) -> Record:
    known = _known(kind, fields)
    if known is not None:
        return known
    proposal = propose_in(change, _draft(kind, fields, kept, cite))
    proposals.append(proposal)
    return proposal.record


def _known(kind: str, fields: dict[str, Any]) -> Record | None:
    """A record, approved or still proposed, that says the same."""
    wanted = {name: fold(str(value or "")) for name, value in fields.items()}
    steps = ProposalStep.objects.filter(
        ended_by__isnull=True, proposal__kind=kind, state__in=("submitted", "approved"), content__isnull=False
    )
    for step in steps.select_related("proposal", "proposal__record"):
        said = json.loads(step.content or "{}")["fields"]
        if all(fold(str(said.get(name) or "")) == value for name, value in wanted.items()):
            return step.proposal.record
    return None


def _draft(kind: str, fields: dict[str, Any], kept: KeptClaim, cite: tuple[Cite, ...]) -> Draft:
    return Draft(
        kind=kind,
        fields={name: value for name, value in fields.items() if value is not None},
        basis="reported",
        speaker=speaker_of(kept),
        said_on=kept.row.source.published,
        citations=cite,
    )


def _grouped(rows: list[RecordView], name: str) -> dict[str, list[RecordView]]:
    out: dict[str, list[RecordView]] = defaultdict(list)
    for row in rows:
        out[row.fields.get(name) or ""].append(row)
    return out


def _article_order(row: RecordView) -> tuple[int, str]:
    article = str(row.fields.get("article") or "")
    digits = "".join(c for c in article if c.isdigit())
    return (int(digits) if digits else 0, article)
