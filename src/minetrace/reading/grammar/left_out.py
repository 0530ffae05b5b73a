"""Numbers that count what an earlier row, kind or field did: "the corresponding figures were 371 and 190", "three more
of the type", "leaving 7.2 to be cleared".
"""

from __future__ import annotations

from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.rows import Rows

_TYPE = 3
"""Chunks behind a number in which its kind is pointed to: "of the same type"."""
_ROW = 2
"""From so many figures on they are a row."""


class LeftOut(Rows):
    """Finds what a number without a noun counts, where more than its number is left out."""

    def _like_before(self, group: Group) -> Group | None:
        """The figure told before that this one is like, or None."""
        if not self.pack.articles or self.pack.free_order or group.of_them:
            return None
        return self._of_the_type(group) or self._in_like_row(group) or self._left_of_land(group)

    def _of_the_type(self, group: Group) -> Group | None:
        """ "blew up three more of the type", "two of the same make": of the things told last."""
        words, behind = self.pack.words, self.chunks[group.last : group.last + _TYPE + 1]
        if len(behind) < _ROW + 1 or behind[0].lower not in words["of"]:
            return None
        kind = next((at for at, chunk in enumerate(behind[1:], 1) if chunk.lower in words["type_words"]), 0)
        pointed = all(chunk.lower in words["definite|pointers|same"] for chunk in behind[1:kind])
        told = [one for one in (*self.before.counted, *self._groups_before(group)) if one.kind == "ordnance"]
        if not kind or not pointed or not told:
            return None
        group.last, group.end = group.last + kind + 1, behind[kind].end
        group.model = told[-1].model
        return told[-1]

    def _in_like_row(self, group: Group) -> Group | None:
        """ "In July the corresponding figures were 371 and 190": each as the figure in its place of the row before."""
        row = self._row_around(group)
        if len(row) < _ROW or len(row) != len(self.before.row) or self.scene.groups[0] is not row[0]:
            return None
        if not (self._recounted(row[0]) or self._compared(row[0])):
            return None
        group.rules.append("G16")
        return self.before.row[next(at for at, one in enumerate(row) if one is group)]

    def _row_around(self, group: Group) -> list[Group]:
        """The numbers without nouns that commas and "and" join with one, itself among them."""
        rows: list[list[Group]] = [[]]
        for one in self.scene.groups:
            gap = self.chunks[rows[-1][-1].last : one.first] if rows[-1] else []
            light = all(c.text == "," or c.has("hedge") or c.lower in self.pack.words["and"] for c in gap)
            bare = "G02" in one.rules and one.number.form in ("digits", "words")
            if bare and light:
                rows[-1].append(one)
            else:
                rows.append([one] if bare else [])
        return next((row for row in rows if any(one is group for one in row)), [])

    def _left_of_land(self, group: Group) -> Group | None:
        """ "released 14 square kilometres, leaving 7.2 to be cleared", "211 to go": land still to be cleared."""
        behind = " ".join(chunk.lower for chunk in self.chunks[group.last : group.last + _TYPE])
        left = any(f"{behind} ".startswith(f"{words} ") for words in self.pack.words["still_left"])
        land = [one for one in (*self.before.counted, *self._groups_before(group)) if one.kind == "area"]
        if not left or not land or group.article:
            return None
        group.kind, group.told, group.actions = "area", frozenset(("contaminated",)), frozenset(("contaminated",))
        return land[-1]

    def _told_behind_comma(self, group: Group) -> bool:
        """ "один из них, 9-летний мальчик, скончался": what befell one of those told of before."""
        chunks = self.chunks
        opened = group.last < len(chunks) and chunks[group.last].text == ","
        if not (self.pack.genitive and group.of_them and opened):
            return False
        ahead = range(group.last + 2, min(group.last + 9, len(chunks)))
        close = next((at for at in ahead if chunks[at].text == ","), None)
        predicate = next((p for p in self.scene.predicates if close is not None and p.first == close + 1), None)
        if predicate is None or predicate.outcome is None:
            return False
        told = [chunk for chunk in chunks[group.last : close] if chunk.has("person")]
        known = self.before.people.group if self.before.people is not None else None
        group.kind, group.unit, group.outcome = "person", "person", predicate.outcome
        group.group = (told[-1].value("person") if told else known) or "all"
        group.end = predicate.end
        return True

    def _whole_of_brackets(self, group: Group) -> Group | None:
        """ "Most of them came from Arif (31) and Velm (18)": the figure of the sentence before."""
        if group.cue != "paren" or group.first < 2 or group.last >= len(self.chunks):
            return None
        name = self.chunks[group.first - 2]
        alone = self.chunks[group.last].text == ")" and name.kind == "word" and name.capital
        return self.before.whole if alone else None
