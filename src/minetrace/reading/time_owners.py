"""Whose time a phrase is where several figures stand in one sentence: that of a part, a comparison, a rank, a thing."""

from __future__ import annotations

from itertools import pairwise

from minetrace.reading.chunks import Chunk, Sentence, single_words
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.grammar.stance import of_another_plan
from minetrace.reading.pack import Pack

_BESIDE = 2
"""So near behind a thing or a comma stands the word that tells where it comes from: ", all remnants of 1999"."""
_REDUCED = 2
"""A clause without its "that" has so many words before its time: who, and what they did."""
_COMPARED = frozenset(("G16", "G31"))


def of_another(scene: Scene, draft: Draft, chunk: Chunk, pack: Pack) -> bool:
    """ "40, against 12 a year earlier": the time behind a figure of comparison, a part or a rank is of that."""
    lead = scene.sentence.between(draft.end, chunk.start)[-1:]
    if lead and lead[0].lower.split()[-1] in pack.words["than"]:
        # "431 hectares, nine percent more than in 2012"
        return True
    if draft.kind == "ordnance" and pack.articles and _of_origin(scene, draft, chunk, pack):
        return True
    if _of_thing(scene.sentence, draft, chunk, pack) or of_bracket(scene.sentence, draft, chunk):
        return True
    if _ranked(scene.sentence, chunk, pack) or _of_reduced(scene.sentence, draft, chunk, pack):
        return True
    if _of_relative(scene.sentence, draft, chunk, pack):
        return True
    plans = scene.sentence.marked("plan", draft.end, chunk.start)
    if plans and of_another_plan(scene.sentence, draft, plans[-1], pack):
        return True  # "found 33 mines, which will be destroyed on Friday"
    told = {id(other.source) for other in scene.drafts}
    parts = [group for group in scene.groups if group.of_them and group is not draft.source and id(group) in told]
    if pack.articles and any(draft.end <= group.start and 0 <= chunk.start - group.end <= 1 for group in parts):
        return True  # "35 people, seven of them since August"
    if draft.source is not None and not _COMPARED.isdisjoint(draft.source.rules):
        return False  # "down from 25 and 60 in 2022"
    between = ((start, scene.sentence.between(end, chunk.start)) for start, end in _compared(scene, draft))
    # "15 are left, down from the 210 suspected when the war ended in 2009"
    return any(
        draft.end <= start < chunk.start and not any(c.kind == "sign" for c in words) for start, words in between
    )


def of_compared(scene: Scene, draft: Draft, chunk: Chunk, pack: Pack) -> bool:
    """ "27 for 2019, down from 33 in 2018; eleven died": it dates no figure behind it."""
    return pack.articles and any(0 <= chunk.start - end <= 3 for _, end in _compared(scene, draft))


def _compared(scene: Scene, draft: Draft) -> list[tuple[int, int]]:
    groups = [group for group in scene.groups if group is not draft.source and group.number.value is not None]
    return [(group.start, group.end) for group in groups if not _COMPARED.isdisjoint(group.rules)]


def _of_thing(sentence: Sentence, draft: Draft, chunk: Chunk, pack: Pack) -> bool:
    """ "mines of a pattern that went out of use in the 1980s", "bomblets from 2006": how old a thing is."""
    if chunk.data.op == "decade" and draft.actions & {"found", "cleared"}:
        return True
    near = draft.kind == "ordnance" and 0 <= chunk.start - draft.end <= 1 and chunk.data.op == "year"
    return near and pack.articles and chunk.lower.split()[0] in pack.words["from"]


def _of_origin(scene: Scene, draft: Draft, chunk: Chunk, pack: Pack) -> bool:
    """ "two mines left over from 1990", "which soldiers laid this year": when a thing came to where it is found."""
    behind = scene.sentence.between(draft.end, chunk.start)
    if not behind or "laid" in draft.actions or not draft.actions & {"found", "cleared", "present", "seized"}:
        return False
    if behind[0].lower.split()[0] in pack.words["be"]:
        return False  # "of the 300 mines lifted 120 were laid in 2020"
    things = {group.end for group in scene.groups if group.kind == "ordnance"}
    relative, led = False, None
    for at, other in enumerate(behind):
        relative = relative or other.lower in pack.words["relative"]
        origin = other.value("action") == "laid" or not pack.words["origin_words"].isdisjoint(other.lower.split())
        near = behind[max(0, at - _BESIDE) : at]
        apart = any(before.text == "," for before in near) and not any(before.kind == "number" for before in near)
        told = apart or any(before.end in things and before.kind != "number" for before in near)
        if origin and (relative or told or not at):
            led = other
    return led is not None and not any(led.start < start < chunk.start for start, _ in draft.verbs)


