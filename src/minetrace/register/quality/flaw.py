"""What a check of the register finds: a record, the reason, and a mend that a person may apply."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from minetrace.register.view import RecordView


@dataclass(frozen=True, slots=True)
class Check:
    """A numbered check: its stable name, what it is called, and what a person does about its findings."""

    number: str
    name: str
    label: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One finding: which check, on which record, why, and which other records it is about.

    `fields` is the mend as field values where it follows from the record itself; a person proposes it, nothing is
    mended by a check. Where it is None, the check's `mend` says what to do.
    """

    check: str
    kind: str
    record: str
    reference: str
    reason: str
    others: tuple[str, ...] = ()
    fields: Mapping[str, Any] | None = None


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


def flaw(check: str, record: RecordView, reason: str, *others: RecordView, fields: Any = None) -> Flaw:
    """A finding on a record."""
    assert check in checks(), check
    return Flaw(
        check=check,
        kind=record.kind,
        record=record.record,
        reference=record.reference,
        reason=reason,
        others=tuple(other.reference for other in others),
        fields=fields,
    )
