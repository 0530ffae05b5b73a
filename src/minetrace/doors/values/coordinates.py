"""Positions as tables write them: decimal degrees, degrees with minutes and seconds, UTM, MGRS, well-known text.

All give longitude and latitude in degrees (WGS 84). UTM follows the transverse Mercator of EPSG 32601-32760; MGRS the
grid of NGA.STND.0037 with the lettering of WGS 84, and a square gives its middle.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from minetrace.doors.values.numbers import decimal

Point = tuple[float, float]
"""Longitude, latitude."""

_NUMBER = r"[+\-\u2212]?\d+(?:[.,]\d+)?"
_HEMISPHERE = r"[NSEWСЮВЗO]"
_SECONDS = rf"(?:['’′m: ]\s*(?:({_NUMBER})\s*(?:[\"”″s]|'')?)?)?"
_MINUTES = rf"(?:[°º˚d: ]\s*(?:({_NUMBER})\s*{_SECONDS})?)?"
_DMS = re.compile(rf"\s*({_HEMISPHERE})?\s*({_NUMBER})\s*{_MINUTES}\s*({_HEMISPHERE})?\s*", re.I)
_PLAIN_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]+)?")
_UTM = re.compile(rf"(\d{{1,2}})\s*([C-HJ-NP-X])\s*({_NUMBER})\s*m?\s*E?[\s,;]+({_NUMBER})\s*m?\s*N?", re.I)
_MGRS = re.compile(
    r"(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])([A-HJ-NP-V])\s*(\d{1,5})\s*(\d{1,5})|"
    r"(\d{1,2})([C-HJ-NP-X])([A-HJ-NP-Z])([A-HJ-NP-V])(\d{2,10})",
    re.I,
)
_WKT = re.compile(r"\s*(?:SRID=4326;)?\s*(?:MULTI)?(?:POINT|POLYGON|LINESTRING)\s*Z?\s*\(", re.I)
# A receiver writes "39 36.078 N 47 8.526 E" or puts the letters first.
_LETTERS_AFTER = re.compile(r"(.*?[NSСЮ])\s*(.*[EWВЗO])|(.*?[EWВЗO])\s*(.*[NSСЮ])", re.I)
_LETTERS_BEFORE = re.compile(r"([NSСЮ].*?)\s*([EWВЗO].*)|([EWВЗO].*?)\s*([NSСЮ].*)", re.I)
_SIGNS = {"N": 1, "E": 1, "S": -1, "W": -1, "С": 1, "В": 1, "Ю": -1, "З": -1, "O": -1}
_NORTH_SOUTH = frozenset("NSСЮ")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_COLUMNS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_BANDS = "CDEFGHJKLMNPQRSTUVWX"


def shape(text: str) -> BaseGeometry | None:
    """The shape of one cell, or None: well-known text, two degrees in either order, UTM or MGRS."""
    if _WKT.match(text):
        try:
            return shapely.force_2d(shapely.from_wkt(text.strip().removeprefix("SRID=4326;")))
        except shapely.errors.GEOSException:
            return None
    found = utm(text) or mgrs(text) or pair(text)
    return None if found is None else shapely.Point(*found)


def degree(text: str) -> tuple[float, bool | None] | None:
    """A single coordinate: degrees, and whether it is a latitude where a letter says so.

    >>> degree("39°45'30\\"N")
    (39.75833333333333, True)
    >>> degree("-75,185183")
    (-75.185183, None)
    """
    if _PLAIN_DEGREES.fullmatch(text):
        return float(text), None
    match = _DMS.fullmatch(text)
    if not match:
        return None
    before, whole, minutes, seconds, after = match.groups()
    letter = (before or after or "").upper()
    parts = [decimal(part) if part else 0.0 for part in (whole, minutes, seconds)]
    if any(part is None for part in parts) or (before and after):
        return None
    degrees, minute, second = (float(part or 0) for part in parts)
    if not (0 <= minute < 60 and 0 <= second < 60):
        return None
    value = abs(degrees) + minute / 60 + second / 3600
    negative = whole.startswith(("-", "\u2212"))
    sign = _SIGNS.get(letter, 1) * (-1 if negative else 1)
    return sign * value, (letter in _NORTH_SOUTH) if letter else None


def pair(text: str) -> Point | None:
    """Two coordinates in one cell: by their letters, else latitude first unless only the other order is possible.

    >>> pair("(6.143703, -75.185183)")
    (-75.185183, 6.143703)
    """
    halves = _halves(text.strip().strip("()[]"))
    if halves is None:
        return None
    first, second = degree(halves[0]), degree(halves[1])
    if first is None or second is None:
        return None
    if first[1] is False or second[1] is True or (first[1] is None and abs(first[0]) > 90 >= abs(second[0])):
        first, second = second, first
    return on_globe(second[0], first[0])


def on_globe(lon: float, lat: float) -> Point | None:
    """The point, if longitude and latitude can be ones."""
    return (lon, lat) if -180 <= lon <= 180 and -90 <= lat <= 90 else None


def utm(text: str) -> Point | None:
    """Zone with its band letter, easting, northing: "38S 456789 4401234". The letter is a band, never "south"."""
    match = _UTM.fullmatch(text.strip())
    if not match:
        return None
    easting, northing = decimal(match[3]), decimal(match[4])
    if easting is None or northing is None or not 100_000 <= easting < 900_000:
        return None
    return _from_utm(int(match[1]), match[2].upper() >= "N", easting, northing)


def mgrs(text: str) -> Point | None:
    """A grid reference "38SMJ5678901234": the middle of the square it names."""
    match = _MGRS.fullmatch(text.strip())
    if not match:
        return None
    zone, band, column, row = (match[1], match[2], match[3], match[4]) if match[1] else match.group(7, 8, 9, 10)
    digits = (match[5], match[6]) if match[1] else (match[11][: len(match[11]) // 2], match[11][len(match[11]) // 2 :])
    if len(digits[0]) != len(digits[1]) or not 1 <= int(zone) <= 60:
        return None
    size = 10 ** (5 - len(digits[0]))
    square = _square(int(zone), band.upper(), column.upper(), row.upper())
    if square is None:
        return None
    easting = square[0] + int(digits[0]) * size + size / 2
    north = int(digits[1]) * size + size / 2
    return _in_band(int(zone), band.upper(), easting, square[1] + north)


def _square(zone: int, band: str, column: str, row: str) -> tuple[float, float] | None:
    set_ = (zone - 1) % 3
    offset = _COLUMNS.index(column) - 8 * set_
    if not 0 <= offset < 8:
        return None
    shift = 0 if zone % 2 else 5
    return (offset + 1) * 100_000.0, ((_ROWS.index(row) - shift) % 20) * 100_000.0


def _in_band(zone: int, band: str, easting: float, north: float) -> Point | None:
    """Row letters repeat every 2,000 km: the one whose latitude lies in the band."""
    low = -80 + 8 * _BANDS.index(band)
    high = low + (12 if band == "X" else 8)
    for turn in range(6):
        found = _from_utm(zone, band >= "N", easting, north + turn * 2_000_000)
        if found is not None and low - 0.5 <= found[1] <= high + 0.5:
            return found
    return None


def _from_utm(zone: int, north: bool, easting: float, northing: float) -> Point | None:
    if not (1 <= zone <= 60 and 0 <= northing <= 10_000_000):
        return None
    lon, lat = _projection(zone, north).transform(easting, northing)
    return on_globe(lon, lat)


@cache
def _projection(zone: int, north: bool) -> Any:
    return pyproj.Transformer.from_crs((32600 if north else 32700) + zone, "OGC:CRS84", always_xy=True)


def _halves(text: str) -> tuple[str, str] | None:
    for separator in (";", ", ", ",", " / "):
        parts = [part for part in text.split(separator) if part.strip()]
        if len(parts) == 2:
            return parts[0], parts[1]
    letters = _LETTERS_AFTER.fullmatch(text) or _LETTERS_BEFORE.fullmatch(text)
    if letters:
        found = [part for part in letters.groups() if part]
        return found[0], found[1]
    parts = text.split()
    return (parts[0], parts[1]) if len(parts) == 2 else None
