"""Claims between the reader's shape and the kept one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from minetrace.ledger.canonical import canonical_text, sha256
from minetrace.sources.models import Claim, Decision, Reading, ReadingClaim
from minetrace.terms import claim as terms

_APART = ("id", "derivation", "total_of", "part_of", "names", "cumulative", "tier", "tier_reasons")
_NUMBERS = ("value", "low", "high")


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A claim as a page or a figure needs it: its row, its place in the current reading, the decision beside it.

    `said` has the keys of the corpus; where a person read it otherwise, `read_as` has the corrected keys laid over it.
    `tier` and the codes of `doubts` are those of the current reading; None and empty where it states no tier.
    """

    row: Claim
    ordinal: int | None
    total_of: tuple[str, ...]
    part_of: str | None
    derivation: Mapping[str, Any]
    decision: Decision | None
    tier: str | None = None
    doubts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The kept claim's id."""
        return self.row.id

    @property
    def said(self) -> dict[str, Any]:
        """What the reader read, under the corpus keys."""
        return content_of(self.row)

    @property
    def read_as(self) -> dict[str, Any]:
        """The claim with a person's correction laid over it."""
        corrected = json.loads(self.decision.corrected) if self.decision and self.decision.corrected else {}
        return {**self.said, **with_numbers(corrected)}

    @property
    def state(self) -> str:
        """`to review`, `right`, `misread` or `otherwise`; `gone` when the current reading does not find it."""
        if self.decision is not None:
            return self.decision.verdict
        return "gone" if self.ordinal is None else "to review"


def as_content(claim: terms.Claim) -> tuple[str, str | None]:
    """A claim's content as canonical JSON with numbers as text, and the persons it names apart."""
    plain = {key: value for key, value in claim.as_dict().items() if key not in _APART}
    for key in _NUMBERS:
        plain[key] = None if plain[key] is None else number_text(plain[key])
    return canonical_text(plain), canonical_text(list(claim.names)) if claim.names else None


def statement_key(claim: terms.Claim, by_id: Mapping[str, terms.Claim]) -> str:
    """The digest by which two readings of one source recognise the same statement, its links by the spans they name."""
    content, persons = as_content(claim)
    links = [list(by_id[target].span) for target in claim.total_of]
    part = list(by_id[claim.part_of].span) if claim.part_of else None
    return sha256([content, persons, links, part])


def content_of(row: Claim) -> dict[str, Any]:
    """The kept claim under the corpus keys, numbers as numbers."""
    content = with_numbers(json.loads(row.content))
    content["cumulative"] = content["counting"] == "running"
    if row.kind == "casualty":
        content["names"] = json.loads(row.persons) if row.persons else []
    return content


def with_numbers(content: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers that were kept as text, as numbers again."""
    changed = {key: as_number(content[key]) for key in _NUMBERS if isinstance(content.get(key), str)}
    return {**content, **changed}


def number_text(value: float | int) -> str:
    """A number as kept: no exponent, no trailing zeros."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def as_number(text: str) -> int | float:
    """A kept number."""
    return float(text) if "." in text else int(text)


def current_reading(source_id: str) -> Reading:
    """The reading that stands for a source now."""
    return Reading.objects.get(source_id=source_id, ended_by__isnull=True)


def kept_claims(source_id: str) -> list[KeptClaim]:
    """All claims of a source in the order of its text: those of the current reading, and older ones no longer found."""
    return _all_kept(
        Claim.objects.filter(source_id=source_id),
        ReadingClaim.objects.filter(reading__source_id=source_id),
        Decision.objects.filter(claim__source_id=source_id),
    )


def kept_claims_of_all() -> list[KeptClaim]:
    """All claims of all sources: `kept_claims` of each, in the order of the sources' ids."""
    rows = Claim.objects.order_by("source_id", "start", "end", "id")
    return _all_kept(rows, ReadingClaim.objects.all(), Decision.objects.all())


def _all_kept(rows: QuerySet[Claim], found: QuerySet[ReadingClaim], decisions: QuerySet[Decision]) -> list[KeptClaim]:
    """Claims with their places in the current readings, and the decisions that stand."""
    places = {item.claim_id: item for item in found.filter(reading__ended_by__isnull=True)}
    verdicts = {decision.claim_id: decision for decision in decisions.filter(ended_by__isnull=True)}
    return [_kept(row, places.get(row.id), verdicts.get(row.id)) for row in rows]


def kept_claim(claim_id: str) -> KeptClaim:
    """One kept claim. Raises Claim.DoesNotExist."""
    row = Claim.objects.select_related("source", "source__text").get(pk=claim_id)
    found = ReadingClaim.objects.filter(claim=row, reading__ended_by__isnull=True).first()
    decision = Decision.objects.filter(claim=row, ended_by__isnull=True).first()
    return _kept(row, found, decision)


def _kept(row: Claim, found: ReadingClaim | None, decision: Decision | None) -> KeptClaim:
    if found is None:
        return KeptClaim(row, None, (), None, {}, decision)
    targets: Sequence[str] = json.loads(found.total_of)
    derivation, doubts = json.loads(found.derivation), tuple(json.loads(found.doubts or "[]"))
    return KeptClaim(row, found.ordinal, tuple(targets), found.part_of, derivation, decision, found.tier, doubts)
