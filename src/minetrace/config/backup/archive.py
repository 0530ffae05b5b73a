"""The file of a backup: a ZIP that begins with a marker and ends with a manifest.

    minetrace-backup      the marker, stored first: by it a file is known for a backup even when its end is missing
    minetrace.toml ...    the files of the home
    manifest.json         format, release, store, the signed ledger head, and of every file its size and SHA-256

The manifest comes last because it is known last; a ZIP's own directory stands behind it, so a file that was cut off has
neither.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from minetrace.terms.problem import Problem

FORMAT = 1
_MARKER = "minetrace-backup"
_MANIFEST = "manifest.json"
_PIECE = 1 << 20
_FAST = 1


@dataclass(frozen=True, slots=True)
class Stated:
    """What the manifest says of one file: bytes, and their SHA-256 in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself.

    `store` is "sqlite" or "postgis"; `made_at` is in microseconds since 1970 UTC; `head` is the signed ledger head of
    the copy, none in an empty register; `migrations` are the names that say which release can read it; `missing` are
    the originals (SHA-256) that the home itself lacked or held altered.
    """

    release: str
    made_at: int
    store: str
    programme: str
    head: Mapping[str, Any] | None
    migrations: Sequence[str]
    missing: Sequence[str] = ()
    format: int = FORMAT
    files: Mapping[str, Stated] = field(default_factory=dict)


class Writer:
    """A backup on its way into a file; it is one only when `close` was called."""

    def __init__(self, path: Path) -> None:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        self._out = os.fdopen(descriptor, "w+b")
        self._zip = zipfile.ZipFile(self._out, "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST)
        self._zip.writestr(zipfile.ZipInfo(_MARKER), f"{FORMAT}\n")
        self._files: dict[str, Stated] = {}

    def add(self, name: str, data: BinaryIO) -> str:
        """Take a file in under a name; returns its SHA-256."""
        member = zipfile.ZipInfo(name)
        member.compress_type = zipfile.ZIP_DEFLATED
        digest, size = hashlib.sha256(), 0
        with self._zip.open(member, "w", force_zip64=True) as out:
            while piece := data.read(_PIECE):
                out.write(piece)
                digest.update(piece)
                size += len(piece)
        self._files[name] = Stated(size, digest.hexdigest())
        return digest.hexdigest()

    def close(self, manifest: Manifest) -> Manifest:
        """Write the manifest with what was added, and everything to disk; returns the manifest as written."""
        written = replace(manifest, files=dict(self._files))
        self._zip.writestr(_MANIFEST, json.dumps(asdict(written), ensure_ascii=False, indent=1))
        self._zip.close()
        self._out.flush()
        os.fsync(self._out.fileno())
        self._out.close()
        return written


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup that can be read, and what it says of itself."""

    path: Path
    manifest: Manifest
    _zip: zipfile.ZipFile

    def unpack(self, folder: Path) -> None:
        """Write every file into a folder, each compared with the manifest on its way. Raises MT-342."""
        for name, stated in self.manifest.files.items():
            target = folder / PurePosixPath(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                self._copy(name, stated, out)
                out.flush()
                os.fsync(out.fileno())

    def _copy(self, name: str, stated: Stated, out: BinaryIO) -> None:
        digest, size = hashlib.sha256(), 0
        try:
            with self._zip.open(name) as data:
                while piece := data.read(_PIECE):
                    out.write(piece)
                    digest.update(piece)
                    size += len(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError) as wrong:
            raise Problem("MT-342", path=self.path, reason=f"{name} cannot be read: {wrong}") from None
        if (size, digest.hexdigest()) != (stated.size, stated.sha256):
            raise Problem("MT-342", path=self.path, reason=f"{name} is not the file that was backed up")


def is_backup(path: Path) -> bool:
    """Whether a file begins as a backup does."""
    with path.open("rb") as file:
        start = file.read(30 + len(_MARKER))
    return start[:4] == b"PK\x03\x04" and start[30:] == _MARKER.encode()


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open a backup and read its manifest.

    Raises MT-107 for no file, MT-341 for a file that is no backup, MT-342 for one cut off or damaged, MT-343 for one of
    a newer format.
    """
    if not path.is_file():
        raise Problem("MT-107", name=path)
    if not is_backup(path):
        raise Problem("MT-341", path=path, reason="it does not begin as one")
    try:
        with zipfile.ZipFile(path) as zipped:
            yield Archive(path, _manifest(path, zipped), zipped)
    except zipfile.BadZipFile:
        raise Problem("MT-342", path=path, reason="its end is missing or broken") from None


def _manifest(path: Path, zipped: zipfile.ZipFile) -> Manifest:
    names = zipped.namelist()
    try:
        stated = json.loads(zipped.read(_MANIFEST))
        if stated["format"] > FORMAT:
            raise Problem("MT-343", path=path, release=stated["release"])
        files = {name: Stated(**one) for name, one in stated["files"].items()}
        manifest = Manifest(**(stated | {"files": files}))
    except (KeyError, TypeError, AttributeError, ValueError, zlib.error):
        raise Problem("MT-342", path=path, reason="its manifest cannot be read") from None
    listed = sorted([_MARKER, _MANIFEST, *files])
    if sorted(names) != listed or not all(map(_inside, files)):
        raise Problem("MT-342", path=path, reason="it does not hold the files that its manifest names")
    return manifest


def _inside(name: str) -> bool:
    """Whether a name stays inside the folder that it is unpacked into."""
    parts = name.split("/")
    return all(part not in ("", ".", "..") and "\\" not in part and "\0" not in part for part in parts)
