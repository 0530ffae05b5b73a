"""Who says so: the chain of each draft, from the cues of its sentence or carried over.

Rules: A01 a cue in the clause; A02 a cue elsewhere in the sentence; A03 an organisation reports its own work; A05
inside a quoted statement, its issuer; A07 who is named behind a quotation of several sentences; A10 "we" outside a
quotation is the publisher; A12 who is named at the end of a lead tells all of its event; else what `headlines` and
`carrying` say.
"""

from __future__ import annotations

from itertools import pairwise

from minetrace.reading.chunks import Chunk, Sentence, single_words
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.headlines import Headline
from minetrace.reading.grammar.lists import Rows, credited
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.grammar.said_beside import SaidBeside
from minetrace.reading.grammar.talks import Talk
from minetrace.reading.grammar.turns import Turns, told_before
from minetrace.reading.letterheads import Cue
from minetrace.reading.speakers import SpeakerReader

_CALLED = 40
"""So many signs at most stand between who calls a thing something and the thing: "described as", "believe to be"."""

_LEAD = 3
"""So many sentences after the first may still tell who said what the lead tells."""


class Attributor(SaidBeside):
    """Gives every draft its speakers and remembers who spoke last."""

    def __init__(self, reader: SpeakerReader) -> None:
        super().__init__(reader)
        self.changed = False
        self.waiting: list[Draft] = []
        self.turns = Turns(reader)
        self.talk, self.turn = Talk(reader), -1
        self.headline = Headline()
        self.unsaid: list[Draft] = []
        self.paragraph = 0
        self.headings: frozenset[int] = frozenset()
        self.rows = Rows(reader)

    def assign(self, sentence: Sentence, cues: list[Cue], drafts: list[Draft], predicates: list[Predicate]) -> None:
        """Speakers of the drafts of one sentence; afterwards the sentence's last speaker is the current one."""
        cues = self._apart(cues) if cues else []
        self.here = cues
        before = list(self.voices.current)
        self._take_turn(sentence)
        # who heads a turn is told by the talk
        cues = [cue for cue in cues if cue.sort != "head"] if self.talking else cues
        turn = self.turns.take(sentence)
        self.turns.meet(sentence, cues)
        if turn is not None:
            self.voices.current = list(turn)
        opens = sentence.paragraph > self.paragraph
        self.spoken = sentence.paragraph if self.rows.goes_on(sentence, opens=opens) else self.spoken
        self.fresh = sentence.paragraph > self.spoken
        self.voices.agent = []
        if not sentence.quoted or self.reader.source[sentence.start] == '"':
            self.waiting = []
        if sentence.paragraph > self.paragraph:
            self.paragraph, self.unsaid = sentence.paragraph, []
        cues = [cue for cue in cues if not self._inside_relative(sentence, cue)]
        called = [cue for cue in cues if self._calls(sentence, cue)]
        cues = [cue for cue in cues if cue not in called]
        carried: tuple[list[str], str] | None = None
        for draft in drafts:
            agent = self._agent(sentence, draft, predicates)
            self.voices.agent = agent.names if agent is not None else self.voices.agent
            near = [cue for cue in called if draft.kind == "ordnance" and 0 <= draft.start - cue.end <= _CALLED]
            said = sorted([*cues, *near], key=lambda cue: cue.start) if near else cues
            chain, rule = (turn, "A08") if turn and not said else self._chain(sentence, said, draft, predicates)
            if not said and rule in ("A04", "A06"):
                # a sentence that names nobody goes on, or does not, as a whole
                chain, rule = carried = carried or (chain, rule)
            draft.speakers = self.reader.without_publisher(chain)
            draft.own_speaker = rule in ("A01", "A02", "A03", "A10")
            draft.background = draft.background and not draft.own_speaker
            if rule:
                draft.rules.append(rule)
        if self.ended:
            self.voices.current, self.ended = list(self.letterhead), False
        self.headline.hear(sentence, drafts, self.reader.source)
        self._tell_back(sentence, cues, drafts)
        self._note(sentence, cues, drafts)
        self.tellers |= {draft.speakers for draft in drafts if draft.own_speaker}
        if drafts:
            self.told = {(draft.kind, draft.speakers) for draft in drafts if draft.speakers}
        if cues or self.voices.agent or any(draft.speakers for draft in drafts):
            self.spoken = sentence.paragraph
        if not drafts and not cues and self._is_heading(sentence):
            self._new_section()
        self._close_quotation(sentence, cues, drafts)
        self.rows.close(sentence, spoken=bool(self.voices.current))
        if not (drafts or cues or self.voices.base) and self._first_person(sentence):
            self.voices.current = list(self.letterhead)  # "We have used the lower."
        self.changed = self.voices.current != before and bool(before)

    def _apart(self, cues: list[Cue]) -> list[Cue]:
        """The cues without the publisher's own, where others speak, and without those that a relay repeats."""
        others = [cue for cue in cues if cue.names and self.reader.without_publisher(cue.names)]
        if others:
            cues = [cue for cue in cues if not cue.names or cue in others]
        relayed = {span for cue in cues if cue.sort == "relay" for span in cue.spans}
        return [cue for cue in cues if cue.sort != "says" or relayed.isdisjoint(cue.spans) or len(cue.spans) > 1]

    def _take_turn(self, sentence: Sentence) -> None:
        """In a talk who answers speaks for all of the answer, and nobody speaks on into a question."""
        answerer = self.talk.answerer(sentence)
        self.talking = bool(answerer)
        if answerer is not None:
            self.voices.base = answerer
            if self.talk.turn != self.turn:
                self.turn, self.voices.current = self.talk.turn, list(answerer)

    def _tell_back(self, sentence: Sentence, cues: list[Cue], drafts: list[Draft]) -> None:
        """Rule A09: who is named behind what was told, in the same paragraph, said what no one else is said to say."""
        spoken = [cue for cue in cues if cue.names or cue.sort == "back"]
        credit = credited(self.reader, sentence) if not (spoken or drafts) and self.unsaid else None
        if credit is not None or (spoken and told_before(sentence, drafts, self.reader.pack.words)):
            spoken = [credit] if credit is not None else spoken
            probe = Draft("ordnance", sentence.end, sentence.end, sentence.index)
            for draft in self.unsaid:
                draft.speakers = self.reader.without_publisher(self._combine(spoken, probe, sentence))
                draft.own_speaker = True
                draft.rules.append("A09")
        elif sentence.index <= _LEAD and (self.reader.pack.free_order or _of_those_told(drafts)):
            self._lead(sentence, cues, drafts)
        self._add(sentence, spoken, drafts)
        self.unsaid += [draft for draft in drafts if not draft.own_speaker or "A03" in draft.rules]

    def _add(self, sentence: Sentence, spoken: list[Cue], drafts: list[Draft]) -> None:
        """ "Сапёры собрали 40 мин. Осмотрено 6 домов, добавил Иван Кац": who adds said what stands right before too."""
        adding = self.reader.pack.words["adding"]
        behind = len(spoken) == 1 and bool(drafts) and spoken[0].start >= drafts[0].end
        cue = spoken[0] if behind and spoken[0].names and self.unsaid else None
        if cue is None or adding.isdisjoint([chunk.lower for chunk in sentence.starting(cue.start, cue.end)]):
            return
        for draft in self.unsaid:
            if not draft.speakers:
                draft.speakers = self.reader.without_publisher(cue.names)
                draft.rules.append("A09")

    def _lead(self, sentence: Sentence, cues: list[Cue], drafts: list[Draft]) -> None:
        """Rule A12: "Мина сработала. Двое ранены, сообщили в МЧС": who is named behind a lead tells its event."""
        said = [cue for cue in cues if cue.sort in ("says", "according") and cue.names]
        told = [draft for draft in drafts if draft.own_speaker and draft.counting == "occurrence"]
        behind = len(said) == 1 and bool(told) and said[0].start > told[-1].end
        for draft in self.unsaid if behind else []:
            event = draft.counting == "occurrence" and draft.stance == "asserted" and not draft.speakers
            if event and draft.kind in ("ordnance", "casualty") and sentence.index - draft.sentence <= 1:
                draft.speakers = told[-1].speakers
                draft.rules.append("A12")

    def _chain(
        self, sentence: Sentence, cues: list[Cue], draft: Draft, predicates: list[Predicate]
    ) -> tuple[list[str], str]:
        if cues:
            segment = self._segment(sentence, cues, draft.start)
            inside = [cue for cue in cues if cue.start < segment[1] and cue.end > segment[0]]
            if inside:
                return self._combine(inside, draft, sentence), "A01"
            earlier = [cue for cue in cues if cue.end <= segment[0]]
            others = [cue for cue in cues if cue.start < segment[1] or not self._opens_clause(sentence, cue)]
            later = [cue for cue in others if cue.start >= segment[1]]
            contrasted = segment[1] < sentence.end and not self.reader.source.startswith(";", segment[1])
            if earlier or (not contrasted and (later or (others and not self.reader.pack.free_order))):
                return self._combine(earlier or later or others, draft, sentence), "A02"
        if self.voices.base:
            return self.voices.base, "A05"
        if self._first_person(sentence):
            # "our teams", "we" outside a quotation: the publisher
            self.voices.current, self.own_voice = [], True
            return [], "A10"
        if self.voices.agent:
            return self.voices.agent, "A03"
        return self.still_said(sentence, draft)

    def _first_person(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of "us" outside a quotation."""
        ours = sentence.spelled(self.reader.pack.words["first_person"])
        return any(not self._in_quotes(sentence, sentence.chunks[at].start) for at in ours)

    def _segment(self, sentence: Sentence, cues: list[Cue], at: int) -> tuple[int, int]:
        """The part of a sentence between semicolons, and between commas before words of contrast or a new speaker."""
        words = self.reader.pack.words
        start, end = sentence.start, sentence.end
        behind_commas = [at + 1 for at in sentence.forms.get(",", ()) if at + 1 < len(sentence.chunks)]
        for index in sorted({*behind_commas, *sentence.forms.get(";", ())}):
            chunk, after_comma = sentence.chunks[index], index in behind_commas
            contrast = after_comma and chunk.lower in words["splitting"]
            if contrast and chunk.end in self._joining(sentence):
                continue
            joined = after_comma and chunk.lower in words["and"]
            speaks = joined and any(0 <= cue.start - chunk.end <= 5 and cue.sort != "relay" for cue in cues)
            if chunk.text == ";" or contrast or speaks:
                if chunk.start < at:
                    start = chunk.end
                else:
                    return start, chunk.start
        return start, end

    def _opens_clause(self, sentence: Sentence, cue: Cue) -> bool:
        """ "...; правозащитники обвиняют": who opens a clause behind a semicolon says nothing of the clause before."""
        words = self.reader.pack.words
        lead = sentence.until(cue.opens)
        while lead and lead[-1].lower in words["definite|indefinite"]:
            lead.pop()
        return bool(lead) and lead[-1].text == ";"

    def _joining(self, sentence: Sentence) -> set[int]:
        """Where words of contrast end that only go on with a list: "а также"."""
        words = self.reader.pack.words["joining"]
        return {before.end for before, chunk in pairwise(sentence.chunks) if f"{before.lower} {chunk.lower}" in words}

    def _note_media(self, cues: list[Cue], drafts: list[Draft]) -> None:
        """Who told a medium goes on telling it, whom it cites does not."""
        quoted = {name for cue in cues if cue.sort == "according" for name in cue.names}
        for said in (draft.speakers for draft in drafts if draft.own_speaker and len(draft.speakers) == 2):
            if said[1] not in quoted and (self._is_medium([said[0]]) or self._told_to(cues, said[0])):
                self.carried.setdefault(said[1], list(said))

    def _note(self, sentence: Sentence, cues: list[Cue], drafts: list[Draft]) -> None:
        before = list(self.voices.current)
        self._note_media(cues, drafts)
        for cue in cues:
            pointing = self.reader.pack.articles or self.reader.pack.genitive
            if cue.sort == "back" and not cue.names and not drafts and pointing:
                # "The ministry's figures are lower. It lists 17": who is pointed at speaks on
                cue.names = self.back(cue)
                if self.reader.pack.genitive and not cue.names:
                    self.voices.current = list(self.letterhead)
            self.reader.remember(cue.names, quoted=self._in_quotes(sentence, cue.start))
            if cue.sort == "statement" and not self.voices.base and cue.names:
                told = any(other.sort == "says" and other.start < cue.start for other in cues)
                self.voices.base = list(cue.names) if self._is_frame(cue) and not told else []
        spoken = [cue for cue in cues if cue.names]
        others = self.reader.pack.articles and any(cue.sort != "head" for cue in spoken)
        if not sentence.index and spoken and not others and spoken[0].sort in self._heading_sorts(sentence):
            held = self.reader.pack.articles and self.reader.only_title(spoken[0].names[0])
            self.letterhead = [] if held else list(self.reader.without_publisher(spoken[0].names))
        self.voices.body_before = "" if spoken else self.voices.body_before
        self._note_issuer(sentence, cues, spoken)
        if cues and all(self._put_aside(sentence, cue) for cue in cues):
            return
        outer = self._outside(cues, sentence)
        if outer is not None:
            self.voices.current = list(
                self.reader.without_publisher(self.back(outer) if outer.sort == "back" else outer.names)
            )
            return
        told = any(cue.sort == "says" for cue in cues)
        sorts = ("according", "statement", "document") if told else ("according", "statement")
        cited_names = {name for cue in cues if cue.sort in sorts for name in cue.names}
        self.voices.aside = [] if spoken else self.voices.aside
        own = [draft for draft in drafts if draft.own_speaker]
        worked = bool(own) and ("A03" in own[-1].rules or self._only_wants(sentence, spoken))
        self.acted = worked if own else self.acted and not spoken
        # who only denies in a sentence without a claim does not speak on in the next
        denies = [mark for mark in sentence.marked("deny") if any(c.start <= mark.start < c.end for c in spoken)]
        if own:
            kept = [name for name in own[-1].speakers if not (denies and name in cited_names)]
            self.voices.current = kept or list(own[-1].speakers)
        elif spoken and (drafts or not denies):
            probe = Draft("ordnance", sentence.end, sentence.end, sentence.index)
            self.voices.current = list(self.reader.without_publisher(self._combine(cues, probe, sentence)))
        elif spoken and self.reader.pack.articles:
            self.voices.aside = list(self.reader.without_publisher(spoken[-1].names))
        if spoken and not drafts and not sentence.quoted and self._tells_nothing(sentence, spoken[-1]):
            self.voices.current = list(self.letterhead)
        if spoken and self._only_thinks(sentence, spoken[-1]):
            self.voices.current = list(self.letterhead)
        self.voices.saying = [name for name in self.voices.current if name not in cited_names]
        cited = {cue.sort for cue in cues} <= {"according"} and bool(cues)
        self.cited = cited or (self.cited and not spoken)
        if cited and self.voices.issuer and before == self.voices.issuer:
            self.voices.current = before  # who cites another once speaks on

    def _heading_sorts(self, sentence: Sentence) -> frozenset[str]:
        """The sorts of cue that make the first sentence a letterhead: "Сводка МЧС", where no publisher is told."""
        alone = self.reader.source[sentence.end : sentence.end + 1] == "\n"
        titled = alone and self.reader.pack.genitive and not self.voices.publisher
        return frozenset(("head", "document") if titled else ("head",))

    def _note_issuer(self, sentence: Sentence, cues: list[Cue], spoken: list[Cue]) -> None:
        """ "the ministry says in a statement", "a statement of the ministry": whose "the statement" later is."""
        issued = self.reader.pack.words["issued_nouns"]
        pointed = [cue for cue in cues if cue.sort == "back" and not cue.names and self.reader.pack.articles]
        for cue in [*spoken, *pointed]:
            if cue in pointed:
                cue = Cue("says", self.back(cue), cue.start, cue.end)
            if cue.sort not in ("says", "statement", "according", "document") or self._in_quotes(sentence, cue.start):
                continue
            near = [chunk for chunk in sentence.starting(cue.start, cue.end + 20) if not self._done(sentence, chunk)]
            same = any(chunk.lower in self.reader.pack.words["same_one"] for chunk in near)
            if not same and not issued.isdisjoint(single_words([chunk for chunk in near if not chunk.capital])):
                self.voices.issuer = list(self.reader.without_publisher(cue.names)) or self.voices.issuer

    def _done(self, sentence: Sentence, chunk: Chunk) -> bool:
        """ "expects to release 40 hectares": a word that a mark of the infinitive makes a verb."""
        lead = sentence.until(chunk.start)[-1:]
        return bool(lead) and lead[0].lower in self.reader.pack.words["infinitive_marks"]

    def _close_quotation(self, sentence: Sentence, cues: list[Cue], drafts: list[Draft]) -> None:
        """Rule A07: who is named behind a quotation of several sentences speaks all of them."""
        if not sentence.quoted:
            return
        behind = [cue for cue in cues if cue.sort in ("says", "back") and not self._in_quotes(sentence, cue.start)]
        if behind and self.waiting:
            names = self.back(behind[-1]) if behind[-1].sort == "back" else behind[-1].names
            for draft in self.waiting:
                draft.speakers = self.reader.without_publisher(names)
                draft.rules.append("A07")
        self.waiting = [] if behind else [*self.waiting, *(draft for draft in drafts if not draft.own_speaker)]

    def _is_heading(self, sentence: Sentence) -> bool:
        """A short line of its own without a stop: a new section begins, and no one speaks on."""
        text = self.reader.source
        alone = (sentence.index > 0 and text[sentence.start - 1] == "\n") or self._numbered(sentence)
        ends = text[sentence.end : sentence.end + 1] == "\n" and text[sentence.end - 1] not in '.!?"'
        return (alone and ends and len(sentence.chunks) <= 8) or sentence.index in self.headings

    def _new_section(self) -> None:
        """No one speaks on, and a pronoun points to no one; a name or an office may still be pointed to."""
        voices = self.voices
        current = list(self.letterhead) if self.reader.pack.articles else []
        voices.current, voices.heard, voices.met = current, [*voices.heard, *((0, name) for name in voices.met)], []

    def _numbered(self, sentence: Sentence) -> bool:
        """ "4. Land release": the number of a heading is no sentence."""
        before = self.reader.source[: sentence.start].rpartition("\n")[2].strip()
        return bool(before) and before.replace(".", "").isdigit()

    def _is_frame(self, cue: Cue) -> bool:
        return (
            self.reader.source[cue.start : cue.end].lower().startswith(tuple(self.reader.pack.words["frame_openers"]))
        )


def _of_those_told(drafts: list[Draft]) -> bool:
    """ "Three boys were hurt. One of them is in hospital, the police said": of those that the lead told."""
    return any(draft.source is not None and draft.source.of_them for draft in drafts)
