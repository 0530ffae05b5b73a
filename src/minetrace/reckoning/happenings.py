"""Occurrences of one text put together as happenings, and two happenings weighed against each other.

A happening is told by several claims: two killed, one injured, a mine that exploded. Within a text, claims of one
family (harm, find, seizure ...) with the same places and days are one happening. Between texts hard limits come first
(family, days, ground), then a score whose terms stand in `linkage.toml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from minetrace.places.fold import fold
from minetrace.reckoning import one_text, wording
from minetrace.reckoning.ground import Grounds, Spot
from minetrace.reckoning.quantities import agreement, dimension, information
from minetrace.reckoning.speakers import one_speaker
from minetrace.reckoning.spelling import one_label, one_person
from minetrace.reckoning.stated import Stated, days, order, same_day
from minetrace.reckoning.weights import Link, Term, judged, limit, term, weights
from minetrace.terms.vocabulary import vocabulary

_FAMILIES = {"exploded": "harm", "seized": "seizure", "laid": "laying", "planned": "plan", "released": "release"}
_MOST_FIGURES = 2
"""So many equal figures count: a copied list would otherwise outweigh a wrong place."""


def family(one: Stated) -> str:
    """What sort of happening a claim is of: harm, find, seizure, laying, plan, visit or provision."""
    claim = one.claim
    if claim.kind == "casualty":
        return "harm"
    if claim.kind in ("visit", "provision"):
        return claim.kind
    return next((_FAMILIES[action] for action in claim.action if action in _FAMILIES), "find")


def sort(one: Stated) -> tuple[str, str]:
    """The family of a claim, and whether the happening is planned or told: claims of two sorts tell of two happenings.

    Who denies that a blast killed eight speaks of that blast. That mines were found or laid, or a clause broken, is
    another matter than that they were not.
    """
    stance = one.claim.stance
    return family(one), "asserted" if family(one) == "harm" and stance == "denied" else stance


@dataclass(frozen=True)
class Happening:
    """What one text tells of one happening: its claims in the order of the text."""

    stated: tuple[Stated, ...]
    grounds: Grounds

    @property
    def source_id(self) -> str:
        """The source that tells it."""
        return self.stated[0].source_id

    @property
    def published(self) -> str | None:
        """The source's day."""
        return self.stated[0].published

    @cached_property
    def family(self) -> str:
        """See `family`."""
        return family(self.stated[0])

    @cached_property
    def sort(self) -> tuple[str, str]:
        """See `sort`."""
        return sort(self.stated[0])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Persons named."""
        return tuple(dict.fromkeys(name for one in self.stated for name in one.claim.names))

    @cached_property
    def persons(self) -> tuple[str, ...]:
        """Whom it names: those harmed, of a visit those who came."""
        return tuple(one.name for one in self.stated[0].claim.who if one.name) if self.family == "visit" else self.names

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Where it lies: all places of its claims."""
        return self.grounds.spots(dict.fromkeys(place for one in self.stated for place in one.claim.places))

    @cached_property
    def days(self) -> tuple[str | None, str | None]:
        """First and last stated day, taken from the first of its claims that states any."""
        return next((stated for one in self.stated if (stated := days(one.claim)) != (None, None)), (None, None))

    def said(self, slot: str) -> tuple[str, ...]:
        """The different values that its claims give to a key."""
        values = (getattr(one.claim, slot) for one in self.stated)
        return tuple(dict.fromkeys(value for value in values if value))


