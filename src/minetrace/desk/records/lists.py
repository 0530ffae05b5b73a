"""A page of current records of a kind, filtered by basis and by a text in the fields that the actor sees."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from minetrace.accounts.actor import Actor
from minetrace.desk import shown
from minetrace.figures import listing
from minetrace.figures.listing import Wanted
from minetrace.figures.properties import Property, properties_of
from minetrace.ledger.times import head_number
from minetrace.register import gazetteer, view
from minetrace.register.counts import counts
from minetrace.register.kinds import KINDS, Kind
from minetrace.register.models import ProposalStep, Version
from minetrace.register.view import RecordView
from minetrace.terms.vocabulary import vocabulary

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
    shown_page = Paginator(listing.listed(actor, kind.name, wanted, at=at), PER_PAGE).get_page(page)
    places = gazetteer.current()
    records = [view.seen(actor, version) for version in shown_page]
    rows = tuple(Row(record, tuple(shown.summary(record, places))) for record in records)
    return Listed(shown.summary_labels(kind), rows, shown_page, counts(kind.name, at=at))


def askable(actor: Actor, kind: Kind) -> list[Property]:
    """What a filter on a kind may ask by, of the tiers that the actor sees, one entry a name."""
    return [options[0] for options in properties_of(kind.name).values() if actor.sees(options[0].tier)]


def examples(actor: Actor, kind: Kind) -> list[str]:
    """A filter of the kind for each type of field that it has."""
    said: dict[str, str] = {}
    for one in askable(actor, kind):
        if one.type == "term":
            code = next(iter(vocabulary(one.vocabulary or one.name).terms))
            said.setdefault("term", f"{one.name} = '{code}'")
        elif one.type == "number" and len(one.columns) > 1:
            said.setdefault("number", f"{one.name} BETWEEN 1 AND 10")
        elif one.type == "day" and len(one.columns) > 1:
            said.setdefault("day", f"T_INTERSECTS({one.name}, INTERVAL('2024-01-01', '..'))")
        elif one.type == "text":
            said.setdefault("text", f"{one.name} LIKE 'A%' OR {one.name} IS NULL")
    return list(said.values())


def kind_counts() -> list[tuple[Kind, int]]:
    """Every kind with the number of its current records."""
    entry = head_number()
    return [(kind, sum(counts(name, at=entry).values())) for name, kind in KINDS.items()]


def waiting(kind: str) -> int:
    """How many proposals of a kind wait for approval."""
    steps = ProposalStep.objects.filter(state="submitted", ended_by__isnull=True)
    return steps.filter(proposal__kind=kind).count()
