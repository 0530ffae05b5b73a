"""Antecedents: the names met and heard in a text, to which "the ministry", "the guard" or a bare surname points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from minetrace.reading.chunks import Chunk, Sentence
from minetrace.reading.head_final import HeadFinal
from minetrace.reading.names import is_capital
from minetrace.reading.pack import Pack, load_pack

_INSIDE = "_' -"
_NO_NAME = re.compile(r"[^\w' -]")
"""No name reaches over other signs than those of `_INSIDE`."""


@dataclass(slots=True)
class Voices:
    """The speakers met so far in a text: the issuer of a statement, the last chain, all names for later reference.

    `saying` is the last chain without whom it cites; `aside` who only denied since; `presented` the person whom the
    sentence before presents first, who has not spoken yet.
    """

    publisher: frozenset[str]
    base: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    heard: list[tuple[int, str]] = field(default_factory=list)
    described: dict[str, str] = field(default_factory=dict)
    issuer: list[str] = field(default_factory=list)
    agent: list[str] = field(default_factory=list)
    saying: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    presented: str = ""


def fold(text: str) -> str:
    """Case and accents removed, for comparing names."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("ə", "a"))
    return "".join(sign for sign in text if not unicodedata.combining(sign))


@lru_cache(maxsize=4096)  # the same few names are compared again and again
def name_words(name: str, noise: frozenset[str]) -> frozenset[str]:
    """The telling words of a name: all but the `noise` of the language."""
    return frozenset(word for word in re.findall(r"\w+", fold(name)) if word not in noise)


def stems(words: frozenset[str], pack: Pack) -> frozenset[str]:
    """Words without their case endings, so that "министерства" finds "Министерство", and what acronyms stand for."""
    bodies = (pack.kinds_of_body[word] for word in pack.kinds_of_body.keys() & words)
    return words.union((_stem(word, pack.case_endings) for word in words) if pack.case_endings else (), *bodies)


@lru_cache(maxsize=4096)
def _stem(word: str, endings: tuple[str, ...]) -> str:
    return word.removesuffix(next((e for e in endings if word.endswith(e) and len(word) - len(e) >= 4), ""))


def is_publisher(name: str, publisher: frozenset[str], pack: Pack) -> bool:
    """Whether a speaker is the publisher itself: more than half of its words are the publisher's.

    Words that all bodies of the field share do not tell; a body of another state is another.
    """
    words = name_words(name, pack.words["name_noise"]) if publisher else frozenset()
    telling = words - pack.words["field_words"] or words
    theirs, ours = states(words, pack), states(publisher, pack)
    return bool(words) and 2 * len(telling & publisher) > len(telling) and not (theirs and ours and not theirs & ours)


@cache  # an inflected language writes the same few countries in thousands of forms
def _state_names(language: str) -> Mapping[str, str]:
    pack = load_pack(language)
    return {fold(name): code for name, code in (*pack.countries.items(), *pack.demonyms.items())}


def states(words: frozenset[str], pack: Pack) -> frozenset[str]:
    """The codes of the countries that folded words name, as nouns or adjectives."""
    named = _state_names(pack.language)
    return frozenset(named[word] for word in words if word in named)


