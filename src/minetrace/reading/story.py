"""The text as a whole: sentence after sentence, with what each hands on to the next."""

from __future__ import annotations

from itertools import takewhile

from minetrace.reading.chunks import Chunk, Sentence, number_of
from minetrace.reading.grammar.attribution import Attributor
from minetrace.reading.grammar.counting import count_kind
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.reader import SentenceReader
from minetrace.reading.grammar.scene import Before, Scene, places_of
from minetrace.reading.grammar.stance import take_plan
from minetrace.reading.names import Run, find_runs
from minetrace.reading.numbers import Number
from minetrace.reading.ordnance import find_layers, find_makes, model_category
from minetrace.reading.pack import Pack
from minetrace.reading.people import find_persons
from minetrace.reading.periods import Clock, Period, ahead
from minetrace.reading.place_names import mark_places
from minetrace.reading.provisions import find_provisions
from minetrace.reading.scope import Scoper
from minetrace.reading.speakers import SpeakerReader
from minetrace.reading.visits import find_visits


class Story(Scoper):
    """Reads the sentences of one text in order and collects their drafts."""

    def __init__(
        self, pack: Pack, clock: Clock, text: str, publisher: str | None, known: frozenset[str], hazard: bool
    ) -> None:
        super().__init__(pack, text)
        self.clock, self.known = clock, known
        self.speakers = SpeakerReader(pack, publisher)
        self.speakers.source = text
        self.attributor = Attributor(self.speakers)
        self.before = Before(hazard=hazard)
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
        scene.names_speaker = any(self.speakers.without_publisher(cue.names) for cue in cues)
        drafts = SentenceReader(scene, self.pack, self.before).read()
        formal = [
            *self._visits(sentence, runs, periods, places),
            *find_provisions(sentence, periods, self.pack, self.text, self._instrument(sentence)),
        ]
        self._scope(scene, drafts)
        self._counting(scene, drafts)
        for draft in drafts:
            take_plan(scene, draft)
            self._ahead(draft)
            if draft.stance == "planned" and draft.period is not None:
                written = " ".join(self.text[a:b] for kind, a, b in draft.chunks if kind == "period")
                draft.period = ahead(draft.period, written, self.clock)
        self._carry(scene, drafts)
        self.attributor.assign(
            sentence, cues, sorted([*drafts, *formal], key=lambda draft: draft.start), scene.predicates
        )
        self._enrich(scene, drafts)
        self._hand_on(scene, drafts)
        self.scenes.append(scene)
        self.drafts += sorted([*drafts, *formal], key=lambda draft: (draft.start, draft.end))

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
        return find_visits(sentence, runs, periods, places, self.pack, self.text)

    def _instrument(self, sentence: Sentence) -> str | None:
        """The instrument of the sentences right before."""
        near = [draft for draft in self.drafts if draft.kind == "provision" and sentence.index - draft.sentence <= 2]
        return near[-1].instrument if near else None

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
            if self._take_section(scene, draft):
                continue
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
            if self._goes_on_there(scene, draft):
                draft.places = list(self.held.places)

    def _goes_on_there(self, scene: Scene, draft: Draft) -> bool:
        """Whether a claim without a place goes on with the place before.

        Not where a new paragraph dates it anew, nor for a span of time behind one day.
        """
        if draft.own_places or (draft.counting == "running" and self.held.counting != "running"):
            return False
        if draft.own_period and scene.sentence.paragraph != self.held.placed_in:
            return False
        day, period = self.held.day_of_places, draft.period
        return not (draft.own_period and day and period is not None and period.kind == "span")

    def _take_section(self, scene: Scene, draft: Draft) -> bool:
        """Rule S10: in a report on a week, month or year a count without a time is of that time."""
        section, held = self.held.section, self.held
        if section is None or draft.own_period or draft.counting in ("stock", "running") or draft.stance == "planned":
            return False
        fresh = draft.own_places or scene.sentence.paragraph != held.dated_in or held.period is None
        if not fresh and scene.sentence.index - held.sentence <= 2:
            return False
        draft.period, draft.counting = section, "tally"
        draft.rules.append("S10")
        return True

    def _open_section(self, scene: Scene, drafts: list[Draft]) -> None:
        """ "Bulletin 5, 1 to 7 April 2013": a title or heading that dates what follows."""
        sentence = scene.sentence
        spans = [c.data for c in sentence.chunks if c.kind == "period" and c.data.kind == "span" and c.data.start]
        alone = not sentence.start or self.text[sentence.start - 1] == "\n"
        ends = self.text[sentence.end : sentence.end + 1] == "\n" and self.text[sentence.end - 1] != "."
        reports = bool(sentence.marked("report_noun")) and sentence.index <= 1
        title = len(sentence.chunks) <= 20 and alone and (ends or reports)
        if spans and title and not drafts:
            self.held.section = spans[-1]

    def _stray(self, period: Period, scene: Scene) -> bool:
        """A day named in passing within the year or month that is told of: "The rains set in on 9 October." """
        told = self.held.period
        fronted = any(chunk.start - scene.sentence.start < 4 for chunk in scene.periods)
        return (
            told is not None
            and told.kind == "span"
            and told.start is not None
            and told.end is not None
            and period.kind == "day"
            and period.start is not None
            and told.start <= period.start <= told.end
            and not fronted
        )

    def _hand_on(self, scene: Scene, drafts: list[Draft]) -> None:
        starts = [chunk.data.start for chunk in scene.periods if chunk.data.start is not None]
        self.held.start = starts[-1] if starts else self.held.start
        event = [draft for draft in drafts if draft.counting != "stock" and not (draft.background and draft.own_period)]
        periods = [draft.period for draft in event if draft.period is not None and draft.own_period]
        if not drafts:
            found = [self._resolve(chunk.data) for chunk in scene.periods]
            periods = [period for period in found if period is not None and period.kind in ("day", "span")]
            periods = [period for period in periods if not self._stray(period, scene)]
            if periods or scene.places:
                self.held.sentence = scene.sentence.index
        elif event:
            self.held.sentence = scene.sentence.index
        self._open_section(scene, drafts)
        if periods:
            self.held.period, self.held.dated_in = periods[-1], scene.sentence.paragraph
            if periods[-1].kind == "day":
                self.held.day = periods[-1].start
        told = [draft.period for draft in drafts if draft.own_period and draft.period is not None] or periods
        spans = [period for period in told if period.kind in ("span", "since") and period.start]
        self.held.span = spans[-1] if spans else self.held.span
        counts = [draft.counting for draft in event]
        if counts:
            self.held.counting = counts[-1]
        elif periods:
            self.held.counting = None
        if event and all(draft.counting == "running" and draft.own_period for draft in event):
            self.held.places = []
        wholes = [draft for draft in event if self.pack.articles or not _is_part(draft)]
        places = [place for draft in wholes if draft.own_places for place in draft.places]
        if places:
            self.held.places = list({place.name: place for place in places}.values())
            self.held.placed_in = scene.sentence.paragraph
            self.held.day_of_places = any(
                draft.period is not None and draft.period.kind == "day" for draft in event if draft.own_places
            )
        elif not drafts and scene.places and not self._dateline(scene):
            fresh = places_of(scene.places)
            known = {place.name for place in self.held.places}
            self.held.places = [*self.held.places, *(place for place in fresh if place.name not in known)]
            self.held.placed_in, self.held.day_of_places = scene.sentence.paragraph, False
        if any(run.kind == "place" for run in scene.places):
            self.held.named, self.held.named_in = places_of(scene.places), scene.sentence.index
        self._nouns(drafts, scene)

    def _dateline(self, scene: Scene) -> bool:
        city = all(run.end == run.start + len(" ".join(run.words)) for run in scene.places)
        return scene.sentence.index == 0 and scene.places[0].start == scene.sentence.start and city

    def _nouns(self, drafts: list[Draft], scene: Scene) -> None:
        for chunk in scene.sentence.chunks:
            for sense in chunk.senses:
                if sense.kind == "outcome" and sense.flags.get("form") == "noun":
                    self.before.outcome = sense.value
        self.before.harmed |= {(draft.value, draft.outcome) for draft in drafts if draft.kind == "casualty"}
        people = [group for group in scene.groups if group.kind == "person" and group.group]
        counted_people = [group for group in people if (group.number.value or 0) > 1 and "G02" not in group.rules]
        if counted_people or people:
            self.before.people = (counted_people or people)[-1]
        elif any(predicate.event for predicate in scene.predicates):
            self.before.people = self._unnumbered(scene) or self.before.people
        self.before.values |= {draft.value for draft in drafts if draft.value is not None}
        for draft in drafts:
            part = draft.source is not None and (draft.source.cue in ("including", "of which") or draft.source.article)
            if draft.kind == "ordnance" and draft.category and not part:
                self.before.category = draft.category
                if draft.counting != "stock":
                    self.before.actions = frozenset(draft.actions)
            if draft.kind == "ordnance" and draft.source is not None and not draft.source.generic and draft.category:
                self.before.kinds[self.text[draft.start : draft.end].lower().split()[-1][:5]] = draft.category
            if draft.kind == "casualty":
                self.before.outcome = draft.outcome
        for draft in drafts:
            if draft.source is not None and draft.kind == "casualty":
                draft.source.outcome = draft.source.outcome or draft.outcome
        counted = [draft.source for draft in drafts if draft.source is not None and draft.part_of is None]
        self.before.counted = counted or self.before.counted
        self.before.whole = next((group for group in counted if not group.of_them and not group.article), None)
        if self.before.whole is not None or scene.sentence.index - self.before.figure_in > 1:
            self.before.figure, self.before.figure_in = self.before.whole, scene.sentence.index
        plural: list[Group] = [
            group for group in scene.groups if group.kind == "ordnance" and group.number.form == "none"
        ]
        if plural:
            self.before.plural_thing = plural[-1]

    def _unnumbered(self, scene: Scene) -> Group | None:
        """ "подорвались сотрудники агентства": who was harmed, though not how many."""
        several = [c for c in scene.sentence.chunks if c.has("person") and number_of(c) == "pl"]
        if not several:
            return None
        return Group("person", Number(None, form="none"), 0, 0, 0, 0, group=several[-1].value("person"))

    # -- what a sentence adds to the claims before it ----------------------------------------------------------
    def _enrich(self, scene: Scene, drafts: list[Draft]) -> None:
        things = [draft for draft in drafts if draft.kind == "ordnance"]
        near = takewhile(lambda draft: scene.sentence.index - draft.sentence <= 2, reversed(self.drafts))
        previous = [draft for draft in near if draft.kind == "ordnance"][::-1]
        previous = [draft for draft in previous if draft.sentence == previous[-1].sentence] if previous else []
        attached = [draft.source.make for draft in things if draft.source is not None]
        for make in scene.makes:
            if make in attached:
                continue
            named = [c.text for c in scene.sentence.chunks if c.kind == "designation" and c.end <= make.start]
            of_model = [draft for draft in previous if draft.model in named] if not things else []
            for draft in of_model:
                # "52 PMN-E and 30 PMN-2 ... The PMN-E were made in 2021": of that lot only
                draft.made_in, draft.made_year = draft.made_in or make.country, draft.made_year or make.year
            if of_model:
                continue
            earlier = [draft for draft in things if draft.end <= make.start and make.start - draft.end < 90]
            target = earlier[-1] if earlier else previous[-1] if previous and not things else None
            if target is not None:
                target.made_in = target.made_in or make.country
                target.made_year = target.made_year or make.year
        self._dispose(scene, [] if things else previous)
        anaphor = any(chunk.lower in self.pack.words["all_of"] for chunk in scene.sentence.chunks[:3])
        if things or not previous or not anaphor or drafts:
            self._layers(scene, things, previous)
            return
        plural = next(
            (group for group in scene.groups if group.kind == "ordnance" and group.number.form == "none"), None
        )
        period = next((self._resolve(chunk.data) for chunk in scene.periods), None)
        model = next((c.text for c in scene.sentence.chunks if c.kind == "designation"), None)
        category = model_category(model, self.pack) if model else None
        for draft in previous:
            draft.add_places(places_of(scene.places))
            if category is not None and draft.category in (category, "mine (unspecified)"):
                draft.model, draft.category = draft.model or model, category
            if plural is not None:
                draft.model = draft.model or plural.model
                draft.category = plural.category if draft.category in (None, "mine (unspecified)") else draft.category
            if draft.period is None and period is not None and period.kind in ("day", "span"):
                draft.period = period
                draft.counting = "occurrence" if period.kind == "day" else "tally"
        self._layers(scene, things, previous)

    def _dispose(self, scene: Scene, previous: list[Draft]) -> None:
        """ "Six naval mines were found. They were blown up at sea.", "Их уничтожили на полигоне."."""
        words, chunks = self.pack.words, scene.sentence.chunks
        cleared = [predicate for predicate in scene.predicates if "cleared" in predicate.actions]
        blown = [
            predicate
            for predicate in scene.predicates
            if self.text[predicate.start : predicate.end].lower() in words["disposing"]
        ]
        passive = {id(p) for p in blown if any(c.lower in words["be"] for c in chunks[: p.first])}
        disposed = [
            predicate
            for predicate in [*cleared, *blown]
            if predicate.passive or predicate.adds or id(predicate) in passive or not self.pack.articles
        ]
        pointing = bool(chunks) and chunks[0].lower in words["all_of"]
        pointing = pointing or any(predicate.adds for predicate in disposed) or self._named_again(scene, previous)
        pointing = pointing or any(chunk.lower in words["found_things"] for chunk in chunks)
        for draft in previous if pointing and disposed else []:
            if draft.actions == {"found"}:
                draft.actions = {"found", "cleared"}

    def _named_again(self, scene: Scene, previous: list[Draft]) -> bool:
        """ "... found two naval shells. The shells were taken to a quarry": the noun of the sentence before."""
        chunks = scene.sentence.chunks
        if len(chunks) < 2 or chunks[0].lower not in self.pack.words["definite"] or not chunks[1].has("thing"):
            return False
        told = " ".join(self.text[draft.start : draft.end].lower() for draft in previous)
        return chunks[1].lower in told.split()

    def _layers(self, scene: Scene, things: list[Draft], previous: list[Draft]) -> None:
        used = {draft.laid_by for draft in things}
        for layer in scene.layers:
            if layer.name in used:
                continue
            earlier = [draft for draft in things if draft.start <= layer.start]
            for draft in earlier[-1:] or ([] if things else previous):
                draft.laid_by = draft.laid_by or layer.name


def _is_part(draft: Draft) -> bool:
    """Whether a figure is cut from another: its place is not that of what follows."""
    return draft.source is not None and draft.source.cue in ("of which", "including")
