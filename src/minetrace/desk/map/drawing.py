"""What the map draws: records at their known precision, and what cannot be drawn, counted with its reason.

A shape that the actor may see is drawn as it is; where more lie in view than can be told apart, the map counts them by
squares, own field work and reports apart. A record known only by places is drawn as the grounds of those places, one
circle for all records of one basis on the same ground; several grounds of one record are joined by a faint line.
"""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import shapely
from django.db.models import CharField, Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from minetrace.accounts.actor import Actor
from minetrace.desk import shown
from minetrace.desk.map.asking import Asked
from minetrace.desk.map.grounds import Ground, grounds
from minetrace.figures.ground import turns
from minetrace.figures.located import day_of, turn_of
from minetrace.places import Gazetteer
from minetrace.register import view
from minetrace.register.boxes import WORLD, Cell, around, cells, meeting
from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Kind, Period
from minetrace.register.models import VERSIONS, Version
from minetrace.register.view import RecordView

MOST = 1000
"""How many shapes are drawn one by one; of more in view, squares say how many lie in each."""

EXACT, AREA, UNPLACED = gettext_noop("position"), gettext_noop("by place"), gettext_noop("beside the map")
NO_PLACE = gettext_noop("no place is recorded")
NO_GROUND = gettext_noop("the place is a whole country, or no point near it is known")


@dataclass(frozen=True, slots=True)
class Row:
    """A record of the map in words: how it is drawn, and where with which precision."""

    record: RecordView
    headline: str
    drawn: str
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Records of one basis that name the same places between the same two turns of the gazetteer, and their grounds."""

    places: str | None
    turn: int
    basis: str
    count: int
    grounds: tuple[Ground, ...]


@dataclass(slots=True)
class Drawing:
    """GeoJSON features, and whether they are all there is, so that another view of the same needs no other drawing."""

    features: list[dict[str, Any]] = field(default_factory=list)
    whole: bool = True


@dataclass(slots=True)
class Tally:
    """How many records are drawn, by a shape or by places, and how many are not, by reason."""

    drawn: int = 0
    unplaced: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All records asked for."""
        return self.drawn + self.unplaced.total()


def drawing(actor: Actor, asked: Asked, gazetteer: Gazetteer) -> Drawing:
    """What the map shows of the records asked for, in the box in view; nothing is put where no record says."""
    out = Drawing()
    shapes = _shapes(actor, asked)
    if shapes is not None:
        in_view = meeting(shapes, asked.kind, asked.box) if asked.box else shapes
        few = list(in_view.select_related("record")[: MOST + 1])
        if len(few) > MOST:
            out.whole = False
            out.features = _counted(actor, asked, shapes)
        else:
            out.whole = asked.box is None
            out.features = [_exact(view.seen(actor, row)) for row in few]
    out.features += _by_place(standings(actor, asked, gazetteer))
    return out


def tally(actor: Actor, asked: Asked, gazetteer: Gazetteer) -> Tally:
    """How many of the records asked for the map draws."""
    shapes = _shapes(actor, asked)
    out = Tally(drawn=0 if shapes is None else shapes.count())
    for one in standings(actor, asked, gazetteer):
        if one.grounds:
            out.drawn += one.count
        else:
            out.unplaced[NO_GROUND if one.places else NO_PLACE] += one.count
    return out


def row(record: RecordView, gazetteer: Gazetteer) -> Row:
    """How a record is drawn, in words."""
    said = shown.headline(record, gazetteer)
    shape = record.fields.get(KINDS[record.kind].geometry or "")
    if shape is not None and not shape.is_empty:
        return Row(record, said, EXACT, (gettext("as surveyed"),))
    found = grounds(gazetteer, record.fields.get("places") or [], _day(record))
    return Row(record, said, AREA if found else UNPLACED, tuple(_in_words(one) for one in found))


def here(actor: Actor, asked: Asked, gazetteer: Gazetteer) -> QuerySet[Version]:
    """The records asked for whose shapes meet the box, or that are drawn on all of the grounds, in no order."""
    if asked.grounds:
        return _standing(actor, asked, gazetteer)
    shapes = _shapes(actor, asked)
    if shapes is None:
        return VERSIONS[asked.kind.name]._default_manager.none()
    return meeting(shapes, asked.kind, asked.box or WORLD)


def standings(actor: Actor, asked: Asked, gazetteer: Gazetteer) -> list[Standing]:
    """The records asked for that are not drawn by a shape, grouped by what decides on their grounds."""
    rows = _without_shapes(actor, asked)
    if not any(one.name == "places" for one in asked.kind.fields):
        return [Standing(None, -1, "own", count, ())] if (count := rows.count()) else []
    days = turns(gazetteer)
    counted = (
        _in_turns(rows, asked.kind, days).order_by().values_list("places", "turn", "basis").annotate(count=Count("pk"))
    )
    return [
        Standing(places, turn, basis, count, _grounds(gazetteer, places, day_of(days, turn)))
        for places, turn, basis, count in counted
    ]


def _shapes(actor: Actor, asked: Asked) -> QuerySet[Version] | None:
    """The records asked for that have a shape; None where the kind has none, or the actor may not see it."""
    if not asked.shapes_seen(actor):
        return None
    return asked.rows(actor).filter(**{f"{asked.kind.geometry}__isnull": False})


