"""Questions over records as one statement of SQL, the same on both stores: the store decides which version counts and
why not, and adds up.

Python meets each distinct set of places once, and of the rows those that are looked at, and those that one event holds
together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.db.models import BooleanField, Case, CharField, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from minetrace.figures import rows as kept
from minetrace.figures.conditions import composed, leaf_truth, parts_asked
from minetrace.figures.dated import dated, period
from minetrace.figures.filters import lowered
from minetrace.figures.located import place_truth, stretches
from minetrace.figures.question import Question
from minetrace.figures.rows import Row, coarse
from minetrace.figures.statement import (
    NOTHING,
    OneOf,
    Sql,
    all_of,
    any_of,
    cases,
    joined,
    name,
    of_query,
    one_of,
    sql,
    value,
)
from minetrace.figures.truth import NO, POSSIBLE, UNKNOWN, YES
from minetrace.figures.voices import OTHER_SPEAKERS, others_of_kind
from minetrace.ledger.times import standing
from minetrace.places import Gazetteer
from minetrace.register.identity import merges
from minetrace.register.indexes import in_order_of
from minetrace.register.kinds import KINDS
from minetrace.register.models import VERSIONS, Version
from minetrace.register.own_fields import OwnField
from minetrace.register.references import next_number
from minetrace.register.sums import columns
from minetrace.register.sums import selected as summed
from minetrace.register.view import selected

Rows = QuerySet[Version]
Shown = Literal["sums", "numbers", "rows"]
"""What `told` shows of each version: nothing of a single one, so that rows may stand for many; the number of its
record; that record, its reference and its speaker too.
"""
_HERE = "1 = 2 - 1"
"""What marks the place of a condition in a query of Django's: nobody else writes it."""

_SEEN = (
    "record_id",
    "record__reference",
    "pk",
    "speaker",
    "amount_low",
    "amount_high",
    "first_day",
    "last_day",
    "state_no",
    "place",
    "period",
)


