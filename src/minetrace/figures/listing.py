"""What a listing is narrowed to, the same for pages, commands and files: by a basis, a text, an entry, and by a filter
as a figure asks it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from minetrace.accounts.actor import Actor
from minetrace.figures.conditions import Columns, Part, composed, leaf_truth, parts_asked
from minetrace.figures.cql import parse_where
from minetrace.figures.filters import lowered
from minetrace.figures.properties import judge_filter, properties_of, require_tier
from minetrace.figures.searching import saying
from minetrace.figures.statement import OneOf, Sql, all_of, name, of_query, sql, value
from minetrace.figures.truth import POSSIBLE
from minetrace.ledger.times import head_number, sealed
from minetrace.register import sums, view
from minetrace.register.counts import counts, reference_at
from minetrace.register.kinds import KINDS, Kind
from minetrace.register.kinds.declaration import EXTRA_COLUMNS
from minetrace.register.models import Version
from minetrace.register.own_fields import own_text
from minetrace.register.references import in_chunks, next_number, numbered, ordered, soon_met

_CHUNK = 500


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


class Listing(Sequence[Version]):
    """The versions of a listing, in the order of their references, read from the store as they are asked for."""

    def __init__(self, actor: Actor, kind: str, wanted: Wanted, at: int) -> None:
        self._actor, self._kind, self._wanted, self._at = actor, kind, wanted, at
        self._rows: Any = matching(actor, kind, wanted, at=at).select_related("record")

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            start, stop, step = index.indices(self._count)
            return self._page(start, stop)[::step] if step > 0 else list(self)[index]
        start = range(self._count)[index]
        return self._page(start, start + 1)[0]

    def __iter__(self) -> Iterator[Version]:
        return iter(ordered(self._rows).iterator(_CHUNK))

    @cached_property
    def _count(self) -> int:
        if not self._wanted.narrows:
            return sum(counts(self._kind, at=self._at).values())
        each = sql("SELECT COUNT(*) FROM ({}) AS counted", of_query(self._led.values("pk")))
        asked = _summed(self._actor, self._kind, self._wanted, self._at) or each
        return _counted(asked.text, json.dumps(asked.params), sealed(self._at), sealed(head_number()))

    @property
    def _led(self) -> Any:
        """The same versions in no order; where all are looked at, by the narrowest index: what counts is approved."""
        rows = self._rows.order_by()
        return rows if self._wanted.text else rows.filter(status="approved")

    def _page(self, start: int, stop: int) -> list[Version]:
        """Versions by their places: of all, from the record at the first place on, which an index tells."""
        if not self._wanted.narrows:
            return self._of_all(start, stop)
        if self._many(stop):
            first = 2 * stop * self._records // self._count
            found = list(islice(self._walked(first, most=first), start, stop))
            if len(found) == stop - start:
                return found
        # First their numbers, which an index holds with most of what is asked; whole rows are not sorted.
        page = self._led.order_by("record_number").values_list("record_number", flat=True)[start:stop]
        rows = view.selected(self._kind, at=self._at).filter(record__in=numbered(self._kind, page))
        return list(rows.select_related("record").order_by("record_number"))

    def _walked(self, first: int, start: str | None = None, *, most: int | None = None) -> Iterator[Version]:
        """The matches among the records in order, all or from one on, of so many records at most."""
        for some in in_chunks(self._kind, first, start, most=most):
            yield from self._rows.filter(Q(OneOf("record_id", some))).order_by("record_number")

    def _of_all(self, start: int, stop: int) -> list[Version]:
        first = reference_at(self._kind, start, at=self._at) if start else None
        if first is None:
            return list(ordered(self._rows)[start:stop])
        return list(islice(self._walked(stop - start, first), stop - start))

    @cached_property
    def _records(self) -> int:
        return next_number(self._kind)

    def _many(self, stop: int) -> bool:
        """Whether a match stands among so few records that they are looked at in order; else the matches are sorted."""
        return soon_met(self._records, self._count, stop)


@lru_cache(maxsize=256)
def _counted(text: str, params: str, _then: str, _now: str) -> int:
    """What a query counts. What the ledger sealed does not change, but that it can be erased: what was asked and the
    newest entry say together what was counted.
    """
    return int(Sql(text, tuple(json.loads(params))).rows()[0][0] or 0)


def _summed(actor: Actor, kind: str, wanted: Wanted, at: int) -> Sql | None:
    """The count of a listing from what the store keeps of versions that say the same; None where more is asked."""
    if wanted.text or wanted.entry is not None:
        return None
    met = [sql("basis = {}", value(wanted.basis))] if wanted.basis else []
    if wanted.where:
        parts = _parts(actor, KINDS[kind], wanted.where)
        named = {column for part in parts for one in part.properties for column in one.columns}
        if not named <= {*sums.columns(KINDS[kind])}:
            return None
        met.append(_met(wanted.where, parts, name, view.selected(kind, at=at)))
    return sql("SELECT SUM(many) FROM ({}) AS summed WHERE {}", Sql(*sums.selected(kind, at=at)), all_of(met))


def listed(actor: Actor, kind: str, wanted: Wanted, *, at: int) -> Listing:
    """What `matching` gives, in the order of their references."""
    return Listing(actor, kind, wanted, at)


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
        rows = rows.filter(saying(actor, KINDS[kind], wanted.text))
    if wanted.entry is not None:
        rows = rows.filter(entry=wanted.entry)
    if wanted.where:
        rows = rows.filter(_meeting(actor, KINDS[kind], wanted.where, rows))
    return rows


def _meeting(actor: Actor, kind: Kind, where: str, rows: QuerySet[Version]) -> Q:
    """Whether a filter is true of a version, or possibly true."""
    parts = _parts(actor, kind, where)
    own = {name: one.own for part in parts for one in part.properties for name in one.columns if one.own}
    table = rows.model._meta.db_table

    def held(column: str) -> Sql:
        if column in own:
            return Sql(own_text(own[column], name(EXTRA_COLUMNS[own[column].tier], table).text, connection.vendor))
        return name(rows.model._meta.pk.name if column == "pk" else column, table)

    met = _met(where, parts, held, rows)
    return Q(RawSQL(met.text, met.params, output_field=BooleanField()))


def _parts(actor: Actor, kind: Kind, where: str) -> list[Part]:
    """What a filter asks by, when the kind can answer it and the actor may ask."""
    node, known = parse_where(where), properties_of(kind.name)
    judge_filter(node, known, kind.plural.lower())
    require_tier(actor, node, known)
    return parts_asked(node, known)


def _met(where: str, parts: Sequence[Part], held: Columns, rows: QuerySet[Version]) -> Sql:
    truths = {part.leaf: leaf_truth(part, held, rows) for part in parts}
    return sql(f"({{}} >= {POSSIBLE})", composed(lowered(parse_where(where)), truths))
