"""Who the harmed are: by their noun, their trade, the body that they serve, their age, and those told of before."""

from __future__ import annotations

import re

from minetrace.reading.grammar.clauses import Unit
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.persons import NamedPersons
from minetrace.reading.grammar.predicates import Predicate

_SERVING = ("military", "police", "deminer", "combatant")
"""Groups that go out together: "others" beside one of them are of the same."""


class Victims(NamedPersons):
    """Finds to which group of people a count of the harmed belongs."""

    def _who(self, group: Group, predicate: Predicate | None) -> str | None:
        """The group of a count of harmed persons, by all that the sentence says of them."""
        group.group = self._role(group, predicate) if group.group in (None, "all") else group.group
        group.group = self._like_those_before(group)
        group.group = self._all_alike(group) if group.group in ("all", None) else group.group
        if group.group in ("all", "civilian", None) and self._clears(group):
            return "deminer"
        if self.pack.articles and (served := self._serving(group)) is not None:
            return served
        return "child" if group.group in ("all", "man", "woman", None) and self._young(group) else group.group

    def _serving(self, group: Group) -> str | None:
        """ "four men of the 9th Brigade", "four officers" behind a police patrol: whom people serve."""
        noun, words = self.chunks[group.last - 1].lower, self.pack.words
        if group.group == "military" and noun in words["officers"]:
            return "police" if self.before.force == "police" else None
        behind = self.chunks[group.last : group.last + 6]
        opened = group.group in ("man", "all") and bool(behind) and behind[0].lower in words["of"]
        unit = next((at for at, chunk in enumerate(behind) if chunk.lower in words["army_units"]), 0)
        named = opened and all(chunk.kind in ("word", "lex", "aside", "number") for chunk in behind[:unit])
        return "military" if unit and named else None

    def _what_it_cost(self, group: Group, outcome: str | None) -> str | None:
        """ "cost thirteen civilians their lives", "cost a soldier his leg": what was lost tells what became of them."""
        behind = [chunk.lower for chunk in self.chunks[group.last : group.last + 4]]
        lost = behind[1:] if behind and behind[0] in self.pack.words["kin_of"] and outcome == "affected" else []
        if not self.pack.words["lives"].isdisjoint(lost):
            return "killed"
        return None if self.pack.words["limbs"].isdisjoint(lost) else "injured"

    def _introduced(self, group: Group, unit: Unit) -> bool:
        """ "the driver and nine passengers died", "the mother, 29, lost a hand": told with others, or by age."""
        behind = self.chunks[group.last : group.last + 2]
        aside = len(behind) == 2 and behind[0].text == ","
        aged = aside and (behind[1].kind in ("number", "aside") or behind[1].data == "age")
        return self.pack.articles and (aged or len(unit.groups) > 1 or group.number.value == 2)

    def _all_alike(self, group: Group) -> str | None:
        """ "nine casualties, all civilians", "12 people, all of them men,": of whom all are told behind a comma."""
        chunks = self.chunks
        for at in range(group.last, min(group.last + 6, len(chunks) - 2)):
            if chunks[at].kind == "number" or (chunks[at].has("outcome") and at > group.last):
                break
            if chunks[at].text == "," and chunks[at + 1].lower in self.pack.words["all"]:
                who = at + 2 + chunks[at + 2].has("cue", "of which")
                ends = who + 1 >= len(chunks) or chunks[who + 1].kind == "sign"
                told = chunks[who].value("person") if who < len(chunks) and ends else None
                return told or group.group
        return group.group

    def _died_of_it(self, group: Group, predicate: Predicate) -> bool:
        """ "a soldier wounded on Monday died on Wednesday": the participle tells whom, the verb what became of them."""
        participle = predicate.first == group.last and not predicate.passive and predicate.outcome == "injured"
        if not (participle and predicate.form == "verb" and self.pack.articles and not self.pack.free_order):
            return False
        later = next((other for other in self.scene.predicates if other.first > predicate.last and other.outcome), None)
        between = self.chunks[predicate.last : later.first] if later is not None else []
        barred = "relative|possessive_relative|kin_of|and"
        parted = any(c.has("person") or c.lower in self.pack.words[barred] or c.text == ";" for c in between)
        return later is not None and later.form == "intransitive" and later.outcome == "killed" and not parted

    def _harm_behind(self, group: Group) -> bool:
        """ "52 гражданских пострадавших": what befell them is told by a noun behind whom it befell."""
        behind = self.chunks[group.last] if group.last < len(self.chunks) else None
        if behind is None or not self.pack.genitive or group.group == "all":
            return False
        if behind.senses.outcome_forms != {"noun"}:
            return False
        group.outcome, group.last, group.end = behind.value("outcome"), group.last + 1, behind.end
        return True

    def _between_commas(self, group: Group) -> bool:
        """ "62 were killed, nine of them deminers, and 161 hurt": who some of them are, told without a verb."""
        chunks, opened = self.chunks, group.first > 0 and self.chunks[group.first - 1].text == ","
        closed = group.last < len(chunks) and chunks[group.last].text in (",", ";")
        return self.pack.articles and opened and closed and group.kind == "person" and "G02" not in group.rules

    def _clears(self, group: Group) -> bool:
        """ "two employees of the Mine Action Agency", "three of its staff were hurt while clearing a field"."""
        words = self.pack.words
        named = self.chunks[group.first : group.last]
        if not any(chunk.lower in words["staff"] for chunk in named):
            return False
        verb = next((at for at in range(group.last, len(self.chunks)) if self.chunks[at].has("outcome")), None)
        body = [*named, *self.chunks[group.last : verb]] if verb is not None else named
        told = " ".join(chunk.lower for chunk in body)
        if any(re.search(rf"\b{re.escape(word)}\b", told) for word in words["clearing_bodies"]):
            return True
        return any(
            chunk.lower in words["at_work"] and self._work(at + 1)
            for at, chunk in enumerate(self.chunks[group.last :], group.last)
        )

    def _work(self, at: int) -> bool:
        """ "demining", "a clearance task", "dismantling a booby trap"."""
        words, near = self.pack.words, self.chunks[at : at + 7]
        if any(chunk.lower in words["demining_work"] for chunk in near[:2]):
            return True
        verb = next((i for i, chunk in enumerate(near[:2]) if chunk.lower in words["clearing_work"]), None)
        return verb is not None and any(chunk.has("thing") for chunk in near[verb + 1 : verb + 5])

    def _like_those_before(self, group: Group) -> str | None:
        """ "one soldier was killed and five others were hurt", "... and his colleague was hurt": people like those."""
        others = self.chunks[group.last - 1].lower in self.pack.words["others"]
        lead = self.chunks[max(0, group.first - 1)].lower
        if self._is_kin(group) and self.pack.words["kin_of"] & {lead, self.chunks[group.first].lower}:
            # "his two nephews": neither age nor trade is told
            return "all"
        kin = "G17" in group.rules and self.chunks[group.first].lower in self.pack.words["kin_of"]
        if group.group == "all" and self.pack.genitive and group.last - group.first == 1:
            # "пострадали 42 мирных жителя, 13 погибли": a number without a noun
            told = [other for other in self.scene.groups if other.kind == "person" and other.last <= group.first]
            alike = {other.group for other in told}
            return next(iter(alike)) if len(alike) == 1 else "all"
        if group.group != "all" or not (others or kin) or not self.pack.articles:
            return group.group
        before = [other for other in self.scene.groups if other.kind == "person" and other.last <= group.first]
        known = before[-1].group if before else None
        return known if known in (_SERVING if others else (*_SERVING, "civilian")) else group.group

    def _is_kin(self, group: Group) -> bool:
        return self.chunks[group.last - 1].lower in self.pack.words["family"]

    def _role(self, group: Group, predicate: Predicate | None) -> str | None:
        """ "sappers suffered 12 casualties", "12 casualties among sappers": who the victims are."""
        if group.outcome is None or "G01" not in group.rules:
            return group.group
        lead = self.chunks[max(0, group.first - 3) : group.first]
        if len(lead) == 3 and lead[2].lower in self.pack.words["share_leads"] and lead[0].has("person"):
            # "men made up 30 of the victims"
            return lead[0].value("person") if lead[1].lower in self.pack.words["sharing"] else group.group
        among = self.chunks[group.last].lower in self.pack.words["among"] if group.last < len(self.chunks) else False
        if among:
            around = self.chunks[group.last + 1 : group.last + 4]
        elif predicate is not None and predicate.last <= group.first and group.first - predicate.last <= 1:
            around = self.chunks[max(0, predicate.first - 6) : predicate.first]
        else:
            return group.group
        signs = [at for at, chunk in enumerate(around) if chunk.text in (",", ";")]
        around = around[signs[-1] + 1 :] if signs else around
        people = [
            chunk
            for at, chunk in enumerate(around)
            if chunk.has("person")
            and chunk.text not in self.pack.demonyms
            and not (at and around[at - 1].kind == "number")
        ]
        return people[0].value("person") if people else group.group
