"""What a relay changed: a word, a day, a year, a label, a scope. Each change in a sentence, beside the claims.

Compared are the claims of the source nearest to the statement with those of a relay. A change is shown, never undone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from minetrace.reckoning import wording
from minetrace.reckoning.happenings import one_category
from minetrace.reckoning.quantities import agreement, dimension
from minetrace.reckoning.spelling import one_label
from minetrace.reckoning.stated import Stated, days, same_day
from minetrace.terms.claim import Claim

_TELLING = 100
"""A number below this is found in any text; only larger ones are looked for in words that carry no claim."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a relay changed: what kind of change, in a sentence, with the claims on both sides."""

    kind: str
    sentence: str
    claims: tuple[str, ...]


def changes(nearest: Sequence[Stated], relay: Sequence[Stated], text: str | None = None) -> tuple[Change, ...]:
    """What `relay` changed against the source nearest to the statement; `text` is the relay's text, where at hand."""
    pairs = _pairs(nearest, relay)
    found = [
        *_words(nearest, relay, pairs, text),
        *(
            change
            for one, other in pairs
            for change in _pair_changes(one, other, _made(nearest, one))
            if not (change.kind == "hedge" and _told_exactly(nearest, one))
        ),
        *_attached(nearest, pairs),
        *_dated(nearest[0], relay[0]),
    ]
    return tuple(found)


def _pairs(nearest: Sequence[Stated], relay: Sequence[Stated]) -> list[tuple[Stated, Stated]]:
    """Claims of one measure on both sides: by equal numbers first, then the only ones left of a measure."""
    pairs: list[tuple[Stated, Stated]] = []
    # A headline's rounding stands beside the exact figure: the exact one is what a relay had to keep.
    left = sorted(nearest, key=lambda one: one.claim.hedge != "exact")
    right = list(relay)
    for accepted in (("equal",), ("rounded",), ("apart",)):
        for one in list(left):
            others = [other for other in right if one_measure(one.claim, other.claim)]
            others = [other for other in others if agreement(one.claim, other.claim) in accepted]
            if accepted == ("apart",) and one.claim.id in _wholes(nearest):
                others = [other for other in others if other.claim.id in _wholes(relay)]
            elif accepted == ("apart",):
                others = [other for other in others if other.claim.id not in _wholes(relay)]
            rivals = [known for known in left if others and one_measure(known.claim, others[0].claim)]
            others.sort(key=lambda other: not _one_thing(one.claim, other.claim))
            if others and (accepted != ("apart",) or (len(others) == 1 and len(rivals) == 1)):
                pairs.append((one, others[0]))
                left.remove(one)
                right.remove(others[0])
    return pairs


def _one_thing(one: Claim, other: Claim) -> bool:
    """Whether two claims name their thing alike: the same category, and one label or none on both sides."""
    if one.category != other.category or bool(one.model) != bool(other.model):
        return False
    return not (one.model and other.model) or one_label(one.model, other.model)


def _wholes(claims: Sequence[Stated]) -> set[str | None]:
    return {one.claim.part_of for one in claims if one.claim.part_of}


def one_measure(one: Claim, other: Claim) -> bool:
    """Whether two claims count one kind of thing, coarser or finer words allowed."""
    if (one.kind, one.outcome, one.group, dimension(one)) != (other.kind, other.outcome, other.group, dimension(other)):
        return False
    return one_category(one.category, other.category) != "no"


def _words(
    nearest: Sequence[Stated], relay: Sequence[Stated], pairs: Sequence[tuple[Stated, Stated]], text: str | None
) -> Iterator[Change]:
    """A number that the relay prints, yet of something else: "1,119 minutes"."""
    paired = {one.id for one, _ in pairs}
    covered = [other.claim.span for other in relay]
    for one in nearest:
        value = one.claim.value
        if text is None or one.id in paired or value is None or value < _TELLING:
            continue
        for start, end, word in _printed(text, value):
            if not any(first <= start < last for first, last in covered):
                sentence = f"{wording.phrase(one.claim)} became “{text[start:end]} {word}”."
                yield Change("word", sentence, (one.id,))
                break


def _printed(text: str, value: int | float) -> Iterator[tuple[int, int, str]]:
    """Where a number stands in a text, however it is grouped, with the word after it."""
    digits = wording.number(Decimal(str(value)))
    pattern = re.escape(digits).replace(",", "[,. \u00a0\u202f’']?")
    for match in re.finditer(rf"(?<![\d.,]){pattern}(?![\d])\s+(\w+)", text):
        yield match.start(), match.end() - len(match[1]) - 1, match[1]


