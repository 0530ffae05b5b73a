"""The store and the reference agree on every question."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minetrace.figures import counting, filters, reference
from minetrace.figures.filters import And, Between, Compare, In, IsNull, Like, Not, Or, TemporalIntersects
from minetrace.figures.question import Question, parse_where
from minetrace.figures.rows import assembled
from minetrace.ledger.canonical import canonical_text
from minetrace.ledger.times import head_number
from minetrace.ledger.writing import writing
from minetrace.register import gazetteer, references
from minetrace.register.models import VERSIONS, Event, EventMember, Merge, Record
from tests.spec.tables import ANNA

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

PLACES = ["az/lachin-district", "az/lachin", "az/kalbajar-district", "az", "az/sugovushan", "az/aghdara-district"]
ASKED = [*PLACES, "az/tartar-district", "az/east-zangezur-economic-region-2021"]
DAYS = ["2021-07-01", "2022-08-01", "2022-08-15", "2023-12-04", "2023-12-05", "2024-06-30"]
CATEGORIES = ["ap_mine", "ap_mine_factory", "av_mine", "mine", "explosive_ordnance", "uxo", "unknown", "not_recorded"]
MODELS = ["PMN-E", "PMN-2", "TM%", "a_b", "é\n", "\\"]


def maybe(strategy):
    return st.none() | strategy


def pair(first, last, values):
    """Both ends of a range in order, either of which may be null."""

    def ends(low, high):
        low, high = (high, low) if low is not None and high is not None and low > high else (low, high)
        return {first: low, last: high}

    return st.builds(ends, maybe(values), maybe(values))


@st.composite
def versions(draw):
    """The columns of one version of a find."""
    out = {
        "category": draw(maybe(st.sampled_from(CATEGORIES))),
        "model": draw(maybe(st.sampled_from(MODELS))),
        "basis": "own",
        "said_on": draw(maybe(st.sampled_from(DAYS))),
        "status": draw(st.sampled_from(["approved"] * 5 + ["withdrawn"])),
    }
    if draw(st.booleans()):
        out |= {"basis": "reported", "speaker": draw(st.sampled_from(["A", "B"]))}
    for name in ("quantity", "cleared", "destroyed"):
        out |= draw(pair(f"{name}_low", f"{name}_high", st.integers(0, 9)))
    for name in ("found", "cleared", "destroyed"):
        out |= draw(pair(f"{name}_from", f"{name}_to", st.sampled_from(DAYS)))
    out |= draw(pair("made_year_low", "made_year_high", st.integers(2019, 2022)))
    mention = st.builds(
        lambda place, relation: {"place": place, "relation": relation},
        st.sampled_from(PLACES),
        st.sampled_from(["in", "in", "north of", "direction of"]),
    )
    held = draw(st.lists(mention, max_size=3, unique_by=str))
    return out | {"places": canonical_text(held) if held else None}


LEAVES = st.one_of(
    st.builds(Compare, st.sampled_from(["=", "<>"]), st.just("category"), st.sampled_from(CATEGORIES[:-2])),
    st.builds(Compare, st.sampled_from(["=", "<>"]), st.just("model"), st.sampled_from(MODELS)),
    st.builds(Like, st.just("model"), st.text("PMN-%_\\aé\n", min_size=1, max_size=4)),
    st.builds(Compare, st.sampled_from(filters.COMPARISONS), st.just("made_year"), st.integers(2019, 2022)),
    st.builds(Compare, st.sampled_from(filters.COMPARISONS), st.just("cleared"), st.integers(0, 9)),
    st.builds(Compare, st.sampled_from(filters.COMPARISONS), st.just("found"), st.sampled_from(DAYS)),
    st.builds(Between, st.just("quantity"), st.integers(0, 9), st.integers(0, 9)),
    st.builds(In, st.just("model"), st.lists(st.sampled_from(MODELS), min_size=1, max_size=2).map(tuple)),
    st.builds(IsNull, st.sampled_from(["category", "model", "made_year", "cleared", "places", "made_in"])),
    st.builds(TemporalIntersects, st.just("destroyed"), maybe(st.sampled_from(DAYS)), maybe(st.sampled_from(DAYS))),
)
FILTERS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=5,
)


@st.composite
def questions(draw):
    days = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2)))
    basis = draw(st.sampled_from(["own", "reported"]))
    return Question(
        measure=draw(st.sampled_from(["ordnance.found", "ordnance.destroyed", "ordnance.cleared"])),
        where=draw(maybe(FILTERS)),
        places=tuple(draw(st.lists(st.sampled_from(ASKED), max_size=3))),
        since=draw(maybe(st.just(days[0]))),
        until=draw(maybe(st.just(days[1]))),
        basis=basis,
        speaker=draw(maybe(st.just("A"))) if basis == "reported" else None,
        said_by=draw(maybe(st.sampled_from(DAYS))),
    )


def fill(histories, together, merged):
    """Write finds with their histories, an entry for each round of versions, one event, and one merge."""
    records = [Record(kind="find", reference=f"F-{number:06d}") for number in range(1, len(histories) + 1)]
    with writing("anna", "test.records") as change:
        change.make_all(records)
    current = {}
    for turn in range(max(map(len, histories), default=0)):
        with writing("anna", "test.versions") as change:
            for number, history in enumerate(histories):
                if turn < len(history):
                    if number in current:
                        change.end(current[number])
                    current[number] = VERSIONS["find"](record=records[number], author="anna", **history[turn])
                    change.make(current[number])
    with writing("anna", "test.events") as change:
        event = Event(kind="find")
        change.make(event)
        change.make_all(EventMember(event=event, record=r, actor="anna") for r in records[:together])
    if merged and len(records) > 1:
        with writing("anna", "test.merge") as change:
            change.make(Merge(kept=records[0], gone=records[-1], base=current[0].pk, actor="anna", why="test"))


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    histories=st.lists(st.lists(versions(), min_size=1, max_size=3), max_size=6),
    together=st.integers(0, 3),
    merged=st.booleans(),
    asked=st.lists(questions(), min_size=3, max_size=4),
    back=st.integers(0, 2),
)
def test_store_and_reference_agree(histories, together, merged, asked, back):
    outer = transaction.atomic()
    # Each example is rolled back like a test: what Django does for its own test cases.
    outer._from_testcase = True
    with outer:
        _compare(histories, together, merged, asked, back)
        transaction.set_rollback(True)


def _compare(histories, together, merged, asked, back):
    fill(histories, together, merged)
    at, places = max(head_number() - back, 0), gazetteer.current()
    for question in asked:
        by_store = counting.answer(question, at, places)
        by_hand = assembled(question, at, *reference.evaluate(question, at, places, ANNA))
        assert by_store == by_hand
        for walked in (False, True):
            with long(walked=walked):
                trail = counting.answer(question, at, places).counted
                assert (list(trail), list(trail[1:3])) == (list(by_hand.counted), list(by_hand.counted[1:3]))


@contextmanager
def long(*, walked):
    """Answers are read as those of many rows are: the rows are gathered, or the records walked through in order."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_FEW", 0)
        patch.setattr(counting.Trail, "_in_order", lambda *_: walked)
        # A walk is given up early: what it did not meet is gathered.
        patch.setattr(references, "_FIRST", 1)
        yield


@settings(max_examples=200, deadline=None, derandomize=True)
@given(questions())
def test_a_question_survives_its_permalink_and_its_json(question):
    assert Question.from_dict(question.as_dict()) == question
    if question.where is not None:
        assert parse_where(filters.as_text(question.where)) == question.where
    assert Question.from_query_string(question.to_query_string()) == question
