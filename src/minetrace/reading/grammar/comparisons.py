"""Figures told beside others: "down from 41 a year earlier", "the toll rose to 12", "in 2018 it was 40 and 60"."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.groups import GroupReader
from minetrace.reading.grammar.scene import SceneReader
from minetrace.reading.numbers import Number

_SUM_WORDS = 14
"""A sentence that says a sum and no more has so many words at most."""


class Comparisons(SceneReader):
    """Finds what a number counts that a comparison, a verb of counting or a paired figure tells."""

    def _groups_before(self, group: Group) -> list[Group]:
        return [
            other
            for other in self.scene.groups
            if other.last <= group.first
            and other.kind in ("ordnance", "person", "area")
            and other.number.form != "none"
        ]

    def _whole_before(self, group: Group) -> Group | None:
        several = group.of_them and (group.number.value or 0) > 1 and self.pack.articles
        told = (other for other in reversed(self._groups_before(group)) if not (several and other.article))
        return next(told, None)

    def _is_part(self, group: Group) -> bool:
        return group.cue in ("including", "of which", "paren") or group.of_them

    def _figure_before(self, group: Group) -> Group | None:
        """The figure told last in the sentence that is no part of another."""
        return next((other for other in reversed(self._groups_before(group)) if not self._is_part(other)), None)

    def _share_in_brackets(self, group: Group) -> Group | None:
        """ "Most of them came from Kharkiv (2,940) and Mykolaiv (1,875)", "More than half of the devices (488)"."""
        chunks, words = self.chunks, self.pack.words
        bracketed = group.first > 0 and chunks[group.first - 1].text == "("
        closed = group.last < len(chunks) and chunks[group.last].text == ")"
        first = self._whole_before(group) is None or "G28" in self._last_rules(group)
        if not (bracketed and closed and first):
            return None
        lead = chunks[: min(group.first, 6)]
        share = any(c.lower in words["most_of"] or c.data == "ratio" for c in lead)
        nouns = {c.lower.split()[-1] for c in lead if c.has("thing")} if self.pack.articles else set()
        named = next((other for other in self.before.counted if other.noun in nouns), None)
        if share and named is not None:
            group.of_noun = named.noun
            return named
        return self.before.figure if share and self.before.figure is not None else None

    def _last_rules(self, group: Group) -> list[str]:
        whole = self._whole_before(group)
        return whole.rules if whole is not None else []

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
        fallen = lead[-1] in words["from|to"] and any(word in words["falling"] for word in lead[:-1])
        share = lead[-1] in words["share_leads"] and any(
            chunk.lower in words["sharing"] for chunk in self.chunks[: group.first]
        )
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
        closed = closed or after is None or after.lower in words["and|for"]
        if not lead or not closed:
            return False
        light = [chunk for chunk in lead if chunk.lower not in words["recounting"]]
        if light and light[-1].kind == "period" and (len(light) == 1 or light[-2].kind == "sign"):
            # "...; a year earlier 46.", "..., in June only nine."
            return True
        if len(lead) > 1 and lead[-1].text == "," and lead[-2].has("tally_noun"):
            # "The lowest number, 12, was recorded in 2014."
            return True
        if self._after_a_time(group):
            return True
        if lead[-1].lower in words["having"] and any(chunk.lower in words["registers"] for chunk in lead):
            # "The hospital's own register has 15."
            return True
        told = lead[-1].lower in words["be|auxiliary|recounting"] or lead[-1].has("tally_verb")
        subject = any(chunk.lower in words["place_pronouns|them"] or chunk.has("tally_noun") for chunk in lead)
        # "en 2019 hubo 81": a verb without a subject
        subject = subject or lead[-1].lower in words["there_were"]
        told = told or lead[-1].lower in words["there_were"]
        compared = any(chunk.kind == "period" for chunk in self.chunks)
        ranked = lead[-1].has("cue", "of which") and lead[-1].lower in words["by"]
        return compared and ((told and subject) or (ranked and any(c.kind == "period" for c in lead)))

    def _after_a_time(self, group: Group) -> bool:
        """ "and in 2003, 112", "in 2003, at the height of the return, 112": a time, and the figure behind its comma."""
        chunks = self.chunks
        at = group.first - 1
        while at >= 0 and chunks[at].has("hedge"):
            at -= 1
        if at < 1 or chunks[at].text != ",":
            return False
        while at > 0 and group.first - at < 14:
            if chunks[at].text == "," and chunks[at - 1].kind == "period":
                lead = chunks[at - 2] if at > 1 else None
                return lead is None or lead.text in (",", ";") or lead.lower in self.pack.words["and"]
            if chunks[at].kind == "number" or chunks[at].means(("action", "outcome")):
                return False
            at -= 1
        return False

    def _paired(self, group: Group, whole: Group) -> Group:
        """ "50 killed and 80 injured in 2020; in 2019 it was 40 and 60": each goes with its own of the pair before."""
        pair = [
            other
            for other in self.scene.groups
            if "G02" in other.rules and other is not group and self._beside(other, group)
        ]
        if len(pair) != 1 or whole.kind != "person":
            return whole
        place = 0 if group.first < pair[0].first else 1
        told = [
            other
            for other in self.scene.groups
            if other.kind == "person" and other.last <= min(group.first, pair[0].first)
        ]
        told = [other for other in told if "G26" not in other.rules] or self.before.counted
        fates = {other.fate for other in told[-2:]}
        return told[-2:][place] if len(fates) == 2 and None not in fates else whole

    def _beside(self, other: Group, group: Group) -> bool:
        first, second = sorted((other, group), key=lambda one: one.first)
        between = self.chunks[first.last : second.first]
        joined = any(chunk.lower in self.pack.words["and"] for chunk in between)
        return joined and all(c.lower in self.pack.words["and"] or c.has("hedge") for c in between)

    def _sum_before(self, whole: Group) -> Group:
        """ "210 - 60 dead, 150 injured - against 190": the figure that the last two sum is what is compared."""
        told = [other for other in self.scene.groups if other.kind == "person" and other.first <= whole.first]
        if len(told) < 3 or {other.fate for other in told[-2:]} != {"killed", "injured"}:
            return whole
        values = [other.number.value or 0 for other in told[-3:]]
        return told[-3] if values[0] == values[1] + values[2] else whole

    def _summed_before(self, group: Group) -> Group | None:
        """ "231 people: 91 killed and 140 injured, up from 205": the figure of all of them."""
        figure = self._figure_before(group)
        summed = self._sum_before(figure) if figure is not None and figure.kind == "person" else figure
        return summed if summed is not figure else None

    def _said_of(self, group: Group) -> Group | None:
        """ "... killed six; the Observatory says seven", "civilians killed this year now total 139"."""
        chunks = self.chunks
        at = group.first - 1
        while at >= 0 and (chunks[at].has("hedge") or chunks[at].lower in self.pack.words["count_adverbs"]):
            at -= 1
        lead = chunks[at] if at >= 0 else None
        after = chunks[group.last] if group.last < len(chunks) else None
        closed = after is None or after.kind in ("sign", "period") or after.has("cue")
        closed = closed or (after is not None and after.lower in self.pack.words["contrast|and"])
        changed = (
            lead is not None
            and lead.lower in self.pack.words["from"]
            and chunks[max(0, at - 1)].lower in self.pack.words["falling"]
        )
        closed = closed or (changed and after is not None and after.lower in self.pack.words["to"])
        closed = closed or (self.pack.head_final and after is not None and after.has("tally_verb"))
        if lead is None or not closed:
            return None
        spoken = at > 0 and lead.lower in self.pack.words["of"] and chunks[at - 1].has("speech")
        if lead.has("speech") or spoken:
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
            if (summed := self._summed_before(group)) is not None:
                return summed
        if not changed and not lead.has("tally_verb") and not lead.has("tally_noun") and not brought:
            return None
        named = self._count_of_harm([lead] if self.pack.head_final else chunks[:at])
        if named is not None:
            group.rules.append("G13")
            return Group("person", Number(None), 0, 0, 0, 0, group="all", outcome=named)
        noun = self._noun_before(group, at)
        if noun is not None:
            return noun
        before = self._figure_before(group) or self._whole_before(group)
        sums = [i for i, chunk in enumerate(chunks[:at]) if chunk.has("tally_noun") or chunk.has("cue", "in total")]
        if before is None and (brought or sums):
            # "The total is now 8,011.": of what the sentence before counts
            group.rules += ["G20"] if self.before.whole is not None else []
            return self.before.whole or self._toll(sums)
        if before is not None and not before.article and sums and sums[-1] >= before.last:
            # "...; at the end of 2019 the figure stood at 1,500": of what the clause before counts
            group.rules.append("G16")
            return before
        return before if brought else None

    def _count_of_harm(self, lead: list[Chunk]) -> str | None:
        """What "the death toll", "the number of injured" before a figure counts."""
        senses = [sense for chunk in lead for sense in chunk.senses if sense.kind == "tally_noun"]
        return next((str(sense.flags["outcome"]) for sense in senses if sense.flags.get("outcome")), None)

    def _toll(self, sums: list[int]) -> Group | None:
        """ "put last year's mine toll at 210": a toll is of people."""
        told = [self.chunks[at] for at in sums if self.chunks[at].lower in self.pack.words["tolls"]]
        return Group("person", Number(None), 0, 0, 0, 0, group="all", outcome="affected") if told else None

    def _noun_before(self, group: Group, at: int) -> Group | None:
        """The noun that a number behind a verb of counting counts, somewhere before chunk `at`."""
        chunks = self.chunks
        for chunk in reversed(chunks[: at + 1]):
            if chunk.text in (";", ":"):
                return None
            tallied = any(other.has("tally_noun") and other.end <= chunk.start for other in chunks[:at])
            if chunks[at].lower in self.pack.words["be"] and not tallied:
                continue
            if chunk.means(("person", "thing")) or (
                chunk.has("outcome") and any(s.flags.get("form") == "noun" for s in chunk.senses)
            ):
                noun = GroupReader(self.sentence, self.pack, [], []).noun(chunk)
                outcome = next((other.value("outcome") for other in chunks[:at] if other.has("outcome")), None)
                noun.outcome = noun.outcome or outcome
                noun.actions = frozenset(value for other in chunks[:at] if (value := other.value("action")))
                if tallied and noun.kind == "ordnance" and not noun.actions and outcome is None:
                    # "the number of mines in the ground could top 5,000"
                    laid = self.before.actions == {"laid"}
                    noun.actions = self.before.actions if laid else frozenset(("present",))
                counted = noun.outcome is not None if noun.kind == "person" else bool(noun.actions)
                if counted and not (noun.kind == "ordnance" and outcome is not None):
                    group.rules.append("G13")
                    group.actions = noun.actions
                    return noun
        return None

    def _sum_alone(self, group: Group) -> bool:
        """ "That is 11,215 in all.", "In all, 11,215.": a sum that says no more than itself, of the figures before."""
        said = [chunk for chunk in self.chunks if chunk.kind not in ("sign", "period") and not chunk.has("hedge")]
        alone = [chunk for chunk in said if chunk.kind == "number"]
        summed = group.cue == "in total" and not self.scene.predicates and self.pack.articles
        lead = self.chunks[group.first - 1].lower if group.first else ""
        return summed and (len(alone) == 1 or lead in self.pack.words["sum_leads"]) and len(said) <= _SUM_WORDS
