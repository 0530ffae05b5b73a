"""Two records that hold one thing: merge them, and part them again without losing what was done in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from minetrace.accounts.actor import Actor
from minetrace.ledger.writing import Change, writing
from minetrace.register import layers
from minetrace.register.actions import Draft, current_version, draft_of, propose_in
from minetrace.register.identity import merge_of, merges
from minetrace.register.kinds.declaration import Field, Kind
from minetrace.register.models import VERSIONS, Merge, NotDuplicate, Proposal, Record, Version
from minetrace.terms.problem import Problem


def merge(actor: Actor, keep: Record, gone: Record, why: str, *, four_eyes: bool) -> Merge:
    """Say that two records hold one thing: `keep` answers for both, figures count it once.

    No version changes. Raises MT-451 without a reason, MT-801 where one of them is gone already, MT-802 for a pair
    that cannot be one thing: of two kinds, one record twice, or one without a current approved version; under four eyes
    MT-805 where the actor is the author of both.
    """
    actor.require("approve")
    if not why.strip():
        raise Problem("MT-451")
    with writing(actor.name, f"{keep.kind}.merge", why=why) as change:
        base = _mergeable(keep, gone)
        if four_eyes and all(_author(one) == actor.name for one in (keep, gone)):
            raise Problem("MT-805", actor=actor.name, reference=keep.reference, other=gone.reference)
        made = Merge(kept=keep, gone=gone, base=base.pk, actor=actor.name, why=why)
        change.make(made)
        for verdict in verdicts(keep, gone):
            change.end(verdict)
    return made


def unmerge(actor: Actor, gone: Record, why: str) -> list[Proposal]:
    """Part a record again from the one that answers for it.

    Both hold what they held when they were merged. What was approved on the kept record in between becomes a proposal
    on each of the two, for a person to say whose it is; the versions of that time stay in its history.
    Raises MT-803 when the record is not merged, MT-804 while a later merge stands on top of this one.
    """
    actor.require("approve")
    with writing(actor.name, f"{gone.kind}.unmerge", why=why) as change:
        held = merge_of(gone)
        if held is None:
            raise Problem("MT-803", reference=gone.reference)
        later = merges().filter(kept=held.kept, entry__gt=held.entry) | merges().filter(gone=held.kept)
        on_top = later.select_related("gone").order_by("-id").first()
        if on_top is not None:
            raise Problem("MT-804", reference=gone.reference, first=on_top.gone.reference)
        change.end(held)
        return _parted(change, held)


def verdicts(one: Record, other: Record) -> list[NotDuplicate]:
    """The standing decision that two records are not duplicates, if there is one."""
    first, second = sorted((one.pk, other.pk))
    return list(NotDuplicate.objects.filter(record_id=first, other_id=second, ended_by__isnull=True))


def not_duplicate(actor: Actor, one: Record, other: Record, why: str = "") -> NotDuplicate:
    """Say that two records hold two things; the pair is not proposed again. Said twice, the first stands."""
    actor.require("take")
    first, second = sorted((one, other), key=lambda record: record.pk)
    with writing(actor.name, f"{one.kind}.not_duplicate", why=why) as change:
        for known in verdicts(one, other):
            return known
        verdict = NotDuplicate(record=first, other=second, actor=actor.name, why=why)
        change.make(verdict)
    return verdict


def _mergeable(keep: Record, gone: Record) -> Version:
    """The version of `keep` on which a merge is made."""
    reason = None
    if keep.pk == gone.pk:
        reason = "it is one record"
    elif keep.kind != gone.kind:
        reason = f"one is a {keep.kind.replace('_', ' ')}, the other a {gone.kind.replace('_', ' ')}"
    for record in (keep, gone):
        held = merge_of(record)
        if held is not None:
            raise Problem("MT-801", reference=record.reference, kept=held.kept.reference)
        version = current_version(record)
        if version is None or version.status != "approved":
            reason = reason or f"{record.reference} is not in the register now"
    if reason is not None:
        raise Problem("MT-802", reference=keep.reference, other=gone.reference, reason=reason)
    return VERSIONS[keep.kind]._default_manager.get(record=keep, ended_by__isnull=True)


def _author(record: Record) -> str | None:
    version = current_version(record)
    return version.author if version else None


def _parted(change: Change, held: Merge) -> list[Proposal]:
    """Bring the kept record back to the version it was merged on, and propose what came after it on both."""
    table = VERSIONS[held.kept.kind]
    edited = table._default_manager.get(record=held.kept, ended_by__isnull=True)
    base = table._default_manager.get(pk=held.base)
    edit = _edit(base, edited)
    if not edit:
        return []
    change.end(edited)
    restored = _copy(base, author=change.actor)
    change.make(restored)
    layers.index_geometry(restored)
    drafts = [(held.kept, draft_of(edited))]
    other = current_version(held.gone)
    if other is not None:
        patched = _patched(other, edit)
        drafts += [(held.gone, patched)] if patched != draft_of(other) else []
    # A change of basis that was asked for in between is asked for again, not made in passing.
    return [propose_in(change, replace(draft, changes_basis=True), record=record) for record, draft in drafts]


_SHARED = ("basis", "speaker", "said_on", "status")


def _values(version: Version) -> dict[str, Any]:
    return {**version.fields(), **{name: getattr(version, name) for name in _SHARED}}


def _edit(before: Version, after: Version) -> dict[str, Any]:
    """What a version says otherwise than an earlier one, by columns; what is said together changes together.

    A range goes with both its ends and a basis with its speaker: on another record, half of either might contradict
    what stands there.
    """
    was, now = _values(before), _values(after)
    together = [*_together(before.kind), ("basis", "speaker"), ("said_on",), ("status",)]
    changed = [names for names in together if any(was[name] != now[name] for name in names)]
    return {name: now[name] for names in changed for name in names}


def _together(kind: Kind) -> Iterator[tuple[str, ...]]:
    """The columns of each part of a kind."""
    for part in kind.parts:
        yield (part.name,) if isinstance(part, Field) else tuple(field.name for field in part.fields())


def _copy(version: Version, *, author: str) -> Version:
    columns = {f.name: getattr(version, f.name) for f in version.kind.fields}
    shared = {name: getattr(version, name) for name in _SHARED}
    return type(version)(record_id=version.record_id, author=author, **shared, **columns)


def _patched(version: Version, edit: dict[str, Any]) -> Draft:
    """A version's content with another one's edit."""
    values = {**_values(version), **edit}
    shared = {name: values.pop(name) for name in _SHARED}
    fields = {name: value for name, value in values.items() if value is not None}
    return Draft(kind=version.kind.name, fields=fields, **shared)
