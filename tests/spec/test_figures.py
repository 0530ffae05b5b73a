"""What a figure counts, as the manual says it: a table of finds, a question, the answer.

Every answer is asked of the store and of the plain-Python reference, which must agree (see `tables.py`).
"""

import pytest

from minetrace.accounts.actor import Actor
from minetrace.terms.problem import Problem
from tests.spec.tables import answer, left_out, register, row_by_row

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

LACHIN, KALBAJAR = "az/lachin-district", "az/kalbajar-district"


# ---- counting -------------------------------------------------------------------------------------------------------


def test_an_empty_register_answers_zero():
    given = answer()
    assert (given.low, given.high, given.single, given.counted, given.left_out) == (0, 0, 0, (), ())


def test_quantities_are_added():
    table = register("""
        ref | model | qty | found      | places             | basis
        a   | PMN-E | 350 | 2022-08-15 | az/lachin-district | own
        b   | PMN-2 | 8   | 2022-08-16 | az/lachin-district | own
    """)
    given = answer()
    assert (given.low, given.high, given.single, given.number_text()) == (358, 358, 358, "358")
    assert row_by_row(table, given) == {"a": (350, 350), "b": (8, 8)}
    assert left_out(table, given) == {}


def test_a_quantity_from_low_to_high_makes_the_answer_one():
    register("""
        ref | qty    | found
        a   | 10..20 | 2022-08-15
        b   | 5      | 2022-08-15
    """)
    given = answer()
    assert (given.low, given.high, given.single, given.number_text()) == (15, 25, None, "15 to 25")


def test_at_least_leaves_the_answer_open_upwards():
    table = register("""
        ref | qty   | found
        a   | 991.. | 2022-08-15
        b   | 5     | 2022-08-15
    """)
    given = answer()
    assert (given.low, given.high, given.number_text()) == (996, None, "at least 996")
    assert row_by_row(table, given) == {"a": (991, None), "b": (5, 5)}


def test_at_most_counts_from_zero():
    table = register("""
        ref | qty  | found
        a   | ..40 | 2022-08-15
    """)
    assert row_by_row(table, answer()) == {"a": (0, 40)}


def test_unknown_is_not_zero_a_null_quantity_is_left_out():
    table = register("""
        ref | qty | found
        a   |     | 2022-08-15
        b   | 0   | 2022-08-15
    """)
    given = answer()
    assert row_by_row(table, given) == {"b": (0, 0)}
    assert left_out(table, given) == {"quantity not recorded": ["a"]}


def test_an_answer_names_at_most_twenty_of_what_it_leaves_out():
    register("ref | qty | found\n" + "\n".join(f"r{n} | | 2022-08-15" for n in range(23)))
    (reason,) = answer().left_out
    assert (reason.count, len(reason.examples), reason.examples[0]) == (23, 20, "F-000001")


# ---- periods --------------------------------------------------------------------------------------------------------

DATES = """
    ref   | qty | found
    day   | 1   | 2022-08-15
    month | 2   | 2022-08-01..2022-08-31
    edge  | 4   | 2022-07-15..2022-08-14
    from  | 8   | 2022-08-20..
    till  | 16  | ..2022-08-20
    none  | 32  |
    late  | 64  | 2022-09-01
"""


@pytest.mark.parametrize(
    ("since", "until", "counted", "undated"),
    [
        # Nobody asks when: everything counts, dated or not.
        (None, None, {"day": 1, "month": 2, "edge": 4, "from": 8, "till": 16, "none": 32, "late": 64}, []),
        # A month-precise date at the edge counts between 0 and its value.
        (
            "2022-08-01",
            "2022-08-31",
            {"day": 1, "month": 2, "edge": (0, 4), "from": (0, 8), "till": (0, 16)},
            ["none"],
        ),
        ("2022-08-15", "2022-08-15", {"day": 1, "month": (0, 2), "till": (0, 16)}, ["none"]),
        # Open on one side.
        ("2022-08-01", None, {"day": 1, "month": 2, "edge": (0, 4), "from": 8, "till": (0, 16), "late": 64}, ["none"]),
        ("2022-08-16", None, {"month": (0, 2), "from": 8, "till": (0, 16), "late": 64}, ["none"]),
        (None, "2022-08-20", {"day": 1, "month": (0, 2), "edge": 4, "from": (0, 8), "till": 16}, ["none"]),
        (None, "2022-07-14", {"till": (0, 16)}, ["none"]),
        # The last day counts, the day after does not.
        ("2022-08-31", "2022-09-01", {"month": (0, 2), "from": (0, 8), "late": 64}, ["none"]),
    ],
)
def test_a_period_counts_what_lies_in_it_and_may_lie_in_it(since, until, counted, undated):
    table = register(DATES)
    given = answer(since=since, until=until)
    wanted = {name: value if isinstance(value, tuple) else (value, value) for name, value in counted.items()}
    assert row_by_row(table, given) == wanted
    assert left_out(table, given) == ({"date not recorded": undated} if undated else {})


