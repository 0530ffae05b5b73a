"""Which records a figure counts: bases, proposals, withdrawals, the three times, events, what became of the items."""

import datetime
from dataclasses import replace

import pytest

from minetrace.ledger.writing import writing
from minetrace.places.place import Name, Parent, Place
from minetrace.register import gazetteer
from minetrace.register.actions import Draft
from minetrace.register.models import Event, EventMember
from minetrace.terms.problem import Problem
from tests.spec.tables import ANNA, Table, answer, draft, left_out, register, row_by_row, withdraw, write

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

OTHERS, OURS = "reported by others, not our field work", "our own field work, not reported by others"


# ---- bases ----------------------------------------------------------------------------------------------------------

BASES = """
    ref   | qty | found      | model | basis
    ours  | 1   | 2022-08-15 | PMN-E | own
    min   | 2   | 2022-08-15 | PMN-E | reported: the ministry
    press | 4   | 2022-08-15 | PMN-E | reported: an agency
    other | 8   | 2022-08-15 | TM-57 | reported: an agency
"""


def test_the_default_is_our_own_field_work_and_the_rest_is_listed():
    table = register(BASES)
    given = answer("model = 'PMN-E'")
    assert (given.basis, given.single, given.speakers) == ("own", 1, ())
    assert left_out(table, given) == {OTHERS: ["min", "press"]}


def test_reported_figures_name_their_speakers_and_never_add_our_own():
    table = register(BASES)
    given = answer(basis="reported")
    assert (given.basis, given.single, given.speakers) == ("reported", 14, ("an agency", "the ministry"))
    assert left_out(table, given) == {OURS: ["ours"]}


def test_one_speaker_can_be_asked_alone():
    table = register(BASES)
    given = answer(basis="reported", speaker="the ministry")
    assert (given.single, given.speakers) == (2, ("the ministry",))
    assert row_by_row(table, given) == {"min": (2, 2)}
    assert left_out(table, given) == {OURS: ["ours"], "stated by other speakers: an agency (2)": ["press", "other"]}
    assert answer(basis="reported", speaker="The MINISTRY").single == 2


def test_our_own_field_work_has_no_speaker():
    with pytest.raises(Problem, match="MT-508"):
        answer(speaker="the ministry")


# ---- proposals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["submitted", "returned", "dropped"])
def test_a_proposal_is_never_counted(state):
    register(f"""
        ref | qty | found      | state
        a   | 5   | 2022-08-15 | approved
        b   | 7   | 2022-08-15 | {state}
    """)
    given = answer()
    assert (given.single, given.left_out) == (5, ())


def test_a_change_counts_only_once_it_is_approved():
    table = register("ref | qty | found\na | 5 | 2022-08-15")
    changed = draft({"ref": "a", "qty": "9", "found": "2022-08-15"})
    write(changed, "submitted", table.records["a"])
    assert answer().single == 5
    write(changed, "approved", table.records["a"])
    assert answer().single == 9
    assert [row.version for row in answer().counted] == [2]


# ---- withdrawal -----------------------------------------------------------------------------------------------------


def test_a_withdrawn_record_is_left_out_and_said_so():
    table = register("""
        ref | qty | found      | model | state
        a   | 5   | 2022-08-15 | PMN-E | approved
        b   | 7   | 2022-08-15 | PMN-E | withdrawn
        c   | 9   | 2022-08-15 | TM-57 | withdrawn
    """)
    given = answer("model = 'PMN-E'")
    assert given.single == 5
    assert left_out(table, given) == {"withdrawn": ["b"]}


# ---- since when we hold it ------------------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch):
    """Set the day on which the register takes things in."""

    def on(day: str, hour: int = 9) -> None:
        at = datetime.datetime.fromisoformat(f"{day}T{hour:02}:00:00+04:00")
        monkeypatch.setattr("minetrace.ledger.writing.now", lambda: int(at.timestamp()) * 1_000_000)

    return on


def test_known_on_asks_the_register_as_it_was_that_day(clock):
    clock("2024-01-10")
    table = register("ref | qty | found\na | 5 | 2022-08-15")
    clock("2024-02-10")
    write(draft({"ref": "a", "qty": "9", "found": "2022-08-15"}), "approved", table.records["a"])
    clock("2024-03-10")
    withdraw(table.records["a"])
    assert answer(known_on="2024-01-09").counted == ()
    assert answer(known_on="2024-01-09").entry == 0
    assert answer(known_on="2024-01-10").single == 5
    assert answer(known_on="2024-02-09").single == 5
    assert answer(known_on="2024-02-10").single == 9
    assert left_out(table, answer(known_on="2024-03-10")) == {"withdrawn": ["a"]}
    assert answer(known_on="2024-02-10").known_on == "2024-02-10"


