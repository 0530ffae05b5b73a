"""Checks of shapes: alone, against others of their kind, against a stated area; products against their area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from minetrace.register import shapes
from minetrace.register.kinds import KINDS
from minetrace.register.quality.catalogue import rules
from minetrace.register.quality.flaw import Flaw, flaw
from minetrace.register.view import RecordView


def shape_of(record: RecordView) -> BaseGeometry | None:
    """The record's shape, where the actor sees one."""
    name = KINDS[record.kind].geometry
    return record.fields.get(name) if name else None


def of_each(record: RecordView) -> Iterator[Flaw]:
    """Flaws of a record's shape alone; none where the shape is above the actor's tier."""
    name = KINDS[record.kind].geometry
    if name is None or name not in record.fields:
        return
    shape, label = record.fields[name], KINDS[record.kind].field(name).label
    if shape is None:
        if record.basis == "own":
            yield flaw("null_geometry", record, f"{label}: not surveyed")
        return
    if shape.is_empty:
        yield flaw("empty_geometry", record, f"{label} has no point")
        return
    yield from _drawn(record, name, shape)
    yield from _stated(record, shape)


def of_pairs(records: Sequence[RecordView]) -> Iterator[Flaw]:
    """Records of one kind with the same shape, or whose grounds overlap or lie in one another."""
    drawn = [shape_of(record) for record in records]
    for position, first in shapes.duplicates(drawn):
        shape = drawn[position]
        if shape is not None and not shape.is_empty:
            reason = f"the same points as {records[first].reference}"
            yield flaw("duplicate_geometry", records[position], reason, records[first])
    for pair in shapes.pairs(drawn):
        first_, second = records[pair.first], records[pair.second]
        if pair.check == "overlapping_pairs":
            yield flaw(pair.check, first_, f"shares ground with {second.reference}", second)
        else:
            yield flaw(pair.check, second, f"lies in {first_.reference}", first_)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundSum:
    """The products of a hazardous area beside it, in m²: their sum, their union (ground released twice counts once),
    the sum as stated, and the area as computed and as stated; null where nothing is recorded, or where the perimeter
    is withheld from the actor.
    """

    products: int
    sum_m2: int
    union_m2: int
    stated_sum_m2: int | None
    area_m2: int | None
    stated_m2: int | None
    withheld: bool = False

    @property
    def in_words(self) -> str:
        """Sum, union and area in one sentence."""
        unknown = "withheld" if self.withheld else "not surveyed"
        area = unknown if self.area_m2 is None else f"{self.area_m2:,} m²"
        return f"{self.products} products: sum {self.sum_m2:,} m², union {self.union_m2:,} m²; area {area}"


def ground_sum(area: RecordView, products: Sequence[RecordView]) -> GroundSum:
    """Products of a hazardous area, summed and united, beside the area itself."""
    drawn = [shape for product in products if (shape := shape_of(product)) is not None]
    whole = shape_of(area)
    stated = [m2 for product in products if (m2 := product.fields.get("stated_m2")) is not None]
    united = shapely.union_all([valid for shape in drawn if (valid := shapes.mended(shape)) is not None])
    return GroundSum(
        products=len(products),
        sum_m2=sum(shapes.area_m2(shape) for shape in drawn),
        union_m2=shapes.area_m2(united),
        stated_sum_m2=sum(stated) if stated and len(stated) == len(products) else None,
        area_m2=None if whole is None else shapes.area_m2(whole),
        stated_m2=area.fields.get("stated_m2"),
        withheld=bool(area.withheld) and KINDS[area.kind].geometry in area.withheld,
    )


def of_products(area: RecordView, products: Sequence[RecordView]) -> Iterator[Flaw]:
    """Products outside their hazardous area, and products that together do not fit it."""
    if not products:
        return
    whole = shape_of(area)
    limit = rules()["limits"]["outside_share"]
    for product in products:
        ground = shape_of(product)
        valid = shapes.mended(ground) if ground is not None else None
        around = shapes.mended(whole) if whole is not None else None
        if valid is None or around is None or (size := shapes.area_m2(valid)) == 0:
            continue
        outside = shapes.area_m2(valid.difference(around))
        if outside > limit * size:
            reason = f"{outside:,} of its {size:,} m² lie outside {area.reference}"
            yield flaw("outside_area", product, reason, area)
    yield from _fitting(area, products)


def _fitting(area: RecordView, products: Sequence[RecordView]) -> Iterator[Flaw]:
    found = ground_sum(area, products)
    share = 1 + rules()["limits"]["outside_share"]
    whole = found.area_m2 if found.area_m2 is not None else found.stated_m2
    twice = found.sum_m2 > share * found.union_m2
    beyond = whole is not None and found.sum_m2 > share * whole
    stated = whole is not None and found.stated_sum_m2 is not None and found.stated_sum_m2 > share * whole
    if twice or beyond or stated:
        told = f"; as stated: sum {found.stated_sum_m2:,} m²" if found.stated_sum_m2 is not None else ""
        yield flaw("products_against_area", area, found.in_words + told, *products)


def _drawn(record: RecordView, name: str, shape: BaseGeometry) -> Iterator[Flaw]:
    reason = shapes.invalid_reason(shape)
    if reason is not None:
        mend = shapes.mended(shape)
        yield flaw("invalid_geometry", record, reason, fields=None if mend is None else {name: mend})
    if shapes.few_vertices(shape):
        yield flaw("few_vertices", record, "a ring has fewer than three different vertices")
    repeated = shapes.repeated_vertices(shape)
    if repeated:
        told = f"{repeated} of its vertices stand twice in a row"
        fields: Mapping[str, BaseGeometry] = {name: shapes.without_repeats(shape)}
        yield flaw("repeated_vertices", record, told, fields=fields if reason is None else None)
    longest, limit = shapes.longest_edge_m(shape), rules()["limits"]["longest_edge_m"]
    if longest > limit:
        yield flaw("long_edge", record, f"{longest:,.0f} m between two vertices; more than {limit:,} m")


def _stated(record: RecordView, shape: BaseGeometry) -> Iterator[Flaw]:
    stated = record.fields.get("stated_m2")
    if stated is None:
        return
    computed, share = shapes.area_m2(shape), rules()["limits"]["stated_share"]
    if abs(stated - computed) > share * max(computed, 1):
        off = f"more than {share:.0%} apart"
        yield flaw("area_differs", record, f"stated {stated:,} m², computed {computed:,} m²: {off}")
