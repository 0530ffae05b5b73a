"""A check: one thing reckoning found about claims, in words and with the claims it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Outcome = Literal["holds", "broken", "not stated", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One result of reckoning.

    `rule` is the numbered rule ("T1"), `outcome` what it found, `formula` the arithmetic as one would write it,
    `sentence` the finding in plain words, `claims` the ids it speaks of, `warnings` what the reader must know beside it
    (undefined scopes, hedged parts).
    """

    rule: str
    outcome: Outcome
    formula: str
    sentence: str
    claims: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The check as plain data for JSON."""
        return {
            "rule": self.rule,
            "outcome": self.outcome,
            "formula": self.formula,
            "sentence": self.sentence,
            "claims": list(self.claims),
            "warnings": list(self.warnings),
        }