def test_known_on_asks_with_the_places_that_were_known_that_day(clock):
    before = gazetteer.current().get("az/lachin-district")
    clock("2024-01-10")
    register("ref | qty | found | places\na | 5 | 2022-08-15 | az/lachin-district")
    clock("2024-02-10")
    moved = replace(before, parents=(Parent(place="am", source="a test"),))
    elsewhere = Place(id="am/elsewhere", kind="settlement", names=(Name(text="Elsewhere"),), source="a test")
    gazetteer.add_places(ANNA, [moved, elsewhere], why="corrected")
    assert answer(places=("az",)).single == 0
    assert answer(places=("am",), known_on="2024-02-10").single == 5
    assert answer(places=("az",), known_on="2024-02-09").single == 5
    assert answer(places=("am",), known_on="2024-02-09").single == 0
    # It was not in the gazetteer that day: the question can be asked, and no record of that day names it.
    assert answer(places=("am/elsewhere",), known_on="2024-02-09").single == 0


def test_known_on_counts_one_event_once_only_since_a_person_said_so(clock):
    clock("2024-01-10")
    table = register("ref | qty | found\na | 5 | 2022-08-15\nb | 7 | 2022-08-15")
    clock("2024-02-10")
    one_event(table, "a", "b")
    assert answer(known_on="2024-01-10").single == 12
    now = answer()
    assert (now.low, now.high) == (5, 7)


def test_a_day_ends_in_the_time_zone_of_the_programme(clock):
    clock("2024-01-10", hour=23)
    register("ref | qty | found\na | 5 | 2022-08-15")
    # 23:00 in Baku is 19:00 UTC: still the tenth.
    assert answer(known_on="2024-01-10").single == 5
    assert answer(known_on="2024-01-09").single == 0


# ---- when it was said -----------------------------------------------------------------------------------------------


def test_said_by_takes_the_latest_version_published_by_that_day():
    row = {"ref": "a", "found": "2022-08-15", "basis": "reported: the ministry"}
    record = write(draft(row | {"qty": "900..", "said": "2022-08-15"}))
    write(draft(row | {"qty": "991", "said": "2022-08-16"}), record=record)
    # Learned later, said earlier: the newest version of the register is not the latest that was said.
    write(draft(row | {"qty": "880", "said": "2022-08-14"}), record=record)
    asked = {"basis": "reported"}
    assert answer(**asked).single == 880
    assert answer(**asked, said_by="2022-08-13").counted == ()
    assert answer(**asked, said_by="2022-08-14").single == 880
    assert answer(**asked, said_by="2022-08-15").number_text() == "at least 900"
    assert answer(**asked, said_by="2022-12-31").single == 991


def test_said_by_leaves_out_what_has_no_date_of_information():
    table = register("""
        ref | qty | found      | said
        a   | 5   | 2022-08-15 | 2022-08-16
        b   | 7   | 2022-08-15 |
    """)
    given = answer(said_by="2022-09-01")
    assert (given.single, given.said_by) == (5, "2022-09-01")
    assert left_out(table, given) == {"date of information not recorded": ["b"]}
    assert answer().single == 12


# ---- events ---------------------------------------------------------------------------------------------------------


def one_event(table: Table, *names: str) -> list[EventMember]:
    members = []
    with writing(ANNA.name, "events.same") as change:
        event = Event(kind="find")
        change.make(event)
        for name in names:
            members.append(EventMember(event=event, record=table.records[name], actor=ANNA.name))
            change.make(members[-1])
    return members


EVENTS = """
    ref | qty | found      | basis
    a   | 350 | 2022-08-15 | reported: the ministry
    b   | 340 | 2022-08-16 | reported: an agency
    c   | 5   | 2022-08-17 | reported: an agency
"""


def test_two_records_of_one_event_count_once_from_the_least_to_the_most():
    table = register(EVENTS)
    one_event(table, "a", "b")
    given = answer(basis="reported")
    assert (given.low, given.high, given.number_text()) == (345, 355, "345 to 355")
    assert row_by_row(table, given) == {"a": (340, 350), "c": (5, 5)}
    assert left_out(table, given) == {"same event as F-000001": ["b"]}
    assert given.counted[0].why == "one event in several records (F-000001: 350, F-000002: 340)"


def test_an_event_counts_by_the_records_that_are_asked_for():
    table = register(EVENTS)
    one_event(table, "a", "b")
    assert row_by_row(table, answer(basis="reported", speaker="an agency")) == {"b": (340, 340), "c": (5, 5)}


def test_a_record_that_left_its_event_counts_again():
    table = register(EVENTS)
    members = one_event(table, "a", "b")
    with writing(ANNA.name, "events.leave") as change:
        change.end(members[1])
    assert answer(basis="reported").single == 695


def test_an_event_with_an_open_end_stays_open():
    table = register("ref | qty | found\na | 900.. | 2022-08-15\nb | 991 | 2022-08-15")
    one_event(table, "a", "b")
    assert answer().number_text() == "at least 900"


# ---- what became of them --------------------------------------------------------------------------------------------

