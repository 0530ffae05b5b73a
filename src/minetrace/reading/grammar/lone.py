"""Single things that count without a verb of their own: beside counted ones, or told apart by what they are."""

from __future__ import annotations

from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.scene import SceneReader


class LoneThings(SceneReader):
    """Decides which single things a sentence meets, though no verb says what was done to them."""

    def _improvised(self, group: Group) -> str | None:
        """ "two more devices", "14 charges": improvised ones, where the text told of such last."""
        device = self.chunks[group.last - 1].lower in self.pack.words["device_nouns"]
        return self.before.thing if device and self.before.thing == "IED" else None

    def _no_ordnance(self, group: Group) -> bool:
        """ "1,300 rounds of M16 ammunition", "230 rounds of 12.7": what is shot, or how much one holds."""
        words = self.pack.words
        near = [chunk.lower for chunk in self.chunks[max(0, group.first - 4) : group.first]]
        if group.unit == "kg" and any(chunk in words["each_one"] for chunk in near):
            return True  # "40 sea mines, each packed with 35 kg of explosives"
        for at in range(group.first, group.last):
            behind = self.chunks[at + 1 : at + 3]
            if self.chunks[at].lower in words["small_rounds"] and len(behind) == 2 and behind[0].lower in words["of"]:
                return behind[1].kind in ("designation", "number", "aside")
        return False

    def _identified(self, group: Group) -> bool:
        """ "it was an old PMN", "police say a TMA-2": told of the thing that did harm before."""
        lead = self.chunks[group.first - 1]
        return bool(self.before.harmed) and (lead.lower in self.pack.words["be"] or lead.has("speech"))

    def _taken_off(self, group: Group) -> bool:
        """ "took 17 mines off the roof", "brought three bombs out of the lake": they were cleared."""
        lead = self.chunks[group.first - 1].lower if group.first else ""
        behind = self.chunks[group.last : group.last + 4]
        off = any(chunk.lower.split()[0] in self.pack.words["away"] for chunk in behind)
        return off and lead in self.pack.words["taking_off"] and not self.pack.free_order

    def _amid_clearance(self, group: Group) -> bool:
        """ "Clearance came to 0.4 km2, with 23 mines": a count without a verb where land or things are cleared."""
        if group.article or not self.pack.articles or self.pack.free_order:
            return False
        here = [p for p in self.scene.predicates if p.first < group.first and not p.unreal]
        told = any(predicate.actions & _CLEARING and not predicate.outcome for predicate in here)
        return told or (self.sentence.index - self.before.cleared_in <= 1)

    def _armed_group(self, group: Group) -> str | None:
        """ "19 Taliban landmines", "a Houthi anti-vehicle mine", "Maoists triggered a pressure IED": whose it was."""
        chunks, armed = self.chunks, self.pack.words["armed_groups"]
        inside = chunks[group.first : group.last]
        for at, chunk in enumerate(inside):
            pair = f"{chunk.text} {inside[at + 1].text}" if at + 1 < len(inside) else ""
            if pair.lower() in armed:
                return pair
            if chunk.lower in armed and chunk.capital:
                return chunk.text
        lead = chunks[group.first - 1] if group.first > 1 else None
        harmed = any(predicate.outcome for predicate in self.scene.predicates)
        if lead is None or not lead.has("action", "exploded") or not harmed:
            return None
        actor = chunks[group.first - 2]
        return actor.text if actor.lower in armed or actor.has("person", "combatant") else None

    def _lies_within(self, group: Group) -> bool:
        """ "40 hectares remain mined, with some 2,900 mines in them": what lies in land told before."""
        lead = [c for c in self.chunks[max(0, group.first - 4) : group.first] if not c.has("hedge")]
        lead = [chunk for chunk in lead if chunk.lower not in self.pack.words["indefinite"]]
        behind = self.chunks[group.last : group.last + 2]
        within = len(behind) > 1 and behind[0].has("place_cue") and behind[1].lower in self.pack.words["them"]
        return within and bool(lead) and lead[-1].lower in self.pack.words["accompanying"]

    def _only_thing(self, group: Group) -> bool:
        """ "the last mine": one thing, told apart by its place in a row."""
        return self.chunks[group.first].lower in self.pack.words["single_leads"]

    def _beside_counted(self, group: Group) -> Group | None:
        """ "three shells and a rocket came out of the field": a counted thing in one row with a single one."""
        row = next((unit.groups for unit in self.scene.units if any(one is group for one in unit.groups)), [])
        counted = [one for one in row if one.kind == "ordnance" and one.number.form in ("digits", "words")]
        return counted[-1] if counted and self.pack.articles else None

    def _told_apart(self, group: Group) -> bool:
        """ "in it lay a 250-kilo bomb", "it was an old PMN": one thing by its model, weight, calibre or age."""
        words = self.pack.words
        if not self.pack.articles or self.pack.free_order or not group.first or not group.article:
            return False
        own = self.chunks[group.first : group.last]
        typed = group.model or group.make or any(chunk.data == "calibre" or chunk.has("unit") for chunk in own)
        lead = self.chunks[group.first - 1]
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        fit = after is None or after.lower not in words["on_show"]
        barred = not words["likened|on_show"].isdisjoint(chunk.lower for chunk in self.chunks[: group.first])
        if not fit or barred or lead.kind == "sign" or not (typed or any(c.lower in words["worn"] for c in own)):
            return False
        marks = [mark for kind in ("negative", "plan") for mark in self.sentence.marked(kind)]
        unmet = any(mark.end <= group.start and group.start - mark.end < _NEAR for mark in marks)
        return not unmet and self.chunks[-1].text != "?" and lead.lower not in words["of"]

    def _blamed(self, group: Group) -> bool:
        """ "the blast was caused by an anti-tank mine": what a thing is said to have done."""
        lead = self.chunks[max(0, group.first - 2) : group.first]
        return len(lead) == 2 and lead[0].lower in self.pack.words["causing"]


_CLEARING = frozenset(("cleared", "released"))
_NEAR = 40
"""So many characters before a thing a denial or a plan may stand that reaches it."""
