"""An import on its way: a folder of the home with the file, what was asked, and what each step of it found.

The steps (`look`, a dry run; `import`; `undo`) are runs of the command line, each in a process of its own, so that a
long import neither holds a page nor ends with the server. A step writes its progress, its report and its problem into
its folder; a page only reads them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from minetrace.accounts.actor import Actor
from minetrace.ledger.identifiers import new_id
from minetrace.ledger.processes import runs
from minetrace.terms.problem import Problem

State = Literal["none", "running", "done", "refused", "lost"]
_COMMAND = (sys.executable, "-c", "from minetrace.cli.main import main; main()")
_ID = re.compile(r"[0-9a-f-]{36}")
_NOT_IN_NAMES = re.compile(r"[^\w .()-]+")


@dataclass(frozen=True, slots=True)
class Step:
    """How far a step is: its report when it is done, the problem it ended with, or how many rows of how many."""

    state: State
    progress: Mapping[str, Any]
    report: Mapping[str, Any]
    problem: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Job:
    """One import: its folder, and what was asked by whom."""

    folder: Path
    asked: Mapping[str, Any]

    @property
    def id(self) -> str:
        """What addresses call it."""
        return self.folder.name

    @property
    def file(self) -> Path:
        """The uploaded file, under the name that it came with."""
        return self.folder / "file" / str(self.asked["name"])

    def step(self, name: str) -> Step:
        """How far a step is."""
        folder = self.folder / name
        report, progress = _json(folder / "report.json"), _json(folder / "progress.json")
        if report:
            return Step("done", progress, report, None)
        if not folder.is_dir():
            return Step("none", {}, {}, None)
        if _runs(folder):
            return Step("running", progress, {}, None)
        problem = _problem(folder / "errors")
        return Step("refused" if problem else "lost", progress, {}, problem)


def start(home: Path, actor: Actor, name: str, chunks: Iterable[bytes], asked: Mapping[str, Any]) -> Job:
    """Keep an uploaded file with what was asked, for its keeper alone."""
    folder = _folder(home) / new_id()
    (folder / "file").mkdir(parents=True, mode=0o700)
    plain = _NOT_IN_NAMES.sub("_", Path(name).name).strip(". ")[-100:] or "table"
    with (folder / "file" / plain).open("wb") as out:
        for chunk in chunks:
            out.write(chunk)
    whole = {"columns": {}, "words": {}, **asked, "name": plain, "actor": actor.name, "role": actor.role}
    return change(Job(folder, whole))


def change(job: Job, **asked: Any) -> Job:
    """The same import with something asked otherwise."""
    whole = {**job.asked, **asked}
    draft = job.folder / "asked.part"
    draft.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    draft.replace(job.folder / "asked.json")
    return Job(job.folder, whole)


def jobs(home: Path, actor: Actor) -> list[Job]:
    """The imports that an actor started, newest first; a keeper sees those of others too."""
    folders = sorted(_folder(home).glob("*"), reverse=True) if _folder(home).is_dir() else []
    found = [Job(folder, asked) for folder in folders if (asked := _json(folder / "asked.json"))]
    return [job for job in found if _may(actor, job)]


def job_named(home: Path, actor: Actor, name: str) -> Job:
    """An import by its id. Raises MT-411: other people's files are not even named."""
    folder = _folder(home) / name
    asked = _json(folder / "asked.json") if _ID.fullmatch(name) else {}
    job = Job(folder, asked)
    if not asked or not _may(actor, job):
        raise Problem("MT-411", kind="import", value=name)
    return job


def remove(job: Job) -> None:
    """Take an import off the list, with its file and reports; the register keeps what was imported. Raises MT-742."""
    _require_idle(job)
    shutil.rmtree(job.folder)


def run(job: Job, home: Path, actor: Actor, step: str) -> None:
    """Start a step by the command line. Raises MT-742 while a step of this import runs."""
    _require_idle(job)
    if step == "look":
        # What an earlier try to import said is about columns that are looked at anew.
        shutil.rmtree(job.folder / "import", ignore_errors=True)
    folder = job.folder / step
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    process = spawn([*_arguments(job, step), "--into", str(folder), *_whose(home, actor)], home, folder / "errors")
    (folder / "process").write_text(str(process))


def spawn(arguments: Sequence[str], home: Path, errors: Path) -> int:
    """Run the command line apart from this process; problems go to a file. Returns the process's number."""
    with errors.open("wb") as said:
        process = subprocess.Popen(
            [*_COMMAND, *arguments],
            cwd=home,
            env={**os.environ, "MINETRACE_HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
    # Somebody has to take note of its end, else it stays in the process table as long as the server runs.
    threading.Thread(target=process.wait, daemon=True).start()
    return process.pid


def _arguments(job: Job, step: str) -> list[str]:
    asked = job.asked
    if step == "undo":
        return ["undo-import", str(job.step("import").report["entry"]), f"--why={asked['why']}"]
    out = ["import", str(job.file), *(["--dry-run"] if step == "look" else [])]
    out += ["--as", "claims"] if asked["kind"] == "claims" else ["--kind", asked["kind"]]
    for name in ("profile", "publisher", "published", "url"):
        out += [f"--{name}={asked[name]}"] if asked.get(name) else []
    if asked["kind"] == "claims":
        return out
    for name in ("key", "country", "basis", "speaker", "said_on"):
        out += [f"--{name.replace('_', '-')}={asked[name]}"] if asked.get(name) else []
    out += [f"--map={column}={target}" for column, target in asked["columns"].items()]
    out += [f"--word={name}:{word}={code}" for name, said in asked["words"].items() for word, code in said.items()]
    return out + [f"--{name.replace('_', '-')}" for name in ("keep_good", "withdraw_gone") if asked.get(name)]


def _whose(home: Path, actor: Actor) -> list[str]:
    return ["--home", str(home), f"--by={actor.name}", "--role", actor.role, "--json"]


def _folder(home: Path) -> Path:
    return home / "imports"


def _may(actor: Actor, job: Job) -> bool:
    return actor.may("erase") or job.asked["actor"] == actor.name


def _runs(folder: Path) -> bool:
    process = folder / "process"
    return process.is_file() and runs(int(process.read_text()), at_work=process.stat().st_mtime)


def _require_idle(job: Job) -> None:
    """Raise MT-742 while a step of an import runs."""
    if any(job.step(name).state == "running" for name in ("look", "import", "undo")):
        raise Problem("MT-742")


def _problem(errors: Path) -> Mapping[str, Any] | None:
    """The problem that a command said last, in the one shape of problems."""
    lines = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines() if errors.is_file() else []
    try:
        said = json.loads(lines[-1]) if lines else None
    except ValueError:
        return None
    return said if isinstance(said, dict) and "code" in said else None


def _json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
