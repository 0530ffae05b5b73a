"""GeoJSON (RFC 7946) feature collections, and sequences of features."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import shapely
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


def write(
    path: Path, columns: Sequence[str], rows: Iterable[tuple[Mapping[str, str], BaseGeometry | None]], *, layer: str
) -> None:
    """Write a feature collection, a feature a line, coordinates to their last digit."""
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{{"type": "FeatureCollection", "name": {json.dumps(layer)}, "features": [')
        for number, (row, shape) in enumerate(rows):
            properties = json.dumps({column: row.get(column, "") for column in columns}, ensure_ascii=False)
            geometry = "null" if shape is None else shapely.to_geojson(shape)
            start = ",\n" if number else "\n"
            file.write(f'{start}{{"type": "Feature", "properties": {properties}, "geometry": {geometry}}}')
        file.write("\n]}\n")
