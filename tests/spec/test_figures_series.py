"""Totals as sources state them: the latest claim of a series, by whom, and never a sum."""

import datetime

import pytest

from minetrace.figures.ask import ask
from minetrace.figures.question import Question, parse_where
from minetrace.figures.reconcile import compare, open_names, remainders
from minetrace.register import gazetteer
from minetrace.register.actions import Cite, Draft
from minetrace.sources import actions as sources
from minetrace.terms.problem import Problem
from tests.spec.statements import DEAD, MINES, stated
from tests.spec.tables import ANNA, ZONE, register, write

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]


def total(measure="series.casualty.killed", where="", **asked):
    question = Question(measure=measure, where=parse_where(where) if where else None, **asked)
    return ask(question, actor=ANNA, time_zone=ZONE)


def left(given):
    """Reasons with the sources left out; the quote behind each is not of interest here."""
    return {one.reason: [shown.partition(": “")[0] for shown in one.examples] for one in given.left_out}


# ---- the latest total -----------------------------------------------------------------------------------------------


def test_what_nobody_states_is_not_zero():
    given = total()
    assert (given.low, given.high, given.single, given.number_text()) == (0, None, None, "not stated")


def test_the_latest_total_answers_and_is_never_added_to_earlier_ones():
    stated("Ministry", "2022-08-01", 44, DEAD)
    stated("Ministry", "2022-11-24", 45, DEAD)
    given = total()
    assert (given.single, given.unit, given.basis, given.speakers) == (45, "person", "reported", ("Ministry",))
    assert left(given) == {"stated earlier": ["Ministry, 2022-08-01"]}
    assert [(row.kind, row.reference, row.low, row.why) for row in given.counted] == [
        ("claim", "Ministry, 2022-11-24", 45, "not yet checked against its text")
    ]


def test_said_by_goes_back_to_what_was_stated_then():
    stated("Ministry", "2022-08-01", 44, DEAD)
    stated("Ministry", "2022-11-24", 45, DEAD)
    assert total(said_by="2022-10-01").single == 44
    assert total(said_by="2022-07-01").number_text() == "not stated"


def test_a_total_of_a_part_is_not_the_total():
    stated("Ministry", "2022-11-24", 45, DEAD)
    stated("Ministry", "2022-11-25", 35, DEAD, group="civilian")
    assert total().single == 45
    assert total(where="group = 'civilian'").single == 35


def test_speakers_at_odds_span_from_the_least_to_the_most():
    stated("Ministry", "2022-11-24", 45, DEAD)
    stated("Agency", "2022-11-24", 43, DEAD)
    given = total()
    assert (given.low, given.high, given.speakers) == (43, 45, ("Agency", "Ministry"))
    assert total(speaker="Agency").single == 43


def test_the_origin_speaks_not_its_relay():
    stated("Agency", "2022-11-24", 45, DEAD, attributed_to=("Press office", "Ministry"))
    assert total().speakers == ("Ministry",)


def test_what_one_speaker_says_on_a_day_holds_together():
    stated("Ministry", "2022-11-24", 40, DEAD, hedge="more than")
    stated("Ministry", "2022-11-24", 45, DEAD)
    assert total().single == 45


def test_series_of_different_things_are_refused_with_their_names():
    stated("Ministry", "2022-08-16", 991, MINES)
    stated("Ministry", "2022-08-16", 120, MINES, category="UXO")
    with pytest.raises(Problem, match=r"MT-511.*Mine, not specified.*Unexploded ordnance"):
        total("series.ordnance.cleared")
    assert total("series.ordnance.cleared", "category = 'UXO'").single == 120


def test_another_start_is_another_series():
    stated("Ministry", "2022-08-16", 991, MINES)
    stated("Ministry", "2022-08-16", 9000, MINES, from_="2020-11-10")
    assert total("series.ordnance.found", since="2022-08-01").single == 991
    assert total("series.ordnance.found", since="2020-11-10").single == 9000


