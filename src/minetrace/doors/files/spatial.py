"""What GDAL's formats share: features read a slice at a time, shapes brought to WGS 84 in two dimensions."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyproj
import shapely
from pyogrio.errors import DataSourceError
from shapely.geometry.base import BaseGeometry

from minetrace.doors.files.table import Row, Table, as_text, named
from minetrace.terms.problem import Problem

_SLICE = 20_000
_BROKEN = (DataSourceError, ValueError, RuntimeError, OSError, UnicodeError, shapely.errors.GEOSException)


def open_layer(path: Path, *, media_type: str, address: str | None = None) -> Table:
    """Open the first layer with shapes, or else the first, of a file that GDAL reads. Raises MT-702, MT-704."""
    where = address or str(path)
    try:
        layers = pyogrio.list_layers(where)
        if not len(layers):
            raise Problem("MT-702", name=path.name)
        layer = next((name for name, kind in layers if kind), layers[0][0])
        info = pyogrio.read_info(where, layer=layer, force_feature_count=True)
        to_wgs84 = _transformer(info["crs"])
    except (*_BROKEN, pyproj.exceptions.ProjError) as wrong:
        raise Problem("MT-704", name=path.name, reason=wrong) from None
    columns = named(info["fields"])
    spatial = info["geometry_type"] is not None

    def rows() -> Iterator[Row]:
        for start in range(0, max(info["features"], 1), _SLICE):
            yield from _slice(path.name, where, layer, start, to_wgs84)

    return Table(name=path.name, media_type=media_type, columns=columns, rows=rows, spatial=spatial, crs=info["crs"])


def write_layer(
    path: Path,
    driver: str,
    columns: Sequence[str],
    rows: Iterable[tuple[Mapping[str, str], BaseGeometry | None]],
    *,
    layer: str,
) -> None:
    """Write text columns and shapes as one layer, a slice at a time. Raises MT-711."""
    options: dict[str, Any] = {"driver": driver, "geometry_type": "Unknown", "crs": "EPSG:4326", "layer": layer}
    rest = iter(rows)
    part = list(islice(rest, _SLICE))
    append = False
    while part or not append:
        fields = [np.array([row.get(column, "") for row, _ in part], dtype=object) for column in columns]
        shapes = np.array([None if s is None else shapely.to_wkb(s, output_dimension=2) for _, s in part], dtype=object)
        try:
            pyogrio.raw.write(str(path), shapes, fields, list(columns), append=append, **options)
        except (*_BROKEN, pyogrio.errors.DataLayerError) as wrong:
            raise Problem("MT-711", name=path.name, format=driver, reason=wrong) from None
        part, append = list(islice(rest, _SLICE)), True


def _slice(name: str, where: str, layer: str, start: int, to_wgs84: pyproj.Transformer | None) -> Iterator[Row]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _meta, _fids, shapes, fields = pyogrio.raw.read(
                where, layer=layer, skip_features=start, max_features=_SLICE, force_2d=True
            )
        found = None if shapes is None else _shapes(shapes, to_wgs84)
    except _BROKEN as wrong:
        raise Problem("MT-704", name=name, reason=wrong) from None
    count = len(shapes) if shapes is not None else (len(fields[0]) if fields else 0)
    for position in range(count):
        cells = tuple(_cell(column[position]) for column in fields)
        yield Row(start + position + 1, cells, None if found is None else found[position])


def _shapes(wkb: Any, to_wgs84: pyproj.Transformer | None) -> Any:
    found = shapely.from_wkb(wkb)
    if to_wgs84 is None:
        return found
    return shapely.transform(found, lambda xy: np.column_stack(to_wgs84.transform(xy[:, 0], xy[:, 1])))


def _transformer(crs: str | None) -> pyproj.Transformer | None:
    """None for longitude and latitude on a datum that needs no shift we could do better than leave."""
    if crs is None or crs in ("EPSG:4326", "OGC:CRS84"):
        return None
    system = pyproj.CRS.from_user_input(crs)
    return pyproj.Transformer.from_crs(system, "OGC:CRS84", always_xy=True)


def _cell(value: Any) -> str:
    if isinstance(value, np.datetime64):
        return "" if np.isnat(value) else str(value).removesuffix("T00:00:00.000").removesuffix("T00:00:00")
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, list | dict | np.ndarray):
        return json.dumps(list(value) if not isinstance(value, dict) else value, ensure_ascii=False, default=str)
    return as_text(value)
