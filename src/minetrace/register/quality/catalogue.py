"""The catalogue of checks: numbers, names and mends, and the limits and orders that they go by (`checks.json`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Check:
    """A numbered check: its stable name, what it is called, and what a person does about its findings."""

    number: str
    name: str
    label: str
    mend: str


@cache
def checks() -> dict[str, Check]:
    """Every check by its name, in the order of their numbers."""
    return {row["name"]: Check(**row) for row in rules()["checks"]}


@cache
def rules() -> dict[str, Any]:
    """Limits and orders that the checks go by, from `checks.json`."""
    text = files("minetrace.register").joinpath("quality", "checks.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
