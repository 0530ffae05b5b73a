"""Places that a sentence points back to: "there", "in the pass", "of the same village", "in the whole province".

Rule S08: the place told of last, or the larger one of that type; S11: where the office is that tells of it.
"""

from __future__ import annotations

from itertools import pairwise

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.drafts import Draft, Place
from minetrace.reading.grammar.scene import Scene, by_type, places_of
from minetrace.reading.names import is_capital
from minetrace.reading.pack import Pack

_COUNTED = frozenset(("unit", "thing", "person"))
_MOST = 9
"""More places than these are not told by their number alone."""
_REACH = 6
"""So many sentences back may stand what is pointed to."""


class PointedPlaces:
    """Keeps the places that were named last, and finds the one that a sentence means."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.named: list[Place] = []
        self.named_in = -9
        self.by_type: dict[str, Place] = {}
        self.told: dict[str, Place] = {}
        self.larger: Place | None = None

    def leave(self) -> None:
        """A new section begins."""
        self.named, self.told = [], {}

    def follow(self, scene: Scene) -> None:
        """Keep the places of a sentence that is read."""
        self.by_type |= by_type(places_of(scene.places), self.pack)
        self.larger = _larger(scene, self.pack) or self.larger
        for place in places_of(scene.places):
            self.told.pop(place.name, None)
            self.told[place.name] = place
        if any(run.kind == "place" for run in scene.places):
            self.named, self.named_in = places_of(scene.places), scene.sentence.index

    def near(self, sentence: Sentence) -> bool:
        """Whether a place was named so short before that it can be pointed to."""
        return sentence.index - self.named_in <= _REACH

    def give(self, scene: Scene, draft: Draft) -> None:
        """Give a draft the place that its sentence points to, else that of the office that tells of it."""
        near = self.near(scene.sentence)
        several = _several(scene.sentence, self.pack) if near else 0
        if 1 < several <= len(self.told):
            draft.places, draft.own_places = list(self.told.values())[-several:], True
            draft.rules.append("S08")
            return
        told = points_back(scene.sentence, self.pack) if near else None
        local = scene.local if draft.actions != {"seized"} else []  # arms that a force seized may come from anywhere
        offices = local or (scene.office if draft.kind in ("ordnance", "area") else [])
        places = self._meant(draft, told) if told is not None else None
        if places is not None and (places or not offices):
            draft.places, draft.own_places = places, True
            draft.rules.append("S08")
        elif offices:
            draft.places, draft.own_places = [Place.of(run) for run in offices], True
            draft.rules.append("S11")
            draft.chunks += [("place", place.start, place.start + len(place.name)) for place in draft.places]

    def _meant(self, draft: Draft, told: str) -> list[Place] | None:
        """The places that a word points to; None where it may mean one of several."""
        larger = told in self.pack.words["larger_types"]
        since = draft.period is not None and draft.period.kind == "since"
        # "in the region", of a text on the Orn region
        known = [self.by_type[told]] if larger and told in self.by_type else []
        if larger and not known and self.larger is not None and told in self.pack.words["inner_types"]:
            known = [self.larger]
        if told in self.pack.words["of_text"] and since:
            # "since the return sappers here have cleared ...": in the region that the text is on
            known = list(self.by_type.values())[:1]
        if larger and not known and (len(self.named) > 1 or since):
            return None  # "in the province", behind several places of it; what it has counted for years
        off = self.pack.words["beside"]
        return known or [p for p in self.named if not larger or told in p.name.lower() or p.relation not in off]


def _larger(scene: Scene, pack: Pack) -> Place | None:
    """ "a school at Arif, Velm, ...": the last of places that are parted by nothing but commas holds those before."""
    places, chunks = scene.places if pack.articles else [], scene.sentence.chunks
    for small, large in pairwise(places):
        between = [chunk.text for chunk in chunks[small.last : large.first]]
        after = chunks[large.last] if large.last < len(chunks) else None
        listed = after is not None and (after.text == "," or after.lower in pack.words["and"])
        listed = listed and any(run.first in (large.last + 1, large.last + 2) for run in places)
        if between == [","] and not listed and not large.country:
            return Place.of(large)
    return None


def points_back(sentence: Sentence, pack: Pack) -> str | None:
    """The word by which a sentence points to a place named before: "there", "in the pass", "of the depot"; or None."""
    chunks, words = sentence.chunks, pack.words
    told = {*sentence.spelled(words["place_pronouns|place_nouns|that_place"]), *sentence.where("place_type")}
    for index in sorted(told):
        chunk = chunks[index]
        if any(part.has("cue", "of which") for part in chunks[max(0, index - 5) : index]) and pack.articles:
            continue  # "12 of them near the same port": of the part alone
        if chunk.lower in words["place_pronouns"]:
            existential = index + 1 < len(chunks) and chunks[index + 1].lower in words["be|may_be"]
            if index and existential and pack.articles and chunks[index - 1].means(_COUNTED):
                return chunk.lower  # "the 28 hectares there were surveyed"
            if not existential and index:
                return chunk.lower
        led = index and chunks[index - 1].lower.endswith(tuple(words["out_of|upon"]))
        if chunk.lower in words["that_place"] and (led or " " in chunk.lower):
            return chunk.lower  # "took 31 mines out of it"
        noun = chunk.lower in words["place_nouns"] or chunk.has("place_type", "after")
        if not noun or not chunk.text.islower() or not index:
            continue
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        if after is not None and (after.lower in words["of"] or is_capital(after)):
            continue
        if _is_led(chunks, index, pack) or _is_subject(chunks, index, after, pack):
            return chunk.lower
    return None


def _several(sentence: Sentence, pack: Pack) -> int:
    """How many places "in the three districts", "of both villages" points to; 0 where it is none."""
    chunks, words = sentence.chunks, pack.words
    for index in sentence.where("place_type") if pack.articles else ():
        if index < 2 or not chunks[index].text.islower() or not pack.plural(chunks[index].lower):
            continue
        lead, count = chunks[index - 2], chunks[index - 1]
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        if after is not None and (after.lower in words["of"] or is_capital(after)):
            continue
        if count.lower in words["both"] and (lead.has("place_cue") or lead.lower in words["of"]):
            return 2
        if count.kind == "number" and lead.lower in words["definite|pointers"]:
            value = count.data.value if count.data is not None else None
            return int(value) if value is not None and value <= _MOST else 0
    return 0


def _is_led(chunks: list[Chunk], index: int, pack: Pack) -> bool:
    """ "in the pass", "of the same village", "off these fields", "in this very field", "of the whole province"."""
    at = index - 1
    at -= pack.articles and at > 0 and chunks[at].lower in pack.words["whole_or_very"]
    if at < 1 or chunks[at].lower not in pack.words["definite|same|pointers"]:
        return False
    at -= 1
    at -= chunks[at].lower in pack.words["definite"]
    return at >= 0 and (chunks[at].has("place_cue") or chunks[at].lower in pack.words["back_leads"])


def _is_subject(chunks: list[Chunk], index: int, after: Chunk | None, pack: Pack) -> bool:
    """ "The region has so far been cleared of 40 mines": a type of place that opens its sentence or clause."""
    opens = index == 1 or (index > 1 and chunks[index - 2].text in (",", ";", ":", '"'))
    verb = after is not None and after.lower in pack.words["be|country_verbs|place_verbs"]
    return pack.articles and opens and verb and chunks[index - 1].lower in pack.words["definite"]
