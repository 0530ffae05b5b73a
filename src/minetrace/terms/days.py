"""Days as people give them."""

from __future__ import annotations

from datetime import date

from minetrace.terms.problem import Problem


def day(text: str) -> date:
    """The day of a text of the form YYYY-MM-DD. Raises MT-108."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem("MT-108", value=text) from None
