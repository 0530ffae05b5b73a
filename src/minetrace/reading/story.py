"""The text as a whole: sentence after sentence, with what each hands on to the next."""

from __future__ import annotations

from itertools import pairwise, takewhile

from minetrace.reading.additions import Additions
from minetrace.reading.carried import Carried, follow, give
from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.clause_times import counted_from, strays
from minetrace.reading.grammar.attribution import Attributor
from minetrace.reading.grammar.chains import tells
from minetrace.reading.grammar.counting import count_kind, is_single
from minetrace.reading.grammar.drafts import Draft, told_itself
from minetrace.reading.grammar.land import hand_on_land
from minetrace.reading.grammar.noted import take_note
from minetrace.reading.grammar.reader import SentenceReader
from minetrace.reading.grammar.scene import Before, Scene
from minetrace.reading.grammar.stance import take_plan
from minetrace.reading.grounds import Told
from minetrace.reading.item_heads import Heading, ItemHead, item_heads
from minetrace.reading.known_names import beside_offices
from minetrace.reading.names import Run, find_runs, parted
from minetrace.reading.ordnance import find_layers, find_makes
from minetrace.reading.origins import local_voices, office_places, remits
from minetrace.reading.pack import Pack
from minetrace.reading.people import find_persons
from minetrace.reading.periods import Clock, Period, ahead
from minetrace.reading.place_names import mark_places
from minetrace.reading.place_neighbours import without_dateline
from minetrace.reading.provisions import find_provisions
from minetrace.reading.scope import Scoper
from minetrace.reading.sections import dateline_end, is_dateline, place_rows, run_in_headings, titled_days, within
from minetrace.reading.speakers import SpeakerReader
from minetrace.reading.visits import VISIT_KINDS, find_visits
from minetrace.reading.where_told import Questions
from minetrace.reading.whereabouts import Whereabouts

_VISITS_APART = 3
"""So many sentences may stand between a visit and one told to be "a day later"."""


