"""Tallies, running totals and stocks: when two claims state the same total.

A tally is the same by measure, scope and period, whatever its number (two numbers for one week are a conflict, not two
weeks). A running total or a stock is the same by measure, scope, start and **state**: the number itself, allowing for
one being the other's rounding. Between texts hard limits come first, then a score whose terms stand in `linkage.toml`;
numbers add what they say (a long one more than a short one) and never suffice alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from minetrace.reckoning import one_text
from minetrace.reckoning.ground import Grounds
from minetrace.reckoning.happenings import one_category
from minetrace.reckoning.quantities import Agreement, agreement, base, dimension, information
from minetrace.reckoning.speakers import is_institution, one_speaker
from minetrace.reckoning.spelling import one_label
from minetrace.reckoning.stated import Stated, days, same_day
from minetrace.reckoning.weights import Link, Term, judged, limit, telling, term
from minetrace.terms.claim import Claim
from minetrace.terms.speakers import countries

BLOCK = ("kind", "stance", "outcome", "group")
"""Keys that must be equal for two totals to be compared at all."""
TOTALS = ("tally", "running", "stock")
_ANY_CAUSE = "explosive ordnance"
_COUNTED = frozenset({"found", "cleared"})
_BY_NUMBERS = ("equal", "rounded")
_LEAST_BESIDES = 1.0
"""Points that must come from scope, period or speaker: even a number of eight digits does not link alone."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text gives to its totals: the countries it speaks of, and its other totals."""

    countries: frozenset[str]
    totals: tuple[Stated, ...]


def settings(stated: Mapping[str, tuple[Stated, ...]], grounds: Grounds) -> dict[str, Setting]:
    """The setting of each source, by id."""
    return {
        source: Setting(
            grounds.countries(place for one in claims for place in one.claim.places),
            tuple(one for one in claims if one.claim.counting in TOTALS),
        )
        for source, claims in stated.items()
    }


