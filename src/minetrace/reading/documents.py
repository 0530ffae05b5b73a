"""Documents: whose report, figures or claim it is: "ANAMA's report", "the claim of the front"."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.letterheads import Cue
from minetrace.reading.names import is_capital
from minetrace.reading.saying import Saying

_REACH = 8
"""So many words at most part a document from its verb: "figures for Velmia released on Monday show"."""

_ADJECTIVES = 3


class Documents(Saying):
    """Finds whose documents, and whose claims, a sentence speaks of."""

    def _document(self, sentence: Sentence, index: int, chunk: Chunk) -> Cue | None:
        """ "ANAMA's report", "by the Observatory's reckoning": the possessor speaks."""
        if self.pack.genitive:
            return self._document_of(sentence, index, chunk)
        if not chunk.means(("document", "tally_noun")) or index < 1:
            return None
        own = self._own_document(sentence.chunks, index)
        subject = self.right(sentence.chunks, index + 1) if own == 1 else None
        if subject is not None and subject[0] == index + 2 and self._title_case(sentence.chunks[subject[0]]):
            # "By its own figures the Army cleared 40 mines"
            return self._cue("document", sentence.chunks, subject, chunk.start, chunk.end)
        if own is not None:
            return Cue("back", [], sentence.chunks[own].start, chunk.end)
        if self.pack.head_final and any(mark.end == chunk.end for mark in sentence.marked("instrument")):
            # "üçtərəfli bəyanat": what binds the parties tells nothing
            return None
        after = sentence.chunks[index + 1] if index + 1 < len(sentence.chunks) else None
        if after is not None and after.has("office") and chunk.text.islower():
            # "the European Union's monitoring mission"
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
        # the name of a paper: "«Velm Bulletin»"; "the ministry's Ana Ruiz told a briefing"
        quoted = any(other.text == '"' or other.has("speech") for other in sentence.chunks[at:index])
        if sentence.chunks[at].lower not in self.pack.words["possessive"] or quoted:
            return None
        back = next((mark for mark in sentence.marked("back") if mark.end == sentence.chunks[at].start), None)
        if back is not None:
            return Cue("back", [], back.start, chunk.end)
        phrase = self.phrase_ending(sentence.chunks, at - 1)
        return self._cue("document", sentence.chunks, phrase, chunk.start, chunk.end) if phrase else None

    def _title_case(self, chunk: Chunk) -> bool:
        return chunk.capital and (chunk.kind == "word" or chunk.has("office"))

    def issuer(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "an army bulletin shows", "UNMAS figures for Velmia put": the body whose document is the subject."""
        words = self.pack.words
        if not self.pack.articles or chunks[index].lower not in words["documents_do"]:
            return None
        at = self._document_before(chunks, index)
        if at is None:
            return None
        made = next((k for k in range(at + 1, index) if set(chunks[k].lower.split()) & words["issued_by"]), None)
        maker = self.right(chunks, made + 1) if made is not None else None
        if maker is not None and any(chunk.has("office") or self._acronym(chunk) for chunk in chunks[slice(*maker)]):
            return maker  # "figures published by the Ministry of Health show"
        ends = at - 1
        while ends > 0 and at - ends <= _ADJECTIVES and self._describes_it(chunks[ends]):
            ends -= 1
        ends -= chunks[ends].lower in words["possessive"]
        acronym = ends > 2 and chunks[ends].text == ")" and chunks[ends - 2].text == "("
        ends -= acronym
        if ends < 0 or not (chunks[ends].has("office") or is_capital(chunks[ends])):
            return None
        lettered = len(chunks[ends].text) > 2 and chunks[ends].text.isupper()
        if not (chunks[ends].has("office") or lettered or chunks[ends + 1].lower in words["possessive"]):
            return None
        return (ends, ends + 1) if acronym else self.phrase_ending(chunks, ends)

    def _document_before(self, chunks: list[Chunk], index: int) -> int | None:
        """The document that is the subject of a verb, over what it is on and how it came out."""
        if chunks[index].lower.split()[0] in self.pack.words["registers"] and " " in chunks[index].text:
            return index  # "records show"
        for at in range(index - 1, max(-1, index - _REACH - 1), -1):
            if chunks[at].has("document") and (not at or chunks[at].text.islower()):
                return at
            told = chunks[at].means(("speech", "outcome", "thing")) and not chunks[at].has("according")
            if chunks[at].kind in ("sign", "number") or (told and chunks[at].lower not in self.pack.words["issued_as"]):
                return None
        return None

    def bare_document(self, chunks: list[Chunk], phrase: tuple[int, int]) -> bool:
        """ "the return also notes", "the country profile lists": a document by what it is alone, and nobody's name."""
        part, words = chunks[slice(*phrase)], self.pack.words
        opened = not phrase[0] or chunks[phrase[0] - 1].lower in words["definite"]
        paper = part[-1].has("document") or part[-1].lower.split()[-1] in words["papers"]
        plain = all(chunk.text.islower() or chunk is chunks[0] for chunk in part)
        return opened and paper and plain and not any(chunk.has("office") for chunk in part)

    def _own_paper(self, chunks: list[Chunk], at: int) -> bool:
        """Whether a document of the body before it stands at `at`, and closes the clause."""
        return self.pack.articles and at < len(chunks) and chunks[at].has("document") and chunks[at].text.islower()

    def _describes_it(self, chunk: Chunk) -> bool:
        """ "annual", "latest", "monthly": a plain word between a body and its document."""
        words = self.pack.words
        plain = chunk.kind in ("word", "lex") and chunk.text.islower() and not chunk.has("office")
        return plain and chunk.lower not in words["function"] and chunk.lower not in words["possessive"]

    def closes_title(self, sentence: Sentence, cue: Cue) -> bool:
        """Whether a heading, a line that no stop ends, closes with who issues it: "(Mines Advisory Group)"."""
        text, end = self.source, sentence.end
        named = all(chunk.capital for chunk in sentence.between(cue.start, cue.end))
        return self.pack.articles and named and text[end : end + 1] == "\n" and text[end - 1] == ")"

    def _own_document(self, chunks: list[Chunk], index: int) -> int | None:
        """ "By its own tally nine are dead", "by his account": where the word for whose document it is stands."""
        words, at = self.pack.words, index - 1
        while at > 0 and index - at < 4 and chunks[at].lower in words["owned"]:
            at -= 1
        led = at > 0 and chunks[at - 1].lower in words["done_by|said_at"]
        return at if led and chunks[at].lower in words["object_pronouns|possessive_pronouns"] else None

    def _document_of(self, sentence: Sentence, index: int, chunk: Chunk) -> Cue | None:
        """ "в докладе ООН указано", "(данные МЧС)": whose document a clause opens with."""
        chunks = sentence.chunks
        before = chunks[index - 1] if index else None
        opens = before is None or before.text in (",", "(", '"', ";", "-") or before.lower in self.pack.words["said_at"]
        if not chunk.has("document") or not opens:
            return None
        phrase = self.right(chunks, index + 1)
        body = phrase is not None and any(
            other.has("office") or other.quoted or (other.text.isupper() and len(other.text) > 1)
            for other in chunks[phrase[0] : phrase[1]]
        )
        if phrase is None or not body or self.shouted(chunks, phrase):
            return None
        return self._cue("document", chunks, phrase, chunk.start, chunk.end)

    def cited(self, sentence: Sentence, index: int) -> list[str]:
        """The speaker behind words such as "the statement of", with the chunk index behind them."""
        phrase = self.right(sentence.chunks, index)
        return self.names(sentence.chunks, *phrase)[0] if phrase else []
