"""Agents: the bodies that tell of their own work by doing it. Rule A03: "The service has removed 40 mines"."""

from __future__ import annotations

from minetrace.reading.chunks import Sentence
from minetrace.reading.grammar.chains import Chains
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.letterheads import Cue
from minetrace.reading.speakers import SpeakerReader

_OWN_WORK = frozenset(("found", "cleared", "seized", "surveyed", "released"))


class Agents(Chains):
    """Finds the body that does what a verb tells, where no one else is said to say it."""

    def __init__(self, reader: SpeakerReader) -> None:
        super().__init__(reader)
        self.spoken = 0

    def _agent(self, sentence: Sentence, draft: Draft, predicates: list[Predicate]) -> Cue | None:
        for predicate in predicates:
            governs = any(start == predicate.start for start, _ in draft.verbs)
            if governs and predicate.actions & _OWN_WORK and not predicate.passive and predicate.form == "verb":
                ahead = (mark for mark in sentence.marked("plan") if mark.end <= predicate.start)
                plan = next((mark for mark in ahead if _dated_at_most(sentence, mark.end, predicate.start)), None)
                verb = predicate.first
                while plan is not None and verb > 0 and sentence.chunks[verb - 1].start >= plan.start:
                    verb -= 1
                if self._reported_on(sentence, verb):
                    continue
                cue = self._back_agent(sentence, verb) or self.reader.agent(sentence, verb)
                if cue is not None:
                    return cue
        return self._wants(sentence, draft) or self._works(sentence, draft)

    def _works(self, sentence: Sentence, draft: Draft) -> Cue | None:
        """ "CMAC got through 118 hectares", "left ANAMA with 40 mines cleared": whose work a count of work tells."""
        work = draft.kind in ("ordnance", "area") and bool(draft.actions & _OWN_WORK) and draft.stance == "asserted"
        return self.reader.worker(sentence, draft.start) if work and not self.voices.current else None

    def _wants(self, sentence: Sentence, draft: Draft) -> Cue | None:
        """ "UNMAS plans to survey 40 square kilometres": a body that tells what it wants to do."""
        body, words = self.voices.body, self.reader.pack.words
        if self.reader.pack.genitive and draft.kind != "casualty":
            told = (at for at in sentence.spelled(words["wanting"]) if sentence.chunks[at].end <= draft.start)
            return next((cue for at in told if (cue := self.reader.agent(sentence, at)) is not None), None)
        if not body or draft.kind == "casualty":
            return None
        wants = (at for at in sentence.spelled(words["wanting"]) if sentence.chunks[at].end <= draft.start)
        return next((Cue("agent", [body], sentence.chunks[at].start, sentence.chunks[at].end) for at in wants), None)

    def _reported_on(self, sentence: Sentence, verb: int) -> bool:
        """ "Kern said 4 were found. The army had destroyed 9": what a person tells goes on in an earlier past."""
        earlier = verb > 0 and sentence.chunks[verb - 1].lower in self.reader.pack.words["past_before"]
        person = bool(self.voices.current) and self.voices.current[-1] in self.voices.described
        return earlier and person and sentence.paragraph == self.spoken and not self._is_body(self.voices.current[-1])

    def _back_agent(self, sentence: Sentence, verb: int) -> Cue | None:
        """ "the service has neutralized ...", "it surveyed ...": who spoke before acts and speaks on."""
        at = verb - 1
        while at >= 0 and self.reader.light(sentence.chunks[at]):
            at -= 1
        if at < 0:
            return None
        mark = next((mark for mark in sentence.marked("back") if mark.end == sentence.chunks[at].end), None)
        if mark is None:
            return None
        if not (self.voices.met or self.voices.current or self.voices.base):
            return None
        cue = Cue("back", [], mark.start, mark.end)
        cue.names = self.back(cue)[-1:]
        return cue if cue.names else None


def _dated_at_most(sentence: Sentence, start: int, end: int) -> bool:
    """Whether nothing but a time stands between: "means | from 11 May | to survey"."""
    return all(chunk.kind == "period" for chunk in sentence.between(start, end))
