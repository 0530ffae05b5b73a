"""Everything in a home that the ledger vouches for, recomputed: rows, entries, indexes, originals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from minetrace.config.home import Home
from minetrace.ledger.verifying import Finding, Verification, verify
from minetrace.register.derived import derived_findings
from minetrace.sources.models import Original
from minetrace.sources.originals import altered


@dataclass(frozen=True, slots=True)
class Checked:
    """What was recomputed, and what is not as it was entered, originals included."""

    ledger: Verification
    findings: tuple[Finding, ...]


def check(home: Home, told: Callable[[str, int], None] = lambda table, rows: None) -> Checked:
    """Recompute everything. `told` hears the table and the rows read in it so far."""
    ledger = verify(told)
    digests = list(Original.objects.order_by("id").values_list("id", flat=True))
    originals = [Finding("originals", digest, "bytes", what) for digest, what in altered(home.originals, digests)]
    return Checked(ledger, (*ledger.findings, *derived_findings(), *originals))
