"""Quantity groups: a number, its noun, and what is said of exactly these items."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.names import is_capital
from minetrace.reading.numbers import Number
from minetrace.reading.ordnance import Layer, Make, model_category
from minetrace.reading.pack import Pack

MIXED = "mixed"
UNSPECIFIED = "mine (unspecified)"


@dataclass(slots=True, eq=False)
class Group:
    """One counted thing of a sentence.

    `kind` is ordnance, person, area, or bare (a number whose noun must come from the context). [first, last) are chunk
    indexes, start and end the characters of the quote.
    """

    kind: str
    number: Number
    first: int
    last: int
    start: int
    end: int
    category: str | None = None
    unit: str | None = None
    group: str | None = None
    outcome: str | None = None
    model: str | None = None
    make: Make | None = None
    laid_by: str | None = None
    actions: frozenset[str] = frozenset()
    article: bool = False
    plural: bool = False
    generic: bool = False
    of_them: bool = False
    another: bool = False
    adjective: bool = False
    cue: str | None = None
    fronted: bool = False
    brought: bool = False
    names: tuple[str, ...] = ()
    cause: str | None = None
    rules: list[str] = field(default_factory=list)


def is_verb(chunk: Chunk) -> bool:
    """Whether an outcome may be a verb here: "injured" is both a noun and a participle."""
    return any(s.kind == "outcome" and s.flags.get("form") not in ("noun", "adjective") for s in chunk.senses)


def is_head(chunk: Chunk) -> bool:
    """Whether a chunk can be the noun of a counted thing."""
    noun = any(s.kind == "outcome" and s.flags.get("form") == "noun" for s in chunk.senses) and not is_verb(chunk)
    return noun or any(chunk.has(kind) for kind in ("thing", "person", "unit", "nonclaim"))


class GroupReader:
    """Finds the quantity groups of one sentence."""

    def __init__(self, sentence: Sentence, pack: Pack, makes: list[Make], layers: list[Layer]) -> None:
        self.chunks = sentence.chunks
        self.sentence = sentence
        self.pack = pack
        self.makes = makes
        self.layers = layers

    def read(self) -> list[Group]:
        """All groups, left to right, those of indefinite articles and bare plurals included."""
        found: list[Group] = []
        index = 0
        while index < len(self.chunks):
            group = self._at(index)
            if group is None:
                index += 1
                continue
            if group.kind != "nonclaim":
                found.append(group)
            index = max(group.last, index + 1)
        return found

    def _at(self, index: int) -> Group | None:
        chunk = self.chunks[index]
        if chunk.kind == "number" and self._names_article(chunk):
            return None
        if chunk.kind == "number":
            return self._counted(index, chunk.data, index + 1)
        another = chunk.value("cue") == "another"
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
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

    def _names_article(self, chunk: Chunk) -> bool:
        """The number of a point or an article counts nothing."""
        return any(0 <= chunk.start - mark.end <= 2 for mark in self.sentence.marked("article_word"))

    # -- with a number -----------------------------------------------------------------------------------------
    def _counted(self, index: int, number: Number, at: int) -> Group | None:
        another = index > 0 and self.chunks[index - 1].value("cue") == "another"
        group = self._headed(index, number, at)
        group = group or self._copula(index, number, at)
        if group is None and number.value == 1 and number.form == "words" and not self._bare_one(at):
            return None
        if group is None:
            chunk = self.chunks[index]
            group = Group("bare", number, index, at, chunk.start, chunk.end, rules=["G02"])
            self._them(group, at)
        if another and self.chunks[index - 1].lower not in ("more",):
            group.another = True
            group.start = self.chunks[index - 1].start
        return group

    def _copula(self, index: int, number: Number, at: int) -> Group | None:
        """ "35 are civilians", "150 of them were children": the noun stands behind the verb."""
        chunks, words = self.chunks, self.pack.words
        of_them = at < len(chunks) and chunks[at].value("cue") == "of which"
        at += 1 if of_them else 0
        if at >= len(chunks) or chunks[at].lower not in words["be"]:
            return None
        at += 1
        model: str | None = None
        for _ in range(3):
            if at >= len(chunks):
                return None
            if chunks[at].has("person") or (chunks[at].has("thing") and not chunks[at].has("action")):
                group = Group("bare", number, index, at, chunks[index].start, chunks[index].end, rules=["G10"])
                group.of_them, group.model = of_them, model
                return self._close(group, at)
            if chunks[at].kind == "designation":
                model = chunks[at].text
            elif chunks[at].kind != "word" or chunks[at].lower in words["function"]:
                return None
            at += 1
        return None

    def _bare_one(self, at: int) -> bool:
        while at < len(self.chunks) and self.chunks[at].lower in self.pack.words["auxiliary"] - self.pack.words["and"]:
            at += 1
        return at < len(self.chunks) and (
            self.chunks[at].has("outcome") or self.chunks[at].value("cue") in ("of which", "another")
        )

    def _them(self, group: Group, at: int) -> None:
        """ "48 of them", "14 more", "one whose fate is unknown": a number whose noun stands before."""
        while at < len(self.chunks):
            chunk = self.chunks[at]
            adjective = any(s.kind == "outcome" and s.flags.get("form") == "adjective" for s in chunk.senses)
            if chunk.value("cue") == "of which" and chunk.lower.startswith(tuple(self.pack.words["of"])):
                group.of_them = True
            elif chunk.value("cue") == "another":
                group.another = True
            elif adjective:
                group.outcome, group.kind = chunk.value("outcome"), "person"
            else:
                break
            at += 1
            group.last, group.end = at, chunk.end

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
            elif self._victims_before(index):
                return self._by_cause(group, at)
        for _ in range(7):
            if at >= len(chunks):
                return None
            if self._is_noun(at):
                return self._close(group, at)
            weight = chunks[at].kind == "number" and at + 2 < len(chunks) and chunks[at + 2].has("thing")
            unit = chunks[at + 1].sense("unit") if weight else None
            if unit is not None and unit.flags.get("mass"):
                # "a 250 kg aerial bomb": the weight is part of the noun
                at += 2
                continue
            if not self._modifies(at, group):
                return self._by_model(group, at)
            at += 1
        return None

    def _told_of(self, group: Group, at: int) -> Group | None:
        """ "11 of the victims were children", "two of the dead were women": a part told by what it is."""
        chunks, words = self.chunks, self.pack.words
        if (
            at + 2 >= len(chunks)
            or not (chunks[at].has("outcome") or chunks[at].has("person"))
            or chunks[at + 1].lower not in words["be"]
        ):
            return None
        outcome = chunks[at].value("outcome")
        for ahead in range(at + 2, min(at + 4, len(chunks))):
            if chunks[ahead].has("person"):
                group.of_them = True
                self._fill(group, chunks[ahead])
                group.outcome = outcome
                group.last, group.end = ahead + 1, chunks[ahead].end
                group.rules.append("G14")
                return group
            if chunks[ahead].kind != "word" or chunks[ahead].lower in words["function"] - words["indefinite"]:
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
            and not chunks[last].text in (",", ".", ";", ":")
            and chunks[last].lower not in ("and",)
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
        return any(s.kind == "outcome" and s.flags.get("form") == "noun" for s in chunk.senses)

    def _is_noun(self, at: int) -> bool:
        chunk = self.chunks[at]
        if not is_head(chunk):
            return False
        if chunk.has("thing") and self._compound_after(at):
            return False
        demonym = chunk.text in self.pack.demonyms
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        modifier = demonym and following is not None and (is_head(following) or self._plain_word(following))
        return not modifier

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

    def _plain_word(self, chunk: Chunk) -> bool:
        return (
            chunk.kind == "word" and chunk.lower not in self.pack.words["function"] and not chunk.lower.endswith("ly")
        )

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
        if chunk.kind == "word":
            if chunk.text.isupper() and len(chunk.text) > 2 and model_category(chunk.text, self.pack):
                group.model = chunk.text
            return chunk.lower not in self.pack.words["function"]
        if chunk.has("thing") and self._compound_after(at):
            return True
        if chunk.text == "/" or chunk.lower in self.pack.words["and"]:
            return at > 0 and self.chunks[at - 1].has("thing") and self._compound_after(at - 1)
        if chunk.kind != "lex" or following is None:
            return chunk.text in ('"', "-", "'s")
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
        group.last, group.end = at, self.chunks[at - 1].end
        group.rules.append("G03")
        return group

    def _close(self, group: Group, at: int) -> Group:
        chunks = self.chunks
        head = chunks[at]
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
            head, at = chunks[at], at + 1
        self._fill(group, head)
        group.last, group.end = at, chunks[at - 1].end
        if group.article and group.kind == "person" and head.lower.endswith("s") and not head.lower.endswith("ss"):
            group.kind = "nonclaim"
        after = chunks[at] if at < len(chunks) else None
        if (
            group.article
            and group.kind == "person"
            and after is not None
            and after.has("speech")
            and not after.has("action")
        ):
            # "a local official told": this one speaks and is not counted
            group.kind = "nonclaim"
        if group.kind == "nonclaim":
            return group
        at = self._of_noun(group, at)
        hedged = chunks[at].value("hedge_after") if at < len(chunks) else None
        if hedged and group.number.hedge == "exact" and group.number.value is not None:
            group.number = replace(group.number, hedge=hedged)
            group.last, group.end = at + 1, chunks[at].end
        if group.kind == "ordnance":
            at = self._joined_noun(group, at)
            self._after(group, at)
            if group.model and group.category in (UNSPECIFIED, None):
                group.category = model_category(group.model, self.pack) or group.category
        return group

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
        else:
            group.kind, group.unit = "person", "person"
            group.group = head.value("person") or "all"
            noun = next((s for s in head.senses if s.kind == "outcome" and s.flags.get("form") == "noun"), None)
            group.outcome = noun.value if noun else group.outcome
        group.plural = head.lower.endswith("s")

    def _of_noun(self, group: Group, at: int) -> int:
        """ "730 pieces of unexploded ordnance", "593.4 kg of explosives", "75 hectares of land"."""
        chunks = self.chunks
        counter = group.generic or group.unit == "kg"
        if counter and at + 1 < len(chunks) and chunks[at].lower in self.pack.words["of"]:
            ahead = at + 1
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
        return at

    def _joined_noun(self, group: Group, at: int) -> int:
        """ "1,200 mines and shells": two nouns under one number are a mixture."""
        chunks = self.chunks
        bare = group.number.form == "none" or group.adjective or at + 1 >= len(chunks)
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
            if sense is not None and sense.value != group.category and group.plural:
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

    # -- what follows the noun ---------------------------------------------------------------------------------
    def _after(self, group: Group, at: int) -> None:
        at = self._abbreviation(at)
        at = self._model_after(group, at)
        near = self.chunks[at].start if at < len(self.chunks) else self.sentence.end
        for make in self.makes:
            if near <= make.start <= near + 3 and group.make is None:
                comma = at < len(self.chunks) and self.chunks[at].text == ","
                group.make = make
                if not comma and make.start == near:
                    group.last, group.end = make.last, make.end
        for layer in self.layers:
            if 0 <= layer.start - near <= 12 and group.laid_by is None:
                group.laid_by = layer.name
                if layer.start == near and group.article:
                    group.end = layer.end

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
                or chunks[ahead].lower in ("the", ",", "(", '"')
                or chunks[ahead].lower in words["of"]
            )
        ):
            ahead, steps = ahead + 1, steps + 1
        if ahead >= len(chunks) or chunks[ahead].kind != "designation":
            return at
        worded = any(chunk.lower in words["type_words"] for chunk in chunks[at:ahead])
        trailing = ahead + 1 < len(chunks) and chunks[ahead + 1].lower in words["type_words"]
        if not (worded or trailing or ahead == at or model_category(chunks[ahead].text, self.pack)):
            return at
        if group.model is None:
            group.model = chunks[ahead].text
        last = ahead + 2 if trailing else ahead + 1
        group.last, group.end = last, chunks[last - 1].end
        return last

    def noun(self, head: Chunk) -> Group:
        """A group without a number for a noun that stands apart from it."""
        group = Group("bare", Number(None), 0, 0, head.start, head.end)
        self._fill(group, head)
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
        if thing is None or (not chunks[head].lower.endswith("s") and thing.value not in ("UXO", "ERW")):
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


def with_number(group: Group, number: Number) -> Group:
    """The same group with another number."""
    return replace(group, number=number)


def capital_modifier(chunks: list[Chunk], group: Group) -> str | None:
    """The capitalised word before the noun of "an ISIS mine": who is said to have laid it."""
    names = [chunk.text for chunk in chunks[group.first + 1 : group.last] if chunk.kind == "word" and is_capital(chunk)]
    return names[0] if names else None
