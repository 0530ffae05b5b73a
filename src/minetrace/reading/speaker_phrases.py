"""Noun phrases of speakers: which words around a cue belong to the name of who speaks."""

from __future__ import annotations

from itertools import pairwise

from minetrace.reading.chunks import Chunk, is_plural
from minetrace.reading.names import is_capital
from minetrace.reading.speaker_names import SpeakerNames


class SpeakerPhrases(SpeakerNames):
    """Finds the noun phrase to the left or right of a cue."""

    def _admissible(self, chunk: Chunk) -> bool:
        if chunk.lower in self.pack.words["function"] or chunk.lower in self.pack.words["nobody"]:
            return False
        if chunk.kind == "word":
            return is_capital(chunk) or chunk.lower in self.pack.words["speaker_modifiers"]
        if chunk.kind == "aside" and self.pack.articles:
            # "the 23rd Brigade"
            return chunk.lower.endswith(tuple(self.pack.words["ordinal_endings"]))
        if chunk.kind != "lex":
            return False
        if chunk.has("nonclaim"):
            by_name = self.pack.articles and is_capital(chunk)
            return chunk.value("nonclaim") == "body" or chunk.has("office") or by_name
        if chunk.lower in self.pack.words["speaking_people"]:
            return True
        named = ("office", "title", "office_suffix")
        others = ("place_type", "person", "place_cue", "action", "thing", "document", "outcome")
        more = others if is_capital(chunk) else ()
        known = chunk.means((*named, *more)) or chunk.text in self.pack.demonyms
        return known or chunk.lower in self.pack.words["speaker_modifiers"]

    def _modifier(self, chunks: list[Chunk], index: int) -> bool:
        """A plain word right before an office: "the cantonal police"."""
        chunk = chunks[index]
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        plain = (
            (chunk.kind == "word" or (chunk.kind == "lex" and chunk.has("place_type") and chunk.text.islower()))
            and chunk.lower not in self.pack.words["function|free_relative"]
            and not self.pack.adverb(chunk.lower)
        )
        chief = after is not None and after.has("title") and " " in after.text and after.text.islower()
        return plain and after is not None and (after.has("office") or chief or after.value("nonclaim") == "body")

    def pauses(self, chunk: Chunk) -> bool:
        """Whether a clause may open behind a chunk: a sign, or a day that takes its comma along ("on 3 May, ...")."""
        return chunk.text in (",", '"', ";", "-", ":") or (chunk.kind == "period" and chunk.text.endswith(","))

    def common(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """A speaker without a name before the verb at `index`: "the mediator said", "campaigners argue"."""
        at = index - 1
        while at >= 0 and (chunks[at].kind in ("period", "aside") or self.light(chunks[at])):
            at -= 1
        last = at + 1
        words = self.pack.words
        while at >= 0 and last - at < 6 and chunks[at].kind in ("word", "lex") and not chunks[at].has("speech"):
            if chunks[at].lower in words["free_relative"]:
                break
            at -= 1
        first = at + 1
        first += first < last and chunks[first].lower in words["as"]
        opened = at < 0 or chunks[at].lower in words["free_relative"] or self.pauses(chunks[at])
        opened = opened or (at + 1 < len(chunks) and self.pauses(chunks[at + 1]))
        if not opened or first >= last or last - first > 5:
            return None
        articled = chunks[first].lower in words["definite|indefinite|some"]
        first += 1 if articled else 0
        part = chunks[first:last]
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        if not articled and after is not None and after.lower in self.pack.words["indefinite"]:
            # "farmers reported a minefield": they told of it, the text goes on by itself
            return None
        if not part or (not articled and len(part) > 2) or part[0].lower in self.pack.words["function"]:
            return None
        verbs = any(c.means(("action", "outcome", "thing", "place_cue")) for c in part)
        nouns = not verbs and (articled or is_plural(part[-1], self.pack)) and not any(c.has("document") for c in part)
        return (first, last) if nouns else None

    def left(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """The noun phrase that ends before chunk `index`, as [first, last), over adverbs, dates and appositions."""
        at = index - 1
        while at >= 0 and (chunks[at].kind in ("period", "aside") or self.light(chunks[at])):
            at -= 1
        if at >= 1 and chunks[at].lower in self.pack.words["relative"] and chunks[at - 1].text == ",":
            at -= 2
        elif at >= 0 and chunks[at].lower in self.pack.words["relative"]:
            at -= 1
        if at >= 0 and chunks[at].text == ",":
            opening = next((k for k in range(at - 1, max(-1, at - 18), -1) if chunks[k].text == ","), None)
            if opening is None:
                return None
            if self._office_holder(chunks, opening, at) or self._known_as(chunks, opening, at):
                return opening + 1, at
            at = opening - 1
            if at >= 1 and chunks[at].kind in ("number", "aside") and chunks[at - 1].text == ",":
                # "Ivo Kern, 54, director of the centre, said"
                at -= 2
        if at >= 0 and chunks[at].text == ")":
            opening = next((k for k in range(at - 1, max(-1, at - 8), -1) if chunks[k].text == "("), None)
            at = opening - 1 if opening else at
        return self.phrase_ending(chunks, at) or self._owner(chunks, at) or self._between(chunks, index)

    def _between(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "her employer, the charity Clear Fields, has removed": the body between the commas before a verb."""
        at = index - 1
        while at >= 0 and self.light(chunks[at]):
            at -= 1
        if at < 2 or chunks[at].text != "," or not self.pack.articles:
            return None
        phrase = self.phrase_ending(chunks, at - 1)
        opened = phrase is not None and any(chunk.text == "," for chunk in chunks[max(0, phrase[0] - 2) : phrase[0]])
        body = phrase is not None and any(chunk.has("office") for chunk in chunks[slice(*phrase)])
        return phrase if opened and body else None

    def _owner(self, chunks: list[Chunk], at: int) -> tuple[int, int] | None:
        """ "OHCHR's monitoring shows", "an NPA survey team found": the body before what it has or sends."""
        words, first = self.pack.words, at
        while first > 0 and at - first < 4 and (chunks[first].kind == "number" or self._small(chunks[first])):
            verbal = chunks[first].means(("place_cue", "action", "outcome", "direction", "according", "thing"))
            if chunks[first].lower in words["function"] or (verbal and not chunks[first].has("document")):
                break
            first -= 1
        if first == at or first < 0:
            return None
        if chunks[first].lower in words["possessive"]:
            return self.phrase_ending(chunks, first - 1)
        acronym = chunks[first].kind == "word" and chunks[first].text.isupper() and len(chunks[first].text) > 2
        lead = first - 1 - (first > 0 and chunks[first - 1].lower in words["definite"])
        beside = lead >= 0 and chunks[lead].has("place_cue")  # "farmers near the HALO camp"
        return (first, first + 1) if acronym and not beside else None

    def _small(self, chunk: Chunk) -> bool:
        return chunk.kind in ("word", "lex") and chunk.text.islower()

    def _office_holder(self, chunks: list[Chunk], opening: int, closing: int) -> bool:
        """ "its spokesman, Colonel Adan Merk,": the name between commas behind an office is who speaks."""
        acronym = opening > 2 and chunks[opening - 1].text == ")" and chunks[opening - 3].text == "("
        ends = opening - 3 if acronym else opening  # "the head of the agency (ANAM), Ana Ruiz,"
        before = chunks[max(0, ends - 13) : ends]
        while any(chunk.kind in ("sign", "number") or chunk.has("speech") for chunk in before):
            before = before[1:]
        office = any(self._speaks_for(chunk) for chunk in before) or self._described(before)
        office = office or self._presented_at(chunks, opening) is not None
        inside = chunks[opening + 1 : closing]
        while (
            self.pack.articles and inside and (inside[0].lower in self.pack.words["definite"] or self._title(inside[0]))
        ):
            # "su comandante, el coronel Julián Ospina, anunció"
            inside = inside[1:]
        person = len(inside) >= 2 and all(map(self._bare_name, inside)) and not self._acronym(inside[-1])
        if person and self._opened(before):
            return True
        named = all(is_capital(chunk) and not chunk.has("office") for chunk in inside) and len(inside) >= 2
        return office and named and sum(chunk.kind == "word" for chunk in inside) >= 2

    def _presented_at(self, chunks: list[Chunk], comma: int) -> int | None:
        """Where "the deputy minister for humanitarian demining" opens in front of a comma and the name of who it is."""
        words, first = self.pack.words, comma
        if comma < 1 or chunks[comma].text != ",":
            return None
        while first > 0 and comma - first < 14 and chunks[first - 1].kind in ("word", "lex"):
            if chunks[first - 1].has("speech") or chunks[first - 1].lower in words["be|relative"]:
                break
            first -= 1
        openers = words["definite|possessive"]
        for at in range(first, comma):
            behind = at > 0 and chunks[at - 1].lower in openers
            if chunks[at].has("title") and (behind or at == first or chunks[at - 1].text.islower()):
                return at
        return None

    def _opened(self, part: list[Chunk]) -> bool:
        """ "A lawmaker briefed by the agency": a description that an article opens, with no place at its end."""
        words = self.pack.words
        openers = words["definite|indefinite|pointing_owners"]
        opened = any(a.lower in openers and b.text.islower() for a, b in pairwise(part))
        return opened and self.pack.articles and part[-1].text.islower()

    def _described(self, part: list[Chunk]) -> bool:
        """ "a farmer from Harun", "the bishop of Harun": what a person is who is named next, no body."""
        words = self.pack.words
        openers = words["definite|indefinite|pointing_owners"]
        first = next((at for at, chunk in enumerate(part) if chunk.lower in openers), None)
        if first is None or not self.pack.articles:
            return False
        last = first + 1
        while last < len(part) and part[last].lower not in words["function"] and not part[last].has("place_cue"):
            last += 1
        head = part[last - 1]
        return last > first + 1 and head.text.islower() and (head.has("title") or not head.has("office"))

    def _speaks_for(self, chunk: Chunk) -> bool:
        """An office that a person holds, also where it is one phrase with what it is of: "a spokesman for"."""
        spokesman = bool(self.pack.words["spoken_for"] & set(chunk.text.split()))
        return spokesman or (chunk.has("title") and not is_capital(chunk))

    def describe(self, name: str, words: str) -> None:
        """Words that may stand for a name later; nothing where no names are kept."""

    def _known_as(self, chunks: list[Chunk], opening: int, closing: int) -> bool:
        """ "the national authority, NAMA, reports": a plain description, and the acronym by which the body is known."""
        inside = chunks[opening + 1 : closing]
        acronym = any(chunk.text.isupper() and len(chunk.text) > 2 for chunk in inside)
        short = 0 < len(inside) <= 3 and acronym and all(map(is_capital, inside))
        before = chunks[opening - 1] if opening else None
        described = before is not None and (before.text.islower() or (len(inside) > 1 and before.has("office")))
        if short and described:
            told = [chunk.lower for chunk in chunks[max(0, opening - 5) : opening] if chunk.kind in ("word", "lex")]
            self.describe(self.source[inside[0].start : inside[-1].end], " ".join(told))
        return short and described

    def light(self, chunk: Chunk) -> bool:
        """An auxiliary or an adverb between a speaker and its verb."""
        words = self.pack.words
        return (
            chunk.lower in words["auxiliary"]
            or (self.pack.adverb(chunk.lower) and not chunk.capital and chunk.lower not in words["not_adverbs"])
            or chunk.lower in words["said_when"]
            or chunk.has("hedge", "reportedly")
        )

    def _belongs(self, chunks: list[Chunk], at: int, last: int) -> bool:
        chunk, words = chunks[at], self.pack.words
        if self._admissible(chunk):
            return True
        if at >= last - 1:
            return False
        if chunk.lower in words["definite"]:
            # "of the", "and the" go on; "In Moxico the Trust" begins at "the"
            return (
                at > 0
                and (self._connector(chunks[at - 1]) or chunks[at - 1].text == ",")
                and self._admissible(chunks[at + 1])
            )
        return self._connector(chunk) or chunk.lower in words["possessive"] or self._modifier(chunks, at)

    def phrase_ending(self, chunks: list[Chunk], at: int) -> tuple[int, int] | None:
        """The noun phrase whose last chunk is `at`, as [first, last); None where it names no one."""
        last = at + 1
        while at >= 0 and self._belongs(chunks, at, last):
            at -= 1
        # a comma inside a list of issuers: "the Interior Ministry, the Prosecutor's Office and ANAMA"
        if (
            at >= 1
            and chunks[at].text == ","
            and any(chunk.lower in self.pack.words["and"] for chunk in chunks[at + 1 : last])
            and self._admissible(chunks[at - 1])
        ):
            left = self.phrase_ending(chunks, at - 1)
            left = None if left and self.pack.articles and self._located(chunks, left[0]) else left
            if left and self._named(chunks, left[0], left[1]):
                return self._list_opens(chunks, left[0]), last
        # "Provincial police in Balkh": the place of an office is no part of its name
        placed = at >= 1 and chunks[at].has("place_cue") and not any(chunk.has("office") for chunk in chunks[at:last])
        placed = placed and chunks[at].lower not in self.pack.words["origin_cues"]
        if placed and chunks[at - 1].means(("office", "office_suffix")):
            return self.phrase_ending(chunks, at - 1)
        if placed and self.pack.articles and is_capital(chunks[at - 1]):
            # "the Red Crescent in Harun"
            body = self.phrase_ending(chunks, at - 1)
            articled = body is not None and body[0] and chunks[body[0] - 1].lower in self.pack.words["definite"]
            if body is not None and (articled or body[1] - body[0] > 1):
                return body
        first = at + 1
        while first < last and (self._connector(chunks[first]) or chunks[first].lower in self.pack.words["possessive"]):
            first += 1
        first = self._head_of(chunks, self._after_place(chunks, first, last))
        first = self._over_adjectives(chunks, first)
        first = self._over_acronym(chunks, first)
        first = self._behind_day(chunks, first, last)
        return (first, last) if first < last and self._named(chunks, first, last) else None

    def _behind_day(self, chunks: list[Chunk], first: int, last: int) -> int:
        """ "On International Mine Awareness Day VELMAC put ...": who speaks stands behind the name of the day."""
        nouns = self.pack.words["named_days"]
        day = next((at for at in range(last - 2, first, -1) if chunks[at].lower in nouns), None)
        return day + 1 if day is not None and first and is_capital(chunks[day]) else first

    def _over_acronym(self, chunks: list[Chunk], first: int) -> int:
        """ "the Directorate for Mine Action (DMA) of Velmia": a name goes on behind its acronym in brackets."""
        lead = chunks[max(0, first - 4) : first]
        if len(lead) < 4 or (lead[0].text, lead[2].text) != ("(", ")") or lead[3].lower not in self.pack.words["of"]:
            return first
        whole = self.phrase_ending(chunks, first - 5) if lead[1].text.isupper() and first > 4 else None
        return whole[0] if whole is not None else first

    def _located(self, chunks: list[Chunk], first: int) -> bool:
        """ "an incident near Kut, and Baku says": the place of what happened is none of those who speak."""
        return first > 0 and chunks[first - 1].has("place_cue") and chunks[first - 1].lower not in self.pack.words["by"]

    def _list_opens(self, chunks: list[Chunk], first: int) -> int:
        """Where a list of three issuers or more begins, over the commas before its last two."""
        before = first - 1
        before -= before > 0 and chunks[before].lower in self.pack.words["definite"]
        if before < 1 or chunks[before].text != "," or not self._admissible(chunks[before - 1]):
            return first
        further = self.phrase_ending(chunks, before - 1)
        body = further is not None and any(chunk.has("office") for chunk in chunks[slice(*further)])
        return self._list_opens(chunks, further[0]) if further is not None and body else first

    def _over_adjectives(self, chunks: list[Chunk], first: int) -> int:
        """ "the joint monitoring mission": plain words between an article and the office belong to the name."""
        words, at = self.pack.words, first
        openers = words["definite|indefinite"]
        while self.pack.articles and at > 0 and first - at < 3 and self._plain(chunks[at - 1]):
            at -= 1
        opened = 0 < at < first and chunks[at - 1].lower in openers and chunks[first].text.islower()
        return at if opened else first

    def _plain(self, chunk: Chunk) -> bool:
        """A lower-case adjective or noun, no verb, no thing and no small word."""
        barred = ("action", "outcome", "thing", "place_cue", "speech", "according", "office", "hedge", "unit")
        plain = chunk.kind in ("word", "lex") and chunk.text.islower() and not chunk.means(barred)
        return plain and chunk.lower not in self.pack.words["function"] and not self.pack.adverb(chunk.lower)

    def _head_of(self, chunks: list[Chunk], first: int) -> int:
        """ "the diocese of Bunda said": a body that no word of office names goes with what it is of."""
        words = self.pack.words
        if first < 3 or chunks[first - 1].lower not in words["of"] or chunks[first - 2].kind != "word":
            return first
        head = chunks[first - 2]
        opened = chunks[first - 3].lower in words["definite"] and (first == 3 or chunks[first - 4].kind == "sign")
        return first - 2 if opened and head.text.islower() and head.lower not in words["function"] else first

    def _after_place(self, chunks: list[Chunk], first: int, last: int) -> int:
        """ "In Orlec police said": the place before who speaks is no part of the name."""
        typed = first and self.pack.genitive and chunks[first - 1].has("place_type", "before")
        if not first or not (typed or chunks[first - 1].has("place_cue")):
            return first
        plain = next((at for at in range(first, last) if not is_capital(chunks[at])), last)
        body = plain < last and chunks[plain].means(("office", "office_suffix"))
        return plain if body else first

    def right(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """The noun phrase that begins at chunk `index`, as [first, last)."""
        first = index
        while first < len(chunks) and (
            chunks[first].lower in self.pack.words["speaker_connectors|indefinite"]
            or chunks[first].text == '"'
            or chunks[first].lower in self.pack.words["place_adjectives"]
            or (chunks[first].kind == "period" and self.pack.articles and self.pack.free_order)
            or (chunks[first].data == "age" and self.pack.articles)
            or (chunks[first].text == "." and first > index and self._title(chunks[first - 1]))
            or (self._title(chunks[first]) and first + 1 < len(chunks) and chunks[first + 1].text == ".")
        ):
            first += 1
        first = self._over_trade(chunks, first)
        last = first
        while last < len(chunks):
            chunk = chunks[last]
            following = chunks[last + 1] if last + 1 < len(chunks) else None
            inner = (self._connector(chunk) or chunk.text == ",") and following is not None
            if (
                self._admissible(chunk)
                or self._modifier(chunks, last)
                or (inner and following is not None and chunk.text != "," and self._opens(chunks, last + 1))
                or (inner and self._list_goes_on(chunks, last))
            ):
                last += 1
            else:
                break
        while last > first and (self._connector(chunks[last - 1]) or chunks[last - 1].text == ","):
            last -= 1
        last += self._adjective_behind(chunks, first, last)
        return (first, last) if last > first and self._named(chunks, first, last) else None

    def _adjective_behind(self, chunks: list[Chunk], first: int, last: int) -> bool:
        """ "la radio saharaui,": where adjectives stand behind their nouns, one before a sign belongs to the name."""
        if not (self.pack.articles and self.pack.free_order) or not first < last < len(chunks) - 1:
            return False
        common = chunks[last - 1].text.islower() and self._plain(chunks[last])
        return common and chunks[last + 1].kind == "sign"

    def _over_trade(self, chunks: list[Chunk], first: int) -> int:
        """ "said sapper Ivo Kern": over what somebody is to the name, where a name of two words follows."""
        at = first
        while at < min(first + 3, len(chunks)) and chunks[at].has("person") and not is_capital(chunks[at]):
            at += 1
        return at if at > first and sum(map(self._bare_name, chunks[at : at + 2])) == 2 else first

    def _opens(self, chunks: list[Chunk], index: int) -> bool:
        while index < len(chunks) and self._connector(chunks[index]):
            index += 1
        return index < len(chunks) and self._admissible(chunks[index])

    def _list_goes_on(self, chunks: list[Chunk], comma: int) -> bool:
        if chunks[comma].text != ",":
            return False
        rest = chunks[comma + 1 : comma + 9]
        office = any(chunk.has("office") for chunk in rest[:5])
        joined = any(chunk.lower in self.pack.words["and"] for chunk in rest)
        return office and joined and self._opens(chunks, comma + 1)
