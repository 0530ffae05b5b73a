"""Links: typed, dated, sourced relations from one record to another.

A link says more than a field of a kind can: it has days, a source and a reason of its own, and it is ended, never
deleted. Which kinds a relation joins stands in `link_relations.json`; its words in the vocabulary `link_relation`.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from minetrace.accounts.actor import Actor
from minetrace.ledger.times import standing
from minetrace.ledger.writing import writing
from minetrace.register.identity import answering, require_present
from minetrace.register.models import Link, Record
from minetrace.register.relations import inverse, relations
from minetrace.sources.models import Claim, Source
from minetrace.terms.days import is_day
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A link as one of its two records shows it: in words from that side, with the record on the other.

    `forward` is true on the side of the record that the link leads from. Days are ISO days, null for unknown.
    """

    link: str
    relation: str
    words: str
    forward: bool
    kind: str
    reference: str
    held_from: str | None
    held_to: str | None
    source: str | None
    source_label: str | None
    claim: str | None
    actor: str
    why: str
    entry: int
    ended_by: int | None


def link(
    actor: Actor,
    record: Record,
    other: Record,
    relation: str,
    *,
    held_from: str | None = None,
    held_to: str | None = None,
    source: Source | None = None,
    claim: Claim | None = None,
    why: str = "",
) -> Link:
    """Link a record to another.

    `held_from` and `held_to` are ISO days; `source` or `claim` says where the relation stands written. Raises MT-331
    for a word that is no relation, MT-811 for kinds that it does not join, MT-812 for a link that stands already,
    MT-813 for a record with itself, MT-108 and MT-814 for its days, MT-801 for a merged record.
    """
    actor.require("take")
    vocabulary("link_relation").term(relation)
    _judge_ends(record, other, relation)
    _judge_days(held_from, held_to)
    with writing(actor.name, "records.link", why=why) as change:
        for end in (record, other):
            require_present(end)
        if Link.objects.filter(record=record, other=other, relation=relation, ended_by__isnull=True).exists():
            raise Problem("MT-812", reference=record.reference, other=other.reference, relation=relation)
        made = Link(record=record, other=other, relation=relation, held_from=held_from, held_to=held_to)
        made.source, made.claim = (claim.source if claim else source), claim
        made.actor, made.why = actor.name, why
        change.make(made)
    return made


def unlink(actor: Actor, held: Link, why: str = "") -> None:
    """End a link; it stays in the history. Raises MT-411 for one that has ended."""
    actor.require("take")
    with writing(actor.name, "records.unlink", why=why) as change:
        if not Link.objects.filter(pk=held.pk, ended_by__isnull=True).exists():
            raise Problem("MT-411", kind="current link", value=held.pk)
        change.end(held)


def find_link(text: str) -> Link:
    """A link by its id or the ending of it. Raises MT-411, MT-418."""
    rows = list(Link.objects.filter(pk__endswith=text)[:2])
    if len(rows) == 1:
        return rows[0]
    raise Problem("MT-418" if rows else "MT-411", kind="link", value=text)


def links_of(record: Record, *, at: int | None = None) -> list[Linked]:
    """The links of a record and those merged into it, both ways, as they stand now or stood at a ledger entry."""
    own = answering(record)
    rows = Link.objects.filter(standing(at)).filter(Q(record__in=own) | Q(other__in=own))
    return [_seen(row, row.record_id in own) for row in rows.select_related("record", "other", "source").order_by("id")]


def _seen(row: Link, forward: bool) -> Linked:
    far = row.other if forward else row.record
    words = vocabulary("link_relation").term(row.relation).label if forward else inverse(row.relation)
    return Linked(
        link=row.pk,
        relation=row.relation,
        words=words,
        forward=forward,
        kind=far.kind,
        reference=far.reference,
        held_from=row.held_from,
        held_to=row.held_to,
        source=row.source_id,
        source_label=row.source.label if row.source else None,
        claim=row.claim_id,
        actor=row.actor,
        why=row.why,
        entry=row.entry,
        ended_by=row.ended_by,
    )


def _judge_ends(record: Record, other: Record, relation: str) -> None:
    if record.pk == other.pk:
        raise Problem("MT-813", reference=record.reference)
    if relation not in relations(record.kind, other.kind):
        known = ", ".join(relations(record.kind, other.kind))
        kinds = {"kind": record.kind.replace("_", " "), "other": other.kind.replace("_", " ")}
        raise Problem("MT-811", relation=relation, known=known, **kinds)


def _judge_days(first: str | None, last: str | None) -> None:
    for day in (first, last):
        if day is not None and not is_day(day):
            raise Problem("MT-108", value=day)
    if first is not None and last is not None and first > last:
        raise Problem("MT-814", held_from=first, held_to=last)
