"""A home: the folder that holds one programme: its register, its accounts, its originals and its keys."""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from minetrace.terms.problem import Problem

SETTINGS_FILE = "minetrace.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a programme lives and how it works.

    `store` is "sqlite" (the GeoPackage `register.gpkg` in the folder) or a `postgresql://` address. `time_zone` decides
    where a day ends (`known_on`). With `four_eyes` an approval needs another person than the author.
    """

    path: Path
    store: str = "sqlite"
    programme: str = "Mine action programme"
    time_zone: str = "UTC"
    four_eyes: bool = True
    language: str = "en"

    @property
    def register_file(self) -> Path:
        """The GeoPackage of an embedded store."""
        return self.path / "register.gpkg"

    @property
    def accounts_file(self) -> Path:
        """Accounts, sessions and second factors, apart from the register so that one file cannot leak all."""
        return self.path / "accounts.sqlite3"

    @property
    def originals(self) -> Path:
        """Original bytes of the sources, by their SHA-256."""
        return self.path / "originals"

    @property
    def secret_file(self) -> Path:
        """The key that signs sessions."""
        return self.path / "session.key"

    @property
    def signing_key_file(self) -> Path:
        """The Ed25519 key that signs ledger heads."""
        return self.path / "ledger.key"

    @property
    def release_file(self) -> Path:
        """Which release the databases were last brought to."""
        return self.path / "release"

    def secret(self) -> str:
        """The session key, made on first use."""
        if not self.secret_file.exists():
            write_private(self.secret_file, secrets.token_urlsafe(50).encode())
        return self.secret_file.read_text()


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its keeper may read, whole or not at all."""
    draft = path.with_name(path.name + ".part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)


def create(home: Home) -> None:
    """Lay down the folder and its settings file. Raises MT-301 when a home is already there."""
    settings_file = home.path / SETTINGS_FILE
    if settings_file.exists():
        raise Problem("MT-301", path=home.path)
    try:
        ZoneInfo(home.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Problem("MT-304", value=home.time_zone) from None
    home.path.mkdir(parents=True, exist_ok=True)
    home.path.chmod(0o700)
    home.originals.mkdir(exist_ok=True)
    write_private(settings_file, as_toml(home).encode())
    home.secret()


def load(path: Path) -> Home:
    """Read a home's settings. Raises MT-302 where there is no home, MT-303 for a setting that is not known."""
    settings_file = path / SETTINGS_FILE
    if not settings_file.is_file():
        raise Problem("MT-302", path=path)
    try:
        stated = tomllib.loads(settings_file.read_text(encoding="utf-8"))
        return Home(path=path.resolve(), **stated)
    except (tomllib.TOMLDecodeError, TypeError) as wrong:
        raise Problem("MT-303", path=settings_file, reason=wrong) from None


def without_address(home: Home) -> Home:
    """A home's settings without the address of its database, which may hold a password."""
    return replace(home, store="sqlite")


def as_toml(home: Home) -> str:
    """A home's settings as its settings file holds them."""
    lines = ["# The settings of this minetrace home."]
    for name in ("store", "programme", "time_zone", "language"):
        text = getattr(home, name).replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f'{name} = "{text}"')
    lines.append(f"four_eyes = {str(home.four_eyes).lower()}  # an approval needs another person than the author")
    return "\n".join(lines) + "\n"
