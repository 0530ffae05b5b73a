"""What a sentence hands on for those behind it to leave out."""

from __future__ import annotations

from minetrace.reading.chunks import number_of
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.scene import Before, Scene
from minetrace.reading.numbers import Number

_WORK_GOES_ON = 2
"""So many sentences behind one that tells of clearance the staff of a body are still those who clear."""


def take_note(before: Before, scene: Scene, drafts: list[Draft], text: str) -> None:
    """Keep what the sentences behind may leave out: nouns, outcomes, figures."""
    chunks = scene.sentence.chunks
    for index in scene.sentence.where("outcome"):
        for sense in chunks[index].senses:
            if sense.kind == "outcome" and sense.flags.get("form") == "noun":
                before.outcome = sense.value
    if any(p.actions & {"cleared", "released"} and not (p.unreal or p.outcome) for p in scene.predicates):
        before.cleared_in = scene.sentence.index
    scene.amid_clearance = scene.sentence.index - before.cleared_in <= _WORK_GOES_ON
    forces = [chunks[at].value("person") for at in scene.sentence.where("person")]
    before.force = next((force for force in reversed(forces) if force in ("police", "military")), before.force)
    before.harmed |= {(draft.value, draft.outcome) for draft in drafts if draft.kind == "casualty"}
    people = [group for group in scene.groups if group.kind == "person" and group.group]
    counted_people = [group for group in people if (group.number.value or 0) > 1 and "G02" not in group.rules]
    if counted_people or people:
        before.people = (counted_people or people)[-1]
    elif any(predicate.event for predicate in scene.predicates):
        before.people = _unnumbered(scene) or before.people
    before.values |= {draft.value for draft in drafts if draft.value is not None}
    for draft in drafts:
        source = draft.source
        part = source is not None and (source.cue in ("including", "of which") or source.article)
        part = part or (source is not None and source.number.form == "none" and draft.actions == {"laid"})
        if draft.kind == "ordnance" and draft.category and not part:
            before.category = draft.category
            if draft.counting != "stock":
                before.actions = frozenset(draft.actions)
        if draft.kind == "ordnance" and draft.source is not None and not draft.source.generic and draft.category:
            before.kinds[text[draft.start : draft.end].lower().split()[-1][:5]] = draft.category
        if draft.kind == "casualty":
            before.outcome = draft.outcome
    for draft in drafts:
        if draft.source is not None and draft.kind == "casualty":
            draft.source.outcome = draft.source.outcome or draft.outcome
    counted = [draft.source for draft in drafts if draft.source is not None and draft.part_of is None]
    before.counted = counted or before.counted
    alike = len({group.kind for group in counted}) == 1 and counted[0].kind != "area"
    before.row = counted if alike and len(counted) > 1 else before.row
    wholes = [group for group in counted if not group.of_them and not group.article]
    before.whole = next((group for group in wholes if "G10" not in group.rules), None)
    if before.whole is not None or scene.sentence.index - before.figure_in > 1:
        before.figure, before.figure_in = before.whole, scene.sentence.index
    plural: list[Group] = [group for group in scene.groups if group.kind == "ordnance" and group.number.form == "none"]
    if plural:
        before.plural_thing = plural[-1]
    senses = (s for at in scene.sentence.where("thing") for s in chunks[at].senses if s.kind == "thing")
    things = [sense.value for sense in senses if not sense.flags.get("generic")]
    before.thing = things[-1] if things else before.thing


def _unnumbered(scene: Scene) -> Group | None:
    """ "подорвались сотрудники агентства": who was harmed, though not how many."""
    several = [c for c in scene.sentence.chunks if c.has("person") and number_of(c) == "pl"]
    if not several:
        return None
    return Group("person", Number(None, form="none"), 0, 0, 0, 0, group=several[-1].value("person"))
