"""Records, proposals, figures, agreements and the map in a browser: the whole way, both directions, desk and phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.desk import faults, faults_everywhere, people, sign_in
from tests.desk.programme import Programme, build
from tests.desk.statements import known_reader  # noqa: F401

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("known_reader"),
    pytest.mark.django_db(databases=["default", "accounts"], transaction=True),
]

CANVAS = (".maplibregl-canvas",)


@pytest.fixture
def programme() -> Programme:
    people()
    return build()


def test_every_page_is_silent_in_both_directions(page: Page, live_server: LiveServer, programme: Programme) -> None:
    sign_in(page, live_server, "karin")
    own = f"/records/{programme.own.reference}/"
    paths = [
        "/records/find/",
        own,
        f"/records/{programme.reported.reference}/",
        f"{own}change/",
        f"{own}compare/?before=1&after=2",
        "/proposals/",
        f"/proposals/{programme.waiting.pk}/",
        "/figure/?measure=ordnance.found&basis=reported&where=model%20%3D%20%27PMN-2%27",
        "/figure/?measure=ordnance.found&find=Lachin",
        "/agreements/",
        f"/agreements/{programme.allegation.reference}/reply/",
    ]
    for path in paths:
        assert faults_everywhere(page, live_server, path) == []


def test_a_wrong_question_keeps_its_form(page: Page, live_server: LiveServer, programme: Programme, watch) -> None:
    watch.expected.append("422")
    sign_in(page, live_server, "rena")
    page.goto(f"{live_server.url}/figure/")
    page.get_by_label("Where (CQL2)").fill("colour = 'red'")
    page.get_by_role("button", name="Ask").click()
    assert page.get_by_role("alert").inner_text().startswith("MT-5")
    assert page.get_by_label("Where (CQL2)").input_value() == "colour = 'red'"
    assert faults(page) == []


def test_a_second_person_approves_and_the_figure_counts_it(
    page: Page, live_server: LiveServer, programme: Programme
) -> None:
    sign_in(page, live_server, "anna", then=f"/proposals/{programme.waiting.pk}/")
    assert page.get_by_text("another person approves it").is_visible()
    assert page.get_by_role("button", name="Approve").count() == 0

    sign_in(page, live_server, "boris", then="/proposals/")
    page.get_by_role("link", name=programme.own.reference).click()
    row = page.locator(".difference tr", has_text="Quantity, at most")
    assert [cell.inner_text() for cell in row.locator("td").all()] == ["5", "4"]
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("link", name="A figure that counts it").click()
    assert page.locator(".figure-number").inner_text() == "16"  # 4 here and 12 in two districts

    page.goto(f"{live_server.url}/records/{programme.own.reference}/")
    page.get_by_role("button", name="Compare").click()
    assert page.locator("h1").inner_text() == "Version 2 and version 3"
    row = page.locator(".difference tr", has_text="Quantity, at most")
    assert [cell.inner_text() for cell in row.locator("td").all()] == ["5", "4"]


def test_a_figure_opens_the_trail_down_to_the_characters(
    page: Page, live_server: LiveServer, programme: Programme
) -> None:
    sign_in(page, live_server, "rena", then="/figure/")
    page.get_by_label("reported by others").check()
    page.get_by_label("Find a place by name").fill("Lachin")
    page.get_by_role("button", name="Find").click()
    assert page.locator(".figure-number").count() == 0
    page.get_by_role("link", name="Lachin (district)").click()
    assert page.locator(".figure-number").inner_text() == "40"
    assert "Harbour Mine Office" in page.locator(".answer").inner_text()
    page.locator("details.counted summary").click()
    marked = page.locator("details.counted[open] mark")
    assert marked.first.inner_text() == "40 anti-personnel mines of the PMN-2 type"
    page.locator("details.counted[open] figcaption a").first.click()
    page.wait_for_url(f"**/sources/{programme.source.id}/?claim={programme.claim.id}")
    assert page.get_by_text("40 anti-personnel mines of the PMN-2 type").first.is_visible()


def test_the_map_draws_and_a_click_opens_the_record(page: Page, live_server: LiveServer, programme: Programme) -> None:
    sign_in(page, live_server, "rena", then="/map/")
    page.locator("#map[data-state=drawn]").wait_for()
    assert page.locator("#map canvas").count() == 1
    assert page.locator("table.rows tbody th").count() == 4
    assert "1 · no place is recorded" in page.locator(".map-side").inner_text()

    page.goto(f"{live_server.url}/map/?basis=reported")
    page.locator("#map[data-state=drawn]").wait_for()
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(f"**/records/{programme.reported.reference}/")


def test_a_number_on_the_map_opens_until_its_records_are_told_apart(
    page: Page, live_server: LiveServer, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shapely import Point

    from tests.desk.programme import approved, own_find

    monkeypatch.setattr("minetrace.desk.map.drawing.MOST", 1)
    spot = [approved(own_find(position=Point(47.5, 39.9))) for _ in range(3)]
    sign_in(page, live_server, "anna")
    page.goto(f"{live_server.url}/map/?basis=own&record={','.join(one.reference for one in spot)}")
    page.locator("#map[data-state=drawn]").wait_for()
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("#here-records a").first.wait_for()
    assert page.locator("#here-records a").all_inner_texts() == [one.reference for one in spot]


def test_a_record_page_draws_its_record(page: Page, live_server: LiveServer, programme: Programme) -> None:
    sign_in(page, live_server, "anna", then=f"/records/{programme.own.reference}/")
    page.locator("#map[data-state=drawn]").wait_for()
    assert page.locator(".of-record canvas").count() == 1


def test_several_records_on_one_ground_are_listed(page: Page, live_server: LiveServer, programme: Programme) -> None:
    from tests.desk.programme import approved, own_find

    second = approved(own_find(position=None))
    third = approved(own_find(position=None, quantity_low=1, quantity_high=1))
    sign_in(page, live_server, "anna", then="/map/?basis=own")
    page.locator("#map[data-state=drawn]").wait_for()
    here = page.locator("#here-records")
    box = page.locator("#map").bounding_box()
    assert box is not None
    for across in range(5, 96, 5):
        page.mouse.click(box["x"] + box["width"] * across / 100, box["y"] + box["height"] * 0.6)
        if page.locator("#here").is_visible():
            break
    assert {second.reference, third.reference} <= set(here.locator("a").all_inner_texts())


def test_the_map_page_is_silent_in_both_directions(page: Page, live_server: LiveServer, programme: Programme) -> None:
    sign_in(page, live_server, "anna")
    assert faults_everywhere(page, live_server, "/map/", exclude=CANVAS) == []


def test_what_rests_on_a_misread_claim_is_marked_and_silent(
    page: Page, live_server: LiveServer, programme: Programme
) -> None:
    from minetrace.sources import actions
    from tests.desk.programme import BORIS

    actions.decide(BORIS, programme.claim.row, "misread", reason="another day")
    sign_in(page, live_server, "anna")
    page.get_by_role("link", name="1 record rests on a reading called misread").click()
    page.locator(".judged", has_text="another day").wait_for()
    assert faults_everywhere(page, live_server, f"/records/{programme.reported.reference}/") == []
