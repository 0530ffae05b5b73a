"""Numbers without a noun: they count what their verb, their whole or their neighbour counts."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.blasts import Blasts
from minetrace.reading.grammar.clauses import Unit
from minetrace.reading.grammar.group import Group, is_verb
from minetrace.reading.grammar.left_out import LeftOut
from minetrace.reading.grammar.predicates import Predicate

_MADE = 2
"""Chunks between a number and what tells where it was made."""


class BareNumbers(LeftOut, Blasts):
    """Finds what a bare number counts."""

    def _bare_kind(self, group: Group, unit: Unit, predicate: Predicate | None) -> str | None:
        """A number without a noun counts what its verb, its whole or its neighbour counts."""
        if group.outcome is not None:
            return "casualty"
        if self._no_count(group) or self._further_unhurt(group) or self._over_one(group) or self._trodden(group):
            return None
        whole = self._whole_before(group) or self._whole_of_brackets(group)
        if self._told_behind_comma(group):
            return "casualty"
        if (like := self._like_before(group)) is not None:
            return self._inherit(group, like)
        if predicate is not None and self._is_close(group, predicate):
            noun = self.chunks[group.last] if group.last < len(self.chunks) else None
            if predicate.last <= group.first and noun is not None and noun.kind == "word" and self._acts(group):
                # "killed two cows": what was counted is no person
                return None
            if (
                group.another
                and (group.article or group.number.value == 1)
                and predicate.first >= group.last
                and not predicate.passive
                and predicate.form == "verb"
                and self._has_object(predicate)
            ):
                # "another injured seven people": another blast
                return None
            if predicate.outcome is not None and group.number.form != "vague":
                told = whole.group if group.of_them and whole is not None and whole.kind == "person" else None
                group.kind, group.unit, group.group = "person", "person", told or self._inherited_group(group)
                return "casualty"
            if whole is not None and whole.kind in ("ordnance", "area"):
                return self._inherit(group, whole)
            figure = self._figure_told(group, predicate) if whole is None and predicate.outcome is None else None
            if figure is not None and self._goes_on(group, predicate, figure):
                group.rules.append("G27")
                return self._inherit(group, figure)
            if whole is None and predicate.outcome is None and (kind := self._kind_told(group, predicate)) is not None:
                group.rules.append("G27")
                return self._inherit(group, kind)
        if group.of_them and self._acts(group):
            return None
        if (group.of_them or group.another or group.cue) and whole is not None:
            return self._inherit(group, whole)
        if whole is not None and whole.kind in ("ordnance", "person") and self._elliptic(group):
            group.rules += [rule for rule in ("G16",) if rule in whole.rules]
            return self._inherit(group, whole)
        shared_out = self._share_in_brackets(group)
        if self._opens_of_these(group) and self.before.whole is not None:
            return self._some_of_these(group, self.before.whole)
        if (taken_up := self._behind_restated(group)) is not None:
            return self._some_of_these(group, taken_up)
        if shared_out is not None:
            group.rules.append("G28")
            return self._inherit(group, shared_out)
        return self._beside_a_figure(group, whole, predicate)

    def _trodden(self, group: Group) -> bool:
        """ "на одной из них подорвалась женщина": one of the mines told of before, no victim."""
        lead = self.chunks[max(0, group.first - 1)]
        trodden = lead.lower in self.pack.words["by"] or lead.has("action", "exploded")
        return self.pack.genitive and trodden and group.of_them and group.number.value == 1

    def _beside_a_figure(self, group: Group, whole: Group | None, predicate: Predicate | None) -> str | None:
        """What a number counts that a verb of counting, a list or a comparison puts beside another figure."""
        if self._sum_alone(group) and self.before.figure is not None:
            group.rules.append("G20")
            return self._inherit(group, self.before.figure)
        alone = self._year_before(group) or self._year_in_brackets(group)
        if alone is not None:
            group.rules.append("G16")
            return self._inherit(group, alone)
        row = self._in_row(group)
        if row is not None:
            group.rules.append("G28")
            return self._inherit(group, row)
        named = self._said_of(group)
        if named is not None:
            return self._inherit(group, named)
        shared = self._shared_noun(group)
        if shared is not None:
            group.rules.append("G18")
            return self._inherit(group, shared)
        whole = self._figure_before(group) or whole
        if whole is not None and self._compared(group):
            group.rules.append("G16")
            return self._inherit(group, self._sum_before(self._paired(group, whole)))
        told = whole if whole is not None and whole.kind != "area" else self.before.figure
        put = self._put_at(group)
        if put is not None:
            group.rules.append("G20")
            return self._inherit(group, put)
        if told is not None and (self._recounted(group) or self._rival(group) or self._now_was(group)):
            group.rules.append("G20")
            return self._inherit(group, self._sum_before(self._paired(group, told)))
        pointed = self._pointed_at(group, predicate) if group.of_them else None
        return self._inherit(group, pointed) if pointed is not None else None

    def _year_before(self, group: Group) -> Group | None:
        """ "Годом ранее за тот же период - 1412.": a time and a number alone count what the sentence before did."""
        lead = self.chunks[: group.first]
        timed = [chunk for chunk in lead if chunk.kind == "period"]
        others = [
            c for c in lead[:-1] if c.kind not in ("period", "sign") and c.lower not in self.pack.words["aside_words"]
        ]
        closed = group.last >= len(self.chunks) or self.chunks[group.last].kind == "sign"
        dashed = self.pack.genitive and len(lead) > 1 and lead[-1].text == "-"
        told = [figure for figure in self.before.counted if figure.cue in (None, "in total")]
        return told[-1] if dashed and timed and not others and closed and told else None

    def _some_of_these(self, group: Group, whole: Group) -> str | None:
        """ "Of these, 12 were fatal": of the figure before, with the harm that is told of them."""
        group.rules.append("G29")
        kind = self._inherit(group, whole)
        fate = self.chunks[group.last + 1] if group.last + 1 < len(self.chunks) else None
        if kind == "casualty" and fate is not None:
            group.outcome = fate.value("outcome") or group.outcome
        return kind

    def _opens_of_these(self, group: Group) -> bool:
        """ "Of these, 120 were made in Ruritania": whatever is told of a part of the figure before."""
        lead = [chunk for chunk in self.chunks[: group.first] if not chunk.has("hedge") and chunk.text != ","]
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        if len(lead) != 1 or after is None or group.number.value is None or not self.pack.articles:
            return False
        light = self.pack.words["auxiliary|be|having"]
        return (
            lead[0].has("cue", "of which")
            and lead[0].lower not in self.pack.words["accompanying"]
            and after.lower in light
        )

    def _behind_restated(self, group: Group) -> Group | None:
        """ "Of the 150 mines, 90 were made in Ruritania": of the figure that the clause takes up again."""
        told = self.scene.restated[-1] if self.scene.restated and self.pack.articles else None
        gap = self.chunks[told.last : group.first] if told is not None else []
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        light = self.pack.words["auxiliary|be|having"]
        if told is None or after is None or after.lower not in light or group.number.value is None:
            return None
        return told if all(chunk.text == "," or chunk.has("hedge") for chunk in gap) else None

    def _pointed_at(self, group: Group, predicate: Predicate | None) -> Group | None:
        """What "of them" means in the sentence after: the figure that the verb suits, else things without a number."""
        whole = self.before.whole
        if whole is not None and predicate is not None and predicate.suits(whole):
            return whole
        if whole is not None and self.pack.articles and self._of_that_number(group):
            return whole
        return self.before.plural_thing or whole

    def _is_close(self, group: Group, predicate: Predicate) -> bool:
        if predicate.first >= group.last:
            gap = self.chunks[self._over_part(group, predicate) : predicate.first]
            told_apart = group.cue == "including" and gap and gap[0].lower in self.pack.words["relative"]
            gap = gap[1:] if told_apart else gap
            return len(gap) <= 5 and all(
                chunk.lower in self.pack.words["auxiliary"] or self.pack.adverb(chunk.lower) or chunk.has("cue")
                for chunk in gap
            )
        gap = self.chunks[predicate.last : group.first]
        if group.another and self.pack.genitive:
            # "обезвредили за ту же неделю ещё 57"
            gap = [chunk for chunk in gap if chunk.kind != "period"]
        family = [chunk.lower for chunk in gap][-2:] == ["family", "of"]  # "kills a family of four"
        if family and predicate.outcome is not None:
            group.start = gap[-2].start
            gap = [chunk for chunk in gap[:-2] if chunk.lower not in self.pack.words["indefinite"]]
        only = self.pack.words["recounting"] if self.pack.genitive else ()
        return len(gap) <= 2 and all(chunk.means(("hedge", "cue")) or chunk.lower in only for chunk in gap)

    def _figure_told(self, group: Group, predicate: Predicate) -> Group | None:
        """The figure before; for "обезвредили ещё 57" the last one that the verb suits."""
        suiting = [figure for figure in self.before.counted if predicate.suits(figure)]
        return suiting[-1] if suiting and group.another and self.pack.genitive else self.before.figure

    def _goes_on(self, group: Group, predicate: Predicate, figure: Group) -> bool:
        """ "On 16 April alone, 58 had been taken up", "they have dealt with 3,045": of what was counted before."""
        told = self.pack.articles or self.pack.genitive
        if figure.kind == "person" or not predicate.suits(figure) or not told:
            return False
        if predicate.first >= group.last:
            return predicate.passive and (self.pack.genitive or not self._takes_more(predicate))
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        alike = after is not None and after.lower in self.pack.words["alike"]  # "нашли ещё три такие же"
        return after is None or after.kind in ("sign", "period") or after.has("place_cue") or alike

    def _has_object(self, predicate: Predicate) -> bool:
        """Whether somebody stands behind a verb: not so in "and a third badly hurt when ..."."""
        after = self.chunks[predicate.last] if predicate.last < len(self.chunks) else None
        words = self.pack.words
        if after is None or after.kind in ("sign", "period") or after.has("place_cue"):
            return False
        return after.lower not in words["subordinate|contrast|by|and"]

    def _over_part(self, group: Group, predicate: Predicate) -> int:
        """ "29, including four children, were injured": the index behind a part between commas."""
        part = next((other for other in self.scene.groups if 0 <= other.first - group.last <= 3), None)
        if part is None or part.cue not in ("including", "paren") or part.last > predicate.first:
            return group.last
        closed = self.chunks[part.last].text in (",", ")")
        # "45-i, o cümlədən 3 jurnalist həlak olub": no comma before the verb
        return part.last + closed if closed or self.pack.head_final else group.last

    def _acts(self, group: Group) -> bool:
        """ "one of them picked up": a verb of another kind follows, so nothing is counted."""
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        if self.pack.head_final and any(0 <= make.first - group.last <= _MADE for make in self.scene.makes):
            # "700-ü Ermənistanda istehsal olunub"
            return False
        lead = self.chunks[group.first - 1] if group.first else None
        behind = self.chunks[group.last + 1] if group.last + 1 < len(self.chunks) else None
        if after is not None and behind is not None and after.lower in self.pack.words["perfect|past_before"]:
            # "a shell that one of them had struck": what is told of them is what they did
            return behind.has("sets_off") and (behind.has("action") or behind.value("outcome") == "affected")
        closed = after is None or after.kind == "sign"
        if group.number.value == 1 and lead is not None and lead.has("speech") and closed:
            # "... said one of them, who drives the bus"
            return True
        hurt = after.sense("outcome") if after is not None else None
        harm = hurt is not None and hurt.flags.get("form") != "object"
        if after is not None and after.means(("sets_off", "speech")) and not harm:
            return True
        return (
            after is not None
            and after.kind == "word"
            and after.lower not in self.pack.words["function"]
            and not self.pack.adverb(after.lower)
        )

    def _inherited_group(self, group: Group) -> str:
        people = [other for other in self.scene.groups if other.kind == "person" and other.last <= group.first]
        before = [one for one in people if not self._is_part(one) and not (self.pack.articles and "G10" in one.rules)]
        between = self.chunks[before[-1].last : group.first] if before else []
        if (
            before
            and 2 <= len(between) <= 4
            and between[0].lower in self.pack.words["and"]
            and between[1].has("outcome")
        ):
            # "killed five civilians and wounded nine": one kind of people
            return before[-1].group or "all"
        if before and group.first - before[-1].last <= 8 and self._elided(group, between):
            # "38 servicemen have been killed and 71 injured"
            return before[-1].group or "all"
        told = self.before.people
        unnumbered = told is not None and told.number.form == "none"
        fewer = told is not None and (group.number.value or 0) <= (told.number.value or 0) and not self._besides(group)
        if not before and told is not None and (unnumbered or fewer):
            # "Three boys found a shell. One was killed": told who they are
            return told.group or "all"
        if group.another and (group.article or "G19" in group.rules or self.pack.free_order or not self.pack.articles):
            before = [other for other in self.scene.groups if other.kind == "person" and other.first < group.first]
            return (before[-1].group or "all") if before else "all"
        return "all"

    def _elided(self, group: Group, between: list[Chunk]) -> bool:
        """Whether a bare number goes on right behind "and" with a participle of its own."""
        lead = self.chunks[group.first - 1].lower if group.first else ""
        at = group.last
        while at < len(self.chunks) and self.chunks[at].lower in self.pack.words["auxiliary"]:
            at += 1
        joined = lead in self.pack.words["and"] and self.pack.words["all"].isdisjoint(c.lower for c in between)
        return joined and at < len(self.chunks) and is_verb(self.chunks[at])

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
        placed = after is not None and (after.means(("place_cue", "direction")) or after.kind == "period")
        big = group.number.form == "digits" and (group.number.value or 0) >= 2
        behind = self.chunks[group.last + 1] if group.last + 1 < len(self.chunks) else None
        worded = group.number.form == "words" and after is not None and after.has("place_cue")
        return joined and placed and (big or (worded and behind is not None and behind.capital))

    def _inherit(self, group: Group, whole: Group) -> str | None:
        if whole.kind == "person":
            group.kind, group.unit, group.group = "person", "person", whole.group
            group.outcome = whole.outcome or whole.fate
            return "casualty"
        if whole.kind == "area" and group.article:
            return None  # "a third has been cleaned"
        group.kind, group.unit = whole.kind, whole.unit
        group.category = whole.category
        group.told = whole.done if {"G16", "G20"} & set(group.rules) else group.told
        group.rules.append("G08")
        return "ordnance" if whole.kind == "ordnance" else "area"

    def _restates(self, group: Group, predicate: Predicate | None) -> bool:
        """ "Of the 45 dead, 35 ...": the 45 points back and is no new claim."""
        if self.pack.head_final and self._taken_from(group):
            return True
        at = group.first - 1
        while at >= 0 and self.chunks[at].lower in self.pack.words["pointers"]:
            at -= 1
        if at < 0 or (group.kind == "bare" and group.of_them):
            return False
        lead = self.chunks[at]
        begins = all(chunk.kind == "sign" for chunk in self.chunks[:at])
        begins = begins or (self.pack.genitive and self._opens_clause(at))
        opened = lead.lower in self.pack.words["fronting"] and begins
        opened = opened or (
            at < group.first - 1 and (lead.lower in self.pack.words["fronting"] or lead.has("cue", "of which"))
        )
        fronted = opened and group.number.form in ("digits", "words") and not group.of_them
        here = {other.number.value for other in self.scene.groups if other.first < group.first and self.pack.articles}
        group.fronted = fronted and group.number.value not in self.before.values and group.number.value not in here
        return fronted and not group.fronted

    def _opens_clause(self, at: int) -> bool:
        """ "что | из 40", "Под Велмом в мае | из 40": whether nothing is said or counted before in the clause."""
        while at > 0 and self.chunks[at - 1].lower not in self.pack.words["that"]:
            at -= 1
            if self.chunks[at].text in (",", ";", ":"):
                break
            if self.chunks[at].kind == "number" or self.chunks[at].means(("action", "outcome", "thing", "person")):
                return False
        return True

    def _said_of_part(self, group: Group, predicate: Predicate) -> bool:
        """ "Of 40 mines, 12 were defused", "Из 40 мин обезврежены 12": a verb of the part, not of its whole."""
        part = any(other.first >= group.last for other in self.scene.groups)
        beside = predicate.first - group.last in ((0,) if self.pack.articles else ())
        reduced = self.chunks[group.last].text == "," and predicate.first == group.last + 1
        return part and predicate.first >= group.last and not (beside or reduced)

    def _taken_from(self, group: Group) -> bool:
        """ "Həlak olan 45 nəfərdən 35-i": a figure told before, in the case of what a part is taken from."""
        ending, part = ([*self.chunks[group.last : group.last + 2], None, None])[:2]
        repeated = group.number.value in self.before.values and group.number.form in ("digits", "words")
        taken = ending is not None and ending.lower in self.pack.words["out_of"]
        return repeated and taken and part is not None and part.kind == "number"
