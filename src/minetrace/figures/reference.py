"""Questions over records in plain Python: slow, obvious, and what the SQL must agree with.

It reads whole histories through the one read path, picks the version that counts by itself, and judges each record by
hand.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from minetrace.accounts.actor import Actor
from minetrace.figures import rows as kept
from minetrace.figures.answer import EXAMPLES, LeftOut
from minetrace.figures.filters import (
    Leaf,
    leaves,
    lowered,
)
from minetrace.figures.ground import TRUTHS, covered, mentions
from minetrace.figures.plain import Known, truth_of
from minetrace.figures.properties import chosen_property
from minetrace.figures.question import Question
from minetrace.figures.rows import Row, coarse, grouped
from minetrace.figures.truth import NO, POSSIBLE, UNKNOWN, YES, Truth
from minetrace.figures.voices import OTHER_SPEAKERS, spoken_by_others
from minetrace.places import Gazetteer
from minetrace.register import view
from minetrace.register.identity import merges
from minetrace.register.models import Record
from minetrace.register.references import in_order
from minetrace.register.view import RecordView
from minetrace.terms.speakers import same_speaker


def evaluate(question: Question, at: int, gazetteer: Gazetteer, actor: Actor) -> tuple[list[Row], list[LeftOut]]:
    """What `sql.evaluate` gives, worked out record by record."""
    counted: list[Row] = []
    left: list[tuple[str, str]] = []
    spoken: list[tuple[str, str]] = []
    gone = set(merges(at=at).values_list("gone_id", flat=True))
    for record in Record.objects.filter(kind=question.over.kind):
        past = [version for version in view.history(actor, record) if version.entry <= at]
        version, standing = _standing(past, at, question.said_by, record.pk in gone)
        if version is None or (standing is not None and version.basis != question.basis):
            continue
        other = _other_speaker(question, version)
        if standing is not None and other is not None:
            continue
        row, reason = _judged(question, version, gazetteer)
        if row is not None and reason == OTHER_SPEAKERS:
            spoken.append((other or "", version.reference))
        elif row is not None and (standing or reason):
            left.append((standing or reason or "", version.reference))
        elif row is not None:
            counted.append(row)
    if question.speaker is not None and spoken:
        examples = sorted((reference for _, reference in spoken), key=in_order)[:EXAMPLES]
        others = spoken_by_others(question.speaker, Counter(name for name, _ in spoken), examples)
        return counted, [*grouped(left), others]
    return counted, grouped(left)


def _other_speaker(question: Question, version: RecordView) -> str | None:
    """Who reports a version, when it is somebody else than the speaker asked for."""
    if question.speaker is None or version.speaker is None or same_speaker(version.speaker, question.speaker):
        return None
    return version.speaker


def _standing(
    past: Sequence[RecordView], at: int, said_by: str | None, gone: bool
) -> tuple[RecordView | None, str | None]:
    """The version that stands for a record at an entry, and why it does not count, if so."""
    current = next((v for v in past if v.ended_by is None or v.ended_by > at), None)
    if current is None:
        return None, None
    if gone:
        return current, kept.MERGED
    if current.status == "withdrawn":
        return current, kept.WITHDRAWN
    if said_by is None:
        return current, None
    dated = [v for v in past if v.status == "approved" and v.said_on is not None]
    said = sorted((v for v in dated if v.said_on and v.said_on <= said_by), key=lambda v: (v.said_on or "", v.entry))
    if said:
        return said[-1], None
    return (None, None) if dated else (current, kept.UNDATED)


def _judged(question: Question, version: RecordView, gazetteer: Gazetteer) -> tuple[Row | None, str | None]:
    """The row of a version and the reason for leaving it out; no row when it is not of the question at all."""
    fields = version.fields
    states = question.over.states
    recorded = [n for n, state in enumerate(states) if any(fields[column] is not None for column in state.columns)]
    number = recorded[0] if recorded else 0 if len(states) == 1 else -1
    low, high = _amount(question, fields, number)
    first, last = _days(question, fields, number)
    place = _place(question, fields, gazetteer, first, last)
    period = _period(question, first, last)
    known = question.over.properties
    node = None if question.where is None else lowered(question.where)
    where = YES if node is None else truth_of(node, fields, known)
    if NO in (place, period, where):
        return None, None
    parts = [] if node is None else list(dict.fromkeys(leaves(node)))
    doubtful = [leaf for leaf in parts if where == POSSIBLE and truth_of(leaf, fields, known) == POSSIBLE]
    row = Row(
        record=version.record,
        reference=version.reference,
        version=version.version,
        speaker=version.speaker,
        low=low,
        high=high,
        first_day=first,
        last_day=last,
        state=number,
        place=place,
        period=period,
        coarse=tuple(dict.fromkeys(_coarse(leaf, fields, known) for leaf in doubtful)),
    )
    unknown = [leaf for leaf in parts if where == UNKNOWN and truth_of(leaf, fields, known) == UNKNOWN]
    return row, _reason(question, version, row, unknown)


def _reason(question: Question, version: RecordView, row: Row, unknown: Sequence[Leaf]) -> str | None:
    if version.basis != question.basis:
        return kept.OTHER_BASIS[question.basis]
    if _other_speaker(question, version) is not None:
        return OTHER_SPEAKERS
    if row.state == -1:
        return question.over.none
    if row.place == UNKNOWN:
        return kept.NO_SUCH_PLACE if version.fields["places"] else kept.PLACE_NOT_RECORDED
    if row.period == UNKNOWN:
        return kept.DATE_NOT_RECORDED
    if unknown:
        return kept.not_recorded(chosen_property(unknown[0], question.over.properties).label)
    return kept.QUANTITY_NOT_RECORDED if row.low is None and row.high is None else None


def _amount(question: Question, fields: Mapping[str, Any], number: int) -> tuple[int | None, int | None]:
    if number < 0:
        return None, None
    state = question.over.states[number]
    if state.range is None:
        return 1, 1
    low, high = fields[f"{state.range}_low"], fields[f"{state.range}_high"]
    if low is None and high is None and state.fallback is not None:
        return fields[f"{state.fallback}_low"], fields[f"{state.fallback}_high"]
    return low, high


def _days(question: Question, fields: Mapping[str, Any], number: int) -> tuple[str | None, str | None]:
    if number < 0:
        return None, None
    period = question.over.states[number].period
    return fields[f"{period}_from"], fields[f"{period}_to"]


def _place(
    question: Question, fields: Mapping[str, Any], gazetteer: Gazetteer, first: str | None, last: str | None
) -> Truth:
    if not question.places:
        return YES
    if not fields["places"]:
        return UNKNOWN
    days = [datetime.date.fromisoformat(day) if day else None for day in (first, last)]
    return TRUTHS[covered(gazetteer, mentions(fields["places"]), question.places, *days)]


def _period(question: Question, first: str | None, last: str | None) -> Truth:
    if question.since is None and question.until is None:
        return YES
    if first is None and last is None:
        return UNKNOWN
    if (question.since and last and last < question.since) or (question.until and first and first > question.until):
        return NO
    begun = question.since is None or (first is not None and first >= question.since)
    ended = question.until is None or (last is not None and last <= question.until)
    return YES if begun and ended else POSSIBLE


def _coarse(leaf: Leaf, fields: Mapping[str, Any], known: Known) -> str:
    one = chosen_property(leaf, known)
    return coarse(leaf, one, [fields[column] for column in one.columns])
