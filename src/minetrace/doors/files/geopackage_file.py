"""GeoPackage (OGC 12-128), the first layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from minetrace.doors.files import spatial
from minetrace.doors.files.table import Table

MEDIA_TYPE = "application/geopackage+sqlite3"


def is_one(path: Path, head: bytes) -> bool:
    """Whether it is a SQLite file."""
    return head.startswith(b"SQLite format 3\0")


def open_file(path: Path) -> Table:
    """Open a GeoPackage. Raises MT-702, MT-704."""
    return spatial.open_layer(path, media_type=MEDIA_TYPE)


def write(
    path: Path, columns: Sequence[str], rows: Iterable[tuple[Mapping[str, str], BaseGeometry | None]], *, layer: str
) -> None:
    """Add a layer to a GeoPackage, which is made where it is not there. Raises MT-711."""
    spatial.write_layer(path, "GPKG", columns, rows, layer=layer)
