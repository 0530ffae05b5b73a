"""Who is told again behind a comma: "one civilian, a herdsman from Velm, lost a foot" is one person.

Rules are of languages with articles and a fixed order of words.
"""

from __future__ import annotations

from collections.abc import Sequence

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.group import Group, is_verb
from minetrace.reading.pack import Pack

_REACH = 12
"""Chunks behind the second noun within which its comma closes: "a herdsman from the village of Velm,"."""
_LOOSE = (None, "all", "civilian")


def without_apposed(groups: list[Group], chunks: Sequence[Chunk], pack: Pack) -> list[Group]:
    """The groups of a sentence but those that only tell once more who the single person before them is."""
    if not pack.articles or pack.free_order:
        return groups
    kept: list[Group] = []
    for at, group in enumerate(groups):
        before = kept[-1] if kept else None
        following = groups[at + 1] if at + 1 < len(groups) else None
        if before is None or group.kind != "person" or not group.article or before.number.value != 1:
            kept.append(group)
        elif before.kind == "bare" and (
            (before.of_them and _touch(before, group, chunks))
            or (before.another and _apposed(before, group, following, chunks, pack))
        ):
            # "one of them a nursing mother"; "another, a girl, was injured"
            before.kind, before.unit, before.group = "person", "person", group.group
            before.last, before.end = group.last, group.end
            before.rules += ["G10"] if before.of_them else []
        elif before.kind == "person" and _apposed(before, group, following, chunks, pack):
            before.group = group.group if before.group in _LOOSE and group.group != "all" else before.group
        else:
            kept.append(group)
    return kept


def _touch(before: Group, group: Group, chunks: Sequence[Chunk]) -> bool:
    return all(chunk.text == "," for chunk in chunks[before.last : group.first])


def _apposed(before: Group, group: Group, following: Group | None, chunks: Sequence[Chunk], pack: Pack) -> bool:
    if group.first != before.last + 1 or chunks[before.last].text != "," or group.another:
        return False
    ahead = range(group.last, min(group.last + _REACH, len(chunks) - 1))
    close = next((at for at in ahead if chunks[at].text == ","), None)
    # "another deminer, a father of two, ..."
    own = following is not None and chunks[following.first - 1].lower in pack.words["of"]
    if close is None or (following is not None and following.first < close and not own):
        return False
    behind = chunks[close + 1]
    several = (
        behind.lower in pack.words["of_several"] or is_verb(chunks[group.last]) or is_verb(chunks[before.last - 1])
    )
    acts = is_verb(behind) or behind.lower in pack.words["be|perfect|past_before"]
    # "killed a man, a shepherd from Velm, on Monday"
    ends = behind.kind == "period" or behind.has("place_cue")
    acts = acts or (ends and before.first > 0 and is_verb(chunks[before.first - 1]))
    return acts and not several
