"""Single things and persons in languages without articles: a noun in the singular beside what happened to it."""

from __future__ import annotations

import re

from minetrace.reading.chunks import Chunk, number_of
from minetrace.reading.grammar.group import Group, is_verb
from minetrace.reading.grammar.parts import PartReader
from minetrace.reading.names import is_capital
from minetrace.reading.numbers import Number
from minetrace.reading.ordnance import model_category

_NEAR = 8
"""A verb stands within so many chunks of whom it tells of."""
_REACH = 20
"""And within so many with what is put in between."""


class SingleReader(PartReader):
    """Reads "погиб водитель" and "найдена противотанковая мина", where English would write an article."""

    def _single(self, index: int) -> Group | None:
        chunk = self.chunks[index]
        before = self.chunks[index - 1] if index else None
        if before is not None and before.kind == "number":
            return None
        if chunk.kind == "designation":
            return self._single_model(index)
        if chunk.has("person") and number_of(chunk) in ("pl", "both") and (aged := self._by_ages(index)) is not None:
            return aged
        if chunk.has("person") and number_of(chunk) in ("sg", "both"):
            return self._single_victim(index)
        if number_of(chunk) != "sg":
            return None
        counted = any(
            s.kind == "thing" and not (s.flags.get("generic") or s.flags.get("adjective")) for s in chunk.senses
        )
        return self._single_thing(index) if counted else None

    def _by_ages(self, index: int) -> Group | None:
        """ "мальчики 10 и 12 лет погибли": as many persons as ages."""
        aside = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        ages = re.findall(r"\d+", aside.text) if aside is not None and aside.data == "age" else []
        if aside is None or len(ages) < 2:
            return None
        start, number = self.chunks[index].start, Number(len(ages), form="words")
        group = Group("person", number, index, index + 2, start, aside.end, rules=["G22"])
        group.unit, group.group = "person", self.chunks[index].value("person")
        return group

    def _noun_first(self, index: int, number: Number, at: int) -> Group | None:
        """ "погибших трое", "пострадавших было четверо": the number behind its noun."""
        if self.pack.articles:
            return None
        after = self.chunks[at] if at < len(self.chunks) else None
        closed = after is None or after.kind == "sign" or after.lower in self.pack.words["and"]
        noun = index - 1
        while noun >= 0 and (
            self.chunks[noun].lower in self.pack.words["be"] or self.chunks[noun].has("cue", "in total")
        ):
            noun -= 1
        counted = noun > 0 and self.chunks[noun - 1].kind == "number"
        if counted or not closed or noun < 0 or not self._noun_outcome(self.chunks[noun]):
            return None
        head = self.chunks[noun]
        if number_of(head) not in ("pl", "both") or not head.lower.endswith(tuple(self.pack.words["counted_endings"])):
            return None
        group = Group("person", number, index, at, head.start, self.chunks[at - 1].end, rules=["G23"])
        self._fill(group, head)
        return group

    def _trade(self, group: Group, at: int) -> bool:
        """ "двое коммунальщиков", "восемь сборщиков": persons by the numeral or by the ending of their trade."""
        chunk, words = self.chunks[at], self.pack.words
        if chunk.kind != "word" or not chunk.text.islower() or chunk.lower in words["no_trade|function"]:
            return False
        people = self.chunks[group.first].lower in words["counting_people"]
        dwells = chunk.lower.endswith(tuple(words["dweller_endings"]))
        endings = words["trade_endings|dweller_endings"] | (words["people_endings"] if people else frozenset())
        adjective = chunk.lower.endswith(tuple(words["genitive_adjectives"]))
        if adjective or not chunk.lower.endswith(tuple(endings)):
            return False
        group.kind, group.unit, group.group = "person", "person", "all" if dwells else "civilian"
        group.last, group.end = at + 1, chunk.end
        group.rules.append("G24")
        return True

    def _single_thing(self, index: int) -> Group | None:
        chunk = self.chunks[index]
        group = Group("ordnance", Number(1, form="article"), index, index + 1, chunk.start, chunk.end, rules=["G05"])
        group.article = True
        return self._close(group, index)

    def _single_model(self, index: int) -> Group | None:
        """ "сработала старая ПМН-2", "наступил на ПМД-6М", "при взрыве мины ПОМ-2": one device told by its model."""
        chunk, first = self.chunks[index], index
        category = model_category(chunk.text, self.pack)
        before = self.chunks[first - 1] if first else None
        if category is None or before is None or not self.pack.genitive:
            return None
        noun = before.has("thing") and number_of(before) in ("sg", "both")
        first -= noun
        described = first > 0 and self.chunks[first - 1].lower.endswith(tuple(self.pack.words["one_endings"]))
        described = (
            described and self.chunks[first - 1].kind in ("word", "lex") and self.chunks[first - 1].text.islower()
        )
        first -= described
        lead = self.chunks[first - 1] if first else None
        blown = lead is not None and lead.value("nonclaim") == "event"
        trodden = lead is not None and lead.has("action", "exploded")
        near = self.chunks[max(0, first - 3) : first] + self.chunks[index + 1 : index + 4]
        went_off = any(c.has("action", "exploded") and number_of(c) == "sg" for c in near)
        # "трактор подорвался на мине ТМ-62"
        went_off = went_off or any(s.flags.get("event") for c in near for s in c.senses if s.kind == "outcome")
        found = described and any(c.has("action", "found") for c in near)
        if (lead is not None and lead.kind == "number") or not (blown or trodden or went_off or found):
            return None
        start = self.chunks[first].start
        group = Group("ordnance", Number(1, form="article"), first, index + 1, start, chunk.end, rules=["G05"])
        group.category, group.model, group.unit, group.article = category, chunk.text, "item", True
        group.actions = frozenset(("exploded",)) if blown else group.actions
        return group

    def _single_victim(self, index: int) -> Group | None:
        """One person, where a verb of harm in the singular stands beside."""
        role = self.chunks[index]
        first = self._behind_verb(index)
        if first is None and not self._verb_follows(index):
            return None
        start = index if first is None else first
        group = Group("person", Number(1, form="article"), start, index + 1, self.chunks[start].start, role.end)
        group.unit, group.group = "person", role.value("person")
        group.article = True
        group.rules.append("G17")
        return group

    def _behind_verb(self, index: int) -> int | None:
        """The index where the noun phrase begins behind a verb of harm: "ранен | 34-летний водитель"."""
        reach = 7 if self._paired(index) else 5
        for at in range(index - 1, max(-1, index - reach), -1):
            chunk = self.chunks[at]
            if self._harms(chunk, index):
                noun = [i for i in range(at + 1, index) if self.chunks[i].kind not in ("word", "aside", "lex")]
                noun += [i for i in range(at + 1, index) if self.chunks[i].lower in self.pack.words["and"]]
                return max(noun, default=at) + 1
            if not self._steps_over(chunk, index):
                return None
        return None

    def _verb_follows(self, index: int) -> bool:
        """Whether a verb of harm follows, also behind what is put in between commas: "водитель, Иван К., погиб"."""
        inside, passed = False, 0
        for at in range(index + 1, min(index + _REACH, len(self.chunks))):
            chunk = self.chunks[at]
            if self._harms(chunk, index):
                return not inside or not self._puts_in(self._opened(at) + 1, verbs=False)
            if chunk.text == "," and (inside or self._puts_in(at + 1)):
                inside = not inside
                continue
            passed += not inside
            if passed >= _NEAR or not (inside or chunk.text == '"' or self._steps_over(chunk, index)):
                return False
        return False

    def _opened(self, at: int) -> int:
        return next((i for i in range(at - 1, 0, -1) if self.chunks[i].text == ","), at)

    def _puts_in(self, at: int, *, verbs: bool = True) -> bool:
        """Whether what opens behind a comma says more of the person before: a name, an age, what they were doing."""
        chunk, words = self.chunks[at] if at < len(self.chunks) else None, self.pack.words
        if chunk is None or chunk.kind == "number":
            return False
        doing = chunk.kind == "word" and chunk.lower.endswith(tuple(words["participle_endings|gerund_endings"]))
        doing = verbs and (doing or chunk.lower in words["relative"])
        told = chunk.kind == "aside" or is_capital(chunk)
        return doing or (told and not is_capital(self.chunks[at - 2]))  # "Иво Керн, 43 лет": told by name

    def _steps_over(self, chunk: Chunk, index: int) -> bool:
        joined = chunk.lower in self.pack.words["and"] or (chunk.has("person") and self._paired(index))
        return chunk.kind in ("word", "aside", "period") or joined or self._passed_over(chunk)

    def _harms(self, chunk: Chunk, index: int) -> bool:
        """Whether a verb of harm can have this person as subject: in the singular, or one of two in the plural."""
        number = number_of(chunk)
        if any(sense.flags.get("counted") for sense in chunk.senses):
            # "потерял на этом поле брата": told of numbers alone
            return False
        if not is_verb(chunk) or (number == "any" and not self._befalls(chunk)):
            return False
        return number != "pl" or self._paired(index)

    def _befalls(self, chunk: Chunk) -> bool:
        """ "взрывом ранило пастуха": a verb that takes an object, without a subject."""
        return all(
            s.kind != "outcome" or (s.flags.get("form") is None and "voice" not in s.flags) for s in chunk.senses
        )

    def _paired(self, index: int) -> bool:
        """ "погибли отец и сын": a person beside another."""
        joins = self.pack.words["and"]
        around = [self.chunks[index + 1 : index + 4], self.chunks[max(0, index - 3) : index][::-1]]
        return any(
            near
            and near[0].lower in joins
            and any(c.has("person") and (number_of(c) == "sg" or near[1].kind == "number") for c in near[1:])
            for near in around
        )

    def _passed_over(self, chunk: Chunk) -> bool:
        barred = ("person", "speech", "outcome", "according", "cue", "title")
        stepped = not chunk.has("action") or chunk.value("action") in ("exploded", "found")
        return chunk.kind == "lex" and stepped and not chunk.means(barred)
