"""Tables of the register: records, one typed version table per kind, proposals, citations, events, places."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from minetrace.ledger.canonical import canonical_text
from minetrace.ledger.models import EndingRow, SealedRow
from minetrace.register.geometry import GeometryField
from minetrace.register.kinds import KINDS
from minetrace.register.kinds.declaration import EXTRA_COLUMNS, JSON_TYPES, Field, Kind
from minetrace.register.shape_bytes import wkb
from minetrace.sources.models import Claim, Source, id_field


class Record(SealedRow):
    """That there is a record of a kind; what it says stands in its versions."""

    id = id_field()
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=20, unique=True)

    class Meta:
        """Where it stands."""

        db_table = "record"
        ordering: ClassVar[list[Any]] = [Length("reference"), "reference"]
        indexes: ClassVar[list[Any]] = [models.Index("kind", Length("reference"), "reference", name="record_in_order")]

    def __str__(self) -> str:
        return self.reference

    @property
    def number(self) -> int:
        """The number in the reference, by which the records of a kind are in order."""
        return number_in(self.reference)


def number_in(reference: str) -> int:
    """The number of a reference: 12 of "F-000012"."""
    return int(reference.split("-")[1])


class Version(EndingRow):
    """What the programme held of a record from one entry to another; only approvals and withdrawals write one.

    `basis` is "own" or "reported"; a reported version names its `speaker`. `said_on` is the date of information.
    `status` is "approved" or "withdrawn". `record_number` is the number in the record's reference: it stands here too,
    so that versions can be put in order without their records, and no seal covers it. What the programme declares for
    itself stands by tier in `extra` and its like, and is read and set like any field.
    """

    unsealed: ClassVar[frozenset[str]] = EndingRow.unsealed | {"record_number"}

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    record_number = models.BigIntegerField(null=True)
    status = models.CharField(max_length=12, default="approved")
    basis = models.CharField(max_length=12)
    speaker = models.TextField(null=True)
    said_on = models.CharField(max_length=10, null=True)
    author = models.TextField()
    extra = models.TextField(null=True)
    extra_partner = models.TextField(null=True)
    extra_restricted = models.TextField(null=True)

    kind: ClassVar[Kind]

    class Meta:
        """Only a base."""

        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.db_table} {self.pk}"

    def seal_now(self) -> None:
        """Seal the present values, and take over the record's number."""
        self.record_number = self.record.number
        super().seal_now()

    def stored(self) -> dict[str, Any]:
        """The kind's fields of this version as its columns hold them, a shape as WKB."""
        held = {f.name: getattr(self, f.name) for f in self.kind.fields}
        shape = held.get(self.kind.geometry or "")
        return held if shape is None else {**held, str(self.kind.geometry): wkb(shape)}

    def fields(self) -> dict[str, Any]:
        """The kind's fields of this version, lists opened; every tier: callers outside the register go through
        `view`.
        """
        return {f.name: as_value(f, getattr(self, f.name)) for f in self.kind.fields}


def column(field: Field) -> models.Field[Any, Any]:
    """The column of a declared field."""
    if field.type == "geometry":
        return GeometryField(null=True)
    if field.type in ("count", "year"):
        return models.BigIntegerField(null=True)
    if field.type == "day":
        return models.CharField(max_length=10, null=True)
    return models.TextField(null=True)


def extra_property(field: Field) -> property:
    """A field that the programme declares for itself, read and set in the JSON of its tier as a column would be."""
    column = EXTRA_COLUMNS[field.tier]
    listed = field.type in JSON_TYPES

    def held(row: Version) -> Any:
        value = json.loads(getattr(row, column) or "{}").get(field.name)
        return canonical_text(value) if listed and value is not None else value

    def hold(row: Version, value: Any) -> None:
        values = json.loads(getattr(row, column) or "{}")
        values[field.name] = json.loads(value) if listed and value is not None else value
        said = {name: one for name, one in values.items() if one is not None}
        setattr(row, column, canonical_text(said) if said else None)

    return property(held, hold, doc=field.help)


def folded(kind: Kind, columns: Mapping[str, Any]) -> Mapping[str, Any]:
    """Values by field as the version table's columns hold them: the programme's own go into the JSON of their tier.

    A tier's JSON holds what is given here and nothing else.
    """
    own = [f for f in kind.extra if f.name in columns]
    if not own:
        return columns
    names = {f.name for f in own}
    held = {name: value for name, value in columns.items() if name not in names}
    for column in dict.fromkeys(EXTRA_COLUMNS[f.tier] for f in own):
        tier = [f for f in own if EXTRA_COLUMNS[f.tier] == column and columns[f.name] is not None]
        said = {f.name: as_value(f, columns[f.name]) for f in tier}
        held[column] = canonical_text(said) if said else None
    return held


def as_value(field: Field, stored: Any) -> Any:
    """A stored column as the value that pages and figures use."""
    return json.loads(stored) if field.type in JSON_TYPES and stored is not None else stored


