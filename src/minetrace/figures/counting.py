"""A question over records answered: the number as the store adds it up, the rows behind it read when they are looked
at.

Question and ledger entry say which rows they are: nothing that was held at an entry changes afterwards, so the rows
read later are those that were added up.
"""

from __future__ import annotations

import operator
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from minetrace.figures.answer import EXAMPLES, Answer, Counted, LeftOut
from minetrace.figures.question import Question
from minetrace.figures.rows import NOT_RECORDED, Row, answered, events_of, events_once
from minetrace.figures.sql import ORDER, Asked
from minetrace.figures.statement import Sql, one_of, sql, value
from minetrace.figures.voices import OTHER_SPEAKERS, spoken_by_others
from minetrace.places import Gazetteer
from minetrace.register.references import in_chunks, in_order, numbered, reference, soon_met

_FEW = 200
"""How many rows are read at once and kept."""
_SHORT = 1_000
"""How many records are looked at for the first matches of a period."""


@dataclass(slots=True)
class _Sum:
    """What the rows of one reason add up to; `open` counts those without an upper end."""

    count: int = 0
    low: int = 0
    high: int = 0
    open: int = 0
    speakers: Counter[str] = field(default_factory=Counter)

    def add(self, count: int, low: int, high: int, closed: int, speaker: str | None) -> None:
        """So many rows more."""
        self.count += count
        self.low += low
        self.high += high
        self.open += count - closed
        if speaker:
            self.speakers[speaker] += count

    def exchange(self, before: Sequence[Counted], after: Sequence[Counted]) -> None:
        """Some rows for others."""
        for sign, rows in ((-1, before), (1, after)):
            for row in rows:
                self.add(sign, sign * row.low, sign * (row.high or 0), sign * (row.high is not None), row.speaker)


@dataclass(frozen=True, slots=True)
class _Once:
    """What events change: the rows that stand for several records, by record, and the records that do not stand."""

    hulls: Mapping[str, Counted] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()


class Trail(Sequence[Counted]):
    """The rows that an answer counts, in the order of their references, read from the store as they are asked for."""

    def __init__(self, asked: Asked, count: int, once: _Once) -> None:
        self._asked, self._count, self._once = asked, count, once
        self._few: tuple[Counted, ...] | None = None

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: Any) -> Any:
        if self._count <= _FEW:
            return self._all()[index]
        if isinstance(index, slice):
            start, stop, step = index.indices(self._count)
            return self._page(start, stop) if step == 1 else tuple(self)[index]
        start = range(self._count)[index]
        return self._page(start, start + 1)[0]

    def __iter__(self) -> Iterator[Counted]:
        if self._count <= _FEW:
            return iter(self._all())
        return self._shown(self._walked() if self._in_order(self._count) else self._asked.rows())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(operator.eq, self, other))

    def __hash__(self) -> int:
        return hash(self._count)

    def _all(self) -> tuple[Counted, ...]:
        if self._few is None:
            self._few = tuple(self._shown(self._asked.rows()) if self._count else ())
        return self._few

    def _page(self, start: int, stop: int) -> tuple[Counted, ...]:
        if self._in_order(stop):
            # As many records as will most often do.
            first = _walk(self._asked, self._count, stop)
            found = tuple(islice(self._shown(self._walked(first, most=first)), start, stop))
            if len(found) == stop - start:
                return found
        # The store gathers all and sorts them by what an index holds; the records that do not stand are few.
        select = sql(
            "SELECT record_number FROM told WHERE reason IS NULL ORDER BY {} LIMIT {}",
            ORDER,
            value(stop + len(self._once.gone)),
        )
        numbers = [number for (number,) in self._asked.counting(select, shown="numbers").rows()]
        rows = self._asked.rows(among=numbered(self._asked.kind, numbers))
        return tuple(islice(self._shown(rows), start, stop))

    def _in_order(self, wanted: int) -> bool:
        """Whether to look at the records in their order, or to gather all rows and sort them."""
        return _soon_met(self._asked, self._count, wanted)

    def _walked(self, first: int = 0, *, most: int | None = None) -> Iterator[Row]:
        for records in in_chunks(self._asked.kind, first, most=most):
            yield from self._asked.rows(among=records)

    def _shown(self, rows: Iterable[Row]) -> Iterator[Counted]:
        question, once = self._asked.question, self._once
        for row in rows:
            if row.record not in once.gone:
                yield once.hulls.get(row.record) or row.counted(question)


def answer(question: Question, at: int, gazetteer: Gazetteer) -> Answer:
    """The answer of records at a ledger entry: what `assembled` makes of the rows of the reference."""
    asked = Asked(question, at, gazetteer)
    total, others = _summed(asked)
    once, same = _events(asked, total)
    return answered(
        question,
        at,
        low=total.low,
        high=None if total.open else total.high,
        speakers={name for name, count in total.speakers.items() if count},
        counted=Trail(asked, total.count, once),
        left_out=[*_left_out(asked, others), *same],
    )


