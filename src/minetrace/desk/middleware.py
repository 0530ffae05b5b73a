"""What every page passes through: the content security policy, sign-in, and problems as pages."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from minetrace.desk.refusing import http_status
from minetrace.terms.problem import Problem

Respond = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)

_log = logging.getLogger("minetrace")


class ContentSecurityPolicy:
    """Nothing from elsewhere, nothing inline."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give every response the policy."""
        response = self.respond(request)
        response.headers["Content-Security-Policy"] = POLICY
        return response


class SignedInOnly:
    """Every page but sign-in and its parts needs a person."""

    OPEN = ("/account/", "/static/", "/i18n/")

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send whoever is not signed in to the sign-in page; a script's request takes the whole page there."""
        if request.user.is_authenticated or request.path.startswith(self.OPEN):
            return self.respond(request)
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponseClientRedirect("/account/login/")
        return redirect_to_login(request.get_full_path(), "/account/login/")


class ProblemPages:
    """A numbered problem becomes a page (or JSON) that says what happened and what to do; anything else only its
    number.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; failures come back through `process_exception`."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, wrong: Exception) -> HttpResponse | None:
        """Show a problem; log and number what nobody foresaw."""
        if isinstance(wrong, Http404 | PermissionDenied | SuspiciousOperation):
            return None
        if isinstance(wrong, Problem):
            status, problem = http_status(wrong), wrong.as_dict()
        else:
            number = secrets.token_hex(4)
            _log.error("error %s on %s", number, request.path, exc_info=wrong)
            unforeseen = Problem("MT-900", number=number)
            status, problem = 500, unforeseen.as_dict()
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"problem": problem}, status=status)
        if request.htmx:  # type: ignore[attr-defined]
            fragment = render(request, "desk/frame/problem.html", {"problem": problem}, status=status)
            return reswap(retarget(fragment, "#problems"), "innerHTML")
        return render(request, "desk/problem.html", {"problem": problem}, status=status)
