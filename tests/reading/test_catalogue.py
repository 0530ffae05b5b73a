"""The catalogue of phrases: its data is well formed, and the reader does not fall below what it has reached."""

import datetime
import json
from itertools import pairwise

import pytest

from minetrace.reading import read
from tests.reading.catalogue.compare import HERE, entries, files, measure, span

FILES = files()
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))

SIZES = {
    "en/areas": 20,
    "en/blasts": 16,
    "en/casualties": 46,
    "en/comparisons": 24,
    "en/counts": 56,
    "en/deeds": 27,
    "en/denials": 45,
    "en/interviews_and_lists": 10,
    "en/makes": 21,
    "en/models": 20,
    "en/none": 39,
    "en/numbers": 22,
    "en/periods": 44,
    "en/plans": 11,
    "en/provisions": 69,
    "en/running": 44,
    "en/scope": 33,
    "en/speakers": 310,
    "en/speech": 43,
    "en/totals": 63,
    "en/victims": 40,
    "en/visits": 78,
    "en/voices": 71,
    "en/whose_part": 27,
    "en/what_was_done": 40,
    "en/where_and_when": 19,
    "en/wholes_and_parts": 15,
    "ru/areas": 9,
    "ru/casualties": 18,
    "ru/counts": 25,
    "ru/denials": 10,
    "ru/none": 10,
    "ru/periods": 12,
    "ru/provisions": 16,
    "ru/running": 8,
    "ru/scope": 10,
    "ru/speech": 12,
    "ru/totals": 11,
    "ru/visits": 15,
}
SENTENCES = {"en": 930, "ru": 150}
WHOLE_TEXTS = 29
COUNTING = {"occurrence", "tally", "running", "stock"}
STANCES = {"asserted", "denied", "planned"}
HEDGES = {"exact", "about", "almost", "more than", "at least", "up to", "fewer than", "reportedly", "range"}
UNITS = {"ha", "km2", "m2", "km", "acre", "mi2", "kg", "item", "person", "building"}
VOCABULARY = {
    "category": {
        "anti-personnel mine",
        "anti-vehicle mine",
        "mine (unspecified)",
        "UXO",
        "ERW",
        "submunition",
        "IED",
        "other",
        "mixed",
    },
    "counting": COUNTING,
    "stance": STANCES,
    "hedge": HEDGES,
    "unit": UNITS,
    "outcome": {"killed", "injured", "affected"},
    "group": {
        *("all", "civilian", "military", "police", "deminer", "journalist"),
        *("child", "woman", "man", "combatant"),
    },
    "relation": {"alleged_breach", "complied", "cited"},
    "verified": {"access_only", "presence_seen", "type_identified", "quantity_counted", "documents_seen"},
}
ACTIONS = {
    "ordnance": {"found", "cleared", "laid", "exploded", "seized", "present"},
    "area": {"cleared", "surveyed", "contaminated", "released", "planned", "suspected"},
}
COMMON = {
    *("kind", "quote", "nth", "value", "low", "high", "unit", "hedge", "counting", "stance", "places", "from", "to"),
    *("partial_date", "attributed_to", "part_of", "total_of"),
}
KEYS = {
    "ordnance": COMMON | {"category", "action", "model", "made_in", "made_year", "laid_by"},
    "casualty": COMMON | {"outcome", "group", "names"},
    "area": COMMON | {"action"},
    "visit": COMMON | {"who", "invited_by", "verified"},
    "provision": COMMON | {"instrument", "article", "relation"},
}


def all_entries():
    return [(name, entry) for name in FILES for entry in entries(name)]


def all_claims():
    return [(name, entry, claim) for name, entry in all_entries() for claim in entry["claims"]]


@pytest.mark.parametrize("name", SIZES)
def test_each_file_holds_enough_entries(name):
    assert len(entries(name)) >= SIZES[name]


@pytest.mark.parametrize("language", SENTENCES)
def test_a_language_has_enough_sentences(language):
    names = [name for name in FILES if name.startswith(f"{language}/") and "/composed/" not in name]
    assert sum(len(entries(name)) for name in names) >= SENTENCES[language]
    assert names == sorted(name for name in SIZES if name.startswith(f"{language}/"))


def test_whole_texts_are_many_and_of_real_length():
    whole = [entry for name, entry in all_entries() if "/composed/" in name]
    assert len(whole) >= WHOLE_TEXTS
    for entry in whole:
        assert 250 <= len(entry["text"].split()) <= 600, entry["class"]


