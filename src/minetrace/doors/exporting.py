"""Records as files for others: what a tier may see, by the one read path, with a permalink on every row.

A file that is imported again changes nothing: every row names its record, every field bears its declared name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from minetrace.accounts.actor import Actor
from minetrace.doors.files import csv_file, geojson_file, geopackage_file, xlsx_file
from minetrace.figures.listing import Wanted, listed
from minetrace.register import view
from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Field
from minetrace.terms.cells import guarded
from minetrace.terms.problem import Problem

SPATIAL = (".geojson", ".gpkg")
FORMATS = ("csv", "xlsx", "geojson", "gpkg")
SHARED = ("reference", "record", "permalink", "basis", "speaker", "said_on")
ROLES = {"public": "visitor", "partner": "reader", "restricted": "officer"}
"""The role that sees just a tier; the person tier never leaves as a file."""

Line = tuple[dict[str, str], BaseGeometry | None]


def export(actor: Actor, kind: str, path: Path, *, tier: str, at: int, wanted: Wanted | None = None) -> int:
    """Write the records of a kind that were current at a ledger entry, narrowed as a listing is; returns how many.

    The file appears whole or not at all.

    Raises MT-321 for a tier above the actor's own, MT-411 for no kind, MT-711 for another ending, MT-712 for no tier.
    """
    reader = reader_of(actor, tier)
    if kind not in KINDS:
        raise Problem("MT-411", kind="kind", value=kind)
    lines = _lines(reader, kind, at, wanted or Wanted())
    columns = columns_of(reader, kind, spatial=path.suffix.lower() in SPATIAL)
    return write(path, columns, lines, layer=kind, shape=KINDS[kind].geometry)


def write(path: Path, columns: Sequence[str], lines: Iterator[Line], *, layer: str, shape: str | None) -> int:
    """Write lines in the format of the path's ending, whole or not at all; returns how many they are.

    Where the format has no shapes, the column `shape` takes them as well-known text. Raises MT-711.
    """
    format_ = path.suffix.lower().lstrip(".")
    if format_ not in FORMATS:
        raise Problem("MT-711", name=path.name, format=format_ or "nothing", reason="no such format")
    draft = path.with_name(f".{path.stem}.part.{format_}")
    draft.unlink(missing_ok=True)
    counted = _Counted(lines)
    try:
        if format_ == "csv":
            csv_file.write(draft, columns, _flat(counted, shape))
        elif format_ == "xlsx":
            xlsx_file.write(draft, columns, _flat(counted, shape))
        else:
            writer = geojson_file if format_ == "geojson" else geopackage_file
            writer.write(draft, columns, _guarded(counted), layer=layer)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return counted.count


def share(actor: Actor, path: Path, *, tier: str, at: int) -> dict[str, int]:
    """Write one GeoPackage with a layer for each kind that has records; returns how many each has."""
    reader = reader_of(actor, tier)
    if path.suffix.lower() != ".gpkg":
        raise Problem("MT-711", name=path.name, format=path.suffix.lstrip(".") or "nothing", reason="a share is a gpkg")
    draft = path.with_name(f".{path.stem}.part.gpkg")
    draft.unlink(missing_ok=True)
    counts = {}
    try:
        for kind in KINDS:
            if not view.selected(kind, at=at).exists():
                continue
            lines = _Counted(_lines(reader, kind, at, Wanted()))
            geopackage_file.write(draft, columns_of(reader, kind, spatial=True), _guarded(lines), layer=kind)
            counts[kind] = lines.count
        if not counts:
            raise Problem("MT-702", name="The register")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return counts


def reader_of(actor: Actor, tier: str) -> Actor:
    """An actor who sees a tier and no more. Raises MT-712, and MT-321 where that is more than the actor sees."""
    if tier not in ROLES:
        raise Problem("MT-712", tier=tier)
    if not actor.sees(tier):
        raise Problem("MT-321", actor=actor.name, permission=f"see the tier {tier}")
    return Actor(actor.name, ROLES[tier])


def columns_of(reader: Actor, kind: str, *, spatial: bool) -> list[str]:
    """The columns of an export: what every row has, then the fields that the tier may see."""
    fields = [f.name for f in KINDS[kind].fields if reader.sees(f.tier) and not (spatial and f.type == "geometry")]
    return [*(name for name in SHARED if name not in fields), *fields]


def permalink(reference: str) -> str:
    """The path of a record at any desk of the programme."""
    return f"/records/{reference}/"


def cell(field: Field, value: Any) -> str:
    """A field's value as a cell: codes, whole numbers, ISO days, lists as JSON, shapes as well-known text."""
    if value is None:
        return ""
    if field.type == "geometry":
        text: str = value.wkt
        return text
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


class _Counted:
    """An iterator that knows how many it gave."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines, self.count = lines, 0

    def __iter__(self) -> Iterator[Line]:
        for line in self._lines:
            self.count += 1
            yield line


def _lines(reader: Actor, kind: str, at: int, wanted: Wanted) -> Iterator[Line]:
    rows = listed(reader, kind, wanted, at=at)
    fields: Sequence[Field] = KINDS[kind].fields
    geometry = KINDS[kind].geometry
    for row in rows:
        seen = view.seen(reader, row)
        shared = {"reference": seen.reference, "record": seen.record, "permalink": permalink(seen.reference)}
        shared |= {"basis": seen.basis, "speaker": seen.speaker or "", "said_on": seen.said_on or ""}
        own = {f.name: cell(f, seen.fields[f.name]) for f in fields if f.name in seen.fields and f.type != "geometry"}
        yield {**shared, **own}, seen.fields.get(geometry) if geometry else None


def _flat(lines: _Counted, column: str | None) -> Iterator[dict[str, str]]:
    for row, shape in lines:
        yield {**row, column: shape.wkt} if column and shape is not None else row


def _guarded(lines: _Counted) -> Iterator[Line]:
    for row, shape in lines:
        yield {name: guarded(text) for name, text in row.items()}, shape
