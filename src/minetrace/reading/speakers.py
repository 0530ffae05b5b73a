"""Speakers: who says what a clause says, from the nearest relay named in the text to the origin."""

from __future__ import annotations

from minetrace.reading.actors import Actors
from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.letterheads import Cue
from minetrace.reading.names import is_capital

_BESIDE = 2
"""So many signs part what somebody is and their name: ", "."""


class SpeakerReader(Actors):
    """Finds the cues of one sentence after another and keeps what later sentences point back to."""

    @property
    def _finding(self) -> frozenset[str]:
        words = self.pack.words
        return words["finding|that_verbs|documents_do"]

    def cues(self, sentence: Sentence) -> list[Cue]:
        """All cues of a sentence, left to right."""
        self.hear(sentence)
        found: list[Cue] = []
        head = self._letterhead(sentence) or self.titled(sentence)
        if head:
            found.append(head)
        for index in self._speaking(sentence):
            chunk = sentence.chunks[index]
            if any(cue.start <= chunk.start < cue.end for cue in found if cue.sort == "head"):
                continue
            for reader in (self._according, self._told, self._relay, self._says, self._document):
                cue = reader(sentence, index, chunk)
                if cue is not None:
                    found.append(cue)
                    break
        found = self.with_carriers(sentence, found)
        found = [cue for cue in found if not self._introduces(cue, found)]
        found += [
            cue
            for cue in self._by_their_words(sentence)
            if all(cue.start >= c.end or cue.end <= c.start for c in found)
        ]
        for cue in found:
            cue.names = [] if self._is_treaty(sentence, cue) else cue.names
        signed = self._signed(sentence) if not found else None
        if signed is not None and not sentence.index and self.closes_title(sentence, signed):
            signed.sort = "head"
        return sorted([*found, signed] if signed is not None else found, key=lambda cue: cue.start)

    def cue_of(self, sentence: Sentence, phrase: tuple[int, int]) -> Cue | None:
        """Who is named in a noun phrase of a sentence, as one who speaks."""
        return self._cue("says", sentence.chunks, phrase, sentence.start, sentence.end)

    def _by_their_words(self, sentence: Sentence) -> list[Cue]:
        """ "сапёры, по его словам, сняли": a phrase that points to who spoke before, and no verb of saying."""
        leads = self.pack.words["back_leading"]
        marks = sentence.marked("back") if leads else []
        return [Cue("back", [], mark.start, mark.end) for mark in marks if mark.lower.split()[0] in leads]

    def _introduces(self, cue: Cue, found: list[Cue]) -> bool:
        """ "a spokesman for the corps, Ivo Kern, said": what somebody is, beside whose name is told."""
        office = self.pack.words["spoken_for"] & set(self.source[cue.start : cue.end].lower().split())
        if cue.sort != "according" or not office:
            return False
        said = [other for other in found if other.sort == "says" and other.at > cue.start and other.names != cue.names]
        between = (self.source[cue.end : other.at] for other in said)
        behind = (other.spans[0][0] - cue.end for other in found if other.sort == "says" and other.spans)
        return any(0 < far <= _BESIDE for far in behind) or any(
            not other.spans or other.spans[0][1] <= cue.start or "," in text
            for other, text in zip(said, between, strict=True)
        )

    def _is_treaty(self, sentence: Sentence, cue: Cue) -> bool:
        """ "Velmia joined the Ottawa Convention and declared ...": a treaty says nothing."""
        marks = sentence.marked("instrument")
        return any(mark.start <= start < mark.end for start, _ in cue.spans for mark in marks)

    def _speaking(self, sentence: Sentence) -> list[int]:
        """Where a cue may stand: at words of saying and documents, and findings, and where a relay ends."""
        found = sentence.where("according", "speech", "issues", "document", "tally_noun")
        ends = {mark.end for mark in sentence.marked("relay")}
        others = [at for at, chunk in enumerate(sentence.chunks) if chunk.end in ends] if ends else []
        others += [0 for chunk in sentence.chunks[:1] if chunk.lower in self.pack.words["opening_sources"]]
        if not self.pack.words["as"].isdisjoint(sentence.forms):
            # "as the commissioner put it"
            others += [at - 1 for at in sentence.spelled(self.pack.words["expletive"]) if at]
        return sorted({*found, *others, *sentence.spelled(self._finding)})

    # -- cues --------------------------------------------------------------------------------------------------
    def _according(self, sentence: Sentence, index: int, chunk: Chunk) -> Cue | None:
        if not chunk.has("according") and not self._opens_for(sentence.chunks, index):
            return None
        named = None
        behind = sentence.chunks[index + 1 : index + 3]
        if behind and behind[0].lower in self.pack.words["object_pronouns"] and self._closed(behind, 1):
            return Cue("back", [], chunk.start, behind[0].end)
        if self._by_what_means(sentence.chunks, index):
            # "a councillor reported by telephone"
            phrase = self.left(sentence.chunks, index) or self.common(sentence.chunks, index)
            return self._cue("says", sentence.chunks, phrase, chunk.start, chunk.end) if phrase else None
        given = self.passed_on(sentence.chunks, index + 1)
        if given is not None:
            return self._passed_on(sentence, chunk, *given)
        if self.pack.head_final:
            phrase = self.governed(sentence.chunks, index)
        else:
            first = self.over_documents(sentence.chunks, self._over_document(sentence.chunks, index + 1))
            phrase, named = self.right(sentence.chunks, first), self.presented(sentence.chunks, first)
            if named is None and (phrase is None or not self._closed(sentence.chunks, phrase[1])):
                phrase = self.clause_rest(sentence.chunks, first) or phrase
            phrase = phrase or self.anonymous(sentence.chunks, first)
            phrase = None if phrase is not None and self._only_describes(sentence.chunks, phrase) else phrase
        if phrase is None and named is None and self._same_source(sentence.chunks, index + 1):
            return Cue("back", [], chunk.start, sentence.chunks[index + 1].end)
        if phrase is None and named is None:
            return self._points_back(sentence, chunk.start if self.pack.head_final else chunk.end, chunk)
        phrase = named or self._name_behind(sentence.chunks, phrase or (index + 1, index + 1))
        cue = self._cue("according", sentence.chunks, phrase, chunk.start, chunk.end)
        teller = self.left(sentence.chunks, index) if chunk.has("learnt") else None
        if cue is not None and teller is not None:
            cue.names, cue.sort = [*self.names(sentence.chunks, *teller)[0], *cue.names], "says"
        if cue is not None and phrase is not None and self.cites(chunk):
            self._cite_on(cue, sentence.chunks, index, phrase[1])
        if cue is not None and any(word in chunk.lower.split() for word in self.pack.words["statement_nouns"]):
            cue.sort = "statement"
        return cue

    def _cite_on(self, cue: Cue, chunks: list[Chunk], index: int, last: int) -> None:
        """ "«Вести» — со ссылкой на радио «Сана», а то — на МЧС": who cites stands before it, whom they cite behind."""
        further, carrier = self.cited_further(chunks, last), self.carrier(chunks, index)
        for phrase, at in ((further, len(cue.names)), (carrier, 0)):
            if phrase is not None:
                names, spans = self.names(chunks, *phrase)
                cue.names[at:at] = [name for name in names if name not in cue.names]
                cue.spans = sorted([*cue.spans, *spans])
                cue.start, cue.end = min(cue.start, spans[0][0]), max(cue.end, spans[-1][1])

    def _passed_on(
        self, sentence: Sentence, chunk: Chunk, giver: tuple[int, int], medium: tuple[int, int] | None
    ) -> Cue | None:
        """ "According to figures that the office shared with Radio Orin": the medium, then who gave them."""
        cue = self._cue("according", sentence.chunks, giver, chunk.start, chunk.end)
        carrier = self._cue("relay", sentence.chunks, medium, chunk.start, chunk.end) if medium else None
        if cue is not None and carrier is not None:
            cue.names, cue.end = [*carrier.names, *cue.names], carrier.end
            cue.spans = [*cue.spans, *carrier.spans]
        return cue

    def _relay(self, sentence: Sentence, index: int, chunk: Chunk) -> Cue | None:
        """Who was told, or who carries it: the nearest relay."""
        relay = next(
            (mark for mark in sentence.marked("relay") if mark.end == chunk.end and mark.start <= chunk.start), None
        )
        if relay is None or (chunk.has("speech") and self.pack.genitive):
            return None
        chunks = sentence.chunks
        medium_named = self.medium(chunks, index + 1)
        quoting = relay.lower.split()[0] in self.pack.words["quoting"] and self.pack.articles
        person = self.presented(chunks, index + 1) if quoting else None
        phrase = medium_named or person or self.right(chunks, index + 1)
        teller = None
        if chunk.has("speech"):
            teller = self._whole_teller(chunks, index, self.left(chunks, index)) or self.common(chunks, index)
        origin = self._cue("says", sentence.chunks, teller, chunk.start, chunk.end) if teller else None
        origin = (self._tellers(chunks, index) if chunk.has("speech") else None) or origin
        if phrase is None or (teller is None and self.pack.free_order):
            return origin
        medium = self._cue("relay", sentence.chunks, phrase, chunk.start, chunk.end)
        beyond = sentence.chunks[phrase[1]] if phrase[1] < len(sentence.chunks) else None
        if chunk.has("speech") and beyond is not None and self._plain_noun(beyond):
            return origin
        if medium is not None and medium.names[-1] in self.pack.countries:
            return origin  # "specialists sent to Azerbaijan": a country is told nothing
        heard = medium is not None and medium.names == self.voices.current[-1:] and origin is not None
        if medium is None or not (medium_named or heard or quoting or self.carries(chunks[slice(*phrase)], chunk)):
            return origin
        self.voices.medium = medium.names[-1]
        origin = self._quoted_by(chunks, relay) or origin
        back = self._points_back(sentence, chunk.start, chunk) if origin is None and chunk.has("speech") else None
        if back is not None and back.start < chunk.start and self.pack.articles:
            back.via, back.end = list(medium.names), medium.end
            return back
        if origin is not None:
            return Cue("says", [*medium.names, *origin.names], origin.start, medium.end, [*origin.spans, *medium.spans])
        return medium

    def _quoted_by(self, chunks: list[Chunk], relay: Chunk) -> Cue | None:
        """ "the abbot was quoted by Radio Orin as saying": whose words the medium carries."""
        index = next((at for at, chunk in enumerate(chunks) if chunk.start >= relay.start), 0)
        if chunks[index].lower.split()[0] not in self.pack.words["quoting"]:
            return None
        apposed = index > 0 and chunks[index - 1].text == "," and self.pack.articles
        apposed = apposed and any(chunk.text == ":" for chunk in chunks[index + 1 : index + 8])
        if not apposed and not self._passive(chunks, index):
            return None
        before = index - 1 if apposed else index
        phrase = self.left(chunks, before) or self.common(chunks, before)
        return self._cue("says", chunks, phrase, relay.start, relay.end) if phrase else None

    def _says(self, sentence: Sentence, index: int, chunk: Chunk) -> Cue | None:
        chunks = sentence.chunks
        if not self._is_saying(chunks, index):
            return None
        before = chunks[index - 1] if index else None
        inverted = (
            before is None or (self.pauses(before) and before.text not in (";", ":")) or self._leads(chunks, index)
        ) and chunk.lower not in self.pack.words["said_of"]
        told = self.told_at(chunks, index) or self.through(chunks, index)
        if told is not None:
            return self._cue("says", chunks, told, chunk.start, chunk.end)
        pointed = self._points_back(sentence, chunk.start, chunk) if self.pack.genitive else None
        if pointed is not None and chunk.start - pointed.start < 20 and self._pronoun(pointed):
            return pointed
        behind = self._says_behind(chunks, index) if inverted else None
        if behind is not None:
            return self._cue("says", chunks, behind, chunk.start, chunk.end)
        back = self._points_back(sentence, chunk.start, chunk)
        if back is not None and back.start < chunk.start:
            return back
        if self._passive(chunks, index) or self._second_verb(chunks, index):
            return None
        issuer = self.issuer(chunks, index)
        if issuer is not None:
            return self._cue("document", chunks, issuer, chunk.start, chunk.end)
        phrase = self._over_source(chunks, self.left(chunks, index))
        if phrase is not None and self._second_of(chunks, index, phrase):
            phrase = self._first_subject(chunks, index)
            return self._cue("says", chunks, phrase, chunk.start, chunk.end) if phrase else None
        whole = self.clause_subject(chunks, index)
        if whole is not None and (phrase is None or whole[0] < phrase[0]):
            phrase = whole
        if phrase is not None and self.told_of(chunks, index, phrase):
            return None
        phrase = self._whole_teller(chunks, index, phrase)
        if phrase is None and back is not None and inverted:
            return back
        if phrase is None:
            tellers = self._tellers(chunks, index)
            if tellers is not None:
                return tellers
            phrase = self.common(chunks, index)
            phrase = phrase if phrase is None or chunk.has("speech") or self._may_think(chunks[phrase[1] - 1]) else None
        return self._said_by(chunks, index, phrase) if phrase is not None else None

    def _said_by(self, chunks: list[Chunk], index: int, phrase: tuple[int, int]) -> Cue | None:
        """The cue of a subject and its verb of saying: who was met before, nobody, or whom the phrase names."""
        chunk = chunks[index]
        if self._owned_unit(chunks, phrase):
            return Cue("back", [], chunks[phrase[0] - 1].start, chunk.end)
        if all(c.lower in self.pack.words["channels"] for c in chunks[slice(*phrase)]):
            # "a video shared on Telegram claims": nobody is named
            return None
        if self.pack.articles and self.bare_document(chunks, phrase):
            # that of who spoke before, or the publisher's own
            held = phrase[0] and (self.voices.issuer or self.voices.current)
            return Cue("back", [], chunks[phrase[0]].start, chunk.end) if held else None
        country = self._country(chunks, phrase)
        if country and (chunk.has("records") or not chunk.has("speech")):
            return None
        said = self._cue("says", chunks, phrase, chunk.start, chunk.end)
        quotes = chunk.lower in self.pack.words["quoting"]
        quoted = self._quoted(chunks, index + 1) if quotes else None
        if said is not None and quoted is not None:
            origin, spans = self.names(chunks, *quoted)
            origin = [self.full(name, spans[0][0]) for name in origin]
            return Cue("says", [*said.names, *origin], said.start, spans[-1][1], [*said.spans, *spans], said.at)
        return said

    def _says_behind(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """Who stands behind a verb of saying: "said Ana Ruiz", "the bulletin of the clinic"."""
        behind_verb = self.over_documents(chunks, index + 1)
        named = self.presented(chunks, index + 1)
        if named is not None:
            return named
        opening = self._over_document(chunks, index + 1)
        if opening > index + 1 and (issuer := self.right(chunks, opening)) is not None:
            return issuer
        opening, behind_verb = behind_verb, self.over_hearers(chunks, behind_verb)
        if opening == behind_verb == index + 1 and self.tells_to(chunks[index]):
            return None
        right = self.right(chunks, behind_verb)
        papered = right is not None and self._own_paper(chunks, right[1])  # "says an army statement"
        closed = right is not None and (
            self._closed(chunks, right[1] + papered) or self.beside_telling(chunks[right[1]])
        )
        if not closed and (rest := self.clause_rest(chunks, behind_verb)) is not None:
            right, closed = rest, True
        if right is None or right[0] > behind_verb + 3:
            return self._makers(chunks, index + 1)
        one = self._one_of(chunks, index + 1, right[1])
        if one is not None:
            return one
        behind = self._name_behind(chunks, right)
        return behind if closed or behind != right else None

    def _told(self, sentence: Sentence, index: int, chunk: Chunk) -> Cue | None:
        """ "губернатор Орши сообщил агентству «Вести», что": who told, and the medium that carries it."""
        chunks = sentence.chunks
        medium = self.told_medium(chunks, index) if chunk.has("speech") else None
        if medium is None:
            return None
        carrier = self._cue("relay", chunks, medium, chunk.start, chunk.end)
        phrase = self.left(chunks, index) or self.clause_subject(chunks, index) or self.clause_rest(chunks, medium[1])
        teller = self._cue("says", chunks, phrase, chunk.start, chunk.end) if phrase else None
        if carrier is None or teller is None:
            return carrier or teller
        spans = [*teller.spans, *carrier.spans]
        return Cue("says", [*carrier.names, *teller.names], teller.start, carrier.end, spans, chunk.start)

    def _points_back(self, sentence: Sentence, at: int, chunk: Chunk) -> Cue | None:
        """ "the ministry stressed", "he said", "her statement reads": the speaker met before."""
        ends = {other.end for other in sentence.chunks}
        for mark in sentence.marked("back"):
            noun = mark.text.split()[-1]
            if mark.end not in ends or (noun[0].isupper() and " " in mark.text and not self._known(noun, mark.start)):
                continue
            if not self.pack.articles and self._has_modifier(sentence, mark):
                continue
            if self._beside(sentence, mark):
                continue
            near = sentence.between(mark.end, at) if mark.end <= at else sentence.between(at, mark.start)
            if mark.end <= at and near and near[0].text == "," and self.pack.articles:
                # "Ana Ruiz, who came with the ambassador, said": not the ambassador
                continue
            beside = len(near) <= 2 and all(
                self.light(other) or other.text == "," or other.has("speech") for other in near
            )
            if beside or (mark.end <= at and self.opens_clause(sentence.chunks, mark.start, mark.end)):
                following = next((other for other in sentence.chunks if other.start >= mark.end), None)
                if self.pack.head_final and following is not None and following.has("title"):
                    # "Agentliyin sədri Elşad Quliyev": who that is, told by name
                    continue
                if (
                    following is not None
                    and not self._is_placed(sentence.chunks, following)
                    and (
                        following.lower in self.pack.words["of"] or (is_capital(following) and following.kind == "word")
                    )
                ):
                    continue
                return Cue("back", [], mark.start, max(mark.end, chunk.end))
        return None

    def _pronoun(self, cue: Cue) -> bool:
        """ "Он вновь обвинил Ереван": where "he" stands before the verb, whoever stands behind it does not speak."""
        return self.source[cue.start : cue.end].split()[0].lower() in self.pack.words["persons_pronouns"]

    def _over_source(self, chunks: list[Chunk], phrase: tuple[int, int] | None) -> tuple[int, int] | None:
        """ "Радио Сана со ссылкой на МЧС сообщает": who speaks stands before whom it cites."""
        first = phrase[0] if phrase is not None else 0
        while first > 2 and chunks[first - 1].lower in self.pack.words["media_nouns"]:
            first -= 1
        if phrase is None or first < 2 or not chunks[first - 1].has("according"):
            return phrase
        before = first - 2
        before -= chunks[before].text == '"'
        return self.phrase_ending(chunks, before) or phrase

    def _beside(self, sentence: Sentence, mark: Chunk) -> bool:
        """ "an aide to the governor", "a doctor at the centre": somebody beside who spoke before."""
        words = self.pack.words
        lead = sentence.until(mark.start)[-4:]
        if len(lead) < 3 or not self.pack.articles or lead[-1].lower not in words["meant_for|said_at"]:
            return False
        return any(before.lower in words["indefinite"] for before in lead[:-2])

    def _known(self, noun: str, at: int) -> bool:
        """Whether a name met before `at` holds the noun; else "the Army" is a name itself."""
        return any(noun.lower() in self.words_of(name) for name in self.earlier(at))

    def office_of(self, cue: Cue) -> list[str]:
        """ "the ministry" with no ministry before it speaks under that name; "he" and "the report" do not."""
        written = self.source[cue.start : cue.end].replace("'s", "")
        words = [word for word in written.split() if word.lower() not in self.pack.words["definite"]]
        verbs = {word.lower() for word in words[:1]} & self.pack.words["pronouns"]
        offices = [word for word in words if word.lower() in self.pack.words["back_offices"]]
        return [] if verbs else offices[:1]
