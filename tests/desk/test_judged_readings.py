"""A reading that a record rests on and that is called misread later is shown wherever it is cited."""

import pytest

from minetrace.register.actions import approve, propose
from minetrace.register.proposing import speaker_of
from minetrace.sources import actions
from tests.browser.desk import people
from tests.desk.programme import ANNA, BORIS, Programme, build
from tests.desk.statements import known_reader  # noqa: F401
from tests.desk.test_statement_page import signed_in

pytestmark = [
    pytest.mark.store,
    pytest.mark.usefixtures("known_reader"),
    pytest.mark.django_db(databases=["default", "accounts"], transaction=True),
]

WARNING = "This reading was called misread by"


@pytest.fixture
def programme() -> Programme:
    people()
    return build()


def test_a_reading_called_misread_is_named_at_every_citation(programme: Programme) -> None:
    reader, record = signed_in("rena"), programme.reported
    proposal = record.proposals.get().pk
    allegation = programme.allegation.citations.get().claim
    trail = f"/figure/?measure=ordnance.found&basis=reported&speaker={speaker_of(programme.claim)}"
    paths = [f"/records/{record.reference}/", trail, f"/proposals/{proposal}/"]
    assert not [path for path in (*paths, "/agreements/") if WARNING in reader.get(path).text]
    actions.decide(BORIS, programme.claim.row, "misread", reason="it says forty in the caption only")
    for path in paths:
        page = reader.get(path).text
        assert WARNING in page, path
        assert "it says forty in the caption only" in page, path
    assert WARNING not in reader.get("/agreements/").text
    actions.decide(BORIS, allegation, "misread", reason="about another road")
    assert "about another road" in reader.get("/agreements/").text


def test_the_start_page_asks_for_what_rests_on_it_until_that_is_changed(programme: Programme) -> None:
    officer, record = signed_in("anna"), programme.reported
    told = "1 record rests on a reading called misread"
    actions.decide(BORIS, programme.claim.row, "misread", reason="another day")
    page = officer.get("/").text
    assert told in page
    assert f'href="/records/{record.reference}/"' in page
    assert told not in signed_in("rena").get("/").text
    sent = {"why": "misread"}
    proposal = officer.post(f"/records/{record.reference}/withdraw/", sent).url
    signed_in("boris").post(f"{proposal}approve/")
    assert told not in officer.get("/").text


def test_a_record_changed_since_no_longer_rests_on_it(programme: Programme) -> None:
    from minetrace.register.actions import current_version, draft_of

    actions.decide(BORIS, programme.claim.row, "misread", reason="another day")
    draft = draft_of(current_version(programme.reported))
    approve(BORIS, propose(ANNA, draft, record=programme.reported, why="as the photograph shows"), four_eyes=True)
    assert "called misread" not in signed_in("anna").get("/").text


def test_what_was_read_otherwise_is_said_too(programme: Programme) -> None:
    actions.decide(BORIS, programme.claim.row, "otherwise", corrected={"value": 41})
    assert "This was read otherwise by" in signed_in("rena").get(f"/records/{programme.reported.reference}/").text
