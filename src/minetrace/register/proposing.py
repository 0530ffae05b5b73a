"""A claim becomes the draft of a record: what its text says, and no more.

Only an occurrence proposes a record. What the text leaves open stays null, a name that several places bear stays
unresolved with its candidates, and an approximate number is not turned into an exact one.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from minetrace.places import Gazetteer, Place
from minetrace.register.actions import Cite, Draft
from minetrace.sources.claims import KeptClaim
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import vocabulary

_FOUND_ACTIONS = frozenset({"found", "cleared", "seized", "present"})
_TAKEN_STATES = frozenset({"right", "otherwise"})


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A place name as written that does not name exactly one place, with the places it may name."""

    name: str
    relation: str
    candidates: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRecord:
    """What a claim proposes: kind, fields, speaker, citation; what a person must still decide; and notes on what was
    left open.
    """

    kind: str
    fields: Mapping[str, Any]
    speaker: str
    said_on: str | None
    citation: Cite
    unresolved: tuple[Unresolved, ...] = ()
    notes: tuple[str, ...] = ()
    needs_decision: bool = field(default=False)

    def draft(self, fields: Mapping[str, Any] | None = None) -> Draft:
        """The proposal's draft, with a person's fields instead of the proposed ones where given."""
        return Draft(
            kind=self.kind,
            fields=self.fields if fields is None else fields,
            basis="reported",
            speaker=self.speaker,
            said_on=self.said_on,
            citations=(self.citation,),
        )


def from_claim(kept: KeptClaim, gazetteer: Gazetteer) -> ProposedRecord:
    """What a kept claim proposes.

    Raises MT-412 for a tally, running total or stock, MT-417 for kinds and stances that no record follows from. A claim
    that nobody has read right yet is proposed with `needs_decision`; `require_decided` refuses it.
    """
    claim = kept.read_as
    if claim["counting"] != "occurrence":
        raise Problem("MT-412", counting=claim["counting"])
    if claim["kind"] not in _BUILDERS or claim["stance"] != "asserted":
        raise Problem("MT-417", kind=claim["kind"], stance=claim["stance"])
    fields, notes = _BUILDERS[claim["kind"]](claim)
    mentions, unresolved = _places(claim, gazetteer)
    if mentions:
        fields["places"] = mentions
    return ProposedRecord(
        kind="find" if claim["kind"] == "ordnance" else claim["kind"],
        fields={name: value for name, value in fields.items() if value is not None},
        speaker=speaker_of(kept),
        said_on=kept.row.source.published,
        citation=Cite(source=kept.row.source_id, claim=kept.id),
        unresolved=tuple(unresolved),
        notes=tuple(notes),
        needs_decision=kept.state not in _TAKEN_STATES,
    )


def require_decided(kept: KeptClaim) -> None:
    """Raise MT-416 unless a person has said that the claim was read right, or how it reads."""
    if kept.state not in _TAKEN_STATES:
        raise Problem("MT-416", state=kept.state)


def speaker_of(kept: KeptClaim) -> str:
    """Who says so: the origin that the text names, else the publisher."""
    chain = kept.read_as.get("attributed_to") or []
    return chain[-1] if chain else kept.row.source.publisher or kept.row.source.name


def bounds(claim: Mapping[str, Any]) -> tuple[int | None, int | None, str | None]:
    """Low and high of a stated count, and a note where the text gives only an approximate number.

    "at least 9" is 9 or more; "more than 900" is 901 or more; "up to 40" is at most 40; "about 120" bounds nothing.
    """
    value, hedge = claim.get("value"), claim.get("hedge") or "exact"
    if hedge == "range":
        return claim.get("low"), claim.get("high"), None
    if value is None:
        return None, None, "the text states no number"
    number = int(value)
    known = {
        "exact": (number, number),
        "reportedly": (number, number),
        "at least": (number, None),
        "more than": (number + 1, None),
        "up to": (None, number),
        "fewer than": (None, max(number - 1, 0)),
    }
    if hedge in known:
        return *known[hedge], None
    return None, None, f"the text says {hedge} {number:,}: no exact quantity was taken over"


def _find(claim: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    actions = set(claim.get("action") or ())
    if not actions & _FOUND_ACTIONS:
        raise Problem("MT-417", kind=f"ordnance ({', '.join(sorted(actions)) or 'no action'})", stance=claim["stance"])
    low, high, note = bounds(claim)
    notes = [note] if note else []
    term = vocabulary("eo_category").answering(claim.get("category") or "")
    identified = any(claim.get(key) for key in ("model", "made_in", "made_year"))
    fields: dict[str, Any] = {
        "category": term.code if term else None,
        "model": claim.get("model"),
        "made_in": claim.get("made_in"),
        "made_year_low": claim.get("made_year"),
        "made_year_high": claim.get("made_year"),
        "identification_basis": "stated_by_source" if identified else None,
        "quantity_low": low,
        "quantity_high": high,
        "laid_by": claim.get("laid_by"),
    }
    if actions & {"found", "seized", "present"}:
        fields |= {"found_from": claim.get("from"), "found_to": claim.get("to")}
    if "cleared" in actions:
        fields |= {"cleared_low": low, "cleared_high": high}
        fields |= {"cleared_from": claim.get("from"), "cleared_to": claim.get("to")}
        if "found" not in actions:
            fields["found_to"] = claim.get("to")
            notes.append("the text says cleared, not when they were found: found at the latest on the day of clearance")
    if claim.get("partial_date"):
        notes.append(f"the text gives a day without its year ({claim['partial_date']}): state the date if you know it")
    return fields, notes


def _visit(claim: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    who = [{k: v for k, v in person.items() if v} for person in claim.get("who") or []]
    fields = {
        "who": who or None,
        "invited_by": claim.get("invited_by"),
        "visited_from": claim.get("from"),
        "visited_to": claim.get("to"),
        "verified": claim.get("verified") or "nothing_stated",
    }
    return fields, []


_BUILDERS: dict[str, Callable[[Mapping[str, Any]], tuple[dict[str, Any], list[str]]]] = {
    "ordnance": _find,
    "visit": _visit,
}


def _places(claim: Mapping[str, Any], gazetteer: Gazetteer) -> tuple[list[dict[str, str]], list[Unresolved]]:
    on = datetime.date.fromisoformat(claim["from"]) if claim.get("from") else None
    names = claim.get("places") or []
    relations = list(claim.get("place_relations") or []) + [None] * len(names)
    mentions, unresolved = [], []
    for name, relation in zip(names, relations, strict=False):
        found = gazetteer.find(name, on=on)
        if found.outcome == "one" and found.place is not None:
            mentions.append({"place": found.place.id, "relation": relation or "in", "as_written": name})
        else:
            unresolved.append(Unresolved(name, relation or "in", tuple(found.places)))
    return mentions, unresolved
