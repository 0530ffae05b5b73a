"""Chains: the cues that hold for one claim become its speakers, from the nearest relay named to the origin."""

from __future__ import annotations

from minetrace.reading.antecedents import name_words, stems
from minetrace.reading.chunks import Sentence
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.letterheads import Cue
from minetrace.reading.speakers import SpeakerReader

_BESIDE = 3
"""So many signs may part two citations that follow each other: a quotation mark, a comma and a space."""


_WITHIN = 14
"""So many signs at most part who tells from the body they are of: " from the "."""

_NEAR = 8
"""And so many, where a small word opens the second: ", as relayed by"."""


class Chains:
    """Combines the cues of a sentence, and finds whom "the ministry" or "she" means."""

    def __init__(self, reader: SpeakerReader) -> None:
        self.reader = reader
        self.voices = reader.voices
        self.fresh = False
        self.talking = False
        self.here: list[Cue] = []
        self.carried: dict[str, list[str]] = {}

    def _combine(self, cues: list[Cue], draft: Draft, sentence: Sentence) -> list[str]:
        heads = [cue for cue in cues if cue.sort in ("head", "document")]
        says = [cue for cue in cues if cue.sort in ("says", "back")]
        cited = [cue for cue in cues if cue.sort in ("according", "statement")]
        relays = [name for cue in cues if cue.sort == "relay" for name in cue.names]
        chain = list(relays)
        speaker = _nearest(says, draft) or _nearest(heads, draft)
        trailing = says[-1] if says and says[-1].start > draft.end and says[-1].sort == "says" else None
        if trailing is not None and speaker is not trailing and speaker in says and not relays:
            # "Kern said that ..., the newspaper writes"
            relays = [name for name in trailing.names if name not in speaker.names]
            chain = list(relays)
        outer = self._outside(cues, sentence)
        if outer is not None and any(cue is not outer for cue in cues):
            inner = [cue for cue in cues if cue is not outer and cue.names and self._in_quotes(sentence, cue.start)]
            nested = _nearest(inner, draft) if _segment_of(sentence, inner, draft) else None
            names = self.back(outer) if outer.sort == "back" else outer.names
            return list(dict.fromkeys([*names, *(nested.names if nested else [])]))
        if speaker is not None:
            names = self.back(speaker) if speaker.sort == "back" else speaker.names
            told = [cue for cue in self.here if cue.names and cue.end <= speaker.start and cue.sort == "says"]
            told = told if speaker.sort == "back" else []
            if told and self._is_pronoun(speaker):
                # "The lawyers said it has documented 40 deaths"
                names = told[-1].names
            if not names:
                # "The army blamed the front, which it says has laid ..."
                named = [cue.names or self.back(cue) for cue in says if cue.end <= speaker.start]
                names = named[-1] if named else told[-1].names if told else names
            alone = chain or cited or speaker.sort == "document"
            chain += names if alone else self.carried.get(names[-1] if len(names) == 1 else "", names)
        elif self.voices.base and cited and cited[0].sort == "according" and sentence.quoted:
            chain += self.voices.base
        citation = _nearest(cited, draft)
        if citation is not None:
            passed = [*self._relayed(cited, citation), *_citing_each_other(cited, citation)]
            # "the ministry said, according to Radio Orin"
            relayed = self._is_medium(passed) and not self._cites(citation)
            chain = [*passed, *chain] if chain and relayed else [*chain, *passed]
        if heads and says and not relays and heads[0] is not speaker and heads[0].sort == "document":
            chain = [name for name in chain if name not in heads[0].names] + heads[0].names
        chain = [*self.voices.base, *chain] if self.talking and chain else chain
        return [name for name in dict.fromkeys(chain) if not any(name != other and name in other for other in chain)]

    def _cites(self, citation: Cue) -> bool:
        """ "«Вести» со ссылкой на Reuters": whether who stands before a citation is the one that cites."""
        said = self.reader.source[citation.start : citation.end].lower().split()
        return not self.reader.pack.words["citing"].isdisjoint(said)

    def _relayed(self, cited: list[Cue], citation: Cue) -> list[str]:
        """ "in the report of the clinic, as relayed by Radio Orin": who carries on what another is cited with."""
        words, text = self.reader.pack.words["relaying"], self.reader.source
        behind = (cue for cue in cited if _BESIDE < cue.start - citation.end <= _NEAR)
        return next((cue.names for cue in behind if text[cue.start : cue.end].split()[0].lower() in words), [])

    def _is_pronoun(self, cue: Cue) -> bool:
        """Whether a cue points with "he" or "it", in a language with articles."""
        first = self.reader.source[cue.start : cue.end].split()[0].lower()
        words = self.reader.pack.words
        return self.reader.pack.articles and first in words["pronouns|possessive_pronouns"]

    def _is_medium(self, names: list[str]) -> bool:
        """Whether the first of a chain carries what others say."""
        return bool(names) and bool(self.reader.pack.words["media"] & set(names[0].lower().split()))

    def _told_to(self, cues: list[Cue], name: str) -> bool:
        """Whether a name is that of a medium to which somebody talks in this sentence."""
        return any(cue.sort == "says" and len(cue.names) > 1 and cue.names[0] == name for cue in cues)

    def _in_quotes(self, sentence: Sentence, at: int) -> bool:
        """Whether a position stands inside a quotation."""
        text = self.reader.source
        here = sentence.since(at)[:1]
        at -= bool(here) and here[0].start == at and here[0].quoted
        inside = sentence.quoted and text[sentence.start] != '"'
        return (text.count('"', sentence.start, at) % 2 == 1) != inside

    def _outside(self, cues: list[Cue], sentence: Sentence) -> Cue | None:
        """The cue outside the quotation where another stands inside: who quotes is the outer speaker."""
        if not sentence.quoted:
            return None
        outside = [cue for cue in cues if cue.sort in ("says", "back") and not self._in_quotes(sentence, cue.start)]
        inside = [cue for cue in cues if self._in_quotes(sentence, cue.start)]
        return outside[-1] if outside and inside else None

    def back(self, cue: Cue) -> list[str]:
        """Whom "the ministry" or "he" means, behind the medium that was told."""
        meant = self._meant(cue)
        return [*cue.via, *(name for name in meant[-1:] if name not in cue.via)] if cue.via else meant

    def _meant(self, cue: Cue) -> list[str]:
        """Whom a word points to: the issuer of the statement, else the last name that fits."""
        if self.voices.base:
            return self.voices.base
        pack = self.reader.pack
        pointing = name_words(self.reader.source[cue.start : cue.end], pack.words["function"])
        words = stems(frozenset(word for word in pointing if len(word) > 1), pack)
        if body := self.reader.press_office(self.reader.source[cue.start : cue.end].lower()):
            return body
        if self.reader.is_own_noun(words) and not (pack.articles and self.voices.current):
            return []
        meant = self._person_meant(cue)
        if meant:
            return meant
        if (office := self._apart_from_person(cue)) and pack.articles:
            return office
        if any(words & self.reader.words_of(name) for name in self.voices.current[-1:]):
            cited = pack.articles and self.fresh and self.voices.current[-1] not in self.voices.saying
            return self.voices.current[-1:] if cited else self.voices.current
        pointed = words & self.reader.pack.words["issued_nouns"]
        if self.voices.issuer and (pointed or any(words & self.reader.words_of(name) for name in self.voices.issuer)):
            return self.voices.issuer
        for name in self.reader.earlier(cue.start):
            medium = pack.articles and not self.reader.speaks_itself()
            published = medium and not self.reader.without_publisher([name])
            if words & self.reader.words_of(name) and not published:
                written = self.reader.office_of(cue) if pack.genitive and name.islower() and " " not in name else []
                return written or [entry for entry in [self._joint(name)] if entry]
        named = self.reader.office_of(cue)
        distinct = bool(named) and named[0].lower() in self.reader.pack.words["distinct_offices"]
        person = bool(self.voices.current) and self.voices.current[-1] in self.voices.described
        held = bool(named) and named[0].lower() in pack.words["title_words"]
        office = named if self.fresh or distinct or (person and not held and pack.articles) else []
        office = [self.reader.acronym(name, cue.start) or name for name in office]
        if office:
            # "the army" in a new paragraph is no one who spoke before
            return office
        if self.voices.current:
            return self.voices.current
        if self.voices.agent:
            return self.voices.agent
        if self.voices.met:
            return [self.voices.met[-1]]
        if pack.articles and self.reader.source[cue.start : cue.end].split()[0].lower() in pack.words["expletive"]:
            # "The Foreign Ministry sees a breach. Since 2020, it adds, ...": the body told last
            bodies = [name for start, name in self.voices.heard if start < cue.start]
            return [name for name in bodies if name not in self.voices.described][-1:]
        heard = [name for start, name in self.voices.heard if start < cue.start and name in self.voices.described]
        pronoun = (
            self.reader.source[cue.start : cue.end].split()[0].lower() in self.reader.pack.words["persons_pronouns"]
        )
        return heard[-1:] if pronoun and heard else [self.reader.acronym(name, cue.start) or name for name in named]

    def _apart_from_person(self, cue: Cue) -> list[str]:
        """ "the police" behind "police commissioner Ivo Kern said": the body, not the person who is told by it."""
        named, current = self.reader.office_of(cue), self.voices.current[-1:]
        told = self.voices.described.get(current[0], "").split() if current else []
        distinct = bool(named) and named[0].lower() in self.reader.pack.words["distinct_offices"]
        return named if distinct and len(told) > 1 and named[0].lower() in told[:-1] else []

    def _person_meant(self, cue: Cue) -> list[str]:
        """ "he said": who was presented but has not spoken, or only denied; the person named last behind a body."""
        reader, voices = self.reader, self.voices
        said = reader.source[cue.start : cue.end].lower().split()
        if not set(said) & (reader.pack.words["pronouns|object_pronouns"]):
            return []
        person = bool(set(said) & reader.pack.words["persons_pronouns"])
        if person and voices.presented and reader.pack.articles:
            return [voices.presented]
        if person and voices.before and reader.pack.articles:
            return [voices.before]
        if not person and not set(said) & reader.pack.words["many_pronouns"] and (voices.body or voices.body_before):
            return [voices.body or voices.body_before]
        if voices.aside:
            return voices.aside
        current = voices.current[-1:]
        persons = [name for start, name in voices.heard if start < cue.start and name in voices.described]
        if reader.pack.genitive:
            body = not current or current[0] not in voices.described
            return persons[-1:] if person and body else []
        if person and persons and (not current or self._is_body(current[0])):
            return persons[-1:]
        return self.sayers() if current and not set(said) & reader.pack.words["many_pronouns"] else []

    def sayers(self) -> list[str]:
        """The last chain without whom it cites: who goes on speaking as "he" or "it"."""
        kept = [name for name in self.voices.current if name in self.voices.saying]
        return kept or self.voices.current

    def _is_body(self, name: str) -> bool:
        """Whether a name is that of a body, by a word of it or by its capitals."""
        words = self.reader.pack.words
        nouns = words["own_voices|bodies|media|body_nouns"]
        return name.isupper() or not nouns.isdisjoint(name.lower().split())

    def _joint(self, name: str) -> str:
        for current in self.voices.current:
            if name in current.split(" + "):
                return current
        return name