def test_places_are_compared_as_stated():
    stated("Ministry", "2022-08-16", 991, MINES)
    stated("Ministry", "2022-08-16", 2728, MINES, places=("Lachin district", "Kalbajar district"))
    stated("Ministry", "2022-08-16", 7, MINES, places=("Lachin",))
    asked = ("az/lachin-district",)
    given = total("series.ordnance.found", places=asked)
    assert given.single == 991
    # "Lachin" is a town and a district: not placed, so not counted and not forgotten.
    assert left(given) == {
        "a place name that is none or several of the gazetteer": ["Ministry, 2022-08-16"],
        "stated for other places": ["Ministry, 2022-08-16"],
    }
    assert total("series.ordnance.found", places=(*asked, "az/kalbajar-district")).single == 2728


def test_single_happenings_denials_and_plans_are_no_totals():
    stated("Ministry", "2022-08-16", 350, MINES, counting="occurrence")
    stated("Ministry", "2022-08-16", 351, MINES, stance="denied")
    assert total("series.ordnance.found").number_text() == "not stated"


def test_places_that_no_gazetteer_knows_are_never_equal_unless_written_alike():
    stated("Agency", "2022-11-24", 1119, MINES, places=("Kalbajar", "Lachin"))
    stated("Agency", "2022-11-24", 2728, MINES, places=("Kalbajar", "Lachin", "Karabakh economic region"))
    stated("Agency", "2022-11-24", 1609, MINES, places=("Karabakh economic region",), made_in="AM", made_year=2021)
    with pytest.raises(
        Problem, match=r"MT-511.*Karabakh.* and “Kalbajar” and “Lachin”, since 2022-08-01; .*specified, “Kalbajar”"
    ):
        total("series.ordnance.found")
    given = total("series.ordnance.found", "places_as_written = 'Kalbajar, Lachin'")
    assert (given.single, given.counted[0].quote.startswith("Agency, 2022-11-24: 1119")) == (1119, True)
    assert left(given) == {"outside the filter": ["Agency, 2022-11-24"] * 2}
    stated("Agency", "2022-11-25", 1200, MINES, places=("KALBAJAR", "Lachin"))
    assert total("series.ordnance.found", "places_as_written like '%AJAR, Lachin'").single == 1200


def test_many_series_are_named_up_to_eight():
    for number in range(10):
        stated("Agency", "2022-11-24", number, MINES, places=(f"Village {number}",))
    with pytest.raises(Problem, match=r"“Village 7”, since 2022-08-01; and 2 more"):
        total("series.ordnance.found")


def test_every_claim_of_the_measure_counts_or_has_its_reason():
    stated("Agency", "2022-11-24", 45, DEAD)
    stated("Agency", "2022-11-24", 3, DEAD, group="journalist")
    stated("Agency", "2022-11-24", 1, DEAD, counting="occurrence")
    stated("Agency", "2022-11-24", 44, DEAD, stance="denied")
    stated("Agency", "2022-11-24", 50, DEAD, from_="2020-09-27")
    stated("Agency", "2022-12-01", 46, DEAD)
    given = total(since="2020-11-10", said_by="2022-11-30")
    assert given.single == 45
    assert {one.reason: one.count for one in given.left_out} == {
        "of a part that the question does not name (group)": 1,
        "a single happening or a stock, not a total": 1,
        "denied, not asserted": 1,
        "counted since another day": 1,
        "published after the day asked for": 1,
    }


# ---- who says so ----------------------------------------------------------------------------------------------------


def test_one_ministry_in_many_spellings_is_one_speaker_and_the_others_are_named():
    for name, day in (("Azerbaijani Defense Ministry", "23"), ("Defense Ministry of Azerbaijan", "24")):
        stated("Agency", f"2022-11-{day}", 45, DEAD, attributed_to=(name,))
    stated("Agency", "2022-11-24", 43, DEAD, attributed_to=("Defence Ministry",))
    stated("Agency", "2022-11-24", 42, DEAD)
    given = total(speaker="Ministry of Defence of Azerbaijan")
    assert (given.single, given.speakers) == (45, ("Defense Ministry of Azerbaijan",))
    assert left(given) == {
        "stated earlier": ["Agency, 2022-11-23"],
        "stated by other speakers: Agency (1), Defence Ministry, no country named (1)": ["Agency, 2022-11-24"] * 2,
    }


