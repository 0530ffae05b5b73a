"""Speakers: who says what a clause says, from the nearest relay named in the text to the origin."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.names import is_capital
from minetrace.reading.pack import Pack

_NOISE = frozenset("the of and for az com org news agency".split())


@dataclass(slots=True, eq=False)
class Cue:
    """One place where the text names a speaker: the chain it gives, where it stands, and what sort of cue it is.

    Sorts: says (a verb of saying), according (a phrase), relay (who was told or who carries it), head (letterhead),
    document ("X's report"), back (points to an earlier speaker), agent (an organisation that acts).
    """

    sort: str
    names: list[str]
    start: int
    end: int
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Voices:
    """The speakers met so far in a text: the issuer of a statement, the last chain, all names for later reference."""

    publisher: frozenset[str]
    base: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    agent: list[str] = field(default_factory=list)


def fold(text: str) -> str:
    """Case and accents removed, for comparing names."""
    text = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("ə", "a"))
    return "".join(sign for sign in text if not unicodedata.combining(sign))


def name_words(name: str) -> frozenset[str]:
    """The telling words of a name."""
    return frozenset(word for word in re.findall(r"\w+", fold(name)) if word not in _NOISE)


def is_publisher(name: str, publisher: frozenset[str]) -> bool:
    """Whether a speaker is the publisher itself: more than half of its words are the publisher's."""
    words = name_words(name)
    return bool(words) and 2 * len(words & publisher) > len(words)