def _nearest(cues: list[Cue], draft: Draft) -> Cue | None:
    if not cues:
        return None
    before = [cue for cue in cues if cue.start <= draft.start]
    if before:
        return before[-1]
    return min(cues, key=lambda cue: cue.start - draft.end)


def _citing_each_other(cited: list[Cue], citation: Cue) -> list[str]:
    """ "according to Radio Orin, which cites the ministry": the names of citations that follow each other at once."""
    at = next(index for index, cue in enumerate(cited) if cue is citation)
    first = last = at
    while first > 0 and 0 <= cited[first].start - cited[first - 1].end <= _BESIDE:
        first -= 1
    while last + 1 < len(cited) and 0 <= cited[last + 1].start - cited[last].end <= _BESIDE:
        last += 1
    return [name for cue in cited[first : last + 1] for name in cue.names]


def _segment_of(sentence: Sentence, inner: list[Cue], draft: Draft) -> bool:
    """Whether an inner speaker stands before the claim it speaks of, or right behind it."""
    return any(cue.start <= draft.start or cue.start - draft.end < 120 for cue in inner)


def tells(draft: Draft, cues: list[Cue], text: str) -> bool:
    """Whether who is counted is who tells what a verb behind says of others: "Two officials said six were killed"."""
    if draft.kind != "casualty" or draft.source is None:
        return False
    group = draft.source
    told = min((start for start, _ in draft.verbs), default=draft.end)
    named = [
        cue
        for cue in cues
        if cue.sort in ("says", "according")
        and any(group.start <= start and end <= group.end for start, end in cue.spans)
    ]
    # "..., two officials said": right before the verb of saying
    subject = [cue for cue in named if 0 <= cue.at - group.end <= 2]
    return (
        bool(subject)
        or any(max(cue.at, cue.start, group.end) < told for cue in named)
        or _heads_teller(draft, cues, text)
    )


def _heads_teller(draft: Draft, cues: list[Cue], text: str) -> bool:
    """ "..., an official from the agency said": who is counted behind the harm, with where they are from, tells it."""
    group = draft.source
    told = [end for _, end in draft.verbs]
    if group is None or not told or max(told) > group.start or not text[: group.start].rstrip().endswith(","):
        return False
    spans = [(cue, min(start for start, _ in cue.spans)) for cue in cues if cue.sort == "says" and cue.spans]
    if any(start <= group.start and group.end < max(end for _, end in cue.spans) for cue, start in spans):
        return True  # "two officials familiar with the matter said"
    between = (text[group.end : start] for cue, start in spans if group.end < start < max(cue.at, cue.end))
    return any(len(words) <= _WITHIN and words.replace(" ", "").isalpha() for words in between)
