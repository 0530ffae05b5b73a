"""Single persons told together: a family, a pair that one verb tells of, a pronoun and its kin: one count."""

from __future__ import annotations

from dataclasses import replace

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.tables import TableReader

_CIVIL = frozenset(("civilian", "child", "woman", "man", "journalist", "all", None))
_SERVING = frozenset(("military", "police", "deminer"))
_LISTED = 9
"""So many chunks before a person another of the same list may end."""


class FamilyReader(TableReader):
    """Joins the groups of persons who are told as one."""

    def _families(self, groups: list[Group]) -> list[Group]:
        """ "a father and his three sons were killed": one family is one count."""
        kept: list[Group] = []
        for group in groups:
            before = kept[-1] if kept else None
            at = group.first if self.chunks[group.first].lower in self.pack.words["kin_of"] else group.first - 1
            kin = at > 0 and self.chunks[at].lower in self.pack.words["kin_of"]
            told = {chunk.lower for chunk in self.chunks[group.first : group.last]}
            if not self.pack.articles and told & self.pack.words["kin_nouns"]:
                # "отец и двое его сыновей"
                kin, at = True, group.first
            if (
                before is not None
                and kin
                and before.article
                and {before.kind, group.kind} == {"person"}
                and before.last == at - 1
                and self.chunks[before.last].lower in self.pack.words["and"]
                and (before.outcome or group.outcome) is None
                and group.number.value is not None
                and not any(chunk.data == "age" for chunk in self.chunks[group.first : group.last])
                and not (group.last < len(self.chunks) and self.chunks[group.last].lower in self.pack.words["of_one"])
            ):
                value = (before.number.value or 1) + group.number.value
                before.number = replace(before.number, value=value)
                # "a lieutenant and his driver": of those who go out together
                alike = before.group == group.group or (group.group == "civilian" and before.group in _SERVING)
                same = before.group if alike else "all"
                # "a father and his two sons": the sons may be children
                same = "all" if self.pack.articles and same == "man" else same
                before.group = same if self.pack.articles or same != "all" else "civilian"
                before.last, before.end, before.definite = group.last, group.end, False
                before.rules.append("G21")
                continue
            if before is not None and self._pair(before, group, kept[:-1]):
                before.number, before.last, before.end = replace(before.number, value=2), group.last, group.end
                adults = {before.group, group.group} <= _CIVIL
                before.group = before.group if before.group == group.group else "civilian" if adults else "all"
                before.rules.append("G21")
                continue
            if (led := self._with_pronoun(group)) is not None:
                group.number, group.start = replace(group.number, value=2), led.start
                group.group, group.definite = "civilian" if group.group in _CIVIL else group.group, False
                group.rules.append("G21")
            self._with_kin(group)
            kept.append(group)
        return kept

    def _with_kin(self, group: Group) -> None:
        """ "a father and son", "a husband and wife": the second of two that share an article."""
        joined = self.chunks[group.last : group.last + 2]
        one = group.kind == "person" and group.article and group.number.value == 1 and group.outcome is None
        if not one or len(joined) < 2 or joined[0].lower not in self.pack.words["and"]:
            return
        if joined[1].lower in self.pack.words["kin_beside"]:
            group.number, group.group = replace(group.number, value=2), "all"
            group.last, group.end = group.last + 2, joined[1].end
            group.rules.append("G21")

    def _pair(self, before: Group, group: Group, others: list[Group]) -> bool:
        """ "a nurse and a patient were hurt", "the driver and a trader": two persons whom one verb tells of."""
        single = before.article and group.article and {before.kind, group.kind} == {"person"}
        joined = before.last == group.first - 1 and self.chunks[before.last].lower in self.pack.words["list_joins"]
        aged = any(chunk.data == "age" for chunk in self.chunks[group.first : group.last])
        once = (
            not (aged and self.pack.articles)
            and before.number.value == group.number.value == 1
            and not (before.another or group.another)
        )
        lead = self.chunks[before.first - 1].text if before.first else ""
        listed = lead == "," and any(one.kind == "person" and before.first - one.last < _LISTED for one in others)
        told = (self.pack.genitive or (self.pack.articles and not self.pack.free_order)) and not listed
        # "killed a man and a boy was hurt"
        parted = group.last < len(self.chunks) and self.chunks[group.last].lower in self.pack.words["of_one"]
        return told and single and joined and once and not parted and (before.outcome or group.outcome) is None

    def _with_pronoun(self, group: Group) -> Chunk | None:
        """ "he and his wife are dead": the pronoun that makes two of one."""
        lead = self.chunks[max(0, group.first - 2) : group.first]
        kin = self.chunks[group.first].lower in self.pack.words["kin_of"] and group.article and group.kind == "person"
        told = len(lead) == 2 and lead[0].lower in self.pack.words["subjects"] and group.number.value == 1
        return lead[0] if kin and told and lead[1].lower in self.pack.words["list_joins"] else None
