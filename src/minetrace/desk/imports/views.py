"""The list of imports with the form that starts one, one import from look to undo, and its refused rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from minetrace.accounts.actor import Actor
from minetrace.desk.home import actor_of, home
from minetrace.desk.imports import jobs
from minetrace.desk.imports.forms import UploadForm, stated_columns, stated_words
from minetrace.desk.imports.jobs import Job
from minetrace.desk.imports.telling import Told, told
from minetrace.register.batches import imported, kind_of
from minetrace.register.models import VERSIONS
from minetrace.sources.models import Source
from minetrace.terms.problem import Problem

STEPS = ("undo", "import", "look")
ENTERED = 20
"""How many of the newest imports of the register are listed."""


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The form that starts an import, those that a person began here, and what imports brought into the register."""
    actor, path = _importer(request), home().path
    form = UploadForm(path, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        job = jobs.start(path, actor, file.name, file.chunks(), form.asked())
        jobs.run(job, path, actor, "look")
        return redirect("import", job.id)
    listed = [(job, _last(job)) for job in jobs.jobs(path, actor)]
    context = {"form": form, "jobs": listed, "entered": [(one, kind_of(one.number)) for one in imported()[:ENTERED]]}
    return render(request, "desk/imports/imports.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def one(request: HttpRequest, job: str) -> HttpResponse:
    """One import: how far it is, what was found, what can be mended, what was done."""
    held = _job(request, job)
    name, step = _last(held)
    context: dict[str, Any] = {"job": held, "name": name, "step": step, "look": _look(held)}
    imported = held.step("import").report
    if imported.get("entry"):
        context |= {"result": imported, **_made(held, imported["entry"])}
    return render(request, "desk/imports/import.html", context)


@require_GET
def state(request: HttpRequest, job: str) -> HttpResponse:
    """How far it is; once the step has ended the page is loaded anew."""
    held = _job(request, job)
    name, step = _last(held)
    if step.state != "running":
        return HttpResponseClientRefresh()
    return render(request, "desk/imports/running.html", {"job": held, "name": name, "step": step})


@require_POST
def again(request: HttpRequest, job: str) -> HttpResponse:
    """Look again, with what a person says the columns hold."""
    held = _job(request, job)
    if held.step("import").report.get("entry"):
        raise Problem("MT-743")
    report = held.step("look").report
    said = stated_columns(request.POST, report) if report else {}
    key = request.POST.get("key", held.asked.get("key", ""))
    words = {name: dict(pairs) for name, pairs in held.asked["words"].items()}
    for name, pairs in (stated_words(request.POST, report) if report else {}).items():
        words.setdefault(name, {}).update(pairs)
    held = jobs.change(held, columns={**held.asked["columns"], **said}, words=words, key=key)
    jobs.run(held, home().path, _importer(request), "look")
    return redirect("import", held.id)


@require_POST
def go(request: HttpRequest, job: str) -> HttpResponse:
    """Import it; with a name for what was decided, that is kept as a profile."""
    held = _job(request, job)
    if held.step("look").state != "done" or held.step("import").report.get("entry"):
        raise Problem("MT-743")
    asked: dict[str, Any] = {name: request.POST.get(name) == "on" for name in ("keep_good", "withdraw_gone")}
    if request.POST.get("profile", "").strip():
        asked["profile"] = request.POST["profile"].strip()
    held = jobs.change(held, **asked)
    jobs.run(held, home().path, _importer(request), "import")
    return redirect("import", held.id)


@require_POST
def undo(request: HttpRequest, job: str) -> HttpResponse:
    """Take the import back by one entry more, with the reason."""
    held, why = _job(request, job), request.POST.get("why", "").strip()
    if not why:
        raise Problem("MT-451")
    if held.asked["kind"] == "claims" or not held.step("import").report.get("entry"):
        raise Problem("MT-743")
    held = jobs.change(held, why=why)
    jobs.run(held, home().path, _importer(request), "undo")
    return redirect("import", held.id)


@require_POST
def remove(request: HttpRequest, job: str) -> HttpResponse:
    """Take it off the list."""
    jobs.remove(_job(request, job))
    messages.success(request, _("Taken off the list; the register keeps what was imported."))
    return redirect("imports")


@require_GET
def refused(request: HttpRequest, job: str) -> FileResponse:
    """The refused rows as a CSV file, each with its reason."""
    held = _job(request, job)
    name = next((n for n in ("import", "look") if (held.folder / n / "refused.csv").is_file()), None)
    if name is None:
        raise Problem("MT-411", kind="file of refused rows", value=job)
    path = held.folder / name / "refused.csv"
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"refused-{held.file.stem}.csv")


def _importer(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    actor.require("take")
    actor.require("approve")
    return actor


def _job(request: HttpRequest, job: str) -> Job:
    return jobs.job_named(home().path, _importer(request), job)


def _last(job: Job) -> tuple[str, jobs.Step]:
    """The step that was started last."""
    for name in STEPS:
        step = job.step(name)
        if step.state != "none":
            return name, step
    return "look", job.step("look")


def _look(job: Job) -> Told | None:
    report: Mapping[str, Any] = job.step("import").report or job.step("look").report
    return told(job, report) if report else None


def _made(job: Job, entry: int) -> dict[str, Any]:
    """Where the records of an import stand now."""
    if job.asked["kind"] == "claims":
        return {"source": Source.objects.filter(entry=entry).first()}
    table = VERSIONS[job.asked["kind"]]._default_manager
    return {"current": table.filter(entry=entry, ended_by__isnull=True, status="approved").count()}