class Totals:
    """Weighs totals against each other, among the texts they stand in."""

    def __init__(self, by_source: Mapping[str, tuple[Stated, ...]], grounds: Grounds) -> None:
        self.grounds = grounds
        self.settings = settings(by_source, grounds)
        self._shared: dict[tuple[str, str], list[tuple[Stated, Stated]]] = {}

    def weigh(self, one: Stated, other: Stated) -> Link:
        """Whether two claims state one total: a hard limit, or a score term by term."""
        agreed = agreement(one.claim, other.claim)
        barred = self._barred(one, other, agreed)
        if barred is not None:
            return Link("different", limit=barred)
        if one.source_id == other.source_id:
            return Link("same", (term("total", "one text, one measure", f"figures {agreed}"),))
        terms = [*self._score(one, other, agreed), *self._companions(one, other)]
        names = {found.name for found in terms}
        besides = sum(found.points for found in terms if found.name != "figures agree")
        # Other numbers for one period are one total in two editions only where something ties the two texts.
        by_number = agreed in _BY_NUMBERS and not _late_state(one, other, agreed)
        tied = by_number or bool(names & {"same speaker", "another figure agrees"})
        return judged("total", terms, enough=tied and besides >= _LEAST_BESIDES)

    def _score(self, one: Stated, other: Stated, agreed: Agreement) -> list[Term]:
        found = [*self._scope(one, other), *_period(one.claim, other.claim), *_spoken(one, other)]
        if agreed in _BY_NUMBERS:
            points = information(one.claim if one.claim.hedge == "exact" else other.claim)
            found.append(Term("figures agree", points, f"{one.claim.quote} / {other.claim.quote}"))
        elif agreed == "apart":
            found.append(term("total", "figures apart", f"{one.claim.quote} / {other.claim.quote}"))
        if one.claim.laid_by and other.claim.laid_by:
            found.append(term("total", "same layer", f"{one.claim.laid_by} / {other.claim.laid_by}"))
        if one.claim.action and other.claim.action and not set(one.claim.action) & set(other.claim.action):
            found.append(term("total", "other action"))
        return found

    def _barred(self, one: Stated, other: Stated, agreed: Agreement) -> str | None:
        """The hard limit that two claims meet, in words, or none."""
        measure = another_measure(one.claim, other.claim, agreed)
        if measure is not None:
            return f"limit: {measure}"
        within = one.source_id == other.source_id
        two = one_text.why_two(one, other, agreed) if within else _two_states(one.claim, other.claim, agreed)
        if two is not None:
            return f"limit: {two}"
        period = _another_period(one, other, agreed)
        if period is not None:
            return f"limit: {period}"
        return self._another_scope(one, other, agreed, within=within)

    def _another_scope(self, one: Stated, other: Stated, agreed: Agreement, *, within: bool) -> str | None:
        mine, theirs = (self.grounds.spots(stated.claim.places) for stated in (one, other))
        if within:
            alike = self.grounds.covers(mine, theirs) and self.grounds.covers(theirs, mine)
            return None if alike else "limit: two scopes in one text"
        if agreed == "rounded" and one.claim.counting != "tally" and self._other_state(one, other):
            return "limit: another state: other totals of the two texts are apart"
        here, there = (self.settings[stated.source_id].countries for stated in (one, other))
        if here and there and not here & there:
            return "limit: texts on different countries"
        if mine and theirs and not self.grounds.one_scope(mine, theirs):
            # The same long number for a district and for a height in it is one total told with more or less detail.
            nested = self.grounds.covers(mine, theirs) or self.grounds.covers(theirs, mine)
            if not (nested and agreed in _BY_NUMBERS and information(one.claim) >= 1):
                return "limit: different scopes"
        for unscoped, scoped in ((one, other), (other, one)):
            if not unscoped.claim.places and scoped.claim.places and self._has_wider(scoped):
                return "limit: the other text has this measure for a wider scope too"
        return None

    def _other_state(self, one: Stated, other: Stated) -> bool:
        """Whether the two texts give another running total of one start with numbers that are apart."""
        return any(
            agreement(mine.claim, theirs.claim) == "apart"
            and days(mine.claim)[0] == days(theirs.claim)[0]
            and another_measure(mine.claim, theirs.claim, "apart") is None
            for mine in self.settings[one.source_id].totals
            for theirs in self.settings[other.source_id].totals
            if mine.claim.counting == theirs.claim.counting == "running"
        )

    def _has_wider(self, scoped: Stated) -> bool:
        return any(
            not known.claim.places and another_measure(known.claim, scoped.claim, "apart") is None
            for known in self.settings[scoped.source_id].totals
            if known.claim.counting == scoped.claim.counting
        )

    def _scope(self, one: Stated, other: Stated) -> list[Term]:
        mine, theirs = one.claim.places, other.claim.places
        if mine and theirs:
            found = [term("total", "same scope", f"{', '.join(mine)} / {', '.join(theirs)}")]
        else:
            found = [term("total", "scope on one side" if mine or theirs else "no scope stated")]
        shared = self.settings[one.source_id].countries & self.settings[other.source_id].countries
        return [*found, term("total", "same country", ", ".join(sorted(shared)))] if shared else found

    def _companions(self, one: Stated, other: Stated) -> list[Term]:
        """The two texts state a second total alike: one bulletin behind both."""
        told = {one.id, other.id}
        agreeing = self._agreeing(one.source_id, other.source_id)
        second = next((mine for mine, theirs in agreeing if not told & {mine.id, theirs.id}), None)
        return [] if second is None else [term("total", "another figure agrees", second.claim.quote)]

    def _agreeing(self, one: str, other: str) -> list[tuple[Stated, Stated]]:
        """The totals of two texts with equal numbers that are long enough to tell and meet no limit."""
        if (one, other) not in self._shared:
            by_number: dict[Decimal | None, list[Stated]] = defaultdict(list)
            for theirs in self.settings[other].totals:
                by_number[base(theirs.claim)].append(theirs)
            self._shared[one, other] = [
                (mine, theirs)
                for mine in self.settings[one].totals
                if mine.claim.value and information(mine.claim) >= 1
                for theirs in by_number[base(mine.claim)]
                if self._barred(mine, theirs, "equal") is None
            ]
        return self._shared[one, other]


def another_measure(one: Claim, other: Claim, agreed: Agreement) -> str | None:
    """Why two totals count different things, in words, or None. Coarser words fit finer ones only by equal figures."""
    for slot in BLOCK:
        if getattr(one, slot) != getattr(other, slot):
            return f"another {slot}: {getattr(one, slot)} / {getattr(other, slot)}"
    if dimension(one) != dimension(other):
        return f"another unit: {one.unit} / {other.unit}"
    by_number = agreed in _BY_NUMBERS
    if not _one_cause(one.cause, other.cause, by_number=by_number):
        return f"another cause: {one.cause} / {other.cause}"
    thing = one_category(one.category, other.category)
    if thing == "no" or (thing == "possible" and not by_number):
        return f"another category: {one.category} / {other.category}"
    if one.model and other.model and not one_label(one.model, other.model):
        return f"another model: {one.model} / {other.model}"
    if bool(one.model) != bool(other.model) and not by_number:
        return f"another model: {one.model} / {other.model}"
    if not _one_action(one, other, by_number=by_number):
        return f"another action: {', '.join(one.action)} / {', '.join(other.action)}"
    return None


