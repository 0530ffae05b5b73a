"""Pages of the manual, run as they are written: commands, files to save, forms to fill in, pages to open.

`run` does it in a process of its own, because a process serves one home; `python -m tests.guides PAGE` is that process.
A page that changes files of the repository works on a copy of the sources.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_STEP = re.compile(
    r"(?ms)^(?:[^\n]*(?P<how>[Ss]ave this as|[Aa]dd this to) `(?P<name>[\w./-]+)`[^\n]*:\n+)?"
    r"```(?P<kind>\w+)\n(?P<block>.*?)^```$"
    r"|^\| at `(?P<form>[^`]+)`, as (?P<author>\w+) \|[^\n]*\n\|-[^\n]*\n(?P<rows>(?:\|[^\n]*\n)+)"
    r"|^\| open, as (?P<reader>\w+) \|[^\n]*\n\|-[^\n]*\n(?P<pages>(?:\|[^\n]*\n)+)"
)
_SOURCES = ("src/minetrace", "tests/reading/catalogue")
_PROBLEM = re.compile(r"(?m)^MT-\d{3}  |may not go out")


@dataclass(frozen=True)
class Step:
    """What was done, what the page says of it (... for anything), what was said, and whether it failed."""

    did: str
    expected: str
    said: str
    code: int = 0

    @property
    def right(self) -> bool:
        """Whether it went as the page says."""
        return bool(re.fullmatch(as_pattern(self.expected), self.said)) and self.code == self.wanted

    @property
    def wanted(self) -> int:
        """The exit code that goes with what the page shows."""
        return 2 if _PROBLEM.search(self.expected) else 0


def as_pattern(output: str) -> str:
    """Output as a page shows it: a line "..." stands for any lines, three points in a line for anything."""
    lines = [
        r"(?:.*\n)*?" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") + "\n"
        for line in output.splitlines()
    ]
    return "".join(lines)


def run(page: Path, folder: Path) -> list[Step]:
    """Every step of a page in an empty folder."""
    sources = []
    if any(f"`{name}/" in page.read_text(encoding="utf-8") for name in _SOURCES):
        for name in _SOURCES:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("vendor", "__pycache__"))
        sources = [str(folder / "src")]
    environment = {
        **os.environ,
        "COLUMNS": "160",
        "NO_COLOR": "1",
        "MINETRACE_DEBUG": "1",
        "PYTHONPATH": os.pathsep.join([*sources, str(ROOT), *sys.path]),
    }
    command = [sys.executable, "-m", "tests.guides", str(page)]
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    return [Step(**step) for step in json.loads(ran.stdout)]


def _steps(page: str) -> Iterator[Step]:
    for found in _STEP.finditer(page):
        if found["name"]:
            _write(Path(found["name"]), found["block"], added=found["how"].lower() == "add this to")
        elif found["kind"] == "console":
            parts = re.split(r"(?m)^\$ ", found["block"].replace("\\\n", " "))[1:]
            for command, _, output in (part.partition("\n") for part in parts):
                yield _command(command, output)
        elif found["form"]:
            yield _filled_in(found["form"], found["author"], dict(_cells(found["rows"])))
        elif found["pages"]:
            for address, seen in _cells(found["pages"]):
                yield _opened(address.strip("`"), found["reader"], seen)


def _write(file: Path, text: str, *, added: bool) -> None:
    """Save a file, or add to one that is there; what the reader knows of its packs is then read again."""
    from minetrace.reading.pack import load_pack, packed_languages

    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text(encoding="utf-8") if added else ""
    file.write_text(before + text, encoding="utf-8")
    load_pack.cache_clear()
    packed_languages.cache_clear()


def _command(command: str, output: str) -> Step:
    import typer.main

    from minetrace.cli import main, problems

    if command.startswith("export "):
        name, _, value = command.removeprefix("export ").partition("=")
        os.environ[name] = value
        return Step(command, output, "")
    program, *args = shlex.split(command)
    if program == "python":
        ran = subprocess.run([sys.executable, *args], capture_output=True, text=True, check=False, timeout=60)
        return Step(command, output, ran.stdout + ran.stderr, ran.returncode)
    assert program == "minetrace", command
    screens = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    code: Any = 0
    with contextlib.redirect_stdout(screens[0]), contextlib.redirect_stderr(screens[1]):
        try:
            problems.run(typer.main.get_command(main.app), args)
        except SystemExit as leaving:
            code = leaving.code
    said = []
    for screen in screens:
        screen.seek(0)
        # Rich fills lines with blanks that nobody sees.
        said.append(re.sub(r"(?m) +$", "", screen.read()))
    return Step(command, output, "".join(said), code or 0)


def _cells(rows: str) -> list[tuple[str, str]]:
    lines = [line.strip("|").split("|") for line in rows.splitlines()]
    return [(first.strip(), second.strip()) for first, second in lines]


def _signed_in(name: str) -> Any:
    from django.test import Client

    from minetrace.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def _filled_in(address: str, author: str, values: dict[str, str]) -> Step:
    """A form filled in by its labels; a choice by how it begins."""
    client = _signed_in(author)
    form = client.get(address).context["form"]
    data: dict[str, Any] = {}
    for group in form.groups():
        for field in group.fields:
            label = f"{group.label}, {field.label}" if group.pair else group.label
            if label in values:
                data |= _typed(field, values.pop(label))
    assert not values, f"{address} has no field {', '.join(values)}"
    answer = client.post(address, data)
    said = answer.url if answer.status_code == 302 else re.sub(r"\s*\n\s*", "\n", _words(answer.text))
    return Step(f"form {address}", "/proposals/...\n", f"{said}\n")


def _typed(field: Any, text: str) -> dict[str, Any]:
    widget = field.field.widget
    if hasattr(widget, "columns"):
        first = {c.key: c.choices[0][0] for c in widget.columns if c.choices}
        row = {c.key: "" for c in widget.columns} | first | {widget.columns[0].key: text}
        return {f"{field.html_name}-0-{key}": value for key, value in row.items()}
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return {field.html_name: text}
    chosen = [code for code, label in choices if code and str(label).strip().startswith(text)]
    assert chosen, f"{field.label} has no choice {text}"
    return {field.html_name: chosen[0]}


def _opened(address: str, reader: str, seen: str) -> Step:
    answer = _signed_in(reader).get(address)
    words = _words(answer.text)
    return Step(f"open {address}", f"{seen}\n", f"{seen}\n" if seen in words else words, answer.status_code // 300)


def _words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"(?s)<(script|style|head).*?</\1>|<[^>]*>", " ", page))


def main(page: Path) -> None:
    """Run a page in the folder one stands in, and print its steps as JSON."""
    from django.conf import settings
    from django.test.utils import setup_test_environment

    import minetrace.config

    set_up = minetrace.config.setup

    def once(home: Any) -> None:
        if not settings.configured:
            set_up(home)
            setup_test_environment()

    minetrace.config.setup = once
    done = []
    for step in _steps(page.read_text(encoding="utf-8")):
        done.append(asdict(step))
        if not step.right:
            break
    print(json.dumps(done, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
