"""Places that are carried on: the scene of what happens, and the scope of what is counted.

What happened without a place of its own happened where the text is; what is counted without one is counted where the
counts before it were, in the same paragraph. A count does not take the place of an event, nor a plan any. Rules: S16
the scene; S18 the scope; S19 the place in the title of a report.
"""

from __future__ import annotations

import datetime as dt

from minetrace.reading.additions import tells_event
from minetrace.reading.grammar.drafts import Draft, Place
from minetrace.reading.grammar.scene import Scene, places_of
from minetrace.reading.pack import Pack

_NEAR = 2
"""What happened within so many days of what was told before happened there."""


class CarriedPlaces:
    """Follows a text and knows where it is."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.scene: list[Place] = []
        self.scene_in = -1
        self.day: dt.date | None = None
        self.scope: list[Place] = []
        self.scope_in = -1
        self.counted_in = -1
        self.scope_of: set[str] = set()
        self.lasting = False
        self.of_event = False
        self.country: list[Place] = []
        self.country_in = -1
        self.titled: list[Place] = []

    def leave(self) -> None:
        """A new section begins."""
        self.scene, self.scope, self.country = [], [], []
        self.scene_in = self.scope_in = self.country_in = -1

    def told_in(self, paragraph: int) -> list[Place]:
        """The places of what happened in a paragraph so far."""
        return self.scene if self.scene_in == paragraph else []

    def give(self, scene: Scene, drafts: list[Draft]) -> None:
        """Give the drafts of a sentence that have no place those that are carried on."""
        paragraph = scene.sentence.paragraph
        for draft in drafts:
            if draft.own_places or draft.places:
                continue
            if self._is_event(draft, paragraph):
                draft.places = self._where(draft, paragraph)
                draft.rules.append("S16")
            elif self.scope and self._goes_on(scene, draft):
                draft.places = list(self.scope)
                draft.rules.append("S18")
            elif self.scope_in != paragraph and self.titled and draft.stance != "planned":
                draft.places = list(self.titled)
                draft.rules.append("S19")
            elif self.country_in == paragraph and not scene.names_speaker and draft.kind != "casualty":
                # "The state means to clear 50 square kilometres": of the country whose land was told
                national = draft.kind == "area" or draft.counting in ("running", "stock")
                draft.places = list(self.country) if national else []

    def _is_event(self, draft: Draft, paragraph: int) -> bool:
        """Whether a draft goes on with what happened; a count without a time does so where nothing was counted."""
        if draft.stance == "planned" or not _is_single(draft):
            return False
        return draft.counting == "occurrence" or self.scope_in != paragraph

    def _where(self, draft: Draft, paragraph: int) -> list[Place]:
        """The place of an event: where in this paragraph things happened or were counted last, else the scene."""
        here = self.scope_in == paragraph or draft.counting == "tally" or not self.scene
        if self.scene_in < 0 and here and self.scope:
            return list(self.scope)
        if self.scene_in != paragraph and draft.own_period and not self._then(draft):
            return []  # another paragraph dates it anew
        return list(self.scene)

    def _then(self, draft: Draft) -> bool:
        """Whether it happened within days of what the scene tells of."""
        day = draft.period.start if draft.period is not None and draft.period.kind == "day" else None
        return day is not None and self.day is not None and abs((day - self.day).days) <= _NEAR

    def _goes_on(self, scene: Scene, draft: Draft) -> bool:
        """Whether a count is of where the counts before it in its paragraph were."""
        further = draft.source is not None and draft.source.another
        if self.scope_in != scene.sentence.paragraph or (draft.stance == "planned" and not further):
            return False
        harm = draft.kind == "casualty" and draft.own_period
        years = draft.counting == "stock" or (draft.counting == "running" and harm)
        alike = draft.kind in self.scope_of and (draft.counting != "running" or self.lasting)
        if scene.names_speaker and self.scope_of and not further and not alike:
            return False  # another body, on another matter
        anew = self.pack.genitive and self.of_event and draft.own_period and not further
        if anew and not any(map(self._wide, self.scope)):
            return False  # "Пастух подорвался у Велма. За лето сняли 40 мин"
        return not years or self.lasting or all(self._wide(place) for place in self.scope)

    def _wide(self, place: Place) -> bool:
        """Whether a place is a country or a larger part of one, for which years are counted."""
        return place.country or place.name.isupper() or bool(self._types(place))

    def _titles(self, place: Place) -> bool:
        """Whether a name in a title is surely one: in capitals all words look like names."""
        return not place.name.isupper() or bool(self._types(place))

    def _types(self, place: Place) -> frozenset[str]:
        return self.pack.words["larger_types"].intersection(place.name.lower().split())

    def follow(self, scene: Scene, drafts: list[Draft], *, dateline: bool, title: bool) -> None:
        """Keep where a sentence that is read was."""
        paragraph = scene.sentence.paragraph
        if self._asks(scene):
            self.leave()
        if not drafts:
            if title:
                self.titled = [p for p in places_of(scene.places) if not p.country and self._titles(p)]
            if scene.places and not dateline:
                self._mentioned(scene)
            return
        wholes = [draft for draft in drafts if "S09" not in draft.rules and draft.stance != "planned"]
        events = [draft for draft in wholes if draft.own_places and _is_single(draft)]
        counts = [draft for draft in wholes if draft.counting != "occurrence"]
        placed = [draft for draft in counts if draft.places]
        if placed:
            kept = self.scope_of if self.scope_in == paragraph else set()
            listed = (
                self.scope_in == paragraph and self.counted_in == paragraph and _apart(self.scope, _together(placed))
            )
            self.scope, self.scope_in = _together(placed), paragraph
            self.counted_in = paragraph
            if listed:
                self.scope = []
            self.scope_of = kept | {draft.kind for draft in placed}
            self.lasting = placed[-1].counting in ("running", "stock")
            self.of_event = False
            self.scene_in = -1
        elif counts:
            self.scope, self.scope_in = [], paragraph
        elif events and self.scope_in == paragraph:
            self.scope, self.scope_in = [], -1
        if events:
            self.scene, self.scene_in = _together(events), paragraph
            days = [d.period.start for d in events if d.period is not None and d.period.kind == "day"]
            self.day, self.of_event = days[-1] if days else None, True
            if not days and not placed:
                self.scope, self.scope_in, self.lasting = self.scene, paragraph, False
                self.scope_of = {draft.kind for draft in events}
        countries = [Place.of(run) for run in scene.places if run.country]
        if countries:
            self.country, self.country_in = list({p.name: p for p in countries}.values()), paragraph

    def _asks(self, scene: Scene) -> bool:
        """Whether a sentence is a new question, on no place."""
        last = scene.sentence.chunks[-1:]
        return self.pack.articles and not scene.places and bool(last) and last[0].text == "?"

    def _mentioned(self, scene: Scene) -> None:
        """A sentence without figures that says where the text is."""
        paragraph, places = scene.sentence.paragraph, places_of(scene.places)
        goes_on = self.scene_in == paragraph or (self.pack.articles and tells_event(scene, self.pack))
        before = self.scene if goes_on else []
        known = {place.name for place in before}
        self.scene = [*before, *(place for place in places if place.name not in known)]
        self.scene_in = paragraph
        listed = self.scope_in == paragraph and _apart(self.scope, places)
        self.scope, self.scope_in = [] if listed else places, paragraph
        self.scope_of, self.lasting, self.of_event = set(), False, False


def _is_single(draft: Draft) -> bool:
    """Whether a draft tells of something that happened: also a count to which no time of its own is told."""
    sectioned = "S10" in draft.rules
    return draft.counting == "occurrence" or (draft.counting == "tally" and not draft.own_period and not sectioned)


def _apart(some: list[Place], others: list[Place]) -> bool:
    """Whether two lists of places have none in common."""
    return bool(some) and {place.name for place in some}.isdisjoint(place.name for place in others)


def _together(drafts: list[Draft]) -> list[Place]:
    return list({place.name: place for draft in drafts for place in draft.places}.values())
