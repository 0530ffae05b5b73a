"""Actors: the bodies that do what a sentence tells, and so tell of their own work."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.documents import Documents
from minetrace.reading.letterheads import Cue
from minetrace.reading.names import is_capital


class Actors(Documents):
    """Finds the body that acts, where no one else is named as speaker."""

    def _mere_teams(self, cue: Cue, part: list[Chunk]) -> bool:
        """ "NORAD-funded teams removed": those who work, with no name of their own, are no source."""
        run_by = self.pack.words["run_by"]
        mere = all(name.islower() or name.rpartition("-")[2] in run_by for name in cue.names)
        return mere and not any(chunk.has("office") for chunk in part)

    def worker(self, sentence: Sentence, at: int) -> Cue | None:
        """The body whose work is told before `at`, whatever the verb: "UNMAS clearance covered", "left CMAC with"."""
        if not self.pack.articles or self.pack.free_order or self.speaks_itself():
            return None
        chunks = sentence.chunks
        for index in sentence.capitals:
            if chunks[index].end > at:
                break
            phrase = self._body_at(chunks, index)
            if phrase is not None and self._at_work(chunks, *phrase):
                return self._cue("agent", chunks, phrase, chunks[index].start, chunks[index].end)
        return None

    def _body_at(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """The name of a body that ends with the word at `index`: an acronym, "the Danish Refugee Council"."""
        last = index + 1
        goes_on = last < len(chunks) and is_capital(chunks[last]) and chunks[last].kind in ("word", "lex")
        if goes_on:
            return None
        phrase = (index, last) if self._clears_mines(chunks[index]) else None
        office = chunks[index].has("office") and not chunks[index].has("title")
        lettered = index > 0 and self._acronym(chunks[index - 1])  # "UXO Lao", "HALO Trust"
        whole = self.phrase_ending(chunks, index) if office or lettered else None
        return whole if whole is not None and (phrase or whole[1] - whole[0] > 1) else phrase

    def _clears_mines(self, chunk: Chunk) -> bool:
        """Whether a word alone names a body that may work on mines: an acronym, or an operator's name."""
        words, text = self.pack.words, chunk.text
        acronym = chunk.kind == "word" and len(text) > 2 and text.isalpha() and sum(map(str.isupper, text)) > 2
        known = chunk.lower in words["operators"]
        return known or (acronym and chunk.lower not in words["armed_groups|media"])

    def _at_work(self, chunks: list[Chunk], first: int, last: int) -> bool:
        """Whether a body is no place, no goal and no company: not "handed to CMAC", "near the HALO camp"."""
        words, before, after = self.pack.words, first - 1, chunks[last]
        if not (after.text.islower() or after.kind == "number" or after.lower in words["possessive"]):
            return False
        while before >= 0 and chunks[before].lower in words["definite"]:
            before -= 1
        if before < 0 or chunks[before].kind == "period":
            return True
        lead = chunks[before]
        if lead.lower in words["of_workers"]:
            return before > 0 and self._team(chunks[before - 1])
        return (
            lead.kind != "number" and not lead.means(("place_cue", "thing")) and lead.lower not in words["beside_work"]
        )

    def _team(self, chunk: Chunk) -> bool:
        """Those who work for a body: "teams of", "deminers from"."""
        return chunk.means(("person", "office_suffix", "office")) or chunk.lower in self.pack.words["work_nouns"]

    def agent(self, sentence: Sentence, index: int) -> Cue | None:
        """The organisation that does what the verb at `index` says, where no one else is named as speaker."""
        phrase = self.left(sentence.chunks, index) or self.opening_subject(sentence.chunks, index)
        verb = sentence.chunks[index]
        body = self.clause_body(sentence.chunks, index)
        whole = self._cue("agent", sentence.chunks, body, verb.start, verb.end) if body is not None else None
        if phrase is None:
            return whole
        part = sentence.chunks[phrase[0] : phrase[1]]
        capitals = [
            chunk for chunk in part if is_capital(chunk) and chunk.kind == "word" and chunk.start > sentence.start
        ]
        capitals += [
            chunk for chunk in part if chunk.kind == "word" and chunk.start == sentence.start and is_capital(chunk)
        ]
        definite = self.pack.words["definite"]
        named = len(part) > 1 or any(chunk.text.isupper() for chunk in part)
        articled = (named and not self.pack.articles) or (
            phrase[0] > 0 and sentence.chunks[phrase[0] - 1].lower in definite
        )
        capitals += [chunk for chunk in part if articled and chunk.has("office") and is_capital(chunk)]
        office = any(chunk.means(("office", "office_suffix")) for chunk in part)
        office = office or (phrase[0] > 0 and sentence.chunks[phrase[0] - 1].lower in self.pack.words["bodies"])
        acronym = any(chunk.text.isupper() and len(chunk.text) > 2 for chunk in capitals)
        name = self.source[part[0].start : part[-1].end]
        kinds = set(self.voices.described.get(name, "").split()) & self.pack.words["bodies"]
        if not capitals or not (office or acronym or kinds):
            return whole
        cue = self._cue("agent", sentence.chunks, phrase, sentence.chunks[index].start, sentence.chunks[index].end)
        if cue is not None and self.pack.articles and self._mere_teams(cue, part):
            return None
        endings = tuple(self.pack.words["adjective_endings"])
        described = cue is not None and all(" " not in name and name.istitle() for name in cue.names)
        if endings and described and cue is not None and all(name.endswith(endings) for name in cue.names):
            # "сирийские сапёры сняли": no body
            return whole
        return cue
