"""A table imported in a browser, by the keyboard, and every state of the page in both directions and sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.desk import faults_everywhere, people, sign_in
from tests.desk.importing import work_here  # noqa: F401
from tests.desk.test_import_pages import FINDS

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("work_here"),
    pytest.mark.django_db(databases=["default", "accounts"], transaction=True),
]


def test_a_table_goes_in_and_comes_out_by_the_keyboard(page: Page, live_server: LiveServer) -> None:
    people()
    sign_in(page, live_server, "anna", then="/imports/")
    table = {"name": "finds.csv", "mimeType": "text/csv", "buffer": FINDS.encode()}
    page.get_by_label("Table", exact=True).set_input_files(table)
    page.get_by_label("Its rows are").focus()
    page.keyboard.type("Finds")
    page.get_by_role("button", name="Look at it").press("Enter")
    page.get_by_label("A row is known again by").select_option("no")
    page.get_by_role("button", name="Look again").press("Enter")
    path = "/" + page.url.split("/", 3)[3]
    assert page.get_by_text("MT-730").is_visible()
    assert faults_everywhere(page, live_server, path) == []
    page.goto(f"{live_server.url}{path}")
    page.get_by_label("Import the good rows").press("Space")
    page.get_by_role("button", name="Import", exact=True).press("Enter")
    page.get_by_role("link", name="3 records as this import made them").click()
    assert page.get_by_role("rowheader").count() == 3
    assert faults_everywhere(page, live_server, path) + faults_everywhere(page, live_server, "/imports/") == []
    page.goto(f"{live_server.url}{path}")
    page.get_by_text("Take the import back").press("Enter")
    page.get_by_label("Reason").fill("not ours")
    page.get_by_role("button", name="Take it back").press("Enter")
    assert page.get_by_text("3 withdrawn").is_visible()
