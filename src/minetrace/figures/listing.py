"""What a listing is narrowed to, the same for pages, commands and files: by a basis, a text, an entry, and by a filter
as a figure asks it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from minetrace.accounts.actor import Actor
from minetrace.figures.conditions import composed, leaf_truth, parts_asked
from minetrace.figures.cql import parse_where
from minetrace.figures.filters import lowered
from minetrace.figures.properties import judge_filter, properties_of, require_tier
from minetrace.figures.statement import Sql, name
from minetrace.figures.truth import POSSIBLE
from minetrace.register import view
from minetrace.register.kinds import KINDS, Kind
from minetrace.register.kinds.declaration import EXTRA_COLUMNS
from minetrace.register.models import Version
from minetrace.register.own_fields import OwnField, own_text, searchable
from minetrace.register.references import ordered
from minetrace.terms.vocabulary import vocabulary

_SEARCHED = frozenset({"text", "country", "places", "participants", "texts"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a listing is narrowed to: a basis, a text in what the actor sees, the versions that one entry made, and a
    filter as CQL2 text.
    """

    basis: str = ""
    text: str = ""
    entry: int | None = None
    where: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is asked, so that the listing may be shorter than the kind."""
        return bool(self.basis or self.text or self.where or self.entry is not None)


def listed(actor: Actor, kind: str, wanted: Wanted, *, at: int) -> QuerySet[Version]:
    """What `matching` gives, in the order of their references."""
    found: QuerySet[Version] = ordered(matching(actor, kind, wanted, at=at).select_related("record"))
    return found


def matching(actor: Actor, kind: str, wanted: Wanted, *, at: int) -> QuerySet[Version]:
    """The current versions of a kind at a ledger entry that match, in no order: to be counted.

    Of a filter, those of which it is true, or possibly true because they are recorded more coarsely than it asks.
    Raises what `parse_where` raises, MT-503, MT-505, MT-506 for a filter that the kind cannot answer, MT-504 for one
    above the actor's tier.
    """
    rows = view.selected(kind, at=at)
    if wanted.basis:
        rows = rows.filter(basis=wanted.basis)
    if wanted.text:
        own = {f.name: OwnField(f) for f in KINDS[kind].fields if searchable(f) and actor.sees(f.tier)}
        rows = (rows.alias(**own) if own else rows).filter(_matching(actor, KINDS[kind], wanted.text))
    if wanted.entry is not None:
        rows = rows.filter(entry=wanted.entry)
    if wanted.where:
        rows = rows.filter(_meeting(actor, KINDS[kind], wanted.where, rows))
    return rows


def _meeting(actor: Actor, kind: Kind, where: str, rows: QuerySet[Version]) -> Q:
    """Whether a filter is true of a version, or possibly true."""
    node, known = parse_where(where), properties_of(kind.name)
    judge_filter(node, known, kind.plural.lower())
    require_tier(actor, node, known)
    own = {name: one.own for options in known.values() for one in options for name in one.columns if one.own}
    table = rows.model._meta.db_table

    def held(column: str) -> Sql:
        if column in own:
            return Sql(own_text(own[column], name(EXTRA_COLUMNS[own[column].tier], table).text, connection.vendor))
        return name(rows.model._meta.pk.name if column == "pk" else column, table)

    truths = {part.leaf: leaf_truth(part, held, rows) for part in parts_asked(node, known)}
    met = composed(lowered(node), truths)
    return Q(RawSQL(f"{met.text} >= {POSSIBLE}", met.params, output_field=BooleanField()))


def _matching(actor: Actor, kind: Kind, text: str) -> Q:
    """A text in the reference, the speaker, a term's label or a text field, of those tiers that the actor sees."""
    wanted = Q(record__reference__icontains=text) | Q(speaker__icontains=text)
    for field in kind.fields:
        if not actor.sees(field.tier) or (field.extra and not searchable(field)):
            continue
        if field.type == "term":
            terms = vocabulary(field.vocabulary or field.name).terms.values()
            codes = [t.code for t in terms if text.casefold() in t.label.casefold()]
            wanted |= Q(**{f"{field.name}__in": codes})
        elif field.type in _SEARCHED:
            wanted |= Q(**{f"{field.name}__icontains": text})
    return wanted
