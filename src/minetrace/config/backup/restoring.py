"""`minetrace restore` and `minetrace verify-backup`: a home from a backup, only when everything in it holds.

A home is put together beside where it will stand, checked there, and renamed last: a restore that is refused or killed
leaves nothing under the new home's name.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minetrace.config import setup
from minetrace.config.backup.archive import Archive, Manifest, opened
from minetrace.config.backup.drafts import draft_beside, put
from minetrace.config.backup.postgres import check_dump, empty, load_dump
from minetrace.config.backup.snapshot import REGISTER_DUMP, store_kind
from minetrace.config.home import SETTINGS_FILE, Home, as_toml, load, write_private
from minetrace.ledger.signing import make_key, require_signed
from minetrace.terms.problem import Problem

if TYPE_CHECKING:
    from minetrace.config.checking import Checked


@dataclass(frozen=True, slots=True)
class Restored:
    """What was checked, and where it stands; `checked` is None where no database was at hand to load a dump into."""

    path: Path
    manifest: Manifest
    checked: Checked | None


def restore(
    file: Path, path: Path, store: str = "sqlite", told: Callable[[str], None] = lambda _words: None
) -> Restored:
    """Make a new home of a backup. May be called once in a process: it opens that home.

    The home gets keys of its own. Raises MT-107, MT-341 to MT-343 and MT-347 for a file that is not whole, MT-344 where
    something would be written over, MT-348 for the other kind of store, MT-345, MT-346 and MT-349.
    """
    if path.is_file() or (path.is_dir() and any(path.iterdir())):
        raise Problem("MT-344", path=path)
    with opened(file) as archive, draft_beside(path) as folder:
        _require_kind(archive, store)
        home = _unpacked(archive, folder, store, told)
        if home.store == "sqlite":
            checked = _checked(archive, home, told)
        else:
            told("loading the register")
            load_dump(folder / REGISTER_DUMP, store)
            try:
                checked = _checked(archive, home, told)
            except Problem:
                empty(store)
                raise
            (folder / REGISTER_DUMP).unlink()
        put(folder, path)
    return Restored(path, archive.manifest, checked)


def verify_backup(file: Path, told: Callable[[str], None] = lambda _words: None) -> Restored:
    """Do all that a restore does, in a folder that vanishes. May be called once in a process.

    A dump of a PostgreSQL store is not loaded: its digest, its table of contents and the head's signature are checked.
    Raises MT-107, MT-341 to MT-343, MT-345 to MT-347.
    """
    with tempfile.TemporaryDirectory(prefix="minetrace-verify-") as name, opened(file) as archive:
        home = _unpacked(archive, Path(name), "sqlite", told)
        if archive.manifest.store == "sqlite":
            return Restored(file, archive.manifest, _checked(archive, home, told))
        check_dump(home.path / REGISTER_DUMP)
        if archive.manifest.head is not None:
            _require_signature(archive, archive.manifest.head)
        return Restored(file, archive.manifest, None)


def _require_kind(archive: Archive, store: str) -> None:
    if archive.manifest.store != store_kind(store):
        shown = "no address of a database" if store == "sqlite" else store.split("@")[-1]
        raise Problem("MT-348", path=archive.path, kind=archive.manifest.store, store=shown)


def _unpacked(archive: Archive, folder: Path, store: str, told: Callable[[str], None]) -> Home:
    told("unpacking")
    archive.unpack(folder)
    if not (folder / SETTINGS_FILE).is_file():
        raise Problem("MT-342", path=archive.path, reason=f"it has no {SETTINGS_FILE}")
    home = replace(load(folder), store=store)
    write_private(folder / SETTINGS_FILE, as_toml(home).encode())
    write_private(home.signing_key_file, make_key())
    home.originals.mkdir(exist_ok=True)
    return home


def _checked(archive: Archive, home: Home, told: Callable[[str], None]) -> Checked:
    """Open the home, bring it to this release, and recompute all of it. Raises MT-343, MT-347."""
    setup(home)
    from django.db import connections

    from minetrace.config.checking import check
    from minetrace.config.store import known_migrations, prepare
    from minetrace.register.staging import abandon

    newer = sorted(set(archive.manifest.migrations) - known_migrations())
    if newer:
        raise Problem("MT-343", path=archive.path, release=f"{archive.manifest.release}, {newer[0]}")
    told("bringing the databases to this release")
    prepare(home)
    # Whoever staged rows when the copy was made does not work in this home.
    abandon()
    checked = check(home, lambda table, rows: told(f"recomputing {table}: {rows}"))
    findings = [f for f in checked.findings if (f.table, f.id) not in _lacking(archive)]
    findings += _head_findings(archive)
    connections.close_all()
    if findings:
        first = findings[0]
        more = f", and {len(findings) - 1} more" if findings[1:] else ""
        finding = f"{first.table} {first.id} {first.field}: {first.what}{more}"
        raise Problem("MT-347", path=archive.path, finding=finding)
    return checked


def _lacking(archive: Archive) -> set[tuple[str, str]]:
    """Originals that the home itself lacked when it was backed up, as findings name them."""
    return {("originals", digest) for digest in archive.manifest.missing}


def _head_findings(archive: Archive) -> list[Any]:
    """What the ledger says otherwise than the signed head: it is the newest entry, and no other."""
    from minetrace.ledger.heads import check_head
    from minetrace.ledger.times import head_number
    from minetrace.ledger.verifying import Finding

    head, newest = archive.manifest.head, head_number()
    if head is None:
        return [Finding("ledger_entry", str(newest), "number", "no signed head names it")] if newest else []
    _require_signature(archive, head)
    if head["number"] != newest:
        return [Finding("ledger_entry", str(newest), "number", f"the signed head names entry {head['number']}")]
    return check_head(head)


def _require_signature(archive: Archive, head: Mapping[str, Any]) -> None:
    try:
        require_signed(head)
    except Problem:
        raise Problem("MT-347", path=archive.path, finding="the head bears no valid signature") from None
