"""Tables as tests write them, and the import of one in this process."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from minetrace.accounts.actor import keeper
from minetrace.doors.importing import import_table
from minetrace.doors.report import Report
from minetrace.doors.work import Wish

SAMPLES = Path(__file__).parent / "samples"
ANNA = keeper("anna")


def written(path: Path, *rows: tuple[str, ...]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def imported(path: Path, folder: Path, kind: str = "find", **wish: Any) -> Report:
    return import_table(
        ANNA,
        path,
        Wish(kind=kind, **wish),
        originals=folder / "originals",
        profile_folder=folder / "profiles",
    )
