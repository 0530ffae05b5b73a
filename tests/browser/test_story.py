"""The whole way, by hand: a statement goes in, a claim is read right and taken, a second person approves it, the figure
counts it, and its trail leads back to the characters. With the reader of the day.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from tests.browser.desk import faults, people, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "accounts"], transaction=True)]

QUESTION = "/figure/?measure=ordnance.found&where=model%20%3D%20%27PMN-E%27&place=az%2Flachin-district&basis=reported"


def statement() -> dict[str, str]:
    """The first text of the example programme: 991 mines, reported by a ministry, relayed by an agency."""
    texts = json.loads(files("minetrace.demo").joinpath("texts.json").read_text(encoding="utf-8"))
    return next(text for text in texts if "991" in text["text"])


def answer(page: Page, server: LiveServer) -> str:
    page.goto(f"{server.url}{QUESTION}")
    return page.locator(".figure-number").inner_text()


def test_from_text_to_figure_and_back(page: Page, live_server: LiveServer) -> None:
    people()
    told = statement()
    sign_in(page, live_server, "anna", then="/")
    page.get_by_role("link", name="Add the first statement").click()
    page.get_by_label("Text", exact=True).fill(told["text"])
    page.get_by_label("Publisher").fill(told["publisher"])
    page.get_by_label("Published on").fill(told["published"])
    page.get_by_role("button", name="Keep it and read it").click()
    page.locator(".card").first.wait_for()

    page.keyboard.press("j")
    quote = page.locator("mark.current").inner_text()
    assert "991" in quote
    page.keyboard.press("a")
    page.locator(".card.current[data-state=right]").wait_for()
    page.keyboard.press("t")
    page.get_by_role("heading", name="Take into the register").wait_for()
    assert faults(page) == []
    choose = page.locator("select[name^=places-][name$=-place]")
    if choose.count():
        choose.first.select_option("az/lachin-district")
    page.get_by_role("button", name="Propose", exact=True).click()
    page.get_by_text("Proposed. It counts once another person has approved it.").wait_for()
    proposal = page.url.removeprefix(live_server.url)
    before = answer(page, live_server)

    sign_in(page, live_server, "boris", then=proposal)
    page.get_by_role("button", name="Approve").click()
    page.get_by_text("Approved: ledger entry").wait_for()
    after = answer(page, live_server)
    assert "991" not in before
    assert "991" in after

    page.locator("details.counted summary").first.click()
    page.locator("details.counted a[href*='/sources/']").first.click()
    page.locator(".card.current").wait_for()
    assert page.locator("mark.current").inner_text() == quote
    assert page.locator(".card.current").get_by_text("In the register as").is_visible()
    assert faults(page) == []
