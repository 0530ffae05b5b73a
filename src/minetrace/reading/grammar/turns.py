"""Turns of a talk that dashes open, and sentences that only say who told what stands before them.

Rules: A08 the answers of an interview are those of the person whom its head presents; A09 "Об этом сообщили в МЧС":
who told stands behind what was told.
"""

from __future__ import annotations

from collections.abc import Mapping

from minetrace.reading.antecedents import Antecedents
from minetrace.reading.chunks import Sentence
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.letterheads import Cue


class Turns:
    """Whose turn it is, paragraph by paragraph, in a text whose paragraphs open with dashes."""

    def __init__(self, reader: Antecedents) -> None:
        self.reader = reader
        self.answering = True
        self.paragraph = -1
        self.last_turn = -1
        self.person: list[str] = []
        self.asked = False

    def take(self, sentence: Sentence) -> list[str] | None:
        """The person who answers, [] in a question, None where the sentence is no turn of a talk."""
        if sentence.paragraph == self.paragraph:
            return self._speaker() if self.last_turn == self.paragraph else None
        self.paragraph = sentence.paragraph
        pack = self.reader.pack
        opened = bool(sentence.chunks) and sentence.chunks[0].text == "-" and pack.free_order
        if not opened or not (pack.genitive or self.last_turn >= 0 or self._asks(sentence)):
            return None
        if self.last_turn < 0:
            self.person = self._presented(sentence.start)
        asks = self.answering if self.last_turn >= 0 else self._asks(sentence)
        self.answering, self.last_turn = not asks, sentence.paragraph
        self.asked = self.asked or asks
        return self._speaker()

    def _speaker(self) -> list[str] | None:
        if not self.person:
            return None
        return self.person if self.answering else []

    def meet(self, sentence: Sentence, cues: list[Cue]) -> None:
        """ "- Сорок, - отвечает начальник школы Иван Кац": who answers is presented in the first answer."""
        if self.person or not self.answering or self.last_turn != sentence.paragraph or not self.asked:
            return
        said = [name for cue in cues if cue.sort == "says" for name in cue.names if " " in name]
        self.person = said[:1]

    def _asks(self, sentence: Sentence) -> bool:
        """Whether the paragraph that a sentence opens puts a question."""
        end = self.reader.source.find("\n", sentence.start)
        return "?" in self.reader.source[sentence.start : end if end >= 0 else None]

    def _presented(self, at: int) -> list[str]:
        """The person named last before the talk begins."""
        asked = (name for name in self.reader.earlier(at) if " " in name and name in self.reader.voices.described)
        return list(asked)[:1]


def told_before(sentence: Sentence, drafts: list[Draft], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a sentence without a claim says who told what stands before it.

    "Об этом сообщили в МЧС" opens with words for it; in "The ministry reported this on Friday" they are the object.
    """
    if drafts:
        return False
    lead = " ".join(chunk.lower for chunk in sentence.chunks[:3])
    if any(lead == opener or lead.startswith(f"{opener} ") for opener in words["told_before"]):
        return True
    if sentence.chunks and sentence.chunks[0].lower in words["the_victim"] - words["pronouns"] - words["kin_of"]:
        return True  # "Пострадавшего доставили в больницу, рассказал мэр"
    if sentence.spelled(words["found_things"]) and any(chunk.has("action", "cleared") for chunk in sentence.chunks):
        return True  # "Сапёры вывезли их на полигон, сообщили в МЧС"
    verbs = [at for at in sentence.where("speech") if sentence.chunks[at].lower not in words["putting"]]
    behind = [[chunk.lower for chunk in sentence.chunks[at + 1 : at + 3]] for at in verbs]
    # "CMAC said it was the first": no word for what stands before
    said = [" ".join(pair) for pair in behind if pair[1:] and pair[1] not in words["be"]]
    said += [sentence.chunks[at].lower.split(" ", 1)[-1] for at in verbs]  # "gave the news"
    return any(told == words_of or told.startswith(f"{words_of} ") for told in said for words_of in words["told_of"])
