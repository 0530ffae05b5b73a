"""Canonical JSON: one value, one sequence of bytes, on every store and machine (RFC 8785).

The part of RFC 8785 that the ledger needs: null, true, false, integers, text, lists, and objects with ASCII keys.
Floating
point numbers are refused, because two stores may round them differently: counts and square metres are integers,
instants are microseconds since 1970 in UTC, geometry is little-endian WKB in hexadecimal, other decimals are text.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """The canonical UTF-8 bytes of a value. Raises TypeError for what has no canonical form."""
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("utf-8")


def canonical_text(value: Any) -> str:
    """Canonical JSON as text, for columns that hold lists or objects."""
    if type(value) is int:
        # Whole numbers are most of what a bulk of rows has, and the encoder takes longest to begin.
        return str(value)
    return canonical(value).decode("utf-8")


def sha256(value: Any) -> str:
    """SHA-256 over canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _refuse_floats(value: Any) -> None:
    if value is None or isinstance(value, str | bool | int):
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if not (isinstance(key, str) and key.isascii()):
                raise TypeError(f"canonical JSON keys are ASCII text, not {key!r}")
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
    else:
        raise TypeError(f"no canonical form for {type(value).__name__}: {value!r}")
