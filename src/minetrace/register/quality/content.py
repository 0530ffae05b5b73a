"""Checks of ids, days, the life of land, people and references to other records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import Period
from minetrace.register.quality.catalogue import rules
from minetrace.register.quality.flaw import Flaw, flaw
from minetrace.register.release import MISSING, RELEASED, missing
from minetrace.register.view import RecordView
from minetrace.terms.vocabulary import vocabulary


def local_ids(records: Sequence[RecordView]) -> Iterator[Flaw]:
    """Local ids with stray spaces, and ids that stand on two records of one organisation, compared without spaces."""
    first: dict[tuple[Any, str], RecordView] = {}
    for record in records:
        written = record.fields.get("local_id")
        if not written:
            continue
        trimmed = " ".join(written.split())
        if written != trimmed:
            yield flaw("local_id_spaced", record, f"“{written}” has stray spaces", fields={"local_id": trimmed or None})
        earlier = first.setdefault((record.fields.get("organisation"), trimmed.casefold()), record)
        if trimmed and earlier is not record:
            other = earlier.fields["local_id"]
            how = "" if other == written else f", there written “{other}”"
            yield flaw("local_id_repeated", record, f"“{trimmed}” stands on {earlier.reference} too{how}", earlier)


def days(record: RecordView, today: str) -> Iterator[Flaw]:
    """Days in the wrong order, and days that lie ahead; `today` is an ISO day."""
    fields, kind = record.fields, KINDS[record.kind]
    periods = [p.fields() for p in kind.parts if isinstance(p, Period)]
    orders = [(a.name, b.name) for a, b in periods] + [tuple(pair) for pair in rules()["orders"].get(record.kind, [])]
    for first, last in orders:
        begun, ended = fields.get(first), fields.get(last)
        if begun and ended and begun > ended:
            told = f"{kind.field(first).label} {begun} comes after {kind.field(last).label.lower()} {ended}"
            yield flaw("ends_before_start", record, told)
    ahead = rules()["may_lie_ahead"].get(record.kind, {})
    if fields.get("activity_status") in ahead.get("activity_status", []):
        return
    for field in kind.fields:
        day = fields.get(field.name)
        if field.type == "day" and day and day > today and field.name not in ahead.get("columns", []):
            yield flaw("in_the_future", record, f"{field.label} {day} lies after {today}")


def released(area: RecordView, products: Sequence[RecordView]) -> Iterator[Flaw]:
    """Land of our own that is closed or handed over, and lacks what a release needs."""
    if area.basis == "own" and area.fields.get("hazard_status") in RELEASED:
        for name in missing([product.fields for product in products]):
            yield flaw(name, area, f"{area.fields['hazard_status'].replace('_', ' ')}, and {MISSING[name]}", *products)


def people(record: RecordView) -> Iterator[Flaw]:
    """A death before the harm; a role whose civil status is not the one recorded. Nothing is changed by it."""
    died, harmed = record.fields.get("died_on"), record.fields.get("happened_from")
    if died and harmed and died < harmed:
        yield flaw("died_before_harm", record, f"died on {died}, harmed on {harmed}")
    status = record.fields.get("civil_status")
    statuses = vocabulary("civil_status")
    for role in record.fields.get("roles") or []:
        for bound in status_bounds(role):
            if status is not None and statuses.covers(bound, status) == "no":
                words = (vocabulary("role").term(role).label, statuses.term(bound).label, statuses.term(status).label)
                told = "{} says {}; recorded as {}".format(*words)
                yield flaw("role_outside_status", record, told)


def status_bounds(role: str) -> tuple[str, ...]:
    """The civil statuses within which a role lies, by the parents of its term; none for a role that bounds nothing."""
    above = vocabulary("role").ancestors(role) or (role,)
    return tuple(code for code in above if code in vocabulary("civil_status").terms and not _null(code))


def totals(record: RecordView) -> Iterator[Flaw]:
    """Parts that exclude each other and are together more than the total that is stated."""
    for total, parts in rules()["totals"].get(record.kind, {}).items():
        stated = record.fields.get(total)
        known = [count for part in parts if (count := record.fields.get(part)) is not None]
        if stated is not None and sum(known) > stated:
            added = " + ".join(f"{count:,}" for count in known)
            told = f"{added} = {sum(known):,}" if len(known) > 1 else added
            yield flaw("parts_above_total", record, f"{told}, stated in all: {stated:,}")


def overdue(record: RecordView, today: str) -> Iterator[Flaw]:
    """A non-conformity whose day to be mended has passed and that nobody has closed."""
    due = record.fields.get("due_on")
    if due and due < today and not record.fields.get("closed_on"):
        yield flaw("action_overdue", record, f"due on {due}, not closed on {today}")


def references(records: Sequence[RecordView], current: Callable[[str, set[str]], set[str]]) -> Iterator[Flaw]:
    """Fields that name a record of no such kind, or one that is withdrawn, merged away or only proposed.

    `current` says which of some record ids are current records of a kind.
    """
    if not records:
        return
    for field in KINDS[records[0].kind].fields:
        if field.type == "record" and field.kind is not None:
            named = {pk for record in records if (pk := record.fields.get(field.name)) is not None}
            gone = named - current(field.kind, named) if named else set()
            for record in records:
                if record.fields.get(field.name) in gone:
                    told = f"{field.label} names no current {KINDS[field.kind].label.lower()}"
                    yield flaw("points_at_nothing", record, told, fields={field.name: None})


def by_area(
    areas: Sequence[RecordView],
    activities: Sequence[RecordView],
    products: Sequence[RecordView],
    answers: Mapping[str, str],
) -> Mapping[str, list[RecordView]]:
    """Products by the id of their hazardous area: the one they name, or the one that their activity names.

    `answers` gives for a record that is merged away the one that answers for it.
    """
    through = {activity.record: activity.fields.get("hazardous_area") for activity in activities}
    out: dict[str, list[RecordView]] = defaultdict(list)
    for product in products:
        area = product.fields.get("hazardous_area") or through.get(product.fields.get("activity") or "")
        if area:
            out[answers.get(area, area)].append(product)
    return {area.record: out.get(area.record, []) for area in areas}


def _null(code: str) -> bool:
    return code in ("unknown", "not_recorded", "other")