def test_a_speaker_whom_nobody_names_is_a_problem_with_near_spellings():
    stated("Agency", "2022-11-24", 45, DEAD, attributed_to=("Defense Ministry of Azerbaijan",))
    with pytest.raises(Problem, match=r"MT-513.*'Defence Ministery of Azerbaijan'.*: Defense Ministry of Azerbaijan"):
        total(speaker="Defence Ministery of Azerbaijan")
    with pytest.raises(Problem, match=r"MT-513.*'Nobody'.*Near spellings: none"):
        total(speaker="Nobody")


def test_what_will_be_known_on_a_day_to_come_is_not_known():
    with pytest.raises(Problem, match=r"MT-514.*2099-01-01"):
        total(known_on="2099-01-01")


def test_a_misread_total_is_left_out_and_a_corrected_one_counts_as_corrected():
    kept = stated("Ministry", "2022-11-24", 54, DEAD)
    sources.decide(ANNA, kept.row, "misread", reason="the text says 45")
    assert left(total()) == {"read wrong": ["Ministry, 2022-11-24"]}
    sources.decide(ANNA, kept.row, "otherwise", corrected={"value": 45})
    assert (total().single, total().counted[0].why) == (45, "")


def test_a_decision_counts_from_its_entry_on(monkeypatch):
    def on(day):
        at = int(datetime.datetime.fromisoformat(f"{day}T12:00:00+04:00").timestamp()) * 1_000_000
        monkeypatch.setattr("minetrace.ledger.writing.now", lambda: at)

    on("2024-01-10")
    kept = stated("Ministry", "2022-11-24", 54, DEAD)
    on("2024-02-10")
    sources.decide(ANNA, kept.row, "otherwise", corrected={"value": 45})
    assert total(known_on="2024-01-09").number_text() == "not stated"
    assert total(known_on="2024-01-10").single == 54
    assert total(known_on="2024-02-10").single == 45


def test_an_approximate_number_and_an_undated_source_are_left_out():
    stated("Ministry", "2022-11-24", 40, DEAD, hedge="about")
    stated("Leaflet", None, 45, DEAD)
    assert left(total()) == {
        "day of publication not recorded": ["Leaflet, undated"],
        "only an approximate number is stated": ["Ministry, 2022-11-24"],
    }


def test_land_is_counted_in_whole_square_metres():
    about = {"kind": "area", "action": ("cleared",), "from_": "2020-11-10"}
    stated("Agency", "2022-11-24", 1225.1, about, unit="ha")
    given = total("series.area.cleared")
    assert (given.single, given.unit) == (12_251_000, "m2")


# ---- a total beside the register ------------------------------------------------------------------------------------


def test_a_total_is_compared_with_each_basis_and_never_by_its_value():
    kept = stated("Ministry", "2022-08-25", 2728, MINES)
    register("""
        ref | qty | found      | category | places             | basis
        a   | 991 | 2022-08-15 | ap_mine  | az/lachin-district | reported: Ministry
        b   | 40  | 2022-08-16 | ap_mine  | az/lachin-district | own
        c   | 9   | 2022-07-16 | ap_mine  | az/lachin-district | own
        d   | 500 | 2022-08-17 | ap_mine  | az/lachin-district | reported: Agency
    """)
    found = compare(kept, actor=ANNA, time_zone=ZONE)
    assert (found.low, found.high, found.speaker) == (2728, 2728, "Ministry")
    assert found.reported.missing == "2,728 - 991 = 1,737 not in the register"
    assert [row.reference for row in found.reported.matched] == ["F-000001"]
    assert found.own.missing == "2,728 - 40 = 2,688 not in the register"
    assert found.own.matched == ()
    assert found.as_dict()["own"]["answer"]["low"] == 40


