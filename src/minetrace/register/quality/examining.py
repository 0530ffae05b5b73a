"""Run the checks over the register as an actor sees it, and propose a mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from minetrace.accounts.actor import Actor
from minetrace.ledger.times import head_number
from minetrace.register import view
from minetrace.register.actions import current_version, draft_of, propose
from minetrace.register.identity import kept_for
from minetrace.register.kinds import KINDS
from minetrace.register.models import Proposal
from minetrace.register.quality import content, ground
from minetrace.register.quality.catalogue import checks
from minetrace.register.quality.flaw import Flaw
from minetrace.register.references import in_order
from minetrace.register.view import RecordView
from minetrace.terms.problem import Problem

# An IN list of SQLite takes no more than 32,766 values.
_MOST_IDS = 10_000
_AREAS = ("hazardous_area", "activity", "product")


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What the checks found at a ledger entry: how many records were read by kind, the findings in the order of check
    and reference, and the fields of each kind that are above the actor's tier and took part in no check.
    """

    entry: int
    records: Mapping[str, int]
    flaws: tuple[Flaw, ...]
    unseen: Mapping[str, tuple[str, ...]]

    @property
    def counts(self) -> dict[str, int]:
        """How many findings each check has, zeros too, in the order of their numbers."""
        found = Counter(one.check for one in self.flaws)
        return {name: found[name] for name in checks()}


def examine(actor: Actor, *, today: str, kind: str | None = None, at: int | None = None) -> Examined:
    """Examine all kinds, or one: at the newest ledger entry unless another is asked. `today` is an ISO day.

    Raises MT-411 for a kind that there is not.
    """
    if kind is not None and kind not in KINDS:
        raise Problem("MT-411", kind="kind", value=kind)
    entry = head_number() if at is None else at
    asked = [kind] if kind else list(KINDS)
    needed = {*asked, *(_AREAS if set(asked) & set(_AREAS) else ())}
    held = {name: view.listing(actor, name, at=entry) for name in KINDS if name in needed}
    answers = kept_for(at=entry)
    flaws = [one for name in asked for one in _of_kind(held[name], today, entry, answers)]
    if set(asked) & set(_AREAS):
        flaws += [one for one in _of_land(held, answers) if one.kind in asked]
    order = list(checks())
    return Examined(
        entry=entry,
        records={name: len(held[name]) for name in asked},
        flaws=tuple(sorted(flaws, key=lambda one: (order.index(one.check), in_order(one.reference), one.others))),
        unseen={name: above for name in asked if (above := _above(actor, name))},
    )


def mend(actor: Actor, check: str, reference: str, *, today: str) -> Proposal:
    """Propose the mend that follows from a finding, for a second person to approve.

    Raises MT-831 when the check does not find that record now, or knows no mend for it.
    """
    actor.require("take")
    record = view.find_record(reference)
    found = examine(actor, today=today, kind=record.kind).flaws
    fields = next((f.fields for f in found if (f.check, f.record) == (check, record.pk) and f.fields is not None), None)
    version = current_version(record)
    if fields is None or version is None:
        raise Problem("MT-831", check=check, reference=reference)
    draft = draft_of(version)
    kept = {name: value for name, value in {**draft.fields, **fields}.items() if value is not None}
    named = checks()[check]
    return propose(actor, replace(draft, fields=kept), record=record, why=f"{named.number}: {named.label}")


def _of_kind(records: list[RecordView], today: str, entry: int, answers: Mapping[str, str]) -> Iterator[Flaw]:
    for record in records:
        yield from ground.of_each(record)
        yield from content.days(record, today)
        yield from content.people(record)
        yield from content.totals(record)
        yield from content.overdue(record, today)
    yield from ground.of_pairs(records)
    yield from content.local_ids(records)
    yield from content.references(records, lambda kind, ids: _current(kind, ids, entry, answers))


def _of_land(held: Mapping[str, list[RecordView]], answers: Mapping[str, str]) -> Iterator[Flaw]:
    areas = {area.record: area for area in held["hazardous_area"]}
    by_kind = held["hazardous_area"], held["activity"], held["product"]
    for pk, products in content.by_area(*by_kind, answers).items():
        yield from content.released(areas[pk], products)
        yield from ground.of_products(areas[pk], products)


def _current(kind: str, ids: set[str], entry: int, answers: Mapping[str, str]) -> set[str]:
    """Those of some record ids that a current record of the kind answers for."""
    rows, listed = view.selected(kind, at=entry), sorted({answers.get(pk, pk) for pk in ids})
    found: set[str] = set()
    for start in range(0, len(listed), _MOST_IDS):
        chosen = rows.filter(record_id__in=listed[start : start + _MOST_IDS])
        found.update(chosen.values_list("record_id", flat=True))
    return {pk for pk in ids if answers.get(pk, pk) in found}


def _above(actor: Actor, kind: str) -> tuple[str, ...]:
    return tuple(field.label for field in KINDS[kind].fields if not actor.sees(field.tier))
