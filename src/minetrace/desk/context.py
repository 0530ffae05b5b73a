"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language_bidi

from minetrace.desk.home import home


def programme(request: HttpRequest) -> dict[str, Any]:
    """The programme's name, the direction of the page, and who is looking at it."""
    user = getattr(request, "user", None)
    actor = user.actor if user is not None and user.is_authenticated else None
    return {
        "programme": home().programme,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "actor": actor,
    }
