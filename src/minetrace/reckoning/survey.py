"""Everything reckoning finds in the claims of many sources: happenings, origins, series, each check with its reasons.

Rules of the checks: T (inside a text, see `totals`), O (origins, drift), L1 (claims of one happening or total), L2
(left for review), P1 (witnesses that differ), S (series), C (scopes and sums), V (editions and shares). Checks name
claims by `Stated.id`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from minetrace.places import Gazetteer, PlaceMention, coverage, packed
from minetrace.reckoning import against, course, denials, linkage, origins, policies, scopes, totals, vintages
from minetrace.reckoning.linkage import Linkage, NotSame, Pair
from minetrace.reckoning.origins import Origin
from minetrace.reckoning.policies import Seats, Spread
from minetrace.reckoning.scopes import Within, scope
from minetrace.reckoning.series import Series, series
from minetrace.reckoning.stated import Stated, days, order, sources
from minetrace.terms.check import Check


@dataclass(frozen=True, slots=True)
class Survey:
    """What many sources say together."""

    stated: tuple[Stated, ...]
    links: Linkage
    origins: tuple[Origin, ...]
    series: tuple[Series, ...]
    checks: tuple[Check, ...]

    def as_dict(self) -> dict[str, Any]:
        """The survey as plain data for JSON."""
        return {
            "claims": [_row(one) for one in self.stated],
            "groups": [[one.id for one in group] for group in self.links.groups],
            "for_review": [_reviewed(pair) for pair in self.links.for_review],
            "origins": [_origin(origin) for origin in self.origins],
            "series": [one.as_dict() for one in self.series],
            "checks": [check.as_dict() for check in self.checks],
        }


def survey(
    stated: Iterable[Stated],
    texts: Mapping[str, str] | None = None,
    *,
    gazetteer: Gazetteer | None = None,
    not_same: NotSame = frozenset(),
    declared: Sequence[str] = (),
    within_scope: Within = (),
) -> Survey:
    """Reckon with claims of many sources. `texts` by source id, `not_same` pairs of ids that a person decided,
    `declared` the programme's order of speakers for the policy of that name, `within_scope` pairs of ids of a find and
    the total in whose scope a person placed it."""
    claims = tuple(sorted(stated, key=order))
    links = linkage.link(claims, gazetteer=gazetteer, not_same=not_same)
    found = origins.origins(claims, texts, links=links)
    lines = series(claims, links=links, gazetteer=gazetteer)
    checks = (
        *_in_texts(claims),
        *origins.checks(found),
        *_linked(links),
        *_differing(links, found, declared),
        *denials.checks(links),
        *course.checks(lines),
        *against.checks(lines),
        *scopes.checks(links, gazetteer=gazetteer, within=within_scope),
        *vintages.checks(claims),
    )
    return Survey(claims, links, found, lines, checks)


def within(
    stated: Iterable[Stated],
    *,
    since: str | None = None,
    until: str | None = None,
    places: Collection[str] = (),
    gazetteer: Gazetteer | None = None,
) -> tuple[Stated, ...]:
    """The claims whose days meet since..until (the day of publication where none is stated) and whose ground is, or may
    be, in one of the places (ids). Left out are claims without a day or place where one is asked, and wider units."""
    known = packed() if gazetteer is None else gazetteer
    return tuple(
        one for one in stated if _in_days(one, since, until) and (not places or _in_places(one, places, known))
    )


def _in_days(one: Stated, since: str | None, until: str | None) -> bool:
    first, last = days(one.claim)
    if (first or last or "").startswith("--") or not (first or last):
        first = last = one.published
    if first is None and last is None:
        return since is None and until is None
    return (until is None or str(first or last) <= until) and (since is None or str(last or one.published) >= since)


def _in_places(one: Stated, places: Collection[str], gazetteer: Gazetteer) -> bool:
    ground = scope(one.claim, gazetteer)
    if ground is None:
        # A name that fits several places is kept where any of them fits.
        ids = {place.id for name in one.claim.places for place in gazetteer.find(name).places}
        ground = frozenset(PlaceMention(id_) for id_ in ids)
    return any(_lies_in(mention, place, gazetteer) for mention in ground for place in places)


def _lies_in(mention: PlaceMention, place: str, gazetteer: Gazetteer) -> bool:
    if mention.relation == "in" and mention.place != place and gazetteer.within(place, mention.place) == "yes":
        return False  # a claim for the whole country is not one about a district of it
    return coverage(gazetteer, {mention}, place) in ("all", "some")


def _in_texts(claims: Sequence[Stated]) -> Iterator[Check]:
    by_source: dict[str, list[Stated]] = defaultdict(list)
    for one in claims:
        by_source[one.source_id].append(one)
    for source, told in by_source.items():
        for check in totals.checks([one.claim for one in told]):
            yield replace(check, claims=tuple(f"{source}:{id_}" for id_ in check.claims))


def _linked(links: Linkage) -> Iterator[Check]:
    home = {one.id: at for at, group in enumerate(links.groups) for one in group}
    made_by: dict[int, list[Pair]] = defaultdict(list)
    for pair in links.made_by:
        made_by[home[pair.left[0].id]].append(pair)
    for at, group in enumerate(links.groups):
        told = sources(group)
        if len({one.source_id for one in group}) > 1:
            what = "one happening" if group[0].claim.counting == "occurrence" else "one total"
            reasons = tuple(
                f"{pair.left[0].label} / {pair.right[0].label}: {'; '.join(pair.link.reasons)}"
                for pair in made_by[at]
                if pair.left[0].source_id != pair.right[0].source_id
            )
            sentence = f"{len(group)} claims of {', '.join(told)} tell of {what}."
            yield _check("L1", "holds", sentence, group, reasons)
    for pair in links.for_review:
        sentence = (
            f"{pair.left[0].label} (“{pair.left[0].claim.quote}”) and {pair.right[0].label} "
            f"(“{pair.right[0].claim.quote}”) may be one: for review (score {pair.link.score:g})."
        )
        yield _check("L2", "not stated", sentence, (*pair.left, *pair.right), pair.link.reasons)


def _check(rule: str, outcome: Any, sentence: str, stated: Sequence[Stated], reasons: tuple[str, ...]) -> Check:
    quotes = " / ".join(dict.fromkeys(one.claim.quote for one in stated))
    ids = tuple(one.id for one in stated)
    return Check(rule=rule, outcome=outcome, formula=quotes, sentence=sentence, claims=ids, warnings=reasons)


def _differing(links: Linkage, found: Sequence[Origin], declared: Sequence[str]) -> Iterator[Check]:
    seats = policies.seats(found)
    for group in links.groups:
        for name, spread in spreads(group, seats, declared):
            check = policies.check(name, spread)
            if check is not None:
                yield check


def spreads(group: Sequence[Stated], seats: Seats, declared: Sequence[str] = ()) -> tuple[tuple[str, Spread], ...]:
    """For each measure of one happening or total, its figures over witnesses (see `policies.seats`)."""
    measured = policies.measures(group).items()
    return tuple((name, policies.spread(claims, seats, declared)) for name, claims in measured)


def _row(one: Stated) -> dict[str, Any]:
    head = {"publisher": one.publisher, "published": one.published, "address": one.address}
    return {**one.claim.as_dict(), "id": one.id, "source": one.source_id, **head}


def _reviewed(pair: Pair) -> dict[str, Any]:
    sides = {"left": [one.id for one in pair.left], "right": [one.id for one in pair.right]}
    return {**sides, "score": pair.link.score, "reasons": list(pair.link.reasons)}


def _origin(origin: Origin) -> dict[str, Any]:
    steps = [
        {
            "source": step.source_id,
            "label": step.label,
            "address": step.address,
            "named": list(step.chain),
            "why": step.why,
            "changes": [{"kind": change.kind, "sentence": change.sentence} for change in step.changes],
        }
        for step in origin.steps
    ]
    return {"speaker": origin.speaker, "said_on": origin.said_on, "steps": steps}