def of_bracket(sentence: Sentence, draft: Draft, chunk: Chunk) -> bool:
    """ "In 2023 12 people were killed (2022: 9)": the year in brackets is that of the figure behind its colon."""
    return _opens_bracket(sentence, chunk) and not in_bracket(sentence, draft, chunk)


def in_bracket(sentence: Sentence, draft: Draft, chunk: Chunk) -> bool:
    """Whether a time opens the brackets in which a figure stands."""
    if not _opens_bracket(sentence, chunk):
        return False
    close = next((other.start for other in sentence.since(chunk.end) if other.text == ")"), sentence.end)
    return chunk.start <= draft.start < close


def _opens_bracket(sentence: Sentence, chunk: Chunk) -> bool:
    lead, after = sentence.until(chunk.start)[-1:], sentence.since(chunk.end)[:1]
    return bool(lead and after) and (lead[0].text, after[0].text) == ("(", ":")


def _of_relative(sentence: Sentence, draft: Draft, chunk: Chunk, pack: Pack) -> bool:
    """ "it denied laying 30 mines and blamed settlers, who came in March": inside a clause of no deed of ours."""
    if not pack.articles:
        return False
    relative = pack.words["relative"] - pack.words["that"]
    behind = sentence.between(draft.end, chunk.start)
    opens = [at for at, (sign, word) in enumerate(pairwise(behind)) if sign.text == "," and word.lower in relative]
    clause = behind[opens[-1] + 1 :] if opens else []
    return bool(clause) and not any(
        other.text == "," or other.has("action") or other.has("outcome") for other in clause
    )


def _of_reduced(sentence: Sentence, draft: Draft, chunk: Chunk, pack: Pack) -> bool:
    """ "has cleared 40 of the 80 hectares it inherited in 1980", "the army mined in 1999": what is told of the thing.

    No preposition and no comma parts the thing from who did that to it.
    """
    behind = sentence.between(draft.end, chunk.start)
    done = [start for start, _ in draft.verbs]
    if not pack.articles or draft.kind == "casualty" or len(behind) < _REDUCED or not done or done[-1] > draft.start:
        return False
    whose = pack.words["subjects|pronouns|definite"]
    return behind[0].lower in whose and not any(other.kind in ("sign", "number") for other in behind)


def in_clause(sentence: Sentence, draft: Draft, found: list[Chunk], pack: Pack) -> list[Chunk]:
    """ "In May a truck blew up, and Baku says that in August it found 318 mines": of several times that of the clause.

    All of them where none or every one stands in it.
    """
    if len(found) < 2 or not pack.articles:
        return found
    joins = pack.words["and|contrast"]
    near = [
        chunk
        for chunk in found
        if chunk.start >= draft.start
        or not any(
            sign.text == "," and word.lower in joins
            for sign, word in pairwise(sentence.between(chunk.end, draft.start))
        )
    ]
    return near if any(chunk.data.start or chunk.data.end for chunk in near) else found


def begun(scene: Scene, draft: Draft, chunk: Chunk, pack: Pack) -> bool:
    """ "Launched in 2018, the project has removed 40,000 mines": whether a work that goes on began then."""
    lead = scene.sentence.until(chunk.start)[-2:]
    opened = any(not pack.words["begun"].isdisjoint(other.lower.split()) for other in lead)
    if not opened or chunk.start >= draft.start or chunk.data.kind not in ("day", "span"):
        return False
    starts = {start for start, _ in draft.verbs}
    verbs = [verb for verb in scene.predicates if verb.start in starts]
    return bool(verbs) and all(verb.perfect for verb in verbs)


def _ranked(sentence: Sentence, chunk: Chunk, pack: Pack) -> bool:
    """ "four of them have died, the last of them in 1997": the time of one among those told of."""
    before = sentence.until(chunk.start)[-6:]
    comma = max((at for at, other in enumerate(before) if other.text in (",", "(")), default=None)
    if comma is None or any(other.kind == "number" for other in before[comma:]):
        return False
    return not pack.words["ranked"].isdisjoint(single_words(before[comma:]))
