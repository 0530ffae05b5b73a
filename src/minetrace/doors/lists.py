"""The lists beside those of records as files: sources, proposals, findings of the quality checks.

Each row has the address of its page. A proposal has the shape that it proposes, a finding the shape of its record; a
source has none, so it is no GeoJSON and no GeoPackage. None of them is a table of records: an import refuses them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from minetrace.accounts.actor import Actor
from minetrace.doors.exporting import SPATIAL, Line, cell, permalink, reader_of, write
from minetrace.register import view
from minetrace.register.kinds import KINDS
from minetrace.register.quality.catalogue import checks
from minetrace.register.quality.examining import examine
from minetrace.sources import listing
from minetrace.terms.problem import Problem

SHAPE = "shape"
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class List:
    """A list: its columns, what it may be narrowed by, whether its rows have shapes, how they are made for a reader.

    `rows` takes the reader, what the list is narrowed to, and the day of today.
    """

    columns: tuple[str, ...]
    filters: tuple[str, ...]
    shaped: bool
    rows: Callable[[Actor, Mapping[str, str], str], Iterator[Line]]


def export_list(
    actor: Actor, name: str, path: Path, *, tier: str, today: str, narrowed: Mapping[str, str] | None = None
) -> int:
    """Write a list as a tier may see it, whole or not at all; returns how many rows it has. `today` is an ISO day.

    Raises MT-321, MT-711 (a format of shapes for a list that has none, too), MT-712.
    """
    reader, wanted = reader_of(actor, tier), LISTS[name]
    spatial = path.suffix.lower() in SPATIAL
    if spatial and not wanted.shaped:
        reason = "it is a list without shapes: write it as csv or xlsx"
        raise Problem("MT-711", name=path.name, format=path.suffix.lower().lstrip("."), reason=reason)
    columns = wanted.columns if spatial or not wanted.shaped else (*wanted.columns, SHAPE)
    lines = wanted.rows(reader, narrowed or {}, today)
    return write(path, columns, lines, layer=name, shape=SHAPE if wanted.shaped else None)


def _sources(_reader: Actor, narrowed: Mapping[str, str], _today: str) -> Iterator[Line]:
    found = listing.listed(narrowed.get("publisher", "")).iterator(_CHUNK)
    while some := list(islice(found, _CHUNK)):
        for row in listing.rows(some):
            one = row.source
            said = {name: getattr(one, name) or "" for name in ("publisher", "title", "name", "language", "url")}
            said |= {"published": str(one.published or ""), "claims": str(row.claims), "to_review": str(row.waiting)}
            yield {"source": one.id, "permalink": f"/sources/{one.id}/", **said}, None


def _proposals(reader: Actor, narrowed: Mapping[str, str], _today: str) -> Iterator[Line]:
    for one in view.proposals(reader, state=narrowed.get("state") or "submitted"):
        kind = KINDS[one.kind]
        said = {name: getattr(one, name) or "" for name in ("kind", "reference", "state", "author", "why", "basis")}
        said |= {"speaker": one.speaker or "", "said_on": one.said_on or "", "status": one.status}
        held = {f.name: cell(f, one.fields.get(f.name)) for f in kind.fields if f.type != "geometry"}
        fields = json.dumps({name: text for name, text in held.items() if text}, ensure_ascii=False)
        shape = one.fields.get(kind.geometry) if kind.geometry else None
        yield {"proposal": one.id, "permalink": f"/proposals/{one.id}/", **said, "fields": fields}, shape


def _findings(reader: Actor, narrowed: Mapping[str, str], today: str) -> Iterator[Line]:
    found = examine(reader, today=today, kind=narrowed.get("kind") or None)
    only = narrowed.get("check", "")
    for one in found.flaws:
        if only not in ("", one.check):
            continue
        check, geometry = checks()[one.check], KINDS[one.kind].geometry
        said = {"number": check.number, "check": one.check, "kind": one.kind, "reason": one.reason, "mend": check.mend}
        said |= {"reference": one.reference, "permalink": permalink(one.reference), "others": "; ".join(one.others)}
        record = view.record_view(reader, view.find_record(one.record), at=found.entry) if geometry else None
        yield said, record.fields.get(geometry) if record and geometry else None


LISTS: dict[str, List] = {
    "sources": List(
        (
            *("source", "permalink", "publisher", "title", "name", "published", "language", "url"),
            *("claims", "to_review"),
        ),
        ("publisher",),
        False,
        _sources,
    ),
    "proposals": List(
        (
            *("proposal", "permalink", "kind", "reference", "state", "author", "why", "basis", "speaker", "said_on"),
            *("status", "fields"),
        ),
        ("state",),
        True,
        _proposals,
    ),
    "findings": List(
        ("number", "check", "reference", "permalink", "kind", "reason", "others", "mend"),
        ("kind", "check"),
        True,
        _findings,
    ),
}
