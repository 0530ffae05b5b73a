"""Which figure of a text another can be cut from: by measure, by the harm told, by its noun and by brackets."""

from __future__ import annotations

from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.group import UNSPECIFIED
from minetrace.reading.grammar.scene import Scene
from minetrace.reading.sums import same_kind

_SQUARE_METRES = {"m2": 1, "ha": 10_000, "km2": 1_000_000, "acre": 4_047, "mi2": 2_589_988}
"""What land is measured in."""

_PEOPLE_TOLD_APART = frozenset(("man", "woman", "child", "civilian", "military", "police", "deminer"))
"""Groups that can be a part of one figure and the whole of the next."""

_STEM = 4
"""Letters by which "shell" and "shells" are one noun."""


def comparable(part: Draft, whole: Draft) -> bool:
    """Whether two figures are of one measure: "1.9 km2" and "870,000 m2" are."""
    of_land = part.unit in _SQUARE_METRES and whole.unit in _SQUARE_METRES
    return same_kind(part, whole) or (part.kind == whole.kind and of_land)


def fits(part: Draft, whole: Draft) -> bool:
    """Whether one figure can be a part of another."""
    source = part.source
    if (
        not comparable(part, whole)
        or whole is part
        or (whole.source is not None and whole.source.number.form == "none")
    ):
        return False
    if source is not None and source.of_kind and not _named_so(source.of_kind, whole):
        return False
    fate = source.of_fate if source is not None and source.of_them else None
    if part.kind == "casualty" and fate in ("killed", "injured"):
        return whole.outcome == fate and _size(part) <= _size(whole)
    # "three were injured; one of them later died": harm can grow worse, never the other way
    later = source is not None and source.of_them and (whole.outcome, part.outcome) == ("injured", "killed")
    # "claimed 52 lives, 31 of them children's": what the verb leaves open is told by the whole
    cut = source is not None and (source.of_them or source.cue == "including")
    open_fate = cut and (whole.outcome, part.outcome) == ("killed", "affected")
    if part.kind == "casualty" and whole.outcome not in (part.outcome, "affected") and not (later or open_fate):
        return False
    return _size(part) <= _size(whole)


def _size(draft: Draft) -> float:
    """How much a figure says, land in square metres; unknown is as small as a part and as large as a whole can be."""
    high = draft.value if draft.value is not None else draft.high
    return 0 if high is None else high * _SQUARE_METRES.get(draft.unit or "", 1)


def _named_so(noun: str, whole: Draft) -> bool:
    """Whether "of the mines", "of the children" can point to a figure: to one of that kind."""
    if whole.kind != "ordnance":
        return noun in ("all", whole.group) or whole.kind == "area"
    return noun in ("ERW", "mixed", whole.category) or (noun == UNSPECIFIED and "mine" in (whole.category or ""))


def compared(draft: Draft) -> bool:
    """Whether a figure is told for comparison with another: "down from 23"."""
    return draft.source is not None and bool({"G16", "G20", "G31"} & set(draft.source.rules))


def whole_of(part: Draft, candidates: list[Draft]) -> Draft | None:
    """The figure that a part is cut from: the last that fits, one of the same noun or of like outcome first."""
    fitting = [draft for draft in candidates if fits(part, draft)]
    # a target or a figure for comparison is seldom what parts are cut from
    apart = [
        draft
        for draft in fitting
        if draft.sentence != part.sentence and (compared(draft) or draft.stance != part.stance)
    ]
    fitting = [draft for draft in fitting if draft not in apart] or fitting
    fate = part.source.of_fate if part.source is not None and part.source.of_them else None
    if fate in ("killed", "injured"):
        # "35 of the dead were civilians, three of the dead journalists": both of all the dead
        fitting = [draft for draft in fitting if not _cut_by_kind(draft)] or fitting
    named = [draft for draft in fitting if _same_noun(part, draft)]
    wanted = {"affected"} if _of_victims(part) else {part.outcome, "affected", None}
    alike = [draft for draft in named or fitting if draft.outcome in wanted]
    best = alike or named or fitting
    return best[-1] if best else None


def _cut_by_kind(draft: Draft) -> bool:
    """Whether a figure tells who some of the dead or the injured were."""
    whole = draft.part_of
    return whole is not None and whole.outcome == draft.outcome and draft.group != whole.group


