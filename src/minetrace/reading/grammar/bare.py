"""Numbers without a noun: they count what their verb, their whole or their neighbour counts."""

from __future__ import annotations

from minetrace.reading.grammar.clauses import Unit
from minetrace.reading.grammar.group import Group, is_verb
from minetrace.reading.grammar.groups import GroupReader
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.grammar.scene import SceneReader
from minetrace.reading.numbers import Number


class BareNumbers(SceneReader):
    """Finds what a bare number counts."""

    def _bare_kind(self, group: Group, unit: Unit, predicate: Predicate | None) -> str | None:
        """A number without a noun counts what its verb, its whole or its neighbour counts."""
        if group.outcome is not None:
            return "casualty"
        whole = self._whole_before(group)
        if predicate is not None and self._is_close(group, predicate):
            noun = self.chunks[group.last] if group.last < len(self.chunks) else None
            if predicate.last <= group.first and noun is not None and noun.kind == "word" and self._acts(group):
                # "killed two cows": what was counted is no person
                return None
            if (
                group.another
                and group.article
                and predicate.first >= group.last
                and not predicate.passive
                and predicate.form == "verb"
            ):
                # "another injured seven people": another blast
                return None
            if predicate.outcome is not None and group.number.form != "vague":
                group.kind, group.unit, group.group = "person", "person", self._inherited_group(group)
                return "casualty"
            if whole is not None and whole.kind in ("ordnance", "area"):
                return self._inherit(group, whole)
        if group.of_them and self._acts(group):
            return None
        if (group.of_them or group.another or group.cue) and whole is not None:
            return self._inherit(group, whole)
        if whole is not None and whole.kind in ("ordnance", "person") and self._elliptic(group):
            return self._inherit(group, whole)
        named = self._said_of(group)
        if named is not None:
            return self._inherit(group, named)
        shared = self._shared_noun(group)
        if shared is not None:
            group.rules.append("G18")
            return self._inherit(group, shared)
        if whole is not None and self._compared(group):
            group.rules.append("G16")
            return self._inherit(group, whole)
        told = whole if whole is not None and whole.kind != "area" else self.before.whole
        if told is not None and self._recounted(group):
            group.rules.append("G20")
            return self._inherit(group, told)
        if group.of_them and self.before.plural_thing is not None:
            return self._inherit(group, self.before.plural_thing)
        if group.of_them and self.before.whole is not None:
            return self._inherit(group, self.before.whole)
        return None

    def _is_close(self, group: Group, predicate: Predicate) -> bool:
        if predicate.first >= group.last:
            gap = self.chunks[group.last : predicate.first]
            return len(gap) <= 5 and all(
                chunk.lower in self.pack.words["auxiliary"] or self.pack.adverb(chunk.lower) or chunk.has("cue")
                for chunk in gap
            )
        gap = self.chunks[predicate.last : group.first]
        return len(gap) <= 2 and all(chunk.has("hedge") or chunk.has("cue") for chunk in gap)

    def _acts(self, group: Group) -> bool:
        """ "one of them picked up": a verb of another kind follows, so nothing is counted."""
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        return (
            after is not None
            and after.kind == "word"
            and after.lower not in self.pack.words["function"]
            and not self.pack.adverb(after.lower)
        )

    def _inherited_group(self, group: Group) -> str:
        before = [other for other in self.scene.groups if other.kind == "person" and other.last <= group.first]
        between = self.chunks[before[-1].last : group.first] if before else []
        if (
            before
            and 2 <= len(between) <= 4
            and between[0].lower in self.pack.words["and"]
            and between[1].has("outcome")
        ):
            # "killed five civilians and wounded nine": one kind of people
            return before[-1].group or "all"
        if before and group.first - before[-1].last <= 8 and self._elided(group):
            # "38 servicemen have been killed and 71 injured"
            return before[-1].group or "all"
        told = self.before.people
        unnumbered = told is not None and told.number.form == "none"
        fewer = told is not None and (group.number.value or 0) <= (told.number.value or 0)
        if not before and told is not None and (unnumbered or fewer):
            # "Three boys found a shell. One was killed": told who they are
            return told.group or "all"
        if group.another and (group.article or "G19" in group.rules or not self.pack.articles):
            before = [other for other in self.scene.groups if other.kind == "person" and other.first < group.first]
            return (before[-1].group or "all") if before else "all"
        return "all"

    def _elided(self, group: Group) -> bool:
        """Whether a bare number goes on right behind "and" with a participle of its own."""
        lead = self.chunks[group.first - 1] if group.first else None
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        joined = lead is not None and lead.lower in self.pack.words["and"]
        return joined and after is not None and is_verb(after)

    def _whole_before(self, group: Group) -> Group | None:
        before = [
            other
            for other in self.scene.groups
            if other.last <= group.first
            and other.kind in ("ordnance", "person", "area")
            and other.number.form != "none"
        ]
        return before[-1] if before else None

    def _elliptic(self, group: Group) -> bool:
        """ "97,000 mines in A and 92,000 in B": the noun is left out in the second clause."""
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        at = group.first - 1
        while at >= 0 and self.chunks[at].has("hedge"):
            at -= 1
        before = self.chunks[at] if at >= 0 else None
        if before is not None and before.text == "-" and not self.pack.articles:
            # "а в Вареше — шесть", "годом ранее — 21": a dash stands for the verb and the noun
            return after is None or after.kind == "sign"
        joined = before is not None and (
            before.lower in self.pack.words["conjunction"] or before.text in (",", ";", ":")
        )
        if after is not None and after.text == "-" and group.last + 1 < len(self.chunks) and not self.pack.articles:
            # "12 мин сняли в 2022 году, 40 — в 2021-м"
            after = self.chunks[group.last + 1]
        placed = after is not None and (after.has("place_cue") or after.has("direction") or after.kind == "period")
        big = group.number.form == "digits" and (group.number.value or 0) >= 2
        behind = self.chunks[group.last + 1] if group.last + 1 < len(self.chunks) else None
        worded = group.number.form == "words" and after is not None and after.has("place_cue")
        return joined and placed and (big or (worded and behind is not None and behind.capital))

    def _shared_noun(self, group: Group) -> Group | None:
        """ "40 and 55 mines in A and B respectively": the noun stands behind the last number."""
        lead = [chunk.lower for chunk in self.chunks[max(0, group.first - 2) : group.first]]
        opened = len(lead) == 2 and lead[1] in self.pack.words["from"] and lead[0] in self.pack.words["falling"]
        if not opened and not any(chunk.has("cue", "respectively") for chunk in self.chunks):
            return None
        for other in self.scene.groups:
            gap = self.chunks[group.last : other.first]
            joined = all(
                chunk.lower in self.pack.words["to"]
                if opened
                else chunk.text == "," or chunk.lower in self.pack.words["and"]
                for chunk in gap
            )
            if other.first > group.first and gap and joined and other.kind in ("ordnance", "person", "area"):
                return other
        return None

    def _compared(self, group: Group) -> bool:
        """ "28 casualties, down from 41 a year earlier", "against the 55 of 2019": the noun is left out."""
        words = self.pack.words
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        closed = after is None or after.kind in ("sign", "period") or after.has("place_cue")
        before = self.chunks[max(0, group.first - 6) : group.first]
        lead = [word for chunk in before if not chunk.has("hedge") for word in chunk.lower.split()]
        while lead and lead[-1] in words["definite"]:
            lead.pop()
        if not closed or not lead:
            return False
        fallen = lead[-1] in words["from"] | words["to"] and any(word in words["falling"] for word in lead[:-1])
        share = lead[-1] in words["share_leads"] and any(word in words["sharing"] for word in lead[:-1])
        ranked = lead[-1] in words["rank_leads"] and any(
            chunk.lower in words["ranking"] for chunk in self.chunks[max(0, group.first - 7) : group.first]
        )
        return fallen or share or ranked or any(word in words["comparing"] for word in lead[-2:])

    def _recounted(self, group: Group) -> bool:
        """ "A year earlier there were 98.", "... had been 2013, with 57": the noun of the sentence before."""
        words = self.pack.words
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        lead = [chunk for chunk in self.chunks[max(0, group.first - 6) : group.first] if not chunk.has("hedge")]
        closed = after is None or after.kind in ("sign", "period") or after.has("place_cue")
        closed = closed or after is None or after.lower in words["and"]
        if not lead or not closed:
            return False
        light = [chunk for chunk in lead if chunk.lower not in words["recounting"]]
        if light and light[-1].kind == "period" and (len(light) == 1 or light[-2].kind == "sign"):
            # "...; a year earlier 46.", "..., in June only nine."
            return True
        if len(lead) > 1 and lead[-1].text == "," and lead[-2].has("tally_noun"):
            # "The lowest number, 12, was recorded in 2014."
            return True
        told = lead[-1].lower in words["be"] | words["auxiliary"] | words["recounting"] or lead[-1].has("tally_verb")
        subject = any(
            chunk.lower in words["place_pronouns"] | words["them"] or chunk.has("tally_noun") for chunk in lead
        )
        compared = any(chunk.kind == "period" for chunk in self.chunks)
        ranked = lead[-1].has("cue", "of which") and lead[-1].lower in words["by"]
        return compared and ((told and subject) or (ranked and any(c.kind == "period" for c in lead)))

    def _said_of(self, group: Group) -> Group | None:
        """ "... killed six; the Observatory says seven", "civilians killed this year now total 139"."""
        chunks = self.chunks
        at = group.first - 1
        while at >= 0 and (chunks[at].has("hedge") or chunks[at].lower in self.pack.words["count_adverbs"]):
            at -= 1
        lead = chunks[at] if at >= 0 else None
        after = chunks[group.last] if group.last < len(chunks) else None
        closed = after is None or after.kind in ("sign", "period") or after.has("cue")
        closed = closed or (after is not None and after.lower in self.pack.words["contrast"])
        changed = (
            lead is not None
            and lead.lower in self.pack.words["from"]
            and chunks[max(0, at - 1)].lower in self.pack.words["falling"]
        )
        closed = closed or (changed and after is not None and after.lower in self.pack.words["to"])
        if lead is None or not closed:
            return None
        if lead.has("speech"):
            before = self._whole_before(group) or self.before.whole
            if before is not None:
                group.rules.append("G11")
                return before
            return None
        brought = lead.lower in self.pack.words["brought_to"] and any(
            chunk.has("tally_noun") or chunk.has("cue", "in total") for chunk in chunks[max(0, at - 7) : at]
        )
        # "which makes the month's harvest 512"
        brought = brought or (
            lead.has("tally_noun")
            and any(chunk.lower in self.pack.words["bringing"] for chunk in chunks[max(0, at - 6) : at])
        )
        if changed:
            group.rules.append("G16")
        if not changed and not lead.has("tally_verb") and not lead.has("tally_noun") and not brought:
            return None
        named = next(
            (s for chunk in chunks[:at] for s in chunk.senses if s.kind == "tally_noun" and s.flags.get("outcome")),
            None,
        )
        if named is not None:
            group.rules.append("G13")
            return Group("person", Number(None), 0, 0, 0, 0, group="all", outcome=str(named.flags["outcome"]))
        noun = self._noun_before(group, at)
        if noun is not None:
            return noun
        before = self._whole_before(group)
        summed = any(chunk.has("tally_noun") or chunk.has("cue", "in total") for chunk in chunks[:at])
        if before is None and (brought or summed):
            # "The total is now 8,011.": of what the sentence before counts
            group.rules.append("G20")
            return self.before.whole
        return before if brought else None

    def _noun_before(self, group: Group, at: int) -> Group | None:
        """The noun that a number behind a verb of counting counts, somewhere before chunk `at`."""
        chunks = self.chunks
        for chunk in reversed(chunks[: at + 1]):
            if chunk.text in (";", ":"):
                return None
            tallied = any(other.has("tally_noun") and other.end <= chunk.start for other in chunks[:at])
            if chunks[at].lower in self.pack.words["be"] and not tallied:
                continue
            if (
                chunk.has("person")
                or chunk.has("thing")
                or (chunk.has("outcome") and any(s.flags.get("form") == "noun" for s in chunk.senses))
            ):
                noun = GroupReader(self.sentence, self.pack, [], []).noun(chunk)
                outcome = next((other.value("outcome") for other in chunks[:at] if other.has("outcome")), None)
                noun.outcome = noun.outcome or outcome
                noun.actions = frozenset(value for other in chunks[:at] if (value := other.value("action")))
                if tallied and noun.kind == "ordnance" and not noun.actions and outcome is None:
                    # "the number of mines in the ground could top 5,000"
                    noun.actions = frozenset(("present",))
                counted = noun.outcome is not None if noun.kind == "person" else bool(noun.actions)
                if counted and not (noun.kind == "ordnance" and outcome is not None):
                    group.rules.append("G13")
                    group.actions = noun.actions
                    return noun
        return None

    def _inherit(self, group: Group, whole: Group) -> str | None:
        if whole.kind == "person":
            group.kind, group.unit, group.group = "person", "person", whole.group
            group.outcome = whole.outcome
            return "casualty"
        group.kind, group.unit = whole.kind, whole.unit
        group.category = whole.category
        group.rules.append("G08")
        return "ordnance" if whole.kind == "ordnance" else "area"

    def _restates(self, group: Group, predicate: Predicate | None) -> bool:
        """ "Of the 45 dead, 35 ...": the 45 points back and is no new claim."""
        at = group.first - 1
        while at >= 0 and self.chunks[at].lower in self.pack.words["pointers"]:
            at -= 1
        if at < 0 or (group.kind == "bare" and group.of_them):
            return False
        lead = self.chunks[at]
        opened = lead.lower in self.pack.words["fronting"] and all(chunk.kind == "sign" for chunk in self.chunks[:at])
        opened = opened or (
            at < group.first - 1 and (lead.lower in self.pack.words["fronting"] or lead.has("cue", "of which"))
        )
        fronted = opened and group.number.form in ("digits", "words") and not group.of_them
        group.fronted = fronted and group.number.value not in self.before.values
        return fronted and not group.fronted
