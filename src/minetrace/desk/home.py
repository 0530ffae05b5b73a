"""The home that this desk serves."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest

from minetrace.accounts.actor import Actor
from minetrace.config.home import Home


def home() -> Home:
    """The home of this process: its folders, time zone and rules."""
    return cast("Home", settings.MINETRACE)  # type: ignore[misc]


def actor_of(request: HttpRequest) -> Actor:
    """Who asks. Pages are for people who are signed in, so there is always one."""
    return cast("Actor", request.user.actor)  # type: ignore[union-attr]
