"""Tables that follow from sealed rows and carry no seal of their own, checked against the rows."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.db.models import BigIntegerField, F, Q
from django.db.models.functions import Cast, Substr

from minetrace.ledger.verifying import Finding
from minetrace.register import sums
from minetrace.register.kinds import KINDS
from minetrace.register.layers import spatial_kinds, tree_of
from minetrace.register.models import VERSIONS

# R*Tree boxes are float32, rounded outward: a box may exceed the shape by this share, never fall short of it.
_OUTWARD = 1e-4


def derived_findings() -> Iterator[Finding]:
    """What the sums, the numbers of records and the spatial index of an embedded store say otherwise than the rows that
    are sealed.
    """
    yield from _sums()
    yield from _numbers()
    if connection.vendor == "sqlite":
        yield from _boxes()


def _sums() -> Iterator[Finding]:
    for kind in KINDS.values():
        for entry in sums.differing(kind):
            yield Finding(sums.TABLE, f"{kind.name} of entry {entry}", "many", "not as many as the versions are")


def _numbers() -> Iterator[Finding]:
    for kind in KINDS.values():
        versions = VERSIONS[kind.name]._default_manager
        number = Cast(Substr("record__reference", len(kind.prefix) + 2), BigIntegerField())
        wrong = versions.alias(said=number).filter(Q(record_number__isnull=True) | ~Q(record_number=F("said")))
        for key in wrong.values_list("pk", flat=True):
            yield Finding(versions.model._meta.db_table, str(key), "record_number", "not the number of its record")


def _boxes() -> Iterator[Finding]:
    for kind in spatial_kinds():
        tree, geometry = tree_of(kind), kind.geometry or ""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id, minx, miny, maxx, maxy FROM {tree}")  # noqa: S608
            boxes = {row[0]: row[1:] for row in cursor.fetchall()}
        rows = VERSIONS[kind.name]._default_manager.exclude(**{f"{geometry}__isnull": True})
        for version in rows.only("pk", geometry).iterator(2000):
            shape, box = getattr(version, geometry), boxes.pop(version.pk, None)
            if box is None or not _covers(box, shape.bounds):
                yield Finding(tree, str(version.pk), "box", "does not cover the shape")
        for left in boxes:
            yield Finding(tree, str(left), "id", "no version has this shape")


def _covers(box: tuple[float, ...], bounds: tuple[float, ...]) -> bool:
    low = all(b <= s <= b + _OUTWARD for b, s in zip(box[:2], bounds[:2], strict=True))
    return low and all(b - _OUTWARD <= s <= b for b, s in zip(box[2:], bounds[2:], strict=True))
