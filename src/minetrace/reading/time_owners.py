"""Whose time a phrase is where several figures stand in one sentence: that of a part, a comparison, a rank, a thing."""

from __future__ import annotations

from itertools import pairwise

from minetrace.reading.chunks import Chunk, Sentence, single_words
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.grammar.stance import of_another_plan
from minetrace.reading.pack import Pack

_COMPARED = frozenset(("G16", "G31"))


def of_another(scene: Scene, draft: Draft, chunk: Chunk, pack: Pack) -> bool:
    """ "40, against 12 a year earlier": the time behind a figure of comparison, a part or a rank is of that."""
    lead = scene.sentence.between(draft.end, chunk.start)[-1:]
    if lead and lead[0].lower.split()[-1] in pack.words["than"]:
        # "431 hectares, nine percent more than in 2012"
        return True
    if _of_thing(scene.sentence, draft, chunk, pack) or of_bracket(scene.sentence, draft, chunk):
        return True
    if _ranked(scene.sentence, chunk, pack) or _of_relative(scene.sentence, draft, chunk, pack):
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


def _ranked(sentence: Sentence, chunk: Chunk, pack: Pack) -> bool:
    """ "four of them have died, the last of them in 1997": the time of one among those told of."""
    before = sentence.until(chunk.start)[-6:]
    comma = max((at for at, other in enumerate(before) if other.text in (",", "(")), default=None)
    if comma is None or any(other.kind == "number" for other in before[comma:]):
        return False
    return not pack.words["ranked"].isdisjoint(single_words(before[comma:]))
