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

from minetrace.ledger.canonical import canonical_text, sha256

FORMAT = 1
TIERS = ("public", "partner", "restricted", "person")
_SALTED = ("partner", "restricted")
_SORTED_TIERS = ("partner", "person", "public", "restricted")
_LEAF = 12
_SALT = 16
_MOST_KNOWN = 10_000


class Sealer:
    """Seals the rows of one table under one entry, column by column; what rows have in common is worked out once.

    `names` are the sealed columns, in the order in which values are given: text, whole numbers, or None for absent. The
    entry's number stands in the seal as a finding aid only: the entry itself says which rows it made.
    """

    def __init__(self, table: str, tiers: Mapping[str, str], names: Sequence[str], entry: int) -> None:
        order = sorted((name, position) for position, name in enumerate(names))
        self._fields = [(position, _Field(name, tiers.get(name, "public"))) for name, position in order]
        self._head = f'{{"entry":{entry},"leaves":{{'
        self._body, self._tail = f'{{"format":{FORMAT},"id":', f',"table":{encode_basestring(table)}}}'

    def seal(self, row_id: str, values: Sequence[Any]) -> tuple[str, str]:
        """Seal a row's values with fresh salts: the seal as canonical JSON, the digest that the entry commits to."""
        return self.seal_all([row_id], [values])[0]

    def seal_all(self, ids: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[tuple[str, str]]:
        """Seal many rows as `seal` does each of them."""
        columns, parts = list(zip(*rows, strict=True)), _Parts(len(rows))
        for position, field in self._fields:
            parts.add(field, columns[position])
        groups = parts.groups()
        committed, sealed = (_joined([groups[tier][at] for tier in _SORTED_TIERS if tier in groups]) for at in (0, 1))
        head, body, tail = self._head, self._body, self._tail
        seals = [f"{head}{leaves}}},{rest}}}" for leaves, rest in zip(_joined(parts.leaves), sealed, strict=True)]
        bodies = [f"{body}{encode_basestring(id_)},{one}{tail}" for id_, one in zip(ids, committed, strict=True)]
        return [(seal, sha256_of(one.encode()).hexdigest()) for seal, one in zip(seals, bodies, strict=True)]


class _Parts:
    """What seals of `count` rows are made of: columns of canonical JSON, a text for each row, "" where it has none."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._salts: dict[str, list[str]] = {}
        self._members: dict[str, list[Sequence[str]]] = {"public": [("",) * count]}
        self._sealed_persons: list[Sequence[str]] = []
        self.leaves: list[Sequence[str]] = [("",) * count]

    def add(self, field: _Field, values: Sequence[Any]) -> None:
        """Take in the values of a field."""
        pairs = field.known(values)
        members = [member for member, _ in pairs]
        if field.tier == "public":
            self.leaves.append([leaf for _, leaf in pairs])
        elif field.tier == "person":
            salts = _salts(self._count)
            digests = [_hash(f'["{salt}{rest}') if rest else "" for salt, (_, rest) in zip(salts, pairs, strict=True)]
            members = [f'"{field.name}":"{one}"' if one else "" for one in digests]
            self._sealed_persons.append(_with_salts(field.name, digests, salts))
        else:
            salts = self._salts.setdefault(field.tier, _salts(self._count))
            both = zip(salts, pairs, strict=True)
            self.leaves.append([_leaf_text(field.name, f'["{salt}{rest}') if rest else "" for salt, (_, rest) in both])
        self._members.setdefault(field.tier, []).append(members)

    def groups(self) -> dict[str, tuple[Sequence[str], Sequence[str]]]:
        """By tier what the row's digest commits to, and what the seal holds."""
        joined = {tier: _joined(columns) for tier, columns in self._members.items()}
        public = [f'"public":"{_hash(f"{{{one}}}")}"' for one in joined["public"]]
        out: dict[str, tuple[Sequence[str], Sequence[str]]] = {"public": (public, public)}
        for tier, salts in self._salts.items():
            both = zip(salts, joined[tier], strict=True)
            digests = [_hash(f'["{salt}",{{{one}}}]') if one else "" for salt, one in both]
            out[tier] = [f'"{tier}":"{one}"' if one else "" for one in digests], _with_salts(tier, digests, salts)
        if "person" in joined:
            committed, sealed = (
                [f'"person":{{{one}}}' if one else "" for one in column]
                for column in (joined["person"], _joined(self._sealed_persons))
            )
            out["person"] = committed, sealed
        return out


class _Field:
    """A sealed column, and what is known of its values from rows before."""

    def __init__(self, name: str, tier: str) -> None:
        self.name, self.tier = name, tier
        self._known: dict[Any, tuple[str, str]] = {}

    def known(self, values: Sequence[Any]) -> list[tuple[str, str]]:
        """Of each value its member of the canonical object, and its leaf; where leaves have a salt of their row, the
        canonical list of salt, name and value from behind the salt. Both are "" for an absent value.
        """
        if len(self._known) > _MOST_KNOWN:
            self._known = {}
        different = set(values)
        if 2 * len(different) > len(values):
            # A field that says ever new things is not worth remembering.
            return [self._pair(value) for value in values]
        self._known.update({value: self._pair(value) for value in different.difference(self._known)})
        return [self._known[value] for value in values]

    def _pair(self, value: Any) -> tuple[str, str]:
        if value is None:
            return "", ""
        written = encode_basestring(value) if isinstance(value, str) else canonical_text(value)
        rest = f'","{self.name}",{written}]'
        return f'"{self.name}":{written}', _leaf_text(self.name, f'["{rest}') if self.tier == "public" else rest


def _salts(count: int) -> list[str]:
    text = token_hex(_SALT * count)
    return [text[at : at + 2 * _SALT] for at in range(0, len(text), 2 * _SALT)]


def _with_salts(name: str, digests: Sequence[str], salts: Sequence[str]) -> list[str]:
    both = zip(digests, salts, strict=True)
    return [f'"{name}":{{"digest":"{digest}","salt":"{salt}"}}' if digest else "" for digest, salt in both]


def _hash(text: str) -> str:
    return sha256_of(text.encode()).hexdigest()


def _leaf_text(name: str, listed: str) -> str:
    """A leaf as it stands in the seal, from the canonical list of salt, name and value."""
    return f'"{name}":"{sha256_of(listed.encode()).hexdigest()[:_LEAF]}"'


def _joined(columns: Sequence[Sequence[str]]) -> list[str]:
    """The texts of each row in one, those that are absent left out."""
    return [",".join(filter(None, row)) for row in zip(*columns, strict=True)]


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
