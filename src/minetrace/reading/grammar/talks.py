"""Talks: questions and answers, told by labels ("Q:", "Answer.") or by lines that end in a question mark.

Rule A05 holds in them: who answers says all of an answer, also what others are quoted with in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter

from minetrace.reading.antecedents import Antecedents
from minetrace.reading.chunks import Sentence

_LABEL = re.compile(r"(?m)^[ \t]*([^\W\d_]+)(?:[ ]\(([^()\n]{2,40})\)|,[ ]([^.:\n]{2,60}))?[ \t]*[.:](?=\s)")
_SMALL = "of|for|the|and|de|al|bin"
_HEAD = re.compile(
    rf"(?m)^[ \t]*((?:[A-Z][\w'-]*\.?|{_SMALL})(?:[ ](?:[A-Z][\w'-]*\.?|{_SMALL})){{0,8}})(?:[ ]\([^()\n]*\))?:(?=\s)"
)
_DASH = re.compile(r"(?m)^[ \t]*-[ ]?([^\n-])")
_LINE = re.compile(r"(?m)^[ \t]*([^\n]{8,240})\?[ \t]*$")
_SITTING = 3
"""So many turns of persons, and one of them twice, make a sitting."""


class Talk:
    """Who speaks where in a text that is an interview, a list of questions with replies, or a record of a sitting.

    A turn is where it begins and by what name or office its speaker is called: "" for who asks, None for who answers.
    """

    def __init__(self, reader: Antecedents) -> None:
        self.reader = reader
        self.turns: list[tuple[int, str | None]] | None = None
        self.asked: list[str] | None = None
        self.named: dict[str, str] = {}
        self.turn = -1

    def answerer(self, sentence: Sentence) -> list[str] | None:
        """Who speaks in a sentence; [] for who only asks; None outside a talk."""
        if self.turns is None:
            self.turns = self._turns()
        begun = bisect_left(self.turns, sentence.end, key=itemgetter(0))
        if not begun:
            return None
        if self.asked is None:
            self.asked = self._replying() or self._presented(self.turns[0][0])
        self.turn = begun - 1
        start, label = self.turns[self.turn]
        return self.asked if label is None else [self._called(label, start)] if label else []

    def _turns(self) -> list[tuple[int, str | None]]:
        """Where each turn begins, and whose it is; none where nobody asks, or nobody answers."""
        words, text = self.reader.pack.words, self.reader.source
        if not words["turns"]:
            return []
        labels = [m for m in _LABEL.finditer(text) if m.group(1).lower() in words["turns"]]
        answering = [m.group(1).lower() in words["answers"] for m in labels]
        if set(answering) == {True, False}:
            named = [m.group(3).split(",")[0] for m in labels if m.group(3)]
            self.asked = named[:1] or None
            return [(m.start(1), None if a else m.group(2) or "") for m, a in zip(labels, answering, strict=True)]
        heads = [(m.start(1), m.group(1)) for m in _HEAD.finditer(text)] if text.count(":") >= _SITTING else []
        if "?" not in text:
            return self._sitting(heads)
        dashes = [m.start() for m in _DASH.finditer(text)]
        if len(dashes) > 1 and text[dashes[0] : dashes[1]].strip().endswith("?"):
            return [(start, None if index % 2 else "") for index, start in enumerate(dashes)]
        asked = [m for m in _LINE.finditer(text) if m.start() and m.group(1)[0] not in '"-']
        lines: list[tuple[int, str | None]] = [t for m in asked for t in ((m.start(1), ""), (m.end() + 1, None))]
        return self._named_turns(heads) or self._sitting(heads) or (lines if len(asked) > 1 else [])

    def _named_turns(self, heads: list[tuple[int, str]]) -> list[tuple[int, str | None]]:
        """Turns headed by two names: who asks first, and who is asked."""
        text = self.reader.source
        names = dict.fromkeys(name for _, name in heads)
        first = text[heads[0][0] : heads[1][0]].strip() if len(heads) > 2 else ""
        if len(names) != 2 or not first.endswith("?") or self._held(heads[0][1]):
            return []
        answerer = list(names)[1]
        held = self._held(answerer)
        self.asked = [self._called(answerer, heads[1][0]) if held else self.reader.full(answerer, heads[1][0])]
        return [(start, None if name == answerer else "") for start, name in heads]

    def _sitting(self, heads: list[tuple[int, str]]) -> list[tuple[int, str | None]]:
        """ "MINISTER Ana Ruiz: ...", "Mr. Kern: ...", "MINISTER: ...": a record of who said what."""
        held: list[tuple[int, str | None]] = [(start, label) for start, label in heads if self._held(label)]
        offices = [label.split()[0].lower() for _, label in held if label]
        again = len(held) >= _SITTING and len(set(offices)) < len(offices)
        return held if again else []

    def _held(self, label: str) -> bool:
        """Whether a label calls a person by an office or a title: "Mr. Kern", "DEPUTY Ana Ruiz", "The Minister"."""
        words = self.reader.pack.words
        said = [word.lower().rstrip(".") for word in label.split() if word.lower() not in words["definite"]]
        return bool(said) and said[0] in words["title_words|forms_of_address"]

    def _called(self, label: str, at: int) -> str:
        """The person whom a label of a turn calls by name, or by the office that an earlier one told."""
        if not self._held(label):
            return label
        words, shouted = label.split(), label.split()[0].isupper()
        told = [word for word in words if not (shouted and word.isupper())]
        while told and told[0].lower().rstrip(".") in self._no_names():
            told = told[1:]
        if not told:
            return self.named.get(words[-1].lower(), label)
        person = self.reader.full(" ".join(told), at)
        self.named.update((word.lower(), person) for word in words if word not in told)
        return person

    def _no_names(self) -> frozenset[str]:
        words = self.reader.pack.words
        return words["title_words|forms_of_address|function"]

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
