"""Rule S08: "respectively" gives each figure of a list its own place, time or kind, in the order of the text."""

from __future__ import annotations

from minetrace.reading.grammar.drafts import Draft, Place
from minetrace.reading.grammar.scene import Scene


def share_out(scene: Scene, own: list[Draft]) -> None:
    """Share places, periods and kinds of things among the figures of a sentence that says "respectively"."""
    cues = (scene.sentence.chunks[index] for index in scene.sentence.where("cue"))
    cue = next((chunk for chunk in cues if chunk.has("cue", "respectively")), None)
    figures = [draft for draft in own if draft.value is not None]
    if cue is None or len(figures) < 2 or len({draft.kind for draft in figures}) > 1:
        return
    places = [run for run in scene.places if run.start < cue.start]
    periods = [chunk.data for chunk in scene.periods if chunk.start < cue.start and chunk.data.start is not None]
    kinds = [value for chunk in scene.sentence.chunks if chunk.start < cue.start and (value := chunk.value("thing"))]
    for at, draft in enumerate(figures):
        if len(places) == len(figures):
            draft.places, draft.own_places = [Place.of(places[at])], True
        if len(periods) == len(figures):
            draft.period, draft.own_period = periods[at], True
            draft.counting = "tally" if periods[at].kind == "span" else draft.counting
        if draft.kind == "ordnance" and len(kinds) == len(figures):
            draft.category = kinds[at]
        draft.rules.append("S08")
