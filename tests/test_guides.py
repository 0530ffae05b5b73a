"""The pages of the manual, run as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import guides

GUIDES = Path(__file__).parents[1] / "docs" / "guide"


@pytest.mark.parametrize("name", sorted(path.name for path in GUIDES.glob("*.md")))
def test_the_page_runs_as_written(name: str, tmp_path: Path) -> None:
    steps = guides.run(GUIDES / name, tmp_path)
    assert len(steps) > 5
    for step in steps:
        assert step.right, f"$ {step.did}\n{step.said}\nexit code {step.code}\nThe page says:\n{step.expected}"
