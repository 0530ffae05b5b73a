"""Rows of a bulletin: the thing, the deed or the people first, and the number behind."""

from __future__ import annotations

from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.heads import HeadReader
from minetrace.reading.numbers import Number


class TableReader(HeadReader):
    """Reads rows that name what they count before the number."""

    def _table_row(self, index: int) -> Group | None:
        """ "Anti-tank mines: 14": the noun before its number."""
        chunks = self.chunks
        done = self._row_of_deeds(index) if self.pack.articles and not self.pack.free_order else None
        if done is not None:
            return done
        if index + 2 < len(chunks) and chunks[index + 1].text in (":", "-", "=") and chunks[index + 2].kind == "number":
            following = chunks[index + 3] if index + 3 < len(chunks) else None
            after_slash = index > 0 and chunks[index - 1].text == "/"
            if not after_slash and (
                following is None or (following.kind == "sign" and following.text in (",", ";", ".", "(", ")"))
            ):
                number: Number = chunks[index + 2].data
                group = Group(
                    "ordnance", number, index, index + 3, chunks[index].start, chunks[index + 2].end, rules=["G04"]
                )
                self._fill(group, chunks[index])
                return group
        return None

    def _adjective_row(self, index: int) -> Group | None:
        """ "1,120 mines (anti-personnel - 803, anti-tank - 317)": kinds in a list, each with its number behind."""
        lead = self.chunks[index - 1].text if index else ""
        kind = any(sense.kind == "thing" and sense.flags.get("adjective") for sense in self.chunks[index].senses)
        listed = kind and lead in ("(", ",", ";", ":", "-") and self.pack.articles and not self.pack.free_order
        return self._table_row(index) if listed else None

    def _row_of_deeds(self, index: int) -> Group | None:
        """ "Bomblets destroyed: 133", "AP mines lifted 1,930 (": what was done stands before the number."""
        chunks = self.chunks
        before = chunks[index - 1] if index else None
        if before is not None and before.kind != "sign":
            return None
        at = next((i for i in range(index + 1, min(index + 6, len(chunks))) if chunks[i].has("action")), None)
        if at is None or any(
            chunk.kind == "sign" or chunk.lower in self.pack.words["be"] for chunk in chunks[index:at]
        ):
            return None
        told = at + 1 + (at + 1 < len(chunks) and chunks[at + 1].text in (":", "=", "|"))
        number = chunks[told] if told < len(chunks) and chunks[told].kind == "number" else None
        after = chunks[told + 1] if told + 1 < len(chunks) else None
        if number is None or not (after is None or after.kind == "sign"):
            return None
        group = Group("ordnance", number.data, index, told + 1, chunks[index].start, number.end, rules=["G04"])
        self._fill(group, chunks[index])
        group.actions = frozenset((chunks[at].value("action") or "",)) - {""}
        return group

    def _people_row(self, index: int) -> Group | None:
        """ "Victims: 113", "Dead: 18." in a bulletin: who, and how many."""
        chunks = self.chunks
        noun = chunks[index]
        opened = index == 0 or chunks[index - 1].text in (".", ";", ",", "-", "(")
        if index + 2 >= len(chunks) or chunks[index + 1].text != ":" or chunks[index + 2].kind != "number":
            return None
        after = chunks[index + 3] if index + 3 < len(chunks) else None
        outcome = next((s.value for s in noun.senses if s.kind == "outcome" and s.flags.get("form") != "object"), None)
        if not opened or outcome is None or not (after is None or after.kind == "sign") or not self.pack.articles:
            return None
        number: Number = chunks[index + 2].data
        group = Group("person", number, index + 2, index + 3, chunks[index + 2].start, chunks[index + 2].end)
        group.unit, group.group, group.outcome, group.rules = "person", "all", outcome, ["G04"]
        return group