def test_own_records_that_cite_the_source_are_matched():
    kept = stated("Ministry", "2022-08-25", 100, MINES)
    fields = {"category": "mine", "quantity_low": 60, "quantity_high": 60, "found_from": "2022-08-10"}
    fields |= {"found_to": "2022-08-10", "places": [{"place": "az/lachin", "relation": "in"}]}
    write(Draft(kind="find", fields=fields, citations=(Cite(source=kept.row.source_id, claim=kept.id),)))
    found = compare(kept, actor=ANNA, time_zone=ZONE)
    assert [row.reference for row in found.own.matched] == ["F-000001"]


def test_more_in_the_register_than_stated_is_unexplained():
    kept = stated("Ministry", "2022-08-25", 30, MINES)
    register("""
        ref | qty | found      | category | places             | basis
        b   | 40  | 2022-08-16 | ap_mine  | az/lachin-district | own
    """)
    found = compare(kept, actor=ANNA, time_zone=ZONE)
    assert (found.own.missing, found.own.unexplained) == (
        None,
        "40 - 30 = 10 in the register beyond what is stated",
    )


@pytest.mark.parametrize(
    ("said", "held", "missing", "unexplained"),
    [
        ((2728, 2728), (991, 991), "2,728 - 991 = 1,737 not in the register", None),
        ((991, 991), (991, 991), None, None),
        ((100, 100), (40, 60), "100 - (40 to 60) = 40 to 60 not in the register", None),
        ((100, 100), (90, 120), "100 - (90 to 120) = 0 to 10 not in the register", None),
        ((900, None), (40, 40), "(at least 900) - 40 = at least 860 not in the register", None),
        ((100, 100), (40, None), "100 - (at least 40) = 0 to 60 not in the register", None),
        ((30, 30), (40, 50), None, "(40 to 50) - 30 = at least 10 in the register beyond what is stated"),
        ((0, 40), (40, 40), None, None),
    ],
)
def test_remainders_carry_their_formula(said, held, missing, unexplained):
    assert remainders(said, held) == (missing, unexplained)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"counting": "occurrence"}, "single happening"),
        ({"counting": "stock"}, "stock"),
        ({"kind": "casualty", "outcome": "killed"}, "holds no records"),
        ({"stance": "denied"}, "denied"),
        ({"from_": None}, "since when"),
        ({"places": ()}, "no places"),
        ({"places": ("Lachin",)}, "not the name of one place"),
        ({"places": ("Nowhere at all",)}, "none in the gazetteer"),
        ({"places": ("Sarybaba height",)}, "no defined edge"),
        ({"place_relations": ("north of",)}, "no defined edge"),
        ({"hedge": "about"}, "about"),
    ],
)
def test_a_comparison_without_a_defined_scope_is_refused(change, reason):
    kept = stated("Ministry", "2022-08-25", 100, MINES, **change)
    with pytest.raises(Problem, match=f"MT-512.*{reason}"):
        compare(kept, actor=ANNA, time_zone=ZONE)


def test_a_person_chooses_among_the_places_of_a_name():
    kept = stated("Ministry", "2022-08-25", 100, MINES, places=("Lachin", "Fuzuli district"))
    places = gazetteer.current()
    (lachin,) = open_names(kept, places)
    assert lachin.name == "Lachin"
    assert {"az/lachin", "az/lachin-district"} <= {place.id for place in lachin.candidates}
    register("""
        ref | qty | found      | category | places             | basis
        b   | 40  | 2022-08-16 | ap_mine  | az/lachin-district | own
    """)
    found = compare(kept, actor=ANNA, time_zone=ZONE, places={"Lachin": "az/lachin-district"})
    assert found.own.answer.question.places == ("az/lachin-district", "az/fuzuli-district")
    assert found.own.missing == "100 - 40 = 60 not in the register"
    with pytest.raises(Problem, match=r"MT-512.*no defined edge"):
        compare(kept, actor=ANNA, time_zone=ZONE, places={"Lachin": "az/sarybaba-height"})


def test_no_place_is_asked_for_where_no_choice_helps():
    kept = stated("Ministry", "2022-08-25", 100, MINES, places=("Lachin",), from_=None)
    with pytest.raises(Problem, match=r"MT-512.*since when"):
        open_names(kept, gazetteer.current())
