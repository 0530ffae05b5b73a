"""What the statement page shows of each claim."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from minetrace.accounts.actor import Actor
from minetrace.desk.statement import wording
from minetrace.ledger.models import Entry
from minetrace.register import view
from minetrace.register.models import Citation
from minetrace.sources.claims import KeptClaim
from minetrace.sources.models import Reading, Source

STATES = ("to review", "right", "misread", "otherwise", "gone")
NOT_STATED = "not stated"
TIERS = ("auto", "review", NOT_STATED)
_RECORD_KINDS = ("ordnance", "visit")


@dataclass(frozen=True, slots=True)
class Taken:
    """Where a claim has gone: the reference of a record, and its proposal while that waits."""

    reference: str
    record: str
    proposal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One claim as a person sees it on the statement page.

    `way` says what taking it into the register means: "record" (an occurrence proposes one), "matrix" (a provision),
    "compare" (a count over a period), or "" where no record kind follows from it yet. `tier` is that of the reader,
    "auto", "review" or "not stated", and `doubts` its reasons in the page's language until a person has decided.
    """

    id: str
    number: int
    state: str
    quote: str
    hedge: str
    figure: str
    figure_instead: str
    thing: str
    thing_instead: str
    counting: str
    stance: str
    tier: str
    doubts: list[str]
    facts: list[wording.Fact]
    speaker: str
    via: list[str]
    total_of: list[tuple[str, int]]
    part_of: tuple[str, int] | None
    rules: list[str]
    chunks: list[tuple[str, str]]
    decision: Mapping[str, Any] | None
    taken: list[Taken]
    way: str


def cards(source: Source, kept: list[KeptClaim], actor: Actor, *, only: str | None = None) -> list[Card]:
    """A card a claim, in the order of the text; with `only`, just that claim's card, numbered among all of them."""
    numbers = {claim.id: position for position, claim in enumerate(kept, start=1)}
    wanted = [claim for claim in kept if only in (None, claim.id)]
    text, moments, taken = source.text.characters, _moments(wanted), _taken(source, actor)
    return [_card(source, claim, actor, numbers, text, moments, taken.get(claim.id, [])) for claim in wanted]


def counts(kept: Iterable[KeptClaim]) -> list[tuple[str, int]]:
    """How many claims stand in each state, states without any left out."""
    found = Counter(claim.state for claim in kept)
    return [(state, found[state]) for state in STATES if found[state]]


def tiers(kept: Iterable[KeptClaim]) -> list[tuple[str, int]]:
    """How many claims that still wait to be checked stand in each tier, tiers without any left out."""
    found = Counter(claim.tier or NOT_STATED for claim in kept if claim.state == "to review")
    return [(tier, found[tier]) for tier in TIERS if found[tier]]


def way_of(claim: Mapping[str, Any]) -> str:
    """What taking a claim into the register means; empty where nothing follows from it."""
    if claim["kind"] == "provision":
        return "matrix"
    if claim["counting"] != "occurrence":
        return "compare"
    return "record" if claim["kind"] in _RECORD_KINDS and claim["stance"] == "asserted" else ""


def _card(
    source: Source,
    kept: KeptClaim,
    actor: Actor,
    numbers: Mapping[str, int],
    text: str,
    moments: Mapping[int, int],
    taken: list[Taken],
) -> Card:
    said, read_as = kept.said, kept.read_as
    speaker, via = wording.speakers(read_as, source.publisher)
    figure, now = wording.figure(said), wording.figure(read_as)
    thing, thing_now = wording.thing(said), wording.thing(read_as)
    chunks = kept.derivation.get("chunks", [])
    return Card(
        id=kept.id,
        number=numbers[kept.id],
        state=kept.state,
        quote=kept.row.quote,
        hedge=wording.hedge(said),
        figure=figure,
        figure_instead=now if now != figure else "",
        thing=thing,
        thing_instead=thing_now if thing_now != thing else "",
        counting=read_as["counting"],
        stance=read_as["stance"],
        tier=kept.tier or NOT_STATED,
        doubts=wording.doubts(kept.doubts) if kept.state == "to review" else [],
        facts=wording.facts(said, read_as, actor),
        speaker=speaker,
        via=via,
        total_of=[(target, numbers[target]) for target in kept.total_of if target in numbers],
        part_of=(kept.part_of, numbers[kept.part_of]) if kept.part_of in numbers else None,  # type: ignore[arg-type, index]
        rules=list(kept.derivation.get("rules", [])),
        chunks=[(kind, text[start:end]) for kind, start, end in chunks],
        decision=_decision(kept, moments),
        taken=taken,
        way=way_of(read_as),
    )


def _decision(kept: KeptClaim, moments: Mapping[int, int]) -> Mapping[str, Any] | None:
    made = kept.decision
    if made is None:
        return None
    return {
        "verdict": made.verdict,
        "actor": made.actor,
        "reason": made.reason,
        "entry": made.entry,
        "at": moments[made.entry],
    }


def _moments(kept: list[KeptClaim]) -> dict[int, int]:
    entries = {claim.decision.entry for claim in kept if claim.decision}
    return dict(Entry.objects.filter(number__in=entries).values_list("number", "at"))


def _taken(source: Source, actor: Actor) -> dict[str, list[Taken]]:
    """Records and waiting proposals that cite the claims of a source."""
    out: dict[str, list[Taken]] = {}
    for citation in Citation.objects.filter(claim__source=source).select_related("record"):
        found = out.setdefault(citation.claim_id or "", [])
        if citation.record_id not in [one.record for one in found]:
            found.append(Taken(citation.record.reference, citation.record_id))
    for proposal in view.proposals(actor, state="submitted"):
        for cite in proposal.citations:
            if cite["source"] == source.id and cite["claim"]:
                out.setdefault(cite["claim"], []).append(Taken(proposal.reference, proposal.record, proposal.id))
    return out


def claims_of_check(check: Mapping[str, Any], numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    """The claims that a check speaks of, as links."""
    return [(claim, numbers[claim]) for claim in check["claims"] if claim in numbers]


def notes_of(notes: str) -> list[str]:
    """A reading's notes on what it left open."""
    found: list[str] = json.loads(notes)
    return found


def refused_of(reading: Reading, text: str) -> list[tuple[str, str]]:
    """The phrases that look like a claim and were not taken, each with the reason in the page's language."""
    found = reading.refused_list()
    reasons = wording.doubts(one["code"] for one in found)
    return [(text[one["start"] : one["end"]], reason) for one, reason in zip(found, reasons, strict=True)]
