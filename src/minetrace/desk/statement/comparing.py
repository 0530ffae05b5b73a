"""A count over a period beside the register's own figure for the same measure, places and period."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minetrace.desk.passages import of_claim
from minetrace.desk.statement.views import find_claim


@require_GET
def compare(request: HttpRequest, claim_id: str) -> HttpResponse:
    """What matches, what is missing, what is unexplained."""
    kept = find_claim(claim_id)
    return render(request, "desk/statement/compare.html", {"kept": kept, "passage": of_claim(kept.row)})
