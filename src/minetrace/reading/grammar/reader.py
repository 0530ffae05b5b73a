"""One sentence read by the grammar: its groups with their predicates become drafts."""

from __future__ import annotations

from dataclasses import dataclass, field

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.grammar.clauses import Unit, coordinate, delimit
from minetrace.reading.grammar.drafts import Draft, Place
from minetrace.reading.grammar.groups import UNSPECIFIED, Group, GroupReader, capital_modifier
from minetrace.reading.grammar.predicates import Predicate, attach, find_predicates
from minetrace.reading.names import Run
from minetrace.reading.numbers import Number
from minetrace.reading.ordnance import Layer, Make
from minetrace.reading.pack import Pack
from minetrace.reading.people import Persons


@dataclass(slots=True, eq=False)
class Scene:
    """What one sentence holds for the grammar besides its chunks."""

    sentence: Sentence
    runs: list[Run]
    places: list[Run]
    makes: list[Make]
    layers: list[Layer]
    persons: list[Persons]
    periods: list[Chunk]
    groups: list[Group] = field(default_factory=list)
    predicates: list[Predicate] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    restated: list[Group] = field(default_factory=list)


@dataclass(slots=True)
class Before:
    """What the sentences before hand on: the last noun of a group, the last outcome, whether hazards were named."""

    category: str | None = None
    outcome: str | None = None
    group: str | None = None
    actions: frozenset[str] = frozenset()
    plural_thing: Group | None = None
    hazard: bool = False
    values: set[int | float] = field(default_factory=set)


