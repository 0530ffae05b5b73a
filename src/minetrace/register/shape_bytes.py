"""Shapes as bytes: WKB in seals and files, GeoPackage blobs in SQLite, WKB with its system in PostGIS.

Shapes are shapely geometries in WGS 84 (longitude, latitude, degrees), two-dimensional. Shapely is loaded when the
first shape is read or written: most commands meet none, and it is a fifth of their start.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SRS = 4326
# GeoPackage 1.3, 2.1.3 "BLOB format": magic, version 0, flags, srs id; flag bit 0 says little-endian, bits 1-3 the
# envelope.
_HEADER = struct.Struct("<2sBBi")
_ENVELOPE_XY = struct.Struct("<4d")
# Little-endian WKB (OGC 06-103r4, 8.2): byte order, type, then for a point x and y; PostGIS flags a system in the type.
_WKB_POINT = 1
_XY = struct.Struct("<2d")
_EWKB = struct.Struct("<Ii")
_HAS_SRS = 0x20000000


def wkb(geometry: BaseGeometry) -> bytes:
    """Little-endian, two-dimensional WKB."""
    import shapely

    data: bytes = shapely.to_wkb(geometry, byte_order=1, output_dimension=2)
    return data


def from_wkb(data: bytes | str) -> BaseGeometry:
    """The geometry of WKB, as bytes or hexadecimal."""
    import shapely

    return shapely.from_wkb(data)


def to_blob(geometry: BaseGeometry) -> bytes:
    """A GeoPackage blob; shapes other than points carry their envelope."""
    if geometry.is_empty:
        return _HEADER.pack(b"GP", 0, 0b00010001, SRS) + wkb(geometry)
    if geometry.geom_type == "Point":
        return _HEADER.pack(b"GP", 0, 0b00000001, SRS) + wkb(geometry)
    min_x, min_y, max_x, max_y = geometry.bounds
    return _HEADER.pack(b"GP", 0, 0b00000011, SRS) + _ENVELOPE_XY.pack(min_x, max_x, min_y, max_y) + wkb(geometry)


def packed(data: bytes, vendor: str) -> tuple[Any, tuple[float, float, float, float]]:
    """WKB as a bulk insert into a store wants it, with its box (min x, max x, min y, max y; not a number if empty)."""
    kind = int.from_bytes(data[1:5], "little")
    if kind == _WKB_POINT:
        x, y = _XY.unpack_from(data, 5)
        box = x, x, y, y
        blob = _HEADER.pack(b"GP", 0, 0b00000001, SRS) + data if x == x else b""
    else:
        shape = from_wkb(data)
        min_x, min_y, max_x, max_y = shape.bounds
        box, blob = (min_x, max_x, min_y, max_y), b""
    if vendor == "postgresql":
        return (data[:1] + _EWKB.pack(kind | _HAS_SRS, SRS) + data[5:]).hex(), box
    return blob or to_blob(from_wkb(data)), box


def from_blob(blob: bytes) -> BaseGeometry:
    """The geometry of a GeoPackage blob. Raises ValueError for other bytes."""
    if len(blob) < _HEADER.size or blob[:2] != b"GP":
        raise ValueError("not a GeoPackage geometry")
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 0b111]
    return from_wkb(bytes(blob[_HEADER.size + envelope :]))
