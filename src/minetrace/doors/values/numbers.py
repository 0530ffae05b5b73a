"""Numbers as tables write them: grouped, with a decimal comma or point, in any script's digits."""

from __future__ import annotations

import re

_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([,.'’ \u00a0\u202f])\d{3})(?:\1\d{3})*")
_WHOLE = re.compile(r"[+-]?\d{1,15}(?:[.,]0+)?")
_DECIMAL = re.compile(r"[+-]?\d{1,15}(?:[.,]\d+)?")


def whole(text: str) -> int | None:
    """A whole number: "2006", "2,006", "1 250 000", "12.0"; None for anything else.

    Where a whole number is due, three digits after a mark are a group: "2,006" is two thousand and six.

    >>> whole("2,006"), whole("1.250.000"), whole("12.0"), whole("1.5")
    (2006, 1250000, 12, None)
    """
    plain = _digits(text)
    if len(plain) <= 20 and _GROUPED.fullmatch(plain):
        return int(re.sub(r"[,.'’ \u00a0\u202f]", "", plain))
    if _WHOLE.fullmatch(plain):
        return int(re.split("[.,]", plain)[0])
    return None


def decimal(text: str) -> float | None:
    """A decimal number with point or comma: of two marks the last is the decimal one; None for anything else.

    >>> decimal("39,5"), decimal("1,234.5"), decimal("-75.185183"), decimal("x")
    (39.5, 1234.5, -75.185183, None)
    """
    plain = _digits(text).replace("\u2212", "-").replace("\u00a0", "").replace(" ", "")
    if "," in plain and "." in plain:
        group = "," if plain.rfind(".") > plain.rfind(",") else "."
        plain = plain.replace(group, "")
    return float(plain.replace(",", ".")) if _DECIMAL.fullmatch(plain) else None


def _digits(text: str) -> str:
    """The text with the digits of any script as 0 to 9."""
    stripped = text.strip()
    if stripped.isascii():
        return stripped
    return "".join(str(int(c)) if c.isdecimal() else c for c in stripped)
