"""Numbers whose noun stands elsewhere: "48 of them", "35 are civilians", "two of the dead were women"."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk
from minetrace.reading.grammar.group import Group, is_head, is_verb
from minetrace.reading.grammar.models import ModelReader
from minetrace.reading.numbers import Number
from minetrace.reading.ordnance import model_category

_OF_AGE = 18
"""Nobody who is younger is a grown-up (Convention on the Rights of the Child, article 1)."""


class PartReader(ModelReader):
    """Reads numbers that point to a noun before or behind them."""

    def _them(self, group: Group, at: int) -> None:
        """ "48 of them", "14 more", "one whose fate is unknown": a number whose noun stands before."""
        while at < len(self.chunks):
            chunk = self.chunks[at]
            adjective = any(s.kind == "outcome" and s.flags.get("form") == "adjective" for s in chunk.senses)
            if chunk.value("cue") == "of which" and chunk.lower.startswith(tuple(self.pack.words["of"])):
                group.of_them = True
            elif chunk.value("cue") == "another":
                group.another = True
            elif group.of_them and chunk.kind == "designation" and (kind := model_category(chunk.text, self.pack)):
                group.model, group.category, group.kind, group.unit = chunk.text, kind, "ordnance", "item"
            elif adjective:
                group.outcome, group.kind = chunk.value("outcome"), "person"
            else:
                break
            at += 1
            group.last, group.end = at, chunk.end

    def _told_of(self, group: Group, at: int) -> Group | None:
        """ "11 of the victims were children", "two of the dead were women": a part told by what it is."""
        chunks, words = self.chunks, self.pack.words
        if (
            at + 2 >= len(chunks)
            or not chunks[at].means(("outcome", "person"))
            or chunks[at + 1].lower not in words["be"]
        ):
            return None
        outcome = chunks[at].value("outcome")
        if self._under_age(at + 2):
            return self._minors(group, at + 2, "G14", outcome)
        for ahead in range(at + 2, min(at + 6, len(chunks))):
            if chunks[ahead].data == "age":
                continue  # "one of the dead was a 12-year-old boy"
            if chunks[ahead].has("person"):
                group.of_them, group.of_fate = True, group.of_fate or outcome
                self._fill(group, chunks[ahead])
                group.outcome = outcome
                group.last, group.end = ahead + 1, chunks[ahead].end
                group.rules.append("G14")
                return group
            if chunks[ahead].kind != "word" or chunks[ahead].lower in words["function"] - words["indefinite"]:
                return None
        return None

    def _out_of(self, group: Group, at: int) -> Group | None:
        """ "seven of the 40 died", "12 of the 30 mines were ...": a part told by the number of its whole."""
        inner: Number = self.chunks[at].data
        if inner.value is None or group.number.value is None or inner.value <= group.number.value:
            return None
        last = at + 1
        while last < len(self.chunks) and last < at + 4 and self._plain_word(self.chunks[last]):
            last += 1
        noun = self.chunks[last] if last < len(self.chunks) else None
        if noun is not None and is_head(noun) and not is_verb(noun):
            self._fill(group, noun)
            if group.kind == "nonclaim":
                return group
            at = last
        told_at_once = at + 1 < len(self.chunks) and (noun is None or not is_head(noun))
        harmed = self.chunks[at + 1] if told_at_once else None
        group.last, group.end = at + 1, self.chunks[at].end
        told = self._told_behind(group, at + 1)
        if told is not None:
            told.outcome = told.outcome or group.outcome or (harmed.value("outcome") if harmed is not None else None)
            group = told
        group.of_them, group.whole_value = True, inner.value
        group.rules.append("G15")
        return group

    def _told_behind(self, group: Group, at: int) -> Group | None:
        """ "... of the 30 mines were PMN-2", "... of the nine killed in Brod were children"."""
        for ahead in range(at, min(at + 8, len(self.chunks))):
            if self.chunks[ahead].lower in self.pack.words["be"]:
                return self._copula(group.first, group.number, ahead)
            if self.chunks[ahead].kind in ("sign", "number"):
                return None
        return None

    def _victims_before(self, index: int) -> bool:
        """Whether a noun of victims without a number opens the list: "the victims: 44 of anti-personnel mines"."""
        return any(
            self._noun_outcome(chunk) and not is_verb(chunk) for chunk in self.chunks[max(0, index - 14) : index]
        ) and not any(chunk.has("person") for chunk in self.chunks[max(0, index - 14) : index])

    def _by_cause(self, group: Group, at: int) -> Group | None:
        chunks = self.chunks
        last = at
        while (
            last < len(chunks)
            and last < at + 6
            and chunks[last].text not in (",", ".", ";", ":")
            and chunks[last].lower not in self.pack.words["list_joins"]
            and chunks[last].kind != "number"
        ):
            last += 1
        if last == at:
            return None
        group.kind, group.unit, group.group = "person", "person", "all"
        noun = next(
            chunk for chunk in reversed(chunks[: group.first]) if self._noun_outcome(chunk) and not is_verb(chunk)
        )
        group.outcome = next(s.value for s in noun.senses if s.kind == "outcome" and s.flags.get("form") == "noun")
        group.cause = self.sentence_text(chunks[at].start, chunks[last - 1].end)
        group.last, group.end = last, chunks[last - 1].end
        group.rules.append("G12")
        return group

    def sentence_text(self, start: int, end: int) -> str:
        """The characters of the chunks between two offsets, joined as in the text."""
        out, at = "", start
        for chunk in self.chunks:
            if start <= chunk.start and chunk.end <= end:
                out += " " * (chunk.start - at) + chunk.text
                at = chunk.end
        return out

    def _noun_outcome(self, chunk: Chunk) -> bool:
        return "noun" in chunk.senses.outcome_forms

    def _copula(self, index: int, number: Number, at: int) -> Group | None:
        """ "35 are civilians", "150 of them were children": the noun stands behind the verb."""
        chunks, words = self.chunks, self.pack.words
        of_them = at < len(chunks) and chunks[at].value("cue") == "of which"
        told_fate = chunks[at].sense("cue") if of_them else None
        fate = told_fate.flags.get("outcome") if told_fate is not None else None
        at += 1 if of_them else 0
        if at >= len(chunks):
            return None
        told = of_them and not self.pack.articles and chunks[at].has("person")
        if chunks[at].lower not in words["be"] and not told:
            return None
        at += 0 if told else 1
        if self._under_age(at):
            minors = Group("bare", number, index, at, chunks[index].start, chunks[index].end, of_them=of_them)
            return self._minors(minors, at, "G10", fate)
        model: str | None = None
        for _ in range(3):
            if at >= len(chunks):
                break
            if chunks[at].has("person") or (chunks[at].has("thing") and not chunks[at].has("action")):
                group = Group("bare", number, index, at, chunks[index].start, chunks[index].end, rules=["G10"])
                group.of_them, group.model, group.of_fate, group.outcome = of_them, model, fate, fate
                return self._with_others(self._close(group, at))
            if chunks[at].kind == "designation":
                model = chunks[at].text
            elif chunks[at].kind != "word" or chunks[at].lower in words["function"]:
                break
            at += 1
        category = model_category(model, self.pack) if model else None
        if category is None:
            return None
        group = Group("ordnance", number, index, at, chunks[index].start, chunks[at - 1].end, category, "item")
        group.of_them, group.model, group.rules = of_them, model, ["G10"]
        return group

    def _under_age(self, at: int) -> bool:
        """ "... were under 18": an age that only children are under."""
        age = self.chunks[at] if at < len(self.chunks) else None
        below = age is not None and age.kind == "number" and age.lower.split()[0] in self.pack.words["under_age"]
        return below and age is not None and 0 < (age.data.value or 0) <= _OF_AGE

    def _minors(self, group: Group, at: int, rule: str, outcome: str | None) -> Group:
        """ "41 were under 18": children, told by the age at chunk `at`."""
        group.kind, group.unit, group.group, group.outcome = "person", "person", "child", outcome
        group.last, group.end = at + 1, self.chunks[at].end
        group.rules.append(rule)
        return group

    def _with_others(self, group: Group) -> Group:
        """ "17 of whom were women and children": of two kinds, so of none."""
        joined = self.chunks[group.last : group.last + 2]
        two = len(joined) == 2 and joined[0].lower in self.pack.words["and"] and joined[1].has("person")
        if two and group.kind == "person" and joined[1].value("person") != group.group and self.pack.articles:
            group.group = "all"
            group.last, group.end = group.last + 2, joined[1].end
        return group

    def _bare_one(self, index: int, at: int) -> bool:
        """ "one was killed", "one of them", "a blast kills one, wounds two": one of those harmed, not "one mine"."""
        if self._one_harmed(index, at):
            return True
        while at < len(self.chunks) and self.chunks[at].lower in self.pack.words["auxiliary"] - self.pack.words["and"]:
            at += 1
        return at < len(self.chunks) and (
            self.chunks[at].has("outcome") or self.chunks[at].value("cue") in ("of which", "another")
        )

    def _one_harmed(self, index: int, at: int) -> bool:
        lead = self.chunks[index - 1] if index else None
        if not self.pack.articles or lead is None or not lead.has("outcome") or not is_verb(lead):
            return False
        after = self.chunks[at] if at < len(self.chunks) else None
        if after is None or after.kind in ("sign", "period") or after.has("place_cue"):
            return True
        return self.pack.adverb(after.lower) or self._joins_harm(at)

    def _joins_harm(self, at: int) -> bool:
        joined = self.chunks[at].lower in self.pack.words["and"] and at + 1 < len(self.chunks)
        return joined and self.chunks[at + 1].has("outcome")
