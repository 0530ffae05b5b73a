"""`minetrace import`: other people's tables become records, or a source whose rows are claims."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import Annotated, Any

import typer

from minetrace.accounts.actor import with_role
from minetrace.cli.keep import day
from minetrace.cli.opening import HomeOption, JsonOption, actor_named, open_home
from minetrace.cli.screen import console, plain, working
from minetrace.config.home import write_private
from minetrace.terms.problem import Problem

KindOption = Annotated[str | None, typer.Option("--kind", help="Kind of the records, for example victim.")]
ClaimsOption = Annotated[
    str | None, typer.Option("--as", help="claims: keep the table as a source, its rows as claims.")
]
ProfileOption = Annotated[str | None, typer.Option(help="A profile of the home; made of this import if it is new.")]
GoodOption = Annotated[bool, typer.Option("--keep-good", help="Import the good rows where others are refused.")]
GoneOption = Annotated[
    bool, typer.Option("--withdraw-gone", help="Withdraw records whose rows the file no longer has.")
]
IntoOption = Annotated[
    Path | None, typer.Option(help="A folder for progress.json, report.json and refused.csv, the refused rows.")
]
BesideOption = Annotated[
    Path | None, typer.Option(help="A file of other areas: how many pairs of the two files share ground.")
]
RoleOption = Annotated[str, typer.Option(help="With no more rights than this role: officer or keeper.")]
ByOption = Annotated[str | None, typer.Option("--by", help="Your name in the ledger; otherwise your login name.")]


def import_(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX, GeoJSON, GeoPackage, or a Shapefile in a zip file.")],
    kind: KindOption = None,
    as_: ClaimsOption = None,
    profile: ProfileOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and do nothing.")] = False,
    keep_good: GoodOption = False,
    withdraw_gone: GoneOption = False,
    map_: Annotated[list[str] | None, typer.Option("--map", help="What a column holds: COLUMN=FIELD.")] = None,
    word: Annotated[list[str] | None, typer.Option(help="What a word of the table means: FIELD:WORD=TERM.")] = None,
    key: Annotated[str | None, typer.Option(help="The column by which a row is known again.")] = None,
    country: Annotated[str | None, typer.Option(help="Two-letter code of the country that all rows lie in.")] = None,
    basis: Annotated[str, typer.Option(help="own (your programme's table) or reported.")] = "own",
    speaker: Annotated[str | None, typer.Option(help="Who states it, for reported records.")] = None,
    said_on: Annotated[str | None, typer.Option(help="Date of information, YYYY-MM-DD.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published the table.")] = None,
    published: Annotated[str | None, typer.Option(help="Day of its publication, YYYY-MM-DD.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was published.")] = None,
    beside: BesideOption = None,
    into: IntoOption = None,
    home: HomeOption = None,
    role: RoleOption = "keeper",
    name: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Import a table: columns and values are told by what they hold, every doubt is listed, nothing is guessed."""
    opened = open_home(home)
    if as_ not in (None, "claims") or (as_ is None) == (kind is None) or basis not in ("own", "reported"):
        raise Problem("MT-713", value=as_ or kind or "nothing")
    if into is not None:
        into.mkdir(parents=True, exist_ok=True, mode=0o700)
    asked = _Asked(
        home=opened,
        actor=with_role(actor_named(name).name, role),
        into=into,
        file=file,
        profile=profile,
        dry_run=dry_run,
        said=_about(published, publisher, url),
    )
    with working(f"importing {file.name}"):
        if kind is None:
            report = _as_claims(asked)
        else:
            options: dict[str, Any] = {"keep_good": keep_good, "withdraw_gone": withdraw_gone, "beside": beside}
            options |= {"country": country, "key": key, "words": word or ()}
            options |= {"basis": basis, "speaker": speaker, "said_on": said_on and str(day(said_on))}
            report = _as_records(asked, kind, map_ or (), options)
    if into is not None:
        write_private(into / "report.json", json.dumps(report.in_full(), ensure_ascii=False).encode())
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False))
    else:
        _print(report, dry_run)
    if kind is not None and report.refused and not keep_good and not dry_run:
        raise Problem("MT-706", refused=report.refused, rows=report.accepted + report.doubtful + report.refused)


