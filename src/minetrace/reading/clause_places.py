"""Places of the claims of one sentence that stand in it.

Rules: S01 in the clause of the figure; S03 in the clause before; S04 in the clause after; S09 before the brackets of a
figure; S11 where the office or the voices are that tell of it.
"""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.clauses import Unit
from minetrace.reading.grammar.drafts import Draft, Place
from minetrace.reading.grammar.scene import Scene, places_of
from minetrace.reading.names import Run
from minetrace.reading.pack import Pack

_OPENS = 3
"""A place that opens its sentence stands before this chunk."""


class ClausePlaces:
    """Gives the drafts of a sentence the places that stand in it."""

    def __init__(self, pack: Pack, text: str) -> None:
        self.pack, self.text = pack, text

    def give(self, scene: Scene, draft: Draft, unit: Unit | None, start: int, end: int) -> bool:
        """Give a draft the places of its clause, from `start` to `end`, or of one beside it; whether there are any."""
        places = self._of_toll(scene, draft, self._without_rows(scene, draft))
        own = [run for run in places if start <= run.start < end]
        low, high = segment_at(scene.sentence, draft.start)
        # "in Angola ...; in Zimbabwe ...": a clause with its own place
        own = [run for run in own if low <= run.start < high] or [run for run in own if not _aside(scene, run, high)]
        own = [run for run in self._told_apart(scene, draft, own) if not _of_part(scene, draft, run)]
        rule = "S01"
        own = self._where(scene, draft) or own
        bracketed = self._bracketed(scene, draft)
        if bracketed:
            own, rule = bracketed, "S09"
        if not own:
            own, rule = self._places_beside(scene, draft, places, start, end)
        found = self._with_region(scene, draft, places_of(own))
        if found:
            draft.places, draft.own_places = found, True
            draft.rules.append(rule)
            draft.chunks += [("place", place.start, place.start + len(place.name)) for place in found]
        return bool(found)

    def _where(self, scene: Scene, draft: Draft) -> list[Run]:
        """ "found one in Arif, went on to Velm, where 30 were destroyed": the place of which a clause tells."""
        relatives = scene.sentence.spelled(self.pack.words["where"])
        before = [run for run in scene.places for at in relatives if run.last + 1 == at and run.end < draft.start]
        other = before and any(group.start < before[-1].start for group in scene.groups)
        return before[-1:] if other else []

    def _of_toll(self, scene: Scene, draft: Draft, places: list[Run]) -> list[Run]:
        """ "a blast in Arif brings to 311 the number of people harmed since 2010": a toll is of more than one event."""
        since = draft.period is not None and draft.period.kind == "since"
        raised = scene.sentence.spelled(self.pack.words["bringing|latest"]) if since and self.pack.articles else []
        raised = [] if scene.sentence.spelled(self.pack.words["place_pronouns"]) else raised
        verbs = [scene.sentence.chunks[at].start for at in raised if scene.sentence.chunks[at].end <= draft.start]
        return [run for run in places if run.start > verbs[-1]] if verbs else places

    def _without_rows(self, scene: Scene, draft: Draft) -> list[Run]:
        """ "1,117 shells: Arif saw 640, Velm 301": the places but those that rows behind count by."""
        colons = [at for at in scene.sentence.forms.get(":", ()) if scene.sentence.chunks[at].start >= draft.end]
        if not colons or not self.pack.articles:
            return scene.places
        chunks = scene.sentence.chunks
        rows = [
            run for run in scene.places if run.first > colons[0] and _counts(chunks[run.last : run.last + 2], self.pack)
        ]
        return [run for run in scene.places if run not in rows] if len(rows) > 1 else scene.places

    def _told_apart(self, scene: Scene, draft: Draft, own: list[Run]) -> list[Run]:
        """The places of a clause without those of what is told beside the figure.

        "Near Arif 73 mines lay on the road, and near Velm a sign"; "12 shells in Arif, and a walker at Velm saw one";
        "after a blast near Velm, Baku says that 318 mines were found in Arif"; "Arif saw 640, Velm 301".
        """
        if len(own) < 2 or not self.pack.articles:
            return own
        row = [run for run in own if draft.source is not None and run.last == draft.source.first]
        if row and any(own[0].end <= group.start < row[0].start for group in scene.groups):
            return row
        kept = [run for run in own if not self._goes_over(scene, draft, own, run)]
        return kept or own

    def _goes_over(self, scene: Scene, draft: Draft, own: list[Run], run: Run) -> bool:
        """Whether another clause begins between a figure and a place."""
        words = self.pack.words
        if run.start < draft.start:
            between = scene.sentence.between(run.end, draft.start)
            said = [at for at, chunk in enumerate(between) if chunk.has("speech")]
            return bool(said) and any(chunk.lower in words["that"] for chunk in between[said[-1] :][:2])
        between = scene.sentence.between(draft.end, run.start)
        then = next((at for at, chunk in enumerate(between) if chunk.lower in words["then_on"]), 0)
        if then and any(chunk.text == "," for chunk in between[:then]) and own[0] is not run:
            return True  # "found one in Arif, then went on to Velm"
        behind = scene.sentence.chunks[run.last : run.last + 1]
        if own[0] is not run and any(chunk.kind == "number" for chunk in (*between[-2:-1], *behind)):
            return True  # "214 hectares in Arif and 88 in Velm", "and in Velm 512"
        for at, chunk in enumerate(between):
            after = between[at + 1] if at + 1 < len(between) else None
            if chunk.lower not in words["and"] or after is None or at == 0 or between[at - 1].text != ",":
                continue
            if after.has("place_cue"):
                return own[0].start < draft.start
            return after.lower in words["indefinite"]
        return False

    def _with_region(self, scene: Scene, draft: Draft, places: list[Place]) -> list[Place]:
        """ "In Orn region a beekeeper lost his life after driving over a mine at Velm": where, and in which region."""
        if not places or not self.pack.articles or len(scene.places) != 2 or scene.sentence.forms.get(";"):
            return places
        region, spot = scene.places
        larger = self.pack.words["larger_types"].intersection(region.text.lower().split())
        opens = region.first <= _OPENS and all(group.start > region.start for group in scene.groups)
        spotted = not self.pack.words["larger_types"].intersection(spot.text.lower().split())
        if not (larger and opens and spotted) or region.country or spot.country:
            return places
        return places_of([region, spot])

    def _bracketed(self, scene: Scene, draft: Draft) -> list[Run]:
        """ "in Kars (31) and Van (18)": the place before the brackets."""
        if draft.source is None or draft.source.cue != "paren":
            return self._in_own_bracket(scene, draft)
        opening = self.text.rfind("(", 0, draft.start)
        return [
            run
            for run in scene.places
            if opening - 1 <= run.end <= opening and self.text[run.end : opening].strip() == ""
        ]

    def _in_own_bracket(self, scene: Scene, draft: Draft) -> list[Run]:
        """ "two grenades (Arif); one TM-57 mine (Velm)": the places in the brackets right behind a figure."""
        close = self.text.find(")", draft.end) if self.text[draft.end : draft.end + 2] == " (" else -1
        inside = [run for run in scene.places if draft.end < run.start and run.end <= close]
        return inside if inside and inside[0].start == draft.end + 2 else []

    def _places_beside(
        self, scene: Scene, draft: Draft, places: list[Run], start: int, end: int
    ) -> tuple[list[Run], str]:
        """Places of a neighbouring clause: between semicolons first the one after, then the one before."""
        low, high = segment_at(scene.sentence, draft.start)
        after = [run for run in places if end <= run.start < high]
        before = [run for run in places if low <= run.start < start] or [run for run in places if run.start < start]
        if before and not (after and start <= low):
            bounds = [unit.start for unit in scene.units if unit.start <= before[-1].start]
            return [run for run in before if run.start >= max(bounds, default=scene.sentence.start)], "S03"
        if not after:
            after = [run for run in places if run.start >= end]
        after = [run for run in after if not _of_part(scene, draft, run) and not _in_brackets(scene, draft, run)]
        bounds = [unit.end for unit in scene.units if after and unit.end > after[0].start]
        return [run for run in after if run.start < min(bounds, default=scene.sentence.end)], "S04"


