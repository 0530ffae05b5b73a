"""A programme with fields of its own, in a process of its own: declarations are read once, before the tables.

`python -m tests.register.own_fields FOLDER` prints what it saw as JSON; `test_extra_fields.py` says what is right.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

from minetrace.config import setup
from minetrace.config.home import Home, create

DECLARED = """
[[field]]
kind = "find"
name = "donor"
type = "term"
label = "Donor"
help = "Who paid for the work."
tier = "partner"
values = { trust = "A trust fund", state = "The state" }

[[field]]
kind = "find"
name = "uses"
type = "terms"
label = "Former use"
help = "What the ground was used for."
vocabulary = "land_use"

[[field]]
kind = "find"
name = "signal_no"
type = "count"
label = "Signal number"
help = "As the team numbers its signals."
tier = "restricted"
"""


def main(folder: Path) -> dict[str, Any]:
    home = Home(path=folder, time_zone="Asia/Baku")
    create(home)
    (folder / "fields.toml").write_text(DECLARED, encoding="utf-8")
    setup(home)
    from minetrace.config.store import prepare

    prepare(home)
    return {**_records(folder), **_pages(), **_files(folder), **_file_and_check(folder)}


def _records(folder: Path) -> dict[str, Any]:
    from minetrace.accounts.actor import keeper
    from minetrace.ledger.times import head_number
    from minetrace.register import view
    from minetrace.register.actions import Draft, approve, propose
    from minetrace.terms.problem import Problem

    anna, boris = keeper("anna"), keeper("boris")
    own = {"donor": "trust", "uses": ["housing"], "signal_no": 7}
    first = approve(boris, propose(anna, Draft(kind="find", fields={"category": "ap_mine", **own})), four_eyes=True)
    plain = approve(boris, propose(anna, Draft(kind="find", fields={"category": "uxo"})), four_eyes=True)
    again = Draft(kind="find", fields={"category": "ap_mine", **own, "donor": "state", "signal_no": None})
    approve(boris, propose(anna, again, record=first.record), four_eyes=True)
    history = view.history(anna, first.record)
    refused = ""
    try:
        propose(anna, Draft(kind="find", fields={"donor": "nobody"}))
    except Problem as problem:
        refused = problem.code
    seen = {
        name: {n: v for n, v in view.seen(view_of, row).fields.items() if n in own}
        for name, view_of in (
            ("visitor", _actor("visitor")),
            ("reader", _actor("reader")),
            ("officer", _actor("officer")),
        )
        for row in view.selected("find", at=head_number()).filter(record=first.record).select_related("record")
    }
    leaves = sorted(json.loads(plain.seal)["leaves"])
    return {"changes": view.changes(*history), "refused": refused, "seen": seen, "leaves": leaves}


def _actor(role: str) -> Any:
    from minetrace.accounts.actor import Actor

    return Actor(role, role)


def _pages() -> dict[str, Any]:
    from django.test import Client

    from minetrace.accounts.actions import add_user

    pages = {}
    for role in ("visitor", "officer"):
        client = Client()
        client.force_login(add_user(role, "x-y-z-1-2-3", role))
        record, listed = client.get("/records/F-000001/").text, client.get("/records/find/?text=trust").text
        pages[role] = {"donor": "The state" in record, "use": "Former use" in record}
        state = client.get("/records/find/?text=state").text
        pages[role] |= {"found": "F-000001" in state, "gone": "F-000001" in listed}
    form = client.get("/records/find/new/").text
    made = client.post("/records/find/new/", {"category": "uxo", "donor": "trust", "uses": ["road"], "signal_no": "9"})
    return {
        "pages": pages,
        "form": [word in form for word in ("Donor", "A trust fund", "Signal number")],
        "made": made.url,
    }


def _files(folder: Path) -> dict[str, Any]:
    from minetrace.accounts.actor import keeper
    from minetrace.doors.exporting import export
    from minetrace.doors.importing import import_table
    from minetrace.doors.work import Wish
    from minetrace.ledger.times import head_number

    anna = keeper("anna")
    told: dict[str, Any] = {"columns": {}}
    for tier in ("public", "partner", "restricted"):
        path = folder / f"{tier}.csv"
        export(anna, "find", path, tier=tier, at=head_number())
        with path.open(encoding="utf-8-sig", newline="") as file:
            told["columns"][tier] = [
                n for n in csv.DictReader(file).fieldnames or () if n in ("donor", "uses", "signal_no")
            ]
    folders = {"originals": folder / "originals", "profile_folder": folder / "profiles"}
    back = import_table(anna, folder / "restricted.csv", Wish(kind="find"), **folders)
    told["back"] = [back.new, back.changed, back.unchanged, back.refused]
    table = "no,device,donor,former use,signal\n1,AP mine,A trust fund,housing,12\n2,UXO,The state,,13\n"
    (folder / "finds.csv").write_text(table, encoding="utf-8")
    report = import_table(anna, folder / "finds.csv", Wish(kind="find", columns=("signal=signal_no",)), **folders)
    told["mapping"] = {name: one["field"] for name, one in report.mapping.items()}
    told["imported"] = [report.new, report.refused, dict(report.values["donor"])]
    with contextlib.closing(sqlite3.connect(folder / "register.gpkg")) as register:
        told["layer"] = register.execute(
            "SELECT reference, donor, uses FROM find WHERE donor IS NOT NULL ORDER BY 1"
        ).fetchall()
    return told


def _file_and_check(folder: Path) -> dict[str, Any]:
    from minetrace.ledger.verifying import verify
    from minetrace.register.extras import misfits
    from minetrace.register.models import VERSIONS

    findings, fit = [str(one) for one in verify().findings], len(misfits())
    with contextlib.closing(sqlite3.connect(folder / "register.gpkg")) as register, register:
        register.execute('UPDATE find_version SET extra_partner = \'{"donor":"gone","old":1}\' WHERE ended_by IS NULL')
    wrong = [(one.field, one.reason[:20], one.count) for one in misfits()]
    assert VERSIONS["find"].objects.count()
    return {"findings": findings, "fit": fit, "wrong": wrong, "altered": [str(one) for one in verify().findings][:1]}


if __name__ == "__main__":
    with contextlib.redirect_stdout(io.StringIO()):
        said = main(Path(sys.argv[1]))
    print(json.dumps(said, ensure_ascii=False))
