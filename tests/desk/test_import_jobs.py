"""An import that the desk starts runs as a process of its own, on a real home."""

from __future__ import annotations

import time
from pathlib import Path

from minetrace.accounts.actor import Actor
from minetrace.desk.imports import jobs
from tests.homes import make_home

OLGA = Actor("olga", "officer")


def ended(job: jobs.Job, step: str) -> jobs.Step:
    for _try in range(600):
        now = job.step(step)
        if now.state != "running":
            return now
        time.sleep(0.1)
    raise AssertionError(f"{step} does not end")


def test_steps_run_apart_from_the_desk_and_leave_what_they_found(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home", "sqlite")
    asked = {"kind": "find", "basis": "own"}
    table = b"id,date found,device,quantity\n1,2024-05-13,AP mine,3\n2,2024-05-14,UXO,1\n"
    job = jobs.start(home.path, OLGA, "../finds 2024.csv", [table], asked)
    assert (job.file.name, job.file.parent.parent) == ("finds 2024.csv", job.folder)
    jobs.run(job, home.path, OLGA, "import")
    done = ended(job, "import")
    assert (done.state, done.report["new"], done.report["entry"]) == ("done", 2, 1_000_000), done
    assert done.progress["what"] == "staging the records"
    assert [one["basis"] for one in home.json("records", "find")] == ["own", "own"]
    assert (job.folder / "import" / "errors").read_bytes() == b""
