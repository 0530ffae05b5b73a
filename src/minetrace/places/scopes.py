"""Sets of places against a question: does a record count for a place, and may two scopes be added.

A record holds a **set of mentions**: a place, how the ground lies to it ("in", "north of", "near", "along", "between",
"direction of"), and a precision. Only "in" says that the ground is inside; every other relation means ground beside the
feature, with no edge that anyone stated. `inside` gives one mention's answer, `coverage` that of the set.

Rules of `inside` (one mention, one asked unit, one day):

1. "in X" is inside A as X is within A: yes, possible or no. When A is the finer one (A within X) it is possible.
2. Any relation but "in" is never yes. Ground beside X may be in A when X is or may be in A, or A is or may be in X;
   otherwise it is not: neighbours are not guessed, a feature on a border has the other unit as a probable parent.
3. "direction of X" names ground with no edge at all, often a stretch of a front: it may be in any unit of the same
   country, and is in no unit of another.

Rules of `coverage` (a set):

4. An "in" mention that is a certain ancestor of another "in" mention is context ("Sarybaba height, Lachin district" is
   one place) and is dropped.
5. An "in" mention that is an ancestor, stated or probable, of the feature of a mention with another relation decides:
   "in Lachin district, north-west of the Sarybaba height" is one ground, in the district as stated. Its answer is the
   district's; where that is only possible (A is finer than the district), it is the feature's. When several "in"
   mentions, none above another, hold the feature, they answer each for themselves and the feature is left out.
6. "direction of" is not decided by rule 5: no edge was stated.
7. All mentions yes: **all**. All no: **none**. Anything between: **some** (a count between 0 and its value).
8. An empty set, or a unit that did not exist on the day, is **unknown**: left out, not zero.

Scopes may be added only when they are **disjoint**: no place of one lies or may lie in a place of the other, and every
place is named with "in" and has an agreed extent (a direction, a height, a road, a historical area has none).
"""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import dataclass
from datetime import date
from typing import Literal

from minetrace.places.gazetteer import Gazetteer, Within
from minetrace.places.place import DEFINED_KINDS

Coverage = Literal["all", "some", "none", "unknown"]
Answer = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as a record holds it: its id, how the ground lies to it, the precision in metres if one was stated."""

    place: str
    relation: str = "in"
    precision_m: int | None = None


def inside(gazetteer: Gazetteer, mention: PlaceMention, asked: str, on: date | None = None) -> Within:
    """Whether the ground of one mention lies in the asked unit on the day (rules 1 to 3).

    Raises Problem MT-203 for an id that the gazetteer does not hold.
    """
    if mention.relation == "direction of":
        shared = gazetteer.country(mention.place) & gazetteer.country(asked)
        return "possible" if shared else "no"
    up = gazetteer.within(mention.place, asked, on=on)
    if mention.relation == "in" and up != "no":
        return up
    down = gazetteer.within(asked, mention.place, on=on)
    return "no" if up == down == "no" else "possible"


def coverage(gazetteer: Gazetteer, mentions: Set[PlaceMention], asked: str, on: date | None = None) -> Coverage:
    """How much of a set of mentions lies in the asked unit on the day (rules 4 to 8).

    Raises Problem MT-203 for an id that the gazetteer does not hold.
    """
    if not mentions or not gazetteer.get(asked).existed(on):
        return "unknown"
    answers = set()
    for held, mention in _grounds(gazetteer, mentions, on):
        answer = inside(gazetteer, held or mention, asked, on)
        answers.add(inside(gazetteer, mention, asked, on) if answer == "possible" else answer)
    if answers == {"yes"}:
        return "all"
    return "none" if answers == {"no"} else "some"


def disjoint(
    gazetteer: Gazetteer, a: Collection[str | PlaceMention], b: Collection[str | PlaceMention], on: date | None = None
) -> Answer:
    """Whether two scopes share no ground on the day, so that their counts may be added.

    A scope is a set of mentions; a plain id stands for "in" it. "no" when they surely overlap, "unknown" when a place
    has no defined extent or may lie in one of the other scope, and for an empty scope.
    Raises Problem MT-203 for an id that the gazetteer does not hold.
    """
    if not a or not b:
        return "unknown"
    pairs = {_apart(gazetteer, _mention(x), _mention(y), on) for x in a for y in b}
    if "no" in pairs:
        return "no"
    return "unknown" if "unknown" in pairs else "yes"


def _grounds(
    gazetteer: Gazetteer, mentions: Set[PlaceMention], on: date | None
) -> list[tuple[PlaceMention | None, PlaceMention]]:
    """The separate grounds that a set names: each a mention, with the "in" mention that holds it by rule 5, if any."""
    ordered = sorted(mentions, key=lambda mention: (mention.place, mention.relation, mention.precision_m or 0))
    above = {mention.place: gazetteer.ancestors(mention.place, on=on) for mention in ordered}
    stated = [mention for mention in ordered if mention.relation == "in"]
    context = {unit for mention in stated for unit, certainty in above[mention.place].items() if certainty == "stated"}
    spoken_for: set[str] = set()
    grounds: list[tuple[PlaceMention | None, PlaceMention]] = []
    for mention in ordered:
        if mention.relation == "in":
            continue
        holders = [m for m in stated if m.place == mention.place or m.place in above[mention.place]]
        finest = [m for m in holders if not any(m.place in above[other.place] for other in holders)]
        if mention.relation == "direction of" or not finest:
            grounds.append((None, mention))
        elif len(finest) == 1:
            grounds.append((finest[0], mention))
            spoken_for.add(finest[0].place)
    kept = [m for m in stated if m.place not in context and m.place not in spoken_for]
    return grounds + [(None, mention) for mention in kept]


def _apart(gazetteer: Gazetteer, x: PlaceMention, y: PlaceMention, on: date | None) -> Answer:
    places = gazetteer.get(x.place), gazetteer.get(y.place)
    if x.relation != "in" or y.relation != "in":
        return "unknown"
    both = {gazetteer.within(x.place, y.place, on=on), gazetteer.within(y.place, x.place, on=on)}
    if "yes" in both:
        return "no"
    defined = all(place.kind in DEFINED_KINDS and place.existed(on) for place in places)
    return "yes" if defined and both == {"no"} else "unknown"


def _mention(item: str | PlaceMention) -> PlaceMention:
    return PlaceMention(item) if isinstance(item, str) else item
