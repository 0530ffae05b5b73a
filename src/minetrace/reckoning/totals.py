"""Totals, parts and contradictions inside one text: numbered rules, each finding in words.

T1  A stated total holds, or is broken. It is checked as stated: whether the scopes of its parts overlap is a warning.
T2  A part lies within its whole, or exceeds it.
T3  Parts of one whole are not added to it; unless they exclude each other, whether they overlap is not stated.
T4  What is left of a whole is a formula, "not stated as ...", never a claim and never a category.
T5  Two figures of one text for the same measure, period and places contradict each other.
T6  A sum that comes out without a word that says so is a note, never a link.

Figures in different units are never added or compared. The rules on cues and accidental sums follow the project's
reading guide: among twelve numbers of a text, some sum comes out by accident more often than not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from minetrace.reckoning import bounds, wording
from minetrace.reckoning.agreement import accidental_sums, contradictions
from minetrace.reckoning.bounds import Bounds
from minetrace.reckoning.links import Links
from minetrace.terms.check import Check, Outcome
from minetrace.terms.claim import Claim


def checks(claims: Sequence[Claim]) -> tuple[Check, ...]:
    """What reckoning finds in the claims of one text, by rule and then in the order of the text."""
    links = Links(claims)
    return (
        *_stated_totals(links),
        *_parts_in_wholes(links),
        *_siblings(links),
        *_remainders(links),
        *contradictions(links),
        *accidental_sums(links),
    )


# --- T1 -----------------------------------------------------------------------------------------------------------


def _stated_totals(links: Links) -> Iterator[Check]:
    for total in links.claims:
        if total.total_of:
            yield _stated_total(total, links.find(total.total_of))


def _stated_total(total: Claim, parts: Sequence[Claim]) -> Check:
    shown = wording.figure(total)
    ids = (total.id, *(part.id for part in parts))
    if len(parts) < len(total.total_of):
        return _check(
            "T1", "not stated", shown, f"A part of the stated total {shown} is not at hand: not checked.", ids
        )
    formula = " + ".join(wording.figure(part) for part in parts)
    units = sorted({str(claim.unit) for claim in (total, *parts)})
    if len(units) > 1:
        sentence = f"{formula} is not added: the figures are in different units ({wording.listed(units)})."
        return _check("T1", "warning", formula, sentence, ids)
    stated, known = bounds.of(total), [bounds.of(part) for part in parts]
    sizes = [size for size in known if size is not None]
    if stated is None or len(sizes) < len(known):
        sentence = f"{formula} and the total {shown} are not all numbers: not checked."
        return _check("T1", "not stated", formula, sentence, ids)
    outcome, formula, sentence = _compared(total, formula, stated, bounds.total(sizes))
    return _check("T1", outcome, formula, sentence, ids, _total_warnings(total, parts))


def _compared(total: Claim, formula: str, stated: Bounds, added: Bounds) -> tuple[Outcome, str, str]:
    """Outcome, formula and sentence of a total against the sum of its parts."""
    shown = wording.figure(total)
    if added.low is None or not added.exact:
        if stated.meets(added):
            return "holds", f"{formula} ~ {shown}", f"{formula} allows the stated {shown}: holds within the hedges."
        sentence = f"{formula} cannot give the stated {shown}: broken even within the hedges."
        return "broken", f"{formula} ≠ {shown}", sentence
    reached = wording.number(added.low) + wording.unit(total)
    if not stated.exact or stated.low is None:
        if stated.meets(added):
            sentence = f"{formula} = {reached} lies in the stated “{shown}”: holds within its hedge."
            return "holds", f"{formula} = {reached}", sentence
        return "broken", f"{formula} = {reached}", f"{formula} = {reached} is not “{shown}” as stated: broken."
    if stated.low == added.low:
        return "holds", f"{formula} = {shown}", f"{formula} = {shown} holds as stated."
    if _rounds_to(added.low, stated.low):
        sentence = f"{formula} = {reached}, which rounds to the stated {shown}: holds as rounded."
        return "holds", f"{formula} = {reached}", sentence
    gap = wording.number(abs(stated.low - added.low)) + wording.unit(total)
    side = "less" if stated.low < added.low else "more"
    sentence = f"{formula} = {reached}, but the text states {shown}, {gap} {side} than its parts: broken."
    return "broken", f"{formula} = {reached} ≠ {shown}", sentence


def _rounds_to(added: Decimal, stated: Decimal) -> bool:
    """True where a stated decimal is the sum of the parts, rounded; whole numbers are never taken as rounded."""
    exponent = stated.as_tuple().exponent
    return isinstance(exponent, int) and exponent < 0 and abs(added - stated) * 2 <= Decimal(1).scaleb(exponent)


def _total_warnings(total: Claim, parts: Sequence[Claim]) -> tuple[str, ...]:
    warnings = []
    if len({_folded(part.places) for part in parts}) > 1:
        scopes = [f"{wording.listed(part.places) or 'no place'} ({wording.figure(part)})" for part in parts]
        warnings.append(
            f"The scopes of the parts are not defined: the text does not say whether {wording.listed(scopes)} overlap."
        )
    if len({(part.from_, part.to) for part in parts}) > 1:
        warnings.append("The parts do not cover the same period.")
    return (*warnings, *_hedge_warnings((total, *parts)))


def _folded(places: Sequence[str]) -> frozenset[str]:
    return frozenset(place.casefold() for place in places)


def _hedge_warnings(claims: Sequence[Claim]) -> Iterator[str]:
    for claim in claims:
        shown = wording.figure(claim)
        if claim.hedge in ("about", "almost"):
            yield f"“{shown}” is hedged: read as within a tenth of it."
        elif claim.hedge == "reportedly":
            yield f"{shown} is only reported, says the text."
        elif claim.hedge != "exact":
            yield f"“{shown}” is hedged: it sets a limit, not a number."


# --- T2 -----------------------------------------------------------------------------------------------------------


def _parts_in_wholes(links: Links) -> Iterator[Check]:
    for part in links.claims:
        whole = links.whole(part)
        if whole is not None:
            yield _part_in_whole(part, whole)


def _part_in_whole(part: Claim, whole: Claim) -> Check:
    formula = f"{wording.figure(part)} in {wording.figure(whole)}"
    ids = (part.id, whole.id)
    size, limit = bounds.of(part), bounds.of(whole)
    if part.unit != whole.unit and size is not None and limit is not None:
        sentence = f"{wording.phrase(part)} and {wording.phrase(whole)} are in different units: not compared."
        return _check("T2", "warning", formula, sentence, ids)
    if size is None or limit is None:
        vague = part if size is None else whole
        sentence = f"{wording.figure(vague)} gives no number: {formula} is not checked."
        return _check("T2", "not stated", formula, sentence, ids)
    warnings = tuple(_hedge_warnings((part, whole)))
    if size.above(limit):
        sentence = (
            f"{wording.phrase(part)} exceed the {wording.phrase(whole)} that they are said to be part of: broken."
        )
        return _check("T2", "broken", formula, sentence, ids, warnings)
    verb = "lies" if part.value == 1 else "lie"
    return _check(
        "T2", "holds", formula, f"{wording.phrase(part)} {verb} in the {wording.phrase(whole)}.", ids, warnings
    )


# --- T3, T4 -------------------------------------------------------------------------------------------------------


def _comparable_parts(links: Links, whole: Claim) -> list[Claim]:
    """Parts of a whole, in its unit, each with a number that fits into it."""
    parts = links.parts(whole)
    limit = bounds.of(whole) if parts else None
    found = []
    for part in parts:
        size = bounds.of(part)
        if size is not None and limit is not None and part.unit == whole.unit and not size.above(limit):
            found.append(part)
    return found


def _siblings(links: Links) -> Iterator[Check]:
    for whole in links.claims:
        parts = _comparable_parts(links, whole)
        if len(parts) > 1:
            yield _excluding(whole, parts) if wording.exclusive(parts) else _overlapping(whole, parts)


def _overlapping(whole: Claim, parts: Sequence[Claim]) -> Check:
    names = wording.listed([wording.distinguished(part, whole) for part in parts])
    shown = wording.figure(whole)
    unclear = "whether they overlap is not stated"
    if len(parts) == 2:
        small, large = sorted(parts, key=lambda part: (bounds.of(part) or bounds.total(())).low or Decimal(0))
        verb = "is" if small.value == 1 else "are"
        unclear = f"whether the {wording.figure(small)} {verb} inside the {wording.figure(large)} is not stated"
    sentence = f"{names} each lie in the {shown}; {unclear}; not added to the {shown}."
    formula = f"{', '.join(wording.figure(part) for part in parts)} in {shown}"
    ids = (*(part.id for part in parts), whole.id)
    return _check("T3", "not stated", formula, sentence, ids, _forced_overlap(whole, parts))


def _forced_overlap(whole: Claim, parts: Sequence[Claim]) -> tuple[str, ...]:
    sizes = [_exact(claim) for claim in (whole, *parts)]
    if len(parts) != 2 or None in sizes:
        return ()
    limit, *known = [size for size in sizes if size is not None]
    excess = sum(known) - limit
    if excess <= 0:
        return ()
    added = " + ".join(wording.number(size) for size in known)
    return (f"{added} is more than {wording.number(limit)}: at least {wording.number(excess)} must be in both.",)


def _excluding(whole: Claim, parts: Sequence[Claim]) -> Check:
    added = bounds.total(size for part in parts if (size := bounds.of(part)) is not None)
    limit = bounds.of(whole)
    names = wording.listed([wording.distinguished(part, whole) for part in parts])
    formula = f"{' + '.join(wording.figure(part) for part in parts)} in {wording.figure(whole)}"
    ids = (*(part.id for part in parts), whole.id)
    if limit is not None and added.above(limit):
        sentence = f"{names} exclude each other, yet together exceed the {wording.phrase(whole)}: broken."
        return _check("T3", "broken", formula, sentence, ids)
    sentence = f"{names} exclude each other and lie together in the {wording.phrase(whole)}; not added to it."
    return _check("T3", "holds", formula, sentence, ids)


def _remainders(links: Links) -> Iterator[Check]:
    for whole in links.claims:
        parts = [part for part in _comparable_parts(links, whole) if _exact(part) is not None]
        size = _exact(whole) if parts else None
        if size is None:
            continue
        # Parts that may overlap cannot be subtracted together: the largest alone leaves the sure remainder.
        taken = parts if wording.exclusive(parts) else [max(parts, key=lambda part: _exact(part) or Decimal(0))]
        left = size - sum(_exact(part) or Decimal(0) for part in taken)
        if left > 0:
            yield _remainder(whole, taken, left)


def _remainder(whole: Claim, taken: Sequence[Claim], left: Decimal) -> Check:
    figures = " - ".join(wording.figure(claim) for claim in (whole, *taken))
    formula = f"{figures} = {wording.number(left)}{wording.unit(whole)}"
    sentence = f"{formula} {wording.remainder(whole, taken)}."
    return _check("T4", "not stated", formula, sentence, (whole.id, *(part.id for part in taken)))


def _exact(claim: Claim) -> Decimal | None:
    size = bounds.of(claim)
    return size.low if size is not None and size.exact else None


def _check(
    rule: str,
    outcome: Outcome,
    formula: str,
    sentence: str,
    claims: tuple[str, ...],
    warnings: tuple[str, ...] = (),
) -> Check:
    return Check(rule=rule, outcome=outcome, formula=formula, sentence=sentence, claims=claims, warnings=warnings)