class Antecedents(HeadFinal):
    """Remembers who was named, and gives the whole name for a part of it."""

    def __init__(self, pack: Pack, publisher: str | None) -> None:
        super().__init__(pack)
        self.noise = pack.words["name_noise"]
        self.voices = Voices(name_words(publisher or "", self.noise))
        own = [word for word in (publisher or "").replace("-", " ").split() if word[0].isalpha()]
        telling = [word for word in own if word.lower() not in pack.words["function"]]
        self.initials = frozenset("".join(word[0] for word in words).upper() for words in (own, telling))
        self.published: dict[str, bool] = {}

    def describe(self, name: str, words: str) -> None:
        """Words that may stand for a name later: "the programme" for "UXO Lao"."""
        self.voices.described.setdefault(name, words)

    def press_office(self, said: str) -> list[str]:
        """ "the press service": that of the body which spoke last; [] where none did, or another office is meant."""
        written = re.sub(r"^\w+ (?=\w+ )", "", said) if said.split()[:1] and self._definite(said) else said
        named = any(written.startswith(office) for office in self.pack.words["press_offices"])
        return self.voices.current[-1:] if named else []

    def _definite(self, said: str) -> bool:
        return said.split()[0] in self.pack.words["definite"]

    def full(self, name: str, at: int) -> str:
        """A bare surname, or "the guard" for the Coast Guard, stands for the full name met before `at`."""
        if name.islower() and (body := self.press_office(name)):
            return body[0]
        if name.islower() and " " in name and self.pack.genitive:
            # "национальное ведомство": another than the one before
            return name
        if not self.pack.genitive and self._only_title(name):
            held = fold(name).split()[-1]
            persons = (met for met in self.earlier(at) if met in self.voices.described and met != name)
            # "sözçü" is who was called "nazirliyin sözçüsü"
            return next((met for met in persons if any(word.startswith(held) for word in self.words_of(met))), name)
        if name.islower():
            words = stems(frozenset(name.split()[-1:]), self.pack)
            met = next((met for met in self.earlier(at) if not met.islower() and words & self.words_of(met)), None)
            return met or self._written_before(name.split()[-1], at) or self.acronym(name, at) or name
        if " " not in name:
            of = self.pack.words["function"]
            whole = (met for met in self.earlier(at) if " " in met and not of & set(met.lower().split()))
            met = next((met for met in whole if met.split()[-1] == name), None)
            person = name.istitle() and name.lower() not in self.pack.words["back_offices"]
            return (
                met or (self._written_before(name, at) if person and name not in self.pack.countries else None) or name
            )
        return name

    def acronym(self, name: str, at: int) -> str | None:
        """ "the agency" behind "workers of NAMA": the acronym met last that holds the noun's first letter."""
        words = self.pack.words
        if name not in words["back_offices"] - words["distinct_offices"] - words["title_words"] or not words["turns"]:
            return None
        found = [met for met in re.findall(r"\b[A-Z]{4,}\b", self.source[:at]) if name[0].upper() in met[1:]]
        named = self.without_publisher(found[-1:])
        return named[0] if named else None

    def _only_title(self, name: str) -> bool:
        """Whether a name is but an office that a person holds: "First Deputy Minister"."""
        senses = self.pack.words["title_words"]
        return bool(senses) and all(word in senses for word in fold(name).replace("-", " ").split())

    def words_of(self, name: str) -> frozenset[str]:
        """The words that may stand for a name later: its own, and those that described it."""
        words = name_words(f"{name} {self.voices.described.get(name, '')}", self.pack.words["function"])
        return stems(words, self.pack)

    def _written_before(self, noun: str, at: int) -> str | None:
        """ "the guard" after "the Coast Guard of Marenia": the last name before `at` that ends in the noun."""
        of = "|".join(self.pack.words["of"])
        form = rf"(?:[^\W\d_a-z][\w'-]+ )+{re.escape(noun.capitalize())}\b(?: (?:{of}) (?:[^\W\d_a-z]\w+ ?)+)?"
        found: list[str] = []
        begin = at
        while not found and (last := self.source.rfind(f" {noun.capitalize()}", 0, begin)) >= 0:
            begin = last
            while begin and (self.source[begin - 1].isalnum() or self.source[begin - 1] in _INSIDE):
                begin -= 1
            sign = _NO_NAME.search(self.source, last, at)
            found = re.findall(form, self.source[begin : sign.start() if sign else at])
        words = found[-1].split() if found else []
        while words and words[0].lower() in self.pack.words["function"]:
            words = words[1:]
        return " ".join(words) if len(words) > 1 else None

    def earlier(self, at: int) -> Iterable[str]:
        """Names of speakers met so far, then of bodies and office holders heard before `at`: latest first, once."""
        heard = (name for start, name in reversed(self.voices.heard) if start < at)
        return dict.fromkeys((*reversed(self.voices.met), *heard))

    def hear(self, sentence: Sentence) -> None:
        """Remember the bodies and office holders that a sentence names, speaking or not."""
        chunks = sentence.chunks
        self.voices.presented = self.voices.presented if sentence.quoted else ""
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
            elif chunk.kind == "word":
                description = self._description(chunks, index)
                if description:
                    self.voices.heard.append((chunk.start, chunk.text))
                    self.voices.described[chunk.text] = description

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
                elif self._opens_with(chunks, at, last):
                    self.voices.presented = name
                    self.voices.heard.append((chunks[at].start, name))

    def _opens_with(self, chunks: list[Chunk], at: int, last: int) -> bool:
        """ "Sergeant Ivo Kern, a sapper who ...", "Ana Ruiz is now a widow": the person whom a sentence is about."""
        if not all(self._title(chunk) for chunk in chunks[:at]):
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
        held = next((at for at in after[:3] if any(map(chunks[at].has, office)) and chunks[at].text.islower()), None)
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
            joined = before.lower in self.pack.words["speaker_connectors"] | self.pack.words["possessive"]
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
        if chunks[index + 2].lower not in self.pack.words["indefinite"] | self.pack.words["definite"]:
            return ""
        end = next((at for at in range(index + 3, len(chunks)) if chunks[at].kind == "sign"), len(chunks))
        return " ".join(chunk.lower for chunk in chunks[index + 3 : min(end, index + 7)])

    def remember(self, names: list[str]) -> None:
        """Later sentences may point back to these names."""
        for name in names:
            self.voices.met += [part for part in name.split(" + ") if part not in self.voices.met]

    def without_publisher(self, names: list[str]) -> tuple[str, ...]:
        """A chain without the publisher itself, each name once."""
        return tuple(dict.fromkeys(name for name in names if not self._publishes(name)))

    def _publishes(self, name: str) -> bool:
        """Whether a name is the publisher's, or only says what kind of body it is: "министерство" of the MFA."""
        if name not in self.published:
            self.published[name] = self._is_own(name)
        return self.published[name]

    def _is_own(self, name: str) -> bool:
        if is_publisher(name, self.voices.publisher, self.pack) or self._own_forces(name):
            return True
        owner, _, unit = name.partition("'s ")
        if unit.islower() and self.pack.articles and is_publisher(owner, self.voices.publisher, self.pack):
            return True
        if len(name) > 2 and name.isupper() and any(own.startswith(name) for own in self.initials):
            # "the SES" in a release of the State Emergency Service of Ukraine
            return True
        if self.pack.genitive and self._same_stems(name):
            return True
        return " " not in name and self.is_own_noun(stems(name_words(name, self.noise), self.pack))

    def speaks_itself(self) -> bool:
        """Whether the publisher is a body that tells of its own work, and no medium."""
        words, publisher = self.pack.words, self.voices.publisher
        return bool(publisher & words["own_voices"]) and not publisher & words["media"]

    def _own_forces(self, name: str) -> bool:
        """ "units of the Army" in a release of the defence ministry: it tells of itself."""
        words, own = name_words(name, self.noise), self.pack.words["own_forces"]
        theirs, ours = states(words, self.pack), states(self.voices.publisher, self.pack)
        defence = bool(self.voices.publisher & self.pack.words["forces_of"])
        return defence and bool(words & own) and not (theirs and ours and not theirs & ours)

    def is_own_noun(self, words: frozenset[str]) -> bool:
        """Whether words say what kind of body the publisher is."""
        kinds = {kind for word in self.voices.publisher for kind in self.pack.kinds_of_body.get(word, ())}
        return bool(kinds & words)

    def _same_stems(self, name: str) -> bool:
        """ "по оценке центра" in a bulletin of the centre: the publisher's name in another case."""
        own = {frozenset({word}): stems(frozenset({word}), self.pack) for word in self.voices.publisher}
        published = frozenset().union(*own.values()) if own else frozenset()
        words = name_words(name, self.noise)
        shared = [word for word in words if stems(frozenset({word}), self.pack) & published]
        return 2 * len(shared) > len(words)