def _counts(behind: list[Chunk], pack: Pack) -> bool:
    """Whether a count stands right behind a name: "Arif saw 640", "Velm 301"."""
    verb = len(behind) > 1 and behind[0].lower in pack.words["place_verbs"]
    return bool(behind) and behind[1 if verb else 0].kind == "number"


def _of_part(scene: Scene, draft: Draft, run: Run) -> bool:
    """ "500 hectares, including 120 hectares in Arif": the place right behind a part is not that of its whole."""
    before = [group for group in scene.groups if draft.end <= group.start and group.end <= run.start]
    between = scene.sentence.between(before[-1].end, run.start) if before else []
    if before and draft.kind == "casualty" and before[-1].kind == "person" and before[-1].of_them:
        # "six hurt, four of whom were herders from one family at Cuk"
        return not any(chunk.kind == "sign" or chunk.has("outcome") for chunk in between)
    if not before or draft.kind == "casualty" or before[-1].kind not in ("area", "ordnance"):
        return False
    apart = before[-1].cue in ("including", "of which") or before[-1].of_them
    return apart and not any(chunk.kind == "sign" for chunk in between)


def _in_brackets(scene: Scene, draft: Draft, run: Run) -> bool:
    """ "319 ha, water included (2 ha of riverbed at Snih)": the place of a figure in brackets of its own."""
    chunks = scene.sentence.between(draft.end, run.start)
    opened = max((at for at, chunk in enumerate(chunks) if chunk.text == "("), default=None)
    if opened is None or any(chunk.text == ")" for chunk in chunks[opened:]):
        return False
    return any(chunk.kind == "number" for chunk in chunks[opened:])


def _aside(scene: Scene, run: Run, end: int) -> bool:
    """ "two were injured; a helicopter took them to Velm": a place behind a semicolon, in a clause without a figure."""
    first, last = segment_at(scene.sentence, run.start)
    return run.start >= end and not any(first <= group.start < last for group in scene.groups)


def segment_at(sentence: Sentence, at: int) -> tuple[int, int]:
    """What stands between the semicolons around an offset."""
    start, end = sentence.start, sentence.end
    for index in sentence.forms.get(";", ()):
        sign = sentence.chunks[index]
        if sign.start < at:
            start = sign.end
        else:
            return start, sign.start
    return start, end
