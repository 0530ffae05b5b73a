"""Totals and parts: a small table of claims, and the sentences that reckoning says of them.

Each line of a table is one claim: id, figure (with its hedge), what it counts, and how it is linked. Invented places.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minetrace.reckoning.totals import checks
from minetrace.terms.check import Check
from minetrace.terms.claim import Claim

_HEDGES = ("about", "almost", "more than", "at least", "up to", "fewer than", "reportedly")
_OUTCOMES = {"killed", "injured", "affected"}
_CATEGORIES = {"AP": "anti-personnel mine", "AV": "anti-vehicle mine", "mines": "mine (unspecified)", "UXO": "UXO"}


def _number(text: str) -> int | float | None:
    plain = text.replace(",", "")
    if not re.fullmatch(r"[\d.]+", plain):
        return None
    return float(plain) if "." in plain else int(plain)


def _claim(line: str, position: int) -> Claim:
    """`b | more than 1,200 | killed civilian | part of a | Ardin, Velm | 2021-01-01..2021-12-31`."""
    id_, figure, thing, link, places, period = [*(cell.strip() for cell in line.split("|")), "", "", "", ""][:6]
    hedge = next((hedge for hedge in _HEDGES if figure.startswith(hedge)), "exact")
    shown = figure.removeprefix(hedge).strip()
    slots: dict[str, Any] = {"hedge": hedge}
    low, dash, high = shown.partition("-")
    if dash:
        slots |= {"hedge": "range", "low": _number(low), "high": _number(high)}
    else:
        slots["value"] = _number(shown)
    words = thing.split()
    if _OUTCOMES & set(words):
        slots |= {"kind": "casualty", "unit": "person", "outcome": words[0], "group": (words[1:] or ["all"])[0]}
    elif words[0] == "ha":
        slots |= {"kind": "area", "unit": "ha", "action": tuple(words[1:])}
    else:
        slots |= {"kind": "ordnance", "unit": "item", "category": _CATEGORIES.get(words[0], "mixed")}
        slots["model"] = words[1] if len(words) > 1 else None
    if link.startswith("part of"):
        slots["part_of"] = link.removeprefix("part of").strip()
    if link.startswith("total of"):
        slots["total_of"] = tuple(link.removeprefix("total of").split())
    if places:
        slots["places"] = tuple(place.strip() for place in places.split(","))
    if period:
        slots["from_"], slots["to"] = period.split("..")
    slots["counting"] = "running"
    return Claim(id=id_, quote=figure, span=(position * 50, position * 50 + len(figure)), **slots)


def _table(text: str) -> list[Claim]:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return [_claim(line, position) for position, line in enumerate(lines)]


def _found(table: str, rule: str) -> list[Check]:
    return [check for check in checks(_table(table)) if check.rule == rule]


def _sentence(table: str, rule: str) -> tuple[str, str]:
    (check,) = _found(table, rule)
    return check.outcome, check.sentence


# --- T1 a stated total ---------------------------------------------------------------------------------------------

_SCOPED = """
a | 1,119 | mines | | Ardin, Velm
b | 1,609 | mines | | Sorrel region
c | 2,728 | mines | total of a b | Ardin, Velm, Sorrel region
"""


def test_a_stated_total_holds_and_the_scopes_of_its_parts_stay_open() -> None:
    (check,) = _found(_SCOPED, "T1")
    assert check.outcome == "holds"
    assert check.formula == "1,119 + 1,609 = 2,728"
    assert check.sentence == "1,119 + 1,609 = 2,728 holds as stated."
    assert check.claims == ("c", "a", "b")
    assert check.warnings == (
        "The scopes of the parts are not defined: the text does not say whether "
        "Ardin and Velm (1,119) and Sorrel region (1,609) overlap.",
    )


@pytest.mark.parametrize(
    ("figures", "unit", "outcome", "sentence"),
    [
        ("65 288 351", "affected", "broken", "65 + 288 = 353, but the text states 351, 2 less than its parts: broken."),
        ("65 288 360", "affected", "broken", "65 + 288 = 353, but the text states 360, 7 more than its parts: broken."),
        ("1.25 2.5 3.75", "ha cleared", "holds", "1.25 ha + 2.5 ha = 3.75 ha holds as stated."),
        ("1.2 2.55 3.8", "ha cleared", "holds", "1.2 ha + 2.55 ha = 3.75 ha, which rounds to the stated 3.8 ha: "
         "holds as rounded."),
        ("0.1 0.2 0.3", "ha cleared", "holds", "0.1 ha + 0.2 ha = 0.3 ha holds as stated."),
    ],
)  # fmt: skip
def test_a_total_is_compared_with_its_parts(figures: str, unit: str, outcome: str, sentence: str) -> None:
    first, second, total = figures.split()
    table = f"a | {first} | {unit}\nb | {second} | {unit}\nc | {total} | {unit} | total of a b"
    assert _sentence(table, "T1") == (outcome, sentence)


@pytest.mark.parametrize(
    ("total", "outcome", "sentence"),
    [
        ("more than 1,200", "holds", "545 + 85 + 625 = 1,255 lies in the stated “more than 1,200”: "
         "holds within its hedge."),
        ("at least 1,255", "holds", "545 + 85 + 625 = 1,255 lies in the stated “at least 1,255”: "
         "holds within its hedge."),
        ("about 1,300", "holds", "545 + 85 + 625 = 1,255 lies in the stated “about 1,300”: holds within its hedge."),
        ("more than 1,255", "broken", "545 + 85 + 625 = 1,255 is not “more than 1,255” as stated: broken."),
        ("fewer than 1,255", "broken", "545 + 85 + 625 = 1,255 is not “fewer than 1,255” as stated: broken."),
        ("up to 1,255", "holds", "545 + 85 + 625 = 1,255 lies in the stated “up to 1,255”: holds within its hedge."),
        ("about 2,000", "broken", "545 + 85 + 625 = 1,255 is not “about 2,000” as stated: broken."),
        ("1,250-1,260", "holds", "545 + 85 + 625 = 1,255 lies in the stated “1,250 to 1,260”: holds within its hedge."),
    ],
)  # fmt: skip
def test_a_hedged_total_is_a_limit(total: str, outcome: str, sentence: str) -> None:
    table = f"t | {total} | mixed | total of a b c\na | 545 | AP\nb | 85 | AV\nc | 625 | UXO"
    (check,) = _found(table, "T1")
    assert (check.outcome, check.sentence) == (outcome, sentence)
    assert any("hedged" in warning for warning in check.warnings)


@pytest.mark.parametrize(
    ("part", "outcome", "sentence"),
    [
        ("more than 40", "holds", "more than 40 + 10 allows the stated 55: holds within the hedges."),
        ("more than 60", "broken", "more than 60 + 10 cannot give the stated 55: broken even within the hedges."),
        ("some", "not stated", "“some” + 10 and the total 55 are not all numbers: not checked."),
    ],
)
def test_hedged_parts_make_a_hedged_sum(part: str, outcome: str, sentence: str) -> None:
    table = f"a | {part} | mines\nb | 10 | mines\nc | 55 | mines | total of a b"
    assert _sentence(table, "T1") == (outcome, sentence)


def test_different_units_are_never_added() -> None:
    table = "a | 12 | mines\nb | 3.5 | ha cleared\nc | 15.5 | ha cleared | total of a b"
    outcome, sentence = _sentence(table, "T1")
    assert outcome == "warning"
    assert sentence == "12 + 3.5 ha is not added: the figures are in different units (ha and item)."


def test_a_missing_part_is_said() -> None:
    table = "a | 12 | mines\nc | 20 | mines | total of a gone"
    assert _sentence(table, "T1") == ("not stated", "A part of the stated total 20 is not at hand: not checked.")


# --- T2, T3, T4 parts of a whole ------------------------------------------------------------------------------------

_HARMED = """
all   | 268 | affected
dead  | 45  | killed | part of all
press | 3   | killed journalist | part of dead
civil | 35  | killed civilian | part of dead
"""


def test_parts_lie_in_their_wholes() -> None:
    assert [(check.outcome, check.formula, check.sentence) for check in _found(_HARMED, "T2")] == [
        ("holds", "45 in 268", "45 killed lie in the 268 harmed."),
        ("holds", "3 in 45", "3 journalists killed lie in the 45 killed."),
        ("holds", "35 in 45", "35 civilians killed lie in the 45 killed."),
    ]


def test_siblings_may_overlap_and_are_not_added() -> None:
    assert _sentence(_HARMED, "T3") == (
        "not stated",
        "3 journalists and 35 civilians each lie in the 45; whether the 3 are inside the 35 is not stated; "
        "not added to the 45.",
    )


def test_remainders_are_formulas_and_never_categories() -> None:
    assert [(check.outcome, check.formula, check.sentence) for check in _found(_HARMED, "T4")] == [
        ("not stated", "268 - 45 = 223", "268 - 45 = 223 not stated as killed."),
        ("not stated", "45 - 35 = 10", "45 - 35 = 10 of the dead not stated as civilian."),
    ]


def test_nothing_else_is_said_of_these_four() -> None:
    assert [check.rule for check in checks(_table(_HARMED))] == ["T2", "T2", "T2", "T3", "T4", "T4"]


@pytest.mark.parametrize(
    ("part", "whole", "outcome", "sentence"),
    [
        ("50 | killed", "45 | affected", "broken", "50 killed exceed the 45 harmed that they are said to be part of: "
         "broken."),
        ("1 | killed child", "45 | killed", "holds", "1 child killed lies in the 45 killed."),
        ("12 | AP PMN-E", "12 | mines", "holds", "12 PMN-E (anti-personnel mines) lie in the 12 mines."),
        ("4.5 | ha cleared", "9 | ha surveyed", "holds", "4.5 ha cleared lie in the 9 ha surveyed."),
        ("50 | killed", "more than 45 | affected", "holds", "50 killed lie in the more than 45 harmed."),
        ("more than 45 | killed", "45 | affected", "broken", "more than 45 killed exceed the 45 harmed that they are "
         "said to be part of: broken."),
        ("some | mines", "45 | mixed", "not stated", "“some” gives no number: “some” in 45 is not checked."),
        ("5 | mines", "45 | ha cleared", "warning", "5 mines and 45 ha cleared are in different units: not compared."),
    ],
)  # fmt: skip
def test_a_part_against_its_whole(part: str, whole: str, outcome: str, sentence: str) -> None:
    assert _sentence(f"w | {whole}\np | {part} | part of w", "T2") == (outcome, sentence)


@pytest.mark.parametrize(
    ("whole", "parts", "outcome", "sentence"),
    [
        ("23 | affected", ["10 | killed", "13 | injured"], "holds",
         "10 killed and 13 injured exclude each other and lie together in the 23 harmed; not added to it."),
        ("20 | affected", ["10 | killed", "13 | injured"], "broken",
         "10 killed and 13 injured exclude each other, yet together exceed the 20 harmed: broken."),
        ("225 | mines", ["162 | AP", "43 | AV"], "holds",
         "162 anti-personnel mines and 43 anti-vehicle mines exclude each other and lie together in the 225 mines; "
         "not added to it."),
        ("45 | killed", ["3 | killed journalist", "5 | killed woman", "35 | killed civilian"], "not stated",
         "3 journalists, 5 women and 35 civilians each lie in the 45; whether they overlap is not stated; "
         "not added to the 45."),
        ("45 | killed", ["1 | killed journalist", "35 | killed civilian"], "not stated",
         "1 journalist and 35 civilians each lie in the 45; whether the 1 is inside the 35 is not stated; "
         "not added to the 45."),
    ],
)  # fmt: skip
def test_siblings(whole: str, parts: list[str], outcome: str, sentence: str) -> None:
    lines = [f"w | {whole}", *(f"p{number} | {part} | part of w" for number, part in enumerate(parts))]
    assert _sentence("\n".join(lines), "T3") == (outcome, sentence)


def test_parts_larger_than_their_whole_must_overlap() -> None:
    table = "w | 45 | killed\na | 20 | killed woman | part of w\nb | 35 | killed civilian | part of w"
    (check,) = _found(table, "T3")
    assert check.warnings == ("20 + 35 is more than 45: at least 10 must be in both.",)


@pytest.mark.parametrize(
    ("whole", "parts", "sentences"),
    [
        ("225 | mines", ["162 | AP", "43 | AV"],
         ["225 - 162 - 43 = 20 not stated as anti-personnel mines or anti-vehicle mines."]),
        ("23 | affected", ["10 | killed", "13 | injured"], []),
        ("40 | mines", ["12 | mines PMN-E"], ["40 - 12 = 28 not stated as PMN-E."]),
        ("9.5 | ha surveyed", ["4.2 | ha cleared"], ["9.5 ha - 4.2 ha = 5.3 ha not stated as cleared."]),
        ("60 | affected", ["17 | affected child"], ["60 - 17 = 43 of those harmed not stated as children."]),
        ("more than 60 | affected", ["17 | affected child"], []),
        ("60 | affected", ["about 17 | affected child"], []),
    ],
)  # fmt: skip
def test_what_is_left(whole: str, parts: list[str], sentences: list[str]) -> None:
    lines = [f"w | {whole}", *(f"p{number} | {part} | part of w" for number, part in enumerate(parts))]
    assert [check.sentence for check in _found("\n".join(lines), "T4")] == sentences


# --- T5 contradictions ----------------------------------------------------------------------------------------------


def test_two_figures_for_one_measure_contradict() -> None:
    table = "a | 48 | killed | | Ardin | 2020-11-10..2022-11-24\nb | 45 | killed | | ardin | 2020-11-10..2022-11-24"
    (check,) = _found(table, "T5")
    assert (check.outcome, check.formula, check.claims) == ("broken", "48 against 45", ("a", "b"))
    assert check.sentence == (
        "48 against 45 contradicts: two figures for the same measure (killed; Ardin; 2020-11-10 to 2022-11-24)."
    )


@pytest.mark.parametrize(
    "other",
    [
        "b | 48 | killed | | Ardin | 2020-11-10..2022-11-24",
        "b | more than 40 | killed | | Ardin | 2020-11-10..2022-11-24",
        "b | 45 | killed | | Velm | 2020-11-10..2022-11-24",
        "b | 45 | killed | | Ardin | 2021-11-10..2022-11-24",
        "b | 45 | killed civilian | | Ardin | 2020-11-10..2022-11-24",
        "b | 45 | injured | | Ardin | 2020-11-10..2022-11-24",
        "b | 45 | killed | part of a | Ardin | 2020-11-10..2022-11-24",
    ],
)
def test_what_does_not_contradict(other: str) -> None:
    assert _found(f"a | 48 | killed | | Ardin | 2020-11-10..2022-11-24\n{other}", "T5") == []


def test_happenings_contradict_only_between_speakers() -> None:
    table = "a | 7 | killed | | Ardin | 2023-05-02..2023-05-02\nb | 6 | killed | | Ardin | 2023-05-02..2023-05-02"
    one, other = (replace(claim, counting="occurrence") for claim in _table(table))
    assert checks([one, other]) == ()
    (check,) = checks([one, replace(other, attributed_to=("Hospital of Ardin",))])
    assert check.outcome == "warning"
    assert check.sentence.startswith("7 (the publisher) against 6 (Hospital of Ardin) contradicts")


# --- T6 accidental sums ---------------------------------------------------------------------------------------------


def test_a_sum_without_a_cue_is_a_note() -> None:
    assert _sentence("a | 700 | AP\nb | 300 | AV\nc | 1,000 | mines", "T6") == (
        "not stated",
        "700 + 300 = 1,000 is consistent by arithmetic, but no word of the text makes it a total: a note, no link.",
    )


@pytest.mark.parametrize(
    "table",
    [
        "a | 40 | AP\nb | 30 | AV\nc | 70 | mines",  # too small to mean anything
        "a | 700 | AP\nb | 300 | AV\nc | 1,000 | mines | total of a b",  # T1 says it
        "a | 700 | AP\nb | about 300 | AV\nc | 1,000 | mines",  # hedged
        "a | 720 | AP\nb | 280 | AV\nc | 610 | UXO\nd | 390 | AP PMN-E\ne | 1,000 | mines",  # two ways are no way
        "a | 700 | AP\nb | 300 | ha cleared\nc | 1,000 | mines",  # units
    ],
)
def test_no_note(table: str) -> None:
    assert _found(table, "T6") == []


# --- laws -----------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=6), st.integers(-3, 3))
def test_a_total_holds_exactly_where_it_is_the_sum(sizes: list[int], error: int) -> None:
    rows = [f"p{number} | {size} | mines" for number, size in enumerate(sizes)]
    total = max(sum(sizes) + error, 0)
    ids = " ".join(f"p{number}" for number in range(len(sizes)))
    (check,) = _found("\n".join([*rows, f"t | {total} | mines | total of {ids}"]), "T1")
    assert (check.outcome == "holds") == (total == sum(sizes))


@given(st.permutations(_table(_HARMED) + [replace(claim, id=f"x{claim.id}", total_of=()) for claim in _table(_SCOPED)]))
def test_the_order_in_which_claims_are_given_changes_nothing(claims: list[Claim]) -> None:
    spread = sorted(claims, key=lambda claim: claim.id)
    moved = {claim.id: replace(claim, span=(10 * place, 10 * place + 5)) for place, claim in enumerate(spread)}
    assert checks([moved[claim.id] for claim in claims]) == checks(list(moved.values()))
