"""What a sentence adds to the claims of the sentences before it: makes, layers, what became of the things."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from minetrace.reading.disposals import dispose
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.scene import Scene, places_of
from minetrace.reading.ordnance import Make, model_category
from minetrace.reading.pack import Pack
from minetrace.reading.periods import Period

_SUBJECT = 6
"""A subject that tells who laid mines has so many words at most."""
_REACH = 2
"""So many sentences back a sentence may add to what was found."""


Resolve = Callable[[Period], Period | None]
"""What a phrase of time means that points to another."""


class Additions:
    """Adds what one sentence says of the things told of before."""

    def __init__(self, pack: Pack, text: str) -> None:
        self.pack, self.text = pack, text

    def add(self, scene: Scene, drafts: list[Draft], told: list[Draft], resolve: Resolve) -> None:
        """Take over into the drafts told before, in place, what this sentence says of them."""
        things = [draft for draft in drafts if draft.kind == "ordnance"]
        near = list(takewhile(lambda draft: scene.sentence.index - draft.sentence <= _REACH, reversed(told)))[::-1]
        previous = [draft for draft in near if draft.kind == "ordnance"]
        previous = [draft for draft in previous if draft.sentence == previous[-1].sentence] if previous else []
        again = self._again(scene, things, previous)
        if again is not None:
            previous[-1].actions |= again.actions
            previous[-1].speakers = previous[-1].speakers or again.speakers
            drafts.remove(again)
            things.remove(again)
        if things and scene.sentence.spelled(self.pack.words["same"]):
            self._of_same_type(scene, things, previous)
        self._makes(scene, things, previous)
        dispose(scene, things, previous, told, self.pack, self.text)
        if not drafts and self.pack.articles:
            self._all_done(scene, near, resolve)
        anaphor = any(chunk.lower in self.pack.words["all_of"] for chunk in scene.sentence.chunks[:3])
        if anaphor and previous and not drafts and not scene.sentence.typed("number"):
            self._described(scene, previous, resolve)
        self._laid_them(scene, things, previous)
        self._layers(scene, things, previous)
        if self.pack.genitive:
            self._fared(scene, drafts, near)
        if not drafts and tells_event(scene, self.pack):
            self._happened(scene, near, resolve)

    def _fared(self, scene: Scene, drafts: list[Draft], told: list[Draft]) -> None:
        """ "Подорвался пастух. Ему оторвало стопу", "...; он госпитализирован": how it ended for the one told of."""
        words, chunks = self.pack.words, scene.sentence.chunks
        before = self._alone(scene, told)
        for draft in drafts if before is not None else []:
            # "Мужчине ампутировали ногу": the same one
            head = next((chunk.lower for chunk in chunks if chunk.start >= draft.start and chunk.has("person")), "")
            same = draft.kind == "casualty" and draft.source is not None and draft.source.article and not draft.names
            if before is not None and same and head in words["the_victim"] and draft.outcome in ("killed", "injured"):
                before.outcome = draft.outcome
                before.rules.append("P08")
                drafts.remove(draft)
                return
        last = self._alone(scene, [*told, *drafts])
        if last is None:
            return
        opens = last.end if last in drafts else scene.sentence.start
        for predicate in scene.predicates:
            if predicate.start < opens or predicate.outcome not in ("killed", "injured"):
                continue
            behind = [chunk for chunk in chunks if opens <= chunk.start < predicate.start]
            pointed = any(chunk.lower in words["the_victim"] for chunk in behind[-6:])
            others = any(chunk.has("person") and chunk.lower not in words["the_victim"] for chunk in behind)
            if pointed and not others:
                last.outcome = predicate.outcome
                last.rules.append("P08")

    def _alone(self, scene: Scene, told: list[Draft]) -> Draft | None:
        """The one victim told of last, in this sentence or the one before, of whom no end is told yet."""
        victims = [draft for draft in told if draft.kind == "casualty"]
        alone = victims[-1:] and (len(victims) == 1 or victims[-2].sentence < victims[-1].sentence)
        last = victims[-1] if alone and scene.sentence.index - victims[-1].sentence <= _REACH else None
        return last if last is not None and (last.value, last.outcome) == (1, "affected") else None

    def _happened(self, scene: Scene, told: list[Draft], resolve: Resolve) -> None:
        """ "Погибли двое. Трагедия произошла в субботу у села Велм": day and place of what was told before."""
        period = next((resolve(chunk.data) for chunk in scene.periods if chunk.data.kind == "day"), None)
        reach = _REACH if self.pack.articles or self.pack.genitive else 1
        for draft in told:
            near = scene.sentence.index - draft.sentence <= reach
            event = draft.kind == "casualty" or draft.actions == {"exploded"}
            if event and near and not draft.background and draft.counting == "occurrence":
                if not draft.own_period and period is not None:
                    draft.period, draft.own_period = period, True
                if not draft.own_places and scene.places:
                    draft.places, draft.own_places = places_of(scene.places), True
                elif self.pack.articles or self.pack.genitive:
                    draft.add_places([place for place in places_of(scene.places) if not place.country])

    def _of_same_type(self, scene: Scene, things: list[Draft], previous: list[Draft]) -> None:
        """ "three more mines of the same type": of the model and kind told before."""
        words = self.pack.words
        for draft in things:
            before = [other for other in [*previous, *things] if other.start < draft.start and other.model]
            behind = scene.sentence.between(draft.end, scene.sentence.end)[:4]
            same = [at for at, chunk in enumerate(behind) if chunk.lower in words["same"]]
            typed = any(chunk.lower in words["type_words"] for at in same for chunk in behind[at + 1 : at + 2])
            if typed and before and draft.model is None:
                draft.model, draft.category = before[-1].model, before[-1].category

    def _again(self, scene: Scene, things: list[Draft], previous: list[Draft]) -> Draft | None:
        """ "Bir bomba tapılıb. Bombanı zərərsizləşdiriblər": one thing found, and where case says "the", the same."""
        told = previous[-1] if previous else None
        for draft in things if told is not None and told.value == 1 and "found" in told.actions else []:
            noun = draft.source is not None and draft.source.article and draft.actions == {"cleared"}
            last = scene.sentence.between(draft.start, draft.end)[-1:]
            defined = any(chunk.lower in self.pack.words["defined"] for chunk in last)
            if noun and defined and told is not None and draft.category in (told.category, "ERW", "UXO"):
                return draft
        return None

    def _makes(self, scene: Scene, things: list[Draft], previous: list[Draft]) -> None:
        for make in scene.makes:
            if any(draft.source is not None and draft.source.make is make for draft in things):
                continue
            named = [c.text for c in scene.sentence.chunks if c.kind == "designation" and c.end <= make.start]
            of_model = [draft for draft in previous if draft.model in named] if not things else []
            for draft in of_model if not self._numbered(scene, make) else []:
                # "52 PMN-E and 30 PMN-2 ... The PMN-E were made in 2021": of that lot only
                _made(draft, make)
            if of_model:
                continue
            earlier = [draft for draft in things if draft.end <= make.start and make.start - draft.end < 90]
            if self._of_all(scene, make):
                # "57 VS-50 and 31 TC-6 were found. Both types came out of a factory in Italy"
                for draft in earlier or ([] if things else previous):
                    _made(draft, make)
                continue
            target = earlier[-1] if earlier else previous[-1] if previous and not things else None
            if target is not None and not self._of_some(scene, target, make):
                _made(target, make)

    def _of_all(self, scene: Scene, make: Make) -> bool:
        """Whether a clause of its own says of all that was told before where it was made: "; all were produced in"."""
        words, chunks = self.pack.words, [c for c in scene.sentence.chunks if c.end <= make.start]
        opened = max((at for at, chunk in enumerate(chunks) if chunk.text == ";"), default=-1) + 1
        clause = chunks[opened:]
        spoken = bool(clause) and clause[0].lower in words["all"] and self.pack.articles
        few = words["partly|most_of|of"]
        return spoken and not any(chunk.kind == "number" or chunk.lower in few for chunk in clause[1:3])

    def _numbered(self, scene: Scene, make: Make) -> bool:
        """ "Of the 150 PMN-E mines, 90 were made in ...": said of a part of that model."""
        return self.pack.articles and any(
            chunk.kind == "number" for chunk in scene.sentence.between(scene.sentence.start, make.start)
        )

    def _of_some(self, scene: Scene, target: Draft, make: Make) -> bool:
        """ "Of these, 120 were made in ...", "nearly all of them PPM-2s made in ...": said of a part."""
        here = target.sentence == scene.sentence.index
        between = scene.sentence.between(target.end if here else scene.sentence.start, make.start)
        few = self.pack.words["partly|most_of"]
        if any(chunk.lower in self.pack.words["all"] for chunk in between[-3:]):
            return any(chunk.lower in few for chunk in between[-4:])  # "101 shells of 105 mm, all of ... make"
        return self.pack.articles and any(
            chunk.kind == "number" or chunk.data == "ratio" or chunk.lower in few for chunk in between
        )

    def _all_done(self, scene: Scene, told: list[Draft], resolve: Resolve) -> None:
        """ "... 3,120 mines and 440 grenades. All were seized in October": what was done to figures without a verb."""
        chunks = scene.sentence.chunks
        passive = [p for p in scene.predicates if p.passive and p.actions & {"seized", "cleared", "found"}]
        alone = not any(chunk.kind == "number" for chunk in chunks)
        if not chunks or chunks[0].lower not in self.pack.words["all"] or not passive or not alone:
            return
        period = next((resolve(chunk.data) for chunk in scene.periods), None)
        for draft in told:
            if draft.kind != "ordnance" or "P07" not in draft.rules:
                continue
            draft.actions = set(passive[0].actions)
            if draft.period is None and period is not None and period.kind in ("day", "span"):
                draft.period = period
                draft.counting = "occurrence" if period.kind == "day" else "tally"

    def _described(self, scene: Scene, previous: list[Draft], resolve: Resolve) -> None:
        """ "They were all TM-62s, in Arif": places, model, kind and time of what was told before."""
        plural = next(
            (group for group in scene.groups if group.kind == "ordnance" and group.number.form == "none"), None
        )
        period = next((resolve(chunk.data) for chunk in scene.periods), None)
        model = next((c.text for c in scene.sentence.chunks if c.kind == "designation"), None)
        category = model_category(model, self.pack) if model else None
        for draft in previous:
            draft.add_places([place for place in places_of(scene.places) if not (place.country and draft.places)])
            of_others = any(other.model == model for other in previous) and draft.model != model
            if category is not None and not of_others and draft.category in (category, "mine (unspecified)"):
                draft.model, draft.category = draft.model or model, category
            if plural is not None:
                draft.model = draft.model or plural.model
                draft.category = plural.category if draft.category in (None, "mine (unspecified)") else draft.category
            if draft.period is None and period is not None and period.kind in ("day", "span"):
                draft.period = period
                draft.counting = "occurrence" if period.kind == "day" else "tally"

    def _laid_them(self, scene: Scene, things: list[Draft], previous: list[Draft]) -> None:
        """ "...; Norvian marines had laid them", "which the Third Brigade had planted": who laid what was told."""
        words, chunks = self.pack.words, scene.sentence.chunks
        for predicate in scene.predicates if self.pack.articles else []:
            if predicate.actions != {"laid"} or predicate.passive:
                continue
            first, last = self._subject(scene, predicate.first)
            behind = chunks[predicate.last].lower if predicate.last < len(chunks) else ""
            relative = first > 0 and chunks[first - 1].lower in words["relative"]
            named = [chunk for chunk in chunks[first:last] if chunk.lower not in words["article"]]
            counted = any(chunk.has("thing") or chunk.kind == "number" for chunk in named)
            if not named or counted or not (relative or behind in words["them"]):
                continue
            here = [draft for draft in things if draft.end <= named[0].start]
            for draft in here[-1:] or ([] if things else previous):
                draft.laid_by = draft.laid_by or self.text[named[0].start : named[-1].end]
                draft.actions = draft.actions - {"laid"} or draft.actions

    def _subject(self, scene: Scene, verb: int) -> tuple[int, int]:
        """Where the few words right before an active verb, without its auxiliaries, begin and end."""
        words, chunks = self.pack.words, scene.sentence.chunks
        last = verb
        while last > 0 and chunks[last - 1].lower in words["auxiliary"]:
            last -= 1
        first = last
        while first > 0 and last - first < _SUBJECT and chunks[first - 1].kind in ("word", "lex"):
            before = chunks[first - 1].lower
            if before in words["function"] and before not in words["article|of"]:
                break
            first -= 1
        return first, last

    def _layers(self, scene: Scene, things: list[Draft], previous: list[Draft]) -> None:
        for layer in scene.layers:
            if any(layer.name == draft.laid_by for draft in things):
                continue
            earlier = [draft for draft in things if draft.start <= layer.start]
            if self.pack.head_final:
                # "X-in basdırdığı 40 mina"
                earlier = [draft for draft in things if draft.start >= layer.end][:1]
            lead = scene.sentence.between(scene.sentence.start, layer.start) if self.pack.articles else []
            others = any(chunk.has("thing") or chunk.kind == "number" for chunk in lead)
            for draft in earlier[-1:] or ([] if things or others else previous):
                draft.laid_by = draft.laid_by or layer.name


def _made(draft: Draft, make: Make) -> None:
    draft.made_in = draft.made_in or make.country
    draft.made_year = draft.made_year or make.year


def tells_event(scene: Scene, pack: Pack) -> bool:
    """Whether a sentence tells when or where the event of the sentences before was: "The blast happened near Velm"."""
    words, chunks = pack.words, scene.sentence.chunks
    if pack.genitive and any(
        chunk.lower in words["the_victim"] - words["pronouns"] - words["kin_of"] for chunk in chunks[:8]
    ):
        return True  # "51-летний мужчина обрабатывал поле возле села Велм"
    if not scene.sentence.spelled(words["happened"]):
        return False
    if chunks[0].lower in words["told_again"] and chunks[1].lower in words["took_place"]:
        return True  # "It happened on Sunday."
    lead = chunks[:5] if pack.articles else chunks[:8]
    pointed = not pack.articles or chunks[0].lower in words["definite"]
    return pointed and any(chunk.value("nonclaim") == "event" or chunk.lower in words["event_nouns"] for chunk in lead)
