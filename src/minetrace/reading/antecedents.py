"""Antecedents: the names met and heard in a text, to which "the ministry", "the guard" or a bare surname points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from minetrace.reading.hearing import Hearing
from minetrace.reading.pack import Pack, load_pack

_INSIDE = "_' -"
_NO_NAME = re.compile(r"[^\w' -]")
"""No name reaches over other signs than those of `_INSIDE`."""


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


class Antecedents(Hearing):
    """Remembers who was named, and gives the whole name for a part of it."""

    def __init__(self, pack: Pack, publisher: str | None) -> None:
        self.noise = pack.words["name_noise"]
        super().__init__(pack, name_words(publisher or "", self.noise))
        own = [word for word in (publisher or "").replace("-", " ").split() if word[0].isalpha()]
        telling = [word for word in own if word.lower() not in pack.words["function"]]
        self.initials = frozenset("".join(word[0] for word in words).upper() for words in (own, telling))
        self.wire = not pack.words["press"].isdisjoint(word.lower() for word in own)
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
        lead, _, noun = name.rpartition(" ")
        if lead in self.pack.words["same_one"]:
            media = self.pack.words["media|media_kinds"]
            told = self.voices.medium if noun in media else ""
            one = next((met for met in self.earlier(at) if noun in self.words_of(met)), told)
            return one or (self.voices.current[-1] if self.voices.current and noun not in media else noun)
        if name.islower() and (body := self.press_office(name)):
            return body[0]
        if name.islower() and " " in name and self.pack.genitive:
            # "национальное ведомство": another than the one before
            return name
        if not self.pack.genitive and self.only_title(name):
            held = fold(name).split()[-1]
            persons = (met for met in self.earlier(at) if met in self.voices.described and met != name)
            # "sözçü" is who was called "nazirliyin sözçüsü"
            return next((met for met in persons if any(word.startswith(held) for word in self.words_of(met))), name)
        if self.pack.articles and lead in self.pack.demonyms and noun in self.pack.words["initialled"]:
            return self.acronym(noun, at) or name  # "the Peruvian agency"
        if name.islower():
            words = stems(frozenset(name.split()[-1:]), self.pack)
            met = next((met for met in self.earlier(at) if not met.islower() and words & self.words_of(met)), None)
            found = met or self._written_before(name.split()[-1], at) or self.acronym(name, at)
            return found or self._told_last(name, at) or name
        if " " not in name:
            of = self.pack.words["function"]
            whole = (met for met in self.earlier(at) if " " in met and not of & set(met.lower().split()))
            met = next((met for met in whole if met.split()[-1] == name), None)
            person = name.istitle() and name.lower() not in self.pack.words["back_offices"]
            return (
                met or (self._written_before(name, at) if person and name not in self.pack.countries else None) or name
            )
        return name

    def _told_last(self, name: str, at: int) -> str | None:
        """ "добавил министр" of the head of a ministry, "по данным организации" of HRW: who spoke last."""
        words = self.pack.words
        if name in words["persons_back"]:
            return next((met for met in reversed(self.voices.met) if met in self.voices.described), None)
        if self.pack.genitive and name in words["org_nouns"]:
            return next((met for met in self.earlier(at) if met.isascii() and met not in self.voices.described), None)
        return None

    def acronym(self, name: str, at: int) -> str | None:
        """ "the agency" behind "workers of NAMA": the acronym met last that holds the noun's first letter."""
        words = self.pack.words
        plain = name in words["back_offices"] and name not in words["distinct_offices|title_words"]
        if not plain or not words["turns"]:
            return None
        written = re.findall(r"\b[A-Z]{4,}\b", self.source[:at])
        found = [met for met in written if name[0].upper() in met[1:]]
        if name in words["initialled"] and len(set(written)) == 1:
            found = written  # "the mission" behind "working for UNFICYP"
        named = self.without_publisher(found[-1:])
        return named[0] if named else None

    def only_title(self, name: str) -> bool:
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
        return dict.fromkeys((*reversed(self.voices.met), *reversed(self.voices.met_in_quotes), *heard))

    def remember(self, names: list[str], *, quoted: bool) -> None:
        """Later sentences may point back to these names; to who speaks only in quotation where nobody else fits."""
        met = self.voices.met_in_quotes if quoted else self.voices.met
        for name in names:
            met += [part for part in name.split(" + ") if part not in met]

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
        bylined = len(name) == 2 and self.pack.articles and f"({name})" in self.source[:200]
        if (len(name) > 2 or bylined) and name.isupper() and any(own.startswith(name) for own in self.initials):
            # "the SES" in a release of the State Emergency Service of Ukraine
            return True
        if self.pack.genitive and self._same_stems(name):
            return True
        if self._kind_alone(name):
            return True
        return " " not in name and self.is_own_noun(stems(name_words(name, self.noise), self.pack))

    def speaks_itself(self) -> bool:
        """Whether the publisher is a body that tells of its own work, and no medium."""
        words, publisher = self.pack.words, self.voices.publisher
        carries = publisher & words["media"] or (publisher & words["own_voices"] <= words["wires"] and self.wire)
        return bool(publisher & words["own_voices"]) and not carries

    def _own_forces(self, name: str) -> bool:
        """ "units of the Army" in a release of the defence ministry: it tells of itself."""
        words, own = name_words(name, self.noise), self.pack.words["own_forces"]
        theirs, ours = states(words, self.pack), states(self.voices.publisher, self.pack)
        defence = bool(self.voices.publisher & self.pack.words["forces_of"])
        return defence and bool(words & own) and not (theirs and ours and not theirs & ours)

    def _kind_alone(self, name: str) -> bool:
        """ "the Mission" in a bulletin of "OSCE SMM": what kind of body a publisher is whose name does not tell it."""
        words, noun = self.pack.words, name.lower()
        if not (self.pack.articles and name.istitle() and noun in words["back_offices"] and self.speaks_itself()):
            return False
        kinds = (words["own_voices"] & words["back_offices"]) - words["distinct_offices"]
        named = re.search(rf"\b[A-Z][\w-]+ {re.escape(name)}\b|\b{re.escape(name)} \w+ (?:\w+ )?[A-Z]", self.source)
        return noun in kinds and not self.voices.publisher & kinds and named is None

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
