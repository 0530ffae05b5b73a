"""A row's seal: what it commits to, by tier, so that a group can be opened, withheld or erased and the chain still
holds.

    public      SHA-256 of the canonical object of the public fields
    partner     SHA-256 of [salt, object of the partner fields]
    restricted  SHA-256 of [salt, object of the restricted fields]
    person      for each field alone: SHA-256 of [salt, name, value]
    row         SHA-256 of {"format", "table", "id", "public", "partner", "restricted", "person"}

Fields that are null are left out, so that a field added in a later release changes no older seal. The `leaves` of a
seal are
a finding aid and not part of the row's digest: a short digest per field, by which `ledger verify` names the field that
was altered. Leaves of partner and restricted fields carry their group's salt and tell nothing without it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from minetrace.ledger.canonical import sha256

FORMAT = 1
TIERS = ("public", "partner", "restricted", "person")
_SALTED = ("partner", "restricted")
_LEAF = 12


@dataclass(frozen=True, slots=True)
class Seal:
    """The commitments and salts of one row; `digest` is what the ledger entry commits to."""

    content: dict[str, Any]
    digest: str


def seal(table: str, row_id: str, values: Mapping[str, Any], tiers: Mapping[str, str]) -> Seal:
    """Seal a row's values (canonical, null for absent) under its fields' tiers; fresh salts."""
    groups = _groups(values, tiers)
    content: dict[str, Any] = {"public": sha256(groups["public"]), "leaves": {}}
    content["leaves"] = {name: _leaf("", name, value) for name, value in groups["public"].items()}
    for tier in _SALTED:
        if groups[tier]:
            salt = secrets.token_hex(16)
            content[tier] = {"salt": salt, "digest": sha256([salt, groups[tier]])}
            content["leaves"] |= {name: _leaf(salt, name, value) for name, value in groups[tier].items()}
    person = {}
    for name, value in groups["person"].items():
        salt = secrets.token_hex(16)
        person[name] = {"salt": salt, "digest": sha256([salt, name, value])}
    if person:
        content["person"] = person
    return Seal(content, row_digest(table, row_id, content))


def row_digest(table: str, row_id: str, content: Mapping[str, Any]) -> str:
    """The digest that stands for a row in its ledger entry."""
    body: dict[str, Any] = {"format": FORMAT, "table": table, "id": row_id, "public": content["public"]}
    for tier in _SALTED:
        if tier in content:
            body[tier] = content[tier]["digest"]
    if "person" in content:
        body["person"] = {name: part["digest"] for name, part in content["person"].items()}
    return sha256(body)


def altered_fields(values: Mapping[str, Any], tiers: Mapping[str, str], content: Mapping[str, Any]) -> Iterator[str]:
    """Names of the fields whose value is not the sealed one; "seal" when the seal itself was altered.

    An erased person field (no value, no salt, its digest kept) is in order here; whether its erasure was entered in the
    ledger is for the caller to see with `erased_fields`.
    """
    groups = _groups(values, tiers)
    found: set[str] = set()
    leaves: dict[str, str] = content["leaves"]
    expected = sha256(groups["public"]) == content["public"]
    found |= set(_differing("", groups["public"], leaves, _names(leaves, tiers, "public"), expected))
    for tier in _SALTED:
        part = content.get(tier)
        if part is None:
            found |= set(groups[tier])
            continue
        expected = sha256([part["salt"], groups[tier]]) == part["digest"]
        found |= set(_differing(part["salt"], groups[tier], leaves, _names(leaves, tiers, tier), expected))
    found |= set(_altered_person(groups["person"], content.get("person", {})))
    yield from sorted(found)


def erased_fields(content: Mapping[str, Any]) -> list[str]:
    """Person fields whose salt was deleted."""
    return [name for name, part in content.get("person", {}).items() if part["salt"] is None]


def erase_field(content: dict[str, Any], name: str) -> dict[str, Any]:
    """The seal after a person's field was erased: its digest stays, its salt is gone."""
    person = {**content["person"], name: {"salt": None, "digest": content["person"][name]["digest"]}}
    return {**content, "person": person}


def _groups(values: Mapping[str, Any], tiers: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    groups: dict[str, dict[str, Any]] = {tier: {} for tier in TIERS}
    for name, value in values.items():
        if value is not None:
            groups[tiers.get(name, "public")][name] = value
    return groups


def _leaf(salt: str, name: str, value: Any) -> str:
    return sha256([salt, name, value])[:_LEAF]


def _names(leaves: Mapping[str, str], tiers: Mapping[str, str], tier: str) -> set[str]:
    return {name for name in leaves if tiers.get(name, "public") == tier}


def _differing(
    salt: str, values: Mapping[str, Any], leaves: Mapping[str, str], sealed: set[str], expected: bool
) -> Iterator[str]:
    wrong = [n for n in sealed | set(values) if n not in values or leaves.get(n) != _leaf(salt, n, values[n])]
    if expected and wrong:
        yield "seal"
    elif not expected:
        yield from wrong or ["seal"]


def _altered_person(values: Mapping[str, Any], sealed: Mapping[str, Any]) -> Iterator[str]:
    for name in set(values) | set(sealed):
        part = sealed.get(name)
        if (
            part is None
            or (part["salt"] is None and name in values)
            or (
                part["salt"] is not None
                and (name not in values or sha256([part["salt"], name, values[name]]) != part["digest"])
            )
        ):
            yield name
