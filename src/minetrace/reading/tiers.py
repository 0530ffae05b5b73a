"""Tiers: which claims the reader vouches for, and which a person should look at first, with the reasons in words.

`tiers.toml` holds the rules: each names what it looks at in a claim, its derivation and the facts that the reader notes
beside it. A claim that meets no rule is "auto"; one that meets any is for "review". The third tier, "refused", is of
phrases that look like a claim and are not taken (`refusals.py`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from typing import Any

from minetrace.terms.claim import Claim, Doubt

EXPERIMENTAL = "experimental_language"
CONFLICT = "arithmetic_conflict"
PART = "part_of_doubtful"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One entry of the data file; empty conditions hold for every claim."""

    code: str
    reason: str
    rules: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = ()
    countings: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    unstated: tuple[str, ...] = ()
    fact: str = ""

    def meets(self, stated: Mapping[str, Any], used: Collection[str], facts: Collection[str]) -> bool:
        """Whether a claim that states this, by these rules, with the facts noted beside it, gives this doubt."""
        return (
            (not self.fact or self.fact in facts)
            and (not self.kinds or stated["kind"] in self.kinds)
            and (not self.countings or stated["counting"] in self.countings)
            and (not self.stances or stated["stance"] in self.stances)
            and (not self.rules or not self.rules.isdisjoint(used))
            and (not self.beside or not self.beside.isdisjoint(used))
            and all(stated[key] in (None, ()) for key in self.unstated)
        )


@cache
def doubts() -> tuple[Rule, ...]:
    """The rules by which a claim comes to review, in the order of the data file."""
    keys = {field.name for field in fields(Claim)}
    found = []
    for entry in _data()["doubt"]:
        listed: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
        listed |= {key: frozenset(entry[key]) for key in ("rules", "beside") if key in entry}
        if "unstated" in listed:
            listed["unstated"] = tuple(f"{key}_" if f"{key}_" in keys else key for key in entry["unstated"])
        found.append(Rule(**listed))
    return tuple(found)


@cache
def _by_derivation() -> dict[str, set[int]]:
    """The positions of the doubts that ask for a rule of the derivation, by that rule, of those that ask for a fact
    alone, by that fact, and of the others, by ""."""
    found: dict[str, set[int]] = {}
    for at, doubt in enumerate(doubts()):
        for rule in doubt.rules or (doubt.fact,):
            found.setdefault(rule, set()).add(at)
    return found


def _worth_asking(used: Collection[str], facts: Collection[str]) -> list[int]:
    filed = _by_derivation()
    return sorted(set().union(*(filed[one] for one in ("", *used, *facts) if one in filed)))


@cache
def reasons() -> dict[str, str]:
    """Every code of a doubt or refusal with its words."""
    return {entry["code"]: entry["reason"] for part in ("doubt", "refusal") for entry in _data()[part]}


def judged(stated: Mapping[str, Any], used: Collection[str], facts: Collection[str] = ()) -> tuple[Doubt, ...]:
    """The doubts of a claim, from the fields that it states, the rules of its derivation and the facts noted beside
    it: pure, and the same for the same."""
    rules = [doubts()[at] for at in _worth_asking(used, facts)]
    return tuple(Doubt(code=rule.code, reason=rule.reason) for rule in rules if rule.meets(stated, used, facts))


def in_conflict(claims: Sequence[Claim], ids: Collection[str]) -> tuple[Claim, ...]:
    """The claims again, those of these ids with the doubt that a check of the text does not hold with them."""
    return with_parts(tuple(_doubted(claim, CONFLICT) if claim.id in ids else claim for claim in claims))


def with_parts(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims of one text, those that are parts of a claim in doubt in doubt too, and their parts, however deep."""
    doubtful = {claim.id for claim in claims if claim.tier == "review"}
    found = tuple(_doubted(claim, PART) if claim.part_of in doubtful else claim for claim in claims)
    return found if found == claims else with_parts(found)


def _doubted(claim: Claim, code: str) -> Claim:
    if any(doubt.code == code for doubt in claim.doubts):
        return claim
    return replace(claim, tier="review", doubts=(*claim.doubts, Doubt(code=code, reason=reasons()[code])))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("minetrace.reading").joinpath("tiers.toml").read_text(encoding="utf-8"))