class SpeakerReader:
    """Finds the cues of one sentence after another and keeps what later sentences point back to."""

    def __init__(self, pack: Pack, publisher: str | None) -> None:
        self.pack = pack
        self.voices = Voices(name_words(publisher or ""))

    def cues(self, sentence: Sentence) -> list[Cue]:
        """All cues of a sentence, left to right."""
        found: list[Cue] = []
        head = self._letterhead(sentence)
        if head:
            found.append(head)
        for index, chunk in enumerate(sentence.chunks):
            if any(cue.start <= chunk.start < cue.end for cue in found if cue.sort == "head"):
                continue
            for reader in (self._according, self._relay, self._says, self._document):
                cue = reader(sentence, index, chunk)
                if cue is not None:
                    found.append(cue)
                    break
        return sorted(found, key=lambda cue: cue.start)

    # -- noun phrases ------------------------------------------------------------------------------------------
    def _admissible(self, chunk: Chunk) -> bool:
        if chunk.kind == "word":
            return is_capital(chunk) or chunk.lower in self.pack.words["speaker_modifiers"]
        if chunk.kind == "lex":
            kinds = (
                ("office", "title", "office_suffix", "nonclaim")
                if not is_capital(chunk)
                else (
                    "office",
                    "title",
                    "office_suffix",
                    "nonclaim",
                    "place_type",
                    "person",
                    "place_cue",
                    "action",
                    "thing",
                    "document",
                )
            )
            if chunk.has("nonclaim") and chunk.value("nonclaim") != "body":
                return chunk.has("office")
            return (
                any(chunk.has(kind) for kind in kinds)
                or chunk.lower in self.pack.words["speaker_modifiers"]
                or chunk.text in self.pack.demonyms
            )
        return chunk.kind == "designation" and False

    def _connector(self, chunk: Chunk) -> bool:
        return chunk.lower in self.pack.words["speaker_connectors"] or chunk.text == "/"

    def _left(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """The noun phrase that ends before chunk `index`, as [first, last), over adverbs, dates and appositions."""
        at = index - 1
        while at >= 0 and (chunks[at].kind in ("period", "aside") or self._light(chunks[at])):
            at -= 1
        if at >= 1 and chunks[at].lower in self.pack.words["relative"] and chunks[at - 1].text == ",":
            at -= 2
        elif at >= 0 and chunks[at].lower in self.pack.words["relative"]:
            at -= 1
        if at >= 0 and chunks[at].text == ",":
            opening = next((k for k in range(at - 1, max(-1, at - 18), -1) if chunks[k].text == ","), None)
            if opening is None:
                return None
            at = opening - 1
        if at >= 0 and chunks[at].text == ")":
            opening = next((k for k in range(at - 1, max(-1, at - 8), -1) if chunks[k].text == "("), None)
            at = opening - 1 if opening else at
        return self._phrase_ending(chunks, at)

    def _light(self, chunk: Chunk) -> bool:
        words = self.pack.words
        return (
            chunk.lower in words["auxiliary"]
            or chunk.lower.endswith("ly")
            and not chunk.capital
            or chunk.has("hedge", "reportedly")
        )

    def _phrase_ending(self, chunks: list[Chunk], at: int) -> tuple[int, int] | None:
        last = at + 1
        while at >= 0 and (
            self._admissible(chunks[at])
            or (self._connector(chunks[at]) and at < last - 1)
            or (chunks[at].lower in self.pack.words["possessive"] and at < last - 1)
        ):
            at -= 1
        # a comma inside a list of issuers: "the Interior Ministry, the Prosecutor's Office and ANAMA"
        if (
            at >= 1
            and chunks[at].text == ","
            and any(chunk.lower in self.pack.words["and"] for chunk in chunks[at + 1 : last])
            and self._admissible(chunks[at - 1])
        ):
            left = self._phrase_ending(chunks, at - 1)
            if left and self._named(chunks, left[0], left[1]) and chunks[left[0]].lower not in ():
                return left[0], last
        # "Provincial police in Balkh": the place of an office is no part of its name
        placed = at >= 1 and chunks[at].has("place_cue") and not any(chunk.has("office") for chunk in chunks[at:last])
        if placed and (chunks[at - 1].has("office") or chunks[at - 1].has("office_suffix")):
            return self._phrase_ending(chunks, at - 1)
        first = at + 1
        while first < last and (self._connector(chunks[first]) or chunks[first].lower in self.pack.words["possessive"]):
            first += 1
        return (first, last) if first < last and self._named(chunks, first, last) else None

    def _right(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """The noun phrase that begins at chunk `index`, as [first, last)."""
        first = index
        while first < len(chunks) and (
            chunks[first].lower in self.pack.words["speaker_connectors"]
            or chunks[first].text == '"'
            or chunks[first].lower in self.pack.words["place_adjectives"]
        ):
            first += 1
        last = first
        while last < len(chunks):
            chunk = chunks[last]
            following = chunks[last + 1] if last + 1 < len(chunks) else None
            inner = (self._connector(chunk) or chunk.text == ",") and following is not None
            if self._admissible(chunk):
                last += 1
            elif inner and following is not None and chunk.text != "," and self._opens(chunks, last + 1):
                last += 1
            elif inner and self._list_goes_on(chunks, last):
                last += 1
            else:
                break
        while last > first and (self._connector(chunks[last - 1]) or chunks[last - 1].text == ","):
            last -= 1
        return (first, last) if last > first and self._named(chunks, first, last) else None

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
        return bool(names) or any(chunk.has("office") for chunk in part)

    def _names(self, chunks: list[Chunk], first: int, last: int) -> list[str]:
        """The name in a noun phrase; joint issuers become one entry joined by " + "."""
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
        names = [self._name(chunks, a, b) for a, b in parts if b > a]
        names = [name for name in names if name]
        return [" + ".join(dict.fromkeys(names))] if names else []

    def _splits(self, chunks: list[Chunk], begin: int, at: int, last: int) -> bool:
        def whole(part: list[Chunk]) -> bool:
            return (
                any(chunk.has("office") or (chunk.text.isupper() and len(chunk.text) > 2) for chunk in part)
                or sum(is_capital(chunk) for chunk in part) >= 2
            )

        return whole(chunks[begin:at]) and whole(chunks[at + 1 : last])

    def _name(self, chunks: list[Chunk], first: int, last: int) -> str:
        words = self.pack.words
        while first < last and (self._connector(chunks[first]) or chunks[first].lower in words["place_adjectives"]):
            first += 1
        while (
            last > first + 1
            and (
                chunks[last - 1].has("office_suffix")
                or chunks[last - 1].has("document")
                or chunks[last - 1].lower in words["possessive"]
                or self._connector(chunks[last - 1])
            )
            and self._named(chunks, first, last - 1)
        ):
            last -= 1
        titles = [index for index in range(first, last) if chunks[index].has("title")]
        for index in reversed(titles):
            after = [chunk for chunk in chunks[index + 1 : last] if is_capital(chunk) and not chunk.has("title")]
            if (
                len(after) >= 1
                and not any(self._connector(chunk) for chunk in chunks[index + 1 : index + 2])
                and not any(chunk.has("office") for chunk in chunks[index + 1 : last])
            ):
                first = index + 1
                break
        for index in range(first + 2, last):
            person = all(is_capital(chunk) and chunk.kind == "word" for chunk in chunks[first:index])
            if chunks[index].lower in words["of"] and person and index - first >= 2:
                last = index
                break
        possessor = [index for index in range(first + 1, last - 1) if chunks[index].lower in words["possessive"]]
        owner = chunks[first : possessor[0]] if possessor else []
        titled = any(chunk.has("title") or chunk.has("office") for chunk in owner)
        if possessor and not titled and any(
            chunk.has("office") and not chunk.has("office_suffix") for chunk in chunks[possessor[0] + 1 : last]
        ):
            first = possessor[0] + 1
        if first >= last:
            return ""
        return self.source[chunks[first].start : chunks[last - 1].end]

    source = ""

    def use(self, source: str) -> None:
        """Give the normalised text that names are cut from."""
        self.source = source

    # -- cues --------------------------------------------------------------------------------------------------
    def _cue(self, sort: str, chunks: list[Chunk], phrase: tuple[int, int], start: int, end: int) -> Cue | None:
        names = [self._full(name) for name in self._names(chunks, *phrase)]
        if not names:
            return None
        span = (chunks[phrase[0]].start, chunks[phrase[1] - 1].end)
        return Cue(sort, names, min(start, span[0]), max(end, span[1]), [span])

    def _full(self, name: str) -> str:
        """A bare surname stands for the full name met before."""
        if " " not in name:
            for met in reversed(self.voices.met):
                if " " in met and met.split()[-1] == name:
                    return met
        return name

    def _according(self, sentence: Sentence, index: int, chunk: Chunk) -> Cue | None:
        if not chunk.has("according"):
            return None
        phrase = self._right(sentence.chunks, index + 1)
        if phrase is None:
            return self._points_back(sentence, chunk.end, chunk)
        cue = self._cue("according", sentence.chunks, phrase, chunk.start, chunk.end)
        if cue is not None and any(word in chunk.lower.split() for word in self.pack.words["statement_nouns"]):
            cue.sort = "statement"
        return cue

    def _relay(self, sentence: Sentence, index: int, chunk: Chunk) -> Cue | None:
        """Who was told, or who carries it: the nearest relay."""
        relay = next(
            (mark for mark in sentence.marked("relay") if mark.end == chunk.end and mark.start <= chunk.start), None
        )
        if relay is None:
            return None
        phrase = self._right(sentence.chunks, index + 1)
        teller = self._left(sentence.chunks, index) if chunk.has("speech") else None
        origin = self._cue("says", sentence.chunks, teller, chunk.start, chunk.end) if teller else None
        if phrase is None:
            return origin
        medium = self._cue("relay", sentence.chunks, phrase, chunk.start, chunk.end)
        beyond = sentence.chunks[phrase[1]] if phrase[1] < len(sentence.chunks) else None
        if chunk.has("speech") and beyond is not None and self._plain_noun(beyond):
            return origin
        if medium is None or any(
            other.has("office") or other.has("title") for other in sentence.chunks[phrase[0] : phrase[1]]
        ):
            return origin
        if origin is not None:
            return Cue("says", [*medium.names, *origin.names], origin.start, medium.end, [*origin.spans, *medium.spans])
        return medium

    def _plain_noun(self, chunk: Chunk) -> bool:
        plain = chunk.kind in ("word", "lex") and chunk.lower not in self.pack.words["function"]
        return plain and not chunk.has("speech") and not chunk.has("place_cue")

    def _says(self, sentence: Sentence, index: int, chunk: Chunk) -> Cue | None:
        if not chunk.has("speech"):
            return None
        chunks = sentence.chunks
        before = chunks[index - 1] if index else None
        inverted = before is None or before.text in (",", '"', "-")
        right = self._right(chunks, index + 1) if inverted else None
        closed = right is not None and (
            right[1] >= len(chunks)
            or chunks[right[1]].kind in ("sign", "period")
            or chunks[right[1]].lower in self.pack.words["relative"]
        )
        if right is not None and right[0] <= index + 2 and closed:
            return self._cue("says", chunks, right, chunk.start, chunk.end)
        back = self._points_back(sentence, chunk.start, chunk)
        if back is not None:
            return back
        phrase = self._left(chunks, index)
        if phrase is None or (chunk.has("records") and self._country(chunks, phrase)):
            return None
        return self._cue("says", chunks, phrase, chunk.start, chunk.end)

    def _country(self, chunks: list[Chunk], phrase: tuple[int, int]) -> bool:
        """A country that records casualties is where they are, not who says so."""
        return self.source[chunks[phrase[0]].start : chunks[phrase[1] - 1].end] in self.pack.countries

    def _points_back(self, sentence: Sentence, at: int, chunk: Chunk) -> Cue | None:
        """ "the ministry stressed", "he said", "her statement reads": the speaker met before."""
        for mark in sentence.marked("back"):
            near = sentence.between(mark.end, at) if mark.end <= at else sentence.between(at, mark.start)
            if len(near) <= 2 and all(self._light(other) or other.text == "," or other.has("speech") for other in near):
                following = next((other for other in sentence.chunks if other.start >= mark.end), None)
                if following is not None and (
                    following.lower in self.pack.words["of"] or (is_capital(following) and following.kind == "word")
                ):
                    continue
                return Cue("back", [], mark.start, max(mark.end, chunk.end))
        return None

    def _document(self, sentence: Sentence, index: int, chunk: Chunk) -> Cue | None:
        """ "ANAMA's report", "by the Observatory's reckoning": the possessor speaks."""
        if not (chunk.has("document") or chunk.has("tally_noun")) or index < 2:
            return None
        at = index - 1
        while (
            at > 0
            and chunk.start - sentence.chunks[at].end < 25
            and sentence.chunks[at].lower not in self.pack.words["possessive"]
        ):
            at -= 1
        if sentence.chunks[at].lower not in self.pack.words["possessive"]:
            return None
        back = next((mark for mark in sentence.marked("back") if mark.end == sentence.chunks[at].start), None)
        if back is not None:
            return Cue("back", [], back.start, chunk.end)
        phrase = self._phrase_ending(sentence.chunks, at - 1)
        return self._cue("document", sentence.chunks, phrase, chunk.start, chunk.end) if phrase else None

    def _letterhead(self, sentence: Sentence) -> Cue | None:
        """ "ANAMA: ...", "Azernews, from ANAMA: ...": the sentence opens with who speaks and a colon."""
        chunks = sentence.chunks
        colon = next((index for index, chunk in enumerate(chunks[:12]) if chunk.text == ":"), None)
        if not colon or any(
            chunk.kind == "number" or chunk.has("action") or chunk.has("outcome") or chunk.has("thing")
            for chunk in chunks[:colon]
        ):
            return None
        if any(chunk.has("speech") or chunk.has("according") for chunk in chunks[:colon]):
            return None
        phrase = self._phrase_ending(chunks, colon - 1)
        if phrase is None or self._country(chunks, phrase):
            return None
        cue = self._cue("head", chunks, phrase, chunks[0].start, chunks[colon].end)
        return cue if cue and len([c for c in chunks[phrase[0] : phrase[1]]]) <= 8 else None

    def agent(self, sentence: Sentence, index: int) -> Cue | None:
        """The organisation that does what the verb at `index` says, where no one else is named as speaker."""
        phrase = self._left(sentence.chunks, index)
        if phrase is None:
            return None
        part = sentence.chunks[phrase[0] : phrase[1]]
        capitals = [chunk for chunk in part if is_capital(chunk) and chunk.kind == "word" and chunk.start > sentence.start]
        capitals += [chunk for chunk in part if chunk.kind == "word" and chunk.start == sentence.start and is_capital(chunk)]
        office = any(chunk.has("office") or chunk.has("office_suffix") for chunk in part)
        acronym = any(chunk.text.isupper() and len(chunk.text) > 2 for chunk in capitals)
        if not capitals or not (office or acronym):
            return None
        return self._cue("agent", sentence.chunks, phrase, sentence.chunks[index].start, sentence.chunks[index].end)

    def office_of(self, cue: Cue) -> list[str]:
        """ "the ministry" with no ministry before it speaks under that name."""
        words = [word for word in self.source[cue.start : cue.end].split() if word.lower() in self.pack.words["back_offices"]]
        return words[:1]

    def possessor(self, sentence: Sentence, index: int) -> list[str]:
        """The speaker in "X's claim", with the chunk index of "claim"; empty if there is none."""
        at = index - 1
        while at > 0 and index - at < 4 and sentence.chunks[at].lower not in self.pack.words["possessive"]:
            at -= 1
        if at <= 0 or sentence.chunks[at].lower not in self.pack.words["possessive"]:
            return []
        phrase = self._phrase_ending(sentence.chunks, at - 1)
        return self._names(sentence.chunks, *phrase) if phrase else []

    def following(self, sentence: Sentence, index: int) -> list[str]:
        """The speaker in "the claim of X" or "claims by X"; empty if there is none."""
        joined = (
            index < len(sentence.chunks)
            and sentence.chunks[index].lower in self.pack.words["of"] | self.pack.words["by"]
        )
        phrase = self._right(sentence.chunks, index + 1) if joined else None
        return self._names(sentence.chunks, *phrase) if phrase else []

    # -- the chain of a claim ----------------------------------------------------------------------------------
    def remember(self, cue: Cue) -> None:
        """Later sentences may point back to these names."""
        for name in cue.names:
            self.voices.met += [part for part in name.split(" + ") if part not in self.voices.met]

    def without_publisher(self, names: list[str]) -> tuple[str, ...]:
        """A chain without the publisher itself, each name once."""
        return tuple(dict.fromkeys(name for name in names if not is_publisher(name, self.voices.publisher)))
