"""Noun phrases of speakers: which words around a cue belong to the name of who speaks."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, is_plural
from minetrace.reading.names import is_capital
from minetrace.reading.pack import Pack


class SpeakerPhrases:
    """Finds the noun phrase to the left or right of a cue, and the name in it."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.source = ""

    def _admissible(self, chunk: Chunk) -> bool:
        if chunk.lower in self.pack.words["function"]:
            return False
        if chunk.kind == "word":
            return is_capital(chunk) or chunk.lower in self.pack.words["speaker_modifiers"]
        if chunk.kind != "lex":
            return False
        if chunk.has("nonclaim"):
            return chunk.value("nonclaim") == "body" or chunk.has("office")
        if chunk.lower in self.pack.words["speaking_people"]:
            return True
        named = ("office", "title", "office_suffix")
        more = ("place_type", "person", "place_cue", "action", "thing", "document") if is_capital(chunk) else ()
        known = any(chunk.has(kind) for kind in (*named, *more)) or chunk.text in self.pack.demonyms
        return known or chunk.lower in self.pack.words["speaker_modifiers"]

    def _modifier(self, chunks: list[Chunk], index: int) -> bool:
        """A plain word right before an office: "the cantonal police"."""
        chunk = chunks[index]
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        plain = (
            chunk.kind == "word"
            and chunk.lower not in self.pack.words["function"]
            and not self.pack.adverb(chunk.lower)
        )
        return plain and after is not None and (after.has("office") or after.value("nonclaim") == "body")

    def common(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """A speaker without a name before the verb at `index`: "the mediator said", "campaigners argue"."""
        at = index - 1
        while at >= 0 and (chunks[at].kind in ("period", "aside") or self.light(chunks[at])):
            at -= 1
        last = at + 1
        while at >= 0 and last - at < 6 and chunks[at].kind in ("word", "lex") and not chunks[at].has("speech"):
            at -= 1
        first = at + 1
        opened = at < 0 or chunks[at].text in (",", '"', ";", "-", ":")
        if not opened or first >= last or last - first > 5:
            return None
        articled = chunks[first].lower in self.pack.words["definite"] | self.pack.words["indefinite"]
        first += 1 if articled else 0
        part = chunks[first:last]
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        if not articled and after is not None and after.lower in self.pack.words["indefinite"]:
            # "farmers reported a minefield": they told of it, the text goes on by itself
            return None
        if not part or (not articled and len(part) > 2) or part[0].lower in self.pack.words["function"]:
            return None
        verbs = any(c.has("action") or c.has("outcome") or c.has("thing") or c.has("place_cue") for c in part)
        nouns = not verbs and (articled or is_plural(part[-1], self.pack)) and not any(c.has("document") for c in part)
        return (first, last) if nouns else None

    def _connector(self, chunk: Chunk) -> bool:
        return chunk.lower in self.pack.words["speaker_connectors"] or chunk.text == "/"

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
            if self._office_holder(chunks, opening, at):
                return opening + 1, at
            at = opening - 1
        if at >= 0 and chunks[at].text == ")":
            opening = next((k for k in range(at - 1, max(-1, at - 8), -1) if chunks[k].text == "("), None)
            at = opening - 1 if opening else at
        return self.phrase_ending(chunks, at) or self._owner(chunks, at)

    def _owner(self, chunks: list[Chunk], at: int) -> tuple[int, int] | None:
        """ "OHCHR's monitoring shows", "an NPA survey team found": the body before what it has or sends."""
        words, first = self.pack.words, at
        while first > 0 and at - first < 4 and chunks[first].kind in ("word", "lex") and chunks[first].text.islower():
            verbal = any(map(chunks[first].has, ("place_cue", "action", "outcome", "direction", "according", "thing")))
            if chunks[first].lower in words["function"] or (verbal and not chunks[first].has("document")):
                break
            first -= 1
        if first == at or first < 0:
            return None
        if chunks[first].lower in words["possessive"]:
            return self.phrase_ending(chunks, first - 1)
        acronym = chunks[first].kind == "word" and chunks[first].text.isupper() and len(chunks[first].text) > 2
        return (first, first + 1) if acronym else None

    def _office_holder(self, chunks: list[Chunk], opening: int, closing: int) -> bool:
        """ "its spokesman, Colonel Adan Merk,": the name between commas behind an office is who speaks."""
        before = chunks[max(0, opening - 8) : opening]
        while any(chunk.kind in ("sign", "number") or chunk.has("speech") for chunk in before):
            before = before[1:]
        office = any(chunk.has("title") and not is_capital(chunk) for chunk in before)
        inside = chunks[opening + 1 : closing]
        named = all(is_capital(chunk) and not chunk.has("office") for chunk in inside) and len(inside) >= 2
        return office and named and sum(chunk.kind == "word" for chunk in inside) >= 2

    def light(self, chunk: Chunk) -> bool:
        """An auxiliary or an adverb between a speaker and its verb."""
        words = self.pack.words
        return (
            chunk.lower in words["auxiliary"]
            or (self.pack.adverb(chunk.lower) and not chunk.capital)
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
            if left and self._named(chunks, left[0], left[1]):
                return left[0], last
        # "Provincial police in Balkh": the place of an office is no part of its name
        placed = at >= 1 and chunks[at].has("place_cue") and not any(chunk.has("office") for chunk in chunks[at:last])
        placed = placed and chunks[at].lower not in self.pack.words["origin_cues"]
        if placed and (chunks[at - 1].has("office") or chunks[at - 1].has("office_suffix")):
            return self.phrase_ending(chunks, at - 1)
        first = at + 1
        while first < last and (self._connector(chunks[first]) or chunks[first].lower in self.pack.words["possessive"]):
            first += 1
        first = self._head_of(chunks, self._after_place(chunks, first, last))
        return (first, last) if first < last and self._named(chunks, first, last) else None

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
        if not first or not chunks[first - 1].has("place_cue"):
            return first
        plain = next((at for at in range(first, last) if not is_capital(chunks[at])), last)
        body = plain < last and (chunks[plain].has("office") or chunks[plain].has("office_suffix"))
        return plain if body else first

    def right(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """The noun phrase that begins at chunk `index`, as [first, last)."""
        first = index
        while first < len(chunks) and (
            chunks[first].lower in self.pack.words["speaker_connectors"] | self.pack.words["indefinite"]
            or chunks[first].text == '"'
            or chunks[first].lower in self.pack.words["place_adjectives"]
            or (chunks[first].kind == "period" and self.pack.articles and self.pack.free_order)
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
        return (first, last) if last > first and self._named(chunks, first, last) else None

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

    def _named(self, chunks: list[Chunk], first: int, last: int) -> bool:
        """A speaker has a name or an office; a demonym or a title alone is not enough."""
        part = chunks[first:last]
        names = [
            chunk
            for chunk in part
            if is_capital(chunk) and chunk.kind != "designation" and chunk.lower not in self.pack.words["function"]
        ]
        names = [chunk for chunk in names if chunk.text not in self.pack.demonyms]
        return bool(names) or any(
            chunk.has("office")
            or chunk.value("nonclaim") == "body"
            or chunk.lower in self.pack.words["speaking_people"]
            for chunk in part
        )

    def names(self, chunks: list[Chunk], first: int, last: int) -> tuple[list[str], list[tuple[int, int]]]:
        """The name in a noun phrase and its spans; joint issuers become one entry joined by " + "."""
        parts: list[tuple[int, int]] = []
        begin = first
        for index in range(first, last):
            chunk = chunks[index]
            if chunk.text == "," or (
                chunk.lower in self.pack.words["and"] and self._splits(chunks, begin, index, last)
            ):
                parts.append((begin, index))
                begin = index + 1
        parts.append((begin, last))
        trimmed = [self._trimmed(chunks, a, b) for a, b in parts if b > a]
        spans = [(chunks[a].start, chunks[b - 1].end) for a, b in trimmed if a < b]
        names = dict.fromkeys(self.source[start:end] for start, end in spans)
        return ([" + ".join(names)], spans) if names else ([], [])

    def _owns_unit(self, owner: list[Chunk], unit: list[Chunk]) -> bool:
        """ "the Interior Ministry's media unit", "TRUSTX's office": the body speaks."""
        body = any(chunk.has("office") or (chunk.text.isupper() and len(chunk.text) > 2) for chunk in owner)
        if not body or not any(is_capital(chunk) for chunk in owner):
            return False
        plain = self.pack.words["channels"] | {name.lower() for name in (*self.pack.countries, *self.pack.demonyms)}
        return not any(is_capital(chunk) and chunk.lower not in plain for chunk in unit)

    def _title(self, chunk: Chunk) -> bool:
        """A title, also one in pieces: "Vice-Chair", "Lieutenant-Colonel"."""
        return chunk.has("title") or (
            "-" in chunk.text and chunk.lower.rsplit("-", 1)[1] in self.pack.words["title_ends"]
        )

    def _bare_name(self, chunk: Chunk) -> bool:
        return is_capital(chunk) and chunk.kind == "word"

    def _name_like(self, chunk: Chunk) -> bool:
        """A word that may name who speaks: no word of the field such as "Clearance"."""
        return chunk.kind == "word" or any(chunk.has(kind) for kind in ("office", "office_suffix", "title", "person"))

    def _splits(self, chunks: list[Chunk], begin: int, at: int, last: int) -> bool:
        def whole(part: list[Chunk]) -> bool:
            return (
                any(chunk.has("office") or (chunk.text.isupper() and len(chunk.text) > 2) for chunk in part)
                or sum(is_capital(chunk) for chunk in part) >= 2
            )

        return whole(chunks[begin:at]) and whole(chunks[at + 1 : last])

    def _trimmed(self, chunks: list[Chunk], first: int, last: int) -> tuple[int, int]:
        """The chunks of the name alone: without articles, titles, press services, and what it is of."""
        words = self.pack.words
        while first < last and (
            self._connector(chunks[first])
            or chunks[first].lower in words["place_adjectives"]
            or (
                chunks[first].has("office_suffix")
                and first + 1 < last
                and chunks[first + 1].lower in words["of"]
                and self._named(chunks, first + 2, last)
            )
            or (self.pack.genitive and chunks[first].has("office_suffix") and self._named(chunks, first + 1, last))
        ):
            first += 1
        while (
            last > first + 1
            and (
                chunks[last - 1].has("office_suffix")
                or (chunks[last - 1].has("document") and not is_capital(chunks[last - 1]))
                or chunks[last - 1].lower in words["possessive"]
                or self._connector(chunks[last - 1])
            )
            and self._named(chunks, first, last - 1)
            and not (
                last - first == 2 and chunks[first].kind == "word" and chunks[first].lower in words["speaker_modifiers"]
            )
        ):
            last -= 1
        first = self._without_kind(chunks, first, last)
        first = self._without_titles(chunks, first, last)
        first, last = self._behind_office(chunks, first, last), self._without_body(chunks, first, last)
        possessor = [index for index in range(first + 1, last - 1) if chunks[index].lower in words["possessive"]]
        owner = chunks[first : possessor[0]] if possessor else []
        if possessor and self._owns_unit(owner, chunks[possessor[0] + 1 : last]):
            return first, possessor[0]
        if (
            possessor
            and sum(map(self._bare_name, owner)) >= 2
            and last - possessor[0] == 2
            and not self._title(chunks[last - 1])
        ):
            # "General Mark Milley's office": who speaks is the person
            return first, possessor[0]
        titled = any(chunk.has("title") or chunk.has("office") for chunk in owner)
        if (
            possessor
            and not titled
            and any(chunk.has("office") and not chunk.has("office_suffix") for chunk in chunks[possessor[0] + 1 : last])
        ):
            first = possessor[0] + 1
        return first, last

    def _without_kind(self, chunks: list[Chunk], first: int, last: int) -> int:
        """Where the name begins behind the kind of person or body it is: "sapper Ivan Petrov"."""
        opens = first + 1 if last - first > 2 and not is_capital(chunks[first + 1]) else first
        described = next((i for i in range(opens, last) if is_capital(chunks[i])), first)
        plain = described > first and not any(self._connector(chunk) for chunk in chunks[first:last])
        if plain and all(is_capital(chunk) and chunk.kind == "word" for chunk in chunks[described:last]):
            kind = chunks[described - 1]
            first = described if any(map(kind.has, ("office", "office_suffix", "person"))) else first
        if (
            chunks[first].has("person")
            and last - first > 2
            and all(self._bare_name(c) for c in chunks[first + 1 : last])
        ):
            first += 1
        return first

    def _without_titles(self, chunks: list[Chunk], first: int, last: int) -> int:
        """Where the name begins behind its last title."""
        titles = [index for index in range(first, last) if self._title(chunks[index])]
        for index in reversed(titles):
            after = [chunk for chunk in chunks[index + 1 : last] if is_capital(chunk) and not self._title(chunk)]
            if (
                len(after) >= 1
                and not any(self._connector(chunk) for chunk in chunks[index + 1 : index + 2])
                and not any(chunk.has("office") for chunk in chunks[index + 1 : last])
            ):
                return self._over_modifiers(chunks, index + 1, last)
        return first

    def _over_modifiers(self, chunks: list[Chunk], first: int, last: int) -> int:
        """ "министр обороны Закир Гасанов": over what the office is of, to the name."""
        while self.pack.genitive and first < last - 1 and not is_capital(chunks[first]):
            first += 1
        return first

    def _behind_office(self, chunks: list[Chunk], first: int, last: int) -> int:
        """ "Mayor of Brod Ana Peric": where the name of who holds the office begins."""
        held = self._title(chunks[first]) and first + 1 < last and chunks[first + 1].lower in self.pack.words["of"]
        named = all(self._bare_name(chunk) for chunk in chunks[last - 2 : last])
        return last - 2 if held and named and last - first >= 5 else first

    def _without_body(self, chunks: list[Chunk], first: int, last: int) -> int:
        """Where a person's name ends before the body they are of."""
        words = self.pack.words
        for index in range(first + 2, last):
            person = all(is_capital(chunk) and chunk.kind == "word" for chunk in chunks[first:index])
            if chunks[index].lower in words["of"] and person and index - first >= 2:
                return index
        return last
