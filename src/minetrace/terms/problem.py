"""Numbered problems: a code, what happened, what to do. One shape in the command line, on pages and in JSON."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = files("minetrace.terms").joinpath("problems.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = json.loads(text)
    return loaded


class Problem(Exception):
    """Something a user can mend: raised with the code of the catalogue `problems.json` and the details of the case.

    The catalogue gives each code `what` (a sentence with {details}) and `next` (what to do now). Retired codes stay
    in the catalogue so that a number never changes its meaning.
    """

    def __init__(self, code: str, **details: Any) -> None:
        entry = _catalogue()[code]
        self.code = code
        self.details = details
        self.what = entry["what"].format(**details)
        self.next_step = entry["next"].format(**details)
        super().__init__(f"{code}: {self.what} {self.next_step}")

    def as_dict(self) -> dict[str, Any]:
        """The one JSON shape of a problem."""
        details = {key: str(value) for key, value in self.details.items()}
        return {"code": self.code, "what": self.what, "next": self.next_step, "details": details}


def catalogue() -> dict[str, dict[str, str]]:
    """Every numbered problem with its sentence and next step, for the reference page and its test."""
    return dict(_catalogue())
