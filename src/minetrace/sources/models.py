"""Tables of what was published: originals, texts, sources, readings, claims and the decisions beside them."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from minetrace.ledger.identifiers import new_id
from minetrace.ledger.models import EndingRow, SealedRow


def id_field() -> models.CharField[str, str]:
    """A primary key that sorts by time."""
    return models.CharField(max_length=36, primary_key=True, default=new_id, editable=False)


class Original(SealedRow):
    """Bytes as they were published or sent, kept in the home's folder of originals under their SHA-256."""

    id: models.CharField[str, str] = models.CharField(max_length=64, primary_key=True)
    media_type = models.TextField()
    size = models.BigIntegerField()

    class Meta:
        """Where it stands."""

        db_table = "source_original"

    def __str__(self) -> str:
        return self.id


class Text(SealedRow):
    """A text, once, whoever published it; its id is the SHA-256 of its UTF-8 bytes."""

    id = models.CharField(max_length=64, primary_key=True)
    characters = models.TextField()

    class Meta:
        """Where it stands."""

        db_table = "source_text"

    def __str__(self) -> str:
        return self.characters[:60]


class Source(SealedRow):
    """Something published or sent: who published it, where, when, and the text taken from it with the way back.

    `map` is the extraction's map from characters of the text to the original, as canonical JSON. `published` is an ISO
    day or null. `source_type`, `relays` (the source this one passes on) follow the vocabularies.
    """

    id = id_field()
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="sources")
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="sources")
    map = models.TextField()
    name = models.TextField()
    title = models.TextField(null=True)
    publisher = models.TextField(null=True)
    url = models.TextField(null=True)
    published = models.CharField(max_length=10, null=True)
    language = models.CharField(max_length=12, null=True)
    source_type = models.TextField(default="not_recorded")
    relays = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="relayed_by")

    class Meta:
        """Where it stands."""

        db_table = "source"
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """How a person names this source: publisher and day."""
        who = self.publisher or self.title or self.name
        return f"{who}, {self.published}" if self.published else f"{who}, undated"


class Reading(EndingRow):
    """What one version of the reader found in a source. The current reading of a source has no `ended_by`.

    `refused` holds the phrases that look like a claim and were not taken, as canonical JSON: start, end, code; null for
    readings kept before the reader said so.
    """

    id = id_field()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="readings")
    version = models.TextField()
    language = models.CharField(max_length=12)
    notes = models.TextField(default="[]")
    checks = models.TextField(default="[]")
    refused = models.TextField(null=True)

    class Meta:
        """One current reading a source."""

        db_table = "source_reading"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["source"], condition=Q(ended_by__isnull=True), name="one_current_reading")
        ]

    def __str__(self) -> str:
        return f"reading {self.version} of {self.source_id}"

    def check_list(self) -> list[dict[str, Any]]:
        """The checks of this reading; `claims` in them are ids of kept claims."""
        checks: list[dict[str, Any]] = json.loads(self.checks)
        return checks

    def refused_list(self) -> list[dict[str, Any]]:
        """What was not taken: start and end in the text, and the code of the reason."""
        refused: list[dict[str, Any]] = json.loads(self.refused or "[]")
        return refused


class Claim(SealedRow):
    """One statement of a source, kept once however many readings find it. Never edited.

    `key` is the digest of its content inside its source. `content` is the claim as canonical JSON under the corpus
    keys, numbers as text; the persons it names are apart, so that they can be erased.
    """

    tiers: ClassVar[dict[str, str]] = {"persons": "person"}

    id = id_field()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="claims")
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=12)
    counting = models.CharField(max_length=12)
    start = models.IntegerField()
    end = models.IntegerField()
    quote = models.TextField()
    content = models.TextField()
    persons = models.TextField(null=True)

    class Meta:
        """One row a statement."""

        db_table = "source_claim"
        ordering: ClassVar[list[str]] = ["start", "end", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["source", "key"], name="one_claim_a_statement")
        ]

    def __str__(self) -> str:
        return self.quote


class ReadingClaim(SealedRow):
    """That a reading found a claim, with the links, the derivation and the tier it gave there.

    `tier` is "auto" or "review", with the codes of its doubts as canonical JSON; both null where none was stated.
    """

    id = id_field()
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="found")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="found_in")
    ordinal = models.IntegerField()
    total_of = models.TextField(default="[]")
    part_of = models.CharField(max_length=36, null=True)
    derivation = models.TextField()
    tier = models.CharField(max_length=8, null=True)
    doubts = models.TextField(null=True)

    class Meta:
        """In the order of the text."""

        db_table = "source_reading_claim"
        ordering: ClassVar[list[str]] = ["ordinal"]

    def __str__(self) -> str:
        return f"{self.reading_id} {self.ordinal}"


class Decision(EndingRow):
    """Whether a claim is what its text says: right, misread (with the reason), or otherwise (with the right reading).

    `corrected` holds the changed keys of the claim as canonical JSON. At most one decision on a claim is current.
    """

    id = id_field()
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=12)
    reason = models.TextField(default="")
    corrected = models.TextField(null=True)
    actor = models.TextField()

    class Meta:
        """One current decision a claim."""

        db_table = "source_decision"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["claim"], condition=Q(ended_by__isnull=True), name="one_current_decision")
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.verdict}"


class ClaimsApart(EndingRow):
    """A person's decision that two claims (`claim` < `other`) are not the same happening or total."""

    id = id_field()
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    actor = models.TextField()
    why = models.TextField(default="")

    class Meta:
        """One current decision a pair."""

        db_table = "claims_apart"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["claim", "other"], condition=Q(ended_by__isnull=True), name="one_current_apart"
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} is not {self.other_id}"


class ClaimInScope(EndingRow):
    """A person's decision that the items of a claim (`find`) are among those that another (`total`) counts."""

    id = id_field()
    find = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    total = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    actor = models.TextField()
    why = models.TextField(default="")

    class Meta:
        """One current decision a pair."""

        db_table = "claim_in_scope"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["find", "total"], condition=Q(ended_by__isnull=True), name="one_current_in_scope"
            )
        ]

    def __str__(self) -> str:
        return f"{self.find_id} is in {self.total_id}"


class TableRow(models.Model):
    """A row of a data set that was imported: by what it is known again, what it held, which record it became.

    A finding aid beside the sealed rows, not sealed itself: a lost one makes a later import propose its row as new.
    `data_set` names the table over its editions, `key` the row in it, `content` what it held; `entry` is the batch's.
    """

    id = models.BigAutoField(primary_key=True)
    data_set = models.CharField(max_length=64, db_index=True)
    key = models.CharField(max_length=40)
    content = models.CharField(max_length=32)
    record = models.CharField(max_length=36)
    entry = models.BigIntegerField(db_index=True)

    class Meta:
        """Where it stands."""

        db_table = "source_table_row"

    def __str__(self) -> str:
        return f"{self.data_set} {self.key}"
