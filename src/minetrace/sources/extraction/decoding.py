"""Bytes become characters: byte order mark, declared charset, UTF-8, then a weighed guess that is noted.

Order and aliases follow the practice of browsers (WHATWG Encoding: a declared ISO 8859-1 is read as Windows-1252).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.I)
_HEAD_BYTES = 4096
_WESTERN_RUN = re.compile(r"[\u00c0-\u00ff\u0160\u0161\u017d\u017e\u0178]{3,}")
_MIXED_WORD = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of an original, the codec that gave them (`data.decode(encoding)` gives them again), and notes."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded | None:
    """The text in `data`, or None where no reading as text is possible (binary data)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data, encoding, ())
    if b"\0" in data:
        return None
    notes: tuple[str, ...] = ()
    declared = _declared(data)
    if declared is not None:
        found = _checked(data, declared, ())
        if found is not None:
            return found
        notes = (f"The page declares {declared}, but its bytes are not {declared}.",)
    return _checked(data, "utf-8", notes) or _guessed(data, notes)


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD_BYTES])
    if match is None:
        return None
    try:
        name = codecs.lookup(match.group(1).decode("ascii")).name
    except LookupError:
        return None
    if name.startswith(("utf-16", "utf-32")):
        return None  # a declaration that can be read byte by byte is wrong about itself
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}.get(name, name)


def _checked(data: bytes, encoding: str, notes: tuple[str, ...]) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return Decoded(text, encoding, notes) if _is_text(text) else None


def _is_text(text: str) -> bool:
    """No NUL, and no more control characters than a stray one per hundred."""
    controls = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\v\f\r")
    return "\0" not in text and controls * 100 <= len(text)


def _guessed(data: bytes, notes: tuple[str, ...]) -> Decoded | None:
    """Windows-1251 or Windows-1252, whichever makes fewer impossible words."""
    cyrillic = _checked(data, "cp1251", notes)
    western = _checked(data, "cp1252", notes)
    options = []
    if cyrillic is not None:
        options.append((len(_MIXED_WORD.findall(cyrillic.text)), "cp1251", cyrillic))
    if western is not None:
        options.append((len(_WESTERN_RUN.findall(western.text)), "cp1252", western))
    if not options:
        return None
    _, name, best = min(options)
    note = f"The encoding is not declared and not UTF-8: read as {name} by the look of the words; check the letters."
    return Decoded(best.text, name, (*notes, note))
