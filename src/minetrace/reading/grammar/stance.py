"""Stances: what is planned, and what is denied. Rules: T01 planned; T02 denied; T03 the denied allegation with its own
speaker.
"""

from __future__ import annotations

from copy import copy
from itertools import pairwise

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.drafts import Draft, by_sentence
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.pack import Pack
from minetrace.reading.speakers import SpeakerReader

_BESIDE = 2
"""Letters between a word of planning and the verb that it plans."""


def take_stances(scenes: list[Scene], drafts: list[Draft], pack: Pack, speakers: SpeakerReader) -> None:
    """Mark planned and denied drafts in place; a denial that names whose allegation it is adds the allegation."""
    told = by_sentence(drafts)
    for scene in scenes:
        for draft in told.get(scene.sentence.index, ()):
            allegation = _denied(scene.sentence, draft, speakers, pack)
            if allegation is not None:
                drafts.insert(drafts.index(draft), allegation)


def take_plan(scene: Scene, draft: Draft, pack: Pack) -> None:
    """Rule T01: mark a draft as planned where words of planning stand by it."""
    laid = draft.actions == {"laid"} and draft.period is None  # "mines that are to be laid"
    if draft.kind not in ("ordnance", "area") or (draft.counting == "stock" and not laid):
        return
    if draft.source is not None and draft.source.told == {"contaminated"}:
        return  # "leaving 7.2 to be cleared"
    unit = next((unit for unit in scene.units if draft.source in unit.groups), None)
    start, end = (unit.start, unit.end) if unit else (scene.sentence.start, scene.sentence.end)
    if _is_purpose(scene.sentence, draft, pack) or _planned_ahead(scene.sentence, draft, pack):
        _plan(draft)
        return
    verb = next((start for start, _ in draft.verbs), None)
    if verb is not None and any(0 <= verb - mark.end <= _BESIDE for mark in scene.sentence.marked("plan")):
        _plan(draft)  # "They intend to clear 4 hectares and, by June, another 3": both hang on one verb
        return
    for mark in scene.sentence.marked("plan", start, end):
        if _of_the_next(scene.sentence, draft, mark, pack) or of_another_plan(scene.sentence, draft, mark, pack):
            continue
        between = scene.sentence.between(mark.end, verb) if verb is not None else []
        if draft.actions == {"laid"} and any(chunk.has("action") for chunk in between):
            continue  # "has yet to hand over the maps of 400,000 mines": what is on them was laid
        near = 0 <= draft.start - mark.end <= 60 or 0 <= mark.start - draft.end <= 30
        if near:
            _plan(draft)
            return


def _plan(draft: Draft) -> None:
    draft.stance, draft.counting = "planned", "tally"
    draft.rules.append("T01")
    if draft.kind == "area":
        draft.actions = {"planned"}


def _is_purpose(sentence: Sentence, draft: Draft, pack: Pack) -> bool:
    """ "gave 12 million dollars to clear 400 hectares", "выделили 2 млн долларов на разминирование", "have 40
    days to clear 3 hectares": what it is for.
    """
    start = next((start for start, _ in draft.verbs), sentence.start)
    before = sentence.between(sentence.start, start)
    marks = pack.words["infinitive_marks|purpose_marks"]
    if not before or before[-1].lower not in marks or draft.start < start:
        return False
    paid = any(chunk.kind == "aside" and chunk.data == "money" for chunk in before)
    given = len(before) > 2 and before[-3].lower in pack.words["having"] and before[-2].data == "duration"
    return paid or given or (len(before) > 1 and before[-2].lower in pack.words["purposes"])


def _planned_ahead(sentence: Sentence, draft: Draft, pack: Pack) -> bool:
    """ "320 hectares were cleared instead of the planned 500": what an adjective before a figure says of it alone."""
    before = sentence.between(sentence.start, draft.start)[-1:]
    return bool(before) and before[0].lower in pack.words["planned_ahead"]


def _of_the_next(sentence: Sentence, draft: Draft, mark: Chunk, pack: Pack) -> bool:
    """ "9,300 ha were cleared and the target of 2023 is 4,000": a word of planning behind "and" is of what follows."""
    joined = sentence.between(draft.end, mark.start)
    if joined and joined[-1].kind == "number":
        return True  # "9.4 km2 against 11 planned"
    opened = bool(joined) and joined[-1].lower in pack.words["and"]
    return opened and any(sentence.chunks[at].start >= mark.end for at in sentence.typed("number"))


def of_another_plan(sentence: Sentence, draft: Draft, mark: Chunk, pack: Pack) -> bool:
    """ "Sappers destroyed 33 devices; the other seven will be blown up", "found 33 mines, which will be destroyed":
    what the verb before a figure tells is done, whatever a clause behind it plans.
    """
    joins = pack.words["and|contrast"]
    verb = next((end for _, end in draft.verbs), sentence.end)
    own = not any(
        sign.text == "," and chunk.lower in joins for sign, chunk in pairwise(sentence.between(verb, draft.start))
    )
    behind = sentence.between(draft.end, mark.start)
    return verb <= draft.start and own and any(c.text in (",", ";", ":", "-") or c.lower in joins for c in behind)


