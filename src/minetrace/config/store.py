"""Lay down a home's databases, or bring them to the present release."""

from __future__ import annotations

from importlib.metadata import version

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError
from django.db.migrations.loader import MigrationLoader

from minetrace.config.home import Home, write_private
from minetrace.ledger.canonical import sha256
from minetrace.register import layers
from minetrace.register.kinds import KINDS
from minetrace.terms.problem import Problem


def prepare(home: Home) -> None:
    """Make or migrate both databases and the map layers. Raises MT-305 when the store is out of reach."""
    try:
        for database in ("default", "accounts"):
            call_command("migrate", database=database, verbosity=0, interactive=False)
        layers.refresh()
    except DatabaseError as wrong:
        raise Problem("MT-305", store=home.store.split("@")[-1], reason=str(wrong).strip()) from None
    for path in (home.register_file, home.accounts_file):
        if path.exists():
            path.chmod(0o600)
    write_private(home.release_file, _release().encode())


def prepare_when_needed(home: Home) -> None:
    """Bring the databases to this release where another one left them."""
    if not home.release_file.exists() or home.release_file.read_text() != _release():
        prepare(home)


def _release() -> str:
    """What the databases follow from: the version, the migrations and the declared kinds."""
    loader = MigrationLoader(None)
    names = sorted(f"{app}.{name}" for app, name in loader.disk_migrations)
    kinds = [[kind.name, [f.name for f in kind.fields]] for kind in KINDS.values()]
    return sha256([version("minetrace"), names, kinds, len(apps.get_models())])
