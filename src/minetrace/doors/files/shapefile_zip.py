"""A Shapefile with its companions in a zip file."""

from __future__ import annotations

import zipfile
from pathlib import Path

from minetrace.doors.files import spatial
from minetrace.doors.files.table import Table
from minetrace.terms.problem import Problem

MEDIA_TYPE = "application/zip"


def is_one(path: Path, head: bytes) -> bool:
    """Whether it is a zip file with a Shapefile in it."""
    return head.startswith(b"PK") and bool(_shapefiles(path))


def open_file(path: Path) -> Table:
    """Open the first Shapefile in the archive. Raises MT-702, MT-704."""
    inside = _shapefiles(path)
    if not inside:
        raise Problem("MT-702", name=path.name)
    return spatial.open_layer(path, media_type=MEDIA_TYPE, address=f"/vsizip/{{{path.resolve()}}}/{inside[0]}")


def _shapefiles(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return sorted(name for name in archive.namelist() if name.lower().endswith(".shp"))
    except (zipfile.BadZipFile, OSError):
        return []
