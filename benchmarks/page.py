"""The page docs/benchmarks.md: every benchmark writes a section of its own between two marks, with day and machine."""

from __future__ import annotations

import os
import platform
import re
from datetime import date
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
_HEAD = """# Benchmarks

Written by `./run bench`, a section by each file of `benchmarks/`; `./run bench NAME` renews one. Times are of the
machine named in the section: compare the rows of one table, not tables.
"""


def write(name: str, title: str, lines: list[str]) -> None:
    """Print a section, and put it in place of the one that the same benchmark wrote before."""
    body = "\n".join(["", f"## {title}", "", f"{date.today().isoformat()}, {machine()}.", "", *lines, ""])
    print(body)
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else _HEAD
    section = f"{begin}\n{body}\n{end}"
    found = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    page = found.sub(lambda _: section, page) if found.search(page) else f"{page.rstrip()}\n\n{section}\n"
    PAGE.write_text(page, encoding="utf-8")


def machine() -> str:
    """The machine in general words, and how busy it was."""
    busy, processors = os.getloadavg()[0], os.cpu_count() or 1
    shared = f"; other programs ran beside (load {busy:.1f})" if busy > processors else ""
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{processors} processors ({platform.machine()}), {system}{shared}"


def table(*rows: tuple[object, ...]) -> list[str]:
    """Rows as a table of Markdown, the first one its head; numbers stand right."""
    cells = [[str(cell) for cell in row] for row in rows]
    right = [all(re.fullmatch(r"[-–.,\d]+( .*)?", row[at]) for row in cells[1:]) for at in range(len(cells[0]))]
    rule = ["---:" if is_right else "---" for is_right in right]
    return [f"| {' | '.join(row)} |" for row in [cells[0], rule, *cells[1:]]]