def of_text(
    stated: Sequence[Stated], grounds: Grounds, not_same: Collection[frozenset[str]] = frozenset()
) -> list[Happening]:
    """The happenings that one text tells, or each row of a data set, from its occurrences.

    Pairs of ids (`Stated.id`) that a person called not the same stay apart.
    """

    def joins(one: Stated, other: Stated) -> bool:
        return frozenset({one.id, other.id}) not in not_same and _together(one, other, grounds)

    told: dict[int | None, list[list[Stated]]] = defaultdict(list)
    for one in sorted(stated, key=order):
        groups = told[one.row]
        home = next((group for group in groups if all(joins(one, other) for other in group)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return [Happening(tuple(group), grounds) for groups in told.values() for group in groups]


def weigh(one: Happening, other: Happening) -> Link:
    """Whether two texts tell of one happening: a hard limit, or a score term by term."""
    barred = _barred(one, other)
    if barred is not None:
        return Link("different", limit=barred)
    apart = days_apart(one, other) or 0
    if apart > limit("days_apart"):
        return _weigh_conflict(one, other, apart)
    if one.family in ("visit", "provision"):
        return _weigh_acts(one, other)
    besides = [*_place(one, other), *_days(one, other), *_persons(one, other)]
    figures = [*_figures(one, other), *_things(one, other)]
    return judged("occurrence", besides + figures, enough=_enough(besides, figures))


def _enough(besides: Iterable[Term], figures: Iterable[Term]) -> bool:
    table = weights()["occurrence"]
    told = sum(found.points for found in besides)
    agreeing = sum(found.points for found in figures if found.name in ("equal figure", "rounded figure"))
    strong = agreeing >= table["telling_figures"] and told >= table["beside_figures"]
    return strong or bool(told >= table["without_figures"])


def _weigh_conflict(one: Happening, other: Happening, apart: int) -> Link:
    """Days too far apart for one happening: different, or for review where all else agrees (a day may be misprinted).

    Never joined without a person: a weekly bulletin repeats places and designations too.
    """
    barred = f"limit: {apart} days apart"
    terms = [*_place(one, other), *_persons(one, other), *_figures(one, other), *_things(one, other)]
    terms.append(term("occurrence", "another day", f"{one.days[0]} / {other.days[0]}"))
    agreeing = {found.name for found in terms if found.points > 0}
    ground, thing = agreeing & {"same place", "same district"}, agreeing & {"same model", "same person"}
    alike = ground and thing and "equal figure" in agreeing
    if apart > limit("days_misprinted") or not alike or judged("occurrence", terms).verdict != "same":
        return Link("different", limit=barred)
    return Link("for review", tuple(terms), barred)


# --- within a text ----------------------------------------------------------------------------------------------


def _together(one: Stated, other: Stated, grounds: Grounds) -> bool:
    mine, theirs = one.claim, other.claim
    if sort(one) != sort(other):
        return False
    if mine.kind == "provision":
        return _clause(one) == _clause(other)
    if family(one) == "harm" and _one_measure(one, other) and one_text.unlike_sizes(mine, theirs):
        return one_text.linked(one, other)
    if mine.kind == "visit" and mine.who and theirs.who and mine.who != theirs.who:
        return False
    if mine.kind == theirs.kind == "area" and not set(mine.action) & set(theirs.action):
        return False
    first, last = days(mine), days(theirs)
    if (None, None) not in (first, last) and first != last:
        return False
    here, there = grounds.spots(mine.places), grounds.spots(theirs.places)
    if not here or not there:
        return first == last
    if first != last and grounds.nearness(here, there) in ("same region", "same country"):
        return False  # what a region saw on a day that nobody states is no part of one day's happening
    return grounds.covers(here, there) or grounds.covers(there, here)


# --- hard limits ------------------------------------------------------------------------------------------------


def _barred(one: Happening, other: Happening) -> str | None:
    if one.source_id == other.source_id:
        return "limit: told apart in one text"
    if one.family != other.family:
        return f"limit: {one.family} here, {other.family} there"
    if one.sort != other.sort:
        return "limit: asserted here, denied or planned there"
    for told, by in ((one, other), (other, one)):
        first = told.days[0]
        undated = not by.days[0] or by.days[0].startswith("--")
        if first and by.published and undated and not first.startswith("--") and by.published < first:
            return f"limit: published {by.published}, before {first}"
    gap = _reporting_gap(one, other)
    if gap is not None and gap > limit("days_too_late") and not _shared_persons(one, other):
        return f"limit: {gap} days between a day and a report without one, and no person in common"
    if one.grounds.nearness(one.spots, other.spots) == "apart":
        return "limit: places in different countries"
    apart = one.grounds.kilometres(one.spots, other.spots)
    if apart is not None and apart > limit("km_apart"):
        return f"limit: places at least {apart} km apart"
    return None


def days_apart(one: Happening, other: Happening) -> int | None:
    """Days between the stated days of two happenings; None where one states none (a missing year is left open)."""
    mine, theirs = one.days, other.days
    if mine[0] is None or theirs[0] is None:
        return None
    starts = [_dated(mine[0], theirs[0]), _dated(theirs[0], mine[0])]
    ends = [_dated(mine[1] or mine[0], theirs[0]), _dated(theirs[1] or theirs[0], mine[0])]
    return max(0, (max(starts) - min(ends)).days)


def _dated(day: str, by: str) -> date:
    """A day without a year in the year of the other day (2000, a leap year, where neither states one)."""
    if not day.startswith("--"):
        return date.fromisoformat(day)
    year = "2000" if by.startswith("--") else by[:4]
    return date.fromisoformat(year + day[1:].replace("02-29", "02-28"))


# --- the terms --------------------------------------------------------------------------------------------------


def _place(one: Happening, other: Happening) -> list[Term]:
    nearness = one.grounds.nearness(one.spots, other.spots)
    detail = " / ".join(", ".join(spot.name for spot in found.spots) or "none" for found in (one, other))
    return [term("occurrence", nearness, detail)]


def _days(one: Happening, other: Happening) -> list[Term]:
    mine, theirs = one.days[0], other.days[0]
    if mine and theirs:
        if one.days == other.days:
            return [term("occurrence", "same day" if not mine.startswith("--") else "same day, year open", mine)]
        apart = days_apart(one, other)
        if same_day(mine, theirs) and same_day(one.days[1], other.days[1]):
            return [term("occurrence", "same day, year open", f"{mine} / {theirs}")]
        if not apart:
            spans = [f"{first}..{last}" if last else str(first) for first, last in (one.days, other.days)]
            longest = max(_length(found) for found in (one, other))
            name = "day within days" if longest <= limit("days_of_a_span") else "day within a longer period"
            return [term("occurrence", name, " / ".join(spans))]
        return [term("occurrence", "a day or two apart", f"{mine} / {theirs}, {apart} apart")]
    gap = _reporting_gap(one, other)
    if gap is None:
        return [term("occurrence", "day unknown")]
    detail = f"{mine or theirs or 'published ' + str(one.published)} / published {(other if mine else one).published}"
    if gap <= limit("days_to_report"):
        return [term("occurrence", "reported in time", detail)]
    return [term("occurrence", "reported late" if gap > limit("days_too_late") else "reported after days", detail)]


def _length(told: Happening) -> int:
    first, last = told.days
    return 1 if first is None or last is None else (_dated(last, first) - _dated(first, last)).days + 1


def _reporting_gap(one: Happening, other: Happening) -> int | None:
    """Days between the stated day of one and the report of the other, which states none; or between the two reports.

    None where both state a day, or where a report has no date.
    """
    mine, theirs = one.days[0], other.days[0]
    if mine and theirs:
        return None
    day, said = (mine or theirs or other.published), (other if mine else one).published
    return None if not day or not said else abs((date.fromisoformat(said) - _dated(day, said)).days)


def _persons(one: Happening, other: Happening) -> list[Term]:
    if not one.names or not other.names:
        return []
    shared = _shared_persons(one, other)
    return [term("occurrence", "same person" if shared else "other persons", ", ".join(shared))]


def _shared_persons(one: Happening, other: Happening) -> list[str]:
    return [name for name in one.persons if any(one_person(name, known) for known in other.persons)]


def _figures(one: Happening, other: Happening) -> Iterable[Term]:
    found = []
    for mine in one.stated:
        against = [theirs for theirs in other.stated if _one_measure(mine, theirs)]
        answers = {agreement(mine.claim, theirs.claim) for theirs in against}
        if "equal" in answers:
            found.append(term("occurrence", "equal figure", mine.claim.quote, _figure_points(mine)))
        elif "rounded" in answers:
            found.append(term("occurrence", "rounded figure", mine.claim.quote))
        elif "apart" in answers:
            name = "other figure" if not days_apart(one, other) else "other figure, another day"
            found.append(term("occurrence", name, mine.claim.quote))
    agreeing = sorted((one for one in found if one.points > 0), key=lambda one: (-one.points, one.detail))
    return agreeing[:_MOST_FIGURES] or found[:1]


def _figure_points(one: Stated) -> float:
    """What an equal number is worth: "1 injured" says little, a range or a long number as much as any."""
    most = float(weights()["occurrence"]["points"]["equal figure"])
    return most if not one.claim.value else min(most, round(0.25 + information(one.claim), 2))


def _one_measure(one: Stated, other: Stated) -> bool:
    mine, theirs = one.claim, other.claim
    if (mine.kind, dimension(mine), mine.outcome) != (theirs.kind, dimension(theirs), theirs.outcome):
        return False
    if mine.kind == "casualty":
        return mine.group == theirs.group
    return one_category(mine.category, theirs.category) != "no" and not (
        mine.model and theirs.model and not one_label(mine.model, theirs.model)
    )


@cache
def one_category(one: str | None, other: str | None) -> str:
    """Whether two category words can be of one thing: "yes" (equal), "possible" (one is the coarser), "no"."""
    if one == other or one is None or other is None:
        return "yes" if one == other else "possible"
    tree = vocabulary("eo_category")
    mine, theirs = tree.answering(one), tree.answering(other)
    if mine is None or theirs is None:
        return "no"
    either = {tree.covers(mine.code, theirs.code), tree.covers(theirs.code, mine.code)}
    return "no" if either <= {"no", "unknown"} else "possible"


def _things(one: Happening, other: Happening) -> Iterable[Term]:
    mine, theirs = one.said("model"), other.said("model")
    if mine and theirs:
        shared = [model for model in mine if any(one_label(model, known) for known in theirs)]
        yield term("occurrence", "same model" if shared else "other model", ", ".join(shared or (*mine, *theirs)))
    here, there = one.said("category"), other.said("category")
    if here and there and all(one_category(a, b) == "no" for a in here for b in there):
        yield term("occurrence", "other category", f"{', '.join(here)} / {', '.join(there)}")
    if _other_people(one, other):
        yield term("occurrence", "other people")
    made = [(found.said("made_in"), found.said("made_year")) for found in (one, other)]
    if made[0] == made[1] and any(made[0]):
        yield term("occurrence", "same make")
    if any(one_speaker(a.speaker, b.speaker) for a in one.stated for b in other.stated):
        yield term("occurrence", "same speaker", one.stated[0].speaker)


def _other_people(one: Happening, other: Happening) -> bool:
    """Whether every count of people here excludes every count of people there: killed and injured, civilians and
    soldiers."""
    mine, theirs = ([told.claim for told in found.stated if told.claim.kind == "casualty"] for found in (one, other))
    return bool(mine and theirs) and all(wording.exclusive((a, b)) for a in mine for b in theirs)


def _weigh_acts(one: Happening, other: Happening) -> Link:
    """Visits and provisions of two texts: a visit by day and persons, a provision by clause, day and speaker."""
    mine, theirs = one.stated[0], other.stated[0]
    if one.family == "provision":
        if _clause(mine) != _clause(theirs):
            return Link("different", limit="limit: another clause")
        spoken = one_speaker(mine.speaker, theirs.speaker)
        terms = [term("occurrence", "same clause", " ".join(filter(None, _clause(mine))))]
        terms += [term("occurrence", "same speaker", mine.speaker)] if spoken else []
        return judged("occurrence", [*terms, *_days(one, other)], enough=spoken)
    shared = _shared_persons(one, other)
    named = one.persons and other.persons
    names = [term("occurrence", "same person" if shared else "other persons", ", ".join(shared))] if named else []
    both_dated = None not in (one.days[0], other.days[0])
    return judged("occurrence", [*names, *_place(one, other), *_days(one, other)], enough=bool(shared) or both_dated)


def _clause(one: Stated) -> tuple[str, ...]:
    claim = one.claim
    return tuple(fold(word or "") for word in (claim.instrument, claim.article, claim.relation))
