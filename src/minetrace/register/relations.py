"""Which kinds of record a relation joins, and how it reads from the other side (`link_relations.json`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def relations(kind: str, other: str) -> tuple[str, ...]:
    """The relations that may lead from a record of one kind to one of another, in the order of their vocabulary."""
    return tuple(code for code, rule in rules().items() if _joins(rule, kind, other))


def inverse(relation: str) -> str:
    """How a relation reads from the other side."""
    return str(rules()[relation]["inverse"])


def inverses() -> list[str]:
    """How each relation reads from the other side, for catalogues of words."""
    return [rule["inverse"] for rule in rules().values()]


def _joins(rule: Mapping[str, Any], kind: str, other: str) -> bool:
    if rule.get("same_kind") and kind != other:
        return False
    return kind in rule.get("from", (kind,)) and other in rule.get("to", (other,))


@cache
def rules() -> dict[str, dict[str, Any]]:
    """Every relation's rule by its code."""
    text = files("minetrace.register").joinpath("link_relations.json").read_text(encoding="utf-8")
    rules: dict[str, dict[str, Any]] = json.loads(text)
    return rules
