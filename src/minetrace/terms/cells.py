"""Cells of tables that people open in spreadsheet programs: no text of ours or of a source is ever computed.

A cell that begins like a formula gets an apostrophe (OWASP, "CSV injection"); `unguarded` takes it off again, so that
what was written comes back as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def guarded(text: str) -> str:
    """A cell that no spreadsheet program computes: an apostrophe before what begins like a formula, numbers apart."""
    begins = _FORMULA.match(text) or (text.startswith("'") and _FORMULA.match(text[1:]))
    return f"'{text}" if begins and not _PLAIN_NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """What stood in a cell before `guarded`."""
    inner = text[1:]
    begins = _FORMULA.match(inner) or (inner.startswith("'") and _FORMULA.match(inner[1:]))
    return inner if text.startswith("'") and begins else text


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A small table as CSV text, every cell guarded."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    table.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()
