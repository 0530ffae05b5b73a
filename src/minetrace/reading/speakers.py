"""Speakers: who says what a clause says, from the nearest relay named in the text to the origin."""

from __future__ import annotations

from dataclasses import dataclass, field

from minetrace.reading.antecedents import Antecedents
from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.names import is_capital


@dataclass(slots=True, eq=False)
class Cue:
    """One place where the text names a speaker: the chain it gives, where it stands, and what sort of cue it is.

    Sorts: says (a verb of saying), according (a phrase), relay (who was told or who carries it), head (letterhead),
    document ("X's report"), back (points to an earlier speaker), agent (an organisation that acts).
    """

    sort: str
    names: list[str]
    start: int
    end: int
    spans: list[tuple[int, int]] = field(default_factory=list)
    at: int = 0


class SpeakerReader(Antecedents):
    """Finds the cues of one sentence after another and keeps what later sentences point back to."""

    def cues(self, sentence: Sentence) -> list[Cue]:
        """All cues of a sentence, left to right."""
        self.hear(sentence)
        found: list[Cue] = []
        head = self._letterhead(sentence)
        if head:
            found.append(head)
        for index in self._speaking(sentence):
            chunk = sentence.chunks[index]
            if any(cue.start <= chunk.start < cue.end for cue in found if cue.sort == "head"):
                continue
            for reader in (self._according, self._relay, self._says, self._document):
                cue = reader(sentence, index, chunk)
                if cue is not None:
                    found.append(cue)
                    break
        signed = self._signed(sentence) if not found else None
        return sorted([*found, signed] if signed is not None else found, key=lambda cue: cue.start)

    def _signed(self, sentence: Sentence) -> Cue | None:
        """ "Mine kills two - ministry", "... in a year (OHCHR).": who says so stands behind a dash or in brackets."""
        chunks = [chunk for chunk in sentence.chunks if chunk.text != "."]
        bracketed = bool(chunks) and chunks[-1].text == ")"
        last = len(chunks) - 1 if bracketed else len(chunks)
        first = last
        while first > 0 and last - first < 6 and chunks[first - 1].kind != "sign":
            first -= 1
        opens = chunks[first - 1].text if first else ""
        if (
            first < 3
            or first == last
            or opens != ("(" if bracketed else "-")
            or chunks[first - 2].end == chunks[first - 1].start
        ):
            return None
        plain = all(is_capital(chunk) or chunk.has("office") or self._connector(chunk) for chunk in chunks[first:last])
        known = any(chunk.has("office") or chunk.text.isupper() for chunk in chunks[first:last])
        named = known or (not bracketed and last - first > 1)
        if not plain or not named or (bracketed and is_capital(chunks[first - 2])):
            return None
        return self._cue("says", chunks, (first, last), chunks[first].start, chunks[last - 1].end)

    def _speaking(self, sentence: Sentence) -> list[int]:
        """Where a cue may stand: at words of saying and documents, and findings, and where a relay ends."""
        found = sentence.where("according", "speech", "issues", "document", "tally_noun")
        ends, findings = {mark.end for mark in sentence.marked("relay")}, self.pack.words["finding"]
        others = [at for at, chunk in enumerate(sentence.chunks) if chunk.lower in findings or chunk.end in ends]
        return sorted({*found, *others})

    # -- cues --------------------------------------------------------------------------------------------------
    def _cue(self, sort: str, chunks: list[Chunk], phrase: tuple[int, int], start: int, end: int) -> Cue | None:
        found, spans = self.names(chunks, *phrase)
        if not found:
            return None
        whole = (chunks[phrase[0]].start, chunks[phrase[1] - 1].end)
        names = [self.full(name, spans[0][0]) for name in found] if len(spans) == 1 else found
        return Cue(sort, names, min(start, whole[0]), max(end, whole[1]), spans, start)

    def _according(self, sentence: Sentence, index: int, chunk: Chunk) -> Cue | None:
        if not chunk.has("according"):
            return None
        phrase = self.right(sentence.chunks, self._over_document(sentence.chunks, index + 1))
        if phrase is None:
            return self._points_back(sentence, chunk.end, chunk)
        phrase = self._name_behind(sentence.chunks, phrase)
        cue = self._cue("according", sentence.chunks, phrase, chunk.start, chunk.end)
        teller = self.left(sentence.chunks, index) if chunk.has("learnt") else None
        if cue is not None and teller is not None:
            cue.names, cue.sort = [*self.names(sentence.chunks, *teller)[0], *cue.names], "says"
        if cue is not None and any(word in chunk.lower.split() for word in self.pack.words["statement_nouns"]):
            cue.sort = "statement"
        return cue

    def _over_document(self, chunks: list[Chunk], index: int) -> int:
        """ "according to figures released on Monday by X": where the name of who made the document begins."""
        at, document = index, False
        while at < len(chunks) and at < index + 9 and chunks[at].kind in ("word", "lex", "period"):
            document = document or (chunks[at].has("document") and not is_capital(chunks[at]))
            if document and set(chunks[at].lower.split()) & self.pack.words["issued_by"]:
                return at + 1
            if (is_capital(chunks[at]) and chunks[at].kind != "period") or chunks[at].has("office"):
                return index
            at += 1
        return index

    def _name_behind(self, chunks: list[Chunk], phrase: tuple[int, int]) -> tuple[int, int]:
        """ "according to the mayor, Jan Novak,": the name behind an office is who speaks."""
        last = phrase[1]
        held = self._title(chunks[phrase[0]]) and not is_capital(chunks[phrase[0]])
        named = any(is_capital(chunk) for chunk in chunks[phrase[0] : last])
        if (named and not held) or last >= len(chunks) or chunks[last].text != ",":
            return phrase
        end = last + 1
        while end < len(chunks) and self._title(chunks[end]):
            last, end = end, end + 1
        while end < len(chunks) and chunks[end].kind == "word" and is_capital(chunks[end]):
            end += 1
        closed = end >= len(chunks) or chunks[end].kind == "sign"
        return (last + 1, end) if closed and 2 <= end - last - 1 <= 4 else phrase

    def _relay(self, sentence: Sentence, index: int, chunk: Chunk) -> Cue | None:
        """Who was told, or who carries it: the nearest relay."""
        relay = next(
            (mark for mark in sentence.marked("relay") if mark.end == chunk.end and mark.start <= chunk.start), None
        )
        if relay is None:
            return None
        phrase = self.right(sentence.chunks, index + 1)
        chunks = sentence.chunks
        teller = (self.left(chunks, index) or self.common(chunks, index)) if chunk.has("speech") else None
        origin = self._cue("says", sentence.chunks, teller, chunk.start, chunk.end) if teller else None
        if phrase is None:
            return origin
        medium = self._cue("relay", sentence.chunks, phrase, chunk.start, chunk.end)
        beyond = sentence.chunks[phrase[1]] if phrase[1] < len(sentence.chunks) else None
        if chunk.has("speech") and beyond is not None and self._plain_noun(beyond):
            return origin
        audience = self.pack.words["audiences"]
        if medium is None or any(
            other.has("office") or other.has("title") or (chunk.has("speech") and other.lower in audience)
            for other in sentence.chunks[phrase[0] : phrase[1]]
        ):
            return origin
        if origin is not None:
            return Cue("says", [*medium.names, *origin.names], origin.start, medium.end, [*origin.spans, *medium.spans])
        return medium

    def _plain_noun(self, chunk: Chunk) -> bool:
        plain = chunk.kind in ("word", "lex") and chunk.lower not in self.pack.words["function"]
        return plain and not chunk.has("speech") and not chunk.has("place_cue")

    def _says(self, sentence: Sentence, index: int, chunk: Chunk) -> Cue | None:
        issued = chunk.has("issues") and any(
            other.has("document") or other.has("tally_noun") for other in sentence.chunks[index + 1 : index + 6]
        )
        chunks = sentence.chunks
        if not chunk.has("speech") and not issued and not self._finds(chunks, index):
            return None
        before = chunks[index - 1] if index else None
        inverted = before is None or before.text in (",", '"', "-") or self._leads(chunks, index)
        right = self.right(chunks, index + 1) if inverted else None
        closed = right is not None and (
            right[1] >= len(chunks)
            or chunks[right[1]].kind in ("sign", "period")
            or chunks[right[1]].lower in self.pack.words["relative"]
        )
        if right is not None and right[0] <= index + 2 and closed:
            return self._cue("says", chunks, right, chunk.start, chunk.end)
        back = self._points_back(sentence, chunk.start, chunk)
        if back is not None and back.start < chunk.start:
            return back
        if self._passive(chunks, index):
            return None
        phrase = self.left(chunks, index)
        if phrase is None and back is not None and inverted:
            return back
        if phrase is None:
            phrase = self.common(chunks, index)
        if phrase is None or (chunk.has("records") and self._country(chunks, phrase)):
            return None
        said = self._cue("says", chunks, phrase, chunk.start, chunk.end)
        quoted = self.right(chunks, index + 1) if chunk.lower in self.pack.words["quoting"] else None
        if said is not None and quoted is not None:
            origin, spans = self.names(chunks, *quoted)
            return Cue("says", [*said.names, *origin], said.start, spans[-1][1], [*said.spans, *spans], said.at)
        return said

    def _finds(self, chunks: list[Chunk], index: int) -> bool:
        """ "..., OHCHR found.", "the inquiry found that ...": a finding that is said, no find."""
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        told = after is None or after.text in (".", '"') or after.lower in self.pack.words["that"]
        return told and chunks[index].lower in self.pack.words["finding"] and not self._passive(chunks, index)

    def _leads(self, chunks: list[Chunk], index: int) -> bool:
        """Whether a verb may stand before who speaks anywhere: "об этом сообщили в министерстве"."""
        return self.pack.free_order and self.left(chunks, index) is None

    def _passive(self, chunks: list[Chunk], index: int) -> bool:
        """ "is accused", "were recorded": the subject of a passive does not speak."""
        at = index - 1
        while at >= 0 and self.light(chunks[at]):
            if chunks[at].lower in self.pack.words["be"]:
                return True
            at -= 1
        return False

    def _country(self, chunks: list[Chunk], phrase: tuple[int, int]) -> bool:
        """A country that records casualties is where they are, not who says so."""
        return self.source[chunks[phrase[0]].start : chunks[phrase[1] - 1].end] in self.pack.countries

    def _points_back(self, sentence: Sentence, at: int, chunk: Chunk) -> Cue | None:
        """ "the ministry stressed", "he said", "her statement reads": the speaker met before."""
        ends = {other.end for other in sentence.chunks}
        for mark in sentence.marked("back"):
            noun = mark.text.split()[-1]
            if mark.end not in ends or (noun[0].isupper() and " " in mark.text and not self._known(noun, mark.start)):
                continue
            if not self.pack.articles and self._has_modifier(sentence, mark):
                continue
            near = sentence.between(mark.end, at) if mark.end <= at else sentence.between(at, mark.start)
            if len(near) <= 2 and all(self.light(other) or other.text == "," or other.has("speech") for other in near):
                following = next((other for other in sentence.chunks if other.start >= mark.end), None)
                if following is not None and (
                    following.lower in self.pack.words["of"] or (is_capital(following) and following.kind == "word")
                ):
                    continue
                return Cue("back", [], mark.start, max(mark.end, chunk.end))
        return None

    def _has_modifier(self, sentence: Sentence, mark: Chunk) -> bool:
        """Without articles only a bare noun points back: "прокуратура", not "районная прокуратура"."""
        before = next((chunk for chunk in reversed(sentence.chunks) if chunk.end <= mark.start), None)
        after = next((chunk for chunk in sentence.chunks if chunk.start >= mark.end), None)
        words = self.pack.words
        led = before is not None and (
            before.has("office") or (before.kind == "word" and before.lower not in words["function"])
        )
        return led or (after is not None and after.lower in words["speaker_modifiers"])

    def _known(self, noun: str, at: int) -> bool:
        """Whether a name met before `at` holds the noun; else "the Army" is a name itself."""
        return any(noun.lower() in self.words_of(name) for name in self.earlier(at))

    def _document(self, sentence: Sentence, index: int, chunk: Chunk) -> Cue | None:
        """ "ANAMA's report", "by the Observatory's reckoning": the possessor speaks."""
        if not (chunk.has("document") or chunk.has("tally_noun")) or index < 1:
            return None
        at = index - 1
        before = sentence.chunks[at]
        if before.kind == "word" and before.text.isupper() and len(before.text) > 1 and before.start > sentence.start:
            # "the latest SOHR count"
            return self._cue("document", sentence.chunks, (at, index), chunk.start, chunk.end)
        while (
            at > 0
            and chunk.start - sentence.chunks[at].end < 25
            and sentence.chunks[at].lower not in self.pack.words["possessive"]
        ):
            at -= 1
        if sentence.chunks[at].lower not in self.pack.words["possessive"]:
            return None
        back = next((mark for mark in sentence.marked("back") if mark.end == sentence.chunks[at].start), None)
        if back is not None:
            return Cue("back", [], back.start, chunk.end)
        phrase = self.phrase_ending(sentence.chunks, at - 1)
        return self._cue("document", sentence.chunks, phrase, chunk.start, chunk.end) if phrase else None

    def _letterhead(self, sentence: Sentence) -> Cue | None:
        """ "ANAMA: ...", "Azernews, from ANAMA: ...": the sentence opens with who speaks and a colon."""
        chunks = sentence.chunks
        notice = self._notice(sentence)
        if notice is not None:
            return notice
        colon = next((index for index, chunk in enumerate(chunks[:12]) if chunk.text == ":"), None)
        if not colon or any(
            chunk.kind == "number" or any(map(chunk.has, ("action", "outcome", "thing"))) for chunk in chunks[:colon]
        ):
            return None
        if chunks[colon - 1].has("place_type") and not chunks[colon - 1].has("office"):
            return None
        if any(chunk.has("speech") or chunk.has("according") for chunk in chunks[:colon]):
            return None
        phrase = self.phrase_ending(chunks, colon - 1)
        if phrase is None or self._country(chunks, phrase) or not any(map(self._name_like, chunks[slice(*phrase)])):
            return None
        cue = self._cue("head", chunks, phrase, chunks[0].start, chunks[colon].end)
        return cue if cue and len(list(chunks[phrase[0] : phrase[1]])) <= 8 else None

    def _notice(self, sentence: Sentence) -> Cue | None:
        """ "Joint notice of A, B and C: ...": who issues stands behind the noun of what is issued."""
        chunks, words = sentence.chunks, self.pack.words
        colon = next((index for index, chunk in enumerate(chunks[:28]) if chunk.text == ":"), None)
        if not colon:
            return None
        head = [chunk.lower for chunk in chunks[:4]]
        text = " ".join(head)
        opened = any(noun in text.split() for noun in words["notice_nouns"])
        if not opened or any(chunk.kind == "number" or chunk.has("outcome") for chunk in chunks[:colon]):
            return None
        first = next((i for i in range(1, colon) if set(chunks[i].lower.split()) & words["issued_by"]), None)
        if first is None or first > 4:
            return None
        return self._cue("head", chunks, (first + 1, colon), chunks[0].start, chunks[colon].end)

    def agent(self, sentence: Sentence, index: int) -> Cue | None:
        """The organisation that does what the verb at `index` says, where no one else is named as speaker."""
        phrase = self.left(sentence.chunks, index)
        if phrase is None:
            return None
        part = sentence.chunks[phrase[0] : phrase[1]]
        capitals = [
            chunk for chunk in part if is_capital(chunk) and chunk.kind == "word" and chunk.start > sentence.start
        ]
        capitals += [
            chunk for chunk in part if chunk.kind == "word" and chunk.start == sentence.start and is_capital(chunk)
        ]
        definite = self.pack.words["definite"]
        articled = not self.pack.articles or (phrase[0] > 0 and sentence.chunks[phrase[0] - 1].lower in definite)
        capitals += [chunk for chunk in part if articled and chunk.has("office") and is_capital(chunk)]
        office = any(chunk.has("office") or chunk.has("office_suffix") for chunk in part)
        acronym = any(chunk.text.isupper() and len(chunk.text) > 2 for chunk in capitals)
        if not capitals or not (office or acronym):
            return None
        return self._cue("agent", sentence.chunks, phrase, sentence.chunks[index].start, sentence.chunks[index].end)

    def office_of(self, cue: Cue) -> list[str]:
        """ "the ministry" with no ministry before it speaks under that name; "he" and "the report" do not."""
        words = [
            word for word in self.source[cue.start : cue.end].split() if word.lower() not in self.pack.words["definite"]
        ]
        verbs = {word.lower() for word in words} & self.pack.words["pronouns"]
        offices = [word for word in words if word.lower() in self.pack.words["back_offices"]]
        return [] if verbs else offices[:1]

    def possessor(self, sentence: Sentence, index: int) -> list[str]:
        """The speaker in "X's claim", with the chunk index of "claim"; empty if there is none."""
        at = index - 1
        while at > 0 and index - at < 4 and sentence.chunks[at].lower not in self.pack.words["possessive"]:
            at -= 1
        if at <= 0 or sentence.chunks[at].lower not in self.pack.words["possessive"]:
            return []
        if any(chunk.has("speech") for chunk in sentence.chunks[at:index]):
            return []
        phrase = self.phrase_ending(sentence.chunks, at - 1)
        return self.names(sentence.chunks, *phrase)[0] if phrase else []

    def following(self, sentence: Sentence, index: int) -> list[str]:
        """The speaker in "the claim of X" or "claims by X"; empty if there is none."""
        joined = (
            index < len(sentence.chunks)
            and sentence.chunks[index].lower in self.pack.words["of"] | self.pack.words["by"]
        )
        phrase = self.right(sentence.chunks, index + 1) if joined else None
        return self.names(sentence.chunks, *phrase)[0] if phrase else []
