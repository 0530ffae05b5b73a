"""What a clause points back to: "Of the 45 dead, ...", "Among them", "Of the area released, ..."."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.pack import Pack
from minetrace.reading.sums import same_kind

_COUNTED = ("unit", "thing", "person")


def cut_off(scene: Scene, start: int, end: int) -> bool:
    """Whether a semicolon ends the clause between two offsets."""
    return any(chunk.text == ";" for chunk in scene.sentence.between(start, end))


def points_to(scene: Scene, draft: Draft, pack: Pack) -> bool:
    """Whether the clause opens with "Of the 45 dead," or "Among them": everything counted in it is a part."""
    if draft.source is None:
        return False
    if any(group.last <= draft.source.first and not cut_off(scene, group.end, draft.start) for group in scene.restated):
        return True
    words = [chunk.text.lower() for chunk in scene.sentence.chunks[:3]]
    if words[:1] == ["of"] and words[1:2] and words[1] in ("this", "that", "these", "those") and words[2:] == [","]:
        return draft.source.cue is None
    if _noun_in_front(scene, draft, pack) or _owned_before(scene, draft, pack):
        return draft.source.cue is None
    opening = [chunk for chunk in scene.sentence.chunks[:2] if chunk.value("cue") in ("of which", "including")]
    return bool(opening) and opening[0].lower not in pack.words["accompanying"] and draft.source.cue is None


def beside(sentence: Sentence, chunk: Chunk, pack: Pack) -> bool:
    """ "на складе, взорвавшемся в 2017 году, ...", "где в мае шли бои,": the time of what is told by the way."""
    before = [other for other in sentence.chunks if other.end <= chunk.start]
    if any(other.lower in pack.words["lain"] for other in before[-4:]):
        # "которые, по данным сапёров, лежали там с марта"
        return any(other.lower in pack.words["relative"] for other in before)
    comma = next((at for at in range(len(before) - 1, -1, -1) if before[at].text == ","), None)
    after = next((other.start for other in sentence.chunks if other.start >= chunk.end and other.text == ","), None)
    if comma is None or after is None or len(before) - comma > 6:
        return False
    clause = [other for other in sentence.between(before[comma].end, after) if other is not chunk]
    opens = clause[:2] if clause and clause[0].has("place_cue") else clause[:1]
    relative = any(other.lower in pack.words["relative"] for other in opens)
    participle = bool(clause) and clause[0].lower.endswith(tuple(pack.words["participle_endings"]))
    counted = any(other.kind in ("number", "designation") or other.means(("thing", "person")) for other in clause)
    harmed = any(other.has("outcome") for other in clause)
    return (relative or participle) and not counted and not harmed


def _noun_in_front(scene: Scene, draft: Draft, pack: Pack) -> bool:
    """ "Of the area released, 25 km2 were cleared", "Of this land 320 hectares are orchards": the whole by its noun."""
    chunks, words = scene.sentence.chunks, pack.words
    if len(chunks) < 3 or chunks[0].lower not in words["partitive"]:
        return False
    if chunks[1].lower.split()[0] not in words["definite|pointers"]:
        return False
    for at in range(2, min(len(chunks), 9)):
        if chunks[at].kind == "number" or chunks[at].text == ",":
            behind = draft.source is not None and draft.source.first >= at
            return behind and _names(chunks[1:at], draft, pack) and not cut_off(scene, chunks[at].end, draft.start)
    return False


def _owned_before(scene: Scene, draft: Draft, pack: Pack) -> bool:
    """ "Təmizlənmiş ərazinin 18 205 hektarı Ağdamın payına düşür": the whole in the genitive before its first part."""
    chunks = scene.sentence.chunks
    first = next((at for at, chunk in enumerate(chunks[:9]) if chunk.kind == "number"), 0)
    if not pack.head_final or first < 2 or chunks[first - 1].lower not in pack.words["possessive"]:
        return False
    behind = draft.source is not None and draft.source.first >= first
    return behind and _names(chunks[: first - 1], draft, pack) and not cut_off(scene, chunks[first].end, draft.start)


def _names(phrase: list[Chunk], draft: Draft, pack: Pack) -> bool:
    """Whether a noun phrase names what a figure counts: things, people, land, or a sum of any."""
    if any(chunk.lower in pack.words["sum_nouns"] for chunk in phrase):
        return True
    if draft.kind == "area":
        return any(
            chunk.has("unit") or not pack.words["land_nouns"].isdisjoint(chunk.lower.split()) for chunk in phrase
        )
    kinds = ("thing",) if draft.kind == "ordnance" else ("person", "outcome")
    return any(chunk.has(kind) for chunk in phrase for kind in kinds)


def restated(scene: Scene, draft: Draft, earlier: list[Draft]) -> Draft | None:
    """The figure before whose number the clause repeats: "Of the 45 dead, ..."."""
    values = [
        group.number.value for group in scene.restated if draft.source is not None and group.last <= draft.source.first
    ]
    named = [other for other in earlier if other.value in values and values and same_kind(other, draft)]
    return named[-1] if named else None