class Story(Scoper):
    """Reads the sentences of one text in order and collects their drafts."""

    def __init__(
        self, pack: Pack, clock: Clock, text: str, publisher: str | None, known: frozenset[str], hazard: bool
    ) -> None:
        super().__init__(pack, clock, text)
        self.known = known
        self.speakers = SpeakerReader(pack, publisher)
        self.speakers.source = text
        self.attributor = Attributor(self.speakers)
        self.before = Before(hazard=hazard)
        self.additions = Additions(pack, text)
        self.whereabouts = Whereabouts(pack)
        self.headings: frozenset[int] = frozenset()
        self.rows: dict[int, str] = {}
        self.heads: dict[int, ItemHead] = {}
        self.heading = Heading()
        self.questions = Questions(pack)
        self.carried = Carried()
        self.drafts: list[Draft] = []
        self.scenes: list[Scene] = []

    def read(self, sentences: list[Sentence]) -> list[Draft]:
        """All drafts of the text, in order."""
        self.headings = run_in_headings(sentences, self.text, self.pack)
        self.rows = place_rows(sentences, self.text)
        self.heads = item_heads(sentences, self.text, self.pack, self.known)
        self.attributor.headings = self.headings
        for sentence in sentences:
            self._sentence(sentence)
        return self.drafts

    def _sentence(self, sentence: Sentence) -> None:
        runs = parted(sentence, find_runs(sentence, self.pack), self.pack, self.known)
        cues = self.speakers.cues(sentence)
        known = self.known
        if sentence.index in self.rows:
            cues = [cue for cue in cues if cue.start > sentence.start]
            known |= {self.rows[sentence.index]}
        head = self.heads.get(sentence.index)
        if head is not None:
            cues = [cue for cue in cues if cue.start >= head.end]
            known |= {place.name.lower() for place in head.places}
        makes = find_makes(sentence, self.pack)
        layers = find_layers(sentence, self.pack, self.text)
        taken = (
            [span for cue in cues for span in cue.spans]
            + [(make.start, make.end) for make in makes]
            + [(layer.start, layer.end) for layer in layers]
        )
        taken += [(mark.start, mark.end) for mark in sentence.marked("instrument")]
        taken += [*self._speech_areas(sentence, cues), (sentence.start, dateline_end(sentence, self.text))]
        offices = [(cue.start, cue.spans[0][0]) for cue in cues if cue.spans and self.pack.genitive]
        places = beside_offices(mark_places(sentence, runs, self.pack, known, taken), offices)
        places = without_dateline(sentence, places, self.pack)
        persons = find_persons(sentence, runs, self.pack, layers)
        periods = self._event_periods(sentence, cues, [(make.start, make.end) for make in makes], taken)
        scene = Scene(sentence, runs, places, makes, layers, persons, periods)
        scene.office = [] if places else office_places(sentence, runs, self._speech_areas(sentence, cues))
        scene.local = [] if places or self.pack.head_final else local_voices(sentence, runs, self.pack)
        scene.names_speaker = any(self.speakers.without_publisher(cue.names) for cue in cues)
        drafts = [
            draft for draft in SentenceReader(scene, self.pack, self.before).read() if not tells(draft, cues, self.text)
        ]
        formal = [
            *self._visits(sentence, runs, periods, places),
            *find_provisions(sentence, periods, self.pack, self.text, self._instrument(sentence)),
        ]
        self._scope(scene, drafts)
        self._counting(scene, drafts)
        for draft in drafts:
            take_plan(scene, draft, self.pack)
            self._ahead(draft)
            self._dated_by_section(draft)
        for draft in formal:
            self._day_of_visit(draft, [*self.drafts, *(other for other in formal if other.start < draft.start)])
            self._dated_by_section(draft)
            self._seen_there(scene, draft)
        self._place(scene, drafts, head)
        for draft in drafts:
            if draft.counting == "tally" and is_single(scene, draft, self.pack):
                draft.counting = "occurrence"
        give(self.carried, scene, drafts, self.pack)
        self.whereabouts.follow(scene, drafts)
        self.attributor.assign(
            sentence, cues, sorted([*drafts, *formal], key=lambda draft: draft.start), scene.predicates
        )
        self.additions.add(scene, drafts, self.drafts, self._resolve)
        self.questions.hear(scene, drafts)
        self._hand_on(scene, drafts, visited=any(draft.kind == "visit" for draft in formal))
        self.scenes.append(scene)
        self.drafts += sorted([*drafts, *formal], key=lambda draft: (draft.start, draft.end))

    def _place(self, scene: Scene, drafts: list[Draft], head: ItemHead | None) -> None:
        """Give drafts without a place or time of their own those that hold where they stand."""
        sentence = scene.sentence
        if head is not None:
            self.heading.open(head, sentence)
        self.heading.give(sentence, drafts, self.carried.told_in(sentence.paragraph))
        self.questions.answer(scene, drafts)
        scene.remits = [] if scene.places else remits(sentence, scene.runs, self.pack)
        self._planned_then(scene, drafts)
        self._carry(scene, drafts)

    def _planned_then(self, scene: Scene, drafts: list[Draft]) -> None:
        """ "And this year? - The plan is 65 square kilometres": what is planned in answer is of the time asked for."""
        asked = self.questions.period
        if asked is None or scene.sentence.index - self.questions.asked_in != 1:
            return
        for draft in drafts:
            if draft.stance == "planned" and draft.period is None:
                draft.period, draft.own_period = ahead(asked, "", self.clock), True
                draft.rules.append("S14")

    def _ahead(self, draft: Draft) -> None:
        """ "С 14 по 20 августа сапёры обследуют": where no word tells the future, days after publication do."""
        start = draft.period.start if draft.period is not None and draft.own_period else None
        future = start is not None and self.clock.published is not None and start > self.clock.published
        counted = draft.kind in ("ordnance", "area") and not self.pack.articles
        if future and counted and draft.period is not None and draft.period.kind == "span":
            draft.stance, draft.counting = "planned", "tally"
            draft.actions = {"planned"} if draft.kind == "area" else draft.actions
            draft.rules.append("T01")

    def _visits(self, sentence: Sentence, runs: list[Run], periods: list[Chunk], places: list[Run]) -> list[Draft]:
        """Visits; where sites of any kind are targets, only in a text that tells of mines."""
        if self.pack.genitive and not self.before.hazard:
            return []
        if sentence.by_kind.keys().isdisjoint(VISIT_KINDS):
            return []
        met = {place.name.lower() for draft in self.drafts for place in draft.places}
        told = Told(self.before.hazard, met, self.text[: sentence.start].lower())
        return find_visits(sentence, runs, periods, places, self.pack, self.text, told)

    def _instrument(self, sentence: Sentence) -> str | None:
        """The instrument of the sentences right before."""
        near = takewhile(lambda draft: sentence.index - draft.sentence <= 2, reversed(self.drafts))
        return next((draft.instrument for draft in near if draft.kind == "provision"), None)

    def _dated_by_section(self, draft: Draft) -> None:
        """A day or month without a year: of the year that the section is on; what is planned lies ahead."""
        if draft.period is None or not draft.own_period:
            return
        written = " ".join(self.text[a:b] for kind, a, b in draft.chunks if kind == "period")
        if draft.stance == "planned":
            draft.period = ahead(draft.period, written, self.clock)
        else:
            section = self.held.section or (self.held.year if self.clock.published is None else None)
            draft.period = within(draft.period, written, section, self.clock.published)

    def _day_of_visit(self, draft: Draft, told: list[Draft]) -> None:
        """ "A day later attachés inspected it": a day counted from the visit before, else from the day told last."""
        period = draft.period
        if draft.kind != "visit" or period is None or period.kind not in ("before", "after"):
            return
        near = takewhile(lambda other: draft.sentence - other.sentence <= _VISITS_APART, reversed(told))
        days = [other.period.start for other in near if other.kind == "visit" and other.period is not None]
        day = next((day for day in days if day is not None), self.held.day)
        if day is not None:
            draft.period = counted_from(day, period)

    def _seen_there(self, scene: Scene, draft: Draft) -> None:
        """ "visited the field", "toured the same site": a visit to the place told of before, where it is one alone."""
        words, chunks = self.pack.words, scene.sentence.between(draft.start, draft.end)
        pointed = any(
            before.lower in words["same"] or (before.lower in words["definite"] and chunk.lower in words["seen_there"])
            for before, chunk in pairwise(chunks)
        )
        near = self.pointed.near(scene.sentence)
        goes_on = self.pack.genitive and scene.sentence.index - self.pointed.named_in == 1 and not scene.places
        day = self.held.period if goes_on and self.held.dated_in == scene.sentence.paragraph else None
        if draft.kind == "visit" and not draft.own_period and day is not None and day.kind == "day":
            draft.period, draft.own_period = day, True
        pointed = pointed or (goes_on and scene.sentence.paragraph == self.carried.happened.paragraph)
        if draft.kind == "visit" and not draft.own_places and pointed and len(self.pointed.named) == 1 and near:
            draft.places, draft.own_places = list(self.pointed.named), True
            draft.rules.append("S08")

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
            if draft.actions == {"laid"} and not self.pack.head_final and not draft.own_period:
                continue  # when things were laid is not when they go off or are found
            if self._take_section(scene, draft):
                continue
            counts_on = self._counts_on(scene, draft)
            apart = draft.background and not counts_on
            if draft.counting == "stock" or apart or draft.stance == "planned" or not near:
                undated = draft if running else undated
                continue
            if running and draft.period is None and not counts_on:
                undated = draft
                continue
            if undated is not None and not draft.own_period and draft.kind == undated.kind:
                draft.counting, draft.background = "running", undated.background
                continue
            if not draft.own_period and self.held.period is not None and not self._of_other_matter(scene, draft):
                shown = draft.kind == "ordnance" and scene.sentence.spelled(self.pack.words["on_view"])
                if self.held.period.kind == "day" and ("C08" in draft.rules or shown):
                    continue
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

    def _counts_on(self, scene: Scene, draft: Draft) -> bool:
        """ "So far this year they have defused 12,345. At least 40 people have been injured": in the same time."""
        held = self.held
        told = self.drafts[-1].kind if self.drafts else draft.kind
        alike = (told == "casualty") == (draft.kind == "casualty")
        counted = held.counting == "running" or (held.counting == "tally" and alike)
        counted = counted and held.dated_in == scene.sentence.paragraph
        return "C07" in draft.rules and counted and draft.period is None

    def _of_other_matter(self, scene: Scene, draft: Draft) -> bool:
        """ "15 fell victim since 1998. It cleared 2 km2": not since when, though "has cleared" may go on."""
        told = next((other.kind for other in reversed(self.drafts) if other.counting == "running"), draft.kind)
        other = self.held.counting == "running" and (told == "casualty") != (draft.kind == "casualty")
        return self.pack.articles and other and not any(predicate.perfect for predicate in scene.predicates)

    def _take_section(self, scene: Scene, draft: Draft) -> bool:
        """Rule S10: in a report on a week, month or year a count without a time is of that time."""
        section, held = self.held.section, self.held
        if section is None or draft.own_period or draft.counting in ("stock", "running") or draft.stance == "planned":
            return False
        placed = draft.own_places and "S08" not in draft.rules
        fresh = placed or scene.sentence.paragraph != held.dated_in or held.period is None
        if not fresh and scene.sentence.index - held.sentence <= 2:
            return False
        draft.period, draft.counting = section, "tally"
        draft.rules.append("S10")
        return True

    def _hand_on(self, scene: Scene, drafts: list[Draft], visited: bool) -> None:
        sentence = scene.sentence
        for period in (chunk.data for chunk in scene.periods):
            self.held.last = period.end or self.held.last
            self.held.year = period if (period.kind, period.op) == ("span", "year") else self.held.year
            self.held.start = period.start or self.held.start
        if sentence.index in self.headings:
            self.held.leave()
            if not all(chunk.kind in ("period", "sign") for chunk in sentence.chunks):
                self.carried = self.carried.left()  # "Tuesday." goes on with the same matter
                self.pointed.leave()
        event = [draft for draft in drafts if draft.counting != "stock" and not (draft.background and draft.own_period)]
        event = told_itself([draft for draft in event if draft.stance != "planned"])
        periods = [draft.period for draft in event if draft.period is not None and draft.own_period]
        if not drafts:
            found = [self._resolve(chunk.data) for chunk in scene.periods]
            periods = [period for period in found if period is not None and period.kind in ("day", "span")]
            periods = [
                period
                for period in periods
                if not strays(period, self.held.period, fronted=_fronted(scene)) and not self._to_come(period)
            ]
            periods = [] if visited and self.pack.articles else periods  # the day of a visit
            if periods or scene.places:
                self.held.sentence = sentence.index
        elif event:
            self.held.sentence = sentence.index
        titled = titled_days(sentence, self.text, self.pack) if not drafts else None
        self.held.section = titled or self.held.section
        if periods:
            self.held.period, self.held.dated_in = periods[-1], sentence.paragraph
            self.held.start = periods[-1].start or self.held.start
            if periods[-1].kind == "day":
                self.held.day = periods[-1].start
        wholes = [d for d in drafts if d.source is None or not (d.source.of_them and self.pack.articles)]
        told = [draft.period for draft in wholes if draft.own_period and draft.period is not None] or periods
        spans = [period for period in told if period.kind == "since" or (period.kind == "span" and period.start)]
        self.held.span = spans[-1] if spans else self.held.span
        counted = [period for period in spans if period.kind == "span" and wholes]
        self.held.closed = counted[-1] if counted else self.held.closed
        counts = [draft.counting for draft in event]
        if counts:
            self.held.counting = counts[-1]
        elif periods:
            self.held.counting = None
        title = titled is not None and self.pack.articles
        self.carried = follow(self.carried, scene, drafts, self.pack, dateline=self._dateline(scene), title=title)
        self.pointed.follow(scene)
        take_note(self.before, scene, drafts, self.text)
        hand_on_land(scene, drafts, self.before, self.text, self.pack)

    def _to_come(self, period: Period) -> bool:
        """Whether a time lies behind the day of publication: what is told next does not go on from it."""
        today = self.clock.published
        return today is not None and period.start is not None and period.start > today

    def _dateline(self, scene: Scene) -> bool:
        city = all(run.end == run.start + len(" ".join(run.words)) and not run.country for run in scene.places)
        first = (
            scene.sentence.index == 0 and bool(scene.places) and scene.places[0].start == scene.sentence.start and city
        )
        return first or is_dateline(scene.sentence, self.text)


def _fronted(scene: Scene) -> bool:
    return any(chunk.start - scene.sentence.start < 4 for chunk in scene.periods)
