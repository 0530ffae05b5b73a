"""Map layers over the register: what QGIS and GDAL see of a GeoPackage, and the spatial index of each store.

In the embedded store each kind with a geometry is a layer: a read-only view of its current versions under GeoPackage
types,
with a view of the R*Tree beside it, because a box through a plain view would scan every version. In PostGIS the version
tables get a GiST index.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import EXTRA_COLUMNS, Kind
from minetrace.register.models import VERSIONS, Version
from minetrace.register.shape_bytes import SRS

# GeoPackage 1.3.1: application id "GPKG" and version, in the database header.
_APPLICATION_ID = 0x47504B47
_USER_VERSION = 10301

_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)

_TABLES = (
    """CREATE TABLE IF NOT EXISTS gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
       organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description
       TEXT)""",
    """CREATE TABLE IF NOT EXISTS gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
       identifier TEXT UNIQUE, description TEXT DEFAULT '',
       last_change DATETIME NOT NULL DEFAULT (strftime('%%Y-%%m-%%dT%%H:%%M:%%fZ','now')), min_x DOUBLE, min_y DOUBLE,
       max_x DOUBLE, max_y DOUBLE, srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id))""",
    """CREATE TABLE IF NOT EXISTS gpkg_geometry_columns (table_name TEXT NOT NULL UNIQUE REFERENCES
    gpkg_contents(table_name),
       column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
       srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id), z TINYINT NOT NULL, m TINYINT NOT NULL,
       PRIMARY KEY (table_name, column_name))""",
    """CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
       definition TEXT NOT NULL, scope TEXT NOT NULL, UNIQUE (table_name, column_name, extension_name))""",
)

_SYSTEMS = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined"),
    ("WGS 84 geodetic", SRS, "EPSG", SRS, _WGS84),
)


def spatial_kinds() -> list[Kind]:
    """Kinds that have a geometry, each one layer."""
    return [kind for kind in KINDS.values() if kind.geometry]


def refresh() -> None:
    """Make the layers and indexes follow the declarations; safe to repeat."""
    if connection.vendor == "postgresql":
        _refresh_postgis()
    else:
        _refresh_geopackage()


def index_geometry(version: Version) -> None:
    """Enter a new version into the R*Tree of an embedded store; PostGIS does this by itself."""
    geometry = getattr(version, version.kind.geometry) if version.kind.geometry else None
    if geometry is not None and not geometry.is_empty:
        min_x, min_y, max_x, max_y = geometry.bounds
        index_boxes(version.kind, [(version.pk, min_x, max_x, min_y, max_y)])


def index_boxes(kind: Kind, boxes: Sequence[tuple[int, float, float, float, float]]) -> None:
    """Enter versions with their boxes (key, min x, max x, min y, max y) as `index_geometry` does, many at once."""
    if boxes and connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT OR REPLACE INTO {tree_of(kind)} VALUES (%s, %s, %s, %s, %s)", boxes)  # noqa: S608


def tree_of(kind: Kind) -> str:
    """The R*Tree over all versions of a kind, current and past."""
    return f"{kind.name}_version_tree"


def layer_view(kind: Kind) -> str:
    """The SQL of an embedded store's layer: the current versions of a kind, as a map program sees them.

    A plus keeps SQLite off the indexes of entries and of status, which would lead it through every ended version:
    GDAL reads a first row whenever it opens a layer, and the index of open versions gives it at once.
    """
    table, columns = VERSIONS[kind.name]._meta.db_table, ", ".join(_layer_columns(kind))
    return (
        f"CREATE VIEW {kind.name} AS SELECT v.id AS fid, {columns}, v.{kind.geometry} AS {kind.geometry} "  # noqa: S608
        f"FROM {table} v JOIN record r ON r.id = v.record_id WHERE v.ended_by IS NULL AND +v.status = 'approved' "
        f"AND +v.entry <= (SELECT MAX(number) FROM ledger_entry) "
        f"AND NOT EXISTS (SELECT 1 FROM record_merge m WHERE m.gone_id = v.record_id AND m.ended_by IS NULL)"
    )


def _refresh_postgis() -> None:
    with connection.cursor() as cursor:
        for kind in spatial_kinds():
            table = VERSIONS[kind.name]._meta.db_table
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {table}_gist ON {table} USING GIST ({kind.geometry})")


def _refresh_geopackage() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        cursor.execute(f"PRAGMA user_version = {_USER_VERSION}")
        for table in _TABLES:
            cursor.execute(table.replace("%%", "%"))
        for system in _SYSTEMS:
            cursor.execute("INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (%s, %s, %s, %s, %s, NULL)", system)
        for kind in spatial_kinds():
            _refresh_layer(cursor, kind)
        # GDAL knows a GeoPackage by the file's header, which stays old while the change is only in the write-ahead log.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _refresh_layer(cursor: object, kind: Kind) -> None:
    run = cursor.execute  # type: ignore[attr-defined]
    geometry, tree = kind.geometry, tree_of(kind)
    run(f"CREATE VIRTUAL TABLE IF NOT EXISTS {tree} USING rtree(id, minx, maxx, miny, maxy)")
    run(f"DROP VIEW IF EXISTS {kind.name}")
    run(layer_view(kind))
    run(f"DROP VIEW IF EXISTS rtree_{kind.name}_{geometry}")
    run(f"CREATE VIEW rtree_{kind.name}_{geometry} AS SELECT id, minx, maxx, miny, maxy FROM {tree}")  # noqa: S608
    run(
        "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
        "VALUES (%s, 'features', %s, %s)",
        [kind.name, kind.plural, SRS],
    )
    run("INSERT OR IGNORE INTO gpkg_geometry_columns VALUES (%s, %s, 'GEOMETRY', %s, 0, 0)", [kind.name, geometry, SRS])
    run(
        "INSERT OR IGNORE INTO gpkg_extensions VALUES (%s, %s, 'gpkg_rtree_index', %s, 'write-only')",
        [kind.name, geometry, "http://www.geopackage.org/spec/#extension_rtree"],
    )


def _layer_columns(kind: Kind) -> list[str]:
    shared = ["CAST(r.reference AS TEXT) AS reference", "CAST(v.record_id AS TEXT) AS record"]
    shared += [f"CAST(v.{name} AS TEXT) AS {name}" for name in ("basis", "speaker", "said_on")]
    own = []
    for field in kind.fields:
        # Persons stay out of what a map program shows, even for the file's keeper.
        if field.type != "geometry" and field.tier != "person":
            cast = "INTEGER" if field.type in ("count", "year") else "TEXT"
            held = (
                f"json_extract(v.{EXTRA_COLUMNS[field.tier]}, '$.{field.name}')" if field.extra else f"v.{field.name}"
            )
            own.append(f"CAST({held} AS {cast}) AS {field.name}")
    return shared + own
