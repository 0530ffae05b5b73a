"""Letterheads: who speaks where no verb says so: before a colon, behind a dash, in brackets, behind a document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from minetrace.reading.antecedents import Antecedents, is_publisher
from minetrace.reading.chunks import Chunk, Sentence, is_plural
from minetrace.reading.names import is_capital


@dataclass(slots=True, eq=False)
class Cue:
    """One place where the text names a speaker: the chain it gives, where it stands, and what sort of cue it is.

    Sorts: says (a verb of saying), according (a phrase), relay (who was told or who carries it), head (letterhead),
    document ("X's report"), back (points to an earlier speaker), agent (an organisation that acts). `via` is the medium
    to which "he" or "she" told it.
    """

    sort: str
    names: list[str]
    start: int
    end: int
    spans: list[tuple[int, int]] = field(default_factory=list)
    at: int = 0
    via: list[str] = field(default_factory=list)

    @property
    def opens(self) -> int:
        """Where the cue begins, who is named in it included."""
        return min([self.start, *(start for start, _ in self.spans)])


class Letterheads(Antecedents):
    """Finds speakers by where they stand."""

    def _cue(self, sort: str, chunks: list[Chunk], phrase: tuple[int, int], start: int, end: int) -> Cue | None:
        found, spans = self.names(chunks, *phrase)
        if not found:
            return None
        whole = (chunks[phrase[0]].start, chunks[phrase[1] - 1].end)
        known = self.known_by(chunks, phrase[1]) if len(spans) == 1 else None
        if known is not None:
            found, spans, whole = [known.text], [*spans, (known.start, known.end)], (whole[0], known.end)
        ends = self._stands_at(chunks, phrase) if len(spans) == 1 else 0
        if ends:
            spans, whole = [(spans[0][0], ends)], (whole[0], ends)
            found = [self.source[spans[0][0] : ends]]
        names = [self.full(name, spans[0][0]) for name in found] if len(spans) == 1 and not ends else found
        names = [self._of_state(chunks, name, spans[0][0]) for name in names] if len(spans) == 1 else names
        kind = [chunk.lower for chunk in chunks[slice(*phrase)] if chunk.end <= spans[0][0] and chunk.has("office")]
        kind += [chunk.lower for chunk in chunks[slice(*phrase)] if chunk.lower in self.pack.words["tails"]]
        if kind and len(spans) == 1 and self.pack.articles:
            # "the charity" later
            self.voices.described.setdefault(names[0], " ".join(kind))
        return Cue(sort, names, min(start, whole[0]), max(end, whole[1]), spans, start)

    def _stands_at(self, chunks: list[Chunk], phrase: tuple[int, int]) -> int:
        """Where "the hospital in Barda", "a source in the force" ends: a body without a name is told by its place."""
        words, (first, at) = self.pack.words, phrase
        if not first or not self.pack.articles or self.pack.free_order or at + 1 >= len(chunks):
            return 0
        head, articles = chunks[at - 1], words["definite|indefinite"]
        named = any(is_capital(chunk) for chunk in chunks[first:at]) and at - first > 1
        source = head.lower in words["source_nouns"]
        body = source or (head.has("office") and not head.has("title") and not is_plural(head, self.pack))
        if named or not body or chunks[first - 1].lower not in articles or chunks[at].lower not in words["venue"]:
            return 0
        last = at + 1
        while last < len(chunks) and self._bare_name(chunks[last]):
            last += 1
        within = chunks[last].lower in words["definite"] and chunks[last + 1 : last + 2]
        last += 2 if last == at + 1 and within and source else 0
        return chunks[last - 1].end if last > at + 1 else 0

    def shouted(self, chunks: list[Chunk], phrase: tuple[int, int]) -> bool:
        """ "ИТОГИ НОЯБРЯ: ...": in a heading of capitals a word that no office is told by is no name."""
        lead = chunks[: phrase[1]]
        office = any(chunk.has("office") for chunk in chunks[slice(*phrase)])
        return self.pack.genitive and len(lead) > 1 and not office and all(chunk.text.isupper() for chunk in lead)

    def known_by(self, chunks: list[Chunk], last: int) -> Chunk | None:
        """ "Агентство по разминированию (АПР)": the acronym by which a body is known, where the text uses it again."""
        behind = chunks[last : last + 3]
        bracketed = len(behind) == 3 and (behind[0].text, behind[2].text) == ("(", ")")
        acronym = bracketed and behind[1].kind == "word" and behind[1].text.isupper() and len(behind[1].text) > 1
        office = acronym and any(chunk.has("office") or chunk.value("nonclaim") == "body" for chunk in chunks[:last])
        again = office and len(re.findall(rf"\b{behind[1].text}\b", self.source)) > 1
        return behind[1] if again and self.pack.genitive else None

    def _of_state(self, chunks: list[Chunk], name: str, at: int) -> str:
        """ "Velmia's Defence Ministry" in a release of Rohan's: the state beside a name that is the publisher's."""
        if not self.pack.articles or not is_publisher(name, self.voices.publisher, self.pack):
            return name
        lead = [chunk for chunk in chunks if chunk.end <= at][-2:]
        owned = len(lead) == 2 and lead[1].lower in self.pack.words["possessive"]
        owned = owned and lead[0].text in self.pack.countries
        return self.source[lead[0].start : lead[1].end] + f" {name}" if owned else name

    def _signed(self, sentence: Sentence) -> Cue | None:
        """ "Mine kills two - ministry", "... in a year (OHCHR).": who says so stands behind a dash or in brackets."""
        if "-" not in sentence.forms and ")" not in sentence.forms:
            return None
        chunks = [chunk for chunk in sentence.chunks if chunk.text != "."]
        bracketed = bool(chunks) and chunks[-1].text == ")"
        last = len(chunks) - 1 if bracketed else len(chunks)
        first = last
        while first > 0 and last - first < 6 and chunks[first - 1].kind != "sign":
            first -= 1
        opens = chunks[first - 1].text if first else ""
        if (
            first < 3
            or first == last
            or opens != ("(" if bracketed else "-")
            or chunks[first - 2].end == chunks[first - 1].start
        ):
            return None
        if self.pack.genitive and chunks[first].has("place_cue"):
            # "12 мин - в Курской области, 8 - в Белгородской"
            return None
        first += chunks[first].has("document") and self.pack.genitive and last - first > 1
        plain = all(is_capital(chunk) or chunk.has("office") or self._connector(chunk) for chunk in chunks[first:last])
        known = any(chunk.has("office") or chunk.text.isupper() for chunk in chunks[first:last])
        named = known or (not bracketed and last - first > 1)
        heads = not sentence.index and last - first > 1 and self.source[sentence.end : sentence.end + 1] == "\n"
        if not plain or not named or (bracketed and is_capital(chunks[first - 2]) and not heads):
            return None
        return self._cue("says", chunks, (first, last), chunks[first].start, chunks[last - 1].end)

    def _letterhead(self, sentence: Sentence) -> Cue | None:
        """ "ANAMA: ...", "Azernews, from ANAMA: ...": the sentence opens with who speaks and a colon."""
        if ":" not in sentence.forms:
            return None
        chunks = sentence.chunks
        notice = self._notice(sentence)
        if notice is not None:
            return notice
        colon = next((index for index, chunk in enumerate(chunks[:12]) if chunk.text == ":"), None)
        if colon == 1 and chunks[0].lower in self.pack.words["turns|labels"]:
            return None
        if colon and self._own_count(chunks[:colon]):
            return Cue("back", [], chunks[0].start, chunks[colon].end)
        comma = next((at for at in range(1, colon or 0) if chunks[at].text == ","), colon)
        introduced = bool(colon) and self._introduced(chunks[:comma], chunks[comma:colon])
        barred = ("action", "outcome") if introduced else ("action", "outcome", "thing")
        if not colon or any(chunk.kind == "number" or chunk.means(barred) for chunk in chunks[:colon]):
            return None
        if chunks[colon - 1].has("place_type") and not chunks[colon - 1].has("office"):
            return None
        if any(chunk.means(("speech", "according")) for chunk in chunks[:colon]):
            return None
        if any(chunk.kind == "period" for chunk in chunks[:colon]) and not any(c.has("office") for c in chunks[:colon]):
            # "8 May, Zorn: a beekeeper lost a foot": a day and a place
            return None
        document = any(chunk.has("document") for chunk in chunks[comma:colon])
        ends = (comma if comma and (document or introduced) else colon) - 1
        while self.pack.genitive and ends > 0 and chunks[ends].kind == "period":
            ends -= 1
        phrase = self.phrase_ending(chunks, ends)
        if (
            phrase is not None
            and self.pack.genitive
            and phrase[1] - phrase[0] > 1
            and chunks[phrase[0]].has("document")
        ):
            phrase = phrase[0] + 1, phrase[1]
        if phrase is None or self._country(chunks, phrase) or not any(map(self._name_like, chunks[slice(*phrase)])):
            return None
        if chunks[0].has("document") and self.pack.articles and chunks[1].lower in self.pack.words["meant_for"]:
            return None  # "Notice to media: ..."
        if self.shouted(chunks, phrase) or self._only_heads(sentence, phrase, colon):
            return None
        cue = self._cue("head", chunks, phrase, chunks[0].start, chunks[colon].end)
        return cue if cue and len(list(chunks[phrase[0] : phrase[1]])) <= 8 else None

    def _own_count(self, lead: list[Chunk]) -> bool:
        """ "Their count for the year so far: ...": the figures of who spoke before."""
        owned = self.pack.articles and lead[0].lower in self.pack.words["possessive_pronouns"]
        return owned and any(chunk.means(("document", "tally_noun")) for chunk in lead[1:4])

    def _only_heads(self, sentence: Sentence, phrase: tuple[int, int], colon: int) -> bool:
        """ "Magwi: one team ...", "OBITUARY: ...": a place or a label before a colon, and nobody who speaks.

        Who speaks is told by an office or a title, or is met elsewhere in the text, or is quoted behind the colon.
        """
        chunks, text = sentence.chunks, self.source
        part = chunks[slice(*phrase)]
        told = any(self._title(c) or c.means(("office", "office_suffix", "person")) for c in part)
        told = told or part[0].lower in self.pack.words["forms_of_address"]
        if not self.pack.words["own_voices"] or told or "".join(c.text for c in chunks[colon + 1 : colon + 2]) == '"':
            return False
        name = text[part[0].start : part[-1].end]
        met = any(name == other or name in other.split() for other in self.earlier(sentence.start))
        met = met or name.lower() in self.pack.words["own_voices"]
        if met:
            return False
        if name.isupper() and sentence.index:
            return False  # only a text opens with the place of its news in capitals
        named = name.isupper() or " " in name
        ours = named and bool(sentence.spelled(self.pack.words["first_person"]))
        return not ours and not (named and self._written_of(name, part[0].start))

    def _written_of(self, name: str, at: int) -> bool:
        """Whether a name stands elsewhere in the text, and not as a place: no "in", "near" or "from" before it."""
        for other in re.finditer(rf"\b{re.escape(name)}\b", self.source):
            before = self.source[max(0, other.start() - 12) : other.start()].split()
            if other.start() != at and not (before and before[-1].lower() in self.pack.words["said_at"]):
                return True
        return False

    def _introduced(self, name: list[Chunk], office: list[Chunk]) -> bool:
        """ "Ana Ruiz, head of the Velm school: ...": a person's name before what the person is."""
        held = any(self._title(chunk) or chunk.has("person") for chunk in office)
        bare = all(self._bare_name(chunk) and not chunk.has("office") for chunk in name)
        return self.pack.articles and 2 <= len(name) <= 4 and bare and held

    def _tellers(self, chunks: list[Chunk], index: int) -> Cue | None:
        """ "A pharmacist and three drivers told ...": several who tell are one entry."""
        words = self.pack.words
        names: list[str] = []
        at = index
        while at > 0 and chunks[at - 1].has("person") and len(names) < 4:
            last = at = at - 1
            while at > 0 and chunks[at - 1].kind == "word" and chunks[at - 1].lower not in words["function"]:
                at -= 1
            if at > 0 and chunks[at - 1].kind == "number":
                at -= 1
            names.insert(0, self.source[chunks[at].start : chunks[last].end])
            if at > 0 and chunks[at - 1].lower in words["indefinite|definite"]:
                at -= 1
            if at == 0 or not (chunks[at - 1].lower in words["and"] or chunks[at - 1].text == ","):
                break
            at -= 1
        opened = at == 0 or self.pauses(chunks[at - 1])
        if len(names) < 2 or not opened:
            return None
        return Cue("says", [" + ".join(names)], chunks[at].start, chunks[index].end, [], chunks[index].start)

    def _notice(self, sentence: Sentence) -> Cue | None:
        """ "Joint notice of A, B and C: ...": who issues stands behind the noun of what is issued."""
        chunks, words = sentence.chunks, self.pack.words
        colon = next((index for index, chunk in enumerate(chunks[:28]) if chunk.text == ":"), None)
        if not colon:
            return None
        head = [chunk.lower for chunk in chunks[:4]]
        text = " ".join(head)
        opened = any(noun in text.split() for noun in words["notice_nouns"])
        if not opened or any(chunk.kind == "number" or chunk.has("outcome") for chunk in chunks[:colon]):
            return None
        first = next((i for i in range(1, colon) if set(chunks[i].lower.split()) & words["issued_by"]), None)
        if first is None or first > 4 or not any(is_capital(c) or c.has("office") for c in chunks[first + 1 : colon]):
            return None
        return self._cue("head", chunks, (first + 1, colon), chunks[0].start, chunks[colon].end)

    def carries(self, part: list[Chunk], verb: Chunk) -> bool:
        """Whether a phrase behind a verb names a medium that carries what was told, not only those who heard it."""
        words = self.pack.words
        if any(chunk.lower in words["media"] or set(chunk.lower.split()) & words["media"] for chunk in part):
            return True
        if verb.lower in words["said_where"]:
            return False
        heard = words["audiences"] if verb.has("speech") else frozenset()
        return not any(chunk.means(("office", "title")) or chunk.lower in heard for chunk in part)

    def presented(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "said the village elder, Musa Haddad.": the name behind what somebody is, as [first, last)."""
        words, at = self.pack.words, index
        while at < len(chunks) and chunks[at].lower in words["definite|indefinite|pointing_owners"]:
            at += 1
        head, last = at, at
        if at < len(chunks) and self._speaks_for(chunks[at]) and chunks[at].has("according"):
            # "said a spokesman for the fund, Ivo Kern"
            head = last = at + 1
        while (
            last < min(at + 12, len(chunks)) and chunks[last].kind in ("word", "lex") and not chunks[last].has("speech")
        ):
            if head == last and chunks[last].text.islower() and chunks[last].lower not in words["function"]:
                head += 1
            last += 1
        if head == at < last and at > index and self.pack.articles and self._title(chunks[at]):
            head += 1  # "the Governor of the Far North, Ivo Kern"
        opened = at > index or (head > at and " " in chunks[at].text)
        held = opened and head > at and not chunks[head - 1].means(("action", "outcome", "document"))
        body = held and chunks[head - 1].has("office") and not chunks[head - 1].has("title")
        if not held or body or last >= len(chunks) or chunks[last].text != ",":
            return None
        end = last + 1
        while end < len(chunks) and self._title(chunks[end]):
            last, end = end, end + 1
        while end < len(chunks) and self._bare_name(chunks[end]):
            end += 1
        closed = end >= len(chunks) or chunks[end].kind == "sign"
        if not closed or not 2 <= end - last - 1 <= 4:
            return None
        name = self.source[chunks[last + 1].start : chunks[end - 1].end]
        self.voices.described[name] = " ".join(chunk.lower for chunk in chunks[at:last])
        return last + 1, end

    def _name_behind(self, chunks: list[Chunk], phrase: tuple[int, int]) -> tuple[int, int]:
        """ "according to the mayor, Jan Novak,": the name behind an office is who speaks."""
        last = phrase[1]
        held = self._title(chunks[phrase[0]]) and not is_capital(chunks[phrase[0]])
        named = any(is_capital(chunk) for chunk in chunks[phrase[0] : last])
        if held and last < len(chunks) and chunks[last].lower in self.pack.words["of"]:
            # "the head of the sapper school, Jean Mbuyi"
            while last < len(chunks) and last < phrase[1] + 8 and chunks[last].kind in ("word", "lex"):
                last += 1
        if (named and not held) or last >= len(chunks) or chunks[last].text != ",":
            return phrase
        office = " ".join(chunk.lower for chunk in chunks[phrase[0] : last])
        end = last + 1
        while end < len(chunks) and self._title(chunks[end]):
            last, end = end, end + 1
        while end < len(chunks) and chunks[end].kind == "word" and is_capital(chunks[end]):
            end += 1
        closed = end >= len(chunks) or chunks[end].kind == "sign"
        if not closed or not 2 <= end - last - 1 <= 4:
            return phrase
        self.voices.described[self.source[chunks[last + 1].start : chunks[end - 1].end]] = office
        return last + 1, end

    def _over_document(self, chunks: list[Chunk], index: int) -> int:
        """ "according to figures released on Monday by X": where the name of who made the document begins."""
        at, document = index, False
        while at < len(chunks) and at < index + 9 and chunks[at].kind in ("word", "lex", "period"):
            document = document or (chunks[at].has("document") and not is_capital(chunks[at]))
            if chunks[at].lower in self.pack.words["channels"]:
                # "the Facebook page of X"
                at += 1
                continue
            if document and set(chunks[at].lower.split()) & self.pack.words["issued_by"]:
                return at + 1
            if (is_capital(chunks[at]) and chunks[at].kind != "period") or chunks[at].has("office"):
                return index
            at += 1
        return index

    def _country(self, chunks: list[Chunk], phrase: tuple[int, int]) -> bool:
        """A country that records casualties is where they are, not who says so."""
        return self.source[chunks[phrase[0]].start : chunks[phrase[1] - 1].end] in self.pack.countries
