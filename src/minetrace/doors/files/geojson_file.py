"""GeoJSON (RFC 7946) feature collections, and sequences of features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from minetrace.doors.files import spatial
from minetrace.doors.files.table import Table

MEDIA_TYPE = "application/geo+json"


def is_one(path: Path, head: bytes) -> bool:
    """Whether it is a JSON object that speaks of features."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\x1e")
    return start.startswith(b"{") and (b'"Feature' in head or path.suffix.lower() in (".geojson", ".json"))


def open_file(path: Path) -> Table:
    """Open a GeoJSON file. Raises MT-702, MT-704."""
    return spatial.open_layer(path, media_type=MEDIA_TYPE)


def write(path: Path, columns: Sequence[str], rows: Sequence[tuple[Mapping[str, str], BaseGeometry | None]]) -> None:
    """Write a feature collection. Raises MT-711."""
    spatial.write_layer(path, "GeoJSON", columns, rows)
