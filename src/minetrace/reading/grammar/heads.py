"""The noun of a number: the group of a number that stands before its noun, and numbers that count nothing."""

from __future__ import annotations

from minetrace.reading.chunks import is_plural
from minetrace.reading.grammar.group import UNSPECIFIED, Group, is_head, is_verb
from minetrace.reading.grammar.singles import SingleReader
from minetrace.reading.grammar.strangers import is_stranger
from minetrace.reading.numbers import Number
from minetrace.reading.ordnance import model_category


class HeadReader(SingleReader):
    """Finds the group that a number opens."""

    def _names_article(self, index: int) -> bool:
        """The number of a point or an article counts nothing; behind "items:" it does."""
        if index and self.chunks[index - 1].text == ":":
            return False
        start = self.chunks[index].start
        return any(0 <= start - mark.end <= 2 for mark in self.sentence.marked("article_word"))

    def _of_height(self, index: int) -> bool:
        """ "On Hill 60 mines were found": the number of a height counts nothing."""
        lead = self.chunks[index - 1] if index else None
        return lead is not None and lead.capital and lead.lower in self.pack.words["numbered_heights"]

    def _inside_word(self, index: int) -> bool:
        """ "R2M2": a number that letters stand right before names a model."""
        before = self.chunks[index - 1] if index else None
        return before is not None and before.end == self.chunks[index].start and before.text.isalpha()

    def _asked(self, index: int) -> bool:
        """ "How many mines were found?": a question counts nothing."""
        lead = self.chunks[index - 1].lower if index else ""
        return lead in self.pack.words["asking"] and self.chunks[index].data.form == "vague"

    def _day_in_brackets(self, index: int) -> bool:
        """ "nesta sexta-feira (4)": the day of the month behind that of the week."""
        lead, after = self.chunks[max(0, index - 2) : index], self.chunks[index + 1 : index + 2]
        signs = [chunk.text for chunk in (*lead[1:], *after)]
        return signs == ["(", ")"] and lead[0].kind == "period" and lead[0].data.kind == "day"

    def _of_section(self, index: int) -> bool:
        """ "2.4 Mines. In August ...": the number of a section."""
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        closed = (index + 2 < len(self.chunks) and self.chunks[index + 2].text == ".") or index + 2 >= len(self.chunks)
        decimal = "." in self.chunks[index].text and index == 0
        return decimal and following is not None and following.capital and closed

    def _none_of(self, index: int) -> bool:
        """ "no one was hurt", "neither of the two sappers": what is denied of all is not counted."""
        lead = [chunk.lower for chunk in self.chunks[max(0, index - 5) : index]]
        if lead[-3:-2] == ["one"] and lead[-2] in self.pack.words["of"] and not self._laid_behind(index):
            lead = lead[:-3]  # "not one of the 40 mines went off"
        while lead and (lead[-1] in self.pack.words["of"] or lead[-1] in self.pack.words["our"]):
            lead.pop()
        return bool(lead) and lead[-1] in self.pack.words["none"]

    def _each(self, index: int) -> bool:
        """ "every one of them destroyed": all, and not one."""
        return index > 0 and self.chunks[index - 1].lower in self.pack.words["every"]

    def _laid_behind(self, index: int) -> bool:
        """ "one of the 40 mines was laid by them": what is told of the things themselves."""
        be = self.pack.words["be"]
        return any(chunk.has("action", "laid") or chunk.lower in be for chunk in self.chunks[index:])

    def _weight(self, index: int) -> int:
        """ "a 250 kg bomb", "a 500-kilogram bomb": a weight is part of the noun. How many chunks it takes, or 0."""
        chunks = self.chunks
        if chunks[index].kind != "number":
            return 0
        hyphened = index + 1 < len(chunks) and chunks[index + 1].text == "-"
        if (self.pack.genitive or self.pack.head_final) and not hyphened:
            # "2845 кг взрывчатки": the weight of what follows in the genitive
            return 0
        last = index + 2 if hyphened else index + 1
        unit = chunks[last].sense("unit") if last < len(chunks) else None
        if unit is None or not unit.flags.get("mass"):
            return 0
        ahead = last + 1
        while ahead < len(chunks) and ahead < last + 3 and self._plain_word(chunks[ahead]):
            ahead += 1
        noun = ahead < len(chunks) and chunks[ahead].has("thing")
        model = last + 1 < len(chunks) and chunks[last + 1].kind == "designation"
        noun = noun or (model and model_category(chunks[last + 1].text, self.pack) is not None)
        return last + 1 - index if noun else 0

    def _points_at(self, group: Group, at: int) -> None:
        """ "12 of the shells", "12 of the dead": what kind of things or people the phrase at chunk `at` points to."""
        for chunk in self.chunks[at : at + 4]:
            if chunk.kind in ("designation", "number", "sign"):
                return
            if is_head(chunk) or self._noun_outcome(chunk):
                nouns = (s for s in chunk.senses if s.kind == "outcome" and s.flags.get("form") == "noun")
                group.of_fate = next((sense.value for sense in nouns), None)
                group.of_kind = chunk.value("thing") or chunk.value("person") or "all"
                group.of_noun, group.of_them = chunk.lower.split()[-1], True
                return

    def _kind_first(self, index: int, number: Number, at: int) -> Group | None:
        """ "men made up 66 of the victims, boys 11, women five": who they are, and the number behind."""
        head = self.chunks[index - 1] if index else None
        if head is None or not self.pack.articles or not head.has("person"):
            return None
        if not is_plural(head, self.pack) and head.lower not in self.pack.words["collective"]:
            return None
        lead = self.chunks[index - 2] if index > 1 else None
        after = self.chunks[at] if at < len(self.chunks) else None
        words = self.pack.words
        opened = lead is None or lead.text in (",", ";", ":", "(", "-") or lead.lower in words["and"]
        if not opened or not (after is None or after.kind == "sign" or after.lower in words["and"]):
            return None
        group = Group("person", number, index, at, head.start, self.chunks[at - 1].end, rules=["G26"])
        self._fill(group, head)
        group.of_them = True
        return group

    def _kind_aside(self, index: int, number: Number, at: int) -> Group | None:
        """ "17, anti-personnel, are of Belgian make": the kind between commas behind its number."""
        aside = self.chunks[at : at + 3]
        if len(aside) < 3 or (aside[0].text, aside[2].text) != (",", ",") or self.pack.free_order:
            return None
        if not any(sense.kind == "thing" and sense.flags.get("adjective") for sense in aside[1].senses):
            return None
        start = self.chunks[index].start
        group = Group("ordnance", number, index, at + 2, start, aside[1].end, rules=["G01"], adjective=True)
        self._fill(group, aside[1])
        group.last, group.end = at + 2, aside[1].end
        return group

    def _counted(self, index: int, number: Number, at: int) -> Group | None:
        another = index > 0 and self.chunks[index - 1].value("cue") == "another"
        # "35 — гражданские": where a dash is the verb, what stands behind it is told of the number
        dashed = at < len(self.chunks) and self.chunks[at].text == "-" and "-" in self.pack.words["be"]
        group = self._copula(index, number, at) if dashed else None
        group = group or self._headed(index, number, at)
        group = group or self._copula(index, number, at) or self._noun_first(index, number, at)
        group = group or self._kind_first(index, number, at) or self._kind_aside(index, number, at)
        if group is None and number.value == 1 and number.form == "words" and not self._bare_one(index, at):
            return None
        if group is None:
            chunk = self.chunks[index]
            group = Group("bare", number, index, at, chunk.start, chunk.end, rules=["G02"])
            self._them(group, at)
            if self.pack.head_final and group.last < len(self.chunks) and self.chunks[group.last].lower[0] == "+":
                group.last, group.end = group.last + 1, self.chunks[group.last].end
        if at < len(self.chunks) and self.chunks[at].lower[0] == "+" and index:
            # "12 jurnalistdən 4-ü": out of those counted right before
            group.of_them = group.of_them or self.chunks[index - 1].lower in self.pack.words["out_of"]
        if another and self.chunks[index - 1].lower not in self.pack.words["more"]:
            group.another = True
            group.start = self.chunks[index - 1].start
        return self._kind_ahead(group, index) if self.pack.head_final else group

    def _kind_ahead(self, group: Group, index: int) -> Group:
        """ "piyada əleyhinə 82, tank əleyhinə 5 mina": the kind of the things told before their number."""
        kind = self.chunks[index - 1].sense("thing") if index else None
        counted = index > 1 and self.chunks[index - 2].kind == "number"
        if kind is None or not kind.flags.get("adjective") or counted or group.kind not in ("bare", "ordnance"):
            return group
        if group.kind == "bare" or group.category == UNSPECIFIED:
            group.kind, group.unit, group.category = "ordnance", "item", kind.value
            group.first, group.start = index - 1, self.chunks[index - 1].start
        return group

    def _headed(self, index: int, number: Number, at: int, article: bool = False) -> Group | None:
        """The group of a number that stands before its noun, with modifiers between."""
        chunks, words = self.chunks, self.pack.words
        group = Group("bare", number, index, at, chunks[index].start, chunks[index].end, rules=["G01"])
        group.article = article
        if at < len(chunks) and chunks[at].value("cue") == "of which":
            if not self._counts_of(at + 1):
                return None
            group.of_them = True
            at += 1
            group.of_fate = chunks[at].value("outcome") if at < len(chunks) else None
            told = self._told_of(group, at)
            if told is not None:
                return told
        elif at < len(chunks) and chunks[at].lower in words["of"]:
            at += 1
            dated = at + 1 < len(chunks) and chunks[at].kind == "period" and chunks[at + 1].lower in words["possessive"]
            at += 1 if dated else 0
            if dated or (at < len(chunks) and chunks[at].lower in words["our"]):
                pointed = dated or chunks[at].lower in words["pointers"]
                at += 1
                if pointed and number.value not in (1, None):
                    self._points_at(group, at)
                told = self._told_of(group, at)
                if told is not None:
                    return told
            if at < len(chunks) and chunks[at].kind == "number":
                return self._out_of(group, at)
            elif at < len(chunks) and self._victims_before(index):
                return self._by_cause(group, at)
        elif at < len(chunks) and chunks[at].lower in words["article"] and index and self._gives(index - 1):
            at += 1
        for _ in range(7):
            if at >= len(chunks):
                return self._by_model(group, at)
            if self._is_noun(at):
                return self._close(group, at)
            if self._trade(group, at) or self._stranger(group, index, at):
                return group
            if weight := self._weight(at):
                at += weight
                continue
            if self.pack.head_final and chunks[at].lower in words["cue_gap"]:
                at += 1  # "12-si isə tank əleyhinədir"
                continue
            if self._names_model(at) and (after := self._listed_models(at)) > at + 1:
                group.model = self._joined_models(at, after)
                at = after
                continue
            if not self._modifies(at, group):
                return self._by_model(group, at) or self._by_age(group, index, at)
            at += 1
        return None

    def _by_age(self, group: Group, index: int, at: int) -> Group | None:
        """ "an 11-year-old from Arif was killed", "two 10-year-olds": people by their age alone."""
        age = self.chunks[at - 1]
        told = at - 1 > index and age.kind == "aside" and age.data == "age" and self.pack.articles
        if not told or not age.lower.endswith(tuple(self.pack.words["age_nouns"])):
            return None
        group.kind, group.unit, group.group, group.plural = "person", "person", "all", not group.article
        group.last, group.end = at, age.end
        return group

    def _counts_of(self, at: int) -> bool:
        """ "12 of the | mines", "three of those | killed were": whether a noun or a fate stands behind "of those"."""
        chunk = self.chunks[at] if at < len(self.chunks) else None
        if chunk is None or chunk.means(("thing", "person")) or self._noun_outcome(chunk):
            return chunk is not None
        told = at + 1 < len(self.chunks) and self.chunks[at + 1].lower in self.pack.words["be"]
        return chunk.has("outcome") and told

    def _stranger(self, group: Group, first: int, at: int) -> bool:
        """ "two porters were wounded", "killing 14 blue berets": people by a noun that no lexicon lists."""
        english = self.pack.articles and not self.pack.free_order
        if not english or not is_stranger(self.chunks, first, at, group.article, self.pack):
            return False
        noun = self.chunks[at].lower.removesuffix("s")
        trade = noun.endswith(tuple(self.pack.words["occupation_endings"]))
        group.kind, group.unit, group.group = "person", "person", "civilian" if trade else "all"
        group.last, group.end, group.plural = at + 1, self.chunks[at].end, not group.article
        group.rules.append("G24")
        if self.chunks[at].lower in self.pack.words["pairs"]:
            behind = self.chunks[at + 1].lower if at + 1 < len(self.chunks) else ""
            group.number, group.article = Number(2, form="words"), False
            group.group = "all" if behind in self.pack.words["of"] else "civilian"  # "a pair of deminers", "a couple"
        return True

    def _gives(self, at: int) -> bool:
        """ "cifra en ocho los heridos": a figure told before what it counts."""
        lead = self.chunks[at - 1] if at else None
        return lead is not None and lead.has("speech") and self.chunks[at].lower in self.pack.words["figure_leads"]

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
            described = following.means(("title", "office")) or self._plain_word(following)
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
        if chunk.text == "." and self.chunks[at - 1].capital and len(self.chunks[at - 1].text) == 1:
            # "two U.S. soldiers"
            return True
        if (
            chunk.kind == "aside"
            and chunk.data == "number"
            and chunk.lower.startswith(tuple(self.pack.words["marked"]))
        ):
            # "29 No. 4 mines": a model told by its number
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
        if self.pack.genitive and (chunk.kind == "period" or chunk.lower in self.pack.words["place_pronouns"]):
            # "214 снятых там с марта мин": between a participle and the noun
            return at > 0 and any(c.has("action") for c in self.chunks[max(0, at - 2) : at])
        if self.pack.genitive and chunk.lower in self.pack.words["kin_of"]:
            # "двое его товарищей"
            return following is not None and following.has("person")
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
        if chunk.has("place_type") and chunk.lower.split()[-1] in self.pack.words["of"]:
            return False  # "cleared 12 villages of mines"
        verb = chunk.has("action") or is_verb(chunk)
        if verb and self.pack.genitive and following.lower in self.pack.words["place_pronouns"]:
            group.actions |= {chunk.value("action") or ""} - {""}
            return True
        if verb:
            group.actions |= {chunk.value("action") or ""} - {""} if is_head(following) else frozenset()
            group.outcome = chunk.value("outcome") if is_head(following) and is_verb(chunk) else group.outcome
            return is_head(following) and chunk.lower not in self.pack.words["be"]
        if chunk.has("hedge") and self.pack.articles and not self.pack.free_order:
            return False  # "five things said about mines"
        blocked = ("place_cue", "direction", "according", "tally_verb", "cue", "production", "layer", "vague")
        return not chunk.means(blocked) or chunk.text in self.pack.demonyms
