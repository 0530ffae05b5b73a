"""`minetrace backup`, `verify-backup` and `restore`: a whole home in one file, and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from minetrace.cli.opening import HomeOption, JsonOption, home_named
from minetrace.cli.screen import console, plain, working

FileArgument = Annotated[Path, typer.Argument(help="A file that `minetrace backup` wrote.")]


def backup(
    file: Annotated[Path, typer.Argument(help="The backup to write; it must not be there yet.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the whole home into one file, with the signed ledger head, while people go on working.

    It holds the register, the originals, the accounts with their passwords and second factors, profiles and settings:
    keep it as you keep the home. It does not hold the home's keys, open sessions, or a database's address.
    """
    opened = home_named(home)
    from minetrace.config.backup.making import back_up

    with working(f"backing up {opened.programme}") as say:
        made = back_up(opened, file.absolute(), say)
    told = _told(made.manifest) | {"file": str(file), "bytes": made.size}
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
        return
    screen = console()
    screen.print(plain(f"{file}: {opened.programme}, {_entries(told)}, {_files(told)}, {made.size:,} bytes"))
    _print_missing(told)
    screen.print(plain(f"Next: minetrace verify-backup {file}   (keep it elsewhere, and ledger.key apart from it)"))


def verify_backup(file: FileArgument, as_json: JsonOption = False) -> None:
    """Check a backup whole: every file's digest, every row and entry, the signed head, the originals."""
    from minetrace.config.backup.restoring import verify_backup as verify

    with working(f"verifying {file.name}") as say:
        verified = verify(file.absolute(), say)
    told = _told(verified.manifest) | {"file": str(file), "rows": _rows(verified)}
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
        return
    screen = console()
    screen.print(plain(f"{file} is whole: {told['programme']} of {told['made_at']}, {_entries(told)}, {_files(told)}."))
    if verified.checked is None:
        screen.print("Its dump was not loaded: minetrace restore recomputes every row in the new database.")
    _print_missing(told)


def restore(
    file: FileArgument,
    path: Annotated[Path, typer.Argument(help="The new home; it must not be there yet, or be an empty folder.")],
    store: Annotated[
        str, typer.Option(help="For a PostgreSQL backup: postgresql://user:password@host:port/database, empty.")
    ] = "sqlite",
    as_json: JsonOption = False,
) -> None:
    """Make a new home of a backup, only when every file, row, entry and original in it holds."""
    from minetrace.config.backup.restoring import restore as bring_back

    with working(f"restoring {file.name}") as say:
        restored = bring_back(file.absolute(), path.absolute(), store, say)
    told = _told(restored.manifest) | {"file": str(file), "home": str(path), "rows": _rows(restored)}
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
        return
    screen = console()
    screen.print(plain(f"{path}: {told['programme']} as of {told['made_at']}, {_entries(told)}, {_files(told)}."))
    _print_missing(told)
    screen.print("Everybody signs in anew. The home has a new ledger.key: put your own in its place if you kept it.")
    screen.print(plain(f"Next: minetrace ledger verify --from HEAD --home {path}   (a head that you kept elsewhere)"))


def _told(manifest: Any) -> dict[str, Any]:
    made = datetime.fromtimestamp(manifest.made_at // 1_000_000, UTC)
    return {
        "programme": manifest.programme,
        "made_at": made.strftime("%Y-%m-%d %H:%M:%S UTC"),
        "store": manifest.store,
        "files": len(manifest.files),
        "head": manifest.head,
        "missing_originals": list(manifest.missing),
    }


def _rows(restored: Any) -> int | None:
    return restored.checked.ledger.rows if restored.checked else None


def _entries(told: dict[str, Any]) -> str:
    return f"ledger up to entry {told['head']['number']}" if told["head"] else "no ledger entry yet"


def _files(told: dict[str, Any]) -> str:
    return f"{told['files']} files"


def _print_missing(told: dict[str, Any]) -> None:
    for digest in told["missing_originals"]:
        console(stderr=True).print(f"The home lacks the original {digest}, or holds it altered; so does the backup.")
