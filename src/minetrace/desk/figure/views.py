"""The figure page: the form, the answer with its trail, and the same answer as JSON."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from minetrace.desk import shown
from minetrace.desk.figure.form import Asked, askable, candidates, choices
from minetrace.desk.figure.trail import trail
from minetrace.desk.home import actor_of, file_tiers, home
from minetrace.figures.answer import Answer
from minetrace.figures.ask import ask
from minetrace.figures.measures import measures
from minetrace.figures.question import Question
from minetrace.figures.words import question_in_words
from minetrace.register import gazetteer
from minetrace.terms.problem import Problem

PER_PAGE = 50


@require_GET
def figure(request: HttpRequest) -> HttpResponse:
    """Ask a question and see its answer; `?format=json` gives the answer as data, a problem in its one shape."""
    asked = Asked.of(request.GET)
    if request.GET.get("format") == "json":
        return _as_json(request, asked)
    found = candidates(asked, gazetteer.current())
    if len(found) == 1 and gazetteer.current().find(asked.find).outcome == "one":
        return redirect(reverse("figure") + found[0].href)
    context = _form(asked) | {"found": found}
    # A name still open would leave an answer that looks as if it were about that place.
    if not asked.measure or asked.find:
        return render(request, "desk/figure/figure.html", context)
    try:
        question = asked.question()
        answer = _ask(request, question)
    except Problem as problem:
        return render(request, "desk/figure/figure.html", context | {"problem": problem.as_dict()}, status=422)
    return render(request, "desk/figure/figure.html", context | _answer(request, question, answer))


def _as_json(request: HttpRequest, asked: Asked) -> JsonResponse:
    try:
        answer = _ask(request, asked.question())
    except Problem as problem:
        return JsonResponse({"problem": problem.as_dict()}, status=422)
    words = question_in_words(answer.question, gazetteer.current())
    link = request.build_absolute_uri(f"{reverse('figure')}?{answer.question.to_query_string()}")
    return JsonResponse(answer.as_dict() | {"in_words": words, "link": link})


def _ask(request: HttpRequest, question: Question) -> Answer:
    return ask(question, actor=actor_of(request), time_zone=home().time_zone)


def _form(asked: Asked) -> dict[str, Any]:
    places = gazetteer.current()
    held = [
        (place, places.get(place).label if place in places else place, asked.address(_without(asked.places, place)))
        for place in asked.places
    ]
    measure = measures().get(asked.measure) or next(iter(measures().values()))
    later = any(asked.texts[name] for name in ("speaker", "said_by", "known_on"))
    return {"asked": asked, "choices": choices(), "held": held, "askable": askable(measure), "more": later}


def _without(places: tuple[str, ...], place: str) -> tuple[str, ...]:
    return tuple(one for one in places if one != place)


def _answer(request: HttpRequest, question: Question, answer: Answer) -> dict[str, Any]:
    page = Paginator(answer.counted, PER_PAGE).get_page(request.GET.get("page", "1"))
    return {
        "answer": answer,
        "number": shown.count_text(answer.low, answer.high) if answer.stated else _("not stated"),
        "words": question_in_words(question, gazetteer.current()),
        "page": page,
        "trail": trail(actor_of(request), list(page)),
        "link": f"{reverse('figure')}?{question.to_query_string()}",
        "pairs": parse_qsl(question.to_query_string()),
        "tiers": file_tiers(actor_of(request)),
        "left_out": sum(reason.count for reason in answer.left_out),
    }
