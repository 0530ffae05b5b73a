"""Names become places and sets of places, from a dated gazetteer.

`packed()` is the small gazetteer inside the package, `country_pack("AZ")` the settlements of a country. A `Gazetteer`
finds a name (never picking among several) and knows what lay within what on a day; `coverage` and `disjoint` answer for
sets of places as records and figures hold them. No database and no settings are needed.
"""

from minetrace.places.gazetteer import Gazetteer
from minetrace.places.index import Found, Suggestion
from minetrace.places.loading import country_pack, packed
from minetrace.places.place import Name, Parent, Place
from minetrace.places.scopes import PlaceMention, coverage, disjoint, inside
from minetrace.places.words import relations, split_relation

__all__ = [
    "Found",
    "Gazetteer",
    "Name",
    "Parent",
    "Place",
    "PlaceMention",
    "Suggestion",
    "country_pack",
    "coverage",
    "disjoint",
    "inside",
    "packed",
    "relations",
    "split_relation",
]