class SentenceReader:
    """Applies the rules of groups and predicates to one sentence."""

    def __init__(self, scene: Scene, pack: Pack, before: Before) -> None:
        self.scene, self.pack, self.before = scene, pack, before
        self.sentence = scene.sentence
        self.chunks = scene.sentence.chunks

    def read(self) -> list[Draft]:
        """The drafts of the sentence, in the order of the text."""
        scene = self.scene
        groups = GroupReader(self.sentence, self.pack, scene.makes, scene.layers).read()
        groups = self._without_named(groups)
        self._mark_cues(groups)
        self._opens_with_total(groups)
        self._mark_running_totals(groups)
        scene.groups = groups
        scene.predicates = find_predicates(self.sentence, groups, self.pack)
        scene.units = coordinate(self.sentence, groups, self.pack)
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
        scene.drafts = sorted(drafts, key=lambda draft: (draft.start, draft.end))
        return scene.drafts

    def _without_named(self, groups: list[Group]) -> list[Group]:
        """Roles inside a coordination of names are counted with it."""
        spans = [(persons.first, max(persons.last, self._apposition_end(persons))) for persons in self.scene.persons]
        return [group for group in groups if not any(a <= group.first < b and group.article for a, b in spans)]

    def _mark_cues(self, groups: list[Group]) -> None:
        """Which group is cut from another, or sums others: by the cue before or after it."""
        chunks = self.chunks
        for position, group in enumerate(groups):
            at = group.first - 1
            while at >= 0 and (
                chunks[at].lower in ("the", "also", "were", "are", "was")
                or chunks[at].has("cue", "rest")
                or chunks[at].has("cue", "another")
            ):
                at -= 1
            before = chunks[at] if at >= 0 else None
            if before is not None and before.value("cue") in ("including", "of which", "in total"):
                group.cue = before.value("cue")
                if before.lower in self.pack.words["weak_cues"]:
                    group.cue = None
            elif before is not None and before.text == "(":
                group.cue = "paren"
            if (
                group.cue is None
                and position
                and groups[position - 1].cue in ("including", "paren", "of which")
                and self._same_list(groups[position - 1], group)
            ):
                group.cue = groups[position - 1].cue
            after = chunks[group.last] if group.last < len(chunks) else None
            if (
                after is not None
                and after.value("cue") in ("including", "in total")
                and after.lower in self.pack.words["trailing_cues"]
            ):
                group.cue = after.value("cue")
                if after.value("cue") == "in total":
                    group.end, group.last = after.end, group.last + 1

    def _opens_with_total(self, groups: list[Group]) -> None:
        """ "In total, 26 mines were found": the cue opens the sentence."""
        if groups and groups[0].cue is None and any(chunk.has("cue", "in total") for chunk in self.chunks[:2]):
            groups[0].cue = "in total"

    def _mark_running_totals(self, groups: list[Group]) -> None:
        """ "bringing the total since 1994 to 1,240 mines": a total with a start of its own."""
        for group in groups:
            at = group.first - 1
            if at < 0 or self.chunks[at].lower not in self.pack.words["brought_to"]:
                continue
            lead = self.chunks[max(0, at - 12) : at]
            total = next(
                (i for i, chunk in enumerate(lead) if chunk.has("tally_noun") or chunk.has("cue", "in total")), None
            )
            started = total is not None and any(c.kind == "period" and c.data.kind == "since" for c in lead[total:])
            group.brought = started
            group.cue = None if started else group.cue

    def _same_list(self, before: Group, group: Group) -> bool:
        between = self.chunks[before.last : group.first]
        joined = [chunk.text for chunk in between if chunk.text == "," or chunk.lower in self.pack.words["and"]]
        if len(joined) == 2 and self._first_of_cue(before):
            # no comma stands before "and" in a list of two: ", and" leaves the list of parts
            return False
        allowed = self.pack.words["conjunction"] | {",", "the"}
        cues = ("another", "rest")
        light = [chunk.has("hedge") or any(chunk.has("cue", cue) for cue in cues) for chunk in between]
        return (
            all(easy or chunk.lower in allowed for easy, chunk in zip(light, between, strict=True))
            and len(between) <= 4
        )

    def _first_of_cue(self, group: Group) -> bool:
        lead = self.chunks[group.first - 1] if group.first else None
        return lead is not None and lead.has("cue", "including")

    # -- drafts ------------------------------------------------------------------------------------------------
    def _draft(self, group: Group, unit: Unit) -> Draft | None:
        predicate, rule = attach(self.sentence, group, unit.groups, self.scene.predicates, self.scene.groups, self.pack)
        if predicate is not None and predicate not in unit.predicates:
            unit.predicates.append(predicate)
        if self._restates(group, predicate):
            self.scene.restated.append(group)
            return None
        kind = self._kind(group, unit, predicate)
        if kind is None:
            return None
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
        draft.source = group
        draft.rules = [*group.rules, *([rule] if rule else [])]
        draft.chunks = [("group", group.start, group.end)]
        if predicate is not None:
            draft.chunks.append(("predicate", predicate.start, predicate.end))
        if kind == "casualty":
            return self._casualty(draft, group, unit, predicate)
        return self._thing(draft, group, unit, predicate)

    def _restates(self, group: Group, predicate: Predicate | None) -> bool:
        """ "Of the 45 dead, 35 ...": the 45 points back and is no new claim."""
        at = group.first - 1
        while at >= 0 and self.chunks[at].lower in ("the", "these", "those", "all"):
            at -= 1
        if at < 0 or group.kind == "bare" and group.of_them:
            return False
        lead = self.chunks[at]
        opened = lead.lower in self.pack.words["fronting"] and all(chunk.kind == "sign" for chunk in self.chunks[:at])
        opened = opened or (
            at < group.first - 1 and (lead.lower in self.pack.words["fronting"] or lead.has("cue", "of which"))
        )
        fronted = opened and group.number.form in ("digits", "words") and not group.of_them
        group.fronted = fronted and group.number.value not in self.before.values
        return fronted and not group.fronted

    def _kind(self, group: Group, unit: Unit, predicate: Predicate | None) -> str | None:
        if group.kind == "area":
            return self._area_kind(group, predicate)
        if group.kind == "ordnance":
            return "ordnance" if self._counts_things(group, predicate) else None
        if group.kind == "person":
            return "casualty" if self._harmed(group, unit, predicate) else None
        return self._bare_kind(group, unit, predicate)

    def _area_kind(self, group: Group, predicate: Predicate | None) -> str | None:
        if group.article or (not self.before.hazard and predicate is None):
            return None
        actions = predicate.actions if predicate else frozenset()
        if group.unit in ("km", "building"):
            near = predicate is not None and (
                0 <= predicate.first - group.last <= 6 or 0 <= group.first - predicate.last <= 3
            )
            return (
                "area"
                if near and actions & {"cleared", "surveyed"} and group.number.form in ("digits", "words")
                else None
            )
        return "area"

    def _counts_things(self, group: Group, predicate: Predicate | None) -> bool:
        actions = predicate.actions if predicate else frozenset()
        if group.number.form == "none":
            return self._plural_counts(group, predicate)
        if group.article:
            return self._single_counts(group, predicate)
        if group.generic:
            known = self.before.category is not None or self.before.hazard
            lead = self.chunks[group.first - 1] if group.first else None
            equated = lead is not None and lead.has("tally_verb")
            mixed = group.category == "mixed" and group.unit == "item"
            listed = mixed and bool(actions or group.cue or self._heads_list(group))
            summed = group.cue == "in total"
            return listed or (known and (bool(actions) or equated or summed))
        if group.adjective and group.number.value is None:
            return False
        return True

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
        if predicate is None or not predicate.actions & {"found", "seized"} or predicate.form == "noun":
            return False
        gap = (
            self.chunks[group.last : predicate.first]
            if predicate.first >= group.last
            else self.chunks[predicate.last : group.first]
        )
        if predicate.first >= group.last and not predicate.passive and predicate.form != "intransitive":
            return False
        if any(chunk.text == ":" for chunk in gap):
            return True
        numbered = any(
            other.kind == "ordnance" and other.number.form != "none" and other.category == group.category
            for other in self.scene.groups
        )
        return not numbered and all(chunk.kind != "number" for chunk in gap) and len(gap) <= 14

    def _single_counts(self, group: Group, predicate: Predicate | None) -> bool:
        """A single thing counts where it is told apart: its type, its maker, who laid it; "a mine" alone is a cause."""
        named = capital_modifier(self.chunks, group)
        lead = self.chunks[group.first - 1] if group.first else None
        if (
            lead is not None
            and lead.lower in self.pack.words["by"]
            and not (predicate and predicate.outcome or self._explodes(group))
        ):
            return False
        special = group.category != UNSPECIFIED or group.laid_by or group.model or named
        if group.generic or not special:
            return (
                bool(predicate and predicate.actions & {"found", "cleared", "seized"})
                and not group.generic
                and not group.another
            )
        if not (predicate and predicate.actions) and not self._explodes(group):
            return False
        if named and group.laid_by is None and group.category == UNSPECIFIED:
            group.laid_by = named
        return True

    def _harmed(self, group: Group, unit: Unit, predicate: Predicate | None) -> bool:
        if group.outcome is not None:
            return True
        if predicate is not None and predicate.outcome is not None:
            return True
        copula = any("G10" in other.rules for other in unit.groups) or group.cue is not None
        whole = self._whole_before(group)
        if copula and whole is not None and whole.kind == "person" and whole.outcome is not None:
            group.outcome = whole.outcome
            return True
        if copula and self.before.outcome is not None:
            group.outcome = self.before.outcome
            return True
        return False

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
            if predicate.outcome is not None and not group.number.form == "vague":
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
        if group.of_them and self.before.plural_thing is not None:
            return self._inherit(group, self.before.plural_thing)
        return None

    def _is_close(self, group: Group, predicate: Predicate) -> bool:
        if predicate.first >= group.last:
            gap = self.chunks[group.last : predicate.first]
            return len(gap) <= 5 and all(
                chunk.lower in self.pack.words["auxiliary"] or chunk.lower.endswith("ly") or chunk.has("cue")
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
            and not after.lower.endswith("ly")
        )

    def _inherited_group(self, group: Group) -> str:
        if group.another and group.article:
            before = [other for other in self.scene.groups if other.kind == "person" and other.first < group.first]
            return (before[-1].group or "all") if before else "all"
        return "all"

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
        joined = before is not None and (
            before.lower in self.pack.words["conjunction"] or before.text in (",", ";", ":")
        )
        placed = after is not None and (after.has("place_cue") or after.has("direction") or after.kind == "period")
        big = group.number.form == "digits" and (group.number.value or 0) >= 2
        return joined and placed and big

    def _said_of(self, group: Group) -> Group | None:
        """ "... killed six; the Observatory says seven", "civilians killed this year now total 139"."""
        chunks = self.chunks
        at = group.first - 1
        while at >= 0 and chunks[at].has("hedge"):
            at -= 1
        lead = chunks[at] if at >= 0 else None
        after = chunks[group.last] if group.last < len(chunks) else None
        closed = after is None or after.kind in ("sign", "period") or after.has("cue")
        if lead is None or not closed:
            return None
        if lead.has("speech"):
            before = self._whole_before(group)
            if before is not None:
                group.rules.append("G11")
                return before
            return None
        brought = lead.lower in self.pack.words["brought_to"] and any(
            chunk.has("tally_noun") or chunk.has("cue", "in total") for chunk in chunks[max(0, at - 7) : at]
        )
        if not lead.has("tally_verb") and not lead.has("tally_noun") and not brought:
            return None
        named = next(
            (s for chunk in chunks[:at] for s in chunk.senses if s.kind == "tally_noun" and s.flags.get("outcome")),
            None,
        )
        if named is not None:
            group.rules.append("G13")
            return Group("person", Number(None), 0, 0, 0, 0, group="all", outcome=str(named.flags["outcome"]))
        for chunk in reversed(chunks[: at + 1]):
            if chunk.text in (";", ":"):
                return None
            tallied = any(other.has("tally_noun") and other.end <= chunk.start for other in chunks[:at])
            if lead.lower in self.pack.words["be"] and not tallied:
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
                counted = noun.outcome is not None if noun.kind == "person" else bool(noun.actions)
                if counted and not (noun.kind == "ordnance" and outcome is not None):
                    group.rules.append("G13")
                    group.actions = noun.actions
                    return noun
        before = self._whole_before(group)
        return before if brought else None

    def _inherit(self, group: Group, whole: Group) -> str | None:
        if whole.kind == "person":
            group.kind, group.unit, group.group = "person", "person", whole.group
            group.outcome = whole.outcome
            return "casualty"
        group.kind, group.unit = whole.kind, whole.unit
        group.category = whole.category
        group.rules.append("G08")
        return "ordnance" if whole.kind == "ordnance" else "area"

    def _thing(self, draft: Draft, group: Group, unit: Unit, predicate: Predicate | None) -> Draft | None:
        draft.category = group.category
        if group.generic and group.unit == "item" and group.category != "mixed":
            draft.category = self.before.category or group.category
        if draft.kind == "area":
            draft.category = None
        draft.model = group.model
        if group.make is not None:
            draft.made_in, draft.made_year = group.make.country, group.make.year
        draft.laid_by = group.laid_by
        draft.actions = set(group.actions)
        if predicate is not None:
            draft.actions |= set(predicate.actions)
            draft.form = predicate.form if not predicate.passive else "verb"
            if predicate.last <= group.first and not predicate.passive and draft.actions == {"exploded"}:
                # engineers who detonate things clear them
                draft.actions = {"cleared"}
        if not draft.actions & {"found", "cleared", "laid"} and self._charted(group):
            draft.actions, draft.form = {"laid"}, "stock"
        if group.generic and group.category == "mixed":
            draft.actions.add("found")
        for extra in self.scene.predicates:
            if extra.adds and extra is not predicate and extra.actions and self._nearest_unit(extra) is unit:
                draft.actions |= set(extra.actions)
                draft.rules.append("P04")
        if group.article and not draft.actions & {"found", "cleared", "seized"} and self._explodes(group):
            draft.actions = {"exploded"}
        allowed = {"cleared", "surveyed", "contaminated", "released", "suspected", "planned"}
        if draft.kind == "area":
            renamed = {"contaminated" if action in ("laid", "present") else action for action in draft.actions}
            draft.actions = renamed & allowed or {"cleared"}
        else:
            draft.actions -= {"contaminated", "suspected", "released", "surveyed"}
            self._default_actions(draft, group)
        return draft

    def _charted(self, group: Group) -> bool:
        """ "Maps received in June show 97,000 mines": what a map shows was laid."""
        return (
            any(chunk.has("chart") and chunk.end <= group.start for chunk in self.chunks) and group.kind == "ordnance"
        )

    def _default_actions(self, draft: Draft, group: Group) -> None:
        """Without a verb of its own a count goes on with the action before it; in a report it counts finds."""
        if draft.kind != "ordnance" or draft.actions or group.cue is not None:
            return
        if self.before.actions and (group.generic or group.number.form in ("vague", "digits", "words")):
            draft.actions = set(self.before.actions)
        elif not group.article:
            draft.actions = {"found"}
        draft.rules.append("P07")

    def _nearest_unit(self, predicate: Predicate) -> Unit | None:
        before = [
            unit
            for unit in self.scene.units
            if unit.last <= predicate.first and any(group.kind in ("ordnance", "area") for group in unit.groups)
        ]
        return before[-1] if before else None

    def _explodes(self, group: Group) -> bool:
        """Whether harm or a blast is said of a single thing."""
        harmed = any(predicate.outcome for predicate in self.scene.predicates)
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        return (
            harmed
            or any("exploded" in predicate.actions for predicate in self.scene.predicates)
            or (after is not None and after.value("nonclaim") == "event")
        )

    def _casualty(self, draft: Draft, group: Group, unit: Unit, predicate: Predicate | None) -> Draft | None:
        outcome = group.outcome
        if (
            predicate is not None
            and predicate.outcome is not None
            and (
                outcome is None
                or predicate.outcome in ("killed", "injured")
                and outcome == "affected"
                and self._is_close(group, predicate)
            )
        ):
            outcome = predicate.outcome
        if outcome is None:
            return None
        draft.outcome, draft.group, draft.unit = outcome, group.group or "all", "person"
        draft.cause = group.cause or "explosive ordnance"
        if (
            group.kind == "person"
            and predicate is not None
            and predicate.first >= group.last
            and outcome == predicate.outcome
        ):
            self._take_verb(draft, group, unit, predicate)
        return draft

    def _take_verb(self, draft: Draft, group: Group, unit: Unit, predicate: Predicate) -> None:
        """The quote takes a verb that follows at once: "two men were killed", "48 of them died"."""
        gap = self.chunks[group.last : predicate.first]
        bare = "G02" in group.rules
        near = len(gap) <= (5 if bare else 1) and (bare or len(unit.groups) == 1)
        if (
            near
            and (bare or not predicate.perfect)
            and all(chunk.lower in self.pack.words["auxiliary"] or chunk.lower.endswith("ly") for chunk in gap)
        ):
            draft.end = self.chunks[predicate.last - 1].end

    # -- persons by name ---------------------------------------------------------------------------------------
    def _named(self) -> list[Draft]:
        found: list[Draft] = []
        for persons in self.scene.persons:
            predicate = self._of_persons(persons)
            if predicate is None or predicate.outcome is None:
                continue
            draft = Draft(
                "casualty",
                persons.start,
                persons.end,
                self.sentence.index,
                persons.count,
                unit="person",
                outcome=predicate.outcome,
                group=persons.group,
                names=persons.names,
            )
            draft.cause = "explosive ordnance"
            if predicate.first >= persons.last:
                draft.end = self.chunks[predicate.last - 1].end
            else:
                draft.start = self.chunks[predicate.first].start
            draft.rules = ["G09", "P01" if predicate.first >= persons.last else "P02"]
            draft.chunks = [("persons", persons.start, persons.end), ("predicate", predicate.start, predicate.end)]
            if not any(other.start <= draft.start and draft.end <= other.end for other in found):
                found.append(draft)
        return found

    def _light(self, chunk: Chunk) -> bool:
        return chunk.lower in self.pack.words["auxiliary"] or chunk.lower.endswith("ly")

    def _apposition_end(self, persons: Persons) -> int:
        """The chunk index behind ", a 33-year-old resident of Barda," after a name; 0 if there is none."""
        if persons.last >= len(self.chunks) or self.chunks[persons.last].text != ",":
            return 0
        for at in range(persons.last + 1, min(len(self.chunks), persons.last + 13)):
            if self.chunks[at].text == ",":
                return at + 1
        return 0

    def _of_persons(self, persons: Persons) -> Predicate | None:
        for predicate in self.scene.predicates:
            if predicate.outcome is None:
                continue
            gap = self.chunks[persons.last : predicate.first]
            light = all(chunk.lower in self.pack.words["auxiliary"] or chunk.lower.endswith("ly") for chunk in gap)
            if predicate.first >= persons.last and len(gap) <= 4 and light:
                return predicate
            appended = self._apposition_end(persons)
            rest = self.chunks[appended : predicate.first]
            if (
                appended
                and predicate.first >= appended
                and len(rest) <= 4
                and all(self._light(chunk) for chunk in rest)
            ):
                return predicate
            lead = self.chunks[predicate.last : persons.first]
            if (
                predicate.last <= persons.first
                and len(lead) <= 4
                and predicate.form == "verb"
                and not predicate.passive
                and all(chunk.kind in ("word", "lex") for chunk in lead)
                and not any(chunk.kind == "number" for chunk in lead)
            ):
                return predicate
        return None


def places_of(runs: list[Run]) -> list[Place]:
    """Places of a clause: a country gives way to anything finer."""
    fine = [run for run in runs if run.kind == "place"]
    return [Place.of(run) for run in (fine or runs)]
