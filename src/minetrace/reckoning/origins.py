"""Many mouths, few witnesses: sources that pass on one statement collapse to one origin.

Two sources have one origin when their texts are near-copies, when one names the other as the one it quotes, or when
both lead back to one speaker, came out within two days of each other, and share at least half of what the shorter one
tells. Background that both repeat (a total since the war) does not make their news one: where both have news, some of
it must be shared. What a speaker says
weeks later is another statement, and so another origin of the same speaker. Independence is the number of origins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from minetrace.places import Gazetteer
from minetrace.reckoning import copies, linkage
from minetrace.reckoning.drift import Change, changes, one_measure
from minetrace.reckoning.linkage import Linkage
from minetrace.reckoning.quantities import agreement, information
from minetrace.reckoning.speakers import institution, one_speaker
from minetrace.reckoning.stated import Stated, order
from minetrace.terms.check import Check

DAYS = 2
"""Relays of one statement come out within so many days of each other."""

WHOLE = 0.5
"""Containment from which one text copies another, whatever speakers the two name; texts of one template have less."""


@dataclass(frozen=True, slots=True)
class Step:
    """One source of an origin: its claims, the speakers it names up to the origin, why it is here, what it changed."""

    source_id: str
    label: str
    address: str | None
    chain: tuple[str, ...]
    why: str
    changes: tuple[Change, ...]
    stated: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """One statement: who made it, and its sources, the nearest to it first."""

    speaker: str
    steps: tuple[Step, ...]

    @property
    def said_on(self) -> str | None:
        """The first day on which a source has it."""
        return min((one.published for step in self.steps for one in step.stated if one.published), default=None)

    @property
    def chain(self) -> str:
        """The way of the statement in one line: "Ministry of Defence → Trend, 2022-11-24; silkway, undated"."""
        return f"{self.speaker} → " + "; ".join(step.label for step in self.steps)


@dataclass(frozen=True, slots=True)
class _Tie:
    """Why two sources have one origin, how many claims of one the other tells too, and how much of it is copied."""

    why: str
    shared: int
    copied: float = 0.0


def origins(
    stated: Iterable[Stated],
    texts: Mapping[str, str] | None = None,
    *,
    links: Linkage | None = None,
    gazetteer: Gazetteer | None = None,
) -> tuple[Origin, ...]:
    """The origins behind claims of many sources. `texts` are the texts by source id, where they are at hand.

    `links` is the linkage of the claims where it is known already.
    """
    claims = sorted(stated, key=order)
    by_source: dict[str, list[Stated]] = defaultdict(list)
    for one in claims:
        by_source[one.source_id].append(one)
    found = links or linkage.link(claims, gazetteer=gazetteer)
    reasons = _reasons(by_source, texts or {}, found)
    ties: dict[str, dict[tuple[str, str], _Tie]] = defaultdict(dict)
    for pair, tie in reasons.items():
        for source in pair:
            ties[source][pair] = tie
    return tuple(
        _origin([by_source[source] for source in group], texts or {}, ties) for group in _groups(by_source, reasons)
    )


def independence(found: Sequence[Origin]) -> int:
    """How many independent witnesses there are: one for each origin."""
    return len(found)


def checks(found: Sequence[Origin]) -> tuple[Check, ...]:
    """O1: sources that repeat one origin. O2: what a relay changed."""
    out = []
    for origin in found:
        if len(origin.steps) < 2:
            continue
        ids = tuple(one.id for step in origin.steps for one in step.stated)
        sentence = (
            f"{len(origin.steps)} sources repeat one statement of {origin.speaker} "
            f"({'; '.join(step.label for step in origin.steps)}): one witness."
        )
        reasons = tuple(f"{step.label}: {step.why}" for step in origin.steps[1:])
        out.append(
            Check(rule="O1", outcome="holds", formula=origin.chain, sentence=sentence, claims=ids, warnings=reasons)
        )
        out += [
            Check(
                rule="O2",
                outcome="warning",
                formula=change.kind,
                sentence=f"{step.label}: {change.sentence}",
                claims=change.claims,
            )
            for step in origin.steps
            for change in step.changes
        ]
    return tuple(out)


def _reasons(
    by_source: Mapping[str, Sequence[Stated]], texts: Mapping[str, str], links: Linkage
) -> dict[tuple[str, str], _Tie]:
    """Why two sources have one origin, by pair of source ids in order."""
    shared = _shared(links)
    copied = copies.near_copies({source: texts[source] for source in texts if source in by_source})
    reasons: dict[tuple[str, str], _Tie] = {}
    for pair in sorted({*shared, *copied, *_naming(by_source)}):
        left, right = by_source[pair[0]], by_source[pair[1]]
        told, near = shared.get(pair, []), _near(left[0], right[0])
        quoted = _quoted(left, right) if near else None
        if quoted and not told:
            # A relay that changes a day or a year tells of another happening; its numbers are still those it quotes.
            told = [one for one in left if any(_one_number(one, other) for other in right)]
        if not _one_news(left, right, told):
            continue
        if pair in copied and (told or near) and not _two_statements(left, right):
            why = f"near-copy: {copied[pair]:.0%} of the shorter text's five-word runs"
            reasons[pair] = _Tie(why, len(told), copied[pair])
        elif near and told and 2 * len(told) >= min(len(left), len(right)):
            reason = quoted or _one_voice(left, right, told)
            if reason:
                reasons[pair] = _Tie(reason, len(told))
    return reasons


def _naming(by_source: Mapping[str, Sequence[Stated]]) -> Iterator[tuple[str, str]]:
    """Pairs of sources in order of id of which one names the other's publisher within days."""
    issues: dict[str, dict[str | None, list[str]]] = defaultdict(lambda: defaultdict(list))
    for source, claims in by_source.items():
        if claims[0].publisher:
            issues[claims[0].publisher][claims[0].published].append(source)
    for source, claims in by_source.items():
        near = _days_around(claims[0].published)
        for name in dict.fromkeys(name for one in claims for name in one.claim.attributed_to):
            for publisher in (known for known in issues if one_speaker(name, known)):
                days = issues[publisher] if near is None else [day for day in near if day in issues[publisher]]
                for quoted in (quoted for day in days for quoted in issues[publisher][day] if quoted != source):
                    yield (source, quoted) if source < quoted else (quoted, source)


