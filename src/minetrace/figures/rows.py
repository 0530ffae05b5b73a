"""What both evaluators give: rows that count, and how they become an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from minetrace.figures.answer import EXAMPLES, Answer, Counted, LeftOut, span_text
from minetrace.figures.filters import Leaf
from minetrace.figures.properties import Property
from minetrace.figures.question import Question
from minetrace.figures.truth import POSSIBLE, Truth
from minetrace.ledger.times import standing
from minetrace.register.models import EventMember
from minetrace.register.references import in_order
from minetrace.terms.speakers import once_each
from minetrace.terms.vocabulary import vocabulary

PLACE_NOT_RECORDED = "place not recorded"
NO_SUCH_PLACE = "the place asked for did not exist on that day"
DATE_NOT_RECORDED = "date not recorded"
NOT_RECORDED = frozenset({PLACE_NOT_RECORDED, DATE_NOT_RECORDED})
QUANTITY_NOT_RECORDED = "quantity not recorded"
WITHDRAWN = "withdrawn"
MERGED = "merged into another record"
UNDATED = "date of information not recorded"
OTHER_BASIS = {
    "own": "reported by others, not our field work",
    "reported": "our own field work, not reported by others",
}


def not_recorded(label: str) -> str:
    """The reason for a filter that asks by a field nobody recorded."""
    return f"{label} not recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A record version that counts: how many, when, and how sure each part of the question is. `coarse` holds the parts
    of the filter that it only possibly meets, with what it records instead."""

    record: str
    reference: str
    version: int
    speaker: str | None
    low: int | None
    high: int | None
    first_day: str | None
    last_day: str | None
    state: int
    place: Truth
    period: Truth
    coarse: tuple[str, ...] = ()

    def counted(self, question: Question) -> Counted:
        """The row as an answer shows it: from 0 when any part is only possible."""
        doubts = []
        if self.place == POSSIBLE:
            doubts.append("not all of its places surely lie in the area asked for")
        if self.period == POSSIBLE:
            doubts.append(f"{self._days()} reaches beyond the period asked for")
        doubts += self.coarse
        only_possible = question.over.states[self.state].only_possible
        doubts += [only_possible] if only_possible else []
        low = 0 if doubts or self.low is None else self.low
        return Counted(
            kind=question.over.kind or "",
            record=self.record,
            reference=self.reference,
            version=self.version,
            speaker=self.speaker,
            low=low,
            high=self.high,
            why="; ".join(doubts),
        )

    def _days(self) -> str:
        if self.first_day == self.last_day:
            return str(self.first_day)
        return f"{self.first_day or 'an unknown day'} to {self.last_day or 'an unknown day'}"


def coarse(leaf: Leaf, asked: Property, recorded: Sequence[str | int | None]) -> str:
    """Why a part of the filter is only possibly met: what the record says instead."""
    if asked.type == "term":
        terms = vocabulary(asked.vocabulary or asked.name)
        return f"{asked.label} is recorded only as “{terms.term(str(recorded[0])).label}”"
    first, last = recorded[0], recorded[-1]
    shown = f"{'...' if first is None else first} to {'...' if last is None else last}"
    return f"{asked.label} is recorded as {shown}"


def assembled(question: Question, entry: int, rows: Iterable[Row], left_out: Iterable[LeftOut]) -> Answer:
    """The answer of rows that count and reasons that do not: events once, ranges added end by end."""
    counted, same = events_once([row.counted(question) for row in rows], events_of(entry))
    highs = [row.high for row in counted]
    return answered(
        question,
        entry,
        low=sum(row.low for row in counted),
        high=None if None in highs else sum(high for high in highs if high is not None),
        speakers={row.speaker for row in counted if row.speaker},
        counted=tuple(counted),
        left_out=[*left_out, *same],
    )


def answered(
    question: Question,
    entry: int,
    *,
    low: int,
    high: int | None,
    speakers: set[str],
    counted: Sequence[Counted],
    left_out: Iterable[LeftOut],
) -> Answer:
    """An answer with what its question says of it: speakers of reports alone, what is left out by its reasons."""
    return Answer(
        low=low,
        high=high,
        unit=question.over.unit,
        question=question,
        basis=question.basis,
        speakers=once_each(speakers if question.basis == "reported" else set()),
        said_by=question.said_by,
        known_on=question.known_on,
        entry=entry,
        counted=counted,
        left_out=tuple(sorted(left_out, key=lambda one: one.reason)),
    )


def grouped(reasons: Iterable[tuple[str, str]]) -> list[LeftOut]:
    """Reasons with references, as counts with examples in the order of references."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for reason, reference in reasons:
        by_reason[reason].append(reference)
    return [
        LeftOut(why, len(who), tuple(sorted(who, key=in_order)[:EXAMPLES])) for why, who in sorted(by_reason.items())
    ]


def events_once(counted: Sequence[Counted], happenings: Mapping[str, str]) -> tuple[list[Counted], list[LeftOut]]:
    """Records of one event count once, from the least to the most that any of them says.

    `happenings` names the event of a record, by their ids.
    """
    by_event: dict[str, list[Counted]] = defaultdict(list)
    for row in counted:
        if row.record is not None and row.record in happenings:
            by_event[happenings[row.record]].append(row)
    out = list(counted)
    left = []
    for members in by_event.values():
        first, *others = sorted(members, key=lambda row: in_order(row.reference))
        if not others:
            continue
        highs = [row.high for row in members]
        heard = ", ".join(f"{row.reference}: {span_text(row.low, row.high)}" for row in [first, *others])
        hull = replace(
            first,
            low=min(row.low for row in members),
            high=None if None in highs else max(high for high in highs if high is not None),
            why="; ".join([*([first.why] if first.why else []), f"one event in several records ({heard})"]),
        )
        out = [hull if row is first else row for row in out if row not in others]
        left.append(LeftOut(f"same event as {first.reference}", len(others), tuple(r.reference for r in others)))
    return out, left


def events_of(at: int) -> dict[str, str]:
    """The event of each record that a person held to be of one, at a ledger entry."""
    members = EventMember.objects.filter(standing(at), record__isnull=False).order_by("id")
    return {str(record): event for record, event in members.values_list("record_id", "event_id")}
