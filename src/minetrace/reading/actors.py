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
