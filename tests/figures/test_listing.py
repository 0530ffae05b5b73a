"""A listing finds what it is asked for, counts it, and turns to any page of it, the same on both stores."""

import pytest

from minetrace.accounts.actor import Actor, keeper
from minetrace.figures import listing, searching
from minetrace.figures.listing import Wanted, listed
from minetrace.ledger.times import head_number
from minetrace.register.actions import Draft, approve, erase, propose, withdraw
from minetrace.register.counts import reference_at
from minetrace.register.merging import merge
from minetrace.register.view import selected

pytestmark = [pytest.mark.store, pytest.mark.django_db(databases=["default", "accounts"])]

ANNA, BORIS, VISITOR = keeper("anna"), keeper("boris"), Actor("vera", "visitor")
LONG = "a long remark " * 30


def find(**fields):
    proposal = propose(ANNA, Draft(kind="find", fields={"category": "ap_mine", **fields}))
    return approve(BORIS, proposal, four_eyes=True).record


def references(wanted, actor=ANNA, at=None):
    found = listed(actor, "find", wanted, at=head_number() if at is None else at)
    assert len(found) == len(list(found))
    return [row.record.reference for row in found]


@pytest.mark.parametrize("many", [searching._MANY, 0])
def test_a_text_is_found_in_any_script_and_anywhere_in_a_word(monkeypatch, many):
    """However many different things a column says: each asked once, or each row read."""
    monkeypatch.setattr(searching, "_MANY", many)
    said = {"hy": "Մարտակերտի շրջան", "ar": "حقل ألغام قديم", "az": "Kəlbəcər şəhəri", "ru": "у дороги на Лачин"}
    for text in said.values():
        find(remark=text)
    find(remark=f"{LONG}100% of_it")
    find(model="PMN-2", places=[{"place": "az/lachin-district", "relation": "in", "as_written": "Laçın rayonu"}])
    whole = ["F-000001", "F-000002", "F-000003", "F-000004", "F-000005", "F-000006"]
    asked = {"տակերտ": whole[:1], "لغام": whole[1:2], "əlbəc": whole[2:3], "Лачин": whole[3:4], "0% of_": whole[4:5]}
    asked |= {"rayon": whole[5:], "MN-2": whole[5:], "f-00000": whole, "0006": whole[5:], "anti-personnel": whole}
    asked |= {"0% ofx": [], "100_ of": [], "nothing says this": [], "a long": whole[4:5]}
    assert {text: references(Wanted(text=text)) for text in asked} == asked


def test_a_text_is_not_found_nor_counted_in_what_the_reader_may_not_see():
    find(finder="Hrant", remark=f"{LONG} Gohar")
    assert [references(Wanted(text=text)) for text in ("rant", "Gohar")] == [["F-000001"]] * 2
    assert [references(Wanted(text=text), VISITOR) for text in ("rant", "Gohar")] == [[], []]


def test_what_is_erased_is_counted_no_more_at_any_entry():
    record = find(finder="Hrant")
    at = head_number()
    assert references(Wanted(text="Hrant"), at=at) == ["F-000001"]
    erase(ANNA, record, "finder", why="he asked for it")
    assert (references(Wanted(text="Hrant"), at=at), references(Wanted(text="Hrant"))) == ([], [])


@pytest.mark.parametrize("many", [True, False])
def test_pages_are_those_of_the_whole(monkeypatch, many):
    """Whether the matches are gathered, or the records looked at in order."""
    monkeypatch.setattr(listing.Listing, "_many", lambda *_: many)
    records = [find(quantity_low=number % 3, quantity_high=number % 3) for number in range(12)]
    merge(BORIS, records[0], records[4], "entered twice", four_eyes=False)
    approve(BORIS, withdraw(ANNA, records[7], why="no find"), four_eyes=True)
    propose(ANNA, Draft(kind="find", fields={"category": "uxo"}))
    find(quantity_low=1)
    for at in range(head_number() + 1):
        for wanted in (Wanted(), Wanted(where="quantity = 1"), Wanted(text="F-")):
            whole = references(wanted, at=at)
            rows = listed(ANNA, "find", wanted, at=at)
            for start in range(len(whole)):
                assert [row.record.reference for row in rows[start : start + 2]] == whole[start : start + 2]
                assert rows[start].record.reference == whole[start]


def test_the_record_at_a_place_is_named_where_others_do_not_count():
    records = [find() for _ in range(6)]
    approve(BORIS, withdraw(ANNA, records[0], why="no find"), four_eyes=True)
    merge(BORIS, records[1], records[2], "entered twice", four_eyes=False)
    propose(ANNA, Draft(kind="find", fields={"category": "uxo"}))
    for at in range(head_number() + 1):
        rows = selected("find", at=at).select_related("record")
        count = sorted(row.record.reference for row in rows)
        told = [reference_at("find", place, at=at) for place in range(len(count))]
        assert all(one in (None, reference) for one, reference in zip(told, count, strict=True)), at
    # Of an earlier entry nobody may know what waited then; of the newest it is known.
    assert told == count == ["F-000002", "F-000004", "F-000005", "F-000006"]
