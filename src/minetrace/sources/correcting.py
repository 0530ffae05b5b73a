"""What a corrected reading may say: the keys of the claim's kind, with values of their vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from minetrace.terms.claim import KIND_KEYS, Counting, Hedge, Stance
from minetrace.terms.days import is_day
from minetrace.terms.problem import Problem

_NUMBERS = frozenset({"value", "low", "high"})
_TEXTS = frozenset({"unit", "partial_date", "category", "model", "made_in", "laid_by", "outcome", "group", "cause"})
_MORE_TEXTS = frozenset({"invited_by", "verified", "instrument", "article", "relation"})
_LISTS = frozenset({"places", "place_relations", "attributed_to", "action", "names"})
_DAYS = frozenset({"from", "to"})
_CHOICES = {"hedge": get_args(Hedge), "counting": get_args(Counting), "stance": get_args(Stance)}


def require_fitting(kind: str, corrected: Mapping[str, Any]) -> None:
    """Raise MT-404 for a key that a claim of this kind does not have, or a value that it cannot take.

    Null says "not stated" for every key. The words and their place in the text are no reading and never change.
    """
    for key, value in corrected.items():
        reason = _reason(kind, key, value)
        if reason is not None:
            raise Problem("MT-404", key=key, value=value, reason=reason)


def _reason(kind: str, key: str, value: Any) -> str | None:
    if key in KIND_KEYS and kind not in KIND_KEYS[key]:
        return f"a claim of kind {kind} does not have it"
    if key in _CHOICES:
        return None if value in _CHOICES[key] else f"it is one of {', '.join(_CHOICES[key])}"
    judge = next((judge for keys, judge in _JUDGES if key in keys), None)
    if judge is None:
        return "a claim does not have it"
    return None if value is None else judge(value)


def _number(value: Any) -> str | None:
    fits = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    return None if fits else "it is not a number"


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) else "it is not text"


def _year(value: Any) -> str | None:
    return None if isinstance(value, int) and 1850 <= value <= 2200 else "it is not a year"


def _list(value: Any) -> str | None:
    fits = isinstance(value, list | tuple) and all(item is None or isinstance(item, str) for item in value)
    return None if fits else "it is not a list of texts"


def _day(value: Any) -> str | None:
    return None if is_day(value) else "a day is written YYYY-MM-DD"


def _people(value: Any) -> str | None:
    fits = isinstance(value, list | tuple) and all(isinstance(one, Mapping) and "name" in one for one in value)
    return None if fits else "each participant has a name, and may have a role"


_JUDGES = (
    (_NUMBERS, _number),
    (_TEXTS | _MORE_TEXTS, _text),
    (frozenset({"made_year"}), _year),
    (_LISTS, _list),
    (_DAYS, _day),
    (frozenset({"who"}), _people),
)
