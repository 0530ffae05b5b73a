"""The page of the manual on statements, run as it is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from minetrace.publishing.document import parse

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "writing-a-statement.md"
_BLOCK = re.compile(r"(?ms)^```(\w+)\n(.*?)^```$")
_SAVED = re.compile(r"Save this as `([\w.]+)`:\s+```markdown\n(.*?)\n```", re.DOTALL)


def sessions(page: str) -> list[tuple[str, str]]:
    """Commands of the console blocks with the output that the page shows under them."""
    text = "".join(body for kind, body in _BLOCK.findall(page) if kind == "console")
    parts = re.split(r"(?m)^\$ ", text.replace("\\\n", " "))[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def as_pattern(output: str) -> str:
    lines = [
        r"(?:.*\n)*?" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") + "\n"
        for line in output.splitlines()
    ]
    return "".join(lines)


def test_the_page_runs_as_written(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, content in _SAVED.findall(page):
        (tmp_path / name).write_text(content + "\n", encoding="utf-8")
    home = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "160"}
    environment = {**os.environ, **home}
    commands = sessions(page)
    assert len(commands) > 5
    for command, output in commands:
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            environment[name] = value
            continue
        ran = subprocess.run(
            command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60
        )
        said = ran.stdout + ran.stderr
        assert re.fullmatch(as_pattern(output), said), f"$ {command}\n{said}"
        assert ran.returncode == (2 if "may not go out" in output else 0), said


def test_the_front_matter_on_the_page_is_understood() -> None:
    page = PAGE.read_text(encoding="utf-8")
    blocks = [body for kind, body in _BLOCK.findall(page) if kind == "yaml"]
    assert blocks
    for body in blocks:
        found: list[object] = []
        document = parse(f"---\n{body}---\n", lambda mark, problem, found=found: found.append((mark, problem)))
        assert document is not None and found == []
