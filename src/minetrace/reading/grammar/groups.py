"""Quantity groups: a number, its noun, and what is said of exactly these items."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, is_plural
from minetrace.reading.grammar.group import UNSPECIFIED, Group, is_head, is_verb
from minetrace.reading.grammar.singles import SingleReader
from minetrace.reading.numbers import Number
from minetrace.reading.ordnance import model_category

_OPENING_WORDS = ("article", "kin_of", "indefinite", "both", "the_other")
_OPENING_KINDS = frozenset(("cue", "thing", "person"))


class GroupReader(SingleReader):
    """Finds the quantity groups of one sentence."""

    def read(self) -> list[Group]:
        """All groups, left to right, those of indefinite articles and bare plurals included."""
        found: list[Group] = []
        after = 0
        for index in self._openings():
            group = self._at(index) if index >= after else None
            if group is None:
                continue
            if group.kind != "nonclaim":
                found.append(group)
            after = group.last
        self._all_of_model(found)
        return found

    def _openings(self) -> list[int]:
        """Where a group may begin: at a number, a model, an article, a pronoun, a thing, a person, or "another"."""
        leads = frozenset().union(*(self.pack.words[name] for name in _OPENING_WORDS))
        return [
            index
            for index, chunk in enumerate(self.chunks)
            if chunk.kind in ("number", "designation")
            or chunk.lower in leads
            or not chunk.senses.kinds.isdisjoint(_OPENING_KINDS)
        ]

    def _all_of_model(self, groups: list[Group]) -> None:
        """ "24 mines were found, all of them TM-62": the model of a count told behind it."""
        for at, chunk in enumerate(self.chunks):
            if chunk.kind != "designation":
                continue
            category = model_category(chunk.text, self.pack)
            lead = self.chunks[max(0, at - 4) : at]
            before = [group for group in groups if group.kind == "ordnance" and group.last <= at]
            told = any(part.lower in self.pack.words["all"] for part in lead) or (
                any(part.lower in self.pack.words["type_words"] for part in lead)
                and any(part.lower in self.pack.words["be"] for part in lead)
            )
            if category is None or not before or not told:
                continue
            target = before[-1]
            if target.model is None and target.number.form != "none" and target.category in (UNSPECIFIED, category):
                target.model, target.category = chunk.text, category

    def _lone_victim(self, index: int) -> Group | None:
        """ "The driver was killed": one person whom no article told before."""
        chunks, words = self.chunks, self.pack.words
        role = chunks[index + 1] if index + 1 < len(chunks) else None
        if role is None or not role.has("person") or is_plural(role, self.pack) or role.lower in words["collective"]:
            return None
        at = index + 2
        while at < len(chunks) and at < index + 6 and chunks[at].lower in words["auxiliary"]:
            at += 1
        harm = at < len(chunks) and is_verb(chunks[at])
        object_of = index > 0 and is_verb(chunks[index - 1]) and not self._passive_before(index - 1)
        passive = object_of or any(chunk.lower in words["be"] for chunk in chunks[index + 2 : at])
        harm = harm or object_of
        alone = harm and any(s.kind == "outcome" and s.flags.get("form") == "intransitive" for s in chunks[at].senses)
        linked = index > 0 and (chunks[index - 1].lower in words["and"] or chunks[index - 1].text == ",")
        speaks = index + 2 < len(chunks) and chunks[index + 2].has("speech")
        joined = linked and not speaks and chunks[index].lower in words["kin_of"]
        if (role.value("person") == "all" and not joined) or not (joined or (harm and (passive or alone))):
            return None
        group = Group("person", Number(1, form="article"), index, index + 2, chunks[index].start, role.end)
        group.unit, group.group = "person", role.value("person")
        group.article = True
        group.definite = chunks[index].lower not in words["kin_of"]
        group.rules.append("G17")
        return group

    def _both(self, index: int) -> Group | None:
        """ "both were killed", "both men died": two people told of before."""
        group = self._headed(index, Number(2, form="words"), index + 1)
        if group is not None:
            apposed = index > 0 and self.chunks[index - 1].text == ","
            pair = group.kind == "person" and not apposed and not self._one_of_two(group.last)
            return group if pair else None
        group = self._counted(index, Number(2, form="words"), index + 1)
        return group if group is not None and self._harmed_at(group.last) else None

    def _one_of_two(self, at: int) -> bool:
        """ "both men and women": no pair."""
        chunks = self.chunks
        return at + 1 < len(chunks) and chunks[at].lower in self.pack.words["and"] and is_head(chunks[at + 1])

    def _the_other(self, index: int) -> Group | None:
        """ "One died, the other lost a leg": the second of two."""
        chunk = self.chunks[index]
        if not self._harmed_at(index + 1):
            return None
        number = Number(1, form="article")
        return Group("bare", number, index, index + 1, chunk.start, chunk.end, another=True, rules=["G19"])

    def _harmed_at(self, at: int) -> bool:
        while at < len(self.chunks) and self.chunks[at].lower in self.pack.words["auxiliary"]:
            at += 1
        return at < len(self.chunks) and is_verb(self.chunks[at])

    def _passive_before(self, index: int) -> bool:
        return index > 0 and self.chunks[index - 1].lower in self.pack.words["be"]

    def _at(self, index: int) -> Group | None:
        chunk = self.chunks[index]
        if chunk.kind == "number" and (self._asked(index) or self._of_section(index)):
            return None
        if chunk.kind == "number" and (self._names_article(chunk) or self._weight(index) or self._none_of(index)):
            return None
        if chunk.kind == "number":
            return self._counted(index, chunk.data, index + 1)
        if (chunk.lower in self.pack.words["article"] or chunk.lower in self.pack.words["kin_of"]) and (
            lone := self._lone_victim(index)
        ) is not None:
            return lone
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        if chunk.lower in self.pack.words["both"]:
            return self._both(index)
        if chunk.lower in self.pack.words["the_other"]:
            return self._the_other(index)
        another = chunk.value("cue") == "another"
        if another and following is not None and following.kind == "number":
            return None
        if chunk.lower in self.pack.words["indefinite"] or another:
            group = self._headed(index, Number(1, form="article"), index + 1, article=True)
            if group is not None:
                group.article, group.another = True, another
                group.rules.append("G05")
                return group
            if another:
                # "injured another": one more of the noun before
                return Group(
                    "bare",
                    Number(1, form="article"),
                    index,
                    index + 1,
                    chunk.start,
                    chunk.end,
                    another=True,
                    article=True,
                    rules=["G06"],
                )
            return None
        if not self.pack.articles and (single := self._single(index)) is not None:
            return single
        if chunk.has("thing") and not any(
            s.kind == "thing" and (s.flags.get("generic") or s.flags.get("adjective")) for s in chunk.senses
        ):
            return self._table_row(index) or self._plural(index)
        if (
            chunk.kind == "designation"
            and model_category(chunk.text, self.pack)
            and index + 1 < len(self.chunks)
            and self.chunks[index + 1].has("thing")
        ):
            return self._plural(index)
        return None

    def _asked(self, index: int) -> bool:
        """ "How many mines were found?": a question counts nothing."""
        lead = self.chunks[index - 1].lower if index else ""
        return lead in self.pack.words["asking"] and self.chunks[index].data.form == "vague"

    def _of_section(self, index: int) -> bool:
        """ "2.4 Mines. In August ...": the number of a section."""
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        closed = (index + 2 < len(self.chunks) and self.chunks[index + 2].text == ".") or index + 2 >= len(self.chunks)
        decimal = "." in self.chunks[index].text and index == 0
        return decimal and following is not None and following.capital and closed

    def _names_article(self, chunk: Chunk) -> bool:
        """The number of a point or an article counts nothing."""
        return any(0 <= chunk.start - mark.end <= 2 for mark in self.sentence.marked("article_word"))

    def _none_of(self, index: int) -> bool:
        """ "no one was hurt", "neither of the two sappers": what is denied of all is not counted."""
        lead = [chunk.lower for chunk in self.chunks[max(0, index - 3) : index]]
        while lead and (lead[-1] in self.pack.words["of"] or lead[-1] in self.pack.words["our"]):
            lead.pop()
        return bool(lead) and lead[-1] in self.pack.words["none"]

    def _weight(self, index: int) -> int:
        """ "a 250 kg bomb", "a 500-kilogram bomb": a weight is part of the noun. How many chunks it takes, or 0."""
        chunks = self.chunks
        hyphened = index + 1 < len(chunks) and chunks[index + 1].text == "-"
        if self.pack.genitive and not hyphened:
            # "2845 кг взрывчатки": the weight of what follows in the genitive
            return 0
        last = index + 2 if hyphened else index + 1
        unit = chunks[last].sense("unit") if last < len(chunks) else None
        if chunks[index].kind != "number" or unit is None or not unit.flags.get("mass"):
            return 0
        ahead = last + 1
        while ahead < len(chunks) and ahead < last + 3 and self._plain_word(chunks[ahead]):
            ahead += 1
        noun = ahead < len(chunks) and chunks[ahead].has("thing")
        return last + 1 - index if noun else 0

    # -- with a number -----------------------------------------------------------------------------------------
    def _counted(self, index: int, number: Number, at: int) -> Group | None:
        another = index > 0 and self.chunks[index - 1].value("cue") == "another"
        # "35 — гражданские": where a dash is the verb, what stands behind it is told of the number
        dashed = at < len(self.chunks) and self.chunks[at].text == "-" and "-" in self.pack.words["be"]
        group = self._copula(index, number, at) if dashed else None
        group = group or self._headed(index, number, at)
        group = group or self._copula(index, number, at)
        if group is None and number.value == 1 and number.form == "words" and not self._bare_one(at):
            return None
        if group is None:
            chunk = self.chunks[index]
            group = Group("bare", number, index, at, chunk.start, chunk.end, rules=["G02"])
            self._them(group, at)
        if another and self.chunks[index - 1].lower not in self.pack.words["more"]:
            group.another = True
            group.start = self.chunks[index - 1].start
        return group

    def _headed(self, index: int, number: Number, at: int, article: bool = False) -> Group | None:
        """The group of a number that stands before its noun, with modifiers between."""
        chunks, words = self.chunks, self.pack.words
        group = Group("bare", number, index, at, chunks[index].start, chunks[index].end, rules=["G01"])
        group.article = article
        if at < len(chunks) and chunks[at].value("cue") == "of which":
            if not (
                at + 1 < len(chunks)
                and (chunks[at + 1].has("thing") or chunks[at + 1].has("person") or self._noun_outcome(chunks[at + 1]))
            ):
                return None
            group.of_them = True
            at += 1
        elif at < len(chunks) and chunks[at].lower in words["of"]:
            at += 1
            if at < len(chunks) and chunks[at].lower in words["our"]:
                at += 1
                told = self._told_of(group, at)
                if told is not None:
                    return told
            if at < len(chunks) and chunks[at].kind == "number":
                return self._out_of(group, at)
            elif at < len(chunks) and self._victims_before(index):
                return self._by_cause(group, at)
        for _ in range(7):
            if at >= len(chunks):
                return self._by_model(group, at)
            if self._is_noun(at):
                return self._close(group, at)
            if weight := self._weight(at):
                at += weight
                continue
            if not self._modifies(at, group):
                return self._by_model(group, at)
            at += 1
        return None

    def _is_noun(self, at: int) -> bool:
        chunk = self.chunks[at]
        if not is_head(chunk):
            return False
        if chunk.has("thing") and self._compound_after(at):
            return False
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        if following is None:
            return True
        if chunk.lower in self.pack.words["person_modifiers"]:
            # "a military source", "a police vehicle": what kind of source or vehicle, no victim
            described = following.has("title") or following.has("office") or self._plain_word(following)
            return not (described and not following.lower.endswith(tuple(self.pack.words["verb_endings"])))
        return not (chunk.text in self.pack.demonyms and (is_head(following) or self._plain_word(following)))

    def _compound_after(self, at: int) -> bool:
        """ "32 mine and ERW casualties": things before a noun of people only say what harmed them."""
        chunks, words = self.chunks, self.pack.words
        ahead = at + 1
        while (
            ahead < len(chunks)
            and ahead < at + 5
            and (chunks[ahead].has("thing") or chunks[ahead].lower in words["and"] or chunks[ahead].text in ("/", ","))
        ):
            ahead += 1
        if ahead >= len(chunks) or chunks[ahead - 1].text == "," or chunks[ahead - 1].lower in words["and"]:
            return False
        noun = self._noun_outcome(chunks[ahead]) and not is_verb(chunks[ahead])
        return ahead > at + 1 and noun

    def _modifies(self, at: int, group: Group) -> bool:
        chunk = self.chunks[at]
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        if chunk.kind == "designation":
            group.model = chunk.text
            return True
        if chunk.kind == "aside":
            return chunk.data in ("calibre", "age")
        if chunk.value("cue") == "another":
            group.another = True
            return True
        for make in self.makes:
            if make.first <= at < make.last:
                group.make = make
                return True
        for layer in self.layers:
            if layer.start == chunk.start:
                group.laid_by = layer.name
                return True
        if chunk.text == "/" or chunk.lower in self.pack.words["and"]:
            return at > 0 and self.chunks[at - 1].has("thing") and self._compound_after(at - 1)
        if chunk.kind == "word":
            if chunk.capital and len(chunk.text) > 2 and model_category(chunk.text, self.pack):
                group.model = chunk.text
            return chunk.lower not in self.pack.words["function"]
        if chunk.has("thing") and self._compound_after(at):
            return True
        if chunk.kind != "lex" or following is None:
            return chunk.text in ('"', "-") or chunk.lower in self.pack.words["possessive"]
        verb = chunk.has("action") or is_verb(chunk)
        if verb:
            group.actions |= {chunk.value("action") or ""} - {""} if is_head(following) else frozenset()
            group.outcome = chunk.value("outcome") if is_head(following) and is_verb(chunk) else group.outcome
            return is_head(following) and chunk.lower not in self.pack.words["be"]
        blocked = ("place_cue", "direction", "according", "tally_verb", "cue", "production", "layer", "vague")
        return not any(chunk.has(kind) for kind in blocked) or chunk.text in self.pack.demonyms

    def _by_model(self, group: Group, at: int) -> Group | None:
        """ "100 Armenian-made PMN-E": a model of a known family stands for the noun."""
        category = model_category(group.model, self.pack) if group.model else None
        if category is None:
            return None
        group.kind, group.category, group.unit = "ordnance", category, "item"
        while self.chunks[at - 1].kind == "sign":
            at -= 1
        group.last, group.end = at, self.chunks[at - 1].end
        group.rules.append("G03")
        return group

    # -- without a number --------------------------------------------------------------------------------------
    def _table_row(self, index: int) -> Group | None:
        """ "Anti-tank mines: 14": the noun before its number."""
        chunks = self.chunks
        if index + 2 < len(chunks) and chunks[index + 1].text in (":", "-", "=") and chunks[index + 2].kind == "number":
            following = chunks[index + 3] if index + 3 < len(chunks) else None
            after_slash = index > 0 and chunks[index - 1].text == "/"
            if not after_slash and (
                following is None or (following.kind == "sign" and following.text in (",", ";", ".", "("))
            ):
                number: Number = chunks[index + 2].data
                group = Group(
                    "ordnance", number, index, index + 3, chunks[index].start, chunks[index + 2].end, rules=["G04"]
                )
                self._fill(group, chunks[index])
                return group
        return None

    def _plural(self, index: int) -> Group | None:
        """ "home-made mines were found": things without a number."""
        chunks = self.chunks
        head = index + 1 if chunks[index].kind == "designation" else index
        first = index
        model = chunks[index].text if chunks[index].kind == "designation" else None
        before = chunks[first - 1] if first else None
        if before is not None and (
            before.lower in self.pack.words["our"]
            or before.lower in self.pack.words["indefinite"]
            or before.kind == "number"
        ):
            return None
        thing = chunks[head].sense("thing")
        if thing is None or (not is_plural(chunks[head], self.pack) and thing.value not in ("UXO", "ERW")):
            return None
        group = Group(
            "ordnance",
            Number(None, hedge="about", form="none"),
            first,
            head + 1,
            chunks[first].start,
            chunks[head].end,
            plural=True,
            rules=["G07"],
        )
        self._fill(group, chunks[head])
        group.model = model
        self._after(group, head + 1)
        if group.model and group.category == UNSPECIFIED:
            group.category = model_category(group.model, self.pack) or group.category
        return group