def _version_table(kind: Kind) -> type[Version]:
    table = f"{kind.name}_version"
    taken = {f.name for f in Version._meta.local_fields} & {f.name for f in kind.fields}
    if taken:
        # A field of this name would take the place of a column that every version has, and nobody would notice.
        raise ValueError(f"{kind.name} declares {', '.join(sorted(taken))}, which every version has")
    constraints = [
        models.UniqueConstraint(fields=["record"], condition=Q(ended_by__isnull=True), name=f"one_open_{table}")
    ]
    meta = type("Meta", (), {"db_table": table, "constraints": constraints, "app_label": "register"})
    body: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": f"Versions of {kind.plural.lower()}.",
        "Meta": meta,
        "kind": kind,
        "tiers": kind.tiers | {column: tier for tier, column in EXTRA_COLUMNS.items() if tier != "public"},
        **{f.name: column(f) for f in kind.stored},
        **{f.name: extra_property(f) for f in kind.fields if f.extra},
    }
    return type(f"{kind.name.title().replace('_', '')}Version", (Version,), body)


VERSIONS: dict[str, type[Version]] = {name: _version_table(kind) for name, kind in KINDS.items()}


class Proposal(SealedRow):
    """A change to a record on its way. `base` is the version it was made against; null for a new record."""

    id = id_field()
    kind = models.CharField(max_length=40)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="proposals")
    base = models.BigIntegerField(null=True)

    class Meta:
        """Where it stands."""

        db_table = "proposal"
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return self.id


class ProposalStep(EndingRow):
    """One state of a proposal: draft, submitted, returned, approved or dropped, with its whole content.

    `content` is canonical JSON {"fields", "basis", "speaker", "said_on", "citations", "event", "status"}; it can hold
    fields of every tier, so it is person tier as a whole until it is approved, and read through `view` only.
    """

    tiers: ClassVar[dict[str, str]] = {"content": "person"}

    id = id_field()
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12)
    content = models.TextField(null=True)
    actor = models.TextField()
    why = models.TextField(default="")

    class Meta:
        """One current step a proposal."""

        db_table = "proposal_step"
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["proposal"], condition=Q(ended_by__isnull=True), name="one_current_step")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.state}"


class Citation(SealedRow):
    """From a field of a record version ("*" for all of it) to a source, and there to a claim or a locus."""

    id = id_field()
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="citations")
    version = models.BigIntegerField()
    field = models.TextField(default="*")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, related_name="citations")
    locus = models.TextField(null=True)

    class Meta:
        """Where it stands."""

        db_table = "citation"
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.record_id}.{self.field} from {self.source_id}"


class Event(SealedRow):
    """One happening that several claims and records are about."""

    id = id_field()
    kind = models.CharField(max_length=40)

    class Meta:
        """Where it stands."""

        db_table = "event"

    def __str__(self) -> str:
        return self.id


class EventMember(EndingRow):
    """A person's decision that a claim or a record is about an event, with the reasons; undoable."""

    id = id_field()
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="members")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, related_name="event_members")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, null=True, related_name="event_members")
    reasons = models.TextField(default="[]")
    actor = models.TextField()

    class Meta:
        """Where it stands."""

        db_table = "event_member"
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.claim_id or self.record_id}"


class NotSame(EndingRow):
    """A person's decision that a claim is not about a record's happening; it is not proposed again."""

    id = id_field()
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    actor = models.TextField()

    class Meta:
        """Where it stands."""

        db_table = "not_same"

    def __str__(self) -> str:
        return f"{self.claim_id} is not {self.record_id}"


class PlaceEntry(EndingRow):
    """A place of the programme's gazetteer, in versions; `content` is the place as canonical JSON."""

    id = id_field()
    place = models.TextField(db_index=True)
    content = models.TextField()

    class Meta:
        """One current content a place."""

        db_table = "gazetteer_place"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["place"], condition=Q(ended_by__isnull=True), name="one_current_place")
        ]

    def __str__(self) -> str:
        return self.place


class Link(EndingRow):
    """A typed relation from one record to another, since and until when it held, and where it stands written."""

    id = id_field()
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="links_to")
    relation = models.CharField(max_length=40)
    held_from = models.CharField(max_length=10, null=True)
    held_to = models.CharField(max_length=10, null=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, related_name="+")
    actor = models.TextField()
    why = models.TextField(default="")

    class Meta:
        """One current link of a relation between two records."""

        db_table = "record_link"
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["record", "other", "relation"], condition=Q(ended_by__isnull=True), name="one_current_link"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.relation} {self.other_id}"


class Merge(EndingRow):
    """A person's decision that two records hold one thing: `kept` answers for `gone` too, until the merge is ended.

    No version changes by it. `base` is the version of `kept` on which it was made, to which an unmerge goes back.
    """

    id = id_field()
    kept = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="merged_into")
    base = models.BigIntegerField()
    actor = models.TextField()
    why = models.TextField()

    class Meta:
        """A record is merged into one other at a time."""

        db_table = "record_merge"
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["gone"], condition=Q(ended_by__isnull=True), name="one_current_merge")
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"


class NotDuplicate(EndingRow):
    """A person's decision that two records hold two things; the pair (`record` < `other`) is not proposed again."""

    id = id_field()
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    actor = models.TextField()
    why = models.TextField(default="")

    class Meta:
        """One current verdict a pair."""

        db_table = "not_duplicate"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["record", "other"], condition=Q(ended_by__isnull=True), name="one_current_verdict"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id} is not {self.other_id}"
