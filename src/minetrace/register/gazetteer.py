"""The programme's gazetteer: places in the register, and the pure gazetteer built from them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

from django.db.models import Max

from minetrace.accounts.actor import Actor
from minetrace.ledger.canonical import canonical_text
from minetrace.ledger.times import standing
from minetrace.ledger.writing import writing
from minetrace.places import Gazetteer, Place, country_pack, packed
from minetrace.register.models import PlaceEntry


def current() -> Gazetteer:
    """The gazetteer as the register holds it now: the packed places, and over them those that were added."""
    newest = _newest()
    return _built(newest, newest)


def known_at(entry: int) -> Gazetteer:
    """The gazetteer as the register held it at a ledger entry, with the places that were added since as they are now:
    a record of that time names none of them, and a question of today may.
    """
    newest = _newest()
    return _built(min(entry, newest), newest)


def _newest() -> int:
    """The ledger entry that changed the gazetteer last; 0 where none has."""
    newest = PlaceEntry.objects.aggregate(made=Max("entry"), ended=Max("ended_by"))
    return max(newest["made"] or 0, newest["ended"] or 0)


@lru_cache(maxsize=3)
def _built(entry: int, newest: int) -> Gazetteer:
    then = {place.id: place for place in packed().places()} | _added(entry)
    since = _added(newest) if entry < newest else {}
    return Gazetteer((since | then).values())


def _added(entry: int) -> dict[str, Place]:
    rows = PlaceEntry.objects.filter(standing(entry)).order_by("id")
    return {row.place: Place.from_dict(json.loads(row.content)) for row in rows}


def add_countries(actor: Actor, codes: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Add the packs of countries (ISO 3166-1 alpha-2), an entry each; by code, how many places are new or changed, and
    how many are as before. Raises MT-206 for a code that is no country, before anything is added.
    """
    places = country_pack(*codes)
    return {code: add_places(actor, _of_country(places, code), why=code) for code in codes}


def _of_country(places: Sequence[Place], code: str) -> list[Place]:
    return [place for place in places if place.id.startswith(f"{code.lower()}/")]


def add_places(actor: Actor, places: Sequence[Place], *, why: str) -> tuple[int, int]:
    """Add places; a place whose content differs gets a new version."""
    actor.require("take")
    with writing(actor.name, "places.add", why=why) as change:
        known = {row.place: row for row in PlaceEntry.objects.filter(ended_by__isnull=True)}
        new = []
        for place in places:
            content = canonical_text(place.as_dict())
            before = known.get(place.id)
            if before is None or before.content != content:
                if before is not None:
                    change.end(before)
                new.append(PlaceEntry(place=place.id, content=content))
        change.make_all(new)
    return len(new), len(places) - len(new)
