"""Lay down a home's databases, or bring them to the present release."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.db import DatabaseError

from minetrace.config.home import Home, write_private
from minetrace.ledger.canonical import sha256
from minetrace.register import indexes, layers, sums
from minetrace.register.kinds import KINDS
from minetrace.terms.problem import Problem


def prepare(home: Home) -> None:
    """Make or migrate both databases and the map layers. Raises MT-305 when the store is out of reach."""
    from django.core.management import call_command

    try:
        for database in ("default", "accounts"):
            call_command("migrate", database=database, verbosity=0, interactive=False)
        layers.refresh()
        indexes.refresh()
        sums.refresh()
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


def known_migrations() -> set[str]:
    """Names of the migrations that this release knows, as "app.name".

    Every command asks, so migrations are named by their files and none is imported.
    """
    folders = ((app.label, Path(app.path, "migrations")) for app in apps.get_app_configs())
    return {f"{label}.{file.stem}" for label, folder in folders for file in folder.glob("[!_~]*.py")}


def _release() -> str:
    """What the databases follow from: the version, the declared kinds, the migrations, the layers, indexes and sums."""
    names = sorted(known_migrations())
    kinds = [[kind.name, [f.name for f in kind.fields]] for kind in KINDS.values()]
    views = [layers.layer_view(kind) for kind in layers.spatial_kinds()] + indexes.statements()
    views += sums.statements()
    return sha256([version("minetrace"), names, kinds, len(apps.get_models()), views])