def _denied(sentence: Sentence, draft: Draft, speakers: SpeakerReader, pack: Pack) -> Draft | None:
    denials = [
        mark for mark in sentence.marked("deny") if mark.end <= draft.start and _reaches(sentence, mark, draft, pack)
    ]
    turned = [mark for mark in sentence.marked("denied_by") if mark.start >= draft.end]
    if turned:
        draft.stance = "denied"
        draft.rules.append("T02")
        return None
    called = _called_false(sentence, draft, pack)
    if called is not None:
        draft.stance = "denied"
        draft.rules.append("T02")
        return _allegation(sentence, draft, called.start, speakers)
    negated = draft.kind == "ordnance" and _negated(sentence, draft, speakers.pack)
    if not denials and not negated:
        return None
    if draft.kind == "provision" and draft.stance != "denied":
        return None
    if denials and any(
        chunk.text in (";", ".") and denials[-1].end <= chunk.start < draft.start for chunk in sentence.chunks
    ):
        return None
    draft.stance = "denied"
    draft.rules.append("T02")
    allegation = _allegation(sentence, draft, denials[-1].end, speakers) if denials else None
    if draft.actions == {"laid"} and draft.value is None:
        # nobody is said to have laid what is denied, and none lie there
        draft.laid_by, draft.counting = None, "occurrence"
    return allegation


def _said(sentence: Sentence, start: int, end: int, pack: Pack) -> list[Chunk]:
    """The words for what somebody says between two offsets, also in "the report" that points back."""
    back = sentence.marked("back", start, end)
    nouns = [mark for mark in back if mark.lower.split()[-1] in pack.words["allegation_nouns"]]
    return sorted([*sentence.marked("allegation", start, end), *nouns], key=lambda mark: mark.start)


def _called_false(sentence: Sentence, draft: Draft, pack: Pack) -> Chunk | None:
    """ "The report of eight dead is not correct": the word for what is said, before a claim called false behind it."""
    false = [mark for mark in sentence.marked("false") if mark.start >= draft.end]
    said = _said(sentence, sentence.start, draft.start, pack) if false else []
    parted = said and any(c.text == ";" for c in sentence.between(said[-1].end, false[0].start))
    return said[-1] if said and not parted else None


def _reaches(sentence: Sentence, denial: Chunk, draft: Draft, pack: Pack) -> bool:
    """Whether a denial is one ("does not deny" is none), and reaches a claim: not over "and said that"."""
    if any(0 <= denial.start - mark.end <= 2 for mark in sentence.marked("negative")):
        return False
    between = sentence.between(denial.end, draft.start)
    colon = next((at for at, chunk in enumerate(between) if chunk.text == ":"), len(between))
    if between[colon + 1 : colon + 2] and between[colon + 1].text == '"' and pack.articles:
        return False  # "denied that nine had died: 'We lost two men'"
    told = sentence.marked("back", between[colon].start, draft.start) if colon < len(between) else []
    if told or any(chunk.has("according") for chunk in between[colon:]):
        # "опровергла слова о троих погибших: по её данным, погиб один"
        return False
    return not any(
        chunk.has("speech") and before.lower in pack.words["and|contrast"] for before, chunk in pairwise(between)
    )


def _negated(sentence: Sentence, draft: Draft, pack: Pack) -> bool:
    start = next((start for start, _ in draft.verbs), None)
    return start is not None and any(
        0 <= start - mark.end <= 3 or mark.start <= start < mark.end
        for mark in sentence.marked("negative")
        if mark.lower not in pack.words["no_verb"]
    )


def _allegation(sentence: Sentence, draft: Draft, start: int, speakers: SpeakerReader) -> Draft | None:
    """ "rejected Baku's claim that ...": the claim has its own speaker."""
    for mark in _said(sentence, start, draft.start, speakers.pack):
        index = next((i for i, chunk in enumerate(sentence.chunks) if chunk.end >= mark.end), len(sentence.chunks))
        names = speakers.possessor(sentence, index) or speakers.following(sentence, index + 1)
        if not names and index < len(sentence.chunks) and sentence.chunks[index].has("according"):
            # "rejected the statement of the Rohan side about 600 mines"
            names = speakers.cited(sentence, index + 1)
        if names:
            asserted = copy(draft)
            asserted.stance, asserted.speakers = "asserted", speakers.without_publisher(names)
            asserted.rules = [*draft.rules[:-1], "T03"]
            asserted.actions = set(draft.actions)
            draft.speakers = tuple(name for name in draft.speakers if name not in names)
            draft.speakers = draft.speakers or _denier(sentence, names, speakers)
            return asserted
    return None


def _denier(sentence: Sentence, accuser: list[str], speakers: SpeakerReader) -> tuple[str, ...]:
    """ "The governor disputes the ministry's estimate": who denies is never whose claim it is; empty where unknown."""
    said = [cue for cue in speakers.cues(sentence) if cue.sort in ("says", "back")]
    named = [cue.names or speakers.office_of(cue) for cue in said]
    others = [names for names in named if names and set(accuser).isdisjoint(names)]
    return speakers.without_publisher(others[-1]) if others else ()
