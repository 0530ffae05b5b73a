"""What the map draws: records at their known precision, and what cannot be drawn, counted with its reason.

A position that the actor may see is drawn as it is; a record known only by places as the grounds of those places, one
circle for all records of one basis on the same ground; several grounds of one record are joined by a faint line.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import shapely
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from minetrace.desk import shown
from minetrace.desk.map.grounds import Ground, grounds
from minetrace.places import Gazetteer
from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Period
from minetrace.register.view import RecordView

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


@dataclass(slots=True)
class Drawing:
    """GeoJSON features, the rows of the table beside them, and how many records are not on the map, by reason."""

    features: list[dict[str, Any]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    unplaced: Counter[str] = field(default_factory=Counter)


def draw(records: Iterable[RecordView], gazetteer: Gazetteer) -> Drawing:
    """Draw records that an actor may see; nothing is put anywhere that the record does not say."""
    out = Drawing()
    shared: dict[tuple[Ground, str], list[RecordView]] = {}
    known: dict[str, list[Ground]] = {}
    for record in records:
        position = _position(record)
        if position is not None:
            out.features.append(_feature(shapely.geometry.mapping(position), "exact", record.basis, [record]))
            out.rows.append(Row(record, shown.headline(record, gazetteer), EXACT, (gettext("as surveyed"),)))
            continue
        mentions, day = record.fields.get("places") or [], _day(record)
        key = f"{day} {mentions}"
        if key not in known:
            known[key] = grounds(gazetteer, mentions, day)
        found = known[key]
        if not found:
            out.unplaced[NO_GROUND if mentions else NO_PLACE] += 1
            out.rows.append(Row(record, shown.headline(record, gazetteer), UNPLACED, ()))
            continue
        for one in found:
            shared.setdefault((one, record.basis), []).append(record)
        if len(found) > 1:
            line = {"type": "LineString", "coordinates": [[one.lon, one.lat] for one in found]}
            out.features.append(_feature(line, "join", record.basis, [record]))
        out.rows.append(Row(record, shown.headline(record, gazetteer), AREA, tuple(_in_words(one) for one in found)))
    for (one, basis), held in shared.items():
        area = {"type": "Polygon", "coordinates": [one.ring()]}
        out.features.append(_feature(area, "area", basis, held, label=one.label))
    out.features.extend(_labels(one for one, _basis in shared))
    return out


def _feature(
    geometry: dict[str, Any], part: str, basis: str, records: list[RecordView], label: str = ""
) -> dict[str, Any]:
    links = [{"reference": r.reference, "href": reverse("record", args=[r.reference])} for r in records]
    properties = {"part": part, "basis": basis, "label": label, "count": len(records), "records": links}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


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


def _position(record: RecordView) -> Any:
    name = KINDS[record.kind].geometry
    geometry = record.fields.get(name) if name else None
    return None if geometry is None or geometry.is_empty else geometry


def _day(record: RecordView) -> datetime.date | None:
    """The day by which units are drawn: the first that a period of the record states."""
    for part in KINDS[record.kind].parts:
        if isinstance(part, Period):
            for column in part.fields():
                if record.fields.get(column.name):
                    return datetime.date.fromisoformat(record.fields[column.name])
    return None


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
