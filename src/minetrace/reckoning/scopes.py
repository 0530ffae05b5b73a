"""Places as scopes of numbers: which figures may be added by us, and which finds a stated total holds.

C1  A sum of ours needs scopes that are defined and disjoint; others are refused, with the pair that stands in the way.
C2  Finds are held against a stated total only where their ground lies in its scope, or a person decided so; what is
    then left of the total is unexplained, never matched with a number that happens to be equal.

A total that a text itself states is checked as stated, with a warning about scopes (T1 in `totals`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from minetrace.places import Gazetteer, PlaceMention, coverage, disjoint, packed
from minetrace.reckoning import wording
from minetrace.reckoning.happenings import one_category
from minetrace.reckoning.linkage import Linkage
from minetrace.reckoning.quantities import base, dimension, shown
from minetrace.reckoning.speakers import one_speaker
from minetrace.reckoning.spelling import one_label
from minetrace.reckoning.stated import Stated, days, order
from minetrace.terms.check import Check
from minetrace.terms.claim import Claim

Scope = Collection[PlaceMention]
Within = Collection[tuple[str, str]]
"""Pairs of ids (`Stated.id`): a find, and the stated total in whose scope a person placed it."""
_OF_A_SUM = ("kind", "counting", "stance", "outcome", "group", "category", "model", "cause", "action")


def scope(claim: Claim, gazetteer: Gazetteer | None = None) -> frozenset[PlaceMention] | None:
    """The places of a claim as mentions; None where it names none, or a name is none or several of the gazetteer."""
    known = packed() if gazetteer is None else gazetteer
    found = [(known.find(name).place, relation) for name, relation in _named(claim)]
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


def checks(links: Linkage, *, gazetteer: Gazetteer | None = None, within: Within = ()) -> tuple[Check, ...]:
    """C1 for each text that counts one measure in several scopes, C2 for each total and the finds of its speaker."""
    known = packed() if gazetteer is None else gazetteer
    return (*_sums(links, known), *_totals_with_finds(links, known, within))


def _sums(links: Linkage, gazetteer: Gazetteer) -> Iterator[Check]:
    alike: dict[Any, list[Stated]] = defaultdict(list)
    for group in links.groups:
        for one in {one.source_id: one for one in reversed(group)}.values():
            if one.claim.counting != "occurrence" and one.claim.value is not None and one.claim.part_of is None:
                measure = tuple(getattr(one.claim, slot) for slot in _OF_A_SUM)
                alike[one.source_id, measure, dimension(one.claim), days(one.claim), one.speaker].append(one)
    for told in sorted(alike.values(), key=lambda told: order(told[0])):
        sums = {id_ for one in told for id_ in one.claim.total_of}
        parts = sorted((one for one in told if not one.claim.total_of and one.claim.id not in sums), key=order)
        if len({one.claim.places for one in parts}) > 1:
            yield sum_of_ours(parts, gazetteer=gazetteer)


def _totals_with_finds(links: Linkage, gazetteer: Gazetteer, within: Within) -> Iterator[Check]:
    finds = [_plain(group) for group in links.groups if group[0].claim.counting == "occurrence"]
    finds = [one for one in finds if one.claim.kind == "ordnance" and set(one.claim.action) & {"found", "cleared"}]
    for group in links.groups:
        total = _plain(group)
        if total.claim.counting == "running" and total.claim.kind == "ordnance" and total.claim.places:
            held = [one for one in finds if _counted_in(one, total, gazetteer)]
            if held:
                decided = [find for find, of in within if of in {one.id for one in group}]
                yield held_against(total, held, gazetteer=gazetteer, decided=decided)


def _plain(group: Sequence[Stated]) -> Stated:
    """The claim of a group that states one plain number, the earliest; else its first."""
    return next((one for one in group if one.claim.hedge == "exact" and one.claim.value is not None), group[0])


def _counted_in(find: Stated, total: Stated, gazetteer: Gazetteer) -> bool:
    """Whether a find may be one of those that a total counts: its thing, speaker and days, and no ground apart."""
    mine, whole = find.claim, total.claim
    (start, end), (first, last) = days(whole), days(mine)
    if mine.value is None or start is None or first is None or last is None or first.startswith("--"):
        return False
    if not (start <= first and last <= (end or total.published or last)):
        return False
    if one_category(mine.category, whole.category) == "no" or dimension(mine) != dimension(whole):
        return False
    if whole.model and not (mine.model and one_label(mine.model, whole.model)):
        return False
    ground, scope_ = scope(mine, gazetteer), scope(whole, gazetteer)
    apart = ground and scope_ and disjoint(gazetteer, ground, scope_, _day(find, total)) == "yes"
    return one_speaker(find.speaker, total.speaker) and not apart


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
    whole = scope(total.claim, gazetteer)
    if not whole or any(mention.relation != "in" for mention in whole):
        return False
    day, told = _day(one, total), scope(one.claim, gazetteer)
    grounds = [told] if told else []
    grounds += [frozenset({PlaceMention(place, "in")}) for place in _holders(one.claim, gazetteer)]
    return any(coverage(gazetteer, ground, mention.place, day) == "all" for ground in grounds for mention in whole)


def _holders(claim: Claim, gazetteer: Gazetteer) -> Iterator[str]:
    """The places of a claim that may hold all its others: "near Sarybaba in the Lachin district" lies in the district,
    whichever Sarybaba it is."""
    found = [(gazetteer.find(name), relation) for name, relation in _named(claim)]
    for outer, relation in found:
        if outer.place is not None and relation == "in":
            inside = (
                any(
                    inner.id == outer.place.id or outer.place.id in gazetteer.ancestors(inner.id)
                    for inner in other.places
                )
                for other, _ in found
            )
            if all(inside):
                yield outer.place.id


def _named(claim: Claim) -> list[tuple[str, str]]:
    relations = [*claim.place_relations, *[None] * len(claim.places)]
    return [(name, relation or "in") for name, relation in zip(claim.places, relations, strict=False)]


def _day(*stated: Stated) -> date | None:
    known: Iterable[str] = (day for one in stated for day in (days(one.claim)[1], one.published) if day)
    return next((date.fromisoformat(day) for day in known if not day.startswith("--")), None)


def _places(one: Stated) -> str:
    return ", ".join(one.claim.places) or "no place"
