"""The frame of every page: sign-in, language, accessibility, policy."""

import pytest

from tests.browser.desk import faults_everywhere, people, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "accounts"], transaction=True)]


def test_sign_in_and_frame(page, live_server):
    people()
    assert faults_everywhere(page, live_server, "/account/login/") == []
    sign_in(page, live_server, "anna")
    assert page.locator("h1").inner_text() == "Mine action programme"
    for path in ["/", "/account/password/change/", "/account/2fa/", "/account/logout/"]:
        assert faults_everywhere(page, live_server, path) == []
