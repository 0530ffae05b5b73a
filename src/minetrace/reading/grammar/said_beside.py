"""What is said beside a figure: how a thing is called, what is disputed, hoped or praised; it tells nothing of it."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.carrying import Carrying
from minetrace.reading.letterheads import Cue


class SaidBeside(Carrying):
    """Tells cues that say a figure from those that stand beside it."""

    def _calls(self, sentence: Sentence, cue: Cue) -> bool:
        """ "by what the army calls a home-made mine", "what villagers say was a shell": what a thing is called."""
        words, at = self.reader.pack.words, cue.opens
        lead = [chunk for chunk in sentence.until(at)[-3:] if chunk.lower not in words["definite|indefinite"]]
        titled = [chunk for chunk in lead if not chunk.has("title")]
        if not titled or cue.sort != "says" or titled[-1].lower not in words["free_relative"]:
            return False
        verb = next((chunk for chunk in sentence.since(max(at, cue.at))), None)
        behind = sentence.since(cue.end)
        named = verb is not None and verb.lower.split()[-1] in words["calling"]
        return named or (bool(behind) and behind[0].lower in words["be|infinitive_marks"])

    def _inside_relative(self, sentence: Sentence, cue: Cue) -> bool:
        """ "the treaty, to which the rebels declared adherence", "4 mines, a figure experts dispute": said beside."""
        words = self.reader.pack.words
        lead = [chunk for chunk in sentence.until(cue.opens)[-4:] if chunk.lower not in words["definite|indefinite"]][
            -3:
        ]
        relative = words["relative"] - words["that"]
        closed = len(lead) == 3 and lead[0].text == "," and lead[1].has("place_cue")
        return self.reader.pack.articles and (
            (closed and lead[2].lower in relative) or self._disputes(sentence, cue, lead)
        )

    def _disputes(self, sentence: Sentence, cue: Cue, lead: list[Chunk]) -> bool:
        words = self.reader.pack.words
        noun = [chunk for chunk in lead if chunk.lower not in words["relative"]][-2:]
        apposed = len(noun) == 2 and noun[0].text == "," and noun[1].lower.split()[-1] in words["disputed_nouns"]
        said = sentence.starting(cue.start, cue.end) if apposed else []
        return any(chunk.lower in words["disputing"] for chunk in said)

    def _put_aside(self, sentence: Sentence, cue: Cue) -> bool:
        """ "showed them 40 mines which, he said, had been laid": what is said inside a relative clause ends with it."""
        lead = sentence.until(cue.start)[-2:]
        relative = self.reader.pack.words["relative"] - self.reader.pack.words["that"]
        return len(lead) == 2 and lead[1].text == "," and lead[0].lower in relative

    def _only_thinks(self, sentence: Sentence, cue: Cue) -> bool:
        """ "..., the mission hopes.": who hopes, orders or decides does not tell what stands behind."""
        return any(not verb.has("speech") for verb in self._spelled_in(sentence, cue, "thinking"))

    def _only_wants(self, sentence: Sentence, spoken: list[Cue]) -> bool:
        """ "The charity expects to release 3 hectares": who tells what it wants to do tells of no harm to others."""
        return any(self._spelled_in(sentence, cue, "wanting") for cue in spoken)

    def _spelled_in(self, sentence: Sentence, cue: Cue, use: str) -> list[Chunk]:
        """The chunks of a cue that are words of a use."""
        found = (sentence.chunks[at] for at in sentence.spelled(self.reader.pack.words[use]))
        return [chunk for chunk in found if cue.start <= chunk.start < cue.end]

    def _tells_nothing(self, sentence: Sentence, cue: Cue) -> bool:
        """ "The premier condemned the blast.": who only gave an opinion tells nothing of what follows."""
        said = [chunk.lower for chunk in sentence.starting(cue.start, cue.end)]
        return not self.reader.pack.words["telling_nothing"].isdisjoint(said)
