"""Carrying: whether a sentence that names no speaker goes on with the one before it.

Rules: A04 it does; A06 restated background has none; A13 another event than the one told does not.

What tells it, counted on texts with hand-written speakers: a sentence of the same paragraph goes on in nineteen of
twenty cases where it has neither time nor place of its own, and in seven of eight where it counts work over a time;
a new paragraph with a time or place of its own is the publisher's in four of five; of people harmed at another
time and place the publisher tells by itself in nine of ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from minetrace.reading.chunks import Chunk, Sentence, single_words
from minetrace.reading.grammar.agents import Agents
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.speakers import SpeakerReader


class Carrying(Agents):
    """Remembers who spoke last, and tells whether they still speak.

    `letterhead` heads the whole text; `told` and `tellers` are who told what so far; `cited` whether the last one was
    but cited; `acted` whether it told by what it did; `ended` whether nobody speaks on behind the sentence at hand;
    `turned` the last that told another event.
    """

    def __init__(self, reader: SpeakerReader) -> None:
        super().__init__(reader)
        self.letterhead: list[str] = []
        self.told: set[tuple[str, tuple[str, ...]]] = set()
        self.tellers: set[tuple[str, ...]] = set()
        self.own_voice = reader.speaks_itself()
        self.ended = False
        self.cited = False
        self.turned = -1
        self.acted = False

    def still_said(self, sentence: Sentence, draft: Draft) -> tuple[list[str], str]:
        """Who says a figure of a sentence without a speaker of its own, and the rule by which."""
        articles, free_order = self.reader.pack.articles, self.reader.pack.free_order
        own = (sentence.quoted and self.voices.issuer) or self._of_own(sentence, draft)
        if draft.background and not own and not self._goes_on(draft):
            self.ended = free_order and sentence.paragraph > self.spoken
            headed = self.letterhead if articles or self.voices.current == self.letterhead else []
            return headed, "A04" if headed else "A06"
        if self._turns_away(sentence) or self._about_another(sentence):
            self.ended = True
            return self.letterhead, "A04" if self.letterhead else ""
        if sentence.index == self.turned or self._another_event(sentence, draft) or self._not_work(sentence, draft):
            self.ended, self.turned = True, sentence.index
            return self.letterhead, "A13"
        if self._of_publisher(sentence, draft):
            self.ended = free_order or self.own_voice
            return self.letterhead, "A04" if self.letterhead else ""
        if self._of_another_day(draft):
            return self.letterhead, "A04" if self.letterhead else ""
        return self.voices.current, "A04" if self.voices.current else ""

    def _turns_away(self, sentence: Sentence) -> bool:
        """ "Meanwhile, ...", "In a separate incident, ...", "Reportedly ...": the text turns to another matter."""
        words = self.reader.pack.words
        if sentence.quoted:
            return False
        lead = " ".join(chunk.lower for chunk in sentence.chunks[:4])
        put_in = any(sentence.chunks[at - 1].text == "," for at in sentence.spelled(words["put_in_turns"]) if at)
        if put_in and not self._pointing(sentence, list(sentence.chunks[:3])):
            return True
        hearsay = sentence.chunks[0].lower.split()[0] in words["hearsay"]
        return hearsay or any(lead.startswith(f"{opener} ") for opener in words["turning_away"])

    def _about_another(self, sentence: Sentence) -> bool:
        """Whether a new paragraph is about somebody else than who spoke: it is nobody's."""
        about, opens = self.voices.before, sentence.paragraph > self.spoken
        return bool(about) and opens and about not in self.voices.current and not sentence.quoted

    def _another_event(self, sentence: Sentence, draft: Draft) -> bool:
        """ "Police said ... On Monday night a soldier was killed near Harun": who is harmed on another day.

        Nor does who told of one event tell how many were harmed there and elsewhere in another time.
        """
        pack, current = self.reader.pack, self.voices.current
        hurt = draft.kind == "casualty"
        event = hurt or draft.kind == "visit" or (draft.kind == "ordnance" and "exploded" in draft.actions)
        single = draft.counting == "occurrence"
        counts = single or (hurt and draft.own_places and not self._counts_harm(draft))
        event = event and draft.stance == "asserted" and counts
        apart = draft.own_period and (draft.own_places or hurt)
        if not (event and apart and pack.articles) or sentence.quoted:
            return False
        if current in (self.letterhead, self.voices.issuer):
            return False
        # "a woman and her son were killed" points to nobody before the sentence
        lead = [sentence.chunks[0], *(chunk for chunk in sentence.chunks[1:9] if chunk.end <= draft.start)]
        return not self._pointing(sentence, lead)

    def _not_work(self, sentence: Sentence, draft: Draft) -> bool:
        """ "CMAC cleared 40 hectares. A farmer lost a leg nearby": who only told of work done tells of no harm."""
        harm = draft.kind == "casualty" or "exploded" in draft.actions
        points = self._of_own(sentence, draft) or self._points(sentence, draft)
        return self.acted and harm and self.reader.pack.articles and not points

    def _counts_harm(self, draft: Draft) -> bool:
        """Whether the hurt are some of those told before, or who spoke counts all that are hurt: an observatory."""
        current = {word for name in self.voices.current[-1:] for word in name.lower().split()}
        of_them = draft.source is not None and draft.source.of_them
        return of_them or not current.isdisjoint(self.reader.pack.words["counters_of_harm"])

    def _further_back(self, sentence: Sentence) -> bool:
        """ "A deminer had been killed there": a past behind the past that was told, outside a relative clause."""
        words = self.reader.pack.words
        further = (at for at in sentence.spelled(words["past_before"]) if at)
        return any(sentence.chunks[at - 1].lower not in words["relative|nobody"] for at in further)

    def _of_publisher(self, sentence: Sentence, draft: Draft) -> bool:
        """A new paragraph with a matter of its own is the publisher's, but "its teams" goes on."""
        fresh = draft.kind in ("visit", "provision") or draft.own_period or draft.own_places
        opens = sentence.paragraph > self.spoken
        behind = not opens and draft.counting != "stock" and self._further_back(sentence)
        own = (fresh and opens) or (self.own_voice and not behind and (opens or fresh or self._cited_body()))
        only = len({said for said in self.tellers if said}) < 2 or not (opens and draft.own_period)
        issuer = sentence.quoted or (self.voices.current == self.voices.issuer and only)
        return own and not issuer and not self._points(sentence, draft)

    def _of_another_day(self, draft: Draft) -> bool:
        """ "По данным ГКНБ, ... В пятницу сапёры сняли ...": who is cited once does not tell of another day."""
        day = draft.own_period and draft.period is not None and draft.period.kind == "day"
        return self.cited and day and self.reader.pack.free_order

    def _cited_body(self) -> bool:
        """Whether a body, no person, was cited last: in a text of a body's own one citation does not speak on."""
        return bool(self.voices.current) and self.voices.current[-1] not in self.voices.described

    def _points(self, sentence: Sentence, draft: Draft) -> bool:
        """Whether a sentence points to who or what stands before: "its teams", "the sappers", "of these"."""
        opening = [chunk for chunk in sentence.chunks[:9] if chunk.end <= draft.start]
        return self._pointing(sentence, opening, sentence.starting(draft.start, draft.end))

    def _pointing(self, sentence: Sentence, opening: list[Chunk], inside: Sequence[Chunk] = ()) -> bool:
        """Whether the opening of a sentence, or words `inside` a claim, point to what stands before."""
        words = self.reader.pack.words
        # "It was the deadliest blast since ...", "it is planned": nobody is pointed to
        empty = {
            chunk.start
            for chunk, after in pairwise(opening)
            if chunk.lower in words["expletive"] and after.lower in words["be"]
        }
        if any(chunk.kind == "period" and chunk.lower.split()[0] in words["that"] for chunk in opening):
            return True  # "Clearance that year came to"
        pointing = [chunk for chunk in [*opening, *inside] if chunk.start not in empty]
        owners = words["pointing_owners"]
        return not owners.isdisjoint(single_words(pointing)) or any(
            before.lower in words["definite"] and chunk.has("office_suffix")
            for before, chunk in pairwise(opening)
            if not (self.own_voice and sentence.paragraph > self.spoken)
        )

    def _of_own(self, sentence: Sentence, draft: Draft) -> bool:
        """ "Since 2022, 38 of its people were wounded": of those of who spoke."""
        words, articles = self.reader.pack.words, self.reader.pack.articles
        inside = [chunk.lower for chunk in sentence.starting(draft.start, draft.end)[1:]] if articles else []
        return any(word in words["possessive_pronouns"] and word in words["pointing_owners"] for word in inside)

    def _goes_on(self, draft: Draft) -> bool:
        """Whether a running total of work goes on with the work that the same speaker has just told."""
        told = draft.kind in ("ordnance", "area") and draft.form != "stock"
        current = tuple(self.voices.current)
        return told and any((kind, current) in self.told for kind in ("ordnance", "area"))
