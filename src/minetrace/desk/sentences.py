"""Sentences that the rooms below write in English, in the page's language.

Checks, findings, reasons, questions in words and numbered problems are made where no page is known, and are kept as
they were made. Each is one of a list of patterns ("{0} is above the total {1}"): `desk/sentences.json`, gathered from
the code by `python -m minetrace.desk.translations`. A sentence is found again among them, its pattern translated, and
what stood in its gaps put back, itself translated where it is a pattern or a word of ours. What is no pattern stays.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from django.utils.translation import get_language, gettext

from minetrace.terms.problem import catalogue

FILE = Path(__file__).with_name("sentences.json")
_ROOMS = ("reckoning", "register", "figures", "doors")
_NO_SENTENCE = re.compile(r"[{}%\\\n<>]|\b(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|INDEX|WHERE|PRAGMA|INTERVAL|NULL)\b")
_GAP = re.compile(r"\{(\w+)\}")
_LETTERS = re.compile(r"[A-Za-z]")
_FEWEST = 4
"""Letters that a pattern must have outside its gaps: one of fewer is found where it was not meant."""
_FEW = 12
_LISTED = ("; ", ", ")
_DEEPEST = 12
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
_ASKED = re.compile(r"([a-z][^“”]*) “([^“”]*)”")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern with the expression that finds it, its longest stretch of letters, and how many letters it has."""

    text: str
    found: re.Pattern[str]
    longest: str
    letters: int


def said(sentence: str) -> str:
    """A sentence of the rooms below in the page's language."""
    if (get_language() or "en").partition("-")[0] == "en":
        return sentence
    return _said(sentence, 0)


def patterns() -> list[str]:
    """The patterns as they were gathered last: those that the catalogue has."""
    kept: list[str] = json.loads(FILE.read_text(encoding="utf-8"))
    return kept


def gathered() -> list[str]:
    """The patterns of the code and of the numbered problems, each once, in a fixed order."""
    found = {_unescaped(text) for entry in catalogue().values() for text in (entry["what"], entry["next"])}
    root = files("minetrace")
    for room in _ROOMS:
        for path in sorted(Path(str(root.joinpath(room))).rglob("*.py")):
            if "migrations" not in path.parts and "kinds" not in path.parts:
                found |= set(_written(ast.parse(path.read_text(encoding="utf-8"))))
    return sorted(text for text in found if len(_LETTERS.findall(_GAP.sub("", text))) >= _FEWEST)


def _unescaped(text: str) -> str:
    """A problem's sentence as it is printed: its doubled braces single."""
    return text.replace("{{", "{").replace("}}", "}")


def _said(text: str, depth: int) -> str:
    whole = gettext(text) if text.strip() else text
    if whole != text or depth > _DEEPEST:
        return whole
    listed = any(between in text for between in _LISTED)
    for pattern in _patterns():
        # One of few letters would take a whole list for its gap: the list is taken apart first.
        if pattern.longest not in text or (listed and pattern.letters < _FEW):
            continue
        match = pattern.found.fullmatch(text)
        if match is not None:
            return _filled(gettext(pattern.text), match, depth)
    for between in (*_LISTED, " and ", " or "):
        if between in text:
            joined = between if between in _LISTED else f" {gettext(between.strip())} "
            return joined.join(_said(part, depth + 1) for part in text.split(between))
    text = _ASKED.sub(lambda asked: f"{_label(asked[1])} “{gettext(asked[2])}”", text)
    return _DAY.sub(lambda day: f"{day[1]} {gettext(day[2])} {day[3]}", _label(text))


def _filled(pattern: str, match: re.Match[str], depth: int) -> str:
    """A translated pattern with what stood in its gaps."""
    gaps = {name[1:]: _said(value, depth + 1) for name, value in match.groupdict().items()}
    return _GAP.sub(lambda gap: gaps.get(gap[1], gap[0]), pattern)


def _label(text: str) -> str:
    """A field's label as it stands within a sentence, with a small letter."""
    label = text[:1].upper() + text[1:]
    return gettext(label) if gettext(label) != label else text


@cache
def _patterns() -> tuple[Pattern, ...]:
    """Every pattern, the most particular first."""
    made = (_pattern(text) for text in patterns())
    return tuple(sorted(made, key=lambda one: (-one.letters, one.text)))


@lru_cache(None)
def _pattern(text: str) -> Pattern:
    expression, seen = "", set[str]()
    literals = _GAP.split(text)[::2]
    for literal, name in zip(literals, [*_GAP.findall(text), ""], strict=True):
        expression += re.escape(literal)
        if name:
            expression += f"(?P=g{name})" if name in seen else f"(?P<g{name}>.+?)"
            seen.add(name)
    letters = sum(len(_LETTERS.findall(literal)) for literal in literals)
    return Pattern(text, re.compile(expression, re.DOTALL), max(literals, key=len), letters)


def _written(tree: ast.AST) -> Iterator[str]:
    """The sentences in a module: formatted strings with numbered gaps, and plain ones of several words."""
    apart = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    # What stands alone as a statement is a docstring.
    apart |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = _with_gaps(node)
            if " " in text and not _NO_SENTENCE.search(_GAP.sub("", text)):
                yield text
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            words = re.search(r"[a-z] [a-z]", node.value) or (_GAP.search(node.value) and " " in node.value)
            if words and not _NO_SENTENCE.search(_GAP.sub("", node.value)):
                yield node.value


def _with_gaps(node: ast.JoinedStr) -> str:
    """A formatted string with its gaps numbered; "{}" where it has braces of its own."""
    out, gaps = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            literal = str(part.value)
            out += "{}" if "{" in literal or "}" in literal else literal
        else:
            out += f"{{{gaps}}}"
            gaps += 1
    return out
