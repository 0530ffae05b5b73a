"""Cues of totals and parts: which group is cut from another, or sums others."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, single_words
from minetrace.reading.grammar.group import Group
from minetrace.reading.grammar.scene import SceneReader


class CueMarker(SceneReader):
    """Marks groups with the cue before or behind them."""

    def _mark_cues(self, groups: list[Group]) -> None:
        """Which group is cut from another, or sums others: by the cue before or after it."""
        chunks = self.chunks
        for position, group in enumerate(groups):
            at = group.first - 1
            while at >= 0 and (
                chunks[at].lower in self.pack.words["cue_gap"]
                or chunks[at].has("cue", "rest")
                or chunks[at].has("cue", "another")
            ):
                at -= 1
            before = chunks[at] if at >= 0 else None
            if before is not None and before.value("cue") in ("including", "of which", "in total"):
                group.cue = before.value("cue")
                told = before.sense("cue")
                if told is not None and group.kind == "person" and group.outcome is None:
                    # "среди погибших 50 гражданских лиц"
                    group.outcome = told.flags.get("outcome")
                    group.rules += ["G25"] if group.outcome else []
                if before.lower in self.pack.words["weak_cues"]:
                    group.cue = None
            elif before is not None and self._of_the_year(group, at):
                # "than in 2021 (20)": the figure of the year before it
                group.rules.append("G16")
            elif before is not None and before.text == "(" and "G26" not in group.rules:
                group.cue = "paren"
            elif before is not None and before.data == "ratio" and chunks[at + 1].text == "-":
                # "почти половина - 611 предметов - найдена у Орши"
                group.cue = "of which"
            if (
                group.cue is None
                and position
                and groups[position - 1].cue in ("including", "paren", "of which")
                and (group.unit is None or group.unit == groups[position - 1].unit)
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

    def _of_the_year(self, group: Group, at: int) -> bool:
        """Whether a figure stands alone in brackets behind a time: not so in "since 1992 (374 dead, 529 maimed)"."""
        chunks = self.chunks
        opened = at > 0 and chunks[at].text == "(" and chunks[at - 1].kind == "period"
        alone = group.last < len(chunks) and chunks[group.last].text == ")"
        return opened and (alone or not self.pack.articles or self.pack.free_order)

    def _mark_compared(self, groups: list[Group]) -> None:
        """ "..., down from seven dead and 34 injured in 2022": figures with nouns of their own, told for comparison."""
        words = self.pack.words
        for position, group in enumerate(groups if self.pack.articles else []):
            near = self.chunks[max(0, group.first - 4) : group.first]
            lead = single_words(chunk for chunk in near if not chunk.has("hedge"))
            while lead and lead[-1] in words["definite"]:
                lead.pop()
            fallen = bool(lead) and lead[-1] in words["from"] and any(word in words["falling"] for word in lead[-3:-1])
            beside = lead[-1:] == ["against"] or lead[-2:] in (["compared", "with"], ["compared", "to"])
            before = groups[position - 1] if position else None
            between = self.chunks[before.last : group.first] if before is not None else []
            joined = any(chunk.lower in words["and"] for chunk in between) and len(between) <= 3
            paired = joined and not any(chunk.kind in ("period", "sign") for chunk in between)
            if fallen or beside or (paired and before is not None and "G31" in before.rules):
                group.rules.append("G31")

    def _opens_with_part(self, groups: list[Group]) -> None:
        """ "Среди пострадавших от мин - 8 женщин и 3 ребёнка": the cue opens the clause and says what befell them."""
        cue = next((chunk.sense("cue") for chunk in self.chunks[:1] if chunk.has("cue", "including")), None)
        outcome = cue.flags.get("outcome") if cue is not None else None
        for group in groups if outcome else []:
            if group.kind == "person" and group.outcome is None:
                group.outcome, group.cue = str(outcome), "including"
                group.rules.append("G25")

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
            group.brought = started = started or (total is not None and self._brought_on(lead))
            group.cue = None if started else group.cue

    def _brought_on(self, lead: list[Chunk]) -> bool:
        """ "1,200 in 2022, bringing the total to 90,000": a sum of more years; the toll of one day is of that day."""
        kinds = {chunk.data.kind for chunk in self.chunks if chunk.kind == "period"}
        bringing = any(chunk.lower in self.pack.words["bringing"] for chunk in lead)
        return bringing and self.pack.articles and kinds == {"span"}

    def _same_list(self, before: Group, group: Group) -> bool:
        between = self.chunks[before.last : group.first]
        joined = [chunk.text for chunk in between if chunk.text == "," or chunk.lower in self.pack.words["and"]]
        if len(joined) == 2 and self._first_of_cue(before):
            # no comma stands before "and" in a list of two: ", and" leaves the list of parts
            return False
        if before.cue != "paren" and self._placed_list(between, group):
            return True
        if self.pack.articles and len(joined) == 2 and group.kind == "bare" and before.kind == "person":
            # "..., including eight children and four women, and 71 injured"
            return False
        allowed = self.pack.words["conjunction|article"] | {","}
        cues = ("another", "rest")
        light = [chunk.has("hedge") or any(chunk.has("cue", cue) for cue in cues) for chunk in between]
        if light and before.cue == "paren" and between[0].has("outcome"):
            light[0] = True  # "(11 dead, 38 hurt)"
        return (
            all(easy or chunk.lower in allowed for easy, chunk in zip(light, between, strict=True))
            and len(between) <= 4
        )

    def _placed_list(self, between: list[Chunk], group: Group) -> bool:
        """ "including 120 hectares in Arif and 80 hectares in Velm": a part with its place, and another."""
        joined = between[-1:] and (between[-1].lower in self.pack.words["and"] or between[-1].text == ",")
        after = self.chunks[group.last] if group.last < len(self.chunks) else None
        if not joined or not self.pack.articles or after is None or not after.has("place_cue"):
            return False
        if len(between) < 3 or len(between) > 6 or not between[0].has("place_cue"):
            return False
        return all(chunk.has("place_type") or (chunk.kind == "word" and chunk.capital) for chunk in between[1:-1])

    def _first_of_cue(self, group: Group) -> bool:
        lead = self.chunks[group.first - 1] if group.first else None
        return lead is not None and (lead.has("cue", "including") or lead.has("cue", "of which"))
