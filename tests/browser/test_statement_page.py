"""The statement page in a browser: added, walked by keyboard, decided, opened at the characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minetrace.accounts.actor import Actor
from minetrace.sources import actions
from minetrace.sources.models import Source
from tests.browser.desk import PHONE, faults, faults_everywhere, people, sign_in, speak
from tests.desk.statements import TEXT, kept, known_reader  # noqa: F401

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

    from tests.browsing import Watch

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("known_reader"),
    pytest.mark.django_db(databases=["default", "accounts"], transaction=True),
]


def current(page: Page) -> tuple[str, str]:
    """The number of the current card and the highlighted characters."""
    marked = "".join(page.locator("mark.current").all_text_contents())
    return page.locator(".card.current .no").inner_text(), marked


def state(page: Page) -> str:
    return page.locator(".card.current").get_attribute("data-state") or ""


def test_a_statement_is_added_and_walked_by_keyboard(page: Page, live_server: LiveServer, watch: Watch) -> None:
    people()
    watch.expected.append("422")
    sign_in(page, live_server, "rena", then="/sources/add/")
    page.get_by_label("Text", exact=True).fill(TEXT)
    page.get_by_label("Publisher").fill("Harbour Agency")
    page.get_by_label("Published on").fill("2024-03-12")
    page.get_by_role("button", name="Keep it and read it").click()
    page.get_by_text("Kept, with 9 claims to check.").wait_for()

    page.keyboard.press("j")
    assert current(page) == ("1", "40 anti-personnel mines of the PMN-2 type")
    page.keyboard.press("a")
    page.locator(".card.current[data-state=right]").wait_for()
    assert page.locator("mark.current").get_attribute("data-state") == "right"
    assert page.locator("#counts").inner_text().split("\n") == ["8 to review", "1 right"]

    page.keyboard.press("ArrowDown")
    assert current(page) == ("2", "210 mines were found in the north")
    page.keyboard.press("j")
    assert current(page) == ("3", "210 mines were found in the north and 340 in the south, 550 in all")
    page.keyboard.press("k")
    assert current(page)[0] == "2"

    page.keyboard.press("r")
    page.locator("textarea[name=reason]").wait_for()
    page.get_by_role("button", name="It was misread").click()
    page.get_by_text("MT-402").wait_for()
    page.locator("textarea[name=reason]").fill("june, not january: jaerku")
    assert faults(page) == []
    page.get_by_role("button", name="It was misread").click()
    page.locator(".card.current[data-state=misread]").wait_for()
    page.keyboard.press("u")
    page.locator(".card.current[data-state='to review']").wait_for()

    page.keyboard.press("e")
    page.get_by_label("Number", exact=True).fill("211")
    assert faults(page) == []
    page.get_by_role("button", name="It reads like this").click()
    page.locator(".card.current[data-state=otherwise]").wait_for()
    assert page.locator(".card.current .figure").all_inner_texts() == ["210 ×", "211 ×"]

    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    assert current(page)[0] == "2"
    assert faults(page) == []


def test_a_link_opens_the_characters(page: Page, live_server: LiveServer) -> None:
    people()
    source = kept()
    sign_in(page, live_server, "viktor")
    claim = source.claims.get(quote="21 of them died")
    for way in (
        f"/sources/{source.id}/#claim-{claim.id}",
        f"/sources/{source.id}/?claim={claim.id}",
        f"/claims/{claim.id}/",
    ):
        page.goto(f"{live_server.url}{way}")
        page.locator(".card.current").wait_for()
        assert current(page) == ("6", "21 of them died")
        assert page.locator("mark.current").is_visible()
    page.locator(".check a").first.click()
    page.locator("mark", has_text="340 in the south").click()
    assert current(page) == ("4", "340 in the south")


def test_claims_in_doubt_can_be_seen_alone(page: Page, live_server: LiveServer) -> None:
    people()
    source = kept()
    sign_in(page, live_server, "rena", then=f"/sources/{source.id}/")
    assert page.locator(".card").count() == 9
    page.get_by_role("link", name="1 in doubt").click()
    page.wait_for_url("**/?tier=review")
    assert page.locator(".card").count() == 1
    assert "counted by their names" in page.locator(".card .doubts").inner_text()
    page.keyboard.press("j")
    assert current(page)[0] == "7"
    page.get_by_text("1 figure looks like a claim and was not taken").click()
    assert page.locator("#refused li").is_visible()
    assert faults_everywhere(page, live_server, f"/sources/{source.id}/?tier=review") == []
    page.locator(".check a").first.click()
    page.wait_for_url(f"**/sources/{source.id}/#claim-*")
    assert page.locator(".card").count() == 9


def test_pages_are_open_to_all(page: Page, live_server: LiveServer, watch: Watch) -> None:
    people()
    source = kept()
    first = source.claims.first()
    assert first is not None
    watch.expected += ["404"]
    sign_in(page, live_server, "anna")
    paths = [
        "/",
        "/sources/",
        "/sources/?publisher=nobody",
        "/sources/add/",
        f"/sources/{source.id}/?claim={first.id}",
        f"/claims/{first.id}/misread/",
        f"/claims/{first.id}/otherwise/",
        f"/claims/{first.id}/take/",
        f"/claims/{source.claims.get(quote='340 in the south').id}/compare/",
        "/sources/nothing/",
        "/nowhere/",
    ]
    for path in paths:
        assert faults_everywhere(page, live_server, path) == []


def test_the_dark_look_has_contrast_too(page: Page, live_server: LiveServer) -> None:
    people()
    source = kept()
    first = source.claims.first()
    assert first is not None
    actions.decide(Actor("rena", "reader"), first, "otherwise", corrected={"value": 41})
    sign_in(page, live_server, "anna")
    page.emulate_media(color_scheme="dark")
    for path in [
        "/",
        "/sources/",
        "/sources/add/",
        f"/sources/{source.id}/?claim={first.id}",
        f"/claims/{first.id}/take/",
    ]:
        page.goto(f"{live_server.url}{path}")
        assert faults(page) == []


def test_from_right_to_left_on_a_phone(page: Page, live_server: LiveServer) -> None:
    people()
    kept()
    sign_in(page, live_server, "rena")
    speak(page, live_server, "ar")
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/sources/{Source.objects.get().id}/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.locator(".card.current[data-state=right]").wait_for()
    assert page.locator("mark.current").is_visible()


def test_a_lost_connection_is_said(page: Page, live_server: LiveServer, watch: Watch) -> None:
    people()
    source = kept()
    watch.expected += ["ERR_FAILED", "Failed to fetch"]
    sign_in(page, live_server, "rena", then=f"/sources/{source.id}/")
    page.route("**/right/", lambda route: route.abort())
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.get_by_role("alert").wait_for()
    assert "could not be reached" in page.get_by_role("alert").inner_text()


def test_a_total_with_open_place_names_is_compared_after_a_choice(page: Page, live_server: LiveServer) -> None:
    people()
    source = kept()
    tally = source.claims.get(quote="340 in the south")
    changed = {"places": ["Lachin", "Nowhere-on-Sea"]}
    actions.decide(Actor("anna", "officer"), tally, "otherwise", corrected=changed)
    sign_in(page, live_server, "rena", then=f"/claims/{tally.id}/compare/")
    page.get_by_label("Lachin").select_option("az/lachin-district")
    page.get_by_label("Nowhere-on-Sea").fill("Fuzuli district")
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("heading", name="Our own field work").wait_for()
    assert "place-1=az%2Flachin-district" in page.url
    assert "340 - 0 = 340 not in the register" in page.locator("main").inner_text()
    address = page.url.removeprefix(live_server.url)
    for path in (f"/claims/{tally.id}/compare/", address):
        assert faults_everywhere(page, live_server, path) == []
