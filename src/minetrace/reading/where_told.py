"""Places that a claim has from the question that it answers."""

from __future__ import annotations

from minetrace.reading.grammar.drafts import Draft, Place
from minetrace.reading.grammar.scene import Scene, places_of
from minetrace.reading.pack import Pack
from minetrace.reading.periods import Period

_ANSWERS = 8
"""Sentences for which a question says what place the answers are on."""
_SHORT = 4
"""A question of so few words goes on with the one before: "And last year?"."""


class Questions:
    """What place the last question is on, and what time."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.places: list[Place] = []
        self.period: Period | None = None
        self.asked_in = -_ANSWERS

    def hear(self, scene: Scene, drafts: list[Draft]) -> None:
        """Keep the place of a question: "how much of Velm is still mined?", "asked how many were left in Velm"."""
        sentence = scene.sentence
        direct = bool(sentence.chunks) and sentence.chunks[-1].text == "?"
        if not direct and (drafts or not self._reported(scene)):
            return
        self.period = scene.periods[0].data if direct and scene.periods else None
        places = places_of(scene.places)
        short = direct and sum(chunk.kind != "sign" for chunk in sentence.chunks) <= _SHORT
        if places or not short:
            self.places = places
        self.asked_in = sentence.index

    def _reported(self, scene: Scene) -> bool:
        """Whether somebody asked how much or how many."""
        chunks, words = scene.sentence.chunks, self.pack.words
        asks = [at for at, chunk in enumerate(chunks) if chunk.lower in words["asks"]]
        return bool(asks) and any(chunk.lower in words["asked_for"] for chunk in chunks[asks[0] :])

    def answer(self, scene: Scene, drafts: list[Draft]) -> None:
        """Give a claim that tells no place of its own that of the question before. Rule S14."""
        if any(draft.own_places and draft.counting == "stock" for draft in drafts):
            self.places = []  # the answer tells its own: "nearly all of it in Velm province"
        if not self.places or scene.sentence.index - self.asked_in > _ANSWERS or scene.places:
            return
        for draft in drafts:
            if not draft.own_places and scene.sentence.index > self.asked_in:
                draft.places, draft.own_places = list(self.places), True
                draft.rules.append("S14")