def test_a_row_that_is_only_possible_says_why():
    register(DATES)
    given = answer(since="2022-08-01", until="2022-08-31")
    why = {row.reference: row.why for row in given.counted}
    assert why["F-000001"] == ""
    assert why["F-000003"] == "2022-07-15 to 2022-08-14 reaches beyond the period asked for"
    assert why["F-000004"] == "2022-08-20 to an unknown day reaches beyond the period asked for"


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(Problem, match="MT-509"):
        answer(since="2022-08-02", until="2022-08-01")


# ---- places ---------------------------------------------------------------------------------------------------------

PLACES = """
    ref      | qty | found      | places
    district | 1   | 2022-08-15 | az/lachin-district
    town     | 2   | 2022-08-15 | az/lachin
    north    | 4   | 2022-08-15 | north of az/sarybaba-height
    both     | 8   | 2022-08-15 | az/lachin-district; north-west of az/sarybaba-height
    two      | 16  | 2022-08-15 | az/lachin-district; az/kalbajar-district
    country  | 32  | 2022-08-15 | az
    nowhere  | 64  | 2022-08-15 |
    other    | 128 | 2022-08-15 | az/fuzuli-district
"""


@pytest.mark.parametrize(
    ("places", "counted"),
    [
        # A coarser place, and ground beside a feature, are only possible; a set in two districts counts in part.
        (LACHIN, {"district": 1, "town": 2, "north": (0, 4), "both": 8, "two": (0, 16), "country": (0, 32)}),
        ("az/lachin", {"district": (0, 1), "town": 2, "two": (0, 16), "country": (0, 32)}),
        (KALBAJAR, {"two": (0, 16), "country": (0, 32)}),
        # Several places are one area: a set that is split over them lies in it.
        ((LACHIN, KALBAJAR), {"district": 1, "town": 2, "north": (0, 4), "both": 8, "two": 16, "country": (0, 32)}),
        ("az", {"district": 1, "town": 2, "north": (0, 4), "both": 8, "two": 16, "country": 32, "other": 128}),
        ("am", {}),
    ],
)
def test_places_of_a_record_are_a_set(places, counted):
    table = register(PLACES)
    given = answer(places=places)
    wanted = {name: value if isinstance(value, tuple) else (value, value) for name, value in counted.items()}
    found = row_by_row(table, given)
    # Whether ground north of a height on a border is in a neighbour is the gazetteer's affair; see test_places.py.
    assert {name: found[name] for name in found if name != "north"} == {n: v for n, v in wanted.items() if n != "north"}
    assert found.get("north", (0, 4)) in ((0, 4), (4, 4))
    assert left_out(table, given) == {"place not recorded": ["nowhere"]}


def test_a_place_counts_by_the_district_it_was_in_on_the_day():
    table = register("""
        ref    | qty | found                  | places
        before | 1   | 2023-05-01             | az/sugovushan
        after  | 2   | 2024-05-01             | az/sugovushan
        across | 4   | 2023-05-01..2024-05-01 | az/sugovushan
    """)
    assert row_by_row(table, answer(places="az/tartar-district"))["before"] == (1, 1)
    assert row_by_row(table, answer(places="az/tartar-district"))["across"] == (0, 4)


def test_a_unit_that_did_not_exist_on_the_day_is_left_out_not_zero():
    table = register("""
        ref    | qty | found      | places
        before | 1   | 2023-05-01 | az/aghdara
        after  | 2   | 2024-05-01 | az/aghdara
    """)
    given = answer(places="az/aghdara-district")
    assert left_out(table, given) == {"the place asked for did not exist on that day": ["before"]}
    assert set(row_by_row(table, given)) == {"after"}


