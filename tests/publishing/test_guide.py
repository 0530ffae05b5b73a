"""The page of the manual on statements: its examples of front matter. `tests/test_guides.py` runs its commands."""

from __future__ import annotations

import re
from pathlib import Path

from minetrace.publishing.document import parse

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "writing-a-statement.md"
_BLOCK = re.compile(r"(?ms)^```(\w+)\n(.*?)^```$")


def test_the_front_matter_on_the_page_is_understood() -> None:
    page = PAGE.read_text(encoding="utf-8")
    blocks = [body for kind, body in _BLOCK.findall(page) if kind == "yaml"]
    assert blocks
    for body in blocks:
        found: list[object] = []
        document = parse(f"---\n{body}---\n", lambda mark, problem, found=found: found.append((mark, problem)))
        assert document is not None and found == []
