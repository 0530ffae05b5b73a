"""Language packs: the data files of one language, loaded once and compiled for matching.

A pack is a folder of TOML files. Phrases are written in a small notation, so that the files read as a reference:

    mine(s)               mine, mines
    anti~personnel        anti-personnel, anti personnel, antipersonnel
    find|found            find, found
    ?the ministry         the ministry, ministry

Forms (dates, speech) are written with named slots, optional parts and choices: `{month} {day}[, {year}]`,
`(last|past) week`.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from minetrace.reading.tokens import Token, tokenise


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase of the lexicon means: the kind of chunk, its value (a class of the vocabulary), and flags."""

    kind: str
    value: str
    flags: Mapping[str, Any]

    def __hash__(self) -> int:
        return hash((self.kind, self.value))


@dataclass(slots=True)
class _Node:
    after: dict[str, _Node] = field(default_factory=dict)
    senses: tuple[Sense, ...] = ()


class Lexicon:
    """All phrases of a pack in one tree over lower-case tokens; the longest phrase at a position wins."""

    def __init__(self, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
        self._root = _Node()
        for kind, entries in tables.items():
            for entry in entries:
                flags = {key: value for key, value in entry.items() if key not in ("value", "phrases", "source")}
                sense = Sense(kind, str(entry.get("value", "")), flags)
                for phrase in entry["phrases"]:
                    for words in expand(phrase):
                        self._add(words, sense)

    def _add(self, words: tuple[str, ...], sense: Sense) -> None:
        node = self._root
        for word in words:
            node = node.after.setdefault(word, _Node())
        if sense not in node.senses:
            node.senses = (*node.senses, sense)

    def longest(self, tokens: list[Token], index: int, limit: int) -> tuple[int, tuple[Sense, ...]]:
        """How many tokens from `index` (below `limit`) the longest known phrase takes, with its senses; 0 if none."""
        node, best, at = self._root, 0, index
        senses: tuple[Sense, ...] = ()
        while at < limit:
            following = node.after.get(tokens[at].lower)
            if following is None:
                break
            node, at = following, at + 1
            if node.senses:
                best, senses = at - index, node.senses
        return best, senses


def _split(words: str) -> tuple[str, ...]:
    return tuple(token.lower for token in tokenise(words, words.lower(), 0, len(words)))


def expand(phrase: str) -> list[tuple[str, ...]]:
    """All token sequences that a phrase in the notation of the packs stands for."""
    choices: list[list[str]] = []
    for word in phrase.split():
        options = [""] if word.startswith("?") else []
        for part in word.removeprefix("?").split("|"):
            plain = [part.replace("(", "").replace(")", ""), re.sub(r"\([^)]*\)", "", part)] if "(" in part else [part]
            for form in plain:
                options += [form.replace("~", sign) for sign in ("-", " ", "")] if "~" in form else [form]
        choices.append(options)
    found = {_split(" ".join(filter(None, words))) for words in itertools.product(*choices)}
    return sorted(words for words in found if words)


@dataclass(frozen=True, slots=True)
class Form:
    """One compiled form of a pack: the name of the operation that reads it, its pattern over lower-case text."""

    op: str
    pattern: re.Pattern[str]
    flags: Mapping[str, Any]
    keys: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


_TELLING_SLOTS = ("iso", "month", "weekday", "season", "ordinal", "year", "period", "part")


def _outside(form: str) -> tuple[str, str]:
    """A form without its optional parts, and that without its choices."""
    plain = form
    while "[" in plain:
        plain = re.sub(r"\[[^\[\]]*\]", " ", plain)
    outside = plain
    while "(" in outside:
        outside = re.sub(r"\([^()]*\)", " ", outside)
    return plain, outside


def _keys(form: str) -> tuple[str, ...]:
    """What a text must hold one of for a form to match: a telling slot, or one of several words."""
    plain, outside = _outside(form)
    for slot in _TELLING_SLOTS:
        if re.search(rf"\{{{slot}\d?\}}", outside):
            return ("{" + slot + "}",)
    words = re.findall(r"[^\W\d_]{3,}", re.sub(r"\{\w+\}", " ", outside))
    if words:
        return (max(words, key=len),)
    choices = re.findall(r"\(([^()]*)\)", plain)
    if len(choices) == plain.count("(") and choices and "{" not in choices[0]:
        return tuple(part.strip().split(" ")[0] for part in choices[0].split("|") if part.strip())
    return ()


def _needs(form: str) -> tuple[str, ...]:
    """Words and signs that a text must hold all of for a form to match."""
    outside = _outside(form)[1]
    if "|" in outside:
        return ()
    return tuple(dict.fromkeys(re.findall(r"[^\W\d_]{2,}|[-:+/]", re.sub(r"\{\w+\}", " ", outside))))


class Forms:
    """Compiled forms in order, with an index of what a text must hold for each: only few can match a sentence."""

    def __init__(self, forms: Iterable[Form], slots: Mapping[str, re.Pattern[str]]) -> None:
        self._forms = tuple(forms)
        self._slots = slots
        self._always = [at for at, form in enumerate(self._forms) if not form.keys]
        self._by_key: dict[str, list[int]] = {}
        for at, form in enumerate(self._forms):
            for key in form.keys:
                self._by_key.setdefault(key, []).append(at)

    def candidates(self, text: str) -> list[Form]:
        """The forms that a text in lower case may hold, in their order: a cheap first look."""
        found = set(self._always)
        for key, positions in self._by_key.items():
            if self._slots[key[1:-1]].search(text) is not None if key[0] == "{" else key in text:
                found.update(positions)
        forms = [self._forms[at] for at in sorted(found)]
        return [form for form in forms if all(need in text for need in form.needs)]


def compile_form(form: str, slots: Mapping[str, str]) -> re.Pattern[str]:
    """The pattern of a form: words as they are, `{slot}`, `[optional]`, `(one|other)`, one space for any spaces."""
    out: list[str] = []
    seen: dict[str, int] = {}
    for piece in re.findall(r"\{\w+\}|[\[\]()|]| +|[^{}\[\]()| ]+", form):
        if piece[0] == "{":
            name = piece[1:-1]
            seen[name] = seen.get(name, 0) + 1
            group = name if seen[name] == 1 else f"{name}__{seen[name]}"
            out.append(f"(?P<{group}>{slots[name.rstrip('0123456789')]})")
        elif piece in "[(":
            out.append("(?:")
        elif piece == "]":
            out.append(")?")
        elif piece in ")|":
            out.append(piece)
        elif piece.isspace():
            out.append(r"\s+")
        else:
            out.append(re.escape(piece))
    # a form begins at a word: the "in" of "Lachin last year" opens nothing
    return re.compile(r"(?<!\w)(?:" + "".join(out) + ")")


@dataclass(frozen=True)
class Pack:
    """One language, ready to read: lexicon, numerals, calendar, and the raw tables the typed readers use."""

    language: str
    lexicon: Lexicon
    context: Lexicon
    formal: Lexicon
    numerals: Mapping[str, Any]
    number_words: Mapping[str, int]
    calendar: Mapping[str, Any]
    periods: Forms
    period_trigger: re.Pattern[str]
    designations: tuple[Mapping[str, Any], ...]
    countries: Mapping[str, str]
    demonyms: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    ordinals: tuple[str, ...]
    abbreviations: frozenset[str]
    asides: Forms
    births: tuple[Form, ...]
    since: re.Pattern[str]
    asof: re.Pattern[str]
    adverb_endings: tuple[str, ...] = ()
    plural_endings: tuple[str, ...] = ()
    singular_endings: tuple[str, ...] = ()

    def adverb(self, word: str) -> bool:
        """Whether a lower-case word has the ending of an adverb."""
        return word.endswith(self.adverb_endings)

    def plural(self, word: str) -> bool:
        """Whether a lower-case noun has the ending of a plural."""
        return word.endswith(self.plural_endings) and not word.endswith(self.singular_endings)


# Phrases of different layers may overlap: "have been killed" is a running count and holds an outcome.
_CONTEXT_KINDS = frozenset(
    [
        "running",
        "report_noun",
        "off_topic",
        "hazard",
        "mention",
        "verification",
        "other_cause",
        "plan",
        "negative",
        "deny",
        "allegation",
        "back",
        "cause",
        "relay",
    ]
)
_FORMAL_FILES = frozenset(("provisions", "visits"))
_FILES = ("lexicon", "ordnance", "people", "numerals", "calendar", "speech", "places", "provisions", "visits")


def _countries(entries: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {name: entry["code"] for entry in entries for name in entry["names"]}


def _demonyms(entries: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {name: entry["code"] for entry in entries for name in entry.get("demonyms", ())}


class Words(dict[str, frozenset[str]]):
    """The small words of a language by their use in the grammar; a use that the language lacks has none."""

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


def _word_sets(loaded: Mapping[str, Mapping[str, Any]]) -> Words:
    return Words(
        {name: frozenset(words) for table in loaded.values() for name, words in table.get("words", {}).items()}
    )


def _load(language: str, name: str) -> dict[str, Any]:
    path = files("minetrace.reading").joinpath("languages", language, f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def load_shared(name: str) -> dict[str, Any]:
    """A data file that all languages share."""
    return _load(".", name)


def packed_languages() -> tuple[str, ...]:
    """Codes of the languages that have a pack, in order."""
    folder = files("minetrace.reading").joinpath("languages")
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.joinpath("lexicon.toml").is_file()))


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


@cache
def load_pack(language: str) -> Pack:
    """The pack of a language, read and compiled once per process. KeyError if there is no such pack."""
    if language not in packed_languages():
        raise KeyError(language)
    loaded = {name: _load(language, name) for name in _FILES}
    layers: dict[str, dict[str, list[Mapping[str, Any]]]] = {"main": {}, "context": {}, "formal": {}}
    for name in _FILES:
        for kind, entries in loaded[name].get("lexicon", {}).items():
            layer = "context" if kind in _CONTEXT_KINDS else "formal" if name in _FORMAL_FILES else "main"
            layers[layer].setdefault(kind, []).extend(entries)
    calendar, numerals = loaded["calendar"], loaded["numerals"]
    slots = _slots(calendar, numerals)
    forms = [
        Form(entry["op"], compile_form(form, slots), entry, _keys(form), _needs(form))
        for entry in calendar["pattern"]
        for form in entry["forms"]
    ]
    asides = [
        Form(entry["type"], compile_form(form, slots), entry, _keys(form), _needs(form))
        for entry in numerals["aside"]
        for form in entry["forms"]
    ]
    telling = {name: re.compile(slots[name]) for name in _TELLING_SLOTS}
    prefixes = calendar["prefixes"]
    trigger = re.compile(rf"\d{{4}}|{_one_of([*calendar['months'], *calendar['weekdays'], *calendar['trigger']])}")
    words = _word_sets(loaded)
    return Pack(
        language=language,
        lexicon=Lexicon(layers["main"]),
        context=Lexicon(layers["context"]),
        formal=Lexicon(layers["formal"]),
        numerals=numerals,
        number_words={**numerals["units"], **numerals["tens"]},
        calendar=calendar,
        periods=Forms(forms, telling),
        period_trigger=trigger,
        designations=tuple(loaded["ordnance"]["designation"]),
        countries=_countries(loaded["places"]["country"]),
        demonyms=_demonyms(loaded["places"]["country"]),
        words=words,
        ordinals=tuple(loaded["provisions"]["ordinals_in_order"]),
        abbreviations=frozenset(calendar["abbreviations"]),
        asides=Forms(asides, telling),
        births=tuple(form for form in asides if form.op == "birth"),
        since=_prefix(prefixes["since"], r"(?:[^\s.,;:()\"\d]+\s+){0,6}?", prefixes["tail"]),
        asof=_prefix(prefixes["asof"], _fillers(prefixes["asof_reach"]), prefixes["tail"]),
        adverb_endings=tuple(sorted(words["adverb_endings"])),
        plural_endings=tuple(sorted(words["plural_endings"])),
        singular_endings=tuple(sorted(words["singular_endings"])),
    )


def _prefix(words: Iterable[str], reach: str, tail: Iterable[str]) -> re.Pattern[str]:
    """Words before a date that open or close a period, up to the date itself."""
    return re.compile(rf"(?<![\w-])(?:{_one_of(words)})\s+{reach}{_fillers(tail)}$")


def _fillers(words: Iterable[str]) -> str:
    """At most one of these words, with the spaces behind it."""
    return rf"(?:(?:{_one_of(words)})\s+)?"


def _slots(calendar: Mapping[str, Any], numerals: Mapping[str, Any]) -> dict[str, str]:
    small = _one_of([*numerals["units"], *numerals["tens"]])
    return {
        "month": rf"(?:{_one_of(calendar['months'])})\b\.?",
        "month_number": r"0?[1-9]|1[0-2]",
        "dd": r"(?:[12]\d|3[01]|0?[1-9])",
        "day": rf"(?:[12]\d|3[01]|0?[1-9])(?:{_one_of(calendar['day_suffixes'])})?(?![\d,.]\d|\d)",
        "year": r"(?:19|20)\d\d(?!\d|[,.]\d)",
        "iso": r"(?:19|20)\d\d-\d\d-\d\d",
        "weekday": _one_of(calendar["weekdays"]),
        "season": _one_of(calendar["seasons"]),
        "ordinal": _one_of(calendar["ordinals"]),
        "part": _one_of(calendar["parts"]),
        "count": rf"\b(?:\d{{1,3}}|{small})\b",
        "digits": r"\d+(?:[.,]\d+)*",
        "words": r"(?:(?:\d+-\w+|[^\s.,;:()\"\d]+)\s+){0,6}?",
        "word": r"[^\s.,;:()\"\d]+",
        "period": _one_of(calendar["spans"]),
    }
