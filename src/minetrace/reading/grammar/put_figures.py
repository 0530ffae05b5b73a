"""Figures that stand apart from what they count: "puts the fishermen lost at 29", "bringing the number of dead to 7".

Rules are of languages with articles and a fixed order of words.
"""

from __future__ import annotations

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.comparisons import Comparisons
from minetrace.reading.grammar.group import Group

_PHRASE = 18
"""Chunks of the phrase for what is counted, at most."""


class PutFigures(Comparisons):
    """Finds what a figure counts that a verb of reckoning parts from its noun."""

    def _put_at(self, group: Group) -> Group | None:
        """ "The commission put the dead at eleven", "gave the mines lifted as 206": a figure behind what it counts."""
        chunks, words = self.chunks, self.pack.words
        at = group.first - 1
        while at >= 0 and (chunks[at].has("hedge") or chunks[at].text == '"'):
            at -= 1
        if at < 1 or self.pack.free_order or self._ranges(group.last):
            return None
        if self._brought(at):
            return self._of_phrase(group, self._numbered_behind(group.last))
        reckoned = words["putting"] if chunks[at].lower in words["recounting"] else words["figured"]
        if chunks[at].lower not in words["recounting|as_much"]:
            return None
        told = chunks[max(0, at - _PHRASE) : at]
        verbs = [i for i, chunk in enumerate(told) if chunk.lower in reckoned]
        if not verbs:
            return None
        passive = verbs[-1] == len(told) - 1 and verbs[-1] > 0 and told[-2].lower in words["be"]
        phrase = told[: verbs[-1] - 1] if passive else told[verbs[-1] + 1 :]
        if any(chunk.kind == "number" or chunk.text in (";", ":") for chunk in phrase):
            return None
        pointed = any(chunk.lower in words["them"] for chunk in phrase[:2])
        if not passive and chunks[at].lower in words["as_much"] and phrase[:1] and not any(map(self._does, phrase)):
            # "gave the AP mines of that project as 21,070"
            return self._of_phrase(group, phrase, self.before.actions or frozenset(("found",)))
        return self._of_phrase(group, phrase) or (
            (self._figure_before(group) or self.before.whole) if pointed else None
        )

    def _ranges(self, at: int) -> bool:
        """ "thirty, thirty-five": two guesses at one figure."""
        behind = self.chunks[at : at + 2]
        return len(behind) > 1 and behind[0].text == "," and behind[1].kind == "number"

    def _brought(self, at: int) -> bool:
        """ "put at 19 the number of ...", "bringing to seven the number of ...": the words right before."""
        lead = " ".join(chunk.lower for chunk in self.chunks[max(0, at - 1) : at + 1]).split()[-2:]
        if len(lead) < 2 or lead[1] not in self.pack.words["to|recounting"]:
            return False
        return lead[0] in self.pack.words["putting|bringing"]

    def _numbered_behind(self, at: int) -> list[Chunk]:
        """ "... the number of fishermen killed by the mine": the phrase behind a figure, up to a sign."""
        phrase = self.chunks[at : at + _PHRASE]
        if len(phrase) < 2 or not any(chunk.has("tally_noun") for chunk in phrase[:2]):
            return []
        return phrase[: next((i for i, chunk in enumerate(phrase) if chunk.kind == "sign"), len(phrase))]

    def _does(self, chunk: Chunk) -> bool:
        return chunk.has("action") or chunk.has("outcome")

    def _of_phrase(self, group: Group, phrase: list[Chunk], known: frozenset[str] = frozenset()) -> Group | None:
        """What a phrase says is counted: harmed people, or things and what was done to them."""
        senses = [sense for chunk in phrase for sense in chunk.senses]
        harm = next((s for s in senses if s.kind == "outcome" and s.flags.get("form") != "object"), None)
        outcome = harm.value if harm is not None else None
        outcome = outcome or next((str(s.flags["outcome"]) for s in senses if s.flags.get("outcome")), None)
        who = next((sense.value for sense in senses if sense.kind == "person"), None)
        noun = harm is None or any(s.kind == "outcome" and s.flags.get("form") == "noun" for s in senses)
        if outcome is not None and (who or noun):
            who = who or "all"
            return Group("person", group.number, 0, 0, 0, 0, group=who, outcome=outcome)
        thing = next((s for s in senses if s.kind == "thing" and not s.flags.get("generic")), None)
        done = next((sense.value for sense in senses if sense.kind == "action"), None)
        counts = any(sense.kind == "tally_noun" for sense in senses)
        # "the number still in the ground": of what was told of before
        category = thing.value if thing is not None else self.before.category if counts and done else None
        if category is None or not (done or known):
            return None
        made = (frozenset((done,)) if done else known) - {"surveyed", "released"}
        return Group("ordnance", group.number, 0, 0, 0, 0, category=category, unit="item", done=made)
