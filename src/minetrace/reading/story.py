"""The text as a whole: sentence after sentence, with what each hands on to the next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.attribution import Attributor
from minetrace.reading.grammar.clauses import Unit
from minetrace.reading.grammar.counting import count_kind
from minetrace.reading.grammar.drafts import Draft, Place
from minetrace.reading.grammar.groups import Group
from minetrace.reading.grammar.reader import Before, Scene, SentenceReader, places_of
from minetrace.reading.grammar.stance import take_plan
from minetrace.reading.names import Run, find_runs, mark_places
from minetrace.reading.ordnance import find_layers, find_makes
from minetrace.reading.pack import Pack
from minetrace.reading.people import find_persons
from minetrace.reading.periods import Clock, Period
from minetrace.reading.provisions import find_provisions
from minetrace.reading.speakers import Cue, SpeakerReader
from minetrace.reading.visits import find_visits

_EXPLICIT = frozenset(
    "day day_span dotted_day month_span year_span week_of_month half_of_month months_of_year half_of_year quarter era month".split()
)
_POINTING = frozenset(("before", "after", "same"))


@dataclass(slots=True)
class Held:
    """What earlier sentences hand on: the last period, the last places, and in which sentence they were said."""

    period: Period | None = None
    span: Period | None = None
    places: list[Place] = field(default_factory=list)
    counting: str | None = None
    sentence: int = -9
    day: dt.date | None = None


class Story:
    """Reads the sentences of one text in order and collects their drafts."""

    def __init__(
        self, pack: Pack, clock: Clock, text: str, publisher: str | None, known: frozenset[str], hazard: bool
    ) -> None:
        self.pack, self.clock, self.text, self.known = pack, clock, text, known
        self.speakers = SpeakerReader(pack, publisher)
        self.speakers.source = text
        self.attributor = Attributor(self.speakers)
        self.before = Before(hazard=hazard)
        self.held = Held()
        self.drafts: list[Draft] = []
        self.scenes: list[Scene] = []

    def read(self, sentences: list[Sentence]) -> list[Draft]:
        """All drafts of the text, in order."""
        for sentence in sentences:
            self._sentence(sentence)
        return self.drafts

    def _sentence(self, sentence: Sentence) -> None:
        runs = find_runs(sentence, self.pack)
        cues = self.speakers.cues(sentence)
        makes = find_makes(sentence, self.pack)
        layers = find_layers(sentence, self.pack, self.text)
        taken = (
            [span for cue in cues for span in cue.spans]
            + [(make.start, make.end) for make in makes]
            + [(layer.start, layer.end) for layer in layers]
        )
        taken += [(mark.start, mark.end) for mark in sentence.marked("instrument")]
        taken += self._speech_areas(sentence, cues)
        places = mark_places(sentence, runs, self.pack, self.known, taken)
        persons = find_persons(sentence, runs, self.pack)
        periods = self._event_periods(sentence, cues, [(make.start, make.end) for make in makes], taken)
        scene = Scene(sentence, runs, places, makes, layers, persons, periods)
        drafts = SentenceReader(scene, self.pack, self.before).read()
        formal = [
            *find_visits(sentence, runs, periods, places, self.pack, self.text),
            *find_provisions(sentence, periods, self.pack, self.text),
        ]
        self._scope(scene, drafts)
        self._counting(scene, drafts)
        for draft in drafts:
            take_plan(scene, draft)
        self._carry(scene, drafts)
        self.attributor.assign(
            sentence, cues, sorted([*drafts, *formal], key=lambda draft: draft.start), scene.predicates
        )
        self._enrich(scene, drafts)
        self._hand_on(scene, drafts)
        self.scenes.append(scene)
        self.drafts += sorted([*drafts, *formal], key=lambda draft: (draft.start, draft.end))

    # -- periods and places ------------------------------------------------------------------------------------
    def _speech_areas(self, sentence: Sentence, cues: list[Cue]) -> list[tuple[int, int]]:
        """Between a verb of saying and "that" stand the place and day of speaking, not of the event."""
        areas = []
        for cue in cues:
            if cue.sort not in ("says", "back"):
                continue
            for chunk in sentence.chunks:
                if chunk.start < cue.end:
                    continue
                if chunk.kind == "number" or chunk.has("action") or chunk.has("outcome") or chunk.text in (";", ":"):
                    break
                if chunk.lower in self.pack.words["that"]:
                    areas.append((cue.at, chunk.start))
                    break
        return areas

    def _event_periods(
        self, sentence: Sentence, cues: list[Cue], makes: list[tuple[int, int]], areas: list[tuple[int, int]]
    ) -> list[Chunk]:
        found = []
        for chunk in sentence.chunks:
            if chunk.kind != "period" or any(a <= chunk.start < b for a, b in makes):
                continue
            if chunk.data.kind == "day" and (
                self._of_speech(chunk, cues) or any(a <= chunk.start and chunk.end <= b for a, b in areas)
            ):
                continue
            if self._inside_name(sentence, chunk) or self._in_dateline(sentence, chunk):
                continue
            found.append(chunk)
        return found

    def _in_dateline(self, sentence: Sentence, chunk: Chunk) -> bool:
        """ "KYIV, March 3 - ...": the day of writing, not of an event."""
        if "\n" not in self.text[max(0, sentence.start - 2) : sentence.start] and sentence.index:
            return False
        head = sentence.chunks[:9]
        dash = next(
            (i for i, other in enumerate(head) if other.text in ("-", ".", "/") and other.end < sentence.end), None
        )
        plain = dash is not None and all(o.kind in ("period", "sign") or o.capital for o in head[:dash])
        return (
            plain
            and dash is not None
            and head[0].capital
            and head[0].kind != "period"
            and chunk.end <= head[dash].start
        )

    def _of_speech(self, chunk: Chunk, cues: list[Cue]) -> bool:
        for cue in cues:
            if cue.sort not in ("says", "according", "statement", "relay", "back"):
                continue
            gap = self.text[cue.end : chunk.start] if chunk.start >= cue.end else self.text[chunk.end : cue.start]
            inside = cue.start <= chunk.start < cue.end
            if inside or (chunk.start >= cue.end and gap.strip().lower() in self.pack.words["day_leads"]):
                return True
        return False

    def _inside_name(self, sentence: Sentence, chunk: Chunk) -> bool:
        """A year inside the name of a war or an instrument dates that, not the event."""
        for mark in sentence.marked("instrument") + sentence.marked("instrument_noun"):
            if 0 <= chunk.start - mark.end <= 6 or 0 <= mark.start - chunk.end <= 3:
                return True
        following = next((other for other in sentence.chunks if other.start >= chunk.end), None)
        return (
            chunk.data.op == "year"
            and following is not None
            and following.capital
            and following.kind == "word"
            and following.start - chunk.end <= 1
        )

    def _scope(self, scene: Scene, drafts: list[Draft]) -> None:
        units = {id(group): unit for unit in scene.units for group in unit.groups}
        for draft in drafts:
            unit = units.get(id(draft.source))
            start, end = (unit.start, unit.end) if unit else _segment(scene.sentence, draft.start)
            self._set_period(scene, draft, unit, start, end)
            self._set_places(scene, draft, unit, start, end)

    def _set_period(self, scene: Scene, draft: Draft, unit: Unit | None, start: int, end: int) -> None:
        own = [chunk for chunk in scene.periods if start <= chunk.start < end]
        low, high = _segment(scene.sentence, draft.start)
        own = [chunk for chunk in own if low <= chunk.start < high] or own
        rule = "S01"
        if not own:
            fronted = [chunk for chunk in scene.periods if chunk.start < start]
            own, rule = (
                (fronted[-1:], "S03")
                if fronted
                else ([chunk for chunk in scene.periods if chunk.start >= end][:1], "S04")
            )
        if not own:
            return
        if draft.source is not None and draft.source.brought:
            own = [chunk for chunk in scene.periods if chunk.data.kind == "since" and chunk.end <= draft.start][
                -1:
            ] or own
        best = min(own, key=lambda chunk: (-_rank(chunk.data), abs(chunk.start - draft.start)))
        if best.data.kind == "same" and best.data.op == "undated_span":
            best = next((chunk for chunk in scene.periods if chunk.data.start and chunk.data.kind == "span"), best)
        period = self._resolve(best.data)
        if period is None:
            return
        draft.period, draft.own_period = period, True
        draft.rules.append(rule)
        draft.chunks.append(("period", best.start, best.end))

    def _resolve(self, period: Period) -> Period | None:
        if period.kind not in _POINTING:
            return period
        if period.kind == "same":
            if period.op == "undated_span":
                return self.held.span or Period("span", op=period.op)
            return self.held.period
        step = dt.timedelta(days=-1 if period.kind == "before" else 1)
        day = self.held.day + step if self.held.day else None
        return Period("day", day, day, op=period.op)

    def _set_places(self, scene: Scene, draft: Draft, unit: Unit | None, start: int, end: int) -> None:
        own = [run for run in scene.places if start <= run.start < end]
        rule = "S01"
        if not own:
            own, rule = self._places_beside(scene, draft, start, end)
        places = places_of(own)
        if places:
            draft.places, draft.own_places = places, True
            draft.rules.append(rule)
            draft.chunks += [("place", place.start, place.start + len(place.name)) for place in places]

    def _places_beside(self, scene: Scene, draft: Draft, start: int, end: int) -> tuple[list[Run], str]:
        """Places of a neighbouring clause: between semicolons first the one after, then the one before."""
        low, high = _segment(scene.sentence, draft.start)
        after = [run for run in scene.places if end <= run.start < high]
        before = [run for run in scene.places if low <= run.start < start] or [
            run for run in scene.places if run.start < start
        ]
        if before and not (after and start <= low):
            bounds = [unit.start for unit in scene.units if unit.start <= before[-1].start]
            return [run for run in before if run.start >= max(bounds, default=scene.sentence.start)], "S03"
        if not after:
            after = [run for run in scene.places if run.start >= end]
        bounds = [unit.end for unit in scene.units if after and unit.end > after[0].start]
        return [run for run in after if run.start < min(bounds, default=scene.sentence.end)], "S04"

    # -- kind of count and carry-over --------------------------------------------------------------------------
    def _counting(self, scene: Scene, drafts: list[Draft]) -> None:
        for draft in drafts:
            draft.counting, rule = count_kind(scene, draft, self.pack, self.clock)
            draft.rules.append(rule)
            start = draft.period.start if draft.period is not None else None
            restated = start is None and (draft.period is None or draft.period.partial is None)
            draft.background = (
                draft.counting == "running" and (restated or start == self.clock.era)
            ) or draft.form == "stock"

    def _carry(self, scene: Scene, drafts: list[Draft]) -> None:
        """Rule S05: a claim without a time or place of its own goes on with those of the sentences before it."""
        near = scene.sentence.index - self.held.sentence <= 2 and not (
            self.attributor.changed and any(draft.own_speaker for draft in drafts)
        )
        undated: Draft | None = None
        for draft in drafts:
            running = draft.counting == "running"
            if draft.counting == "stock" or draft.background or draft.stance == "planned" or not near:
                undated = draft if running else undated
                continue
            if running and draft.period is None:
                undated = draft
                continue
            if undated is not None and not draft.own_period and draft.kind == undated.kind:
                draft.counting, draft.background = "running", undated.background
                continue
            if not draft.own_period and self.held.period is not None:
                draft.period = self.held.period
                draft.rules.append("S05")
                if self.held.counting in ("running", "tally"):
                    draft.counting = self.held.counting
                elif draft.period.kind == "span":
                    draft.counting = "tally"
                elif draft.period.kind == "day":
                    draft.counting = "occurrence"
            elif (
                not draft.own_period
                and self.held.counting == "tally"
                and not draft.names
                and not (draft.source and draft.source.article)
            ):
                draft.counting = "tally"
            if not draft.own_places and (draft.counting != "running" or self.held.counting == "running"):
                draft.places = list(self.held.places)

    def _hand_on(self, scene: Scene, drafts: list[Draft]) -> None:
        event = [draft for draft in drafts if draft.counting != "stock" and not (draft.background and draft.own_period)]
        periods = [draft.period for draft in event if draft.period is not None and draft.own_period]
        if not drafts:
            found = [self._resolve(chunk.data) for chunk in scene.periods]
            periods = [period for period in found if period is not None and period.kind in ("day", "span")]
            if periods or scene.places:
                self.held.sentence = scene.sentence.index
        elif event:
            self.held.sentence = scene.sentence.index
        if periods:
            self.held.period = periods[-1]
            spans = [period for period in periods if period.kind in ("span", "since")]
            self.held.span = spans[-1] if spans else self.held.span
            if periods[-1].kind == "day":
                self.held.day = periods[-1].start
        counts = [draft.counting for draft in event]
        if counts:
            self.held.counting = counts[-1]
        elif periods:
            self.held.counting = None
        if event and all(draft.counting == "running" and draft.own_period for draft in event):
            self.held.places = []
        places = [place for draft in event if draft.own_places for place in draft.places]
        if places:
            self.held.places = list({place.name: place for place in places}.values())
        elif not drafts and scene.places and not self._dateline(scene):
            fresh = places_of(scene.places)
            known = {place.name for place in self.held.places}
            self.held.places = [*self.held.places, *(place for place in fresh if place.name not in known)]
        self._nouns(drafts, scene)

    def _dateline(self, scene: Scene) -> bool:
        return scene.sentence.index == 0 and scene.places[0].start == scene.sentence.start

    def _nouns(self, drafts: list[Draft], scene: Scene) -> None:
        for chunk in scene.sentence.chunks:
            for sense in chunk.senses:
                if sense.kind == "outcome" and sense.flags.get("form") == "noun":
                    self.before.outcome = sense.value
        self.before.values |= {draft.value for draft in drafts if draft.value is not None}
        for draft in drafts:
            part = draft.source is not None and (draft.source.cue in ("including", "of which") or draft.source.article)
            if draft.kind == "ordnance" and draft.category and not part:
                self.before.category = draft.category
                if draft.counting != "stock":
                    self.before.actions = frozenset(draft.actions)
            if draft.kind == "casualty":
                self.before.outcome = draft.outcome
        plural: list[Group] = [
            group for group in scene.groups if group.kind == "ordnance" and group.number.form == "none"
        ]
        if plural:
            self.before.plural_thing = plural[-1]

    # -- what a sentence adds to the claims before it ----------------------------------------------------------
    def _enrich(self, scene: Scene, drafts: list[Draft]) -> None:
        things = [draft for draft in drafts if draft.kind == "ordnance"]
        previous = [
            draft for draft in self.drafts if draft.kind == "ordnance" and scene.sentence.index - draft.sentence <= 2
        ]
        previous = [draft for draft in previous if draft.sentence == previous[-1].sentence] if previous else []
        attached = [draft.source.make for draft in things if draft.source is not None]
        for make in scene.makes:
            if make in attached:
                continue
            earlier = [draft for draft in things if draft.end <= make.start and make.start - draft.end < 90]
            target = earlier[-1] if earlier else previous[-1] if previous and not things else None
            if target is not None and target.made_in is None and target.made_year is None:
                target.made_in, target.made_year = make.country, make.year
        anaphor = any(chunk.lower in self.pack.words["all_of"] for chunk in scene.sentence.chunks[:3])
        if things or not previous or not anaphor or drafts:
            self._layers(scene, things, previous)
            return
        plural = next(
            (group for group in scene.groups if group.kind == "ordnance" and group.number.form == "none"), None
        )
        period = next((self._resolve(chunk.data) for chunk in scene.periods), None)
        for draft in previous:
            draft.add_places(places_of(scene.places))
            if plural is not None:
                draft.model = draft.model or plural.model
                draft.category = plural.category if draft.category in (None, "mine (unspecified)") else draft.category
            if draft.period is None and period is not None and period.kind in ("day", "span"):
                draft.period = period
                draft.counting = "occurrence" if period.kind == "day" else "tally"
        self._layers(scene, things, previous)

    def _layers(self, scene: Scene, things: list[Draft], previous: list[Draft]) -> None:
        used = {draft.laid_by for draft in things}
        for layer in scene.layers:
            if layer.name in used:
                continue
            earlier = [draft for draft in things if draft.start <= layer.start]
            for draft in earlier[-1:] or ([] if things else previous):
                draft.laid_by = draft.laid_by or layer.name


def _rank(period: Period) -> int:
    if period.kind in _POINTING:
        return 0
    if period.op in _EXPLICIT and (period.start or period.partial or period.end):
        return 3
    return 2 if period.start or period.end else 1


def _segment(sentence: Sentence, at: int) -> tuple[int, int]:
    start, end = sentence.start, sentence.end
    for chunk in sentence.chunks:
        if chunk.text == ";":
            if chunk.start < at:
                start = chunk.end
            else:
                return start, chunk.start
    return start, end


def merge_rounding(drafts: list[Draft]) -> None:
    """A rounded figure and the exact one after it are two claims of one happening: they share place, time and maker.

    Rule C06: the first is hedged, both are things, and the exact value lies within twelve hundredths above it.
    """
    things = [draft for draft in drafts if draft.kind == "ordnance" and draft.value]
    for first, second in zip(things, things[1:], strict=False):
        rounded = first.hedge in ("more than", "about", "almost", "up to") and second.hedge == "exact"
        if (
            not rounded
            or first.value is None
            or second.value is None
            or not 0.95 * first.value <= second.value <= 1.12 * first.value
        ):
            continue
        if first.total_of or second.part_of is not None:
            continue
        if not first.own_period and second.period is not None:
            first.period, first.counting = second.period, second.counting
        second.add_places(first.places)
        first.add_places(second.places)
        first.laid_by = first.laid_by or second.laid_by
        second.laid_by = second.laid_by or first.laid_by


def fill_back(drafts: list[Draft]) -> None:
    """A lead without a period or speaker takes those of the sentence right after it, where one matter goes on.

    Rule S07.
    """
    firsts = [draft for draft in drafts if draft.sentence == drafts[0].sentence] if drafts else []
    for draft in firsts:
        same = [later for later in drafts if later.sentence - draft.sentence in (1, 2) and later.kind == draft.kind]
        if not draft.speakers and not draft.own_speaker and draft.sentence == 0 and not draft.background:
            spoken = next((later for later in same if later.speakers and later.kind == "ordnance"), None)
            if spoken is not None:
                draft.speakers = spoken.speakers
        if draft.kind not in ("ordnance", "area") or draft.period is not None or draft.counting in ("stock", "running"):
            continue
        dated = next(
            (
                later
                for later in drafts
                if later.sentence == draft.sentence + 1 and later.kind in ("ordnance", "area") and later.own_period
            ),
            None,
        )
        if (
            dated is not None
            and dated.speakers == draft.speakers
            and dated.period is not None
            and dated.period.kind == "span"
        ):
            draft.period, draft.counting = replace(dated.period), "tally"
            draft.rules.append("S07")
