"""What a listing is narrowed to, the same for pages, commands and files."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from minetrace.accounts.actor import Actor
from minetrace.register import view
from minetrace.register.kinds import KINDS, Kind
from minetrace.register.kinds.declaration import EXTRA_COLUMNS
from minetrace.register.models import Version
from minetrace.register.references import ordered
from minetrace.terms.vocabulary import vocabulary

_SEARCHED = frozenset({"text", "country", "places", "participants", "texts"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a listing is narrowed to: a basis, a text in what the actor sees, the versions that one entry made."""

    basis: str = ""
    text: str = ""
    entry: int | None = None


def listed(actor: Actor, kind: str, wanted: Wanted, *, at: int) -> QuerySet[Version]:
    """The current versions of a kind at a ledger entry that match, in the order of their references."""
    rows = view.selected(kind, at=at)
    if wanted.basis:
        rows = rows.filter(basis=wanted.basis)
    if wanted.text:
        rows = rows.filter(_matching(actor, KINDS[kind], wanted.text))
    if wanted.entry is not None:
        rows = rows.filter(entry=wanted.entry)
    found: QuerySet[Version] = ordered(rows.select_related("record"))
    return found


def _matching(actor: Actor, kind: Kind, text: str) -> Q:
    """A text in the reference, the speaker, a term's label or a text field, of those tiers that the actor sees."""
    wanted = Q(record__reference__icontains=text) | Q(speaker__icontains=text)
    for field in kind.fields:
        if not actor.sees(field.tier) or field.extra:
            continue
        if field.type == "term":
            terms = vocabulary(field.vocabulary or field.name).terms.values()
            codes = [t.code for t in terms if text.casefold() in t.label.casefold()]
            wanted |= Q(**{f"{field.name}__in": codes})
        elif field.type in _SEARCHED:
            wanted |= Q(**{f"{field.name}__icontains": text})
    for column in {EXTRA_COLUMNS[f.tier] for f in kind.fields if f.extra and actor.sees(f.tier)}:
        wanted |= Q(**{f"{column}__icontains": text})
    return wanted
