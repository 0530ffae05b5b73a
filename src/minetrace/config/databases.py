"""Which database holds what: the register in one, accounts in another."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from minetrace.config.home import Home

ACCOUNT_APPS = frozenset({"accounts", "auth", "contenttypes", "sessions", "account", "mfa"})

# WAL lets readers go on during a write, FULL loses nothing acknowledged, IMMEDIATE takes the write lock at the start:
# a deferred transaction that reads first fails at once when another writer is there. The log may grow to 16 MB before a
# commit moves it into the file: an import moves it outside the lock, so that nobody's decision has to.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-65536;"
    ),
}


class Router:
    """Accounts, sessions and second factors go to `accounts`; everything else to the register, `default`."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """The database that holds a model."""
        return "accounts" if model._meta.app_label in ACCOUNT_APPS else "default"

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Rows are related only inside one database."""
        return self.db_for_read(one) == self.db_for_read(other)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Each table is made in its own database only."""
        return db == ("accounts" if app_label in ACCOUNT_APPS else "default")


def databases_for(home: Home) -> dict[str, dict[str, Any]]:
    """Django's DATABASES for a home."""
    accounts = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(home.accounts_file), "OPTIONS": dict(_SQLITE)}
    if home.store == "sqlite":
        register = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(home.register_file), "OPTIONS": dict(_SQLITE)}
    else:
        register = _postgresql(home.store)
    return {"default": register, "accounts": accounts}


# To compile a statement takes PostgreSQL longer than to answer it: a figure has many conditions and reads few rows.
_POSTGRESQL = {"options": "-c jit=off"}


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": 60,
        "OPTIONS": dict(_POSTGRESQL),
    }
