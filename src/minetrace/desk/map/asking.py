"""What the map is asked to show: which records, which of them in view, and how finely many are told apart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest

from minetrace.accounts.actor import Actor
from minetrace.desk.refusing import require_known
from minetrace.figures import listing
from minetrace.figures.listing import Wanted
from minetrace.ledger.times import head_number
from minetrace.register.boxes import Box
from minetrace.register.counts import counts
from minetrace.register.kinds import KINDS, Kind
from minetrace.register.models import Version
from minetrace.terms.problem import Problem

MAPPED = tuple(name for name, kind in KINDS.items() if kind.geometry or any(f.type == "places" for f in kind.fields))
"""Kinds whose records the map draws: by a shape of their own, by their places, or both."""

_NARROWED = ("basis", "text", "where", "record")
_IN_VIEW = ("box", "columns", "ground")
_COLUMNS = (4, 24, 64)


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind, what its records are narrowed to, `records` by their references (all if empty), and what is in view: a
    box, the number of squares across it, and the grounds (places) whose records are meant.
    """

    kind: Kind
    wanted: Wanted
    records: tuple[str, ...]
    box: Box | None
    columns: int
    grounds: frozenset[str]

    @property
    def query(self) -> str:
        """What is narrowed to, as the query of an address."""
        said = {"kind": self.kind.name, "record": ",".join(self.records)}
        said |= {name: getattr(self.wanted, name) for name in _NARROWED[:-1]}
        return urlencode({name: value for name, value in said.items() if value})

    def rows(self, actor: Actor) -> QuerySet[Version]:
        """The records' current versions, in no order."""
        found = listing.matching(actor, self.kind.name, self.wanted, at=head_number())
        return found.filter(record__reference__in=self.records) if self.records else found

    def shapes_seen(self, actor: Actor) -> bool:
        """Whether the actor sees the shapes of the kind's records."""
        return any(field.type == "geometry" and actor.sees(field.tier) for field in self.kind.fields)


def asked(request: HttpRequest) -> Asked:
    """What an address asks for. Raises MT-452, MT-453."""
    given = request.GET.dict()
    free = dict.fromkeys(("text", "where", "record", "page", *_IN_VIEW))
    require_known(given, {"kind": MAPPED, "basis": ("own", "reported"), **free})
    basis, text, where, references = (given.get(name, "").strip() for name in _NARROWED)
    return Asked(
        kind=KINDS[given.get("kind") or first_held()],
        wanted=Wanted(basis=basis, text=text, where=where),
        records=tuple(one.strip() for one in references.split(",") if one.strip()),
        box=_box(given.get("box", "")),
        columns=_columns(given.get("columns", "")),
        grounds=frozenset(filter(None, given.get("ground", "").split(","))),
    )


def first_held() -> str:
    """The first kind of the map of which the register holds something, else the first."""
    at = head_number()
    return next((name for name in MAPPED if any(counts(name, at=at).values())), MAPPED[0])


def _box(text: str) -> Box | None:
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = math.nan
    if not (math.isfinite(west) and all(map(math.isfinite, (south, east, north))) and west <= east and south <= north):
        raise Problem("MT-452", name="box", value=text, known="west,south,east,north in degrees")
    return west, south, east, north


def _columns(text: str) -> int:
    least, usual, most = _COLUMNS
    if not text:
        return usual
    if not text.isdecimal():
        raise Problem("MT-452", name="columns", value=text, known=f"{least} to {most}")
    return min(max(int(text), least), most)
