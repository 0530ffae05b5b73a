"""A page of current records of a kind, filtered by basis and by a text in the fields that the actor sees."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q

from minetrace.accounts.actor import Actor
from minetrace.desk import shown
from minetrace.ledger.times import head_number
from minetrace.register import gazetteer, view
from minetrace.register.kinds import KINDS, Kind
from minetrace.register.models import ProposalStep, Version
from minetrace.register.references import ordered
from minetrace.register.view import RecordView
from minetrace.terms.vocabulary import vocabulary

PER_PAGE = 50
_SEARCHED = frozenset({"text", "country", "places", "participants", "texts"})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is narrowed to: a basis, a text, the versions that one ledger entry made."""

    basis: str = ""
    text: str = ""
    entry: int | None = None


def listed(actor: Actor, kind: Kind, wanted: Wanted, *, page: str) -> Listed:
    """The current records of a kind that match, in the order of their references."""
    current = view.selected(kind.name, at=head_number())
    counts = {b: current.filter(basis=b).count() for b in ("own", "reported")}
    if wanted.basis in counts:
        current = current.filter(basis=wanted.basis)
    if wanted.text:
        current = current.filter(_matching(actor, kind, wanted.text))
    if wanted.entry is not None:
        current = current.filter(entry=wanted.entry)
    shown_page = Paginator(ordered(current.select_related("record")), PER_PAGE).get_page(page)
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


def _matching(actor: Actor, kind: Kind, text: str) -> Q:
    """A text in the reference, the speaker, a term's label or a text field, of those tiers that the actor sees."""
    wanted = Q(record__reference__icontains=text) | Q(speaker__icontains=text)
    for field in kind.fields:
        if not actor.sees(field.tier):
            continue
        if field.type == "term":
            terms = vocabulary(field.vocabulary or field.name).terms.values()
            codes = [t.code for t in terms if text.casefold() in t.label.casefold()]
            wanted |= Q(**{f"{field.name}__in": codes})
        elif field.type in _SEARCHED:
            wanted |= Q(**{f"{field.name}__icontains": text})
    return wanted
