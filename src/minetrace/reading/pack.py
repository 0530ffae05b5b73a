"""Language packs: the data files of one language, loaded once and compiled for matching.

A pack is a folder of TOML files. Phrases are written in the notation of `minetrace.reading.lexicon`, so that the files
read as a reference; forms of time and of typed numbers in that of `minetrace.reading.forms`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from minetrace.reading.designations import Families, families
from minetrace.reading.endings import Endings
from minetrace.reading.forms import Form, Forms, Slot, Slots
from minetrace.reading.lexicon import Lexicon, Paradigms, as_pattern, keyed, spelled


@dataclass(frozen=True, slots=True)
class Joins:
    """How a start and an end are one period: what stands `between` them, what `before` the start or as its `opening`
    ("from May to the end of June")."""

    between: re.Pattern[str]
    before: re.Pattern[str]
    opening: re.Pattern[str]


@dataclass(frozen=True)
class Pack:
    """One language, ready to read: lexicon, numerals, calendar, and the raw tables the typed readers use.

    `experimental` marks a language whose claims people must check; `articles` says whether nouns take articles,
    `free_order` whether a verb may stand on either side of its subject, `genitive` whether case alone joins a noun to
    the noun before it ("пять единиц мин"), `head_final` whether the verb stands last and what governs a noun stands
    behind it; `openers` are words that open a number or a phrase of the lexicon: any other is no more than itself;
    `capitals` are capital letters with small ones of their own; `endings` are cut from words.
    """

    language: str
    name: str
    experimental: bool
    articles: bool
    free_order: bool
    genitive: bool
    head_final: bool
    lexicon: Lexicon
    context: Lexicon
    formal: Lexicon
    numerals: Mapping[str, Any]
    number_words: Mapping[str, int | float]
    number_openers: frozenset[str]
    openers: frozenset[str]
    calendar: Mapping[str, Any]
    periods: Forms
    period_trigger: re.Pattern[str]
    families: Families
    letters: Mapping[int, str]
    countries: Mapping[str, str]
    country_openings: frozenset[str]
    demonyms: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    ordinals: Mapping[str, int]
    abbreviations: frozenset[str]
    closing: Mapping[str, frozenset[str]]
    asides: Forms
    prefixes: Mapping[str, tuple[str, ...]]
    since: re.Pattern[str]
    asof: re.Pattern[str]
    late: re.Pattern[str]
    vague: re.Pattern[str]
    not_yet: re.Pattern[str]
    joins: tuple[Joins, ...]
    case_endings: tuple[str, ...] = ()
    kinds_of_body: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    adverb_endings: tuple[str, ...] = ()
    plural_endings: tuple[str, ...] = ()
    singular_endings: tuple[str, ...] = ()
    capitals: Mapping[str, str] = field(default_factory=dict)
    endings: Endings | None = None

    def adverb(self, word: str) -> bool:
        """Whether a lower-case word has the ending of an adverb."""
        return word.endswith(self.adverb_endings)

    def plural(self, word: str) -> bool:
        """Whether a lower-case noun has the ending of a plural."""
        return word.endswith(self.plural_endings) and not word.endswith(self.singular_endings)


_TRAITS = ("experimental", "articles", "free_order", "genitive", "head_final")
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
        "denied_by",
        "false",
        "allegation",
        "back",
        "cause",
        "relay",
    ]
)
_SLOT_TABLES = {
    "month": "months",
    "weekday": "weekdays",
    "season": "seasons",
    "ordinal": "ordinals",
    "part": "parts",
    "period": "spans",
}
_FORMAL_FILES = frozenset(("provisions", "visits"))
_FILES = (
    "language",
    "lexicon",
    "ordnance",
    "people",
    "numerals",
    "calendar",
    "speech",
    "places",
    "provisions",
    "visits",
)


class Words(dict[str, frozenset[str]]):
    """The small words of a language by their use in the grammar; a use that the language lacks has none.

    "definite|indefinite" are the words of both uses.
    """

    def __missing__(self, name: str) -> frozenset[str]:
        uses = name.split("|")
        found = frozenset().union(*(self.get(use, ()) for use in uses))
        self[name] = found
        return found


def _word_sets(loaded: Mapping[str, Mapping[str, Any]], paradigms: Paradigms) -> Words:
    """The lists of words of all files of a pack. ValueError for a list that two files declare: one would be lost."""
    found: dict[str, frozenset[str]] = {}
    for file, table in loaded.items():
        for name, words in table.get("words", {}).items():
            if name in found:
                raise ValueError(f"{file}: the word list {name!r} stands in another file of the pack already")
            found[name] = frozenset(spelled(words, paradigms))
    return Words(found)


def _load(language: str, name: str) -> dict[str, Any]:
    """A file of a pack; a file that a pack lacks is empty."""
    path = files("minetrace.reading").joinpath("languages", language, f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def load_shared(name: str) -> dict[str, Any]:
    """A data file that all languages share."""
    return _load(".", name)


@cache
def packed_languages() -> tuple[str, ...]:
    """Codes of the languages that have a pack, in order."""
    folder = files("minetrace.reading").joinpath("languages")
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.joinpath("lexicon.toml").is_file()))


@cache
def experimental_languages() -> frozenset[str]:
    """Codes of the packed languages whose claims all go to review."""
    return frozenset(code for code in packed_languages() if _load(code, "language")["experimental"])


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


@cache
def load_pack(language: str) -> Pack:
    """The pack of a language, read and compiled once per process. KeyError if there is no such pack."""
    if language not in packed_languages():
        raise KeyError(language)
    loaded = {name: _load(language, name) for name in _FILES}
    traits = loaded["language"]
    paradigms: Paradigms = traits.get("paradigms", {})
    layers: dict[str, dict[str, list[Mapping[str, Any]]]] = {"main": {}, "context": {}, "formal": {}}
    for name in _FILES:
        for kind, entries in loaded[name].get("lexicon", {}).items():
            layer = "context" if kind in _CONTEXT_KINDS else "formal" if name in _FORMAL_FILES else "main"
            layers[layer].setdefault(kind, []).extend(entries)
    calendar = _calendar(loaded["calendar"], paradigms)
    numerals = _numerals(loaded["numerals"], paradigms)
    slots = _slots(calendar, numerals)
    forms = [form for entry in calendar["pattern"] for form in _forms(entry, entry["op"], slots, paradigms)]
    asides = [form for entry in numerals["aside"] for form in _forms(entry, entry["type"], slots, paradigms)]
    trigger = re.compile(rf"\d{{4}}|{_one_of([*calendar['months'], *calendar['weekdays'], *calendar['trigger']])}")
    words = _word_sets(loaded, paradigms)
    countries = loaded["places"].get("country", ())
    codes = {name: entry["code"] for entry in countries for name in spelled(entry["names"], paradigms)}
    shared = load_shared("designations")
    stems = [*words.values(), codes, *_number_tables(numerals)]
    lexicons = {name: Lexicon(tables, paradigms) for name, tables in layers.items()}
    return Pack(
        language=language,
        name=str(traits["name"]),
        **{trait: bool(traits.get(trait, False)) for trait in _TRAITS} | _around_dates(calendar),
        lexicon=lexicons["main"],
        context=lexicons["context"],
        formal=lexicons["formal"],
        numerals=numerals,
        number_words={**numerals["units"], **numerals["tens"]},
        number_openers=_number_openers(numerals),
        openers=_number_openers(numerals) | lexicons["main"].openings,
        calendar=calendar,
        periods=Forms(forms),
        period_trigger=trigger,
        families=families(shared),
        letters=str.maketrans(shared["letters"]),
        countries=codes,
        country_openings=_beginnings(codes),
        demonyms={name: entry["code"] for entry in countries for name in spelled(entry.get("demonyms", ()), paradigms)},
        words=words,
        ordinals=_ordinals(loaded["provisions"], paradigms),
        abbreviations=frozenset(calendar["abbreviations"]),
        closing=_closing(calendar.get("closing", {}), words),
        asides=Forms(asides),
        case_endings=tuple(sorted(words["case_endings"], key=len, reverse=True)),
        kinds_of_body={name: tuple(kinds) for name, kinds in loaded["speech"].get("kinds_of_body", {}).items()},
        adverb_endings=tuple(sorted(words["adverb_endings"])),
        plural_endings=tuple(sorted(words["plural_endings"])),
        singular_endings=tuple(sorted(words["singular_endings"])),
        capitals=traits.get("capitals", {}),
        endings=_endings(traits, lexicons.values(), stems, words["function"]),
    )


def _closing(groups: Mapping[str, Iterable[str]], words: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Abbreviations that may end a sentence: before any capital letter, or before a capital small word."""
    any_capital = {word: frozenset[str]() for word in groups.get("before_capitals", ())}
    return any_capital | dict.fromkeys(groups.get("before_small_words", ()), words["function"])


