"""One happening over all sources, as the page shows it.

Nothing here says which source is right: figures stand low to high over origins, and under policies by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minetrace.accounts.actor import Actor
from minetrace.desk.saying import Saying, saying
from minetrace.reckoning import policies
from minetrace.reckoning.linkage import Pair
from minetrace.reckoning.origins import Origin, Step
from minetrace.reckoning.policies import Spread
from minetrace.reckoning.stated import Stated, order
from minetrace.reckoning.survey import Survey, spreads
from minetrace.reckoning.weights import Term
from minetrace.register.models import Citation, Record
from minetrace.sources import apart
from minetrace.sources.models import ClaimsApart

_PERSONS = ("same person", "other persons")
"""Terms whose detail names people."""
_OF_THE_WHOLE_TEXT = "dated"
"""A change of a source's day is one of all its claims."""


@dataclass(frozen=True, slots=True)
class Relay:
    """One source of an origin: what it says of this event, whom it names, why it belongs here, what it changed."""

    step: Step
    sayings: tuple[Saying, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """One origin: its speaker and the sources that pass it on, the nearest to it first."""

    origin: Origin
    relays: tuple[Relay, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What one policy chooses: its name and rule, the figure, and who says it; None where it cannot choose."""

    policy: str
    why: str
    figure: str
    said: Saying | None


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that the event's claims count, with its figures over origins."""

    name: str
    spread: Spread
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why two texts are taken as telling one event, or may be: the score and its terms, a limit that was met."""

    left: Saying
    right: Saying
    terms: tuple[Term, ...]
    score: float
    limit: str | None


@dataclass(frozen=True, slots=True)
class Apart:
    """A claim that a person called not the same as one of this event, with the decision."""

    said: Saying
    decision: ClaimsApart


@dataclass(frozen=True, slots=True)
class Event:
    """A happening or total with everything that the page says of it; `lead` is the claim that names it."""

    lead: Stated
    happening: bool
    sayings: tuple[Saying, ...]
    sources: int
    measures: tuple[Measure, ...]
    chains: tuple[Chain, ...]
    reasons: tuple[Reasons, ...]
    for_review: tuple[Reasons, ...]
    apart: tuple[Apart, ...]
    records: tuple[Record, ...]


def event_of(found: Survey, id_: str, actor: Actor) -> Event:
    """The event that holds a claim (`Stated.id`). Raises KeyError for one that is not reckoned with."""
    group = tuple(sorted(found.links.group_of(id_), key=order))
    ids = {one.id for one in group}
    made = [pair for pair in found.links.made_by if ids & {one.id for one in pair.left}]
    open_ = [pair for pair in found.links.for_review if ids & {one.id for one in (*pair.left, *pair.right)}]
    chains = tuple(_chain(origin, ids) for origin in found.origins if ids & _claims(origin))
    return Event(
        lead=next((one for one in group if one.claim.hedge == "exact" and one.claim.value is not None), group[0]),
        happening=group[0].claim.counting == "occurrence",
        sayings=tuple(map(saying, group)),
        sources=len({one.source_id for one in group}),
        measures=tuple(_measure(name, spread) for name, spread in spreads(group, policies.seats(found.origins))),
        chains=chains,
        reasons=tuple(_reasons(pair, ids, actor) for pair in made),
        for_review=tuple(_reasons(pair, ids, actor) for pair in open_),
        apart=tuple(_apart(found, {str(one.claim.id) for one in group})),
        records=_records(group),
    )


def _apart(found: Survey, ids: set[str]) -> Iterator[Apart]:
    by_claim = {str(one.claim.id): one for one in found.stated}
    for decision in apart.standing():
        for mine, theirs in ((decision.one, decision.other), (decision.other, decision.one)):
            if mine & ids:
                yield from (Apart(saying(by_claim[id_]), decision.verdict) for id_ in sorted(theirs) if id_ in by_claim)


def _claims(origin: Origin) -> set[str]:
    return {one.id for step in origin.steps for one in step.stated}


def _chain(origin: Origin, ids: set[str]) -> Chain:
    steps = [step for step in origin.steps if ids & {one.id for one in step.stated}]
    return Chain(origin, tuple(_relay(step, ids) for step in steps))


def _relay(step: Step, ids: set[str]) -> Relay:
    changes = (one for one in step.changes if ids & set(one.claims) or one.kind == _OF_THE_WHOLE_TEXT)
    said = tuple(saying(one) for one in step.stated if one.id in ids)
    return Relay(step, said, tuple(dict.fromkeys(one.sentence for one in changes)))


def _measure(name: str, spread: Spread) -> Measure:
    choices = (
        Choice(one.policy, one.why, one.text, saying(one.stated) if one.stated else None) for one in spread.chosen
    )
    return Measure(name, spread, tuple(choices))


def _reasons(pair: Pair, ids: set[str], actor: Actor) -> Reasons:
    """The claims of this event stand left."""
    sides = (pair.left, pair.right) if pair.left[0].id in ids else (pair.right, pair.left)
    terms = tuple(_seen(term, actor) for term in pair.link.terms)
    return Reasons(saying(sides[0][0]), saying(sides[1][0]), terms, pair.link.score, pair.link.limit)


def _seen(term: Term, actor: Actor) -> Term:
    """A term without the names of people for those who may not see them."""
    return term if actor.sees("person") or term.name not in _PERSONS else Term(term.name, term.points)


def _records(group: Sequence[Stated]) -> tuple[Record, ...]:
    cited = Citation.objects.filter(claim__in=[one.claim.id for one in group]).select_related("record").order_by("id")
    return tuple(dict.fromkeys(citation.record for citation in cited))
