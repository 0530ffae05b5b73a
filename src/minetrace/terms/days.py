"""Days as people give them and as data holds them: YYYY-MM-DD, and nothing else."""

from __future__ import annotations

from datetime import date

from minetrace.terms.problem import Problem


def is_day(value: object) -> bool:
    """Whether a value is a text of the form YYYY-MM-DD that names a day of the calendar."""
    if not isinstance(value, str):
        return False
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def day(text: str) -> date:
    """The day of a text of the form YYYY-MM-DD. Raises MT-108."""
    if not is_day(text):
        raise Problem("MT-108", value=text)
    return date.fromisoformat(text)