def undo(
    entry: Annotated[int, typer.Argument(help="The entry that the import printed.")],
    why: Annotated[str, typer.Option(help="The reason; it stands in the ledger.")],
    into: Annotated[Path | None, typer.Option(help="A folder for report.json.")] = None,
    home: HomeOption = None,
    role: RoleOption = "keeper",
    name: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take an import back with one entry: new records are withdrawn, changed ones put back; all history stays."""
    open_home(home)
    from minetrace.register.batches import undo as take_back

    if into is not None:
        into.mkdir(parents=True, exist_ok=True, mode=0o700)
    with working(f"taking entry {entry} back"):
        undone = take_back(with_role(actor_named(name).name, role), entry, why=why, told=_progress(into))
    if into is not None:
        write_private(into / "report.json", json.dumps(asdict(undone)).encode())
    if as_json:
        print(json.dumps(asdict(undone)))
        return
    screen = console()
    screen.print(f"{undone.withdrawn} records withdrawn, {undone.restored} put back as they were")
    if undone.left:
        screen.print(f"{undone.left} left as they are: changed or merged since")
    if undone.entry is not None:
        screen.print(f"Entry {undone.entry} made it current.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What both ways of importing need."""

    home: Any
    actor: Any
    into: Path | None
    file: Path
    profile: str | None
    dry_run: bool
    said: Any

    @property
    def folder(self) -> Path:
        """Where profiles are kept."""
        profiles: Path = self.home.path / "profiles"
        return profiles


def _about(published: str | None, publisher: str | None, url: str | None) -> Any:
    from minetrace.sources.actions import About

    return About(published=day(published), publisher=publisher, url=url)


def _as_claims(asked: _Asked) -> Any:
    from minetrace.doors.claims import import_claims

    return import_claims(
        asked.actor,
        asked.file,
        asked.said,
        profile=asked.profile,
        profile_folder=asked.folder,
        originals=asked.home.originals,
        dry_run=asked.dry_run,
    )


def _as_records(asked: _Asked, kind: str, columns: Sequence[str], options: dict[str, Any]) -> Any:
    from minetrace.doors.importing import import_table
    from minetrace.doors.work import Wish

    if asked.into is not None:
        options |= {"refused": asked.into / "refused.csv"}
    wish = Wish(kind=kind, profile=asked.profile, dry_run=asked.dry_run, columns=columns, about=asked.said, **options)
    folders = {"originals": asked.home.originals, "profile_folder": asked.folder}
    return import_table(asked.actor, asked.file, wish, **folders, told=_progress(asked.into))


def _progress(into: Path | None) -> Callable[[str, int, int], None]:
    """Write how far an import is into a folder, at most five times a second."""
    last = 0.0

    def told(what: str, done: int, of: int) -> None:
        nonlocal last
        if into is not None and (not done or monotonic() - last > 0.2):
            last = monotonic()
            write_private(into / "progress.json", json.dumps({"what": what, "done": done, "of": of}).encode())

    return told


def _print(report: Any, dry_run: bool) -> None:
    from minetrace.doors.work import KEY

    screen = console()
    screen.print(f"{report.accepted} rows accepted, {report.doubtful} doubtful, {report.refused} refused")
    verb = "would be " if dry_run else ""
    counts = f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged, {report.gone} gone"
    screen.print(f"Records: {verb}{counts}")
    if report.file.get("header", 1) > 1:
        screen.print(f"The columns are named by row {report.file['header']}; what stands above it is not imported.")
    for column, told in report.mapping.items():
        field = f"{told['field']} ({told['part']}): " if told["field"] else "" if told["why"] == KEY else "left out: "
        screen.print(plain(f"  {column:24} {field}{told['why']}"))
    for name, terms in report.values.items():
        words = ", ".join(f"{code} {count}" for code, count in sorted(terms.items()))
        screen.print(plain(f"  {name}: {words}"))
    for check, count in report.quality.items():
        if count:
            screen.print(f"  {check.replace('_', ' ')}: {count}")
    for code, count in sorted(report.problem_counts.items()):
        first = next((p for p in report.problems if p["code"] == code), None)
        row = f"row {first['row']}" if first and first["row"] is not None else "the file"
        row += f", column {first['column']}" if first and first["column"] else ""
        times = f"in {row}" if count == 1 else f"{count:,} times, first in {row}"
        screen.print(plain(f"  {code}  {times}: {first['sentence']}" if first else f"  {code}  {times}"))
        if first:
            screen.print(plain(f"          Next: {report.next_steps[code]}"))
    if report.entry is not None:
        screen.print(f"Entry {report.entry} made them current.")