FATES = """
    ref     | qty | found      | cleared | cleared on | destroyed | destroyed on
    gone    | 10  | 2022-08-01 |         |            | 8         | 2022-08-20
    cleared | 20  | 2022-08-01 | 15      | 2022-08-21 |           |
    dated   | 30  | 2022-08-01 |         | 2022-08-22 |           |
    left    | 40  | 2022-08-01 |         |            |           |
    both    | 50  | 2022-08-01 | 50      | 2022-08-23 | 45        | 2022-09-10
"""


def test_cleared_but_not_said_how_counts_between_zero_and_its_number_as_destroyed():
    table = register(FATES)
    given = answer(measure="ordnance.destroyed")
    assert row_by_row(table, given) == {"gone": (8, 8), "cleared": (0, 15), "dated": (0, 30), "both": (45, 45)}
    assert left_out(table, given) == {"destruction not recorded": ["left"]}
    assert given.counted[1].why == "cleared, not said whether removed or destroyed"


def test_destruction_is_dated_by_its_own_period():
    table = register(FATES)
    given = answer(measure="ordnance.destroyed", since="2022-08-21", until="2022-08-31")
    assert row_by_row(table, given) == {"cleared": (0, 15), "dated": (0, 30)}


def test_what_was_destroyed_was_cleared():
    table = register(FATES)
    given = answer(measure="ordnance.cleared")
    assert row_by_row(table, given) == {"gone": (8, 8), "cleared": (15, 15), "dated": (30, 30), "both": (50, 50)}
    assert left_out(table, given) == {"clearance not recorded": ["left"]}


def test_a_find_is_counted_by_its_find_whatever_became_of_it():
    register(FATES)
    assert answer(since="2022-08-01", until="2022-08-01").single == 150


# ---- visits ---------------------------------------------------------------------------------------------------------

VISITS = """
    ref | visit_type         | visited                | places             | counted
    a   | monitoring_mission | 2022-08-22             | az/lachin-district | 12
    b   | press_tour         | 2022-08-01..2022-08-31 | az/kalbajar-district |
    c   |                    | 2022-09-05             |                    |
"""


def test_visits_are_counted_one_by_one():
    table = register(VISITS, kind="visit")
    given = answer(measure="visits")
    assert (given.single, given.unit) == (3, "visit")
    given = answer(measure="visits", since="2022-08-20", until="2022-09-30")
    assert row_by_row(table, given) == {"a": (1, 1), "b": (0, 1), "c": (1, 1)}
    given = answer("visit_type <> 'press_tour'", measure="visits")
    assert row_by_row(table, given) == {"a": (1, 1)}
    assert left_out(table, given) == {"Kind of visit not recorded": ["c"]}


CASUALTIES = """
    ref | outcome    | sex    | happened               | places
    a   | killed     | male   | 2024-04-11             | az/lachin-district
    b   | died_later | female | 2024-04-01..2024-04-30 | az/lachin-district
    c   | injured    | male   | 2024-05-02             | az/kalbajar-district
    d   |            |        | 2024-04-12             | az/lachin-district
"""


def test_people_of_casualty_records_are_counted_by_outcome():
    table = register(CASUALTIES, kind="victim")
    given = answer(measure="casualties")
    assert (given.single, given.unit) == (4, "person")
    given = answer("outcome in ('killed', 'died_later')", measure="casualties", until="2024-04-15")
    assert row_by_row(table, given) == {"a": (1, 1), "b": (0, 1)}
    assert left_out(table, given)["Outcome not recorded"] == ["d"]


def test_accidents_are_counted_one_by_one():
    register(
        """
        ref | accident_type | happened
        a   | mine          | 2024-04-11
        b   | uxo_axo       | 2024-05-11
    """,
        kind="accident",
    )
    given = answer(measure="accidents", since="2024-05-01")
    assert (given.single, given.unit) == (1, "accident")


def test_fields_of_finds_are_not_fields_of_visits():
    with pytest.raises(Problem, match=r"MT-503.*visit_type"):
        answer("model = 'PMN-E'", measure="visits")


def test_an_unknown_measure_is_refused_with_those_there_are():
    with pytest.raises(Problem, match=r"MT-507.*ordnance\.found"):
        answer(measure="ordnance.lost")


# ---- ground ---------------------------------------------------------------------------------------------------------


def test_a_shape_meets_recorded_positions():
    import shapely

    for name, point in (("in", shapely.Point(46.55, 39.6)), ("out", shapely.Point(47.5, 40.5)), ("none", None)):
        fields = {"model": name, "quantity_low": 1, "quantity_high": 1} | ({"position": point} if point else {})
        write(Draft(kind="find", fields=fields))
    given = answer("s_intersects(position, BBOX(46.0, 39.0, 47.0, 40.0))")
    assert [row.reference for row in given.counted] == ["F-000001"]
    assert [(one.reason, one.examples) for one in given.left_out] == [("Position not recorded", ("F-000003",))]
    given = answer("s_intersects(position, POLYGON((47 40, 48 40, 48 41, 47 41, 47 40))) or model = 'none'")
    assert [row.reference for row in given.counted] == ["F-000002", "F-000003"]
