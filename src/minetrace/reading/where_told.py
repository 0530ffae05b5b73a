"""Places that a claim has from what it answers, from the figures beside it, or from the event that is told on."""

from __future__ import annotations

import datetime as dt

from minetrace.reading.grammar.drafts import Draft, Place
from minetrace.reading.grammar.scene import Scene, places_of
from minetrace.reading.pack import Pack

_ANSWERS = 8
"""Sentences for which a question says what place the answers are on."""
_AFTER, _SPOTS = 2, 2
_SHORT = 4
"""A question of so few words goes on with the one before: "And last year?"."""


class Questions:
    """What place the last question is on."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.places: list[Place] = []
        self.asked_in = -_ANSWERS

    def hear(self, scene: Scene, drafts: list[Draft]) -> None:
        """Keep the place of a question: "how much of Velm is still mined?", "asked how many were left in Velm"."""
        sentence = scene.sentence
        direct = bool(sentence.chunks) and sentence.chunks[-1].text == "?"
        if not direct and (drafts or not self._reported(scene)):
            return
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
        if not self.places or scene.sentence.index - self.asked_in > _ANSWERS or scene.places:
            return
        for draft in drafts:
            if not draft.own_places and scene.sentence.index > self.asked_in:
                draft.places, draft.own_places = list(self.places), True
                draft.rules.append("S14")


def stay_there(drafts: list[Draft], places: list[Place], day: dt.date | None) -> None:
    """What happened on the day of the event that is told of, or within two, was at its place. Rule S16.

    "Officials said eleven had died near Velm. [...] The army put the number lower: nine civilians had died."
    """
    if not places or day is None or any(place.country for place in places) or len(places) > _SPOTS:
        return
    for draft in drafts:
        period = draft.period
        start = period.start if period is not None and period.kind == "day" else None
        then = start is not None and abs((start - day).days) <= _AFTER
        told = draft.counting == "occurrence" and draft.stance != "planned" and draft.kind in ("casualty", "ordnance")
        if told and then and not draft.places:
            draft.places = list(places)
            draft.rules.append("S16")


def share_places(drafts: list[Draft]) -> None:
    """ "Clearance came to 4 km2, yielding 23 mines": what one sentence counts of one time is at one place. Rule S15."""
    placed = next((draft for draft in drafts if draft.places and not draft.own_places), None)
    for draft in drafts:
        alike = placed is not None and draft.period == placed.period and draft.counting == placed.counting
        if placed is not None and alike and not draft.places and draft.stance == placed.stance:
            draft.places = list(placed.places)
            draft.rules.append("S15")
