"""Headlines: rule A11: a headline without a speaker has the one who first tells of the same kind of matter."""

from __future__ import annotations

from minetrace.reading.chunks import Sentence
from minetrace.reading.grammar.drafts import Draft


class Headline:
    """Keeps what the headline tells until somebody is said to tell it."""

    def __init__(self) -> None:
        self.untold: list[Draft] = []

    def hear(self, sentence: Sentence, drafts: list[Draft], text: str) -> None:
        """Give the headline's drafts the speaker of the first draft of their kind behind it."""
        if not sentence.index and self._heads(sentence, text):
            self.untold = [draft for draft in drafts if not draft.own_speaker]
            return
        for draft in self.untold if drafts else ():
            told = next((later for later in drafts if later.kind == draft.kind), None)
            if told is not None and told.own_speaker:
                draft.speakers = told.speakers
                draft.rules.append("A11")
        kinds = {draft.kind for draft in drafts}
        self.untold = [draft for draft in self.untold if draft.kind not in kinds]

    @staticmethod
    def _heads(sentence: Sentence, text: str) -> bool:
        return text[sentence.end : sentence.end + 1] == "\n" and text[sentence.end - 1] not in '.!?"'
