"""A stated total beside the register: what of it we hold, what is missing, what we hold beyond it.

The register's figures are asked for the same measure, places and period. A record belongs to the total when it cites
the claim's source or names its speaker; equal numbers never make it belong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from minetrace.accounts.actor import Actor
from minetrace.figures.answer import Answer, Counted, span_text
from minetrace.figures.ask import ask
from minetrace.figures.filters import And, Compare, Node
from minetrace.figures.question import Basis, Question
from minetrace.figures.series import in_whole_units
from minetrace.places import Gazetteer, Place
from minetrace.places.place import DEFINED_KINDS
from minetrace.register import gazetteer
from minetrace.register.models import Citation
from minetrace.register.proposing import bounds, speaker_of
from minetrace.sources.claims import KeptClaim
from minetrace.terms.problem import Problem
from minetrace.terms.speakers import same_speaker
from minetrace.terms.vocabulary import vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The register on one basis beside the stated total.

    `matched` are counted rows that cite the claim's source or name its speaker. `missing` and `unexplained` are
    sentences with their formula, or None: what is stated and not in the register, what is in the register beyond what
    is stated.
    """

    answer: Answer
    matched: tuple[Counted, ...]
    missing: str | None
    unexplained: str | None

    def as_dict(self) -> dict[str, Any]:
        """The side as plain data."""
        return {
            "answer": self.answer.as_dict(),
            "matched": [row.reference for row in self.matched],
            "missing": self.missing,
            "unexplained": self.unexplained,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A stated total from low to high (None: open), who states it, and the register on both bases, never added."""

    claim: str
    quote: str
    source: str
    speaker: str
    low: int
    high: int | None
    own: Side
    reported: Side

    def as_dict(self) -> dict[str, Any]:
        """The comparison as plain data."""
        plain = {name: getattr(self, name) for name in ("claim", "quote", "source", "speaker", "low", "high")}
        return plain | {"own": self.own.as_dict(), "reported": self.reported.as_dict()}


@dataclass(frozen=True, slots=True)
class OpenName:
    """A place name of a claim that is not the name of one place, with the places of defined extent it may name."""

    name: str
    candidates: tuple[Place, ...]


def open_names(kept: KeptClaim, places: Gazetteer) -> tuple[OpenName, ...]:
    """The names whose place a person has to choose before `compare` can answer, in the order of the claim.

    Raises MT-512 where no choice would make the claim comparable.
    """
    claim = kept.read_as
    _bounds(claim)
    _until(kept, claim)
    found = {name: places.find(name) for name in _names(claim)}
    return tuple(
        OpenName(name, tuple(place for place in one.places if place.kind in DEFINED_KINDS))
        for name, one in found.items()
        if one.place is None
    )


def compare(kept: KeptClaim, *, actor: Actor, time_zone: str, places: Mapping[str, str] | None = None) -> Comparison:
    """Compare a tally or running total with the register. Raises MT-512 with the reason where that cannot be done.

    `places` gives the id of the place that a person chose for each of `open_names`; a name of one place stays as it is.
    """
    claim = kept.read_as
    low, high = _bounds(claim)
    _until(kept, claim)
    scope = _scope(claim, gazetteer.current(), places or {})
    asked = {basis: _question(kept, claim, scope, basis) for basis in ("own", "reported")}
    sides = {
        basis: _side(kept, ask(question, actor=actor, time_zone=time_zone), low or 0, high)
        for basis, question in asked.items()
    }
    return Comparison(
        claim=kept.id,
        quote=kept.row.quote,
        source=kept.row.source.label,
        speaker=speaker_of(kept),
        low=low or 0,
        high=high,
        own=sides["own"],
        reported=sides["reported"],
    )


def _bounds(claim: Mapping[str, Any]) -> tuple[int | None, int | None]:
    low, high, note = bounds(in_whole_units(claim))
    if low is None and high is None:
        raise Problem("MT-512", reason=note or "it states no number")
    return low, high


def _until(kept: KeptClaim, claim: Mapping[str, Any]) -> str:
    refused = _refusal(claim)
    if refused:
        raise Problem("MT-512", reason=refused)
    until: str | None = claim.get("to") or kept.row.source.published
    if until is None:
        raise Problem("MT-512", reason="it does not say until when it counts, and its source has no day of publication")
    return until


def _question(kept: KeptClaim, claim: Mapping[str, Any], scope: tuple[str, ...], basis: str) -> Question:
    chosen: Basis = "reported" if basis == "reported" else "own"
    return Question(
        measure="ordnance.found" if "found" in claim["action"] else "ordnance.cleared",
        where=_where(claim),
        places=scope,
        since=claim["from"],
        until=_until(kept, claim),
        basis=chosen,
        speaker=speaker_of(kept) if chosen == "reported" else None,
    )


def _refusal(claim: Mapping[str, Any]) -> str | None:
    if claim["counting"] not in ("tally", "running"):
        return f"it counts a single happening or a stock ({claim['counting']}), not a total over a period"
    if claim["kind"] != "ordnance" or not {"found", "cleared"} & set(claim.get("action") or ()):
        return "the register holds no records of what it counts"
    if claim["stance"] != "asserted":
        return f"what it states is {claim['stance']}"
    if not claim.get("from"):
        return "it does not say since when it counts"
    return None if claim.get("places") else "it states no places, so its scope is not defined"


def _where(claim: Mapping[str, Any]) -> Node | None:
    term = vocabulary("eo_category").answering(claim.get("category") or "")
    parts: list[Node] = [Compare("=", "category", term.code)] if term else []
    parts += [Compare("=", key, claim[key]) for key in ("model", "made_in") if claim.get(key)]
    parts += [Compare("=", "made_year", claim["made_year"])] if claim.get("made_year") else []
    return And(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def _names(claim: Mapping[str, Any]) -> list[str]:
    """The names of the claim's places. Raises MT-512 for ground that only lies near or beside one of them."""
    names: list[str] = claim["places"]
    relations = [*(claim.get("place_relations") or []), *([None] * len(names))]
    for name, relation in zip(names, relations, strict=False):
        if relation not in (None, "in"):
            raise Problem("MT-512", reason=f"the ground {relation} {name} has no defined edge")
    return names


def _scope(claim: Mapping[str, Any], places: Gazetteer, chosen: Mapping[str, str]) -> tuple[str, ...]:
    out = []
    for name in _names(claim):
        found = places.find(name)
        place = found.place or (places.get(chosen[name]) if name in chosen else None)
        if place is None:
            listed = ", ".join(one.id for one in found.places) or "none in the gazetteer"
            raise Problem("MT-512", reason=f"'{name}' is not the name of one place ({listed})")
        if place.kind not in DEFINED_KINDS:
            raise Problem("MT-512", reason=f"{place.label} has no defined edge")
        out.append(place.id)
    return tuple(out)


def _side(kept: KeptClaim, answer: Answer, low: int, high: int | None) -> Side:
    citing = set(Citation.objects.filter(source_id=kept.row.source_id).values_list("record_id", flat=True))
    speaker = speaker_of(kept)
    matched = tuple(row for row in answer.counted if row.record in citing or same_speaker(row.speaker or "", speaker))
    missing, unexplained = remainders((low, high), (answer.low, answer.high))
    return Side(answer=answer, matched=matched, missing=missing, unexplained=unexplained)


def remainders(stated: tuple[int, int | None], held: tuple[int, int | None]) -> tuple[str | None, str | None]:
    """What is surely or possibly missing, and what is surely unexplained, each as its formula.

    With 2,728 stated and 991 held: "2,728 - 991 = 1,737 not in the register". What may be held beyond a range is no
    remainder.
    """
    least = stated[0] - held[1] if held[1] is not None else None
    most = stated[1] - held[0] if stated[1] is not None else None
    beyond = held[0] - stated[1] if stated[1] is not None else None
    if beyond is not None and beyond > 0:
        more = "" if held[0] == held[1] else "at least "
        return None, f"{_shown(held)} - {_shown(stated)} = {more}{beyond:,} in the register beyond what is stated"
    if most is not None and most <= 0:
        return None, None
    low = max(least or 0, 0)
    return f"{_shown(stated)} - {_shown(held)} = {span_text(low, most)} not in the register", None


def _shown(span: tuple[int, int | None]) -> str:
    text = span_text(*span)
    return text if span[0] == span[1] else f"({text})"