def _made(nearest: Sequence[Stated], one: Stated) -> frozenset[int]:
    """The years of make that a text gives to a claim, or else to its other items."""
    if one.claim.made_year:
        return frozenset({one.claim.made_year})
    return frozenset(other.claim.made_year for other in nearest if other.claim.made_year)


def _told_exactly(nearest: Sequence[Stated], rough: Stated) -> bool:
    """Whether a text that hedges a number tells it without the hedge too: a headline rounds, its text does not."""
    told = (one.claim for one in nearest if one is not rough and one.claim.hedge == "exact")
    return any(claim.value == rough.claim.value and one_measure(claim, rough.claim) for claim in told)


def _pair_changes(one: Stated, other: Stated, made: frozenset[int]) -> Iterator[Change]:
    ids = (one.id, other.id)
    mine, theirs = one.claim, other.claim
    shown, there = wording.figure(mine), wording.figure(theirs)
    agreed = agreement(mine, theirs)
    if agreed == "apart":
        yield Change("figure", f"{wording.phrase(mine)} became {there}.", ids)
    elif agreed == "rounded" and mine.hedge == "exact":
        yield Change("rounded", f"{shown} was rounded to {there}.", ids)
    elif agreed == "equal" and mine.hedge not in ("exact", theirs.hedge) and theirs.hedge == "exact":
        yield Change("hedge", f"“{shown}” lost its hedge: {there}.", ids)
    if mine.model and theirs.model and not one_label(mine.model, theirs.model):
        yield Change("label", f"{shown} {mine.model} became {there} {theirs.model}.", ids)
    yield from _years(mine, theirs, made, ids)
    yield from _scopes(mine, theirs, shown, ids)


def _years(mine: Claim, theirs: Claim, made: frozenset[int], ids: tuple[str, str]) -> Iterator[Change]:
    shown = wording.figure(mine)
    here, there = ({int(day[:4]) for day in days(claim) if day and day[0] != "-"} for claim in (mine, theirs))
    confused = sorted((made & there) - here)
    if confused and theirs.made_year is None:
        yield Change("year", f"{shown}: {confused[0]}, the year of make, became the year of the find.", ids)
    elif mine.made_year and theirs.made_year and mine.made_year != theirs.made_year:
        yield Change("year", f"{shown}: made {mine.made_year} became made {theirs.made_year}.", ids)
    elif mine.counting == theirs.counting == "occurrence" and days(mine)[0] and days(theirs)[0]:
        ends = zip(days(mine), days(theirs), strict=True)
        if not all(same_day(day, other) is not False for day, other in ends):
            yield Change("day", f"{shown}: {_span(mine)} became {_span(theirs)}.", ids)


def _scopes(mine: Claim, theirs: Claim, shown: str, ids: tuple[str, str]) -> Iterator[Change]:
    start, there = days(mine)[0], days(theirs)[0]
    if mine.counting == theirs.counting == "running" and start and there and there < start:
        yield Change("scope", f"{shown}: since {start} became since {there}: the scope grew.", ids)
    if mine.group != theirs.group and theirs.group == "all":
        yield Change("scope", f"{shown}: of {mine.group} became of all: the scope grew.", ids)


def _attached(nearest: Sequence[Stated], pairs: Sequence[tuple[Stated, Stated]]) -> Iterator[Change]:
    """What was said of a part, and the relay says of the whole: make and year of make."""
    relayed = {one.id: other for one, other in pairs}
    by_id = {one.claim.id: one for one in nearest}
    for total in nearest:
        parts = [by_id[id_] for id_ in total.claim.total_of if id_ in by_id]
        parts += [one for one in nearest if one.claim.part_of == total.claim.id]
        other = relayed.get(total.id)
        if other is None or total.claim.made_year is not None or other.claim.made_year is None:
            continue
        said = [part for part in parts if part.claim.made_year == other.claim.made_year]
        if said and len(said) < len(parts):
            of = wording.listed([wording.figure(part.claim) for part in said])
            sentence = (
                f"made {other.claim.made_year}, said of the {of}, became said of all "
                f"{wording.figure(total.claim)}: the scope grew."
            )
            yield Change("scope", sentence, (total.id, other.id, *(part.id for part in said)))


def _dated(one: Stated, other: Stated) -> Iterator[Change]:
    if one.published and other.published and one.published != other.published:
        yield Change("dated", f"dated {other.published}, the nearest source {one.published}.", (one.id, other.id))


def _span(claim: Claim) -> str:
    first, last = days(claim)
    return str(first) if first == last else f"{first} to {last}"
