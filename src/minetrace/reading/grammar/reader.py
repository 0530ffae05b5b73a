"""One sentence read by the grammar: its groups with their predicates become drafts."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, number_of
from minetrace.reading.grammar.aboard import is_aboard
from minetrace.reading.grammar.clauses import Unit, coordinate, delimit
from minetrace.reading.grammar.cues import CueMarker
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.governing import attach
from minetrace.reading.grammar.group import UNSPECIFIED, Group
from minetrace.reading.grammar.groups import GroupReader
from minetrace.reading.grammar.own_clauses import with_own_clauses
from minetrace.reading.grammar.portions import is_difference, is_portion
from minetrace.reading.grammar.predicates import Predicate, find_predicates
from minetrace.reading.grammar.things import Things
from minetrace.reading.grammar.unreal import is_rate
from minetrace.reading.grammar.victims import Victims
from minetrace.reading.numbers import counted

_STEM = 5
"""Letters by which a noun is known again in another case."""


class SentenceReader(CueMarker, Victims, Things):
    """Applies the rules of groups and predicates to one sentence."""

    def read(self) -> list[Draft]:
        """The drafts of the sentence, in the order of the text."""
        scene = self.scene
        groups = GroupReader(self.sentence, self.pack, scene.makes, scene.layers).read()
        groups = self._without_named(groups)
        self._mark_cues(groups)
        self._mark_compared(groups)
        self._opens_with_part(groups)
        self._opens_with_total(groups)
        self._mark_running_totals(groups)
        scene.groups = groups
        scene.predicates = find_predicates(self.sentence, groups, self.pack)
        units = coordinate(self.sentence, groups, self.pack)
        scene.units = with_own_clauses(units, scene.predicates, self.chunks, self.pack)
        drafts: list[Draft] = []
        for unit in scene.units:
            for group in unit.groups:
                draft = self._draft(group, unit)
                if draft is not None:
                    drafts.append(draft)
        counted = {id(draft.source) for draft in drafts}
        for unit in scene.units:
            unit.groups = [group for group in unit.groups if id(group) in counted]
        scene.units = [unit for unit in scene.units if unit.groups]
        delimit(self.sentence, scene.units, self.pack)
        drafts += self._named()
        self._listed_names(drafts)
        scene.drafts = sorted(drafts, key=lambda draft: (draft.start, draft.end))
        return scene.drafts

    # -- drafts ------------------------------------------------------------------------------------------------
    def _draft(self, group: Group, unit: Unit) -> Draft | None:
        predicate, rule = attach(self.sentence, group, unit.groups, self.scene.predicates, self.scene.groups, self.pack)
        if (predicate is not None and predicate.unreal) or is_rate(self.chunks, group, self.pack):
            return None
        whole = group.outcome is None and is_portion(self.chunks, group, predicate, self.pack)
        if whole or is_difference(self.chunks, group, self.pack):
            return None
        if predicate is not None and predicate not in unit.predicates:
            unit.predicates.append(predicate)
        if self._restates(group, predicate):
            group.fate = group.outcome or (predicate.outcome if predicate is not None else None)
            self.scene.restated.append(group)
            return None
        if group.fronted and predicate is not None and self._said_of_part(group, predicate):
            predicate, rule = None, ""
        kind = self._kind(group, unit, predicate)
        if kind is None:
            return None
        if group.unit in ("item", "person"):
            group.number = counted(group.number)
        number = group.number
        draft = Draft(
            kind,
            group.start,
            group.end,
            self.sentence.index,
            number.value,
            number.low,
            number.high,
            group.unit,
            number.hedge,
        )
        verb = self.chunks[max(0, predicate.first - 2) : predicate.first] if predicate is not None else []
        if number.hedge == "exact" and any(chunk.has("hedge", "reportedly") for chunk in verb):
            draft.hedge = "reportedly"
        draft.source = group
        draft.rules = [*group.rules, *([rule] if rule else [])]
        draft.chunks = [("group", group.start, group.end)]
        if predicate is not None:
            draft.chunks.append(("predicate", predicate.start, predicate.end))
        if kind == "casualty":
            return self._casualty(draft, group, unit, predicate)
        return self._thing(draft, group, unit, predicate, rule)

    def _kind(self, group: Group, unit: Unit, predicate: Predicate | None) -> str | None:
        if group.kind == "area":
            return self._area_kind(group, predicate)
        if group.kind == "ordnance":
            return "ordnance" if self._counts_things(group, predicate) else None
        if group.kind == "person":
            if group.definite and self.before.outcome is not None and not self._introduced(group, unit):
                # "the shepherd died at once": told before
                return None
            harmed = self._harmed(group, unit, predicate) and not is_aboard(self.chunks, group, self.pack)
            return "casualty" if harmed else None
        return self._bare_kind(group, unit, predicate)

    def _harmed(self, group: Group, unit: Unit, predicate: Predicate | None) -> bool:
        if group.outcome is not None:
            return True
        if self.pack.genitive and (self._of_family(group) or self._engaged(group)):
            return False
        behind = self.chunks[group.last] if group.last < len(self.chunks) else None
        if behind is not None and behind.has("fate") and self.pack.genitive:
            group.outcome = behind.value("fate")
            return True
        if self._harm_behind(group):
            return True
        if self.pack.genitive and self._cared_for(group):
            group.outcome = "injured"
            return True
        tallied = [
            s for c in self.chunks[max(0, group.first - 8) : group.first] for s in c.senses if s.kind == "tally_noun"
        ]
        if predicate is not None and predicate.outcome is not None and not (tallied and self.pack.head_final):
            verb = self.chunks[max(0, predicate.first - 2) : predicate.first]
            return not any(chunk.lower in self.pack.words["be_not"] for chunk in verb)
        if tallied and tallied[-1].flags.get("outcome") and not self.pack.articles:
            # "число жертв мин выросло до 41 человека"
            group.outcome = str(tallied[-1].flags["outcome"])
            return True
        behind = self.chunks[group.last] if group.last < len(self.chunks) else None
        if behind is not None and behind.has("fate"):
            group.outcome = behind.value("fate")
            group.rules += ["G25"] if self.pack.articles else []
            return True
        copula = any({"G10", "G26"} & set(other.rules) for other in unit.groups) or group.cue is not None
        whole = self._whole_before(group)
        if copula and self.scene.restated and self.scene.restated[-1].fate and group.cue is None:
            group.outcome = self.scene.restated[-1].fate  # "Of the 61 dead, 47 were civilians"
            return True
        if whole is not None and group.group != "all" and not copula:
            # "118 victims: 83 civilians, 17 of them children, and 35 combatants"
            copula = group.of_them or "G29" in whole.rules
            if any(chunk.text == ":" for chunk in self.chunks[whole.last : group.first]) or copula:
                group.rules.append("G29")
                copula = True
        copula = copula or (group.of_them and self.pack.articles and whole is not None)
        if copula and whole is not None and whole.kind == "ordnance" and self.pack.articles:
            # "Ten people were hurt by a mine; four are children"
            whole = next((one for one in reversed(self._groups_before(group)) if one.kind == "person"), whole)
        if copula and whole is not None and whole.kind == "person" and (whole.outcome or whole.fate):
            group.outcome = whole.outcome or whole.fate
            return True
        if whole is not None and whole.kind == "person" and group.cue is not None and not whole.harmed:
            # "12,400 people, including 7,800 children, attended": the whole is not harmed
            return False
        if group.cue is not None and any(o.kind == "bare" and o.last <= group.first for o in self.scene.groups):
            # "staff numbered 3,870, of whom 530 were women": of a figure that is not ours
            return False
        nouns = self.chunks[group.first + 1 : group.first + 2] if self.pack.articles else []
        such = any(chunk.lower in self.pack.words["such"] for chunk in nouns)
        if (copula or such) and self.before.outcome is not None:
            group.outcome = self.before.outcome
            return True
        return False

    def _category(self, group: Group) -> str | None:
        """What things are: by their noun, or, where it is any thing's, by what was told before."""
        such = any(chunk.lower in self.pack.words["such"] for chunk in self.chunks[group.first : group.last])
        if such and self.before.thing == "IED" and group.category in ("UXO", "ERW", UNSPECIFIED):
            return "IED"  # "two similar bombs", "such charges"
        items = self.chunks[group.last - 1].lower in self.pack.words["any_kind"]
        if not group.generic or group.unit != "item" or group.category == "mixed" or items:
            return group.category
        noun = self.chunks[group.last - 1].lower[:_STEM]
        known = self._improvised(group) if self.pack.articles else self.before.kinds.get(noun)
        return known or (self.before.thing if such else None) or self.before.category or group.category

    def _thing(self, draft: Draft, group: Group, unit: Unit, predicate: Predicate | None, rule: str) -> Draft | None:
        draft.category = self._category(group) if draft.kind != "area" else None
        draft.model = group.model
        if group.make is not None:
            draft.made_in, draft.made_year = group.make.country, group.make.year
        draft.laid_by = group.laid_by or self._layer(group, predicate) or self._armed_group(group)
        draft.actions = set(group.actions)
        state = self._state_of_land(group)
        remains = state is not None and self._remains(group)
        if state is not None and (
            remains or predicate is None or predicate.actions <= {"surveyed", "found", "present", state}
        ):
            predicate = None
            draft.actions = {state}
        if predicate is not None:
            draft.actions |= set(predicate.actions)
            draft.form = predicate.form if not predicate.passive else "verb"
            led = predicate.last <= group.first and not predicate.passive
            led = led or (predicate.passive and self._only_thing(group))
            if group.kind == "ordnance" and self._set_off_by_others(group, predicate):
                draft.actions = {"exploded"}
            elif led and "exploded" in draft.actions and not self.pack.free_order:
                # engineers who detonate things clear them
                draft.actions = (draft.actions - {"exploded"}) | {"cleared"}
        if not draft.actions & {"found", "cleared", "laid"} and self._charted(group):
            draft.actions, draft.form = {"laid"}, "stock"
        if group.generic and group.category == "mixed":
            draft.actions.add("found")
        behind = self._behind(group, predicate)
        draft.actions |= set(behind.actions) if behind is not None else self._found_before(group)
        if rule == "P03" and predicate is not None:
            draft.actions |= self._main_verb(group, predicate)
        if predicate is not None and predicate.first >= group.last and self.pack.articles:
            draft.actions |= self._and_then(predicate)
        for extra in self.scene.predicates:
            if extra.adds and extra is not predicate and extra.actions and self._nearest_unit(extra) is unit:
                draft.actions |= set(extra.actions)
                draft.rules.append("P04")
        if self._destroys(group, predicate) or self._is_culprit(group, predicate):
            draft.actions = {"exploded"}
        if group.article and not draft.actions & {"found", "cleared", "seized"} and self._explodes(group):
            draft.actions = {"exploded"}
        if draft.kind == "area":
            draft.actions = self._said_of_land(draft, group, predicate)
            if not draft.actions and not group.told:
                return None
        else:
            draft.actions -= {"contaminated", "suspected", "released", "surveyed"}
            self._default_actions(draft, group)
        if predicate is None or predicate.actions != {"present"}:  # "the number still in the ground"
            draft.actions = set(group.told) or draft.actions
        group.done = frozenset(draft.actions)
        return draft

    def _behind(self, group: Group, predicate: Predicate | None) -> Predicate | None:
        """ "обнаруженные 45 мин уничтожены": the verb behind a noun that a participle stands before."""
        led = predicate is not None and self.pack.free_order and predicate.passive and predicate.last == group.first
        if not led or predicate is None or number_of(self.chunks[predicate.first]) is None:
            return None
        verbs = [other for other in self.scene.predicates if other.first == group.last and other.passive]
        return verbs[0] if verbs else None

    def _casualty(self, draft: Draft, group: Group, unit: Unit, predicate: Predicate | None) -> Draft | None:
        outcome = group.outcome
        if (
            predicate is not None
            and predicate.outcome is not None
            and (
                outcome is None
                or (
                    predicate.outcome in ("killed", "injured")
                    and outcome == "affected"
                    and self._is_close(group, predicate)
                )
            )
        ):
            outcome = predicate.outcome
        if outcome is None:
            return None
        if predicate is not None and (predicate.event or self._died_of_it(group, predicate)):
            outcome = self._ended(predicate) or outcome
        described = self.pack.genitive and bool({"G10", "G26"} & set(group.rules))
        if self._points_back(group) and (described or (draft.value, outcome) in self.before.harmed):
            # "two were hurt; both are in hospital", "все трое - сельчане": told before
            return None
        group.group = self._who(group, predicate)
        outcome = self._fate_of_whole(group, predicate) or self._what_it_cost(group, outcome) or outcome
        draft.outcome, draft.group, draft.unit = outcome, group.group or "all", "person"
        group.harmed, group.fate = True, outcome
        draft.cause = group.cause or "explosive ordnance"
        if (
            group.kind == "person"
            and predicate is not None
            and predicate.first >= group.last
            and outcome == predicate.outcome
        ):
            self._take_verb(draft, group, unit, predicate)
        elif predicate is not None and self._leads(group, predicate, outcome):
            draft.start = predicate.start
        elif (
            predicate is not None
            and "G02" in group.rules
            and self._shared_noun(group) is None
            and predicate.form == "verb"
            and not predicate.passive
        ):
            gap = self.chunks[predicate.last : group.first]
            if predicate.last <= group.first and outcome == predicate.outcome and all(c.has("hedge") for c in gap):
                # "wounded nine", "injuring 40": a number alone says little without its verb
                draft.start = predicate.start
        return draft

    def _fate_of_whole(self, group: Group, predicate: Predicate | None) -> str | None:
        """ "12 of whom were women, and 60 were injured": told by kind behind its whole, so of the fate of the whole."""
        told = group.of_them and ({"G10", "G26"} & set(group.rules) or self._between_commas(group))
        whole = self._whole_before(group) if told else None
        if whole is None or whole.kind != "person" or (predicate is not None and predicate.first < group.last):
            return None
        return whole.fate

    def _points_back(self, group: Group) -> bool:
        """ "both", "all three": people told of before."""
        lead = self.chunks[group.first - 1] if group.first else self.chunks[group.first]
        return self.chunks[group.first].lower in self.pack.words["both"] or lead.lower in self.pack.words["all"]

    def _ended(self, predicate: Predicate) -> str | None:
        """ "подорвался на мине и погиб": how it ended for the same persons, where the sentence says so."""
        for later in self.scene.predicates:
            if later.first < predicate.last or later.outcome not in ("killed", "injured"):
                continue
            between = [group for group in self.scene.groups if predicate.last <= group.first < later.first]
            named = any(predicate.last <= persons.first < later.first for persons in self.scene.persons)
            other = named or any(group.kind in ("person", "bare") for group in between)
            return None if other or later.number not in (predicate.number, None) else later.outcome
        return None

    def _leads(self, group: Group, predicate: Predicate, outcome: str) -> bool:
        """ "ранен водитель", "погибли 45 человек": where the verb may stand first, it belongs to the quote."""
        if not self.pack.free_order or outcome != predicate.outcome or predicate.last > group.first:
            return False
        told = self.chunks[predicate.first : predicate.last]
        several = any(chunk.lower in self.pack.words["either"] for chunk in told)
        # "han caído en minas 12.478 personas": more verb than noun says what the figure is of without it
        several = several or (self.pack.articles and predicate.end - predicate.start > group.end - group.start)
        gap = self.chunks[predicate.last : group.first]
        return not several and group.number.form != "range" and all(chunk.kind == "period" for chunk in gap)

    def _take_verb(self, draft: Draft, group: Group, unit: Unit, predicate: Predicate) -> None:
        """The quote takes a verb that follows at once: "two men were killed", "48 of them died"."""
        gap = self.chunks[group.last : predicate.first]
        parted = [chunk.text for chunk in gap if chunk.text in (",", ";")]
        other = any(chunk.has("person") for chunk in gap[:3] if chunk is not gap[0]) and not parted
        if "G17" in group.rules and not self.pack.articles and not other and parted in ([], [",", ","]):
            # "тракторист наехал на мину и погиб", "тракторист, 43-летний Иво Керн, погиб"
            draft.end = self.chunks[predicate.last - 1].end
            return
        bare = "G02" in group.rules
        gap = self._over_complement(gap)
        near = len(gap) <= (5 if bare else 1) and (bare or len(unit.groups) == 1)
        either = draft.outcome == "affected" and any(
            not self.pack.words["either"].isdisjoint(chunk.lower.split())
            for chunk in self.chunks[predicate.first : predicate.last]
        )
        if (
            near
            and not either
            and (bare or not predicate.perfect)
            and all(chunk.lower in self.pack.words["auxiliary"] or self.pack.adverb(chunk.lower) for chunk in gap)
        ):
            draft.end = self.chunks[predicate.last - 1].end

    def _over_complement(self, gap: list[Chunk]) -> list[Chunk]:
        """ "four employees of the Agency | were killed", "people | reportedly killed": what only says who they are."""
        words = self.pack.words
        gap = [chunk for chunk in gap if not chunk.has("hedge", "reportedly") and chunk.data != "age"]
        if self.pack.articles and self.pack.free_order:
            # "dos niños barí fallecieron": an adjective behind its noun
            adjective = bool(gap) and gap[0].kind == "word" and gap[0].text.islower()
            gap = gap[1:] if adjective and gap[0].lower not in words["function"] else gap
        of = bool(gap) and self.pack.articles and gap[0].lower in words["of"]
        end = next((at for at, chunk in enumerate(gap) if at and chunk.lower in words["auxiliary"]), len(gap))
        named = all(chunk.kind in ("word", "lex") and not chunk.has("thing") for chunk in gap[:end])
        return gap[end:] if of and named and end <= 7 else gap
