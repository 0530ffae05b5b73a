"""The noun of a quantity group and what follows it."""

from __future__ import annotations

from dataclasses import replace

from minetrace.reading.chunks import Chunk, Sentence, is_plural, number_of
from minetrace.reading.grammar.group import MIXED, SUCH, UNSPECIFIED, Group, is_head
from minetrace.reading.names import is_capital
from minetrace.reading.numbers import Number
from minetrace.reading.ordnance import Layer, Make, model_category
from minetrace.reading.pack import Pack


class NounReader:
    """Reads the noun of a group and what follows it: the thing, the unit or the people, models, makers, layers."""

    def __init__(self, sentence: Sentence, pack: Pack, makes: list[Make], layers: list[Layer]) -> None:
        self.chunks = sentence.chunks
        self.sentence = sentence
        self.pack = pack
        self.makes = makes
        self.layers = layers

    def _fill(self, group: Group, head: Chunk) -> None:
        unit = head.sense("unit")
        thing = head.sense("thing")
        if unit is not None:
            group.unit = unit.value
            group.kind = "ordnance" if unit.flags.get("mass") else "area"
            group.category = "other" if unit.flags.get("mass") else None
            if unit.flags.get("mass"):
                group.generic = True
        elif head.has("nonclaim") and thing is None:
            group.kind = "nonclaim"
        elif thing is not None:
            group.kind, group.category, group.unit = "ordnance", thing.value, "item"
            group.generic = bool(thing.flags.get("generic"))
            group.adjective = bool(thing.flags.get("adjective"))
            group.model = group.model or thing.flags.get("nickname")
        else:
            group.kind, group.unit = "person", "person"
            group.group = head.value("person") or "all"
            noun = next((s for s in head.senses if s.kind == "outcome" and s.flags.get("form") == "noun"), None)
            group.outcome = noun.value if noun else group.outcome
        group.plural = is_plural(head, self.pack)
        group.noun = head.lower.split()[-1]

    def _is_heard(self, group: Group, at: int) -> bool:
        """ "a local official told", "according to a resident": this one speaks and is not counted."""
        lead = self.chunks[group.first - 1] if group.first else None
        if group.article:
            return self._speaks(at) or (lead is not None and lead.has("according"))
        return self._tells_on(at)

    def _over_body(self, group: Group, at: int) -> int:
        """ "two members of the Free Fields team": the body belongs to the noun."""
        chunks, words = self.chunks, self.pack.words
        last = at
        while last < len(chunks) and last < at + 7 and chunks[last].kind in ("word", "lex"):
            chunk = chunks[last]
            small = chunk.lower in words["function"] and chunk.lower not in words["article|of|indefinite"]
            if small or chunk.lower in words["auxiliary"] or chunk.means(("outcome", "place_cue")):
                break
            last += 1
        if last > at:
            group.last, group.end = last, chunks[last - 1].end
        return last

    def _of_noun(self, group: Group, at: int) -> int:
        """ "730 pieces of unexploded ordnance", "593.4 kg of explosives", "75 hectares of land"."""
        chunks = self.chunks
        counter = group.generic or group.unit == "kg"
        joined = at + 1 < len(chunks) and chunks[at].lower in self.pack.words["of"]
        if counter and (joined or ((self.pack.genitive or self.pack.head_final) and at < len(chunks))):
            ahead = at + 1 if joined else at
            while (
                ahead < len(chunks)
                and ahead < at + 4
                and not chunks[ahead].has("thing")
                and chunks[ahead].kind == "word"
            ):
                ahead += 1
            if ahead < len(chunks) and chunks[ahead].has("thing"):
                mass = group.unit not in ("item", None)
                group.category = "other" if mass else chunks[ahead].value("thing")
                group.generic = False
                group.last, group.end = ahead + 1, chunks[ahead].end
                return ahead + 1
            if joined and group.unit == "kg" and self.pack.articles:
                return self._stuff(group, at + 1)
        return at

    def _stuff(self, group: Group, at: int) -> int:
        """ "480 kilograms of ammonium nitrate", "10 kg of C4": what was weighed, whatever it is called."""
        last = at + (self.chunks[at].lower in self.pack.words["definite|same"])
        while last < len(self.chunks) and last < at + 4 and self._names_stuff(last):
            last += 1
        if last == at:
            return at - 1
        group.last, group.end = last, self.chunks[last - 1].end
        return last

    def _names_stuff(self, at: int) -> bool:
        chunk, function = self.chunks[at], self.pack.words["function"]
        named = chunk.kind in ("word", "lex", "designation") and chunk.lower not in function
        return named and not chunk.means(("action", "outcome", "place_cue", "speech", "tally_verb"))

    def _joined_noun(self, group: Group, at: int) -> int:
        """ "1,200 mines and shells": two nouns under one number are a mixture."""
        chunks = self.chunks
        elliptic = group.adjective and not self.pack.genitive
        if elliptic and at + 1 < len(chunks) and chunks[at].lower in self.pack.words["and"]:
            # "92,000 anti-tank and anti-personnel mines": both kinds under one number
            shared = any(chunk.has("cue", "respectively") for chunk in chunks)
            elliptic = not chunks[at + 1].has("thing") or self.pack.head_final or shared
        bare = group.number.form == "none" or elliptic or at + 1 >= len(chunks)
        if bare or not (chunks[at].lower in self.pack.words["and"] or chunks[at].text in ("/", ",")):
            return at
        listed = self._over_listed(at)
        if chunks[at].text == "," and listed == at:
            return at
        ahead = listed + 1
        limit = ahead + 1
        while (
            ahead < len(chunks)
            and ahead <= limit
            and (chunks[ahead].value("cue") == "another" or self._plain_word(chunks[ahead]))
        ):
            ahead += 1
        if ahead < len(chunks) and chunks[ahead].has("thing") and not chunks[ahead].has("action"):
            sense = chunks[ahead].sense("thing")
            one = self.pack.genitive and number_of(chunks[ahead]) == "sg"
            several = (group.plural or group.adjective) and not one
            if sense is not None and sense.value != group.category and several:
                group.category = MIXED
                group.last, group.end = ahead + 1, chunks[ahead].end
                return ahead + 1
        return at

    def _over_listed(self, at: int) -> int:
        """ "N mines, unexploded shells and explosive devices": the index of the conjunction that ends the list."""
        chunks = self.chunks
        while (
            at + 2 < len(chunks)
            and chunks[at].text == ","
            and chunks[at + 1].has("thing")
            and (chunks[at + 2].text == "," or chunks[at + 2].lower in self.pack.words["and"])
        ):
            at += 2
        if chunks[at].text == "," and at + 1 < len(chunks) and chunks[at + 1].lower in self.pack.words["and"]:
            at += 1
        return at

    def _after(self, group: Group, at: int) -> None:
        at = self._abbreviation(at)
        at = self._model_after(group, at)
        near = self.chunks[at].start if at < len(self.chunks) else self.sentence.end
        for make in self.makes:
            if self.pack.head_final and 0 <= group.start - make.end <= SUCH and group.make is None:
                group.make = make  # "Ermənistanda istehsal olunmuş 40 mina"
            elif near <= make.start <= near + 3 and group.make is None:
                comma = at < len(self.chunks) and self.chunks[at].text == ","
                group.make = make
                of = at < len(self.chunks) and self.chunks[at].lower in self.pack.words["of"] and make.first == at + 1
                if not comma and (make.start == near or of):
                    group.last, group.end = make.last, make.end
                if group.model is None and make.last < len(self.chunks) and self.chunks[make.last].text == "(":
                    self._model_after(group, make.last)  # "one mine, made in Spain (C3B)"
        for layer in self.layers:
            if 0 <= layer.start - near <= 12 and group.laid_by is None:
                group.laid_by = layer.name
                apposed = at < len(self.chunks) and self.chunks[at].text == "," and layer.start == near + 2
                if (layer.start == near or (apposed and self.pack.articles)) and group.article:
                    group.end = layer.end

    def _of_it(self, at: int) -> bool:
        """ "32.9 km2 of it", "600 ha of that", "9 ha of this land": land that is cut from what was told before."""
        chunks, words = self.chunks, self.pack.words
        if at >= len(chunks):
            return False
        if chunks[at].has("cue", "of which") and chunks[at].lower.split()[0] in words["of"]:
            return True
        if (
            at + 1 >= len(chunks)
            or chunks[at].lower not in words["of"]
            or chunks[at + 1].lower not in words["land_pronouns"]
        ):
            return False
        behind = chunks[at + 2] if at + 2 < len(chunks) else None
        light = words["land_nouns|be|auxiliary|function"]
        alone = behind is None or behind.kind in ("sign", "period") or behind.has("place_cue")
        return chunks[at + 1].lower in words["them"] or alone or (behind is not None and behind.lower in light)

    def _abbreviation(self, at: int) -> int:
        chunks = self.chunks
        if (
            at + 2 < len(chunks)
            and chunks[at].text == "("
            and chunks[at + 1].has("thing")
            and chunks[at + 2].text == ")"
        ):
            return at + 3
        return at

    def _model_after(self, group: Group, at: int) -> int:
        """ "of the PMN-E type", ", model E-001 M", "type PMN-2", "(PMN)"."""
        chunks, words = self.chunks, self.pack.words
        ahead, steps = at, 0
        while (
            ahead < len(chunks)
            and steps < 4
            and (
                chunks[ahead].lower in words["type_words"]
                or chunks[ahead].text in (",", "(", '"')
                or chunks[ahead].lower in words["article"]
                or chunks[ahead].lower in words["of"]
            )
        ):
            ahead, steps = ahead + 1, steps + 1
        nickname = self._nickname(group, ahead) if ahead < len(chunks) else None
        if nickname is not None:
            return nickname
        if ahead >= len(chunks) or chunks[ahead].kind != "designation":
            return at
        worded = any(chunk.lower in words["type_words"] for chunk in chunks[at:ahead])
        trailing = ahead + 1 < len(chunks) and chunks[ahead + 1].lower in words["type_words"]
        if not (worded or trailing or ahead == at or model_category(chunks[ahead].text, self.pack)):
            return at
        if group.model is None:
            group.model = chunks[ahead].text
        last = ahead + 2 if trailing else ahead + 1
        opened = any(chunk.text == "(" for chunk in chunks[at:ahead])
        last += opened and last < len(chunks) and chunks[last].text == ")"
        quoted = chunks[last + 1 : last + 3] if last < len(chunks) and chunks[last].text == '"' else []
        if len(quoted) == 2 and quoted[1].text == '"' and any("nickname" in s.flags for s in quoted[0].senses):
            last += 3  # "46 мин ПФМ-1 «Лепесток»"
        group.last, group.end = last, chunks[last - 1].end
        return last

    def _nickname(self, group: Group, at: int) -> int | None:
        """ "мина «Лепесток»", "ПФМ-1 («Лепесток»)": the index behind a model's common name, or None."""
        chunks, thing = self.chunks, self.chunks[at].sense("thing")
        if thing is None or "nickname" not in thing.flags or group.category not in (UNSPECIFIED, None, thing.value):
            return None
        group.model, group.category = group.model or thing.flags["nickname"], thing.value
        last = at + 1
        while last < len(chunks) and chunks[last].text in ('"', ")"):
            last += 1
        group.last, group.end = last, chunks[last - 1].end
        return last

    def noun(self, head: Chunk) -> Group:
        """A group without a number for a noun that stands apart from it."""
        group = Group("bare", Number(None), 0, 0, head.start, head.end)
        self._fill(group, head)
        return group

    def _speaks(self, at: int) -> bool:
        chunks = self.chunks
        if at + 2 < len(chunks) and chunks[at].lower in self.pack.words["and"]:
            # "a pharmacist and three drivers told"
            people = [i for i in range(at + 1, min(at + 5, len(chunks))) if chunks[i].has("person")]
            ahead = people[-1] if people else None
            return ahead is not None and self._tells_on(ahead + 1)
        chunk = chunks[at] if at < len(chunks) else None
        told = chunk is not None and (chunk.has("speech") or (chunk.has("according") and chunk.lower[-2:] == "by"))
        return chunk is not None and told and not chunk.has("action")

    def _tells_on(self, at: int) -> bool:
        """ "... and three drivers told": a verb of saying with whom or what is told behind it."""
        after = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        known = self.pack.words["that|definite|told_whom"]
        told = after is not None and (after.lower in known or is_capital(after))
        return self._speaks(at) and told

    def _plain_word(self, chunk: Chunk) -> bool:
        return (
            chunk.kind == "word"
            and chunk.lower not in self.pack.words["function"]
            and not self.pack.adverb(chunk.lower)
        )

    def _told_closer(self, head: Chunk, after: Chunk) -> bool:
        """Whether a noun in the genitive is what is counted: "единиц мин", not "жителей села"."""
        generic = any(sense.kind == "thing" and sense.flags.get("generic") for sense in head.senses)
        if self.pack.genitive and not head.has("person") and self._fate_noun(head) and after.has("person"):
            # "трёх погибших пиротехниках"
            return True
        return (generic and after.has("thing")) or (head.value("person") == "all" and after.has("person"))

    def _fate_noun(self, chunk: Chunk) -> str | None:
        """What a noun says of people's harm: "погибших"."""
        return next((s.value for s in chunk.senses if s.kind == "outcome" and s.flags.get("form") == "noun"), None)

    def _named_before(self, group: Group) -> None:
        """ "ПМН-2 (12 штук)", "мины - 45 штук", "мины в количестве 45 штук": the thing told before its count."""
        chunks, at = self.chunks, group.first - 1
        while at > 0 and (chunks[at].has("hedge") or chunks[at].lower in self.pack.words["counted_behind"]):
            at -= 1
        signed = at > 0 and chunks[at].text in ("(", "-")
        if self.pack.articles or at < 1 or not group.generic or not (signed or at < group.first - 1):
            return
        at -= signed or chunks[at].text == ","
        told = chunks[at]
        named = told.kind == "designation" or (told.kind == "word" and told.text.isupper())
        category = model_category(told.text, self.pack) if named else told.value("thing")
        if category is not None:
            group.model = group.model or (told.text if named else None)
            group.category, group.generic = category, False
            group.rules.append("G26")

    def _close(self, group: Group, at: int) -> Group:
        chunks = self.chunks
        head = chunks[at]
        people = head.value("person")
        at += 1
        if (
            head.value("person") == "all"
            and at < len(chunks)
            and head.lower in self.pack.words["others"]
            and is_head(chunks[at])
        ):
            head, at = chunks[at], at + 1
        while at < len(chunks) and is_head(chunks[at]) and chunks[at].start - chunks[at - 1].end <= 1:
            if group.article and head.has("thing") and chunks[at].value("nonclaim") == "event":
                break
            if (self.pack.genitive or self.pack.head_final) and not self._told_closer(head, chunks[at]):
                break
            group.outcome = self._fate_noun(head) if self.pack.genitive else group.outcome
            # "329 civiles ucranianos": of what country they are says nothing of who they are
            general = chunks[at].value("person") == "all" and head.value("person") not in (None, "all")
            head, at = head if general else chunks[at], at + 1
        self._fill(group, head)
        if group.kind == "person" and not head.has("person") and people is not None and self.pack.articles:
            # "269 civilian deaths", "12 child casualties"
            group.group = people
        group.last, group.end = at, chunks[at - 1].end
        if group.article and group.kind == "person" and is_plural(head, self.pack):
            group.kind = "nonclaim"
        if group.kind == "person" and group.outcome is None and self._is_heard(group, at):
            group.kind = "nonclaim"
        if group.kind == "nonclaim":
            return group
        if group.kind == "person" and head.lower.endswith(" of"):
            at = self._over_body(group, at)
        at = self._of_noun(group, at)
        hedged = chunks[at].value("hedge_after") if at < len(chunks) else None
        if hedged and group.number.hedge == "exact" and group.number.value is not None:
            group.number = replace(group.number, hedge=hedged)
            group.last, group.end = at + 1, chunks[at].end
        while group.last < len(chunks) and chunks[group.last].kind == "word" and chunks[group.last].lower[0] == "+":
            # the ending of the noun belongs to the quote
            group.last, group.end = group.last + 1, chunks[group.last].end
            at = group.last
        if group.kind == "area" and self.pack.articles:
            group.of_them = group.of_them or self._of_it(at)
        if group.kind == "ordnance":
            self._named_before(group)
            calibre = any(chunk.data == "calibre" for chunk in chunks[group.first : at + 1])
            if calibre and group.category == UNSPECIFIED and self.pack.genitive:
                # "две 82-мм мины": of a mortar
                group.category = "UXO"
            at = self._joined_noun(group, at)
            if "G26" not in group.rules or at >= len(chunks) or chunks[at].text != ",":
                self._after(group, at)
            known = model_category(group.model, self.pack) if group.model else None
            if known is not None and (group.generic or group.category in (UNSPECIFIED, None)):
                group.category, group.generic = known, False
        return group
