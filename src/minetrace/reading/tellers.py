"""Tellers: the whole noun phrase that opens a clause and is the subject of its verb, over what is put in behind it.

"The Directorate, in a statement carried by Radio Orin, spoke of ..."; "Radio Orin, citing the clinic, which refers to
the police, reports ..."; "A doctor at the hospital in Harun who asked not to be named said ...".
"""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, is_plural
from minetrace.reading.names import is_capital
from minetrace.reading.speaker_phrases import SpeakerPhrases

_LONGEST = 14
_BARRED = ("outcome", "thing", "unit", "tally_verb", "according", "cue")
_HEADS = ("office", "title", "office_suffix", "person")


class Tellers(SpeakerPhrases):
    """Finds who tells by where they stand in the clause, whatever words name them; in languages with articles."""

    def teller(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """The subject of the verb at `index`, as [first, last) with all that is said of it before the verb."""
        if not self.pack.articles or self.pack.head_final:
            return None
        end = index
        while end > 0 and (chunks[end - 1].kind in ("period", "aside") or self.light(chunks[end - 1])):
            end -= 1
        if end > 0 and chunks[end - 1].text == ")":
            opened = next((at for at in range(end - 2, max(-1, end - 8), -1) if chunks[at].text == "("), None)
            end = opened if opened is not None else end
        for first in self._openings(chunks, end):
            last = self._subject_end(chunks, first, end)
            if last == end or (last is not None and self._put_in(chunks, last, end)):
                return (first, last) if self._tells(chunks, first, last) else None
        return None

    def _openings(self, chunks: list[Chunk], end: int) -> list[int]:
        """Where the clause that ends at `end` may open, the widest first."""
        words, found = self.pack.words, [0]
        for at in range(end):
            joined = chunks[at].lower in words["and|splitting"] and at and chunks[at - 1].text == ","
            if chunks[at].text in (";", ":", '"', "-"):
                found = [at + 1]
            elif chunks[at].text == "," or joined or chunks[at].lower in words["that"]:
                found.append(at + 1)
        return [self._past_openers(chunks, first, end) for first in found]

    def _past_openers(self, chunks: list[Chunk], first: int, end: int) -> int:
        """Over "Meanwhile", "But", "On Tuesday,": what may stand before the subject."""
        openers = self.pack.words["subject_openers"]
        while first < end and (
            chunks[first].kind in ("period", "aside")
            or chunks[first].lower in openers
            or (chunks[first].text == "," and first and chunks[first - 1].kind == "period")
        ):
            first += 1
        return first

    def _subject_end(self, chunks: list[Chunk], first: int, end: int) -> int | None:
        """Where the noun phrase that begins at `first` ends: at the verb, or at a comma or bracket before it."""
        words, at = self.pack.words, first
        if first >= end or not self._may_open(chunks[first]):
            return None
        relative = 0
        while at < end and at - first < _LONGEST and chunks[at].kind != "sign":
            chunk = chunks[at]
            relative = relative or (at if at > first and chunk.lower in words["relative"] else 0)
            inside = at + 1 < end and chunks[at + 1].means(_HEADS)
            verbal = chunk.means(_BARRED) and not inside and chunk.lower not in words["put_in"]
            verbal = verbal or (chunk.has("speech") and not chunk.has("document"))
            verbal = verbal or (chunk.has("action") and not is_capital(chunk))
            if (verbal and not chunk.means(_HEADS)) or chunk.kind in ("designation", "period"):
                return None
            if self._finite(chunks, first, at) and not relative:
                return None
            at += 1
        if relative and at == end and self._whose_verb(chunks[relative + 1 : end]):
            return None
        return at if at == end or (at < end and chunks[at].text in (",", "(")) else None

    def _whose_verb(self, clause: list[Chunk]) -> bool:
        """ "a figure that experts dispute": whether the verb behind a relative clause is that clause's own."""
        named = [chunk for chunk in clause if chunk.lower not in self.pack.words["definite|indefinite"]]
        return len(named) == 1 and (is_plural(named[0], self.pack) or named[0].means(_HEADS))

    def _finite(self, chunks: list[Chunk], first: int, at: int) -> bool:
        """Whether a word is a verb of its own: "joined", "was"; not "the affected communities"."""
        words, chunk = self.pack.words, chunks[at]
        if chunk.lower in words["be|finite"]:
            return True
        past = chunk.kind == "word" and chunk.text.islower() and chunk.lower.endswith(tuple(words["past_endings"]))
        before = chunks[at - 1] if at > first else None
        described = before is None or before.lower in words["definite|indefinite|and"]
        return past and not described and not (before is not None and self.pack.adverb(before.lower))

    def _may_open(self, chunk: Chunk) -> bool:
        words = self.pack.words
        articles = words["definite|indefinite|some"]
        named = is_capital(chunk) or chunk.means(_HEADS) or chunk.kind == "number"
        small = chunk.lower in words["function"] or chunk.lower in words["nobody"]
        return chunk.lower in articles or (named and not small)

    def _put_in(self, chunks: list[Chunk], first: int, end: int) -> bool:
        """Whether all from `first` to the verb is put in: between commas, and opened by a word that opens no clause."""
        if chunks[first].text == "(":
            first = next((at + 1 for at in range(first, end) if chunks[at].text == ")"), end)
            if first == end:
                return True
        closed = chunks[end - 1].text == "," and chunks[first].text == "," and end - first > 2
        return closed and self.inserted(chunks[first + 1])

    def inserted(self, chunk: Chunk) -> bool:
        """Whether a word opens what is put in behind who tells: "which", "citing", "in a statement"."""
        return chunk.lower in self.pack.words["put_in"] or chunk.has("according")

    def _tells(self, chunks: list[Chunk], first: int, last: int) -> bool:
        """Whether a noun phrase may name who tells: a person, a body, or whatever an article or a name opens."""
        words, part = self.pack.words, chunks[first:last]
        articled = part[0].lower in words["definite|indefinite|some"]
        head = self._head(part, articled)
        if (articled and len(part) == 1) or part[-1].kind == "number":
            return False
        if part[0].lower in words["pointing_owners"] and not head.has("title"):
            return False
        named = any(is_capital(chunk) and chunk.kind != "designation" for chunk in part[articled:])
        if head.has("document"):
            return False
        counted = part[0].kind == "number" and len(part) > 1 and part[1].means(_HEADS)
        known = counted or head.means(_HEADS) or self._knows(head)
        return known or named or part[0].lower in words["indefinite"] or is_plural(head, self.pack)

    def joined(self, part: list[Chunk]) -> bool:
        """Whether a name goes on over a small word in it: "the Mission to Support the Accord", "Salem bin Nasr"."""
        words = self.pack.words
        if any(chunk.has("document") for chunk in part):
            return False
        small = (words["meant_for|small_in_names"]) - words["of"]
        articled = part[0].lower in words["indefinite"]
        head = self._head(part, articled)
        person = articled or head.has("person") or is_plural(head, self.pack)
        return any(chunk.lower in small or (person and chunk.has("place_cue")) for chunk in part)

    def _head(self, part: list[Chunk], articled: bool) -> Chunk:
        """The noun that a phrase is about: the last word before what it is of or where it is."""
        words = self.pack.words
        for at in range(1 + articled, len(part)):
            if part[at].lower in words["of|relative|said_at"] or part[at].has("place_cue"):
                return part[at - 1]
        return part[-1]

    def teller_name(self, chunks: list[Chunk], phrase: tuple[int, int]) -> tuple[int, int]:
        """What of a teller's phrase is the name: no article, no relative clause, no place but that of a bare plural."""
        words, (first, last) = self.pack.words, phrase
        articles = words["definite|indefinite|some"]
        while first + 1 < last and chunks[first].lower in articles - words["some"]:
            first += 1
        for at in range(first + 1, last):
            if chunks[at].lower in words["relative"] or chunks[at].has("cue", "with"):
                last = at
                break
        for at in range(first + 1, last):
            placed = chunks[at].has("place_cue") and chunks[at].lower not in words["of|and"]
            if placed and chunks[at].lower not in words["meant_for"]:
                bare = at == first + 1 and is_plural(chunks[first], self.pack)
                last = last if bare and chunks[at].lower not in words["venue_cues"] else at
                break
        return first, last

    # -- behind a word of saying or citing -----------------------------------------------------------------------
    def anonymous(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "citing two security officials", "according to an army officer": who is told by no name."""
        words, first = self.pack.words, index
        if not self.pack.articles or self.pack.head_final:
            return None
        opened = words["definite|indefinite"]
        while first < len(chunks) and chunks[first].lower in opened:
            first += 1
        last = first + (first < len(chunks) and chunks[first].kind == "number")
        while last < len(chunks) and last - first < 5 and self._unnamed(chunks[last]):
            last += 1
        person = tuple(words["agent_endings"])
        one = index < first and chunks[first - 1].lower in words["indefinite"] and last - first < 4
        one = (
            one
            and last > first
            and chunks[last - 1].lower.endswith(person)
            and (last == len(chunks) or chunks[last].kind in ("sign", "period"))
        )
        while last > first and not (one or chunks[last - 1].means(_HEADS) or self._knows(chunks[last - 1])):
            last -= 1
        document = last < len(chunks) and chunks[last].has("document")
        alone = last == first + 1 and chunks[first].kind == "number"
        return (first, last) if last > first and not document and not alone else None

    def _unnamed(self, chunk: Chunk) -> bool:
        plain = chunk.kind in ("word", "lex") and chunk.lower not in self.pack.words["function"]
        barred = ("outcome", "thing", "unit", "according", "place_cue", "document")
        return plain and not chunk.means(barred) and not self.pack.adverb(chunk.lower)

    def _knows(self, chunk: Chunk) -> bool:
        return chunk.lower in self.pack.words["speaking_people|source_nouns"]

    def _only_describes(self, chunks: list[Chunk], phrase: tuple[int, int]) -> bool:
        """ "according to official figures": a word that describes a document, and nobody."""
        lone = phrase[1] - phrase[0] == 1 and chunks[phrase[0]].text in self.pack.words["describing"]
        return lone and phrase[1] < len(chunks) and chunks[phrase[1]].has("document")

    def _same_source(self, chunks: list[Chunk], index: int) -> bool:
        """ "According to the information, ...": a document of nobody is that of who spoke before."""
        words = self.pack.words
        index += index < len(chunks) and chunks[index].lower in words["definite|same_source"]
        closed = index + 1 < len(chunks) and chunks[index + 1].kind in ("sign", "period")
        return self.pack.articles and closed and chunks[index].has("document") and chunks[index].text.islower()

    def through(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "Baku replied through its foreign ministry": the body through which a government speaks."""
        words = self.pack.words
        if index + 2 >= len(chunks) or chunks[index + 1].lower not in words["through"]:
            return None
        owned = chunks[index + 2].lower in words["pointing_owners|indefinite|definite"]
        phrase = self.right(chunks, index + 2 + owned)
        body = phrase is not None and any(map(chunks[phrase[1] - 1].has, _HEADS))
        return phrase if owned and body else None

    def passed_on(self, chunks: list[Chunk], index: int) -> tuple[tuple[int, int], tuple[int, int] | None] | None:
        """ "figures that the office shared with Radio Orin": who gave them, and the medium that got them."""
        words, first = self.pack.words, index
        while first < min(index + 6, len(chunks)) and chunks[first].lower not in words["that|relative"]:
            first += 1
        if not any(chunk.has("document") for chunk in chunks[index:first]) or first + 2 >= len(chunks):
            return None
        reach = range(first + 1, min(first + 10, len(chunks)))
        gives = next((at for at in reach if chunks[at].lower in words["passing_on"]), 0)
        giver = self._subject_end(chunks, first + 1, gives) if gives else None
        if giver != gives or not self._tells(chunks, first + 1, gives):
            return None
        to = gives + 1
        while to < min(gives + 4, len(chunks)) and chunks[to].lower not in words["given_to"]:
            to += 1
        got = chunks[to].lower in words["given_to"] if to < len(chunks) else False
        return self.teller_name(chunks, (first + 1, gives)), self.medium(chunks, to + 1) if got else None

    def medium(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "the local station Ondas del Sur", "the Al-Noor radio": a medium by its name, and by what it is."""
        words, first = self.pack.words, index
        while first < min(index + 5, len(chunks)) and not is_capital(chunks[first]):
            if chunks[first].kind not in ("word", "lex") or chunks[first].lower in words["media_owners"]:
                break
            first += 1
        last = first
        while last < len(chunks) and (
            (is_capital(chunks[last]) and chunks[last].kind in ("word", "lex"))
            or (last > first and last + 1 < len(chunks) and self._particle(chunks, last))
        ):
            last += 1
        if last == first:
            return None
        kinds = [chunk.lower for chunk in chunks[index:first]]
        last += last < len(chunks) and chunks[last].lower in words["tails"]
        kinds += [chunk.lower for chunk in chunks[first:last]]
        told = {word for kind in kinds for word in kind.split()}
        return (first, last) if told & (words["media|media_kinds"]) else None

    def _particle(self, chunks: list[Chunk], at: int) -> bool:
        """A small word inside a name: "Ondas del Sur", "Salem bin Nasr"."""
        joined = is_capital(chunks[at - 1]) and is_capital(chunks[at + 1])
        return joined and chunks[at].lower in self.pack.words["small_in_names"]
