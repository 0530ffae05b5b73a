"""Times of the claims of one sentence, in the order of rules S01 to S04; places are given beside them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from minetrace.reading.chunks import Chunk
from minetrace.reading.clause_places import ClausePlaces, segment_at
from minetrace.reading.clause_times import closed, counted_from, in_relative, nth, shifted, since_then
from minetrace.reading.event_times import SUMS, EventTimes
from minetrace.reading.grammar.clauses import Unit
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.pack import Pack
from minetrace.reading.periods import Clock, Period
from minetrace.reading.pointed_places import PointedPlaces
from minetrace.reading.time_owners import begun, in_bracket, in_clause, of_another, of_bracket, of_compared

_EXPLICIT = frozenset(
    [
        "day",
        "day_span",
        "dotted_day",
        "month_span",
        "year_span",
        "week_of_month",
        "half_of_month",
        "months_of_year",
        "months_ending",
        "half_of_year",
        "quarter",
        "era",
        "month",
    ]
)
_DUE = 30
"""Letters between a word of planning and the day by which it is due."""
_EVENT = 5
_WHOLE_YEAR = frozenset(("same_year", "sum_of_year"))
_WHOLE_MONTH = frozenset(("same_month", "sum_of_month"))
_POINTING = frozenset(("before", "after", "same", "nth"))


@dataclass(slots=True)
class Held:
    """What earlier sentences hand on: the last period, and in which sentence it was said."""

    period: Period | None = None
    span: Period | None = None
    closed: Period | None = None
    counting: str | None = None
    sentence: int = -9
    day: dt.date | None = None
    start: dt.date | None = None
    section: Period | None = None
    year: Period | None = None
    dated_in: int = 0
    last: dt.date | None = None

    def leave(self) -> None:
        """A new section begins: times of the one before do not reach into it."""
        self.period, self.counting, self.sentence = None, None, -9


class Scoper(EventTimes):
    """Gives the drafts of a sentence the places and times that stand in it."""

    def __init__(self, pack: Pack, clock: Clock, text: str) -> None:
        super().__init__(pack, text)
        self.clock = clock
        self.held = Held()
        self.places = ClausePlaces(pack, text)
        self.pointed = PointedPlaces(pack)

    def _scope(self, scene: Scene, drafts: list[Draft]) -> None:
        units = {id(group): unit for unit in scene.units for group in unit.groups}
        for draft in drafts:
            unit = units.get(id(draft.source))
            start, end = (unit.start, unit.end) if unit else segment_at(scene.sentence, draft.start)
            self._set_period(scene, draft, unit, start, end)
            if not self.places.give(scene, draft, unit, start, end):
                self.pointed.give(scene, draft)

    def _set_period(self, scene: Scene, draft: Draft, unit: Unit | None, start: int, end: int) -> None:
        own = [chunk for chunk in scene.periods if start <= chunk.start < end]
        low, high = segment_at(scene.sentence, draft.start)
        near = [chunk for chunk in own if low <= chunk.start < high]
        own = near or own
        own = [chunk for chunk in own if not of_another(scene, draft, chunk, self.pack)]
        own = [chunk for chunk in scene.periods if in_bracket(scene.sentence, draft, chunk)] or own
        own = [
            chunk
            for chunk in own
            if begun(scene, draft, chunk, self.pack) or not in_relative(scene.sentence, chunk, draft, self.pack)
        ]
        rule = "S01"
        if not (near and own) and since_then(scene.sentence, self.pack, low, high):
            told = [c.data.start for c in scene.periods if c.data.start and c.end <= draft.start]
            first = told[-1] if told else self.held.start
            draft.period, draft.own_period = (
                Period("since", first, self.clock.published, op="since_then"),
                first is not None,
            )
            draft.rules.append(rule)
            return
        if not own:
            free = [chunk for chunk in scene.periods if not of_bracket(scene.sentence, draft, chunk)]
            fronted = [chunk for chunk in free if chunk.start < start]
            later = [chunk for chunk in free if chunk.start >= end and self._one_clause(scene, draft, chunk)]
            fronted = [chunk for chunk in fronted if not in_relative(scene.sentence, chunk, draft, self.pack)]
            fronted = [chunk for chunk in fronted if not of_compared(scene, draft, chunk, self.pack)]
            later = [chunk for chunk in later if not of_another(scene, draft, chunk, self.pack)]
            own, rule = (fronted[-1:], "S03") if fronted else (later[:1], "S04")
            if later and draft.source is not None and "G31" in draft.source.rules:
                own, rule = later[:1], "S04"  # "down from seven dead and 34 injured in 2022"
            if self.pack.genitive and own and rule == "S04" and own[0].data.kind == "since" and own[0].start >= high:
                # "двое ранены; всего с начала года ...": behind a semicolon another count begins
                return
        if not own and self._lasted(scene, start, end):
            draft.period, draft.own_period = Period("span", op="undated"), True
        if not own:
            return
        own = self._without_sums(scene, draft, own)
        if not own:
            return
        own = in_clause(scene.sentence, draft, own, self.pack)
        best = min(own, key=lambda chunk: (-self._rank(scene, chunk), abs(chunk.start - draft.start)))
        if best.data.kind == "same" and best.data.op == "undated_span":
            kinds = ("span", "since") if self.pack.genitive else ("span",)
            spans = (c for c in scene.periods if c.data.start and c.data.kind in kinds)
            best = next((c for c in spans if not of_another(scene, draft, c, self.pack)), best)
        period = self._resolve(best.data, best, scene)
        if period is None:
            return
        if period.kind == "since" and best.end <= draft.start and self._when(scene.sentence, best):
            period = closed(period)
        if period.start and begun(scene, draft, best, self.pack):
            period = replace(period, kind="since", end=self.clock.published)
        period = self._bounded(period, [chunk for chunk in scene.periods if low <= chunk.start < high], scene)
        draft.period, draft.own_period = period, True
        draft.rules.append(rule)
        draft.chunks.append(("period", best.start, best.end))

    def _without_sums(self, scene: Scene, draft: Draft, own: list[Chunk]) -> list[Chunk]:
        """Of the times of a figure those that do not belong to a sum beside it; of a sum its start alone."""
        if draft.source is not None and draft.source.brought:
            # "1,200 in 2022, bringing the total to 90,000": the time of what is added
            return [c for c in scene.periods if c.data.kind == "since" and c.end <= draft.start][-1:]
        brought = [group for unit in scene.units for group in unit.groups if group.brought]
        if not brought:
            return own
        # "..., bringing the total since 2010 to 900": the start belongs to the total
        later = [chunk for chunk in own if chunk.data.kind == "since" and draft.end <= chunk.start < brought[0].start]
        return [chunk for chunk in own if chunk not in later] or own

    def _one_clause(self, scene: Scene, draft: Draft, chunk: Chunk) -> bool:
        """Whether no semicolon parts a figure from a time behind it, with a figure of its own."""
        between = scene.sentence.between(draft.end, chunk.start)
        signs = [other.start for other in between if other.text == ";"]
        return not signs or not any(group.start > signs[0] for group in scene.groups) or not self.pack.articles

    def _lasted(self, scene: Scene, start: int, end: int) -> bool:
        """ "over three years": how long it took, with no day."""
        chunks = scene.sentence.chunks
        for at in scene.sentence.typed("aside"):
            chunk = chunks[at]
            if chunk.data != "duration" or self.pack.words["long_spans"].isdisjoint(chunk.lower.split()):
                continue
            lead, behind = [other.lower for other in chunks[max(0, at - 2) : at]], chunks[at + 1 : at + 2]
            if lead and lead[-1] in self.pack.words["definite"] and behind and behind[0].lower in self.pack.words["of"]:
                lead.pop()  # "in the two years of the project"
            if start <= chunk.start < end and lead and lead[-1] in self.pack.words["span_leads"]:
                return True
        return False

    def _rank(self, scene: Scene, chunk: Chunk) -> int:
        """How well a phrase of time dates what happened: "Monday's blast" before any other."""
        behind = scene.sentence.since(chunk.end)[:2]
        owned = len(behind) == 2 and behind[0].lower in self.pack.words["possessive"]
        event = owned and (behind[1].has("thing") or behind[1].value("nonclaim") == "event")
        return _EVENT if event and chunk.data.kind == "day" else _rank(chunk.data)

    def _bounded(self, period: Period, others: list[Chunk], scene: Scene) -> Period:
        """The other end of a running period: "as of 1 May ... since 2015"; "since that date" starts at the last one. By
        when a plan is to be done ends nothing: "since 2016, and the last field will be finished by June".
        """
        if period.op == "since_held":
            starts = [chunk.data.start for chunk in scene.periods if chunk.data.start and chunk.data.kind != "since"]
            return replace(period, start=starts[0] if starts else self.held.start)
        plans = scene.sentence.marked("plan")
        due = [c for c in others if any(0 <= c.start - mark.end <= _DUE for mark in plans)] if plans else []
        open_ended: list[Period] = [other.data for other in others if other not in due]
        since = [other for other in open_ended if other.kind == "since" and other.start]
        until = [other for other in open_ended if other.kind == "asof" and other.end]
        if since and until and period.kind in ("since", "asof"):
            return replace(since[0], end=until[0].end)
        return period

    def _resolve(self, period: Period, chunk: Chunk | None = None, scene: Scene | None = None) -> Period | None:
        """What a phrase of time means that points to another: "a day later", "on the 9th", "a year earlier"."""
        said = scene.sentence.until(chunk.start) if scene is not None and chunk is not None else []
        days = [c.data for c in said if c.kind == "period"]
        told = [c.data for c in scene.periods if c in said] if scene is not None else []
        bases = days if period.op in SUMS else told
        base = next((other for other in reversed(bases) if other.start and other.kind in ("span", "day")), None)
        earlier = chunk is not None and chunk.lower.split()[-1] in self.pack.words["earlier"]
        if period.op == "last_year" and earlier:
            base = base or self.held.period
            return shifted(base, -1) if base is not None and base.start and base.end else period
        if period.op == "year" and period.start and any(other.op == "same_span" for other in told):
            # "in the same months of 2019 it was 81, and in 2018, 48"
            return self._same_span(replace(period, partial=str(period.start.year)), None)
        if period.kind not in _POINTING:
            return period
        if period.kind == "nth":
            return nth(base or self.held.section or self.held.period, period, self.clock.published)
        if period.op == "same_span":
            return self._same_span(period, self._up_to_now(told) or base)
        if period.kind == "same":
            return self._same(period, base, chunk)
        day = next((other.start for other in reversed(days) if other.kind == "day" and other.start), self.held.day)
        return counted_from(day, period) if day else Period("day", op=period.op)

    def _same(self, period: Period, base: Period | None, chunk: Chunk | None) -> Period | None:
        """ "that day", "in the same period", "in that year", "that month": the time told of last."""
        if period.op == "reviewed_span":
            section, today = self.held.section, self.clock.published
            if section is not None and section.end is not None and today is not None and section.end > today:
                section = None  # a year that is not over is not under review
            return section or self.held.year or self.held.span or Period("span", op=period.op)
        if period.op == "undated_span" and self.held.closed is not None and _told_by_length(chunk, self.pack):
            return self.held.closed
        if period.op == "undated_span":
            single = self.held.period is not None and self.held.period.kind == "day"
            return self.held.span or (self.held.period if single else None) or Period("span", op=period.op)
        if period.op not in _WHOLE_YEAR | _WHOLE_MONTH:
            return base if base is not None and base.kind == "day" else self.held.period
        told = next(
            (p for p in (base, self.held.period, self.held.section) if p is not None and (p.end or p.start)), None
        )
        if period.op in _WHOLE_MONTH and base is None and _is_month(self.held.section):
            told = self.held.section
        day = (told.end or told.start) if told is not None else self.held.last
        if day is None:
            return Period("span", op=period.op)
        whole = period.op in _WHOLE_YEAR
        first = day.replace(month=1 if whole else day.month, day=1)
        after = (first.replace(month=12) if whole else first).replace(day=28) + dt.timedelta(days=4)
        return Period("span", first, after.replace(day=1) - dt.timedelta(days=1), op=period.op)

    def _up_to_now(self, told: list[Period]) -> Period | None:
        """ "this year ..., up from nine in the same period of 2022": of a time told last that goes on till now."""
        last = next((period for period in reversed(told) if period.start), None)
        if last is None or last.kind in ("span", "day") or self.clock.published is None:
            return None
        return replace(last, kind="span", end=self.clock.published)

    def _same_span(self, period: Period, base: Period | None) -> Period:
        """ "in the same period of 2019", "... of the year before": the same days of another year."""
        year = int(period.partial) if period.partial else None
        told = next((p for p in (base, self.held.period, self.held.span) if p is not None and p.start and p.end), None)
        if told is None or told.start is None:
            return (
                replace(period, kind="span", start=dt.date(year, 1, 1), end=dt.date(year, 12, 31)) if year else period
            )
        return replace(shifted(told, year - told.start.year if year else -1), kind="span")


def _told_by_length(chunk: Chunk | None, pack: Pack) -> bool:
    """ "over the same week", "in the same months": of a time with an end."""
    return chunk is not None and not pack.words["long_spans"].isdisjoint(chunk.lower.split())


def _is_month(period: Period | None) -> bool:
    """Whether a report is on one month."""
    if period is None or period.start is None or period.end is None or period.start.day != 1:
        return False
    return (period.start.year, period.start.month) == (period.end.year, period.end.month)


def _rank(period: Period) -> int:
    if period.kind in _POINTING:
        return 4 if period.kind == "nth" or period.op in SUMS else 0  # "the year's total came to 3.4 km2"
    if period.op in _EXPLICIT and (period.start or period.partial or period.end):
        return 3
    return 2 if period.start or period.end else 1
