"""What a check of the register finds: a record, the reason, and a mend that a person may apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from minetrace.register.quality.catalogue import checks
from minetrace.register.view import RecordView


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