def _without_shapes(actor: Actor, asked: Asked) -> QuerySet[Version]:
    rows = asked.rows(actor)
    return rows.filter(**{f"{asked.kind.geometry}__isnull": True}) if asked.shapes_seen(actor) else rows


def _standing(actor: Actor, asked: Asked, gazetteer: Gazetteer) -> QuerySet[Version]:
    meant = Q(pk__in=[])
    for one in standings(actor, asked, gazetteer):
        if asked.grounds <= {ground.place for ground in one.grounds}:
            meant |= Q(places=one.places, turn=one.turn, basis=one.basis)
    rows = _in_turns(_without_shapes(actor, asked), asked.kind, turns(gazetteer))
    standing_there: QuerySet[Version] = rows.filter(meant)
    return standing_there


def _in_turns(rows: QuerySet[Version], kind: Kind, days: Sequence[datetime.date]) -> Any:
    """Versions with the turn of the gazetteer that their grounds are of."""
    return rows.annotate(day=_first_day(kind)).annotate(turn=turn_of("day", days))


def _periods(kind: Kind) -> list[str]:
    return [column.name for part in kind.parts if isinstance(part, Period) for column in part.fields()]


def _first_day(kind: Kind) -> Any:
    """The day by which units are drawn, as the store says it: the first that a period of the record states."""
    columns = _periods(kind)
    return Coalesce(*columns, Value(None)) if columns else Value(None, output_field=CharField())


def _day(record: RecordView) -> datetime.date | None:
    """The same of one record."""
    stated = (record.fields.get(column) for column in _periods(KINDS[record.kind]))
    return next((datetime.date.fromisoformat(day) for day in stated if day), None)


def _grounds(gazetteer: Gazetteer, places: str | None, on: datetime.date | None) -> tuple[Ground, ...]:
    return tuple(grounds(gazetteer, json.loads(places) if places else [], on))


def _counted(actor: Actor, asked: Asked, shapes: QuerySet[Version]) -> list[dict[str, Any]]:
    """The shapes in view by squares; one that is alone in its square is drawn as it is."""
    box = asked.box or around(cell.box for cell in cells(shapes, asked.kind, WORLD, side=360.0)) or WORLD
    side = max((box[2] - box[0]) / asked.columns, 1e-6)
    found = cells(shapes, asked.kind, box, side)
    alone = shapes.filter(pk__in=[cell.first for cell in found if cell.count == 1]).select_related("record")
    return [*(_exact(view.seen(actor, row)) for row in alone), *(_many(cell) for cell in found if cell.count > 1)]


def _exact(record: RecordView) -> dict[str, Any]:
    shape = record.fields[KINDS[record.kind].geometry or ""]
    href = reverse("record", args=[record.reference])
    return _feature(shapely.geometry.mapping(shape), "exact", record.basis, 1, label=record.reference, href=href)


def _many(cell: Cell) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [round(cell.lon, 5), round(cell.lat, 5)]}
    around_all = ",".join(f"{degrees:.6f}" for degrees in cell.box)
    said = {"box": around_all, "basis": cell.basis}
    return _feature(point, "many", cell.basis, cell.count, here=urlencode(said), box=list(cell.box))


def _by_place(standing: Iterable[Standing]) -> list[dict[str, Any]]:
    """Circles of the grounds, lines that join those of one record, and the names of the places."""
    shared: Counter[tuple[Ground, str]] = Counter()
    joined: Counter[tuple[tuple[Ground, ...], str]] = Counter()
    for one in standing:
        for ground in one.grounds:
            shared[ground, one.basis] += one.count
        if len(one.grounds) > 1:
            joined[one.grounds, one.basis] += one.count
    out = []
    for (several, basis), count in joined.items():
        line = {"type": "LineString", "coordinates": [[one.lon, one.lat] for one in several]}
        out.append(_feature(line, "join", basis, count, here=_standing_on(several, basis)))
    for (ground, basis), count in shared.items():
        area = {"type": "Polygon", "coordinates": [ground.ring()]}
        out.append(_feature(area, "area", basis, count, label=ground.label, here=_standing_on([ground], basis)))
    return out + _labels(ground for ground, _basis in shared)


def _standing_on(several: Iterable[Ground], basis: str) -> str:
    return urlencode({"ground": ",".join(one.place for one in several), "basis": basis})


def _feature(geometry: dict[str, Any], part: str, basis: str, count: int, **more: Any) -> dict[str, Any]:
    """A feature; `href` leads to its record, `here` asks for the records that it stands for."""
    return {"type": "Feature", "properties": {"part": part, "basis": basis, "count": count, **more},
            "geometry": geometry}  # fmt: skip


def _labels(drawn: Iterable[Ground]) -> list[dict[str, Any]]:
    names = {(one.lon, one.lat): one.label if one.holds else one.name for one in drawn}
    return [
        {
            "type": "Feature",
            "properties": {"part": "label", "label": label},
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
        }
        for (lon, lat), label in names.items()
    ]


def _in_words(one: Ground) -> str:
    said = {
        "place": shown.isolated(one.label, ltr=False),
        "km": shown.isolated(f"{one.radius_m / 1000:g}"),
        "why": gettext(one.why),
        "holds": shown.isolated(one.holds, ltr=False),
    }
    if one.holds:
        return gettext("in %(place)s, %(why)s %(holds)s (within %(km)s km)") % said
    return gettext("%(place)s, within %(km)s km (%(why)s)") % said
