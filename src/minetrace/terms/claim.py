"""A claim: one statement of a source, with the characters that carry it.

A claim is "X said Y about Z on date D", never a fact. Its keys are the vocabulary that every room shares: the
reader produces them, sources keep them, reckoning compares them, records cite them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

ClaimKind = Literal["ordnance", "casualty", "area", "visit", "provision"]
Counting = Literal["occurrence", "tally", "running", "stock"]
Stance = Literal["asserted", "denied", "planned"]
Tier = Literal["auto", "review"]
Hedge = Literal["exact", "about", "almost", "more than", "at least", "up to", "fewer than", "reportedly", "range"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One person or group of a visit, as written: a name and the capacity in which they came."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """Why the reader made a claim: the numbers of the rules it used and the chunks they used, as (kind, start, end)."""

    rules: tuple[str, ...] = ()
    chunks: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why a person should look at a claim before it is used: the code of the doubt, and the reason in words."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A phrase that looks like a claim and is not taken: its characters, and the code and words of the reason.

    `span` are Python string offsets into the text, and `text[start:end] == quote` always holds.
    """

    quote: str
    span: tuple[int, int]
    code: str
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """The refusal as plain data for JSON; its tier is always "refused"."""
        said = {"quote": self.quote, "span": list(self.span)}
        return {**said, "tier": "refused", "code": self.code, "reason": self.reason}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of a source.

    `span` are Python string offsets into the text, and `text[start:end] == quote` always holds. `value` is the
    number as stated (null when vague, or a range: then `low` and `high`). `from_` and `to` are ISO days, null when
    not stated. `places` are names as written. `attributed_to` runs from the nearest relay named in the text to the
    origin; the publisher itself is left out and joint issuers are one entry joined by " + ". `total_of` and
    `part_of` name ids of claims of the same reading. `tier` says whether the reader vouches for its reading ("auto") or
    asks a person to look, with its `doubts` ("review"); None where no reader judged it (the rows of a table).
    """

    id: str
    kind: ClaimKind
    quote: str
    span: tuple[int, int]
    value: int | float | None = None
    low: int | float | None = None
    high: int | float | None = None
    unit: str | None = None
    hedge: Hedge = "exact"
    counting: Counting = "occurrence"
    stance: Stance = "asserted"
    category: str | None = None
    model: str | None = None
    made_in: str | None = None
    made_year: int | None = None
    laid_by: str | None = None
    action: tuple[str, ...] = ()
    outcome: str | None = None
    group: str | None = None
    cause: str | None = None
    names: tuple[str, ...] = ()
    who: tuple[Participant, ...] = ()
    invited_by: str | None = None
    verified: str | None = None
    instrument: str | None = None
    article: str | None = None
    relation: str | None = None
    places: tuple[str, ...] = ()
    place_relations: tuple[str | None, ...] = ()
    from_: str | None = None
    to: str | None = None
    partial_date: str | None = None
    total_of: tuple[str, ...] = ()
    part_of: str | None = None
    attributed_to: tuple[str, ...] = ()
    derivation: Derivation = Derivation()
    tier: Tier | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def cumulative(self) -> bool:
        """True exactly where the counting is `running`."""
        return self.counting == "running"

    def as_dict(self) -> dict[str, Any]:
        """The claim under its public keys, ready for JSON; keys that do not belong to its kind are left out."""
        out: dict[str, Any] = {}
        for field in fields(self):
            if field.name == "doubts":
                continue
            value = getattr(self, field.name)
            if field.name in KIND_KEYS and self.kind not in KIND_KEYS[field.name]:
                continue
            out[field.name.rstrip("_")] = _plain(value)
        out["cumulative"] = self.cumulative
        out["total_of"] = list(self.total_of) or None
        out["tier_reasons"] = [{"code": doubt.code, "reason": doubt.reason} for doubt in self.doubts]
        return out


KIND_KEYS: dict[str, tuple[ClaimKind, ...]] = {
    "category": ("ordnance",),
    "model": ("ordnance",),
    "made_in": ("ordnance",),
    "made_year": ("ordnance",),
    "laid_by": ("ordnance",),
    "action": ("ordnance", "area"),
    "outcome": ("casualty",),
    "group": ("casualty",),
    "cause": ("casualty",),
    "names": ("casualty",),
    "who": ("visit",),
    "invited_by": ("visit",),
    "verified": ("visit",),
    "instrument": ("provision",),
    "article": ("provision",),
    "relation": ("provision",),
}


def _plain(value: Any) -> Any:
    if isinstance(value, Participant):
        return {"name": value.name, "role": value.role}
    if isinstance(value, Derivation):
        return {"rules": list(value.rules), "chunks": [list(chunk) for chunk in value.chunks]}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