def _same_noun(part: Draft, whole: Draft) -> bool:
    """ "Six of the rockets" after "77 mines and 30 rockets"."""
    noun = part.source.of_noun if part.source is not None else None
    head = whole.source.noun if whole.source is not None else None
    return bool(noun and head and part.kind != "casualty") and (noun or "")[:_STEM] == (head or "")[:_STEM]


def _of_victims(part: Draft) -> bool:
    """ "40 of the victims died": of the dead and the injured together, where they are told together."""
    return part.kind == "casualty" and part.source is not None and part.source.of_fate == "affected"


def bracket_of(scene: Scene, draft: Draft) -> int | None:
    """The index of the bracket that opens before a figure and is not closed before it, or None."""
    if draft.source is None:
        return None
    for at in range(draft.source.first - 1, -1, -1):
        text = scene.sentence.chunks[at].text
        if text == ")":
            return None
        if text == "(":
            return at
    return None


def told_before(scene: Scene, part: Draft, before: list[Draft]) -> list[Draft]:
    """The figures of a sentence that a part can point back to: those in its brackets, else the one that they follow."""
    at = bracket_of(scene, part)
    if at is None:
        outside = [draft for draft in before if bracket_of(scene, draft) is None or stands_behind(scene, part, draft)]
        fitting = [draft for draft in outside if not _beside(part, draft) or stands_behind(scene, part, draft)]
        return fitting
    inside = [draft for draft in before if bracket_of(scene, draft) == at]
    if inside and part.source is not None and part.source.cue != "paren":
        return inside
    outside = [draft for draft in before if draft.source is not None and bracket_of(scene, draft) is None]
    outside = [draft for draft in outside if draft.source is not None and draft.source.last <= at]
    if not outside or outside[-1].source is None:
        return []
    gap = scene.sentence.chunks[outside[-1].source.last : at]
    depth = 0
    for chunk in gap:
        depth += (chunk.text == "(") - (chunk.text == ")")
        if chunk.kind == "number" and not depth:
            # "30 people (12 children) in Arif and 12 (3 children) in Velm": a figure that was not read
            return []
    return outside


def _beside(part: Draft, whole: Draft) -> bool:
    """ "14 victims, down from 23; four of them died": of the figure, not of what it is compared with."""
    return compared(whole) and part.sentence == whole.sentence


def stands_behind(scene: Scene, part: Draft, whole: Draft) -> bool:
    """ "34, of whom 12 died", "37 were killed, including 29 civilians": the cue alone between a figure and its part."""
    if part.source is None or whole.source is None or part.source.first < whole.source.last:
        return False
    gap = [c for c in scene.sentence.chunks[whole.source.last : part.source.first] if c.start >= whole.end]
    light = ("including", "of which", "another")
    return all(
        chunk.kind == "sign" or chunk.has("hedge") or any(chunk.has("cue", cue) for cue in light) for chunk in gap
    )


def recent(earlier: list[Draft], scene: Scene, part: Draft) -> list[Draft]:
    """The claims that "of them" can point back to: a lone part just said, else the wholes of the last sentences."""
    near = [draft for draft in earlier if scene.sentence.index - draft.sentence <= 2]
    fate = part.source.of_fate if part.source is not None else None
    if fate in ("killed", "injured") and any(draft.outcome == fate for draft in near):
        return [draft for draft in near if draft.outcome == fate]
    last = near[-1] if near else None
    if last is not None and last.part_of is not None:
        siblings = [draft for draft in near if draft.part_of is last.part_of]
        if len(siblings) == 1:
            return near
    terms = {id(term) for draft in near for term in draft.total_of}
    kind = part.source.of_kind if part.source is not None else None
    noun = part.source.of_noun if part.source is not None else None
    wholes = [draft for draft in near if draft.part_of is None and id(draft) not in terms]
    if any(fits(part, draft) and (noun is None or _same_noun(part, draft)) for draft in wholes):
        near = [draft for draft in near if draft in wholes or (kind in _PEOPLE_TOLD_APART and draft.group == kind)]
        return near
    return [draft for draft in near if draft in wholes or (noun is not None and _same_noun(part, draft))] or near
