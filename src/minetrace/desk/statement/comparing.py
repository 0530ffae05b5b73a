"""A count over a period beside the register's own figure for the same measure, places and period.

Where a name of the count is not the name of one place, a person chooses; the choice stands in the address, so that a
link shows the same comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minetrace.desk import shown
from minetrace.desk.home import actor_of, home
from minetrace.desk.passages import of_claim
from minetrace.desk.shown import with_units
from minetrace.desk.statement import wording
from minetrace.desk.statement.views import find_claim
from minetrace.figures.answer import Counted
from minetrace.figures.reconcile import Comparison, OpenName, Side, open_names
from minetrace.figures.reconcile import compare as reconcile
from minetrace.figures.words import question_in_words
from minetrace.places import Gazetteer
from minetrace.register import gazetteer
from minetrace.terms.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSide:
    """The register on one basis: its number and question in words, rows that belong to the total, and other rows."""

    basis: str
    number: str
    words: str
    figure: str
    matched: list[tuple[Counted, str]]
    others: list[tuple[Counted, str]]
    missing: str | None
    unexplained: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlace:
    """A name to choose a place for: the parameter that carries the choice, the candidates, and what is chosen."""

    key: str
    name: str
    candidates: list[tuple[str, str]]
    chosen: str


@require_GET
def compare(request: HttpRequest, claim_id: str) -> HttpResponse:
    """What matches, what is missing, what is unexplained, on each basis; or why it cannot be compared."""
    kept = find_claim(claim_id)
    claim = kept.read_as
    context: dict[str, Any] = {
        "kept": kept,
        "passage": of_claim(kept.row),
        "stated": wording.figure(claim),
        "hedge": wording.hedge(claim),
        "thing": wording.thing(claim),
        "speaker": wording.speakers(claim, kept.row.source.publisher)[0],
        "facts": wording.facts(claim, claim, actor_of(request)),
    }
    places = gazetteer.current()
    try:
        context["open_places"] = asked = _asked(request, open_names(kept, places), places)
        if all(one.chosen for one in asked):
            chosen = {one.name: places.one(one.chosen).id for one in asked}
            found = reconcile(kept, actor=actor_of(request), time_zone=home().time_zone, places=chosen)
            context["sides"] = _sides(found)
    except Problem as problem:
        context["problem"] = problem.as_dict()
    return render(request, "desk/statement/compare.html", context)


def _asked(request: HttpRequest, names: Iterable[OpenName], places: Gazetteer) -> list[OpenPlace]:
    return [
        OpenPlace(
            key=f"place-{number}",
            name=one.name,
            candidates=[(place.id, with_units(place, places)) for place in one.candidates],
            chosen=request.GET.get(f"place-{number}", "").strip(),
        )
        for number, one in enumerate(names, start=1)
    ]


def _sides(found: Comparison) -> list[ShownSide]:
    return [_shown(found.own), _shown(found.reported)]


def _adding(rows: Iterable[Counted]) -> list[tuple[Counted, str]]:
    return [(row, shown.count_text(row.low, row.high)) for row in rows]


def _shown(side: Side) -> ShownSide:
    answer = side.answer
    return ShownSide(
        basis=answer.basis,
        number=shown.count_text(answer.low, answer.high),
        words=question_in_words(answer.question, gazetteer.current()),
        figure=f"{reverse('figure')}?{answer.question.to_query_string()}",
        matched=_adding(side.matched),
        others=_adding(row for row in answer.counted if row not in side.matched),
        missing=side.missing,
        unexplained=side.unexplained,
    )
