"""The start page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minetrace.desk.home import actor_of
from minetrace.desk.start.state import next_steps, state


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What is here in counts by state, and three next steps."""
    actor = actor_of(request)
    now = state(actor)
    return render(request, "desk/start/start.html", {"now": now, "steps": next_steps(actor, now)})
