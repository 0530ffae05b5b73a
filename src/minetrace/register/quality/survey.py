"""What is known of a piece of ground: what was recorded and done there, or "not surveyed". Never that it is safe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from minetrace.accounts.actor import Actor
from minetrace.ledger.times import head_number
from minetrace.places import Gazetteer, PlaceMention, coverage
from minetrace.register import gazetteer, shapes, view
from minetrace.register.kinds import KINDS
from minetrace.register.quality.ground import shape_of
from minetrace.register.view import RecordView
from minetrace.terms.problem import Problem
from minetrace.terms.vocabulary import vocabulary

NOT_SURVEYED = "not surveyed"
_KINDS = ("hazardous_area", "activity", "product")


@dataclass(frozen=True, slots=True)
class SurveyState:
    """What the register holds of a place or ground: records in words with their references.

    `words` is "not surveyed" where there is no record; it is never empty.
    """

    words: str
    records: tuple[tuple[str, str], ...] = ()

    @property
    def surveyed(self) -> bool:
        """Whether any record speaks of it."""
        return bool(self.records)


def survey_state(actor: Actor, where: str | BaseGeometry, *, at: int | None = None) -> SurveyState:
    """What is recorded of a place (its id in the gazetteer) or of a shape in WGS 84, as the actor may see it.

    A record whose places only possibly lie there is told with "perhaps". Records of our own field work alone speak
    here; what others report is no survey. A product lies where its hazardous area does. Raises MT-203 for a place that
    the gazetteer does not hold, MT-504 for a shape asked by an actor who may not see where areas lie.
    """
    entry = head_number() if at is None else at
    places = gazetteer.current()
    if isinstance(where, str):
        places.get(where)
    else:
        _require_shapes(actor)
    told, found = [], dict[str, str]()
    for kind in _KINDS:
        for record in view.listing(actor, kind, at=entry):
            touching = _touches(record, where, places) or found.get(record.fields.get("hazardous_area") or "")
            if touching and record.basis == "own":
                found[record.record] = touching
                told.append((record.reference, _words(record) + ("" if touching == "yes" else " (perhaps here)")))
    if not told:
        return SurveyState(NOT_SURVEYED)
    return SurveyState("; ".join(words for _, words in told), tuple(told))


def _require_shapes(actor: Actor) -> None:
    # Saying "not surveyed" to somebody who is not shown the shapes would be a false answer.
    for kind in _KINDS:
        geometry = KINDS[kind].geometry
        if geometry is not None and not actor.sees(KINDS[kind].field(geometry).tier):
            field = KINDS[kind].field(geometry)
            raise Problem("MT-504", field=field.label, tier=field.tier, actor=actor.name)


def _touches(record: RecordView, where: str | BaseGeometry, places: Gazetteer) -> str | None:
    if isinstance(where, str):
        held = {PlaceMention(m["place"], m["relation"]) for m in record.fields.get("places") or []}
        how = coverage(places, held, where)
        return {"all": "yes", "some": "perhaps"}.get(how)
    shape, asked = shape_of(record), shapes.mended(where)
    valid = shapes.mended(shape) if shape is not None else None
    return "yes" if valid is not None and asked is not None and shapely.intersects(valid, asked) else None


def _words(record: RecordView) -> str:
    return ", ".join(_said(record)) or record.kind.replace("_", " ")


def _said(record: RecordView) -> Iterator[str]:
    fields = record.fields
    for name, words in (
        ("hazard_class", "hazard_class"),
        ("activity_type", "activity_type"),
        ("product", "release_product"),
        ("hazard_status", "hazard_status"),
        ("activity_status", "activity_status"),
    ):
        if fields.get(name):
            yield vocabulary(words).term(fields[name]).label
    if fields.get("depth_cm") is not None:
        yield f"to {fields['depth_cm']} cm"
    day = fields.get("handover_on") or fields.get("done_to") or fields.get("status_on") or fields.get("recorded_from")
    if day:
        yield day
