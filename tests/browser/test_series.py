"""Series and events in a browser: both directions, desk and phone, and the way from a point to the characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minetrace.sources import actions
from tests.browser.desk import DESK, PHONE, faults, faults_everywhere, people, sign_in
from tests.desk import totals

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "accounts"], transaction=True)]


def test_series_and_events_are_silent_and_lead_to_the_characters(
    page: Page, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "read", totals.read)
    people()
    totals.happening()
    sources = totals.bulletins()
    sign_in(page, live_server, "rena", then="/series/")
    paths = [link.get_attribute("href") or "" for link in page.locator("table.rows tbody th a").all()]
    assert len(paths) == 2
    sign_in(page, live_server, "rena", then=f"/sources/{totals.happening()[0].id}/")
    event = page.get_by_role("link", name="Said elsewhere").first.get_attribute("href") or ""
    for path in ["/series/", *paths, event]:
        assert faults_everywhere(page, live_server, path) == []

    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}{paths[0]}")
    assert page.get_by_role("img").count() == 1
    page.set_viewport_size(PHONE)
    assert page.get_by_role("img").count() == 1
    page.locator("table.points tbody a").first.click()
    page.wait_for_url("**/sources/*/?claim=*")
    assert any(source.id in page.url for source in sources)


def test_what_a_person_keeps_apart_is_remembered_and_the_page_says_who_else_tells_it(
    page: Page, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "read", totals.read)
    people()
    first = totals.happening()[1]
    sign_in(page, live_server, "anna", then=f"/sources/{first.id}/")
    page.get_by_role("heading", name="Beside other sources").wait_for()
    assert "told otherwise" in page.locator("#elsewhere").inner_text()
    page.get_by_role("button", name="Read right").click()
    page.locator(".card[data-state=right]").wait_for()
    page.get_by_role("link", name="Said elsewhere, by 1 other source").click()
    page.get_by_role("button", name="Not the same").click()
    page.get_by_role("heading", name="Kept apart by a person").wait_for()
    path = page.url.removeprefix(live_server.url)
    assert faults_everywhere(page, live_server, path) == []
    page.goto(f"{live_server.url}/sources/{first.id}/")
    page.get_by_text("Said nowhere else").first.wait_for()
    assert faults(page) == []
    page.goto(f"{live_server.url}{path}")
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("heading", name="Why these belong together").wait_for()
    assert page.get_by_role("heading", name="Kept apart by a person").count() == 0
