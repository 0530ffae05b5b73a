"""The frame's own answers: what is not there, a form grown old, steps that allauth asks for, errors nobody foresaw."""

import pytest
from django.test import Client

from minetrace.desk.statement import views
from tests.browser.desk import people
from tests.desk.test_statement_page import signed_in

pytestmark = pytest.mark.django_db(databases=["default", "accounts"], transaction=True)


def test_a_page_that_is_not_there() -> None:
    people()
    response = signed_in("rena").get("/nowhere/")
    assert (response.status_code, "There is no such page" in response.text) == (404, True)


def test_a_form_without_its_token_changes_nothing() -> None:
    response = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "rena", "password": "x"})
    assert (response.status_code, "This page has grown old" in response.text) == (403, True)


def test_a_second_factor_asks_for_the_password_again() -> None:
    people()
    response = signed_in("rena").get("/account/2fa/totp/activate/")
    assert (response.status_code, response.url.partition("?")[0]) == (302, "/account/reauthenticate/")


def test_sign_in_offers_no_mail_that_nobody_sends() -> None:
    page = Client().get("/account/login/").text
    assert "Forgot your password" not in page
    assert "A keeper of this programme gives you a new one." in page


def test_an_error_nobody_foresaw_has_a_number_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    people()
    monkeypatch.setattr(views, "find_claim", broken)
    response = signed_in("rena").get("/claims/any/", headers={"Accept": "application/json"})
    problem = response.json()["problem"]
    assert (response.status_code, problem["code"]) == (500, "MT-900")
    assert problem["details"]["number"] in caplog.text


def test_a_problem_of_a_script_stands_on_the_page_that_asked() -> None:
    people()
    response = signed_in("viktor").post("/claims/nothing/right/", headers={"HX-Request": "true"})
    assert response.headers["HX-Retarget"] == "#problems"
    assert "<html" not in response.text
    assert "MT-411" in response.text


def test_language_is_chosen_before_sign_in() -> None:
    client = Client()
    client.post("/i18n/setlang/", {"language": "ar", "next": "/account/login/"})
    page = client.get("/account/login/").text
    assert 'dir="rtl"' in page
    assert "Sign in" not in page
