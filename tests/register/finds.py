"""Finds with points, an area and no position; one moved, one withdrawn."""

from django.db import connection
from shapely import Point, Polygon

from minetrace.accounts.actor import keeper
from minetrace.register import layers, view
from minetrace.register.actions import Draft, approve, propose, withdraw

ANNA, BORIS = keeper("anna"), keeper("boris")


def populate_finds():
    if connection.vendor == "sqlite":
        # The indexes of shapes are no Django tables: the flush between transactional tests passes them by.
        with connection.cursor() as cursor:
            for kind in layers.spatial_kinds():
                cursor.execute(f"DELETE FROM {layers.tree_of(kind)}")
    layers.refresh()
    shapes = [
        Point(46.5, 39.6),
        Point(47.0, 40.0),
        Polygon([(46, 39), (46.1, 39), (46.1, 39.1)]),
        None,
        Point(46.51, 39.6),
    ]
    for number, shape in enumerate(shapes, start=1):
        fields = {"model": f"M-{number}", "finder": "Somebody", **({"position": shape} if shape else {})}
        record = approve(BORIS, propose(ANNA, Draft(kind="find", fields=fields)), four_eyes=True).record
    moved = propose(ANNA, Draft(kind="find", fields={"model": "M-5", "position": Point(48, 41)}), record=record)
    approve(BORIS, moved, four_eyes=True)
    gone = view.find_record("F-000002")
    approve(BORIS, withdraw(ANNA, gone, why="twice"), four_eyes=True)
