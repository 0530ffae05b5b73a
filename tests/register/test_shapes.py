"""Checks over plain shapes: six counts, each against a definition, on small tables, real layers and random boxes."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPoint, Point, Polygon, box
from shapely.geometry import shape

from minetrace.register import shapes
from minetrace.register.shapes import COUNTS, Pair, geometry_quality

BOW_TIE = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
LAYERS = {
    "suspect": {
        "invalid_geometry": 467,
        "null_geometry": 3_094,
        "empty_geometry": 3,
        "duplicate_geometry": 6,
        "overlapping_pairs": 1_273,
        "contained_pairs": 95,
    },
    "cleared": {"invalid_geometry": 709, "null_geometry": 108, "empty_geometry": 5, "duplicate_geometry": 98},
}


@pytest.mark.parametrize(
    ("given_shapes", "found"),
    [
        ([], {}),
        ([None, None, box(0, 0, 1, 1)], {"null_geometry": 2}),
        ([Polygon(), Point()], {"empty_geometry": 2}),
        ([BOW_TIE], {"invalid_geometry": 1}),
        ([Point(float("nan"), 1), LineString([(0, 0), (float("inf"), 1)])], {"invalid_geometry": 2}),
        ([box(0, 0, 2, 2), box(1, 1, 3, 3)], {"overlapping_pairs": 1}),
        ([box(0, 0, 3, 3), box(1, 1, 2, 2)], {"contained_pairs": 1}),
        ([box(0, 0, 1, 1), box(1, 0, 2, 1)], {}),
        ([Point(1, 1), Point(1, 1), Point(1, 1)], {"duplicate_geometry": 2}),
        ([BOW_TIE, box(-1, -1, 3, 3)], {"invalid_geometry": 1, "contained_pairs": 1}),
        # Three the same are two duplicates and three pairs; each of them overlaps the fourth.
        (
            [box(0, 0, 2, 2)] * 3 + [box(1, 1, 3, 3)],
            {"duplicate_geometry": 2, "overlapping_pairs": 3, "contained_pairs": 3},
        ),
        # The same ground from another first point is no duplicate, and one contained pair.
        ([box(0, 0, 1, 1), Polygon([(0, 0), (0, 1), (1, 1), (1, 0)])], {"contained_pairs": 1}),
    ],
)
def test_counts(given_shapes, found):
    assert geometry_quality(given_shapes) == {**dict.fromkeys(COUNTS, 0), **found}


@pytest.mark.parametrize("layer", LAYERS)
def test_real_layer(shared: Path, layer: str):
    path = shared / "data" / "bih_mines" / f"{layer}_areas_simplyfied.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    counts = geometry_quality([shape(f["geometry"]) if f["geometry"] else None for f in features])
    assert {name: counts[name] for name in LAYERS[layer]} == LAYERS[layer]


def test_piles_of_equal_shapes_are_counted_without_their_pairs():
    counts = geometry_quality([box(0, 0, 1, 1)] * 20_000)
    assert counts["contained_pairs"] == 20_000 * 19_999 // 2
    assert counts["duplicate_geometry"] == 19_999


@given(
    st.lists(
        st.tuples(*[st.integers(0, 6)] * 4).map(lambda c: box(c[0], c[1], c[0] + c[2] + 1, c[1] + c[3] + 1)), max_size=8
    )
)
def test_pairs_are_those_of_the_definitions(boxes):
    counts = geometry_quality(boxes)
    assert counts["overlapping_pairs"] == sum(a.overlaps(b) for a, b in combinations(boxes, 2))
    assert counts["contained_pairs"] == sum(a.covers(b) or b.covers(a) for a, b in combinations(boxes, 2))
    told = {(p.first, p.second) for p in shapes.pairs(boxes)}
    assert len(told) == len(list(shapes.pairs(boxes)))
    assert all(boxes[a].intersects(boxes[b]) for a, b in told)


def test_a_contained_pair_names_the_holder_first():
    small, large = box(1, 1, 2, 2), box(0, 0, 3, 3)
    assert list(shapes.pairs([small, large])) == [Pair("contained_pairs", 1, 0)]


def test_a_broken_polygon_is_named_and_mended():
    reason = shapes.invalid_reason(BOW_TIE)
    assert reason is not None and reason.startswith("Self-intersection[1 1]")
    mend = shapes.mended(BOW_TIE)
    assert mend is not None and mend.is_valid and mend.area == 2
    assert shapes.mended(Polygon([(0, 0), (1, 1), (0, 0), (0, 0)])) is None
    assert shapes.invalid_reason(box(0, 0, 1, 1)) is None


def test_vertices():
    assert shapes.few_vertices(Polygon([(0, 0), (1, 1), (0, 0), (0, 0)]))
    assert not shapes.few_vertices(box(0, 0, 1, 1))
    assert shapes.repeated_vertices(Polygon([(0, 0), (0, 0), (1, 0), (1, 1), (1, 1), (0, 0)])) == 2
    assert shapes.repeated_vertices(MultiPoint([(0, 0), (0, 0)])) == 0


def test_pairs_of_two_files_are_counted_after_repair():
    others = [box(1.5, 1.5, 3, 3), None, Polygon(), box(2, 0, 3, 0.5), BOW_TIE]
    assert shapes.intersecting_pairs([BOW_TIE, box(8, 8, 9, 9), None], others) == 3
    assert shapes.intersecting_pairs([], others) == 0