def _ordinals(provisions: Mapping[str, Any], paradigms: Paradigms) -> dict[str, int]:
    """The number of each written form of an ordinal."""
    written = enumerate(provisions.get("ordinals_in_order", ()), 1)
    return {word: at for at, ordinal in written for word in spelled([ordinal], paradigms)}


def _endings(
    traits: Mapping[str, Any], lexicons: Iterable[Lexicon], tables: Iterable[Iterable[str]], small: frozenset[str]
) -> Endings | None:
    """The endings that a pack declares, with the words of the pack as the stems that may take them."""
    if "endings" not in traits:
        return None
    raw = traits["endings"]
    stems = {word for lexicon in lexicons for word in lexicon.vocabulary()}
    stems |= {word.replace("İ", "i").lower() for table in tables for word in table}
    forms = tuple(sorted({*raw["known"], *raw["sure"]}, key=len))
    return Endings(forms, frozenset(raw["sure"]), raw["harmony"], stems, small)


def _number_tables(numerals: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [numerals[name] for name in ("units", "tens", "scales")]


def _number_openers(numerals: Mapping[str, Any]) -> frozenset[str]:
    tables = (numerals[name] for name in ("units", "tens", "article", "range_opener"))
    return frozenset(word for table in (*tables, numerals.get("bare_scales", ())) for word in table)


def _beginnings(names: Iterable[str]) -> frozenset[str]:
    """What stands before the last words of names of several words."""
    return frozenset(" ".join(name.split(" ")[:size]) for name in names for size in range(1, name.count(" ") + 1))


def _calendar(raw: Mapping[str, Any], paradigms: Paradigms) -> dict[str, Any]:
    """The calendar of a pack with every written form of its words."""
    tables = {name: keyed(raw[name], paradigms) for name in _SLOT_TABLES.values()}
    prefixes = {name: spelled(words, paradigms) for name, words in raw["prefixes"].items()}
    eras = [
        {**era, **{name: frozenset(spelled(era[name], paradigms)) for name in ("words", "nouns")}} for era in raw["era"]
    ]
    return {**raw, **tables, "prefixes": prefixes, "era": eras}


def _numerals(raw: Mapping[str, Any], paradigms: Paradigms) -> dict[str, Any]:
    """The numerals of a pack with every written form of its words."""
    return {**raw, **{name: keyed(raw.get(name, {}), paradigms) for name in ("units", "tens", "scales")}}


def _forms(entry: Mapping[str, Any], op: str, slots: Slots, paradigms: Paradigms) -> Iterable[Form]:
    for written in entry["forms"]:
        yield Form(op, as_pattern(written, paradigms), slots, entry)


def _around_dates(calendar: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a pack on what stands before a date and between two."""
    prefixes = calendar["prefixes"]
    started = _since_what(prefixes.get("since_nouns", ()), _closings(calendar))
    late, vague, earlier = (_one_of(calendar.get(name, ())) or "$^" for name in ("late", "vague", "earlier_than"))
    return {
        "prefixes": {kind: tuple(f"{words} " for words in prefixes[kind]) for kind in ("since", "asof")},
        "since": _prefix(prefixes["since"], started, prefixes["tail"]),
        "asof": _prefix(prefixes["asof"], _fillers(prefixes["asof_reach"]), prefixes["tail"]),
        "late": re.compile(rf"\b(?:{late})\s+(?:of\s+)?(?:the\s+)?(?:$|\S+$)"),
        "vague": re.compile(rf"\b(?:{vague})[\s-]"),
        "not_yet": re.compile(rf"(?<![\w-])(?:{earlier})\s+$"),
        "joins": tuple(map(_joins, calendar.get("joins", ()))),
    }


def _prefix(words: Iterable[str], reach: str, tail: Iterable[str]) -> re.Pattern[str]:
    """Words before a date that open or close a period, up to the date itself."""
    return re.compile(rf"(?<![\w-])(?:{_one_of(words)})\s+{reach}{_fillers(tail)}$")


def _joins(raw: Mapping[str, Iterable[str]]) -> Joins:
    joiners, ends, openers = (_one_of(raw[name]) for name in ("joiners", "ends", "openers"))
    return Joins(
        between=re.compile(rf"\s*,?\s*(?:(?:{joiners})\s+)?(?:(?:{ends})\s+)?(?:the\s+)?"),
        before=re.compile(rf"(?<![\w-])(?:{openers})\s+(?:the\s+)?$"),
        opening=re.compile(rf"(?:{openers})\s"),
    )


def _closings(calendar: Mapping[str, Any]) -> str:
    """What closes a period that was opened: "to the end", "until the close"; a pattern."""
    joiners = _one_of({word for joins in calendar.get("joins", ()) for word in joins["joiners"]})
    ends = _one_of(calendar.get("late", ()))
    return rf"(?:{joiners})\s+(?:the\s+)?(?:{ends})\b" if joiners and ends else r"(?!)"


def _since_what(nouns: Iterable[str], closings: str) -> str:
    """What may stand between "since" and a date, but nothing that closes the period; where the word means "with" too,
    only what one of `nouns` opens."""
    anything = rf"(?:(?!{closings})[^\s.,;:()\"\d]+\s+){{0,9}}?"
    return rf"(?:(?:{_one_of(nouns)})\s+{anything})?" if nouns else anything


def _fillers(words: Iterable[str]) -> str:
    """At most one of these words, with the spaces behind it."""
    return rf"(?:(?:{_one_of(words)})\s+)?"


def _slots(calendar: Mapping[str, Any], numerals: Mapping[str, Any]) -> dict[str, Slot]:
    classes = {slot: tuple(calendar[table]) for slot, table in _SLOT_TABLES.items()}
    small = (*numerals["units"], *numerals["tens"])
    found = {slot: Slot(_one_of(words), words) for slot, words in classes.items()}
    # "noyabrında 1 872 mina": where the day stands behind the month, the first digits of a number are none
    spaced = r"|[ \u00a0]\d{3}(?!\d)" if calendar.get("spaced_thousands") else ""
    return found | {
        "month": Slot(rf"(?:{_one_of(classes['month'])})\b\.?", classes["month"]),
        "month_number": Slot(r"0?[1-9]|1[0-2]", digits=True),
        "dd": Slot(r"(?:[12]\d|3[01]|0?[1-9])", digits=True),
        "day": Slot(
            rf"(?:[12]\d|3[01]|0?[1-9])(?:{_one_of(calendar['day_suffixes'])})?(?![\d,.]\d|\d{spaced})", digits=True
        ),
        "year": Slot(r"(?:19|20)\d\d(?!\d|[,.]\d)", year=True),
        "iso": Slot(r"(?:19|20)\d\d-\d\d-\d\d", year=True),
        "count": Slot(rf"\b(?:\d{{1,3}}|{_one_of(small)})\b", small, digits=True),
        "digits": Slot(r"\d+(?:[.,]\d+)*", digits=True),
        "words": Slot(r"(?:(?:\d+-\w+|[^\s.,;:()\"\d]+)\s+){0,9}?"),
        "word": Slot(r"[^\s.,;:()\"\d]+"),
    }
