"""One geometry field, two stores: GeoPackage blobs in SQLite, `geometry(Geometry,4326)` in PostGIS.

Values are shapely geometries as `shape_bytes` tells them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from minetrace.register.shape_bytes import SRS, from_blob, from_wkb, to_blob, wkb

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class GeometryField(models.Field):  # type: ignore[type-arg]
    """A shapely geometry, or null."""

    def db_type(self, connection: Any) -> str:
        """The column's type on each store."""
        return f"geometry(Geometry,{SRS})" if connection.vendor == "postgresql" else "GEOMETRY"

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        """Read WKB from PostGIS, the blob itself from a GeoPackage."""
        return (f"ST_AsBinary({sql})", params) if compiler.connection.vendor == "postgresql" else (sql, params)

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """Write WKB to PostGIS, the blob itself to a GeoPackage."""
        return f"ST_GeomFromWKB(%s,{SRS})" if connection.vendor == "postgresql" else "%s"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> BaseGeometry | None:
        """A stored value as a geometry; bytes that are none stay visible to `ledger verify` as bytes."""
        if value is None:
            return None
        return from_wkb(bytes(value)) if connection.vendor == "postgresql" else from_blob(bytes(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> bytes | None:
        """A geometry as the store keeps it."""
        if value is None:
            return None
        return wkb(value) if connection.vendor == "postgresql" else to_blob(value)

    def to_python(self, value: Any) -> BaseGeometry | None:
        """A geometry from a form or a fixture: WKT or a geometry."""
        import shapely

        if value is None or isinstance(value, shapely.Geometry):
            return value
        try:
            return shapely.from_wkt(value)
        except (shapely.errors.GEOSException, TypeError) as wrong:
            raise ValidationError(f"not a geometry: {wrong}") from None

    def canonical(self, value: BaseGeometry | None) -> str | None:
        """The form that seals cover: hexadecimal WKB."""
        return None if value is None else wkb(value).hex()