def _days_around(published: str | None) -> list[str | None] | None:
    """The days on which a source near to this one may be published, None among them; None where any day is near."""
    if published is None:
        return None
    day = date.fromisoformat(published)
    return [None, *((day + timedelta(apart)).isoformat() for apart in range(-DAYS, DAYS + 1))]


def _one_number(one: Stated, other: Stated) -> bool:
    """Whether two claims print one number for one measure, long enough to be no chance."""
    mine, theirs = one.claim, other.claim
    return one_measure(mine, theirs) and agreement(mine, theirs) == "equal" and information(mine) >= 1


def _shared(links: Linkage) -> dict[tuple[str, str], list[Stated]]:
    """For pairs of sources in order of id, the claims of the first that the second tells too."""
    shared: dict[tuple[str, str], dict[str, Stated]] = defaultdict(dict)
    for group in links.groups:
        for one in group:
            for other in group:
                if one.source_id < other.source_id:
                    shared[one.source_id, other.source_id][one.id] = one
    return {pair: list(claims.values()) for pair, claims in shared.items()}


def _one_news(left: Sequence[Stated], right: Sequence[Stated], shared: Sequence[Stated]) -> bool:
    """Where both sources tell news (happenings, tallies), whether some of it is shared; background alone is not."""
    return not (_has_news(left) and _has_news(right)) or _has_news(shared)


def _has_news(stated: Sequence[Stated]) -> bool:
    return any(one.claim.counting in ("occurrence", "tally") for one in stated)


def _near(one: Stated, other: Stated) -> bool:
    """Published within days of each other; an undated copy is taken as near."""
    if not one.published or not other.published:
        return True
    return _apart(one.published, other.published) <= DAYS


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _quoted(left: Sequence[Stated], right: Sequence[Stated]) -> str | None:
    for relay, quoted in ((left, right), (right, left)):
        publisher = quoted[0].publisher
        named = {name for one in relay for name in one.claim.attributed_to}
        if publisher and any(one_speaker(name, publisher) for name in sorted(named)):
            return f"names {publisher} as the one it quotes"
    return None


