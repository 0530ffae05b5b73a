"""Files as tables of text: one module per format, opened by what the bytes are, not by the ending alone."""

from __future__ import annotations

from pathlib import Path

from minetrace.doors.files.table import Row, Table
from minetrace.terms.problem import Problem

__all__ = ["Row", "Table", "open_table"]


def open_table(path: Path) -> Table:
    """Open a file as a table. Raises MT-107 (no file), MT-701 (no table), MT-704 (broken)."""
    from minetrace.doors.files import csv_file, geojson_file, geopackage_file, shapefile_zip, xlsx_file

    if not path.is_file():
        raise Problem("MT-107", name=path)
    with path.open("rb") as file:
        head = file.read(4096)
    for format_ in (geopackage_file, xlsx_file, shapefile_zip, geojson_file, csv_file):
        if format_.is_one(path, head):
            table: Table = format_.open_file(path)
            return table
    raise Problem("MT-701", name=path.name)
