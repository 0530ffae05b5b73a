"""Original bytes on disk, by their SHA-256: written whole or not at all, before the entry that vouches for them."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from minetrace.ledger.processes import runs


def digest_of(data: bytes) -> str:
    """SHA-256 of original bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def path_of(folder: Path, digest: str) -> Path:
    """Where the bytes of a digest are kept."""
    return folder / digest[:2] / digest


def keep(folder: Path, data: bytes) -> str:
    """Keep bytes and return their digest. A crash leaves at most a `.part` file, never a kept file in part."""
    digest = digest_of(data)
    path = path_of(folder, digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{digest}.{os.getpid()}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    _sync_folder(path.parent)
    return digest


def keep_file(folder: Path, file: Path) -> str:
    """Keep a file of any size and return its digest, as `keep` does, a piece at a time."""
    with file.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
    path = path_of(folder, digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{digest}.{os.getpid()}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out, file.open("rb") as data:
        shutil.copyfileobj(data, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    _sync_folder(path.parent)
    return digest


def fetch(folder: Path, digest: str) -> bytes:
    """The kept bytes of a digest. Raises FileNotFoundError."""
    return path_of(folder, digest).read_bytes()


def altered(folder: Path, digests: list[str]) -> list[tuple[str, str]]:
    """Kept originals that are missing or no longer have their digest, with what is wrong."""
    found = []
    for digest in digests:
        path = path_of(folder, digest)
        if not path.is_file():
            found.append((digest, "the original is missing"))
        elif digest_of(path.read_bytes()) != digest:
            found.append((digest, "the original's bytes have changed"))
    return found


def sweep(folder: Path) -> list[Path]:
    """Remove what crashed writers left half written, and return it; a writer that still runs keeps its own."""
    drafts = sorted(folder.glob("*/*.part"))
    left = [path for path in drafts if not runs(int(path.name.split(".")[1]), at_work=path.stat().st_mtime)]
    for path in left:
        path.unlink(missing_ok=True)
    return left


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
