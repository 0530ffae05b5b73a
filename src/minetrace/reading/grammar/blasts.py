"""Who set off a thing: disposal by those who clear, or a blast that befell somebody; and a further one told without a
noun, which may be another blast or somebody who was not hurt.

Rules are of languages with articles and a fixed order of words, where a verb stands between who does and what is done.
"""

from __future__ import annotations

from minetrace.reading.grammar.group import Group, is_verb
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.grammar.scene import SceneReader

_BYSTANDERS = frozenset(("civilian", "child", "woman", "man", "journalist"))
_CLEARERS = frozenset(("deminer", "military", "police"))
_ASIDE = 10
"""Chunks between the commas of an aside: "a fourth, who kept his leg thanks to the vest, went unharmed"."""


class Blasts(SceneReader):
    """Tells blasts from disposals."""

    def _set_off_by_others(self, group: Group, predicate: Predicate) -> bool:
        """ "a herder set off a mine", "the fire set off shells", "a woman was blown up by a PMN": no disposal."""
        words, chunks = self.pack.words, self.chunks
        if not self.pack.articles or self.pack.free_order:
            return False
        if predicate.passive:
            lead = chunks[group.first - 1].lower if group.first else ""
            return predicate.outcome is not None and predicate.last <= group.first and lead in words["by"]
        if "exploded" not in predicate.actions or predicate.last > group.first:
            return False
        subject = [chunk for chunk in chunks[: predicate.first] if chunk.kind != "sign"]
        people = {sense.value for chunk in subject for sense in chunk.senses or () if sense.kind == "person"}
        if any(chunk.lower in words["disposers"] for chunk in subject):
            return False
        if people & _CLEARERS and any(other.outcome and not other.unreal for other in self.scene.predicates):
            return True
        if (
            group.article
            and chunks[predicate.first].has("sets_off")
            and (people or not any(c.has("office") for c in subject))
        ):
            return not people & {"deminer"}  # "Valiyev and Quliyev set off an anti-personnel mine"
        if people & _CLEARERS:
            return False
        unaware = bool(people & _BYSTANDERS) or not words["igniting"].isdisjoint(chunk.lower for chunk in subject[-4:])
        return unaware or chunks[predicate.first].lower in words["unmeant"]

    def _disposers(self, predicate: Predicate, group: Group) -> bool:
        """Whether those who clear explosive ordnance blow up one thing: "Navy divers blew up a sea mine"."""
        led = "exploded" in predicate.actions and predicate.last <= group.first and not predicate.passive
        subject = self.chunks[: predicate.first]
        told = any(c.lower in self.pack.words["disposers"] or c.has("person", "deminer") for c in subject)
        return led and told and not group.generic and self.pack.articles and not self.pack.free_order

    def _is_culprit(self, group: Group, predicate: Predicate | None) -> bool:
        """ "a bomblet took the life of a herder", "a bomb destroyed their minibus": one thing that did the harm."""
        if not group.article or not self.pack.articles or self.pack.free_order:
            return False
        met = predicate is not None and (
            0 <= group.first - predicate.last <= 1 or (predicate.passive and predicate.first >= group.last)
        )
        if met:
            return False  # "defused a mine that had killed two"
        acts = (p for p in self.scene.predicates if p.first >= group.last and not p.unreal and not p.passive)
        harm = next(acts, None)
        if harm is None or not (self._takes_victim(harm) or self._harms(harm)):
            return False
        between = self.chunks[group.last : harm.first]
        other = any(group.last <= one.first < harm.first for one in self.scene.groups)
        barred = self.pack.words["subordinate|conjunction|contrast|place_pronouns"]
        return not other and not any(chunk.text in (";", ":") or chunk.lower in barred for chunk in between)

    def _harms(self, predicate: Predicate) -> bool:
        """Whether a verb harms somebody named behind it."""
        object_ = self.chunks[predicate.last] if predicate.last < len(self.chunks) else None
        return (
            bool(predicate.outcome)
            and predicate.form != "intransitive"
            and object_ is not None
            and object_.kind != "sign"
        )

    def _takes_victim(self, predicate: Predicate) -> bool:
        """ "destroyed a bus", "wrecked the ambulance": an active verb and something that is no ordnance behind it."""
        behind = self.chunks[predicate.last : predicate.last + 4]
        if predicate.passive or predicate.form != "verb" or not behind:
            return False
        led = behind[0].lower in self.pack.words["indefinite|article|kin_of"] or behind[0].kind == "number"
        return led and not any(chunk.has("thing") for chunk in behind)

    def _further_unhurt(self, group: Group) -> bool:
        """ "a fourth, who wore a vest, went unharmed", "a second, meant for the rescuers, killed four": no victim."""
        chunks = self.chunks
        at = group.last
        while at < len(chunks) and chunks[at].lower in self.pack.words["auxiliary"]:
            at += 1
        if self.pack.articles and not self.pack.free_order and at < len(chunks) and chunks[at].has("idiom"):
            return True  # "and two more are missing"
        ordinal = group.kind == "bare" and group.another and group.article
        if not (ordinal and self.pack.articles and not self.pack.free_order):
            return False
        at = group.last
        if at < len(chunks) and chunks[at].text == ",":
            close = (i + 1 for i in range(at + 2, min(at + _ASIDE, len(chunks))) if chunks[i].text == ",")
            at = next(close, at)
        behind = chunks[at : at + 4]
        if any(chunk.has("idiom") for chunk in behind):
            return True
        verb = next((predicate for predicate in self.scene.predicates if predicate.first == at), None)
        acts = verb is not None and not verb.passive and verb.form == "verb" and at + 1 < len(chunks)
        return acts and at > group.last and (chunks[at + 1].kind == "number" or not is_verb(chunks[at]))

    def _over_one(self, group: Group) -> bool:
        """ "lost his life over one of them": what it was about, no number."""
        of = self.chunks[group.first + 1 : group.first + 2]
        one = group.number.value == 1 and group.number.hedge == "more than" and self.pack.articles
        return one and (group.of_them or any(chunk.lower in self.pack.words["of"] for chunk in of))
