"""Questions over records as SQL, the same statements on both stores: the store decides which version counts and why
not.

Python meets each distinct set of places once, and afterwards only the rows that count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from minetrace.figures import rows as kept
from minetrace.figures.answer import EXAMPLES, LeftOut
from minetrace.figures.conditions import OneOf, Part, judged, parts_asked, truth
from minetrace.figures.located import pieces, place_truth
from minetrace.figures.measures import Measure
from minetrace.figures.question import Question
from minetrace.figures.rows import Row, coarse
from minetrace.figures.truth import NO, POSSIBLE, UNKNOWN, YES
from minetrace.figures.voices import OTHER_SPEAKERS, others_of_kind, spoken_by_others
from minetrace.ledger.times import standing
from minetrace.places import Gazetteer
from minetrace.register.identity import merges
from minetrace.register.models import VERSIONS, Version
from minetrace.register.references import in_order
from minetrace.register.view import selected

Rows = QuerySet[Version]


def evaluate(question: Question, at: int, gazetteer: Gazetteer) -> tuple[list[Row], list[LeftOut]]:
    """The rows of a question that count at a ledger entry, and the reasons for which others do not."""
    over = question.over
    parts = parts_asked(question.where, over.properties)
    current = selected(over.kind or "", at=at, said_by=question.said_by)
    counted: list[Row] = []
    left: list[Any] = []
    for piece in pieces(question, gazetteer):
        held = current.filter(piece)
        # To look costs a step in an index; to put the whole question costs milliseconds before the store sees it.
        if not held.exists():
            continue
        asked = _matching(question, held, parts, gazetteer).annotate(reason=_reason(question, parts))
        counted += [_row(values, parts) for values in _values(asked.filter(reason__isnull=True), parts)]
        left.append(asked.filter(reason__isnull=False))
    counted.sort(key=lambda row: (in_order(row.reference), row.version))
    groups = _groups(left, question)
    for reason, others in _not_current(question, at):
        if not others.exists():
            continue
        found = _matching(question, others.filter(basis=question.basis), parts, gazetteer)
        if question.speaker is not None:
            found = found.exclude(Q(OneOf("speaker", others_of_kind(over.kind or "", question.speaker))))
        if count := found.count():
            groups.append(LeftOut(reason, count, _examples([found])))
    return counted, groups


def _not_current(question: Question, at: int) -> list[tuple[str, Rows]]:
    """Versions that would count were they not merged or withdrawn, or were their date of information recorded."""
    table = VERSIONS[question.over.kind or ""]
    open_: Any = table._default_manager.filter(standing(at))
    merged = merges(at=at).values("gone_id")
    gone, open_ = open_.filter(record_id__in=merged), open_.exclude(record_id__in=merged)
    out: list[tuple[str, Rows]] = [(kept.MERGED, gone), (kept.WITHDRAWN, open_.filter(status="withdrawn"))]
    if question.said_by is not None:
        dated: Any = table._default_manager.filter(entry__lte=at, status="approved", said_on__isnull=False)
        undated = open_.filter(status="approved", said_on__isnull=True)
        out.append((kept.UNDATED, undated.exclude(record_id__in=dated.values("record_id"))))
    return out


def _matching(question: Question, rows: Rows, parts: Sequence[Part], gazetteer: Gazetteer) -> Any:
    """Versions that are or may be of the question, with the truth of each part of it beside them."""
    out: Any = rows.annotate(**_amounts(question.over))
    out = out.annotate(period=_period(question)).filter(period__gt=NO)
    out = judged(out, question.where, parts)
    # Last, because it asks for the distinct places of what is left.
    return out.annotate(place=place_truth(question, out, gazetteer)).filter(place__gt=NO)


def _amounts(over: Measure) -> dict[str, Any]:
    """How many and when, by the first state that is recorded."""
    whens = []
    for number, state in enumerate(over.states):
        recorded = Q()
        for column in state.columns:
            recorded |= Q(**{f"{column}__isnull": False})
        whens.append(When(recorded, then=Value(number)))
    one = len(over.states) == 1
    state_no = Value(0) if one else Case(*whens, default=Value(-1), output_field=IntegerField())
    return {
        "state_no": state_no,
        "amount_low": _by_state(over, "low"),
        "amount_high": _by_state(over, "high"),
        "first_day": _day_by_state(over, "from"),
        "last_day": _day_by_state(over, "to"),
    }


def _by_state(over: Measure, end: str) -> Any:
    if len(over.states) == 1 and over.states[0].range is not None and over.states[0].fallback is None:
        return F(f"{over.states[0].range}_{end}")
    whens = []
    for number, state in enumerate(over.states):
        here = Q(state_no=number)
        if state.range is None:
            whens.append(When(here, then=Value(1)))
            continue
        stated = Q(**{f"{state.range}_low__isnull": False}) | Q(**{f"{state.range}_high__isnull": False})
        whens.append(When(here & stated, then=F(f"{state.range}_{end}")))
        if state.fallback is not None:
            whens.append(When(here, then=F(f"{state.fallback}_{end}")))
    return Case(*whens, default=Value(None), output_field=IntegerField())


def _day_by_state(over: Measure, end: str) -> Any:
    if len(over.states) == 1:
        return F(f"{over.states[0].period}_{end}")
    whens = [When(state_no=number, then=F(f"{state.period}_{end}")) for number, state in enumerate(over.states)]
    return Case(*whens, default=Value(None), output_field=CharField())


def _period(question: Question) -> Any:
    if question.since is None and question.until is None:
        return Value(YES, output_field=IntegerField())
    never = [(Q(last_day__lt=question.since), NO)] if question.since else []
    never += [(Q(first_day__gt=question.until), NO)] if question.until else []
    unknown = Q(first_day__isnull=True) & Q(last_day__isnull=True)
    inside = Q(first_day__gte=question.since) if question.since else Q()
    inside &= Q(last_day__lte=question.until) if question.until else Q()
    return truth((unknown, UNKNOWN), *never, (inside, YES), otherwise=POSSIBLE)


def _reason(question: Question, parts: Sequence[Part]) -> Case:
    other = next(basis for basis in kept.OTHER_BASIS if basis != question.basis)
    cases = [
        (Q(basis=other), kept.OTHER_BASIS[question.basis]),
        *_other_speakers(question),
        (Q(state_no=-1), question.over.none),
        (Q(place=UNKNOWN) & Q(places__isnull=True), kept.PLACE_NOT_RECORDED),
        (Q(place=UNKNOWN), kept.NO_SUCH_PLACE),
        (Q(period=UNKNOWN), kept.DATE_NOT_RECORDED),
    ]
    for part in parts if question.where is not None else ():
        label = kept.not_recorded(part.properties[0].label)
        cases.append((Q(filter_truth=UNKNOWN) & Q(**{part.name: UNKNOWN}), label))
    cases.append((Q(amount_low__isnull=True) & Q(amount_high__isnull=True), kept.QUANTITY_NOT_RECORDED))
    whens = [When(condition, then=Value(reason)) for condition, reason in cases]
    return Case(*whens, default=Value(None), output_field=CharField())


def _other_speakers(question: Question) -> list[tuple[Q, str]]:
    if question.speaker is None:
        return []
    return [(Q(OneOf("speaker", others_of_kind(question.over.kind or "", question.speaker))), OTHER_SPEAKERS)]


def _groups(pieces_left: Sequence[Any], question: Question) -> list[LeftOut]:
    """Rows that are left out, in pieces that have no row in common, by reason."""
    counts: Counter[str] = Counter()
    found: dict[str, list[Any]] = defaultdict(list)
    for rows in pieces_left:
        grouped = rows.values("reason").annotate(rows=Count("pk")).order_by()
        for reason, count in grouped.values_list("reason", "rows"):
            counts[reason] += count
            found[reason].append(rows.filter(reason=reason))
    out = []
    for reason, count in sorted(counts.items()):
        examples = _examples(found[reason])
        if reason == OTHER_SPEAKERS and question.speaker is not None:
            out.append(spoken_by_others(question.speaker, _spoken(found[reason]), examples))
        else:
            out.append(LeftOut(reason, count, examples))
    return out


def _spoken(pieces_left: Sequence[Any]) -> Counter[str]:
    spoken: Counter[str] = Counter()
    for rows in pieces_left:
        by_speaker = rows.values("speaker").annotate(rows=Count("pk")).order_by()
        spoken.update(dict(by_speaker.values_list("speaker", "rows")))
    return spoken


def _examples(pieces_left: Sequence[Any]) -> tuple[str, ...]:
    """The first references among rows; sorted by the store, so that it does not walk through all records in order."""
    named = [
        reference
        for rows in pieces_left
        for reference in rows.order_by(Length("record__reference"), "record__reference").values_list(
            "record__reference", flat=True
        )[:EXAMPLES]
    ]
    return tuple(sorted(named, key=in_order)[:EXAMPLES])


_COLUMNS = (
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


def _values(rows: Any, parts: Sequence[Part]) -> Any:
    columns = {column for part in parts for one in part.properties for column in one.columns if one.type != "geometry"}
    names = [*_COLUMNS, *(part.name for part in parts), *sorted(columns)]
    if parts:
        names.append("filter_truth")
    return rows.values(*names)


def _row(values: dict[str, Any], parts: Sequence[Part]) -> Row:
    doubtful = [part for part in parts if values[part.name] == POSSIBLE and values["filter_truth"] == POSSIBLE]
    doubts = [
        coarse(part.leaf, part.properties[0], [values[c] for c in part.properties[0].columns]) for part in doubtful
    ]
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
