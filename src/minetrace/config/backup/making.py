"""`minetrace backup`: a whole home in one file, while people go on working in it.

Django is not started and nothing is migrated, so a home can be backed up before a new release touches it.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from minetrace.config.backup.archive import Manifest, Writer, is_backup
from minetrace.config.backup.drafts import draft_beside, put
from minetrace.config.backup.snapshot import Snapshot, store_kind, take
from minetrace.config.home import SETTINGS_FILE, Home, as_toml, without_address
from minetrace.ledger.signing import sign
from minetrace.terms.problem import Problem

_IN_USE = ("-wal", "-shm", "-journal", "-gate", "-turn", ".part")


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: its file, its manifest, its size in bytes."""

    path: Path
    manifest: Manifest
    size: int


def back_up(home: Home, target: Path, told: Callable[[str], None] = lambda _words: None) -> Made:
    """Write a home into one file. `told` hears how far it is.

    What was acknowledged before the call is in it; what is written meanwhile may be, whole. The keys of the home stay
    behind, and so do sessions and a database's address. Raises MT-305, MT-313, MT-344 to MT-346, MT-349.
    """
    if target.exists():
        raise Problem("MT-344", path=target)
    with draft_beside(target) as folder:
        copied = take(home, folder, told)
        draft = folder / "backup"
        writer = Writer(draft)
        settings = as_toml(without_address(home))
        writer.add(SETTINGS_FILE, io.BytesIO(settings.encode()))
        for name, file in copied.files.items():
            told(f"packing {name}")
            with file.open("rb") as data:
                writer.add(name, data)
        missing = [digest for digest in _told(copied.originals, told) if not _add_original(writer, home, digest)]
        for path in _others(home):
            with path.open("rb") as data:
                writer.add(path.relative_to(home.path).as_posix(), data)
        manifest = writer.close(_manifest(home, copied, missing))
        size = draft.stat().st_size
        put(draft, target)
    return Made(target, manifest, size)


def _manifest(home: Home, copied: Snapshot, missing: list[str]) -> Manifest:
    head = None
    if copied.newest is not None:
        number, hash_, at = copied.newest
        head = sign(home.programme, home.signing_key_file, number=number, hash_=hash_, at=at)
    return Manifest(
        release=version("minetrace"),
        made_at=time.time_ns() // 1000,
        store=store_kind(home.store),
        programme=home.programme,
        head=head,
        migrations=copied.migrations,
        missing=missing,
    )


def _told(originals: list[str], told: Callable[[str], None]) -> Iterator[str]:
    for number, digest in enumerate(originals, start=1):
        told(f"packing originals: {number} of {len(originals)}")
        yield digest


def _add_original(writer: Writer, home: Home, digest: str) -> bool:
    """Take an original in; says whether the home has it as it was kept."""
    path = home.originals / digest[:2] / digest
    if not path.is_file():
        return False
    with path.open("rb") as data:
        return writer.add(f"{home.originals.name}/{digest[:2]}/{digest}", data) == digest


def _others(home: Home) -> Iterator[Path]:
    """The home's other files: profiles, texts. Not its databases, its keys, other backups, or homes inside it."""
    apart = {home.register_file, home.accounts_file, home.secret_file, home.signing_key_file, home.release_file}
    apart.add(home.path / SETTINGS_FILE)
    for top, folders, files in os.walk(home.path):
        folder = Path(top)
        if folder != home.path and SETTINGS_FILE in files:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.endswith(".part") and folder / name != home.originals)
        for path in (folder / name for name in sorted(files)):
            if path in apart or path.is_symlink() or not path.is_file() or path.name.endswith(_IN_USE):
                continue
            if not is_backup(path):
                yield path
