"""Where a text is as a whole, and the wider place of an event that a sentence before told of.

Rules: S17 the place of the text is that of a claim that no place is told for; S13 the wider place of the lead goes with
the finer one told behind it: "Под Орлом подорвался трактор. Мина сработала у села Велм".
"""

from __future__ import annotations

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.drafts import Draft, Place
from minetrace.reading.grammar.scene import Scene, places_of
from minetrace.reading.names import Run
from minetrace.reading.pack import Pack

_REACH = 3
_NEAR = 2
"""So many sentences a text stays where its lead was, for claims that tell no place."""
_COUNTED = ("ordnance", "casualty", "area")


class Whereabouts:
    """Keeps the place of the text, and of the event told of; in languages where case alone joins words."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.topic: list[Place] | None = None
        self.of_event = False
        self.seen: list[Place] = []
        self.wide: list[Place] = []
        self.told_in = self.topic_in = -9

    def follow(self, scene: Scene, drafts: list[Draft]) -> None:
        """Give the drafts of a sentence the places of the text that hold for them too."""
        if not self.pack.genitive:
            return
        small = {run.start for run in scene.places if self._small(scene.sentence.chunks, run)}
        event = [draft for draft in drafts if _happened(draft)]
        near = scene.sentence.index - self.told_in <= _REACH
        for draft in event if near else []:
            alone = len(draft.places) == 1
            fine = alone and all(place.start in small or not draft.own_places for place in draft.places)
            if fine and not any(place.start in small for place in self.wide):
                draft.add_places(self.wide)
                draft.rules.append("S13")
        pointed = self._pointed_at(scene.sentence.chunks) if not scene.places else None
        for draft in drafts if pointed is not None else []:
            draft.places = [pointed] if pointed is not None and not draft.own_places else draft.places
        self._note(scene, event, small)
        self.seen += [*places_of(scene.places), *(Place.of(run) for run in scene.places if run.country)]
        for draft in drafts:
            told = self.topic if scene.sentence.index - self.topic_in <= _NEAR else None
            if not draft.places and draft.kind in _COUNTED and told and (draft in event or not self.of_event):
                draft.places = list(told)
                draft.rules.append("S17")

    def _note(self, scene: Scene, event: list[Draft], small: set[int]) -> None:
        if scene.places and self.topic is None:
            part = bool(scene.sentence.spelled(self.pack.words["ranking|sharing"]))
            self.topic = places_of(scene.places) if len(scene.places) == 1 and not part else []
            self.of_event, self.topic_in = bool(event), scene.sentence.index
        elif scene.places and self.topic and any(run.text != self.topic[0].name for run in scene.places):
            self.topic = []
        happened = bool(event) or any(predicate.event for predicate in scene.predicates)
        wide = [run for run in scene.places if run.start not in small and not run.country]
        if happened and wide and len(wide) == len(scene.places) == 1:
            self.wide, self.told_in = places_of(wide), scene.sentence.index
        elif happened and scene.places and scene.sentence.index != self.told_in:
            self.told_in = self.told_in if wide == [] else -9

    def _pointed_at(self, chunks: list[Chunk]) -> Place | None:
        """ "в стране", "в городе", "в области" without a name: the place of that kind told last."""
        words = self.pack.words
        for at, chunk in enumerate(chunks[1:], 1):
            after = chunks[at + 1] if at + 1 < len(chunks) else None
            if not chunks[at - 1].has("place_cue") or (after is not None and after.capital):
                continue
            if chunk.lower in words["whole_country"]:
                return next((place for place in reversed(self.seen) if place.country), None)
            if chunk.lower in words["whole_region"]:
                stem = chunk.lower[:5]
                return next((place for place in reversed(self.seen) if stem in place.name.lower()), None)
            if chunk.lower in words["whole_town"]:
                return next((place for place in self.seen if " " not in place.name and not place.country), None)
        return None

    def _small(self, chunks: list[Chunk], run: Run) -> bool:
        """A village, a road, a field: a place that lies in the one told before."""
        before = chunks[run.first - 1] if run.first else None
        after = chunks[run.last] if run.last < len(chunks) else None
        words = self.pack.words["small_places"]
        beside = any(chunk is not None and chunk.lower in words for chunk in (before, after))
        return beside or any(word.lower() in words for word in run.words)


def _happened(draft: Draft) -> bool:
    """Whether a draft tells of one event: harm or a find of one day, no plan and no total."""
    told = draft.kind == "casualty" or draft.kind == "ordnance"
    return told and draft.counting == "occurrence" and draft.stance != "planned"