def _one_cause(one: str | None, other: str | None, *, by_number: bool) -> bool:
    mine, theirs = ((cause or _ANY_CAUSE).casefold() for cause in (one, other))
    return mine == theirs or (by_number and _ANY_CAUSE in (mine, theirs))


def _one_action(one: Claim, other: Claim, *, by_number: bool) -> bool:
    mine, theirs = set(one.action), set(other.action)
    if not mine or not theirs or mine & theirs:
        return True
    return by_number and one.kind == "ordnance" and mine | theirs <= _COUNTED


def _two_states(one: Claim, other: Claim, agreed: Agreement) -> str | None:
    """Why other numbers of two texts are no editions of one total, in words, or None."""
    if agreed != "apart":
        return None
    if one.stance == "planned":
        return f"another plan: {one.quote} / {other.quote}"
    if (one.part_of is None) != (other.part_of is None):
        return f"a part here, a whole there: {one.quote} / {other.quote}"
    return None


def _another_period(one: Stated, other: Stated, agreed: Agreement) -> str | None:
    mine, theirs = days(one.claim), days(other.claim)
    starts, ends = same_day(mine[0], theirs[0]), same_day(mine[1], theirs[1])
    words = f"{_span(mine)} / {_span(theirs)}"
    tallies = [claim.counting == "tally" for claim in (one.claim, other.claim)]
    if starts is False:
        return f"another start: {words}"
    if all(tallies):
        if ends is False:
            return f"another period: {words}"
        known = starts is not None and ends is not None
        open_alike = mine == theirs == (None, None) and one.source_id == other.source_id
        if not known and not open_alike and _small_and_late(one, other):
            return f"the period is not stated, the number is small, and they were published weeks apart: {words}"
        if not known and not (agreed in _BY_NUMBERS or open_alike):
            return f"the period is not stated, and the figures are apart: {words}"
        return None
    if agreed not in _BY_NUMBERS:
        return f"another state: {one.claim.quote} / {other.claim.quote}"
    if any(tallies) and not (starts and one_speaker(one.speaker, other.speaker)):
        return f"a tally here, a total until now there: {words}"
    if one.claim.counting != other.claim.counting and "stock" in (one.claim.counting, other.claim.counting):
        return "a stock here, a running total there"
    return _too_far(one, other) if not starts else None


def _small_and_late(one: Stated, other: Stated) -> bool:
    """A short number of weeks ago is another week's: only a long one is told again without its period."""
    gap = _days_between(one, other)
    exact = one.claim if one.claim.hedge == "exact" else other.claim
    return gap is not None and gap > limit("days_too_late") and information(exact) < telling()


def _late_state(one: Stated, other: Stated, agreed: Agreement) -> bool:
    """Whether a running total is told weeks later by a short number or a rounding: of another state, unless its speaker
    repeats it, or the texts have more in common."""
    if one.claim.counting != "running" or other.claim.counting != "running":
        return False
    gap = _days_between(one, other)
    if gap is None or gap <= limit("days_too_late"):
        return False
    return agreed == "rounded" or information(one.claim) < telling()


def _days_between(one: Stated, other: Stated) -> int | None:
    """Days between the publications of two texts; None where one has no date."""
    if not one.published or not other.published:
        return None
    return abs((date.fromisoformat(one.published) - date.fromisoformat(other.published)).days)


def _too_far(one: Stated, other: Stated) -> str | None:
    apart = _days_between(one, other)
    return f"published {apart} days apart" if apart is not None and apart > limit("days_between_totals") else None


def _span(period: tuple[str | None, str | None]) -> str:
    return f"{period[0] or 'not stated'}..{period[1] or 'not stated'}"


def _period(one: Claim, other: Claim) -> list[Term]:
    mine, theirs = days(one), days(other)
    starts, ends = same_day(mine[0], theirs[0]), same_day(mine[1], theirs[1])
    if one.counting == other.counting == "tally":
        name = "same period" if starts and ends else "period unknown"
        return [term("total", name, _span(mine))]
    if "stock" in (one.counting, other.counting):
        return []
    return [term("total", "same start" if starts else "start unknown", mine[0] or "not stated")]


def _spoken(one: Stated, other: Stated) -> list[Term]:
    if one_speaker(one.speaker, other.speaker):
        return [term("total", "same speaker", one.speaker)]
    tallies = one.claim.counting == other.claim.counting == "tally"
    if tallies and is_institution(one.speaker) and is_institution(other.speaker):
        return [term("total", "two counts", f"{one.speaker} / {other.speaker}")]
    seats = [countries(stated.speaker) for stated in (one, other)]
    two_states = all(seats) and not seats[0] & seats[1]
    if two_states or (tallies and one.claim.attributed_to and other.claim.attributed_to):
        return [term("total", "other speaker", f"{one.speaker} / {other.speaker}")]
    return []
