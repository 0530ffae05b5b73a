"""Hearing: who is named in a sentence, speaking or not: bodies, persons with what they are, and acronyms."""

from __future__ import annotations

from dataclasses import dataclass, field

from minetrace.reading.chunks import Chunk, Sentence, is_plural
from minetrace.reading.head_final import HeadFinal
from minetrace.reading.names import is_capital
from minetrace.reading.pack import Pack


@dataclass(slots=True)
class Voices:
    """The speakers met so far in a text: the issuer of a statement, the last chain, all names for later reference.

    `saying` is the last chain without whom it cites; `aside` who only denied since; `presented` the person whom the
    sentence before presents first, who has not spoken yet; `subject` whom a sentence is about, `before` whom the one
    before it was about; `body` and `body_before` the same of bodies; `medium`
    the one that was told last.
    """

    publisher: frozenset[str]
    base: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    met_in_quotes: list[str] = field(default_factory=list)
    heard: list[tuple[int, str]] = field(default_factory=list)
    described: dict[str, str] = field(default_factory=dict)
    issuer: list[str] = field(default_factory=list)
    agent: list[str] = field(default_factory=list)
    saying: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    presented: str = ""
    subject: str = ""
    before: str = ""
    medium: str = ""
    body: str = ""
    body_before: str = ""


