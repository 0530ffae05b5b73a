"""The ledger's own table, and the base of every row it seals."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models

from minetrace.ledger.canonical import canonical_text, sha256
from minetrace.ledger.sealing import Sealer


class Entry(models.Model):
    """One change: who, what, why, when we took it in, and the digests of the rows it made, ended and erased.

    `number` is the transaction time of the whole system. `at` is in microseconds since 1970 UTC, taken last inside the
    transaction, and never earlier than the entry before. `contents` is canonical JSON:
    {"made": {table: {"count", "digest"}}, "ended": {table: [ids]}, "erased": [[table, id, field]]}; where a
    staged batch left numbers out, "follows" is the number of the entry before.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.BigIntegerField()
    actor = models.TextField()
    verb = models.TextField()
    why = models.TextField(default="")
    contents = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    leaves = models.TextField()

    class Meta:
        """Where it stands."""

        db_table = "ledger_entry"
        ordering: ClassVar[list[str]] = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"

    def body(self) -> dict[str, Any]:
        """What the entry's hash covers."""
        names = ("number", "at", "actor", "verb", "why", "contents", "previous")
        return {name: getattr(self, name) for name in names}

    def close(self) -> None:
        """Compute the hash and the finding aid of a new entry."""
        self.hash = sha256(self.body())
        self.leaves = canonical_text({name: sha256([name, value])[:12] for name, value in self.body().items()})


class Staging(models.Model):
    """A batch that is being staged: the entry number it reserved, who stages what, and the process that does.

    Rows under `number` are not there for any reader until the entry of that number is written; this row goes with it.
    `beat` (microseconds since 1970 UTC) is when the batch was last written to.
    """

    number = models.BigIntegerField(primary_key=True)
    actor = models.TextField()
    verb = models.TextField()
    what = models.TextField()
    host = models.TextField()
    process = models.BigIntegerField()
    beat = models.BigIntegerField()

    class Meta:
        """Where it stands."""

        db_table = "ledger_staging"

    def __str__(self) -> str:
        return self.what


class SealedRow(models.Model):
    """A row that a ledger entry vouches for. Rows are written once; only `ended_by` and an erasure come later.

    `tiers` names the tier of each field that is not public. `entry` and `ended_by` are not part of the row's digest:
    the
    entries themselves say which rows they made and ended, so that rows staged before their entry keep their digests.
    """

    tiers: ClassVar[dict[str, str]] = {}
    unsealed: ClassVar[frozenset[str]] = frozenset({"entry", "ended_by", "seal", "digest"})

    entry = models.BigIntegerField(db_index=True)
    seal = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        """Only a base."""

        abstract = True

    @classmethod
    def sealed_fields(cls) -> list[models.Field[Any, Any]]:
        """The columns that the seal covers."""
        return [f for f in cls._meta.concrete_fields if f.attname not in cls.unsealed and not f.primary_key]

    def sealed_values(self) -> dict[str, Any]:
        """The row's values in canonical form, by column."""
        return {f.attname: canonical_value(f, getattr(self, f.attname)) for f in self.sealed_fields()}

    def seal_now(self) -> None:
        """Seal the present values with fresh salts."""
        values = self.sealed_values()
        sealer = Sealer(self._meta.db_table, self.tiers, tuple(values), self.entry)
        self.seal, self.digest = sealer.seal(str(self.pk), tuple(values.values()))

    def seal_content(self) -> dict[str, Any]:
        """The seal as data. Raises ValueError when it is no JSON any more."""
        content: dict[str, Any] = json.loads(self.seal)
        return content


class EndingRow(SealedRow):
    """A sealed row that a later entry may end; while it is current it has no `ended_by`."""

    ended_by = models.BigIntegerField(null=True)

    class Meta:
        """Only a base."""

        abstract = True


def canonical_value(field: models.Field[Any, Any], value: Any) -> Any:
    """A column's value in canonical form; a field class may bring its own `canonical` method (geometry does)."""
    own = getattr(field, "canonical", None)
    return own(value) if own is not None else value


def sealed_models() -> list[type[SealedRow]]:
    """Every table whose rows the ledger vouches for, in a fixed order."""
    from django.apps import apps

    found = [model for model in apps.get_models() if issubclass(model, SealedRow)]
    return sorted(found, key=lambda model: model._meta.db_table)
