"""What browser tests of the desk share: people, sign-in, and the checks every page passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browsing import axe

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

PASSWORD = "correct-horse-battery"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def people() -> None:
    """A visitor, a reader, two officers and a keeper, all with one password."""
    from minetrace.accounts.actions import add_user

    for name, role in [
        ("viktor", "visitor"),
        ("rena", "reader"),
        ("anna", "officer"),
        ("boris", "officer"),
        ("karin", "keeper"),
    ]:
        add_user(name, PASSWORD, role)


def sign_in(page: Page, server: LiveServer, name: str, *, then: str = "/") -> None:
    """Sign in by the form, as a person does, and land on the page wanted."""
    page.context.clear_cookies(name="sessionid")
    page.goto(f"{server.url}/account/login/?next={then}")
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form.stacked button").click()
    page.wait_for_url(f"{server.url}{then}")


def speak(page: Page, server: LiveServer, language: str) -> None:
    """Show pages in "en" or in "ar", the right-to-left pseudo-locale."""
    page.context.add_cookies([{"name": "django_language", "value": language, "url": server.url}])


def faults(page: Page, *, exclude: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with the page as it stands: axe's violations, and content wider than the window."""
    found = [f"{one['id']}: {one['help']} {one['targets']}" for one in axe(page, exclude=exclude)]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"{overflow} px wider than the window"] if overflow > 0 else [])


def faults_everywhere(page: Page, server: LiveServer, path: str, *, exclude: tuple[str, ...] = ()) -> list[str]:
    """The faults of a page in both directions, on a desk and on a phone."""
    found = []
    for language, size in [("en", DESK), ("en", PHONE), ("ar", PHONE), ("ar", DESK)]:
        speak(page, server, language)
        page.set_viewport_size(size)
        page.goto(f"{server.url}{path}")
        found += [f"{path} {language} {size['width']}: {fault}" for fault in faults(page, exclude=exclude)]
    speak(page, server, "en")
    return found
