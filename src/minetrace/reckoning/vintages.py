"""The same period stated again: what was said by a day, and the note on what changed. Shares of what is known.

V1  A later edition states a period anew: the note names the difference, whole and part by part. V2  A share is of those
whose status is known, and says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from minetrace.reckoning import wording
from minetrace.reckoning.quantities import base, shown
from minetrace.reckoning.speakers import institution
from minetrace.reckoning.stated import Stated, days, order
from minetrace.terms.check import Check

_Measure = tuple[Any, ...]
_STATUS = ("civilian", "military")
"""Groups of people that exclude each other; deminers, journalists and children may stand in either."""


def as_said(stated: Iterable[Stated], said_by: str) -> tuple[Stated, ...]:
    """For each speaker, measure and period, the claim published last up to the day; undated sources are left out."""
    latest: dict[_Measure, Stated] = {}
    for one in sorted(stated, key=order):
        if one.published and one.published <= said_by:
            latest[_measure(one)] = one
    return tuple(sorted(latest.values(), key=order))


def errata(stated: Sequence[Stated], first: str, second: str) -> tuple[Check, ...]:
    """V1: for each speaker and period, what the whole was by one day and by a later one, with its parts."""
    before = {_measure(one): one for one in as_said(stated, first)}
    after = {_measure(one): one for one in as_said(stated, second)}
    out = []
    harmed = {(key[0], *key[3:]) for key in before if key[1] == "affected"}
    for measure in sorted(before, key=str):
        old, new = before[measure], after[measure]
        # Where nobody states those harmed, the killed or the injured are the whole.
        whole = old.claim.group in (None, "all") and (
            measure[1] == "affected" or (measure[0], *measure[3:]) not in harmed
        )
        if whole and old.id != new.id and (gap := _rise(old, new)):
            parts = [
                key
                for key in sorted(before, key=str)
                if measure[1] == "affected" and key[0] == measure[0] and key[2:] == measure[2:]
            ]
            steps = [(before[key], after[key]) for key in parts if key != measure]
            named = [f"{_signed(rise)} {_word(new)}" for old, new in steps if (rise := _rise(old, new)) is not None]
            detail = f" ({', '.join(named)})" if named else ""
            who = institution(old.speaker) if old.speaker.islower() else old.speaker
            sentence = (
                f"{who} stated {wording.figure(old.claim)} by {first} and {wording.figure(new.claim)} by {second} for "
                f"{'..'.join(day or 'not stated' for day in days(old.claim))}: {_signed(gap)}{detail}."
            )
            formula = f"{wording.figure(new.claim)} - {wording.figure(old.claim)} = {shown(gap)}"
            ids = (old.id, new.id, *(one.id for pair in steps for one in pair))
            out.append(Check(rule="V1", outcome="warning", formula=formula, sentence=sentence, claims=ids))
    return tuple(out)


def checks(stated: Sequence[Stated]) -> tuple[Check, ...]:
    """V1 for each period that a speaker states anew, V2 for each whole of which a text states two parts that exclude
    each other.
    """
    return (*_anew(stated), *_shares(stated))


def _anew(stated: Sequence[Stated]) -> Iterator[Check]:
    editions: dict[_Measure, list[Stated]] = defaultdict(list)
    for one in sorted(stated, key=order):
        if (
            one.claim.counting == "tally"
            and one.claim.kind == "casualty"
            and one.published
            and None not in days(one.claim)
        ):
            key = _measure(one)
            editions[key[0], *key[3:], one.claim.places].append(one)
    for told in editions.values():
        published = list(dict.fromkeys(str(one.published) for one in told))
        for first, second in pairwise(published):
            yield from errata(told, first, second)


def _shares(stated: Sequence[Stated]) -> Iterator[Check]:
    wholes: dict[tuple[str, str | None], list[Stated]] = defaultdict(list)
    known = {one.id: one for one in stated}
    for one in sorted(stated, key=order):
        if one.claim.kind == "casualty" and one.claim.part_of and base(one.claim) is not None:
            wholes[one.source_id, one.claim.part_of].append(one)
    for (source, whole), parts in wholes.items():
        kept = known.get(f"{source}:{whole}")
        apart = [one for one in parts if one.claim.group in _STATUS and one.claim.outcome == parts[0].claim.outcome]
        if kept is not None and len({one.claim.group for one in apart}) == len(apart) > 1:
            yield from (share(one, apart, kept) for one in apart if one.claim.group == "civilian")


def share(part: Stated, known: Sequence[Stated], whole: Stated | None = None) -> Check:
    """V2: a part as a share of those whose status is stated (`known` exclude each other and hold the part)."""
    base_ = sum((base(one.claim) or Decimal(0) for one in known), Decimal(0))
    size = base(part.claim)
    ids = (part.id, *(one.id for one in known if one.id != part.id), *([whole.id] if whole else []))
    if not base_ or size is None:
        return Check(rule="V2", outcome="not stated", formula="", sentence="No share: no known status.", claims=ids)
    percent = round(100 * size / base_)
    formula = f"{shown(size)} / {shown(base_)} = {percent} %"
    sentence = f"{wording.measure(part.claim)}: {shown(size)} of {shown(base_)} with known status ({percent} %)"
    rest = (base(whole.claim) or Decimal(0)) - base_ if whole else Decimal(0)
    sentence += f"; the status of {shown(rest)} is not stated." if rest > 0 else "."
    return Check(rule="V2", outcome="holds", formula=formula, sentence=sentence, claims=ids)


def _measure(one: Stated) -> _Measure:
    claim = one.claim
    first, last = days(claim)
    return institution(one.speaker), claim.outcome, claim.kind, claim.group, claim.category, claim.model, first, last


def _rise(old: Stated, new: Stated) -> Decimal | None:
    before, after = base(old.claim), base(new.claim)
    return None if before is None or after is None else after - before


def _signed(number: Decimal) -> str:
    return f"{'+' if number >= 0 else '-'}{shown(abs(number))}"


def _word(one: Stated) -> str:
    return "of unknown fate" if one.claim.outcome == "unknown" else wording.measure(one.claim)
