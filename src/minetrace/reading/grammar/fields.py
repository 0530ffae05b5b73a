"""What is said of a figure of land: whether it is of mined land, and what became of it."""

from __future__ import annotations

from minetrace.reading.chunks import single_words
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.land import OF_LAND, SAID_OF_LAND, said_behind, state_of_land
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.grammar.scene import SceneReader

_STATES = frozenset(("contaminated", "suspected"))


class Fields(SceneReader):
    """Decides which areas a sentence counts, and what is told of them."""

    def _area_kind(self, group: Group, predicate: Predicate | None) -> str | None:
        one = group.unit == "m2" and group.number.value == 1  # "half an hour for a square metre"
        if group.article or one or (not self.before.hazard and predicate is None):
            return None
        lead = next((c for c in reversed(self.chunks[: group.first]) if not c.has("hedge")), None)
        if group.number.value == 1 and lead is not None and lead.lower in self.pack.words["share_leads"]:
            # "три евро на один квадратный метр"
            return None
        if lead is not None and lead.lower in self.pack.words["covering"] and not self._mined_before(group):
            # "coca covers 60,000 hectares"
            return None
        actions = predicate.actions if predicate else frozenset()
        emptied = (
            group.unit == "building" and actions & {"cleared"} and self.sentence.spelled(self.pack.words["evacuating"])
        )
        if emptied and not self.sentence.marked("hazard"):
            return None  # "police cleared 300 homes": of people
        if group.unit in ("km", "building"):
            reach = 3 if self.pack.articles else 9
            near = predicate is not None and (
                0 <= predicate.first - group.last <= 6 or 0 <= group.first - predicate.last <= reach
            )
            return (
                "area"
                if near and actions & {"cleared", "surveyed", "released"} and group.number.form in ("digits", "words")
                else None
            )
        return "area"

    def _said_of_land(self, draft: Draft, group: Group, predicate: Predicate | None) -> set[str]:
        said = {OF_LAND.get(action, action) for action in draft.actions} & SAID_OF_LAND
        if predicate is not None:
            state = said_behind(self.sentence, group, self.scene.groups, predicate, self.pack)
            said = {state} if state is not None else said
        said = said or set(self.before.asked) or self._land_before(group, predicate)
        if not said:
            said = set(state_of_land(self.sentence, group, self.scene.groups, self.before, self.pack))
            draft.rules.append("P08")
        if len(said - _STATES) in range(1, len(said)):
            # "29 mined hectares given back"
            said -= _STATES
        if said == {"planned"}:
            draft.stance = "planned"
            draft.rules.append("T01")
        return said

    def _land_before(self, group: Group, predicate: Predicate | None) -> set[str]:
        """ "In 2023 the figures were 27,900 hectares": land told beside that of the sentence before."""
        lead = self.chunks[group.first - 1] if group.first else None
        if predicate is None and lead is not None and lead.lower in self.pack.words["sizing"] and self._field(group):
            return {"contaminated"}  # "The minefield is 310,000 m2 large"
        told = [other for other in self.before.counted if other.kind == "area" and other.done]
        recounts = any(chunk.has("tally_noun") or chunk.lower in self.pack.words["them"] for chunk in self.chunks)
        light = predicate is None and recounts and self.pack.articles
        return set(told[-1].done) if told and light and any(c.has("tally_verb") for c in self.chunks) else set()

    def _state_of_land(self, group: Group) -> str | None:
        """ "the survey showed 1,640 km2 of suspected land": what the land is, where no verb tells more."""
        behind = self.chunks[group.last : group.last + 3]
        if group.kind == "area" and (self._covered_by_mines(group) or self._remains(group)):
            return "contaminated"
        if group.kind != "area" or len(behind) < 3 or behind[0].lower not in self.pack.words["of"]:
            return None
        state = behind[1].value("action")
        return state if state in ("suspected", "contaminated") else None

    def _covered_by_mines(self, group: Group) -> bool:
        """ "1,074 minefields, which cover 66 square kilometres": how much land they take."""
        lead = [chunk for chunk in self.chunks[: group.first] if not chunk.has("hedge")]
        if not lead or lead[-1].lower not in self.pack.words["covering"]:
            return False
        before = lead[-8:-1]
        if any(chunk.value("action") in ("cleared", "released") for chunk in before):
            return False
        return not self.pack.words["still_mined"].isdisjoint(single_words(before))

    def _field(self, group: Group) -> bool:
        """Whether a clause tells of a minefield before a figure."""
        return any(chunk.lower in self.pack.words["mined_fields"] for chunk in self.chunks[: group.first])

    def _remains(self, group: Group) -> bool:
        """ "28.2 square kilometres remain"."""
        behind = self.chunks[group.last] if group.last < len(self.chunks) else None
        return behind is not None and behind.lower in self.pack.words["remaining"]

    def _mined_before(self, group: Group) -> bool:
        lead = self.chunks[: group.first]
        marks = self.sentence.marked("hazard", self.sentence.start, group.start)
        return bool(marks) or any(c.means(("thing", "nonclaim", "action", "chart")) for c in lead)