@dataclass(frozen=True)
class Asked:
    """A question at a ledger entry, as statements about the table `told`: the versions that are or may be of it, each
    with its amounts, the truth of each part, and the `reason` for which it does not count (null: it counts).
    """

    question: Question
    at: int
    gazetteer: Gazetteer

    @property
    def kind(self) -> str:
        """The kind of record that is counted."""
        return self.question.over.kind or ""

    @cached_property
    def records(self) -> int:
        """How many records of the kind there are, by their numbers."""
        return next_number(self.kind)

    def counting(self, select: Sql, *, among: Sequence[str] | None = None, shown: Shown = "rows") -> Sql:
        """A whole statement around a `select` that asks `told` for rows that count, all or those `among` some."""
        return sql("WITH {}, {} {}", self._held(among, shown=shown, aside=False), self._layers, select)

    def telling(
        self, select: Sql, *, among: Sequence[str] | None = None, shown: Shown = "rows", vague: bool = False
    ) -> Sql:
        """A whole statement around a `select` that asks `told` for rows that count and rows that do not. Those that are
        set aside are not told of where only some are: `among` some records, or of a `vague` place or day.
        """
        aside = among is None and not vague
        return sql("WITH {}, {} {}", self._held(among, shown=shown, aside=aside, vague=vague), self._layers, select)

    @property
    def aside(self) -> set[str]:
        """The reasons of versions that are set aside."""
        return {reason for reason, _ in self._not_current}

    @cached_property
    def parts(self) -> tuple[Any, ...]:
        """The leaves of the filter."""
        return tuple(parts_asked(self.question.where, self.question.over.properties))

    @cached_property
    def doubtful(self) -> Sql:
        """Whether a row of `told` only possibly counts, so that it counts from 0."""
        doubts = [Sql(f"place = {POSSIBLE}"), Sql(f"period = {POSSIBLE}")]
        doubts += [Sql(f"filter_truth = {POSSIBLE}")] if self.parts else []
        states = [number for number, state in enumerate(self.question.over.states) if state.only_possible]
        return any_of([*doubts, *(Sql(f"state_no = {number}") for number in states)])

    def rows(self, *, among: Sequence[str] | None = None) -> Iterator[Row]:
        """The rows that count, all or those among some records, in the order of their references."""
        columns = list(dict.fromkeys([*_SEEN, *(part.name for part in self.parts), *self._recorded]))
        columns += ["filter_truth"] if self.parts else []
        asked = joined(", ", [name(column) for column in columns])
        select = sql("SELECT {} FROM told WHERE reason IS NULL ORDER BY {}", asked, ORDER)
        for found in self.counting(select, among=among).rows():
            yield self._row(dict(zip(columns, found, strict=True)))

    @cached_property
    def _recorded(self) -> list[str]:
        """Columns of the filter, for the words of what is only possibly met."""
        asked = [one for part in self.parts for one in part.properties if one.type != "geometry"]
        return list(dict.fromkeys(column for one in asked for column in one.columns))

    @cached_property
    def _shapes(self) -> list[str]:
        asked = [one for part in self.parts for one in part.properties if one.type == "geometry"]
        return list(dict.fromkeys(column for one in asked for column in one.columns))

    @cached_property
    def _stretches(self) -> Any:
        return stretches(self.question, self.gazetteer)

    @cached_property
    def _others(self) -> list[str]:
        """Who else reports records of the kind than the speaker asked for."""
        return [] if self.question.speaker is None else others_of_kind(self.kind, self.question.speaker)

    def _held(self, among: Sequence[str] | None = None, *, shown: Shown, aside: bool, vague: bool = False) -> Sql:
        """The table `held`: versions that count at the entry, and those that would were they not `set_aside`.

        Each row stands for `many` versions: for one, but where the store keeps how many say the same.
        """
        current, *others = self._branches(shown)
        if among is None and shown == "sums" and self._summable:
            parts = [self._summed]
        else:
            pieces = self._stretches.vague if vague else self._stretches.pieces
            if among is not None:
                pieces = (one_of(name("record_id", VERSIONS[self.kind]._meta.db_table), among),)
            alike = self._alike if shown == "sums" else NOTHING
            parts = [sql("{}{}", _with(current, all_of([piece, *self._possible])), alike) for piece in pieces]
        parts += [_with(other, Sql("(1 = 1)")) for other in others] if aside else []
        return sql("held AS ({})", joined(" UNION ALL ", parts))

    @cached_property
    def _alike(self) -> Sql:
        """How rows that say the same become one, as the index of their stretches holds them in order; nothing where
        more is asked than the index holds.
        """
        columns = in_order_of(KINDS[self.kind], self._stretches.index)
        if self._shapes or not {*self._held_columns("sums")} <= {*columns}:
            return NOTHING
        table = VERSIONS[self.kind]._meta.db_table
        return sql(" GROUP BY {}", joined(", ", [name(column, table) for column in columns]))

    @cached_property
    def _possible(self) -> list[Sql]:
        """That the filter is not surely false, asked of a version itself: most that a filter leaves out are gone before
        anything else is asked of them. Nothing where it asks by what is no column that can be compared.
        """
        where, table = self.question.where, VERSIONS[self.kind]._meta.db_table
        asked = [one for part in self.parts for one in part.properties]
        if where is None or any(one.own is not None or one.type == "geometry" for one in asked):
            return []
        none: Rows = VERSIONS[self.kind]._default_manager.none()
        truths = {part.leaf: leaf_truth(part, lambda column: name(column, table), none) for part in self.parts}
        return [sql(f"{{}} > {NO}", composed(lowered(where), truths))]

    @property
    def _summable(self) -> bool:
        """Whether nothing is asked but what the store keeps the sums by: no time, no place, no other field."""
        question = self.question
        asked = question.places or question.since or question.until or question.said_by
        if asked or question.basis != "own" or len(question.over.states) > 1:
            return False
        # Without a time asked for, the days of the one state are carried along and never looked at.
        days = {f"{question.over.states[0].period}_{end}" for end in ("from", "to")} - {*self._recorded}
        return not self._shapes and {*self._held_columns("sums")} - days <= {*columns(KINDS[self.kind])}

    @cached_property
    def _summed(self) -> Sql:
        """The sums as rows of `held`."""
        known = columns(KINDS[self.kind])
        held = [one if one in known else f"NULL AS {one}" for one in self._held_columns("sums")]
        text, params = summed(self.kind, at=self.at)
        return Sql(f"SELECT NULL AS set_aside, many, {', '.join(held)} FROM ({text}) AS summed", params)  # noqa: S608

    @cached_property
    def _made(self) -> dict[Shown, list[Sql]]:
        """Django's part of a statement, which takes longest: made once."""
        return {}

    def _branches(self, shown: Shown) -> list[Sql]:
        """Versions that count and those that are set aside, each with a place for one more condition."""
        if shown not in self._made:
            (current, reason), *others = self._asked_for
            each: Any = RawSQL("COUNT(*)", ()) if shown == "sums" and self._alike is not NOTHING else Value(1)
            self._made[shown] = [self._branch(current, reason, shown, each)]
            self._made[shown] += [self._branch(some, reason, shown, Value(1)) for some, reason in others]
        return self._made[shown]

    @cached_property
    def _asked_for(self) -> list[tuple[Rows, str | None]]:
        current = selected(self.kind, at=self.at, said_by=self.question.said_by)
        rows: list[tuple[Rows, str | None]] = [(current, None)]
        for reason, aside in self._not_current:
            spoken = aside.filter(basis=self.question.basis)
            rows.append((spoken.exclude(Q(OneOf("speaker", self._others))) if self._others else spoken, reason))
        return rows

    def _branch(self, rows: Rows, reason: str | None, shown: Shown, many: Any) -> Sql:
        own = {one.name: OwnField(one.own) for part in self.parts for one in part.properties if one.own is not None}
        shapes = {
            f"held_{column}": Case(
                When(**{f"{column}__isnull": False}, then=Value(1)), default=None, output_field=IntegerField()
            )
            for column in self._shapes
        }
        told: Any = rows.annotate(set_aside=Value(reason, output_field=CharField()), many=many, **own, **shapes)
        told = told.filter(Q(RawSQL(_HERE, (), output_field=BooleanField()))).order_by()
        return of_query(told.values("set_aside", "many", *shapes, *self._held_columns(shown)))

    def _held_columns(self, shown: Shown) -> list[str]:
        """What `held` has of versions."""
        over = self.question.over
        out = ["basis", *(column for state in over.states for column in state.columns)]
        out += [f"{s.fallback}_{end}" for s in over.states if s.fallback for end in ("low", "high")]
        out += ["places"] if self.question.places else []
        out += ["speaker"] if shown == "rows" or self.question.basis == "reported" else []
        out += ["record_id", "record__reference"] if shown == "rows" else []
        out += ["record_number"] if shown != "sums" else []
        out += ["pk"] if shown == "rows" or self._shapes else []
        return list(dict.fromkeys([*out, *self._recorded]))

    @cached_property
    def _not_current(self) -> list[tuple[str, Rows]]:
        """Versions that would count were they not merged or withdrawn, or were their date of information recorded."""
        table = VERSIONS[self.kind]
        open_: Any = table._default_manager.filter(standing(self.at))
        out: list[tuple[str, Rows]] = []
        merged = merges(at=self.at).values("gone_id")
        if merged.exists():
            out.append((kept.MERGED, open_.filter(record_id__in=merged)))
            open_ = open_.exclude(record_id__in=merged)
        withdrawn = open_.filter(status="withdrawn")
        # To look costs a step in an index; in each statement it would cost more.
        out += [(kept.WITHDRAWN, withdrawn)] if withdrawn.exists() else []
        if self.question.said_by is not None:
            dated: Any = table._default_manager.filter(entry__lte=self.at, status="approved", said_on__isnull=False)
            undated = open_.filter(status="approved", said_on__isnull=True)
            out.append((kept.UNDATED, undated.exclude(record_id__in=dated.values("record_id"))))
        return out

    @cached_property
    def _layers(self) -> Sql:
        """From `held` to `told`, each table with what the next one asks."""
        where, layers = self.question.where, dated(self.question.over)
        texts = self._stretches.texts
        if self.question.places and texts is None:
            whole = sql("(WITH {}, {} SELECT * FROM dated) AS whole", self._held(shown="sums", aside=True), layers)
        else:
            whole = Sql("dated")
        place = place_truth(self.question, texts, whole, self.gazetteer)
        judged = [sql("{} AS place", place), sql("{} AS period", period(self.question))]
        looked_at = VERSIONS[self.kind]._default_manager.filter(entry__lte=self.at)
        judged += [sql(f"{{}} AS {part.name}", leaf_truth(part, self._column, looked_at)) for part in self.parts]
        truths = {part.leaf: name(part.name) for part in self.parts}
        no = Sql(str(NO))
        met = composed(lowered(where), truths) if where is not None else Sql(str(YES))
        return sql(
            "{}, judged AS (SELECT dated.*, {} FROM dated), "
            "met AS (SELECT judged.*, {} AS filter_truth FROM judged WHERE period > {} AND place > {}), "
            "told AS (SELECT met.*, {} AS reason FROM met WHERE filter_truth > {})",
            layers,
            joined(", ", judged),
            met,
            no,
            no,
            self._reason(),
            no,
        )

    def _column(self, column: str) -> Sql:
        return name(f"held_{column}" if column in self._shapes else column)

    def _reason(self) -> Sql:
        question = self.question
        other = next(basis for basis in kept.OTHER_BASIS if basis != question.basis)
        whens = [
            (Sql("set_aside IS NOT NULL"), Sql("set_aside")),
            (sql("basis = {}", value(other)), value(kept.OTHER_BASIS[question.basis])),
        ]
        if self._others:
            whens.append((one_of(Sql("speaker"), self._others), value(OTHER_SPEAKERS)))
        whens.append((Sql("state_no = -1"), value(question.over.none)))
        if question.places:
            unknown = Sql(f"place = {UNKNOWN}")
            whens.append((all_of([unknown, Sql("places IS NULL")]), value(kept.PLACE_NOT_RECORDED)))
            whens.append((unknown, value(kept.NO_SUCH_PLACE)))
        whens.append((Sql(f"period = {UNKNOWN}"), value(kept.DATE_NOT_RECORDED)))
        for part in self.parts:
            unknown = Sql(f"filter_truth = {UNKNOWN} AND {part.name} = {UNKNOWN}")
            whens.append((unknown, value(kept.not_recorded(part.properties[0].label))))
        whens.append((Sql("amount_low IS NULL AND amount_high IS NULL"), value(kept.QUANTITY_NOT_RECORDED)))
        return cases(whens, Sql("NULL"))

    def _row(self, values: dict[str, Any]) -> Row:
        doubtful = [p for p in self.parts if values[p.name] == POSSIBLE and values["filter_truth"] == POSSIBLE]
        doubts = [coarse(p.leaf, p.properties[0], [values[c] for c in p.properties[0].columns]) for p in doubtful]
        return Row(
            record=values["record_id"],
            reference=values["record__reference"],
            version=values["pk"],
            speaker=values["speaker"],
            low=values["amount_low"],
            high=values["amount_high"],
            first_day=values["first_day"],
            last_day=values["last_day"],
            state=values["state_no"],
            place=values["place"],
            period=values["period"],
            coarse=tuple(dict.fromkeys(doubts)),
        )


def _with(branch: Sql, condition: Sql) -> Sql:
    """A branch with its last condition, whose parameters are therefore the last."""
    return Sql(branch.text.replace(f"({_HERE})", condition.text), (*branch.params, *condition.params))


ORDER = Sql("record_number")
"""The order of references, as `told` names them: one version a record counts."""
