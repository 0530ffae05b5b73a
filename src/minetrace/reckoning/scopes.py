"""Places as scopes of numbers: which figures may be added by us, and which finds a stated total holds.

C1  A sum of ours needs scopes that are defined and disjoint; others are refused, with the pair that stands in the way.
C2  Finds are held against a stated total only where their ground lies in its scope, or a person decided so; what is
    then left of the total is unexplained, never matched with a number that happens to be equal.

A total that a text itself states is checked as stated, with a warning about scopes (T1 in `totals`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations

from minetrace.places import Gazetteer, PlaceMention, coverage, disjoint, packed
from minetrace.reckoning import wording
from minetrace.reckoning.quantities import base, dimension, shown
from minetrace.reckoning.stated import Stated, days
from minetrace.terms.check import Check
from minetrace.terms.claim import Claim

Scope = Collection[PlaceMention]


def scope(claim: Claim, gazetteer: Gazetteer | None = None) -> frozenset[PlaceMention] | None:
    """The places of a claim as mentions; None where it names none, or a name is none or several of the gazetteer."""
    known = packed() if gazetteer is None else gazetteer
    relations = [*claim.place_relations, *[None] * len(claim.places)]
    found = [
        (known.find(name).place, relation or "in") for name, relation in zip(claim.places, relations, strict=False)
    ]
    if not found or any(place is None for place, _ in found):
        return None
    return frozenset(PlaceMention(place.id, relation) for place, relation in found if place is not None)


def sum_of_ours(
    stated: Sequence[Stated], *, gazetteer: Gazetteer | None = None, decided: Mapping[str, Scope] | None = None
) -> Check:
    """C1: the sum of figures, or its refusal. `decided` gives the scope of a claim (by id) that a person settled."""
    known = packed() if gazetteer is None else gazetteer
    scopes = {one.id: (decided or {}).get(one.id) or scope(one.claim, known) for one in stated}
    formula = " + ".join(wording.figure(one.claim) for one in stated)
    ids = tuple(one.id for one in stated)
    reason = _refusal(stated, scopes, known)
    if reason is not None:
        return Check(
            rule="C1", outcome="warning", formula=formula, sentence=f"{formula} is not added: {reason}.", claims=ids
        )
    reached = shown(sum((base(one.claim) or Decimal(0) for one in stated), Decimal(0)))
    sentence = f"{formula} = {reached}: the scopes are defined and share no ground."
    return Check(rule="C1", outcome="holds", formula=f"{formula} = {reached}", sentence=sentence, claims=ids)


def held_against(
    total: Stated,
    finds: Sequence[Stated],
    *,
    gazetteer: Gazetteer | None = None,
    decided: Collection[str] = (),
) -> Check:
    """C2: finds beside a stated total; `decided` are the ids of finds that a person placed in its scope."""
    known = packed() if gazetteer is None else gazetteer
    shown_total, ids = wording.figure(total.claim), (total.id, *(one.id for one in finds))
    formula = " + ".join(wording.figure(one.claim) for one in finds)
    open_ = [one for one in finds if one.id not in decided and not _lies_in(one, total, known)]
    if open_:
        where = wording.listed([f"{wording.figure(one.claim)} ({_places(one)})" for one in open_])
        verb = "lies" if len(open_) == 1 else "lie"
        sentence = (
            f"{formula} is not held against {shown_total}: whether {where} {verb} in its scope ({_places(total)}) is "
            "not decided."
        )
        return Check(rule="C2", outcome="warning", formula=formula, sentence=sentence, claims=ids)
    left = (base(total.claim) or Decimal(0)) - sum((base(one.claim) or Decimal(0) for one in finds), Decimal(0))
    minus = " - ".join(wording.figure(one.claim) for one in (total, *finds))
    if left < 0:
        sentence = f"{formula} is more than {shown_total}: the finds exceed the stated total by {shown(-left)}."
        return Check(rule="C2", outcome="broken", formula=minus, sentence=sentence, claims=ids)
    sentence = f"{minus} = {shown(left)} unexplained: no find at hand stands for them."
    outcome: Check = Check(
        rule="C2",
        outcome="not stated" if left else "holds",
        formula=f"{minus} = {shown(left)}",
        sentence=sentence if left else f"{minus} = 0: the finds explain the stated total.",
        claims=ids,
    )
    return outcome


def _refusal(stated: Sequence[Stated], scopes: Mapping[str, Scope | None], gazetteer: Gazetteer) -> str | None:
    if len({dimension(one.claim) for one in stated}) > 1:
        return "the figures are in different units"
    if any(base(one.claim) is None or one.claim.hedge != "exact" for one in stated):
        return "not every figure is one plain number"
    for one, other in combinations(stated, 2):
        mine, theirs = scopes[one.id], scopes[other.id]
        pair = f"{_places(one)} and {_places(other)}"
        if not mine or not theirs:
            return f"the scopes are not defined ({pair})"
        answer = disjoint(gazetteer, mine, theirs, _day(one, other))
        if answer != "yes" and not _apart_in_time(one, other):
            return f"the scopes overlap ({pair})" if answer == "no" else f"the scopes may overlap ({pair})"
    return None


def _apart_in_time(one: Stated, other: Stated) -> bool:
    """True for two tallies or happenings whose days do not meet: they share no item even on one ground."""
    mine, theirs = days(one.claim), days(other.claim)
    if None in (*mine, *theirs) or "running" in (one.claim.counting, other.claim.counting):
        return False
    return str(mine[1]) < str(theirs[0]) or str(theirs[1]) < str(mine[0])


def _lies_in(one: Stated, total: Stated, gazetteer: Gazetteer) -> bool:
    ground, whole = scope(one.claim, gazetteer), scope(total.claim, gazetteer)
    if not ground or not whole or any(mention.relation != "in" for mention in whole):
        return False
    day = _day(one, total)
    return any(coverage(gazetteer, frozenset(ground), mention.place, day) == "all" for mention in whole)


def _day(*stated: Stated) -> date | None:
    known: Iterable[str] = (day for one in stated for day in (days(one.claim)[1], one.published) if day)
    return next((date.fromisoformat(day) for day in known if not day.startswith("--")), None)


def _places(one: Stated) -> str:
    return ", ".join(one.claim.places) or "no place"
