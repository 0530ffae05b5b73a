"""Numbers beside a name or a year alone: rows of places, brackets of other years, rival figures, a noun for several."""

from __future__ import annotations

from itertools import pairwise

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.grammar.put_figures import PutFigures
from minetrace.reading.names import is_capital

_DONE = frozenset(("found", "cleared", "laid", "exploded", "seized"))
_GROWN = 21
"""Below so many years an age is told as "under"."""
_OLDEST = 115
"""No age in years is higher."""
_FEWEST = 2
"""From so many numbers on a row of names is one."""


class Rows(PutFigures):
    """Finds what a number counts that has a name, a year, a body or another number beside it, and no noun."""

    def _in_row(self, group: Group) -> Group | None:
        """ "Where: Orn 88, Velm 79, Sutor 61": of the figure told before, cut by place."""
        if not self.pack.articles or not self._named_in_row(group):
            return None
        here = [one for one in self._groups_before(group) if not self._named_in_row(one)]
        whole = here[-1] if here else self.before.whole
        row = [one for one in self.scene.groups if one.number.form in ("digits", "words") and self._named_in_row(one)]
        values = [one.number.value or 0 for one in row]
        small = whole is not None and sum(values) <= (whole.number.value or whole.number.high or 0)
        return whole if whole is not None and len(row) >= _FEWEST and small else None

    def _named_in_row(self, group: Group) -> bool:
        """Whether a number stands right behind a name that a sign stands before, and before a sign itself."""
        at = group.first - 1
        at -= at > 0 and (self.chunks[at].text == "," or self.chunks[at].lower in self.pack.words["row_verbs"])
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        if at < 0 or not (after is None or after.kind == "sign" or after.lower in self.pack.words["and"]):
            return False
        first = at
        while first > 0 and is_capital(self.chunks[first]) and self.chunks[first].kind in ("word", "lex"):
            first -= 1
        if first == 0 and is_capital(self.chunks[0]):
            return True
        return first < at and (self.chunks[first].kind == "sign" or self.chunks[first].lower in self.pack.words["and"])

    def _year_in_brackets(self, group: Group) -> Group | None:
        """ "106 soldiers (2021: 80)", "as many as in all of 2020 (121)": the same, of the year beside it."""
        lead = self.chunks[max(0, group.first - 3) : group.first]
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        if len(lead) < 2 or after is None or after.text != ")" or not self.pack.articles:
            return None
        dated = lead[-1].text == ":" and lead[-2].kind == "period" and lead[0].text == "("
        dated = dated or (lead[-1].text == "(" and lead[-2].kind == "period")
        return self._figure_before(group) if dated else None

    def _rival(self, group: Group) -> bool:
        """ "The ministry had five by Sunday.", "YEMAC's list has 224.": another body's figure of the same."""
        at = group.first - 1
        while at >= 0 and self.chunks[at].has("hedge"):
            at -= 1
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        closed = after is None or after.kind in ("sign", "period") or after.lower in self.pack.words["by|to"]
        if at < 1 or not closed or self.chunks[at].lower not in self.pack.words["having"] or self.pack.free_order:
            return False
        subject = self.chunks[max(0, at - 8) : at]
        signs = [i for i, chunk in enumerate(subject) if chunk.text in (";", ":")]
        subject = subject[signs[-1] + 1 :] if signs else subject
        listed = any(chunk.lower in self.pack.words["registers"] for chunk in subject)
        counted = any(chunk.kind == "number" or chunk.has("action") for chunk in subject)
        return listed or (not counted and any(chunk.has("office") for chunk in subject))

    def _now_was(self, group: Group) -> bool:
        """ "By dusk it was fourteen.": the figure of the sentence before, grown since."""
        lead = [chunk.lower for chunk in self.chunks[max(0, group.first - 2) : group.first]]
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        told = self.before.figure.number.value if self.before.figure is not None else None
        grown = told is not None and (group.number.value or 0) > told and not self.pack.free_order
        closed = after is None or after.kind == "sign"
        pointed = len(lead) == 2 and lead[0] in self.pack.words["them"] and lead[1] in self.pack.words["be"]
        return self.pack.articles and grown and closed and pointed and group.number.form in ("digits", "words")

    def _of_that_number(self, group: Group) -> bool:
        """ "987 of that number": of the figure, not of the things told before."""
        return self.chunks[group.last - 1].lower.split()[-1] in self.pack.words["sum_nouns"]

    def _no_count(self, group: Group) -> bool:
        """Whether a number is an age or only says out of how many another is: "three objectives out of 414"."""
        lead = self.chunks[group.first - 1].lower if group.first else ""
        partitive = self.pack.articles and lead in self.pack.words["partitive"] - self.pack.words["of"]
        counted = any(chunk.kind == "number" for chunk in self.chunks[max(0, group.first - 5) : group.first])
        return self._age_below(group) or self._age_of_one(group) or (partitive and counted)

    def _age_of_one(self, group: Group) -> bool:
        """ "a carpenter, 52, lost a leg", "a boy of 14 died": a number behind one person is an age."""
        chunks, at = self.chunks, group.first - 1
        lead = chunks[at] if at > 0 else None
        aged = self.pack.articles and 0 < (group.number.value or 0) < _OLDEST and group.number.hedge == "exact"
        if lead is None or not aged:
            return False
        closed = group.last < len(chunks) and chunks[group.last].text == ","
        behind = (lead.text == "," and closed) or lead.lower in self.pack.words["of"]
        return behind and any(one.last == at and one.kind == "person" and one.article for one in self.scene.groups)

    def _besides(self, group: Group) -> bool:
        """ "Nine of them were children. A further six ...": of those before, not of the kind told last."""
        told = self.before.people
        return self.pack.articles and group.another and told is not None and "G10" in told.rules

    def _age_below(self, group: Group) -> bool:
        """ "nine of them were under fifteen": how old those are that were counted before."""
        lead = self.chunks[group.first - 1].lower if group.first else ""
        under = self.chunks[group.first].lower.split()[0] in self.pack.words["under_age"]
        young = under and (group.number.value or _GROWN) < _GROWN
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        closed = after is None or after.kind == "sign" or after.lower in self.pack.words["subordinate|and"]
        return young and closed and lead in self.pack.words["be"]

    def _kind_told(self, group: Group, predicate: Predicate) -> Group | None:
        """ "How many such devices? In May 212 found, 64 gone off": what was told of is counted by its verb alone."""
        here = [thing for chunk in self.chunks[: group.first] if (thing := chunk.value("thing"))]
        known = here[-1] if here else self.before.category or self.before.thing
        many = group.number.form in ("digits", "words") and (group.number.value or 0) > 1
        told = predicate.passive or predicate.form == "intransitive" or predicate.first == group.last
        if known is None or not many or not told or predicate.first < group.last or self._takes_more(predicate):
            return None
        if not self.pack.articles or self.pack.free_order or not predicate.actions & _DONE:
            return None
        return Group("ordnance", group.number, 0, 0, 0, 0, category=known, unit="item")

    def _takes_more(self, predicate: Predicate) -> bool:
        """ "30 were found guilty", "six planted trees": a verb of which more is told, so of no things."""
        behind = self.chunks[predicate.last] if predicate.last < len(self.chunks) else None
        if behind is None or behind.has("place_cue") or behind.kind not in ("word", "lex", "number"):
            return False
        if self.chunks[predicate.last - 1].has("layer"):
            return False  # "Some 13,000 had been laid by conscripts"
        return (
            self.pack.articles
            and behind.lower not in self.pack.words["function"]
            and not self.pack.adverb(behind.lower)
        )

    def _shared_noun(self, group: Group) -> Group | None:
        """ "40 and 55 mines in A and B respectively": the noun stands behind the last number."""
        if self.pack.head_final:
            return self._noun_of_last(group)
        lead = [chunk.lower for chunk in self.chunks[max(0, group.first - 2) : group.first]]
        opened = len(lead) == 2 and lead[1] in self.pack.words["from"] and lead[0] in self.pack.words["falling"]
        if not opened and not any(chunk.has("cue", "respectively") for chunk in self.chunks):
            return None
        for other in self.scene.groups:
            gap = self.chunks[group.last : other.first]
            joined = all(
                chunk.lower in self.pack.words["to"]
                if opened
                else chunk.text == "," or chunk.kind == "number" or chunk.lower in self.pack.words["and"]
                for chunk in gap
            )
            if other.first > group.first and gap and joined and other.kind in ("ordnance", "person", "area"):
                return other
        return None

    def _noun_of_last(self, group: Group) -> Group | None:
        """ "Laçında 12, Ağdamda isə 16 mina": the noun stands once, behind the last number of a row of places."""
        row = [other for other in self.scene.groups if other.first >= group.first]
        for one, other in pairwise(row):
            gap = self.chunks[one.last : other.first]
            named = any(chunk.kind == "period" or (chunk.kind == "word" and chunk.capital) for chunk in gap)
            if not gap or gap[0].text not in (",", ";") or not named or any(map(self._tells, gap)):
                return None
            if other.kind != "bare":
                return other if other.kind in ("ordnance", "person", "area") else None
        return None

    def _tells(self, chunk: Chunk) -> bool:
        return chunk.means(("cue", "outcome", "action", "speech"))