def test_an_unknown_place_is_refused():
    with pytest.raises(Problem, match="MT-203"):
        answer(places="az/atlantis")


# ---- filters: three-valued, over trees and ranges -------------------------------------------------------------------

KINDS = """
    ref     | qty | category     | model  | made       | made_in | found
    pmne    | 1   | ap_mine      | PMN-E  | 2021       | AM      | 2022-08-15
    pmn2    | 2   | ap_mine      | PMN-2  | 2019..2021 | AM      | 2022-08-15
    tm      | 4   | av_mine      | TM-62M |            |         | 2022-08-15
    mine    | 8   | mine         |        | 2021..     |         | 2022-08-15
    unknown | 16  | unknown      |        | ..2020     |         | 2022-08-15
    blank   | 32  | not_recorded |        |            |         | 2022-08-15
    null    | 64  |              | X_1    | 2022       | RU      | 2022-08-15
    shell   | 128 | projectile   | 122 mm | 1985       | SU      | 2022-08-15
"""
NO_CATEGORY = ["unknown", "blank", "null"]
NO_MODEL = ["mine", "unknown", "blank"]


@pytest.mark.parametrize(
    ("where", "counted", "left"),
    [
        # A term is met by everything below it; a record of a coarser term is only possible; both nulls are left out.
        ("category = 'ap_mine'", {"pmne": 1, "pmn2": 2, "mine": (0, 8)}, {"Category not recorded": NO_CATEGORY}),
        (
            "category = 'mine'",
            {"pmne": 1, "pmn2": 2, "tm": 4, "mine": 8},
            {"Category not recorded": NO_CATEGORY},
        ),
        ("category = 'uxo'", {"shell": 128}, {"Category not recorded": NO_CATEGORY}),
        # A term may be written as code, as corpus word or as its label.
        (
            "category = 'anti-personnel mine'",
            {"pmne": 1, "pmn2": 2, "mine": (0, 8)},
            {"Category not recorded": NO_CATEGORY},
        ),
        (
            "category = 'Anti-vehicle mine'",
            {"tm": 4, "mine": (0, 8)},
            {"Category not recorded": NO_CATEGORY},
        ),
        ("category <> 'ap_mine'", {"tm": 4, "mine": (0, 8), "shell": 128}, {"Category not recorded": NO_CATEGORY}),
        (
            "category in ('ap_mine', 'projectile')",
            {"pmne": 1, "pmn2": 2, "mine": (0, 8), "shell": 128},
            {"Category not recorded": NO_CATEGORY},
        ),
        # `is null` has an answer for every record: unknown and not recorded are null.
        ("category is null", {"unknown": 16, "blank": 32, "null": 64}, {}),
        ("category is not null", {"pmne": 1, "pmn2": 2, "tm": 4, "mine": 8, "shell": 128}, {}),
        # Text: equality, lists, patterns; a null is left out, also under `not`.
        ("model = 'PMN-E'", {"pmne": 1}, {"Model not recorded": NO_MODEL}),
        ("model = 'pmn-e'", {}, {"Model not recorded": NO_MODEL}),
        (
            "not (model = 'PMN-E')",
            {"pmn2": 2, "tm": 4, "null": 64, "shell": 128},
            {"Model not recorded": NO_MODEL},
        ),
        ("model like 'PMN%'", {"pmne": 1, "pmn2": 2}, {"Model not recorded": NO_MODEL}),
        ("model like '%-_'", {"pmne": 1, "pmn2": 2}, {"Model not recorded": NO_MODEL}),
        ("model like 'X\\_1'", {"null": 64}, {"Model not recorded": NO_MODEL}),
        ("model like 'pmn%'", {}, {"Model not recorded": NO_MODEL}),
        # A range against a value: sure for every value of it, possible for some.
        (
            "made_year = 2021",
            {"pmne": 1, "pmn2": (0, 2), "mine": (0, 8)},
            {"Year of make not recorded": ["tm", "blank"]},
        ),
        (
            "made_year >= 2021",
            {"pmne": 1, "pmn2": (0, 2), "mine": 8, "null": 64},
            {"Year of make not recorded": ["tm", "blank"]},
        ),
        (
            "made_year < 2021",
            {"pmn2": (0, 2), "unknown": 16, "shell": 128},
            {"Year of make not recorded": ["tm", "blank"]},
        ),
        (
            "made_year between 2020 and 2021",
            {"pmne": 1, "pmn2": (0, 2), "mine": (0, 8), "unknown": (0, 16)},
            {"Year of make not recorded": ["tm", "blank"]},
        ),
        ("quantity > 60", {"null": 64, "shell": 128}, {}),
        ("60 < quantity", {"null": 64, "shell": 128}, {}),
        # `and` with a no is no; with an unknown, unknown. `or` with a yes is yes.
        (
            "category = 'ap_mine' and model = 'PMN-E'",
            {"pmne": 1},
            {"Category not recorded": ["unknown", "blank"], "Model not recorded": ["mine"]},
        ),
        (
            "model = 'TM-62M' or category = 'ap_mine'",
            {"pmne": 1, "pmn2": 2, "tm": 4},
            {"Category not recorded": ["null"], "Model not recorded": NO_MODEL},
        ),
        ("made_in is null and quantity <= 8", {"tm": 4, "mine": 8}, {}),
        # The year of make is never the year of the find.
        (
            "made_year = 2022",
            {"mine": (0, 8), "null": 64},
            {"Year of make not recorded": ["tm", "blank"]},
        ),
        (
            "found = '2022-08-15' and quantity = 1",
            {"pmne": 1},
            {},
        ),
        ("found < DATE('2022-08-15')", {}, {}),
        ("t_intersects(found, INTERVAL('2022-08-01', '..')) and quantity = 1", {"pmne": 1}, {}),
    ],
)
def test_filters(where, counted, left):
    table = register(KINDS)
    given = answer(where)
    wanted = {name: value if isinstance(value, tuple) else (value, value) for name, value in counted.items()}
    assert row_by_row(table, given) == wanted
    assert left_out(table, given) == left


