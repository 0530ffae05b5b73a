"""The command `minetrace`: a table of commands, each loaded when it is called.

A command group adds itself by one line in `COMMANDS`: its name, where its Typer app or function stands, the panel of
`minetrace --help` it belongs to, and one line that says what it is for. Nothing else is imported before it is called.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup

from minetrace.cli import problems

Panel = Literal["Read", "Keep", "Decide", "Count", "Publish", "Serve"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table: `target` is "module:name" of a Typer app (a group) or of a function (a command)."""

    name: str
    target: str
    panel: Panel
    help: str


COMMANDS: tuple[Entry, ...] = (
    Entry(
        "read",
        "minetrace.cli.read:read",
        "Read",
        "Show what a statement claims: each figure with its words, place, period and speaker, and whether it adds up.",
    ),
    Entry("init", "minetrace.cli.init:init", "Keep", "Make a home: the folder that holds a programme."),
    Entry("add", "minetrace.cli.keep:add", "Keep", "Keep a source: original, text, reading and claims."),
    Entry("reread", "minetrace.cli.keep:reread", "Keep", "Read kept sources again: same, new, gone, changed claims."),
    Entry("import", "minetrace.cli.import_:import_", "Keep", "Import a table of records, or of claims."),
    Entry("undo-import", "minetrace.cli.import_:undo", "Keep", "Take an import back with one entry."),
    Entry("export", "minetrace.cli.export:export", "Publish", "Write records as a file, by tier."),
    Entry("share", "minetrace.cli.export:share", "Publish", "Write a GeoPackage for others, by tier."),
    Entry("places", "minetrace.cli.places:app", "Keep", "Fill the gazetteer; look a name up in any spelling."),
    Entry(
        "fields", "minetrace.cli.fields:fields", "Keep", "List the fields of the programme's own; check their values."
    ),
    Entry("quality", "minetrace.cli.quality:quality", "Keep", "Check the register: shapes, ids, days, released land."),
    Entry("ledger", "minetrace.cli.ledger:app", "Keep", "Verify that nothing was altered; sign the newest entry."),
    Entry("backup", "minetrace.cli.backups:backup", "Keep", "Write the whole home into one file, while in use."),
    Entry("verify-backup", "minetrace.cli.backups:verify_backup", "Keep", "Check a backup whole, down to every row."),
    Entry("restore", "minetrace.cli.backups:restore", "Keep", "Make a new home of a backup, verified."),
    Entry("claims", "minetrace.cli.claims:claims", "Decide", "List kept claims with their ids and states."),
    Entry("right", "minetrace.cli.claims:right", "Decide", "Say that a claim was read right."),
    Entry("misread", "minetrace.cli.claims:misread", "Decide", "Say that a claim was misread, and why."),
    Entry("otherwise", "minetrace.cli.claims:otherwise", "Decide", "Say how a claim reads instead."),
    Entry(
        "within", "minetrace.cli.within:within", "Decide", "Say that a find is in a stated total, or take that back."
    ),
    Entry("apart", "minetrace.cli.apart:apart", "Decide", "Say that two claims are not the same, or take that back."),
    Entry("undo", "minetrace.cli.claims:undo", "Decide", "Take your last decision on a claim back."),
    Entry("take", "minetrace.cli.records:take", "Decide", "Take a claim into the register, with its speaker."),
    Entry(
        "propose", "minetrace.cli.records:propose", "Decide", "Propose a record of your own field work, or a change."
    ),
    Entry("proposals", "minetrace.cli.records:proposals", "Decide", "List what waits for approval."),
    Entry("approve", "minetrace.cli.records:approve", "Decide", "Approve a proposal as a second person."),
    Entry("return", "minetrace.cli.steps:return_", "Decide", "Send a proposal back to its author, with the reason."),
    Entry("drop", "minetrace.cli.steps:drop", "Decide", "Drop a proposal; it stays visible as dropped."),
    Entry("withdraw", "minetrace.cli.records:withdraw", "Decide", "Propose to withdraw a record; its history stays."),
    Entry("records", "minetrace.cli.steps:records", "Decide", "List the current records of a kind."),
    Entry("record", "minetrace.cli.records:record", "Decide", "Show a record down to the words it rests on."),
    Entry("duplicates", "minetrace.cli.duplicates:duplicates", "Decide", "List records that may hold one thing."),
    Entry("merge", "minetrace.cli.duplicates:merge", "Decide", "Merge two records that hold one thing."),
    Entry("unmerge", "minetrace.cli.duplicates:unmerge", "Decide", "Part merged records again; nothing is lost."),
    Entry("link", "minetrace.cli.duplicates:link", "Decide", "Relate two records, with days and a source."),
    Entry("unlink", "minetrace.cli.duplicates:unlink", "Decide", "End a link between records."),
    Entry("figure", "minetrace.cli.figure:figure", "Count", "Answer a question from low to high, down to the words."),
    Entry("reckon", "minetrace.cli.reckon:reckon", "Count", "Say what many sources say together: who repeats whom."),
    Entry("series", "minetrace.cli.series:series", "Count", "One measure over time, each state with its sources."),
    Entry("statement", "minetrace.cli.statement:app", "Publish", "Check a text whose every number is traced."),
    Entry("user", "minetrace.cli.users:app", "Serve", "Accounts of the people who sign in."),
    Entry("demo", "minetrace.cli.demo:demo", "Serve", "The example programme, ready to be looked at."),
    Entry("serve", "minetrace.cli.serve:serve", "Serve", "Open the desk in a browser."),
)


class LazyGroup(TyperGroup):
    """Commands by their line in the table; the module of a command is imported when that command runs."""

    entries: Sequence[Entry] = COMMANDS

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        for entry in self.entries:
            # What --help, completion and suggestions need, without an import.
            self.commands[entry.name] = TyperCommand(entry.name, help=entry.help, rich_help_panel=entry.panel)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called, imported now."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, load(next(entry for entry in self.entries if entry.name == name)), rest


def load(entry: Entry) -> Any:
    """The command behind a line of the table, under the name and with the help of that line."""
    module, _, name = entry.target.partition(":")
    found = getattr(import_module(module), name)
    if isinstance(found, typer.Typer):
        command: Any = typer.main.get_group(found)
    else:
        app = typer.Typer(add_completion=False)
        app.command()(found)
        command = typer.main.get_command(app)
    command.name = entry.name
    return command


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Every number about mines, traced to its source.",
    epilog="Start with: minetrace read FILE   ·   every command explains itself with --help",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"minetrace {version('minetrace')}")
        raise typer.Exit


@app.callback()
def _root(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Every number about mines, traced to its source."""


def main() -> None:
    """Run the command line with the arguments of the process."""
    problems.run(typer.main.get_command(app), sys.argv[1:])