def _summed(asked: Asked) -> tuple[_Sum, dict[str, Counter[str]]]:
    """What the versions that count add up to, and by reason and speaker how many do not count."""
    reported = asked.question.basis == "reported"
    select = sql(
        "SELECT reason, said, SUM(many), SUM(many * low), SUM(many * amount_high), "
        "SUM(CASE WHEN amount_high IS NULL THEN 0 ELSE many END) FROM (SELECT told.*, {} AS said, "
        "CASE WHEN {} THEN 0 ELSE COALESCE(amount_low, 0) END AS low FROM told) AS summed "
        "GROUP BY reason, said HAVING SUM(many) > 0",
        Sql("speaker" if reported else "NULL"),
        asked.doubtful,
    )
    total, others = _Sum(), defaultdict[str, Counter[str]](Counter)
    for reason, said, *sums in asked.telling(select, shown="sums").rows():
        count, low, high, closed = (int(one or 0) for one in sums)
        if reason is None:
            total.add(count, low, high, closed, said)
        else:
            others[reason][said or ""] += count
    return total, others


def _events(asked: Asked, total: _Sum) -> tuple[_Once, list[LeftOut]]:
    """Records of one event count once: what that changes, with the total as it is then."""
    happenings = events_of(asked.at)
    members = Counter(happenings.values())
    several = {record for record, event in happenings.items() if members[event] > 1}
    if not several or not total.count:
        return _Once(), []
    rows = asked.rows(among=sorted(several))
    before = [row.counted(asked.question) for row in rows]
    after, left = events_once(before, happenings)
    total.exchange(before, after)
    stay = {row.record: row for row in after if row.record}
    hulls = {row.record: stay[row.record] for row in before if row.record in stay}
    return _Once(hulls, frozenset(row.record for row in before if row.record and row.record not in stay)), left


def _left_out(asked: Asked, others: Mapping[str, Counter[str]]) -> list[LeftOut]:
    """Why versions are left out, with how many and the first of them."""
    question = asked.question
    examples = _examples(asked, {reason: one.total() for reason, one in others.items()})
    return [
        spoken_by_others(question.speaker, counts, examples[reason])
        if reason == OTHER_SPEAKERS and question.speaker is not None
        else LeftOut(reason, counts.total(), examples[reason])
        for reason, counts in sorted(others.items())
    ]


def _examples(asked: Asked, counts: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """The first references of each reason: of many rows looked for in the order of references, else of all."""
    if not counts:
        return {}
    many = {one for one, count in counts.items() if one not in asked.aside and _soon_met(asked, count, EXAMPLES)}
    walked = {reason: _first(asked, reason, _walk(asked, counts[reason], EXAMPLES)) for reason in many}
    out = {reason: found for reason, found in walked.items() if len(found) == min(EXAMPLES, counts[reason])}
    few: dict[str, list[str]] = defaultdict(list)
    others = {*counts} - {*out}
    if others:
        ranked = sql(
            "SELECT reason, record_number, ROW_NUMBER() OVER (PARTITION BY reason ORDER BY {}) AS place "
            "FROM told WHERE {}",
            ORDER,
            one_of(Sql("reason"), others),
        )
        first = sql("SELECT reason, record_number FROM ({}) AS ranked WHERE place <= {}", ranked, value(EXAMPLES))
        vague = others <= NOT_RECORDED
        for reason, number in asked.telling(first, shown="numbers", vague=vague).rows():
            few[reason].append(reference(asked.kind, number))
    sorted_ = {reason: tuple(sorted(named, key=in_order)) for reason, named in few.items()}
    return sorted_ | out


def _walk(asked: Asked, count: int, wanted: int) -> int:
    """Among how many records in order so many of `count` matches will most often stand."""
    return 2 * wanted * asked.records // count


def _soon_met(asked: Asked, count: int, wanted: int) -> bool:
    """Whether to look for the first matches among the records in order. Those of a period mostly stand together, first
    or last of all, and an index holds them: for them only a short walk is tried.
    """
    dated = asked.question.since is not None or asked.question.until is not None
    if dated and _walk(asked, count, wanted) > _SHORT:
        return False
    return soon_met(asked.records, count, wanted)


def _first(asked: Asked, reason: str, among: int) -> tuple[str, ...]:
    select = sql("SELECT record_number FROM told WHERE reason = {} ORDER BY {}", value(reason), ORDER)
    chunks = (
        asked.telling(select, among=records, shown="numbers").rows()
        for records in in_chunks(asked.kind, among, most=among)
    )
    return tuple(reference(asked.kind, number) for (number,) in islice(chain.from_iterable(chunks), EXAMPLES))