class Hearing(HeadFinal):
    """Remembers the bodies and persons that sentences name, and what they are told to be."""

    def __init__(self, pack: Pack, publisher: frozenset[str]) -> None:
        super().__init__(pack)
        self.voices = Voices(publisher)
        self.paragraph = 0

    def full(self, name: str, at: int) -> str:
        """The whole name that a name at `at` stands for."""
        del at
        return name

    def hear(self, sentence: Sentence) -> None:
        """Remember the bodies and office holders that a sentence names, speaking or not."""
        chunks = sentence.chunks
        self.voices.presented = self.voices.presented if sentence.quoted else ""
        if self.voices.subject or not sentence.quoted:
            self.voices.before, self.voices.subject = self.voices.subject, ""
        kept = self.voices.body_before if sentence.paragraph == self.paragraph else ""
        self.voices.body_before, self.voices.body = self.voices.body or kept, self._subject_body(sentence)
        self.paragraph = sentence.paragraph
        self._hear_named(sentence)
        words = [at for at in sentence.capitals if chunks[at].kind == "word"]
        acronyms = [at for at in words if len(chunks[at].text) > 2 and chunks[at].text.isupper()]
        for index in sorted([*sentence.where("title", "office"), *acronyms]):
            chunk = chunks[index]
            after = chunks[index + 1] if index + 1 < len(chunks) else None
            if chunk.has("title") and self.pack.genitive:
                person = self.person_in(chunks, index, self._phrase_end(chunks, index))
                if person is not None:
                    self._hear_person(chunks, index, person)
            elif chunk.has("title") and after is not None and after.kind == "word" and is_capital(after):
                end = index + 1
                while end < len(chunks) and chunks[end].kind == "word" and is_capital(chunks[end]):
                    end += 1
                if 2 <= end - index - 1 <= 3:
                    self._hear_person(chunks, index, (index + 1, end))
            elif chunk.has("office") and is_capital(chunk) and not chunk.has("title"):
                phrase = self.phrase_ending(chunks, self._of_what(chunks, index))
                if phrase is not None and phrase[1] - phrase[0] > 1:
                    found, spans = self.names(chunks, *phrase)
                    self.voices.heard += [(spans[0][0], name) for name in found if spans and " + " not in name]
            elif chunk.kind == "word" and self._abbreviates(chunks, index):
                self.voices.described.setdefault(chunk.text, self._run_before(chunks, index - 1))
            elif chunk.lower in self.pack.kinds_of_body:
                self.voices.heard.append((chunk.start, self._with_state(chunk, after)))
            elif chunk.kind == "word":
                description = self._description(chunks, index)
                if description:
                    self.voices.heard.append((chunk.start, chunk.text))
                    self.voices.described[chunk.text] = description

    def _with_state(self, body: Chunk, after: Chunk | None) -> str:
        """ "МЧС Абхазии": a body by its letters and the land that it is of."""
        endings = tuple(self.pack.words["genitive_endings"])
        of_land = after is not None and body.text.isupper() and is_capital(after) and after.lower.endswith(endings)
        if after is None or not of_land or after.kind != "word" or after.text.isupper():
            return body.text
        return self.source[body.start : after.end]

    def _hear_named(self, sentence: Sentence) -> None:
        """ "Sami Darwish, the governor of Velm, ...", "deminer Ivo Kern", "Ana Ruiz leads ...": who is who."""
        words, chunks, last = self.pack.words, sentence.chunks, 0
        for at in sentence.capitals if self.pack.articles else ():
            if at < last:
                continue
            last = at
            while last < len(chunks) and self._bare_name(chunks[last]) and not chunks[last].text.isupper():
                last += 1
            at += at < last and chunks[at].lower in words["function"]
            aged = at < last <= at + 3 and self._aged(chunks, last)
            if aged:
                name = self.full(self.source[chunks[at].start : chunks[last - 1].end], chunks[at].start)
                self.voices.heard.append((chunks[at].start, name))
                self.voices.described.setdefault(name, "")
            elif 2 <= last - at <= 3 and last < len(chunks):
                before = chunks[at - 1] if at else None
                placed = before is not None and before.has("place_cue")
                held = self._held_by(chunks, last + 1) if chunks[last].text == "," and not placed else None
                leads = chunks[last].lower in words["leading"]
                trade = before is not None and before.has("person") and not is_capital(before)
                opening = self._presented_at(chunks, at - 1) if chunks[last].kind == "sign" else None
                name = self.source[chunks[at].start : chunks[last - 1].end]
                if opening is not None:
                    self.voices.heard.append((chunks[at].start, name))
                    told_of = " ".join(chunk.lower for chunk in chunks[opening : at - 1])
                    self.voices.described[name] = told_of
                elif held is not None or leads or trade:
                    self.voices.heard.append((chunks[at].start, name))
                    told = held or before if not leads else None
                    self.voices.described.setdefault(name, told.lower if told is not None else "head director")
                if (opening if opening is not None else at if held is not None or leads else 9) <= 1:
                    self.voices.presented = name
                    self.voices.subject = name
                elif self._opens_with(chunks, at, last):
                    self.voices.subject = name
                    self.voices.heard.append((chunks[at].start, name))

    def _subject_body(self, sentence: Sentence) -> str:
        """ "The Division corrects itself.", "UNMAS plans to ...": the body that a sentence is about."""
        chunks, words = sentence.chunks, self.pack.words
        first = int(bool(chunks) and chunks[0].lower in words["definite"])
        if not self.pack.articles or self.pack.free_order or first >= len(chunks) or not is_capital(chunks[first]):
            return ""
        last = self._of_what(chunks, first)
        part = chunks[first : last + 1]
        acronym = len(part) == 1 and len(part[0].text) > 2 and part[0].text.isupper()
        body = any(chunk.has("office") and is_capital(chunk) and not chunk.has("title") for chunk in part)
        after = chunks[last + 1] if last + 1 < len(chunks) else None
        owner = after is None or after.lower in words["possessive"] or not (after.text.islower() or after.text == ",")
        if owner or not (acronym or body):
            return ""
        found, spans = self.names(chunks, first, last + 1)
        return self.full(found[0], spans[0][0]) if found else ""

    def _opens_with(self, chunks: list[Chunk], at: int, last: int) -> bool:
        """ "Sergeant Ivo Kern, a sapper who ...", "Ana Ruiz is now a widow": the person whom a sentence is about."""
        if not all(self._title(chunk) for chunk in chunks[:at]) or any(c.has("outcome", "killed") for c in chunks):
            return False
        body = any(
            chunk.has("office") or chunk.lower in self.pack.words["own_voices"] for chunk in chunks[at : last + 1]
        )
        after = chunks[last]
        return not body and (after.text == "," or after.text.islower()) and not after.has("place_type")

    def _aged(self, chunks: list[Chunk], comma: int) -> bool:
        """ "Tolan, 29, leads": a name with an age behind it is a person's."""
        if comma + 1 >= len(chunks) or chunks[comma].text != ",":
            return False
        age = chunks[comma + 1]
        closed = comma + 2 < len(chunks) and chunks[comma + 2].text == ","
        return age.kind == "aside" or (age.kind == "number" and closed and len(age.text) == 2)

    def _held_by(self, chunks: list[Chunk], index: int) -> Chunk | None:
        """The office in "..., the governor of Velm," right behind a name."""
        words = self.pack.words
        after = [at for at in range(index, min(index + 6, len(chunks))) if chunks[at].lower not in words["function"]]
        office = ("title", "office")
        held = next((at for at in after[:3] if chunks[at].means(office) and chunks[at].text.islower()), None)
        held = None if held is not None and is_plural(chunks[held], self.pack) else held
        closed = held is not None and (
            held + 1 >= len(chunks) or chunks[held + 1].kind == "sign" or chunks[held + 1].lower in words["function"]
        )
        return chunks[held] if held is not None and closed else None

    def _hear_person(self, chunks: list[Chunk], title: int, span: tuple[int, int]) -> None:
        name = self.source[chunks[span[0]].start : chunks[span[1] - 1].end]
        self.voices.heard.append((chunks[title].start, name))
        self.voices.described[name] = self._role(chunks, title) if self.pack.articles else chunks[title].lower

    def _role(self, chunks: list[Chunk], title: int) -> str:
        """ "The Minister, Mr Ravi Chandra": what stands before a name with its title, as one description."""
        first = title - (title > 0 and chunks[title - 1].text == ",")
        while first > 0 and title - first < 9 and chunks[first - 1].kind in ("word", "lex"):
            before = chunks[first - 1]
            joined = before.lower in self.pack.words["speaker_connectors|possessive"]
            if before.has("speech") or (before.lower in self.pack.words["function"] and not joined):
                break
            first -= 1
        said = [chunk.lower for chunk in chunks[first:title] if chunk.text != ","]
        while any(word in self.pack.words["possessive"] for word in said):
            said = said[1:]
        said = said[: next((at for at, word in enumerate(said) if word in self.pack.words["of"]), len(said))]
        return " ".join([*said, chunks[title].lower])

    def _of_what(self, chunks: list[Chunk], index: int) -> int:
        """The last chunk of "Ministry of Foreign Affairs of the Republic"."""
        end = index
        while end + 1 < len(chunks) and not self.pack.head_final:
            at = end + 1
            if chunks[at].lower in self.pack.words["of"]:
                at += 1
                at += at < len(chunks) and chunks[at].lower in self.pack.words["definite"]
            if at >= len(chunks) or not is_capital(chunks[at]):
                break
            end = at
        return end

    def _abbreviates(self, chunks: list[Chunk], index: int) -> bool:
        """ "the Mine Action Authority (MAAR)": an acronym in brackets behind a name."""
        if index < 2 or index + 1 >= len(chunks) or not self.pack.articles:
            return False
        return chunks[index - 1].text == "(" and chunks[index + 1].text == ")" and is_capital(chunks[index - 2])

    def _run_before(self, chunks: list[Chunk], at: int) -> str:
        """The capitalised words, and small ones between them, that end before a chunk."""
        first = at
        while first > 0 and chunks[first - 1].kind in ("word", "lex") and at - first < 9:
            first -= 1
            if not (is_capital(chunks[first]) or chunks[first].lower in self.pack.words["function"]):
                break
        return " ".join(chunk.lower for chunk in chunks[first:at] if is_capital(chunk))

    def _description(self, chunks: list[Chunk], index: int) -> str:
        """ "MINTECH, a state firm,": the words that say what an acronym is; they stand for it later."""
        if index + 2 >= len(chunks) or chunks[index + 1].text != ",":
            return ""
        if chunks[index + 2].lower not in self.pack.words["indefinite|definite"]:
            return ""
        end = next((at for at in range(index + 3, len(chunks)) if chunks[at].kind == "sign"), len(chunks))
        return " ".join(chunk.lower for chunk in chunks[index + 3 : min(end, index + 7)])