def test_a_coarser_record_says_what_it_records():
    register(KINDS)
    (mine,) = (row for row in answer("category = 'ap_mine'").counted if row.why)
    assert mine.why == "Category is recorded only as “Mine, not specified”"


def test_a_day_of_a_period_may_be_compared_and_intersected():
    table = register(DATES)
    given = answer("t_intersects(found, INTERVAL('2022-08-15', '2022-08-20'))")
    assert row_by_row(table, given) == {"day": (1, 1), "month": (2, 2), "from": (8, 8), "till": (16, 16)}
    assert left_out(table, given) == {"Found not recorded": ["none"]}


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("model =", "MT-501"),
        ("model + 1 = 2", "MT-502"),
        ("casei(model) = 'pmn-e'", "MT-502"),
        ("model = made_in", "MT-502"),
        ("t_after(found, DATE('2022-08-15'))", "MT-502"),
        ("calibre = 122", "MT-503"),
        ("quantity = 1.5", "MT-505"),
        ("quantity = 'many'", "MT-505"),
        ("found = 'August'", "MT-505"),
        ("model = null", "MT-505"),
        ("category = 'unknown'", "MT-505"),
        ("category = 'spoon'", "MT-331"),
        ("model > 'A'", "MT-506"),
        ("category like 'ap%'", "MT-506"),
        ("places = 'az'", "MT-506"),
        ("s_intersects(model, POINT (47 39))", "MT-506"),
    ],
)
def test_a_filter_that_cannot_be_answered_is_refused_with_its_reason(where, code):
    with pytest.raises(Problem, match=code):
        answer(where)


def test_a_field_above_the_tier_may_not_be_asked_by():
    register("ref | qty | found | team\na | 5 | 2022-08-15 | Team 1")
    assert answer("team = 'Team 1'", actor=Actor("rita", "reader")).single == 5
    with pytest.raises(Problem, match="MT-504"):
        answer("team = 'Team 1'", actor=Actor("vera", "visitor"))
    with pytest.raises(Problem, match="MT-504"):
        answer("position is null", actor=Actor("rita", "reader"))


def test_a_visitor_gets_the_same_number():
    register("ref | qty | found | team\na | 5 | 2022-08-15 | Team 1")
    assert answer(actor=Actor("vera", "visitor")).single == 5
