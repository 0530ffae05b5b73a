"""Recompute every row and every entry, and name what is not as it was sealed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from minetrace.ledger import sealing
from minetrace.ledger.canonical import sha256
from minetrace.ledger.models import Entry, SealedRow, Staging, sealed_models
from minetrace.ledger.writing import GENESIS

_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was sealed: table, row, field, and what is wrong with it."""

    table: str
    id: str
    field: str
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification read and found; the register is as it was sealed when `findings` is empty."""

    entries: int
    rows: int
    head: str
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Promises:
    """What the entries say they made, ended and erased."""

    made: dict[tuple[int, str], dict[str, Any]]
    ended: dict[tuple[str, str], int]
    erased: set[tuple[str, str, str]]


def verify(progress: Callable[[str, int], None] = lambda table, rows: None) -> Verification:
    """Recompute everything. `progress` is told the table and the rows read in it so far."""
    findings: list[Finding] = []
    promises, entries, head = _check_chain(findings)
    total = 0
    made: dict[tuple[int, str], list[str]] = defaultdict(list)
    staged = _staged()
    for model in sealed_models():
        for position, row in enumerate(model._default_manager.order_by("pk").iterator(_CHUNK), start=1):
            if row.entry in staged:
                continue
            findings.extend(_check_row(row, promises))
            made[row.entry, model._meta.db_table].append(row.digest)
            total += 1
            if position % _CHUNK == 0:
                progress(model._meta.db_table, position)
    findings.extend(_check_membership(made, promises, {f.table for f in findings}))
    return Verification(entries, total, head, tuple(findings))


def _check_chain(findings: list[Finding]) -> tuple[_Promises, int, str]:
    promises = _Promises({}, {}, set())
    previous, number, clock, count = GENESIS, 0, 0, 0
    for entry in Entry.objects.order_by("number").iterator(_CHUNK):
        name = str(entry.number)
        count += 1
        if entry.number != number + 1 and _follows(entry) != number:
            missing = f"entries {number + 1} to {entry.number - 1} are missing"
            findings.append(Finding("ledger_entry", name, "number", missing))
        findings.extend(Finding("ledger_entry", name, field, "not as sealed") for field in _altered_in_entry(entry))
        if entry.previous != previous:
            findings.append(Finding("ledger_entry", name, "previous", "does not continue the entry before"))
        if entry.at < clock:
            findings.append(Finding("ledger_entry", name, "at", "earlier than the entry before"))
        _collect(entry, promises, findings)
        previous, number, clock = entry.hash, entry.number, entry.at
    return promises, count, previous


def _staged() -> set[int]:
    """Numbers of batches that are being staged: their rows are not there yet."""
    head = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    return set(Staging.objects.filter(number__gt=head).values_list("number", flat=True))


def _follows(entry: Entry) -> int | None:
    """The number that an entry says it follows, where it left numbers out."""
    try:
        contents = json.loads(entry.contents)
    except ValueError:
        return None
    follows = contents.get("follows") if isinstance(contents, dict) else None
    return follows if isinstance(follows, int) and follows < entry.number else None


def _altered_in_entry(entry: Entry) -> list[str]:
    body = entry.body()
    try:
        leaves = json.loads(entry.leaves)
    except ValueError:
        return ["leaves"]
    wrong = [name for name, value in body.items() if leaves.get(name) != sha256([name, value])[:12]]
    if sha256(body) == entry.hash:
        return ["leaves"] if wrong or set(leaves) != set(body) else []
    return wrong or ["hash"]


def _collect(entry: Entry, promises: _Promises, findings: list[Finding]) -> None:
    try:
        contents = json.loads(entry.contents)
        promises.made.update({(entry.number, table): part for table, part in contents["made"].items()})
        for table, ids in contents["ended"].items():
            promises.ended.update({(table, row_id): entry.number for row_id in ids})
        promises.erased |= {(table, row_id, field) for table, row_id, field in contents["erased"]}
    except (ValueError, KeyError, TypeError, AttributeError):
        findings.append(Finding("ledger_entry", str(entry.number), "contents", "cannot be read"))


def _check_row(row: SealedRow, promises: _Promises) -> Iterator[Finding]:
    table, row_id = row._meta.db_table, str(row.pk)
    try:
        content = row.seal_content()
        altered = list(sealing.altered_fields(row.sealed_values(), row.tiers, content))
        digest = sealing.row_digest(table, row_id, content)
        erased = sealing.erased_fields(content)
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Finding(table, row_id, "seal", "cannot be read")
        return
    for field in altered:
        yield Finding(table, row_id, field, "not as sealed")
    if digest != row.digest:
        yield Finding(table, row_id, "digest" if not altered else altered[0], "digest is not the seal's")
    for field in erased:
        if (table, row_id, field) not in promises.erased:
            yield Finding(table, row_id, field, "erased without a ledger entry")
    ended = getattr(row, "ended_by", None)
    if ended != promises.ended.get((table, row_id)):
        yield Finding(table, row_id, "ended_by", "not what the ledger says ended it")
    if (row.entry, table) not in promises.made:
        yield Finding(table, row_id, "entry", f"entry {row.entry} did not make a row of this table")
    elif content.get("entry", row.entry) != row.entry:
        yield Finding(table, row_id, "entry", f"sealed under entry {content['entry']}")


def _check_membership(
    made: dict[tuple[int, str], list[str]], promises: _Promises, named: set[str]
) -> Iterator[Finding]:
    for (number, table), part in promises.made.items():
        digests = made.get((number, table), [])
        if len(digests) != part["count"]:
            what = f"entry {number} made {part['count']} rows, {len(digests)} are here"
            yield Finding(table, f"of entry {number}", "entry", what)
        elif sha256(sorted(digests)) != part["digest"] and table not in named:
            yield Finding(table, f"of entry {number}", "digest", "the rows are not those that the entry made")
