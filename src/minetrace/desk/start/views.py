"""The start page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def start(request: HttpRequest) -> HttpResponse:
    """What is here in counts by state, and three next steps."""
    return render(request, "desk/start/start.html")
