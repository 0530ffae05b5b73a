"""An import taken back: what one entry brought into the register is withdrawn or put back by one entry more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from minetrace.accounts.actor import Actor
from minetrace.ledger.models import Entry
from minetrace.register import staging
from minetrace.register.identity import merges
from minetrace.register.kinds import KINDS
from minetrace.register.models import VERSIONS, Version
from minetrace.sources.models import TableRow
from minetrace.terms.problem import Problem

_VERB = ".import"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What was taken back: the entry that did it (none where nothing was left to do), new records withdrawn, changed
    ones put back as they were, and those left as they are because somebody changed or merged them since.
    """

    entry: int | None
    withdrawn: int
    restored: int
    left: int


def kind_of(number: int) -> str:
    """The kind of the records that an import's entry made current. Raises MT-741 for an entry that is no import."""
    entry = Entry.objects.filter(pk=number).first()
    kind = entry.verb.removesuffix(_VERB) if entry and entry.verb.endswith(_VERB) else ""
    if kind not in KINDS:
        raise Problem("MT-741", entry=number)
    return kind


def imported() -> QuerySet[Entry]:
    """The entries of all imports, and of imports taken back, newest first."""
    verbs = [f"{name}{_VERB}" for name in KINDS]
    return Entry.objects.filter(verb__in=verbs).order_by("-number")


def undo(actor: Actor, number: int, *, why: str, told: Callable[[str, int, int], None] | None = None) -> Undone:
    """Take an import back. Its records stay with their history; an undo is itself an import that can be taken back.

    `told` hears what is being done, how many records of it are done, and of how many.

    Raises MT-321, MT-451 without a reason, MT-707 while an import is under way, MT-708, MT-741.
    """
    actor.require("take")
    actor.require("approve")
    if not why.strip():
        raise Problem("MT-451")
    kind = kind_of(number)
    made = VERSIONS[kind]._default_manager.filter(entry=number)
    current = made.filter(ended_by__isnull=True).exclude(record_id__in=merges().values("gone_id"))
    total, left = current.count(), made.count() - current.count()
    if not total:
        return Undone(entry=None, withdrawn=0, restored=0, left=left)
    aid = TableRow.objects.filter(entry=number).first()
    data_set = aid.data_set if aid else ""
    known = _known(data_set, number)
    batch = staging.begin(
        actor.name,
        kind,
        f"undo of import {number}",
        source=None,
        data_set=data_set,
        basis="own",
        speaker=None,
        said_on=None,
        new=0,
        rows=total,
    )
    withdrawn = 0
    try:
        rows = _rows(kind, number, list(current.order_by("-pk").values_list("pk", flat=True)), known)
        done = 0
        while chunk := list(islice(rows, batch.size)):
            if told is not None:
                told("taking records back", done, total)
            batch.stage(chunk)
            done += len(chunk)
            withdrawn += sum(row.status == "withdrawn" for row in chunk)
        counts = f"{withdrawn} withdrawn, {total - withdrawn} put back"
        entry = batch.publish(f"undo of import {number}: {counts}; {why.strip()}")
    except BaseException:
        batch.discard()
        raise
    return Undone(entry=entry.number, withdrawn=withdrawn, restored=total - withdrawn, left=left)


def _rows(kind: str, number: int, ids: list[int], known: dict[str, tuple[str, str]]) -> Iterator[staging.RowRecord]:
    table: Any = VERSIONS[kind]._default_manager
    for start in range(0, len(ids), _AT_ONCE):
        made: list[Version] = list(table.filter(pk__in=ids[start : start + _AT_ONCE]).order_by("-pk"))
        before = {v.record_id: v for v in table.filter(record__in=[v.record_id for v in made], ended_by=number)}
        for version in made:
            held = before.get(version.record_id)
            key, content = known.get(version.record_id, ("", ""))
            yield staging.RowRecord(
                columns=(held or version).stored(),
                row=0,
                key=key,
                content=content,
                replaces=version,
                status=held.status if held else "withdrawn",
            )


def _known(data_set: str, number: int) -> dict[str, tuple[str, str]]:
    """By what the row of each record is known again, and what it held before an entry; "" where it was new."""
    out: dict[str, tuple[str, str]] = {}
    rows = TableRow.objects.filter(data_set=data_set, entry__lte=number).exclude(record="").order_by("id")
    for key, content, record, entry in rows.values_list("key", "content", "record", "entry").iterator(2000):
        out[record] = (key, content if entry < number else out.get(record, ("", ""))[1])
    return out
