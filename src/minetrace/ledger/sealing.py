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

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256 as sha256_of
from json.encoder import encode_basestring
from secrets import token_hex
from typing import Any

from minetrace.ledger.canonical import canonical, sha256

FORMAT = 1
TIERS = ("public", "partner", "restricted", "person")
_SALTED = ("partner", "restricted")
_SORTED_TIERS = ("partner", "person", "public", "restricted")
_LEAF = 12
_MOST_KNOWN = 10_000


class Sealer:
    """Seals the rows of one table under one entry; what many rows have in common is worked out once.

    `names` are the sealed columns, in the order in which values are given: text, whole numbers, or None for absent. The
    entry's number stands in the seal as a finding aid only: the entry itself says which rows it made.
    """

    def __init__(self, table: str, tiers: Mapping[str, str], names: Sequence[str], entry: int) -> None:
        order = sorted((name, position) for position, name in enumerate(names))
        fields = [(tiers.get(name, "public"), position, name) for name, position in order]
        self._fields = [
            (position, _Salted(name) if tier in _SALTED else _Public(name), tier if tier in _SALTED else None)
            for tier, position, name in fields
            if tier != "person"
        ]
        self._person = [(position, _Salted(name)) for tier, position, name in fields if tier == "person"]
        self._tiers = [tier for tier in _SALTED if any(field[0] == tier for field in fields)]
        self._head = f'{{"entry":{entry},"leaves":{{'
        self._body, self._tail = f'{{"format":{FORMAT},"id":', f',"table":{encode_basestring(table)}}}'

    def seal(self, row_id: str, values: Sequence[Any]) -> tuple[str, str]:
        """Seal a row's values with fresh salts: the seal as canonical JSON, the digest that the entry commits to."""
        salts = {tier: token_hex(16) for tier in self._tiers}
        salted: dict[str, list[str]] = {tier: [] for tier in self._tiers}
        public, leaves = [], []
        for position, known, tier in self._fields:
            value = values[position]
            if value is None:
                continue
            member, rest = known[value]
            if tier is None:
                public.append(member)
                leaves.append(rest)
            else:
                salted[tier].append(member)
                leaf = sha256_of(f'["{salts[tier]}{rest}'.encode()).hexdigest()[:_LEAF]
                leaves.append(f'"{known.name}":"{leaf}"')
        digest = sha256_of(f"{{{','.join(public)}}}".encode()).hexdigest()
        groups = {"public": (f'"public":"{digest}"',) * 2}
        for tier, members in salted.items():
            if members:
                salt = salts[tier]
                digest = sha256_of(f'["{salt}",{{{",".join(members)}}}]'.encode()).hexdigest()
                groups[tier] = f'"{tier}":"{digest}"', f'"{tier}":{{"digest":"{digest}","salt":"{salt}"}}'
        if self._person:
            groups |= _sealed_persons([(known, values[at]) for at, known in self._person if values[at] is not None])
        ordered = [groups[tier] for tier in _SORTED_TIERS if tier in groups]
        committed = ",".join([one for one, _ in ordered])
        body = f"{self._body}{encode_basestring(row_id)},{committed}{self._tail}"
        text = f"{self._head}{','.join(leaves)}}},{','.join([one for _, one in ordered])}}}"
        return text, sha256_of(body.encode()).hexdigest()


class _Known(dict[Any, tuple[str, str]]):
    """By value of one field its member of the canonical object, and what is told of it beside."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __missing__(self, value: Any) -> tuple[str, str]:
        written = encode_basestring(value) if isinstance(value, str) else canonical(value).decode()
        found = f'"{self.name}":{written}', self.beside(f'","{self.name}",{written}]')
        if len(self) < _MOST_KNOWN:
            self[value] = found
        return found

    def beside(self, rest: str) -> str:
        """Of the canonical list of salt, name and value, what follows the salt: the value's leaf follows from it."""
        return rest


class _Salted(_Known):
    """Leaves have a salt of their row: they are hashed anew for each."""


class _Public(_Known):
    """Leaves have no salt: they are hashed once for each value."""

    def beside(self, rest: str) -> str:
        """The leaf as it stands in the seal."""
        leaf = sha256_of(f'["{rest}'.encode()).hexdigest()[:_LEAF]
        return f'"{self.name}":"{leaf}"'


def _sealed_persons(present: Sequence[tuple[_Salted, Any]]) -> dict[str, tuple[str, str]]:
    digests, sealed = [], []
    for known, value in present:
        salt = token_hex(16)
        digest = sha256_of(f'["{salt}{known[value][1]}'.encode()).hexdigest()
        digests.append(f'"{known.name}":"{digest}"')
        sealed.append(f'"{known.name}":{{"digest":"{digest}","salt":"{salt}"}}')
    if not present:
        return {}
    return {"person": (f'"person":{{{",".join(digests)}}}', f'"person":{{{",".join(sealed)}}}')}


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
