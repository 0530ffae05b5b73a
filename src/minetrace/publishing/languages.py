"""What statements know of a language, from `languages.json`: how numbers print, what has digits and counts nothing."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from minetrace.terms.problem import Problem


@cache
def _languages() -> dict[str, dict[str, Any]]:
    text = files("minetrace.publishing").joinpath("languages.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = json.loads(text)
    return loaded


def language_data(language: str) -> dict[str, Any]:
    """What printing and the guard against typed numbers know of a language. Raises MT-619."""
    data = _languages().get(language)
    if data is None:
        raise Problem("MT-619", language=language, known=", ".join(_languages()))
    return data


def plain_number(value: Decimal, language: str) -> str:
    """A number with the thousands and decimal signs of a language: 1,119, 1 119 or 1.119."""
    data = language_data(language)
    text = f"{value:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "".join({",": data["group"], ".": data["decimal"]}.get(sign, sign) for sign in text)