def _two_statements(left: Sequence[Stated], right: Sequence[Stated]) -> bool:
    """Whether two texts in much the same words give other speakers and other figures: one template, two parties."""
    attributed = any(one.claim.attributed_to for one in (*left, *right))
    if not attributed or any(one_speaker(one.speaker, other.speaker) for one in left for other in right):
        return False
    answers = {
        agreement(one.claim, other.claim)
        for one in left
        for other in right
        if one.claim.value
        and other.claim.value
        and one.claim.kind == "casualty"
        and one_measure(one.claim, other.claim)
    }
    return answers == {"apart"}


def _one_voice(left: Sequence[Stated], right: Sequence[Stated], shared: Sequence[Stated]) -> str | None:
    ends = [{one.claim.attributed_to[-1] for one in side if one.claim.attributed_to} for side in (left, right)]
    common = sorted(a for a in ends[0] if any(one_speaker(a, b) for b in ends[1]))
    if not common:
        return None
    quotes = ", ".join(dict.fromkeys(one.claim.quote for one in shared))
    return f"both lead back to {common[0]}, and tell the same ({quotes})"


def _groups(by_source: Mapping[str, Sequence[Stated]], reasons: Mapping[tuple[str, str], _Tie]) -> list[list[str]]:
    """Sources by origin. An undated source joins last, and never ties statements of different days together; one that
    tells background alone ties no two pieces of news together.
    """
    days = {source: claims[0].published for source, claims in by_source.items()}
    home = {source: [source] for source in by_source}
    """The members of each source's group, one list for all of them."""
    news = {source: _has_news(claims) for source, claims in by_source.items()}
    firmest = sorted(
        reasons,
        key=lambda pair: (
            sum(not news[source] for source in pair),
            sum(days[source] is None for source in pair),
            -reasons[pair].shared,
            pair,
        ),
    )
    for left, right in firmest:
        if home[left] is home[right]:
            continue
        if not (news[left] and news[right]) and all(any(news[one] for one in home[side]) for side in (left, right)):
            continue
        members = [*home[left], *home[right]]
        copied_whole = reasons[left, right].copied >= WHOLE
        if not copied_whole and not _one_speaker_of_all([by_source[source] for source in members]):
            continue
        dated = sorted(day for source in members if (day := days[source]))
        if (days[left] and days[right]) or not dated or _apart(dated[0], dated[-1]) <= DAYS:
            home |= dict.fromkeys(members, members)
    place = {source: at for at, source in enumerate(by_source)}
    groups = {id(members): sorted(members, key=place.__getitem__) for members in home.values()}
    return sorted(groups.values(), key=lambda members: place[members[0]])


def _one_speaker_of_all(sources: Sequence[Sequence[Stated]]) -> bool:
    """Whether one speaker stands behind every source that names any: an outlet that sets two speakers beside each other
    makes them no one witness. The publisher of a source may be the speaker that another names."""
    ends = [{one.claim.attributed_to[-1] for one in claims if one.claim.attributed_to} for claims in sources]
    told = [{*names, claims[0].publisher or ""} - {""} for names, claims in zip(ends, sources, strict=True) if names]
    return not told or any(
        all(any(one_speaker(name, other) for other in names) for names in told[1:]) for name in sorted(told[0])
    )


def _origin(
    sources: Sequence[Sequence[Stated]], texts: Mapping[str, str], ties: Mapping[str, Mapping[tuple[str, str], _Tie]]
) -> Origin:
    # The nearest to the statement: the earliest, and of one day the one that carries most of it.
    ordered = sorted(sources, key=lambda claims: (claims[0].said_on, -len(claims), claims[0].source_id))
    first = ordered[0]
    names = [one.claim.attributed_to[-1] for claims in ordered for one in claims if one.claim.attributed_to]
    known = [institution(name) for name in names]
    speaker = max(names, key=lambda name: known.count(institution(name))) if names else first[0].speaker
    steps = []
    for claims in ordered:
        source = claims[0].source_id
        tied = ties.get(source, {})
        nearest = min(tied, key=lambda pair: (first[0].source_id not in pair, pair), default=None)
        why = tied[nearest].why if nearest else "stands alone"
        text = texts.get(source)
        found = () if claims is first else changes(first, claims, text)
        chain = tuple(dict.fromkeys(name for one in claims for name in one.claim.attributed_to))
        steps.append(Step(source, claims[0].label, claims[0].address, chain, why, found, tuple(claims)))
    return Origin(speaker, tuple(steps))
