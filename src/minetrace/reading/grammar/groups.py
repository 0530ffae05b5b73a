"""Quantity groups: a number, its noun, and what is said of exactly these items."""

from __future__ import annotations

from minetrace.reading.chunks import is_plural
from minetrace.reading.grammar.apposed import without_apposed
from minetrace.reading.grammar.families import FamilyReader
from minetrace.reading.grammar.group import UNSPECIFIED, Group, is_head, is_verb
from minetrace.reading.numbers import Number
from minetrace.reading.ordnance import model_category

_OLDEST = 110
"""Nobody is older, as far as a text is concerned."""
_OPENING_WORDS = "single_leads|article|kin_of|indefinite|both|the_other"
_OPENING_KINDS = ("cue", "thing", "person", "outcome")


class GroupReader(FamilyReader):
    """Finds the quantity groups of one sentence."""

    def read(self) -> list[Group]:
        """All groups, left to right, those of indefinite articles and bare plurals included."""
        found: list[Group] = []
        after = 0
        for index in self._openings():
            group = self._at(index) if index >= after else None
            if group is None:
                continue
            self._other_things(group, found)
            if group.kind != "nonclaim" and not self._tells_parent(group):
                found.append(group)
            after = group.last
        self._all_of_model(found)
        return self._families(without_apposed(found, self.chunks, self.pack))

    def _tells_parent(self, group: Group) -> bool:
        """ "a sapper, a father of two children, was killed", "отец двоих детей": whose parent somebody is."""
        before = [chunk.lower for chunk in self.chunks[max(0, group.first - 2) : group.first]]
        if before[-1:] and before[-1] in self.pack.words["of"]:
            before.pop()
        behind = self.chunks[group.last] if group.last < len(self.chunks) else None
        after, parents = behind.lower if behind is not None else "", self.pack.words["parents"]
        # "the father of two boys killed by a mine"
        harmed = behind is not None and self.pack.articles and is_verb(behind)
        counted = group.number.form in ("digits", "words") and group.kind in ("person", "bare") and not harmed
        return counted and ((bool(before) and before[-1].split()[-1] in parents) or after in parents)

    def _other_things(self, group: Group, before: list[Group]) -> None:
        """ "318 mortar bombs, 95 rockets and 62 others": in a list of things "others" are things."""
        last = before[-1] if before else None
        noun = self.chunks[group.last - 1].lower in self.pack.words["others"]
        if last is None or last.kind != "ordnance" or group.kind != "person" or not noun:
            return
        gap = self.chunks[last.last : group.first]
        kept = self.chunks[group.last] if group.last < len(self.chunks) else None
        if kept is not None and kept.has("action") and any(chunk.text == ";" for chunk in gap):
            # "2,334 mines were destroyed; 1,021 others are kept"
            group.kind, group.category, group.unit, group.group = "ordnance", last.category, "item", None
            return
        harmed = self._harmed_at(group.last)  # "killed by a mine and two others were hurt"
        if gap and not harmed and all(c.text == "," or c.lower in self.pack.words["and"] for c in gap):
            group.kind, group.category, group.unit, group.group = "ordnance", "other", "item", None

    def _openings(self) -> list[int]:
        """Where a group may begin: at a number, a model, an article, a pronoun, a thing, a person, or "another"."""
        sentence = self.sentence
        typed, meant = sentence.typed("number", "designation"), sentence.where(*_OPENING_KINDS)
        return sorted({*typed, *meant, *sentence.spelled(self.pack.words[_OPENING_WORDS])})

    def _all_of_model(self, groups: list[Group]) -> None:
        """ "24 mines were found, all of them TM-62": the model of a count told behind it."""
        plurals = [at + ahead for at in self.sentence.spelled(self.pack.words["all"]) for ahead in (1, 2, 3)]
        for at in sorted({*self.sentence.typed("designation"), *plurals}):
            model = self._model_at(at)
            if model is None:
                continue
            category = model_category(model, self.pack)
            lead = self.chunks[max(0, at - 4) : at]
            before = [group for group in groups if group.kind == "ordnance" and group.last <= at]
            told = any(part.lower in self.pack.words["all"] for part in lead) or (
                any(part.lower in self.pack.words["type_words"] for part in lead)
                and any(part.lower in self.pack.words["be"] for part in lead)
            )
            partly = any(part.has("hedge") or part.lower in self.pack.words["partly"] for part in lead)
            if category is None or not before or not told or partly:
                continue
            target = before[-1]
            if target.model is None and target.number.form != "none" and target.category in (UNSPECIFIED, category):
                target.model, target.category = model, category

    def _model_at(self, at: int) -> str | None:
        """ "all of them TM-62", "all of them PMNs": the model that a chunk names."""
        chunk = self.chunks[at] if at < len(self.chunks) else None
        if chunk is None or chunk.kind == "designation":
            return chunk.text if chunk is not None else None
        stem = chunk.text.removesuffix("s")
        told = chunk.kind == "word" and len(stem) > 2 and stem.isupper() and self.pack.articles
        return stem if told and model_category(stem, self.pack) is not None else None

    def _lone_victim(self, index: int) -> Group | None:
        """ "The driver was killed": one person whom no article told before."""
        chunks, words = self.chunks, self.pack.words
        noun = index + 1
        if self.pack.articles and noun + 1 < len(chunks) and chunks[noun].data == "age":
            noun += 1  # "his ten-year-old niece"
        role = chunks[noun] if noun < len(chunks) else None
        if role is not None and not role.has("person") and self._aged_stranger(index + 1):
            return self._of_stranger(index)
        if role is None or not role.has("person") or is_plural(role, self.pack) or role.lower in words["collective"]:
            return None
        at = self._over_another(self._over_name(noun + 1))
        aside = at
        while at < len(chunks) and at < aside + 4 and chunks[at].lower in words["auxiliary"]:
            at += 1
        harm = at < len(chunks) and is_verb(chunks[at])
        object_of = index > 0 and is_verb(chunks[index - 1]) and not self._passive_before(index - 1)
        passive = object_of or any(chunk.lower in words["be"] for chunk in chunks[aside:at])
        harm = harm or object_of
        alone = harm and any(s.kind == "outcome" and s.flags.get("form") == "intransitive" for s in chunks[at].senses)
        linked = index > 0 and (chunks[index - 1].lower in words["and"] or chunks[index - 1].text == ",")
        speaks = noun + 1 < len(chunks) and chunks[noun + 1].has("speech")
        joined = linked and not speaks and chunks[index].lower in words["kin_of"]
        if (role.value("person") == "all" and not joined) or not (joined or (harm and (passive or alone))):
            return None
        group = Group("person", Number(1, form="article"), index, noun + 1, chunks[index].start, role.end)
        group.unit, group.group = "person", role.value("person")
        group.article = True
        group.definite = chunks[index].lower not in words["kin_of"]
        group.rules.append("G17")
        return group

    def _over_name(self, at: int) -> int:
        """ "its driver, Petro Lysenko (34), died": the index behind a name or age between commas."""
        chunks = self.chunks
        if at >= len(chunks) or chunks[at].text != ",":
            return at
        if at + 1 < len(chunks) and chunks[at + 1].lower in self.pack.words["of_persons"]:
            # "his son, who ran to help, lost a foot"
            return next((i + 1 for i in range(at + 2, min(at + 14, len(chunks))) if chunks[i].text == ","), at)
        for ahead in range(at + 1, min(at + 8, len(chunks))):
            if chunks[ahead].text == ",":
                behind = chunks[ahead + 1].lower if ahead + 1 < len(chunks) else ""
                further = behind in self.pack.words["of_persons"] and ahead > at + 1
                return self._over_name(ahead) if further else ahead + 1 if ahead > at + 1 else at
            named = chunks[ahead].kind == "aside" or (chunks[ahead].kind == "word" and chunks[ahead].capital)
            if not named and chunks[ahead].text not in ("(", ")", "-") and chunks[ahead].kind != "number":
                return at
        return at

    def _aged_stranger(self, at: int) -> bool:
        """ "the bride, 19, lost an eye": a noun that no lexicon lists, of a person by the age behind it."""
        chunks, words = self.chunks, self.pack.words
        aside = chunks[at + 1 : at + 4]
        if self.pack.free_order or len(aside) < 3 or (aside[0].text, aside[2].text) != (",", ","):
            return False
        aged = (aside[1].kind == "number" and 0 < (aside[1].data.value or 0) < _OLDEST) or aside[1].data == "age"
        noun = chunks[at].kind == "word" and chunks[at].lower not in words["no_people|function"]
        return aged and noun and self._harmed_at(at + 4)

    def _of_stranger(self, index: int) -> Group:
        lead, noun = self.chunks[index], self.chunks[index + 1]
        group = Group("person", Number(1, form="article"), index, index + 2, lead.start, noun.end, rules=["G17", "G24"])
        group.unit, group.group, group.article, group.definite = "person", "all", True, True
        return group

    def _over_another(self, at: int) -> int:
        """ "the driver and nine passengers died": the index of the verb that both share, behind the second."""
        chunks, words = self.chunks, self.pack.words
        if self.pack.free_order or at >= len(chunks) or chunks[at].lower not in words["list_joins"]:
            return at
        for ahead in range(at + 2, min(at + 7, len(chunks))):
            if is_verb(chunks[ahead]) or chunks[ahead].lower in words["be|perfect|past_before"]:
                people = any(is_head(chunk) and not chunk.has("thing") for chunk in chunks[at + 1 : ahead])
                return ahead if people else at
            if chunks[ahead].kind not in ("word", "lex", "number"):
                return at
        return at

    def _both(self, index: int) -> Group | None:
        """ "both were killed", "both men died": two people told of before."""
        group = self._headed(index, Number(2, form="words"), index + 1)
        if group is not None:
            apposed = index > 0 and self.chunks[index - 1].text == ","
            pair = group.kind == "person" and not apposed and not self._one_of_two(group.last)
            return group if pair else None
        group = self._counted(index, Number(2, form="words"), index + 1)
        return group if group is not None and self._harmed_at(group.last) else None

    def _only_one(self, index: int) -> bool:
        """ "the last mine was blown up": one thing, told apart by its place in a row."""
        lead = self.chunks[index - 1] if index else None
        after = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        noun = after is not None and after.has("thing") and not is_plural(after, self.pack)
        return noun and lead is not None and lead.lower in self.pack.words["article|indefinite"]

    def _one_of_two(self, at: int) -> bool:
        """ "both men and women": no pair."""
        chunks = self.chunks
        return at + 1 < len(chunks) and chunks[at].lower in self.pack.words["and"] and is_head(chunks[at + 1])

    def _the_other(self, index: int) -> Group | None:
        """ "One died, the other lost a leg": the second of two."""
        chunk = self.chunks[index]
        last = self._over_apposition(index + 1)
        while last < len(self.chunks) and self.chunks[last].lower in self.pack.words["carers"]:
            last += 1
        if not self._harmed_at(last):
            return None
        number = Number(1, form="article")
        return Group("bare", number, index, last, chunk.start, chunk.end, another=True, rules=["G19"])

    def _over_apposition(self, at: int) -> int:
        """ "третий, 17-летний подросток, госпитализирован": the index behind the second comma."""
        opened = self.pack.genitive and at < len(self.chunks) and self.chunks[at].text == ","
        close = next((i for i in range(at + 2, min(at + 7, len(self.chunks))) if self.chunks[i].text == ","), None)
        return close + 1 if opened and close is not None else at

    def _harmed_at(self, at: int) -> bool:
        while at < len(self.chunks) and self.chunks[at].lower in self.pack.words["auxiliary"]:
            at += 1
        return at < len(self.chunks) and is_verb(self.chunks[at])

    def _passive_before(self, index: int) -> bool:
        return index > 0 and self.chunks[index - 1].lower in self.pack.words["be"]

    def _counts_nothing(self, index: int) -> bool:
        """Whether a number belongs to a name, a heading, a date or a denial."""
        return (
            self._inside_word(index)
            or self._asked(index)
            or self._of_section(index)
            or self._day_in_brackets(index)
            or self._of_height(index)
            or self._names_article(index)
            or self._weight(index) > 0
            or self._none_of(index)
            or self._each(index)
            or self._one_of_many(index)
        )

    def _at(self, index: int) -> Group | None:
        chunk = self.chunks[index]
        if chunk.kind == "number" and self._counts_nothing(index):
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
        if chunk.lower in self.pack.words["single_leads"] and self._only_one(index):
            return self._headed(index, Number(1, form="article"), index + 1, article=True)
        if chunk.lower in self.pack.words["the_other"]:
            return self._the_other(index)
        another = chunk.value("cue") == "another" and chunk.lower not in self.pack.words["never_one"]
        if another and following is not None and following.kind == "number":
            return None
        if chunk.lower in self.pack.words["indefinite"] and self._none_of(index):
            return None  # "not a single mine was found"
        if chunk.lower in self.pack.words["indefinite"] or another:
            group = self._headed(index, Number(1, form="article"), index + 1, article=True)
            if group is not None:
                group.article, group.another = True, another
                group.rules.append("G05")
                return group
            if another:
                # "injured another": one more of the noun before; "a third, Zeferino, was blinded"
                named = self._over_name(index + 1)
                last = named if self.pack.articles and named == index + 4 and self._harmed_at(named) else index + 1
                number, end = Number(1, form="article"), self.chunks[last - 1].end
                end = chunk.end if last == index + 1 else end
                return Group("bare", number, index, last, chunk.start, end, another=True, article=True, rules=["G06"])
            return None
        if not self.pack.articles and (single := self._set_off(index) or self._single(index)) is not None:
            return single
        if chunk.has("outcome") and (row := self._people_row(index)) is not None:
            return row
        if chunk.has("thing") and not any(
            s.kind == "thing" and (s.flags.get("generic") or s.flags.get("adjective")) for s in chunk.senses
        ):
            return self._table_row(index) or self._plural(index)
        if chunk.has("thing") and (row := self._adjective_row(index)) is not None:
            return row
        following_thing = following is not None and following.has("thing")
        named = following_thing or self._over_plural(index + 1) > index + 1
        if chunk.kind == "designation" and named and model_category(chunk.text, self.pack):
            return self._plural(index)
        return None

    def _one_of_many(self, index: int) -> bool:
        """ "It was a BLU-26, one of some 270 million that ...": what counts is how many there were."""
        behind = [chunk for chunk in self.chunks[index + 1 : index + 4] if not chunk.has("hedge")]
        many = len(behind) > 1 and behind[0].lower in self.pack.words["of"] and behind[1].kind == "number"
        apposed = index > 0 and (
            self.chunks[index - 1].text == "," or self.chunks[index - 1].lower in self.pack.words["be"]
        )
        return many and apposed and self.chunks[index].data.value == 1 and (behind[1].data.value or 0) > 1

    def _set_off(self, index: int) -> Group | None:
        """ "tank əleyhinə minaya düşüb": one mine of a kind, in the words for who set it off."""
        if not self.pack.head_final or index + 1 >= len(self.chunks):
            return None
        chunk, verb = self.chunks[index], self.chunks[index + 1]
        kind = chunk.sense("thing")
        typed = kind is not None and (kind.flags.get("adjective") or chunk.kind == "designation")
        sets_off = verb.has("sets_off") or verb.lower in self.pack.words["trodden"]
        if kind is None or not typed or not sets_off:
            return None
        noun = verb.start + len(verb.text.split()[0])
        group = Group("ordnance", Number(1, form="article"), index, index + 1, chunk.start, noun, rules=["G05"])
        group.category, group.unit, group.article, group.actions = kind.value, "item", True, frozenset(("exploded",))
        return group

    # -- without a number --------------------------------------------------------------------------------------
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
        if model is not None and chunks[head].text == "s":
            group = Group("bare", Number(None, hedge="about", form="none"), first, head + 1, chunks[first].start, 0)
            group.model, group.plural, group.end = model, True, chunks[head].end
            group.rules.append("G07")
            closed = self._by_model(group, head + 1)
            if closed is not None:
                self._after(closed, closed.last)
            return closed
        thing = chunks[head].sense("thing")
        row = [chunk.kind if chunk.kind == "number" else chunk.text for chunk in chunks[head + 1 : head + 3]]
        if self.pack.genitive and row == ["-", "number"]:
            return None  # "гранаты - 61 шт."
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