def test_no_text_stands_twice():
    texts = sorted(entry["text"] for _, entry in all_entries())
    assert [a for a, b in pairwise(texts) if a == b] == []


def test_every_quote_stands_in_its_text_once_or_says_which():
    for name, entry, claim in all_claims():
        start, end = span(entry["text"], claim)
        assert entry["text"][start:end] == claim["quote"], name


def test_claims_use_the_keys_of_their_kind_and_legal_words():
    for name, entry, claim in all_claims():
        where = f"{name}: {entry['class']}: {claim['quote']}"
        assert claim.keys() <= KEYS[claim["kind"]] and {"kind", "quote", "value"} <= claim.keys(), where
        for key in VOCABULARY.keys() & claim.keys():
            assert claim[key] in VOCABULARY[key], f"{where}: {key}"
        if "action" in claim:
            assert set(claim["action"]) <= ACTIONS[claim["kind"]], where


def test_days_are_days_in_order():
    for name, entry in all_entries():
        for claim in entry["claims"]:
            days = [datetime.date.fromisoformat(claim[key]) for key in ("from", "to") if claim.get(key)]
            assert days == sorted(days), f"{name}: {entry['class']}"
        assert entry["published"] is None or datetime.date.fromisoformat(entry["published"])


def test_links_name_other_claims_of_the_entry():
    for name, entry in all_entries():
        for i, claim in enumerate(entry["claims"]):
            part, total = claim.get("part_of"), claim.get("total_of") or []
            for other in [*([] if part is None else [part]), *total]:
                assert other != i and 0 <= other < len(entry["claims"]), f"{name}: {entry['class']}"


@pytest.mark.parametrize("language", SENTENCES)
def test_texts_of_none_have_no_claims(language):
    assert all(entry["claims"] == [] for entry in entries(f"{language}/none"))


class Scribe:
    """A reader that knows the answers, but for what `slip` does to each claim."""

    def __init__(self, name, slip=lambda claim: claim):
        self.answers = {entry["text"]: entry["claims"] for entry in entries(name)}
        self.slip = slip

    def __call__(self, text, **_):
        claims = []
        for i, claim in enumerate(self.answers[text]):
            total = [str(other) for other in claim.get("total_of") or []] or None
            part = None if claim.get("part_of") is None else str(claim["part_of"])
            filled = {"id": str(i), "span": span(text, claim), "total_of": total, "part_of": part}
            claims.append(self.slip({**claim, **filled}))
        return Reading([claim for claim in claims if claim])


class Reading:
    def __init__(self, claims):
        self.claims = claims

    def as_dict(self):
        return {"claims": self.claims}


@pytest.mark.parametrize("name", FILES)
def test_the_answers_themselves_are_right(name):
    share, results = measure(name, Scribe(name))
    assert share == 1.0, [result.faults for result in results if result.faults]


@pytest.mark.parametrize(
    ("slip", "fault"),
    [
        (lambda claim: None, "missing"),
        (lambda claim: {**claim, "value": -1}, "value is -1"),
        (lambda claim: {**claim, "counting": "stock"}, "counting is 'stock'"),
        (lambda claim: {**claim, "places": ["Atlantis"]}, "places is ['Atlantis']"),
        (lambda claim: {**claim, "attributed_to": ["Nobody"]}, "attributed_to is ['Nobody']"),
        (lambda claim: {**claim, "from": "1900-01-01"}, "from is '1900-01-01'"),
        (lambda claim: {**claim, "part_of": "0"}, "part_of links 1, not 0"),
        (lambda claim: {**claim, "total_of": ["0", "1"]}, "total_of links 2, not 0"),
    ],
)
def test_a_slip_is_seen(slip, fault):
    share, results = measure("en/totals", Scribe("en/totals", slip))
    assert share < 0.2
    assert any(fault in line for result in results for line in result.faults)


@pytest.fixture(scope="module")
def shares():
    return {name: measure(name, read) for name in FILES}


@pytest.mark.parametrize("name", FILES)
def test_the_reader_does_not_fall_below_its_floor(name, shares):
    share, _ = shares[name]
    assert share >= FLOORS[name], f"run tests/reading/catalogue/report.py {name}"


def test_every_file_has_a_floor():
    assert sorted(FLOORS) == sorted(FILES)
