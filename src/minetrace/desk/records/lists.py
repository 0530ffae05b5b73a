"""A page of current records of a kind, filtered by basis and by a text in the fields that the actor sees."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from minetrace.accounts.actor import Actor
from minetrace.desk import shown
from minetrace.ledger.times import head_number
from minetrace.register import gazetteer, listing, view
from minetrace.register.kinds import KINDS, Kind
from minetrace.register.listing import Wanted
from minetrace.register.models import ProposalStep, Version
from minetrace.register.view import RecordView

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the list: its view and the cells of its kind's summary, each with its label."""

    record: RecordView
    cells: tuple[tuple[str, tuple[shown.Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list: headings, rows, Django's page, counts of the whole kind by basis."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    page: Page[Version]
    counts: dict[str, int]


def listed(actor: Actor, kind: Kind, wanted: Wanted, *, at: int, page: str) -> Listed:
    """The records of a kind that were current at a ledger entry and match, in the order of their references."""
    held = view.selected(kind.name, at=at)
    counts = {b: held.filter(basis=b).count() for b in ("own", "reported")}
    shown_page = Paginator(listing.listed(actor, kind.name, wanted, at=at), PER_PAGE).get_page(page)
    places = gazetteer.current()
    records = [view.seen(actor, version) for version in shown_page]
    rows = tuple(Row(record, tuple(shown.summary(record, places))) for record in records)
    return Listed(shown.summary_labels(kind), rows, shown_page, counts)


def kind_counts() -> list[tuple[Kind, int]]:
    """Every kind with the number of its current records."""
    entry = head_number()
    return [(kind, view.selected(name, at=entry).count()) for name, kind in KINDS.items()]


def waiting(kind: str) -> int:
    """How many proposals of a kind wait for approval."""
    steps = ProposalStep.objects.filter(state="submitted", ended_by__isnull=True)
    return steps.filter(proposal__kind=kind).count()
