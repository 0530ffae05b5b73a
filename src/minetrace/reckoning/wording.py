"""Claims in the words of a check: numbers as printed, things in the plural, what sets one part apart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from minetrace.terms.claim import Claim


@cache
def _words() -> dict[str, Any]:
    text = files("minetrace.reckoning").joinpath("words.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def number(value: Decimal | int | float) -> str:
    """A number with group signs and no idle zeros: 2,728 or 12.5."""
    shown = f"{Decimal(str(value)):,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def figure(claim: Claim) -> str:
    """The figure as stated, with hedge and unit: "more than 1,200", "10 to 12", "12.5 ha"; its quote where vague."""
    words = _words()
    if claim.value is not None:
        shown = f"{words['hedge'][claim.hedge]}{number(claim.value)}"
    elif claim.low is not None and claim.high is not None:
        shown = f"{number(claim.low)} to {number(claim.high)}"
    elif claim.low is not None:
        shown = f"at least {number(claim.low)}"
    elif claim.high is not None:
        shown = f"up to {number(claim.high)}"
    else:
        return f"“{claim.quote}”"
    return shown + unit(claim)


def unit(claim: Claim) -> str:
    """What stands after the number: nothing for items and persons, " ha" for hectares."""
    if claim.unit is None:
        return ""
    return str(_words()["unit"].get(claim.unit, f" {claim.unit}"))


def phrase(claim: Claim) -> str:
    """The figure and what it counts: "45 killed", "35 civilians killed", "162 mines", "12.5 ha cleared"."""
    if claim.value is None and claim.low is None and claim.high is None:
        return figure(claim)
    return f"{figure(claim)} {thing(claim)}".rstrip()


def thing(claim: Claim) -> str:
    """What a claim counts, without its number."""
    words = _words()
    if claim.kind == "casualty":
        outcome = words["outcome"].get(claim.outcome, "")
        group = claim.group or "all"
        people = "" if group == "all" and outcome else _plural(words["group"], group, claim)
        return f"{people} {outcome}".strip()
    if claim.kind == "ordnance":
        noun = _plural(words["category"], claim.category or "mixed", claim)
        return f"{claim.model} ({noun})" if claim.model else noun
    return " and ".join(claim.action)


def measure(claim: Claim) -> str:
    """What a claim counts, in the plural whatever its number: "killed", "civilians killed", "PMN-E (mines)"."""
    return thing(replace(claim, value=None)) or claim.kind


def no_number(claims: Sequence[Claim]) -> str:
    """What stands for figures that have no number together: "no number (“dozens of mines”)"."""
    return f"no number ({', '.join(dict.fromkeys(map(figure, claims)))})"


def distinguished(claim: Claim, whole: Claim) -> str:
    """The figure and what sets the part apart: "35 civilians" of the killed, "45 killed" of the harmed."""
    if claim.kind == "casualty" and claim.outcome == whole.outcome and claim.group not in (None, "all", whole.group):
        return f"{figure(claim)} {_plural(_words()['group'], str(claim.group), claim)}"
    return phrase(claim)


def remainder(whole: Claim, parts: Sequence[Claim]) -> str:
    """What is not said of the rest of a whole: "not stated as killed", "of the dead not stated as civilian"."""
    kinds = list(dict.fromkeys(_stated_as(part, whole) for part in parts))
    prefix = ""
    if whole.kind == "casualty" and all(part.outcome == whole.outcome for part in parts):
        prefix = f"of {_words()['of the'].get(whole.outcome, 'them')} "
    return f"{prefix}not stated as {' or '.join(kinds)}"


def _stated_as(part: Claim, whole: Claim) -> str:
    words = _words()
    if part.kind == "casualty":
        group = words["stated as"].get(part.group, "") if part.group != whole.group else ""
        outcome = words["outcome"].get(part.outcome, "") if part.outcome != whole.outcome else ""
        return f"{group} {outcome}".strip() or "such"
    if part.kind == "ordnance":
        if part.model and part.model != whole.model:
            return part.model
        if part.category != whole.category:
            return str(words["category"].get(part.category, ["", "such"])[1])
    actions = [action for action in part.action if action not in whole.action]
    return " and ".join(actions) or "such"


def exclusive(claims: Sequence[Claim]) -> bool:
    """True where nothing can be in two of the claims: killed and injured, anti-personnel and anti-vehicle."""
    for slot, families in _words()["exclusive"].items():
        values = [getattr(claim, slot) for claim in claims]
        if len(set(values)) == len(values) and any(set(values) <= set(family) for family in families):
            return True
    return False


def listed(items: Sequence[str]) -> str:
    """A list in words: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def _plural(nouns: dict[str, list[str]], key: str, claim: Claim) -> str:
    one, many = nouns.get(key, [key, key])
    return one if claim.value == 1 and claim.hedge in ("exact", "reportedly") else many
