"""Talks: questions and answers, told by labels ("Q:", "Answer.") or by lines that end in a question mark.

Rule A05 holds in them: who answers says all of an answer, also what others are quoted with in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter

from minetrace.reading.antecedents import Antecedents
from minetrace.reading.chunks import Sentence

_LABEL = re.compile(r"(?m)^[ \t]*([^\W\d_]+)[ \t]*[.:](?=\s)")
_HEAD = re.compile(r"(?m)^[ \t]*((?:[A-Z][\w'-]*\.?[ ]?){1,4}):(?=\s)")
_DASH = re.compile(r"(?m)^[ \t]*-[ ]?([^\n-])")
_LINE = re.compile(r"(?m)^[ \t]*([^\n]{8,240})\?[ \t]*$")


class Talk:
    """Who answers where in a text that is an interview or a list of questions with replies."""

    def __init__(self, reader: Antecedents) -> None:
        self.reader = reader
        self.turns: list[tuple[int, bool]] | None = None
        self.asked: list[str] | None = None
        self.turn = -1

    def answerer(self, sentence: Sentence) -> list[str] | None:
        """Who answers in a sentence; [] in a question; None outside a talk."""
        if self.turns is None:
            self.turns = self._turns()
        begun = bisect_left(self.turns, sentence.end, key=itemgetter(0))
        if not begun:
            return None
        if self.asked is None:
            self.asked = self._replying() or self._presented(self.turns[0][0])
        self.turn = begun - 1
        return self.asked if self.turns[self.turn][1] else []

    def _turns(self) -> list[tuple[int, bool]]:
        """Where each turn begins, and whether it answers; none where nobody asks, or nobody answers."""
        words, text = self.reader.pack.words, self.reader.source
        if not words["turns"]:
            return []
        labels = [(m.start(1), m.group(1).lower()) for m in _LABEL.finditer(text)]
        turns = [(start, label in words["answers"]) for start, label in labels if label in words["turns"]]
        if {answers for _, answers in turns} == {True, False}:
            return turns
        dashes = [m.start() for m in _DASH.finditer(text)]
        if len(dashes) > 1 and text[dashes[0] : dashes[1]].strip().endswith("?"):
            return [(start, index % 2 == 1) for index, start in enumerate(dashes)]
        asked = [m for m in _LINE.finditer(text) if m.start() and m.group(1)[0] not in '"-']
        return self._named_turns() or (
            [turn for m in asked for turn in ((m.start(1), False), (m.end() + 1, True))] if len(asked) > 1 else []
        )

    def _named_turns(self) -> list[tuple[int, bool]]:
        """Turns headed by two names: who asks first, and who is asked."""
        text = self.reader.source
        heads = [(m.start(1), m.group(1)) for m in _HEAD.finditer(text)]
        names = dict.fromkeys(name for _, name in heads)
        first = text[heads[0][0] : heads[1][0]].strip() if len(heads) > 2 else ""
        if len(names) != 2 or not first.endswith("?"):
            return []
        answerer = list(names)[1]
        self.asked = [self.reader.full(answerer, heads[1][0])]
        return [(start, name == answerer) for start, name in heads]

    def _replying(self) -> list[str]:
        """ "Reply of the Ministry of Defence to a question": who replies, by the head of the text."""
        words = self.reader.pack.words
        if not words["reply_nouns"]:
            return []
        nouns, by = "|".join(words["reply_nouns"]), "|".join(words["issued_by"])
        head = self.reader.source.split("\n", 1)[0]
        named = re.search(rf"(?i)\b(?:{nouns})\s+(?:{by})\s+(?:the\s+)?(.+?)\s+(?:to|on)\b", head)
        return [named.group(1)] if named else []

    def _presented(self, at: int) -> list[str]:
        """The person whom the head of the talk presents last."""
        voices, offices = self.reader.voices, self.reader.pack.words["back_offices"]
        named = [name for name in self.reader.earlier(at) if " " in name and name[0].isupper()]
        persons = [name for name in named if name in voices.described or not self.reader.words_of(name) & offices]
        return persons[:1]
