"""Editions of one data set: by what a row is known again, and what was imported of the data set before."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from minetrace.doors.targets import Target
from minetrace.doors.values.columns import Column
from minetrace.ledger.times import head_number
from minetrace.places.fold import key as folded
from minetrace.register import view
from minetrace.register.kinds import KINDS
from minetrace.register.shape_bytes import from_wkb
from minetrace.sources.models import TableRow
from minetrace.terms.problem import Problem

EXPORTED = ("reference", "record", "permalink", "version", "entry", "status", "basis", "speaker", "said_on", "author")
"""Columns that an export adds to a kind's fields; `record` says which record a row is."""
ADDED = ("refused row", "refused because")
"""Columns that the file of refused rows adds: once it is mended it is an edition of the same data set."""
_RECORD_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KEY_HEADERS = frozenset({"id", "uuid", "guid", "globalid", "objectid", "localid", "recordid", "fid", "key"})
_DECIMALS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One file of a data set. `key` is the position of the key column; `of_records` says that it is an export."""

    name: str
    kind: str
    key: int | None
    of_records: bool = False

    def stated(self, columns: Sequence[str]) -> dict[str, Target | None]:
        """What the columns of an export hold: each the field it is named after; the others say which record it is."""
        if not self.of_records:
            return {}
        fields = {f.name: f for f in KINDS[self.kind].fields}
        named = {name: fields.get(name) for name in columns if name in fields or name in EXPORTED}
        return {
            name: Target(name, "shape" if field.type == "geometry" else "value") if field else None
            for name, field in named.items()
        }

    def known(self, fields: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """Key, content and record of what was imported before, oldest first."""
        if self.of_records:
            rows = view.selected(self.kind, at=head_number())
            for version in rows.iterator(500):
                held = {name: getattr(version, name) for name in fields}
                yield version.record_id, self.digest(held), version.record_id
            return
        known = TableRow.objects.filter(data_set=self.name, entry__lte=head_number()).order_by("id")
        yield from known.values_list("key", "content", "record").iterator(2000)

    def digest(self, columns: Mapping[str, Any]) -> str:
        """What a record holds, shapes to nine decimals of a degree: a tenth of a millimetre."""
        plain = {name: _plain(value) for name, value in columns.items() if value is not None}
        text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def edition_of(kind: str, profile: str | None, key: str | None, columns: Sequence[Column], rows: int) -> Edition:
    """Which data set a file is an edition of. Raises MT-747 for a key column that is not there."""
    record = next((column for column in columns if column.name == "record"), None)
    if record is not None and record.filled == rows and all(_RECORD_ID.fullmatch(text) for text in record.values):
        return Edition(name="", kind=kind, key=record.position, of_records=True)
    if key is not None and key not in {column.name for column in columns}:
        raise Problem("MT-747", value=key, columns=", ".join(c.name for c in columns))
    names = {column.name: _data_set(kind, profile, columns, column.name) for column in columns}
    names[""] = _data_set(kind, profile, columns, "")
    if key is None:
        before = _as_before(names)
        key = _found_key(columns, rows) if before is None else before
    position = next((column.position for column in columns if column.name == key), None)
    return Edition(name=names[key or ""], kind=kind, key=position)


def _as_before(names: Mapping[str, str]) -> str | None:
    """The key by which an earlier edition was imported; "" for content."""
    used = set(TableRow.objects.filter(data_set__in=names.values()).values_list("data_set", flat=True).distinct())
    return next((name for name, data_set in names.items() if data_set in used), None)


def _found_key(columns: Sequence[Column], rows: int) -> str:
    for column in columns:
        if folded(column.name) in _KEY_HEADERS and column.filled == rows and column.unique and column.whole:
            return column.name
    return ""


def _data_set(kind: str, profile: str | None, columns: Sequence[Column], key: str) -> str:
    named = profile or "\x1f".join(sorted(column.name for column in columns if column.name not in ADDED))
    return hashlib.blake2b(f"{kind}\x1e{named}\x1e{key}".encode(), digest_size=24).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        value = from_wkb(value)
    if hasattr(value, "geom_type"):
        return shapely.to_wkt(shapely.normalize(value), rounding_precision=_DECIMALS, trim=True)
    # A file keeps neither blanks at the ends of a cell nor the kind of its line ends.
    return value.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(value, str) else value
