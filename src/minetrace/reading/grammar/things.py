"""Which groups of things are counted, and what happened to them."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.bare import BareNumbers
from minetrace.reading.grammar.clauses import Unit
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.fields import Fields
from minetrace.reading.grammar.group import UNSPECIFIED, Group, capital_modifier
from minetrace.reading.grammar.lone import LoneThings
from minetrace.reading.grammar.not_met import is_missing, is_not_met, is_shown
from minetrace.reading.grammar.predicates import Predicate

_SUSPICION = frozenset(("suspected", "contaminated", "present"))
_TELLING = frozenset(("found", "seized"))
_DEALT_WITH = frozenset(("cleared", "seized"))
_LOT = 4
"""Chunks between a verb and what it was done to: "destroyed a cache of 60 mines"."""
_SHOT = ("UXO", "ERW", "other")
"""What hits somebody may have been fired at them."""
_ASIDE = 8
"""Chunks between a verb and who or what did it: "was wrecked on Friday by an IED"."""
_MINUTES = 240
"""Nobody counts a longer time in minutes."""


class Things(BareNumbers, LoneThings, Fields):
    """Decides which things a sentence counts."""

    def _counts_things(self, group: Group, predicate: Predicate | None) -> bool:
        actions = predicate.actions if predicate else frozenset()
        if self._ambiguous(group, predicate) or self._over_one(group) or self._no_ordnance(group):
            return False
        if group.number.form == "none":
            return self._plural_counts(group, predicate)
        if group.article:
            return self._single_counts(group, predicate)
        lead = self.chunks[group.first - 1] if group.first else None
        threat = [chunk.lower for chunk in self.chunks[max(0, group.first - 3) : group.first - 1]]
        if (
            threat[1:]
            and threat[0] in self.pack.words["unreal_leads"]
            and threat[1] in self.pack.words["infinitive_marks"]
        ):
            return False  # "threatened to lay 40 mines"
        if not actions and lead is not None and lead.has("production"):
            # "the factory produced 40,000 mines": made, not met
            return False
        if is_missing(self.chunks, group, self.pack) or is_shown(self.chunks, group, self.pack):
            return False
        if not actions and group.cue is None and lead is not None and lead.lower in self.pack.words["owners"]:
            # "at its two mines": what somebody owns is not counted
            return False
        if group.unit in ("kg", "t") and group.generic and not self._explosive(group):
            return False
        behind = self.chunks[group.last].lower if group.last < len(self.chunks) else ""
        if group.generic and behind in self.pack.words["equipment"]:
            # "46 единиц техники"
            return False
        if group.generic:
            known = self.before.category is not None or self.before.hazard
            lead = self.chunks[group.first - 1] if group.first else None
            equated = lead is not None and lead.has("tally_verb")
            mixed = group.category == "mixed" and group.unit == "item"
            listed = mixed and bool(actions or group.cue or self._heads_list(group))
            summed = group.cue == "in total" or (self.pack.genitive and lead is not None and lead.text == ":")
            return listed or (known and (bool(actions) or equated or summed))
        return not (group.adjective and group.number.value is None)

    def _ambiguous(self, group: Group, predicate: Predicate | None) -> bool:
        """ "поезд стоит 5 мин": a word that is also a unit of time, where nothing else tells of mines."""
        words = self.pack.words["ambiguous_things"]
        lasts = predicate is None or self.chunks[predicate.first].lower in self.pack.words["lasting"]
        few = (group.number.value or group.number.high or 0) <= _MINUTES
        if self.chunks[group.last - 1].lower not in words or not lasts or not few:
            return False
        hazards = [mark for kind in ("hazard", "mention") for mark in self.sentence.marked(kind)]
        return self.before.category is None and all(mark.lower in words for mark in hazards)

    def _explosive(self, group: Group) -> bool:
        """Whether a bare weight can be of explosives: not "of" nor "weighing 15 kilograms", nor of rubble."""
        at = group.first - 1
        named = any(chunk.has("thing") for chunk in self.chunks) or self.before.category == "other"
        return named and not (at >= 0 and self.chunks[at].lower in self.pack.words["of|weighing"])

    def _heads_list(self, group: Group) -> bool:
        """A colon follows, with nothing but a place or a time between."""
        for chunk in self.chunks[group.last : group.last + 7]:
            if chunk.text == ":":
                return True
            if chunk.kind == "number" or chunk.has("action") or chunk.text in (",", ";"):
                return False
        return False

    def _plural_counts(self, group: Group, predicate: Predicate | None) -> bool:
        """Things without a number count only where the text says that they were found or seized, right there."""
        if group.cue == "including" and self._whole_before(group) is not None:
            return True
        telling = _TELLING if group.model is None else _TELLING | {"laid", "cleared"}
        if predicate is not None and predicate.actions == {"laid"} and self.pack.articles:
            denied = self.sentence.marked("deny", self.sentence.start, predicate.start)
            negated = self.sentence.marked("negative", self.sentence.start, predicate.start)
            denied = denied or [mark for mark in negated if predicate.start - mark.end <= 1]
            if denied and group.first - predicate.last in (0, 1):
                return True  # "denied that his men had ever laid mines"
        if predicate is not None and self._laid_or_not(group, predicate):
            return True
        if predicate is None or not predicate.actions & telling or predicate.form == "noun":
            return False
        if predicate.actions & _TELLING and is_not_met(self.sentence, group, predicate, self.pack):
            return False
        if predicate.form == "weak" and any(other.actions & _SUSPICION for other in self.scene.predicates):
            # "suspected of containing mines"
            return False
        gap = (
            self.chunks[group.last : predicate.first]
            if predicate.first >= group.last
            else self.chunks[predicate.last : group.first]
        )
        if predicate.first >= group.last and not predicate.passive and predicate.form != "intransitive":
            return False
        if predicate.last <= group.first and any(chunk.lower in self.pack.words["be"] for chunk in gap):
            # "the 60 mines found there were anti-personnel mines": told by kind, not counted
            return False
        if any(chunk.text == ":" for chunk in gap):
            return True
        numbered = any(
            other.kind == "ordnance" and other.number.form != "none" and other.category == group.category
            for other in self.scene.groups
        )
        return not numbered and all(chunk.kind != "number" for chunk in gap) and len(gap) <= 14

    def _laid_or_not(self, group: Group, predicate: Predicate) -> bool:
        """ "армия мин не ставила", "отрицает установку мин", "мины ставили боевики": where case tells the object."""
        if not self.pack.genitive or predicate.actions != {"laid"} or group.category is None:
            return False
        gap = self.chunks[min(group.last, predicate.last) : max(group.first, predicate.first)]
        negated = any(chunk.lower in self.pack.words["be_not"] for chunk in gap)
        denied = self.sentence.marked("deny", self.sentence.start, predicate.start)
        if predicate.form == "noun":
            return bool(denied) and not gap
        behind = self.chunks[predicate.last] if predicate.last < len(self.chunks) else None
        layers = behind is not None and behind.has("person") and not gap and group.last <= predicate.first
        return (negated and len(gap) <= 1) or layers

    def _single_counts(self, group: Group, predicate: Predicate | None) -> bool:
        """A single thing counts where it is told apart: its type, its maker, who laid it; "a mine" alone is a cause."""
        named = capital_modifier(self.chunks, group)
        special = group.category != UNSPECIFIED or group.laid_by or group.model or named
        lead = self.chunks[group.first - 1] if group.first else None
        if (
            lead is not None
            and lead.lower in self.pack.words["by"]
            and not special
            and predicate is not None
            and (predicate.passive or predicate.form == "noun")
        ):
            # "the bodies of five men killed by a mine were found"
            return False
        if (
            lead is not None
            and lead.lower in self.pack.words["by"]
            and not ((predicate and predicate.outcome) or self._explodes(group))
        ):
            return False
        if lead is not None and lead.has("sets_off") and not special and not group.generic:
            return False  # "found the minibus that hit a mine"
        if group.generic or not special:
            met = {"found", "cleared", "seized"} | ({"exploded"} if self._only_thing(group) else set())
            if predicate is not None and self._disposers(predicate, group) and not group.another:
                return True  # "Navy divers blew up a sea mine"
            further = group.another and self.before.thing is not None  # "a second device was found"
            told = (further or self._only_thing(group)) if group.generic else not group.another
            return bool(predicate and predicate.actions & met) and told
        if self._wrecks(group):
            return True
        if not (predicate and predicate.actions) and not self._explodes(group):
            return self._beside_counted(group) is not None or self._told_apart(group)
        if named and named not in self.pack.demonyms and group.laid_by is None and group.category == UNSPECIFIED:
            group.laid_by = named
        return True

    def _wrecks(self, group: Group) -> bool:
        """ "A lorry was wrecked on Friday by an IED": what destroyed a vehicle."""
        lead = self.chunks[group.first - 1].lower if group.first else ""
        wrecked = self.sentence.spelled(self.pack.words["wrecking"])
        return lead in self.pack.words["agent_marks"] and any(0 < group.first - at < _ASIDE for at in wrecked)

    def _explodes(self, group: Group) -> bool:
        """Whether harm or a blast is said of a single thing."""
        harmed = any(predicate.outcome and not predicate.unreal for predicate in self.scene.predicates)
        lead = [chunk for chunk in self.chunks[max(0, group.first - 2) : group.first] if chunk.has("sets_off")]
        harmed = harmed or bool(lead) or self._blamed(group) or self._hits(group)
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        return (
            harmed
            or self._wrecks(group)
            or any("exploded" in predicate.actions for predicate in self.scene.predicates)
            or (after is not None and after.value("nonclaim") == "event")
        )

    def _hits(self, group: Group) -> bool:
        """ "A roadside bomb hit a bus": the verb that tells of a blast, and what it befell."""
        behind = self.chunks[group.last : group.last + 2]
        known = self.pack.words["indefinite|article|kin_of"]
        befell = len(behind) == 2 and behind[0].has("sets_off") and behind[1].lower in known
        return befell and group.category not in _SHOT and self.pack.articles and not self.pack.free_order

    def _destroys(self, group: Group, predicate: Predicate | None) -> bool:
        """ "Uma mina destruiu um caminhão": a single thing is what blew up where somebody's vehicle is the object."""
        if predicate is None or not (group.article and self.pack.articles and self.pack.free_order):
            return False
        acts = predicate.first == group.last and predicate.form == "verb" and not predicate.passive
        behind = self.chunks[predicate.last : predicate.last + 3]
        articled = bool(behind) and behind[0].lower in self.pack.words["indefinite|article"]
        return acts and articled and not any(chunk.has("thing") for chunk in behind)

    def _charted(self, group: Group) -> bool:
        """ "Maps received in June show 97,000 mines": what a map shows was laid."""
        laid = group.kind == "ordnance" and group.category not in _SHOT
        return laid and any(chunk.has("chart") and chunk.end <= group.start for chunk in self.chunks)

    def _layer(self, group: Group, predicate: Predicate | None) -> str | None:
        """ "militants laid 30 mines": the subject of an active verb of laying."""
        if predicate is None or predicate.actions != {"laid"} or predicate.passive:
            return None
        if self.pack.genitive and group.last == predicate.first:
            return self._laid_behind(predicate)
        if group.first < predicate.last:
            return None
        if predicate.form not in ("verb", "ahead") or group.first - predicate.last > 2:
            return None
        words = self.pack.words
        last = predicate.first
        while last > 0 and (
            self.chunks[last - 1].lower in words["auxiliary"]
            or self.pack.adverb(self.chunks[last - 1].lower)
            or self.chunks[last - 1].text == '"'
            or self.chunks[last - 1].has("running")
            or (self.chunks[last - 1].kind == "period" and self.pack.genitive)
        ):
            last -= 1
        first = last
        while first > 0 and last - first < 5 and self._nominal(self.chunks[first - 1]):
            first -= 1
        if self.pack.genitive:
            # "у села Велм армия ставила": where it was is no one who laid them
            inside = [run.last for run in self.scene.places if first <= run.last <= last]
            first = max([first, *inside])
        named = [chunk for chunk in self.chunks[first:last] if chunk.lower not in words["definite"]]
        if not named or any(chunk.has("person", "deminer") or chunk.has("thing") for chunk in named):
            return None
        text, at = "", self.chunks[first].start
        for chunk in self.chunks[first:last]:
            text += " " * (chunk.start - at) + chunk.text
            at = chunk.end
        return text

    def _laid_behind(self, predicate: Predicate) -> str | None:
        """ "Мины ставили боевики Рохана": who stands behind the verb, where the things stand before it."""
        last = predicate.last
        while last < len(self.chunks) and last < predicate.last + 4 and self._nominal(self.chunks[last]):
            last += 1
        named = self.chunks[predicate.last : last]
        if not named or not (named[0].has("person") or named[0].has("office")):
            return None
        return " ".join(chunk.text for chunk in named)

    def _nominal(self, chunk: Chunk) -> bool:
        words = self.pack.words
        light = chunk.lower in words["function"] and chunk.lower not in words["of|article"]
        verb = chunk.means(("action", "outcome", "speech", "place_cue", "according", "cue"))
        return chunk.kind in ("word", "lex") and not light and not verb

    def _default_actions(self, draft: Draft, group: Group) -> None:
        """Without a verb of its own a count goes on with the action before it; in a report it counts finds."""
        summed = "G20" in group.rules or (group.cue == "in total" and group.generic and group.category != "mixed")
        among = group.cue == "including" and self.pack.genitive and not self._told_before(group)
        if draft.kind != "ordnance" or draft.actions or not (group.cue is None or summed or among):
            return
        blown = bool(group.first) and self.chunks[group.first - 1].has("sets_off") and self.pack.articles
        if blown or (group.article and self._wrecks(group)):
            draft.actions = {"exploded"}  # "ran over two mines"
            return
        if self._taken_off(group):
            draft.actions = {"cleared"}
            return
        if self._lies_within(group):
            draft.actions, draft.form = {"present"}, "stock"
            return
        if group.article and (beside := self._beside_counted(group)) is not None:
            draft.actions = set(beside.done) or {"found"}
            return
        if self.before.actions and (group.generic or group.number.form in ("vague", "digits", "words")):
            draft.actions = set(self.before.actions)
        elif not group.article or self._told_apart(group):
            counted = {"cleared"} if self._amid_clearance(group) else {"found"}
            draft.actions = {"exploded"} if group.article and self._identified(group) else counted
        draft.rules.append("P07")

    def _told_before(self, group: Group) -> bool:
        """Whether there are things before a figure of which it may be a part: "Среди найденного 36 мин" has none."""
        here = any(other.kind == "ordnance" and other.last <= group.first for other in self.scene.groups)
        return here or any(other.kind == "ordnance" for other in self.before.counted)

    def _nearest_unit(self, predicate: Predicate) -> Unit | None:
        before = [
            unit
            for unit in self.scene.units
            if unit.last <= predicate.first and any(group.kind in ("ordnance", "area") for group in unit.groups)
        ]
        return before[-1] if before else None

    def _found_before(self, group: Group) -> frozenset[str]:
        """ "blew up 12 mines found in Orn", "seized a cache of 60 mines discovered there": both were done to them."""
        before = [one for one in self.scene.predicates if one.last <= group.first and not one.passive]
        behind = [one for one in self.scene.predicates if one.first == group.last and one.form == "verb"]
        told = before and behind and behind[0].actions == {"found"} and not behind[0].passive
        if not told or not self.pack.articles or before[-1].form != "verb":
            return frozenset()
        gap = self.chunks[before[-1].last : group.first]
        near = len(gap) <= _LOT and all(chunk.kind in ("word", "lex") and not chunk.has("speech") for chunk in gap)
        return before[-1].actions | behind[0].actions if near and before[-1].actions <= _DEALT_WITH else frozenset()

    def _main_verb(self, group: Group, reduced: Predicate) -> frozenset[str]:
        """ "a bomb, found under a school, was carried off": the verb behind a clause between commas."""
        plain = self.pack.articles and reduced.first == group.last  # "a bomb found in a school was defused"
        if not plain and (self.chunks[group.last].text != "," or reduced.first != group.last + 1):
            return frozenset()
        for later in self.scene.predicates:
            lead = self.chunks[reduced.last : later.first]
            parted = any(chunk.text in (",", ";") for chunk in lead)
            if later.first > reduced.last and later.passive and parted is not plain:
                between = [other for other in self.scene.groups if reduced.last <= other.first < later.first]
                return frozenset() if between else later.actions & {"cleared", "found", "seized"}
        return frozenset()

    def _and_then(self, predicate: Predicate) -> frozenset[str]:
        """ "was found at Orn and made safe": a second participle of the same subject."""
        if not predicate.passive or "found" not in predicate.actions:
            return frozenset()
        words = self.pack.words
        for later in self.scene.predicates:
            gap = self.chunks[predicate.last : later.first]
            while gap and (gap[-1].lower in words["auxiliary"] - words["and"] or self.pack.adverb(gap[-1].lower)):
                gap.pop()
            joined = bool(gap) and later.first > predicate.last and gap[-1].lower in words["and"]
            if joined and not any(chunk.text in (",", ";") or chunk.kind == "number" for chunk in gap):
                told = [other for other in self.scene.groups if other.kind != "area" or not other.article]
                between = [other for other in told if predicate.last <= other.first < later.first]
                return frozenset() if between or later.outcome else later.actions & {"cleared"}
        return frozenset()
