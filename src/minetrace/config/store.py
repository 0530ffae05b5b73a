"""Lay down a home's databases, or bring them to the present release."""

from __future__ import annotations

from django.core.management import call_command
from django.db import DatabaseError

from minetrace.config.home import Home
from minetrace.register import layers
from minetrace.terms.problem import Problem


def prepare(home: Home) -> None:
    """Make or migrate both databases and the map layers of the register. Raises MT-305 when the store is out of reach."""
    try:
        for database in ("default", "accounts"):
            call_command("migrate", database=database, verbosity=0, interactive=False)
        layers.refresh()
    except DatabaseError as wrong:
        raise Problem("MT-305", store=home.store.split("@")[-1], reason=str(wrong).strip()) from None
    for path in (home.register_file, home.accounts_file):
        if path.exists():
            path.chmod(0o600)
