"""The reader and the reckoner together: a text becomes claims and what reckoning finds in them.

The top of the pure rooms: no settings, no database, no network.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from minetrace import reading
from minetrace.reading import tiers
from minetrace.reading.pack import experimental_languages, packed_languages
from minetrace.reckoning.totals import checks
from minetrace.terms.check import Check
from minetrace.terms.claim import Claim, Refusal
from minetrace.terms.days import day


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one version of the reader found in a text, with the checks of its figures.

    `language` is an ISO 639-1 code; `claims` stand in the order of the text, their spans are Python string offsets
    into it, each with its tier; `refused` are phrases that look like a claim and are not taken, with the reason;
    `notes` are sentences on what the reader left open; `version` names the reader.
    """

    language: str
    claims: tuple[Claim, ...]
    checks: tuple[Check, ...]
    notes: tuple[str, ...]
    version: str
    refused: tuple[Refusal, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The reading as plain data for JSON."""
        return {
            "language": self.language,
            "claims": [claim.as_dict() for claim in self.claims],
            "checks": [check.as_dict() for check in self.checks],
            "refused": [refusal.as_dict() for refusal in self.refused],
            "notes": list(self.notes),
            "version": self.version,
        }


def read(
    text: str,
    *,
    published: str | date | None = None,
    publisher: str | None = None,
    language: str | None = None,
    places: Any = None,
) -> Reading:
    """Read the claims of `text` and reckon with them: pure, deterministic, without settings or a database.

    `published` is the day of publication (a date or YYYY-MM-DD): without it "this year" or "November 23" stay
    open. `publisher` is left out of every chain of speakers. `language` is an ISO 639-1 code; without it the
    language is told by its letters. `places` is a gazetteer; without it a small packed one is used.
    """
    on = day(published) if isinstance(published, str) else published
    found = reading.read(text, published=on, publisher=publisher, language=language, places=places)
    reckoned = checks(found.claims)
    broken = {id_ for check in reckoned if check.outcome == "broken" for id_ in check.claims}
    return Reading(
        language=found.language,
        claims=tiers.in_conflict(found.claims, broken),
        checks=reckoned,
        refused=tuple(found.refused),
        notes=tuple(found.notes),
        version=found.version,
    )


def languages_told() -> str:
    """The languages that are read, in words: "en, ru; as a trial, every claim for review: az, es, uk"."""
    trial = [code for code in packed_languages() if code in experimental_languages()]
    full = ", ".join(code for code in packed_languages() if code not in trial)
    return f"{full}; as a trial, every claim for review: {', '.join(trial)}" if trial else full


def languages() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that are read; texts in others are kept and give no claims."""
    return packed_languages()
